//! What pools carried forward from last year, brought forward into this one, and carry forward into the next.

use crate::measure::TotalNumber;
use crate::measure::id;
use crate::model::agreement::Agreement;
use crate::model::money::Money;
use crate::model::period::{Period, Year};
use crate::model::rules::underspend::Goes;
use crate::model::total::TotalFigure;
use crate::present::pack::{Block, Cell, Table};
use crate::present::sections::{Desk, figures_column, row, words_cell, words_column};
use crate::reconcile::brought_forward;

/// A heading and the table; nothing where the register names no such figure and no pool is to carry anything forward.
pub fn blocks(desk: &Desk<'_>) -> Vec<Block> {
    let books = &desk.figures.books;
    let year = books.period.year;
    let Some(last) = year.before() else { return Vec::new() };
    let pools = books.register.agreements.iter().filter(|agreement| !books.is_payment(agreement));
    let agreements = pools.filter(|agreement| has_any(desk, agreement, last));
    let rows: Vec<_> = agreements
        .map(|agreement| {
            let cell =
                |figure, year| total(desk, agreement, figure, year).unwrap_or_else(|| words_cell("not\u{a0}known"));
            let into_next = total(desk, agreement, TotalFigure::CarriedForward, year)
                .or_else(|| by_rule(desk, agreement))
                .unwrap_or_else(|| words_cell("not\u{a0}known"));
            let brought = match is_taken_over(desk, agreement) {
                true => words_cell("not\u{a0}recorded"),
                false => cell(TotalFigure::BroughtForward, year),
            };
            row(vec![words_cell(&agreement.title), cell(TotalFigure::CarriedForward, last), brought, into_next])
        })
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let mut notes =
        vec!["From the sheet “Totals” of the register; the first two columns should be the same.".to_owned()];
    let is_any = books.register.agreements.iter().any(|agreement| is_taken_over(desk, agreement));
    notes.extend(
        is_any.then(|| format!("“Not recorded”: what was carried forward at the end of {last} is taken for it.")),
    );
    let table = Table {
        name: "carried-forward".to_owned(),
        caption: format!("What pools carry from year to year, {}", desk.period(books.period)),
        columns: vec![
            words_column("Agreement", 2),
            figures_column(&format!("Carried forward at the end of {last}")),
            figures_column(&format!("Brought forward into {year}")),
            figures_column(&format!("Carried forward at the end of {year}")),
        ],
        rows,
        notes,
    };
    vec![Block::Heading { level: 2, text: "Carried forward".to_owned() }, Block::Table(table)]
}

/// Whether what was carried forward at the end of the year before stands for what was brought forward.
fn is_taken_over(desk: &Desk<'_>, agreement: &Agreement) -> bool {
    let books = &desk.figures.books;
    let brought = brought_forward(&books.register, agreement, books.period.year, None);
    !books.is_payment(agreement) && brought.is_ok_and(|brought| brought.is_some_and(|one| one.carried_from.is_some()))
}

fn has_any(desk: &Desk<'_>, agreement: &Agreement, last: Year) -> bool {
    let year = desk.figures.books.period.year;
    let figures =
        [(TotalFigure::CarriedForward, last), (TotalFigure::BroughtForward, year), (TotalFigure::CarriedForward, year)];
    figures.into_iter().any(|(figure, year)| place(desk, agreement, figure, year).is_some())
        || by_rule(desk, agreement).is_some()
}

/// Where on the register's sheet a figure of an agreement stands.
fn place(desk: &Desk<'_>, agreement: &Agreement, figure: TotalFigure, year: Year) -> Option<usize> {
    desk.figures.books.register.totals.iter().position(|total| {
        (total.figure, total.period) == (figure, Period::whole(year))
            && total.agreement.as_deref() == Some(&agreement.id)
    })
}

fn total(desk: &Desk<'_>, agreement: &Agreement, figure: TotalFigure, year: Year) -> Option<Cell> {
    place(desk, agreement, figure, year).map(|place| desk.reference(TotalNumber(place)))
}

/// The underspend of a year that is over, where the agreement carries it forward in the pool.
fn by_rule(desk: &Desk<'_>, agreement: &Agreement) -> Option<Cell> {
    let rule = agreement.underspend.as_ref().and_then(|stated| stated.means.as_ref().ok());
    let is_kept = rule.is_some_and(|rule| rule.goes == Goes::IntoNextYear);
    let variance = desk.amount(desk.figures.find(id::VARIANCE, Some(&agreement.id), None))?;
    let stays = desk.figures.books.is_closed() && is_kept && variance < Money::ZERO;
    stays.then(|| words_cell("the underspend"))
}
