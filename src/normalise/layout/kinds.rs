//! What kind of row an amount stands in: a line, a total, or something between that its label and its amounts decide.

use super::ambiguous::Doubt;
use super::fixed::begins;
use super::names::{LABELS, are_payments};
use super::sums::{Beside, Figure};
use super::{AmountCell, TableReading, shown};
use crate::job::layout::columns::Field;
use crate::model::money::Money;
use crate::model::words::folded;
use crate::normalise::convert::CellAmount;
use crate::normalise::meaning::total::{
    RowLabel, is_count, is_of_another_time, is_running, label, leaves_out, total_of,
};
use crate::normalise::recognise::RecognisedTable;
use crate::read::{Cell, CellValue, How, Row};

/// What kind of row an amount stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowIs {
    /// Its amounts count.
    Line,
    /// Its amounts are the sums of others.
    Total,
    /// A total of something that the sheet does not list, or a part of a line.
    Apart,
    /// Taken away from the lines: a line if its amount is negative.
    Less,
    /// It may be a line, and may be a total or a part of others: refused.
    Below,
    /// It holds others against each other, or is called so and is their sum: refused, and missed by nobody.
    Check,
    /// Percentages of others.
    Shares,
    /// Below another period without headings.
    Beyond,
}

impl RowIs {
    /// Whether its amounts are held against others and never added.
    pub fn is_witness(self) -> bool {
        matches!(self, Self::Total | Self::Apart | Self::Shares)
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
        let found = if self.is_line_by_layout(row) { Some(RowIs::Line) } else { self.found_ahead(row, &figures) };
        let kind = match found {
            Some(found) => found,
            None if self.are_shares(row, cells) => RowIs::Shares,
            None if self.lacks_code(row) => self.part_of_line(row, &figures),
            None if self.table.held.contradicted.contains(&row.number) => self.contradicted(row, &figures),
            None => self.part_of(row, &figures).unwrap_or_else(|| self.kind_of(row, &figures)),
        };
        let kind = if kind == RowIs::Line { self.taken_back(row, &figures).unwrap_or(kind) } else { kind };
        match kind {
            RowIs::Line | RowIs::Less => self.names.line(self.table, row),
            RowIs::Total => self.names.below_total = self.is_total_of_all(&figures),
            RowIs::Apart | RowIs::Below | RowIs::Check | RowIs::Shares | RowIs::Beyond => {}
        }
        self.keep_whole(kind, &figures);
        kind
    }

    /// A row that stands below `of which` and is a part of the one above that.
    fn part_of(&mut self, row: Row<'a>, figures: &[Figure<'a, 'l>]) -> Option<RowIs> {
        self.seek_parts(row, true);
        if !self.parts.has(row.number) {
            return None;
        }
        let text = first_beside_amounts(self.table, row).map(|cell| cell.value.text()).unwrap_or_default();
        Some(match self.parts.add_up {
            true => self.doubted(figures, RowIs::Apart, Doubt::IsPart, &text),
            false => self.doubted(figures, RowIs::Below, Doubt::MayBePart, &text),
        })
    }

