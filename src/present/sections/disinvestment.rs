//! Disinvestment: who puts in less than it committed to, in sentences with their cells; notices and disputes.

use super::{
    Desk, NO_REASON, NamedBlocks, capital, figures_column, paragraph, row, said_cell, words_cell, words_column,
};
use crate::finding::Finding;
use crate::measure::VariationNumber;
use crate::model::agreement::{Agreement, AgreementStatus, Variation};
use crate::model::words::{counted, listed};
use crate::present::pack::{Block, Row, Saying, Table};
use crate::reconcile::{Books, Lack, Line, checks};

/// What the checks on kept commitments found, or that they found nothing and in how many contributions.
pub fn blocks(desk: &Desk<'_>) -> NamedBlocks {
    let names = [checks::disinvestment::ABOUT.name, checks::shortfall::ABOUT.name];
    let found: Vec<_> = desk.numbered_findings().filter(|(_, finding)| names.contains(&finding.about.name)).collect();
    let books = &desk.figures.books;
    let committed = books.lines.iter().filter(|line| line.committed.is_some());
    let (checked, unchecked): (Vec<&Line>, Vec<&Line>) = committed.partition(|line| is_checked(desk, &line.agreement));
    let compared = checked.iter().filter(|line| books.held(line).figure().is_some()).count();
    let mut counts =
        format!("{compared} of {} could be compared with what was reported.", counted(checked.len(), "commitment"));
    if !unchecked.is_empty() {
        counts.push_str(&format!(
            " {} more under agreements whose type asks for no check.",
            counted(unchecked.len(), "commitment")
        ));
    }
    let mut blocks = vec![paragraph(capital(&counts))];
    let is_earlier = |finding: &Finding| finding.subject.period.is_some_and(|period| period.year < books.period.year);
    let earlier = found.iter().filter(|(_, finding)| is_earlier(finding)).count();
    if found.len() == earlier {
        let is_tolerated = |line: &&&Line| is_below(books, line);
        let beyond = if checked.iter().any(|line| is_tolerated(&line)) { " by more than is tolerated" } else { "" };
        let put_in = put_in(books, &checked);
        let none = || paragraph(format!("In these, no partner has {put_in} less than its commitment{beyond}."));
        blocks.extend((compared > 0).then(none));
    }
    if !found.is_empty() {
        let rows = found.iter().map(|(number, finding)| {
            let place = finding.places.first().map(ToString::to_string).unwrap_or_default();
            row(vec![
                said_cell(Saying::Message(*number), &desk.plain(&finding.message)),
                words_cell(&place),
                said_cell(Saying::Action(*number), &desk.plain(&finding.action)),
            ])
        });
        blocks.push(Block::Table(Table {
            name: "disinvestment".to_owned(),
            caption: match (earlier, found.len() - earlier) {
                (0, _) => format!("Contributions below their commitments in {}", desk.period(books.period)),
                (_, 0) => "Contributions below their commitments in earlier years".to_owned(),
                _ => format!(
                    "Contributions below their commitments in {}, and in earlier years",
                    desk.period(books.period)
                ),
            },
            columns: vec![words_column("What was found", 3), words_column("Where", 1), words_column("What to do", 2)],
            rows: rows.collect(),
            notes: Vec::new(),
        }));
    }
    blocks.extend(not_counted(desk));
    vec![("found", blocks), ("notices", notices(desk))]
}

/// What was held against commitments, as a partner does it.
fn put_in(books: &Books, lines: &[&Line]) -> &'static str {
    let mut by_payment = lines.iter().map(|line| books.is_held_by_payment(line));
    match (by_payment.clone().all(|paid| paid), by_payment.any(|paid| paid)) {
        (true, _) => "paid",
        (false, true) => "put in",
        (false, false) => "budgeted",
    }
}

/// Whether what is held against a commitment is less, however little.
fn is_below(books: &Books, line: &Line) -> bool {
    let held = books.held(line).figure();
    held.zip(line.committed.as_ref()).is_some_and(|(held, committed)| held.short_of(committed).is_some())
}

/// Changes to commitments that do not count, so that the commitment stays what it was.
fn not_counted(desk: &Desk<'_>) -> Option<Block> {
    let register = &desk.figures.books.register;
    let of_agreement = |agreement: &Agreement| -> Vec<Row> {
        let all = desk.figures.variations_of(&agreement.id);
        let line = |(number, variation, lacks): (VariationNumber, &Variation, Option<&[Lack]>)| {
            let lacks: Vec<&str> = lacks?.iter().map(|lack| lack.in_words()).collect();
            Some(row(vec![
                words_cell(&agreement.title),
                words_cell(&variation.partner),
                desk.variation(number),
                words_cell(&capital(&listed(&lacks))),
            ]))
        };
        all.filter_map(line).collect()
    };
    let rows: Vec<Row> = register.agreements.iter().flat_map(of_agreement).collect();
    if rows.is_empty() {
        return None;
    }
    Some(Block::Table(Table {
        name: "variations-not-counted".to_owned(),
        caption: format!("Changes to commitments for {} that do not count", desk.year(desk.figures.books.period.year)),
        columns: vec![
            words_column("Agreement", 2),
            words_column("Partner", 2),
            figures_column("Amount"),
            words_column("What is missing", 3),
        ],
        rows,
        notes: vec!["The commitments stay as they were until the record is complete.".to_owned()],
    }))
}

/// The agreements under notice, in dispute or ended, with how long notice must be and what officers say of it.
fn notices(desk: &Desk<'_>) -> Vec<Block> {
    let books = &desk.figures.books;
    let open = |agreement: &&Agreement| agreement.statuses().iter().any(|status| *status != AgreementStatus::Active);
    let line = |agreement: &Agreement| {
        let notice = agreement.notice_months.map_or_else(not_recorded, |months| counted(months as usize, "month"));
        row(vec![
            words_cell(&agreement.title),
            words_cell(&agreement.status.as_ref().map_or_else(not_recorded, |status| status.text.clone())),
            words_cell(&notice),
            words_cell(desk.noted(Some(&agreement.id), "why").as_deref().unwrap_or(NO_REASON)),
        ])
    };
    let rows: Vec<Row> = books.register.agreements.iter().filter(open).map(line).collect();
    if rows.is_empty() {
        return vec![paragraph("No agreement is under notice or in dispute.")];
    }
    let table = Table {
        name: "notices".to_owned(),
        caption: format!("Agreements under notice, in dispute or ended, {}", desk.period(books.period)),
        columns: vec![
            words_column("Agreement", 2),
            words_column("Status", 1),
            words_column("Notice", 1),
            words_column("What officers say", 3),
        ],
        rows,
        notes: Vec::new(),
    };
    vec![Block::Heading { level: 2, text: "Notices and disputes".to_owned() }, Block::Table(table)]
}

fn not_recorded() -> String {
    "Not recorded".to_owned()
}

/// Whether a type of an agreement asks for one of the checks on kept commitments.
fn is_checked(desk: &Desk<'_>, agreement: &str) -> bool {
    let agreement = desk.figures.books.register.agreement(agreement);
    let mut types = agreement.into_iter().flat_map(|agreement| desk.templates.types_of(agreement));
    types.any(|of| of.asks_for(checks::disinvestment::ABOUT.name))
}
