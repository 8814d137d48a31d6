//! Additional: what a partner puts in beside grants and published minimums, this year and the last, where the register tells it apart.
//!
//! A cut of it hides in a commitment that rises as a whole. Last year's and this year's are told in the same way; of several ways the one
//! under which less was cut is taken, so that nobody is accused of what was only marked in another way.

use std::collections::BTreeSet;

use super::conditions::{MINIMUMS, is_minimum_money};
use super::judged::Judged;
use super::parts::{self, Part, parts};
use super::schemes::rows;
use super::{Books, Line, Sum};
use crate::model::condition::{Grant, Purpose};
use crate::model::entry::{Class, Form};
use crate::model::money::Money;
use crate::model::partner::Sector;
use crate::model::period::{Period, Year};
use crate::model::rules::percent::Percent;
use crate::model::scheme::{FundingSource, SchemeRow};
use crate::model::total::TotalFigure;

/// By what the register tells what is additional.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// By the published minimums of both years.
    Minimums,
    /// By what rows of commitments are marked as.
    Marks,
    /// By the source of funding of schemes.
    Schemes,
}

/// How much less is put in beside grants and minimums than the year before.
#[derive(Debug)]
pub struct Fall {
    /// What was to go on of last year's.
    pub last: Sum,
    /// What there is of it now.
    pub now: Sum,
    /// The difference.
    pub less: Money,
    /// By what both are told.
    pub by: By,
    /// Whether last year's may be more.
    pub is_last_the_least: bool,
    /// Whether this year's may be less.
    pub is_now_the_most: bool,
}

/// What is additional, told in one way: last year's, and this year's.
struct Told {
    by: By,
    last: Sum,
    now: Sum,
    is_last_the_least: bool,
    is_now_the_most: bool,
}

impl Told {
    const fn exactly(by: By, last: Sum, now: Sum) -> Self {
        Self { by, last, now, is_last_the_least: false, is_now_the_most: false }
    }
}

/// The fall of what a partner puts in beside grants and minimums; `None` where there is none, or nobody can tell.
#[must_use]
pub fn fall(books: &Books, line: &Line) -> Option<Fall> {
    if line.form != Form::Cash || line.opening.is_none() || line.last_recurrent.is_none() {
        return None;
    }
    let both = BothYears::of(books, line)?;
    let ways = [both.by_minimums(), both.by_marks(), both.by_schemes()];
    let least = |told: &Told| told.last.amount.checked_sub(told.now.amount);
    let Told { by, last, now, is_last_the_least, is_now_the_most } = ways.into_iter().flatten().min_by_key(least)?;
    let less = now.short_of(&last)?;
    // What is beyond the minimum now is additional, whatever it is marked as: where that is more, the years are not told alike.
    let is_more = both.beyond_now().is_some_and(|beyond| now.short_of(&beyond).is_some());
    (!is_more).then_some(Fall { last, now, less, by, is_last_the_least, is_now_the_most })
}

/// What a partner and those that it took over from committed to an agreement in one class: what of last year's was to go on, and this
/// year's, with the variations that raise it.
struct BothYears<'a> {
    books: &'a Books,
    line: &'a Line,
    bodies: Vec<&'a str>,
    years: (Year, Year),
    last: Vec<Part<'a>>,
    now: Vec<Part<'a>>,
    is_health: bool,
}

impl<'a> BothYears<'a> {
    fn of(books: &'a Books, line: &'a Line) -> Option<Self> {
        let (year, before) = (books.period.year, books.period.year.before()?);
        // A part of what another committed is told apart by nobody.
        if line.took_over.iter().any(|one| one.share != Percent::WHOLE) {
            return None;
        }
        let bodies: Vec<&str> =
            std::iter::once(line.partner.as_str()).chain(line.took_over.iter().map(|one| one.body.as_str())).collect();
        let of = |year: Year, counts: fn(&Part<'_>) -> bool| -> Vec<Part<'a>> {
            let is_its = |part: &Part<'_>| {
                (part.class, part.form) == (line.class, line.form) && bodies.contains(&part.partner) && counts(part)
            };
            parts(&books.register, &line.agreement, year).into_iter().filter(is_its).collect()
        };
        // What a variation of this year took was agreed, and is no quiet cut.
        let (last, now) =
            (of(before, |part| part.recurrent), of(year, |part| part.varies.is_none() || part.amount > Money::ZERO));
        let is_health = books.register.sector(&line.partner) == Some(Sector::Health);
        Some(Self { books, line, bodies, years: (before, year), last, now, is_health })
    }

