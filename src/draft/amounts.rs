//! Drafting: says what each column of figures is, and joins columns that differ in a month, a partner or the like.

use std::collections::BTreeMap;

use super::calendar::{TimeHeading, part_in};
use super::cells::{CellLook, look};
use super::columns::{NamedColumn, Role, is_ledger};
use super::place::unit;
use super::table::{SheetColumn, SheetTable};
use super::witness::total_word;
use super::words::{FiguresHeading, is_body, is_cumulative, of_figures};
use super::write::{TomlLine, TomlSection, TomlValue};
use crate::model::words::folded;

/// From how many columns on, headings that nothing else explains are taken for lines of the councils in the rows.
const MANY: usize = 6;

/// What a draft says of the columns of figures.
#[derive(Debug, Default)]
pub(super) struct DraftAmounts {
    /// The sections `[[amounts]]`.
    pub sections: Vec<TomlSection>,
    /// What the columns differ in, where they are joined.
    pub across: Option<&'static str>,
    /// How the headings of columns of totals begin.
    pub columns_starting: Vec<String>,
    /// Columns that are not read, and why.
    pub not_read: Vec<(String, &'static str)>,
    /// Headings that tell the sheet from others.
    pub headings: Vec<String>,
    /// Columns of figures that a layout cannot name, because they have no heading, or one that an earlier column has.
    pub unnamed: Vec<String>,
    /// Whether every amount has its year in its heading.
    pub has_years: bool,
}

/// What a table's columns of figures are.
pub(super) fn amounts(table: &SheetTable<'_>, named: &[NamedColumn<'_>]) -> DraftAmounts {
    let mut found = DraftAmounts::default();
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
        one_amount(table, &heads, &vat, &mut found);
        return found;
    }
    found.not_read.extend(vat.iter().map(|column| (column.heading.clone(), "it is tax")));
    let mut rest = across_periods(table, heads, &mut found);
    if found.across.is_none() {
        rest = across_names(table, rest, named, &mut found);
    }
    found.has_years = found.across == Some("year") && rest.is_empty();
    let kinds: Vec<&str> = rest.iter().map(|named| kind(table, named).0).collect();
    for named in &rest {
        let is_alone = kinds.iter().filter(|other| **other == kind(table, named).0).count() == 1;
        let line = (!is_alone).then(|| named.column.heading.clone());
        found.headings.push(named.column.heading.clone());
        found.sections.push(section(table, named, line, &[]));
    }
    found
}

/// The one amount of a ledger of payments; what stands beside it would count the same money twice.
fn one_amount(table: &SheetTable<'_>, heads: &[&NamedColumn<'_>], vat: &[&SheetColumn], found: &mut DraftAmounts) {
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
    found.sections.push(section(table, chosen, None, &parts));
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

/// Joins columns whose headings differ in nothing but a month, a quarter or a year; gives back the others.
fn across_periods<'n, 't>(
    table: &SheetTable<'_>,
    heads: Vec<&'n NamedColumn<'t>>,
    found: &mut DraftAmounts,
) -> Vec<&'n NamedColumn<'t>> {
    let mut groups: BTreeMap<(TimeHeading, String), Vec<&NamedColumn<'_>>> = BTreeMap::new();
    let period_of = |named: &NamedColumn<'_>| {
        let texts = &named.column.texts;
        texts.iter().enumerate().find_map(|(place, text)| {
            let (part, beside) = part_in(text)?;
            let others = texts.iter().enumerate().filter(|(at, _)| *at != place).map(|(_, text)| text.as_str());
            let words: Vec<&str> = others.chain([beside.as_str()]).filter(|text| !text.is_empty()).collect();
            Some((part, words.join(" ")))
        })
    };
    for named in &heads {
        if let Some(key) = period_of(named) {
            groups.entry(key).or_default().push(named);
        }
    }
    let largest = groups.iter().filter(|(_, columns)| columns.len() >= 2).max_by_key(|(_, columns)| columns.len());
    let Some((first, _)) = largest.map(|(key, _)| key.clone()) else { return heads };
    groups.retain(|(part, _), _| *part == first);
    // A few headings with a year among many others are no row of years.
    if groups.values().map(Vec::len).sum::<usize>() * 2 < heads.len() {
        return heads;
    }
    let mut joined = Vec::new();
    let several = groups.len() > 1;
    for ((part, beside), columns) in &groups {
        joined.extend(columns.iter().map(|named| named.column.index));
        let across = match part {
            TimeHeading::Month => "month",
            TimeHeading::Quarter => "quarter",
            TimeHeading::Year => "year",
        };
        found.across = Some(across);
        let header = (!beside.is_empty()).then(|| beside.clone());
        found.sections.push(joined_section(table, columns, across, header, several));
        found.headings.extend(columns.iter().take(3).map(|named| named.column.heading.clone()));
    }
    without(heads, &joined, found)
}

