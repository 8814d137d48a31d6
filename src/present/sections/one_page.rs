//! The position on one page: what is not on track and who bears it, and each agreement on a line.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::agreements::{in_officers_words, to_page};
use super::joint_expenditure::headline;
use super::reasons::{exceptions, in_few_words, sentences};
use super::{Desk, NamedBlocks, capital, figures_column, in_words, paragraph, row, share_of_variance};
use super::{words_cell, words_column};
use crate::job::agreement_type::Counts;
use crate::measure::rating::AGREED_POOL;
use crate::measure::{FigureNumber, FigurePart, id};
use crate::model::agreement::{Agreement, AgreementStatus};
use crate::model::money::Money;
use crate::model::partner::Sector;
use crate::model::rating::Rating;
use crate::model::words::{counted, folded};
use crate::present::pack::{Block, Cell, CellBar, Row, Span, Table, Value};
use crate::present::words::Exactness;

/// How many reasons an agreement has that is not on track.
const REASONS: usize = 2;
/// Of more agreements than these that are not on track the first reason stands in few words, so that all stand on the page.
const FEW: usize = 6;

/// What is not on track, the table of agreements, and what officers say of the area as a whole.
pub fn blocks(desk: &Desk<'_>) -> NamedBlocks {
    let officers = in_officers_words(desk, None);
    let officers = if officers.is_empty() { Vec::new() } else { vec![Block::Paragraph(officers)] };
    vec![
        ("headline", headline(desk)),
        ("exceptions", not_on_track(desk)),
        ("agreements", vec![Block::Table(table(desk, &on_the_page(desk)))]),
        ("officers", officers),
    ]
}

/// How many agreements are not on track, and each with its amount and who bears it.
fn not_on_track(desk: &Desk<'_>) -> Vec<Block> {
    let all = exceptions(desk);
    let item = |(agreement, rated): &(&Agreement, &crate::model::rating::Rated)| {
        let mark: String = rated.rating.words().chars().take(1).collect();
        let mut spans = vec![Span::Text(format!("{mark} ")), to_page(desk, agreement)];
        let told = match all.len() > FEW {
            true => in_few_words(rated),
            false => {
                let (told, more) = sentences(rated, REASONS);
                if more > 0 { format!("{told} {}.", more_reasons(more)) } else { told }
            }
        };
        let overspend = desk.amount(desk.figures.find(id::VARIANCE, Some(&agreement.id), None));
        let is_said =
            |amount: Money| [" (", "."].iter().any(|end| told.contains(&format!("by {}{end}", amount.whole())));
        let is_named = !overspend.is_some_and(is_said);
        spans.push(Span::Text(format!(": {told}")));
        let borne = share_of_variance::of_overspend(desk, agreement, is_named);
        // Where many are told, what the first reason is about is enough.
        let is_enough = all.len() > FEW && !borne.is_empty();
        let shortfall = if is_enough { Vec::new() } else { share_of_variance::of_shortfall(desk, agreement) };
        for said in [borne, shortfall] {
            spans.extend((!said.is_empty()).then(|| Span::Text(" ".to_owned())));
            spans.extend(said);
        }
        spans
    };
    let items: Vec<Vec<Span>> = all.iter().map(item).collect();
    let year = desk.figures.books.period.year;
    let is_told = |one: &&Agreement| one.runs_in(year) || all.iter().any(|(told, _)| told.id == one.id);
    let count = desk.figures.books.register.agreements.iter().filter(is_told).count();
    let lead = match (items.len(), count) {
        (0, 0) => return Vec::new(),
        (0, 1) => "The agreement is on track.".to_owned(),
        (0, _) => format!("All {count} agreements are on track."),
        (1, 1) => "The agreement is not on track:".to_owned(),
        (1, _) => format!("1 of {count} agreements is not on track:"),
        (open, _) => format!("{open} of {count} agreements are not on track, the most serious first:"),
    };
    let list = (!items.is_empty()).then_some(Block::List(items));
    std::iter::once(paragraph(lead)).chain(list).collect()
}

/// `And 2 more reasons, under Exceptions`
fn more_reasons(more: usize) -> String {
    format!("And {}, under Exceptions", counted(more, "more reason"))
}

/// The agreements with money in the year or with something to say of them: first those that are not on track, worst first, then the
/// others in the order of the register.
fn on_the_page<'a>(desk: &Desk<'a>) -> Vec<&'a Agreement> {
    let books = &desk.figures.books;
    let mut agreements: Vec<&Agreement> = exceptions(desk).into_iter().map(|(agreement, _)| agreement).collect();
    let is_on_track = |agreement: &Agreement| {
        desk.ratings.get(&agreement.id).is_none_or(|rated| rated.rating == Rating::OnTrack)
            && books.lines_of(&agreement.id).next().is_some()
    };
    agreements.extend(books.register.agreements.iter().filter(|agreement| is_on_track(agreement)));
    agreements
}

