//! Draft: writes a first layout for a sheet that no layout reads, with its guesses marked.

mod across;
mod amounts;
mod calendar;
mod cells;
mod columns;
mod doubts;
mod drafted;
mod header;
mod kinds;
mod known;
mod place;
mod sources;
mod table;
mod witness;
mod words;
mod write;

use crate::job::layout::{ReturnLayout, of_text};
use crate::model::shown::visible;
use crate::model::words::{folded, nearest};
use crate::normalise::layout_of;
use crate::read::{Sheet, Workbook};

use self::amounts::amounts;
use self::columns::{NamedColumn, Role, is_ledger, named_columns};
use self::drafted::DraftAmounts;
pub use self::known::Known;
use self::sources::{columns_section, fixed_section};
use self::table::SheetTable;
use self::write::{TomlLine, TomlSection, TomlValue, written};

/// How many headings a draft recognises a sheet by.
const RECOGNISED_BY: usize = 4;
/// Headings that so many ledgers have that they tell none from another, folded.
const COMMON: [&str; 12] = [
    "supplier name",
    "supplier",
    "supplier id",
    "transaction number",
    "invoice number",
    "payment date",
    "paid date",
    "date",
    "amount",
    "directorate",
    "service",
    "total",
];

/// What to check of lines that are guessed, by their keys.
const CHECKS: [(&str, &str); 19] = [
    ("kind", "are the amounts what they are called: a budget, spending, a forecast, a contribution?"),
    ("unit", "do the figures count pounds, thousands or millions?"),
    ("period", "for which period is the sheet, and will the next one say it in the same place?"),
    ("whole-year", "are these amounts for the whole year?"),
    ("cumulative", "do these amounts run from the start of the year, or are they those of the month or quarter alone?"),
    ("across", "do the headings differ in nothing else?"),
    ("header", "is a column worked out from others that are read too?"),
    ("line", "is it what the money is for?"),
    ("agreement", "which of the columns names the agreement?"),
    ("partner", "whose money is it?"),
    ("class", "is it revenue or capital?"),
    ("rows-starting", "are all rows that begin so totals?"),
    ("parts", "is the amount the sum of these?"),
    ("not-given", "do these texts mean that there is no figure?"),
    ("[not-read", "is any of these columns money, or a name that is needed?"),
    ("empty", "does this text mean an empty cell?"),
    ("titled", "do these words tell the sheet from its neighbours?"),
    ("transactions", "is each row a single payment?"),
    ("recognise", "do these headings tell the sheet from every other form?"),
];

/// Why there is nothing to draft.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoDraft {
    /// The workbook has no sheet of the name that was asked for.
    #[error("there is no sheet `{name}`; {help}")]
    NoSheet {
        /// The name.
        name: String,
        /// The nearest name, or all of them.
        help: String,
    },
    /// No headings stand over figures.
    #[error(
        "no visible sheet has a table of figures under headings; choose a hidden one with `--sheet`, if there is one"
    )]
    NoTable,
    /// The sheet that was asked for has no headings over figures.
    #[error("sheet `{0}` has no table of figures under headings")]
    NotATable(String),
    /// Every sheet with a table is read by a layout.
    #[error(
        "layout `{layout}` reads sheet `{sheet}` already; choose one with `--sheet` to draft a layout all the same"
    )]
    AllRead {
        /// The first sheet with a table.
        sheet: String,
        /// The layout.
        layout: String,
    },
}

/// A first layout for a sheet, as TOML: the sheet of a name, or the first visible one with a table that no layout reads. What
/// the register of an area knows of names is used where it is given.
///
/// # Errors
///
/// Why there is nothing to draft.
pub fn draft(
    book: &Workbook,
    wanted: Option<&str>,
    layouts: &[ReturnLayout],
    known: Known<'_>,
) -> Result<String, NoDraft> {
    let table = match wanted {
        Some(name) => {
            let sheet = named_sheet(book, name)?;
            let table = SheetTable::of(sheet).or_else(|| SheetTable::of_one_row(sheet));
            table.ok_or_else(|| NoDraft::NotATable(visible(&sheet.name)))?
        }
        None => first_table(book, layouts, known)?,
    };
    let named = named_columns(&table, known);
    let amounts = amounts(&table, &named, sources::stem(&book.name), known);
    if amounts.amounts.is_empty() {
        return Err(NoDraft::NotATable(visible(&table.sheet.name)));
    }
    Ok(layout(book, &table, &named, &amounts, known))
}

fn named_sheet<'b>(book: &'b Workbook, name: &str) -> Result<&'b Sheet, NoDraft> {
    book.sheets.iter().find(|sheet| *sheet.name == *name).ok_or_else(|| {
        let names: Vec<&str> = book.sheets.iter().map(|sheet| &*sheet.name).collect();
        let near = nearest(name, names.iter().copied());
        let help =
            near.map_or_else(|| format!("sheets: {}", names.join(", ")), |near| format!("did you mean `{near}`?"));
        NoDraft::NoSheet { name: visible(name), help: visible(&help) }
    })
}

