//! Accounts: the memorandum account of each pool once the year is over, until then what its manager returns to date.

use super::{Desk, NamedBlocks, figures_column, in_words, paragraph, row, words_cell, words_column};
use crate::job::agreement_type::How;
use crate::measure::risk::SharingOutcome;
use crate::measure::{Figure, FigureKey, FigureNumber, IncomeTaken, Quantity, TotalNumber, id, income_taken};
use crate::model::agreement::Agreement;
use crate::model::entry::Class;
use crate::model::money::Money;
use crate::model::period::Period;
use crate::model::rules::underspend::Goes;
use crate::model::total::TotalFigure;
use crate::model::words::{listed, slug};
use crate::present::pack::{Block, Cell, Row, Table};
use crate::present::words::Exactness;
use crate::reconcile::{Pool, PutIn, brought_forward};

/// What stands for an amount that is missing; its reason stands below the table.
const NOT_KNOWN: &str = "Not\u{a0}known";

/// A table for each pool, or for each class of one that has both; nothing where nobody has reported what any was paid or spent.
pub fn blocks(desk: &Desk<'_>) -> NamedBlocks {
    let pools = desk.figures.books.register.agreements.iter().flat_map(|agreement| accounts(desk, agreement));
    vec![("accounts", pools.flat_map(|account| account.blocks()).collect())]
}

/// The account of one pool, or of one class of it.
struct Account<'a> {
    desk: &'a Desk<'a>,
    agreement: &'a Agreement,
    class: Option<Class>,
    /// The period, and the year before where its account is known.
    columns: Vec<Period>,
    partners: Vec<&'a str>,
}

fn accounts<'a>(desk: &'a Desk<'a>, agreement: &'a Agreement) -> Vec<Account<'a>> {
    let now = desk.figures.books.period;
    let before = now.year.before().map(Period::whole);
    let is_its = |figure: &&Figure| {
        figure.key.id == id::ACCOUNT_FUNDING && figure.key.agreement.as_deref() == Some(&agreement.id)
    };
    let all: Vec<&FigureKey> = desk.figures.all().iter().filter(is_its).map(|figure| &figure.key).collect();
    let has = |class: Option<Class>, period: Period| {
        all.iter().any(|key| (key.class, key.period, &key.partner) == (class, period, &None))
    };
    let mut classes: Vec<Option<Class>> =
        Class::WORDS.into_iter().map(|(_, class)| Some(class)).filter(|class| has(*class, now)).collect();
    if classes.is_empty() && has(None, now) {
        classes.push(None);
    }
    let of_class = |class: Option<Class>| {
        let columns: Vec<Period> =
            [Some(now), before].into_iter().flatten().filter(|period| has(class, *period)).collect();
        let mut partners: Vec<&str> = Vec::new();
        for key in all.iter().filter(|key| key.class == class && columns.contains(&key.period)) {
            partners.extend(key.partner.as_deref().filter(|partner| !partners.contains(partner)));
        }
        Account { desk, agreement, class, columns, partners }
    };
    classes.into_iter().map(of_class).collect()
}