/// A column of figures in the table of agreements.
#[derive(Clone, Copy)]
enum AgreementColumn {
    /// A figure, under a heading.
    Figure(&'static str, &'static str),
    /// The variance, with a bar.
    Variance,
    /// The variance as a percentage of the agreed pool.
    Percent,
    /// What of the variance the council bears.
    OurShare,
    /// Where the agreement stood in the last report, by a figure.
    LastReport(&'static str),
}

impl AgreementColumn {
    fn heading(self) -> &'static str {
        match self {
            Self::Figure(heading, _) => heading,
            Self::Variance => "Variance",
            Self::Percent => "%",
            Self::OurShare => "Our share",
            Self::LastReport(id::VARIANCE) => "Variance, last report",
            Self::LastReport(_) => "Last report",
        }
    }

    /// What it says of an agreement, or of all pooled funds.
    fn cell(self, desk: &Desk<'_>, agreement: Option<&str>) -> Cell {
        match self {
            Self::Figure(_, id) => short(desk, desk.figures.find(id, agreement, None)),
            Self::Variance => short(desk, desk.figures.find(id::VARIANCE, agreement, None)),
            Self::Percent => {
                let find = |id| desk.figures.find(id, agreement, None);
                match find(id::VARIANCE) {
                    None => none(),
                    variance => desk.percentage_of_size(variance, AGREED_POOL.into_iter().find_map(find)),
                }
            }
            Self::OurShare => our_share(desk, agreement),
            Self::LastReport(id) => last_report(desk, agreement, id),
        }
    }
}

/// What an agreement does not have, such as a variance without a pool. Dashes side by side would be read aloud as one long one.
const NONE: &str = "n/a";

fn none() -> Cell {
    words_cell(NONE)
}

/// A figure in short; where it is not known, two words, because its agreement's page says why.
fn short(desk: &Desk<'_>, figure: Option<FigureNumber>) -> Cell {
    match desk.amount(figure) {
        None if figure.is_none() => none(),
        None => words_cell("not\u{a0}known"),
        _ => desk.cell(figure, Exactness::Short),
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
        vec![
            agreed_pool(desk),
            figure(cost),
            AgreementColumn::Variance,
            AgreementColumn::Percent,
            AgreementColumn::OurShare,
        ]
    } else {
        vec![figure(("Committed", id::COMMITTED)), figure(held), figure((put_in, id::DIFFERENCE))]
    };
    columns.extend(has(id::PAYMENT_UNSPENT).then(|| figure((NOT_SPENT, id::PAYMENT_UNSPENT))));
    columns.extend(has(id::PAID_LESS_DUE).then(|| figure(("Paid less due", id::PAID_LESS_DUE))));
    let position = if has(id::VARIANCE) { id::VARIANCE } else { id::DIFFERENCE };
    columns.extend(desk.figures.moves.is_comparable.then_some(AgreementColumn::LastReport(position)));
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
        [words_cell(name), words_cell(rating)].into_iter().chain(figures).collect()
    };
    let rating = |agreement: &Agreement| desk.ratings.get(&agreement.id).map_or("", |rated| rated.rating.words());
    let mut rows: Vec<Row> = agreements
        .iter()
        .map(|agreement| row(line(&agreement.title, Some(&agreement.id), rating(agreement))))
        .collect();
    let variance = shown.iter().position(|column| matches!(column, AgreementColumn::Variance));
    let has_variance = variance.is_some();
    if let Some(variance) = variance {
        add_bars(&mut rows, variance + 2);
    }
    // Where no agreement pools money there is nothing to add up.
    if !books.has_none_counting(Counts::Pooled) || rows.is_empty() {
        rows.push(Row { total: true, cells: line("All pooled funds", None, "") });
    }
    let has_none = rows.iter().flat_map(|row| &row.cells).any(|cell| cell.text == NONE);
    Table {
        name: "one-page".to_owned(),
        caption: caption(desk, if has_variance { "forecast" } else { "budgeted" }),
        columns: [words_column("Agreement", 2), words_column("Rating", 1)]
            .into_iter()
            .chain(shown.iter().map(|column| figures_column(column.heading())))
            .collect(),
        rows,
        notes: vec![key(&shown, has_none)],
    }
}

