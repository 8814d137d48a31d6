//! Everything that a run is asked to do, read and checked before any work begins.

pub mod agreement_type;
pub mod area;
pub mod conditions;
pub mod house;
pub mod layout;
pub mod livery;
pub mod measure;
pub mod pack;
pub mod rates;
pub mod ratings;
pub mod roll_up;
pub mod settings;
pub mod stated;
pub mod tolerances;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use agreement_type::AgreementType;
use area::Area;
use conditions::Conditions;
use house::{House, Limits};
use layout::Layouts;
use livery::ReadFont;
use measure::Measure;
use pack::PackTemplate;
use rates::Rates;
use roll_up::RollUpTemplate;
use settings::{Problem, Refused, SettingsFile};

use crate::model::agreement::Agreement;
use crate::model::money::Money;

/// What was typed: folders and names, not yet looked at.
#[derive(Debug, Clone)]
pub struct Request {
    /// A folder of areas, or one area.
    pub input: PathBuf,
    /// Layouts, types, measures, packs and the house's settings.
    pub templates: PathBuf,
    /// Where publications go.
    pub output: PathBuf,
    /// This program, which is started again to read files.
    pub program: PathBuf,
    /// Only these areas; all where empty.
    pub areas: Vec<String>,
    /// Instead of the period in `area.toml`.
    pub period: Option<String>,
}

/// Checks words, of a section where that is known, against the names of measures: the line (counted from one) and what is
/// wrong there.
pub type CheckWords = fn(&str, Option<&str>, &[String]) -> Result<(), (usize, String)>;

/// The names that settings may use, from the stages that define them.
#[derive(Debug, Clone, Copy)]
pub struct Vocabulary<'a> {
    /// Every finding.
    pub findings: &'a [&'a str],
    /// Every check: the findings that judge what was reconciled.
    pub checks: &'a [&'a str],
    /// The checks for which a difference may be too small to matter, with what is usually tolerated.
    pub tolerable: &'a [(&'a str, Money)],
    /// Every section of a pack.
    pub sections: &'a [&'a str],
    /// How words are checked.
    pub check_words: CheckWords,
    /// How a font of the house is read.
    pub read_font: ReadFont,
    /// The characters of the font that the program carries.
    pub characters: fn() -> BTreeSet<char>,
}

/// What the request means: every setting read, every name known.
#[derive(Debug)]
pub struct Job {
    /// The areas to run, in order of their names.
    pub areas: Vec<Area>,
    /// Whether they are all that share the settings: a folder of areas, none of them left out.
    pub all_areas: bool,
    /// The settings that all areas share.
    pub templates: Templates,
    /// Where publications go.
    pub output: PathBuf,
    /// What reads files, and how much that may cost.
    pub readers: Readers,
}

/// What reads files, and how much that may cost.
#[derive(Debug, Clone)]
pub struct Readers {
    /// This program, which is started again as a worker.
    pub program: PathBuf,
    /// What one file may cost.
    pub limits: Limits,
}

/// What stands under `templates/`.
#[derive(Debug)]
pub struct Templates {
    /// Levels, tolerances, limits, and how packs look.
    pub house: House,
    /// How sheets are read.
    pub layouts: Layouts,
    /// What types of agreement mean, by name.
    pub types: BTreeMap<String, AgreementType>,
    /// Definitions of joint expenditure, by name.
    pub measures: BTreeMap<String, Measure>,
    /// By how much contributions have to rise from year to year.
    pub rates: Rates,
    /// What the Better Care Fund asks for in each year.
    pub conditions: Conditions,
    /// Packs, by name.
    pub packs: BTreeMap<String, PackTemplate>,
    /// The words of the roll-up.
    pub roll_up: RollUpTemplate,
    /// The name of every finding, for the register's notes.
    pub findings: Vec<String>,
    /// The text and hash of every file read, in order of their paths.
    pub files: Vec<SettingsFile>,
}

impl Templates {
    /// The types that an agreement is of.
    pub fn types_of(&self, agreement: &Agreement) -> impl Iterator<Item = &AgreementType> {
        agreement.arrangements.iter().filter_map(|name| self.types.get(name))
    }
}

/// Reads and checks everything that a request names.
///
/// # Errors
///
/// Every problem found, each with its file, line and the nearest right word; nothing was done.
pub fn load(request: &Request, vocabulary: Vocabulary<'_>) -> Result<Job, Refused> {
    let mut problems = Vec::new();
    let templates = templates(&request.templates, vocabulary, &mut problems);
    let areas = area::load_all(request, templates.as_ref(), &mut problems);
    match templates {
        Some(templates) if problems.is_empty() => {
            let readers = Readers { program: request.program.clone(), limits: templates.house.limits };
            let all_areas = request.areas.is_empty() && !request.input.join(area::FILE).exists();
            Ok(Job { areas, all_areas, templates, output: request.output.clone(), readers })
        }
        _ => Err(Refused(problems)),
    }
}

/// Reads and checks the settings alone.
///
/// # Errors
///
/// Every problem found.
pub fn load_templates(folder: &Path, vocabulary: Vocabulary<'_>) -> Result<Templates, Refused> {
    let mut problems = Vec::new();
    match templates(folder, vocabulary, &mut problems) {
        Some(templates) if problems.is_empty() => Ok(templates),
        _ => Err(Refused(problems)),
    }
}

/// Reads and checks everything under `templates/`; `None` where the folder itself cannot be read.
fn templates(folder: &Path, vocabulary: Vocabulary<'_>, problems: &mut Vec<Problem>) -> Option<Templates> {
    if !folder.is_dir() {
        problems.push(Problem::missing_folder(folder, "the settings (`--templates`)"));
        return None;
    }
    let mut reader = settings::Reader::new(folder, problems);
    let house = house::load(&mut reader, vocabulary);
    let layouts = layout::load(&mut reader);
    let types = agreement_type::load(&mut reader, vocabulary);
    let rates = rates::load(&mut reader);
    let conditions = conditions::load(&mut reader);
    let measures = measure::load(&mut reader, vocabulary);
    let packs = pack::load(&mut reader, vocabulary, &measures);
    let roll_up = roll_up::load(&mut reader);
    let findings = vocabulary.findings.iter().map(|name| (*name).to_owned()).collect();
    let (house, rates, conditions, roll_up, files) = (house?, rates?, conditions?, roll_up?, reader.finish());
    Some(Templates { house, layouts, types, measures, rates, conditions, packs, roll_up, findings, files })
}
