//! One font file: whether a pack can be set in it, which characters it has, how wide they are, and a cut of it.

use std::collections::BTreeSet;
use std::fmt::Display;

use allsorts::binary::read::ReadScope;
use allsorts::font_data::FontData;
use allsorts::subset::{CmapTarget, SubsetProfile, subset};
use allsorts::tables::os2::Os2;
use allsorts::tables::{FontTableProvider, NameTable};
use allsorts::tag;
use printpdf::ParsedFont;
use sha2::{Digest, Sha256};

use crate::job::livery::FontFacts;
use crate::publish::pdf::PdfError;

/// How font files begin that may stand in a PDF: outlines of TrueType, also as Apple marks them, and of PostScript.
const BEGINNINGS: [&[u8]; 3] = [&[0, 1, 0, 0], b"true", b"OTTO"];
/// Bits of `fsType` in the table OS/2 that forbid to embed a font, to cut it, or to embed its outlines.
const FORBIDDEN: [(u16, &str); 3] = [
    (0x0002, "its licence forbids to embed it in documents"),
    (0x0100, "its licence forbids to embed a part of it, and a pack carries only the letters that it prints"),
    (0x0200, "its licence forbids to embed its outlines"),
];
/// What to do about a font that a pack cannot be set in.
const ANOTHER: &str = "choose another font, or remove `[fonts]` to use the one that the program carries";
const FILE: &str = "give the font's own file, a .ttf or .otf of one weight";

/// A font, read.
#[derive(Debug)]
pub(super) struct Font {
    parsed: ParsedFont,
    /// Its name in a document.
    name: String,
}

impl Font {
    /// Reads a font; `None` where it is none.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let parsed = ParsedFont::from_bytes(bytes, 0, &mut Vec::new())?;
        let wanted = |character: &char| character.is_ascii_alphanumeric() || *character == '-';
        let name: String = name_in_font(bytes, NameTable::POSTSCRIPT_NAME)?.chars().filter(wanted).take(63).collect();
        Some(Self { parsed, name })
    }

    /// The glyph of a character that an archived PDF may use.
    pub(super) fn glyph(&self, character: char) -> Option<u16> {
        self.parsed.lookup_glyph_index(u32::from(character)).filter(|glyph| *glyph != 0 && !is_barred(character))
    }

    /// The characters that it has a glyph for, with the glyph, in the order of their numbers.
    pub(super) fn glyphs(&self) -> impl Iterator<Item = (char, u16)> {
        let all = self.parsed.codepoint_to_glyph.iter();
        let known = all.filter_map(|(&code, &glyph)| Some((char::from_u32(code)?, glyph)));
        known.filter(|(character, glyph)| *glyph != 0 && !is_barred(*character))
    }

    /// The advance of a character, in thousandths of the size.
    pub(super) fn advance(&self, character: char) -> u32 {
        let glyph = self.glyph(character).unwrap_or(0);
        let units = u32::from(self.parsed.get_glyph_width(glyph).unwrap_or(0));
        units * 1000 / u32::from(self.parsed.units_per_em.max(1))
    }

    /// The font cut to the characters used, under a name that says that it is cut.
    ///
    /// # Errors
    ///
    /// When the font's tables cannot be read or rewritten.
    pub(super) fn cut(&self, used: &BTreeSet<char>) -> Result<ParsedFont, PdfError> {
        let uncut = |why: &dyn Display| PdfError::FontUncut(self.name.clone(), why.to_string());
        let mut glyphs: BTreeSet<u16> = used.iter().filter_map(|&character| self.glyph(character)).collect();
        glyphs.insert(0);
        let ids: Vec<u16> = glyphs.into_iter().collect();
        let data = ReadScope::new(&self.parsed.original_bytes).read::<FontData<'_>>().map_err(|error| uncut(&error))?;
        let provider = data.table_provider(0).map_err(|error| uncut(&error))?;
        let bytes = subset(&provider, &ids, &SubsetProfile::Pdf, CmapTarget::Unicode).map_err(|error| uncut(&error))?;
        let mut cut = ParsedFont::from_bytes(&bytes, 0, &mut Vec::new())
            .ok_or_else(|| uncut(&"the cut font does not read back"))?;
        cut.font_name = Some(format!("{}+{}", mark(&bytes), self.name));
        Ok(cut)
    }
}

/// Whether a character, private or the byte order mark, has no meaning that a reader could be given.
fn is_barred(character: char) -> bool {
    matches!(character, '\u{E000}'..='\u{F8FF}' | '\u{FEFF}' | '\u{F0000}'..)
}

/// Six capitals that mark a cut font, from the hash of what it holds.
fn mark(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}

