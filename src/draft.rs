//! Draft: writes a first layout for a sheet that no layout reads, with its guesses marked.

mod amounts;
mod calendar;
mod cells;
mod columns;
mod header;
mod place;
mod sources;
mod table;
mod witness;
mod words;
mod write;

use crate::job::layout::ReturnLayout;
use crate::model::shown::visible;
use crate::model::words::{folded, nearest};
use crate::normalise::layout_of;
use crate::read::{Sheet, Workbook};

use self::amounts::{DraftAmounts, amounts};
use self::columns::{NamedColumn, Role, named_columns};
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

/// A first layout for a sheet, as TOML: the sheet of a name, or the first visible one with a table that no layout reads.
///
/// # Errors
///
/// Why there is nothing to draft.
pub fn draft(book: &Workbook, wanted: Option<&str>, layouts: &[ReturnLayout]) -> Result<String, NoDraft> {
    let sheet = match wanted {
        Some(name) => named_sheet(book, name)?,
        None => first_sheet(book, layouts)?,
    };
    let no_table = || NoDraft::NotATable(visible(&sheet.name));
    let table = SheetTable::of(sheet).ok_or_else(no_table)?;
    let named = named_columns(&table);
    let amounts = amounts(&table, &named);
    if amounts.sections.is_empty() {
        return Err(no_table());
    }
    Ok(layout(book, &table, &named, amounts))
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

fn first_sheet<'b>(book: &'b Workbook, layouts: &[ReturnLayout]) -> Result<&'b Sheet, NoDraft> {
    let mut read = None;
    for sheet in book.sheets.iter().filter(|sheet| sheet.visible) {
        let Some(table) = SheetTable::of(sheet) else { continue };
        if amounts(&table, &named_columns(&table)).sections.is_empty() {
            continue;
        }
        match layout_of(book, sheet, layouts) {
            None => return Ok(sheet),
            Some(found) => {
                let all_read = NoDraft::AllRead { sheet: visible(&sheet.name), layout: found.name.clone() };
                read = read.or(Some(all_read));
            }
        }
    }
    Err(read.unwrap_or(NoDraft::NoTable))
}

fn layout(book: &Workbook, table: &SheetTable<'_>, named: &[NamedColumn<'_>], amounts: DraftAmounts) -> String {
    let alike = sources::alike(book, table);
    let mut columns = columns_section(table, named);
    columns.not_read.extend(amounts.not_read.iter().map(|(heading, why)| (heading.clone(), Some(*why))));
    let mut sections = vec![top(table, named, &amounts, &alike), columns.section];
    sections.extend(amounts.sections.iter().cloned());
    sections.extend(not_read_sections(columns.not_read));
    sections.push(fixed_section(book, table, named, &amounts, &alike));
    sections.push(witness_section(table, named, &amounts, &alike));
    let mut comment = vec![
        format!("A first layout for sheet `{}` of `{}`.", table.sheet.name, book.name),
        "Look at every line that says `guess`, then save it as templates/layouts/<name>.toml.".to_owned(),
    ];
    if !amounts.unnamed.is_empty() {
        let unnamed = amounts.unnamed.join(", ");
        comment
            .push(format!("Figures without a heading of their own, which no line below reads, stand in: {unnamed}."));
    }
    written(&comment, &sections)
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
    let is_fit = |heading: &&String| !heading.is_empty() && heading.chars().count() <= 80;
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
    for (heading, why) in columns.into_iter().filter(|(heading, _)| !heading.is_empty()) {
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
    let lists = [
        ("rows-starting", witness::rows_starting(table, named)),
        ("columns-starting", amounts.columns_starting.clone()),
        ("sheets-starting", alike.totals.clone()),
    ];
    let filled = lists.into_iter().filter(|(_, starts)| !starts.is_empty());
    let mut lines: Vec<TomlLine> = filled.map(|(key, starts)| TomlLine::stated(key, TomlValue::List(starts))).collect();
    lines.extend(witness::codes(named).map(|column| TomlLine::stated("codes", TomlValue::Text(column))));
    TomlSection { heading: "[witness]", lines }
}

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;
