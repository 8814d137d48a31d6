//! The position of each agreement: what it is, who runs it and how it is governed.

use chrono::NaiveDate;

use super::{Desk, NamedBlocks, facts_table, in_words};
use crate::job::agreement_type::How;
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

/// What becomes of money that is in no pool and with no lead, and who bears what it costs more.
fn of_its_money(how: How) -> Option<(&'static str, String)> {
    let says = match how {
        How::Pool => return None,
        How::Lead => {
            "The partners pay the one that commissions or provides for all. No fund is pooled; what it costs more or less is \
             shared as the agreement says"
        }
        How::Payment => "One body pays another towards its spending; no money is pooled",
        How::Aligned => "Each partner keeps and spends its own, and each bears its own over- or underspend",
        How::Joint => "No money is pooled, and none is owed between the partners",
    };
    Some(("The money", says.to_owned()))
}

/// What the sheet `Risk shares` fixes; `None` where it fixes nothing.
fn shares_and_caps(desk: &Desk<'_>, agreement: &Agreement) -> Option<String> {
    let rows = desk.figures.books.register.risk_shares.under(&agreement.id);
    let each: Vec<String> = rows.map(|row| format!("{}: {}", row.partner, row.in_words())).collect();
    (!each.is_empty()).then(|| each.join("; "))
}

fn one(desk: &Desk<'_>, agreement: &Agreement) -> [Block; 2] {
    let types: Vec<_> = desk.templates.types_of(agreement).collect();
    let titles: Vec<&str> = types.iter().map(|of| of.title.as_str()).collect();
    let bases: Vec<&str> = types.iter().map(|of| of.legal_basis.as_str()).collect();
    let partners = desk.figures.books.partners_in(&agreement.id);
    let text = |text: &Option<String>| text.clone();
    let (status, risk_share, underspend) = (&agreement.status, &agreement.risk_share, &agreement.underspend);
    let date = |date: Option<NaiveDate>| date.map(in_words);
    let how = desk.figures.books.how(agreement);
    let shares = how.is_none_or(How::is_shared);
    let overspend = if shares { "Who bears an overspend" } else { "What the register says of an overspend" };
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
        (overspend, risk_share.as_ref().map(|stated| stated.text.clone())),
        ("Shares and caps", shares_and_caps(desk, agreement)),
        ("What becomes of an underspend", underspend.as_ref().map(|stated| stated.text.clone())),
        ("VAT", text(&agreement.vat)),
        ("Gross or net", text(&agreement.basis.as_ref().map(|stated| stated.text.clone()))),
    ];
    // Where nothing is shared there is nobody who manages it for all, and nothing to record of it.
    let of_pools = ["Host", "Pool manager", overspend, "What becomes of an underspend"];
    let is_asked = |item: &str| shares || !of_pools.contains(&item);
    let lacks = entries.iter().filter(|(item, entry)| entry.is_none() && is_asked(item) && *item != "Shares and caps");
    let missing: Vec<&str> = lacks.map(|(item, _)| *item).collect();
    let mut facts: Vec<(&str, String)> =
        entries.iter().filter_map(|(item, entry)| Some((*item, entry.clone()?))).collect();
    facts.extend(how.and_then(of_its_money));
    if !missing.is_empty() {
        facts.push(("Not recorded", missing.join("; ")));
    }
    let name = format!("position-{}", slug(&agreement.id));
    let table =
        facts_table(&name, "The agreement and its governance, as the register records it", ("Item", "Entry"), &facts);
    [Block::Heading { level: 2, text: agreement.title.clone() }, Block::Table(table)]
}
