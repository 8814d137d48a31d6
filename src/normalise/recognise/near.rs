//! Which layouts a sheet nearly has, the header words that it lacks for them, and the headings that stand there instead.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::headings::{Headings, spellings};
use super::place::placed;
use super::sought::Sought;
use crate::job::layout::ReturnLayout;
use crate::model::origin::Address;
use crate::model::words::nearest;
use crate::normalise::meaning::period;
use crate::read::{CellValue, Row, Sheet};

/// How many rows from the top are searched for headings that nearly match.
const ROWS: usize = 200;

/// How many texts of a row are looked at to choose the blocks that are read as headings.
const TEXTS: usize = 250;

/// How many blocks of headings are read for each layout.
const BLOCKS: usize = 3;

/// A layout that a sheet does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    /// The layout's name.
    pub layout: String,
    /// The header words that stand in the block of headings that has most of them.
    pub has: usize,
    /// Those that do not.
    pub lacks: Vec<String>,
    /// Words of which the layout asks for one above the headings, where all else stands there.
    pub titled: Vec<String>,
    /// What says that the table is something else, where all that the layout asks for stands there.
    pub barred: Option<String>,
    /// Headings of that block that the layout does not know, from the left.
    pub unknown: Vec<(String, Address)>,
}

impl Near {
    /// Whether at least half of the header words stand there, and more than one, which could be anybody's.
    #[must_use]
    pub fn is_close(&self) -> bool {
        self.has > 1 && self.has >= self.lacks.len()
    }

    /// How far off: the part of the header words that is lacking, in hundredths, then how few there are.
    fn distance(&self) -> (usize, Reverse<usize>) {
        (self.lacks.len() * 100 / (self.has + self.lacks.len()).max(1), Reverse(self.has))
    }

    /// The headings that may be meant for those that are lacking: of each word the likest, or the only one that there is.
    #[must_use]
    pub fn not_understood(&self) -> Vec<&(String, Address)> {
        if let ([_], [only]) = (self.lacks.as_slice(), self.unknown.as_slice()) {
            return vec![only];
        }
        let texts = || self.unknown.iter().map(|(text, _)| text.as_str());
        let meant: HashSet<&str> = self.lacks.iter().filter_map(|word| nearest(word, texts())).collect();
        self.unknown.iter().filter(|(text, _)| meant.contains(text.as_str())).collect()
    }
}

/// For each layout the header words that a sheet lacks where it has most of them; the nearest first, which is the one of whose
/// words the sheet has the largest part, and among equals the one of which it has more.
#[must_use]
pub fn near(sheet: &Sheet, layouts: &[ReturnLayout]) -> Vec<Near> {
    let rows: Vec<Row<'_>> = sheet.rows().take(ROWS).collect();
    let texts: Vec<HashSet<String>> = rows.iter().map(texts).collect();
    let mut all: Vec<Near> =
        layouts.iter().map(|layout| nearest_block(sheet, (&rows, &texts), &Sought::of(layout))).collect();
    all.sort_by_cached_key(|near| (near.distance(), near.layout.clone()));
    all
}

/// The layouts to which a sheet comes nearest: several where none is nearer than the others, none where none is near.
#[must_use]
pub fn nearest_of(sheet: &Sheet, layouts: &[ReturnLayout]) -> Vec<Near> {
    let mut near = near(sheet, layouts);
    near.retain(|near| near.is_close() && !(near.lacks.is_empty() && near.titled.is_empty() && near.barred.is_none()));
    let least = near.first().map(Near::distance);
    near.retain(|near| Some(near.distance()) == least);
    near
}

/// The folded texts of a row, with and without the units that they state.
fn texts(row: &Row<'_>) -> HashSet<String> {
    let texts = row.cells().filter(|cell| !matches!(cell.value, CellValue::Stale | CellValue::Error(_)));
    texts.take(TEXTS).flat_map(|cell| spellings(&cell.value.text(), true)).collect()
}

fn nearest_block(sheet: &Sheet, (rows, texts): (&[Row<'_>], &[HashSet<String>]), sought: &Sought<'_>) -> Near {
    let layout = sought.layout;
    let deep = layout.header_rows as usize;
    let mut ends: Vec<(usize, usize)> = (1..=rows.len())
        .map(|end| (sought.words_in(texts.get(end.saturating_sub(deep)..end).unwrap_or_default()), end))
        .filter(|(words, _)| *words > 0)
        .collect();
    ends.sort_by_key(|(words, end)| (Reverse(*words), *end));
    let blocks = ends.into_iter().take(BLOCKS).filter_map(|(_, end)| rows.get(end.saturating_sub(deep)..end));
    let read = blocks.map(|block| Headings::of(sheet, block, &layout.empty, sought.stated));
    let best = read.map(|headings| (sought.lacking(&headings), headings)).min_by_key(|(lacks, _)| lacks.len());
    let is_titled = |headings: &Headings| sought.is_titled(&sheet.name, rows, (0, headings.last));
    let best = best.map(|(mut lacks, mut headings)| {
        headings.see_groups(sheet);
        if placed(sought, &headings).amounts.is_empty() {
            let across = sought.of_columns_across();
            lacks = layout
                .recognise
                .iter()
                .map(String::as_str)
                .filter(|word| lacks.contains(word) || across.contains(word))
                .collect();
        }
        (lacks, headings)
    });
    let barred = |headings: &Headings| {
        let above = rows.get(..rows.partition_point(|row| row.number < headings.first)).unwrap_or_default();
        sought.barred_by(&sheet.name, above, headings).map(|said| said.into_owned())
    };
    let (lacks, unknown, titled, barred) = match best {
        Some((lacks, headings)) => {
            let barred = barred(&headings).filter(|_| lacks.is_empty());
            (lacks, unknown(sought, &headings), is_titled(&headings), barred)
        }
        None => (layout.recognise.iter().map(String::as_str).collect(), Vec::new(), true, None),
    };
    Near {
        layout: layout.name.clone(),
        has: layout.recognise.len() - lacks.len(),
        titled: if lacks.is_empty() && !titled {
            layout.titled.iter().chain(&layout.sheet_named).cloned().collect()
        } else {
            Vec::new()
        },
        barred,
        lacks: lacks.into_iter().map(str::to_owned).collect(),
        unknown,
    }
}

/// The headings that a layout does not know.
fn unknown(sought: &Sought<'_>, headings: &Headings) -> Vec<(String, Address)> {
    let known: HashSet<u32> = sought.known().flat_map(|name| headings.all(name)).collect();
    let is_across = sought.layout.amounts.iter().any(|amounts| amounts.across.is_some());
    let columns = headings.columns.iter().filter(|(column, heading)| {
        let is_part = is_across && period::part(&heading.text(), false).is_some();
        !is_part && !known.contains(column)
    });
    columns.map(|(column, heading)| (heading.text(), Address { row: headings.last, column: *column })).collect()
}
