//! Workbooks built in tests, and what a reader passes on, written down.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::discover::FileKind;
use crate::model::origin::Address;
use crate::read::grid::{Halt, Region, Seen, Shown, Sink, Traits};
use crate::read::verdict::Refusal;

/// A zip archive of parts.
pub fn package(parts: &[(&str, impl AsRef<[u8]>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        let begun = writer.start_file(*name, SimpleFileOptions::default());
        assert!(begun.is_ok() && writer.write_all(content.as_ref()).is_ok(), "{name}");
    }
    writer.finish().map(Cursor::into_inner).unwrap_or_default()
}

/// An xlsx workbook with the sheets `<sheet name="S" r:id="s1"/>`, whose parts are `s1.xml` and so on, and other parts.
pub fn xlsx(properties: &str, sheets: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let relation = |id: &str, kind: &str, target: &str| {
        format!(r#"<Relationship Id="{id}" Type="http://x/relationships/{kind}" Target="{target}"/>"#)
    };
    let list = |inside: String| format!("<Relationships>{inside}</Relationships>");
    let known = [("worksheet", "s"), ("chartsheet", "chart"), ("xlMacrosheet", "macro"), ("dialogsheet", "dialog")];
    let relations: String = parts
        .iter()
        .filter_map(|(name, _)| {
            let file = name.strip_prefix("xl/")?.strip_suffix(".xml")?;
            let (kind, _) = known.iter().find(|(_, start)| file.trim_end_matches(char::is_numeric) == *start)?;
            Some(relation(file, kind, &format!("{file}.xml")))
        })
        .collect();
    let main = list(relation("main", "officeDocument", "xl/workbook.xml"));
    let workbook = format!("<workbook xmlns:r=\"r\">{properties}<sheets>{sheets}</sheets></workbook>");
    let (relations, mut all) = (list(relations), Vec::new());
    all.extend([
        ("_rels/.rels", main.as_str()),
        ("xl/_rels/workbook.xml.rels", &relations),
        ("xl/workbook.xml", &workbook),
    ]);
    all.extend(parts);
    package(&all)
}

/// An xlsx workbook of one sheet.
pub fn one_sheet(sheet: &str) -> Vec<u8> {
    xlsx("", r#"<sheet name="S" r:id="s1"/>"#, &[("xl/s1.xml", sheet)])
}

/// Everything that a reader passes on, a line each.
#[derive(Default)]
pub struct PassedOn(Vec<String>);

impl Sink for PassedOn {
    fn sheet(&mut self, name: &str, visible: bool) -> Result<(), Halt> {
        self.0.push(format!("{name}{}", if visible { "" } else { " hidden" }));
        Ok(())
    }

    fn cell(&mut self, address: Address, seen: Seen<'_>, traits: Traits) -> Result<(), Halt> {
        let seen = match seen {
            Seen::Date(date) => format!("Date({date})"),
            other => format!("{other:?}"),
        };
        let shown = if traits.shown == Shown::AsIs { String::new() } else { format!(" as {:?}", traits.shown) };
        self.0.push(format!("{address} {seen}{shown}{}", if traits.linked { " linked" } else { "" }));
        Ok(())
    }

    fn merged(&mut self, region: Region) -> Result<(), Halt> {
        self.0.push(format!("merged {}:{}", region.first, region.last));
        Ok(())
    }

    fn hidden(&mut self, columns: bool, first: u32, last: u32) -> Result<(), Halt> {
        self.0.push(format!("hidden {} {first}-{last}", if columns { "columns" } else { "rows" }));
        Ok(())
    }

    fn passed_over(&mut self, name: &str, what: &'static str) -> Result<(), Halt> {
        self.0.push(format!("{name} is {what}"));
        Ok(())
    }
}

/// What the reader passes on of a workbook, or its verdict.
pub fn read(kind: FileKind, content: &[u8]) -> Result<Vec<String>, Refusal> {
    let mut record = PassedOn::default();
    match super::read(kind, content, &mut record) {
        Ok(()) => Ok(record.0),
        Err(Halt::Refused(refusal)) => Err(refusal),
        Err(other) => Ok(vec![format!("{other:?}")]),
    }
}
