//! Instalments: who pays whom how much and when, from the end of the period to some months after the meeting.

use std::cmp::Reverse;

use chrono::{Datelike, NaiveDate};

use crate::finding::phrase::{Phrase, phrase};
use crate::measure::{FigureKey, FigureNumber, id};
use crate::model::words::{counted, listed};
use crate::present::pack::{Block, Cell, Table};
use crate::present::sections::{Desk, figures_column, in_words, paragraph, row, words_cell, words_column};
use crate::present::words::Exactness;
use crate::reconcile::{Books, Instalment, Lack};

/// How many agreements a note names before it counts them.
const NAMED: usize = 4;

/// A heading and the table; a sentence where no instalment falls due.
pub fn blocks(desk: &Desk<'_>, instalments: &[Instalment]) -> Vec<Block> {
    let books = &desk.figures.books;
    let (from, to) = books.ahead();
    if to < from {
        return Vec::new();
    }
    let mut blocks = vec![Block::Heading { level: 2, text: "Instalments".to_owned() }];
    let time = format!("from {} to {}", in_words(from), in_words(to));
    let notes = notes(desk, instalments);
    if instalments.is_empty() {
        blocks.push(paragraph(format!("No instalment is known that falls due {time}.")));
        blocks.extend(notes.into_iter().map(paragraph));
        return blocks;
    }
    let mut sorted: Vec<&Instalment> = instalments.iter().collect();
    // Those of one day: what is not known first, then the largest.
    let size = |one: &Instalment| one.amount.as_ref().ok().map(|known| Reverse(known.amount));
    sorted.sort_by_cached_key(|one| (one.days.first().copied().unwrap_or(NaiveDate::MAX), size(one)));
    let rows = alike(books, &sorted);
    let beside: Vec<Option<FigureNumber>> =
        rows.iter().map(|row| row.first().and_then(|one| paid_less_due(desk, one))).collect();
    let has_beside = beside.iter().any(Option::is_some);
    let line = |(all, beside): (&Vec<&Instalment>, &Option<FigureNumber>)| {
        let one = all.first()?;
        let each: Vec<String> = all.iter().map(|one| days(books, one)).collect();
        let each_time = if each.len() > 1 { ", each time" } else { "" };
        let mut cells = vec![
            words_cell(&format!("{}{each_time}", listed(&each))),
            words_cell(books.register.title(&one.agreement)),
            words_cell(&payer(books, one)),
            words_cell(one.payee.as_deref().unwrap_or("Not recorded")),
            amount(desk, one),
        ];
        cells.extend(has_beside.then(|| desk.cell(*beside, Exactness::Pounds)));
        Some(row(cells))
    };
    let mut columns = vec![
        words_column("Due", 1),
        words_column("Agreement", 2),
        words_column("From", 2),
        words_column("To, who invoices", 2),
        figures_column("Amount"),
    ];
    columns.extend(has_beside.then(|| figures_column("Paid less due")));
    blocks.push(Block::Table(Table {
        name: "instalments".to_owned(),
        caption: format!("Instalments that fall due {time}, as agreed"),
        columns,
        rows: rows.iter().zip(&beside).filter_map(line).collect(),
        notes,
    }));
    blocks
}

/// The same amount that the same body has to pay again is one row, unless its day has passed; and so is what is not known of several
/// days for the same reason.
fn alike<'a>(books: &Books, sorted: &[&'a Instalment]) -> Vec<Vec<&'a Instalment>> {
    let is_to_come = |one: &Instalment| one.days.first().is_some_and(|day| *day > books.as_at);
    let is_like = |one: &Instalment, other: &Instalment| {
        let whose = |one: &Instalment| {
            (
                one.agreement.clone(),
                one.committed_by.clone(),
                one.partner.clone(),
                one.payer.clone(),
                one.payee.clone(),
                one.class,
                one.period.year,
            )
        };
        let is_like = match (&one.amount, &other.amount) {
            (Ok(one), Ok(other)) => one.amount == other.amount,
            (Err(one), Err(other)) => one == other,
            _ => false,
        };
        is_like && whose(one) == whose(other) && is_to_come(one) && is_to_come(other)
    };
    let mut rows: Vec<Vec<&Instalment>> = Vec::new();
    for one in sorted {
        match rows.iter_mut().find(|row| row.first().is_some_and(|first| is_like(first, one))) {
            Some(row) => row.push(one),
            None => rows.push(vec![one]),
        }
    }
    rows
}

