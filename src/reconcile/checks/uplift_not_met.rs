//! Uplift not met: what the NHS commits to social care does not rise by the published rate.

use std::collections::BTreeSet;

use crate::finding::phrase::{names, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::job::rates::Uplift;
use crate::model::condition::Purpose;
use crate::model::partner::{Partner, Sector};
use crate::model::passed_on::PassedOn;
use crate::model::period::{Period, Year};
use crate::model::total::TotalFigure;
use crate::reconcile::checks::{Check, Judge};
use crate::reconcile::conditions::{Known, Stands, is_minimum_money, of_boards};
use crate::reconcile::judged::{Body, Judged};
use crate::reconcile::parts::{self, Part, parts_in};
use crate::reconcile::{Books, Sum};

/// What this check is about.
pub const ABOUT: About = About {
    name: "uplift-not-met",
    level: Level::Warning,
    nature: Nature::Judgement,
    finds: "commitments of an NHS body for social care after agreed variations that are below those of the year before with the year's \
            uplift in templates/rates.toml, in whole pounds; of all that it commits where no commitment is marked under For and no nhs-minimum is \
            recorded, beyond which a part of it may be additional. Nothing is found where a minimum for social care (nhs-minimum-social-care) is recorded for it and the year. Bodies count together with \
            those that they took over from, and so do the agreements of all types that ask for this check.",
    matters: "what goes to social care has to rise with the money. The rate is a national one: a published minimum says what it comes to.",
    action: "enter the published minimum for social care on the sheet `Totals`, or ask the NHS body to raise its contribution",
    ask: Some("Tell us which of the figures is wrong, or raise the contribution by the uplift."),
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Area(judge)], tolerance: None };

/// What a body puts into social care, in two years.
#[derive(Debug)]
pub struct Test<'a> {
    /// The body.
    pub body: &'a str,
    /// The bodies with money in it.
    whose: Vec<&'a str>,
    /// The titles of the agreements that are judged, and the id of the first with its money.
    agreements: (Vec<&'a str>, &'a str),
    purpose: &'static str,
    last: Known,
    now: Known,
}

impl Test<'_> {
    /// What the year before's comes to with the uplift.
    fn needed(&self, uplift: &Uplift) -> Option<Sum> {
        let last = self.last.as_ref().ok()?;
        Some(Sum { amount: last.amount.uplifted(uplift.at_least())?, ..last.clone() })
    }

    /// How it stands.
    #[must_use]
    pub fn stands(&self, uplift: &Uplift) -> Stands {
        match (&self.now, &self.last) {
            (Err(why), _) | (_, Err(why)) => Stands::NotKnown(why.clone()),
            (Ok(now), Ok(_)) => {
                let less =
                    self.needed(uplift).and_then(|needed| needed.amount.checked_sub(now.amount.in_whole_pounds()));
                match less {
                    None => Stands::NotKnown("the amounts are too large".into()),
                    Some(less) if less.pence() > 0 => Stands::Below(less),
                    Some(_) => Stands::Met,
                }
            }
        }
    }
}

/// Every body of which no minimum for social care is recorded, in a year that has an uplift.
#[must_use]
pub fn tests(books: &Books) -> Vec<Test<'_>> {
    let judged = Judged::by_check(books, ABOUT.name);
    let (register, by) = (&books.register, books.period.year.last_day());
    if books.rates.uplift(books.period.year).is_none() || has_minimum_of_a_board(books) {
        return Vec::new();
    }
    // What is shared out between several is held against each of them.
    let is_one = |partner: &&Partner| !matches!(register.passed_on(&partner.name, None, by), PassedOn::Shared(_));
    let health = register.partners.iter().filter(|partner| partner.sector == Sector::Health).filter(is_one);
    let bodies: BTreeSet<&str> = health.map(|partner| register.successor_of(&partner.name, None, by)).collect();
    bodies.into_iter().filter_map(|name| test(books, &judged, &Body::with_name(books, name))).collect()
}

fn has_minimum_of_a_board(books: &Books) -> bool {
    !of_boards(&books.register, TotalFigure::NhsMinimumSocialCare, Period::whole(books.period.year)).is_empty()
}

fn has(books: &Books, figure: TotalFigure, whose: &[&str], year: Year) -> bool {
    whose.iter().any(|one| books.register.total(Some(one), figure, Period::whole(year)).is_some())
}

