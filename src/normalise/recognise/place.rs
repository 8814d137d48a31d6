//! Where the columns of a layout are below a block of headings.

use std::collections::{BTreeMap, BTreeSet};

use super::headings::{Group, Heading, Headings, Rank};
use super::sought::Sought;
use super::stated::{NoUnit, Statement};
use super::sums::{self, PlacedSum};
use crate::job::layout::ReturnLayout;
use crate::job::layout::amounts::{Across, AmountColumn, Part as SumPart, Unit};
use crate::job::layout::columns::Field;
use crate::model::entry::Kind;
use crate::model::origin::Address;
use crate::model::period::{Part, Year};
use crate::model::stated_basis::{self, StatedBasis};
use crate::model::words::folded;
use crate::normalise::convert::{CellAmount, amount};
use crate::normalise::meaning::period::{self, BareNumber, Run, Spoken};
use crate::normalise::meaning::unit;
use crate::read::CellValue;

/// A column of amounts on a sheet.
#[derive(Debug, Clone)]
pub struct PlacedColumn<'l> {
    /// The column.
    pub column: u32,
    /// What the layout says of it.
    pub amounts: &'l AmountColumn,
    /// The place of that in the layout.
    pub number: usize,
    /// What its numbers count; `None` where the sheet does not state it, or contradicts the layout.
    pub unit: Option<Unit>,
    /// Why it has none.
    pub no_unit: Option<NoUnit>,
    /// What its heading states of it.
    pub stated: Option<Statement>,
    /// The partner, agreement or line that its heading names.
    pub name: Option<String>,
    /// The period that its heading names, with the year if that is named too.
    pub period: Option<Spoken>,
    /// The year that the heading of a single column names.
    pub year: Option<Year>,
    /// Whether its heading is one cell, so that all that it says is of this column.
    pub is_one_cell: bool,
    /// Whether it holds totals of the columns beside it.
    pub witness: bool,
    /// Its heading, as a message shows it.
    pub heading: String,
    /// What its heading says of VAT, and of gross and net.
    pub basis: StatedBasis,
    /// The columns whose sum its amounts are.
    pub parts: Vec<u32>,
    /// Those, as far as the sheet has them, and columns with another heading of the same amount.
    pub beside: Vec<u32>,
}

impl PlacedColumn<'_> {
    /// What a cell of the column says.
    #[must_use]
    pub fn amount(&self, value: &CellValue) -> CellAmount {
        let read = amount(value, self.unit.unwrap_or(Unit::Pounds), &self.amounts.not_given);
        match (read, self.unit) {
            (CellAmount::Given { .. }, None) => CellAmount::Refused("an amount whose unit is not known".into()),
            (read, _) => read.signed(self.amounts.over_is),
        }
    }
}

/// The columns of a layout on a sheet.
#[derive(Debug)]
pub struct PlacedColumns<'l> {
    /// The columns that say whose an amount is and when; several where each heading is looked at.
    pub fields: BTreeMap<Field, Vec<u32>>,
    /// The columns of amounts, from the left.
    pub amounts: Vec<PlacedColumn<'l>>,
    /// The column that says which lines a total is of.
    pub by: Option<u32>,
    /// Columns that must be the sum of others.
    pub sums: Vec<PlacedSum<'l>>,
    /// Columns that are known and not read.
    pub known: Vec<u32>,
    /// Columns that have the heading of one that is read, to its right.
    pub twice: Vec<u32>,
    /// Columns that have another heading of an amount that is read, each with the column that is.
    pub rivals: BTreeMap<u32, u32>,
}

