//! The house font: which characters it has, how wide they are, and the cut of it that a document carries.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::LazyLock;

use allsorts::binary::read::ReadScope;
use allsorts::font_data::FontData;
use allsorts::subset::{CmapTarget, SubsetProfile, subset};
use printpdf::{FontId, ParsedFont};
use sha2::{Digest, Sha256};

use super::PdfError;

/// One of the two faces of Noto Sans in which everything is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Face {
    /// For running words.
    Regular,
    /// For headings, totals and emphasis.
    Bold,
}

impl Face {
    /// The name under which pages refer to the face; fixed, so that the same pack gives the same bytes.
    pub(super) fn resource(self) -> FontId {
        FontId(match self {
            Self::Regular => "Body".to_owned(),
            Self::Bold => "Strong".to_owned(),
        })
    }

    fn bytes(self) -> &'static [u8] {
        match self {
            Self::Regular => notosans::REGULAR_TTF,
            Self::Bold => notosans::BOLD_TTF,
        }
    }

    fn postscript_name(self) -> &'static str {
        match self {
            Self::Regular => "NotoSans-Regular",
            Self::Bold => "NotoSans-Bold",
        }
    }
}

/// Both faces, read once.
#[derive(Debug)]
pub(super) struct Fonts {
    regular: ParsedFont,
    bold: ParsedFont,
    /// Characters whose glyph, in either face, a lower character has too.
    twins: BTreeMap<char, char>,
}

static HOUSE: LazyLock<Option<Fonts>> = LazyLock::new(|| {
    let read = |face: Face| ParsedFont::from_bytes(face.bytes(), 0, &mut Vec::new());
    let (regular, bold) = (read(Face::Regular)?, read(Face::Bold)?);
    let mut shared = twins(&regular);
    shared.extend(twins(&bold));
    Some(Fonts { regular, bold, twins: shared })
});

fn twins(font: &ParsedFont) -> BTreeMap<char, char> {
    let mut lowest = BTreeMap::new();
    let mut twins = BTreeMap::new();
    for (&code, &glyph) in &font.codepoint_to_glyph {
        let Some(c) = char::from_u32(code).filter(|c| glyph != 0 && !c.is_control()) else {
            continue;
        };
        let first = *lowest.entry(glyph).or_insert(c);
        if first != c {
            twins.insert(c, first);
        }
    }
    twins
}

/// Whether both faces of the house font have a glyph for the character, and an archived PDF may use it.
///
/// What is not covered prints as its number, such as `[U+4E2D]`.
#[must_use]
pub fn covers(c: char) -> bool {
    HOUSE.as_ref().is_some_and(|fonts| fonts.cover(c))
}

/// The text as it is drawn: control characters are spaces and characters that the font lacks are their numbers.
pub(super) fn printable(text: &str) -> Cow<'_, str> {
    let plain = |c: char| c == ' ' || c.is_ascii_graphic();
    if text.chars().all(plain) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') {
            out.push(' ');
        } else if c == '\u{AD}' {
            // A soft hyphen is a permission to break, not a character to print.
        } else if plain(c) || c == '\u{A0}' || covers(c) {
            out.push(c);
        } else {
            let _ = write!(out, "[U+{:04X}]", u32::from(c));
        }
    }
    Cow::Owned(out)
}

/// The character that is drawn and copied for `c`.
///
/// Once lines are broken, a space that does not break is a space. Of characters that share a glyph the lowest stands for
/// all, because a glyph can be copied as one character only.
pub(super) fn drawn(c: char) -> char {
    match c {
        ' '..='~' => c,
        '\u{A0}' | '\u{2007}' | '\u{202F}' => ' ',
        '\u{2011}' => '-',
        other => HOUSE.as_ref().and_then(|fonts| fonts.twins.get(&other).copied()).unwrap_or(other),
    }
}

