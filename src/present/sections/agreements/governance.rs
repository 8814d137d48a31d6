//! The governance of an agreement in four lines: who runs it, its term, its rules, and who is heard.

use chrono::NaiveDate;

use crate::job::agreement_type::How;
use crate::model::agreement::Agreement;
use crate::model::words::{counted, listed};
use crate::present::pack::{Block, Span};
use crate::present::sections::{Desk, in_words};

/// What is said of an item, or its name where the register does not say.
type Item = (&'static str, Option<String>);

/// The four lines; what is not recorded is named at the end of its line.
pub fn lines(desk: &Desk<'_>, agreement: &Agreement) -> Block {
    Block::List(each(desk, agreement).into_iter().filter_map(|(name, items)| line(name, &items)).collect())
}

/// The same as running words, for an agreement that is a row: what is recorded of it.
pub fn in_short(desk: &Desk<'_>, agreement: &Agreement) -> String {
    let items = each(desk, agreement).into_iter().flat_map(|(_, items)| items);
    let said: Vec<String> = items.filter_map(|(what, said)| Some(format!("{what}: {}", said?))).collect();
    said.join("; ")
}

fn each(desk: &Desk<'_>, agreement: &Agreement) -> [(&'static str, Vec<Item>); 4] {
    let date = |date: Option<NaiveDate>| date.map(in_words);
    let types: Vec<&str> = desk.templates.types_of(agreement).map(|of| of.title.as_str()).collect();
    let how = desk.figures.books.how(agreement);
    let shares = how.is_none_or(How::is_shared);
    let of_pools = |items: Vec<Item>| if shares { items } else { Vec::new() };
    let stated = |stated: Option<&str>| stated.map(str::to_owned);
    let run = [
        vec![("Arrangement", Some(listed(&types)))],
        of_pools(vec![("host", agreement.host.clone()), ("pool manager", agreement.pool_manager.clone())]),
    ];
    let term = vec![
        ("In force from", date(agreement.start)),
        ("to", Some(agreement.end.map_or_else(|| "notice".to_owned(), in_words))),
        ("signed", date(agreement.signed)),
        ("notice", agreement.notice_months.map(|months| counted(months as usize, "month"))),
        ("status", stated(agreement.status.as_ref().map(|stated| stated.text.as_str()))),
    ];
    let rules = of_pools(vec![
        ("Overspend", stated(agreement.risk_share.as_ref().map(|stated| stated.text.as_str()))),
        ("underspend", stated(agreement.underspend.as_ref().map(|stated| stated.text.as_str()))),
        ("VAT", agreement.vat.clone()),
        ("gross or net", stated(agreement.basis.as_ref().map(|stated| stated.text.as_str()))),
    ]);
    let board = vec![
        ("Partnership board", agreement.board.clone()),
        ("last met", date(agreement.board_last_met)),
        ("users and carers", agreement.users_and_carers.clone()),
    ];
    [("Run by", run.concat()), ("Term", term), ("Rules", rules), ("Oversight", board)]
}

fn line(name: &str, items: &[Item]) -> Option<Vec<Span>> {
    if items.is_empty() {
        return None;
    }
    let said: Vec<String> = items
        .iter()
        .filter_map(|(what, said)| Some(format!("{what} {}", said.as_deref()?.trim().trim_end_matches('.'))))
        .collect();
    let open: Vec<&str> = items.iter().filter(|(_, said)| said.is_none()).map(|(what, _)| *what).collect();
    let mut text = if said.is_empty() { String::new() } else { format!(" {}.", said.join("; ")) };
    if !open.is_empty() {
        text.push_str(&format!(
            " Not recorded: {}.",
            listed(&open.iter().map(|what| what.to_lowercase().replace("vat", "VAT")).collect::<Vec<_>>())
        ));
    }
    Some(vec![Span::Strong(format!("{name}:")), Span::Text(text)])
}
