//! The styles of an OpenDocument spreadsheet, as far as they hide, or show something other than cells hold.

use std::collections::{HashMap, HashSet};

use quick_xml::events::BytesStart;

use super::data_style::DataStyles;
use super::xml::attribute;
use crate::read::excel::formats::Format;
use crate::read::excel::{Colour, Font, Style};
use crate::read::runs::Look;

/// What is known of the styles that came before the sheets.
#[derive(Debug, Default)]
pub struct Styles {
    /// Styles that hide a sheet, or give a row no height or a column no width, by family and name.
    unseen: HashSet<(Family, String)>,
    /// Styles of text that is raised, lowered or struck through.
    looks: HashMap<String, Look>,
    data: DataStyles,
    cells: HashMap<String, CellStyle>,
    open: Option<(Family, String)>,
    numbers: HashMap<String, usize>,
    styles: Vec<Style>,
}

/// What a style is for; styles of each family have names of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Family {
    /// A sheet.
    Sheet,
    /// A row.
    Row,
    /// A column.
    Column,
    /// A cell.
    Cell,
    /// Text within a cell.
    Text,
}

/// The families by their names; what names none is for cells.
const FAMILIES: [(&str, Family); 6] = [
    ("table", Family::Sheet),
    ("table-row", Family::Row),
    ("table-column", Family::Column),
    ("table-cell", Family::Cell),
    ("", Family::Cell),
    ("text", Family::Text),
];

/// What a style says itself; where it is silent, the style that it is made after speaks.
#[derive(Debug, Default)]
struct CellStyle {
    data: Option<String>,
    parent: Option<String>,
    struck: Option<bool>,
    colour: Option<Colour>,
    fill: Option<Colour>,
    tiny: Option<bool>,
}

/// The height of a row and the width of a column, in points, below which nobody reads what stands there.
const LOW: f64 = 2.0;
const NARROW: f64 = 3.0;

/// How far styles are followed that are made after one another.
const GENERATIONS: usize = 32;

impl Styles {
    /// Takes the start of an element in front of the sheets.
    pub fn start(&mut self, name: &str, element: &BytesStart<'_>) {
        let value = |wanted| attribute(element, wanted).unwrap_or_default();
        let named = |wanted| attribute(element, wanted).map(|name| name.into_owned());
        match name {
            "style:style" => {
                let family =
                    FAMILIES.iter().find(|(name, _)| *name == value("style:family")).map(|(_, family)| *family);
                self.open = family.map(|family| (family, value("style:name").into_owned()));
                // Of two that have one name the later holds.
                if let Some((family, name)) = &self.open {
                    self.unseen.remove(&(*family, name.clone()));
                    if *family == Family::Cell {
                        let (data, parent) = (named("style:data-style-name"), named("style:parent-style-name"));
                        self.cells.insert(name.clone(), CellStyle { data, parent, ..CellStyle::default() });
                    }
                }
            }
            "style:default-style" => self.open = None,
            _ if self.data.start(name, element) => self.open = None,
            "style:table-properties" => self.unseen_if(Family::Sheet, value("table:display") == "false"),
            "style:table-row-properties" => self.unseen_if(Family::Row, is_below(LOW, &value("style:row-height"))),
            "style:table-column-properties" => {
                self.unseen_if(Family::Column, is_below(NARROW, &value("style:column-width")))
            }
            "style:text-properties" => self.font(element),
            "style:table-cell-properties" => {
                let fill = named("fo:background-color").map(|colour| match colour.as_str() {
                    "transparent" => Colour::Usual,
                    colour => Colour::of(colour.trim()),
                });
                if let Some(style) = self.cell() {
                    style.fill = fill;
                }
            }
            _ => {}
        }
    }

    /// Takes characters in front of the sheets.
    pub fn text(&mut self, text: &str) {
        self.data.text(text);
    }

    /// Takes the end of an element in front of the sheets.
    pub fn end(&mut self, name: &str) {
        self.data.end(name);
    }

