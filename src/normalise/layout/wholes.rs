//! Wholes beside their parts: a row that names no scheme, no class or both partners, beside rows of the same agreement that name
//! one, is their total or nobody knows what.

use std::collections::{BTreeMap, BTreeSet};

use super::TableReading;
use super::ambiguous::Doubt;
use super::kinds::{RowIs, first_beside_amounts};
use crate::job::layout::columns::Field;
use crate::model::words::folded;
use crate::normalise::convert::CellAmount;
use crate::normalise::meaning::class::says_nothing;
use crate::normalise::meaning::total::names_all;
use crate::normalise::recognise::place::PlacedColumn;
use crate::read::Row;

/// The names that tell a row from others.
const NAMES: [Field; 7] =
    [Field::Agreement, Field::Line, Field::Partner, Field::Reporter, Field::Period, Field::Class, Field::Form];

/// How a row stands to others that have all names but one in common with it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// It has a name of its own.
    Part,
    /// It has none, or that of all.
    Whole,
    /// It is called as its agreement is: the whole, or a part that has no name of its own.
    Perhaps,
}

impl<'a> TableReading<'a, '_, '_> {
    /// Finds the rows that are the whole of others.
    pub(super) fn wholes(&mut self) {
        let lines = self.lines_in_parts();
        let columns = |field| self.table.field(field).len();
        let fields = [
            (Field::Line, columns(Field::Line) == 1),
            (Field::Class, columns(Field::Class) == 1 && self.says.has_classes()),
            (Field::Partner, columns(Field::Partner) == 1),
        ];
        for (field, _) in fields.into_iter().filter(|(_, is_asked)| *is_asked) {
            let all: BTreeSet<String> = lines.iter().map(|(_, row)| self.named(*row, field)).collect();
            type Group<'g> = Vec<(Standing, Row<'g>)>;
            let mut groups: BTreeMap<(usize, Vec<String>), Group<'a>> = BTreeMap::new();
            for (part, row) in &lines {
                let others: Vec<String> =
                    NAMES.into_iter().filter(|other| *other != field).map(|other| self.named(*row, other)).collect();
                if others.iter().any(|name| !name.is_empty()) {
                    let standing = self.standing(*row, field, &all);
                    groups.entry((*part, others)).or_default().push((standing, *row));
                }
            }
            groups.into_values().for_each(|group| self.judge(&group));
        }
    }

    /// The lines of the table, each with the number of headings above it.
    fn lines_in_parts(&self) -> Vec<(usize, Row<'a>)> {
        let mut part = 0;
        let mut lines = Vec::new();
        for row in self.rows_ahead() {
            if !self.has_amounts(row) {
                part += 1;
            } else if !self.ahead.has(row) && self.is_called_line(row) {
                lines.push((part, row));
            }
        }
        lines
    }

    /// What the columns of a field say in a row, folded; blank where it is nothing.
    fn named(&self, row: Row<'a>, field: Field) -> String {
        let cells = self.table.field(field).iter().filter_map(|column| self.table.name(row, *column));
        let texts: Vec<String> = cells.map(|cell| cell.value.text()).filter(|text| !says_nothing(text)).collect();
        folded(&texts.join(" "))
    }

    fn standing(&self, row: Row<'a>, field: Field, all: &BTreeSet<String>) -> Standing {
        let name = self.named(row, field);
        let is_whole = match field {
            Field::Partner => names_all(&name, all) && !self.sinks.who.is_name(&name),
            _ => name.is_empty(),
        };
        match field {
            _ if is_whole => Standing::Whole,
            Field::Line if name == self.named(row, Field::Agreement) => Standing::Perhaps,
            _ => Standing::Part,
        }
    }

    /// A row that is to the penny the sum of its parts in every column is their total; else it is not used.
    fn judge(&mut self, group: &[(Standing, Row<'a>)]) {
        let parts: Vec<Row<'a>> = rows_of(group, |standing| standing == Standing::Part);
        let wholes: Vec<Row<'a>> = rows_of(group, |standing| standing != Standing::Part);
        if parts.is_empty() || parts.iter().all(|row| self.pence(*row).iter().all(|pence| *pence == Some(0))) {
            return;
        }
        for row in &wholes {
            let is_perhaps =
                group.iter().any(|(standing, other)| other.number == row.number && *standing == Standing::Perhaps);
            let is_sum = wholes.len() == 1 && self.is_sum_of(*row, &parts);
            let text = first_beside_amounts(self.table, *row).map(|cell| cell.value.text());
            let text = text.unwrap_or_default();
            match (is_sum, is_perhaps) {
                (true, _) => self.ahead.keep(*row, RowIs::Apart, Some(Doubt::IsTheSum { named: true }), &text),
                (false, true) => {}
                (false, false) => self.ahead.keep(*row, RowIs::Below, Some(Doubt::MayBeWhole), &text),
            }
        }
    }

    /// Whether a row is to the penny the sum of others in every column.
    pub(super) fn is_sum_of(&self, row: Row<'a>, parts: &[Row<'a>]) -> bool {
        let mut sums: Vec<Option<i128>> = vec![Some(0); self.table.columns.amounts.len()];
        for part in parts {
            for (sum, pence) in sums.iter_mut().zip(self.pence(*part)) {
                *sum = sum.zip(pence).map(|(sum, pence)| sum + pence);
            }
        }
        sums.iter().zip(self.pence(row)).all(|(sum, pence)| sum.is_some() && *sum == pence)
    }

    /// The amounts of a row in all columns; nought where there is none, `None` where it cannot be read.
    pub(super) fn pence(&self, row: Row<'a>) -> Vec<Option<i128>> {
        let amount = |placed: &PlacedColumn<'_>| match self
            .table
            .cell(row, placed.column)
            .map(|cell| placed.amount(&cell.value))
        {
            None | Some(CellAmount::NotGiven) => Some(0),
            Some(CellAmount::Given { money, .. }) => Some(i128::from(money.pence())),
            Some(CellAmount::Refused(_)) => None,
        };
        self.table.columns.amounts.iter().map(amount).collect()
    }
}

fn rows_of<'a>(group: &[(Standing, Row<'a>)], is: impl Fn(Standing) -> bool) -> Vec<Row<'a>> {
    group.iter().filter(|(standing, _)| is(*standing)).map(|(_, row)| *row).collect()
}
