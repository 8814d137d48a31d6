//! What a row says beside its amounts: whose they are, what for, and when.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::days::Days;
use super::fixed::{FixedValues, fixed, is_unusable};
use super::meanings::{Meanings, NotUnderstood};
use super::names::has_cost_centres;
use super::without_period::is_plan_to_date;
use super::{SheetContext, origin};
use crate::job::layout::amounts::{Across, AmountColumn};
use crate::job::layout::columns::{As, Column, Field};
use crate::model::entry::{AmountSubject, Class, Form, Kind};
use crate::model::origin::Address;
use crate::model::period::{Part, Period, Year};
use crate::model::words::folded;
use crate::normalise::convert;
use crate::normalise::meaning::period::{self, BareNumber, Run, Spoken};
use crate::normalise::recognise::RecognisedTable;
use crate::normalise::recognise::place::PlacedColumn;
use crate::normalise::resolve::{Unmatched, Who};
use crate::read::{Cell, CellValue, Row};

/// What a table says beside its amounts.
#[derive(Debug)]
pub struct Says<'a, 'l> {
    pub(super) place: SheetContext<'a>,
    pub(super) table: &'a RecognisedTable<'l>,
    /// What holds for all rows.
    pub fixed: FixedValues,
    /// Names that matched nothing.
    pub unmatched: Unmatched,
    /// The agreement of another area that the newest row of a shared file names.
    elsewhere: Option<String>,
    /// The heading row above, where lines are named with it.
    pub heading: Option<String>,
    /// Periods by the text that says them.
    periods: HashMap<String, Option<Spoken>>,
    /// What its words for classes and forms mean.
    meanings: Meanings,
    /// What its dates are.
    pub days: Days,
    has_cost_centres: bool,
    /// The classes that headings say, of the rows below them.
    pub classes_above: HashMap<u32, Class>,
}

/// The period of an amount, and how it runs.
#[derive(Debug, Clone, Copy)]
pub struct AmountPeriod {
    /// The period.
    pub period: Period,
    /// Whether the amount runs from the start of the year.
    pub cumulative: bool,
}

impl AmountPeriod {
    /// What the words for a period and the layout say together; `None` where no year is named, or where the words name a part
    /// alone (`July to September`) and the layout reads amounts to date.
    #[must_use]
    pub fn of(spoken: Spoken, amounts: &AmountColumn) -> Option<Self> {
        let period = spoken.period()?;
        let is_part = period.part != Part::Whole;
        let cumulative = match spoken.run {
            _ if amounts.whole_year => amounts.cumulative || is_part,
            Run::Own if amounts.cumulative && period.before().is_some() => return None,
            Run::ToDate => amounts.cumulative || is_part,
            Run::Own | Run::Unsaid => amounts.cumulative,
        };
        Some(Self { period, cumulative })
    }
}

/// The month or quarter that a cell of a column names. A number alone is a month only where the heading counts periods.
pub(super) fn part_of_year(text: &str, column: &Column, cumulative: bool) -> Option<Spoken> {
    let counts = |heading: &String| folded(heading).split(' ').any(|word| word == "period");
    let bare = !column.header.is_empty() && column.header.iter().all(counts) && column.conversion == As::Month;
    let numbered = || period::labelled(text, BareNumber::Month).ok().filter(|said| bare && said.part.is_some());
    period::part(text, cumulative).or_else(numbered)
}

/// A name, and the cell that holds it if one does.
pub(super) type NameInCell = (String, Option<Address>);

impl<'a, 'l> Says<'a, 'l> {
    /// What a table says for all of its rows.
    pub fn new(place: SheetContext<'a>, table: &'a RecognisedTable<'l>) -> Self {
        let (unmatched, periods) = (Unmatched::default(), HashMap::new());
        let meanings = Meanings::of(place.sheet, table);
        let days = Days::of(place, table);
        let has_cost_centres = has_cost_centres(place.sheet, table);
        let fixed = fixed(place, table);
        let elsewhere = None;
        Self {
            place,
            table,
            fixed,
            unmatched,
            elsewhere,
            heading: None,
            periods,
            meanings,
            days,
            has_cost_centres,
            classes_above: HashMap::new(),
        }
    }

