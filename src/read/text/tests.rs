//! Tests of the reader of text files.

use super::{TextFacts, read};
use crate::read::grid::Halt;
use crate::read::kept::Kept;

fn cells(content: &[u8]) -> Vec<String> {
    lines_and_facts(content).unwrap().0
}

fn lines_and_facts(content: &[u8]) -> Result<(Vec<String>, TextFacts), Halt> {
    let mut kept = Kept::default();
    let facts = read("returns/council/q1.csv", content, &mut kept)?;
    assert_eq!(kept.0.remove(0), "[q1]");
    Ok((kept.0, facts))
}

fn facts(content: &[u8]) -> TextFacts {
    lines_and_facts(content).unwrap().1
}

#[test]
fn blank_lines_and_breaks_inside_quotes_keep_addresses_true() {
    let expected = [r#"A1 "Title""#, r#"A3 "two\nlines""#, r#"B3 "5""#, r#"A4 "last""#, r#"B4 "6""#];
    assert_eq!(cells(b"Title\n\n\"two\nlines\",5\nlast,6\n"), expected);
    let expected = [r#"A1 "Title""#, r#"A4 "two\r\n\r\nlines""#, r#"B4 "5""#, r#"A6 "last""#, r#"B6 "6""#];
    assert_eq!(cells(b"Title\r\n\r\n\r\n\"two\r\n\r\nlines\",5\r\n\r\nlast,6"), expected);
    assert_eq!(cells(b"\r\ra,b\r\rc,d"), [r#"A3 "a""#, r#"B3 "b""#, r#"A5 "c""#, r#"B5 "d""#]);
    assert_eq!(cells(b"\n   \n,,\n\"\"\n x ,\n"), [r#"A5 " x ""#]);
}

#[test]
fn every_encoding_says_the_same() {
    let utf16 = |text: &str, big: bool| -> Vec<u8> {
        text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    };
    for (content, encoding) in [
        (b"\xef\xbb\xbf\xc2\xa35,ab".to_vec(), "UTF-8"),
        (b"\xc2\xa35,ab".to_vec(), "UTF-8"),
        (b"\xa35,ab".to_vec(), "windows-1252"),
        (utf16("\u{feff}£5,ab", false), "UTF-16LE"),
        (utf16("\u{feff}£5,ab", true), "UTF-16BE"),
        (utf16("£5,ab", false), "UTF-16LE"),
        (utf16("£5,ab", true), "UTF-16BE"),
    ] {
        let (cells, facts) = lines_and_facts(&content).unwrap();
        assert_eq!(cells, [r#"A1 "£5""#, r#"B1 "ab""#]);
        assert_eq!(facts.encoding, encoding);
    }
}

#[test]
fn a_stated_separator_takes_a_row() {
    assert_eq!(cells(b"sep=;\r\na,x;b\r\n"), [r#"A2 "a,x""#, r#"B2 "b""#]);
    assert_eq!(facts(b"sep=|\na,b").separated.by, '|');
    assert_eq!(cells(b"\xef\xbb\xbf\xef\xbb\xbfsep=^\na,x^b\n"), [r#"A2 "a,x""#, r#"B2 "b""#]);
    assert_eq!(facts("a¦b\n1,5¦2\n".as_bytes()).separated.by, '¦');
}

#[test]
fn a_stray_quote_takes_one_line_and_no_more() {
    let never = b"\"a, b\",1\n2,\"12 inch,3\n\"c, d\",4\n";
    let (found, told_of) = lines_and_facts(never).unwrap();
    let expected =
        [r#"A1 "a, b""#, r#"B1 "1""#, r#"A2 "2""#, r#"B2 "\"12 inch""#, r#"C2 "3""#, r#"A3 "c, d""#, r#"B3 "4""#];
    assert_eq!(found, expected);
    assert_eq!(told_of.stray_quotes, [1]);
    assert_eq!(cells(b"x,\"12\r\n\r\ny,2"), [r#"A1 "x""#, r#"B1 "\"12""#, r#"A3 "y""#, r#"B3 "2""#]);
    assert_eq!(cells(b"6\" pipe,1\n7\" pipe,2"), [r#"A1 "6\" pipe""#, r#"B1 "1""#, r#"A2 "7\" pipe""#, r#"B2 "2""#]);
    assert!(facts(b"\"a\nb\" ,1\n\"say \"\"x\"\"\n\",2").stray_quotes.is_empty());
    assert_eq!(cells(b"a,\""), [r#"A1 "a""#, r#"B1 "\"""#]);
}

#[test]
fn columns_below_each_other_are_fields() {
    let (found, told_of) = lines_and_facts(b"Pool    Budget\r\n\r\nChairs   1,200\r\nBeds        30\r\n").unwrap();
    let expected = [r#"A1 "Pool""#, r#"B1 "Budget""#, r#"A3 "Chairs""#, r#"B3 "1,200""#, r#"A4 "Beds""#, r#"B4 "30""#];
    assert_eq!((found, told_of.separated.by), (expected.map(str::to_owned).to_vec(), ' '));
    let separated = facts(b"a,b\nc,d\ne,f,g\nh\n").separated;
    assert_eq!(separated.runs.len(), 3);
    assert_eq!([0, 1, 2, 9].map(|row| separated.of(row).fields), [2, 2, 3, 1]);
    assert_eq!(facts(b"a,b\n\"c\",d\n").separated.runs.iter().filter(|run| run.quoted).count(), 1);
}

#[test]
fn ragged_rows_are_kept_and_told() {
    let longer = b"Title, with a comma\n\na,b,c\n1,2,3\n1,2,3,4\n1,2\n1,2,3,,\nNote\n";
    let (found, told_of) = lines_and_facts(longer).unwrap();
    assert!(found.contains(&r#"D5 "4""#.to_owned()));
    assert_eq!(told_of.ragged_rows, [4]);
    // The table writes its empty fields out, so the short row lacks one.
    assert_eq!(facts(b"a,b,c\n1,2,3\n1,2\n1,,\n1,2,3\nNote, here\n").ragged_rows, [2]);
    // Titles padded to the table's width, and a table whose last column is mostly dropped.
    assert!(facts(b"T,,\na,b,c\n1,2,3\nNote,,\n").ragged_rows.is_empty());
    assert!(facts(b"a,b,c\n1,2\n1,2\n1,2,3\n1,2\n").ragged_rows.is_empty());
    assert!(facts(b"alone\nwords\n").ragged_rows.is_empty());
}

#[test]
fn lines_of_quotes_end_in_time() {
    let content = "\"a\n\"\"\"b,\"\n".repeat(5_000);
    let started = std::time::Instant::now();
    assert!(!facts(content.as_bytes()).stray_quotes.is_empty());
    assert!(started.elapsed().as_secs() < 20);
}
