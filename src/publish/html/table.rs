//! Tables: a caption, headings with their scope, rows headed by their first cell, and the notes that belong to them.

use maud::{Markup, html};

use super::bar;
use super::lines::FigureRows;
use super::names::ElementNames;
use crate::present::pack::{Cell, Column, Holds, ONE_PAGE, Row, Table, Value};

/// From how many rows on it is worth sorting them.
const WORTH_SORTING: usize = 4;
/// The longest figure with words that always stands on one line.
const UNWRAPPED: usize = 14;
/// The longest text without a space that a column makes room for.
const UNBROKEN: usize = 24;

/// A table in a region that scrolls where the page is narrower.
pub(super) fn table(table: &Table, names: &mut ElementNames) -> Markup {
    let id = names.id("table", &table.name);
    let caption = format!("{id}-caption");
    let label = names.label(&caption);
    let notes = (!table.notes.is_empty()).then(|| format!("{id}-notes"));
    let headed = table.columns.iter().any(|column| !column.heading.trim().is_empty());
    let stacked = is_stacked(table);
    let totals = table.rows.iter().rev().take_while(|row| row.total).count();
    let (rows, totals) = table.rows.split_at(table.rows.len() - totals);
    let glance = table.name == ONE_PAGE;
    let kinds =
        [(is_facts(table), "facts"), (stacked, "stack"), (glance, "glance"), (is_sortable(table, rows), "sortable")];
    let kinds: Vec<&str> = kinds.into_iter().filter_map(|(is_one, kind)| is_one.then_some(kind)).collect();
    let classes = (!kinds.is_empty()).then(|| kinds.join(" "));
    let inner = html! {
        table id=(id) class=[classes] aria-describedby=[notes.as_deref()] {
            caption id=(caption) { (table.caption) }
            @if headed {
                thead { tr { @for column in &table.columns { (heading(column)) } } }
            }
            (body(rows, table, stacked, names))
            @if !totals.is_empty() { (body(totals, table, stacked, names)) }
        }
    };
    html! {
        div.scroll role="region" aria-labelledby=(label) tabindex="0" { (inner) }
        @if let Some(notes) = notes {
            div.notes id=(notes) { @for note in &table.notes { p { (note) } } }
        }
        "\n"
    }
}

/// Two columns of words need no scrolling at any width; more than two are cards where the page is narrow, and so are the lines
/// to which figures lead: who follows a figure wants to see its cells. So are the agreements on the one page: nothing of them
/// should be out of sight.
fn is_stacked(table: &Table) -> bool {
    let are_words = table.columns.iter().all(|column| column.holds == Holds::Words);
    table.holds_lines() || table.name == ONE_PAGE || table.columns.len() > 2 && are_words
}

fn is_facts(table: &Table) -> bool {
    table.columns.len() == 2 && table.columns.iter().all(|column| column.holds == Holds::Words)
}

/// Rows are sorted where there are enough of them and none hangs on its neighbours, as a subtotal or a series break does.
fn is_sortable(table: &Table, rows: &[Row]) -> bool {
    let hangs = |row: &Row| {
        let (first, others) = row.cells.split_first().map_or((None, &[][..]), |(first, others)| (Some(first), others));
        let bare = |cell: &Cell| matches!(cell.text.trim(), "" | "–");
        let figures = table.columns.iter().zip(&row.cells).filter(|(column, _)| column.holds == Holds::Figures);
        row.total || first.is_none() || others.iter().all(bare) || {
            let mut figures = figures.peekable();
            figures.peek().is_some() && figures.all(|(_, cell)| bare(cell))
        }
    };
    rows.len() >= WORTH_SORTING
        && table.columns.iter().all(|column| !column.heading.trim().is_empty())
        && !is_facts(table)
        && !rows.iter().any(hangs)
}

fn heading(column: &Column) -> Markup {
    let class = class(column);
    html! {
        @if column.heading.trim().is_empty() { td class=(class) {} }
        @else { th scope="col" class=(class) { (column.heading) } }
    }
}

fn class(column: &Column) -> &'static str {
    match (column.holds, column.weight) {
        (Holds::Figures, _) => "n",
        (Holds::Words, 0 | 1) => "a1",
        (Holds::Words, 2) => "a2",
        (Holds::Words, _) => "a3",
    }
}

fn body(rows: &[Row], table: &Table, stacked: bool, names: &ElementNames) -> Markup {
    // Where figures lead, rows have names; everywhere else one figure of a row leads there, and stands for the others.
    let is_target = table.holds_lines();
    let lines = is_target.then_some(&names.lines);
    let leads = |cell: &Cell| !is_target && cell.figure.is_some_and(|figure| names.lines.lead_from(figure));
    html! {
        tbody {
            @for row in rows {
                tr id=[lines.and_then(|lines| lines.name(row))] class=[row.total.then_some("total")] {
                    @let link = row.cells.iter().position(leads);
                    @for (place, (cell, column)) in row.cells.iter().zip(&table.columns).enumerate() {
                        @let links = (link == Some(place)).then_some(&names.lines);
                        (one(cell, column, place == 0, stacked && !is_target, links))
                    }
                }
            }
        }
    }
}

fn one(cell: &Cell, column: &Column, first: bool, labelled: bool, links: Option<&FigureRows>) -> Markup {
    let text = match cell.figure.zip(links) {
        Some((figure, links)) => links.linked(figure, &cell.text),
        None => breakable(&cell.text),
    };
    let is_none = cell.value == Value::Words
        && !cell.text.starts_with(|character: char| character.is_ascii_digit() || "£−".contains(character));
    let class = match column.holds {
        Holds::Figures if is_long_figure(&cell.text) => Some("n wrap"),
        Holds::Figures if is_none => Some("n none"),
        Holds::Figures => Some("n"),
        Holds::Words if is_long(&cell.text) => Some("long"),
        Holds::Words if first && column.weight > 2 => Some("say"),
        Holds::Words => None,
    };
    let heading = Some(column.heading.as_str()).filter(|heading| labelled && !first && !heading.trim().is_empty());
    html! {
        @if first && !cell.text.trim().is_empty() {
            th scope="row" class=[class] { (text) }
        } @else {
            td class=[class] data-h=[heading] { (text) @if let Some(bar) = cell.bar.and_then(bar::bar) { (bar) } }
        }
    }
}

/// Whether a figure has words beside it for which a column need not make room on one line.
fn is_long_figure(text: &str) -> bool {
    text.contains(' ') && text.chars().count() > UNWRAPPED
}

fn is_long(text: &str) -> bool {
    text.split_whitespace().any(|word| word.len() > UNBROKEN)
}

/// Words, in which paths and cells may break where a reader would break them.
fn breakable(text: &str) -> Markup {
    if !is_long(text) {
        return html! { (text) };
    }
    html! {
        @for part in text.split_inclusive('/') {
            @match part.split_once('[') {
                Some((file, sheet)) => { (file) wbr; "[" (sheet) },
                None => (part),
            }
            @if part.ends_with('/') { wbr; }
        }
    }
}
