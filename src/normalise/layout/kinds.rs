//! What kind of row an amount stands in: a line, a total, or something between that its label and its amounts decide.

use std::collections::BTreeMap;

use super::ambiguous::Doubt;
use super::fixed::begins;
use super::names::{LABELS, are_payments};
use super::{AmountCell, TableReading, shown};
use crate::job::layout::columns::Field;
use crate::model::money::Money;
use crate::model::words::folded;
use crate::normalise::convert::CellAmount;
use crate::normalise::meaning::total::{RowLabel, is_below_total, is_of_another_time, is_running, label, total_of};
use crate::normalise::recognise::RecognisedTable;
use crate::normalise::witness::{LinesAndTotals, ShownAmount};
use crate::read::{Cell, CellValue, Row};

/// What kind of row an amount stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum RowIs {
    /// Its amounts count.
    Line,
    /// Its amounts are the sums of others.
    Total,
    /// A total of something that the sheet does not list, or a part of a line.
    Apart,
    /// Taken away from the lines: a line if its amount is negative.
    Less,
    /// Below the total of all lines, and called like none.
    Below,
    /// Below another period without headings.
    Beyond,
}

impl RowIs {
    /// Whether its amounts are held against others and never added.
    pub fn is_witness(self) -> bool {
        matches!(self, Self::Total | Self::Apart)
    }
}

/// What the layout says of its rows, folded.
#[derive(Debug)]
pub struct LayoutSays {
    /// How rows of totals begin.
    totals: Vec<String>,
    /// How those begin that are not compared.
    apart: Vec<String>,
    /// What the first cell of a row says that is a line, whatever it is called.
    lines: Vec<String>,
    /// The columns of all fields, and of those that can say what a row is a total of, each once.
    columns: [Vec<u32>; 2],
}

impl LayoutSays {
    /// Folds the words of a layout.
    #[must_use]
    pub fn of(table: &RecognisedTable<'_>) -> Self {
        let witness = &table.layout.witness;
        let columns = |fields: &[Field]| {
            let mut columns: Vec<u32> = Vec::new();
            for column in fields.iter().flat_map(|field| table.field(*field)) {
                if !columns.contains(column) {
                    columns.push(*column);
                }
            }
            columns
        };
        let fold = |starts: &[String]| starts.iter().map(|start| folded(start)).collect::<Vec<_>>();
        Self {
            totals: fold(&witness.rows_starting),
            apart: fold(&witness.not_compared),
            lines: fold(&witness.not_totals),
            columns: [columns(&ALL), columns(&LABELS)],
        }
    }

    fn kind(&self, text: &str) -> Option<RowIs> {
        match begins(text, &self.apart) {
            true => Some(RowIs::Apart),
            false => begins(text, &self.totals).then_some(RowIs::Total),
        }
    }

    fn says_no_more(&self, text: &str) -> bool {
        let words = folded(text);
        self.totals.contains(&words) || self.apart.contains(&words)
    }
}