    fn cell(&mut self) -> Option<&mut CellStyle> {
        let (_, name) = self.open.as_ref().filter(|(family, _)| *family == Family::Cell)?;
        self.cells.get_mut(name)
    }

    fn font(&mut self, element: &BytesStart<'_>) {
        let lines = ["style:text-line-through-style", "style:text-line-through-type"];
        let mut said = lines.into_iter().filter_map(|name| attribute(element, name)).peekable();
        let struck = said.peek().is_some().then(|| said.all(|line| line != "none"));
        let colour = attribute(element, "fo:color").map(|colour| Colour::of(colour.trim()));
        let tiny = attribute(element, "fo:font-size").map(|size| is_below(2.0, &size));
        match &self.open {
            Some((Family::Text, name)) => {
                let raised = attribute(element, "style:text-position").is_some_and(|place| is_raised(&place));
                self.looks.insert(name.clone(), Look { raised, struck: struck == Some(true) });
            }
            _ => {
                if let Some(style) = self.cell() {
                    (style.struck, style.colour, style.tiny) = (struck, colour, tiny);
                }
            }
        }
    }

    fn unseen_if(&mut self, of: Family, unseen: bool) {
        self.unseen.extend(self.open.clone().filter(|_| unseen).map(|(_, name)| (of, name)));
    }

    /// Whether nobody sees what has this style.
    pub fn hides(&self, family: Family, style: Option<&str>) -> bool {
        !self.unseen.is_empty() && style.is_some_and(|style| self.unseen.contains(&(family, style.to_owned())))
    }

    /// How text of this style looks.
    pub fn look(&self, style: &str) -> Look {
        self.looks.get(style).copied().unwrap_or_default()
    }

    /// Works out what each style of cells comes to, once for all cells.
    pub fn finish(&mut self) {
        self.open = None;
        for name in self.cells.keys().filter(|name| !self.numbers.contains_key(*name)).cloned().collect::<Vec<_>>() {
            self.numbers.insert(name.clone(), self.styles.len());
            let style = self.style(&name);
            self.styles.push(style);
        }
    }

    fn style(&self, name: &str) -> Style {
        let line = || {
            let parent = |style: &&CellStyle| self.cells.get(style.parent.as_deref()?);
            std::iter::successors(self.cells.get(name), parent).take(GENERATIONS)
        };
        let data = line().find_map(|style| style.data.as_deref()).and_then(|data| self.data.code(data));
        let struck = line().find_map(|style| style.struck).unwrap_or_default();
        let colour = line().find_map(|style| style.colour).unwrap_or_default();
        let tiny = line().find_map(|style| style.tiny).unwrap_or_default();
        let fill = line().find_map(|style| style.fill).unwrap_or_default();
        Style {
            format: data.map(|code| Format::read(&code)).unwrap_or_default(),
            ink: Font { struck, colour, tiny }.ink(fill),
        }
    }

    /// The number of a style of cells.
    pub fn number(&self, name: &str) -> Option<usize> {
        self.numbers.get(name).copied()
    }

    /// A style of cells by its number.
    pub fn get(&self, number: usize) -> Option<&Style> {
        self.styles.get(number)
    }
}

/// Whether a length is below so many points.
fn is_below(points: f64, length: &str) -> bool {
    let length = length.trim();
    let number = length.trim_end_matches(|unit: char| unit.is_ascii_alphabetic() || unit == '%');
    let unit = length.strip_prefix(number).unwrap_or_default();
    let one = match unit {
        "pt" | "" => 1.0,
        "in" => 72.0,
        "cm" => 72.0 / 2.54,
        "mm" => 7.2 / 2.54,
        "pc" => 12.0,
        "px" => 0.75,
        // A share of another size.
        _ => return false,
    };
    number.parse::<f64>().is_ok_and(|length| length * one < points)
}

/// `super 58%`, `sub 58%`, or how far up or down: `33% 58%`.
fn is_raised(place: &str) -> bool {
    let by = place.split(' ').next().unwrap_or_default();
    !by.is_empty() && !by.trim_end_matches('%').parse::<f64>().is_ok_and(|by| by == 0.0)
}
