//! Compliance: the conditions of the Better Care Fund, and which of them are met.

use super::{Desk, NamedBlocks, figures_column, in_words, naming, paragraph, row, words_cell, words_column};
use crate::finding::phrase::Phrase;
use crate::measure::id;
use crate::model::period::Period;
use crate::model::total::{Total, TotalFigure};
use crate::model::words::listed;
use crate::present::pack::{Block, Cell, Row, Table};
use crate::present::words::Exactness;
use crate::reconcile::checks::{below_minimum, dfg_not_passed_on, uplift_not_met};
use crate::reconcile::conditions::{Asks, Basis, Condition, Stands};

/// Whose what is recorded of no partner is.
const THE_AREA: &str = "The area";

/// The conditions of the year and how each stands; nothing where no agreement has any.
pub fn blocks(desk: &Desk<'_>) -> NamedBlocks {
    let books = &desk.figures.books;
    let rows: Vec<Row> = [
        books.conditions.iter().filter(|one| is_recorded(one)).map(|one| tested(desk, one)).collect(),
        uplifts(desk),
        passed_on(desk).into_iter().collect(),
    ]
    .into_iter()
    .flatten()
    .collect();
    if rows.is_empty() && books.conditions.is_empty() {
        return vec![("conditions", Vec::new())];
    }
    let table = Table {
        name: "compliance".to_owned(),
        caption: format!("Conditions in {}, as at {}", desk.year(books.period.year), in_words(books.as_at)),
        columns: vec![
            words_column("Condition", 3),
            words_column("Whose", 2),
            figures_column("Minimum or allocation"),
            figures_column("Planned"),
            figures_column("Difference"),
            words_column("Result", 2),
        ],
        rows,
        notes: notes(desk),
    };
    let mut blocks: Vec<Block> = of_the_year(desk).into_iter().map(paragraph).collect();
    blocks.extend((!table.rows.is_empty()).then_some(Block::Table(table)));
    blocks.extend(not_recorded(desk).map(paragraph));
    vec![("conditions", blocks)]
}

/// Where the conditions of the year are written, and what is otherwise than in the year before.
fn of_the_year(desk: &Desk<'_>) -> Vec<String> {
    let books = &desk.figures.books;
    if books.judged_by(below_minimum::ABOUT.name).next().is_none() {
        return Vec::new();
    }
    let year = books.period.year;
    let Some(of_year) = books.framework.of(year) else {
        return vec![format!("The conditions of {} are not recorded.", desk.year(year))];
    };
    let published = of_year.published.map(|day| format!(", published on {}", in_words(day)));
    let written =
        format!("{}: {}{}. {}", desk.year(year), of_year.document, published.unwrap_or_default(), of_year.text);
    let broken = of_year.series_break.as_ref().map(|text| format!("Not comparable with the year before: {text}"));
    [Some(written), broken].into_iter().flatten().collect()
}

/// What results mean, and by what the money for a purpose was told.
fn notes(desk: &Desk<'_>) -> Vec<String> {
    let is_of_a_purpose = |one: &&Condition| {
        matches!(one.asks, Asks::Minimum(minimum) if minimum.purpose().is_some())
            && one.planned.is_ok()
            && is_recorded(one)
    };
    let tests: Vec<&Condition> = desk.figures.books.conditions.iter().filter(is_of_a_purpose).collect();
    let told = |by_schemes: bool, words: &str| {
        let is_told = tests.iter().any(|one| (one.basis != Basis::Commitments) == by_schemes);
        is_told.then(|| format!("What is for social care, or for services out of hospital, is told by {words}."))
    };
    let by_schemes = told(true, "what pays for each scheme, its area of spend and who commissions it");
    let by_marks = told(false, "the commitments that the register marks so");
    let results = "Planned is what was committed, with the variations that count; the difference is planned less the minimum or allocation. \
                   “Not met”: what was found is listed under data quality, with its cells.";
    [Some(results.to_owned()), by_schemes, by_marks].into_iter().flatten().collect()
}

/// A condition, whose it is, what is required, and the result.
fn condition(what: &str, whose: &str, result: &str) -> Row {
    let [required, planned, difference] = [(); 3].map(|()| words_cell("–"));
    row(vec![words_cell(what), words_cell(whose), required, planned, difference, words_cell(result)])
}

