//! Compound files: what they hold by the names at their root, and the bytes of a stream.

use std::io::{Read, Seek, SeekFrom};

use super::FileKind;

/// How every compound file begins.
pub const SIGNATURE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Sector numbers from here on are marks, not sectors.
const MARKS: u32 = 0xffff_fffa;

/// The number of no sector and of no entry.
const NONE: u32 = u32::MAX;

/// The length of an entry of the directory.
const ENTRY: usize = 128;

/// Streams below this size lie in the mini stream, in sectors of their own size.
const MINI: usize = 4096;
const MINI_SECTOR: usize = 64;

/// Names at the root that only one kind of document has; the first that fits is taken.
const NAMES: [(&str, FileKind); 16] = [
    ("Workbook", FileKind::Compound),
    ("Book", FileKind::Compound),
    ("EncryptedPackage", FileKind::Compound),
    ("WordDocument", FileKind::Other("a Word document")),
    ("PowerPoint Document", FileKind::Other("a PowerPoint presentation")),
    ("PP40", FileKind::Other("a PowerPoint presentation")),
    ("Current User", FileKind::Other("a PowerPoint presentation")),
    ("__properties_version1.0", FileKind::Other("an e-mail saved from Outlook")),
    ("VisioDocument", FileKind::Other("a Visio drawing")),
    ("Quill", FileKind::Other("a Publisher document")),
    ("NativeContent_MAIN", FileKind::Other("a Quattro Pro workbook")),
    ("PerfectOffice_OBJECTS", FileKind::Other("a Quattro Pro workbook")),
    ("PerfectOffice_MAIN", FileKind::Other("a document of WordPerfect Office")),
    ("WksSSWorkBook", FileKind::Other("a Works spreadsheet")),
    ("MatOST", FileKind::Other("a Works document")),
    ("\u{4840}\u{3f3f}\u{4577}\u{446c}\u{3b6a}\u{45e4}\u{4824}", FileKind::Other("an installer")),
];

/// A compound file, as far as it can be followed.
#[derive(Debug)]
pub struct Compound<F> {
    file: F,
    sector: usize,
    table: Vec<u32>,
    mini_start: u32,
    root: DirectoryEntry,
    entries: Vec<DirectoryEntry>,
}

#[derive(Debug, Clone, Default)]
struct DirectoryEntry {
    name: String,
    start: u32,
    size: usize,
    /// The entries before and after it in its folder, and the first one inside it.
    links: [u32; 3],
}

/// The bytes of a stream.
#[derive(Debug, PartialEq, Eq)]
pub struct Stream {
    /// As many as are there.
    pub bytes: Vec<u8>,
    /// Whether they are as many as the directory says.
    pub whole: bool,
}

impl<F: Read + Seek> Compound<F> {
    /// Reads the directory; `None` where there is none.
    pub fn open(mut file: F) -> Option<Self> {
        let mut header = [0; 512];
        let length = usize::try_from(file.seek(SeekFrom::End(0)).ok()?).ok()?;
        file.rewind().ok()?;
        file.read_exact(&mut header).ok()?;
        let sector = match (header.starts_with(SIGNATURE), half(&header, 30)?) {
            (true, 9) => 512,
            (true, 12) => 4096,
            _ => return None,
        };
        let mini_start = word(&header, 60)?;
        let root = DirectoryEntry::default();
        let mut file = Self { file, sector, table: Vec::new(), mini_start, root, entries: Vec::new() };
        file.read_table(&header, length)?;
        let directory = file.chain(word(&header, 48)?, usize::MAX);
        let all: Vec<_> =
            directory.chunks_exact(ENTRY).filter_map(|entry| DirectoryEntry::read(entry, sector)).collect();
        file.entries = at_root(&all);
        file.root = all.into_iter().next()?;
        Some(file)
    }

    /// What it is; one without a name that is known passes for a workbook, and the reader says what is wrong with it.
    pub fn kind(&self) -> FileKind {
        NAMES.iter().find(|(name, _)| self.has(name)).map_or(FileKind::Compound, |(_, kind)| *kind)
    }