    /// A row whose name is not the one that a merged cell shows over it.
    fn contradicted(&mut self, row: Row<'a>, figures: &[Figure<'a, 'l>]) -> RowIs {
        let text = first_beside_amounts(self.table, row).map(|cell| cell.value.text()).unwrap_or_default();
        self.doubted(figures, RowIs::Below, Doubt::IsCovered, &text)
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
                Said::ByLabel(RowLabel::Perhaps { alone } | RowLabel::Rest { alone } | RowLabel::Check { alone }) => {
                    alone
                }
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
            Said::ByLabel(RowLabel::Nobody) if self.names.is_full(self.table, row) || !self.is_exact_sum(figures) => {
                return self.unnamed(row, figures);
            }
            Said::ByLabel(label) => self.judged(row, figures, text, label),
        };
        if kind == RowIs::Total { self.total_beside(figures, text) } else { kind }
    }

    /// Whether a row has percentages and no amounts, below the total of all lines or by its name.
    fn are_shares(&self, row: Row<'a>, cells: &[AmountCell<'a, 'l>]) -> bool {
        let says_share = |text: String| {
            let words = format!(" {} ", folded(&text));
            text.contains('%') || [" percentage ", " percent ", " per cent "].iter().any(|word| words.contains(word))
        };
        cells.iter().all(|cell| is_percentage(cell))
            && (self.names.below_total
                || first_beside_amounts(self.table, row).is_some_and(|cell| says_share(cell.value.text())))
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
        let is_beside = || is_of_another_time(text) || leaves_out(text);
        if is_running && figures.len() > 1 || is_count(text) || self.names.below_total && is_beside() {
            return self.doubted(figures, RowIs::Apart, Doubt::IsNotCompared, text);
        }
        RowIs::Total
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
        let texts = |columns| texts_in(table, row, first, columns);
        let is_name = |text: &str| self.sinks.who.is_name(text);
        let by_layout = texts(all).find_map(|(column, text)| {
            let kind = self.layout_says.kind(text)?;
            (!is_name(text)).then_some((column, text, Said::ByLayout(kind)))
        });
        by_layout.or_else(|| {
            let mut said: Vec<_> = texts(labels)
                .filter_map(|(column, text)| Some((column, text, label(text).filter(|_| !is_name(text))?)))
                .collect();
            said.sort_by_key(|(.., label)| *label == RowLabel::Nobody);
            said.into_iter().next().map(|(column, text, label)| (column, text, Said::ByLabel(label)))
        })
    }

    /// Whether nothing speaks against a row being a line.
    pub(super) fn is_called_line(&self, row: Row<'a>) -> bool {
        matches!(self.said(row), None | Some((.., Said::ByLabel(RowLabel::Nobody))))
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
            RowLabel::Perhaps { alone: false } | RowLabel::Rest { alone: false } | RowLabel::Check { alone: false }
                if is_full =>
            {
                (RowIs::Line, None)
            }
            RowLabel::Forward if self.is_at_page_edge(row) => (RowIs::Total, None),
            RowLabel::Forward if !self.is_sum_of_all(figures) => (RowIs::Line, None),
            RowLabel::Forward => (RowIs::Total, Some(Doubt::IsTheSum { named: false })),
            RowLabel::Nobody => (RowIs::Total, Some(Doubt::IsTheSum { named: true })),
            RowLabel::Check { alone: true } => match self.lines_beside(figures) {
                Beside::Zero => (RowIs::Apart, None),
                Beside::Sum(_) => (RowIs::Check, Some(Doubt::IsSumOrRest)),
                Beside::Others | Beside::Nothing => (RowIs::Check, Some(Doubt::IsCheck)),
            },
            RowLabel::Rest { alone } | RowLabel::Check { alone } => match self.lines_beside(figures) {
                Beside::Sum(lines) if alone || lines > 1 => (RowIs::Check, Some(Doubt::IsSumOrRest)),
                Beside::Sum(_) | Beside::Others if alone => (RowIs::Line, Some(Doubt::IsNotTheSum)),
                _ => (RowIs::Line, None),
            },
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
        let is_less = matches!(doubt, Doubt::IsLess | Doubt::IsTakenBack);
        let is_doubtful = |money: Money| if is_less { money > Money::ZERO } else { money != Money::ZERO };
        let doubtful: Vec<AmountCell<'a, 'l>> =
            figures.iter().filter(|(_, figure)| is_doubtful(figure.money)).map(|(cell, _)| *cell).collect();
        self.ambiguous.keep(self.place, self.table, (doubt, text), &doubtful);
        kind
    }
}

/// What a row says that it is, and who says so.
#[derive(Clone, Copy)]
enum Said {
    ByLayout(RowIs),
    ByLabel(RowLabel),
}

const ALL: [Field; 7] =
    [Field::Agreement, Field::Line, Field::Partner, Field::Reporter, Field::Period, Field::Class, Field::Form];

/// The first cell of a row that holds no amount, and no date of a payment.
pub fn first_beside_amounts<'a>(table: &RecognisedTable<'_>, row: Row<'a>) -> Option<&'a Cell> {
    let dates = if are_payments(table) { table.field(Field::Period) } else { &[] };
    let is_beside =
        |column: &u32| !dates.contains(column) && !table.columns.amounts.iter().any(|placed| placed.column == *column);
    row.cells().find(|cell| is_beside(&cell.address.column))
}

/// The first text of a row, and those in some columns.
fn texts_in<'a, 'l, 's>(
    table: &'a RecognisedTable<'l>,
    row: Row<'a>,
    first: Option<&'a Cell>,
    columns: &'s [u32],
) -> impl Iterator<Item = (u32, &'a str)> + use<'a, 'l, 's> {
    let others = columns.iter().filter_map(move |column| row.cell(*column).or_else(|| table.shown(row, *column)));
    let others = others.filter(move |cell| first.is_none_or(|first| first.address != cell.address));
    first.into_iter().chain(others).filter_map(text_of)
}

fn text_of(cell: &Cell) -> Option<(u32, &str)> {
    match &cell.value {
        CellValue::Text(text) => Some((cell.address.column, text)),
        _ => None,
    }
}

/// Whether a cell shows a percentage.
fn is_percentage(cell: &AmountCell<'_, '_>) -> bool {
    match &cell.value {
        CellValue::Text(text) => text.trim().strip_suffix('%').is_some_and(|number| {
            let number = number.trim().trim_start_matches(['-', '(']);
            !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',')
        }),
        _ => cell.traits.shown.how() == Some(How::Percent),
    }
}

fn figure<'a, 'l>(cell: &AmountCell<'a, 'l>) -> Option<Figure<'a, 'l>> {
    match cell.placed.amount(cell.value) {
        CellAmount::Given { money, decimals, .. } => Some((*cell, shown(cell.placed, money, decimals))),
        CellAmount::NotGiven | CellAmount::Refused(_) => None,
    }
}
