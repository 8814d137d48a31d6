//! The fonts of a pack: the house's own, or the one that the program carries, which also has what the house's own lack.

mod font;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::LazyLock;

use printpdf::{FontId, ParsedFont};

use super::PdfError;
use crate::job::livery::{self, FontFacts};
use crate::model::shown::{is_hidden, is_space};
use crate::publish::drawn::drawn;
use font::Font;

/// What words are set in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Face {
    /// For running words.
    Regular,
    /// For headings, totals and emphasis.
    Bold,
    /// Stands in for the first where the house's own font lacks a character.
    SpareRegular,
    /// Stands in for the second.
    SpareBold,
}

impl Face {
    /// All faces.
    pub(super) const ALL: [Self; 4] = [Self::Regular, Self::Bold, Self::SpareRegular, Self::SpareBold];

    /// The name under which pages refer to the face; fixed, so that the same pack gives the same bytes.
    pub(super) fn resource(self) -> FontId {
        let name = match self {
            Self::Regular => "Body",
            Self::Bold => "Strong",
            Self::SpareRegular => "SpareBody",
            Self::SpareBold => "SpareStrong",
        };
        FontId(name.to_owned())
    }

    fn is_bold(self) -> bool {
        matches!(self, Self::Bold | Self::SpareBold)
    }

    fn spare(self) -> Self {
        if self.is_bold() { Self::SpareBold } else { Self::SpareRegular }
    }
}

/// A font in its two weights.
#[derive(Debug)]
struct Pair {
    regular: Font,
    bold: Font,
    /// Characters whose glyph, in either weight, a lower character has too.
    twins: BTreeMap<char, char>,
}

/// The font that the program carries, read once.
static BUILT_IN: LazyLock<Option<Pair>> = LazyLock::new(|| Pair::read(notosans::REGULAR_TTF, notosans::BOLD_TTF));

impl Pair {
    fn read(regular: &[u8], bold: &[u8]) -> Option<Self> {
        let mut pair = Self { regular: Font::read(regular)?, bold: Font::read(bold)?, twins: BTreeMap::new() };
        let mut twins = BTreeMap::new();
        for font in [&pair.regular, &pair.bold] {
            let mut lowest = BTreeMap::new();
            for (character, glyph) in
                font.glyphs().filter(|(character, _)| !character.is_control() && pair.has(*character))
            {
                let first = *lowest.entry(glyph).or_insert(character);
                if first != character {
                    twins.insert(character, first);
                }
            }
        }
        pair.twins = twins;
        Some(pair)
    }

    /// Whether both weights have a glyph for the character.
    fn has(&self, character: char) -> bool {
        self.regular.glyph(character).is_some() && self.bold.glyph(character).is_some()
    }

    fn characters(&self) -> BTreeSet<char> {
        self.regular.glyphs().map(|(character, _)| character).filter(|character| self.has(*character)).collect()
    }
}

/// The characters of the font that the program carries.
#[must_use]
pub fn characters() -> BTreeSet<char> {
    BUILT_IN.as_ref().map(Pair::characters).unwrap_or_default()
}

/// What a font file of the house says of itself, or why a pack cannot be set in it, and what to do.
///
/// # Errors
///
/// Where the file is no single font, its licence forbids to embed a part of it, or it lacks what English words need.
pub fn read_font(bytes: &[u8]) -> Result<FontFacts, (String, &'static str)> {
    font::facts(bytes)
}

/// The fonts in which a pack is set.
#[derive(Debug)]
pub(super) struct Fonts {
    own: Option<Pair>,
    built_in: &'static Pair,
}

impl Fonts {
    /// The house's own fonts, if it has some, and the one that the program carries.
    ///
    /// # Errors
    ///
    /// When one of them is no font, which settings have been checked for.
    pub(super) fn of(house: Option<&livery::HouseFonts>) -> Result<Self, PdfError> {
        let built_in = BUILT_IN.as_ref().ok_or(PdfError::FontUnreadable)?;
        let read = |fonts: &livery::HouseFonts| Pair::read(&fonts.regular, &fonts.bold).ok_or(PdfError::FontUnreadable);
        Ok(Self { own: house.map(read).transpose()?, built_in })
    }

    fn pair(&self, character: char) -> &Pair {
        self.own.as_ref().filter(|own| own.has(character)).unwrap_or(self.built_in)
    }

    fn font(&self, face: Face) -> &Font {
        let pair = match (&self.own, face) {
            (Some(own), Face::Regular | Face::Bold) => own,
            _ => self.built_in,
        };
        if face.is_bold() { &pair.bold } else { &pair.regular }
    }

