//! What stands between the fields of a text file: stated in its first line, or found by looking at its lines.

use std::borrow::Cow;

/// The separators that are looked for; earlier ones win ties.
const SEPARATORS: [u8; 7] = [b',', b';', b'\t', b'|', UNIT, b'^', b'~'];

/// The unit separator of ASCII. It stands also for `¦`, which is two bytes, while a file has none of its own.
const UNIT: u8 = 0x1f;

/// The other sign of a keyboard for a bar.
const BROKEN_BAR: char = '¦';

/// How many bytes are looked at.
const SAMPLE: usize = 1 << 16;

/// The separator of a `sep=;` line, as Excel writes it, and the text below that line.
pub fn stated(text: &str) -> (Option<u8>, &str) {
    let (line, rest) = match text.find(['\r', '\n']) {
        Some(end) => {
            let (line, rest) = text.split_at(end);
            (line, rest.strip_prefix("\r\n").or_else(|| rest.get(1..)).unwrap_or_default())
        }
        None => (text, ""),
    };
    let bare = line.trim_matches('"').as_bytes();
    match bare {
        [s, e, p, b'=', separator] if [*s, *e, *p].eq_ignore_ascii_case(b"sep") && may_separate(*separator) => {
            (Some(*separator), rest)
        }
        _ => (None, text),
    }
}

fn may_separate(byte: u8) -> bool {
    byte == b'\t' || (byte.is_ascii_punctuation() && byte != b'"') || byte == b' '
}

/// What divides the lines of a text.
#[derive(Debug)]
pub struct Found<'t> {
    /// The byte that does.
    pub separator: u8,
    /// Whether it stands in most lines.
    pub in_most_lines: bool,
    /// The text, in which that byte does.
    pub text: Cow<'t, str>,
}

/// The separator that most lines share in an even number; a comma where there is none.
pub fn found(text: &str) -> Found<'_> {
    let unit = char::from(UNIT);
    let barred = (text.contains(BROKEN_BAR) && !text.contains(unit))
        .then(|| text.replace(BROKEN_BAR, unit.encode_utf8(&mut [0; 4])));
    if let Some(barred) = barred
        && let (UNIT, in_most_lines) = shared(&barred)
    {
        return Found { separator: UNIT, in_most_lines, text: barred.into() };
    }
    let (separator, in_most_lines) = shared(text);
    Found { separator, in_most_lines, text: text.into() }
}

/// The character that a separator is.
pub fn shown(separator: u8) -> char {
    if separator == UNIT { BROKEN_BAR } else { char::from(separator) }
}

/// The byte that most lines share in an even number, and whether it stands in most of all lines.
fn shared(text: &str) -> (u8, bool) {
    let sample = text.as_bytes().get(..SAMPLE).unwrap_or(text.as_bytes());
    let lines = match lines(sample, true) {
        // A quote that never closes would hide every line.
        (lines, true) if lines.len() < 2 => lines_without_quotes(sample),
        (lines, _) => lines,
    };
    let among = |index: usize| Evenness::of(lines.iter().map(|counts| counts.all.get(index).copied().unwrap_or(0)));
    let mut comma = among(0);
    let others: Vec<(u8, Evenness)> =
        (1..SEPARATORS.len()).filter_map(|index| Some((*SEPARATORS.get(index)?, among(index)))).collect();
    // `1,234` and `2,50` hold no separator in a file whose lines are split by something else.
    if others.iter().any(|(_, other)| other.lines * 2 > comma.lines) {
        comma = Evenness::of(lines.iter().map(|counts| counts.commas_beside_letters));
    }
    let mut best = (b',', comma);
    for (separator, evenness) in others {
        if evenness.rank() > best.1.rank() {
            best = (separator, evenness);
        }
    }
    let said = lines.iter().filter(|counts| counts.says).count();
    let sure =
        if best.0 == b',' { Evenness::of(lines.iter().map(|counts| counts.commas_beside_letters)) } else { best.1 };
    (best.0, sure.lines * 2 >= said)
}

/// How often each separator stands in one line, outside quotes.
#[derive(Debug, Clone, Copy, Default)]
struct SeparatorCounts {
    all: [usize; SEPARATORS.len()],
    /// Commas that do not stand between two digits.
    commas_beside_letters: usize,
    /// Whether anything but blanks stands there.
    says: bool,
}

