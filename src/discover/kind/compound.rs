//! What a compound file is, by the names of the streams at its root.

use std::io::{Read, Seek, SeekFrom};

use super::FileKind;

/// How every compound file begins.
pub const SIGNATURE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Directory sectors that are looked at; a workbook has a handful.
const SECTORS: usize = 256;

/// The length of an entry of the directory.
const ENTRY: usize = 128;

/// A directory's mark for no entry.
const NONE: u32 = u32::MAX;

/// Streams that only one kind of document has.
const STREAMS: [(&str, FileKind); 11] = [
    ("Workbook", FileKind::Compound),
    ("Book", FileKind::Compound),
    ("EncryptedPackage", FileKind::Compound),
    ("WordDocument", FileKind::Other("a Word document")),
    ("PowerPoint Document", FileKind::Other("a PowerPoint presentation")),
    ("PP40", FileKind::Other("a PowerPoint presentation")),
    ("__properties_version1.0", FileKind::Other("an e-mail saved from Outlook")),
    ("VisioDocument", FileKind::Other("a Visio drawing")),
    ("Quill", FileKind::Other("a Publisher document")),
    ("MatOST", FileKind::Other("a Works document")),
    ("\u{4840}\u{3f3f}\u{4577}\u{446c}\u{3b6a}\u{45e4}\u{4824}", FileKind::Other("an installer")),
];

/// A compound file without a stream that is known passes for a workbook: the reader says what is wrong with it.
pub fn kind(mut file: impl Read + Seek) -> FileKind {
    let names = root_names(&mut file).unwrap_or_default();
    let is_there = |stream: &str| names.iter().any(|name| name.eq_ignore_ascii_case(stream));
    STREAMS.iter().find(|(stream, _)| is_there(stream)).map_or(FileKind::Compound, |(_, kind)| *kind)
}

/// The names at the root; a document inside another, as in a workbook with a letter embedded, stands deeper.
fn root_names(file: &mut (impl Read + Seek)) -> Option<Vec<String>> {
    let directory = directory(file)?;
    let entry = |index: u32| {
        let from = usize::try_from(index).ok()?.checked_mul(ENTRY)?;
        directory.get(from..from.checked_add(ENTRY)?)
    };
    let mut names = Vec::new();
    let mut waiting = vec![number(entry(0)?, 76)?];
    let most = directory.len() / ENTRY;
    while let Some(index) = waiting.pop() {
        if names.len() > most {
            return None;
        }
        let Some(entry) = entry(index) else { continue };
        names.push(name(entry)?);
        waiting.extend([number(entry, 68)?, number(entry, 72)?].into_iter().filter(|index| *index != NONE));
    }
    Some(names)
}

fn name(entry: &[u8]) -> Option<String> {
    let length = usize::from(u16::from_le_bytes([*entry.get(64)?, *entry.get(65)?])).clamp(2, 64) - 2;
    let units = entry.get(..length)?.chunks_exact(2).filter_map(|pair| Some(u16::from_le_bytes(pair.try_into().ok()?)));
    Some(char::decode_utf16(units).map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
}

/// The directory's sectors, one after another.
fn directory(file: &mut (impl Read + Seek)) -> Option<Vec<u8>> {
    let mut header = [0; 512];
    file.rewind().ok()?;
    file.read_exact(&mut header).ok()?;
    let shift = u32::from(u16::from_le_bytes([*header.get(30)?, *header.get(31)?]));
    let size = match shift {
        9 | 12 => 1_usize << shift,
        _ => return None,
    };
    let mut directory = Vec::new();
    let mut sector = number(&header, 48)?;
    for _ in 0..SECTORS {
        let Some(content) = read_sector(file, sector, size) else { break };
        directory.extend_from_slice(&content);
        match next_sector(file, &header, sector, size) {
            Some(next) => sector = next,
            None => break,
        }
    }
    (!directory.is_empty()).then_some(directory)
}

/// What the table of sectors says; the header names the first 109 parts of the table, enough for seven megabytes.
fn next_sector(file: &mut (impl Read + Seek), header: &[u8], sector: u32, size: usize) -> Option<u32> {
    let index = usize::try_from(sector).ok()?;
    let per_part = size / 4;
    let part = index / per_part;
    if part >= 109 {
        return None;
    }
    let table = read_sector(file, number(header, 76 + part * 4)?, size)?;
    number(&table, index % per_part * 4)
}

fn read_sector(file: &mut (impl Read + Seek), sector: u32, size: usize) -> Option<Vec<u8>> {
    if sector > 0xffff_fffa {
        return None;
    }
    file.seek(SeekFrom::Start((u64::from(sector) + 1) * size as u64)).ok()?;
    let mut content = Vec::with_capacity(size);
    file.by_ref().take(size as u64).read_to_end(&mut content).ok()?;
    (!content.is_empty()).then_some(content)
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}
