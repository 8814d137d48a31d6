//! The styles of an OpenDocument spreadsheet, as far as they hide, or show something else than cells hold.

use std::collections::{HashMap, HashSet};

use quick_xml::events::BytesStart;

use super::data_style::DataStyles;
use super::xml::attribute;
use crate::read::excel::formats::Format;
use crate::read::excel::{Fill, Font, Style};

/// What is known of the styles that came before the sheets.
#[derive(Debug, Default)]
pub struct Styles {
    /// Styles that hide a sheet, or give a row no height or a column no width, by family and name.
    unseen: HashSet<(Family, String)>,
    /// Styles of text that is struck through.
    struck: HashSet<String>,
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
    white: Option<bool>,
    fill: Option<Fill>,
}

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
            "style:table-row-properties" => self.unseen_if(Family::Row, is_zero(&value("style:row-height"))),
            "style:table-column-properties" => self.unseen_if(Family::Column, is_zero(&value("style:column-width"))),
            "style:text-properties" => self.font(element),
            "style:table-cell-properties" => {
                let fill = named("fo:background-color").map(|colour| match colour.as_str() {
                    "transparent" => Fill::White,
                    colour if is_white(colour) => Fill::White,
                    _ => Fill::Coloured,
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
        let white = attribute(element, "fo:color").map(|colour| is_white(&colour));
        match &self.open {
            Some((Family::Text, name)) if struck == Some(true) => drop(self.struck.insert(name.clone())),
            _ => {
                if let Some(style) = self.cell() {
                    (style.struck, style.white) = (struck, white);
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

    /// Whether text of this style is struck through.
    pub fn strikes(&self, style: &str) -> bool {
        self.struck.contains(style)
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
        let white = line().find_map(|style| style.white).unwrap_or_default();
        let fill = line().find_map(|style| style.fill).unwrap_or_default();
        Style {
            format: data.map(|code| Format::read(&code)).unwrap_or_default(),
            ink: Font { struck, white }.ink(fill),
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

fn is_zero(length: &str) -> bool {
    let number = length.trim().trim_end_matches(|unit: char| unit.is_ascii_alphabetic());
    number.parse::<f64>().is_ok_and(|length| length == 0.0)
}

fn is_white(colour: &str) -> bool {
    colour.trim().eq_ignore_ascii_case("#ffffff")
}