/// What a font file says of itself, or why a pack cannot be set in it, and what to do.
///
/// # Errors
///
/// Where the file is no single font, its licence forbids to embed a part of it, or it lacks what English words need.
pub(super) fn facts(bytes: &[u8]) -> Result<FontFacts, (String, &'static str)> {
    let refused = |why: &str, help| Err((why.to_owned(), help));
    if bytes.starts_with(b"ttcf") {
        return refused("it is a collection of several fonts", FILE);
    }
    if !BEGINNINGS.iter().any(|beginning| bytes.starts_with(beginning)) {
        return refused("it is neither a TrueType nor an OpenType font", FILE);
    }
    let Some(font) = Font::read(bytes) else {
        return refused("its tables cannot be read", FILE);
    };
    if table(bytes, tag::FVAR).is_some() {
        return refused("it is a variable font, whose weight is not fixed", FILE);
    }
    let kind = rights(bytes);
    if let Some((_, why)) = FORBIDDEN.iter().find(|(bit, _)| kind & bit != 0) {
        return refused(why, ANOTHER);
    }
    let needed = ('a'..='z').chain('A'..='Z').chain('0'..='9').chain(['.', ',', '-']);
    if let Some(lacking) = needed.into_iter().find(|character| font.glyph(*character).is_none()) {
        return refused(&format!("it has no `{lacking}`"), ANOTHER);
    }
    let tried: BTreeSet<char> = ('a'..='z').collect();
    font.cut(&tried).map_err(|error| (error.to_string(), ANOTHER))?;
    let family = name_in_font(bytes, NameTable::TYPOGRAPHIC_FAMILY_NAME)
        .or_else(|| name_in_font(bytes, NameTable::FONT_FAMILY_NAME));
    let characters = font.glyphs().map(|(character, _)| character).collect();
    Ok(FontFacts {
        family: family.unwrap_or_default(),
        characters,
        weight: font.parsed.pdf_font_metrics.us_weight_class,
    })
}

/// What the licence allows, as the font says it: bits of `fsType`. Of several levels the most generous one counts.
fn rights(bytes: &[u8]) -> u16 {
    let os2 = table(bytes, tag::OS_2);
    let read = |data: Vec<u8>| ReadScope::new(&data).read_dep::<Os2>(data.len()).map(|os2| os2.fs_type).ok();
    let kind = os2.and_then(read).unwrap_or(0);
    if kind & 0x000C != 0 { kind & !0x0002 } else { kind }
}

/// A table of a font file.
fn table(bytes: &[u8], tag: u32) -> Option<Vec<u8>> {
    let provider = ReadScope::new(bytes).read::<FontData<'_>>().ok()?.table_provider(0).ok()?;
    let data = provider.table_data(tag).ok()??;
    Some(data.into_owned())
}

/// A name that a font file gives.
fn name_in_font(bytes: &[u8], id: u16) -> Option<String> {
    let data = table(bytes, tag::NAME)?;
    ReadScope::new(&data).read::<NameTable<'_>>().ok()?.string_for_id(id).filter(|name| !name.trim().is_empty())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Noto Sans with these characters alone.
    pub fn cut_to(characters: &str) -> Vec<u8> {
        let whole = Font::read(notosans::REGULAR_TTF).unwrap();
        let glyphs: BTreeSet<u16> =
            characters.chars().filter_map(|character| whole.glyph(character)).chain([0]).collect();
        let ids: Vec<u16> = glyphs.into_iter().collect();
        let data = ReadScope::new(notosans::REGULAR_TTF).read::<FontData<'_>>().unwrap();
        let provider = data.table_provider(0).unwrap();
        subset(&provider, &ids, &SubsetProfile::Minimal, CmapTarget::Unicode).unwrap()
    }

    /// Noto Sans with another value in its table OS/2.
    fn with_rights(kind: u16) -> Vec<u8> {
        let mut bytes = notosans::REGULAR_TTF.to_vec();
        let directory = bytes.windows(4).position(|window| window == b"OS/2").unwrap();
        let offset = u32::from_be_bytes(bytes[directory + 8..directory + 12].try_into().unwrap()) as usize;
        bytes[offset + 8..offset + 10].copy_from_slice(&kind.to_be_bytes());
        bytes
    }

    #[test]
    fn a_font_says_its_family_and_its_characters() {
        let facts = facts(notosans::BOLD_TTF).unwrap();
        assert_eq!(facts.family, "Noto Sans");
        assert_eq!(facts.weight, 700);
        let whole = ParsedFont::from_bytes(notosans::BOLD_TTF, 0, &mut Vec::new()).unwrap();
        assert!(
            whole.lookup_glyph_index(0xFEFF).is_some() && !facts.characters.contains(&'\u{FEFF}'),
            "it means nothing"
        );
        assert!(facts.characters.contains(&'£') && !facts.characters.contains(&'中'));
    }

    #[test]
    fn what_a_pack_cannot_be_set_in_is_refused() {
        let why = |bytes: &[u8]| facts(bytes).unwrap_err().0;
        assert_eq!(why(b"ttcf\0\0"), "it is a collection of several fonts");
        assert_eq!(why(b"wOF2 and more"), "it is neither a TrueType nor an OpenType font");
        assert_eq!(why(b""), "it is neither a TrueType nor an OpenType font");
        assert_eq!(why(&notosans::REGULAR_TTF[..4_000]), "its tables cannot be read");
        assert_eq!(why(&cut_to("ABC")), "it has no `a`");
    }

    #[test]
    fn a_licence_that_forbids_it_is_kept() {
        for (kind, allowed) in [(0, true), (0x0004, true), (0x0008, true), (0x0002, false), (0x0006, true)] {
            assert_eq!(facts(&with_rights(kind)).is_ok(), allowed, "{kind:#06x}");
        }
        assert!(facts(&with_rights(0x0104)).unwrap_err().0.contains("a part of it"));
        assert!(facts(&with_rights(0x0208)).unwrap_err().0.contains("its outlines"));
    }
}
