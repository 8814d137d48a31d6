//! Conditions: what the Better Care Fund asks of each body in the year, beside what is planned.

mod by_schemes;
mod grants;

use super::judged::{Body, Judged};
use super::parts::{self, Part, parts_in};
use super::{Books, Sum};
use crate::finding::phrase::{Phrase, name, names, phrase};
use crate::job::conditions::Conditions;
use crate::model::condition::{Grant, Minimum, Purpose};
use crate::model::entry::{Class, Form};
use crate::model::money::Money;
use crate::model::partner::Sector;
use crate::model::period::{Period, Year};
use crate::model::register::Register;
use crate::model::total::{Total, TotalFigure};

/// The check that asks for minimums: a type of agreement that has it is one with minimums.
pub const MINIMUMS: &str = "below-minimum";
/// The check that asks for grants in full.
pub const GRANTS: &str = "grant-differs";

/// An amount with its cells, or why it is not known.
pub type Known = Result<Sum, Phrase>;

/// A condition of the year: what is published for somebody, and what is planned.
#[derive(Debug, Clone)]
pub struct Condition {
    /// What it asks for.
    pub asks: Asks,
    /// Whose it is: a partner's, or the area's.
    pub whose: Option<String>,
    /// All for whom it is tested: a body counts together with those that it took over from.
    pub bodies: Vec<String>,
    /// The agreement, where the money of all of them is in one.
    pub agreement: Option<String>,
    /// The agreement at which is said what is found.
    pub said_at: String,
    /// What is published.
    pub required: Known,
    /// What is planned: what was committed, with the variations that count.
    pub planned: Known,
    /// What told what is planned.
    pub basis: Basis,
    /// Whether the register has no commitment that it could be, though it has others that are told apart.
    pub is_silent: bool,
    /// Why the two are not of the same, where both are known.
    pub unlike: Option<Phrase>,
}

/// What tells how much is planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// Commitments.
    Commitments,
    /// Schemes that the NHS minimum pays.
    SchemesOfMinimum,
    /// Schemes that the body pays.
    SchemesOfBody,
}

/// What a condition asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// At least a minimum.
    Minimum(Minimum),
    /// A grant, in full.
    Grant(Grant),
}

/// How a condition stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stands {
    /// It is met.
    Met,
    /// So much is missing.
    Below(Money),
    /// So much more is planned than the grant comes to.
    Above(Money),
    /// Nobody can tell, and why.
    NotKnown(Phrase),
}

impl Condition {
    /// Its name: the word of the reference figure that says how much it is.
    #[must_use]
    pub fn name(&self) -> String {
        match self.asks {
            Asks::Minimum(minimum) => minimum.figure().to_string(),
            Asks::Grant(grant) => grant.allocation().map_or_else(|| grant.to_string(), |figure| figure.to_string()),
        }
    }

    /// Whether it is tested for a partner.
    #[must_use]
    pub fn has(&self, partner: &str) -> bool {
        self.bodies.iter().any(|body| body == partner)
    }

    /// How it stands.
    #[must_use]
    pub fn stands(&self) -> Stands {
        let (required, planned) = match (&self.required, &self.planned) {
            (Err(why), _) | (_, Err(why)) => return Stands::NotKnown(why.clone()),
            (Ok(required), Ok(planned)) => (required.amount, planned.amount),
        };
        let is_grant = matches!(self.asks, Asks::Grant(_));
        let difference = planned.checked_sub(required);
        match (difference, &self.unlike) {
            (Some(difference), _) if difference == Money::ZERO => Stands::Met,
            (Some(difference), _) if difference > Money::ZERO && !is_grant => Stands::Met,
            (Some(_), Some(why)) => Stands::NotKnown(why.clone()),
            (Some(difference), None) if difference < Money::ZERO => Stands::Below(difference.abs()),
            (Some(difference), None) => Stands::Above(difference),
            (None, _) => Stands::NotKnown("the difference is too large".into()),
        }
    }
}

/// Every condition of the year: the minimums of each NHS body, and then the grants. None in an area that has no such fund.
pub(super) fn conditions(books: &Books) -> Vec<Condition> {
    let mut all = minimums(books);
    all.extend(grants::conditions(books));
    all
}

