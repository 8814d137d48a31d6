//! The one page for members: the headline, and each agreement on a line with what was committed and what is put in.

mod rating;

use std::cmp::Ordering;

use super::joint_expenditure::headline;
use super::{Desk, NO_REASON, NamedBlocks, figures_column, in_words, plain, row, said_cell, words_cell, words_column};
use crate::finding::Level;
use crate::job::agreement_type::Counts;
use crate::measure::{FigureNumber, FigurePart, id};
use crate::model::agreement::{Agreement, Note};
use crate::model::partner::Sector;
use crate::model::words::folded;
use crate::present::pack::{Block, Cell, Row, Saying, Table};
use crate::present::words::Exactness;
use rating::rated;

/// The table of agreements, and what officers say about each.
pub fn blocks(desk: &Desk<'_>) -> NamedBlocks {
    let books = &desk.figures.books;
    let with_money = |agreement: &&Agreement| books.lines_of(&agreement.id).next().is_some();
    let agreements: Vec<&Agreement> = books.register.agreements.iter().filter(with_money).collect();
    vec![
        ("headline", headline(desk)),
        ("agreements", vec![Block::Table(table(desk, &agreements))]),
        ("officers", vec![Block::Table(officers(desk))]),
    ]
}

/// A column of figures in the table of agreements.
#[derive(Clone, Copy)]
enum AgreementColumn {
    /// A figure, under a heading.
    Figure(&'static str, &'static str),
    /// The variance as a percentage of the budget.
    Percent,
    /// What the councils bear of the variance.
    CouncilsBear,
    /// Where the agreement stood in the last report.
    LastReport,
}

impl AgreementColumn {
    const fn heading(self) -> &'static str {
        match self {
            Self::Figure(heading, _) => heading,
            Self::Percent => "%",
            Self::CouncilsBear => "Councils bear",
            Self::LastReport => "Last report",
        }
    }

    /// What it says of an agreement, or of all pooled funds.
    fn cell(self, desk: &Desk<'_>, agreement: Option<&str>) -> Cell {
        match self {
            Self::Figure(_, id) => desk.cell(desk.figures.find(id, agreement, None), Exactness::Short),
            Self::Percent => {
                let find = |id| desk.figures.find(id, agreement, None);
                desk.percentage(find(id::VARIANCE), find(id::BUDGET))
            }
            Self::CouncilsBear => councils_bear(desk, agreement),
            Self::LastReport => last_report(desk, agreement),
        }
    }
}

/// Contributions where no pool has reported; else what pools cost, and whose that is.
fn shown(desk: &Desk<'_>, agreements: &[&Agreement]) -> Vec<AgreementColumn> {
    let closed = desk.figures.books.is_closed();
    let held = if closed {
        AgreementColumn::Figure("Paid", id::PAID)
    } else {
        AgreementColumn::Figure("Budgeted", id::BUDGETED)
    };
    let cost = if closed {
        AgreementColumn::Figure("Spent", id::ACTUAL)
    } else {
        AgreementColumn::Figure("Forecast", id::FORECAST)
    };
    let put_in = AgreementColumn::Figure("Against promise", id::DIFFERENCE);
    let is_pool = |agreement: &&Agreement| desk.figures.find(id::VARIANCE, Some(&agreement.id), None).is_some();
    let mut columns = if agreements.iter().any(is_pool) {
        let (budget, variance) =
            (AgreementColumn::Figure("Budget", id::BUDGET), AgreementColumn::Figure("Variance", id::VARIANCE));
        vec![budget, cost, variance, AgreementColumn::Percent, AgreementColumn::CouncilsBear, put_in]
    } else {
        vec![AgreementColumn::Figure("Committed", id::COMMITTED), held, put_in]
    };
    columns.extend(desk.figures.moves.last.is_some().then_some(AgreementColumn::LastReport));
    columns
}

fn table(desk: &Desk<'_>, agreements: &[&Agreement]) -> Table {
    let books = &desk.figures.books;
    let shown = shown(desk, agreements);
    let line = |name: &str, agreement: Option<&str>, rating: &str| -> Vec<Cell> {
        let figures = shown.iter().map(|column| column.cell(desk, agreement));
        std::iter::once(words_cell(name)).chain(figures).chain([words_cell(rating)]).collect()
    };
    let mut rows: Vec<Row> = agreements
        .iter()
        .map(|agreement| row(line(&agreement.title, Some(&agreement.id), &rated(desk, &agreement.id))))
        .collect();
    // Where no agreement pools money there is nothing to add up.
    if !books.has_none_counting(Counts::Pooled) || rows.is_empty() {
        rows.push(Row { total: true, cells: line("All pooled funds", None, "") });
    }
    let headings = shown.iter().map(|column| figures_column(column.heading()));
    Table {
        name: "one-page".to_owned(),
        caption: format!("Each agreement in {}, as at {}", books.period, in_words(books.as_at)),
        columns: std::iter::once(words_column("Agreement", 2))
            .chain(headings)
            .chain([words_column("Rating", 2)])
            .collect(),
        rows,
        notes: vec![rating::KEY.to_owned(), key(&shown)],
    }
}

