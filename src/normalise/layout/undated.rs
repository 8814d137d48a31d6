//! Undated: amounts beside a cell that should say their period and does not, by what the cell says.

use super::days::{DATES_MIXED, Days};
use super::says::{Says, part_of_year};
use super::{SheetContext, origin};
use crate::finding::phrase::{Phrase, cells, count, listed, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::job::layout::columns::{As, Field};
use crate::model::origin::{Address, Origin};
use crate::model::reason::Reason;
use crate::normalise::convert;
use crate::normalise::meaning::period;
use crate::read::Row;

/// Amounts without a period.
pub const NO_PERIOD: About = About {
    name: "no-period",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "amounts for which the sheet names no financial year or period where its layout looks for one, or whose row names a day \
            that is none, such as 31/02/2024.",
    matters: "a period is never guessed; none of these amounts is used.",
    action: "write the period, such as 2006-07, where the layout looks for it, or the right date",
    ask: Some(
        "Write the period, such as 2006-07 or 2024-25-Q2, where the form asks for it, or the right date, and send the file again.",
    ),
};

/// How many texts, and how many cells of each, are named in what is said.
const NAMED: usize = 3;

/// A cell that should say a period and does not.
#[derive(Debug)]
pub struct NotAPeriodCell {
    /// The cell.
    pub at: Address,
    /// What it says.
    pub text: String,
    /// Why that is no period.
    pub why: Reason,
    /// Whether it is a day that may be another.
    pub doubtful: bool,
}

/// Such cells of one table, in the order in which they were seen.
#[derive(Debug, Default)]
pub struct Undated {
    texts: Vec<(String, Reason, Vec<Origin>)>,
    others: Vec<Origin>,
    amounts: usize,
    doubtful: Vec<Origin>,
}

impl Undated {
    /// Keeps the cell beside an amount; says which finding the amount is.
    pub fn keep(&mut self, place: SheetContext<'_>, said: NotAPeriodCell) -> &'static About {
        let at = origin(place, said.at);
        if said.doubtful {
            self.doubtful.push(at);
            return &DATES_MIXED;
        }
        self.amounts += 1;
        let full = self.texts.len() == NAMED;
        match self.texts.iter_mut().find(|(text, ..)| *text == said.text) {
            Some((.., known)) => known.extend(Some(at).filter(|at| known.last() != Some(at))),
            None if full => self.others.extend(Some(at).filter(|at| self.others.last() != Some(at))),
            None => self.texts.push((said.text, said.why, vec![at])),
        }
        &NO_PERIOD
    }

    /// What is said of the table: of its column of dates, and of the cells that say no period.
    pub fn findings(self, place: SheetContext<'_>, days: &Days) -> Vec<Finding> {
        days.finding(place, &self.doubtful).into_iter().chain(self.finding()).collect()
    }

    fn finding(self) -> Option<Finding> {
        let one = |(text, why, at): &(String, Reason, Vec<Origin>)| {
            phrase!("`{}`{} is {}", text, cells(at.iter().take(NAMED)), why)
        };
        let others = match self.others.len() {
            0 => Phrase::default(),
            more => phrase!(
                ", and {} no better",
                if more == 1 { "1 other cell is".to_owned() } else { format!("{more} other cells are") }
            ),
        };
        let (beside, are) = if self.amounts == 1 { ("beside it", "is") } else { ("beside such cells", "are") };
        let named = listed(self.texts.iter().map(one));
        let message = phrase!("{}{}; {} {} {} not used", named, others, count(self.amounts, "amount"), beside, are);
        let all = self.texts.iter().flat_map(|(.., at)| at).chain(&self.others);
        let finding = Finding::new(&NO_PERIOD, message).asking("write the date or the period in the cell");
        (!self.texts.is_empty()).then(|| finding.at_cells(all))
    }
}

impl Says<'_, '_> {
    /// Whether a row leaves the cell empty that must say its period.
    pub fn leaves_period_empty(&self, row: Row<'_>) -> bool {
        let columns = self.table.field(Field::Period);
        let must = self.table.layout.columns.get(&Field::Period).is_some_and(|column| !column.optional);
        must && !columns.is_empty() && columns.iter().all(|column| self.table.name(row, *column).is_none())
    }

    /// The cell of a row that should say its period and does not.
    pub fn not_a_period(&self, row: Row<'_>) -> Option<NotAPeriodCell> {
        let cell = self.table.field(Field::Period).iter().find_map(|column| self.table.name(row, *column))?;
        let value = &cell.value;
        let column = self.table.layout.columns.get(&Field::Period)?;
        let why = match column.conversion {
            As::Date => self.days.period(value).err(),
            As::FinancialPeriod => period::financial(&value.text()).err(),
            As::Month | As::Quarter => part_of_year(&value.text(), column, true)
                .is_none()
                .then(|| "no month or quarter: write it like `Apr` or `Q2`".into()),
            _ => convert::period(value).err(),
        };
        let (at, text, doubtful) = (cell.address, value.text(), self.days.is_doubtful(value));
        why.map(|why| NotAPeriodCell { at, text, why, doubtful })
    }
}
