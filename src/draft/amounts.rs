//! Drafting: says what each column of figures is.

use super::across::{across_names, across_periods, time_of};
use super::cells::{CellLook, look};
use super::columns::{NamedColumn, Role, is_ledger};
use super::drafted::{AmountDraft, DraftAmounts, not_given};
use super::kinds::Kinds;
use super::known::Known;
use super::place::{self, unit};
use super::table::{SheetColumn, SheetTable};
use super::witness::total_word;
use super::words::{FiguresHeading, is_capital};
use crate::model::words::folded;
use crate::read::Row;

/// What a table's columns of figures are.
pub(super) fn amounts(table: &SheetTable<'_>, named: &[NamedColumn<'_>], file: &str, known: Known<'_>) -> DraftAmounts {
    let mut found = DraftAmounts::default();
    let said = place::said(table, file);
    let kinds = Kinds::of(table, named, file, said);
    let is_amount = |named: &&NamedColumn<'_>| matches!(named.role, Role::Amount(_));
    let mut seen = Vec::new();
    let mut is_first = |named: &&NamedColumn<'_>| {
        let heading = folded(&named.column.heading);
        let is_first = !heading.is_empty() && !seen.contains(&heading);
        seen.push(heading);
        is_first
    };
    let (heads, bare): (Vec<_>, Vec<_>) = named.iter().filter(is_amount).partition(|named| is_first(named));
    found.unnamed = bare.iter().map(|named| named.column.column_letters()).collect();
    let vat: Vec<&SheetColumn> =
        named.iter().filter(|named| named.role == Role::Vat).map(|named| named.column).collect();
    if is_ledger(named) {
        one_amount(table, (&heads, &vat), &kinds, &mut found);
        return found;
    }
    found.not_read.extend(vat.iter().map(|column| (column.heading.clone(), "it is tax")));
    let mut rest = across_periods(table, heads, &kinds, &mut found);
    if found.across.is_none() {
        rest = across_names(table, rest, named, (&kinds, known), &mut found);
    }
    let year = said.and_then(|said| said.year);
    let is_of_other_year = |named: &NamedColumn<'_>| {
        let own = time_of(named).and_then(|(time, _)| time.said.year);
        own.zip(year).is_some_and(|(own, year)| own != year)
    };
    if rest.iter().any(|named| !is_of_other_year(named)) {
        leave_out(&mut rest, &mut found, "its heading names another year than the sheet", is_of_other_year);
    }
    let columns: Vec<&SheetColumn> = rest.iter().map(|named| named.column).collect();
    let is_sum = |named: &NamedColumn<'_>| {
        !matches!(named.role, Role::Amount(Some(FiguresHeading::Kind(_))))
            && total_word(&named.column.heading).is_some()
            && is_sum_of_all(table, named.column, &columns)
    };
    leave_out(&mut rest, &mut found, "it is the sum of the columns beside it", is_sum);
    found.has_years = found.across == Some("year") && rest.is_empty();
    for named in &rest {
        found.headings.push(named.column.heading.clone());
        found.amounts.push(one_column(table, named, &kinds, &[]));
    }
    found.keep_whole_plans();
    found
}

/// Leaves columns out that pass a test, with the reason.
fn leave_out(
    rest: &mut Vec<&NamedColumn<'_>>,
    found: &mut DraftAmounts,
    why: &'static str,
    test: impl Fn(&NamedColumn<'_>) -> bool,
) {
    let out = rest.extract_if(.., |named| test(named));
    found.not_read.extend(out.map(|named| (named.column.heading.clone(), why)));
}

/// Whether a column is the sum of all others on every row, of at least two.
fn is_sum_of_all(table: &SheetTable<'_>, sum: &SheetColumn, all: &[&SheetColumn]) -> bool {
    let figure = |row: &Row<'_>, column: &SheetColumn| match row.cell(column.index).map(|cell| look(cell, &table.empty))
    {
        Some(CellLook::Figure(figure)) => Some(figure.value.pence()),
        _ => None,
    };
    let others = || all.iter().filter(|column| column.index != sum.index);
    let mut rows = 0;
    let right = |row: Row<'_>| {
        let Some(said) = figure(&row, sum) else { return true };
        rows += 1;
        let mut figures = others().filter_map(|column| figure(&row, column));
        figures.try_fold(0_i64, i64::checked_add) == Some(said)
    };
    table.body().take(500).all(right) && rows > 0 && others().count() >= 2
}

