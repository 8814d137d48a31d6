//! The look of the house: the colours, fonts and logo of its packs, each checked before anything is printed in them.

mod logo;

use std::collections::BTreeSet;

use serde::Deserialize;

use super::Vocabulary;
use super::settings::{Loaded, Problem, Reader};

pub use logo::Logo;
pub(super) use logo::LogoFile;

/// What a font file says of itself.
#[derive(Debug, Clone)]
pub struct FontFacts {
    /// The name of the family, under which the font is known where it is installed.
    pub family: String,
    /// The characters that it can print.
    pub characters: BTreeSet<char>,
    /// How heavy it is: 400 is usual, 700 is bold; 0 where it does not say.
    pub weight: u16,
}

/// Reads the bytes of a font file, or says why a pack cannot be set in it, and what to do.
pub type ReadFont = fn(&[u8]) -> Result<FontFacts, (String, &'static str)>;

/// How packs look.
#[derive(Debug)]
pub struct Livery {
    /// The colours.
    pub colours: Colours,
    /// The sizes of type.
    pub sizes: TypeSizes,
    /// The fonts of the house; without them the font that the program carries is used.
    pub fonts: Option<HouseFonts>,
    /// The logo on the cover.
    pub logo: Option<Logo>,
    /// Every character that a pack can print, in the house's own fonts or in the one that stands in for them.
    pub characters: BTreeSet<char>,
}

/// `[type]`: the sizes of type, in points.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct TypeSizes {
    /// Of running words, 10 to 16; a section that has to stand on one page may be set smaller, and never under 10.
    #[serde(deserialize_with = "size_of_body")]
    pub body: f32,
    /// The least size of what stands in a table, 9 to 12.
    #[serde(deserialize_with = "size_of_table")]
    pub table: f32,
}

impl Default for TypeSizes {
    fn default() -> Self {
        Self { body: 12.0, table: 9.0 }
    }
}

/// The fonts of the house.
#[derive(Debug)]
pub struct HouseFonts {
    /// The family's name, for readers who have it installed.
    pub family: String,
    /// The file of the face for running words.
    pub regular: Vec<u8>,
    /// The file of the face for headings, totals and emphasis.
    pub bold: Vec<u8>,
}

/// `[colours]`: each is readable on white, and none carries a meaning of its own.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Colours {
    /// Headings.
    #[serde(deserialize_with = "hexadecimal")]
    pub heading: [u8; 3],
    /// Rules, bars and marks.
    #[serde(deserialize_with = "hexadecimal")]
    pub accent: [u8; 3],
    /// Pale background of table headings and callouts.
    #[serde(deserialize_with = "hexadecimal")]
    pub tint: [u8; 3],
    /// Running text.
    #[serde(deserialize_with = "hexadecimal")]
    pub text: [u8; 3],
}

/// `[fonts]`: files below `templates/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct FontFiles {
    regular: toml::Spanned<String>,
    bold: toml::Spanned<String>,
}

/// The tables of `house.toml` that say how packs look.
#[derive(Debug)]
pub(super) struct LiveryFile {
    pub(super) colours: Colours,
    pub(super) sizes: TypeSizes,
    pub(super) fonts: Option<FontFiles>,
    pub(super) logo: Option<LogoFile>,
}

impl LiveryFile {
    /// Reads the files that it names, and checks them and the colours; what cannot be used is a problem.
    pub(super) fn load(self, home: &Loaded<()>, reader: &mut Reader<'_>, vocabulary: Vocabulary<'_>) -> Livery {
        self.colours.check(home, reader.problems);
        let mut characters = (vocabulary.characters)();
        let fonts = self.fonts.and_then(|files| {
            let regular = font(&files.regular, home, reader, vocabulary.read_font);
            let bold = font(&files.bold, home, reader, vocabulary.read_font);
            let ((regular, facts), (bold, others)) = (regular?, bold?);
            if facts.weight > others.weight && others.weight > 0 {
                let message = "the font for running words is heavier than the bold one";
                reader.problems.push(home.problem(files.regular.span(), message, "change the two places"));
            }
            // A character that one face lacks is printed in the built-in font, whichever face it is wanted in.
            characters.extend(facts.characters.intersection(&others.characters));
            Some(HouseFonts { family: facts.family, regular, bold })
        });
        let logo = self.logo.and_then(|file| file.load(home, reader));
        Livery { colours: self.colours, sizes: self.sizes, fonts, logo, characters }
    }
}

