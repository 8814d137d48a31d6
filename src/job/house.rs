//! The house's own settings: levels of findings, colours of the pack.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Vocabulary;
use super::settings::{Problem, Reader};
use crate::finding::{Finding, Level};

/// `templates/house.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct House {
    /// Levels that differ from a finding's usual one, by the finding's name.
    #[serde(default)]
    levels: BTreeMap<toml::Spanned<String>, Level>,
    /// How much reading one file may cost.
    #[serde(default)]
    pub limits: Limits,
    /// The pack's colours.
    pub colours: Colours,
}

/// How much reading one file may cost before it is refused.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Limits {
    /// Memory, in MiB.
    pub memory_mib: u64,
    /// Time, in seconds.
    pub seconds: u64,
    /// Cells with a value.
    pub cells: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { memory_mib: 1_024, seconds: 20, cells: 20_000_000 }
    }
}

/// The colours of the pack; each is readable on white, and none carries a meaning of its own.
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

impl House {
    /// Gives findings the levels that the house sets.
    pub fn set_levels(&self, findings: &mut [Finding]) {
        for finding in findings {
            let set = self.levels.iter().find(|(name, _)| name.get_ref() == finding.about.name);
            if let Some((_, level)) = set {
                finding.level = *level;
            }
        }
    }
}

/// Reads and checks `house.toml`.
pub fn load(reader: &mut Reader<'_>, vocabulary: Vocabulary<'_>) -> Option<House> {
    let loaded = reader.toml::<House>("house.toml")?;
    loaded.check_names(loaded.value.levels.keys(), "finding", vocabulary.findings, reader.problems);
    for (name, colour) in [
        ("heading", loaded.value.colours.heading),
        ("accent", loaded.value.colours.accent),
        ("text", loaded.value.colours.text),
    ] {
        if contrast_on_white(colour) < 4.5 {
            reader.problems.push(Problem::in_file(
                &loaded.path,
                &format!("the colour `{name}` is too pale to be read on white"),
                "choose a darker one: its contrast must be 4.5 to 1 or more",
            ));
        }
    }
    Some(loaded.value)
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
