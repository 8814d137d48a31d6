//! Lines: one promise of one partner, and everything that was reported about it.

use chrono::NaiveDate;

use super::due;
use super::reported::{Reported, Sum, reported};
use crate::ledger::Ledger;
use crate::model::agreement::{Commitment, Variation};
use crate::model::entry::{Class, Form, Kind};
use crate::model::money::Money;
use crate::model::period::{Part, Period, Year};
use crate::model::register::Register;

/// What one partner committed to one agreement, in one class and form, and what was reported about it.
#[derive(Debug, Clone)]
pub struct Line {
    /// The agreement's id.
    pub agreement: String,
    /// The partner.
    pub partner: String,
    /// Revenue or capital.
    pub class: Class,
    /// Cash or in kind.
    pub form: Form,
    /// The commitment as the year began; `None` where the register has none.
    pub opening: Option<Sum>,
    /// Agreed changes in the year.
    pub variations: Sum,
    /// The commitment after variations.
    pub committed: Option<Sum>,
    /// What of the commitment had fallen due by the end of the period, or by the day to which the figures run if that is
    /// earlier; `None` where that is not known.
    pub due: Option<Sum>,
    /// What had fallen due before the last instalment did; `None` where none did.
    pub due_before: Option<Sum>,
    /// The recurrent part of the commitment as the year began, with that of those in `took_over`.
    pub recurrent: Option<Sum>,
    /// Last year's recurrent commitment after recurrent variations, with that of those in `took_over`; `None` where another
    /// body took over and answers for it.
    pub last_recurrent: Option<Sum>,
    /// The bodies that the partner took over from, where they committed to the same in this year or the last.
    pub took_over: Vec<String>,
    /// Whether the register has a commitment that cannot be read.
    pub unreadable_promise: bool,
    /// The partner's own budget for it.
    pub budgeted: Reported,
    /// What the partner says it paid.
    pub paid: Reported,
    /// What the host says it received.
    pub received: Reported,
}

/// What was reported of one pool as a whole.
#[derive(Debug, Clone)]
pub struct Pool {
    /// The agreement's id.
    pub agreement: String,
    /// Revenue or capital.
    pub class: Class,
    /// Its budget.
    pub budget: Reported,
    /// What it spent.
    pub expenditure: Reported,
    /// What it expects to spend in the year.
    pub forecast: Reported,
}

/// Where a line stands: what was reported, held against the commitment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// As promised.
    AsPromised,
    /// So much less.
    Below(Money),
    /// What was promised, but that is so much less than last year's recurrent commitment.
    BelowLastYear(Money),
    /// So much more.
    Above(Money),
    /// Nothing was reported.
    NotReceived,
    /// Different figures were reported.
    Conflicting,
    /// Part of what was reported is open.
    Incomplete,
    /// The commitment in the register cannot be read.
    PromiseUnreadable,
    /// There is no promise any more, where there was a recurrent one of so much last year.
    Withdrawn(Money),
    /// Reported without a promise.
    NotPromised,
}

impl Line {
    /// What is held against the commitment: what was paid once the year is over, until then the partner's budget.
    #[must_use]
    pub fn held(&self, closed: bool) -> &Reported {
        if closed { &self.paid } else { &self.budgeted }
    }

    /// Where the line stands.
    #[must_use]
    pub fn standing(&self, closed: bool) -> Standing {
        if self.unreadable_promise {
            return Standing::PromiseUnreadable;
        }
        if let (None, Some(last)) = (&self.opening, &self.last_recurrent) {
            return Standing::Withdrawn(last.amount);
        }
        let reported = match self.held(closed) {
            Reported::Nothing => return Standing::NotReceived,
            Reported::Conflict(_) => return Standing::Conflicting,
            Reported::Incomplete { .. } => return Standing::Incomplete,
            Reported::Figure(sum) => sum,
        };
        let Some(committed) = &self.committed else { return Standing::NotPromised };
        if let Some(less) = reported.short_of(committed) {
            return Standing::Below(less);
        }
        match (committed.short_of(reported), self.cut()) {
            (_, Some(less)) => Standing::BelowLastYear(less),
            (Some(more), None) => Standing::Above(more),
            (None, None) => Standing::AsPromised,
        }
    }

    /// Whether anything was promised for the year, or reported in it.
    fn is_of_the_year(&self) -> bool {
        let reports = [&self.budgeted, &self.paid, &self.received];
        self.opening.is_some() || self.unreadable_promise || reports.iter().any(|one| **one != Reported::Nothing)
    }