/// Whether a minimum of all that a body puts in is recorded in one of the two years: then what it puts in is not all for what rises.
fn has_minimum_of_all(books: &Books, body: &Body<'_>, years: [Year; 2]) -> bool {
    let figure = TotalFigure::NhsMinimum;
    years.into_iter().any(|year| {
        let is_of_boards = !of_boards(&books.register, figure, Period::whole(year)).is_empty();
        is_of_boards || has(books, figure, &body.answers_for, year)
    })
}

fn test<'a>(books: &'a Books, judged: &Judged<'a>, body: &Body<'a>) -> Option<Test<'a>> {
    let (year, last) = (books.period.year, books.period.year.before()?);
    let first = body.lines(books, judged).first().map(|line| line.agreement.as_str())?;
    if has(books, TotalFigure::NhsMinimumSocialCare, &body.answers_for, year) {
        return None;
    }
    let money = |year: Year| -> Vec<Part<'a>> {
        let is_its = |part: &Part<'_>| {
            body.answers_for.contains(&part.partner) && is_minimum_money(&books.framework, year, part)
        };
        parts_in(&books.register, judged, year).into_iter().filter(is_its).collect()
    };
    let (before, after) = (money(last), money(year));
    let is_marked = |money: &[Part<'_>]| money.iter().any(|part| part.purpose.is_some());
    let marked = (is_marked(&before), is_marked(&after));
    let is_of_a_part = books.rates.uplift(year).is_some_and(|uplift| uplift.social_care_only);
    let must_be_marked = is_of_a_part || has_minimum_of_all(books, body, [last, year]);
    let known = |money: &[Part<'_>], year: Year| -> Known {
        if let Some(why) = parts::open(&books.register, judged, year, |one| body.answers_for.contains(&one)) {
            return Err(why);
        }
        let of_others = body.parts_of_others(&books.register, judged, year, books.period.year.last_day());
        match (marked, of_others) {
            ((false, false), of_others) if !must_be_marked => {
                let own = parts::sum(money);
                Sum::total(own.iter().chain(&of_others))
                    .ok_or_else(|| phrase!("nothing is recorded of `{}` for {}", body.name, year))
            }
            (_, Some(_)) => Err(phrase!("what `{}` took over of others is not told apart by purpose", body.name)),
            _ => {
                let of_purpose = money.iter().filter(|part| part.purpose == Some(Purpose::SocialCare));
                let none = || phrase!("no commitment for {} is marked as `{}` under `{}`", year, "social care", "For");
                parts::sum(of_purpose).ok_or_else(none)
            }
        }
    };
    let mut titles: Vec<&str> = judged.agreements.iter().map(|agreement| agreement.title.as_str()).collect();
    titles.dedup();
    let whose = body.answers_for.iter().copied().filter(|one| after.iter().any(|part| part.partner == *one)).collect();
    let purpose = if marked == (false, false) { "" } else { " for social care" };
    let (last, now) = (known(&before, last), known(&after, year));
    Some(Test { body: body.name, whose, agreements: (titles, first), purpose, last, now })
}

/// Looks at each body; it is said at the first agreement in which it has a line.
fn judge(books: &Books, _: &Judged<'_>) -> Vec<Finding> {
    let Some(uplift) = books.rates.uplift(books.period.year) else { return Vec::new() };
    tests(books).iter().filter_map(|test| below(books, uplift, test)).collect()
}

fn below(books: &Books, uplift: &Uplift, test: &Test<'_>) -> Option<Finding> {
    let Stands::Below(less) = test.stands(uplift) else { return None };
    let (last, now, needed) = (test.last.as_ref().ok()?, test.now.as_ref().ok()?, test.needed(uplift)?);
    let message = phrase!(
        "{} {} committed {}{} to {} for {}, {} below last year's {} with the uplift of {}, which is {}{} ({})",
        names(test.whose.iter().copied()),
        if test.whose.len() == 1 { "has" } else { "have" },
        now.amount,
        test.purpose,
        names(test.agreements.0.iter().copied()),
        books.period.year,
        less,
        last.amount,
        uplift.percent.0,
        if uplift.rounded { "a rounded rate and at least " } else { "" },
        needed.amount,
        uplift.source,
    );
    let finding = Finding::new(&ABOUT, message)
        .found(now.amount, &now.origins)
        .expected(needed.amount, &needed.origins)
        .differing_by(less);
    Some(finding.on_partner(Some(test.body)).on_agreement(Some(test.agreements.1)))
}