/// Every minimum that the year has, of each NHS body that has one or commits to a fund with minimums.
fn minimums(books: &Books) -> Vec<Condition> {
    let (register, year) = (&books.register, books.period.year);
    let judged = Judged::by_check(books, MINIMUMS);
    let commits = |id: &str| books.lines_of(id).any(|line| line.opening.is_some() || line.unreadable_commitment);
    let Some(first) = judged.agreements.iter().find(|one| commits(&one.id)) else { return Vec::new() };
    let health = register.partners.iter().filter(|partner| partner.sector == Sector::Health);
    let bodies: Vec<Body<'_>> = health.map(|one| Body::with_name(books, &one.name)).collect();
    let mut all = Vec::new();
    for minimum in books.framework.minimums(year) {
        let (figure, period) = (minimum.figure(), Period::whole(year));
        let test = |whose: Option<&str>, own: &[&str], names: &[&str]| {
            let totals: Vec<_> = match whose {
                Some(_) => own.iter().filter_map(|one| register.total(Some(one), figure, period)).collect(),
                None => register.total(None, figure, period).into_iter().collect(),
            };
            let required = Sum::of_amounts(totals.into_iter().map(|total| (total.amount, &total.origin)));
            Test { books, judged: &judged, minimum: *minimum, whose, bodies: names }.condition(&first.id, required)
        };
        let all_bodies: Vec<&str> = bodies.iter().flat_map(|body| body.answers_for.iter().copied()).collect();
        let of_boards = of_boards(register, figure, period);
        let is_told = !of_boards.is_empty();
        all.extend(of_boards.into_iter().map(|whose| test(whose, whose.as_slice(), &all_bodies)));
        for body in bodies.iter().filter(|body| !body.answers_for.is_empty()) {
            let condition = test(Some(body.name), &body.answers_for, &body.answers_for);
            // What is known of nothing, of a body that has no part in the fund, is no news.
            let has_part = judged.lines(books).any(|line| body.answers_for.contains(&line.partner.as_str()));
            all.extend((condition.required.is_ok() || has_part && !is_told).then_some(condition));
        }
    }
    // A year of which nothing is recorded may have any minimum, or none.
    let is_recorded = books.framework.of(year).is_some();
    all.retain(|condition| is_recorded || condition.required.is_ok());
    all
}

/// Whose a minimum is that is of no NHS body: the area's, or a council's with its board, and then of all NHS bodies together.
pub(super) fn of_boards(register: &Register, figure: TotalFigure, period: Period) -> Vec<Option<&str>> {
    let is_its = |total: &&Total| (total.figure, total.period) == (figure, period);
    let whose = register.totals.iter().filter(is_its).map(|total| total.partner.as_deref());
    whose.filter(|one| one.is_none_or(|one| register.sector(one) != Some(Sector::Health))).collect()
}

/// One minimum, of one body or of all NHS bodies together.
struct Test<'a> {
    books: &'a Books,
    judged: &'a Judged<'a>,
    minimum: Minimum,
    whose: Option<&'a str>,
    bodies: &'a [&'a str],
}

impl<'a> Test<'a> {
    fn condition(&self, first: &str, required: Option<Sum>) -> Condition {
        let money = self.money();
        let mut ids: Vec<&str> = money.iter().map(|part| part.agreement).collect();
        ids.dedup();
        let purpose = self.minimum.purpose();
        let by_schemes =
            purpose.and_then(|purpose| by_schemes::for_purpose(self.books, self.judged, self.bodies, purpose));
        let told = by_schemes.as_ref().and_then(|told| told.as_ref().ok());
        let basis = told.map_or(Basis::Commitments, |told| told.basis);
        let not_told = told.and_then(|told| self.not_in_schemes(&money, &told.all));
        let (planned, is_silent) = match by_schemes {
            Some(Ok(told)) => (told.for_purpose, false),
            Some(Err(why)) => {
                let (planned, is_silent) = self.planned(&money);
                (planned.map_err(|not_marked| phrase!("{}; {}", why, not_marked)), is_silent)
            }
            None => self.planned(&money),
        };
        let is_enough = |rest: &Sum| {
            let both = planned.as_ref().ok().and_then(|planned| planned.plus(rest));
            both.zip(required.as_ref()).is_some_and(|(both, required)| both.amount >= required.amount)
        };
        let unlike =
            not_told.filter(is_enough).map(|_| phrase!("schemes have not all of what {} commits", self.names()));
        let only = if self.judged.agreements.len() == 1 { Some(first) } else { ids.first().copied() };
        Condition {
            asks: Asks::Minimum(self.minimum),
            whose: self.whose.map(str::to_owned),
            bodies: self.bodies.iter().map(|body| (*body).to_owned()).collect(),
            agreement: only.filter(|_| ids.len() < 2).map(str::to_owned),
            said_at: ids.first().copied().unwrap_or(first).to_owned(),
            required: required.ok_or_else(|| self.not_published()),
            planned,
            basis,
            is_silent,
            unlike: unlike.or_else(|| self.in_being_for_a_part()),
        }
    }

