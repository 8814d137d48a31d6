//! Compliance: the conditions of the Better Care Fund, and which of them are met.

use super::{Desk, NamedBlocks, figures_column, in_words, row, words_cell, words_column};
use crate::measure::TotalNumber;
use crate::model::agreement::{Agreement, Grant};
use crate::model::origin::{Origin, Place};
use crate::model::partner::Sector;
use crate::model::period::Period;
use crate::model::total::{Total, TotalFigure};
use crate::model::words::listed;
use crate::present::pack::{Block, Cell, Row, Table};
use crate::reconcile::checks::{below_minimum, dfg_not_passed_on, grant_differs, uplift_not_met};

/// The table of conditions; nothing where no agreement has any.
pub fn blocks(desk: &Desk<'_>) -> NamedBlocks {
    let books = &desk.figures.books;
    let rows: Vec<Row> =
        [minimums(desk), uplift(desk).into_iter().collect(), grants(desk), passed_on(desk).into_iter().collect()]
            .into_iter()
            .flatten()
            .collect();
    if rows.is_empty() {
        return vec![("conditions", Vec::new())];
    }
    let table = Table {
        name: "compliance".to_owned(),
        caption: format!("Conditions in {}, as at {}", books.period.year, in_words(books.as_at)),
        columns: vec![
            words_column("Condition", 3),
            words_column("Whose", 2),
            figures_column("Required"),
            words_column("Result", 2),
        ],
        rows,
        notes: vec![
            "“Not met”: what was found is listed under data quality, with its cells. “Not known”: the register lacks a \
             figure of this year or the last."
                .to_owned(),
        ],
    };
    vec![("conditions", vec![Block::Table(table)])]
}

/// A condition, whose it is, what is required, and the result.
fn condition(what: &str, whose: &str, required: Cell, result: &str) -> Row {
    row(vec![words_cell(what), words_cell(whose), required, words_cell(result)])
}

/// Whether a check found something; with a cell, whether it points at it.
fn is_found(desk: &Desk<'_>, check: &str, cell: Option<&Origin>) -> bool {
    let place = cell.map(Place::from);
    let mut found = desk.findings.iter().filter(|finding| finding.about.name == check);
    found.any(|finding| place.as_ref().is_none_or(|place| finding.places.contains(place)))
}

fn result(met: bool) -> &'static str {
    if met { "● Met" } else { "■ Not met" }
}

/// The reference figures of one kind for the year, with their cells, where an agreement is judged by a check.
fn totals<'a>(desk: &Desk<'a>, check: &str, figure: TotalFigure) -> Vec<(&'a Total, Cell)> {
    let books = &desk.figures.books;
    let year = Period::whole(books.period.year);
    let is_judged = books.judged_by(check).next().is_some();
    let all = books.register.totals.iter().enumerate().filter(|_| is_judged);
    let of_year = all.filter(|(_, total)| (total.figure, total.period) == (figure, year));
    of_year.map(|(place, total)| (total, desk.reference(TotalNumber(place)))).collect()
}

fn whose(total: &Total) -> &str {
    total.partner.as_deref().unwrap_or("The area")
}

fn minimums(desk: &Desk<'_>) -> Vec<Row> {
    let check = below_minimum::ABOUT.name;
    let row = |(total, required): (&Total, Cell)| {
        let met = !is_found(desk, check, Some(&total.origin));
        condition("Minimum NHS contribution to the Better Care Fund", whose(total), required, result(met))
    };
    totals(desk, check, TotalFigure::NhsMinimum).into_iter().map(row).collect()
}

/// The uplift of what the NHS puts into social care, where the year has one and an agreement is judged by it.
fn uplift(desk: &Desk<'_>) -> Option<Row> {
    let books = &desk.figures.books;
    let year = books.period.year;
    let (uplift, last) = (books.rates.uplift(year)?, year.before()?);
    let judged: Vec<&Agreement> = books.judged_by(uplift_not_met::ABOUT.name).collect();
    judged.first()?;
    let commits_in = |of| {
        books.register.commitments.iter().any(|one| {
            one.year == of
                && judged.iter().any(|agreement| agreement.id == one.agreement)
                && books.register.sector(&one.partner) == Some(Sector::Health)
        })
    };
    let result = match commits_in(year) && commits_in(last) {
        true => result(!is_found(desk, uplift_not_met::ABOUT.name, None)),
        false => "Not known",
    };
    let what = format!("NHS contribution to social care rises by {} %", uplift.percent.0);
    Some(condition(&what, "The NHS bodies", words_cell("–"), result))
}

fn grants(desk: &Desk<'_>) -> Vec<Row> {
    let check = grant_differs::ABOUT.name;
    let rows_of_grant = |(name, grant): (&str, Grant)| -> Vec<Row> {
        let what = match grant {
            Grant::Ibcf => "The improved Better Care Fund grant enters the pool in full",
            Grant::Dfg => "The disabled facilities grant enters the pool in full",
            Grant::Discharge => "The discharge fund grant enters the pool in full",
        };
        let books = &desk.figures.books;
        let is_marked =
            books.register.commitments.iter().any(|one| one.grant.is_some() && one.year == books.period.year);
        let row = |(total, required): (&Total, Cell)| {
            let met = !is_found(desk, check, Some(&total.origin));
            let unmarked = format!("Not known: no commitment is marked as {name}");
            condition(what, whose(total), required, if is_marked { result(met) } else { &unmarked })
        };
        totals(desk, check, grant.allocation()).into_iter().map(row).collect()
    };
    Grant::WORDS.into_iter().flat_map(rows_of_grant).collect()
}

/// The disabled facilities grant, in an area with districts.
fn passed_on(desk: &Desk<'_>) -> Option<Row> {
    let check = dfg_not_passed_on::ABOUT.name;
    let districts = totals(desk, check, TotalFigure::DfgPassedOn);
    districts.first()?;
    let names: Vec<&str> = districts.iter().map(|(total, _)| whose(total)).collect();
    let books = &desk.figures.books;
    let agreed =
        books.judged_by(check).find_map(|agreement| books.register.settled(&agreement.id, books.period.year, check));
    let said = agreed.map(|note| format!("Exception agreed: {}", note.text));
    let result = said.as_deref().unwrap_or_else(|| result(!is_found(desk, check, None)));
    let what = "The disabled facilities grant is passed on to the districts";
    Some(condition(what, &listed(&names), words_cell("–"), result))
}
