//! The shared texts of an xlsx workbook.

use quick_xml::events::Event;

use super::corrupt;
use super::xml::{Runs, refer};
use crate::read::excel::package::Package;
use crate::read::excel::strings::Strings;
use crate::read::grid::Halt;

/// Reads the table; how many entries it says it has is not believed. A workbook without a table has no texts to share.
pub fn read(package: &mut Package<'_>, part: &str) -> Result<Strings, Halt> {
    let mut strings = Strings::default();
    let Some(mut xml) = package.xml(part)? else { return Ok(strings) };
    let mut runs = Runs::default();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|error| corrupt(&error))? {
            Event::Start(element) => match element.local_name().as_ref() {
                "si" => runs.begin(),
                name => runs.start(name, &element),
            },
            Event::Text(text) => {
                if let Some(run) = runs.open() {
                    run.push_str(&text.xml10_content());
                }
            }
            Event::CData(text) => {
                if let Some(run) = runs.open() {
                    run.push_str(&text.xml10_content());
                }
            }
            Event::GeneralRef(reference) => {
                if let Some(run) = runs.open() {
                    refer(&reference, run)?;
                }
            }
            Event::End(element) => match element.local_name().as_ref() {
                "si" => strings.push(&runs.text),
                "sst" => return Ok(strings),
                name => runs.end(name),
            },
            Event::Eof => return Err(corrupt(&"its shared texts are cut short")),
            _ => {}
        }
    }
}
