//! The governance of an agreement in four lines: who runs it, its term, its rules, and who is heard.

use chrono::NaiveDate;

use crate::job::agreement_type::How;
use crate::model::agreement::Agreement;
use crate::model::words::{counted, listed};
use crate::present::pack::{Block, Span};
use crate::present::sections::{Desk, capital, in_words};

/// What is said of an item, or its name where the register does not say.
type Item = (&'static str, Option<String>);

/// The four lines; what is not recorded is named at the end of its line.
pub fn lines(desk: &Desk<'_>, agreement: &Agreement) -> Block {
    Block::List(each(desk, agreement).into_iter().filter_map(|(name, items)| line(name, &items)).collect())
}

/// The same as running words, for an agreement that is a row: what is recorded of it.
pub fn in_short(desk: &Desk<'_>, agreement: &Agreement) -> String {
    let items = each(desk, agreement).into_iter().flat_map(|(_, items)| items);
    let said: Vec<String> = items.filter(|(what, _)| *what != "arrangement").filter_map(|(_, said)| said).collect();
    if said.is_empty() { "Not recorded".to_owned() } else { capital(&said.join("; ")) }
}

fn each(desk: &Desk<'_>, agreement: &Agreement) -> [(&'static str, Vec<Item>); 4] {
    let date = |date: Option<NaiveDate>, what: &str| date.map(|day| format!("{what} {}", in_words(day)));
    let types: Vec<&str> = desk.templates.types_of(agreement).map(|of| of.title.as_str()).collect();
    let shares = desk.figures.books.how(agreement).is_none_or(How::is_shared);
    let of_pools = |items: Vec<Item>| if shares { items } else { Vec::new() };
    let named = |text: &Option<String>, what: &str| text.as_ref().map(|text| format!("{what} {text}"));
    let run = [
        vec![("arrangement", Some(listed(&types)))],
        of_pools(vec![
            ("host", named(&agreement.host, "host")),
            ("pool manager", named(&agreement.pool_manager, "pool manager")),
        ]),
    ];
    let until = agreement.end.map_or_else(|| "until notice is given".to_owned(), |day| format!("to {}", in_words(day)));
    let status = agreement.status.as_ref().map(|stated| format!("status {}", stated.text));
    let term = vec![
        ("first day", agreement.start.map(|day| format!("from {} {until}", in_words(day)))),
        ("signature", date(agreement.signed, "signed")),
        ("notice", agreement.notice_months.map(|months| format!("notice {}", counted(months as usize, "month")))),
        ("status", status),
    ];
    let underspend = agreement.underspend.as_ref().map(|stated| format!("underspend “{}”", stated.text));
    let rules = of_pools(vec![
        ("underspend", underspend),
        ("VAT", named(&agreement.vat, "VAT")),
        ("gross or net", agreement.basis.as_ref().map(|stated| format!("basis {}", stated.text))),
    ]);
    let board = vec![
        ("partnership board", agreement.board.clone()),
        ("its last meeting", date(agreement.board_last_met, "last met")),
        ("users and carers", named(&agreement.users_and_carers, "users and carers:")),
    ];
    [("Run by", run.concat()), ("Term", term), ("Rules", rules), ("Oversight", board)]
}

fn line(name: &str, items: &[Item]) -> Option<Vec<Span>> {
    if items.is_empty() {
        return None;
    }
    let said: Vec<&str> =
        items.iter().filter_map(|(_, said)| said.as_deref()).map(|said| said.trim().trim_end_matches('.')).collect();
    let open: Vec<&str> = items.iter().filter(|(_, said)| said.is_none()).map(|(what, _)| *what).collect();
    let said = if said.is_empty() { String::new() } else { format!(" {}.", capital(&said.join("; "))) };
    let open = if open.is_empty() { String::new() } else { format!(" Not recorded: {}.", listed(&open)) };
    Some(vec![Span::Strong(format!("{name}:")), Span::Text(said + &open)])
}
