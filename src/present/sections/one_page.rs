//! The one page for members: the headline, and each agreement on a line with what was committed and what is put in.

mod found;
mod rating;

use std::cmp::Ordering;

use super::joint_expenditure::headline;
use super::{
    Desk, NO_REASON, NamedBlocks, capital, figures_column, in_words, plain, row, said_cell, words_cell, words_column,
};
use crate::finding::Level;
use crate::job::agreement_type::Counts;
use crate::measure::rating::AGREED_POOL;
use crate::measure::{FigureNumber, FigurePart, id};
use crate::model::agreement::{Agreement, Note};
use crate::model::money::Money;
use crate::model::partner::Sector;
use crate::model::rating::Rating;
use crate::model::words::folded;
use crate::present::pack::{Block, Cell, Row, Table};
use crate::present::words::Exactness;

/// The table of agreements, and what officers say about each.
pub fn blocks(desk: &Desk<'_>) -> NamedBlocks {
    vec![
        ("headline", headline(desk)),
        ("agreements", vec![Block::Table(table(desk, &on_the_page(desk)))]),
        ("officers", vec![Block::Table(officers(desk))]),
    ]
}

/// The agreements with money in the year or with something to say of them: first those with an error or without a commitment,
/// then the others, worst first.
fn on_the_page<'a>(desk: &Desk<'a>) -> Vec<&'a Agreement> {
    let books = &desk.figures.books;
    let rating = |agreement: &Agreement| desk.ratings.get(&agreement.id).map(|rated| rated.rating);
    let is_shown = |agreement: &&Agreement| {
        books.lines_of(&agreement.id).next().is_some() || rating(agreement) > Some(Rating::OnTrack)
    };
    let mut agreements: Vec<&Agreement> = books.register.agreements.iter().filter(is_shown).collect();
    let is_exception = |agreement: &Agreement| has_error(desk, &agreement.id) || lacks_commitment(desk, agreement);
    agreements.sort_by_cached_key(|agreement| std::cmp::Reverse((is_exception(agreement), rating(agreement))));
    agreements
}

fn has_error(desk: &Desk<'_>, agreement: &str) -> bool {
    let mut errors = desk.findings.iter().filter(|finding| finding.level == Level::Error);
    errors.any(|finding| finding.subject.agreement.as_deref() == Some(agreement))
}

/// Whether an agreement is in force and joins money of which the register has no commitment for the year.
fn lacks_commitment(desk: &Desk<'_>, agreement: &Agreement) -> bool {
    let books = &desk.figures.books;
    let joins_money = !books.counts_only_as(agreement, Counts::None);
    let mut lines = books.lines_of(&agreement.id);
    joins_money && agreement.runs_in(books.period.year) && lines.all(|line| line.opening.is_none())
}

/// A column of figures in the table of agreements.
#[derive(Clone, Copy)]
enum AgreementColumn {
    /// A figure, under a heading.
    Figure(&'static str, &'static str),
    /// The variance as a percentage of the agreed pool.
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
                desk.percentage_of_size(find(id::VARIANCE), AGREED_POOL.into_iter().find_map(find))
            }
            Self::CouncilsBear => councils_bear(desk, agreement),
            Self::LastReport => last_report(desk, agreement),
        }
    }
}

/// The agreed pool of agreements, or what stands for it.
fn agreed_pool(desk: &Desk<'_>) -> AgreementColumn {
    let [agreed, budget] = AGREED_POOL;
    let is_known = desk.figures.all().iter().any(|figure| figure.key.id == agreed);
    if is_known { AgreementColumn::Figure("Agreed pool", agreed) } else { AgreementColumn::Figure("Budget", budget) }
}

