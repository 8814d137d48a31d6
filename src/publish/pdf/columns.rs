//! The widths of a table's columns and the size of its type, from what stands in it.

mod settle;

use crate::present::pack::{Column, FigureRef, Holds, Row, Table};

use super::fonts::{Face, Fonts};
use super::target::LinkTarget;
use super::text::{ParagraphText, plain};
use settle::Room;

/// The size of the facts on the cover, in points.
const FACTS: f32 = 10.0;
/// A longer word may be broken anywhere, in ems.
const LONG_WORD: f32 = 11.0;

/// What a table is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TableUse {
    /// Figures and sentences in the body.
    Body,
    /// A long list that is looked up and not read.
    Close,
    /// What a reader must know, on the cover.
    Facts,
}

/// The words of a table, measured.
#[derive(Debug)]
pub(super) struct Grid {
    pub(super) headings: Vec<ParagraphText>,
    pub(super) rows: Vec<Vec<ParagraphText>>,
}

impl Grid {
    /// Measures a table's cells; totals, and what heads a fact, are set in bold. A row short of cells gets empty ones.
    pub(super) fn new(table: &Table, look: TableUse, fonts: &Fonts) -> Self {
        let measure = |text: &str, face| ParagraphText::new(&plain(text, face), fonts);
        let heading = |column: &Column| measure(&column.heading, Face::Bold);
        let row = |row: &Row| {
            let texts = row.cells.iter().map(|cell| cell.text.as_str());
            let texts = texts.chain(std::iter::repeat("")).take(table.columns.len());
            let figures = row.cells.iter().map(|cell| cell.figure).chain(std::iter::repeat(None));
            let leads = !table.holds_lines();
            let cells = texts.zip(figures).enumerate();
            let cell = |(column, (text, figure)): (usize, (&str, Option<FigureRef>))| {
                let mut runs = plain(text, face(row, column, look));
                for run in &mut runs {
                    run.link = figure.filter(|_| leads).map(|figure| LinkTarget::Line(figure.whole()));
                }
                ParagraphText::new(&runs, fonts)
            };
            cells.map(cell).collect()
        };
        Self { headings: table.columns.iter().map(heading).collect(), rows: table.rows.iter().map(row).collect() }
    }

    /// Whether any column has a heading.
    pub(super) fn headed(&self) -> bool {
        self.headings.iter().any(|heading| !heading.is_blank())
    }

    /// What stands right of the axis of a column's figures, in points.
    fn axis(&self, index: usize, size: f32) -> f32 {
        let cells = self.rows.iter().filter_map(|row| row.get(index));
        cells.filter_map(|words| words.tail(size)).fold(0.0, f32::max)
    }

    fn column(&self, index: usize) -> impl Iterator<Item = &ParagraphText> {
        let cells = self.rows.iter().filter_map(move |row| row.get(index));
        self.headings.get(index).into_iter().chain(cells)
    }
}

/// How a table is set.
#[derive(Debug)]
pub(super) struct Fit {
    /// The size of its characters, in points.
    pub(super) size: f32,
    /// White at the right of each cell, in points.
    pub(super) pad: f32,
    /// White at the left of each column's cells, in points.
    pub(super) lefts: Vec<f32>,
    /// The width of each column with its white, in points; together they fill the width.
    pub(super) widths: Vec<f32>,
    /// What stands right of the axis on which each column's figures line up, in points.
    pub(super) axes: Vec<f32>,
    /// Whether words had to be broken.
    pub(super) broken: bool,
    /// Whether even amounts had to be.
    pub(super) parted: bool,
}

/// The face of a cell.
pub(super) fn face(row: &Row, column: usize, look: TableUse) -> Face {
    if row.total || (look == TableUse::Facts && column == 0) { Face::Bold } else { Face::Regular }
}

struct Need {
    /// As narrow as it can be without breaking words.
    least: f32,
    /// As narrow as it may be before the characters become smaller.
    tight: f32,
    /// As narrow as it should be.
    fair: f32,
    /// With every cell on one line.
    natural: f32,
    weight: f32,
}

impl Need {
    fn wider(self, white: f32) -> Self {
        Self {
            least: self.least + white,
            tight: self.tight + white,
            fair: self.fair + white,
            natural: self.natural + white,
            ..self
        }
    }
}

/// The size in which the table fits a width, no less than the least, and its columns' widths; in points.
///
/// `steps` are how much larger than the least a table in the body may be.
///
/// It is the largest size that puts every cell on one line, if that is no hardship to read, else the largest that breaks
/// no word and leaves sentences a fair width.
pub(super) fn fit(
    table: &Table,
    grid: &Grid,
    look: TableUse,
    (least_size, steps): (f32, &[f32]),
    available: f32,
) -> Fit {
    let sizes = match look {
        TableUse::Body => steps.iter().map(|step| least_size + step).collect(),
        TableUse::Close => vec![least_size],
        TableUse::Facts => vec![least_size.max(FACTS)],
    };
    let tries: Vec<Try> = sizes.iter().map(|&size| Try::new(table, grid, look, size)).collect();
    let one_line = tries.iter().map(|t| (t, t.widths(|need| need.natural)));
    let fair = tries.iter().map(|t| (t, t.widths(|need| need.fair)));
    let tight = tries.iter().map(|t| (t, t.widths(|need| need.tight)));
    let least = tries.iter().rev().take(1).map(|t| (t, t.widths(|need| need.least)));
    let fitting = one_line.chain(fair).chain(tight).chain(least);
    let mut fitting = fitting.filter(|(_, widths)| widths.iter().sum::<f32>() <= available);
    if let Some((found, widths)) = fitting.next() {
        let fair = found.widths(|need| need.tight).iter().sum::<f32>() <= available;
        let widths = shared(widths, &found.needs, available);
        return found.fit(if look == TableUse::Facts { widths } else { found.settled(widths, table, grid) }, !fair);
    }
    let Some(smallest) = tries.last() else {
        return Fit {
            size: least_size,
            pad: 0.0,
            lefts: Vec::new(),
            widths: Vec::new(),
            axes: Vec::new(),
            broken: false,
            parted: false,
        };
    };
    let least = smallest.widths(|need| need.least);
    let sum: f32 = least.iter().sum();
    Fit { parted: true, ..smallest.fit(least.iter().map(|width| width * available / sum).collect(), true) }
}

