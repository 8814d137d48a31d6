//! What is looked for on a sheet: the header words of a layout, folded once for all rows.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashSet;

use super::headings::Headings;
use crate::job::layout::ReturnLayout;
use crate::job::layout::amounts::{Across, AmountColumn};
use crate::model::period::Part;
use crate::model::words::folded;
use crate::normalise::meaning::{period, unit};
use crate::read::{CellValue, Row};

/// The most cells of a row that is a title, and the most words of one.
const MOST_OF_TITLE: usize = 2;
const LONGEST_TITLE: usize = 12;

/// A header word with its synonyms, folded, and the part of a year that it is in any spelling: `Q1` is `1st quarter`.
#[derive(Debug)]
struct Word {
    synonyms: Vec<String>,
    part: Option<Part>,
}

/// The header words of a layout. A word stands for its column: any of that column's synonyms will do.
#[derive(Debug)]
pub struct Sought<'l> {
    /// The layout.
    pub layout: &'l ReturnLayout,
    /// The folded names of each of its columns of amounts.
    pub amounts: Vec<Vec<String>>,
    /// Its header words, each with its synonyms.
    words: Vec<Word>,
    /// Every name of every column that it knows.
    headers: Vec<Vec<String>>,
    titled: Vec<String>,
    /// The rows of the sheet that have one of the title's words.
    titles: OnceCell<Vec<u32>>,
    /// What the sheet's name may say in place of a title.
    named: Vec<String>,
    /// Headings beside which it does not match, and words of titles below which it does not.
    unless: Vec<String>,
    unless_titled: Vec<String>,
    /// Whether it has columns across, in whose headings a month or a name stands beside the word.
    across: bool,
    /// Whether headings are also compared without the unit that they state.
    pub stated: bool,
}

impl<'l> Sought<'l> {
    /// What is looked for to recognise a layout.
    #[must_use]
    pub fn of(layout: &'l ReturnLayout) -> Self {
        let fold = |names: &[String]| names.iter().map(|name| folded(name)).collect::<Vec<_>>();
        let is_stated = |amounts: &AmountColumn| amounts.unit.declared().is_none();
        let stated = layout.amounts.iter().any(is_stated);
        let amounts: Vec<Vec<String>> = layout
            .amounts
            .iter()
            .map(|amounts| {
                let bare = amounts.header.iter().filter(|_| is_stated(amounts)).map(|name| unit::without(name));
                fold(&amounts.header.iter().cloned().chain(bare).collect::<Vec<_>>())
            })
            .collect();
        let others = layout
            .columns
            .values()
            .map(|column| &column.header)
            .chain(layout.not_read.iter().map(|known| &known.header));
        let headers: Vec<Vec<String>> = others.map(|header| fold(header)).chain(amounts.iter().cloned()).collect();
        let synonyms = |word: &String| {
            let word = folded(word);
            headers.iter().find(|header| header.contains(&word)).cloned().unwrap_or_else(|| vec![word])
        };
        let by_period = layout.amounts.iter().any(|amounts| amounts.across.is_some_and(Across::is_period));
        let part = |word: &String| period::part(word, false).filter(|_| by_period).and_then(|said| said.part);
        let words = layout.recognise.iter().map(|word| Word { synonyms: synonyms(word), part: part(word) }).collect();
        let across = layout.amounts.iter().any(|amounts| amounts.across.is_some() && !amounts.header.is_empty());
        let (titled, named) = (fold(&layout.titled), fold(&layout.sheet_named));
        let (unless, unless_titled) = (fold(&layout.unless), fold(&layout.unless_titled));
        let titles = OnceCell::new();
        Self { layout, amounts, words, headers, titled, titles, named, unless, unless_titled, across, stated }
    }

    /// How much a match says: the number of header words, and one for a title.
    #[must_use]
    pub fn weight(&self) -> usize {
        self.words.len() + usize::from(self.is_asking())
    }

    /// Whether all header words stand in a block of headings.
    #[must_use]
    pub fn stands_in(&self, headings: &Headings) -> bool {
        self.words.iter().all(|word| self.stands(word, headings))
    }

    /// Whether a header word stands in a block of headings; the word of columns across may have its month or name beside it.
    fn stands(&self, word: &Word, headings: &Headings) -> bool {
        let synonyms = &word.synonyms;
        let is_across = |names: &Vec<String>, amounts: &AmountColumn| amounts.across.is_some() && names == synonyms;
        let mut amounts = self.amounts.iter().zip(&self.layout.amounts);
        headings.has(synonyms)
            || word.part.is_some_and(|part| headings.names_part(part))
            || amounts.any(|(names, amounts)| is_across(names, amounts))
                && headings.columns.values().any(|heading| {
                    let text = folded(&unit::without(&heading.text()));
                    synonyms.iter().any(|name| has_beside(&text, name))
                })
    }

