//! What is looked for on a sheet: the header words of a layout, folded once for all rows.

use super::headings::Headings;
use crate::job::layout::ReturnLayout;
use crate::job::layout::amounts::AmountColumn;
use crate::model::words::folded;
use crate::normalise::unit;
use crate::read::{CellValue, Row};

/// The header words of a layout. A word stands for its column: any of that column's synonyms will do.
#[derive(Debug)]
pub struct Sought<'l> {
    /// The layout.
    pub layout: &'l ReturnLayout,
    /// The folded names of each of its columns of amounts.
    pub amounts: Vec<Vec<String>>,
    /// Its header words, each with its synonyms.
    words: Vec<Vec<String>>,
    titled: Vec<String>,
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
        let words = layout.recognise.iter().map(synonyms).collect();
        Self { layout, amounts, words, titled: fold(&layout.titled), stated }
    }

    /// How much a match says: the number of header words, and one for a title.
    #[must_use]
    pub fn weight(&self) -> usize {
        self.words.len() + usize::from(!self.titled.is_empty())
    }

    /// Whether all header words stand in a block of headings.
    #[must_use]
    pub fn stands_in(&self, headings: &Headings) -> bool {
        self.words.iter().all(|synonyms| headings.has(synonyms))
    }

    /// Whether a folded text is a header word, or the end of one that is stacked.
    #[must_use]
    pub fn ends_with(&self, text: &str, is_stacked: bool) -> bool {
        let ends = |word: &String| {
            word == text || is_stacked && word.strip_suffix(text).is_some_and(|before| before.ends_with(' '))
        };
        !text.is_empty() && self.words.iter().flatten().any(ends)
    }

    /// The header words that do not stand in a block of headings, as the layout writes them.
    #[must_use]
    pub fn lacking(&self, headings: &Headings) -> Vec<&'l str> {
        let words = self.layout.recognise.iter().zip(&self.words);
        words.filter(|(_, synonyms)| !headings.has(synonyms)).map(|(word, _)| word.as_str()).collect()
    }

    /// Whether one of the title's words stands in the rows above the headings, or none is asked for.
    #[must_use]
    pub fn is_titled<'s>(&self, above: impl Iterator<Item = Row<'s>>) -> bool {
        let mut texts = above.flat_map(|row| row.cells().collect::<Vec<_>>()).filter_map(|cell| match &cell.value {
            CellValue::Text(text) => Some(format!(" {} ", folded(text))),
            _ => None,
        });
        self.titled.is_empty() || texts.any(|text| self.titled.iter().any(|words| text.contains(&format!(" {words} "))))
    }
}