/// What the table shows: before the year is over, what the whole year is forecast to come to.
fn caption(desk: &Desk<'_>, known: &str) -> String {
    let books = &desk.figures.books;
    let (year, day) = (desk.year(books.period.year), in_words(books.as_at));
    match books.is_closed() {
        true => format!("Each agreement in {}, as at {day}", desk.period(books.period)),
        false => format!("Each agreement: the whole year {year}, as {known} at {day}"),
    }
}

/// A bar in each row's cell of a column, on one scale; none where all are nothing.
fn add_bars(rows: &mut [Row], column: usize) {
    let amount = |row: &Row| match row.cells.get(column)?.value {
        Value::Money(amount) => Some(amount.pounds()),
        Value::Words | Value::Percent(_) => None,
    };
    let amounts: Vec<Option<Decimal>> = rows.iter().map(amount).collect();
    let known = || amounts.iter().flatten().copied();
    let (least, most) = (known().fold(Decimal::ZERO, Decimal::min), known().fold(Decimal::ZERO, Decimal::max));
    for (row, to) in rows.iter_mut().zip(amounts).filter(|_| least < most) {
        let bar = to.map(|to| CellBar { to, least, most });
        if let Some(cell) = row.cells.get_mut(column) {
            cell.bar = bar;
        }
    }
}

/// What the columns mean, where their headings do not say it.
const KEYS: [(&str, &str); 7] = [
    ("Variance", "Variance, with its bar: above zero is an overspend; %: of the agreed pool."),
    ("Our share", "Our share: the council’s part of the variance."),
    (BUDGETED_LESS_COMMITTED, "Budgeted less committed: below zero is not budgeted."),
    (PAID_LESS_COMMITTED, "Paid less committed: below zero is not paid."),
    (NOT_SPENT, "Not spent: of a payment from one body to another."),
    ("Paid less due", "Paid less due: below zero is overdue."),
    ("Variance, last report", "Variance, last report: better is nearer to zero."),
];

fn key(shown: &[AgreementColumn], has_none: bool) -> String {
    let is_shown = |heading: &str| shown.iter().any(|column| column.heading() == heading);
    let mut key: Vec<&str> = KEYS.iter().filter(|(heading, _)| is_shown(heading)).map(|(_, words)| *words).collect();
    key.extend(has_none.then_some("n/a: not applicable."));
    key.push("Rounded figures may not add up.");
    key.join(" ")
}

/// What the council among the partners bears of the variance; of several the agreement's page tells.
fn our_share(desk: &Desk<'_>, agreement: Option<&str>) -> Cell {
    let register = &desk.figures.books.register;
    let councils = register.partners.iter().filter(|partner| partner.sector == Sector::Council);
    let shares: Vec<FigureNumber> =
        councils.filter_map(|council| desk.figures.find(id::RISK_SHARE, agreement, Some(&council.name))).collect();
    match shares.as_slice() {
        [] => none(),
        [only] => short(desk, Some(*only)),
        _ => words_cell("several"),
    }
}

/// Where the agreement stood in the last report, and whether it stands nearer to what was agreed now.
fn last_report(desk: &Desk<'_>, agreement: Option<&str>, id: &'static str) -> Cell {
    let known = || {
        let figure = desk.figures.find(id, agreement, None)?;
        let (then, _) = desk.figures.moves.position(figure)?;
        Some((figure, then, desk.amount(Some(figure))?))
    };
    let Some((figure, then, now)) = known() else {
        return none();
    };
    let figure = Some(figure.part(FigurePart::Before));
    let moved = match direction(then, now) {
        _ if desk.templates.house.ratings.are_alike(then, now) => "no change",
        Ordering::Equal => "as far off",
        Ordering::Less => "better",
        Ordering::Greater if (now > Money::ZERO) == (id == id::VARIANCE) => "worse",
        Ordering::Greater => "further off",
    };
    // Two amounts that read alike are told apart.
    let [short, now_short] = [then, now].map(|amount| desk.style().short(amount));
    let is_alike = short == now_short && moved != "no change";
    let then = if is_alike { then.thousands() } else { short };
    Cell { figure, ..words_cell(&format!("{moved}, was {then}")) }
}

/// The direction of travel: how far an amount is from nothing, on either side. An underspend that grows is no improvement.
fn direction(then: Money, now: Money) -> Ordering {
    now.abs().cmp(&then.abs())
}

/// What officers wrote of a notice, a dispute or an end beside the one word for it.
pub fn status_in_officers_words(agreement: &Agreement) -> Option<String> {
    let stated = agreement.status.as_ref()?;
    let says_more = AgreementStatus::WORDS.into_iter().all(|(word, _)| folded(&stated.text) != word);
    let is_open = agreement.statuses().iter().any(|status| *status != AgreementStatus::Active);
    (is_open && says_more).then(|| capital(stated.text.trim().trim_end_matches('.')))
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