/// Finds the columns of a layout below its headings.
#[must_use]
pub fn placed<'l>(sought: &Sought<'l>, headings: &Headings) -> PlacedColumns<'l> {
    let layout = sought.layout;
    let mut columns = PlacedColumns {
        fields: fields(layout, headings),
        amounts: Vec::new(),
        by: layout.witness.by.as_ref().and_then(|heading| headings.column(&[folded(heading)])),
        sums: Vec::new(),
        known: Vec::new(),
        twice: Vec::new(),
        rivals: BTreeMap::new(),
    };
    for known in &layout.not_read {
        columns.known.extend(known.header.iter().flat_map(|name| headings.equals(&folded(name)).collect::<Vec<_>>()));
    }
    columns.known.extend(columns.by);
    columns.known.extend(layout.witness.codes.map(|column| column.0));
    for (number, amounts) in layout.amounts.iter().enumerate() {
        let names = sought.amounts.get(number).map(Vec::as_slice).unwrap_or_default();
        match amounts.across {
            None => one(&mut columns, headings, amounts, number, names),
            Some(across) => {
                several(&mut columns, headings, (amounts, number), across, names, &layout.witness.columns_starting)
            }
        }
    }
    let (sums, known) = sums::placed(sought, headings);
    columns.sums = sums;
    columns.known.extend(known);
    columns.amounts.sort_by_key(|placed| (placed.column, placed.number));
    only_the_best(&mut columns.amounts, sought, headings);
    columns
}

/// Leaves a column that several amounts of the layout would read to the one whose heading fits it best; to none where two fit
/// it equally.
fn only_the_best(placed: &mut Vec<PlacedColumn<'_>>, sought: &Sought<'_>, headings: &Headings) {
    let rank = |placed: &PlacedColumn<'_>| {
        let names = sought.amounts.get(placed.number).map(Vec::as_slice).unwrap_or_default();
        headings.rank(names, placed.column).unwrap_or(Rank::End)
    };
    let all: Vec<(u32, usize, &[String], Rank)> =
        placed.iter().map(|one| (one.column, one.number, one.amounts.under.as_slice(), rank(one))).collect();
    placed.retain(|one| {
        let under = &one.amounts.under;
        let from = all.partition_point(|(column, ..)| *column < one.column);
        let mut others = all.iter().skip(from).take_while(|(column, ..)| *column == one.column);
        !others.any(|(_, number, other, fits)| {
            let overlap = under.is_empty() || other.is_empty() || under.iter().any(|heading| other.contains(heading));
            *number != one.number && overlap && *fits <= rank(one)
        })
    });
}

fn fields(layout: &ReturnLayout, headings: &Headings) -> BTreeMap<Field, Vec<u32>> {
    let mut fields: BTreeMap<Field, Vec<u32>> = BTreeMap::new();
    for (field, column) in &layout.columns {
        let named = column.header.iter().filter_map(|name| headings.column(&[folded(name)]));
        let mut places: Vec<u32> = column.column.map(|column| column.0).into_iter().chain(named).collect();
        if !column.each {
            places.truncate(1);
        }
        places.dedup();
        if !places.is_empty() {
            fields.insert(*field, places);
        }
    }
    // A column that names the agreement alone is no line of it as well: `Scheme` is one only beside `Agreement`.
    let named = layout.columns.get(&Field::Agreement).filter(|column| !column.each);
    let agreement: Vec<u32> = named.and(fields.get(&Field::Agreement)).cloned().unwrap_or_default();
    if let Some(lines) = fields.get_mut(&Field::Line) {
        lines.retain(|column| !agreement.contains(column));
    }
    fields.retain(|_, places| !places.is_empty());
    fields
}

fn at<'l>(
    column: u32,
    heading: &Heading,
    amounts: &'l AmountColumn,
    number: usize,
    headings: &Headings,
) -> PlacedColumn<'l> {
    let text = heading.text();
    let cell = Address { row: headings.last, column };
    let stated = heading.stack.iter().rev().find_map(|text| Statement::in_heading(text, cell));
    PlacedColumn {
        column,
        amounts,
        number,
        unit: None,
        no_unit: None,
        stated,
        name: None,
        period: None,
        year: None,
        is_one_cell: heading.stack.len() == 1,
        witness: false,
        basis: basis_of(heading),
        heading: text,
        parts: Vec::new(),
        beside: Vec::new(),
    }
}

