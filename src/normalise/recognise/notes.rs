//! What is said of a sheet's columns: those that a layout reads and the sheet lacks, and those that nothing reads.

use std::collections::BTreeMap;

use super::near::{Near, nearest_of};
use super::{RecognisedTable, is_within};
use crate::finding::phrase::{Phrase, count, listed, name, names, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::job::layout::ReturnLayout;
use crate::job::layout::amounts::Unit;
use crate::job::layout::columns::Field;
use crate::job::layout::table::Fate;
use crate::model::origin::{Address, Place};
use crate::model::words::folded;
use crate::normalise::convert::{CellAmount, amount};
use crate::normalise::meaning::period::names_a_period;
use crate::read::{CellValue, Row, Sheet};

/// A sheet with figures that no layout matches.
pub const UNRECOGNISED_SHEET: About = About {
    name: "unrecognised-sheet",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "a sheet with figures whose header words match no layout; the layout of whose header words it has most is named, if it \
            has at least half of them, with those that it lacks.",
    matters: "none of its figures is used.",
    action: "write a layout with `scrutiny draft-layout FILE` and put it under templates/layouts/, or ask the partner for the \
             usual form",
    ask: Some("Send the figures under the usual headings, or tell us what this sheet is for."),
};

/// A column that a layout reads and a sheet lacks.
pub const MISSING_COLUMN: About = About {
    name: "missing-column",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "a sheet that has the header words of a layout, but lacks a column that the layout reads.",
    matters: "what stands in the column, perhaps under another heading, is not used.",
    action: "ask the partner for the usual heading, or add the new one to the column's synonyms in the layout",
    ask: Some("Use the usual heading for the column, or tell us what it is called now."),
};

/// Figures under a heading that the layout does not read.
pub const UNREAD_FIGURES: About = About {
    name: "unread-figures",
    level: Level::Note,
    nature: Nature::Fact,
    finds: "figures beside, above or below the amounts that the layout does not read; an error where a column has the same \
            heading as one that it does read.",
    matters: "they are in no sum. That is right for reference numbers, and wrong for money.",
    action: "if they are money, name the column in the layout",
    ask: Some("If these figures are money that should count, tell us what they are; else you need do nothing."),
};

/// Amounts that a reader of the workbook does not see.
pub const HIDDEN_CONTENT: About = About {
    name: "hidden-content",
    level: Level::Note,
    nature: Nature::Judgement,
    finds: "amounts in a hidden sheet, row or column, in a row or a column too narrow to show them, under a merged cell, \
            in the colour of what they stand on, or struck through, as may be the text beside them: read like the others, unless the layout leaves out \
            what is hidden; and hidden sheets with figures that no layout reads.",
    matters: "whoever looks at the workbook does not see them, or sees them crossed out; they may be an old version, or right and \
              out of sight.",
    action: "show them; if they are not meant to count, take them out of the return",
    ask: Some("Show what is hidden or struck through, and take out of the return what is not meant to count."),
};

/// How many columns one message names.
const NAMED: usize = 6;

/// What to do about a sheet that says that it is something else than its headings do.
const IF_IT_IS_ONE: &str =
    "nothing, if it is something else; else correct the heading, title or name, or `unless` in the layout";

/// The longest heading that a message shows whole, in characters.
const LONGEST: usize = 60;

/// What is said of a sheet that no layout matches: nothing, if it has no figures.
pub fn unrecognised(file: &str, sheet: &Sheet, layouts: &[ReturnLayout]) -> Option<Finding> {
    let figures = figures(sheet);
    if figures == 0 {
        return None;
    }
    if !sheet.visible {
        return Some(hidden_sheet(file, sheet, "is hidden, and no layout matches it"));
    }
    let mut message =
        phrase!("no layout matches sheet `{}`, which has {}; none is used", sheet.name, count(figures, "figure"));
    let finding = |message| Finding::new(&UNRECOGNISED_SHEET, message).at(Place::sheet(file, &sheet.name));
    let nearest = nearest_of(sheet, layouts);
    let told = phrase!(
        "sheet `{}` has {} under other headings than usual; none is used",
        sheet.name,
        count(figures, "figure")
    );
    let Some(first) = nearest.first() else { return Some(finding(message).telling_partner(told)) };
    message.add(if nearest.len() == 1 { "; the nearest layout is " } else { "; the nearest layouts are " });
    message.add(listed(nearest.iter().take(NAMED).map(|near| asks_for(near, layouts))));
    let mut told = phrase!("{}{}", told, wanted(&nearest, layouts));
    let instead = first.not_understood();
    if !instead.is_empty() {
        let headings = instead.iter().take(NAMED).map(|(text, cell)| phrase!("`{}` in {}", shortened(text), *cell));
        let are = if instead.len() == 1 { "is" } else { "are" };
        let instead = phrase!("; {} {} not understood", listed(headings), are);
        told.add(instead.clone());
        message.add(instead);
    }
    let action = phrase!(
        "correct the headings, add them to the synonyms in templates/layouts/{}.toml, or write a layout with \
         `scrutiny draft-layout FILE`",
        first.layout
    );
    let is_something_else = first.barred.is_some();
    Some(finding(message).telling_partner(told).asking(if is_something_else { IF_IT_IS_ONE.into() } else { action }))
}

/// The headings of the layouts to which a sheet comes nearest, for one who has never seen them.
fn wanted(nearest: &[Near], layouts: &[ReturnLayout]) -> Phrase {
    let known = |near: &Near| layouts.iter().find(|layout| layout.name == near.layout);
    let mut said = Phrase::default();
    for (place, layout) in nearest.iter().filter_map(known).take(NAMED).enumerate() {
        said.add(if place == 0 { "; the usual headings are " } else { ", or " });
        said.add(names(&layout.recognise));
    }
    if let Some(titled) = nearest.first().map(|near| &near.titled).filter(|titled| !titled.is_empty()) {
        said.add(phrase!("; above them should stand one of {}", listed(titled.iter().take(NAMED).map(name))));
    }
    said
}

/// A layout by name and title, with what it asks for and the sheet lacks.
fn asks_for(near: &Near, layouts: &[ReturnLayout]) -> Phrase {
    let title = layouts.iter().find(|layout| layout.name == near.layout).map_or("", |layout| layout.title.as_str());
    if let Some(said) = &near.barred {
        return phrase!("`{}` ({}), which is not for what says `{}`", near.layout, title, shortened(said));
    }
    let (what, words) = match near.lacks.len() {
        0 => ("above the headings one of", &near.titled),
        1 => ("the heading", &near.lacks),
        _ => ("the headings", &near.lacks),
    };
    let mut words: Vec<Phrase> = words.iter().take(NAMED).map(name).collect();
    words.extend((near.lacks.len() > NAMED).then(|| count(near.lacks.len() - NAMED, "other")));
    phrase!("`{}` ({}), which also asks for {} {}", near.layout, title, what, listed(words))
}

/// What is said of a hidden sheet that is not counted.
pub fn hidden_sheet(file: &str, sheet: &Sheet, why: &'static str) -> Finding {
    let message = phrase!("sheet `{}` {}; {} on it do not count", sheet.name, why, count(figures(sheet), "figure"));
    let action = "nothing, if it is meant to be hidden; else show it, or have a layout count it";
    Finding::new(&HIDDEN_CONTENT, message).asking(action).at(Place::sheet(file, &sheet.name))
}

/// How many cells of a sheet are numbers or read like amounts.
#[must_use]
pub fn figures(sheet: &Sheet) -> usize {
    sheet.cells().iter().filter(|cell| holds_figure(&cell.value)).count()
}

fn holds_figure(value: &CellValue) -> bool {
    match value {
        CellValue::Number(_) => true,
        // Most texts have no digit.
        CellValue::Text(text) => {
            text.bytes().any(|byte| byte.is_ascii_digit())
                && matches!(amount(value, Unit::Pounds, &[]), CellAmount::Given { .. })
        }
        _ => false,
    }
}

/// A heading, as long as a message shows it.
fn shortened(text: &str) -> String {
    let short = text.char_indices().nth(LONGEST).and_then(|(end, _)| Some(format!("{}…", text.get(..end)?)));
    short.unwrap_or_else(|| text.to_owned())
}

/// What is said of a table's columns.
pub fn worth_a_note(file: &str, sheet: &Sheet, table: &RecognisedTable<'_>) -> Vec<Finding> {
    let mut findings = missing_columns(file, sheet, table);
    findings.extend(unread(file, sheet, table));
    findings.extend(hidden_rows(file, sheet, table));
    findings
}

fn missing_columns(file: &str, sheet: &Sheet, table: &RecognisedTable<'_>) -> Vec<Finding> {
    let is_fixed = |field: &Field| table.layout.fixed.contains_key(field);
    let fields = table.layout.columns.iter().filter(|(field, column)| {
        !column.optional && table.field(**field).is_empty() && !(is_fixed(field) && **field != Field::Period)
    });
    let amounts = table.layout.amounts.iter().enumerate().filter(|(number, amounts)| {
        !amounts.optional && !table.columns.amounts.iter().any(|placed| placed.number == *number)
    });
    let wanted = fields
        .map(|(_, column)| (column.header.first().map_or("", String::as_str), None))
        .chain(amounts.map(|(_, amounts)| (amounts.name(), amounts.across.filter(|_| !amounts.header.is_empty()))));
    let sections = table.columns.amounts.iter().filter(|placed| !placed.amounts.optional && !table.has_section(placed));
    let mut sections: Vec<&str> =
        sections.filter_map(|placed| placed.amounts.under.first().map(String::as_str)).collect();
    sections.dedup();
    let lacking = sections.into_iter().map(|heading| {
        let message = phrase!("sheet `{}` has no heading `{}`", sheet.name, heading);
        let action = "ask the partner for the usual heading, or add the new one under `under` in the layout";
        let place = Place::sheet(file, &sheet.name);
        let layout = &table.layout.name;
        let finding =
            Finding::new(&MISSING_COLUMN, phrase!("{}, below which layout `{}` reads amounts", message, layout));
        finding.telling_partner(phrase!("{}, below which amounts should stand", message)).asking(action).at(place)
    });
    wanted
        .map(|(heading, across)| {
            let beside = across.map_or(Phrase::default(), |across| phrase!(" with {} beside it", across.in_words()));
            let message = phrase!("sheet `{}` has no column `{}`{}", sheet.name, heading, beside);
            let finding =
                Finding::new(&MISSING_COLUMN, phrase!("{}, which layout `{}` reads", message, table.layout.name));
            let finding = finding.telling_partner(message).at(Place::sheet(file, &sheet.name));
            match across {
                Some(across) => finding.asking(phrase!(
                    "ask the partner for headings that name {}, or write a layout for those that it has",
                    across.in_words()
                )),
                None => finding,
            }
        })
        .chain(lacking)
        .collect()
}

/// What is said of hidden rows that are not counted.
fn hidden_rows(file: &str, sheet: &Sheet, table: &RecognisedTable<'_>) -> Option<Finding> {
    if table.layout.hidden.rows == Fate::Counted || sheet.hidden_rows.is_empty() {
        return None;
    }
    let rows = table.rows(sheet).filter(|row| is_within(&sheet.hidden_rows, row.number));
    let left_out: Vec<Address> = rows
        .flat_map(|row| table.columns.amounts.iter().filter_map(move |placed| table.cell(row, placed.column)))
        .filter(|cell| holds_figure(&cell.value))
        .map(|cell| cell.address)
        .collect();
    let first = left_out.first()?;
    let message = phrase!(
        "{} in hidden rows of sheet `{}` do not count, because its layout leaves them out",
        count(left_out.len(), "amount"),
        sheet.name
    );
    let place = Place::cell(file, &sheet.name, *first);
    let action = "nothing, if they are meant to be hidden; else show them, or have the layout count them";
    Some(Finding::new(&HIDDEN_CONTENT, message).asking(action).at(place))
}

/// Figures above, between and below the tables of a sheet. A whole number may be a year.
pub fn outside(file: &str, sheet: &Sheet, tables: &[RecognisedTable<'_>]) -> Option<Finding> {
    let is_in = |row: u32| {
        let above = tables.partition_point(|table| table.header_first <= row).checked_sub(1);
        above.and_then(|last| tables.get(last)).is_some_and(|table| row < table.end)
    };
    let is_year = |value: &CellValue| matches!(value, CellValue::Number(year) if (1948.0..=2147.0).contains(year));
    let names_period = |value: &CellValue| matches!(value, CellValue::Text(text) if names_a_period(&folded(text)));
    let rows = sheet.rows().filter(|row| !is_in(row.number) && !row.cells().any(|cell| names_period(&cell.value)));
    let figures = rows.flat_map(|row| row.cells()).filter(|cell| holds_figure(&cell.value) && !is_year(&cell.value));
    let outside: Vec<Address> = figures.map(|cell| cell.address).collect();
    let first = outside.first()?;
    let figures = count(outside.len(), "figure");
    let (message, action) = match outside.len() {
        1 => (
            phrase!("{} of sheet `{}` stands outside its tables, in {}; it is not used", figures, sheet.name, first),
            "if it is money, give its table headings that a layout has",
        ),
        _ => (
            phrase!("{} of sheet `{}` stand outside its tables, from {} on; none is used", figures, sheet.name, first),
            "if they are money, give their table headings that a layout has",
        ),
    };
    let place = Place::cell(file, &sheet.name, *first);
    Some(Finding::new(&UNREAD_FIGURES, message).asking(action).at(place))
}

/// The columns of figures that the table does not read, and how many figures each has.
fn unread_columns(sheet: &Sheet, table: &RecognisedTable<'_>) -> BTreeMap<u32, usize> {
    let mut read = table.read_columns();
    read.extend(&table.columns.known);
    read.sort_unstable();
    let mut unread: BTreeMap<u32, usize> = BTreeMap::new();
    for row in table.rows(sheet) {
        if table.passed_over.contains(&row.number) {
            continue;
        }
        let astray = table.columns.amounts.iter().filter(|placed| table.lacks_section(row.number, placed));
        let astray: Vec<u32> = astray.map(|placed| placed.column).collect();
        let is_unread = |column: u32| read.binary_search(&column).is_err() || astray.contains(&column);
        for cell in row.cells().filter(|cell| is_unread(cell.address.column) && holds_figure(&cell.value)) {
            *unread.entry(cell.address.column).or_default() += 1;
        }
    }
    unread
}

/// The column of amounts that is read instead of one that has another heading of the same amount, where their figures differ.
fn rival_of(sheet: &Sheet, table: &RecognisedTable<'_>, column: u32) -> Option<u32> {
    let read = *table.columns.rivals.get(&column)?;
    let value = |row: Row<'_>, column: u32| match amount(&table.cell(row, column)?.value, Unit::Pounds, &[]) {
        CellAmount::Given { money, .. } => Some(money),
        CellAmount::NotGiven | CellAmount::Refused(_) => None,
    };
    table.rows(sheet).any(|row| value(row, column) != value(row, read)).then_some(read)
}

/// What is said of a column that can be the amount as well as the one that is read.
fn can_be_the_amount(table: &RecognisedTable<'_>, [name, read]: [&str; 2], column: u32, number: usize) -> Finding {
    let message = phrase!(
        "`{}` (column {}) can be the amount as well as `{}`, which is read; it has {}, in no sum",
        name,
        Address { row: 0, column }.column_letters(),
        read,
        count(number, "figure")
    );
    let layout = &table.layout.name;
    let action = phrase!("if it is the amount, name it first under `header` in templates/layouts/{}.toml", layout);
    Finding::new(&UNREAD_FIGURES, message).asking(action).at_level(Level::Warning)
}

/// Columns of figures beside the amounts that the table does not read, said together; those that have the heading of one that
/// it does read, one by one.
fn unread(file: &str, sheet: &Sheet, table: &RecognisedTable<'_>) -> Vec<Finding> {
    let header = |column: u32| {
        let rows = sheet.rows_from(table.header_first).take_while(|row| row.number <= table.header_last);
        let texts: Vec<String> = rows.filter_map(|row| Some(table.cell(row, column)?.value.text())).collect();
        (!texts.is_empty()).then(|| shortened(&texts.join(" ")))
    };
    let name = |column: u32| header(column).unwrap_or_else(|| "no heading".to_owned());
    let place = |column: u32| Place::cell(file, &sheet.name, Address { row: table.header_last, column });
    let column_letters = |column: u32| Address { row: 0, column }.column_letters();
    let action = phrase!("if they are money, name the column in templates/layouts/{}.toml", table.layout.name);
    let is_twice = |column: &u32| {
        let same = |other: u32| header(other).as_deref().map(folded) == Some(folded(&name(*column)));
        table.columns.twice.contains(column) || table.columns.amounts.iter().any(|placed| same(placed.column))
    };
    let (twice, others): (Vec<_>, Vec<_>) =
        unread_columns(sheet, table).into_iter().partition(|(column, _)| is_twice(column));
    let (rivals, others): (Vec<_>, Vec<_>) =
        others.into_iter().partition(|(column, _)| rival_of(sheet, table, *column).is_some());
    let mut findings: Vec<Finding> = twice
        .into_iter()
        .map(|(column, number)| {
            let message = phrase!(
                "`{}` heads two columns; the second (column {}) has {}",
                name(column),
                column_letters(column),
                count(number, "figure")
            );
            Finding::new(&UNREAD_FIGURES, message).asking(action.clone()).at(place(column)).at_level(Level::Error)
        })
        .collect();
    findings.extend(rivals.into_iter().filter_map(|(column, number)| {
        let read = name(rival_of(sheet, table, column)?);
        Some(can_be_the_amount(table, [&name(column), &read], column, number).at(place(column)))
    }));
    if others.is_empty() {
        return findings;
    }
    let said = |are_unread: &'static str| match others.as_slice() {
        [(column, number)] => phrase!(
            "`{}` is {}; it (column {}) has {}",
            name(*column),
            are_unread,
            column_letters(*column),
            count(*number, "figure")
        ),
        _ => {
            let mut names: Vec<Phrase> = others
                .iter()
                .take(NAMED)
                .map(|(column, _)| phrase!("`{}` ({})", name(*column), column_letters(*column)))
                .collect();
            if others.len() > NAMED {
                names.push(count(others.len() - NAMED, "other"));
            }
            let figures = others.iter().map(|(_, number)| number).sum();
            phrase!(
                "{} with {} are {}: {}",
                count(others.len(), "column"),
                count(figures, "figure"),
                are_unread,
                listed(names)
            )
        }
    };
    let places = others.iter().map(|(column, _)| place(*column));
    let finding =
        Finding::new(&UNREAD_FIGURES, said("read by no column of the layout")).telling_partner(said("not used"));
    findings.push(places.fold(finding.asking(action), Finding::at));
    findings
}