    /// By how much the recurrent commitment is below last year's.
    #[must_use]
    pub fn cut(&self) -> Option<Money> {
        let last = self.last_recurrent.as_ref()?;
        match (&self.opening, &self.recurrent) {
            (None, _) => None,
            (Some(_), Some(recurrent)) => recurrent.short_of(last),
            (Some(_), None) => Some(last.amount).filter(|less| *less > Money::ZERO),
        }
    }
}

type Key<'a> = (&'a str, &'a str, Class, Form);

/// Every line that the register promises for a period, or that was reported without a promise.
pub fn lines(ledger: &Ledger, register: &Register, period: Period, as_at: NaiveDate) -> Vec<Line> {
    let mut keys: Vec<Key<'_>> = Vec::new();
    let mut add = |key| {
        if !keys.contains(&key) {
            keys.push(key);
        }
    };
    for agreement in &register.agreements {
        let of_agreement = |commitment: &&Commitment| commitment.agreement == agreement.id;
        for commitment in register.commitments.iter().filter(of_agreement) {
            let goes_on = agreement.runs_in(period.year) && period.year.before() == Some(commitment.year);
            if commitment.year == period.year || goes_on {
                add((&commitment.agreement, &commitment.partner, commitment.class, commitment.form));
            }
        }
        let unreadable = register.unreadable_commitments.iter();
        for one in unreadable.filter(|one| one.agreement == agreement.id && one.year == period.year) {
            add((&one.agreement, &one.partner, Class::default(), Form::default()));
        }
        for position in ledger.positions_of(&agreement.id) {
            let subject = &position.subject;
            let contributed = matches!(subject.kind, Kind::ContributionBudget | Kind::Contribution | Kind::Receipt);
            if let (true, Some(id), Some(partner)) = (contributed, &subject.agreement, &subject.partner)
                && *id == agreement.id
                && position.period.year == period.year
            {
                add((id, partner, subject.class, subject.form));
            }
        }
    }
    let by = period.year.last_day();
    let is_passed_on = |key: &Key<'_>| {
        let heir = register.heir(key.1, by);
        heir != key.1 && keys.contains(&(key.0, heir, key.2, key.3))
    };
    let (passed_on, own): (Vec<Key<'_>>, Vec<Key<'_>>) = keys.iter().copied().partition(is_passed_on);
    let answers_for = |key: &Key<'_>| -> Vec<&str> {
        let all = passed_on.iter().filter(|other| (other.0, other.2, other.3) == (key.0, key.2, key.3));
        all.map(|other| other.1).filter(|body| register.heir(body, by) == key.1).collect()
    };
    let line = |key: &Key<'_>| {
        let bodies = if passed_on.contains(key) { None } else { Some(answers_for(key)) };
        let line = line(ledger, register, period, as_at, *key, bodies.as_deref());
        // Of a body that is gone nothing is left but what it did in the year.
        (own.contains(key) || line.is_of_the_year()).then_some(line)
    };
    keys.iter().filter_map(line).collect()
}

/// `took_over` holds the bodies whose promises have become the partner's; `None` where its own have become another's.
fn line(
    ledger: &Ledger,
    register: &Register,
    period: Period,
    as_at: NaiveDate,
    key: Key<'_>,
    took_over: Option<&[&str]>,
) -> Line {
    let (agreement, partner, class, form) = key;
    let unreadable_promise = is_unreadable(register, agreement, partner, period.year);
    let opening = commitments(register, period.year, key, |_| true).filter(|_| !unreadable_promise);
    let recurrent = together(key, took_over, |key| commitments(register, period.year, key, |one| one.recurrent));
    let variations = variations(register, period.year, key, |_| true).unwrap_or_else(Sum::none);
    let committed = opening.as_ref().and_then(|opening| opening.plus(&variations));
    let promises: Vec<&Commitment> = rows(register, period.year, key).collect();
    let owed = committed.as_ref().and_then(|committed| due::owed(&promises, &variations, committed, period, as_at));
    let (due, due_before) = owed.map_or((None, None), |(due, before)| (Some(due), before));
    let last_year = |key: Key<'_>| {
        let year = period.year.before()?;
        let last = commitments(register, year, key, |commitment| commitment.recurrent)?;
        let varied = self::variations(register, year, key, |variation| variation.recurrent == Some(true));
        last.plus(&varied.unwrap_or_else(Sum::none))
    };
    let is_open = |body: &&str| is_unreadable(register, agreement, body, period.year);
    let is_comparable = took_over.is_some_and(|bodies| !bodies.iter().any(is_open));
    let last_recurrent = together(key, took_over, last_year).filter(|_| is_comparable);
    let of = |kind: Kind, own: bool| {
        let speaks =
            |reporter: &Option<String>| reporter.as_deref().is_some_and(|one| register.speaks_for(one, partner));
        as_it_ended(register, partner, period, |period| {
            reported(ledger, agreement, kind, period, |subject| {
                subject.partner.as_deref() == Some(partner)
                    && (!own || speaks(&subject.reporter))
                    && (subject.class, subject.form) == (class, form)
            })
        })
    };
    Line {
        budgeted: of(Kind::ContributionBudget, true),
        paid: of(Kind::Contribution, true),
        received: of(Kind::Receipt, false),
        agreement: agreement.to_owned(),
        partner: partner.to_owned(),
        class,
        form,
        opening,
        variations,
        committed,
        due,
        due_before,
        recurrent,
        last_recurrent,
        took_over: took_over.unwrap_or_default().iter().map(|body| (*body).to_owned()).collect(),
        unreadable_promise,
    }
}