/// What a heading says of its basis, with and without its unit.
fn basis_of(heading: &Heading) -> StatedBasis {
    let texts = [heading.text(), heading.stack.join(" ")];
    let said = texts.iter().flat_map(|text| [folded(text), folded(&unit::without(text))]);
    said.filter_map(|text| Some(stated_basis::in_heading(&text)?.1)).next().unwrap_or_default()
}

fn one<'l>(
    columns: &mut PlacedColumns<'l>,
    headings: &Headings,
    amounts: &'l AmountColumn,
    number: usize,
    names: &[String],
) {
    let Some(column) = headings.column(names) else { return };
    let Some(heading) = headings.columns.get(&column) else { return };
    let mut placed = at(column, heading, amounts, number, headings);
    placed.year = period::in_title(&placed.heading).ok().flatten().and_then(|said| said.year);
    let part = |names: &Vec<String>| names.iter().find_map(|name| headings.column(&[folded(name)]));
    let parts: Vec<u32> = amounts.parts.iter().filter_map(|SumPart(names)| part(names)).collect();
    // Where a sheet gives one of its parts alone, the amount may be that part itself.
    if parts.len() == amounts.parts.len() && !parts.contains(&column) {
        placed.parts.clone_from(&parts);
    }
    let name = names.iter().find(|name| headings.all(name).next().is_some());
    let same = name.into_iter().flat_map(|name| headings.equals(name)).filter(|other| *other != column);
    columns.twice.extend(same.filter(|other| *other > column));
    let rivals = || names.iter().flat_map(|name| headings.equals(name)).filter(|other| *other != column);
    placed.beside = parts.iter().copied().chain(rivals()).filter(|other| *other != column).collect();
    columns.rivals.extend(rivals().filter(|other| !parts.contains(other)).map(|other| (other, column)));
    columns.known.extend(parts);
    columns.amounts.push(placed);
}

/// Places one column for each month, partner or the like that a heading names.
fn several<'l>(
    columns: &mut PlacedColumns<'l>,
    headings: &Headings,
    (amounts, number): (&'l AmountColumn, usize),
    across: Across,
    names: &[String],
    totals: &[String],
) {
    let taken: Vec<u32> = columns
        .fields
        .values()
        .flatten()
        .chain(&columns.known)
        .copied()
        .chain(columns.amounts.iter().filter(|placed| placed.number != number).map(|placed| placed.column))
        .collect();
    let totals: Vec<String> = totals.iter().map(|start| folded(start)).collect();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for (column, heading) in headings.columns.iter().filter(|(column, _)| !taken.contains(column)) {
        let mut placed = at(*column, heading, amounts, number, headings);
        for said in words_beside(heading, names) {
            if across.is_period() {
                placed.period = match across {
                    Across::Year => year(&said).map(Spoken::of_year),
                    _ => part(&said, amounts)
                        .filter(|said| matches_kind(across, *said))
                        .and_then(|said| in_group(said, headings.group_over(*column), names.is_empty())),
                };
            } else {
                placed.name = Some(said.clone());
            }
            let begins = |start: &String| folded(&said).strip_prefix(start.as_str()).is_some_and(ends_a_word);
            placed.witness = totals.iter().any(begins) && placed.period.is_none();
            if placed.period.is_some() || placed.name.is_some() || placed.witness {
                break;
            }
        }
        if placed.period.is_none() && placed.name.is_none() && !placed.witness {
            continue;
        }
        let same = |other: &PlacedColumn<'_>| other.number == number && may_be_same(other.period, placed.period);
        let is_twice = match &placed.name {
            Some(name) => !placed.witness && !seen.insert(folded(name)),
            None => !placed.witness && columns.amounts.iter().any(same),
        };
        if is_twice {
            columns.twice.push(*column);
        } else {
            columns.amounts.push(placed);
        }
    }
}

