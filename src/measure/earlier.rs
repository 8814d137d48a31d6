//! Earlier years: which of them a measure can speak of, and what was committed in them; no earlier publication is read.

use super::figure::Found;
use crate::finding::phrase::phrase;
use crate::job::Templates;
use crate::job::measure::{Measure, Of};
use crate::model::agreement::Agreement;
use crate::model::partner::{Partner, Sector};
use crate::model::period::{Part, Year};
use crate::model::total::{Total, TotalFigure};
use crate::reconcile::{Books, Sum};

/// The years before the period for which a measure has a share, or says why it has none: from the first year for which the
/// register has one of its reference figures, and a commitment where it asks for one, every year in which it holds.
pub fn years(books: &Books, templates: &Templates, measure: &Measure) -> Vec<Year> {
    let now = books.period.year;
    let known = books.register.totals.iter().filter(|total| {
        let year = total.period.year;
        let asked = asked(measure, year).iter().any(|(figure, of)| total.figure == *figure && is_of(books, total, *of));
        year < now && total.period.part == Part::Whole && measure.holds_in(year) && asked
    });
    let Some(mut first) = known.map(|total| total.period.year).min() else { return Vec::new() };
    let counted: Vec<&str> = agreements(books, templates, measure).map(|agreement| agreement.id.as_str()).collect();
    if measure.counts_agreements() {
        let own = books.register.commitments.iter().filter(|one| counted.contains(&one.agreement.as_str()));
        let Some(committed) = own.map(|one| one.year).min() else { return Vec::new() };
        first = first.max(committed);
    }
    let back = std::iter::successors(now.before(), |year| year.before()).take_while(|year| *year >= first);
    let mut years: Vec<Year> = back.filter(|year| measure.holds_in(*year)).collect();
    years.reverse();
    years
}

/// The agreements whose money a measure counts; one that two terms count comes twice.
pub fn agreements<'a>(
    books: &'a Books,
    templates: &'a Templates,
    measure: &'a Measure,
) -> impl Iterator<Item = &'a Agreement> {
    measure.terms().flat_map(|term| books.agreements_counting(templates, term.counts()))
}

/// The reference figures that a measure asks for in a year.
pub fn asked(measure: &Measure, year: Year) -> Vec<(TotalFigure, Of)> {
    measure.terms().filter(|term| term.holds_in(year)).filter_map(|term| Some((term.total?, term.of?))).collect()
}

fn is_of(books: &Books, total: &Total, of: Of) -> bool {
    total.partner.as_deref().map(|partner| books.register.sector(partner)) == of.sector().map(Some)
}

/// The partners of a sector whose reference figures a measure needs in a year: those with a part in an agreement, and where
/// none has one, those in being for which the register has such figures, of whatever year.
pub fn partners<'a>(books: &'a Books, measure: &Measure, sector: Sector, year: Year) -> Vec<&'a str> {
    let is_now = year == books.period.year;
    let has_line = |partner: &Partner| books.lines.iter().any(|line| line.partner == partner.name);
    let committed = |partner: &Partner| {
        books.register.commitments.iter().any(|one| one.year == year && one.partner == partner.name)
    };
    let has_figure = |partner: &Partner| {
        let mut own = books.register.totals.iter().filter(|total| total.partner.as_ref() == Some(&partner.name));
        own.any(|total| asked(measure, year).iter().any(|(figure, _)| *figure == total.figure))
    };
    let choose = |which: &dyn Fn(&Partner) -> bool| -> Vec<&'a str> {
        let all = books.register.partners.iter().filter(|partner| partner.sector == sector && which(partner));
        all.map(|partner| partner.name.as_str()).collect()
    };
    let in_agreements = choose(&|partner| if is_now { has_line(partner) } else { committed(partner) });
    if !in_agreements.is_empty() {
        return in_agreements;
    }
    choose(&|partner| partner.is_in_being(year) && (has_figure(partner) || (!is_now && has_line(partner))))
}

/// What partners of a sector (or all) had committed to agreements in an earlier year, after agreed variations.
///
/// # Errors
///
/// Which part is missing. An agreement in force without any commitment is one, too.
pub fn committed(books: &Books, agreements: &[&Agreement], sector: Option<Sector>, year: Year) -> Found {
    let register = &books.register;
    let is_in = |id: &str| agreements.iter().any(|agreement| agreement.id == id);
    let of_year: Vec<_> = register.commitments.iter().filter(|one| one.year == year && is_in(&one.agreement)).collect();
    if let Some(open) = register.unreadable_commitments.iter().find(|one| one.year == year && is_in(&one.agreement)) {
        let title = register.title(&open.agreement);
        return Err(phrase!("the commitment of `{}` to `{}` for {} cannot be read", open.partner, title, year).into());
    }
    let silent =
        |agreement: &&&Agreement| agreement.runs_in(year) && !of_year.iter().any(|one| one.agreement == agreement.id);
    if let Some(silent) = agreements.iter().find(silent) {
        return Err(phrase!("the register has no commitment to `{}` for {}", silent.title, year).into());
    }
    let of_sector = |partner: &str| sector.is_none() || register.sector(partner) == sector;
    let first_agreed = of_year.iter().map(|one| (&one.agreement, &one.partner, one.amount, &one.origin));
    let varied = register.variations.iter().filter(|varied| {
        let same = |one: &&crate::model::agreement::Commitment| {
            (&one.agreement, &one.partner, one.class) == (&varied.agreement, &varied.partner, varied.class)
        };
        varied.year == year && of_year.iter().any(same)
    });
    let varied = varied.map(|one| (&one.agreement, &one.partner, one.amount, &one.origin));
    let amounts: Vec<_> = first_agreed
        .chain(varied)
        .filter(|(_, partner, ..)| of_sector(partner))
        .map(|(_, _, amount, origin)| (amount, origin))
        .collect();
    if amounts.is_empty() {
        return Ok(Sum::none());
    }
    Sum::of_amounts(amounts).ok_or_else(|| "the sum is too large".into())
}
