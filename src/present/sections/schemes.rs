//! Schemes: what each scheme of a pool was to cost and costs, worst first, and what each source of funding pays.

mod funding;

use std::cmp::Reverse;

use super::{Desk, NamedBlocks, figures_column, in_words, row, words_cell, words_column};
use crate::measure::schemes::{SchemePosition, positions};
use crate::measure::{FigureKey, FigureNumber, id};
use crate::model::agreement::Agreement;
use crate::model::money::Money;
use crate::model::words::{folded, slug};
use crate::present::pack::{Block, Cell, Row, Table};
use crate::present::words::Exactness;

/// How many schemes of one agreement a table lists.
const LISTED: usize = 30;

/// The table of schemes of each agreement that has any, and that of its sources.
pub fn blocks(desk: &Desk<'_>) -> NamedBlocks {
    let agreements = || desk.figures.books.register.agreements.iter();
    let schemes = agreements().filter_map(|agreement| table(desk, agreement)).map(Block::Table).collect();
    let funding = agreements().filter_map(|agreement| funding::table(desk, agreement)).map(Block::Table).collect();
    vec![("schemes", schemes), ("funding", funding)]
}

/// A scheme of an agreement, with both of its classes.
#[derive(Clone, Copy)]
pub struct Scheme<'a> {
    agreement: &'a str,
    id: &'a str,
    /// Its title.
    pub title: &'a str,
    is_registered: bool,
}

impl<'a> Scheme<'a> {
    /// A figure of it.
    pub fn find(self, desk: &Desk<'_>, id: &'static str) -> Option<FigureNumber> {
        let key = FigureKey::new(id, desk.figures.books.period).of_agreement(Some(self.agreement));
        desk.figures.by(&key.of_scheme(Some(self.id)))
    }

    /// What its variance is held against.
    pub fn base(self, desk: &Desk<'_>) -> Option<FigureNumber> {
        self.find(desk, if self.is_registered { id::SCHEME_AGREED } else { id::BUDGET })
    }

    /// Its variance, where that is known.
    pub fn variance(self, desk: &Desk<'_>) -> Option<Money> {
        desk.amount(self.find(desk, id::VARIANCE))
    }

    /// Why it costs more or less, where an officer's note of the agreement begins with its name and a colon.
    pub fn reason(self, desk: &Desk<'a>) -> Option<String> {
        let books = &desk.figures.books;
        let of_it = |text: &str| {
            let (name, reason) = text.split_once(':')?;
            let name = folded(name);
            [self.title, self.id].iter().any(|own| folded(own) == name).then(|| reason.trim().to_owned())
        };
        let mut notes = books.register.notes(Some(self.agreement), books.period, "why");
        notes.find_map(|note| of_it(&note.text))
    }
}

/// The schemes of an agreement, the largest overspend first, and those at the end whose variance is not known.
pub fn worst_first<'a>(desk: &Desk<'a>, agreement: &'a Agreement) -> Vec<Scheme<'a>> {
    let all = positions(&desk.figures.books, agreement);
    let mut schemes: Vec<Scheme<'a>> = Vec::new();
    for SchemePosition { line, .. } in &all {
        let Some(known) = schemes.iter_mut().find(|known| known.id == line.scheme) else {
            let (id, title) = (&line.scheme, &line.title);
            schemes.push(Scheme { agreement: &agreement.id, id, title, is_registered: line.is_registered });
            continue;
        };
        known.is_registered |= line.is_registered;
    }
    schemes.sort_by_key(|scheme| {
        let variance = scheme.variance(desk);
        (variance.is_none(), Reverse(variance))
    });
    schemes
}