impl Fonts {
    /// The two faces.
    ///
    /// # Errors
    ///
    /// When the bytes built into the program are no font.
    pub(super) fn house() -> Result<&'static Self, PdfError> {
        HOUSE.as_ref().ok_or(PdfError::FontUnreadable)
    }

    fn face(&self, face: Face) -> &ParsedFont {
        match face {
            Face::Regular => &self.regular,
            Face::Bold => &self.bold,
        }
    }

    fn cover(&self, c: char) -> bool {
        let code = u32::from(c);
        // Private characters and the byte order mark have no meaning that a reader could be given.
        let barred = matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{FEFF}' | '\u{F0000}'..);
        let has = |font: &ParsedFont| font.lookup_glyph_index(code).is_some_and(|glyph| glyph != 0);
        !barred && has(&self.regular) && has(&self.bold)
    }

    /// The advance of a character, in thousandths of the size.
    pub(super) fn advance(&self, face: Face, c: char) -> u32 {
        let font = self.face(face);
        let glyph = font.lookup_glyph_index(u32::from(drawn(c))).unwrap_or(0);
        let units = u32::from(font.get_glyph_width(glyph).unwrap_or(0));
        units * 1000 / u32::from(font.units_per_em.max(1))
    }

    /// The face cut to the characters used, under a name that says that it is cut.
    ///
    /// # Errors
    ///
    /// When the font's tables cannot be read or rewritten.
    pub(super) fn cut(&self, face: Face, used: &BTreeSet<char>) -> Result<ParsedFont, PdfError> {
        let uncut = |why: &dyn std::fmt::Display| PdfError::FontUncut(why.to_string());
        let whole = self.face(face);
        let mut glyphs: BTreeSet<u16> = used.iter().filter_map(|&c| whole.lookup_glyph_index(u32::from(c))).collect();
        glyphs.insert(0);
        let ids: Vec<u16> = glyphs.into_iter().collect();
        let data = ReadScope::new(face.bytes()).read::<FontData<'_>>().map_err(|error| uncut(&error))?;
        let provider = data.table_provider(0).map_err(|error| uncut(&error))?;
        let bytes = subset(&provider, &ids, &SubsetProfile::Pdf, CmapTarget::Unicode).map_err(|error| uncut(&error))?;
        let mut cut = ParsedFont::from_bytes(&bytes, 0, &mut Vec::new())
            .ok_or_else(|| uncut(&"the cut font does not read back"))?;
        cut.font_name = Some(format!("{}+{}", tag(&bytes), face.postscript_name()));
        Ok(cut)
    }
}

/// Six capitals that mark a cut font, from the hash of what it holds.
fn tag(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::letters::is_covered;

    #[test]
    fn characters_outside_the_font_print_as_their_numbers() {
        assert!(covers('£') && covers('–') && covers('ŵ'));
        assert!(!covers('中'));
        assert_eq!(printable("a中\tb"), "a[U+4E2D] b");
    }

    #[test]
    fn present_knows_what_the_font_covers() {
        for letter in ('\0'..=char::MAX).filter(|letter| !letter.is_control()) {
            assert_eq!(covers(letter), is_covered(letter), "U+{:04X}", u32::from(letter));
        }
    }

    #[test]
    fn amounts_line_up_because_digits_are_equally_wide() -> Result<(), PdfError> {
        let fonts = Fonts::house()?;
        for face in [Face::Regular, Face::Bold] {
            let zero = fonts.advance(face, '0');
            assert!(zero > 0 && ('1'..='9').all(|digit| fonts.advance(face, digit) == zero));
        }
        Ok(())
    }

    #[test]
    fn a_cut_font_keeps_what_is_used_and_is_named_as_cut() -> Result<(), PdfError> {
        let fonts = Fonts::house()?;
        let cut = fonts.cut(Face::Regular, &BTreeSet::from(['a', '£', ' ']))?;
        assert!(cut.lookup_glyph_index(u32::from('£')).is_some_and(|glyph| glyph > 0));
        assert!(cut.lookup_glyph_index(u32::from('b')).is_none_or(|glyph| glyph == 0));
        let name = cut.font_name.unwrap_or_default();
        assert_eq!(name.find('+'), Some(6));
        Ok(())
    }
}
