//! Which characters the house font covers, and what a pack prints that it lacks.

use std::collections::{BTreeMap, BTreeSet};

use super::pack::{Block, Section, Span};
use super::sections::Desk;
use crate::finding::{About, Finding, Level, Nature};
use crate::model::origin::Place;
use crate::model::words::{counted, listed};

/// Characters that the pack cannot print.
pub const NOT_IN_THE_FONT: About = About {
    name: "not-in-the-font",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "a character in a name or a sentence that the house font lacks, such as one of another script, or a picture.",
    matters: "the pack prints its number instead, such as `[U+4E2D]`, and a reader cannot read that.",
    action: "write the name in Latin, Greek or Cyrillic letters.",
};

/// How many characters a finding names.
const NAMED: usize = 6;

/// The characters that both faces of Noto Sans have, as runs of their numbers.
const COVERED: &[(u32, u32)] = &[
    (0x0000, 0x0000),
    (0x000D, 0x000D),
    (0x0020, 0x007E),
    (0x00A0, 0x036F),
    (0x0374, 0x0375),
    (0x037A, 0x037E),
    (0x0384, 0x038A),
    (0x038C, 0x038C),
    (0x038E, 0x03A1),
    (0x03A3, 0x03CE),
    (0x03D0, 0x0527),
    (0x1D00, 0x1DCA),
    (0x1DFE, 0x1E9B),
    (0x1E9E, 0x1E9E),
    (0x1EA0, 0x1EF9),
    (0x1F00, 0x1F15),
    (0x1F18, 0x1F1D),
    (0x1F20, 0x1F45),
    (0x1F48, 0x1F4D),
    (0x1F50, 0x1F57),
    (0x1F59, 0x1F59),
    (0x1F5B, 0x1F5B),
    (0x1F5D, 0x1F5D),
    (0x1F5F, 0x1F7D),
    (0x1F80, 0x1FB4),
    (0x1FB6, 0x1FC4),
    (0x1FC6, 0x1FD3),
    (0x1FD6, 0x1FDB),
    (0x1FDD, 0x1FEF),
    (0x1FF2, 0x1FF4),
    (0x1FF6, 0x1FFE),
    (0x2000, 0x200F),
    (0x2012, 0x2022),
    (0x2026, 0x2026),
    (0x202A, 0x2030),
    (0x2032, 0x2034),
    (0x2039, 0x203A),
    (0x203C, 0x203C),
    (0x203E, 0x203E),
    (0x2044, 0x2044),
    (0x205E, 0x205E),
    (0x206A, 0x2070),
    (0x2074, 0x2079),
    (0x207F, 0x207F),
    (0x2090, 0x2094),
    (0x20A0, 0x20A9),
    (0x20AB, 0x20B5),
    (0x20B9, 0x20BA),
    (0x20F0, 0x20F0),
    (0x2105, 0x2105),
    (0x2113, 0x2113),
    (0x2116, 0x2117),
    (0x2122, 0x2122),
    (0x2126, 0x2126),
    (0x212E, 0x212E),
    (0x214D, 0x214E),
    (0x2153, 0x2154),
    (0x215B, 0x215E),
    (0x2184, 0x2184),
    (0x2190, 0x2195),
    (0x21A8, 0x21A8),
    (0x2202, 0x2202),
    (0x2206, 0x2206),
    (0x220F, 0x220F),
    (0x2211, 0x2212),
    (0x2215, 0x2215),
    (0x2219, 0x221A),
    (0x221E, 0x221F),
    (0x2229, 0x2229),
    (0x222B, 0x222B),
    (0x2248, 0x2248),
    (0x2260, 0x2261),
    (0x2264, 0x2265),
    (0x2302, 0x2302),
    (0x2310, 0x2310),
    (0x2320, 0x2321),
    (0x2500, 0x2500),
    (0x2502, 0x2502),
    (0x250C, 0x250C),
    (0x2510, 0x2510),
    (0x2514, 0x2514),
    (0x2518, 0x2518),
    (0x251C, 0x251C),
    (0x2524, 0x2524),
    (0x252C, 0x252C),
    (0x2534, 0x2534),
    (0x253C, 0x253C),
    (0x2550, 0x256C),
    (0x2580, 0x2580),
    (0x2584, 0x2584),
    (0x2588, 0x2588),
    (0x258C, 0x258C),
    (0x2590, 0x2593),
    (0x25A0, 0x25A1),
    (0x25AA, 0x25AC),
    (0x25B2, 0x25B2),
    (0x25BA, 0x25BA),
    (0x25BC, 0x25BC),
    (0x25C4, 0x25C4),
    (0x25CA, 0x25CC),
    (0x25CF, 0x25CF),
    (0x25D8, 0x25D9),
    (0x25E6, 0x25E6),
    (0x263A, 0x263C),
    (0x2640, 0x2640),
    (0x2642, 0x2642),
    (0x2660, 0x2660),
    (0x2663, 0x2663),
    (0x2665, 0x2666),
    (0x266A, 0x266B),
    (0x266F, 0x266F),
    (0x2C60, 0x2C6D),
    (0x2C71, 0x2C77),
    (0x2E17, 0x2E17),
    (0xA717, 0xA721),
    (0xA788, 0xA78C),
    (0xFB01, 0xFB04),
    (0xFE20, 0xFE23),
    (0xFFFC, 0xFFFD),
];

