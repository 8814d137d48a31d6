//! How the characters of a text file are written as bytes.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How many bytes show whether characters take two bytes each.
const SAMPLE: usize = 4_096;

/// UTF-8 or UTF-16 by its mark, UTF-16 by its pattern of NULs, UTF-8 where it is valid, else what Excel saves on an
/// English Windows.
#[must_use]
pub fn encoding(content: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(content) {
        return encoding;
    }
    match utf16_without_mark(content) {
        Some(encoding) => encoding,
        None if std::str::from_utf8(content).is_ok() => UTF_8,
        None => WINDOWS_1252,
    }
}

/// Western characters in UTF-16 have a NUL in every other byte, and hardly any in the bytes between.
#[must_use]
pub fn utf16_without_mark(content: &[u8]) -> Option<&'static Encoding> {
    let sample = content.get(..SAMPLE).unwrap_or(content);
    // Counts and codes of a file that holds no text have NULs between them too.
    if sample.len() % 2 == 1 || sample.iter().any(|byte| (1..9).contains(byte)) {
        return None;
    }
    let nulls = |first: usize| sample.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, pairs) = (nulls(0), nulls(1), sample.len() / 2);
    let many = |count: usize| count > 0 && count * 10 >= pairs * 7;
    let few = |count: usize| count * 50 <= pairs;
    if many(odd) && few(even) {
        Some(UTF_16LE)
    } else if many(even) && few(odd) {
        Some(UTF_16BE)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::encoding;

    #[test]
    fn characters_are_known_by_a_mark_or_a_pattern() {
        for (content, expected) in [
            (&b"\xef\xbb\xbfa"[..], "UTF-8"),
            (b"\xc2\xa35", "UTF-8"),
            (b"\xa35", "windows-1252"),
            (b"\xff\xfea\x00", "UTF-16LE"),
            (b"\xfe\xff\x00a", "UTF-16BE"),
            (b"a\x00,\x00b\x00\r\x00\n\x00", "UTF-16LE"),
            (b"\x00a\x00,\x00b\x00\r\x00\n", "UTF-16BE"),
            (b"a,b\x00", "UTF-8"),
            (b"", "UTF-8"),
        ] {
            assert_eq!(encoding(content).name(), expected, "{content:?}");
        }
    }
}