/// What a table needs in one size.
struct Try {
    size: f32,
    pad: f32,
    lefts: Vec<f32>,
    needs: Vec<Need>,
    axes: Vec<f32>,
}

impl Try {
    fn new(table: &Table, grid: &Grid, look: TableUse, size: f32) -> Self {
        let pad = if table.columns.len() > 7 { size * 0.42 } else { size * 0.62 };
        let mut before = None;
        let mut lefts = Vec::new();
        for column in &table.columns {
            // Words that follow figures set to the right would run into them.
            let meets = before == Some(Holds::Figures) && column.holds == Holds::Words;
            lefts.push(if meets { pad + size * 0.8 } else { pad });
            before = Some(column.holds);
        }
        if let (TableUse::Facts, Some(first)) = (look, lefts.first_mut()) {
            *first = 0.0;
        }
        let columns = table.columns.iter().zip(&lefts).enumerate();
        let needs = columns.map(|(index, (column, left))| {
            need(column, &|| grid.column(index), grid.axis(index, size), size).wider(left + pad + 0.5)
        });
        let axes = (0..table.columns.len()).map(|index| grid.axis(index, size));
        Self { size, pad, needs: needs.collect(), axes: axes.collect(), lefts }
    }

    /// The widths after columns of words have given each other what they can spare.
    fn settled(&self, widths: Vec<f32>, table: &Table, grid: &Grid) -> Vec<f32> {
        let room = |(((width, need), column), left): (((f32, &Need), &Column), &f32)| Room {
            width,
            floor: (column.holds == Holds::Words).then_some(need.tight.min(need.natural)),
            white: left + self.pad,
        };
        let rooms = widths.into_iter().zip(&self.needs).zip(&table.columns).zip(&self.lefts).map(room).collect();
        settle::settled(rooms, grid, self.size)
    }

    fn widths(&self, of: impl Fn(&Need) -> f32) -> Vec<f32> {
        self.needs.iter().map(of).collect()
    }

    fn fit(&self, widths: Vec<f32>, broken: bool) -> Fit {
        let (lefts, axes) = (self.lefts.clone(), self.axes.clone());
        Fit { size: self.size, pad: self.pad, lefts, widths, axes, broken, parted: false }
    }
}

/// What a column's words need in a size, without white beside them; the first cell is the heading.
fn need<'a, Cells>(column: &Column, cells: &dyn Fn() -> Cells, axis: f32, size: f32) -> Need
where
    Cells: Iterator<Item = &'a ParagraphText>,
{
    let weight = f32::from(column.weight.max(1));
    let longest = |words: &ParagraphText| words.longest(size).min(LONG_WORD * size);
    let natural = |words: &ParagraphText| words.natural(size);
    let least = cells().map(longest).fold(0.0, f32::max);
    match column.holds {
        // A heading of several words should not stretch a column of figures.
        Holds::Figures => {
            let aligned = |words: &ParagraphText| words.tail(size).map(|tail| words.natural(size) - tail + axis);
            let least = cells().skip(1).filter_map(aligned).fold(least, f32::max);
            Need {
                least,
                tight: least,
                fair: least,
                natural: cells().skip(1).map(natural).fold(least, f32::max),
                weight,
            }
        }
        Holds::Words => {
            let natural = cells().map(natural).fold(least, f32::max);
            let fair = least.max(natural.min(size * (5.0 + 4.0 * weight)));
            let tight = least.max(natural.min(size * (3.0 + 3.0 * weight)));
            Need { least, tight, fair, natural, weight }
        }
    }
}

/// Shares what is left by weight: first until every cell stands on one line, then among all columns.
fn shared(mut widths: Vec<f32>, needs: &[Need], available: f32) -> Vec<f32> {
    for _ in 0..needs.len() {
        let spare = available - widths.iter().sum::<f32>();
        let hungry = |(width, need): (&f32, &Need)| (need.natural > *width + 0.1).then_some(need.weight);
        let claims: Vec<Option<f32>> = widths.iter().zip(needs).map(hungry).collect();
        let total: f32 = claims.iter().flatten().sum();
        if spare < 0.5 || total == 0.0 {
            break;
        }
        for ((width, need), claim) in widths.iter_mut().zip(needs).zip(&claims) {
            *width += claim.map_or(0.0, |w| (spare * w / total).min(need.natural - *width));
        }
    }
    let spare = (available - widths.iter().sum::<f32>()).max(0.0);
    let total: f32 = needs.iter().map(|need| need.weight).sum();
    for (width, need) in widths.iter_mut().zip(needs) {
        *width += spare * need.weight / total;
    }
    widths
}
