//! Compound files that hold no workbook, one that is damaged, one that needs a password, or one that is odd.

use super::password::opens_without_asking;
use super::records::Book;
use crate::discover::FileKind;
use crate::model::origin::Address;
use crate::read::excel::fixture::{compound, read, record, records};
use crate::read::grid::{How, Seen, Unseen};
use crate::read::kept::Kept;
use crate::read::verdict::Verdict;

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
        let said = read(FileKind::Compound, &compound(&[(name, stream)], 1)).map_err(|refusal| refusal.verdict);
        assert_eq!(said, Err(verdict), "{name}");
    }
}

/// What the reader says of a workbook of Excel 97.
fn said(globals: &[u8], sheet: &[u8]) -> Result<Vec<String>, String> {
    said_of(&compound(&[("Workbook", &records(false, globals, sheet))], 1))
}

fn said_of(file: &[u8]) -> Result<Vec<String>, String> {
    read(FileKind::Compound, file).map_err(|refusal| format!("{}: {}", refusal.verdict, refusal.why))
}

/// The shared text `£5` in two bytes a letter, and the code page of Windows, which does not count since Excel 97.
fn one_text() -> Vec<u8> {
    let text = [&[1, 0, 0, 0, 1, 0, 0, 0, 2, 0, 1][..], &[0xA3, 0, b'5', 0]].concat();
    [record(0x0042, &1252_u16.to_le_bytes()), record(0x00FC, &text)].concat()
}

const SHARED: u16 = 0x00FD;
const NUMBER: u16 = 0x0203;

#[test]
fn texts_are_unicode_and_need_no_rows() {
    let sheet = record(SHARED, &[1, 0, 2, 0, 0, 0, 0, 0, 0, 0]);
    assert_eq!(said(&one_text(), &sheet), Ok(vec!["S".to_owned(), "C2 Text(\"£5\")".to_owned()]));
    let label = |code_page: &[u8]| {
        let stream = records(true, code_page, &record(0x0204, &[0, 0, 0, 0, 0, 0, 2, 0, 0xA3, b'5']));
        said_of(&compound(&[("Book", &stream)], 1)).map(|said| said.concat())
    };
    for page in [&[][..], &[0xE4, 4], &[1, 0x80]] {
        let code_page = if page.is_empty() { Vec::new() } else { record(0x0042, page) };
        assert_eq!(label(&code_page).as_deref(), Ok("SA1 Text(\"£5\")"), "{page:?}");
    }
}

#[test]
fn the_workbook_is_the_one_at_the_root() {
    let number = |value: f64| record(NUMBER, &[&[0; 6][..], &value.to_le_bytes()].concat());
    let (old, new) = (records(true, &[], &number(95.0)), records(false, &[], &number(97.0)));
    let cell = |streams: &[(&str, &[u8])], at_root| said_of(&compound(streams, at_root)).map(|said| said.concat());
    assert_eq!(cell(&[("Book", &old), ("Workbook", &new)], 2).as_deref(), Ok("SA1 Number(97.0)"));
    assert_eq!(cell(&[("Book", &old), ("Workbook", &new)], 1).as_deref(), Ok("SA1 Number(95.0)"));
}

#[test]
fn a_workbook_cut_anywhere_is_damaged() {
    let sheet = [record(SHARED, &[0; 10]), record(NUMBER, &[0; 14])].concat();
    let whole = records(false, &one_text(), &sheet);
    let file = compound(&[("Workbook", &whole)], 1);
    assert_eq!(said_of(&file), Ok(vec!["S".to_owned(), "A1 Number(0.0)".to_owned()]));
    for length in 0..whole.len() - 3 {
        let said = said_of(&compound(&[("Workbook", &whole[..length])], 1));
        assert!(said.as_ref().is_err_and(|said| said.starts_with("corrupt")), "{length}: {said:?}");
    }
    for length in (0..file.len()).step_by(128) {
        let said = said_of(&file[..length]);
        assert!(said.as_ref().is_err_and(|said| said.starts_with("corrupt")), "{length}: {said:?}");
    }
    for (what, place, number) in
        [("a chain that bites its tail", 512 + 4 * 5, 3), ("one that leaves the file", 512 + 4 * 5, 99)]
    {
        let mut changed = file.clone();
        changed[place] = number;
        assert_eq!(
            said_of(&changed),
            Err("corrupt: it is damaged or cut short (its workbook ends early)".to_owned()),
            "{what}"
        );
    }
    let empty = [record(0x0809, BEGIN), record(10, &[])].concat();
    let said = said_of(&compound(&[("Workbook", &empty)], 1));
    assert_eq!(said, Err("corrupt: it is damaged or cut short (it lists no sheet)".to_owned()));
    let mut beyond = whole;
    let list = beyond.windows(2).position(|two| two == [0x85, 0]).unwrap_or_default();
    beyond[list + 6] = 1;
    let said = said_of(&compound(&[("Workbook", &beyond)], 1));
    assert_eq!(said, Err("corrupt: it is damaged or cut short (one of its sheets ends early)".to_owned()));
}

