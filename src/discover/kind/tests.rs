//! Tests of what a file is.

use std::io::Cursor;

use super::{FileKind, kind};

fn kind_of(bytes: &[u8]) -> FileKind {
    kind(bytes.get(..65_536).unwrap_or(bytes), || Ok(Cursor::new(bytes))).unwrap()
}

/// A zip of empty entries that are stored, as far as a list of names needs.
fn zipped(names: &[&str]) -> Vec<u8> {
    let (mut bytes, mut list) = (Vec::new(), Vec::new());
    for name in names {
        let length = u16::try_from(name.len()).unwrap().to_le_bytes();
        let at = u32::try_from(bytes.len()).unwrap().to_le_bytes();
        bytes.extend([b"PK\x03\x04\x14\0", &[0; 20][..], &length, b"\0\0", name.as_bytes()].concat());
        list.extend([b"PK\x01\x02\x14\0\x14\0", &[0; 20][..], &length, &[0; 12], &at, name.as_bytes()].concat());
    }
    let count = u16::try_from(names.len()).unwrap().to_le_bytes();
    let (at, size) = (bytes.len() as u32, list.len() as u32);
    bytes.extend(list);
    bytes.extend([b"PK\x05\x06\0\0\0\0", &count[..], &count, &size.to_le_bytes(), &at.to_le_bytes(), b"\0\0"].concat());
    bytes
}

/// A compound file of a header, a table of sectors and a directory of one sector.
fn compound(names: &[&str]) -> Vec<u8> {
    let mut bytes = vec![0; 512];
    bytes[..8].copy_from_slice(super::compound::SIGNATURE);
    bytes[30] = 9;
    bytes[48] = 1;
    bytes.extend([[0xfd, 0xff, 0xff, 0xff], [0xfe, 0xff, 0xff, 0xff]].concat());
    bytes.resize(1024, 0xff);
    for (index, name) in ["Root Entry"].iter().chain(names).enumerate() {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let length = u8::try_from(entry.len()).unwrap() + 2;
        entry.resize(64, 0);
        entry.extend([length, 0, 2, 1]);
        entry.extend([0xff; 12]);
        entry.resize(128, 0);
        let next = u8::try_from(index).unwrap() + 1;
        let link = if index == 0 { 76 } else { 72 };
        if index < names.len() {
            entry[link..link + 4].copy_from_slice(&[next, 0, 0, 0]);
        }
        bytes.extend(entry);
    }
    bytes.resize(2048, 0);
    bytes
}

