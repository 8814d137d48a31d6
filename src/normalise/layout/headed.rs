//! Headings inside and above a table that say what the amounts below are: of a class, or something else than the table is of.

use std::collections::BTreeSet;

use super::TableReading;
use super::ambiguous::Doubt;
use super::kinds::RowIs;
use crate::job::layout::columns::Field;
use crate::model::entry::Class;
use crate::model::words::folded;
use crate::normalise::meaning::scope::{Amounts, Scope, of_title, scope};
use crate::read::{CellValue, Row};

/// What the newest heading says of the lines below it.
#[derive(Debug, Default)]
enum Under {
    /// Nothing.
    #[default]
    Plain,
    /// Their class.
    Class(Class, String),
    /// That they are something else; or there is doubt whether it still holds.
    Other(String),
}

impl Under {
    fn class(&self) -> Option<Class> {
        match self {
            Self::Class(class, _) => Some(*class),
            Self::Plain | Self::Other(_) => None,
        }
    }
}

/// How far the headings of a table have been followed.
#[derive(Debug, Default)]
struct Followed {
    under: Under,
    has_lines: bool,
    has_total: bool,
    /// The agreements of lines that count.
    counted: BTreeSet<String>,
}

impl Followed {
    fn heading(&mut self, text: &str, said: Option<Scope>) {
        let text = text.trim().to_owned();
        self.under = match (said, std::mem::take(&mut self.under)) {
            (Some(Scope::Other), _) => Under::Other(text),
            (Some(Scope::Class(Class::Capital)), _) => Under::Class(Class::Capital, text),
            (Some(Scope::Class(_) | Scope::Counted), _) => Under::Plain,
            (None, _) if self.has_total => Under::Plain,
            // A heading beside that of the class, or one below it.
            (None, Under::Class(_, above)) if self.has_lines => Under::Other(above),
            (None, under) => under,
        };
        (self.has_lines, self.has_total) = (false, false);
    }
}

impl<'a> TableReading<'a, '_, '_> {
    /// Finds the lines below headings, and titles, that say what they are.
    pub(super) fn under_headings(&mut self) {
        let columns = self.table.columns.amounts.iter().map(|placed| (placed.amounts.kind, placed.heading.as_str()));
        let amounts = Amounts::of(columns);
        let title = self.title(amounts);
        let mut followed = Followed::default();
        for row in self.rows_ahead() {
            if !self.has_amounts(row) {
                if let Some(text) = alone(row).filter(|text| !self.sinks.who.is_name(text)) {
                    let said = scope(text, amounts);
                    let is_said = matches!(said, Some(Scope::Class(_))) && self.says_class_otherwise();
                    followed.heading(text, said.filter(|_| !is_said));
                }
                continue;
            }
            let is_line = self.is_called_line(row);
            followed.has_lines |= is_line;
            followed.has_total |= !is_line;
            self.headed(row, is_line, &title, &mut followed);
        }
    }

    /// What the titles above the table say, from the last row on that has more than a label and what it labels.
    fn title(&self, amounts: Amounts) -> Under {
        let rows = self.place.sheet.rows_from(self.table.above);
        let above: Vec<Row<'a>> = rows.take_while(|row| row.number < self.table.header_first).collect();
        let first = above.iter().rposition(|row| row.cells().count() > 2).map_or(0, |last| last + 1);
        let titles = above.into_iter().skip(first).filter_map(alone);
        let mut title = Under::Plain;
        for text in titles.filter(|text| !self.sinks.who.is_name(text)) {
            match of_title(text, amounts) {
                Some(Scope::Other) if !is_aligned(text) || has_more(text) => title = Under::Other(text.to_owned()),
                Some(Scope::Class(class)) if !self.says_class_otherwise() => {
                    title = Under::Class(class, text.to_owned());
                }
                _ => {}
            }
        }
        title
    }

    /// Whether the layout knows the classes of its amounts.
    fn says_class_otherwise(&self) -> bool {
        let is_capital = || self.table.columns.amounts.iter().any(|placed| placed.amounts.class == Class::Capital);
        self.table.layout.fixed.contains_key(&Field::Class) || is_capital()
    }

    fn headed(&mut self, row: Row<'a>, is_line: bool, title: &Under, followed: &mut Followed) {
        let agreement = self.table.field(Field::Agreement).first().and_then(|column| self.table.name(row, *column));
        let agreement = agreement.map(|cell| folded(&cell.value.text())).unwrap_or_default();
        match (title, &followed.under) {
            (Under::Other(text), _) | (_, Under::Other(text)) => {
                // An aligned budget may be an agreement of its own.
                if is_aligned(text) && !followed.counted.contains(&agreement) && !has_more(text) {
                    return;
                }
                match is_line {
                    true => self.ahead.keep(row, RowIs::Below, Some(Doubt::IsUnderHeading), text),
                    false => self.ahead.keep(row, RowIs::Apart, None, text),
                }
            }
            (above, under) => {
                let class = [under, above].into_iter().find_map(Under::class).filter(|_| is_line);
                self.says.classes_above.extend(class.map(|class| (row.number, class)));
                followed.counted.insert(agreement);
            }
        }
    }
}

/// The text of a row that has no other cell.
fn alone(row: Row<'_>) -> Option<&str> {
    let mut cells = row.cells().filter(|cell| !cell.value.is_blank());
    let (first, more) = (cells.next()?, cells.next());
    match &first.value {
        CellValue::Text(text) if more.is_none() => Some(text),
        _ => None,
    }
}

fn is_aligned(text: &str) -> bool {
    folded(text).split(' ').any(|word| word == "aligned")
}

/// Whether a text says more of what is aligned: that it is in no pool.
fn has_more(text: &str) -> bool {
    folded(text).split(' ').any(|word| word == "not")
}
