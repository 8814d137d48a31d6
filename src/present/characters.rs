//! What a pack prints that none of its fonts has.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::pack::{Block, Section};
use super::sections::Desk;
use crate::finding::phrase::{Phrase, count, listed, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::origin::Place;
use crate::model::source::REGISTER;

/// Characters that the pack cannot print.
pub const NOT_IN_THE_FONT: About = About {
    name: "not-in-the-font",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "a character in a name or a sentence that none of the fonts of the pack has, such as one of another script, or a picture.",
    matters: "the pack prints its number instead, such as `[U+4E2D]`, and a reader cannot read that.",
    action: "write it in Latin, Greek or Cyrillic letters",
    ask: None,
};

/// How many characters a finding names.
const NAMED: usize = 6;

/// Whether a character can be printed: control characters are spaces, and a soft hyphen is nothing.
fn is_printable(character: char, known: &BTreeSet<char>) -> bool {
    let is_plain = character.is_ascii() || character.is_control();
    is_plain || matches!(character, '\u{ad}' | '\u{2028}' | '\u{2029}') || known.contains(&character)
}

/// What the fonts lack of the words of a pack, by where they come from.
pub fn findings<'s>(desk: &Desk<'_>, sections: impl Iterator<Item = &'s Section>) -> Vec<Finding> {
    let mut lacking: BTreeSet<char> = BTreeSet::new();
    let fonts = &desk.templates.house.livery.characters;
    let mut look = |text: &str| lacking.extend(text.chars().filter(|character| !is_printable(*character, fonts)));
    [&desk.area.title, &desk.area.committee, &desk.area.author].into_iter().for_each(|text| look(text));
    sections.for_each(|section| each_text(section, &mut look));
    let known = sources(desk);
    let mut by_place: BTreeMap<Place, Vec<char>> = BTreeMap::new();
    for character in lacking {
        let place = known.iter().find(|(text, _)| text.contains(character)).map(|(_, place)| place.clone());
        by_place.entry(place.unwrap_or_else(|| Place::file(REGISTER))).or_default().push(character);
    }
    by_place.into_iter().map(|(place, characters)| finding(place, &characters)).collect()
}

fn finding(place: Place, characters: &[char]) -> Finding {
    let mut named: Vec<Phrase> = characters
        .iter()
        .take(NAMED)
        .map(|character| phrase!("`{}` (U+{})", character.to_string(), format!("{:04X}", u32::from(*character))))
        .collect();
    if characters.len() > NAMED {
        named.push(phrase!("{} more", (characters.len() - NAMED).to_string()));
    }
    let what = if characters.len() == 1 { "the character".into() } else { count(characters.len(), "character") };
    let message =
        phrase!("the fonts of the pack lack {} {}, and the pack prints a number instead", what, listed(named));
    Finding::new(&NOT_IN_THE_FONT, message).at(place)
}

/// Texts that come from files of the area, with their places.
fn sources<'a>(desk: &Desk<'a>) -> Vec<(Cow<'a, str>, Place)> {
    let area = [&desk.area.title, &desk.area.committee, &desk.area.author].into_iter().chain(&desk.area.signed_off);
    let mut texts: Vec<(Cow<'_, str>, Place)> = area.map(|text| (Cow::from(text), Place::file("area.toml"))).collect();
    let register = &desk.figures.books.register;
    for one in &register.agreements {
        texts.extend(one.in_words().map(|text| (Cow::from(text), Place::from(&one.origin))));
    }
    for one in &register.payments {
        texts.extend(one.in_words().map(|text| (Cow::from(text), Place::from(&one.origin))));
    }
    texts.extend(register.notes.iter().map(|note| (Cow::from(&note.text), Place::from(&note.origin))));
    for finding in desk.findings {
        let place = finding.places.first().cloned();
        texts.extend(place.map(|place| (Cow::Owned(finding.message.bare()), place)));
    }
    texts
}

/// Looks at each text that a section prints.
fn each_text(section: &Section, look: &mut dyn FnMut(&str)) {
    look(&section.heading);
    for block in &section.blocks {
        block.paragraphs().into_iter().flatten().for_each(|span| look(span.text()));
        match block {
            Block::Heading { text, .. } => look(text),
            Block::Paragraph(_) | Block::Callout(_) | Block::List(_) | Block::Steps(_) => {}
            Block::Table(table) => {
                look(&table.caption);
                table.columns.iter().for_each(|column| look(&column.heading));
                table.rows.iter().flat_map(|row| &row.cells).for_each(|cell| look(&cell.text));
                table.notes.iter().for_each(|note| look(note));
            }
            Block::Chart(chart) => {
                look(&chart.caption);
                chart.key.iter().for_each(|name| look(name));
                for row in &chart.rows {
                    look(&row.label);
                    row.bars.iter().for_each(|bar| look(&bar.text));
                    row.break_before.iter().for_each(|why| look(why));
                }
                chart.reference.iter().for_each(|reference| look(&reference.text));
            }
        }
    }
}
