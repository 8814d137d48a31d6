//! Compound files: the names of their streams, and the stream that holds a workbook before 2007.

/// Sector numbers from here on are marks, not sectors.
const MARKS: u32 = 0xFFFF_FFFA;
/// Streams below this size lie in the mini stream.
const MINI: usize = 4096;

/// A compound file, as far as it can be followed; whatever is damaged is left out.
pub struct Compound<'c> {
    content: &'c [u8],
    sector: usize,
    table: Vec<u32>,
    mini_table: Vec<u32>,
    entries: Vec<DirectoryEntry>,
}

struct DirectoryEntry {
    name: String,
    start: u32,
    size: usize,
}

impl<'c> Compound<'c> {
    /// Reads the directory; `None` where there is none.
    pub fn open(content: &'c [u8]) -> Option<Self> {
        let sector = match half(content, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut file = Self { content, sector, table: Vec::new(), mini_table: Vec::new(), entries: Vec::new() };
        let mut listed: Vec<u32> = words(content.get(76..512)?).collect();
        let mut next = word(content, 68)?;
        for _ in 0..content.len() / sector {
            let Some(bytes) = file.sector(next) else { break };
            listed.extend(words(bytes));
            next = listed.pop()?;
        }
        // A table with more entries than the file has sectors repeats itself.
        let whole = content.len() / sector + sector / 4;
        for number in listed {
            if file.table.len() > whole {
                break;
            }
            file.table.extend(file.sector(number).into_iter().flat_map(words));
        }
        let directory = file.chain(word(content, 48)?, usize::MAX);
        file.entries = directory.chunks_exact(128).filter_map(|bytes| DirectoryEntry::read(bytes, sector)).collect();
        file.mini_table = words(&file.chain(word(content, 60)?, usize::MAX)).collect();
        Some(file)
    }

    /// Whether there is a stream or a storage of this name.
    pub fn has(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    /// The bytes of a stream, as far as they are there.
    pub fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self.entry(name)?;
        if entry.size >= MINI {
            return Some(self.chain(entry.start, entry.size));
        }
        let root = self.entries.first()?;
        let mini = self.chain(root.start, root.size);
        let sector = |number: u32| {
            let start = usize::try_from(number).ok()?.checked_mul(64)?;
            mini.get(start..start.checked_add(64)?)
        };
        Some(follow(entry.start, entry.size, &self.mini_table, sector))
    }

    fn entry(&self, name: &str) -> Option<&DirectoryEntry> {
        self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// A sector; the last one of a file may be cut short.
    fn sector(&self, number: u32) -> Option<&'c [u8]> {
        let start =
            usize::try_from(number).ok().filter(|_| number < MARKS)?.checked_add(1)?.checked_mul(self.sector)?;
        let end = start.checked_add(self.sector)?.min(self.content.len());
        self.content.get(start..end).filter(|bytes| !bytes.is_empty())
    }

    fn chain(&self, start: u32, size: usize) -> Vec<u8> {
        follow(start, size, &self.table, |number| self.sector(number))
    }
}

impl DirectoryEntry {
    fn read(bytes: &[u8], sector: usize) -> Option<Self> {
        let units = bytes.get(..64)?.chunks_exact(2).filter_map(|pair| half(pair, 0)).take_while(|unit| *unit != 0);
        let name: String = char::decode_utf16(units).map(|character| character.unwrap_or('?')).collect();
        let high = if sector == 4096 { word(bytes, 124)? } else { 0 };
        let size = (u64::from(high) << 32) | u64::from(word(bytes, 120)?);
        (!name.is_empty()).then_some(())?;
        Some(Self { name, start: word(bytes, 116)?, size: usize::try_from(size).unwrap_or(usize::MAX) })
    }
}

/// The sectors of a chain, as many as the table has at most.
fn follow<'s>(start: u32, size: usize, table: &[u32], sector: impl Fn(u32) -> Option<&'s [u8]>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut next = start;
    for _ in 0..table.len() {
        let Some(part) = sector(next).filter(|_| bytes.len() < size) else { break };
        bytes.extend_from_slice(part);
        next = usize::try_from(next).ok().and_then(|place| table.get(place)).copied().unwrap_or(u32::MAX);
    }
    bytes.truncate(size);
    bytes
}

fn half(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|bytes| u16::from_le_bytes(*bytes))
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|bytes| u32::from_le_bytes(*bytes))
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).filter_map(|bytes| word(bytes, 0))
}
