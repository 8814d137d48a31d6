//! The shared texts of an xlsx workbook.

use quick_xml::events::Event;

use super::corrupt;
use super::xml::{Runs, refer};
use crate::read::excel::broken::broken;
use crate::read::excel::package::Xml;
use crate::read::excel::strings::Strings;
use crate::read::grid::Halt;

/// Reads the table; how many entries it says it has is not believed.
pub fn read(xml: &mut Xml<'_, '_, '_>) -> Result<Strings, Halt> {
    let mut strings = Strings::default();
    let mut runs = Runs::default();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|error| broken(&error))? {
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
                "si" => {
                    runs.finish();
                    if runs.is_struck() { strings.push_struck(&runs.text) } else { strings.push(&runs.text) }
                }
                "sst" => return Ok(strings),
                name => runs.end(name),
            },
            Event::Eof => return Err(corrupt(&"its shared texts are cut short")),
            _ => {}
        }
    }
}