#[test]
fn claims_cost_nothing_and_impossible_cells_are_damage() {
    let extent = record(0x0200, &[0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF, 0, 0]);
    let number = record(NUMBER, &[0; 14]);
    assert_eq!(said(&[], &[&*extent, &number].concat()).map(|said| said.len()), Ok(2));
    let formula = |value: &[u8]| record(6, &[&[0; 6], value, &[0; 6], &[0xFF, 0xFF, 0x44]].concat());
    assert_eq!(said(&[], &formula(&1.5_f64.to_le_bytes())).map(|said| said.concat()).as_deref(), Ok("SA1 Number(1.5)"));
    let truth = formula(&[1, 0, 1, 0, 0, 0, 0xFF, 0xFF]);
    assert_eq!(said(&[], &truth).map(|said| said.concat()).as_deref(), Ok("SA1 Truth(true)"));
    let far = record(NUMBER, &[0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    assert_eq!(
        said(&[], &far),
        Err("corrupt: it is damaged or cut short (a cell lies beyond the last column)".to_owned())
    );
    // Five merged regions, of which none is there.
    let merged = record(0x00E5, &[5, 0]);
    let stopped = "corrupt: it is damaged or cut short (its reader stopped in the middle of it)";
    assert_eq!(said(&[], &merged), Err(stopped.to_owned()));
}

/// The verifiers were made apart from the code, from the salt 07… and the verifier 03….
#[test]
fn a_workbook_that_excel_opens_without_asking_is_told_apart() {
    let bytes = |text: &str| -> Vec<u8> {
        let digit = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).unwrap_or_default();
        (0..text.len()).step_by(2).map(digit).collect()
    };
    let md5 = bytes("3911d1b105cd1c514087e7057b9299b1239d8015fe2e98f179479ed565dccfaa");
    let short = bytes("9028c80c7d486c648d75207d86cf209f759add806304c9c9e6bbb3180f730d2dd2f64f3c");
    let long = bytes("69767ee2aa4e2f269860f421a0a7abf6d8add075b1ae174a3c9a6300c96f35b9eacbd039");
    let by_sha1 = |bits: u8, verifier: &[u8]| {
        let header = [&[0; 16][..], &[bits], &[0; 15]].concat();
        let (verifier, hash) = verifier.split_at(16);
        [
            &[1, 0, 4, 0, 2, 0, 4, 0, 0, 0, 32, 0, 0, 0],
            &*header,
            &[16, 0, 0, 0],
            &[7; 16],
            verifier,
            &[20, 0, 0, 0],
            hash,
        ]
        .concat()
    };
    let by_md5 = [&[1, 0, 1, 0, 1, 0][..], &[7; 16], &md5].concat();
    for (record, wide) in [
        (by_md5.clone(), true),
        (by_sha1(40, &short), true),
        (by_sha1(128, &long), true),
        (vec![0, 0, 1, 2, 0x0A, 0x9A], true),
        (vec![1, 2, 0x0A, 0x9A], false),
    ] {
        assert!(opens_without_asking(&record, wide), "{record:?}");
        let mut other = record.clone();
        other.last_mut().into_iter().for_each(|byte| *byte ^= 1);
        assert!(!opens_without_asking(&other, wide) && !opens_without_asking(&record[..3], wide), "{record:?}");
    }
    let why = "it is protected against changes, which encrypts it, though Excel opens it without asking";
    assert_eq!(said(&record(0x002F, &by_md5), &[]), Err(format!("encrypted: {why}")));
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
        let outline = book.sheets.first()?;
        let traits = book.traits(outline, Address { row, column }, Seen::Number(1e6), &mut Kept::default());
        traits.ok()?.shown.how()
    };
    assert_eq!(shown(5, 1), Some(How::Thousands));
    assert_eq!([shown(6, 2), shown(6, 3)], [None, Some(How::Percent)]);
    let run = |columns, first, last| Unseen { columns, flat: false, first, last };
    assert!(format!("{:?}", book.sheets).contains(&format!("rows: [{:?}]", run(false, 3, 3))), "{book:?}");
    assert!(format!("{:?}", book.sheets).contains(&format!("columns: [{:?}]", run(true, 1, 2))), "{book:?}");
    assert!(format!("{:?}", book.sheets).contains("stale: [Address { row: 8, column: 1 }]"), "{book:?}");
}

#[test]
fn what_nobody_sees_and_what_is_struck_through_is_said() {
    let font = |flags: u8, colour: u8| record(0x0031, &[[0, 0, flags, 0, colour, 0].as_slice(), &[0; 10]].concat());
    let style = |font: u8, pattern: u8| {
        let mut style = [0; 20];
        (style[0], style[17]) = (font, pattern << 2);
        record(0x00E0, &style)
    };
    let fonts = [font(0, 8), font(8, 8), font(0, 9), font(0, 8), font(8, 8)].concat();
    let styles = [style(0, 0), style(1, 0), style(2, 0), style(2, 1), style(5, 0)].concat();
    let number = |column, style| record(NUMBER, &[&[0, 0, column, 0, style, 0][..], &5_f64.to_le_bytes()].concat());
    let row = [&[4, 0], &[0; 14][..]].concat();
    let sheet = [
        record(0x0208, &row),
        record(0x007D, &[7, 0, 8, 0, 0, 0, 0, 0, 0, 0]),
        (0..5).flat_map(|at| number(at, at)).collect(),
    ];
    let expected = [
        "S",
        "flat columns 7-8",
        "flat rows 4-4",
        "A1 Number(5.0)",
        "B1 Number(5.0) Struck",
        "C1 Number(5.0) White",
        "D1 Number(5.0)",
        "E1 Number(5.0) Struck",
    ];
    assert_eq!(said(&[fonts, styles].concat(), &sheet.concat()), Ok(expected.map(str::to_owned).to_vec()));
}
