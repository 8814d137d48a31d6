//! A look at a zip before it is opened, by the list at its end: nothing is unpacked.

use super::verdict::{Refusal, Verdict};

/// Entries that an archive may have; a workbook has a few hundred at most.
const ENTRIES: usize = 10_000;

/// Bytes that all entries together may say they unpack to.
const TOGETHER: u64 = 2 << 30;

/// Bytes above which an entry may not be packed more tightly than `RATIO`.
const LARGE: u64 = 64 << 20;

/// How many times its packed size a large entry may say it unpacks to; figures reach about 20.
const RATIO: u64 = 1_000;

/// The record that ends a zip, without its comment, and the longest comment.
const END: usize = 22;
const COMMENT: usize = 65_535;

/// What the list says of one entry.
#[derive(Debug, Clone, Copy)]
struct ArchiveEntry {
    flags: u16,
    packed: u64,
    unpacked: u64,
    name: u64,
    at: u64,
}

/// Refuses an archive that is cut short, that is encrypted, that unpacks to more than the limits allow or whose
/// entries overlap; names are not looked at, since nothing is written to them.
///
/// # Errors
///
/// The refusal, with a sentence.
pub fn look(content: &[u8]) -> Result<(), Refusal> {
    let damaged = |why: &str| Refusal::new(Verdict::Corrupt, why.to_owned());
    let end = end(content)
        .ok_or_else(|| damaged("it is cut short: the list of its parts, which stands at its end, is missing; if somebody is still copying it, the next run reads it"))?;
    let (list, shift) = list(content, end)
        .ok_or_else(|| damaged("it is damaged: the list of its parts does not stand where its end says"))?;
    let entries = entries(list)?;
    if entries.iter().any(|entry| entry.flags & 1 == 1) {
        return Err(Refusal::encrypted());
    }
    let together = entries.iter().fold(0, |sum: u64, entry| sum.saturating_add(entry.unpacked));
    if together > TOGETHER {
        return Err(too_large(&format!(
            "it unpacks to {} MB, more than the {} MB that are allowed",
            together >> 20,
            TOGETHER >> 20
        )));
    }
    let is_bomb = |entry: &&ArchiveEntry| entry.unpacked > LARGE && entry.unpacked / RATIO >= entry.packed;
    if let Some(entry) = entries.iter().find(is_bomb) {
        let (from, to) = (entry.packed >> 10, entry.unpacked >> 20);
        return Err(too_large(&format!(
            "a part of it unpacks from {from} KB to {to} MB, which is hardly anything but blanks"
        )));
    }
    if overlap(&entries, content, shift) {
        return Err(damaged("it is damaged: its parts lie over one another, as no spreadsheet program writes them"));
    }
    Ok(())
}

fn too_large(why: &str) -> Refusal {
    Refusal::new(Verdict::TooLarge, why.to_owned())
}

/// Where the record that ends the archive stands, whole.
fn end(content: &[u8]) -> Option<usize> {
    let tail_from = content.len().saturating_sub(END + COMMENT);
    let tail = content.get(tail_from..)?;
    let end = tail_from + tail.windows(4).rposition(|bytes| bytes == b"PK\x05\x06")?;
    content.get(end..end.checked_add(END)?).map(|_| end)
}

/// The bytes of the list, and how many bytes stand before the archive.
fn list(content: &[u8], end: usize) -> Option<(&[u8], u64)> {
    let (size, at) = match zip64(content, end) {
        Some(places) => places,
        None => (u64::from(number(content, end + 12)?), u64::from(number(content, end + 16)?)),
    };
    let (start, length) = (usize::try_from(at).ok()?, usize::try_from(size).ok()?);
    let stated = content.get(start..start.checked_add(length)?).filter(|list| is_list(list));
    if let Some(list) = stated {
        return Some((list, 0));
    }
    // Where something stands before the archive, its places count from its own beginning.
    let moved = end.checked_sub(length)?;
    let list = content.get(moved..end).filter(|list| is_list(list))?;
    Some((list, moved.checked_sub(start)? as u64))
}

fn is_list(list: &[u8]) -> bool {
    list.is_empty() || list.starts_with(b"PK\x01\x02")
}

/// Size and place of the list in the record that large archives add.
fn zip64(content: &[u8], end: usize) -> Option<(u64, u64)> {
    let locator = end.checked_sub(20)?;
    if content.get(locator..locator + 4)? != b"PK\x06\x07" {
        return None;
    }
    let record = usize::try_from(long(content, locator + 8)?).ok()?;
    if content.get(record..record.checked_add(4)?)? != b"PK\x06\x06" {
        return None;
    }
    Some((long(content, record.checked_add(40)?)?, long(content, record.checked_add(48)?)?))
}

fn entries(list: &[u8]) -> Result<Vec<ArchiveEntry>, Refusal> {
    let mut entries = Vec::new();
    let mut rest = list;
    while let Some((entry, length)) = entry(rest) {
        entries.push(entry);
        if entries.len() > ENTRIES {
            return Err(too_large(&format!("it has more than {ENTRIES} parts")));
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    Ok(entries)
}

/// An entry of the list and the length of what is said of it; the list may end with a signature, which is none.
fn entry(list: &[u8]) -> Option<(ArchiveEntry, usize)> {
    if list.get(..4)? != b"PK\x01\x02" {
        return None;
    }
    let (name, extra, comment) = (short(list, 28)?, short(list, 30)?, short(list, 32)?);
    let mut entry = ArchiveEntry {
        flags: short(list, 8)?,
        packed: u64::from(number(list, 20)?),
        unpacked: u64::from(number(list, 24)?),
        name: u64::from(name),
        at: u64::from(number(list, 42)?),
    };
    let extra_from = 46 + usize::from(name);
    let extra_to = extra_from + usize::from(extra);
    entry.widen(list.get(extra_from..extra_to).unwrap_or_default());
    Some((entry, extra_to + usize::from(comment)))
}

impl ArchiveEntry {
    /// Takes sizes of four gigabytes and more from the extra field, where they stand in this order.
    fn widen(&mut self, mut extra: &[u8]) {
        while let (Some(tag), Some(length)) = (short(extra, 0), short(extra, 2)) {
            let end = 4 + usize::from(length);
            if tag == 1 {
                let mut field = extra.get(4..end).unwrap_or_default();
                for value in [&mut self.unpacked, &mut self.packed, &mut self.at] {
                    if *value == u64::from(u32::MAX)
                        && let Some(wide) = long(field, 0)
                    {
                        *value = wide;
                        field = field.get(8..).unwrap_or_default();
                    }
                }
            }
            extra = extra.get(end..).unwrap_or_default();
        }
    }
}

/// Whether two entries share bytes, so that few bytes unpack to many.
fn overlap(entries: &[ArchiveEntry], content: &[u8], shift: u64) -> bool {
    let mut spans: Vec<(u64, u64)> = entries
        .iter()
        .filter(|entry| entry.packed > 0)
        .map(|entry| {
            let start = entry.at.saturating_add(shift);
            let extra = usize::try_from(start).ok().and_then(|start| short(content, start.checked_add(28)?));
            let head = 30 + entry.name + u64::from(extra.unwrap_or(0));
            (start, start.saturating_add(head).saturating_add(entry.packed))
        })
        .collect();
    spans.sort_unstable();
    spans.windows(2).any(|pair| matches!(pair, [one, two] if two.0 < one.1))
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(bytes.get(at..at.checked_add(8)?)?.try_into().ok()?))
}

#[cfg(test)]
mod tests;
