//! Compound files that hold no workbook, or one that needs a password.

use super::records::Book;
use crate::discover::FileKind;
use crate::model::origin::Address;
use crate::read::excel::fixture::read;
use crate::read::grid::Shown;
use crate::read::verdict::Verdict;

/// A compound file of one stream.
fn compound(name: &str, stream: &[u8]) -> Vec<u8> {
    let end = 0xFFFF_FFFE_u32;
    let mut header = vec![0_u8; 76];
    let mut set = |at: usize, bytes: &[u8]| header.splice(at..at + bytes.len(), bytes.iter().copied()).for_each(drop);
    set(0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    set(26, &3_u16.to_le_bytes());
    set(30, &9_u16.to_le_bytes());
    set(32, &6_u16.to_le_bytes());
    set(44, &1_u32.to_le_bytes());
    set(48, &1_u32.to_le_bytes());
    set(60, &end.to_le_bytes());
    set(68, &end.to_le_bytes());
    header.extend(0_u32.to_le_bytes());
    header.resize(512, 0xFF);
    let table = [0xFFFF_FFFD, end, 3, 4, 5, 6, 7, 8, 9, end];
    let mut file = header;
    file.extend(table.iter().flat_map(|number| number.to_le_bytes()));
    file.resize(1024, 0xFF);
    for (name, start, size) in [("Root Entry", end, 0_u32), (name, 2, 4096)] {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry.resize(116, 0);
        entry.extend(start.to_le_bytes());
        entry.extend(size.to_le_bytes());
        entry.resize(128, 0);
        file.extend(entry);
    }
    file.resize(1536, 0);
    file.extend(stream);
    file.resize(1536 + 4096, 0);
    file
}

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap_or_default();
    [&kind.to_le_bytes(), &length.to_le_bytes(), data].concat()
}

const BEGIN: &[u8] = &[0, 6, 5, 0];

#[test]
fn files_are_called_what_they_are() {
    let obfuscated = [record(0x0809, BEGIN), record(0x002F, &[0, 0, 1, 2, 3, 4]), record(0x0042, &[9, 9])].concat();
    for (name, stream, verdict) in [
        ("Workbook", obfuscated.as_slice(), Verdict::Encrypted),
        ("Book", &obfuscated, Verdict::Encrypted),
        ("EncryptedPackage", b"", Verdict::Encrypted),
        ("WordDocument", b"", Verdict::Unsupported),
        ("PowerPoint Document", b"", Verdict::Unsupported),
        ("Something", b"", Verdict::Corrupt),
    ] {
        let said = read(FileKind::Compound, &compound(name, stream)).map_err(|refusal| refusal.verdict);
        assert_eq!(said, Err(verdict), "{name}");
    }
    let old = read(FileKind::Compound, b"\x09\x02\x06\x00\x00\x00\x10\x00").map_err(|refusal| refusal.verdict);
    assert_eq!(old, Err(Verdict::Unsupported));
}

#[test]
fn records_say_what_is_hidden_and_scaled() {
    let format = [&[164, 0, 6, 0, 0], b"#,##0,".as_slice()].concat();
    let globals = |start: u8| {
        let styles = [record(0x00E0, &[0, 0, 0, 0]), record(0x00E0, &[0, 0, 164, 0]), record(0x00E0, &[0, 0, 9, 0])];
        [
            record(0x0809, BEGIN),
            record(0x041E, &format),
            styles.concat(),
            record(0x0085, &[start, 0, 0, 0]),
            record(10, &[]),
        ]
        .concat()
    };
    let start = u8::try_from(globals(0).len()).unwrap_or_default();
    let mut hidden = vec![0; 16];
    (hidden[0], hidden[12]) = (3, 0x20);
    let sheet = [
        record(0x0809, BEGIN),
        record(0x0208, &hidden),
        record(0x007D, &[1, 0, 2, 0, 0, 0, 0, 0, 1, 0]),
        record(0x0203, &[5, 0, 1, 0, 1, 0]),
        record(0x00BD, &[6, 0, 2, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 3, 0]),
        record(6, &[7, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]),
        record(0x04BC, &[]),
        record(0x0207, &[1, 0, 0, b'x']),
        record(6, &[8, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]),
        record(10, &[]),
    ];
    let book = Book::look(&[globals(start), sheet.concat()].concat()).unwrap_or_default();
    let shown = |row, column| {
        let outline = book.sheets.first();
        outline.map(|outline| book.shown(outline, Address { row, column }, 1e6))
    };
    assert_eq!(shown(5, 1), Some(Shown::Thousands));
    assert_eq!([shown(6, 2), shown(6, 3)], [Some(Shown::AsIs), Some(Shown::Percent)]);
    assert!(format!("{:?}", book.sheets).contains("rows: [(3, 3)], columns: [(1, 2)]"), "{book:?}");
    assert!(format!("{:?}", book.sheets).contains("stale: [Address { row: 8, column: 1 }]"), "{book:?}");
}