/// The part of a year that a heading names; of what flows through the year the month to which it runs: `to M3` is no quarter.
fn part(said: &str, amounts: &AmountColumn) -> Option<Spoken> {
    let flows = matches!(amounts.kind, Kind::Contribution | Kind::Receipt | Kind::Expenditure | Kind::Income);
    let to_month = || period::to_month(said).filter(|_| flows && amounts.across == Some(Across::Month));
    to_month().or_else(|| period::part(said, amounts.cumulative))
}

/// The financial year that a heading names beside a name; folded, its two numbers stand apart: `2024 25`, `fy 24 25`.
fn year(said: &str) -> Option<Year> {
    let folded = folded(said);
    let words: Vec<&str> = folded.split(' ').collect();
    let divided = || match *words {
        [start, end] | ["fy" | "year", start, end] | ["financial", "year", start, end] => {
            period::labelled(&format!("FY {start}/{end}"), BareNumber::Unknown).ok()
        }
        _ => None,
    };
    said.parse().ok().or_else(|| divided().filter(|said| said.part.is_none())?.year)
}

/// A part of a year in its group of columns; none where the group holds something else, and no word says what the amounts are.
fn in_group(said: Spoken, group: Group, is_alone: bool) -> Option<Spoken> {
    match group {
        Group::Other if is_alone => None,
        Group::Year(year) => Some(Spoken { year: said.year.or(Some(year)), ..said }),
        Group::ToDate if said.run == Run::Unsaid => Some(Spoken { run: Run::ToDate, ..said }),
        _ => Some(said),
    }
}

/// Whether two headings name the same period: `Apr` is that of `Apr-24`, or nobody knows of which year it is.
fn may_be_same(one: Option<Spoken>, other: Option<Spoken>) -> bool {
    one.zip(other).is_some_and(|(one, other)| {
        one.part == other.part && (one.year == other.year || one.year.is_none() || other.year.is_none())
    })
}

fn matches_kind(across: Across, said: Spoken) -> bool {
    match across {
        Across::Quarter => matches!(said.part, Some(Part::Quarter(_))),
        _ => matches!(said.part, Some(Part::Month(_) | Part::Whole)),
    }
}

/// Whether what follows a word does not go on with it.
#[must_use]
pub fn ends_a_word(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(' ')
}

/// What a heading says beside one of the names: `April` of `April` over `Actual`, or of `Actual April`. Where there are no
/// names, all that it says.
fn words_beside(heading: &Heading, names: &[String]) -> Vec<String> {
    if names.is_empty() {
        return [heading.text(), heading.stack.join(" ")].iter().map(|text| bare(text)).collect();
    }
    let mut told = Vec::new();
    for place in 0..heading.stack.len() {
        for start in 0..=place {
            let others = heading.stack.iter().enumerate().skip(start).filter(|(other, _)| *other != place);
            let rest: Vec<&str> = others.map(|(_, text)| text.as_str()).collect();
            let rest = rest.join(" ");
            if names.contains(&folded(&rest)) || names.contains(&folded(&unit::without(&rest))) {
                told.extend(heading.stack.get(place).map(|text| bare(text)));
            }
        }
    }
    for start in 0..heading.stack.len() {
        let whole = heading.stack.get(start..).unwrap_or_default().join(" ");
        let whole = folded(&unit::without(&whole));
        for name in names {
            let behind = whole.strip_prefix(name.as_str()).filter(|rest| rest.starts_with(' '));
            let before = whole.strip_suffix(name.as_str()).filter(|rest| rest.ends_with(' '));
            told.extend(behind.or(before).map(|rest| rest.trim().to_owned()));
        }
    }
    told
}

/// A text without the unit that it states.
fn bare(text: &str) -> String {
    unit::without(text)
}

#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn a_heading_that_names_a_month_or_a_partner_is_taken_without_its_unit() {
        for (text, name) in [
            ("Q1 (£000)", "Q1"),
            ("Q1 £s", "Q1"),
            ("April, £m", "April"),
            ("Salford (PCT) in £ thousands", "Salford (PCT)"),
            ("Salford (PCT)", "Salford (PCT)"),
            ("Payments over £500", "Payments over £500"),
        ] {
            assert_eq!(bare(text), name);
        }
    }
}
