//! Committed against put in, a pair of bars for each partner in the pooled funds.

use crate::measure::{FigurePart, id};
use crate::model::money::Money;
use crate::present::pack::{Bar, Chart, ChartRow};
use crate::present::sections::Desk;
use crate::present::words::Exactness;

/// From here on an amount says something in millions with one decimal.
const IN_MILLIONS: Money = Money::from_sum(10_000_000);

/// The chart of all pooled funds; none where no partner has a commitment that is known.
///
/// What is put in is what was paid once the year is over; until then, what is budgeted.
pub fn chart(desk: &Desk<'_>, partners: &[&str]) -> Option<Chart> {
    let books = &desk.figures.books;
    let held = if books.is_closed() { (id::PAID, "Paid") } else { (id::BUDGETED, "Budgeted") };
    let series = [(id::COMMITTED, "Committed"), held];
    let find = |id: &'static str, partner: &str| desk.figures.find(id, None, Some(partner));
    let known = |id: &'static str, partner: &str| desk.amount(find(id, partner));
    partners.iter().find_map(|partner| known(id::COMMITTED, partner))?;
    let amounts = partners.iter().flat_map(|partner| series.map(|(id, _)| known(id, partner)));
    let is_small = |amount: Money| amount != Money::ZERO && amount.abs() < IN_MILLIONS;
    let form = if amounts.flatten().any(is_small) { Exactness::Full } else { Exactness::Short };
    let bar = |(place, (id, _)): (usize, &(&'static str, &str)), partner: &str| {
        let figure = find(id, partner);
        match desk.amount(figure) {
            Some(money) => {
                let text = figure.map(|figure| desk.printed(figure, form)).unwrap_or_default();
                Bar::from_zero(Some(money.pounds()), place, text, figure.map(|figure| figure.part(FigurePart::All)))
            }
            None => Bar::from_zero(None, place, "not known", None),
        }
    };
    let row = |partner: &&str| ChartRow {
        label: (*partner).to_owned(),
        bars: series.iter().enumerate().map(|one| bar(one, partner)).collect(),
        break_before: None,
    };
    let rows: Vec<ChartRow> = partners.iter().map(row).collect();
    let row_words = |row: &ChartRow| {
        let words =
            series.iter().zip(&row.bars).map(|((_, name), bar)| format!("{} {}", name.to_lowercase(), bar.text));
        format!("{}: {}", row.label, words.collect::<Vec<_>>().join(", "))
    };
    let said: Vec<String> = rows.iter().map(row_words).collect();
    let what = format!("{} against committed, all pooled funds, {}", held.1, desk.period(books.period));
    Some(Chart {
        alternative: format!("Bar chart with two bars for each partner. {what}. {}.", said.join("; ")),
        caption: what,
        key: series.iter().map(|(_, name)| (*name).to_owned()).collect(),
        rows,
        reference: None,
    })
}
