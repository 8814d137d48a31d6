//! The life of an agreement as a table: what each partner committed and paid, and what was spent, with the years across.

use super::amount;
use crate::measure::{Figure, FigureKey, FigureNumber, Quantity, id};
use crate::model::agreement::Agreement;
use crate::model::period::{Period, Year};
use crate::model::words::slug;
use crate::present::pack::{Block, Cell, Row, Table};
use crate::present::sections::{Desk, figures_column, row, words_cell, words_column};
use crate::reconcile::Reported;

/// How many years one table has; the newest.
const YEARS: usize = 6;

/// Where no return of a year came: nothing is said of whether money did.
const NO_RETURN: &str = "no\u{a0}return";

/// What was committed, paid and spent in each year, where there is a year before this one.
pub fn blocks(desk: &Desk<'_>) -> Vec<Block> {
    let agreements = desk.figures.books.register.agreements.iter();
    agreements.filter_map(|agreement| Life::of(desk, agreement)?.table()).map(Block::Table).collect()
}

/// The life of one agreement.
struct Life<'a> {
    desk: &'a Desk<'a>,
    agreement: &'a Agreement,
    /// The newest years.
    years: Vec<Year>,
    left_out: usize,
    partners: Vec<&'a str>,
    /// Whether returns of an earlier year say what was paid, and what was spent.
    is_paid: bool,
    is_spent: bool,
}

impl<'a> Life<'a> {
    fn of(desk: &'a Desk<'a>, agreement: &'a Agreement) -> Option<Self> {
        let now = desk.figures.books.period.year;
        let is_its = |figure: &&Figure| {
            let FigureKey { id, agreement: of, class, period, .. } = &figure.key;
            let is_told = *id == id::COMMITTED || [id::PAID, id::ACTUAL].contains(id) && period.year < now;
            is_told && of.as_deref() == Some(&agreement.id) && class.is_none()
        };
        let found: Vec<&Figure> = desk.figures.all().iter().filter(is_its).collect();
        let mut years: Vec<Year> = found.iter().map(|figure| figure.key.period.year).collect();
        years.sort_unstable();
        years.dedup();
        if years.len() < 2 {
            return None;
        }
        let left_out = years.len().saturating_sub(YEARS);
        let years = years.split_off(left_out);
        let mut partners: Vec<&str> = Vec::new();
        for partner in found.iter().filter_map(|figure| figure.key.partner.as_deref()) {
            partners.extend((!partners.contains(&partner)).then_some(partner));
        }
        let is_of = |wanted: &str| found.iter().any(|figure| figure.key.id == wanted && figure.key.period.year < now);
        let (is_paid, is_spent) = (is_of(id::PAID), is_of(id::ACTUAL));
        Some(Self { desk, agreement, years, left_out, partners, is_paid, is_spent })
    }

    /// A figure of a year: of this one to the end of the period.
    fn figure(&self, id: &'static str, year: Year, partner: Option<&str>) -> Option<FigureNumber> {
        let now = self.desk.figures.books.period;
        let period = if year == now.year { now } else { Period::whole(year) };
        let key = FigureKey::new(id, period).of_agreement(Some(&self.agreement.id)).of_partner(partner);
        self.desk.figures.by(&key)
    }

    fn committed(&self, year: Year, partner: Option<&str>) -> Cell {
        let figure = self.figure(id::COMMITTED, year, partner);
        figure.map_or_else(|| words_cell("–"), |figure| amount(self.desk, Some(figure)))
    }

    /// What was reported of a year: a return that did not come is no nil.
    fn reported(&self, id: &'static str, year: Year, partner: Option<&str>) -> Cell {
        let is_asked = self.figure(id::COMMITTED, year, partner).is_some();
        match self.figure(id, year, partner).filter(|_| !partner.is_some_and(|one| self.is_silent(year, one))) {
            Some(figure) => amount(self.desk, Some(figure)),
            None => words_cell(if is_asked { NO_RETURN } else { "–" }),
        }
    }

    /// Whether host and payer say otherwise, in an earlier year, of what a partner paid, or any did.
    fn differs(&self, partner: Option<&str>) -> bool {
        let past = self.desk.figures.books.past.under(&self.agreement.id);
        let mut open = past.filter(|past| self.years.contains(&past.year)).flat_map(|past| &past.open_differences);
        open.any(|open| partner.is_none_or(|partner| open.partner == partner))
    }

    fn received(&self, year: Year, partner: Option<&str>) -> Cell {
        let figure = self.figure(id::RECEIVED, year, partner);
        figure.map_or_else(|| words_cell("not known"), |figure| amount(self.desk, Some(figure)))
    }

