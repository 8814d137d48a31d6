//! Balances: what each pair of bodies has as owed between them, what of it both have, and what they do not agree on.

use super::{Desk, NO_REASON, NamedBlocks, figures_column, in_words, row, words_cell, words_column};
use crate::finding::phrase::phrase;
use crate::measure::id;
use crate::model::entry::Form;
use crate::model::money::Money;
use crate::present::pack::{Block, Cell, Table};
use crate::present::words::Exactness;
use crate::reconcile::checks::two_sided_difference::ABOUT;
use crate::reconcile::{Balance, Line, TwoSides};

/// The table; nothing where all that was due is paid, and both sides say so.
pub fn blocks(desk: &Desk<'_>) -> NamedBlocks {
    let books = &desk.figures.books;
    let open: Vec<Balance> = books.balances().into_iter().filter(Balance::is_open).collect();
    if open.is_empty() {
        return vec![("balances", Vec::new())];
    }
    let line = |one: &Balance| {
        let (agreement, partner) = (Some(one.agreement.as_str()), Some(one.partner.as_str()));
        let amount = |id, is_known: bool| -> Cell {
            let find = |class| desk.figures.find_in(class, id, agreement, partner);
            let figure = find(Some(one.class)).or_else(|| find(None));
            if is_known { desk.cell(figure, Exactness::Full) } else { words_cell("not\u{a0}known") }
        };
        let debtor = match books.has_both_classes(&one.agreement) {
            true => format!("{}, {}", one.partner, one.class),
            false => one.partner.clone(),
        };
        row(vec![
            words_cell(books.register.title(&one.agreement)),
            words_cell(&debtor),
            words_cell(&one.host),
            amount(id::PAYABLE, one.payable.is_ok()),
            amount(id::RECEIVABLE, one.receivable.is_ok()),
            amount(id::BALANCE_AGREED, one.agreed.is_ok()),
            amount(id::BALANCE_DIFFERENCE, one.difference.is_ok()),
            words_cell(&reason(desk, one)),
        ])
    };
    let by = in_words(books.period.last_day().min(books.as_at));
    let mut notes = vec![
        "Payable: what was due less what the debtor says it paid. Receivable: what was due less what the creditor says it \
         received. Below zero: more was paid than was due. Agreed: what both have. The rest is the difference."
            .to_owned(),
        "Contributions of which one side says nothing are not here: there is nothing to hold against the other.".to_owned(),
    ];
    let unknown = open.iter().find(|one| one.payable.is_err() && one.difference.is_ok());
    notes.extend(unknown.map(|_| "Not known: when the contribution falls due is not known.".to_owned()));
    let table = Table {
        name: "balances".to_owned(),
        caption: format!("Balances between partners on {by}, as each side has them"),
        columns: vec![
            words_column("Agreement", 2),
            words_column("Debtor", 2),
            words_column("Creditor", 2),
            figures_column("Payable"),
            figures_column("Receivable"),
            figures_column("Agreed"),
            figures_column("Difference"),
            words_column("Reason for the difference", 2),
        ],
        rows: open.iter().map(line).collect(),
        notes,
    };
    vec![("balances", vec![Block::Table(table)])]
}

/// On which bases the two sides stand.
fn different_bases(desk: &Desk<'_>, one: &Balance) -> String {
    let said = line_of(desk, one).into_iter().flat_map(|line| [&line.paid, &line.received]);
    let whys: Vec<String> = said.filter_map(|said| said.on_another_basis().map(|(_, why)| desk.plain(why))).collect();
    format!("No difference is worked out. {}.", whys.first().map_or("", String::as_str))
}

/// Why the two sides differ, where they do: what an officer says, or that it is no more than rounding.
fn reason(desk: &Desk<'_>, one: &Balance) -> String {
    match &one.difference {
        Err(_) => return different_bases(desk, one),
        Ok(difference) if difference.amount == Money::ZERO => return "–".to_owned(),
        Ok(difference) if difference.is_rounding() => return "No more than the rounding of the amounts".to_owned(),
        Ok(_) => {}
    }
    desk.noted(Some(&one.agreement), ABOUT.name).unwrap_or_else(|| match suggestion(desk, one) {
        Some(text) => format!("{NO_REASON}. {text}"),
        None => NO_REASON.to_owned(),
    })
}

/// What the difference is as large as, where it is like something that is known.
fn suggestion(desk: &Desk<'_>, one: &Balance) -> Option<String> {
    let books = &desk.figures.books;
    let line = line_of(desk, one)?;
    let (paid, received) = (line.paid.figure()?, line.received.figure()?);
    let sides = TwoSides { partner: &one.partner, class: one.class, paid, received };
    let said = books.suggestion(books.register.agreement(&one.agreement)?, sides);
    (!said.is_empty()).then(|| desk.plain(&phrase!("a suggestion: {}", said)))
}

fn line_of<'a>(desk: &'a Desk<'_>, one: &Balance) -> Option<&'a Line> {
    let mut lines = desk.figures.books.lines_of(&one.agreement);
    lines.find(|line| (&line.partner, line.class, line.form) == (&one.partner, one.class, Form::Cash))
}