/// Joins columns whose headings are names of partners, or of lines where the rows are partners; gives back the others.
fn across_names<'n, 't>(
    table: &SheetTable<'_>,
    heads: Vec<&'n NamedColumn<'t>>,
    named: &[NamedColumn<'_>],
    found: &mut DraftAmounts,
) -> Vec<&'n NamedColumn<'t>> {
    let rows_are_partners = named.iter().any(|named| named.role == Role::Partner);
    let is_known = |named: &&&NamedColumn<'_>| matches!(named.role, Role::Amount(Some(FiguresHeading::Kind(_))));
    let bodies = heads.iter().filter(|named| is_body(&named.column.heading)).count();
    let enough = if heads.len() < 8 { bodies * 2 >= heads.len() } else { bodies * 4 >= heads.len() };
    let known = heads.iter().filter(is_known).count();
    let across = if !rows_are_partners && bodies >= 2 && enough {
        "partner"
    } else if rows_are_partners && heads.len() >= MANY && known * 2 <= heads.len() {
        "line"
    } else {
        return heads;
    };
    found.across = Some(across);
    found.sections.push(joined_section(table, &heads, across, None, false));
    found.headings.extend(heads.iter().take(4).map(|named| named.column.heading.clone()));
    let all: Vec<u32> = heads.iter().map(|named| named.column.index).collect();
    let totals = heads.iter().filter_map(|named| total_word(&named.column.heading));
    for word in totals {
        if !found.columns_starting.iter().any(|known| folded(known) == folded(&word)) {
            found.columns_starting.push(word);
        }
    }
    without(heads, &all, found)
}

/// The columns that are not joined; totals among them are witnesses of the others.
fn without<'n, 't>(
    heads: Vec<&'n NamedColumn<'t>>,
    joined: &[u32],
    found: &mut DraftAmounts,
) -> Vec<&'n NamedColumn<'t>> {
    let rest = heads.into_iter().filter(|named| !joined.contains(&named.column.index));
    let (totals, rest): (Vec<_>, Vec<_>) = rest.partition(|named| total_word(&named.column.heading).is_some());
    for word in totals.iter().filter_map(|named| total_word(&named.column.heading)) {
        if !found.columns_starting.iter().any(|known| folded(known) == folded(&word)) {
            found.columns_starting.push(word);
        }
    }
    rest
}

fn joined_section(
    table: &SheetTable<'_>,
    columns: &[&NamedColumn<'_>],
    across: &'static str,
    header: Option<String>,
    several: bool,
) -> TomlSection {
    let first = columns.first();
    let (kind, guess) = first.map_or(("expenditure", None), |named| kind(table, named));
    let mut lines = vec![TomlLine::with("kind", TomlValue::Text(kind.to_owned()), guess)];
    lines.extend(header.clone().map(|header| TomlLine::stated("header", TomlValue::Text(header))));
    let why = format!("the headings of {} columns differ in it", columns.len());
    lines.push(TomlLine::with("across", TomlValue::Text(across.to_owned()), Some(why)));
    let headings: Vec<&str> = columns.iter().map(|named| named.column.heading.as_str()).collect();
    lines.push(unit(table, &headings));
    lines.extend(not_given(columns.iter().map(|named| named.column)));
    if let Some(header) = header.filter(|_| several) {
        lines.push(TomlLine::with(
            "line",
            TomlValue::Text(header),
            Some("it keeps columns of one kind apart".to_owned()),
        ));
    }
    TomlSection { heading: "[[amounts]]", lines }
}

fn section(table: &SheetTable<'_>, named: &NamedColumn<'_>, line: Option<String>, parts: &[String]) -> TomlSection {
    let column = named.column;
    let (kind, guess) = kind(table, named);
    let worked_out = table.header.column_labels.get(&column.index).filter(|label| label.contains('='));
    let worked_out = worked_out
        .map(|how| format!("worked out ({how}): keep it or the columns it is made of, so that nothing counts twice"));
    let mut lines = vec![
        TomlLine::with("kind", TomlValue::Text(kind.to_owned()), guess),
        TomlLine::with("header", TomlValue::Text(column.heading.clone()), worked_out),
        unit(table, &[&column.heading]),
    ];
    lines.extend(not_given([column]));
    if is_cumulative(&column.heading) {
        lines.push(TomlLine::stated("cumulative", TomlValue::Yes));
    }
    if !parts.is_empty() {
        let why = "it is the sum of these columns on nearly every row".to_owned();
        lines.push(TomlLine::with("parts", TomlValue::List(parts.to_vec()), Some(why)));
    }
    lines.extend(line.map(|line| {
        TomlLine::with("line", TomlValue::Text(line), Some("it keeps columns of one kind apart".to_owned()))
    }));
    TomlSection { heading: "[[amounts]]", lines }
}

fn kind(table: &SheetTable<'_>, named: &NamedColumn<'_>) -> (&'static str, Option<String>) {
    let title = table.above().into_iter().find_map(|(_, title)| match of_figures(&title) {
        Some(FiguresHeading::Kind(kind)) => Some(kind),
        _ => None,
    });
    match (named.role, named.guess) {
        (_, Some(guess)) => ("expenditure", Some(guess.to_owned())),
        (Role::Amount(Some(FiguresHeading::Kind(kind))), None) => (kind, None),
        (Role::Amount(Some(_)), None) => {
            ("expenditure", Some("its heading says that it is money, and not of which kind".to_owned()))
        }
        _ => match title {
            Some(kind) => (kind, Some("a title above the table says so".to_owned())),
            None => ("expenditure", Some("its heading does not say what the figures are".to_owned())),
        },
    }
}

/// Texts among the figures that mean that there is none: marks, and short texts that come again.
fn not_given<'c>(columns: impl IntoIterator<Item = &'c SheetColumn>) -> Option<TomlLine> {
    let mut said: BTreeMap<&str, usize> = BTreeMap::new();
    for column in columns {
        for (text, count) in &column.said {
            *said.entry(text).or_default() += count;
        }
    }
    let is_mark = |text: &str, count: usize| {
        let is_short = text.chars().count() <= 24 && !text.contains(|character: char| character.is_ascii_digit());
        let is_zero = matches!(folded(text).as_str(), "nil" | "zero" | "none");
        super::cells::is_mark(text) || (is_short && !is_zero && count >= 3)
    };
    let marks: Vec<String> = said
        .into_iter()
        .filter(|(text, count)| is_mark(text, *count))
        .map(|(text, _)| text.to_owned())
        .take(20)
        .collect();
    (!marks.is_empty()).then(|| {
        let why = "these texts stand among the figures".to_owned();
        TomlLine::with("not-given", TomlValue::List(marks), Some(why))
    })
}

#[cfg(test)]
mod tests {
    use super::super::columns::named_columns;
    use super::super::fixture::sheet;
    use super::super::table::SheetTable;
    use super::super::write::{TomlSection, TomlValue};
    use super::{DraftAmounts, amounts};

    fn amounts_of(rows: &[&str]) -> DraftAmounts {
        let sheet = sheet("S", rows);
        let table = SheetTable::of(&sheet).unwrap();
        amounts(&table, &named_columns(&table))
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
        assert_eq!(found.sections.len(), 1);
        assert_eq!(value(&found.sections[0], "header"), Some(&text("Gross")));
        assert_eq!(
            value(&found.sections[0], "parts"),
            Some(&TomlValue::List(vec!["VAT".to_owned(), "Net".to_owned()]))
        );
        assert!(found.not_read.is_empty());
    }

    #[test]
    fn months_years_and_partners_stand_across() {
        let months =
            amounts_of(&["Scheme | Apr | May | Jun | Total", "Meals | 1.5 | 2 | .. | 3.5", "Day care | 2 | 3 | 4 | 9"]);
        assert_eq!((months.across, months.sections.len()), (Some("month"), 1));
        assert_eq!(months.columns_starting, ["Total"]);
        assert_eq!(value(&months.sections[0], "not-given"), Some(&TomlValue::List(vec!["..".to_owned()])));
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
        let kinds: Vec<_> = found.sections.iter().filter_map(|section| value(section, "kind")).collect();
        assert_eq!(kinds, [&text("budget"), &text("expenditure"), &text("forecast")]);
        assert_eq!(value(&found.sections[1], "cumulative"), Some(&TomlValue::Yes));
        assert_eq!(value(&found.sections[1], "line"), None);
    }
}
