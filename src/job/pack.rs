//! Packs: which sections a committee's paper has, and their words.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;

use super::Vocabulary;
use super::measure::Measure;
use super::roll_up;
use super::settings::{Problem, Reader};

/// One file of `templates/packs/`, with the words of its sections.
#[derive(Debug, Default)]
pub struct PackTemplate {
    /// Its title.
    pub title: String,
    /// The sections of the paper in order.
    pub sections: Vec<String>,
    /// The sections of the evidence in order; where there are none, no evidence is made.
    pub evidence: Vec<String>,
    /// Headings of the house, by the names of the sections that have them.
    pub headings: BTreeMap<String, String>,
    /// What notes of officers say of implications, in the order in which a paper has them.
    pub implications: Vec<Implication>,
    /// The text of each section's `words/<section>.md`, by the section's name.
    pub words: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct PackFile {
    title: String,
    sections: Vec<toml::Spanned<String>>,
    #[serde(default)]
    evidence: Vec<toml::Spanned<String>>,
    #[serde(default)]
    headings: BTreeMap<toml::Spanned<String>, String>,
    #[serde(default)]
    implications: Vec<Implication>,
}

/// One kind of implication that a paper has to speak of.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Implication {
    /// What a note of the register is about that says it.
    pub about: String,
    /// The heading under which the paper prints it.
    pub heading: String,
}

/// Reads and checks `packs/*.toml` and the words that they need.
pub fn load(
    reader: &mut Reader<'_>,
    vocabulary: Vocabulary<'_>,
    measures: &BTreeMap<String, Measure>,
) -> BTreeMap<String, PackTemplate> {
    let measures: Vec<String> = measures.keys().cloned().collect();
    let mut packs = BTreeMap::new();
    for loaded in reader.toml_folder_without::<PackFile>("packs", &[roll_up::FILE]) {
        let both = loaded.value.sections.iter().chain(&loaded.value.evidence);
        loaded.check_names(both, "section", vocabulary.sections, reader.problems);
        loaded.check_names(loaded.value.headings.keys(), "section", vocabulary.sections, reader.problems);
        let names =
            |of: &[toml::Spanned<String>]| -> Vec<String> { of.iter().map(|name| name.get_ref().clone()).collect() };
        let (sections, evidence) = (names(&loaded.value.sections), names(&loaded.value.evidence));
        let known = sections.iter().chain(&evidence).filter(|name| vocabulary.sections.contains(&name.as_str()));
        let mut words = BTreeMap::new();
        for name in known {
            let Some((path, text)) = reader.text(&format!("packs/words/{name}.md")) else { continue };
            match (vocabulary.check_words)(&text, Some(name), &measures) {
                Ok(()) => {
                    words.insert(name.clone(), text);
                }
                Err((line, why)) => {
                    reader.problems.push(Problem::in_text(&path, &text, line_span(&text, line), &why, None))
                }
            }
        }
        let PackFile { title, headings, implications, .. } = loaded.value;
        let headings = headings.into_iter().map(|(name, heading)| (name.into_inner(), heading)).collect();
        packs.insert(loaded.name, PackTemplate { title, sections, evidence, headings, implications, words });
    }
    packs
}

/// The bytes of a line, counted from one.
fn line_span(text: &str, line: usize) -> Range<usize> {
    let mut start = 0;
    for (number, content) in (1..).zip(text.split_inclusive('\n')) {
        if number == line {
            return start..start + content.trim_end().len();
        }
        start += content.len();
    }
    0..0
}