/// Contributions where no pool has reported; else what pools cost, and whose that is.
fn shown(desk: &Desk<'_>, agreements: &[&Agreement]) -> Vec<AgreementColumn> {
    let closed = desk.figures.books.is_closed();
    let (held, cost, put_in) = if closed {
        (("Paid", id::PAID), ("Spent", id::ACTUAL), PAID_LESS_COMMITTED)
    } else {
        (("Budgeted", id::BUDGETED), ("Forecast", id::FORECAST), BUDGETED_LESS_COMMITTED)
    };
    let figure = |(heading, id)| AgreementColumn::Figure(heading, id);
    let has = |id| agreements.iter().any(|agreement| desk.figures.find(id, Some(&agreement.id), None).is_some());
    let mut columns = if has(id::VARIANCE) {
        let variance = figure(("Variance", id::VARIANCE));
        vec![agreed_pool(desk), figure(cost), variance, AgreementColumn::Percent, AgreementColumn::CouncilsBear]
    } else {
        vec![figure(("Committed", id::COMMITTED)), figure(held)]
    };
    columns.push(figure((put_in, id::DIFFERENCE)));
    // Of many agreements it stands under contributions alone: the table would not fit its page.
    let has_room = agreements.len() <= FEW;
    columns.extend((has_room && has(id::PAYMENT_UNSPENT)).then(|| figure((NOT_SPENT, id::PAYMENT_UNSPENT))));
    columns.extend((has_room && has(id::PAID_LESS_DUE)).then(|| figure(("Paid less due", id::PAID_LESS_DUE))));
    columns.extend(desk.figures.moves.is_comparable.then_some(AgreementColumn::LastReport));
    columns
}

const BUDGETED_LESS_COMMITTED: &str = "Budgeted less committed";
const PAID_LESS_COMMITTED: &str = "Paid less committed";
const NOT_SPENT: &str = "Not spent";

fn table(desk: &Desk<'_>, agreements: &[&Agreement]) -> Table {
    let books = &desk.figures.books;
    let shown = shown(desk, agreements);
    let line = |name: &str, agreement: Option<&str>, rating: &str| -> Vec<Cell> {
        let figures = shown.iter().map(|column| column.cell(desk, agreement));
        std::iter::once(words_cell(name)).chain(figures).chain([words_cell(rating)]).collect()
    };
    // So that eight agreements stand on one page.
    let most = if agreements.len() > FEW { 1 } else { 3 };
    let words_of = |rated| rating::in_words(rated, most);
    let rating = |agreement: &Agreement| desk.ratings.get(&agreement.id).map(words_of).unwrap_or_default();
    let mut rows: Vec<Row> = agreements
        .iter()
        .map(|agreement| row(line(&agreement.title, Some(&agreement.id), &rating(agreement))))
        .collect();
    // Where no agreement pools money there is nothing to add up.
    if !books.has_none_counting(Counts::Pooled) || rows.is_empty() {
        rows.push(Row { total: true, cells: line("All pooled funds", None, "") });
    }
    let headings = shown.iter().map(|column| figures_column(column.heading()));
    let ratings = &desk.templates.house.ratings;
    let of_schemes = books.schemes.first().map(|_| ratings.words_of_schemes().to_owned());
    Table {
        name: "one-page".to_owned(),
        caption: format!("Each agreement in {}, as at {}", books.period, in_words(books.as_at)),
        columns: std::iter::once(words_column("Agreement", 2))
            .chain(headings)
            .chain([words_column("Rating", 2)])
            .collect(),
        rows,
        notes: [Some(ratings.words().to_owned()), of_schemes, Some(key(&shown))].into_iter().flatten().collect(),
    }
}

/// What the columns mean, where their headings do not say it.
const KEYS: [(&str, &str); 7] = [
    ("Agreed pool", "Agreed pool: what was committed, as varied since."),
    ("Variance", "Variance: above zero is over."),
    (BUDGETED_LESS_COMMITTED, "Budgeted less committed: below zero is kept back."),
    (PAID_LESS_COMMITTED, "Paid less committed: below zero is kept back."),
    (NOT_SPENT, "Not spent: of a payment from one body to another."),
    ("Paid less due", "Paid less due: below zero is behind."),
    ("Last report", "Last report: the variance then, or else what was put in less what was committed."),
];

