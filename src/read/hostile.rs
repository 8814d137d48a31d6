//! Files with bytes changed, cut and doubled: every reader ends without a panic.

use std::io::Cursor;

use super::excel::fixture::{self, compound, record, records};
use super::grid::Halt;
use super::kept::Kept;
use super::{excel, markup, text};
use crate::discover::{self, FileKind};

const ROUNDS: u64 = 2_000;

/// Numbers that look random and are the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % (limit.max(1) as u64)).unwrap()
    }
}

fn changed(sample: &[u8], seed: u64) -> Vec<u8> {
    const SIGNS: &[u8] = b"<>\"'&;,\t|\r\n\0\xff/=-!]PK\x01\x03\x05 09";
    let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mut bytes = sample.to_vec();
    for _ in 0..=chance.below(6) {
        let (from, length) = (chance.below(bytes.len()), chance.below(24));
        let to = (from + length).min(bytes.len());
        match chance.below(5) {
            0 => bytes.truncate(from),
            1 => drop(bytes.drain(from..to)),
            2 => {
                let part = bytes[from..to].to_vec();
                bytes.splice(from..from, part);
            }
            3 => bytes.insert(from, SIGNS[chance.below(SIGNS.len())]),
            _ => bytes[from..to].iter_mut().for_each(|byte| *byte ^= 1 << chance.below(8)),
        }
        if bytes.is_empty() {
            bytes.push(b'"');
        }
    }
    bytes
}

fn try_all(sample: &[u8], reader: impl Fn(&[u8])) {
    for seed in 1..=ROUNDS {
        reader(&changed(sample, seed));
    }
}

#[test]
fn changed_text_files_are_read() {
    let utf16: Vec<u8> = "a;b\r\n\"1\r\n2\";£3\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let csv = b"sep=,\r\nTitle\r\n\r\na,b,\"c \"\"d\"\"\"\r\n\"two\r\nlines\",2,\r\n\"x\" ,5,6,7\r\n".to_vec();
    for sample in [csv, utf16] {
        try_all(&sample, |content| {
            let _ = text::read("a.csv", content, &mut Kept::default());
            let _ = discover::kind::kind(content, || Ok(Cursor::new(content)));
        });
    }
}

#[test]
fn changed_pages_are_read() {
    let page = b"<html><head><meta charset=utf-8><style>.a{mso-number-format:\"0\\%\"}</style></head><body><h1>T</h1>\
        <table><col span=2 hidden><tr><td rowspan=2 class=a x:num=\"1.5\">2</td><td colspan=3>&pound;<br>5</td></tr>\
        <tr><td><table><tr><td>i</table></td></tr></table><!-- c --><p>n</p></body></html>";
    try_all(page, |content| {
        let _ = markup::html(content, &mut Kept::default());
        let _ = discover::kind::kind(content, || Ok(Cursor::new(content)));
    });
}

#[test]
fn changed_workbooks_in_xml_are_read() {
    let workbook = b"<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook xmlns=\"urn:schemas-microsoft\
        -com:office:spreadsheet\" xmlns:ss=\"urn:x\"><Styles><Style ss:ID=\"a\"><NumberFormat ss:Format=\"0%\"/></Style></Styles>\
        <Worksheet ss:Name=\"S\"><Table><Column ss:Hidden=\"1\"/><Row ss:Index=\"3\"><Cell ss:StyleID=\"a\" ss:MergeAcross=\"1\">\
        <Data ss:Type=\"Number\">0.5</Data></Cell><Cell ss:Formula=\"=RC[-1]\"/></Row></Table></Worksheet></Workbook>";
    try_all(workbook, |content| {
        let _ = markup::spreadsheetml(content, &mut Kept::default());
        let _ = discover::kind::kind(content, || Ok(Cursor::new(content)));
    });
}

