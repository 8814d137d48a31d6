//! The house's own settings: levels of findings, tolerances of checks, colours of the pack.

use std::collections::BTreeMap;
use std::path::PathBuf;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::Deserialize;

use super::Vocabulary;
use super::settings::{Problem, Reader};
use crate::finding::{Finding, Level};
use crate::model::money::{Money, Short};
use crate::model::words::folded;

/// `templates/house.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct House {
    /// Levels that differ from a finding's usual one, by the finding's name.
    #[serde(default)]
    levels: Levels,
    /// Differences that are too small to be a finding, by the check's name.
    #[serde(default)]
    tolerances: Tolerances,
    /// What holds for one agreement instead, by its id.
    #[serde(default)]
    agreements: BTreeMap<toml::Spanned<String>, Judgement>,
    /// Where it was read, and its text.
    #[serde(skip)]
    read_from: (PathBuf, String),
    /// How much reading one file may cost.
    #[serde(default)]
    pub limits: Limits,
    /// How the pack prints numbers.
    #[serde(default)]
    pub numbers: Numbers,
    /// The pack's colours.
    pub colours: Colours,
}

/// How the pack prints numbers.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Numbers {
    /// How amounts are shortened on the one page, in sentences and in charts.
    pub short: Short,
}

/// How severely the findings of one agreement are judged.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
struct Judgement {
    levels: Levels,
    tolerances: Tolerances,
}

type Levels = BTreeMap<toml::Spanned<String>, Level>;

type Tolerances = BTreeMap<toml::Spanned<String>, Tolerance>;

/// Up to which amount, in pounds, a difference is no finding: text, because a decimal number in TOML is not exact.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(try_from = "String")]
struct Tolerance(Money);

impl TryFrom<String> for Tolerance {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let pence = Decimal::from_str_exact(&text).ok().and_then(|pounds| pounds.checked_mul(Decimal::ONE_HUNDRED));
        let whole = pence.filter(|pence| pence.fract().is_zero() && !pence.is_sign_negative());
        whole
            .and_then(|pence| Money::from_pence(pence.to_i64()?))
            .map(Self)
            .ok_or_else(|| format!("`{text}` is not an amount in pounds: write it like \"100.00\""))
    }
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
            let own = self.judgement(finding.agreement.as_deref()).map(|judgement| &judgement.levels);
            let mut levels = own.into_iter().chain([&self.levels]);
            let set = levels.find_map(|levels| named(levels, finding.about.name));
            finding.level = set.unwrap_or(finding.level);
        }
    }

    /// Up to which amount a check tolerates a difference in an agreement.
    #[must_use]
    pub fn tolerance(&self, agreement: &str, check: &str) -> Option<Money> {
        let own = self.judgement(Some(agreement)).map(|judgement| &judgement.tolerances);
        let mut tolerances = own.into_iter().chain([&self.tolerances]);
        tolerances.find_map(|tolerances| named(tolerances, check)).map(|Tolerance(money)| money)
    }

    /// What is set for one agreement.
    fn judgement(&self, agreement: Option<&str>) -> Option<&Judgement> {
        let agreement = folded(agreement?);
        self.agreements.iter().find(|(id, _)| folded(id.get_ref()) == agreement).map(|(_, judgement)| judgement)
    }

    /// Complains about each agreement that is none of those known.
    #[must_use]
    pub fn unknown_agreements(&self, known: &[&str]) -> Vec<Problem> {
        let (path, text) = &self.read_from;
        let is_known = |id: &str| known.iter().any(|known| folded(known) == folded(id));
        let unknown = self.agreements.keys().filter(|id| !is_known(id.get_ref()));
        unknown.map(|id| Problem::unknown_name(path, text, id, "agreement of any register", known)).collect()
    }
}

/// Reads and checks `house.toml`.
pub fn load(reader: &mut Reader<'_>, vocabulary: Vocabulary<'_>) -> Option<House> {
    let mut loaded = reader.toml::<House>("house.toml")?;
    let house = &loaded.value;
    let own = house.agreements.values().map(|judgement| (&judgement.levels, &judgement.tolerances));
    for (levels, tolerances) in own.chain([(&house.levels, &house.tolerances)]) {
        loaded.check_names(levels.keys(), "finding", vocabulary.findings, reader.problems);
        let checks = "check that allows a tolerance";
        loaded.check_names(tolerances.keys(), checks, vocabulary.tolerant, reader.problems);
    }
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
    let Colours { heading, tint, text, .. } = loaded.value.colours;
    if [heading, text].into_iter().any(|colour| contrast_on_white(colour) < 4.5 * contrast_on_white(tint)) {
        reader.problems.push(Problem::in_file(
            &loaded.path,
            "the colour `tint` is too dark for headings and text to be read on it",
            "choose a paler one: their contrast must be 4.5 to 1 or more",
        ));
    }
    loaded.value.read_from = (loaded.path, loaded.text);
    Some(loaded.value)
}

/// What is set for a name.
fn named<T: Copy>(set: &BTreeMap<toml::Spanned<String>, T>, name: &str) -> Option<T> {
    set.iter().find(|(known, _)| known.get_ref() == name).map(|(_, value)| *value)
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