    /// The face in which a character is drawn that is wanted in another.
    pub(super) fn face_of(&self, character: char, wanted: Face) -> Face {
        match &self.own {
            Some(own) if !own.has(self.drawn(character)) => wanted.spare(),
            _ => wanted,
        }
    }

    /// The text as it is drawn: line breaks are spaces; hidden characters, and those that no font has, are their numbers.
    pub(super) fn printable<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let plain = |c: char| c == ' ' || c.is_ascii_graphic();
        if text.chars().all(plain) {
            return Cow::Borrowed(text);
        }
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            if is_space(c) {
                out.push(' ');
            } else if drawn(c).is_none() {
                // Lines are broken elsewhere.
            } else if !is_hidden(c) && (plain(c) || c == '\u{A0}' || self.pair(c).has(c)) {
                out.push(c);
            } else if let Some(other) = drawn(c).filter(|other| *other != c && !is_hidden(c)) {
                out.push(other);
            } else {
                // Writing to a string cannot fail.
                let _ = write!(out, "[U+{:04X}]", u32::from(c));
            }
        }
        Cow::Owned(out)
    }

    /// The character that is drawn and copied for `c`.
    ///
    /// Once lines are broken, a space that does not break is a space. Of characters that share a glyph the lowest stands for
    /// all, because a glyph can be copied as one character only.
    pub(super) fn drawn(&self, c: char) -> char {
        match c {
            ' '..='~' => c,
            _ => match drawn(c) {
                Some(other) if other == c => self.pair(c).twins.get(&c).copied().unwrap_or(c),
                other => other.unwrap_or(' '),
            },
        }
    }

    /// The advance of a character, in thousandths of the size.
    pub(super) fn advance(&self, face: Face, c: char) -> u32 {
        self.font(face).advance(self.drawn(c))
    }

    /// The face cut to the characters used, under a name that says that it is cut.
    ///
    /// # Errors
    ///
    /// When the font's tables cannot be read or rewritten.
    pub(super) fn cut(&self, face: Face, used: &BTreeSet<char>) -> Result<ParsedFont, PdfError> {
        self.font(face).cut(used)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn built_in() -> Fonts {
        Fonts::of(None).unwrap()
    }

    #[test]
    fn characters_that_no_font_has_print_as_their_numbers() {
        let known = characters();
        assert!(['£', '–', 'ŵ', '▲'].iter().all(|character| known.contains(character)));
        assert!(!known.contains(&'中'));
        assert_eq!(built_in().printable("a中\tb\u{1b}\u{202e}"), "a[U+4E2D] b[U+001B][U+202E]");
    }

    #[test]
    fn amounts_line_up_because_digits_are_equally_wide() {
        let fonts = built_in();
        for face in Face::ALL {
            let zero = fonts.advance(face, '0');
            assert!(zero > 0 && ('1'..='9').all(|digit| fonts.advance(face, digit) == zero));
        }
    }

    #[test]
    fn a_cut_font_keeps_what_is_used_and_is_named_as_cut() {
        let cut = built_in().cut(Face::Regular, &BTreeSet::from(['a', '£', ' '])).unwrap();
        assert!(cut.lookup_glyph_index(u32::from('£')).is_some_and(|glyph| glyph > 0));
        assert!(cut.lookup_glyph_index(u32::from('b')).is_none_or(|glyph| glyph == 0));
        assert_eq!(cut.font_name.unwrap_or_default().find('+'), Some(6));
    }

    #[test]
    fn what_the_fonts_of_the_house_lack_is_drawn_in_the_one_that_the_program_carries() {
        let small = font::tests::cut_to;
        let house = livery::HouseFonts {
            family: "House".to_owned(),
            regular: small("abc0123456789.,-£ é"),
            bold: small("abc0123456789.,-£ "),
        };
        let fonts = Fonts::of(Some(&house)).unwrap();
        assert_eq!(fonts.face_of('a', Face::Bold), Face::Bold);
        assert_eq!(fonts.face_of('\u{A0}', Face::Bold), Face::Bold, "a space is a space");
        assert_eq!(fonts.face_of('▲', Face::Bold), Face::SpareBold);
        assert_eq!(fonts.face_of('é', Face::Regular), Face::SpareRegular, "one weight lacks it");
        assert!(fonts.advance(Face::SpareRegular, '▲') > 0);
        assert_eq!(fonts.printable("a▲中"), "a▲[U+4E2D]");
    }
}
