//! Which sheets an xlsx workbook has, and where the parts are that they share.

use quick_xml::events::{BytesStart, Event};

use super::corrupt;
use super::xml::{attribute, attributes, is_true, plain};
use crate::read::excel::broken::broken;
use crate::read::excel::package::Package;
use crate::read::excel::relations::{Relations, main_part, of_main};
use crate::read::excel::tabs::Tab;
use crate::read::grid::Halt;

/// What a workbook lists.
pub struct WorkbookPart {
    /// Its sheets, in their order.
    pub tabs: Vec<Tab>,
    /// The part that holds the shared strings, if there is one.
    pub strings: Option<String>,
    /// The part that holds the number formats, if there is one.
    pub styles: Option<String>,
    /// Whether days are counted from 1904.
    pub is_1904: bool,
}

/// Reads the list of sheets.
pub fn read(package: &mut Package<'_>) -> Result<WorkbookPart, Halt> {
    let main = main_part(package, "xl/workbook.xml")?;
    let relations = of_main(package, &main)?;
    let strings = relations.shared(package, "sharedStrings", "sharedStrings.xml")?;
    let styles = relations.shared(package, "styles", "styles.xml")?;
    let listed = package.xml(&main, |xml| {
        let mut workbook = WorkbookPart { tabs: Vec::new(), strings, styles, is_1904: false };
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match xml.read_event_into(&mut buffer).map_err(|error| broken(&error))? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "sheet" => workbook.tabs.extend(tab(&element, &relations)?),
                    "workbookPr" => {
                        let date = attributes(&element).find(|(name, _)| *name == "date1904");
                        workbook.is_1904 = date.map_or(workbook.is_1904, |(_, value)| is_true(value));
                    }
                    _ => {}
                },
                Event::End(element) if element.local_name().as_ref() == "workbook" => return Ok(workbook),
                Event::Eof => return Err(corrupt(&format!("`{main}` is cut short"))),
                _ => {}
            }
        }
    })?;
    listed.ok_or_else(|| corrupt(&format!("`{main}` is missing")))
}

fn tab(element: &BytesStart<'_>, relations: &Relations) -> Result<Option<Tab>, Halt> {
    let Some(name) = attribute(element, "name") else { return Ok(None) };
    let id = attributes(element).find(|(name, _)| *name == "id" || name.ends_with(":id"));
    let visible = !matches!(attribute(element, "state").as_deref(), Some("hidden" | "veryHidden"));
    Tab::find(name.into_owned(), visible, &id.map(|(_, id)| plain(id)).unwrap_or_default(), relations).map(Some)
}