    /// The period of an amount; `None` where nothing says it, or two places say different years.
    pub fn period(&mut self, row: Row<'_>, placed: &PlacedColumn<'_>) -> Option<AmountPeriod> {
        if self.fixed.is_contradicted() || self.contradicts(placed) || is_plan_to_date(placed) {
            return None;
        }
        let of_row = self.period_of(row, placed.amounts.cumulative);
        let spoken = match placed.period {
            Some(said) => Spoken { year: agreed(said.year, of_row), ..said },
            None => of_row?,
        };
        // What a title says of how amounts run holds for periods that the sheet names for all rows.
        let of_cell = placed.period.is_none() && !self.table.field(Field::Period).is_empty();
        let run = if of_cell || spoken.run != Run::Unsaid { spoken.run } else { self.fixed.run };
        AmountPeriod::of(Spoken { run, ..spoken }, placed.amounts)
    }

    /// Whether a heading names another year than the sheet does.
    pub fn contradicts(&self, placed: &PlacedColumn<'_>) -> bool {
        let heading = placed.year.or(placed.period.and_then(|said| said.year));
        let years = heading.zip(self.fixed.period.and_then(|said| said.year));
        years.is_some_and(|(heading, sheet)| heading != sheet)
    }

    fn period_of(&mut self, row: Row<'_>, cumulative: bool) -> Option<Spoken> {
        let cell = self.table.field(Field::Period).iter().find_map(|column| self.table.name(row, *column));
        let column = self.table.layout.columns.get(&Field::Period);
        let Some((cell, column)) = cell.zip(column) else {
            // A column that every row must have does not fall back on what holds for all.
            let must = column.is_some_and(|column| !column.optional) && !self.table.field(Field::Period).is_empty();
            return self.fixed.period.filter(|_| !must);
        };
        let fixed = self.fixed.period;
        let read = |value: &CellValue| match column.conversion {
            As::Date => self.days.period(value).ok().map(Spoken::of),
            As::FinancialPeriod => period::financial(&value.text()).ok().map(Spoken::of),
            As::Month | As::Quarter => {
                let said = part_of_year(&value.text(), column, cumulative)?;
                Some(Spoken { year: agreed(said.year, fixed), ..said })
            }
            _ => convert::spoken(value, BareNumber::Unknown).ok(),
        };
        match &cell.value {
            CellValue::Text(text) => {
                if let Some(known) = self.periods.get(text) {
                    return *known;
                }
                let period = read(&cell.value);
                self.periods.insert(text.clone(), period);
                period
            }
            value => read(value),
        }
    }

    /// The day of a payment, receipt or spending, where its row says one.
    pub fn day(&self, row: Row<'_>, placed: &PlacedColumn<'_>) -> Option<NaiveDate> {
        let AmountColumn { kind, cumulative, whole_year, .. } = *placed.amounts;
        let flows = matches!(kind, Kind::Contribution | Kind::Receipt | Kind::Expenditure | Kind::Income);
        let column = self.table.layout.columns.get(&Field::Period)?;
        if column.conversion != As::Date || !flows || cumulative || whole_year || placed.period.is_some() {
            return None;
        }
        let cell = self.table.field(Field::Period).iter().find_map(|column| self.table.name(row, *column))?;
        self.days.day(&cell.value)
    }

    /// Whether the row has a date of its own, as a payment has and a total has not; `None` where rows have no dates.
    pub fn date(&mut self, row: Row<'_>) -> Option<bool> {
        let dated = self.table.layout.columns.get(&Field::Period).is_some_and(|column| column.conversion == As::Date);
        dated.then(|| self.period_of(row, false).is_some())
    }

