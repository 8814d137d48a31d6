//! The position of each agreement: what it is, who runs it and how it is governed.

use chrono::NaiveDate;

use super::{Desk, NamedBlocks, facts_table, in_words};
use crate::model::agreement::Agreement;
use crate::model::words::{counted, listed, slug};
use crate::present::pack::{Block, Span};

/// A heading and a table for each agreement.
pub fn blocks(desk: &Desk<'_>) -> NamedBlocks {
    let agreements = desk.figures.books.register.agreements.iter();
    vec![
        ("types", vec![Block::List(types(desk))]),
        ("agreements", agreements.flat_map(|agreement| one(desk, agreement)).collect()),
    ]
}

/// What each type of agreement in the register means.
fn types(desk: &Desk<'_>) -> Vec<Vec<Span>> {
    let used = |name: &String| {
        desk.figures.books.register.agreements.iter().any(|agreement| agreement.arrangements.contains(name))
    };
    let types = desk.templates.types.iter().filter(|(name, _)| used(name));
    types.map(|(_, of)| vec![Span::Strong(of.title.clone()), Span::Text(format!(": {}", of.note))]).collect()
}

fn one(desk: &Desk<'_>, agreement: &Agreement) -> [Block; 2] {
    let types: Vec<_> = desk.templates.types_of(agreement).collect();
    let titles: Vec<&str> = types.iter().map(|of| of.title.as_str()).collect();
    let bases: Vec<&str> = types.iter().map(|of| of.legal_basis.as_str()).collect();
    let partners = desk.figures.books.partners_in(&agreement.id);
    let text = |text: &Option<String>| text.clone();
    let (status, risk_share, underspend) = (&agreement.status, &agreement.risk_share, &agreement.underspend);
    let date = |date: Option<NaiveDate>| date.map(in_words);
    let entries = [
        ("Service", text(&agreement.service)),
        ("Arrangement", Some(listed(&titles))),
        ("Legal basis", Some(listed(&bases))),
        ("Aims", text(&agreement.aims)),
        ("Partners who commit money", Some(if partners.is_empty() { "None".to_owned() } else { listed(&partners) })),
        ("Host", text(&agreement.host)),
        ("Pool manager", text(&agreement.pool_manager)),
        ("Partnership board", text(&agreement.board)),
        ("Board last met", date(agreement.board_last_met)),
        ("Users and carers", text(&agreement.users_and_carers)),
        ("In force from", date(agreement.start)),
        ("In force to", Some(agreement.end.map_or_else(|| "Until notice".to_owned(), in_words))),
        ("Signed", date(agreement.signed)),
        ("Notice", agreement.notice_months.map(|months| counted(months as usize, "month"))),
        ("Status", status.as_ref().map(|stated| stated.text.clone())),
        ("Who bears an overspend", risk_share.as_ref().map(|stated| stated.text.clone())),
        ("What becomes of an underspend", underspend.as_ref().map(|stated| stated.text.clone())),
        ("VAT", text(&agreement.vat)),
        ("Gross or net", text(&agreement.basis.as_ref().map(|stated| stated.text.clone()))),
    ];
    let missing: Vec<&str> = entries.iter().filter(|(_, entry)| entry.is_none()).map(|(item, _)| *item).collect();
    let mut facts: Vec<(&str, String)> =
        entries.iter().filter_map(|(item, entry)| Some((*item, entry.clone()?))).collect();
    if !missing.is_empty() {
        facts.push(("Not recorded", missing.join("; ")));
    }
    let name = format!("position-{}", slug(&agreement.id));
    let table =
        facts_table(&name, "The agreement and its governance, as the register records it", ("Item", "Entry"), &facts);
    [Block::Heading { level: 2, text: agreement.title.clone() }, Block::Table(table)]
}