fn table(desk: &Desk<'_>, agreement: &Agreement) -> Option<Table> {
    let mut schemes = worst_first(desk, agreement);
    if schemes.is_empty() {
        return None;
    }
    let left_out = schemes.len().saturating_sub(LISTED);
    schemes.truncate(LISTED);
    let books = &desk.figures.books;
    let columns = Columns::of(desk, &schemes);
    let mut rows: Vec<Row> = schemes.iter().map(|scheme| row(columns.line(desk, *scheme))).collect();
    rows.extend(columns.pool(desk, agreement).map(|cells| Row { total: true, cells }));
    let mut notes = vec![if books.is_closed() {
        "Variance: what was spent less the budget; above zero is an overspend.".to_owned()
    } else {
        "Variance: the forecast less the budget; above zero is an overspend.".to_owned()
    }];
    if columns.is_moved {
        notes.push(
            "Budget now: as the host reports it. The variance is held against the budget that was agreed.".to_owned(),
        );
    }
    if schemes.iter().any(|scheme| !scheme.is_registered) && schemes.iter().any(|scheme| scheme.is_registered) {
        notes.push("“Not in the register”: held against the budget that was reported.".to_owned());
    }
    if !columns.has_reasons {
        notes.push("No reason for the variance of a scheme is recorded.".to_owned());
    }
    if left_out > 0 {
        notes.push(format!("{left_out} more, with less of an overspend, are in figures.json."));
    }
    Some(Table {
        name: format!("schemes-{}", slug(&agreement.id)),
        caption: format!(
            "{}: schemes, {}, as at {}",
            agreement.title,
            desk.period(books.period),
            in_words(books.as_at)
        ),
        columns: columns.headings(),
        rows,
        notes,
    })
}

/// Which columns the table of an agreement has.
struct Columns {
    /// Whether a host's budget of a scheme is another than the agreed one.
    is_moved: bool,
    has_reasons: bool,
    is_agreed: bool,
}

impl Columns {
    fn of(desk: &Desk<'_>, schemes: &[Scheme<'_>]) -> Self {
        let is_moved = |scheme: &Scheme<'_>| {
            let now = desk.amount(scheme.find(desk, id::BUDGET));
            scheme.is_registered && now.is_some() && now != desk.amount(scheme.base(desk))
        };
        Self {
            is_moved: schemes.iter().any(is_moved),
            has_reasons: schemes.iter().any(|scheme| scheme.reason(desk).is_some()),
            is_agreed: schemes.iter().any(|scheme| scheme.is_registered),
        }
    }

    fn headings(&self) -> Vec<crate::present::pack::Column> {
        let mut all = vec![words_column("Scheme", 2), figures_column("Budget")];
        all.extend(self.is_moved.then(|| figures_column("Budget now")));
        all.extend(["Spent", "Forecast", "Variance", "Per cent"].map(figures_column));
        all.extend(self.has_reasons.then(|| words_column("Reason", 2)));
        all
    }

    fn line(&self, desk: &Desk<'_>, scheme: Scheme<'_>) -> Vec<Cell> {
        let cell = |figure| desk.cell(figure, Exactness::Full);
        let name = match scheme.is_registered || !self.is_agreed {
            true => scheme.title.to_owned(),
            false => format!("{} (not in the register)", scheme.title),
        };
        let mut cells = vec![words_cell(&name), cell(scheme.base(desk))];
        cells.extend(self.is_moved.then(|| cell(scheme.find(desk, id::BUDGET))));
        cells.extend([id::ACTUAL, id::FORECAST, id::VARIANCE].map(|id| cell(scheme.find(desk, id))));
        cells.push(desk.percentage_of_size(scheme.find(desk, id::VARIANCE), scheme.base(desk)));
        if self.has_reasons {
            cells.push(words_cell(&scheme.reason(desk).unwrap_or_else(|| "–".to_owned())));
        }
        cells
    }

    /// The line of the whole pool, to which schemes add up.
    fn pool(&self, desk: &Desk<'_>, agreement: &Agreement) -> Option<Vec<Cell>> {
        let find = |id| desk.figures.find(id, Some(&agreement.id), None);
        find(id::BUDGET)?;
        let cell = |figure| desk.cell(figure, Exactness::Full);
        let base = if self.is_agreed { find(id::AGREED).or_else(|| find(id::BUDGET)) } else { find(id::BUDGET) };
        let mut cells = vec![words_cell("The whole pool"), cell(base)];
        cells.extend(self.is_moved.then(|| cell(find(id::BUDGET))));
        cells.extend([id::ACTUAL, id::FORECAST, id::VARIANCE].map(|id| cell(find(id))));
        cells.push(desk.percentage_of_size(find(id::VARIANCE), find(id::AGREED)));
        cells.extend(self.has_reasons.then(|| words_cell("")));
        Some(cells)
    }
}
