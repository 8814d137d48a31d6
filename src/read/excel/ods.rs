//! OpenDocument spreadsheets, streamed; calamine's reader builds every sheet whole and knows nothing of what is hidden.

mod content;
mod data_style;
mod names;
mod row;
mod shown;
mod styles;

use quick_xml::events::Event;

use self::names::Names;
use self::styles::Styles;
use super::broken::broken;
use super::package::{Package, Xml};
use super::xml::refer;
use super::{corrupt, xml};
use crate::read::grid::{Halt, Sink};
use crate::read::verdict::Refusal;

/// Passes every sheet of an OpenDocument spreadsheet to a sink; whether it has a `mimetype` does not matter.
///
/// # Errors
///
/// The verdict on a workbook that cannot be read, or what the sink says.
pub fn read(content: &[u8], sink: &mut dyn Sink) -> Result<(), Halt> {
    let mut package = Package::open(content)?;
    if is_encrypted(&mut package)? {
        return Err(Halt::Refused(Refusal::encrypted()));
    }
    let styles = package.xml_or_default(Some("styles.xml"), styles)?;
    package
        .xml("content.xml", |xml| content::read(xml, styles, sink))?
        .ok_or_else(|| corrupt(&"`content.xml` is missing"))
}

/// The styles that content refers to by name; LibreOffice keeps the number formats of a workbook from Excel there.
fn styles(xml: &mut Xml<'_, '_, '_>) -> Result<Styles, Halt> {
    let (mut styles, mut names) = (Styles::default(), Names::default());
    let (mut buffer, mut skipped, mut open) = (Vec::new(), Vec::new(), false);
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|error| broken(&error))? {
            Event::Start(element) => {
                open = true;
                let known = names.element(&element);
                // What has no name that a user gave is this part's own.
                if known.name().as_ref() == "office:automatic-styles" {
                    skipped.clear();
                    xml.read_to_end_into(element.name(), &mut skipped).map_err(|error| broken(&error))?;
                } else {
                    styles.start(known.name().as_ref(), &known);
                }
            }
            Event::Text(text) => styles.text(&text.xml10_content()),
            Event::GeneralRef(reference) => {
                let mut text = String::new();
                refer(&reference, &mut text)?;
                styles.text(&text);
            }
            Event::End(element) => match names.name(element.name().as_ref()).as_ref() {
                "office:document-styles" => return Ok(styles),
                name => styles.end(name),
            },
            Event::Eof if open => return Err(corrupt(&"`styles.xml` is cut short")),
            Event::Eof => return Ok(styles),
            _ => {}
        }
    }
}

fn is_encrypted(package: &mut Package<'_>) -> Result<bool, Halt> {
    if package.has("encrypted-package") {
        return Ok(true);
    }
    let listed = package.xml("META-INF/manifest.xml", |xml| {
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match xml.read_event_into(&mut buffer).map_err(|error| broken(&error))? {
                Event::Start(element) if element.local_name().as_ref() == "encryption-data" => return Ok(true),
                Event::Eof => return Ok(false),
                _ => {}
            }
        }
    })?;
    Ok(listed.unwrap_or(false))
}

#[cfg(test)]
mod tests;
