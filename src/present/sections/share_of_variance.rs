//! Who bears a variance, in a sentence with its figures: what meets it first, and then each partner, councils first.

use super::changes::A_POUND;
use super::{Desk, variance};
use crate::measure::risk::{Sharing, SharingOutcome, WorkedShare};
use crate::measure::{FigureNumber, FigurePart, PoolPlace, id, met_by};
use crate::model::agreement::Agreement;
use crate::model::money::Money;
use crate::model::partner::Sector;
use crate::present::pack::Span;
use crate::present::words::Exactness;

/// Who bears the variance of an agreement's pool, a sentence for each class; nothing where there is no variance, or none is known.
pub fn sentences(desk: &Desk<'_>, agreement: &Agreement) -> Vec<Span> {
    each(desk, agreement, |variance| variance != Money::ZERO, true)
}

/// Who bears what an agreement's pool costs more than was agreed: an underspend makes no exception of an agreement.
///
/// What it is that they bear is said only where nobody could tell it from what was said just before.
pub fn of_overspend(desk: &Desk<'_>, agreement: &Agreement, is_named: bool) -> Vec<Span> {
    each(desk, agreement, |variance| variance > Money::ZERO, is_named)
}

/// Whose what partners keep back of their contributions to a pool is; nothing where they keep back nothing, or it is in dispute.
pub fn of_shortfall(desk: &Desk<'_>, agreement: &Agreement) -> Vec<Span> {
    let books = &desk.figures.books;
    let is_less = |partner: &str| {
        let difference = desk.figures.find(id::DIFFERENCE, Some(&agreement.id), Some(partner));
        desk.amount(difference).is_some_and(|difference| difference < Money::ZERO && difference.abs() > A_POUND)
    };
    let partners = books.register.partners.iter().filter(|partner| is_less(&partner.name)).count();
    match partners {
        _ if !books.is_pool(agreement) || agreement.is_disputed() => Vec::new(),
        0 => Vec::new(),
        1 => vec![text("What a partner keeps back is its own to make good.")],
        _ => vec![text("What partners keep back is their own to make good.")],
    }
}

fn each(desk: &Desk<'_>, agreement: &Agreement, is_told: impl Fn(Money) -> bool, is_named: bool) -> Vec<Span> {
    let mut all: Vec<Span> = Vec::new();
    for sharing in desk.figures.sharings.under(&agreement.id) {
        let place = PoolPlace { agreement: &agreement.id, class: sharing.class };
        let Some(figure) = desk.figures.in_pool(place, id::VARIANCE, None) else { continue };
        let Some(amount) = desk.amount(Some(figure)).filter(|amount| is_told(*amount)) else { continue };
        let its = of_class(desk, agreement, sharing, &Variance { place, figure, amount }, is_named);
        all.extend((!all.is_empty() && !its.is_empty()).then(|| text(" ")));
        all.extend(its);
    }
    all
}

/// The variance of a class of a pool, which is not nothing.
struct Variance<'a> {
    place: PoolPlace<'a>,
    figure: FigureNumber,
    amount: Money,
}

impl Variance<'_> {
    fn is_over(&self) -> bool {
        self.amount > Money::ZERO
    }

    /// `capital overspend`
    fn words(&self) -> String {
        let class = self.place.class.map(|class| format!("{class} ")).unwrap_or_default();
        format!("{class}{}", if self.is_over() { "overspend" } else { "underspend" })
    }
}

fn of_class(
    desk: &Desk<'_>,
    agreement: &Agreement,
    sharing: &Sharing,
    variance: &Variance<'_>,
    is_named: bool,
) -> Vec<Span> {
    let what = variance.words();
    let said = |words: &str| vec![text(words)];
    let borne = match &sharing.outcome {
        SharingOutcome::NotShared(why) => {
            return said(&format!("The {what} is not shared between the partners: {}.", lower(&desk.plain(why))));
        }
        SharingOutcome::Stays(why) => {
            return said(&format!("No partner has a share of the {what}: {}.", lower(&desk.plain(why))));
        }
        SharingOutcome::EachItsOwn if variance.is_over() => return said("Each partner bears its own overspend."),
        SharingOutcome::EachItsOwn => return said("Each partner keeps its own underspend."),
        SharingOutcome::NoRule => return said(variance::no_rule(agreement, Some(variance.amount))),
        SharingOutcome::Shared { borne, .. } => borne,
    };
    let mut spans = Vec::new();
    let parts = parts(desk, sharing, variance, borne);
    for (place, (words, figure)) in parts.iter().enumerate() {
        let before = match place {
            0 => "",
            _ if place + 1 == parts.len() => " and ",
            _ => ", ",
        };
        spans.extend([text(&format!("{before}{words} ")), printed(desk, *figure)]);
    }
    match spans.first_mut() {
        None => return spans,
        Some(Span::Text(first)) if is_named => *first = format!(" is {first}"),
        Some(Span::Text(first)) => *first = super::capital(first),
        Some(_) => {}
    }
    if is_named {
        spans.splice(0..0, [text(&format!("The pool’s {what} of ")), printed(desk, variance.figure)]);
    }
    spans.push(text("."));
    spans
}

/// What becomes of a shared variance: what meets it, who bears it, councils first, and what is nobody's.
fn parts(
    desk: &Desk<'_>,
    sharing: &Sharing,
    variance: &Variance<'_>,
    borne: &[WorkedShare],
) -> Vec<(String, FigureNumber)> {
    let known = |id, partner| {
        let figure = desk.figures.in_pool(variance.place, id, partner)?;
        desk.amount(Some(figure)).filter(|amount| *amount != Money::ZERO).map(|_| figure)
    };
    let met = sharing.met.steps.iter();
    let mut parts: Vec<(String, FigureNumber)> = met
        .filter_map(|step| Some((format!("met from {}", step.kind.words()), known(met_by(step.kind), None)?)))
        .collect();
    let mut partners: Vec<&str> = borne.iter().map(|one| one.partner.as_str()).collect();
    partners.sort_by_key(|partner| desk.figures.books.register.sector(partner) != Some(Sector::Council));
    let mut verb = if variance.is_over() { "borne by " } else { "shared by " };
    for partner in partners {
        if let Some(figure) = known(id::RISK_SHARE, Some(partner)) {
            parts.push((format!("{verb}{partner}"), figure));
            // The verb goes on to those after it.
            verb = "";
        }
    }
    parts.extend(known(id::NOT_ALLOTTED, None).map(|figure| ("allotted to nobody".to_owned(), figure)));
    parts
}

/// A figure in a sentence, without a sign: the words say which way it is.
fn printed(desk: &Desk<'_>, figure: FigureNumber) -> Span {
    let text = desk.printed(figure, Exactness::Pounds).trim_start_matches('−').to_owned();
    Span::Figure { text, figure: figure.part(FigurePart::All) }
}

fn text(words: &str) -> Span {
    Span::Text(words.to_owned())
}

/// Words that go on after a colon.
fn lower(words: &str) -> String {
    let mut characters = words.chars();
    let first: String = characters.next().into_iter().flat_map(char::to_lowercase).collect();
    let second_is_capital = characters.clone().next().is_some_and(char::is_uppercase);
    if second_is_capital { words.to_owned() } else { first + characters.as_str() }
}
