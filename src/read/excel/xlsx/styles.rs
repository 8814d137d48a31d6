//! The number formats of an xlsx workbook.

use std::collections::HashMap;

use quick_xml::events::Event;

use super::corrupt;
use super::xml::attribute;
use crate::read::excel::broken::broken;
use crate::read::excel::formats::Format;
use crate::read::excel::package::Xml;
use crate::read::grid::Halt;

/// Reads the format of each cell style, in the order in which cells number them.
pub fn read(xml: &mut Xml<'_, '_, '_>) -> Result<Vec<Format>, Halt> {
    let mut formats = Vec::new();
    let mut custom: HashMap<u32, Format> = HashMap::new();
    let (mut in_codes, mut in_cells) = (false, false);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|error| broken(&error))? {
            Event::Start(element) => {
                let id = || attribute(&element, "numFmtId").and_then(|id| id.trim().parse().ok()).unwrap_or(0);
                match element.local_name().as_ref() {
                    "numFmts" => in_codes = true,
                    "cellXfs" => in_cells = true,
                    "numFmt" if in_codes => {
                        let code = attribute(&element, "formatCode").unwrap_or_default();
                        custom.insert(id(), Format::read(&code));
                    }
                    "xf" if in_cells => {
                        let id = id();
                        formats.push(custom.get(&id).cloned().unwrap_or_else(|| Format::builtin(id)));
                    }
                    _ => {}
                }
            }
            Event::End(element) => match element.local_name().as_ref() {
                "numFmts" => in_codes = false,
                "cellXfs" | "styleSheet" => return Ok(formats),
                _ => {}
            },
            Event::Eof => return Err(corrupt(&"its number formats are cut short")),
            _ => {}
        }
    }
}