impl<'a, 'l> TableReading<'a, 'l, '_> {
    /// A row is a total if a text that the layout reads, or the row's first text, begins as one and is nobody's name; else what
    /// its label says, where its amounts do not speak against that.
    pub(super) fn kind(&mut self, row: Row<'a>, cells: &[AmountCell<'a, 'l>]) -> RowIs {
        if self.headless.is_some_and(|first| row.number >= first) {
            return RowIs::Beyond;
        }
        let figures: Vec<Figure<'a, 'l>> = cells.iter().filter_map(figure).collect();
        let kind = match self.is_line_by_layout(row) {
            true => RowIs::Line,
            false if self.lacks_code(row) => self.part_of_line(row, &figures),
            false => self.kind_of(row, &figures),
        };
        match kind {
            RowIs::Line | RowIs::Less => self.names.line(self.table, row),
            RowIs::Total => self.names.below_total = self.is_total_of_all(&figures),
            RowIs::Apart | RowIs::Below | RowIs::Beyond => {}
        }
        kind
    }

    fn kind_of(&mut self, row: Row<'a>, figures: &[Figure<'a, 'l>]) -> RowIs {
        let Some((column, text, said)) = self.said(row) else { return self.unnamed(row, figures) };
        let is_plain = match said {
            Said::ByLayout(_) => self.layout_says.says_no_more(text),
            Said::ByLabel(label) => label == RowLabel::Total { alone: true },
        };
        let is_by_layout = is_plain && matches!(said, Said::ByLayout(_));
        if !is_by_layout && self.is_payment(row, column) {
            let is_total = match said {
                Said::ByLayout(kind) => kind == RowIs::Total,
                Said::ByLabel(RowLabel::Perhaps { alone }) => alone,
                Said::ByLabel(label) => matches!(label, RowLabel::Total { .. } | RowLabel::TotalOf),
            };
            if is_total && self.is_exact_sum(figures) {
                return self.doubted(figures, RowIs::Total, Doubt::IsTheSum { named: true }, text);
            }
            if !is_plain {
                return RowIs::Line;
            }
        }
        let kind = match said {
            Said::ByLayout(RowIs::Total) if label(text) == Some(RowLabel::TotalOf) => {
                self.judged(row, figures, text, RowLabel::TotalOf)
            }
            Said::ByLayout(kind) => kind,
            Said::ByLabel(label) => self.judged(row, figures, text, label),
        };
        if kind == RowIs::Total { self.total_beside(figures, text) } else { kind }
    }

    /// A row that says nothing of itself is a line, unless it leaves blank what the lines fill and its amounts are their sum, or
    /// it stands below the total of all of them.
    fn unnamed(&mut self, row: Row<'a>, figures: &[Figure<'a, 'l>]) -> RowIs {
        let lacks_one = self.names.lacks_one(self.table, row);
        let text = first_beside_amounts(self.table, row).map(|cell| cell.value.text()).unwrap_or_default();
        if lacks_one && self.is_exact_sum(figures) {
            return self.doubted(figures, RowIs::Total, Doubt::HasNoName, &text);
        }
        let is_below = !self.names.are_payments
            && self.names.below_total
            && (lacks_one || self.names.columns == 1 && is_below_total(&text));
        if is_below && figures.iter().any(|(_, figure)| figure.money != Money::ZERO) {
            return self.doubted(figures, RowIs::Below, Doubt::IsBelow, &text);
        }
        RowIs::Line
    }

    /// A total is not held against lines that it is not of: those of another time, or one amount going on from the other.
    fn total_beside(&mut self, figures: &[Figure<'a, 'l>], text: &str) -> RowIs {
        let agrees = figures.iter().all(|(cell, figure)| self.totals.lines_of(cell.placed, *figure).is_some());
        if agrees || figures.iter().all(|(cell, _)| self.totals.all_above(cell.placed).is_empty()) {
            return RowIs::Total;
        }
        let is_running = is_running(text);
        if is_running && self.goes_on(figures) {
            return RowIs::Apart;
        }
        if is_running && figures.len() > 1 || self.names.below_total && is_of_another_time(text) {
            return self.doubted(figures, RowIs::Apart, Doubt::IsNotCompared, text);
        }
        RowIs::Total
    }

    /// Whether each amount of a row is the sum of the lines in its column and in those before.
    fn goes_on(&self, figures: &[Figure<'a, 'l>]) -> bool {
        let mut sum = 0;
        figures.iter().all(|(cell, figure)| {
            sum += self.totals.all_above(cell.placed).pence();
            sum == i128::from(figure.money.pence())
        })
    }

    /// Whether the amounts of a row are to the penny the sums of the same two lines above or more.
    fn is_exact_sum(&self, figures: &[Figure<'a, 'l>]) -> bool {
        let lines = || figures.iter().map(|(cell, figure)| self.totals.lines_of_exactly(cell.placed, *figure));
        figures.iter().any(|(_, figure)| figure.money != Money::ZERO)
            && lines().all(|lines| lines.is_some())
            && lines().flatten().max().is_some_and(|lines| lines > 1)
    }

    /// Whether a total is that of all lines above, of which there are several.
    fn is_total_of_all(&self, figures: &[Figure<'a, 'l>]) -> bool {
        let all = || figures.iter().map(|(cell, figure)| (self.totals.all_above(cell.placed), *figure));
        all().all(|(sum, figure)| sum.agrees(figure)) && all().any(|(sum, _)| sum.lines() > 1)
    }

    fn is_line_by_layout(&self, row: Row<'_>) -> bool {
        let lines = &self.layout_says.lines;
        let first = || first_beside_amounts(self.table, row);
        !lines.is_empty() && first().is_some_and(|cell| lines.contains(&folded(&cell.value.text())))
    }

    /// What a row says that it is, if it says more than names: the layout's words come before those of the grammar.
    fn said(&self, row: Row<'a>) -> Option<(u32, &'a str, Said)> {
        let table = self.table;
        let first = first_beside_amounts(table, row);
        let [all, labels] = &self.layout_says.columns;
        let texts = |columns| texts_in(row, first, columns);
        let is_name = |text: &str| self.sinks.who.is_name(text);
        let by_layout = texts(all).find_map(|(column, text)| {
            let kind = self.layout_says.kind(text)?;
            (!is_name(text)).then_some((column, text, Said::ByLayout(kind)))
        });
        by_layout.or_else(|| {
            texts(labels).find_map(|(column, text)| {
                let said = label(text)?;
                (!is_name(text)).then_some((column, text, Said::ByLabel(said)))
            })
        })
    }

    /// A payment to `Total Fuels` has a date, or at least a cost centre; a total of payments has none.
    fn is_payment(&mut self, row: Row<'_>, column: u32) -> bool {
        let table = self.table;
        let first = first_beside_amounts(table, row);
        let others = ALL.iter().flat_map(|field| table.field(*field)).filter_map(|other| row.cell(*other));
        let has_other = || first.into_iter().chain(others).filter_map(text_of).any(|(other, _)| other != column);
        match self.says.date(row) {
            None => false,
            Some(is_dated) => is_dated || has_other(),
        }
    }

    /// What a row is whose label says more than a name, by its amounts; what is doubtful is kept for a finding.
    fn judged(&mut self, row: Row<'a>, figures: &[Figure<'a, 'l>], text: &str, said: RowLabel) -> RowIs {
        let is_full = self.names.is_full(self.table, row);
        let (kind, doubt) = match said {
            RowLabel::Part { or_name: true } | RowLabel::Less { or_name: true } if is_full => {
                (RowIs::Line, Some(Doubt::MayBeName))
            }
            RowLabel::Part { .. } => (RowIs::Apart, Some(Doubt::IsPart)),
            RowLabel::Less { .. } => (RowIs::Less, Some(Doubt::IsLess)),
            RowLabel::TotalOf if is_full && !total_of(text).is_some_and(|name| self.totals.has_name(&name)) => {
                match self.lines_beside(figures) {
                    Beside::Sum(lines) if lines > 1 => (RowIs::Total, Some(Doubt::IsTheSum { named: true })),
                    Beside::Zero => (RowIs::Line, None),
                    _ => (RowIs::Line, Some(Doubt::IsNotTheSum)),
                }
            }
            RowLabel::Total { .. } | RowLabel::TotalOf => match self.lines_beside(figures) {
                Beside::Nothing => (RowIs::Total, Some(Doubt::HasNoLines)),
                _ => (RowIs::Total, None),
            },
            RowLabel::Perhaps { alone: false } if is_full => (RowIs::Line, None),
            RowLabel::Perhaps { alone } => match self.lines_beside(figures) {
                // Two amounts are often the same: a name needs more than one line to be their sum.
                Beside::Sum(lines) if alone || lines > 1 => (RowIs::Total, Some(Doubt::IsTheSum { named: !alone })),
                Beside::Sum(_) | Beside::Others if alone => (RowIs::Line, Some(Doubt::IsNotTheSum)),
                _ => (RowIs::Line, None),
            },
        };
        match doubt {
            Some(doubt) => self.doubted(figures, kind, doubt, text),
            None => kind,
        }
    }

    /// What became of a row that is in doubt, kept for a finding with those of its amounts that matter.
    pub(super) fn doubted(&mut self, figures: &[Figure<'a, 'l>], kind: RowIs, doubt: Doubt, text: &str) -> RowIs {
        let is_doubtful =
            |money: Money| if doubt == Doubt::IsLess { money > Money::ZERO } else { money != Money::ZERO };
        let doubtful: Vec<AmountCell<'a, 'l>> =
            figures.iter().filter(|(_, figure)| is_doubtful(figure.money)).map(|(cell, _)| *cell).collect();
        self.ambiguous.keep(self.place, self.table, (doubt, text), &doubtful);
        kind
    }

    /// What the lines above a row come to, or those below where none stand above.
    fn lines_beside(&self, figures: &[Figure<'a, 'l>]) -> Beside {
        if figures.iter().all(|(_, figure)| figure.money == Money::ZERO) {
            return Beside::Zero;
        }
        let above = figures.iter().map(|(cell, figure)| self.totals.lines_of(cell.placed, *figure));
        if let Some(lines) = above.collect::<Option<Vec<usize>>>() {
            return Beside::Sum(lines.into_iter().max().unwrap_or_default());
        }
        let named =
            figures.iter().map(|(cell, figure)| self.totals.lines_named(self.table, cell.row, cell.placed, *figure));
        if let Some(lines) = named.min().flatten().filter(|lines| *lines > 1) {
            return Beside::Sum(lines);
        }
        if figures.iter().any(|(cell, _)| self.totals.has_lines(cell.placed)) {
            return Beside::Others;
        }
        let all = self.all_lines.get_or_init(|| self.lines_of_table());
        let below =
            || figures.iter().map(|(cell, figure)| (all.get(&(cell.placed.column, cell.placed.number)), *figure));
        if below().all(|(lines, _)| lines.is_none()) {
            return Beside::Nothing;
        }
        match below().map(|(lines, figure)| lines?.lines_of(figure)).collect::<Option<Vec<usize>>>() {
            Some(lines) => Beside::Sum(lines.into_iter().max().unwrap_or_default()),
            None => Beside::Others,
        }
    }

    /// The lines of the whole table, by column.
    fn lines_of_table(&self) -> BTreeMap<(u32, usize), LinesAndTotals> {
        let table = self.table;
        let mut all: BTreeMap<(u32, usize), LinesAndTotals> = BTreeMap::new();
        for row in table.rows(self.place.sheet).filter(|row| self.said(*row).is_none()) {
            for placed in table.amounts_in(row.number) {
                let Some(cell) = table.cell(row, placed.column) else { continue };
                match placed.amount(&cell.value) {
                    CellAmount::NotGiven => {}
                    read => {
                        let lines = all.entry((placed.column, placed.number)).or_default();
                        match read {
                            CellAmount::Given { money, decimals, .. } => lines.add(shown(placed, money, decimals)),
                            _ => lines.add_unread(),
                        }
                    }
                }
            }
        }
        all
    }
}

