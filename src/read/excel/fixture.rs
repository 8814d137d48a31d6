//! Workbooks built in tests, and what a reader passes on, written down.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::discover::FileKind;
use crate::model::origin::Address;
use crate::read::grid::{Halt, Ink, Region, Seen, Sink, Traits, Unseen};
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

/// A compound file of streams of up to 4 KB; those behind the first so many stand deeper than its root.
pub fn compound(streams: &[(&str, &[u8])], at_root: usize) -> Vec<u8> {
    let end = 0xFFFF_FFFE_u32;
    let mut file = vec![0_u8; 76];
    let mut set = |at: usize, bytes: &[u8]| file.splice(at..at + bytes.len(), bytes.iter().copied()).for_each(drop);
    set(0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    for (at, half) in [(26, 3_u16), (30, 9), (32, 6), (44, 1), (48, 1)] {
        set(at, &half.to_le_bytes());
    }
    set(60, &end.to_le_bytes());
    set(68, &end.to_le_bytes());
    file.extend(0_u32.to_le_bytes());
    file.resize(512, 0xFF);
    // The directory takes two sectors, each stream eight.
    let sectors = 3 + 8 * streams.len();
    let is_last = |sector: usize| sector == 2 || (sector > 2 && (sector - 3) % 8 == 7);
    let next = |sector: usize| if is_last(sector) { end } else { u32::try_from(sector + 1).unwrap_or(end) };
    file.extend(
        (0..sectors).flat_map(|sector| if sector == 0 { [0xFD, 0xFF, 0xFF, 0xFF] } else { next(sector).to_le_bytes() }),
    );
    file.resize(1024, 0xFF);
    let named = [("Root Entry", &b""[..])].into_iter().chain(streams.iter().copied());
    for (place, (name, _)) in named.enumerate() {
        let number = |place: usize| u32::try_from(place).unwrap_or(end).to_le_bytes();
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry.resize(68, 0);
        entry.extend([0xFF; 4]);
        entry.extend(if (1..at_root).contains(&place) { number(place + 1) } else { [0xFF; 4] });
        entry.extend(if place == 0 { number(1) } else { [0xFF; 4] });
        entry.resize(116, 0);
        entry.extend(if place == 0 { end.to_le_bytes() } else { number(8 * place - 5) });
        entry.extend(if place == 0 { [0; 4] } else { number(4096) });
        entry.resize(128, 0);
        file.extend(entry);
    }
    file.resize(2048, 0);
    for (place, (_, stream)) in streams.iter().enumerate() {
        file.extend(*stream);
        file.resize(2048 + 4096 * (place + 1), 0);
    }
    file
}

/// A record of a workbook before 2007.
pub fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap_or_default();
    [&kind.to_le_bytes(), &length.to_le_bytes(), data].concat()
}

/// The stream of a workbook before 2007 with one sheet, of Excel 97 or of Excel 95, with records of all and of the sheet.
pub fn records(is_95: bool, globals: &[u8], sheet: &[u8]) -> Vec<u8> {
    let begin = record(0x0809, &[0, if is_95 { 5 } else { 6 }, 5, 0]);
    let name: &[u8] = if is_95 { b"\x01S" } else { b"\x01\0S" };
    let start = begin.len() + globals.len() + 4 + 6 + name.len() + 4;
    let start = u32::try_from(start).unwrap_or_default().to_le_bytes();
    let list = record(0x0085, &[&start, &b"\0\0"[..], name].concat());
    [&*begin, globals, &list, &record(10, &[]), &begin, sheet, &record(10, &[])].concat()
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
        let shown = traits.shown.how().map_or_else(String::new, |how| format!(" as {how:?}"));
        let ink = if traits.ink == Ink::Plain { String::new() } else { format!(" {:?}", traits.ink) };
        self.0.push(format!("{address} {seen}{shown}{ink}{}", if traits.linked { " linked" } else { "" }));
        Ok(())
    }

    fn merged(&mut self, region: Region) -> Result<(), Halt> {
        self.0.push(format!("merged {}:{}", region.first, region.last));
        Ok(())
    }

    fn hidden(&mut self, Unseen { columns, flat, first, last }: Unseen) -> Result<(), Halt> {
        let how = if flat { "flat" } else { "hidden" };
        self.0.push(format!("{how} {} {first}-{last}", if columns { "columns" } else { "rows" }));
        Ok(())
    }

    fn format(&mut self, _: &str) -> Result<u16, Halt> {
        Ok(0)
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