    /// What is beyond the published minimum in both years.
    fn by_minimums(&self) -> Option<Told> {
        let (before, _) = self.years;
        let (now, mut last) = (self.beyond_now()?, self.beyond(before, &self.last)?);
        // What was merged into the minimum was no additional money: it has to be marked or published.
        for grant in self.merged() {
            if !self.was_marked(grant) {
                last = last.less(&self.published(grant.allocation()?, before)?)?;
            }
        }
        Some(Told::exactly(By::Minimums, last, now))
    }

    fn beyond_now(&self) -> Option<Sum> {
        let beyond = self.beyond(self.years.1, &self.now)?;
        Some(Sum { amount: beyond.amount.max(Money::ZERO), ..beyond })
    }

    fn beyond(&self, year: Year, all: &[Part<'_>]) -> Option<Sum> {
        let minimum = self.minimum(year)?;
        let money = all.iter().filter(|part| is_minimum_money(&self.books.framework, year, part));
        parts::sum(money)?.less(&minimum)
    }

    /// The published minimum of the bodies, where all that they put in is in this line.
    fn minimum(&self, year: Year) -> Option<Sum> {
        let judged = Judged::by_check(self.books, MINIMUMS);
        let is_elsewhere = |one: &&str| {
            let register = &self.books.register;
            let mut theirs = register.commitments.iter().filter(|row| row.year == year && row.partner == **one);
            theirs.any(|row| row.agreement != self.line.agreement && judged.has(&row.agreement))
        };
        let is_its = self.is_health && self.line.class == Class::Revenue && judged.has(&self.line.agreement);
        if !is_its || self.bodies.iter().any(is_elsewhere) {
            return None;
        }
        self.published(TotalFigure::NhsMinimum, year)
    }

    fn published(&self, figure: TotalFigure, year: Year) -> Option<Sum> {
        let period = Period::whole(year);
        let totals = self.bodies.iter().filter_map(|one| self.books.register.total(Some(one), figure, period));
        Sum::of_amounts(totals.map(|total| (total.amount, &total.origin)))
    }

    /// Grants of which the money became a part of another this year, or the NHS's a part of its minimum.
    fn merged(&self) -> Vec<Grant> {
        let (before, year) = self.years;
        let framework = &self.books.framework;
        let is_merged = |grant: Grant| {
            let became = match self.is_health {
                true => framework.grant(grant).is_some_and(|known| known.of_the_nhs.is_some()),
                false => framework.meant_in(year, grant).is_some(),
            };
            became && framework.is_paid(grant, before) && !framework.is_paid(grant, year)
        };
        Grant::WORDS.into_iter().map(|(_, grant)| grant).filter(|grant| is_merged(*grant)).collect()
    }

    /// What is marked neither as a grant nor for a purpose, where other rows are, in both years and as the same.
    fn by_marks(&self) -> Option<Told> {
        let (marks_before, marks_now) = (self.marks(&self.last), self.marks(&self.now));
        // A mark that is new may be one of what had none.
        if marks_now.is_empty() || !marks_now.is_subset(&marks_before) {
            return None;
        }
        let plain = |all: &[Part<'a>]| -> Vec<Part<'a>> { all.iter().filter(|part| is_plain(part)).copied().collect() };
        let (last, now) = (plain(&self.last), plain(&self.now));
        let last = parts::sum(&last)?;
        let (last, now) = match self.is_health {
            true if !self.marks_are_of_the_minimum() => return None,
            true => (last, parts::sum(&now).unwrap_or_else(Sum::none)),
            // Of what is gone altogether nobody knows as what it may be marked now.
            false => (self.without_merged(last)?, parts::sum(&now)?),
        };
        Some(Told::exactly(By::Marks, last, now))
    }

    /// What a council did not mark as a grant, without the allocations of grants of which it marked none and that may be in what it
    /// marks now: `None` where there is such a grant and its allocation is not known.
    fn without_merged(&self, last: Sum) -> Option<Sum> {
        let (before, year) = self.years;
        let means = |part: &Part<'_>| part.grant.and_then(|grant| self.books.framework.meant_in(year, grant));
        self.merged().into_iter().filter(|grant| !self.was_marked(*grant)).try_fold(last, |last, grant| {
            let becomes = self.books.framework.meant_in(year, grant);
            let of = |all: &[Part<'_>]| parts::sum(all.iter().filter(|part| means(part) == becomes));
            let (marked, now) = (of(&self.last).unwrap_or_else(Sum::none), of(&self.now));
            if now.is_none_or(|now| marked.short_of(&now).is_none()) {
                return Some(last);
            }
            last.less(&self.published(grant.allocation()?, before)?)
        })
    }

    fn was_marked(&self, grant: Grant) -> bool {
        self.last.iter().any(|part| part.grant == Some(grant))
    }

    /// Whether what an NHS body marks is all of its minimum and nothing else, so that what it does not mark is beyond it: this year's
    /// comes to it, and is not so much more than last year's that rows which were not marked then may be in it.
    fn marks_are_of_the_minimum(&self) -> bool {
        let (framework, (before, year)) = (&self.books.framework, self.years);
        let rows = |all: &[Part<'_>]| all.iter().filter(|part| is_plain(part) && part.varies.is_none()).count();
        let is_broken = framework.of(year).is_some_and(|of| of.series_break.is_some());
        if is_broken && rows(&self.last) != rows(&self.now) {
            return false;
        }
        let merged = self.merged();
        let marked = |all: &[Part<'_>], year: Year| {
            let is_of_it = |part: &&Part<'_>| {
                let was_merged = part.grant.is_some_and(|grant| merged.contains(&grant));
                !is_plain(part) && (was_merged || is_minimum_money(framework, year, part))
            };
            parts::sum(all.iter().filter(is_of_it))
        };
        let Some(((minimum, rise), (last, now))) =
            self.minimum(year).zip(framework.rise(year)).zip(marked(&self.last, before).zip(marked(&self.now, year)))
        else {
            return false;
        };
        let now = now.amount.in_whole_pounds();
        now == minimum.amount.in_whole_pounds() && last.amount.uplifted(rise).is_some_and(|most| now <= most)
    }

    /// As what rows are marked, in the words of this year.
    fn marks(&self, all: &[Part<'_>]) -> BTreeSet<(Option<Grant>, Option<Purpose>)> {
        let (framework, year) = (&self.books.framework, self.years.1);
        let now = |grant: Grant| match self.is_health {
            true => Some(grant).filter(|grant| framework.is_paid(*grant, year)),
            false => framework.meant_in(year, grant),
        };
        let marks = all.iter().map(|part| (part.grant.and_then(now), part.purpose));
        marks.filter(|mark| *mark != (None, None)).collect()
    }

    /// What schemes are paid from additional contributions, where the register has the schemes of both years and the money of no other
    /// body of the sector is in them.
    fn by_schemes(&self) -> Option<Told> {
        let source = if self.is_health { FundingSource::NhsAdditional } else { FundingSource::CouncilAdditional };
        let sector = self.books.register.sector(&self.line.partner);
        let is_other = |line: &Line| {
            !self.bodies.contains(&line.partner.as_str()) && self.books.register.sector(&line.partner) == sector
        };
        if self.books.lines_of(&self.line.agreement).any(is_other) {
            return None;
        }
        let last = self.paid_from(&source, self.years.0)?.filter(|last| last.amount > Money::ZERO)?;
        let now = self.paid_from(&source, self.years.1)?.unwrap_or_else(Sum::none);
        let may_be =
            self.not_in_schemes().map_or(Money::ZERO, |left| left.amount).checked_add(self.paid_otherwise(&source)?)?;
        let gone = Money::sum(self.not_to_go_on().map(|part| part.amount.abs()))?;
        Some(Told {
            by: By::Schemes,
            is_last_the_least: gone != Money::ZERO,
            is_now_the_most: may_be != Money::ZERO,
            last: Sum { amount: last.amount.checked_sub(gone)?, ..last },
            now: Sum { amount: now.amount.checked_add(may_be)?, ..now },
        })
    }

    /// How much more the schemes that had additional money last year have from what else the sector puts in: it may be the same money.
    fn paid_otherwise(&self, additional: &FundingSource) -> Option<Money> {
        let of = |year| rows(&self.books.register, &self.line.agreement, year);
        let means = |row: &SchemeRow| row.source.as_ref().and_then(|stated| stated.means.clone().ok());
        let is_otherwise = |row: &&SchemeRow| match means(row) {
            Some(FundingSource::NhsMinimum) => self.is_health,
            Some(FundingSource::Grant(_, sector)) => self.is_health == (sector == Some(Sector::Health)),
            Some(FundingSource::Partner(name)) => self.bodies.contains(&name.as_str()),
            _ => false,
        };
        let mut schemes: Vec<&str> = Vec::new();
        for row in of(self.years.0).filter(|row| means(row).as_ref() == Some(additional)) {
            schemes.extend((!schemes.contains(&row.scheme.as_str())).then_some(row.scheme.as_str()));
        }
        let more = |scheme: &&str| {
            let paid = |year| {
                Money::sum(
                    of(year).filter(|row| row.scheme == **scheme).filter(is_otherwise).filter_map(|row| row.budget),
                )
            };
            Some(paid(self.years.1)?.checked_sub(paid(self.years.0)?)?.max(Money::ZERO))
        };
        Money::sum(schemes.iter().map(more).collect::<Option<Vec<_>>>()?)
    }

    /// What is committed this year and may be additional, though no scheme has it yet: of a council's own money, or of all that an NHS
    /// body puts in.
    fn not_in_schemes(&self) -> Option<Sum> {
        let year = self.years.1;
        let sources = match self.is_health {
            true => [FundingSource::NhsMinimum, FundingSource::NhsAdditional],
            false => [FundingSource::CouncilAdditional, FundingSource::Partner(self.line.partner.clone())],
        };
        let may_be = |part: &&Part<'_>| match self.is_health {
            true => is_minimum_money(&self.books.framework, year, part),
            false => is_plain(part),
        };
        let committed = parts::sum(self.now.iter().filter(may_be))?;
        let paid = sources.iter().filter_map(|source| self.paid_from(source, year).flatten());
        let left = committed.less(&Sum::total(&paid.collect::<Vec<_>>()).unwrap_or_else(Sum::none))?;
        (left.amount > Money::ZERO).then_some(left)
    }

    /// What schemes of last year may have that was not to go on, and what was agreed to go.
    fn not_to_go_on(&self) -> impl Iterator<Item = Part<'a>> {
        let of = |year| parts(&self.books.register, &self.line.agreement, year).into_iter();
        let is_gone = |part: &Part<'_>| part.recurrent == (part.amount < Money::ZERO);
        let is_cut = |part: &Part<'_>| part.varies.is_some() && part.amount < Money::ZERO;
        let all = of(self.years.0).filter(is_gone).chain(of(self.years.1).filter(is_cut));
        all.filter(|part| {
            (part.class, part.form) == (self.line.class, self.line.form) && self.bodies.contains(&part.partner)
        })
    }

    /// What the schemes of a year have from a source: `None` where there are no schemes, or one of them cannot be read.
    fn paid_from(&self, source: &FundingSource, year: Year) -> Option<Option<Sum>> {
        let all: Vec<&SchemeRow> = rows(&self.books.register, &self.line.agreement, year)
            .filter(|row| row.class.is_none_or(|class| class == self.line.class))
            .collect();
        let is_known = |row: &&SchemeRow| {
            let source = row.source.as_ref().is_some_and(|stated| stated.means.is_ok());
            source && row.year.is_some() && row.class.is_some() && row.budget.is_some()
        };
        if all.is_empty() || !all.iter().all(is_known) {
            return None;
        }
        let is_from = |row: &&&SchemeRow| row.source.as_ref().is_some_and(|stated| stated.means.as_ref() == Ok(source));
        let amounts = all.iter().filter(is_from).filter_map(|row| Some((row.budget?, &row.budget_origin)));
        Some(Sum::of_amounts(amounts))
    }
}

fn is_plain(part: &Part<'_>) -> bool {
    part.grant.is_none() && part.purpose.is_none()
}
