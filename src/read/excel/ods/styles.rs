//! The styles of an OpenDocument spreadsheet, as far as they hide or scale.

use std::collections::{HashMap, HashSet};

use quick_xml::events::BytesStart;

use super::xml::attribute;
use crate::read::grid::Shown;

/// What is known of the styles that came before the sheets.
#[derive(Debug, Default)]
pub struct Styles {
    hiding: HashSet<String>,
    data: HashMap<String, Shown>,
    cells: HashMap<String, Shown>,
    style: String,
    data_style: String,
}

impl Styles {
    /// Takes the start of an element in front of the sheets.
    pub fn start(&mut self, name: &str, element: &BytesStart<'_>) {
        let value = |wanted| attribute(element, wanted).unwrap_or_default();
        match name {
            "style:style" => {
                self.style = value("style:name").into_owned();
                if let Some(shown) = self.data.get(value("style:data-style-name").as_ref()) {
                    self.cells.insert(self.style.clone(), *shown);
                }
            }
            "style:table-properties" if value("table:display") == "false" => {
                self.hiding.insert(self.style.clone());
            }
            "number:number-style" | "number:currency-style" => self.data_style = value("style:name").into_owned(),
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
    pub fn shown(&self, style: &str) -> Option<Shown> {
        self.cells.get(style).copied()
    }
}