    /// Whether no return of all of an earlier year says what a partner paid.
    fn is_silent(&self, year: Year, partner: &str) -> bool {
        let mut past = self.desk.figures.books.past.under(&self.agreement.id);
        past.find(|past| past.year == year).is_some_and(|past| {
            past.lines.iter().filter(|line| line.partner == partner).all(|line| line.paid == Reported::Nothing)
        })
    }

    /// Why something that was reported of an earlier year is not known, each reason once. Of what did not come the table says so.
    fn not_known(&self) -> Vec<String> {
        let now = self.desk.figures.books.period.year;
        let is_its = |figure: &&Figure| {
            let FigureKey { id, agreement, class, period, partner, .. } = &figure.key;
            let is_silent = partner.as_deref().is_none_or(|partner| self.is_silent(period.year, partner));
            agreement.as_deref() == Some(&self.agreement.id)
                && (class.is_none() && period.year < now && self.years.contains(&period.year))
                && (*id == id::ACTUAL || *id == id::PAID && !is_silent)
        };
        let mut whys: Vec<String> = Vec::new();
        for figure in self.desk.figures.all().iter().filter(is_its) {
            let Quantity::NoAmount { why, at_least: None } = &figure.quantity else { continue };
            let said = self.desk.plain(why);
            if !whys.contains(&said) {
                whys.push(said);
            }
        }
        whys
    }

    fn line(&self, name: String, cell: impl Fn(Year) -> Cell) -> Vec<Cell> {
        std::iter::once(words_cell(&name)).chain(self.years.iter().map(|year| cell(*year))).collect()
    }

    /// What a partner, or all, committed and, where returns of earlier years came, paid.
    fn lines(&self, partner: Option<&str>) -> Vec<Vec<Cell>> {
        let name = partner.unwrap_or("All partners");
        if !self.is_paid {
            return vec![self.line(name.to_owned(), |year| self.committed(year, partner))];
        }
        let mut lines = vec![
            self.line(format!("{name}: committed"), |year| self.committed(year, partner)),
            self.line(format!("{name}: paid"), |year| self.reported(id::PAID, year, partner)),
        ];
        let received = || self.line(format!("{name}: received"), |year| self.received(year, partner));
        lines.extend(self.differs(partner).then(received));
        lines
    }

    fn table(&self) -> Option<Table> {
        let mut rows: Vec<Row> = self.partners.iter().flat_map(|one| self.lines(Some(one))).map(row).collect();
        rows.extend(self.lines(None).into_iter().map(|cells| Row { total: true, cells }));
        let spent = || self.line("Spent by the pool".to_owned(), |year| self.reported(id::ACTUAL, year, None));
        rows.extend(self.is_spent.then(|| row(spent())));
        let first = if self.is_paid { "Partner, and what" } else { "Partner" };
        let mut columns = vec![words_column(first, 2)];
        columns.extend(self.years.iter().map(|year| figures_column(&self.desk.year(*year))));
        Some(Table {
            name: format!("life-{}", slug(&self.agreement.id)),
            caption: format!("{}: {} over the years", self.agreement.title, self.what()),
            notes: self.notes(&rows),
            columns,
            rows,
        })
    }

    const fn what(&self) -> &'static str {
        match (self.is_paid, self.is_spent) {
            (true, true) => "commitments, payments and spending",
            (true, false) => "commitments and payments",
            (false, true) => "commitments and spending",
            (false, false) => "commitments",
        }
    }

    fn notes(&self, rows: &[Row]) -> Vec<String> {
        let mut notes =
            vec!["Committed after agreed variations, as the register has it. “–”: no commitment.".to_owned()];
        let books = &self.desk.figures.books;
        if self.is_paid || self.is_spent {
            let what = if self.is_paid { "Paid" } else { "Spent" };
            notes.push(format!("{what} in earlier years: as returns of all of that year say."));
            let received = || "Received: as the host says, where that is not what was paid.".to_owned();
            notes.extend((self.is_paid && self.differs(None)).then(received));
            if rows.iter().flat_map(|row| &row.cells).any(|cell| cell.text == NO_RETURN) {
                notes.push("“No return”: none of that year says it. It is not nil.".to_owned());
            }
            if !books.is_closed() {
                notes.push(format!(
                    "In {}: to the end of {}, as far as that is known.",
                    books.period.year, books.period
                ));
            }
        }
        let whys = self.not_known();
        notes.extend((!whys.is_empty()).then(|| format!("Not known: {}.", whys.join("; "))));
        if self.left_out > 0 {
            notes.push("Earlier years are in figures.json.".to_owned());
        }
        notes
    }
}