impl Account<'_> {
    fn is_closed(&self) -> bool {
        self.desk.figures.books.is_closed()
    }

    fn figure(&self, id: &'static str, partner: Option<&str>, period: Period) -> Option<FigureNumber> {
        let key = FigureKey::new(id, period).of_agreement(Some(&self.agreement.id)).of_class(self.class);
        self.desk.figures.by(&key.of_partner(partner))
    }

    fn cell(&self, figure: Option<FigureNumber>) -> Cell {
        match figure.and_then(|figure| self.desk.figures.get(figure)).map(|figure| &figure.quantity) {
            Some(Quantity::NoAmount { at_least: None, .. }) => words_cell(NOT_KNOWN),
            _ => self.desk.cell(figure, Exactness::Full),
        }
    }

    fn line(&self, name: impl Into<String>, id: &'static str, partner: Option<&str>) -> Vec<Cell> {
        let cells = self.columns.iter().map(|period| self.cell(self.figure(id, partner, *period)));
        std::iter::once(words_cell(&name.into())).chain(cells).collect()
    }

    /// What the year is expected to cost; of the year before there is no forecast any more.
    fn forecast(&self) -> Vec<Cell> {
        let now = self.desk.figures.books.period;
        let of = |period: &Period| match self.figure(id::FORECAST, None, *period) {
            None if *period == now => words_cell(NOT_KNOWN),
            figure => self.cell(figure.filter(|_| *period == now)),
        };
        let name = words_cell("Expenditure forecast for the year");
        std::iter::once(name).chain(self.columns.iter().map(of)).collect()
    }

    fn has(&self, id: &'static str, partner: Option<&str>) -> bool {
        self.columns.iter().any(|period| self.figure(id, partner, *period).is_some())
    }

    fn rows(&self) -> Vec<Row> {
        let to_date = if self.is_closed() { "" } else { " to date" };
        let mut rows = Vec::new();
        if self.shows(id::ACCOUNT_BROUGHT_FORWARD) {
            rows.push(row(self.line("Balance brought forward", id::ACCOUNT_BROUGHT_FORWARD, None)));
        }
        let funding = |partner: &&str| self.line(format!("Put in by {partner}"), id::ACCOUNT_FUNDING, Some(partner));
        rows.extend(self.partners.iter().map(funding).map(row));
        if self.has(id::ACCOUNT_INCOME, None) {
            rows.push(row(self.line("Client income", id::ACCOUNT_INCOME, None)));
        }
        let total = |name: String, id| Row { total: true, cells: self.line(name, id, None) };
        rows.push(total(format!("Total funding{to_date}"), id::ACCOUNT_FUNDING));
        let is_after = self.columns.iter().all(|period| self.is_after_income(*period));
        let after = if is_after { ", after client income" } else { "" };
        rows.push(total(format!("Total expenditure{to_date}{after}"), id::ACCOUNT_EXPENDITURE));
        if !self.is_closed() {
            rows.push(row(self.forecast()));
            return rows;
        }
        rows.push(total(format!("Net {} of the year", self.surplus_or_deficit()), id::ACCOUNT_SURPLUS));
        let with_share = self.partners.iter().filter(|partner| self.has(id::ACCOUNT_SHARE, Some(partner)));
        let share =
            |partner: &&str| self.line(format!("of it, the share of {partner}"), id::ACCOUNT_SHARE, Some(partner));
        rows.extend(with_share.map(share).map(row));
        rows.extend(self.apart());
        let balance = if self.is_settled() {
            "Balance carried forward"
        } else {
            "Balance at the end of the year, before anything is returned or made good"
        };
        rows.push(total(balance.to_owned(), id::ACCOUNT_CARRIED_FORWARD));
        rows.extend(self.by_the_register());
        rows
    }

    /// What of the surplus or deficit is no variance: what a partner paid less than it committed, or more, and income.
    fn apart(&self) -> Vec<Row> {
        let now = self.desk.figures.books.period;
        let is_less = |id, partner: Option<&str>| {
            self.desk.amount(self.figure(id, partner, now)).is_none_or(|amount| amount < Money::ZERO)
        };
        let paid = |partner: &&str| {
            let id = id::ACCOUNT_PAID_LESS_COMMITTED;
            let name = match is_less(id, Some(*partner)) {
                true => format!("of it, the contribution that {partner} did not make"),
                false => format!("of it, what {partner} paid beyond its commitment"),
            };
            self.has(id, Some(*partner)).then(|| row(self.line(name, id, Some(*partner))))
        };
        let income = || {
            let id = id::ACCOUNT_INCOME_LESS_AGREED;
            let which = if is_less(id, None) { "below" } else { "above" };
            let name = format!("of it, client income {which} what was agreed");
            self.has(id, None).then(|| row(self.line(name, id, None)))
        };
        self.partners.iter().filter_map(paid).chain(income()).collect()
    }

    /// Whether what was spent in a year is after client income: it was taken off, or the return says so.
    fn is_after_income(&self, period: Period) -> bool {
        let books = &self.desk.figures.books;
        let its = |pool: &&Pool| self.class.is_none_or(|class| pool.class == class);
        let is_after = |pool: &Pool| {
            let taken = income_taken(books, self.agreement, pool);
            matches!(taken, IncomeTaken::Off | IncomeTaken::Before)
        };
        if period == books.period {
            return books.pools.under(&self.agreement.id).filter(its).any(is_after);
        }
        let mut past = books.past.under(&self.agreement.id);
        past.any(|past| past.year == period.year && past.pools.iter().filter(its).any(is_after))
    }

    /// Whether there is a row of a figure: what a year begins with is asked for at its end, where the account is closed.
    fn shows(&self, id: &'static str) -> bool {
        let is_known = self.columns.iter().any(|period| self.amount(id, *period).is_some());
        id != id::ACCOUNT_BROUGHT_FORWARD || self.is_closed() || is_known
    }

    /// What a surplus is called, where every column has one, or a deficit.
    fn surplus_or_deficit(&self) -> &'static str {
        let amounts = self.columns.iter().map(|period| self.amount(id::ACCOUNT_SURPLUS, *period));
        let all: Option<Vec<Money>> = amounts.collect();
        match all {
            Some(all) if all.iter().all(|one| *one >= Money::ZERO) => "surplus",
            Some(all) if all.iter().all(|one| *one < Money::ZERO) => "deficit",
            _ => "surplus, or deficit below zero,",
        }
    }

    fn amount(&self, id: &'static str, period: Period) -> Option<Money> {
        self.desk.amount(self.figure(id, None, period))
    }

    /// Whether all that is left stays in the pool: nothing is left of the year, or the register says that it is carried forward.
    fn is_settled(&self) -> bool {
        let rule = self.agreement.underspend.as_ref().and_then(|stated| stated.means.as_ref().ok());
        let is_kept = rule.is_some_and(|rule| rule.goes == Goes::IntoNextYear);
        let mut left = self.columns.iter().map(|period| self.amount(id::ACCOUNT_SURPLUS, *period));
        left.all(|left| left.is_some_and(|left| left == Money::ZERO || is_kept && left > Money::ZERO))
    }

    /// What the register says was carried forward, where the account does not come to that.
    fn by_the_register(&self) -> Option<Row> {
        let of = |period: &Period| -> Vec<TotalNumber> {
            let all = self.desk.figures.books.register.totals.iter().enumerate();
            let is_its = |(_, total): &(usize, &crate::model::total::Total)| {
                (total.figure, total.period) == (TotalFigure::CarriedForward, *period)
                    && total.agreement.as_deref() == Some(&self.agreement.id)
                    && total.class.is_none_or(|class| self.class.is_none_or(|of| of == class))
            };
            all.filter(is_its).map(|(place, _)| TotalNumber(place)).collect()
        };
        let differs = |period: &Period| match of(period).as_slice() {
            [one] => {
                let amount = self.desk.figures.reference(*one).map(|total| total.amount);
                amount != self.amount(id::ACCOUNT_CARRIED_FORWARD, *period)
            }
            _ => false,
        };
        let cell = |period: &Period| match of(period).as_slice() {
            [one] => self.desk.reference(*one),
            _ => words_cell("–"),
        };
        let name = words_cell("Carried forward, by the register’s sheet “Totals”");
        let row_of = || row(std::iter::once(name.clone()).chain(self.columns.iter().map(cell)).collect());
        self.columns.iter().any(differs).then(row_of)
    }

    fn blocks(&self) -> Vec<Block> {
        let books = &self.desk.figures.books;
        let (period, as_at) = (books.period, in_words(books.as_at));
        let of_class = self.class.map(|class| format!(", {class}")).unwrap_or_default();
        let title = &self.agreement.title;
        // Where one body commissions for all there is no fund that needs a manager or a memorandum.
        let is_led = books.how(self.agreement) == Some(How::Lead);
        let what = match (self.is_closed(), is_led) {
            (true, false) => format!("memorandum account for {}", period.year),
            (true, true) => format!("income and expenditure in {}", period.year),
            (false, is_led) => {
                let to = in_words(period.last_day().min(books.as_at));
                let what = if is_led { "income and expenditure" } else { "figures for the pool manager’s return" };
                format!("{what}, April to {to}")
            }
        };
        let caption = format!("{title}{of_class}: {what}, as at {as_at}");
        let rows = self.rows();
        let mut columns = vec![words_column("What", 2)];
        columns.extend(self.columns.iter().map(|of| {
            let is_now = *of == period && !self.is_closed();
            figures_column(&if is_now { format!("{} to date", of.year) } else { of.year.to_string() })
        }));
        let class = self.class.map(|class| format!("-{class}")).unwrap_or_default();
        let name = format!("account-{}{class}", slug(&self.agreement.id));
        let table = Table { name, caption, columns, rows, notes: self.notes() };
        let stays = self.stays().map(paragraph);
        std::iter::once(Block::Table(table)).chain(stays).collect()
    }

    /// What becomes of an underspend that is no partner's.
    fn stays(&self) -> Option<String> {
        if !self.is_closed() {
            return None;
        }
        let mut sharings = self.desk.figures.sharings.under(&self.agreement.id);
        let sharing = sharings.find(|sharing| self.class.is_none() || sharing.class == self.class)?;
        match &sharing.outcome {
            SharingOutcome::Stays(why) => Some(format!("No partner has a share: {}.", self.desk.plain(why))),
            SharingOutcome::EachItsOwn => Some("No partner has a share: each bears its own.".to_owned()),
            _ => None,
        }
    }

    fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.is_of_payers() {
            notes.push("Put in: what the host received; where it does not say, what the partner paid.".to_owned());
        }
        let is_after = |period: &&Period| self.is_after_income(**period);
        let after: Vec<String> = self.columns.iter().filter(is_after).map(|period| period.year.to_string()).collect();
        if !after.is_empty() && after.len() < self.columns.len() {
            notes.push(format!(
                "Expenditure of {} is after client income, of the other year as it was reported.",
                listed(&after)
            ));
        }
        notes.extend(self.columns.iter().filter_map(|period| self.carried_from(*period)));
        if self.are_shares_of_a_part() {
            let part = "The shares are of a part: what other money meets of it, or the rule leaves to nobody, stands under variance; \
                        differences that are tolerated are in none.";
            notes.push(part.to_owned());
        }
        notes.extend(self.columns.iter().filter_map(|period| self.not_known(*period)));
        notes
    }

    /// That a year began with what the register has as carried forward at the end of the one before, where it has nothing else.
    fn carried_from(&self, period: Period) -> Option<String> {
        let class = self.class.map(|class| (class, class == Class::Revenue));
        let brought = brought_forward(&self.desk.figures.books.register, self.agreement, period.year, class);
        let last = brought.ok().flatten()?.carried_from.filter(|_| self.shows(id::ACCOUNT_BROUGHT_FORWARD))?;
        Some(format!(
            "Brought forward into {}: what the register has as carried forward at the end of {last}.",
            period.year
        ))
    }

    /// Why figures of a column are not known, each reason once, and with its year where there are two; of rows that are shown.
    fn not_known(&self, period: Period) -> Option<String> {
        let closed = [id::ACCOUNT_SURPLUS, id::ACCOUNT_SHARE, id::ACCOUNT_CARRIED_FORWARD];
        let ids = [id::ACCOUNT_BROUGHT_FORWARD, id::ACCOUNT_FUNDING, id::ACCOUNT_INCOME, id::ACCOUNT_EXPENDITURE];
        let ids: Vec<&str> = ids.into_iter().chain(closed.into_iter().filter(|_| self.is_closed())).collect();
        let figures = self.desk.figures.all().iter().filter(|figure| {
            let key = &figure.key;
            ids.contains(&key.id)
                && self.shows(key.id)
                && (key.class, key.period) == (self.class, period)
                && key.agreement.as_deref() == Some(&self.agreement.id)
        });
        let mut whys: Vec<String> = Vec::new();
        for why in figures.filter_map(|one| one.quantity.why_not()) {
            // An amount in a reason is printed where it is found.
            let said = self.desk.plain(why);
            if why.amounts().next().is_none() && !whys.contains(&said) {
                whys.push(said);
            }
        }
        let of = if self.columns.len() > 1 { format!(" in {}", period.year) } else { String::new() };
        (!whys.is_empty()).then(|| format!("Not known{of}: {}.", whys.join(". ")))
    }

    /// Whether partners have shares, and with what is no variance these are not all of the surplus or deficit.
    fn are_shares_of_a_part(&self) -> bool {
        let now = self.desk.figures.books.period;
        let of = |id, partner: Option<&str>| self.figure(id, partner, now);
        let share = |partner: &&str| of(id::ACCOUNT_SHARE, Some(partner));
        let shares: Vec<FigureNumber> = self.partners.iter().filter_map(share).collect();
        let paid = self.partners.iter().filter_map(|partner| of(id::ACCOUNT_PAID_LESS_COMMITTED, Some(partner)));
        let apart = paid.chain(of(id::ACCOUNT_INCOME_LESS_AGREED, None));
        let all: Option<Vec<Money>> =
            shares.iter().copied().chain(apart).map(|one| self.desk.amount(Some(one))).collect();
        let whole = self.amount(id::ACCOUNT_SURPLUS, now);
        !shares.is_empty() && all.is_some_and(|all| Money::sum(all) != whole)
    }

    /// Whether a row says what a partner paid, because its host does not say what it received.
    fn is_of_payers(&self) -> bool {
        let books = &self.desk.figures.books;
        let mut lines = books.lines_of(&self.agreement.id);
        lines.any(|line| {
            let known = matches!(books.put_in(self.agreement, line), PutIn::Known(_));
            known && line.received.figure().is_none()
        })
    }
}
