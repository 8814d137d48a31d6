//! What calamine is handed: a compound file of the one stream that holds the workbook.

use super::records::Book;

/// Sectors of this size let the header list the table of any file that a worker can hold.
const SECTOR: usize = 4096;

/// The mark of the last sector of a chain.
const END: u32 = 0xFFFF_FFFE;

/// The stream with its edits, in a container of its own: neither another stream of the same name, deeper in the file,
/// nor a damaged list of sectors is ever seen.
pub fn on(mut stream: Vec<u8>, book: &Book) -> Vec<u8> {
    for (at, two) in &book.edits {
        stream
            .get_mut(*at..)
            .and_then(<[u8]>::first_chunk_mut)
            .into_iter()
            .for_each(|bytes| *bytes = two.to_le_bytes());
    }
    stream.resize(stream.len().next_multiple_of(SECTOR), 0);
    container(&stream)
}

/// A header, the directory, the stream and the table of sectors, in this order.
fn container(stream: &[u8]) -> Vec<u8> {
    let sectors = number(1 + stream.len() / SECTOR);
    let parts = sectors.div_ceil(1023);
    let mut file = Vec::with_capacity((2 + sectors as usize + parts as usize) * SECTOR);
    file.extend(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    file.resize(24, 0);
    file.extend([0x3e_u16, 4, 0xFFFE, 12, 6].into_iter().flat_map(u16::to_le_bytes));
    file.resize(44, 0);
    file.extend([parts, 0, 0, 4096, END, 0, END, 0].into_iter().flat_map(u32::to_le_bytes));
    file.extend((sectors..sectors + parts).take(109).flat_map(u32::to_le_bytes));
    file.resize(512, 0xFF);
    file.resize(SECTOR, 0);
    let size = u64::try_from(stream.len()).unwrap_or(u64::MAX);
    for (name, kind, child, start, size) in [("Root Entry", 5, 1, 0, 0), ("Workbook", 2, u32::MAX, 1, size)] {
        let entry = file.len();
        file.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        file.resize(entry + 64, 0);
        file.extend(
            [(2 * number(name.len() + 1)) | (kind << 16) | (1 << 24), u32::MAX, u32::MAX, child]
                .map(u32::to_le_bytes)
                .concat(),
        );
        file.resize(entry + 116, 0);
        file.extend(u32::to_le_bytes(start));
        file.extend(u64::to_le_bytes(size));
    }
    file.resize(2 * SECTOR, 0);
    file.extend(stream);
    let follows = |sector: u32| if sector == 0 || sector + 1 == sectors { END } else { sector + 1 };
    file.extend((0..sectors).map(follows).flat_map(u32::to_le_bytes));
    file.extend((0..parts).flat_map(|_| 0xFFFF_FFFD_u32.to_le_bytes()));
    file.resize(file.len().next_multiple_of(SECTOR), 0xFF);
    file
}

/// No file that a worker can hold has more sectors than a number of four bytes counts.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
