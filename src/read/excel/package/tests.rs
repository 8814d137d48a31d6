//! Tests of the package of a workbook, and of what may be in it.

use quick_xml::events::Event;

use super::{Package, plain, resolved};
use crate::read::excel::fixture::package;
use crate::read::grid::Halt;
use crate::read::verdict::{Refusal, Verdict};

/// An entry of a made-up zip: flags, packed and unpacked size as the list says them, and the bytes that are there.
type MadeEntry<'m> = (u16, u32, u32, &'m [u8]);

fn made(entries: &[MadeEntry], places: Option<&[u32]>) -> Vec<u8> {
    let (mut bytes, mut list) = (Vec::new(), Vec::new());
    for (index, (flags, packed, unpacked, content)) in entries.iter().enumerate() {
        let at = places.map_or(bytes.len() as u32, |places| places[index]);
        let name = format!("{index:05}");
        bytes.extend([b"PK\x03\x04", &[0; 22][..], b"\x05\0\0\0", name.as_bytes(), content].concat());
        list.extend([b"PK\x01\x02", &[0; 4][..], &flags.to_le_bytes(), &[0; 10]].concat());
        list.extend([packed.to_le_bytes(), unpacked.to_le_bytes(), [5, 0, 0, 0], [0; 4], [0; 4], [0; 4]].concat());
        list.truncate(list.len() - 2);
        list.extend(at.to_le_bytes());
        list.extend(name.as_bytes());
    }
    let (at, size) = (bytes.len() as u32, list.len() as u32);
    bytes.extend(list);
    let count = (entries.len() as u16).to_le_bytes();
    bytes.extend([b"PK\x05\x06\0\0\0\0", &count[..], &count, &size.to_le_bytes(), &at.to_le_bytes(), b"\0\0"].concat());
    bytes
}

fn refusal(content: &[u8]) -> Option<Refusal> {
    match Package::open(content).err()? {
        Halt::Refused(refusal) => Some(refusal),
        other => panic!("{other:?}"),
    }
}

fn verdict(content: &[u8]) -> Option<Verdict> {
    refusal(content).map(|refusal| refusal.verdict)
}

#[test]
fn parts_are_found_as_excel_finds_them() {
    assert_eq!(resolved("xl/", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
    assert_eq!(resolved("xl/", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
    assert_eq!(resolved("xl/worksheets/", "../media/./a.xml"), "xl/media/a.xml");
    assert_eq!(plain("\\XL\\Workbook.xml"), "xl/workbook.xml");
}

#[test]
fn parts_may_be_in_utf_16() {
    let units = |text: &str, big: bool| -> Vec<u8> {
        text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    };
    for (mark, big) in [("", true), ("", false), ("\u{feff}", true), ("\u{feff}", false)] {
        let text = format!("{mark}<?xml version=\"1.0\"?><a>£</a>");
        let archive = package(&[("a.xml", units(&text, big))]);
        let mut package = Package::open(&archive).unwrap();
        let said = package.xml("a.xml", |xml| {
            let (mut buffer, mut said) = (Vec::new(), String::new());
            loop {
                match xml.read_event_into(&mut buffer).unwrap() {
                    Event::Text(text) => said.push_str(&text.xml10_content()),
                    Event::Eof => return Ok(said),
                    _ => {}
                }
            }
        });
        assert_eq!(said.unwrap().unwrap(), "£");
    }
}

#[test]
fn an_ordinary_archive_passes() {
    let content = made(&[(0, 3, 30, b"abc"), (0, 0, 0, b""), (8, 2, 100 << 20, b"de")], None);
    assert_eq!(verdict(&content), Some(Verdict::TooLarge));
    let content = made(&[(0, 3, 30, b"abc"), (0, 0, 0, b""), (8, 2, 2, b"de")], None);
    assert_eq!(verdict(&content), None);
    assert_eq!(verdict(&[b"something before it", &content[..]].concat()), None);
    assert_eq!(verdict(&[&content[..], b"something after it"].concat()), None);
    assert_eq!(verdict(&made(&[], None)), None);
}

#[test]
fn a_cut_archive_is_said_to_be_cut_short() {
    let content = made(&[(0, 3, 30, b"abc"), (0, 2, 2, b"de")], None);
    for length in 0..content.len() {
        let refusal = refusal(&content[..length]).unwrap();
        assert_eq!(refusal.verdict, Verdict::Corrupt);
        assert!(refusal.why.contains("cut short"));
    }
}

#[test]
fn sizes_are_looked_at_before_anything_is_unpacked() {
    // 512 MiB of blanks in half a megabyte.
    assert_eq!(verdict(&made(&[(0, 521_780, 512 << 20, b"abc")], None)), Some(Verdict::TooLarge));
    // No bomb, but more bytes than there are.
    assert_eq!(verdict(&made(&[(0, 1 << 20, 512 << 20, b"abc")], None)), Some(Verdict::Corrupt));
    let large = (0, 100 << 20, 1 << 30, &b"abc"[..]);
    assert_eq!(verdict(&made(&[large, large, large], None)), Some(Verdict::TooLarge));
    assert_eq!(verdict(&made(&vec![(0, 1, 1, &b"a"[..]); 10_001], None)), Some(Verdict::TooLarge));
}

#[test]
fn sizes_of_large_archives_stand_in_an_extra_field() {
    let mut content = made(&[(0, 3, u32::MAX, b"abc")], None);
    let list = content.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
    content[list + 30] = 12;
    let extra = [&[1, 0, 8, 0][..], &(3_u64 << 40).to_le_bytes()].concat();
    content.splice(list + 51..list + 51, extra);
    let end = content.len() - 22;
    content[end + 12] += 12;
    let refusal = refusal(&content).unwrap();
    assert!(refusal.why.contains("3145728 MB"), "{}", refusal.why);
}

#[test]
fn encrypted_and_overlapping_entries_are_refused() {
    assert_eq!(verdict(&made(&[(0, 3, 3, b"abc"), (9, 3, 3, b"abc")], None)), Some(Verdict::Encrypted));
    assert_eq!(verdict(&made(&[(0, 3, 3, b"abc"), (0, 3, 3, b"abc")], Some(&[0, 0]))), Some(Verdict::Corrupt));
}
