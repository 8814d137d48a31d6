//! Drafting: which rows and sheets are totals, and what the texts beside the figures are for.

use super::cells::{CellLook, look};
use super::columns::{NamedColumn, Role};
use super::table::SheetTable;
use crate::model::words::folded;
use crate::normalise::meaning::total::{RowLabel, label};
use crate::read::Row;

/// How rows of totals begin.
const TOTALS: [&str; 6] = ["Grand total", "Sub-total", "Subtotal", "Total", "Overall", "All councils"];
/// Rows that add up councils, as a whole text.
const REGIONS: [&str; 9] = [
    "England",
    "Shire Counties",
    "Unitary Authorities",
    "Metropolitan Districts",
    "Inner London",
    "Outer London",
    "London Boroughs",
    "London",
    "Great Britain",
];

/// How the rows of totals of a table begin, as far as their labels alone do not say that they are totals; and a label that
/// may be a name instead.
pub(super) fn rows_starting(table: &SheetTable<'_>, named: &[NamedColumn<'_>]) -> (Vec<String>, Option<String>) {
    let never: Vec<u32> = columns(named, |role| matches!(role, Role::NotRead(_)));
    let amounts = columns(named, |role| matches!(role, Role::Amount(_)));
    let (mut found, mut or_name) = (Vec::new(), None);
    for row in table.body().filter(|row| has_figure(*row, &amounts, table)) {
        let texts = row.cells().filter(|cell| !never.contains(&cell.address.column));
        let texts = texts.filter_map(|cell| match look(cell, &table.empty) {
            CellLook::Words(text) if !matches!(label(text), Some(RowLabel::Total { .. })) => Some(text),
            _ => None,
        });
        for text in texts.take(2) {
            let said = folded(text);
            let total = TOTALS.iter().find(|start| begins(&said, &folded(start)));
            if total.is_some() {
                or_name = or_name.or_else(|| Some(text.to_owned()));
            }
            found.extend(total.or(REGIONS.iter().find(|region| folded(region) == said)).copied());
        }
    }
    let known = TOTALS.iter().chain(&REGIONS).filter(|start| found.contains(start));
    (known.map(|start| (*start).to_owned()).collect(), or_name)
}

/// The column of the codes that totals name, as in `TOTAL (LINES A1 to A3)`.
pub(super) fn codes(named: &[NamedColumn<'_>]) -> Option<String> {
    let names_lines = |text: &str| {
        let text = text.to_lowercase();
        text.contains("(line ") || text.contains("(lines ")
    };
    let has_names = named.iter().any(|named| named.column.said.keys().any(|text| names_lines(text)));
    let codes = named.iter().find(|named| named.role == Role::Code)?;
    has_names.then(|| codes.column.column_letters())
}

/// Whether texts of a column of lines come again under another row of headings.
pub(super) fn under_headings(table: &SheetTable<'_>, named: &[NamedColumn<'_>], line: u32) -> bool {
    let amounts = columns(named, |role| matches!(role, Role::Amount(_)));
    let mut seen = Vec::new();
    let (mut headings, mut again) = (0, false);
    for row in table.body() {
        let Some(CellLook::Words(text)) = row.cell(line).map(|cell| look(cell, &table.empty)) else { continue };
        if has_figure(row, &amounts, table) {
            let text = folded(text);
            again = again || seen.contains(&text);
            if seen.len() < 500 {
                seen.push(text);
            }
        } else {
            headings += 1;
        }
    }
    again && headings >= 2
}

/// What tells a heading or a name to be a total by its beginning: its first word, or all of it where only its end says so.
pub(super) fn total_word(name: &str) -> Option<String> {
    const STARTS: [&str; 7] = ["total", "grand total", "all councils", "all partners", "together", "combined", "both"];
    let said = folded(name);
    if said == "england" || STARTS.iter().any(|start| begins(&said, start)) {
        return name.split_whitespace().next().map(str::to_owned);
    }
    matches!(label(name), Some(RowLabel::Total { .. })).then(|| name.to_owned())
}

fn begins(folded: &str, start: &str) -> bool {
    folded.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

fn columns(named: &[NamedColumn<'_>], test: impl Fn(Role) -> bool) -> Vec<u32> {
    named.iter().filter(|named| test(named.role)).map(|named| named.column.index).collect()
}

fn has_figure(row: Row<'_>, amounts: &[u32], table: &SheetTable<'_>) -> bool {
    let is_figure =
        |column: &u32| row.cell(*column).is_some_and(|cell| matches!(look(cell, &table.empty), CellLook::Figure(_)));
    amounts.iter().any(is_figure)
}

#[cfg(test)]
mod tests {
    use super::super::columns::named_columns;
    use super::super::fixture::sheet;
    use super::super::known::Known;
    use super::super::table::SheetTable;
    use super::{codes, rows_starting, total_word, under_headings};

    #[test]
    fn totals_codes_and_headings_are_seen() {
        let rows = [
            "| Service | Cost | Income",
            "A: | STRATEGY",
            "A1 | Other | 1.5 | 2",
            "A2 | TOTAL STRATEGY (LINES A1 to A1) | 1.5 | 2",
            "B: | OLDER PEOPLE",
            "B1 | Other | 3 | 4",
            "B2 | Total older people (line B1) | 3 | 4",
        ];
        let sheet = sheet("S", &rows);
        let table = SheetTable::of(&sheet).unwrap();
        let named = named_columns(&table, Known::default());
        let (starting, or_name) = rows_starting(&table, &named);
        assert_eq!(starting, ["Total"]);
        assert_eq!(or_name.as_deref(), Some("TOTAL STRATEGY (LINES A1 to A1)"));
        assert_eq!(codes(&named).as_deref(), Some("A"));
        assert!(under_headings(&table, &named, 1));
        assert_eq!(total_word("TOTAL Inner London").as_deref(), Some("TOTAL"));
        assert_eq!(total_word("Pool total").as_deref(), Some("Pool total"));
        assert_eq!(total_word("Totnes"), None);
    }
}
