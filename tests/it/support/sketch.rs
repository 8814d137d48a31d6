//! The words in which a test says what its area is: who commits what to which agreement, and what is returned of it.
//!
//! Amounts are in pounds, and may be what no amount should be. What is said of an agreement is said of the one named last; what
//! is said again replaces what was said before, in a copy, too.

use std::fmt::Display;
use std::fs;

use scrutiny::model::words::slug;

use super::area::{Area, REGISTER};
use super::register::Row;
use super::returns::{Return, Says};

impl Area {
    /// The period of the report.
    pub fn period(self, period: &str) -> Self {
        self.set("period", &format!("\"{period}\""))
    }

    /// The day to which the figures run.
    pub fn at(self, day: &str) -> Self {
        self.set("as-at", day)
    }

    pub fn status(self, status: &str) -> Self {
        self.set("status", &format!("\"{status}\""))
    }

    pub fn title(self, title: &str) -> Self {
        self.set("title", &format!("\"{title}\""))
    }

    /// Writes a key of `area.toml`; the value is as TOML has it.
    pub fn set(self, key: &str, value: &str) -> Self {
        let path = self.input().join("area.toml");
        let is_it = |line: &str| line.split('=').next().unwrap().trim() == key;
        let mut lines: Vec<String> = fs::read_to_string(&path).unwrap().lines().map(str::to_owned).collect();
        let line = format!("{key} = {value}");
        match lines.iter_mut().find(|line| is_it(line)) {
            Some(old) => *old = line,
            None => lines.push(line),
        }
        fs::write(path, lines.join("\n") + "\n").unwrap();
        self
    }

    fn of(&self, key: &str) -> String {
        let text = fs::read_to_string(self.input().join("area.toml")).unwrap();
        let line = text.lines().find(|line| line.starts_with(key)).unwrap();
        line.split('"').nth(1).unwrap().to_owned()
    }

    fn year(&self) -> String {
        self.of("period")[..7].to_owned()
    }

    /// A partner of a sector: health, council or other.
    pub fn partner(self, name: &str, sector: &str) -> Self {
        self.say("Partners", &[("Partner", name)], &[("Sector", sector)])
    }

    /// A partner that is named for the first time: a council where its name says so, else a health body.
    fn known(mut self, name: &str) -> Self {
        if self.register.find("Partners", &[("Partner", name)]).is_some() {
            return self;
        }
        let last = self.last.take();
        let mut known = self.partner(name, if name.contains("Council") { "council" } else { "health" });
        known.last = last;
        known
    }

    /// Speaks of an agreement, by its title: where it is new, a pooled fund that the first council holds.
    pub fn agreement(mut self, title: &str) -> Self {
        title.clone_into(&mut self.agreement);
        if let Some(known) = self.register.find("Agreements", &[("Title", title)]) {
            self.last = Some(known);
            return self;
        }
        let council = self.register.find("Partners", &[("Sector", "council")]);
        let host = council.map_or_else(|| "Council".to_owned(), |row| self.register.get(&row, "Partner"));
        let papers = [
            ("Signed", "2001-04-01"),
            ("Board last met", "2025-05-01"),
            ("Risk share", "Proportional to opening contributions"),
        ];
        let cells = [&[("Arrangements", "Section 75 pooled fund"), ("Host", host.as_str())], &papers[..]].concat();
        self.known(&host).say("Agreements", &[("Agreement", &slug(title)), ("Title", title)], &cells)
    }

    /// The types of the agreement, with semicolons between them.
    pub fn arrangements(self, types: &str) -> Self {
        self.of_the_agreement("Arrangements", types)
    }

    /// Who holds the pool; empty for nobody.
    pub fn host(self, partner: &str) -> Self {
        let area = if partner.is_empty() { self } else { self.known(partner) };
        area.of_the_agreement("Host", partner)
    }

    /// The difference between two partners' figures that matters.
    pub fn materiality(self, amount: impl Display) -> Self {
        self.of_the_agreement("Materiality", &amount.to_string())
    }

    fn of_the_agreement(mut self, heading: &str, text: &str) -> Self {
        let row = self.spoken_of();
        self.register.set(&row, heading, text);
        self.last = Some(row);
        self.unwritten.borrow_mut().insert(REGISTER.to_owned());
        self
    }

    fn spoken_of(&mut self) -> Row {
        self.register.find("Agreements", &[("Title", &self.agreement)]).unwrap_or_else(|| panic!("which agreement?"))
    }

    fn id(&mut self) -> String {
        let row = self.spoken_of();
        self.register.get(&row, "Agreement")
    }

    /// What a partner commits to the agreement for the area's year, each year again.
    pub fn commits(self, partner: &str, amount: impl Display) -> Self {
        let year = self.year();
        self.commits_for(&year, partner, amount)
    }

    /// The same for another year.
    pub fn commits_for(self, year: &str, partner: &str, amount: impl Display) -> Self {
        let mut area = self.known(partner);
        let id = area.id();
        let key = [("Agreement", &*id), ("Partner", partner), ("Year", year)];
        area.say("Commitments", &key, &[("Recurrent", "yes"), ("Amount", &amount.to_string())])
    }

    /// When the commitment said last is to be paid.
    pub fn instalments(self, pattern: &str) -> Self {
        self.with("Instalments", pattern)
    }

    /// By how much a commitment of the area's year changes, and when that was agreed; who was asked and who approved it is left
    /// to be said.
    pub fn varies(self, partner: &str, day: &str, amount: impl Display) -> Self {
        let (year, mut area) = (self.year(), self.known(partner));
        let id = area.id();
        let key = [("Agreement", &*id), ("Partner", partner), ("Year", &year), ("Date", day)];
        area.say("Variations", &key, &[("Amount", &amount.to_string())])
    }