    /// What an amount is and whose, where its row says such a class and form; names that match nothing are kept for a finding.
    pub fn subject(
        &mut self,
        (row, placed, at): (Row<'_>, &PlacedColumn<'_>, Address),
        year: Option<Year>,
        (class, form): (Option<Class>, Option<Form>),
        who: &mut Who<'_>,
    ) -> AmountSubject {
        let amounts = placed.amounts;
        self.elsewhere = None;
        let (agreement, alone) = self.agreement(row, placed, at, year, who);
        let beside = agreement.as_deref().filter(|_| alone.is_none());
        let scheme = beside.and_then(|agreement| self.scheme_named((row, placed, at), agreement, year, who)).or(alone);
        // Where nobody says of which class it is, that of its scheme holds.
        let of_scheme = scheme.as_deref().zip(agreement.as_deref());
        let of_scheme = of_scheme.and_then(|(scheme, agreement)| who.class_of_scheme(agreement, scheme, year));
        AmountSubject {
            kind: amounts.kind,
            agreement,
            line: if scheme.is_some() { None } else { self.line(row, placed) },
            scheme,
            partner: self.partner(row, placed, at, year, who),
            reporter: self.reporter(row, year, who),
            class: class.or(of_scheme).unwrap_or(amounts.class),
            form: form.unwrap_or(amounts.form),
        }
    }

    /// The class that a row says, if it says one.
    ///
    /// # Errors
    ///
    /// What it says instead.
    pub fn class(&self, row: Row<'_>) -> Result<Option<Class>, NotUnderstood> {
        let said = self.said_in(row, Field::Class);
        let said = said.map_or(Ok(None), |(text, cell)| self.meanings.class(text, cell))?;
        Ok(said.or_else(|| self.classes_above.get(&row.number).copied()))
    }

    /// Whether the table has a column of classes.
    #[must_use]
    pub fn has_classes(&self) -> bool {
        self.meanings.has_classes()
    }

    /// The form that a row says, if it says one.
    ///
    /// # Errors
    ///
    /// What it says instead.
    pub fn form(&self, row: Row<'_>) -> Result<Option<Form>, NotUnderstood> {
        let said = self.said_in(row, Field::Form);
        said.map_or(Ok(None), |(text, cell)| self.meanings.form(text, cell))
    }

    /// The agreement that a row is of, and its scheme where a name stands for that.
    fn agreement(
        &mut self,
        row: Row<'_>,
        placed: &PlacedColumn<'_>,
        at: Address,
        year: Option<Year>,
        who: &mut Who<'_>,
    ) -> (Option<String>, Option<String>) {
        let column = self.table.layout.columns.get(&Field::Agreement);
        let outside = column.is_some_and(|column| column.outside);
        // Without a register every directorate would be an agreement; there payments stay outside.
        if outside && !who.has_register() {
            return (None, None);
        }
        let across = placed.name.as_ref().filter(|_| placed.amounts.across == Some(Across::Agreement));
        let seen: Vec<NameInCell> = match across {
            Some(name) => vec![(name.clone(), None)],
            None => self.names_in(row, Field::Agreement),
        };
        if outside {
            seen.iter().for_each(|(name, _)| who.in_ledger(name, year));
            if self.has_cost_centres && !seen.is_empty() {
                [true, false].into_iter().for_each(|with_digits| who.ledger_came(year, with_digits));
            }
        }
        let named = self.agreement_named(&seen, (year, placed.amounts.kind), at, who);
        if named.agreement.is_some() || named.is_ambiguous {
            return (named.agreement, named.scheme);
        }
        let must = across.is_some() || column.is_some_and(|column| !column.optional) || !seen.is_empty();
        if must && !outside {
            let (name, cell) = seen.into_iter().next().unwrap_or_default();
            self.elsewhere = Some(name.clone()).filter(|name| self.place.shared && !name.is_empty());
            self.unmatched.agreement(&name, Some(origin(self.place, cell.unwrap_or(at))));
        }
        (None, None)
    }