#[test]
fn a_file_is_what_its_bytes_say() {
    for (bytes, expected) in [
        (&b""[..], FileKind::Empty),
        (b"Service,Amount\n", FileKind::Text),
        (b"\xff\xfeS\x00e\x00", FileKind::Text),
        (b"S\x00,\x00e\x00", FileKind::Text),
        (b"BMI,Weight", FileKind::Text),
        (b"MZ,Weight", FileKind::Text),
        (b"<5 years,3", FileKind::Text),
        (b"<p> is a word,3", FileKind::Text),
        (b"Date: today,5\nFrom: us,3\nTo: you\n", FileKind::Text),
        (b"[1] note,\"a\"\n{x}", FileKind::Text),
        (b"%PDF-1.7", FileKind::Other("a PDF document")),
        (b"BM\x36\x00\x00\x00\x00\x00\x00\x00", FileKind::Other("a picture")),
        (b"RIFF\x00\x01\x00\x00WEBPVP8 ", FileKind::Other("a picture")),
        (b"\x00\x00\x00\x18ftypheic", FileKind::Other("a picture")),
        (b"\x00\x01\x00\x00Standard ACE DB\x00", FileKind::Other("an Access database")),
        (b"MZ\x90\x00", FileKind::Other("a program")),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileKind::Compound),
        (b"PK\x03\x04 cut short", FileKind::Xlsx),
        (b"\x00\x01\x02", FileKind::Other("a file that holds no text")),
        (b"\x01\x02\x03abcdefg", FileKind::Other("a file that holds no text")),
        (b" {\"a\" : 1}", FileKind::Other("a JSON document")),
        (b"[{\"a\":1}]", FileKind::Other("a JSON document")),
        (b"Message-ID: <x>\nFrom: a\nSubject: b\n\nhello", FileKind::Other("an e-mail")),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related;\n\n", FileKind::Other("a web archive or an e-mail")),
    ] {
        assert_eq!(kind_of(bytes), expected, "{:?}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn older_spreadsheets_are_named() {
    for (bytes, expected) in [
        (&b"\x09\0\x04\0\x02\0\x10\0"[..], "an Excel 2 workbook"),
        (b"\x09\x02\x06\0\0\0\x10\0", "an Excel 3 workbook"),
        (b"\x09\x04\x06\0\0\0\x10\0", "an Excel 4 workbook"),
        (b"\x09\x08\x08\0\0\x05\x05\0", "the bare records of an Excel 5 or 95 workbook"),
        (b"\0\0\x02\0\x06\x04\x06\0", "a Lotus 1-2-3 workbook"),
        (b"\0\0\x1a\0\0\x10\x04\0", "a Lotus 1-2-3 workbook"),
        (b"\0\0\x1a\0\x05\x10\x04\0", "a Lotus 1-2-3 workbook"),
        (b"\0\0\x02\0\x20\x51\x06\0", "a Quattro Pro workbook"),
        (b"\0\0\x02\0\x02\x10\x06\0", "a Quattro Pro workbook"),
        (b"\xff\0\x02\0\x04\x04\x05\x54", "a Works spreadsheet"),
        (b"ID;PWXL;N;E\r\nC;Y1;X1;K\"Pooled fund\"\r\nE\r\n", "a table in the Symbolic Link format (SYLK)"),
        (b"ID;PSCALC3\nP;PGeneral\nB;Y2;X2;D0 0 1 1\nC;Y1;X1;K\"\xa3;;m\"", "a table in the Symbolic Link format (SYLK)"),
        (b"TABLE\r\n0,1\r\n\"EXCEL\"\r\nVECTORS\r\n", "a table in the Data Interchange Format (DIF)"),
        (
            b"<?xml version=\"1.0\"?><office:document office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\">",
            "an OpenDocument spreadsheet as one XML document",
        ),
    ] {
        assert_eq!(kind_of(bytes), FileKind::Other(expected), "{:?}", String::from_utf8_lossy(bytes));
    }
    for text in [
        "ID;Name;Amount\n1;Equipment;5\n",
        "ID;Product;Amount\nC;X1;Y1\n",
        "ID;Product\nC;Widget\nE;5\n",
        "ID;P\n1;2\n",
        "ID;P",
        "TABLE\n0,1\n2,3\n",
        "TABLE,1\n0,1\n\"a\",2\n",
    ] {
        assert_eq!(kind_of(text.as_bytes()), FileKind::Text, "{text}");
    }
}

#[test]
fn a_table_of_dbase_is_known_by_its_list_of_fields() {
    // Changed on 31 March 2006, 2 rows, one field.
    let whole =
        [&[3, 106, 3, 31, 2, 0, 0, 0, 65, 0, 11, 0][..], &[0; 20], b"AMOUNT\0\0\0\0\0N", &[0; 20], b"\r"].concat();
    let fox = [&[0x30, 6, 3, 31, 2, 0, 0, 0, 72, 1, 11, 0][..], &[0; 20], &[b'F'; 32], b"\r", &[0; 263]].concat();
    for table in [&whole, &fox] {
        assert_eq!(kind_of(&[table, &b" 1.5 2.5"[..]].concat()), FileKind::Other("a dBASE table"));
    }
    for (place, byte) in [(2, 13), (3, 0), (8, 66), (64, b'1')] {
        let mut other = whole.clone();
        other[place] = byte;
        assert_eq!(kind_of(&other), FileKind::Other("a file that holds no text"), "{place}");
    }
    assert_eq!(kind_of(b"0,1,2,3,4,5,6,7,8\r\nC,c,\x01"), FileKind::Text);
}

#[test]
fn streams_are_followed_as_far_as_they_go() {
    let chain = |table: [u32; 5], size: usize| {
        let sector = |number: u32| (number < 4).then(|| vec![u8::try_from(number).unwrap(); 2]);
        super::compound::follow(1, size, &table, sector)
    };
    assert_eq!(chain([9, 3, 9, 0, 9], 5), [1, 1, 3, 3, 0]);
    assert_eq!(chain([9, 3, 9, 1, 9], 8), [1, 1, 3, 3], "a chain that bites its tail");
    assert_eq!(chain([9, 4, 9, 9, 9], 8), [1, 1], "a sector beyond the end");
}

/// The header has room for the table of seven megabytes; the rest of the table is listed in a sector of its own.
#[test]
fn a_stream_of_seven_megabytes_is_whole() {
    const PARTS: u32 = 112;
    const SECTORS: u32 = PARTS * 128;
    let words = |numbers: Vec<u32>| numbers.into_iter().flat_map(u32::to_le_bytes).collect::<Vec<u8>>();
    let mut file = compound(&["Workbook"])[..512].to_vec();
    let directory = compound(&["Workbook"])[1_024..1_536].to_vec();
    file[48..52].copy_from_slice(&(PARTS + 1).to_le_bytes());
    file[68..72].copy_from_slice(&PARTS.to_le_bytes());
    file[76..].copy_from_slice(&words((0..109).collect()));
    let end = 0xffff_fffe;
    let next = |sector| if sector <= PARTS + 1 || sector == SECTORS - 1 { end } else { sector + 1 };
    file.extend(words((0..SECTORS).map(next).collect()));
    file.extend(words([109, 110, 111].into_iter().chain([u32::MAX; 124]).chain([end]).collect()));
    file.extend(directory);
    let entry = file.len() - 512 + 128;
    let first = PARTS + 2;
    file[entry + 116..entry + 120].copy_from_slice(&first.to_le_bytes());
    file[entry + 120..entry + 124].copy_from_slice(&((SECTORS - first) * 512).to_le_bytes());
    file.extend((first..SECTORS).flat_map(|sector| [sector.to_le_bytes(); 128].concat()));
    let mut whole = super::compound::Compound::open(Cursor::new(&file)).unwrap();
    let stream = whole.stream("workbook").unwrap();
    assert!(stream.whole && stream.bytes == file[(first as usize + 1) * 512..]);
    file.truncate(file.len() - 1);
    let mut cut = super::compound::Compound::open(Cursor::new(&file)).unwrap();
    assert!(!cut.stream("Workbook").unwrap().whole && cut.stream("Book").is_none());
}

#[test]
fn markup_is_told_apart_by_its_root() {
    let workbook = "<?mso-application progid=\"Excel.Sheet\"?>\
         <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">";
    let utf16: Vec<u8> =
        format!("\u{feff}<?xml version=\"1.0\"?>{workbook}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(kind_of(&utf16), FileKind::SpreadsheetMl);
    for (text, expected) in [
        (&*format!("<?xml version=\"1.0\"?>\r\n{workbook}"), FileKind::SpreadsheetMl),
        (
            "<!DOCTYPE w [<!ENTITY a \"b>\">]><ss:Workbook xmlns:ss='urn:schemas-microsoft-com:office:spreadsheet'>",
            FileKind::SpreadsheetMl,
        ),
        ("\n<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\">", FileKind::Html),
        ("<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.0//EN\">\n<!-- x --><TABLE border=1>", FileKind::Html),
        ("<meta charset=utf-8><table>", FileKind::Html),
        ("<?xml version='1.0'?><html xmlns='x'>", FileKind::Html),
        ("<?xml version='1.0'?><rss>", FileKind::Other("an XML document that is no workbook")),
        ("<svg width='1'>", FileKind::Other("a picture")),
        ("<!-- never ends", FileKind::Text),
    ] {
        assert_eq!(kind_of(text.as_bytes()), expected, "{text}");
    }
}

#[test]
fn containers_are_told_apart_by_their_parts() {
    for (names, expected) in [
        (&["[Content_Types].xml", "xl/workbook.xml"][..], FileKind::Xlsx),
        (&["[Content_Types].xml", "xl\\workbook.bin"], FileKind::Xlsb),
        (&["[Content_Types].xml", "word/document.xml"], FileKind::Other("a Word document")),
        (&["[Content_Types].xml", "ppt/presentation.xml"], FileKind::Other("a PowerPoint presentation")),
        (&["Index/Document.iwa", "Index/CalculationEngine.iwa"], FileKind::Other("a Numbers or Pages document")),
        (&["Index.zip", "preview.jpg"], FileKind::Other("a Numbers, Pages or Keynote document")),
        (&["Index/Slide-1.iwa", "Index/Document.iwa"], FileKind::Other("a Keynote presentation")),
        (&["index/q1.csv"], FileKind::Other("a zip archive")),
        (&["index.xml", "buildVersionHistory.plist"], FileKind::Other("a Numbers document")),
        (&["content.xml", "styles.xml"], FileKind::Ods),
        (&["mimetypeapplication/vnd.oasis.opendocument.text", "content.xml"], FileKind::Other("an OpenDocument text")),
        (&["returns/q1.csv"], FileKind::Other("a zip archive")),
    ] {
        assert_eq!(kind_of(&zipped(names)), expected, "{names:?}");
    }
    for (names, expected) in [
        (&["Workbook", "Other"][..], FileKind::Compound),
        (&["EncryptionInfo", "EncryptedPackage"], FileKind::Compound),
        (&["1Table", "WordDocument"], FileKind::Other("a Word document")),
        (&["__nameid_version1.0", "__properties_version1.0"], FileKind::Other("an e-mail saved from Outlook")),
        (&["PerfectOffice_MAIN", "PerfectOffice_OBJECTS"], FileKind::Other("a Quattro Pro workbook")),
        (&["MatOST"], FileKind::Other("a Works document")),
        (&["unknown"], FileKind::Compound),
    ] {
        assert_eq!(kind_of(&compound(names)), expected, "{names:?}");
    }
}
