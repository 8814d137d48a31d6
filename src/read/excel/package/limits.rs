//! What an archive may hold, by the list at its end, before anything of it is unpacked.

use std::io::Cursor;

use zip::ZipArchive;
use zip::result::ZipError;

use crate::discover::kind::compound::half;
use crate::read::excel::broken::broken;
use crate::read::grid::Halt;
use crate::read::verdict::{Refusal, Verdict};

/// Entries that an archive may have; a workbook has a few hundred at most.
const ENTRIES: usize = 10_000;

/// Bytes that all entries together may say they unpack to.
const TOGETHER: u64 = 2 << 30;

/// Bytes above which an entry may not be packed more tightly than `RATIO`.
const LARGE: u64 = 64 << 20;

/// How many times its packed size a large entry may say it unpacks to; figures reach about 20.
const RATIO: u64 = 1_000;

/// Where the record that ends a zip stands at the earliest: its own length, and the longest comment.
const END: usize = 22 + 65_535;

/// Opens an archive; one that is cut short, that is encrypted, that unpacks to more than the limits allow or whose entries
/// overlap is refused. Where names lead is not looked at, since nothing is written to them.
pub fn open(content: &[u8]) -> Result<ZipArchive<Cursor<&[u8]>>, Halt> {
    let mut archive = ZipArchive::new(Cursor::new(content)).map_err(|error| unopened(&error, content))?;
    if archive.len() > ENTRIES {
        return Err(too_large(format!("it has more than {ENTRIES} parts")));
    }
    let mut together = 0_u64;
    for place in 0..archive.len() {
        let entry = archive.by_index_data(place).map_err(|error| broken(&error))?;
        if entry.encrypted() {
            return Err(Halt::Refused(Refusal::encrypted()));
        }
        // The list at the end and the head of a part both name it: where they differ, it may be another one.
        let (head, listed) =
            (name(content, entry.header_start(), HEAD), name(content, entry.central_header_start(), LISTED));
        if head.is_none() || head != listed {
            return Err(damaged("it is damaged: a part of it has another name than the list of its parts says"));
        }
        together = together.saturating_add(entry.size());
        if entry.size() > LARGE && entry.size() / RATIO >= entry.compressed_size() {
            let (from, to) = (entry.compressed_size() >> 10, entry.size() >> 20);
            return Err(too_large(format!(
                "a part of it unpacks from {from} KB to {to} MB, which is hardly anything but blanks"
            )));
        }
    }
    if together > TOGETHER {
        let (to, most) = (together >> 20, TOGETHER >> 20);
        return Err(too_large(format!("it unpacks to {to} MB, more than the {most} MB that are allowed")));
    }
    if archive.has_overlapping_files().map_err(|error| broken(&error))? {
        return Err(damaged("it is damaged: its parts lie over one another, as no spreadsheet program writes them"));
    }
    Ok(archive)
}

/// Where the length of its name, and its name, stand in the head of a part.
const HEAD: (usize, usize) = (26, 30);

/// Where they stand in the list of parts.
const LISTED: (usize, usize) = (28, 46);

/// The name of a part as it is written, whatever other fields make of it.
fn name(content: &[u8], start: u64, (length, name): (usize, usize)) -> Option<&[u8]> {
    let record = content.get(usize::try_from(start).ok()?..)?;
    record.get(name..)?.get(..half(record, length)?.into())
}

fn unopened(error: &ZipError, content: &[u8]) -> Halt {
    let tail = content.get(content.len().saturating_sub(END)..).unwrap_or_default();
    match tail.windows(4).rposition(|bytes| bytes == b"PK\x05\x06") {
        None => damaged(
            "it is cut short: the list of its parts, which stands at its end, is missing; if somebody is still copying it, \
             the next run reads it",
        ),
        Some(_) => broken(error),
    }
}

fn damaged(why: &str) -> Halt {
    Halt::Refused(Refusal::new(Verdict::Corrupt, why.to_owned()))
}

fn too_large(why: String) -> Halt {
    Halt::Refused(Refusal::new(Verdict::TooLarge, why))
}