/// What the columns mean.
fn key(shown: &[AgreementColumn]) -> String {
    let mut key =
        "Against promise: what partners put in minus what they committed; below zero they put in less.".to_owned();
    if shown.iter().any(|column| matches!(column, AgreementColumn::Percent)) {
        key.push_str(" Variance: above zero is an overspend.");
    }
    if shown.iter().any(|column| matches!(column, AgreementColumn::LastReport)) {
        key.push_str(" Last report: the variance then, or where there is none what stood against promise.");
    }
    key.push_str(
        " Rounded figures may not add up. “All pooled funds” leaves out agreements whose money is not pooled.",
    );
    key
}

/// What the councils among the partners bear of the variance; several are counted together in words.
fn councils_bear(desk: &Desk<'_>, agreement: Option<&str>) -> Cell {
    let register = &desk.figures.books.register;
    let councils = register.partners.iter().filter(|partner| partner.sector == Sector::Council);
    let shares: Vec<FigureNumber> =
        councils.filter_map(|council| desk.figures.find(id::RISK_SHARE, agreement, Some(&council.name))).collect();
    match shares.as_slice() {
        [] => words_cell("–"),
        [only] => desk.cell(Some(*only), Exactness::Short),
        _ => words_cell("see variance"),
    }
}

/// Where the agreement stood in the last report, and whether it stands better now.
fn last_report(desk: &Desk<'_>, agreement: Option<&str>) -> Cell {
    let find = |id| desk.figures.find(id, agreement, None);
    let known = |id, sign: i8| {
        let figure = find(id)?;
        let (then, period) = desk.figures.moves.position(figure)?;
        Some((figure, then, period, desk.amount(Some(figure))?, sign))
    };
    // An overspend that grows is worse; so is a contribution that shrinks.
    let Some((figure, then, _, now, sign)) = known(id::VARIANCE, -1).or_else(|| known(id::DIFFERENCE, 1)) else {
        return words_cell("–");
    };
    let direction = match (now.cmp(&then), sign) {
        (Ordering::Equal, _) => "the same",
        (Ordering::Greater, 1) | (Ordering::Less, -1) => "better now",
        _ => "worse now",
    };
    let figure = Some(figure.part(FigurePart::Before));
    Cell { figure, ..words_cell(&format!("{}, {direction}", then.short(desk.short()))) }
}

/// Of how many agreements it is told what was found: fewer where there are many, so that eight stand on one page.
const fn told_of(agreements: usize) -> usize {
    if agreements > 4 { 1 } else { 3 }
}

/// What somebody has to act on in an agreement, where officers give no reason, without the cells, which stand under data quality.
fn found(desk: &Desk<'_>, agreement: &str) -> Option<Cell> {
    let mut errors = desk.numbered_findings().filter(|(_, finding)| finding.level == Level::Error);
    let (number, worst) = errors.find(|(_, finding)| finding.subject.agreement.as_deref() == Some(agreement))?;
    let text = format!("{NO_REASON}. Found: {}.", plain(&worst.message.without_last_cells()));
    Some(said_cell(Saying::Message(number), &text))
}

/// What a note is about that says how an overspend is to be brought back.
const RECOVERY_PLAN: &str = "recovery plan";

/// What officers plan, how much it is to bring, whose it is and how far it has come; `None` of other notes.
fn recovery_plan(note: &Note) -> Option<String> {
    let amount = note.amount.map(|amount| amount.to_string());
    let parts = [amount.as_ref(), Some(&note.text), note.owner.as_ref(), note.state.as_ref()];
    let said = parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join("; ");
    (folded(&note.about) == folded(RECOVERY_PLAN)).then_some(said)
}

fn officers(desk: &Desk<'_>) -> Table {
    let books = &desk.figures.books;
    let noted = |agreement, about| desk.noted(agreement, about).map(|text| words_cell(&text));
    let line = |name: &str, why: Option<Cell>, ask: Option<Cell>| {
        let or = |cell: Option<Cell>, none: &str| cell.unwrap_or_else(|| words_cell(none));
        row(vec![words_cell(name), or(why, NO_REASON), or(ask, "Nothing asked")])
    };
    let mut rows = Vec::new();
    let (why, ask) = (noted(None, "why"), noted(None, "ask"));
    if why.is_some() || ask.is_some() {
        rows.push(line("The area as a whole", why, ask));
    }
    let most = told_of(books.register.agreements.len());
    let mut told = 0;
    for agreement in &books.register.agreements {
        let id = Some(agreement.id.as_str());
        let why = noted(id, "why").or_else(|| {
            let found = found(desk, &agreement.id)?;
            told += 1;
            Some(if told > most { words_cell(&format!("{NO_REASON}. Found: see data quality.")) } else { found })
        });
        rows.push(line(&agreement.title, why, noted(id, "ask")));
    }
    rows.extend(books.register.notes.iter().filter(|note| note.holds_in(books.period)).filter_map(|note| {
        let plan = recovery_plan(note)?;
        let of = note.agreement.as_deref().map_or("The area as a whole", |id| books.register.title(id));
        Some(row(vec![words_cell(&format!("{of}: {RECOVERY_PLAN}")), words_cell(&plan), words_cell("")]))
    }));
    Table {
        name: "officers".to_owned(),
        caption: "What officers say, and what they ask of the committee".to_owned(),
        columns: vec![words_column("Agreement", 2), words_column("Why", 3), words_column("Asked of the committee", 2)],
        rows,
        notes: vec![
            "From the sheet “Notes” of the register. “Found”: what the returns show, all of it under data quality."
                .to_owned(),
        ],
    }
}