/// How evenly one separator stands in the lines.
#[derive(Debug, Clone, Copy)]
struct Evenness {
    /// Lines that have it.
    lines: usize,
    /// Lines that have it as often as most of them.
    alike: usize,
    /// How often that is.
    times: usize,
}

impl Evenness {
    fn of(counts: impl Iterator<Item = usize>) -> Self {
        let mut counts: Vec<usize> = counts.filter(|count| *count > 0).collect();
        counts.sort_unstable();
        let most = counts.chunk_by(|one, two| one == two).max_by_key(|chunk| chunk.len()).unwrap_or_default();
        Self { lines: counts.len(), alike: most.len(), times: most.first().copied().unwrap_or(0) }
    }

    /// Standing in most lines counts as much as standing there equally often; then more fields win.
    fn rank(self) -> (usize, usize) {
        (self.lines * self.alike, self.times)
    }
}

fn lines_without_quotes(sample: &[u8]) -> Vec<SeparatorCounts> {
    lines(sample, false).0
}

/// The counts of each line that has any characters, and whether the sample ends inside quotes.
fn lines(sample: &[u8], quotes: bool) -> (Vec<SeparatorCounts>, bool) {
    let mut lines = Vec::new();
    let mut line = SeparatorCounts::default();
    let mut quoted = false;
    let mut before = b'\n';
    for (index, byte) in sample.iter().copied().enumerate() {
        line.says |= !byte.is_ascii_whitespace();
        let starts_field = before == b'\n' || before == b'\r' || SEPARATORS.contains(&before);
        if quotes && byte == b'"' && (quoted || starts_field || before == b'"') {
            quoted = !quoted;
        } else if quoted {
        } else if byte == b'\n' || byte == b'\r' {
            lines.push(std::mem::take(&mut line));
        } else if let Some(place) = SEPARATORS.iter().position(|separator| *separator == byte) {
            if let Some(count) = line.all.get_mut(place) {
                *count += 1;
            }
            let after = sample.get(index + 1).copied().unwrap_or(b'\n');
            if byte == b',' && !(before.is_ascii_digit() && after.is_ascii_digit()) {
                line.commas_beside_letters += 1;
            }
        }
        before = byte;
    }
    lines.push(line);
    (lines, quoted)
}

#[cfg(test)]
mod tests {
    use super::{UNIT, found, stated};

    #[test]
    fn the_separator_is_the_one_that_the_table_shares() {
        for (text, expected) in [
            ("a;b;c\n1,5;2,5;3", b';'),
            ("\"a;b;c;d\",1", b','),
            ("a\tb\n", b'\t'),
            ("alone", b','),
            ("Pool^Amount\nAids, care^£1,234\nBeds^£35\n", b'^'),
            ("Pool~Amount\nAids~1,234\n", b'~'),
            ("Pool¦Amount\nAids¦1,234\n", UNIT),
            ("Pool\u{1f}Amount\nAids\u{1f}1,234\n", UNIT),
            ("Pool,Amount\nAids,~5\nCare ^,6\n", b','),
            ("", b','),
            ("Scheme|Amount\nAids|£1,234,567\nCare|£2,345,678\n", b'|'),
            ("1,5;2,5\n1,7;2,8\n", b';'),
            ("1,2,3\n4,5,6\n", b','),
            ("Name\tAddress\nA\t1 High St, Salford, M1\nB\t2 Low St, Salford, M2\nC\tnone\n", b'\t'),
            ("Salford, Q2, 2024, draft\n\nScheme;Amount\nAids;1\nCare;2\nSource: us, them, and you, too\n", b';'),
            ("a,b,c,d\n\"x; y\",1,2,3\nx; y,1,2\nz; y,1,2,3\n", b','),
            ("a;b\n\"1;2\n3;4\n5;6\n", b';'),
        ] {
            assert_eq!(char::from(found(text).separator), char::from(expected), "{text}");
        }
    }

    #[test]
    fn a_stated_separator_is_obeyed() {
        assert_eq!(stated("sep=;\r\na;b"), (Some(b';'), "a;b"));
        assert_eq!(stated("\"SEP=|\"\na|b"), (Some(b'|'), "a|b"));
        assert_eq!(stated("sep=\t"), (Some(b'\t'), ""));
        assert_eq!(stated("sep=;;\na"), (None, "sep=;;\na"));
        assert_eq!(stated("sept=1"), (None, "sept=1"));
    }
}