fn result(met: bool) -> &'static str {
    if met { "● Met" } else { "■ Not met" }
}

/// A minimum or a grant, with its amounts.
fn tested(desk: &Desk<'_>, condition: &Condition) -> Row {
    let cell = |id| -> Cell {
        let number = desk.figures.of_condition(condition, id);
        let is_known = desk.amount(number).is_some();
        if is_known { desk.cell(number, Exactness::Full) } else { words_cell("–") }
    };
    let stands = match condition.stands() {
        Stands::Met => result(true).to_owned(),
        Stands::Below(_) => "■ Not met: below".to_owned(),
        Stands::Above(_) => "■ Not met: above the allocation".to_owned(),
        Stands::NotKnown(_) if condition.is_silent && condition.required.is_ok() => {
            "■ Not met: nothing is committed".to_owned()
        }
        Stands::NotKnown(why) => not_known(&why),
    };
    let whose = condition.whose.as_deref().unwrap_or(THE_AREA);
    row(vec![
        words_cell(&naming::condition(desk, condition)),
        words_cell(whose),
        cell(id::CONDITION_MINIMUM),
        cell(id::CONDITION_PLANNED),
        cell(id::CONDITION_DIFFERENCE),
        words_cell(&stands),
    ])
}

/// Whether the register has an amount for a condition, or a commitment to a grant.
fn is_recorded(condition: &Condition) -> bool {
    condition.required.is_ok() || matches!(condition.asks, Asks::Grant(_)) && condition.planned.is_ok()
}

/// The conditions of the year for which the register has no amount, in a sentence: each once with all whose it is.
fn not_recorded(desk: &Desk<'_>) -> Option<String> {
    let mut open: Vec<(String, Vec<&str>)> = Vec::new();
    for one in desk.figures.books.conditions.iter().filter(|one| !is_recorded(one)) {
        let (title, whose) = (naming::condition(desk, one), one.whose.as_deref().unwrap_or(THE_AREA));
        match open.iter_mut().find(|(known, _)| *known == title) {
            Some((_, all)) => all.push(whose),
            None => open.push((title, vec![whose])),
        }
    }
    let each: Vec<String> = open.into_iter().map(|(title, whose)| format!("{title} ({})", listed(&whose))).collect();
    (!each.is_empty()).then(|| format!("Not known, because no amount is recorded: {}.", each.join("; ")))
}

/// What NHS bodies put into social care, against last year's with the rate of the year, where no minimum in pounds is recorded.
fn uplifts(desk: &Desk<'_>) -> Vec<Row> {
    let books = &desk.figures.books;
    let Some(uplift) = books.rates.uplift(books.period.year) else { return Vec::new() };
    let what = format!("NHS contribution to social care rises by {}%", uplift.percent.0);
    let row = |test: uplift_not_met::Test<'_>| {
        let result = match test.stands(uplift) {
            Stands::NotKnown(why) => not_known(&why),
            Stands::Below(_) => result(false).to_owned(),
            Stands::Met | Stands::Above(_) => result(true).to_owned(),
        };
        condition(&what, test.body, &result)
    };
    uplift_not_met::tests(books).into_iter().map(row).collect()
}

fn not_known(why: &Phrase) -> String {
    format!("Not known: {}", why.bare())
}

/// The disabled facilities grant, in an area with districts.
fn passed_on(desk: &Desk<'_>) -> Option<Row> {
    let check = dfg_not_passed_on::ABOUT.name;
    let books = &desk.figures.books;
    books.judged_by(check).next()?;
    let is_of_year =
        |total: &&Total| (total.figure, total.period) == (TotalFigure::DfgPassedOn, Period::whole(books.period.year));
    let districts = books.register.totals.iter().filter(is_of_year);
    let names: Vec<&str> = districts.map(|total| total.partner.as_deref().unwrap_or(THE_AREA)).collect();
    names.first()?;
    let agreed =
        books.judged_by(check).find_map(|agreement| books.register.settled(&agreement.id, books.period.year, check));
    let said = agreed.map(|note| format!("Exception agreed: {}", note.text));
    let is_found = desk.findings.iter().any(|finding| finding.about.name == check);
    let result = said.as_deref().unwrap_or_else(|| result(!is_found));
    Some(condition("The disabled facilities grant is passed on to the districts", &listed(&names), result))
}