    /// Whether a stream or a folder of this name stands at the root.
    pub fn has(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    /// A stream at the root; `None` where there is none of this name.
    pub fn stream(&mut self, name: &str) -> Option<Stream> {
        let DirectoryEntry { start, size, .. } = *self.entry(name)?;
        let bytes = if size >= MINI {
            self.chain(start, size)
        } else {
            let table: Vec<u32> = words(&self.chain(self.mini_start, usize::MAX)).collect();
            let mini = self.chain(self.root.start, self.root.size);
            follow(start, size, &table, |number| {
                let rest = mini.get(usize::try_from(number).ok()?.checked_mul(MINI_SECTOR)?..)?;
                Some(rest.get(..MINI_SECTOR).unwrap_or(rest).to_vec())
            })
        };
        Some(Stream { whole: bytes.len() == size, bytes })
    }

    fn entry(&self, name: &str) -> Option<&DirectoryEntry> {
        self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// The table that says which sector follows which; the header lists the first 109 sectors of it.
    fn read_table(&mut self, header: &[u8], length: usize) -> Option<()> {
        let sectors = length / self.sector;
        let mut parts: Vec<u32> = words(header.get(76..)?).collect();
        let mut next = word(header, 68)?;
        for _ in 0..sectors {
            let Some(bytes) = self.sector(next) else { break };
            parts.extend(words(&bytes));
            next = parts.pop()?;
        }
        for part in parts {
            // A table with more entries than the file has sectors repeats itself.
            if self.table.len() > sectors + self.sector / 4 {
                break;
            }
            let Some(mut bytes) = self.sector(part) else { continue };
            bytes.resize(self.sector, 0xff);
            self.table.extend(words(&bytes));
        }
        Some(())
    }

    /// A sector; the last one of a file may be cut short.
    fn sector(&mut self, number: u32) -> Option<Vec<u8>> {
        read_sector(&mut self.file, number, self.sector)
    }

    fn chain(&mut self, start: u32, size: usize) -> Vec<u8> {
        let (file, sector) = (&mut self.file, self.sector);
        follow(start, size, &self.table, |number| read_sector(file, number, sector))
    }
}

fn read_sector(file: &mut (impl Read + Seek), number: u32, size: usize) -> Option<Vec<u8>> {
    if number >= MARKS {
        return None;
    }
    file.seek(SeekFrom::Start((u64::from(number) + 1) * size as u64)).ok()?;
    let mut content = Vec::with_capacity(size);
    file.take(size as u64).read_to_end(&mut content).ok()?;
    (!content.is_empty()).then_some(content)
}

/// The sectors of a chain, up to the first that it has had already.
pub(super) fn follow(
    start: u32,
    size: usize,
    table: &[u32],
    mut sector: impl FnMut(u32) -> Option<Vec<u8>>,
) -> Vec<u8> {
    let (mut bytes, mut next) = (Vec::new(), start);
    let mut had = vec![false; table.len()];
    while bytes.len() < size {
        let Some(place) = usize::try_from(next).ok().filter(|place| had.get(*place) == Some(&false)) else { break };
        let Some(part) = sector(next) else { break };
        bytes.extend_from_slice(&part);
        had.get_mut(place).into_iter().for_each(|had| *had = true);
        next = table.get(place).copied().unwrap_or(NONE);
    }
    bytes.truncate(size);
    bytes
}

/// The entries at the root: a workbook inside a letter, or one inside another workbook, stands deeper.
fn at_root(all: &[DirectoryEntry]) -> Vec<DirectoryEntry> {
    let mut found = Vec::new();
    let mut had = vec![false; all.len()];
    let mut waiting: Vec<u32> = all.first().map(|root| root.links[2]).into_iter().collect();
    while let Some(number) = waiting.pop() {
        let Some(place) = usize::try_from(number).ok().filter(|place| had.get(*place) == Some(&false)) else {
            continue;
        };
        had.get_mut(place).into_iter().for_each(|had| *had = true);
        let Some(entry) = all.get(place) else { continue };
        waiting.extend(entry.links.get(..2).into_iter().flatten());
        found.push(entry.clone());
    }
    found
}

impl DirectoryEntry {
    fn read(bytes: &[u8], sector: usize) -> Option<Self> {
        let units = halves(bytes.get(..64)?).take_while(|unit| *unit != 0);
        let name = char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
        let high = if sector == 4096 { word(bytes, 124)? } else { 0 };
        let size = (u64::from(high) << 32) | u64::from(word(bytes, 120)?);
        let links = [word(bytes, 68)?, word(bytes, 72)?, word(bytes, 76)?];
        Some(Self { name, start: word(bytes, 116)?, size: usize::try_from(size).unwrap_or(usize::MAX), links })
    }
}

/// The two bytes at a place, the lower one first.
pub fn half(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|bytes| u16::from_le_bytes(*bytes))
}

/// The four bytes at a place, the lowest one first.
pub fn word(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|bytes| u32::from_le_bytes(*bytes))
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.as_chunks().0.iter().map(|bytes| u32::from_le_bytes(*bytes))
}

fn halves(bytes: &[u8]) -> impl Iterator<Item = u16> {
    bytes.as_chunks().0.iter().map(|bytes| u16::from_le_bytes(*bytes))
}
