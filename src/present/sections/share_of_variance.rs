//! Who bears a variance, in a sentence with its figures: what meets it first, and then each partner, councils first.

use super::Desk;
use super::variance;
use crate::measure::risk::{Sharing, SharingOutcome};
use crate::measure::{FigureNumber, FigurePart, PoolPlace, id, met_by};
use crate::model::agreement::Agreement;
use crate::model::money::Money;
use crate::model::partner::Sector;
use crate::present::pack::Span;
use crate::present::words::Exactness;

/// Who bears the variance of an agreement's pool, a sentence for each class; nothing where there is no variance, or none is known.
pub fn sentences(desk: &Desk<'_>, agreement: &Agreement, form: Exactness) -> Vec<Span> {
    let mut all: Vec<Span> = Vec::new();
    for sharing in desk.figures.sharings.under(&agreement.id) {
        let its = of_class(desk, agreement, sharing, form);
        all.extend((!all.is_empty() && !its.is_empty()).then(|| text(" ")));
        all.extend(its);
    }
    all
}

fn of_class(desk: &Desk<'_>, agreement: &Agreement, sharing: &Sharing, form: Exactness) -> Vec<Span> {
    let place = PoolPlace { agreement: &agreement.id, class: sharing.class };
    let find = |id, partner| desk.figures.in_pool(place, id, partner);
    let variance = desk.amount(find(id::VARIANCE, None));
    if variance.is_none_or(|variance| variance == Money::ZERO) {
        return Vec::new();
    }
    let class = sharing.class.map(|class| format!("{}: ", super::capital(class.word()))).unwrap_or_default();
    let said = |words: String| vec![text(&format!("{class}{words}"))];
    let borne = match &sharing.outcome {
        SharingOutcome::NotShared(why) => {
            return said(format!("Not shared between the partners: {}.", lower(&desk.plain(why))));
        }
        SharingOutcome::Stays(why) => {
            return said(format!("No partner has a share of it: {}.", lower(&desk.plain(why))));
        }
        SharingOutcome::EachItsOwn => return said("Each partner bears its own.".to_owned()),
        SharingOutcome::NoRule => return said(variance::no_rule(agreement, variance).to_owned()),
        SharingOutcome::Shared { borne, .. } => borne,
    };
    let known =
        |figure: FigureNumber| desk.amount(Some(figure)).filter(|amount| *amount != Money::ZERO).map(|_| figure);
    let mut spans: Vec<Span> = Vec::new();
    let mut say = |words: String, figure: FigureNumber| {
        let before = if spans.is_empty() { class.clone() } else { ", ".to_owned() };
        spans.extend([text(&format!("{before}{words} ")), printed(desk, figure, form)]);
    };
    for step in &sharing.met.steps {
        if let Some(figure) = find(met_by(step.kind), None).and_then(known) {
            say(format!("met from {}", step.kind.words()), figure);
        }
    }
    let mut partners: Vec<&str> = borne.iter().map(|one| one.partner.as_str()).collect();
    partners.sort_by_key(|partner| desk.figures.books.register.sector(partner) != Some(Sector::Council));
    let mut verb = if variance > Some(Money::ZERO) { "borne by " } else { "share of variance: " };
    for partner in partners {
        if let Some(figure) = find(id::RISK_SHARE, Some(partner)).and_then(known) {
            say(format!("{verb}{partner}"), figure);
            verb = "";
        }
    }
    if let Some(figure) = find(id::NOT_ALLOTTED, None).and_then(known) {
        say("allotted to nobody".to_owned(), figure);
    }
    if let Some(Span::Text(first)) = spans.first_mut() {
        *first = super::capital(first);
    }
    spans.extend((!spans.is_empty()).then(|| text(".")));
    spans
}

/// A figure in a sentence, without a sign: the words say which way it is.
fn printed(desk: &Desk<'_>, figure: FigureNumber, form: Exactness) -> Span {
    let text = desk.printed(figure, form).trim_start_matches('−').to_owned();
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
