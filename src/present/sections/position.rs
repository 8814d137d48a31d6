//! The position of each agreement: what it is, who runs it and how it is governed.

use chrono::NaiveDate;

use super::{Desk, facts_table, in_words};
use crate::model::agreement::Agreement;
use crate::model::words::{counted, listed, slug};
use crate::present::pack::Block;

/// A heading and a table for each agreement.
pub fn blocks(desk: &Desk<'_>) -> Vec<(&'static str, Vec<Block>)> {
    let agreements = desk.figures.books.register.agreements.iter();
    vec![("agreements", agreements.flat_map(|agreement| one(desk, agreement)).collect())]
}

fn one(desk: &Desk<'_>, agreement: &Agreement) -> [Block; 2] {
    let types: Vec<_> =
        agreement.arrangements.iter().filter_map(|name| desk.templates.types.get(name)).collect();
    let titles: Vec<&str> = types.iter().map(|of| of.title.as_str()).collect();
    let bases: Vec<&str> = types.iter().map(|of| of.legal_basis.as_str()).collect();
    let notes: Vec<&str> = types.iter().map(|of| of.note.as_str()).collect();
    let partners = desk.figures.books.partners_in(&agreement.id);
    let text = |text: &Option<String>| text.clone().unwrap_or_else(not_recorded);
    let date = |date: Option<NaiveDate>| date.map_or_else(not_recorded, in_words);
    let facts = [
        ("Service", text(&agreement.service)),
        ("Arrangement", listed(&titles)),
        ("What that means", notes.join(" ")),
        ("Legal basis", listed(&bases)),
        ("Aims", text(&agreement.aims)),
        ("Partners who commit money", if partners.is_empty() { "None".to_owned() } else { listed(&partners) }),
        ("Host", text(&agreement.host)),
        ("Pool manager", text(&agreement.pool_manager)),
        ("Partnership board", text(&agreement.board)),
        ("Board last met", date(agreement.board_last_met)),
        ("Users and carers", text(&agreement.users_and_carers)),
        ("In force from", date(agreement.start)),
        ("In force to", agreement.end.map_or_else(|| "Until notice".to_owned(), in_words)),
        ("Signed", date(agreement.signed)),
        ("Notice", agreement.notice_months.map_or_else(not_recorded, |months| counted(months as usize, "month"))),
        ("Status", text(&agreement.status)),
        ("Who bears an overspend", text(&agreement.risk_share)),
        ("What becomes of an underspend", text(&agreement.underspend)),
        ("VAT", text(&agreement.vat)),
        ("Gross or net", text(&agreement.basis)),
    ];
    let name = format!("position-{}", slug(&agreement.id));
    let caption = format!("{}: the agreement and its governance, as the register records it", agreement.title);
    let table = facts_table(&name, &caption, ("Item", "Entry"), &facts);
    [Block::Heading { level: 2, text: agreement.title.clone() }, Block::Table(table)]
}

fn not_recorded() -> String {
    "Not recorded".to_owned()
}