#[test]
fn a_flipped_bit_changes_no_cell() {
    let sheet =
        r#"<worksheet><sheetData><row><c t="s"><v>0</v></c><c s="1"><v>8.6</v></c></row></sheetData></worksheet>"#;
    let styles = r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="0.0,"/></numFmts><cellXfs><xf/><xf numFmtId="164"/></cellXfs></styleSheet>"#;
    let strings = "<sst><si><t>Aids</t></si></sst>";
    let parts = [("xl/s1.xml", sheet), ("xl/styles.xml", styles), ("xl/sharedStrings.xml", strings)];
    let content = "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"S\"><table:table-row>\
        <table:table-cell office:value-type=\"float\" office:value=\"8.6\"/></table:table-row></table:table>\
        </office:spreadsheet></office:body></office:document-content>";
    for (kind, whole) in [
        (FileKind::Xlsx, fixture::xlsx("", r#"<sheet name="S" r:id="s1"/>"#, &parts)),
        (FileKind::Ods, fixture::package(&[("content.xml", content)])),
    ] {
        let expected = fixture::read(kind, &whole).unwrap();
        assert!(expected.len() > 1);
        for bit in 0..whole.len() * 8 {
            let mut flipped = whole.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            if let Ok(cells) = fixture::read(kind, &flipped) {
                assert_eq!(cells, expected, "{kind:?}, bit {bit}");
            }
        }
    }
}

#[test]
fn changed_containers_are_looked_at() {
    let zip = b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\x01\x02\x03\x04\x03\0\0\0\x03\0\0\0\x01\0\0\0aabc\
        PK\x01\x02\x14\0\x14\0\0\0\0\0\0\0\0\0\x01\x02\x03\x04\x03\0\0\0\x03\0\0\0\x01\0\x04\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0a\x07\0\0\0\
        PK\x06\x07\0\0\0\0\x10\0\0\0\0\0\0\0\x01\0\0\0PK\x05\x06\0\0\0\0\x01\0\x01\0\x33\0\0\0\x22\0\0\0\0\0";
    let mut compound = vec![0; 2_048];
    compound[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    compound[30] = 9;
    compound[1_024 + 76] = 1;
    compound[1_024 + 128 + 68] = 1;
    for sample in [zip.to_vec(), compound] {
        try_all(&sample, |content| {
            let _ = excel::read(FileKind::Xlsx, content, &mut Kept::default());
            let _ = discover::kind::kind(content, || Ok(Cursor::new(content)));
        });
    }
}

#[test]
fn changed_workbooks_before_2007_are_read_or_refused() {
    let text = [&[1, 0, 0, 0, 1, 0, 0, 0, 4, 0, 0][..], b"Pool"].concat();
    let globals = [record(0x0042, &[0xB0, 4]), record(0x00E0, &[0; 20]), record(0x00FC, &text)].concat();
    let formula =
        record(6, &[&[2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF][..], &[0; 6], &[3, 0, 0x1E, 1, 0]].concat());
    let sheet = [
        record(0x0200, &[0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 3, 0, 0, 0]),
        record(0x00FD, &[0; 10]),
        record(0x0203, &[1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F]),
        record(0x00BD, &[1, 0, 1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 6, 0, 0, 0, 2, 0]),
        formula,
        record(0x0207, &[2, 0, 0, b'o', b'k']),
        record(0x00E5, &[1, 0, 0, 0, 1, 0, 0, 0, 1, 0]),
    ];
    let stream = records(false, &globals, &sheet.concat());
    // Mostly records, so that they are what is changed: the file ends with them.
    let file = compound(&[("Workbook", &stream)], 1);
    assert!(matches!(excel::read(FileKind::Compound, &file, &mut Kept::default()), Ok(())));
    let mut read = 0;
    for seed in 1..=ROUNDS {
        let changed = [&file[..2_048], &changed(&stream, seed), &[0; 4_096]].concat();
        match excel::read(FileKind::Compound, &changed, &mut Kept::default()) {
            Ok(()) => read += 1,
            Err(Halt::Refused(_)) => {}
            Err(other) => panic!("{seed}: {other:?}"),
        }
    }
    assert!((1..ROUNDS).contains(&read), "{read} of {ROUNDS} were read");
    try_all(&file, |content| {
        let _ = excel::read(FileKind::Compound, content, &mut Kept::default());
    });
}