    /// Whether a folded text is a header word, or the end of one that is stacked.
    #[must_use]
    pub fn ends_with(&self, text: &str, is_stacked: bool) -> bool {
        let ends = |word: &String| {
            word == text
                || is_stacked && word.strip_suffix(text).is_some_and(|before| before.ends_with(' '))
                || self.across && has_beside(text, word)
        };
        !text.is_empty() && self.words.iter().flat_map(|word| &word.synonyms).any(ends)
    }

    /// The header words that do not stand in a block of headings, as the layout writes them.
    #[must_use]
    pub fn lacking(&self, headings: &Headings) -> Vec<&'l str> {
        let words = self.layout.recognise.iter().zip(&self.words);
        words.filter(|(_, known)| !self.stands(known, headings)).map(|(word, _)| word.as_str()).collect()
    }

    /// The header words of its columns across, as the layout writes them: without a month or a name beside them they are no columns.
    #[must_use]
    pub fn of_columns_across(&self) -> Vec<&'l str> {
        let across = || self.amounts.iter().zip(&self.layout.amounts).filter(|(_, amounts)| amounts.across.is_some());
        let is_across = |word: &&String| across().any(|(names, _)| names.contains(&folded(word)));
        self.layout.recognise.iter().filter(is_across).map(String::as_str).collect()
    }

    /// Every folded name of a column that the layout knows.
    pub fn known(&self) -> impl Iterator<Item = &str> {
        self.headers.iter().chain(self.words.iter().map(|word| &word.synonyms)).flatten().map(String::as_str)
    }

    /// How many header words may stand in rows that have these texts; a stacked one where the row has its end.
    #[must_use]
    pub fn words_in(&self, rows: &[HashSet<String>]) -> usize {
        let has = |text: &str| rows.iter().any(|texts| texts.contains(text));
        let ends = |word: &str| word.match_indices(' ').any(|(space, _)| word.get(space + 1..).is_some_and(has));
        let may_stand = |word: &String| has(word) || rows.len() > 1 && ends(word);
        self.words.iter().filter(|word| word.part.is_some() || word.synonyms.iter().any(may_stand)).count()
    }

    /// Whether a title, or the sheet's name, must say what the table is.
    #[must_use]
    pub fn is_asking(&self) -> bool {
        !self.titled.is_empty() || !self.named.is_empty()
    }

    /// Whether a title in the rows between two of a sheet's, the first of them among these, begins its row with one of the words
    /// that are asked for, or the sheet's name has one in their place, or none is asked for. Where a title and a sheet's name are
    /// those of two layouts, both match, and neither is read.
    #[must_use]
    pub fn is_titled(&self, sheet: &str, rows: &[Row<'_>], (first, last): (u32, u32)) -> bool {
        if !self.is_asking() || has_words(sheet, &self.named) {
            return true;
        }
        let titles =
            self.titles.get_or_init(|| rows.iter().filter(|row| self.is_title(**row)).map(|row| row.number).collect());
        titles.get(titles.partition_point(|row| *row < first)).is_some_and(|title| *title < last)
    }

    /// The heading, the title in some rows above it, or the sheet's name that says that the table is something else.
    #[must_use]
    pub fn barred_by<'t>(&self, sheet: &'t str, above: &[Row<'t>], headings: &'t Headings) -> Option<Cow<'t, str>> {
        let heading = self.unless.iter().find_map(|name| headings.all(name).next());
        if let Some(heading) = heading.and_then(|column| headings.columns.get(&column)) {
            return Some(heading.text().into());
        }
        let titles = above.iter().filter(|row| row.cells().count() <= MOST_OF_TITLE).filter_map(|row| {
            row.cells().find_map(|cell| match &cell.value {
                CellValue::Text(text) => Some(text.as_str()),
                _ => None,
            })
        });
        let says = |text: &&str| has_words(text, &self.unless_titled) && is_name_of_all(text);
        [sheet].into_iter().chain(titles).find(says).map(Cow::Borrowed)
    }

    fn is_title(&self, row: Row<'_>) -> bool {
        row.cells().next().is_some_and(|cell| match &cell.value {
            CellValue::Text(text) => has_words(text, &self.titled),
            _ => false,
        })
    }
}

/// Whether a text has one of some folded words, each whole.
fn has_words(text: &str, words: &[String]) -> bool {
    let text = if words.is_empty() { String::new() } else { format!(" {} ", folded(text)) };
    words.iter().any(|words| text.contains(&format!(" {words} ")))
}

/// Whether a title says what the table is, and not what it holds or leaves out.
fn is_name_of_all(text: &str) -> bool {
    let words = folded(text);
    let is_note = |word: &str| word.starts_with("includ") || word.starts_with("exclud") || word == "not";
    words.split(' ').count() <= LONGEST_TITLE && !words.split(' ').any(is_note)
}

/// Whether a folded text is a name with something before or behind it.
fn has_beside(text: &str, name: &str) -> bool {
    text.strip_prefix(name).is_some_and(|rest| rest.starts_with(' '))
        || text.strip_suffix(name).is_some_and(|rest| rest.ends_with(' '))
}