fn is_unreadable(register: &Register, agreement: &str, partner: &str, year: Year) -> bool {
    let mut all = register.unreadable_commitments.iter();
    all.any(|one| (one.agreement.as_str(), one.partner.as_str(), one.year) == (agreement, partner, year))
}

/// What a partner has of something, with what the bodies that it took over from have.
fn together(key: Key<'_>, took_over: Option<&[&str]>, of: impl Fn(Key<'_>) -> Option<Sum>) -> Option<Sum> {
    let bodies = std::iter::once(key.1).chain(took_over.unwrap_or_default().iter().copied());
    let mut sums = bodies.filter_map(|body| of((key.0, body, key.2, key.3)));
    let first = sums.next()?;
    sums.try_fold(first, |all, next| all.plus(&next))
}

/// What was reported of a partner to the end of a period. After its last day nothing more happens, so that the last that was
/// said of it stands.
fn as_it_ended(register: &Register, partner: &str, period: Period, of: impl Fn(Period) -> Reported) -> Reported {
    let now = of(period);
    let to = register.partner(partner).and_then(|partner| partner.to);
    let Some(to) = to.filter(|to| now == Reported::Nothing && *to < period.last_day()) else { return now };
    let months = (1..=period.months()).rev().map(|month| Period { part: Part::Month(month), ..period });
    let quarters = (1..=4).map(|quarter| Period { part: Part::Quarter(quarter), ..period });
    let same_end = |month: &Period| quarters.clone().find(|quarter| quarter.months() == month.months());
    let earlier = months.take_while(|month| month.last_day() >= to).flat_map(|month| [Some(month), same_end(&month)]);
    earlier.flatten().map(of).find(|said| *said != Reported::Nothing).unwrap_or(now)
}

fn commitments(register: &Register, year: Year, key: Key<'_>, which: impl Fn(&Commitment) -> bool) -> Option<Sum> {
    Sum::of(rows(register, year, key).filter(|one| which(one)).map(|one| (one.amount, &one.origin)))
}

/// The register's rows for a line and a year.
fn rows<'a>(register: &'a Register, year: Year, key: Key<'a>) -> impl Iterator<Item = &'a Commitment> {
    let of_line = move |one: &&Commitment| {
        one.year == year && (one.agreement.as_str(), one.partner.as_str(), one.class, one.form) == key
    };
    register.commitments.iter().filter(of_line)
}

/// Variations change money, so those of a partner with cash and in-kind lines belong to the cash.
fn variations(register: &Register, year: Year, key: Key<'_>, which: impl Fn(&Variation) -> bool) -> Option<Sum> {
    let (agreement, partner, class, form) = key;
    if form == Form::InKind && commitments(register, year, (agreement, partner, class, Form::Cash), |_| true).is_some()
    {
        return None;
    }
    let of_line =
        |one: &&Variation| (one.agreement.as_str(), one.partner.as_str(), one.class) == (agreement, partner, class);
    let year_of = register.variations.iter().filter(of_line).filter(|one| one.year == year && which(one));
    Sum::of(year_of.map(|one| (one.amount, &one.origin)))
}

/// Every pool for which a budget, spending or a forecast was reported.
pub fn pools(ledger: &Ledger, register: &Register, period: Period) -> Vec<Pool> {
    let mut pools = Vec::new();
    for agreement in &register.agreements {
        for (_, class) in Class::WORDS {
            let of = |kind: Kind| reported(ledger, &agreement.id, kind, period, |subject| subject.class == class);
            let (budget, expenditure, forecast) = (of(Kind::Budget), of(Kind::Expenditure), of(Kind::Forecast));
            if [&budget, &expenditure, &forecast].into_iter().any(|reported| *reported != Reported::Nothing) {
                pools.push(Pool { agreement: agreement.id.clone(), class, budget, expenditure, forecast });
            }
        }
    }
    pools
}
