//! The styles of cells of an xlsx workbook: number formats, and how characters look.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use super::corrupt;
use super::xml::{attribute, attributes, is_said};
use crate::read::excel::broken::broken;
use crate::read::excel::formats::Format;
use crate::read::excel::package::Xml;
use crate::read::excel::{Colour, Font, Style};
use crate::read::grid::Halt;

/// Reads the styles, in the order in which cells number them.
pub fn read(xml: &mut Xml<'_, '_, '_>) -> Result<Vec<Style>, Halt> {
    let mut pass = Pass::default();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|error| broken(&error))? {
            Event::Start(element) => pass.start(element.local_name().as_ref(), &element),
            Event::End(element) => match element.local_name().as_ref() {
                "cellXfs" | "styleSheet" => return Ok(pass.styles),
                "numFmts" | "fonts" | "fills" => pass.within = Within::Other,
                _ => {}
            },
            Event::Eof => return Err(corrupt(&"its number formats are cut short")),
            _ => {}
        }
    }
}

/// The height of characters, in points, below which nobody reads them.
const SMALLEST: f64 = 2.0;

/// Which list of the part the pass is in.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Within {
    #[default]
    Other,
    Codes,
    Fonts,
    Fills,
    Cells,
}

#[derive(Default)]
struct Pass {
    within: Within,
    custom: HashMap<u32, Format>,
    fonts: Vec<Font>,
    fills: Vec<Colour>,
    styles: Vec<Style>,
}

impl Pass {
    fn start(&mut self, name: &str, element: &BytesStart<'_>) {
        match (self.within, name) {
            (_, "numFmts") => self.within = Within::Codes,
            (_, "fonts") => self.within = Within::Fonts,
            (_, "fills") => self.within = Within::Fills,
            (_, "cellXfs") => self.within = Within::Cells,
            (Within::Codes, "numFmt") => {
                let id = number(element, "numFmtId");
                let code = attribute(element, "formatCode").unwrap_or_default();
                self.custom.insert(id, Format::numbered(id, &code));
            }
            (Within::Fonts, "font") => self.fonts.push(Font::default()),
            (Within::Fonts, "strike") => self.font(|font| font.struck = is_said(element)),
            (Within::Fonts, "color") => self.font(|font| font.colour = colour(element)),
            (Within::Fonts, "sz") => {
                let is_tiny = |size: &str| size.trim().parse::<f64>().is_ok_and(|size| size < SMALLEST);
                self.font(|font| font.tiny = attribute(element, "val").is_some_and(|size| is_tiny(&size)));
            }
            (Within::Fills, "fill") => self.fills.push(Colour::Usual),
            (Within::Fills, "patternFill") => {
                let plain = matches!(attribute(element, "patternType").as_deref(), None | Some("none"));
                self.fill(if plain { Colour::Usual } else { Colour::Other });
            }
            (Within::Fills, "gradientFill") => self.fill(Colour::Other),
            // A solid fill has the colour of its foreground; without one it is black.
            (Within::Fills, "fgColor") if self.fills.last() == Some(&Colour::Other) => {
                self.fill(colour(element).filled())
            }
            (Within::Cells, "xf") => {
                let id = number(element, "numFmtId");
                let format = self.custom.get(&id).cloned().unwrap_or_else(|| Format::builtin(id));
                let at = |name| usize::try_from(number(element, name)).unwrap_or(usize::MAX);
                let font = self.fonts.get(at("fontId")).copied().unwrap_or_default();
                let fill = self.fills.get(at("fillId")).copied().unwrap_or_default();
                self.styles.push(Style { format, ink: font.ink(fill) });
            }
            _ => {}
        }
    }

    fn font(&mut self, change: impl FnOnce(&mut Font)) {
        if let Some(font) = self.fonts.last_mut() {
            change(font);
        }
    }

    fn fill(&mut self, colour: Colour) {
        if let Some(fill) = self.fills.last_mut() {
            *fill = colour;
        }
    }
}

fn number(element: &BytesStart<'_>, name: &str) -> u32 {
    attribute(element, name).and_then(|id| id.trim().parse().ok()).unwrap_or(0)
}

/// A colour by its red, green and blue, or by its place; the first of a theme is that of the paper.
fn colour(element: &BytesStart<'_>) -> Colour {
    let mut found = Colour::Other;
    for (name, value) in attributes(element) {
        match name {
            "rgb" => found = Colour::of(value),
            "theme" => found = value.parse().map_or(Colour::Other, Colour::of_theme),
            "indexed" => found = value.parse().map_or(Colour::Other, Colour::of_palette),
            "tint" if value.trim().parse::<f64>().is_ok_and(|tint| tint != 0.0) => return Colour::Other,
            _ => {}
        }
    }
    found
}
