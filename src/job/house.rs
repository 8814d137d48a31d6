//! The house's own settings: levels of findings, tolerances of checks, and how packs look.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;

use super::Vocabulary;
use super::livery::{Colours, FontFiles, Livery, LiveryFile, LogoFile, TypeSizes};
use super::ratings::{RatingsFile, Thresholds};
use super::settings::{Problem, Reader};
use super::stated::StatedPounds;
use super::tolerances::Tolerances;
use crate::finding::{Finding, Level};
use crate::model::money::Short;
use crate::model::style::Style;
use crate::model::words::folded;

/// What `templates/house.toml` says, checked.
#[derive(Debug)]
pub struct House {
    /// What holds for all agreements.
    all: Judgement,
    /// What holds for one agreement instead, by its id.
    agreements: BTreeMap<toml::Spanned<String>, Judgement>,
    /// Up to which amount a difference is no finding.
    pub tolerances: Tolerances,
    /// From which overspend on an agreement is watched, or needs action.
    pub ratings: Thresholds,
    /// Where it was read, and its text.
    read_from: (PathBuf, String),
    /// How much reading one file may cost.
    pub limits: Limits,
    /// How a paper writes years, quarters, percentages and amounts.
    pub style: Style,
    /// How packs look.
    pub livery: Livery,
    /// Which files are published beside the usual ones.
    pub also: Also,
}

/// `templates/house.toml` as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct HouseFile {
    #[serde(default)]
    levels: Levels,
    #[serde(default)]
    tolerances: Set,
    #[serde(default)]
    agreements: BTreeMap<toml::Spanned<String>, Judgement>,
    #[serde(default)]
    ratings: RatingsFile,
    #[serde(default)]
    limits: Limits,
    #[serde(default)]
    numbers: Numbers,
    #[serde(default)]
    style: Style,
    #[serde(default)]
    also: Also,
    #[serde(default)]
    r#type: TypeSizes,
    colours: Colours,
    fonts: Option<FontFiles>,
    logo: Option<LogoFile>,
}

/// How amounts are shortened, as it was said before there was a style.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
struct Numbers {
    short: Short,
}

/// Which files are published beside the usual ones.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Also {
    /// `pack.docx`, for clerks who paste into the council's template.
    pub word: bool,
    /// `figures.ods`, the workbook as an OpenDocument spreadsheet.
    pub ods: bool,
}

/// How severely findings are judged.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
struct Judgement {
    /// Levels that differ from a finding's usual one, by the finding's name.
    levels: Levels,
    /// Differences that are too small to be a finding, by the check's name.
    tolerances: Set,
}

type Levels = BTreeMap<toml::Spanned<String>, Level>;

/// Up to which amount a difference is no finding, by the check's name.
type Set = BTreeMap<toml::Spanned<String>, StatedPounds>;

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

impl House {
    /// Gives findings the levels that the house sets.
    pub fn set_levels(&self, findings: &mut [Finding]) {
        for finding in findings {
            let mut judgements = self.judgements(finding.subject.agreement.as_deref());
            let set = judgements.find_map(|judgement| value_for(&judgement.levels, finding.about.name));
            finding.level = set.unwrap_or(finding.level);
        }
    }

    /// What is set for one agreement, then what is set for all.
    fn judgements(&self, agreement: Option<&str>) -> impl Iterator<Item = &Judgement> {
        let agreement = agreement.map(folded);
        let own = self.agreements.iter().find(|(id, _)| Some(folded(id.get_ref())) == agreement);
        own.map(|(_, judgement)| judgement).into_iter().chain([&self.all])
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
    let (file, home) = reader.toml::<HouseFile>("house.toml")?.parted();
    let all = Judgement { levels: file.levels, tolerances: file.tolerances };
    let tolerable: Vec<&str> = vocabulary.tolerable.iter().map(|(check, _)| *check).collect();
    for judgement in file.agreements.values().chain([&all]) {
        home.check_names(judgement.levels.keys(), "finding", vocabulary.findings, reader.problems);
        let checks = "check that allows a tolerance";
        home.check_names(judgement.tolerances.keys(), checks, &tolerable, reader.problems);
    }
    let mut tolerances = Tolerances::usual(vocabulary.tolerable);
    let own = file.agreements.iter().map(|(id, judgement)| (Some(id.get_ref().as_str()), judgement));
    for (agreement, judgement) in own.chain([(None, &all)]) {
        for (check, StatedPounds(money)) in &judgement.tolerances {
            tolerances.set(agreement, check.get_ref(), *money);
        }
    }
    let livery = LiveryFile { colours: file.colours, sizes: file.r#type, fonts: file.fonts, logo: file.logo };
    let livery = livery.load(&home, reader, vocabulary);
    let (agreements, limits, numbers, also) = (file.agreements, file.limits, file.numbers, file.also);
    let style = file.style.or_short(numbers.short);
    let ratings = Thresholds::from(file.ratings);
    Some(House { all, agreements, tolerances, ratings, read_from: (home.path, home.text), limits, style, livery, also })
}

/// What is set for a name.
fn value_for<T: Copy>(set: &BTreeMap<toml::Spanned<String>, T>, name: &str) -> Option<T> {
    set.iter().find(|(known, _)| known.get_ref() == name).map(|(_, value)| *value)
}
