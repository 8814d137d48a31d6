//! A first walk through a SpreadsheetML document: what stands below the cells but has to be known before them.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{attribute, cut_short};
use crate::read::excel::formats::Format;
use crate::read::markup::format::format;
use crate::read::verdict::{Refusal, Verdict};

/// Rows that a sheet has.
pub const ROWS: u32 = 1_048_576;

/// Columns that a sheet has.
pub const COLUMNS: u32 = 16_384;

/// Steps from a style to the one that it builds on.
const PARENTS: usize = 16;

/// The worksheets and styles of a document.
#[derive(Debug, Default)]
pub struct DocumentOutline {
    /// The name of each worksheet, and whether it is visible.
    pub sheets: Vec<(String, bool)>,
    styles: HashMap<String, Style>,
}

#[derive(Debug, Default)]
struct Style {
    parent: Option<String>,
    format: Option<Format>,
}

impl DocumentOutline {
    /// Walks through the whole document.
    pub fn of(text: &str) -> Result<Self, Refusal> {
        let mut outline = Self::default();
        let mut reader = Reader::from_str(text);
        let mut style = None;
        let mut in_visible = false;
        let mut depth = 0_usize;
        let mut has_workbook = false;
        loop {
            match reader.read_event().map_err(|error| Refusal::corrupt(&error))? {
                Event::Start(tag) => {
                    depth += 1;
                    in_visible = tag.local_name().as_ref() == "Visible";
                    has_workbook |= tag.local_name().as_ref() == "Workbook";
                    outline.open(&tag, &mut style);
                }
                Event::Empty(tag) => outline.open(&tag, &mut style),
                Event::Text(text) if in_visible && text.trim().starts_with("SheetHidden") => outline.hide(),
                Event::Text(text) if in_visible && text.trim().starts_with("SheetVeryHidden") => outline.hide(),
                Event::End(_) => {
                    depth = depth.saturating_sub(1);
                    in_visible = false;
                }
                Event::Eof if depth > 0 => return Err(cut_short()),
                Event::Eof if !has_workbook => {
                    return Err(Refusal::new(
                        Verdict::Unsupported,
                        "it is an XML document that is no workbook".to_owned(),
                    ));
                }
                Event::Eof => return Ok(outline),
                _ => {}
            }
        }
    }

    fn open(&mut self, tag: &BytesStart<'_>, style: &mut Option<String>) {
        match tag.local_name().as_ref() {
            "Worksheet" => {
                let number = self.sheets.len() + 1;
                let name = attribute(tag, "Name").map_or_else(|| format!("Sheet{number}"), |name| name.into_owned());
                self.sheets.push((name, true));
            }
            "Style" => {
                *style = attribute(tag, "ID").map(|id| id.into_owned());
                if let Some(id) = style {
                    let parent = attribute(tag, "Parent").map(|parent| parent.into_owned());
                    self.styles.insert(id.clone(), Style { parent, format: None });
                }
            }
            "NumberFormat" => {
                let said = attribute(tag, "Format");
                if let Some(style) = style.as_ref().and_then(|id| self.styles.get_mut(id)) {
                    style.format = said.map(|said| format(&said));
                }
            }
            _ => {}
        }
    }

    fn hide(&mut self) {
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.1 = false;
        }
    }

    /// The number format of a style; the style that it builds on speaks where it is silent.
    pub fn format(&self, id: &str) -> Option<&Format> {
        let mut style = self.styles.get(id);
        for _ in 0..PARENTS {
            match style {
                Some(Style { format: Some(format), .. }) => return Some(format),
                Some(Style { parent: Some(parent), .. }) => style = self.styles.get(parent),
                _ => break,
            }
        }
        // Styles that name no other build on the one for everything.
        self.styles.get("Default").and_then(|style| style.format.as_ref())
    }
}