/// An amount cell and the amount that it says.
pub(super) type Figure<'a, 'l> = (AmountCell<'a, 'l>, ShownAmount);

/// What a row says that it is, and who says so.
#[derive(Clone, Copy)]
enum Said {
    ByLayout(RowIs),
    ByLabel(RowLabel),
}

/// What the amounts of a row are to the lines beside it.
enum Beside {
    /// They are nought, and change nothing.
    Zero,
    /// In every column they are the sum of some lines, of so many at most.
    Sum(usize),
    /// They are not.
    Others,
    /// There are no lines.
    Nothing,
}

const ALL: [Field; 7] =
    [Field::Agreement, Field::Line, Field::Partner, Field::Reporter, Field::Period, Field::Class, Field::Form];

pub(super) fn first_beside_amounts<'a>(table: &RecognisedTable<'_>, row: Row<'a>) -> Option<&'a Cell> {
    let dates = if are_payments(table) { table.field(Field::Period) } else { &[] };
    let is_beside =
        |column: &u32| !dates.contains(column) && !table.columns.amounts.iter().any(|placed| placed.column == *column);
    row.cells().find(|cell| is_beside(&cell.address.column))
}

/// The first text of a row, and those in some columns.
fn texts_in<'a, 's>(
    row: Row<'a>,
    first: Option<&'a Cell>,
    columns: &'s [u32],
) -> impl Iterator<Item = (u32, &'a str)> + use<'a, 's> {
    let others = columns.iter().filter_map(move |column| row.cell(*column));
    let others = others.filter(move |cell| first.is_none_or(|first| first.address != cell.address));
    first.into_iter().chain(others).filter_map(text_of)
}

fn text_of(cell: &Cell) -> Option<(u32, &str)> {
    match &cell.value {
        CellValue::Text(text) => Some((cell.address.column, text)),
        _ => None,
    }
}

fn figure<'a, 'l>(cell: &AmountCell<'a, 'l>) -> Option<(AmountCell<'a, 'l>, ShownAmount)> {
    match cell.placed.amount(cell.value) {
        CellAmount::Given { money, decimals, .. } => Some((*cell, shown(cell.placed, money, decimals))),
        CellAmount::NotGiven | CellAmount::Refused(_) => None,
    }
}