/// The bytes of a font file, and what it says of itself.
fn font(
    name: &toml::Spanned<String>,
    home: &Loaded<()>,
    reader: &mut Reader<'_>,
    read: ReadFont,
) -> Option<(Vec<u8>, FontFacts)> {
    let bytes = reader.named_file(name, home)?;
    match read(&bytes) {
        Ok(facts) => Some((bytes, facts)),
        Err((why, help)) => {
            let message = format!("the font `{}` cannot be used: {why}", name.get_ref());
            reader.problems.push(home.problem(name.span(), &message, help));
            None
        }
    }
}

impl Colours {
    /// Complains about colours that cannot be read on white or on the tint.
    fn check(&self, home: &Loaded<()>, problems: &mut Vec<Problem>) {
        for (name, colour) in [("heading", self.heading), ("accent", self.accent), ("text", self.text)] {
            if contrast_on_white(colour) < 4.5 {
                problems.push(Problem::in_file(
                    &home.path,
                    &format!("the colour `{name}` is too pale to be read on white"),
                    "choose a darker one: its contrast must be 4.5 to 1 or more",
                ));
            }
        }
        let least = 4.5 * contrast_on_white(self.tint);
        if [self.heading, self.text].into_iter().any(|colour| contrast_on_white(colour) < least) {
            problems.push(Problem::in_file(
                &home.path,
                "the colour `tint` is too dark for headings and text to be read on it",
                "choose a paler one: their contrast must be 4.5 to 1 or more",
            ));
        }
    }
}

/// The contrast of a colour on white as WCAG 2.2 defines it, 1 to 21.
fn contrast_on_white(colour: [u8; 3]) -> f64 {
    let linear = colour.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    let [red, green, blue] = linear;
    1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
}

fn size_of_body<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<f32, D::Error> {
    size(deserializer, (10, 16))
}

fn size_of_table<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<f32, D::Error> {
    size(deserializer, (9, 12))
}

fn size<'de, D: serde::Deserializer<'de>>(deserializer: D, (least, most): (u8, u8)) -> Result<f32, D::Error> {
    let points = u8::deserialize(deserializer)?;
    match (least..=most).contains(&points) {
        true => Ok(f32::from(points)),
        false => Err(serde::de::Error::custom(format!(
            "{points} points is no size that can be used here: {least} to {most}"
        ))),
    }
}

fn hexadecimal<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<[u8; 3], D::Error> {
    let text = String::deserialize(deserializer)?;
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii());
    let part = |from: usize| {
        digits.and_then(|digits| digits.get(from..from + 2)).and_then(|pair| u8::from_str_radix(pair, 16).ok())
    };
    match (part(0), part(2), part(4)) {
        (Some(red), Some(green), Some(blue)) => Ok([red, green, blue]),
        _ => Err(serde::de::Error::custom(format!("`{text}` is not a colour: write it like \"#005eb8\""))),
    }
}

#[cfg(test)]
mod tests {
    use super::contrast_on_white;

    #[test]
    fn contrast_is_the_one_that_wcag_defines() {
        assert!((contrast_on_white([0, 0, 0]) - 21.0).abs() < 0.01);
        assert!((contrast_on_white([255, 255, 255]) - 1.0).abs() < 0.01);
        assert!((contrast_on_white([0x76, 0x76, 0x76]) - 4.54).abs() < 0.01);
    }
}