    fn partner(
        &mut self,
        row: Row<'_>,
        placed: &PlacedColumn<'_>,
        at: Address,
        year: Option<Year>,
        who: &mut Who<'_>,
    ) -> Option<String> {
        let kind = placed.amounts.kind;
        let own_money = matches!(kind, Kind::ContributionBudget | Kind::Contribution | Kind::Total);
        let column = self.table.layout.columns.get(&Field::Partner);
        let outside = column.is_some_and(|column| column.outside);
        let across = placed.name.as_ref().filter(|_| placed.amounts.across == Some(Across::Partner));
        let seen = match across {
            Some(name) => Some((name.clone(), None)),
            None => self.names_in(row, Field::Partner).into_iter().next(),
        };
        match seen {
            Some((name, cell)) => {
                let known = who.partner(&name, year);
                if known.is_none() && outside {
                    return Some(name);
                }
                // Who pays into an agreement of another area is a question there.
                if known.is_none() && self.elsewhere.is_none() {
                    self.unmatched.partner(&name, Some(origin(self.place, cell.unwrap_or(at))));
                }
                known
            }
            None if column.is_some_and(|column| !column.optional) => {
                if own_money || kind == Kind::Receipt {
                    self.unmatched.partner("", Some(origin(self.place, at)));
                }
                None
            }
            None if self.is_unusable(row, Field::Partner) => None,
            None => self.place.reporter.filter(|_| own_money).map(str::to_owned),
        }
    }

    fn reporter(&mut self, row: Row<'_>, year: Option<Year>, who: &mut Who<'_>) -> Option<String> {
        if let Some(reporter) = self.place.reporter {
            return Some(reporter.to_owned());
        }
        let (name, cell) = self.names_in(row, Field::Reporter).into_iter().next()?;
        let known = who.partner(&name, year);
        if known.is_none() {
            self.unmatched.partner(&name, cell.map(|cell| origin(self.place, cell)));
        }
        known
    }

    /// What an amount is for: the figure of the closed list; else what the layout, the heading above and the row say.
    #[must_use]
    pub fn line(&self, row: Row<'_>, placed: &PlacedColumn<'_>) -> Option<String> {
        if let Some(figure) = placed.amounts.figure {
            return Some(figure.to_string());
        }
        let across = placed.name.as_ref().filter(|_| placed.amounts.across == Some(Across::Line));
        let own = self.names_in(row, Field::Line).into_iter().map(|(text, _)| text);
        let parts: Vec<String> = self
            .elsewhere
            .iter()
            .chain(&placed.amounts.line)
            .cloned()
            .chain(self.heading.clone())
            .chain(own)
            .chain(across.cloned())
            .collect();
        (!parts.is_empty()).then(|| parts.join(": "))
    }

    /// The names that the columns of a field say in a row; where the table has none of them, what one place says for all.
    pub(super) fn names_in(&self, row: Row<'_>, field: Field) -> Vec<NameInCell> {
        let names = self.cells_of(row, field).filter(|cell| !is_unusable(&cell.value));
        let named: Vec<NameInCell> = names.map(text_in).collect();
        let is_fixed = named.is_empty() && self.cells_of(row, field).next().is_none();
        if is_fixed { self.fixed.names.get(&field).cloned().into_iter().collect() } else { named }
    }

    /// What the columns of a field say in a row first, whatever it is.
    pub(super) fn said_in(&self, row: Row<'_>, field: Field) -> Option<NameInCell> {
        self.cells_of(row, field).next().map(text_in).or_else(|| self.fixed.names.get(&field).cloned())
    }

    fn cells_of<'s>(&'s self, row: Row<'s>, field: Field) -> impl Iterator<Item = &'s Cell> {
        self.table.field(field).iter().filter_map(move |column| self.table.name(row, *column))
    }

    /// Whether what should name a field names nothing.
    fn is_unusable(&self, row: Row<'_>, field: Field) -> bool {
        let is_fixed = self.fixed.unusable.iter().any(|(of, ..)| *of == field);
        is_fixed || self.cells_of(row, field).any(|cell| is_unusable(&cell.value))
    }
}

fn text_in(cell: &Cell) -> NameInCell {
    (cell.value.text().trim().to_owned(), Some(cell.address))
}

/// The year that a heading and a row agree on.
fn agreed(year: Option<Year>, other: Option<Spoken>) -> Option<Year> {
    match (year, other.and_then(|said| said.year)) {
        (Some(one), Some(other)) => (one == other).then_some(one),
        (one, other) => one.or(other),
    }
}