    /// What no scheme has of the minimum of all that is put in, or of all that is put in where none is published: what it is for,
    /// nobody can tell.
    fn not_in_schemes(&self, money: &[Part<'_>], told: &Known) -> Option<Sum> {
        let (figure, period) = (Minimum::Whole.figure(), Period::whole(self.books.period.year));
        let totals = self.bodies.iter().filter_map(|one| self.books.register.total(Some(one), figure, period));
        let published = Sum::of_amounts(totals.map(|total| (total.amount, &total.origin)));
        let left = published.or_else(|| parts::sum(money))?.less(told.as_ref().ok()?)?;
        (left.amount > Money::ZERO).then_some(left)
    }

    /// What counts towards minimums: money of the NHS, in cash and for revenue, that is no grant of the year.
    fn money(&self) -> Vec<Part<'a>> {
        let year = self.books.period.year;
        let counts = |part: &Part<'_>| {
            self.bodies.contains(&part.partner) && is_minimum_money(&self.books.framework, year, part)
        };
        parts_in(&self.books.register, self.judged, year).into_iter().filter(counts).collect()
    }

    /// What is planned by commitments, and whether nothing was committed.
    fn planned(&self, money: &[Part<'_>]) -> (Known, bool) {
        let register = &self.books.register;
        if let Some(why) = parts::open(register, self.judged, self.books.period.year, |one| self.bodies.contains(&one))
        {
            return (Err(why), false);
        }
        let of_nobody = || phrase!("the register has no commitment of {}", self.names());
        let purpose = match self.minimum.purpose() {
            None => return (parts::sum(money).ok_or_else(of_nobody), money.is_empty()),
            Some(_) if money.is_empty() => return (Err(of_nobody()), false),
            Some(purpose) => purpose,
        };
        let of_purpose = || money.iter().filter(|part| part.purpose == Some(purpose));
        let is_marked = of_purpose().next().is_some() || money.iter().all(|part| part.purpose.is_some());
        if !is_marked {
            let why = phrase!("no commitment of {} is marked as {} under `{}`", self.names(), words(purpose), "For");
            return (Err(why), false);
        }
        let nothing = || {
            let origins = money.iter().map(|part| part.origin.clone()).collect();
            Sum { origins, ..Sum::none() }
        };
        (Ok(parts::sum(of_purpose()).unwrap_or_else(nothing)), false)
    }

    fn names(&self) -> Phrase {
        names(self.bodies.iter().copied())
    }

    fn not_published(&self) -> Phrase {
        let whose = self.whose.map_or_else(|| "the area".into(), name);
        phrase!("no minimum{} of {} is recorded for {}", self.minimum.to_string(), whose, self.books.period.year)
    }

    /// That bodies were in being for a part of the year only, and nobody says who was before or after: then a minimum of the whole year
    /// may be held against a part of the money.
    fn in_being_for_a_part(&self) -> Option<Phrase> {
        let (register, year) = (&self.books.register, self.books.period.year);
        let [only] = self.bodies else { return None };
        let body = register.partner(only)?;
        let is_a_part =
            body.from.is_some_and(|from| from > year.first_day()) || body.to.is_some_and(|to| to < year.last_day());
        is_a_part.then(|| phrase!("`{}` was in being for a part of {} only", *only, year))
    }
}

/// Whether a part of a year is money of which NHS bodies have to put in a minimum.
pub(super) fn is_minimum_money(framework: &Conditions, year: Year, part: &Part<'_>) -> bool {
    let is_a_grant = part.grant.is_some_and(|grant| framework.is_paid(grant, year));
    (part.class, part.form) == (Class::Revenue, Form::Cash) && !is_a_grant
}

/// The words of a purpose, as a name.
fn words(purpose: Purpose) -> Phrase {
    name(Purpose::WORDS.iter().find(|(_, known)| *known == purpose).map_or("", |(word, _)| *word))
}
