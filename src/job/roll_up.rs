//! The roll-up's settings: the words of the pack that holds many areas side by side.

use serde::Deserialize;

use super::settings::Reader;

/// The folder of roll-ups in the output, which no area may be named after.
pub const NAME: &str = "roll-up";

/// The settings file in `templates/packs/`; it is no pack that an area may ask for.
pub const FILE: &str = "roll-up.toml";

/// `templates/packs/roll-up.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RollUpTemplate {
    /// The pack's title.
    pub title: String,
    /// Which areas it is about, as the cover says it below the title.
    pub areas: String,
    /// Who answers for it.
    pub author: String,
    /// What stands on the cover below the title.
    pub cover: Vec<String>,
    /// Joint expenditure, a table for each definition.
    pub measures: SectionWords,
    /// Contributions of each area.
    pub contributions: SectionWords,
    /// The publications that it is made from.
    pub sources: SectionWords,
}

impl RollUpTemplate {
    /// Everything that it says.
    pub fn text(&self) -> impl Iterator<Item = &str> {
        let sections = [&self.measures, &self.contributions, &self.sources];
        let words = sections.into_iter().flat_map(|section| std::iter::once(&section.heading).chain(&section.words));
        [&self.title, &self.areas, &self.author].into_iter().chain(&self.cover).chain(words).map(String::as_str)
    }
}

/// The words of one section.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SectionWords {
    /// Its heading.
    pub heading: String,
    /// Its paragraphs, above the tables.
    pub words: Vec<String>,
}

/// Reads `packs/roll-up.toml`; `None` where it cannot be read.
pub fn load(reader: &mut Reader<'_>) -> Option<RollUpTemplate> {
    reader.toml::<RollUpTemplate>(&format!("packs/{FILE}")).map(|loaded| loaded.value)
}
