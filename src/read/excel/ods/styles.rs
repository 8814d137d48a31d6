//! The styles of an OpenDocument spreadsheet, as far as they hide or scale.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use quick_xml::events::BytesStart;

use super::xml::attribute;
use crate::read::grid::Shown;

/// What is known of the styles that came before the sheets.
#[derive(Debug, Default)]
pub struct Styles {
    hiding: HashSet<String>,
    data: HashMap<String, Shown>,
    cells: HashMap<String, CellStyle>,
    style: String,
    data_style: String,
}

/// What a style takes its number format from: its own, else that of the style that it is made after.
#[derive(Debug)]
struct CellStyle {
    data: Option<String>,
    parent: Option<String>,
}

/// How far styles are followed that are made after one another.
const GENERATIONS: usize = 32;

impl Styles {
    /// Takes the start of an element in front of the sheets.
    pub fn start(&mut self, name: &str, element: &BytesStart<'_>) {
        let value = |wanted| attribute(element, wanted).unwrap_or_default();
        match name {
            "style:style" => {
                self.style = value("style:name").into_owned();
                let named = |name| attribute(element, name).map(Cow::into_owned);
                // Styles of each family have names of their own; of two that have one name the later holds.
                match value("style:family").as_ref() {
                    "table" => drop(self.hiding.remove(&self.style)),
                    "table-cell" | "" => {
                        let (data, parent) = (named("style:data-style-name"), named("style:parent-style-name"));
                        self.cells.insert(self.style.clone(), CellStyle { data, parent });
                    }
                    _ => {}
                }
            }
            "style:table-properties" if value("table:display") == "false" => {
                self.hiding.insert(self.style.clone());
            }
            "number:number-style" | "number:currency-style" => {
                self.data_style = value("style:name").into_owned();
                self.data.remove(&self.data_style);
            }
            "number:percentage-style" => {
                self.data.insert(value("style:name").into_owned(), Shown::Percent);
            }
            "number:number" => {
                let shown = match value("number:display-factor").parse::<f64>() {
                    Ok(factor) if (999.5..1000.5).contains(&factor) => Shown::Thousands,
                    Ok(factor) if factor > 1000.5 => Shown::Millions,
                    _ => return,
                };
                self.data.insert(self.data_style.clone(), shown);
            }
            _ => {}
        }
    }

    /// Whether sheets of this style are hidden.
    pub fn hides(&self, style: Option<&str>) -> bool {
        style.is_some_and(|style| self.hiding.contains(style))
    }

    /// What a cell of this style shows of its number.
    pub fn shown(&self, style: &str) -> Shown {
        let mut line = std::iter::successors(self.cells.get(style), |style| self.cells.get(style.parent.as_deref()?));
        let data = line.by_ref().take(GENERATIONS).find_map(|style| style.data.as_deref());
        data.and_then(|data| self.data.get(data)).copied().unwrap_or_default()
    }
}