fn first_table<'b>(book: &'b Workbook, layouts: &[ReturnLayout], known: Known<'_>) -> Result<SheetTable<'b>, NoDraft> {
    let mut read = None;
    let visible_sheets = || book.sheets.iter().filter(|sheet| sheet.visible);
    let mut tables: Vec<SheetTable<'b>> = visible_sheets().filter_map(SheetTable::of).collect();
    if tables.is_empty() {
        tables = visible_sheets().filter_map(SheetTable::of_one_row).collect();
    }
    for table in tables {
        let sheet = table.sheet;
        if amounts(&table, &named_columns(&table, known), sources::stem(&book.name), known).amounts.is_empty() {
            continue;
        }
        match layout_of(book, sheet, layouts) {
            None => return Ok(table),
            Some(found) => {
                let all_read = NoDraft::AllRead { sheet: visible(&sheet.name), layout: found.name.clone() };
                read = read.or(Some(all_read));
            }
        }
    }
    Err(read.unwrap_or(NoDraft::NoTable))
}

fn layout(
    book: &Workbook,
    table: &SheetTable<'_>,
    named: &[NamedColumn<'_>],
    amounts: &DraftAmounts,
    known: Known<'_>,
) -> String {
    let alike = sources::alike(book, table);
    let mut columns = columns_section(table, named);
    columns.not_read.extend(amounts.not_read.iter().map(|(heading, why)| (heading.clone(), Some(*why))));
    let mut sections = vec![top(table, named, amounts, &alike), columns.section];
    sections.extend(amounts.sections());
    sections.extend(not_read_sections(columns.not_read));
    sections.push(fixed_section(book, table, named, amounts, (&alike, known)));
    sections.push(witness_section(table, named, amounts, &alike));
    let mut comment = vec![format!("A first layout for sheet `{}` of `{}`.", table.sheet.name, book.name)];
    let last = comment.len();
    comment.extend(to_check(&sections));
    if !amounts.unnamed.is_empty() {
        let unnamed = amounts.unnamed.join(", ");
        comment.push(format!("- figures without a heading of their own, which no line below reads: columns {unnamed}"));
    }
    let text = written(&comment, &sections);
    match trouble(book, table, &text) {
        Some(trouble) => {
            comment.insert(last, trouble);
            written(&comment, &sections)
        }
        None => text,
    }
}

/// Why a draft does not yet read the sheet that it was made of.
fn trouble(book: &Workbook, table: &SheetTable<'_>, text: &str) -> Option<String> {
    match of_text("draft", text) {
        Err(refused) => {
            let why = refused.to_string();
            let why = why.lines().next().unwrap_or_default().trim_start_matches("error: ");
            Some(format!("IT DOES NOT LOAD AS IT STANDS: {why}. Correct that first."))
        }
        Ok(layout) if table.sheet.visible && layout_of(book, table.sheet, std::slice::from_ref(&layout)).is_none() => {
            Some(
                "IT DOES NOT MATCH ITS OWN SHEET AS IT STANDS: take other headings under `recognise` first.".to_owned(),
            )
        }
        Ok(_) => None,
    }
}

/// What the reader has to check, in plain words and in the order of what goes wrong worst.
fn to_check(sections: &[TomlSection]) -> Vec<String> {
    let guessed = |key: &str| {
        let lines = sections.iter().flat_map(|section| section.lines.iter().map(move |line| (section.heading, line)));
        lines.filter(|(heading, line)| line.guess.is_some() && is_of(key, heading, line.key)).count()
    };
    let mut list = vec![
        "Check these lines, each marked `to check` below, then save it as templates/layouts/<name>.toml:".to_owned(),
    ];
    let found = CHECKS.iter().filter(|(key, _)| guessed(key) > 0);
    list.extend(found.map(|(key, question)| format!("- {}: {question}", key.trim_start_matches('['))));
    list
}

/// Whether a line is meant by a key of the list of checks, which may name a section instead.
fn is_of(check: &str, section: &str, key: &str) -> bool {
    if section == "[[not-read]]" { check == "[not-read" } else { check == key }
}

/// What stands at the top: the title, and how the sheet is recognised.
fn top(
    table: &SheetTable<'_>,
    named: &[NamedColumn<'_>],
    amounts: &DraftAmounts,
    alike: &sources::Alike<'_>,
) -> TomlSection {
    let above = table.above();
    let title = above.iter().map(|(_, text)| text.trim()).find(|text| text.contains(char::is_alphabetic));
    let title = title.unwrap_or(&table.sheet.name).split_whitespace().collect::<Vec<_>>().join(" ");
    let title: String = title.chars().take(100).collect();
    let words = recognised_by(table, named, amounts);
    let mut lines = vec![
        TomlLine::with("title", TomlValue::Text(title), Some("say in your own words what the sheet is".to_owned())),
        TomlLine::with(
            "recognise",
            TomlValue::List(words),
            Some("the longest headings; take those that no other form has".to_owned()),
        ),
    ];
    if columns::are_payments(named) {
        let why = "each row has a day and a payee; ledgers in several files are then compared row by row and add up";
        lines.push(TomlLine::with("transactions", TomlValue::Yes, Some(why.to_owned())));
    }
    if table.header.height() > 1 {
        lines.push(TomlLine::stated("header-rows", TomlValue::Count(table.header.height())));
    }
    if let Some(words) = &alike.title {
        let why = "other sheets with the same headings have another title".to_owned();
        lines.push(TomlLine::with("titled", TomlValue::List(vec![words.clone()]), Some(why)));
    }
    if !table.empty.is_empty() {
        let why = "it stands all over the sheet, among names too".to_owned();
        lines.push(TomlLine::with("empty", TomlValue::List(table.empty.clone()), Some(why)));
    }
    if let Some(start) = &table.header.labelled {
        lines.push(TomlLine::stated("furniture", TomlValue::List(vec![start.clone()])));
    }
    TomlSection { heading: "", lines }
}

/// The headings that tell the sheet from others: the longest, and one of an amount among them.
fn recognised_by(table: &SheetTable<'_>, named: &[NamedColumn<'_>], amounts: &DraftAmounts) -> Vec<String> {
    let in_every_ledger = |heading: &str| COMMON.contains(&folded(heading).as_str());
    let is_fit = |heading: &&String| !folded(heading).is_empty() && heading.chars().count() <= 80;
    let in_rows: Vec<&String> = named
        .iter()
        .filter(|named| !matches!(named.role, Role::Amount(_) | Role::NoMoney(_) | Role::Blank))
        .map(|named| &named.column.heading)
        .filter(is_fit)
        .collect();
    // Next year's sheet has other months and years in its headings.
    let is_dated = matches!(amounts.across, Some("year" | "month" | "quarter")) && in_rows.len() >= 2;
    let of_amounts: Vec<&String> = amounts.headings.iter().filter(is_fit).filter(|_| !is_dated).collect();
    let mut longest: Vec<&String> = in_rows.into_iter().chain(of_amounts.iter().copied()).collect();
    longest.sort_by_key(|heading| (in_every_ledger(heading), std::cmp::Reverse(heading.chars().count())));
    let mut chosen: Vec<&String> = of_amounts.into_iter().take(1).collect();
    for heading in longest {
        if chosen.len() < RECOGNISED_BY && !chosen.contains(&heading) {
            chosen.push(heading);
        }
    }
    let order = |heading: &String| table.columns.iter().position(|column| column.heading == *heading);
    let mut words: Vec<String> = chosen.into_iter().cloned().collect();
    words.sort_by_key(order);
    words
}

/// A section for all columns that are known and never read, and one for each reason to guess so.
fn not_read_sections(columns: Vec<(String, Option<&'static str>)>) -> Vec<TomlSection> {
    let mut reasons: Vec<(Option<&'static str>, Vec<String>)> = Vec::new();
    for (heading, why) in columns.into_iter().filter(|(heading, _)| !folded(heading).is_empty()) {
        match reasons.iter_mut().find(|(known, _)| *known == why) {
            Some((_, headings)) if headings.contains(&heading) => {}
            Some((_, headings)) => headings.push(heading),
            None => reasons.push((why, vec![heading])),
        }
    }
    reasons.sort_by_key(|(why, _)| why.is_some());
    let section = |(why, headings): (Option<&'static str>, Vec<String>)| TomlSection {
        heading: "[[not-read]]",
        lines: vec![TomlLine::with("header", TomlValue::List(headings), why.map(str::to_owned))],
    };
    reasons.into_iter().map(section).collect()
}

fn witness_section(
    table: &SheetTable<'_>,
    named: &[NamedColumn<'_>],
    amounts: &DraftAmounts,
    alike: &sources::Alike<'_>,
) -> TomlSection {
    // A payment is a total only where its label alone says so.
    let (rows, or_name) = if is_ledger(named) { Default::default() } else { witness::rows_starting(table, named) };
    let is_total = or_name.map(|text| format!("is `{text}` a total, and no name?"));
    let lists = [
        ("rows-starting", rows, is_total),
        ("columns-starting", amounts.columns_starting.clone(), None),
        ("sheets-starting", alike.totals.clone(), None),
    ];
    let filled = lists.into_iter().filter(|(_, starts, _)| !starts.is_empty());
    let mut lines: Vec<TomlLine> =
        filled.map(|(key, starts, guess)| TomlLine::with(key, TomlValue::List(starts), guess)).collect();
    lines.extend(witness::codes(named).map(|column| TomlLine::stated("codes", TomlValue::Text(column))));
    TomlSection { heading: "[witness]", lines }
}

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;