/// The day, or days of one month; those that were paid before, or had come when the figures were drawn up, are marked.
fn days(books: &Books, one: &Instalment) -> String {
    let Some(last) = one.days.last() else { return "Not known".to_owned() };
    let days: Vec<String> = match one.days.split_last() {
        Some((last, [])) => vec![in_words(*last)],
        Some((last, before)) => before.iter().map(|day| day.day().to_string()).chain([in_words(*last)]).collect(),
        None => Vec::new(),
    };
    let stands = match (books.is_paid_already(one), *last <= books.as_at) {
        (true, _) => ", paid already",
        (false, true) => ", passed",
        (false, false) => "",
    };
    format!("{}{stands}", listed(&days))
}

/// Who pays; where a body has taken over, with whose commitment it is, and of which class where the agreement has both.
fn payer(books: &Books, one: &Instalment) -> String {
    let of_class = if books.has_both_classes(&one.agreement) { format!(", {}", one.class) } else { String::new() };
    match one.payer == one.committed_by {
        true => format!("{}{of_class}", one.payer),
        false => format!("{} (committed by {}){of_class}", one.payer, one.committed_by),
    }
}

fn amount(desk: &Desk<'_>, one: &Instalment) -> Cell {
    let key =
        FigureKey::new(id::INSTALMENT, one.period).of_agreement(Some(&one.agreement)).of_partner(Some(&one.partner));
    let figure = desk.figures.by(&key.clone().of_class(Some(one.class))).or_else(|| desk.figures.by(&key));
    match &one.amount {
        Ok(_) => desk.cell(figure, Exactness::Pounds),
        Err(_) => words_cell("not\u{a0}known"),
    }
}

/// What was paid to date less what had fallen due, where the instalment is of the same year and that is known.
fn paid_less_due(desk: &Desk<'_>, one: &Instalment) -> Option<FigureNumber> {
    let (agreement, partner) = (Some(one.agreement.as_str()), Some(one.partner.as_str()));
    let find = |class| desk.figures.find_in(class, id::PAID_LESS_DUE, agreement, partner);
    let figure = find(Some(one.class)).or_else(|| find(None))?;
    let is_of_year = one.period.year == desk.figures.books.period.year;
    (is_of_year && desk.amount(Some(figure)).is_some()).then_some(figure)
}

fn notes(desk: &Desk<'_>, instalments: &[Instalment]) -> Vec<String> {
    let books = &desk.figures.books;
    let mut notes = Vec::new();
    if instalments.iter().any(|one| paid_less_due(desk, one).is_some()) {
        let by = in_words(books.period.last_day().min(books.as_at));
        notes.push(format!(
            "Paid less due: what was paid by {by} less what had fallen due by then; below zero where less was paid. \
             Amounts are as agreed, whatever was paid before. “–”: not known, or of another year."
        ));
    }
    notes.extend(
        (!instalments.is_empty())
            .then(|| "What a host puts into its own pool is not listed: it is paid to nobody.".to_owned()),
    );
    for one in instalments {
        if let Err(why) = &one.amount {
            let why: Phrase = why.clone().into();
            let (title, partner) = (books.register.title(&one.agreement), one.committed_by.as_str());
            let note = desk.plain(&phrase!("what `{}` has to pay to `{}` is not known: {}", partner, title, why)) + ".";
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
    }
    for agreement in &books.register.agreements {
        if agreement.is_disputed() && instalments.iter().any(|one| one.agreement == agreement.id) {
            notes.push(format!("{} is in dispute.", agreement.title));
        }
    }
    let (_, to) = books.ahead();
    for one in books.not_counted.iter().map(|one| (&one.variation, one.lacks.as_slice())) {
        let (variation, lacks) = one;
        let date = variation.date.filter(|date| *date <= to && lacks == [Lack::DayToCome]);
        let is_paid =
            |one: &&Instalment| (&one.agreement, &one.committed_by) == (&variation.agreement, &variation.partner);
        if let Some(date) = date.filter(|_| instalments.iter().any(|one| is_paid(&one))) {
            let title = books.register.title(&variation.agreement);
            notes.push(format!(
                "A variation of {} to {title}, dated {}, does not count yet; from then on it changes what falls due.",
                variation.partner,
                in_words(date)
            ));
        }
    }
    for (year, agreements) in books.not_committed_ahead() {
        let titles: Vec<&str> = agreements.iter().map(|agreement| agreement.title.as_str()).collect();
        let whose = match titles.len() {
            0..=NAMED => listed(&titles),
            many => counted(many, "agreement"),
        };
        let first = in_words(year.first_day());
        notes.push(format!(
            "What falls due from {first} under {whose} is not known: the register has no commitments for {}.",
            desk.year(year)
        ));
    }
    notes
}