/// Whether the house font has a glyph for a character.
#[must_use]
pub fn is_covered(letter: char) -> bool {
    let code = u32::from(letter);
    let place = COVERED.partition_point(|(_, last)| *last < code);
    COVERED.get(place).is_some_and(|(first, _)| *first <= code)
}

/// Whether a character can be printed: control characters are spaces, and a soft hyphen is nothing.
fn is_printable(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{ad}' | '\u{2028}' | '\u{2029}') || is_covered(letter)
}

/// What the house font lacks of the words of a pack, by where they come from.
pub fn findings(desk: &Desk<'_>, sections: &[Section]) -> Vec<Finding> {
    let mut lacking: BTreeSet<char> = BTreeSet::new();
    let mut look = |text: &str| lacking.extend(text.chars().filter(|letter| !is_printable(*letter)));
    [&desk.area.title, &desk.area.committee, &desk.area.author].into_iter().for_each(|text| look(text));
    sections.iter().for_each(|section| each_text(section, &mut look));
    let known = sources(desk);
    let mut by_place: BTreeMap<Place, Vec<char>> = BTreeMap::new();
    for letter in lacking {
        let place = known.iter().find(|(text, _)| text.contains(letter)).map(|(_, place)| place.clone());
        by_place.entry(place.unwrap_or_else(|| Place::file("agreements.xlsx"))).or_default().push(letter);
    }
    by_place.into_iter().map(|(place, letters)| finding(place, &letters)).collect()
}

fn finding(place: Place, letters: &[char]) -> Finding {
    let mut named: Vec<String> =
        letters.iter().take(NAMED).map(|letter| format!("`{letter}` (U+{:04X})", u32::from(*letter))).collect();
    if letters.len() > NAMED {
        named.push(format!("{} more", letters.len() - NAMED));
    }
    let what = if letters.len() == 1 { "the character".to_owned() } else { counted(letters.len(), "character") };
    let message = format!("the house font lacks {what} {}, and the pack prints a number instead", listed(&named));
    Finding::new(&NOT_IN_THE_FONT, message, "write it in Latin, Greek or Cyrillic letters").at(place)
}

/// Texts that come from files of the area, with their places.
fn sources<'a>(desk: &Desk<'a>) -> Vec<(&'a str, Place)> {
    let area = [&desk.area.title, &desk.area.committee, &desk.area.author];
    let mut texts: Vec<(&str, Place)> = area.map(|text| (text.as_str(), Place::file("area.toml"))).to_vec();
    let register = &desk.figures.books.register;
    for one in &register.agreements {
        let others = [
            &one.service,
            &one.aims,
            &one.host,
            &one.pool_manager,
            &one.board,
            &one.users_and_carers,
            &one.status,
            &one.risk_share,
            &one.underspend,
            &one.vat,
            &one.basis,
        ];
        let own = std::iter::once(&one.title).chain(others.into_iter().flatten());
        texts.extend(own.map(|text| (text.as_str(), Place::from(&one.origin))));
    }
    texts.extend(register.notes.iter().map(|note| (note.text.as_str(), Place::from(&note.origin))));
    for finding in desk.findings {
        let place = finding.places.first().cloned();
        texts.extend(place.map(|place| (finding.message.as_str(), place)));
    }
    texts
}

/// Looks at each text that a section prints.
fn each_text(section: &Section, look: &mut dyn FnMut(&str)) {
    fn spans(spans: &[Span], look: &mut dyn FnMut(&str)) {
        spans.iter().for_each(|span| look(span.text()));
    }
    look(&section.heading);
    for block in &section.blocks {
        match block {
            Block::Heading { text, .. } => look(text),
            Block::Paragraph(words) | Block::Callout(words) => spans(words, look),
            Block::List(items) => items.iter().for_each(|item| spans(item, look)),
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