fn key(shown: &[AgreementColumn]) -> String {
    let is_shown = |heading: &str| shown.iter().any(|column| column.heading() == heading);
    let mut key: Vec<&str> = KEYS.iter().filter(|(heading, _)| is_shown(heading)).map(|(_, words)| *words).collect();
    key.push("Rounded figures may not add up. “All pooled funds”: without agreements that do not pool money.");
    key.join(" ")
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

/// Where the agreement stood in the last report, and whether it stands nearer to what was agreed now.
fn last_report(desk: &Desk<'_>, agreement: Option<&str>) -> Cell {
    let known = |id| {
        let figure = desk.figures.find(id, agreement, None)?;
        let (then, _) = desk.figures.moves.position(figure)?;
        Some((figure, then, desk.amount(Some(figure))?))
    };
    let of = |id, from| known(id).map(|found| (found, from));
    let found = of(id::VARIANCE, "the agreed pool").or_else(|| of(id::DIFFERENCE, "the commitment"));
    let Some(((figure, then, now), from)) = found else { return words_cell("–") };
    let figure = Some(figure.part(FigurePart::Before));
    let moved = match direction(then, now) {
        _ if desk.templates.house.ratings.are_alike(then, now) => "no change".to_owned(),
        Ordering::Equal => format!("as far from {from}"),
        Ordering::Less => format!("nearer to {from}"),
        Ordering::Greater => format!("further from {from}"),
    };
    Cell { figure, ..words_cell(&format!("{}, {moved}", then.short(desk.short()))) }
}

/// The direction of travel: how far an amount is from nothing, on either side. An underspend that grows is no improvement.
fn direction(then: Money, now: Money) -> Ordering {
    now.abs().cmp(&then.abs())
}

/// Up to how many agreements the page has room for details.
const FEW: usize = 4;

/// Of how many agreements it is told what was found: fewer where there are many, so that eight stand on one page.
const fn told_of(agreements: usize) -> usize {
    if agreements > FEW { 1 } else { 3 }
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
    let told = found::most_harmed(desk, told_of(books.register.agreements.len()));
    for agreement in &books.register.agreements {
        let id = Some(agreement.id.as_str());
        let why = noted(id, "why").or_else(|| found::cell(desk, agreement, told.contains(&agreement.id.as_str())));
        rows.push(line(&agreement.title, why, noted(id, "ask")));
    }
    rows.extend(books.register.notes.iter().filter(|note| note.holds_in(books.period)).filter_map(|note| {
        let plan = recovery_plan(note)?;
        let of = note.agreement.as_deref().map_or("The area as a whole", |id| books.register.title(id));
        Some(row(vec![words_cell(&format!("{of}: {RECOVERY_PLAN}")), words_cell(&plan), words_cell("")]))
    }));
    let mut notes = vec![
        "From the sheet “Notes” of the register. “Found”: what the returns show, all of it under data quality."
            .to_owned(),
    ];
    let by_status = |one: &Agreement| desk.noted(Some(&one.id), "why").is_none() && found::status(one).is_some();
    if books.register.agreements.iter().any(by_status) {
        notes.push("Without a note on a notice or dispute: what the register says beside the status.".to_owned());
    }
    Table {
        name: "officers".to_owned(),
        caption: "What officers say, and what they ask of the committee".to_owned(),
        columns: vec![words_column("Agreement", 2), words_column("Why", 3), words_column("Asked of the committee", 2)],
        rows,
        notes,
    }
}

#[cfg(test)]
mod tests {
    use super::{Money, Ordering, direction};

    #[test]
    fn nearer_to_nothing_is_nearer_on_either_side() {
        let travel = |then: i64, now: i64| direction(Money::from_sum(then), Money::from_sum(now));
        let (nearer, further) = (Ordering::Less, Ordering::Greater);
        assert_eq!([travel(500, 300), travel(300, 500)], [nearer, further]);
        assert_eq!([travel(-300, -500), travel(-500, -300)], [further, nearer]);
        assert_eq!([travel(-500, 300), travel(-300, 500)], [nearer, further]);
        assert_eq!([travel(-500, 500), travel(0, 0)], [Ordering::Equal; 2]);
    }
}