/// The one amount of a ledger of payments; what stands beside it would count the same money twice.
fn one_amount(
    table: &SheetTable<'_>,
    (heads, vat): (&[&NamedColumn<'_>], &[&SheetColumn]),
    kinds: &Kinds,
    found: &mut DraftAmounts,
) {
    let rank = |named: &NamedColumn<'_>| match named.role {
        Role::Amount(Some(FiguresHeading::Money(rank))) => rank,
        Role::Amount(Some(FiguresHeading::Kind("expenditure"))) => 4,
        Role::Amount(Some(_)) => 6,
        _ => 9,
    };
    let all: Vec<&SheetColumn> = heads.iter().map(|named| named.column).chain(vat.iter().copied()).collect();
    let sum = sum_of_two(table, &all);
    let chosen = match &sum {
        Some((sum, _)) => heads.iter().find(|named| named.column.index == *sum),
        None => heads.iter().min_by_key(|named| (rank(named), named.column.index)),
    };
    let Some(chosen) = chosen else { return };
    let parts = sum.map(|(_, parts)| parts).unwrap_or_default();
    found.headings.push(chosen.column.heading.clone());
    found.amounts.push(one_column(table, chosen, kinds, &parts));
    let beside = heads.iter().filter(|named| named.column.index != chosen.column.index);
    for named in beside.filter(|named| !parts.contains(&named.column.heading)) {
        let why = match named.role {
            Role::Amount(Some(_)) => "beside the amount it may count the same money twice",
            _ => "its heading is in no list",
        };
        found.not_read.push((named.column.heading.clone(), why));
    }
    let taxes = vat.iter().filter(|column| !parts.contains(&column.heading));
    found.not_read.extend(taxes.map(|column| (column.heading.clone(), "it is tax")));
}

/// A column that is the sum of two others on nearly every row, such as Gross = VAT + Net.
fn sum_of_two(table: &SheetTable<'_>, columns: &[&SheetColumn]) -> Option<(u32, Vec<String>)> {
    if columns.len() < 3 || columns.len() > 8 {
        return None;
    }
    let rows: Vec<Vec<Option<i64>>> = table
        .body()
        .take(500)
        .map(|row| {
            let figure = |column: &&SheetColumn| match look(row.cell(column.index)?, &table.empty) {
                CellLook::Figure(figure) => Some(figure.value.pence()),
                _ => None,
            };
            columns.iter().map(figure).collect()
        })
        .collect();
    for sum in 0..columns.len() {
        for one in (0..columns.len()).filter(|one| *one != sum) {
            for two in (one + 1..columns.len()).filter(|two| *two != sum) {
                let at = |row: &[Option<i64>], place: usize| row.get(place).copied().flatten();
                let full = rows.iter().filter_map(|row| Some((at(row, sum)?, at(row, one)?, at(row, two)?)));
                let checked: Vec<bool> =
                    full.clone().map(|(sum, one, two)| one.checked_add(two) == Some(sum)).collect();
                let tells = full.filter(|(_, one, two)| *one != 0 && *two != 0).count() >= 3;
                let right = checked.iter().filter(|right| **right).count();
                if tells && right * 20 >= checked.len() * 19 {
                    let mut parts: Vec<&&SheetColumn> =
                        [one, two].iter().filter_map(|place| columns.get(*place)).collect();
                    parts.sort_by_key(|column| column.index);
                    let parts = parts.iter().map(|column| column.heading.clone()).collect();
                    return columns.get(sum).map(|column| (column.index, parts));
                }
            }
        }
    }
    None
}

fn one_column(table: &SheetTable<'_>, named: &NamedColumn<'_>, kinds: &Kinds, parts: &[String]) -> AmountDraft {
    let column = named.column;
    let (kind, guess) = kinds.kind(named, None);
    let worked_out = table.header.column_labels.get(&column.index).filter(|label| label.contains('='));
    let worked_out = worked_out
        .map(|how| format!("worked out ({how}): keep it or the columns it is made of, so that nothing counts twice"));
    AmountDraft {
        kind: (kind, guess),
        header: Some((column.heading.clone(), worked_out)),
        across: None,
        unit: unit(table, &[&column.heading]),
        runs: kinds.runs(&column.heading, kind, None),
        capital: is_capital(&column.heading),
        not_given: not_given([column]),
        parts: parts.to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::columns::named_columns;
    use super::super::fixture::sheet;
    use super::super::table::SheetTable;
    use super::super::write::{TomlSection, TomlValue};
    use super::{DraftAmounts, Known, amounts};

    fn amounts_of(rows: &[&str]) -> DraftAmounts {
        let sheet = sheet("S", rows);
        let table = SheetTable::of(&sheet).unwrap();
        amounts(&table, &named_columns(&table, Known::default()), "", Known::default())
    }

    fn value<'s>(section: &'s TomlSection, key: &str) -> Option<&'s TomlValue> {
        section.lines.iter().find(|line| line.key == key).map(|line| &line.value)
    }

    fn text(text: &str) -> TomlValue {
        TomlValue::Text(text.to_owned())
    }

    #[test]
    fn a_ledger_has_one_amount_and_knows_its_parts() {
        let found = amounts_of(&[
            "Date of Payment | Gross | VAT | Net | Supplier Name",
            "2012-04-02 | 12 | 2 | 10 | A",
            "2012-04-02 | 24.6 | 4.1 | 20.5 | B",
            "2012-04-03 | 36 | 6 | 30 | C",
        ]);
        assert_eq!(found.sections().len(), 1);
        assert_eq!(value(&found.sections()[0], "header"), Some(&text("Gross")));
        assert_eq!(
            value(&found.sections()[0], "parts"),
            Some(&TomlValue::List(vec!["VAT".to_owned(), "Net".to_owned()]))
        );
        assert!(found.not_read.is_empty());
    }

    #[test]
    fn months_years_and_partners_stand_across() {
        let months =
            amounts_of(&["Scheme | Apr | May | Jun | Total", "Meals | 1.5 | 2 | .. | 3.5", "Day care | 2 | 3 | 4 | 9"]);
        assert_eq!((months.across, months.sections().len()), (Some("month"), 1));
        assert_eq!(months.columns_starting, ["Total"]);
        assert_eq!(value(&months.sections()[0], "not-given"), Some(&TomlValue::List(vec!["..".to_owned()])));
        let years = amounts_of(&["| 2004-05 | 2005..06", "Meals | 1.5 | 2", "Day care | 2 | 3"]);
        assert_eq!(years.across, Some("year"));
        let partners =
            amounts_of(&["Scheme | Health | Council | Total", "Meals | 1.5 | 2 | 3.5", "Day care | 2 | 3 | 5"]);
        assert_eq!(partners.across, Some("partner"));
        assert_eq!(partners.columns_starting, ["Total"]);
    }

    #[test]
    fn known_kinds_stay_apart() {
        let found = amounts_of(&[
            "Scheme | Annual budget | Actual to date | Forecast outturn",
            "Meals | 100 | 50 | 99",
            "Day care | 200 | 90 | 210",
        ]);
        let sections = found.sections();
        let kinds: Vec<_> = sections.iter().filter_map(|section| value(section, "kind")).collect();
        assert_eq!(kinds, [&text("budget"), &text("expenditure"), &text("forecast")]);
        assert_eq!(value(&found.sections()[1], "cumulative"), Some(&TomlValue::Yes));
        assert_eq!(value(&found.sections()[1], "line"), None);
    }
}
