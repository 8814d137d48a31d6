//! The schemes of an agreement on its page: those that are furthest over, and the rest as a sum.

use super::contributions::cell;
use crate::measure::{FigurePart, id};
use crate::model::agreement::Agreement;
use crate::model::money::Money;
use crate::model::words::{counted, slug};
use crate::present::pack::{Cell, Row, Table, Value};
use crate::present::sections::schemes::{Scheme, worst_first};
use crate::present::sections::{Desk, figures_column, row, words_cell, words_column};

/// How many schemes a page lists.
const LISTED: usize = 5;

/// The table of schemes, worst first; nothing where the agreement has none.
pub fn table(desk: &Desk<'_>, agreement: &Agreement) -> Option<Table> {
    let all = worst_first(desk, agreement);
    if all.is_empty() {
        return None;
    }
    // One more scheme takes no more room than the row that would sum it.
    let listed = if all.len() > LISTED + 1 { LISTED } else { all.len() };
    let (shown, others) = all.split_at(listed);
    let has_reasons = shown.iter().any(|scheme| scheme.reason(desk).is_some());
    let mut rows: Vec<Row> = shown.iter().map(|scheme| row(line(desk, *scheme, has_reasons))).collect();
    rows.extend((!others.is_empty()).then(|| row(rest(desk, agreement, others, has_reasons))));
    rows.push(Row { total: true, cells: whole(desk, agreement, has_reasons) });
    let mut columns = vec![words_column("Scheme", 2)];
    columns.extend(["Budget", "Spent", "Forecast", "Variance", "%"].map(figures_column));
    columns.extend(has_reasons.then(|| words_column("Reason", 2)));
    Some(Table {
        name: format!("page-schemes-{}", slug(&agreement.id)),
        caption: "Schemes, the largest overspend first".to_owned(),
        columns,
        rows,
        notes: Vec::new(),
    })
}

const FIGURES: [&str; 3] = [id::ACTUAL, id::FORECAST, id::VARIANCE];

fn line(desk: &Desk<'_>, scheme: Scheme<'_>, has_reasons: bool) -> Vec<Cell> {
    let mut cells = vec![words_cell(scheme.title), cell(desk, scheme.base(desk))];
    cells.extend(FIGURES.map(|id| cell(desk, scheme.find(desk, id))));
    cells.push(desk.percentage_of_size(scheme.find(desk, id::VARIANCE), scheme.base(desk)));
    cells.extend(has_reasons.then(|| words_cell(scheme.reason(desk).as_deref().unwrap_or("–"))));
    cells
}

/// The schemes that are not listed, as a sum; a sum of which a part is not known is not known.
fn rest(desk: &Desk<'_>, agreement: &Agreement, others: &[Scheme<'_>], has_reasons: bool) -> Vec<Cell> {
    let pool = |id| desk.figures.find(id, Some(&agreement.id), None);
    let sum = |of: &dyn Fn(Scheme<'_>) -> Option<Money>, id: &'static str| {
        let amounts: Option<Vec<Money>> = others.iter().map(|scheme| of(*scheme)).collect();
        match amounts.and_then(Money::sum).zip(pool(id)) {
            Some((amount, of)) => Cell {
                value: Value::Money(amount),
                figure: Some(of.part(FigurePart::Others)),
                ..words_cell(&amount.whole())
            },
            None => words_cell("not\u{a0}known"),
        }
    };
    let budget = if pool(id::AGREED).is_some() { id::AGREED } else { id::BUDGET };
    let mut cells = vec![words_cell(&counted(others.len(), "other scheme"))];
    cells.push(sum(&|scheme| desk.amount(scheme.base(desk)), budget));
    cells.extend(FIGURES.map(|id| sum(&|scheme| desk.amount(scheme.find(desk, id)), id)));
    cells.push(words_cell("–"));
    cells.extend(has_reasons.then(|| words_cell("–")));
    cells
}

/// The whole pool.
fn whole(desk: &Desk<'_>, agreement: &Agreement, has_reasons: bool) -> Vec<Cell> {
    let find = |id| desk.figures.find(id, Some(&agreement.id), None);
    let base = find(id::AGREED).or_else(|| find(id::BUDGET));
    let mut cells = vec![words_cell("The whole pool"), cell(desk, base)];
    cells.extend(FIGURES.map(|id| cell(desk, find(id))));
    cells.push(desk.percentage_of_size(find(id::VARIANCE), base));
    cells.extend(has_reasons.then(|| words_cell("")));
    cells
}
