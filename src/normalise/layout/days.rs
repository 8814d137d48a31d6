//! Days: what the dates of a table's rows are, and which of them may be other days, because their column mixes cells and texts.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};

use super::{SheetContext, origin};
use crate::finding::phrase::{Phrase, cells, count, names, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::job::layout::amounts::{Across, AmountColumn};
use crate::job::layout::columns::{As, Field};
use crate::model::origin::Origin;
use crate::model::period::Period;
use crate::model::reason::Reason;
use crate::normalise::convert;
use crate::normalise::meaning::date::{Order, is_american, is_swappable, written};
use crate::normalise::recognise::RecognisedTable;
use crate::read::CellValue;

/// A column of dates in which days and months may be swapped.
pub const DATES_MIXED: About = About {
    name: "dates-mixed",
    level: Level::Warning,
    nature: Nature::Judgement,
    finds: "a column in which real dates and texts that look like dates stand together, or in which a day fits only the American \
            order, month before day. Texts are read as they are written, the day first; the amount of a date whose day and month \
            could be each other's is left out.",
    matters: "a spreadsheet set to American dates takes 04/05/2024 for 5 April and leaves 17/04/2024 as text: months \
              may be swapped without a sign.",
    action: "ask the partner for the column with all of its dates as dates, the day first",
    ask: Some(
        "Look whether day and month of the dates are swapped, write all of them as dates, the day first, and send the file again.",
    ),
};

/// How many cells are named in what is said.
const NAMED: usize = 3;

/// The dates of a table's rows.
#[derive(Debug, Default)]
pub struct Days {
    /// The texts that name a day, with it and how they write it.
    texts: HashMap<String, (NaiveDate, Order)>,
    /// Cells that are dates.
    dates: usize,
    /// Texts that name a day.
    texts_at: Vec<Origin>,
    /// Texts that name a day in American order only.
    american_at: Vec<Origin>,
    /// Whether some text is a date in numbers.
    in_numbers: bool,
}

impl Days {
    /// Looks at the dates beside the amounts of a table, if its rows have dates.
    #[must_use]
    pub fn of(place: SheetContext<'_>, table: &RecognisedTable<'_>) -> Self {
        let mut days = Self::default();
        let is_date = table.layout.columns.get(&Field::Period).is_some_and(|column| column.conversion == As::Date);
        for row in table.rows(place.sheet).filter(|_| is_date) {
            let cell = table.field(Field::Period).iter().find_map(|column| table.cell(row, *column));
            let has_amount = || table.amounts_in(row.number).any(|placed| table.cell(row, placed.column).is_some());
            match cell.map(|cell| (&cell.value, cell.address)) {
                Some((CellValue::Date(_), _)) if place.typed && has_amount() => days.dates += 1,
                Some((CellValue::Text(text), at)) if !days.texts.contains_key(text) && has_amount() => {
                    days.text(text, &origin(place, at));
                }
                _ => {}
            }
        }
        days
    }

    fn text(&mut self, text: &str, at: &Origin) {
        if let Ok(written) = written(text) {
            self.texts.insert(text.to_owned(), written);
            self.texts_at.push(at.clone());
            self.in_numbers |= written.1 == Order::DayFirst;
        } else if is_american(text) {
            self.american_at.push(at.clone());
            self.in_numbers = true;
        }
    }

    /// The day that a cell says, where it can be used; of a run of months the first.
    #[must_use]
    pub fn day(&self, value: &CellValue) -> Option<NaiveDate> {
        match value {
            CellValue::Text(text) if self.texts.contains_key(text) => self.texts.get(text).map(|(day, _)| *day),
            value => convert::date(value).ok().or_else(|| convert::of_date(value).ok().and_then(first_day)),
        }
    }

    /// The period of the day that a cell says.
    ///
    /// # Errors
    ///
    /// Why it says none that can be used.
    pub fn period(&self, value: &CellValue) -> Result<Period, Reason> {
        if self.is_doubtful(value) {
            return Err("a day whose month may be swapped with it".into());
        }
        convert::of_date(value)
    }

    /// Whether what a cell says may be another day.
    #[must_use]
    pub fn is_doubtful(&self, value: &CellValue) -> bool {
        match value {
            CellValue::Date(date) => self.in_numbers && self.is_mixed() && is_swappable(date.date()),
            CellValue::Text(text) if !self.american_at.is_empty() => {
                self.texts.get(text).is_some_and(|(day, order)| *order == Order::DayFirst && is_swappable(*day))
            }
            _ => false,
        }
    }

    fn is_mixed(&self) -> bool {
        self.dates > 0 && !(self.texts_at.is_empty() && self.american_at.is_empty())
    }

    /// What is said of the column; `doubtful` are the dates whose amounts are left out.
    #[must_use]
    pub fn finding(&self, place: SheetContext<'_>, doubtful: &[Origin]) -> Option<Finding> {
        let texts: Vec<&Origin> = self.texts_at.iter().chain(&self.american_at).collect();
        let first = |all: &[&Origin]| cells(all.iter().take(NAMED).copied());
        let american: Vec<&Origin> = self.american_at.iter().collect();
        let what = if self.is_mixed() {
            phrase!(
                "sheet `{}` has {} and {} in one column of dates{}",
                place.sheet.name,
                count(self.dates, "date"),
                count(texts.len(), "text"),
                first(&texts)
            )
        } else if american.is_empty() {
            return None;
        } else {
            phrase!(
                "sheet `{}` has {} that is a day in American order alone{}",
                place.sheet.name,
                count(american.len(), "date"),
                first(&american)
            )
        };
        let left_out = match doubtful.len() {
            0 => Phrase::default(),
            1 => phrase!(
                "; 1 amount is left out, because the day and the month of its date may be swapped{}",
                cells(doubtful)
            ),
            more => phrase!(
                "; {} are left out, because the day and the month of their dates may be swapped{}",
                count(more, "amount"),
                cells(doubtful.iter().take(NAMED))
            ),
        };
        let said = if doubtful.is_empty() { texts } else { doubtful.iter().collect() };
        Some(Finding::new(&DATES_MIXED, phrase!("{}{}", what, left_out)).at_cells(said))
    }
}

/// What is said of headings that are days of one month, which in American order are months: nothing is read below them.
#[must_use]
pub fn across(place: SheetContext<'_>, table: &RecognisedTable<'_>) -> Option<Finding> {
    let is_across = |amounts: &AmountColumn| amounts.across.is_some_and(Across::is_period);
    if !table.layout.amounts.iter().any(is_across) {
        return None;
    }
    let headings = place.sheet.rows_from(table.header_first).take_while(|row| row.number <= table.header_last);
    let mut days: Vec<(NaiveDate, &str, Origin)> = Vec::new();
    for cell in headings.flat_map(|row| row.cells()) {
        let CellValue::Text(text) = &cell.value else { continue };
        let is_read = table.columns.amounts.iter().any(|placed| placed.column == cell.address.column);
        if let Ok((day, Order::DayFirst)) = written(text)
            && !is_read
        {
            days.push((day, text, origin(place, cell.address)));
        }
    }
    let (first, ..) = days.first()?;
    let is_month = |day: &NaiveDate| is_swappable(*day) && day.with_day(1) == first.with_day(1);
    if days.len() < 2 || !days.iter().all(|(day, ..)| is_month(day)) || days.iter().all(|(day, ..)| day == first) {
        return None;
    }
    let named = names(days.iter().take(NAMED).map(|(_, text, _)| *text));
    let message = phrase!(
        "the headings {} of sheet `{}` are days of one month, or months in American order; nothing is read below them",
        named,
        place.sheet.name
    );
    let finding = Finding::new(&DATES_MIXED, message).asking("write the months by their names");
    Some(finding.at_cells(days.iter().map(|(.., at)| at)))
}

/// The first day of a period that is no year to date.
fn first_day(period: Period) -> Option<NaiveDate> {
    match period.before() {
        Some(before) => before.last_day().succ_opt(),
        None => Some(period.year.first_day()),
    }
}