    /// The part of a variance that a partner bears, in hundredths.
    pub fn bears(self, partner: &str, percent: impl Display) -> Self {
        let mut area = self.known(partner);
        let id = area.id();
        area.say("Risk shares", &[("Agreement", &id), ("Partner", partner)], &[("Share", &format!("{percent} %"))])
    }

    /// A reference figure of a partner or of the area, for the area's year.
    pub fn total(self, of: &str, figure: &str, amount: impl Display) -> Self {
        let year = self.year();
        self.total_for(&year, of, figure, amount)
    }

    /// The same for another year.
    pub fn total_for(self, year: &str, of: &str, figure: &str, amount: impl Display) -> Self {
        let area = if of == "area" { self } else { self.known(of) };
        let key = [("Partner or area", of), ("Figure", figure), ("Period", year)];
        area.say("Totals", &key, &[("Amount", &amount.to_string()), ("Source", "An invented figure")])
    }

    /// What an officer says of the agreement about a finding, for the area's year.
    pub fn note(mut self, about: &str, text: &str) -> Self {
        let (id, year) = (self.id(), self.year());
        let key = [("Agreement", &*id), ("Period", &year), ("About", about)];
        self.say("Notes", &key, &[("Text", text), ("Officer", "An officer")])
    }

    /// Writes another cell of the row of the register that was said last.
    pub fn with(mut self, heading: &str, text: &str) -> Self {
        let row = self.last.clone().unwrap_or_else(|| panic!("of which row?"));
        self.register.set(&row, heading, text);
        self.unwritten.borrow_mut().insert(REGISTER.to_owned());
        self
    }

    /// Adds a row to a sheet of the register.
    pub fn row(mut self, sheet: &str, cells: &[(&str, &str)]) -> Self {
        self.last = Some(self.register.add(sheet, cells));
        self.unwritten.borrow_mut().insert(REGISTER.to_owned());
        self
    }

    /// Adds a row above the others of a sheet.
    pub fn first_row(mut self, sheet: &str, cells: &[(&str, &str)]) -> Self {
        self.last = Some(self.register.add_first(sheet, cells));
        self.unwritten.borrow_mut().insert(REGISTER.to_owned());
        self
    }

    /// Replaces a text wherever the register has it.
    pub fn rewritten(mut self, old: &str, new: &str) -> Self {
        self.register.rewrite(old, new);
        self.unwritten.borrow_mut().insert(REGISTER.to_owned());
        self
    }

    fn say(mut self, sheet: &str, key: &[(&str, &str)], cells: &[(&str, &str)]) -> Self {
        let row = self.register.row(sheet, key);
        cells.iter().for_each(|(heading, text)| self.register.set(&row, heading, text));
        self.last = Some(row);
        self.unwritten.borrow_mut().insert(REGISTER.to_owned());
        self
    }

    /// The period of the returns that follow; without it, they are for the area's.
    pub fn returned_for(mut self, period: &str) -> Self {
        period.clone_into(&mut self.returned_for);
        self
    }

    /// What a partner has budgeted to put into the agreement.
    pub fn budgets(self, partner: &str, amount: impl Display) -> Self {
        self.returned(partner, partner, Says::Budgeted, &[amount])
    }

    /// What a partner says that it paid.
    pub fn pays(self, partner: &str, amount: impl Display) -> Self {
        self.returned(partner, partner, Says::Paid, &[amount])
    }

    /// What a partner says that it paid in the quarters of the area's year, from the first.
    pub fn pays_in_quarters(mut self, partner: &str, amounts: &[impl Display]) -> Self {
        let year = self.year();
        let period = std::mem::replace(&mut self.returned_for, year);
        let mut area = self.returned(partner, partner, Says::Quarters, amounts);
        area.returned_for = period;
        area
    }

    /// What the host says that it got from a partner.
    pub fn receives(self, from: &str, amount: impl Display) -> Self {
        self.returned_by_host(from, Says::Received, amount)
    }

    /// What the host says of its pool: its budget.
    pub fn pool_budget(self, amount: impl Display) -> Self {
        self.returned_by_host("", Says::Budget, amount)
    }

    /// What the pool has spent.
    pub fn pool_spent(self, amount: impl Display) -> Self {
        self.returned_by_host("", Says::Spent, amount)
    }

    /// What the pool is expected to spend in the year.
    pub fn pool_forecast(self, amount: impl Display) -> Self {
        self.returned_by_host("", Says::Forecast, amount)
    }

    fn returned_by_host(mut self, of: &str, says: Says, amount: impl Display) -> Self {
        let row = self.spoken_of();
        let host = self.register.get(&row, "Host");
        let of = if of.is_empty() { host.clone() } else { of.to_owned() };
        self.returned(&host, &of, says, &[amount])
    }

    fn returned(self, by: &str, of: &str, says: Says, amounts: &[impl Display]) -> Self {
        let period = if self.returned_for.is_empty() { self.of("period") } else { self.returned_for.clone() };
        let name = Return::name(&slug(by), &period, says);
        let mut area = self.known(by);
        let said = area.returns.entry(name.clone()).or_insert_with(|| Return::new(&period, says));
        let amounts: Vec<String> = amounts.iter().map(ToString::to_string).collect();
        said.say(&area.agreement, of, says, &amounts);
        area.unwritten.borrow_mut().insert(name);
        area
    }
}
