//! Files that begin with bytes of their own.

/// The bytes that a file begins with, and what it is then.
const SIGNATURES: [(&[u8], &str); 51] = [
    (b"%PDF", "a PDF document"),
    (b"%!PS", "a PostScript document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF87a", "a picture"),
    (b"GIF89a", "a picture"),
    (b"II*\0", "a picture"),
    (b"MM\0*", "a picture"),
    (b"\xd7\xcd\xc6\x9a", "a picture"),
    (b"PAR1", "a Parquet file"),
    (b"ARROW1\0\0", "an Arrow file"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\0\x01\0\0Standard Jet DB\0", "an Access database"),
    (b"\0\x01\0\0Standard ACE DB\0", "an Access database"),
    (b"{\\rtf", "a rich text document"),
    (b"\xffWPC", "a WordPerfect document"),
    (b"\0\0\x02\0\x04\x04", "a Lotus 1-2-3 workbook"),
    (b"\0\0\x02\0\x05\x04", "a Lotus Symphony worksheet"),
    (b"\0\0\x02\0\x06\x04", "a Lotus 1-2-3 workbook"),
    (b"\0\0\x02\0\x01\x10", "a Quattro Pro workbook"),
    (b"\0\0\x02\0\x02\x10", "a Quattro Pro workbook"),
    (b"\0\0\x02\0\x07\x10", "a Quattro Pro workbook"),
    (b"\0\0\x02\0\x20\x51", "a Quattro Pro workbook"),
    (b"\0\0\x02\0\x21\x51", "a Quattro Pro workbook"),
    (b"\xff\0\x02\0\x04\x04", "a Works spreadsheet"),
    (b"\x09\0\x04\0", "an Excel 2 workbook"),
    (b"\x09\0\x06\0", "an Excel 2 workbook"),
    (b"\x09\x02\x06\0", "an Excel 3 workbook"),
    (b"\x09\x04\x06\0", "an Excel 4 workbook"),
    (b"\x09\x08\x08\0\0\x05", "the bare records of an Excel 5 or 95 workbook"),
    (b"\x09\x08\x10\0\0\x06", "the bare records of an Excel 97 to 2003 workbook"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"BZh", "a compressed file (bzip2)"),
    (b"\xfd7zXZ\0", "a compressed file (xz)"),
    (b"\x28\xb5\x2f\xfd", "a compressed file (zstd)"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"PK\x05\x06", "a zip archive without any entry"),
    (b"PK00PK\x03\x04", "a zip archive in several parts"),
    (b"PK\x07\x08", "a zip archive in several parts"),
    (b"MSCF\0\0\0\0", "a cabinet archive"),
    (b"\x7fELF", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"\xce\xfa\xed\xfe", "a program"),
    (b"L\0\0\0\x01\x14\x02\0", "a shortcut to another file"),
    (b"[InternetShortcut]", "a link to a web page"),
    (b"\x78\x9f\x3e\x22", "a winmail.dat of Outlook"),
    (b"bplist00", "a property list"),
    (b"!BDN", "an Outlook mailbox"),
    (b"OggS\0", "a recording"),
];

/// What a file is that no reader here takes; `None` where its first bytes do not say.
pub fn known(start: &[u8]) -> Option<&'static str> {
    if let Some((_, what)) = SIGNATURES.iter().find(|(signature, _)| start.starts_with(signature)) {
        return Some(what);
    }
    let at = |from: usize, length: usize| start.get(from..from + length).unwrap_or_default();
    match (at(0, 4), at(4, 4), at(8, 4)) {
        // A csv may begin with these characters; the four bytes of a bitmap that are kept free are NUL.
        ([b'B', b'M', ..], _, _) if at(6, 4) == [0; 4] => Some("a picture"),
        ([b'M', b'Z', ..], _, _) if start.contains(&0) => Some("a program"),
        (b"RIFF", _, b"WEBP") => Some("a picture"),
        (b"RIFF", _, b"WAVE" | b"AVI ") => Some("a recording"),
        (_, b"ftyp", b"heic" | b"heix" | b"heim" | b"hevc" | b"mif1" | b"msf1" | b"avif") => Some("a picture"),
        (_, b"ftyp", _) => Some("a recording"),
        // Lotus counts its releases: 0 for WK3, 2 for WK4, 3 and up for 123.
        ([0, 0, 0x1a, 0], [_, 0x10, 4, 0], _) => Some("a Lotus 1-2-3 workbook"),
        (b"ID3\x02" | b"ID3\x03" | b"ID3\x04", _, _) => Some("a recording"),
        _ if is_dbase(start) => Some("a dBASE table"),
        _ => None,
    }
}

/// A dBASE table says when it was last changed and how long its list of fields is: 32 bytes each, and a mark at the end.
fn is_dbase(start: &[u8]) -> bool {
    const VERSIONS: &[u8] = b"\x03\x04\x05\x30\x31\x32\x43\x63\x83\x8b\x8c\x8e\xcb\xe5\xf5\xfb";
    let Some([version, _, month, day, _, _, _, _, low, high, ..]) = start.first_chunk::<12>() else { return false };
    let header = usize::from(u16::from_le_bytes([*low, *high]));
    let fields = header.saturating_sub(33);
    // FoxPro puts 263 bytes behind the mark.
    let mark = |at: usize| start.get(at) == Some(&0x0d);
    let is_list = (fields >= 32 && fields % 32 == 0 && mark(header - 1))
        || (header > 296 && (header - 296) % 32 == 0 && mark(header - 264));
    // A version that is a character could begin a text, which has no NUL.
    let is_text = version.is_ascii_graphic() && !start.iter().take(32).any(|byte| *byte == 0);
    VERSIONS.contains(version) && !is_text && (1..=12).contains(month) && (1..=31).contains(day) && is_list
}
