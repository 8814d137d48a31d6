//! Which layouts a sheet nearly has, and the header words that it lacks for them.

use super::headings::Headings;
use super::sought::Sought;
use crate::job::layout::ReturnLayout;
use crate::read::{Row, Sheet};

/// How many rows from the top are searched for headings that nearly match.
const ROWS: usize = 200;

/// A layout that a sheet does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    /// The layout's name.
    pub layout: String,
    /// The header words that stand in the block of headings that has most of them.
    pub has: usize,
    /// Those that do not.
    pub lacks: Vec<String>,
    /// Whether all words stand there, but not the title that the layout asks for above them.
    pub untitled: bool,
}

/// For each layout the header words that a sheet lacks where it has most of them; the nearest first.
#[must_use]
pub fn near(sheet: &Sheet, layouts: &[ReturnLayout]) -> Vec<Near> {
    let rows: Vec<Row<'_>> = sheet.rows().take(ROWS).collect();
    let mut all: Vec<Near> = layouts.iter().map(|layout| nearest_block(sheet, &rows, layout)).collect();
    all.sort_by_key(|near| (near.lacks.len() * 100 / (near.has + near.lacks.len()).max(1), near.layout.clone()));
    all
}

fn nearest_block(sheet: &Sheet, rows: &[Row<'_>], layout: &ReturnLayout) -> Near {
    let sought = Sought::of(layout);
    let deep = layout.header_rows as usize;
    let blocks = (1..=rows.len()).filter_map(|end| rows.get(end.saturating_sub(deep)..end));
    let lacking = blocks.map(|block| sought.lacking(&Headings::of(sheet, block, &layout.empty, sought.stated)));
    let all = || layout.recognise.iter().map(String::as_str).collect::<Vec<_>>();
    let lacks = lacking.min_by_key(Vec::len).unwrap_or_else(all);
    Near {
        layout: layout.name.clone(),
        has: layout.recognise.len() - lacks.len(),
        untitled: lacks.is_empty() && !layout.titled.is_empty(),
        lacks: lacks.into_iter().map(str::to_owned).collect(),
    }
}
