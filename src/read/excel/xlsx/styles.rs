//! The styles of cells of an xlsx workbook: number formats, and how characters look.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use super::corrupt;
use super::xml::{attribute, attributes, is_said};
use crate::read::excel::broken::broken;
use crate::read::excel::formats::Format;
use crate::read::excel::package::Xml;
use crate::read::excel::{Fill, Font, Style};
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
    fills: Vec<Fill>,
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
            (Within::Fonts, "color") => self.font(|font| font.white = is_white(element)),
            (Within::Fills, "fill") => self.fills.push(Fill::White),
            (Within::Fills, "patternFill") => {
                let plain = matches!(attribute(element, "patternType").as_deref(), None | Some("none"));
                self.fill(plain);
            }
            (Within::Fills, "gradientFill") => self.fill(false),
            // A solid fill has the colour of its foreground; without one it is black.
            (Within::Fills, "fgColor") if is_white(element) => self.fill(true),
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

    fn fill(&mut self, white: bool) {
        if let Some(fill) = self.fills.last_mut() {
            *fill = if white { Fill::White } else { Fill::Coloured };
        }
    }
}

fn number(element: &BytesStart<'_>, name: &str) -> u32 {
    attribute(element, name).and_then(|id| id.trim().parse().ok()).unwrap_or(0)
}

/// Whether a colour is white; the first colour of a theme is that of the paper.
fn is_white(element: &BytesStart<'_>) -> bool {
    let mut white = false;
    for (name, value) in attributes(element) {
        match name {
            "rgb" => {
                white = value.len() >= 6
                    && value.get(value.len() - 6..).is_some_and(|rgb| rgb.eq_ignore_ascii_case("ffffff"))
            }
            "theme" => white = value == "0",
            "indexed" => white = matches!(value, "1" | "9"),
            "tint" if value.trim().parse::<f64>().is_ok_and(|tint| tint != 0.0) => return false,
            _ => {}
        }
    }
    white
}
