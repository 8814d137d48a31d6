//! The life of each agreement: what was committed, paid, received and spent in every year before this one.

use std::collections::BTreeMap;

use super::figure::{Found, Unknown, together};
use super::{Figure, FigureKey, contributions, id, spending};
use crate::finding::phrase::{Phrase, phrase};
use crate::model::agreement::Agreement;
use crate::model::entry::{Class, Form};
use crate::model::money::Money;
use crate::model::origin::Origin;
use crate::model::period::{Period, Year};
use crate::reconcile::{Books, Line, PastYear, Reported, Sum, partners_on};

/// What each partner, and all together, committed to an agreement in earlier years, after agreed variations; and what was paid,
/// received and spent in those of which returns came.
pub fn figures(books: &Books, agreement: &Agreement) -> Vec<Figure> {
    let mut all = of_commitments(books, agreement);
    for past in books.past.under(&agreement.id) {
        all.extend(reported(books, past));
        all.extend(spending::of_past(books, past));
    }
    all
}

/// What was said of a line in a year that is over.
type Said = (&'static str, fn(&Books, &Line) -> Option<Found>, fn(&Line) -> bool);

const SAID: [Said; 2] = [
    (id::PAID, paid, |line| line.paid != Reported::Nothing),
    (id::RECEIVED, received, |line| line.received != Reported::Nothing),
];

/// What was paid and received in an earlier year by each partner, and by all together; where there is both revenue and capital, then
/// that of each, with what of it was committed. Of what nobody has said anything there is no figure.
fn reported(books: &Books, past: &PastYear) -> Vec<Figure> {
    let said =
        || SAID.into_iter().filter(|(.., is_said)| past.lines.iter().any(is_said)).map(|(id, view, _)| (id, view));
    let of_class = |class: Class| past.lines.iter().filter(move |line| line.class == class).collect::<Vec<&Line>>();
    let mut all = Vec::new();
    let mut group = |id, view: fn(&Books, &Line) -> Option<Found>, class: Option<Class>, lines: &[&Line]| {
        let mut push = |partner: Option<&str>, lines: &[&Line]| {
            let of_all = |line: &Line, found: Found| if partner.is_none() { at_least(line, found) } else { found };
            let found = lines.iter().filter_map(|line| Some(of_all(line, view(books, line)?)));
            let found: Vec<Found> = found.collect();
            let key = FigureKey::new(id, Period::whole(past.year)).of_agreement(Some(&past.agreement)).of_class(class);
            all.extend((!found.is_empty()).then(|| Figure::amount(key.of_partner(partner), together(found))));
        };
        push(None, lines);
        for partner in partners_on(lines.iter().copied()) {
            let own: Vec<&Line> = lines.iter().filter(|line| line.partner == partner).copied().collect();
            push(Some(partner), &own);
        }
    };
    let whole: Vec<&Line> = past.lines.iter().collect();
    said().for_each(|(id, view)| group(id, view, None, &whole));
    for (_, class) in Class::WORDS {
        let own = of_class(class);
        if !own.is_empty() && own.len() < whole.len() && said().next().is_some() {
            group(id::COMMITTED, contributions::committed, Some(class), &own);
            said().for_each(|(id, view)| group(id, view, Some(class), &own));
        }
    }
    all
}

fn paid(books: &Books, line: &Line) -> Option<Found> {
    let title = books.register.title(&line.agreement);
    let paid = if line.form == Form::InKind { "gave in kind" } else { "paid" };
    let of = phrase!("what `{}` {} to `{}` in {}", line.partner, paid, title, line.period);
    in_full(books, line, &line.paid, of)
}

/// Nobody receives in money what is given in kind, or what a partner keeps and spends itself.
fn received(books: &Books, line: &Line) -> Option<Found> {
    if line.received == Reported::Nothing && (line.form == Form::InKind || !books.falls_due(line)) {
        return None;
    }
    let title = books.register.title(&line.agreement);
    let of = phrase!("what `{}` received from `{}` in {}", title, line.partner, line.period);
    in_full(books, line, &line.received, of)
}

/// What was said of all of a year; why there is none, where something was committed; no part of it where neither was.
fn in_full(books: &Books, line: &Line, said: &Reported, of: Phrase) -> Option<Found> {
    match said {
        Reported::Figure(sum) => Some(Ok(sum.clone())),
        Reported::AtLeast(partly) => Some(Err(Unknown::of(partly))),
        Reported::OtherBasis { why, .. } => Some(Err(why.clone().into())),
        Reported::Conflict(_) => Some(Err(phrase!("returns of {} contradict each other", of).into())),
        Reported::Incomplete { .. } => Some(Err(phrase!("{} is not known in full", of).into())),
        Reported::Nothing if line.committed.is_some() && books.has_begun(line) || is_uncommitted_and_said(line) => {
            Some(Err(phrase!("no return of the whole year says {}", of).into()))
        }
        Reported::Nothing => None,
    }
}

/// Whether one side says something of a contribution to which nobody had committed: then the other side is not known, and not nothing.
fn is_uncommitted_and_said(line: &Line) -> bool {
    line.committed.is_none() && line.form == Form::Cash && [&line.paid, &line.received].into_iter().any(is_said)
}

fn is_said(said: &Reported) -> bool {
    *said != Reported::Nothing
}

/// What the sum of all has of a line: where nobody had committed to it and one side says nothing, the sum is at least the others.
fn at_least(line: &Line, found: Found) -> Found {
    let is_open = is_uncommitted_and_said(line) && !(is_said(&line.paid) && is_said(&line.received));
    found
        .map_err(|unknown| if is_open { Unknown { at_least: Some(Box::new(Sum::none())), ..unknown } } else { unknown })
}

fn of_commitments(books: &Books, agreement: &Agreement) -> Vec<Figure> {
    let years = committed(books, agreement);
    let mut all = Vec::new();
    for (year, partners) in years {
        let figure = |partner, found| {
            let key = FigureKey::new(id::COMMITTED, Period::whole(year)).of_agreement(Some(&agreement.id));
            Figure::amount(key.of_partner(partner), found)
        };
        let unreadable = books.register.unreadable_commitments.under(&agreement.id).filter(|one| one.year == year);
        let unreadable: Vec<&str> = unreadable.map(|one| one.partner.as_str()).collect();
        let sum = |of: Option<&str>, amounts: Vec<(Money, &Origin)>| match unreadable
            .iter()
            .find(|one| of.is_none_or(|partner| partner == **one))
        {
            Some(one) => Err(phrase!("the commitment of `{}` cannot be read", *one).into()),
            None => Sum::of_amounts(amounts).ok_or_else(|| "the sum is too large".into()),
        };
        all.push(figure(None, sum(None, partners.values().flatten().copied().collect())));
        for (partner, amounts) in partners {
            all.push(figure(Some(partner), sum(Some(partner), amounts)));
        }
    }
    all
}

type LifeAmounts<'a> = BTreeMap<&'a str, Vec<(Money, &'a Origin)>>;

/// Commitments and variations of earlier years, by year and partner.
fn committed<'a>(books: &'a Books, agreement: &Agreement) -> BTreeMap<Year, LifeAmounts<'a>> {
    let register = &books.register;
    let commitments = register
        .commitments
        .iter()
        .filter(|one| one.agreement == agreement.id)
        .map(|one| (one.year, one.partner.as_str(), one.amount, &one.origin));
    let variations = register
        .variations
        .iter()
        .filter(|one| one.agreement == agreement.id)
        .map(|one| (one.year, one.partner.as_str(), one.amount, &one.origin));
    let mut years: BTreeMap<Year, LifeAmounts<'_>> = BTreeMap::new();
    for (year, partner, amount, origin) in commitments.chain(variations).filter(|(year, ..)| *year < books.period.year)
    {
        years.entry(year).or_default().entry(partner).or_default().push((amount, origin));
    }
    years
}
