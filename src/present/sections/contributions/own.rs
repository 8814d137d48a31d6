//! Aligned budgets and payments in their own words: what each partner plans and spends of its own, and what was done with a payment.

use super::{AgreementGroup, amount, standing};
use crate::job::agreement_type::How;
use crate::measure::{FigureNumber, FigurePart, id};
use crate::model::money::Money;
use crate::present::pack::{Block, Cell, Row, Span, Table};
use crate::present::sections::{Desk, figures_column, in_words, row, words_cell, words_column};
use crate::present::words::Exactness;

/// How the money of a group's agreement works; `None` of all pooled funds.
pub fn how(desk: &Desk<'_>, group: &AgreementGroup<'_>) -> Option<How> {
    let books = &desk.figures.books;
    books.how(books.register.agreement(group.agreement?)?)
}

/// What each partner plans and spends of its own, where nothing is due between them and nobody receives anything.
pub fn table(desk: &Desk<'_>, group: &AgreementGroup<'_>) -> Table {
    let find =
        |id: &'static str, partner: Option<&str>| desk.figures.find_in(group.class, id, group.agreement, partner);
    // What a partner says that it spent stands before what it says that it paid: of its own money the two are one.
    let own = |id: &'static str, partner: &str| {
        desk.figures.find(id, group.agreement, Some(partner)).filter(|_| group.class.is_none())
    };
    let spent = |partner: &str| own(id::ACTUAL, partner).or_else(|| find(id::PAID, Some(partner)));
    let forecasts = group.partners.iter().any(|partner| own(id::FORECAST, partner).is_some());
    let with_standing = group.agreement.filter(|_| group.class.is_none());
    let cell = |figure: Option<FigureNumber>| match figure {
        Some(_) => amount(desk, figure),
        None => words_cell("not\u{a0}known"),
    };
    let of_partner = |partner: &&str| -> Row {
        let mut cells = vec![words_cell(partner)];
        cells.extend([find(id::COMMITTED, Some(partner)), find(id::BUDGETED, Some(partner)), spent(partner)].map(cell));
        cells.extend(forecasts.then(|| cell(own(id::FORECAST, partner))));
        cells.extend(with_standing.map(|agreement| standing(desk, agreement, partner)));
        row(cells)
    };
    let mut rows: Vec<Row> = group.partners.iter().map(of_partner).collect();
    let says_own = group.partners.iter().any(|partner| own(id::ACTUAL, partner).is_some());
    let all_spent = find(id::ACTUAL, None).or_else(|| find(id::PAID, None).filter(|_| !says_own));
    let blank = || words_cell("");
    let mut cells: Vec<Cell> = vec![words_cell("All partners")];
    cells.extend([find(id::COMMITTED, None), find(id::BUDGETED, None)].map(cell));
    cells.push(if says_own { blank() } else { cell(all_spent) });
    cells.extend(forecasts.then(blank).into_iter().chain(with_standing.map(|_| blank())));
    rows.push(Row { total: true, cells });
    let books = &desk.figures.books;
    let to = books.period.last_day().min(books.as_at);
    let mut columns = vec![words_column("Partner", 2)];
    columns.extend(["Committed", "Planned", "Spent to date"].map(figures_column));
    columns.extend(forecasts.then(|| figures_column("Forecast")));
    columns.extend(with_standing.map(|_| words_column("Standing", 2)));
    Table {
        name: format!("contributions-{}", group.name()),
        caption: format!(
            "What each partner plans for {} and has spent to {}{}, as at {}",
            desk.year(books.period.year),
            in_words(to),
            group.which(),
            in_words(books.as_at)
        ),
        columns,
        rows,
        notes: vec![
            "These budgets are planned side by side and stay apart: each partner spends its own, and each bears its own \
             over- or underspend."
                .to_owned(),
        ],
    }
}

/// What was spent of a payment, as the body that was paid reports it; nothing where it does not.
pub fn spent_of_payment(desk: &Desk<'_>, group: &AgreementGroup<'_>) -> Option<Block> {
    let find = |id| desk.figures.find_in(group.class, id, group.agreement, None);
    let figure = find(id::ACTUAL)?;
    let known = desk.amount(Some(figure))?;
    let by = in_words(desk.figures.books.period.last_day().min(desk.figures.books.as_at));
    let text = |text: String| Span::Text(text);
    let spent = Span::Figure { text: known.to_string(), figure: figure.part(FigurePart::All) };
    let mut spans = vec![text(format!("By {by} the body that was paid had spent "))];
    spans.push(spent);
    let figure = |figure: FigureNumber| Span::Figure {
        text: desk.printed(figure, Exactness::Full),
        figure: figure.part(FigurePart::All),
    };
    // What was brought forward is of no class that anybody names: it stands with both together.
    let brought = desk.figures.find(id::PAYMENT_BROUGHT_FORWARD, group.agreement, None);
    let carried = brought.filter(|figure| group.class.is_none() && desk.amount(Some(*figure)).is_some());
    let last = desk.figures.books.period.year.before().map(|last| last.to_string()).unwrap_or_default();
    let paid = find(id::PAID).filter(|paid| desk.amount(Some(*paid)).is_some());
    if paid.is_none() && !(carried.is_some() && lives_on_brought_forward(desk, group)) {
        spans.push(text("; what was paid over is not known.".to_owned()));
        return Some(Block::Paragraph(spans));
    }
    let there_was = [paid, carried].map(|figure| figure.and_then(|figure| desk.amount(Some(figure))));
    let there_was = there_was.into_iter().flatten().try_fold(Money::ZERO, Money::checked_add);
    let is_within = brought == carried && there_was.is_some_and(|there_was| known <= there_was);
    // Where there was only what was brought forward, that is said alone.
    let paid = paid.filter(|paid| carried.is_none() || desk.amount(Some(*paid)) != Some(Money::ZERO));
    let (before, that) = if is_within { (" of the ", " that was") } else { ("; ", " was") };
    spans.push(text(before.to_owned()));
    if let Some(paid) = paid {
        spans.push(figure(paid));
        spans.push(text(format!("{that} paid over")));
    }
    if let Some(carried) = carried {
        let and = if is_within { " and the " } else { " and " };
        spans.extend(paid.is_some().then(|| text(and.to_owned())));
        spans.push(figure(carried));
        spans.push(text(format!("{that} brought forward from {last}.")));
    } else if brought.is_some() {
        spans.push(text(format!(", and what was brought forward from {last} is not known.")));
    } else {
        spans.push(text(".".to_owned()));
    }
    Some(Block::Paragraph(spans))
}

fn lives_on_brought_forward(desk: &Desk<'_>, group: &AgreementGroup<'_>) -> bool {
    let books = &desk.figures.books;
    let agreement = group.agreement.and_then(|id| books.register.agreement(id));
    agreement.is_some_and(|one| books.lives_on_brought_forward(one, books.period.year))
}
