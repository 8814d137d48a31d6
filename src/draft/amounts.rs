//! Drafting: says what each column of figures is.

use std::collections::BTreeMap;

use super::across::{across_names, across_periods};
use super::cells::{CellLook, look};
use super::columns::{NamedColumn, Role, is_ledger};
use super::kinds::{Kinds, Runs};
use super::known::Known;
use super::place::unit;
use super::table::{SheetColumn, SheetTable};
use super::words::{FiguresHeading, is_capital};
use super::write::{TomlLine, TomlSection, TomlValue};
use crate::model::words::folded;
use crate::normalise::meaning::period::Spoken;

/// What a draft says of the columns of figures.
#[derive(Debug, Default)]
pub(super) struct DraftAmounts {
    /// Columns of amounts, and groups of them.
    pub amounts: Vec<AmountDraft>,
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
    /// The period that their headings name, where all that name one agree.
    pub said: Option<Spoken>,
}

/// What a table's columns of figures are.
pub(super) fn amounts(table: &SheetTable<'_>, named: &[NamedColumn<'_>], file: &str, known: Known<'_>) -> DraftAmounts {
    let mut found = DraftAmounts::default();
    let kinds = Kinds::of(table, named, file);
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
    found.has_years = found.across == Some("year") && rest.is_empty();
    for named in &rest {
        found.headings.push(named.column.heading.clone());
        found.amounts.push(one_column(table, named, &kinds, &[]));
    }
    found
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

/// One column of amounts, or a group of them, before it is known what stands beside it.
#[derive(Debug)]
pub(super) struct AmountDraft {
    /// Its kind, and why that is a guess.
    pub kind: (&'static str, Option<String>),
    /// Its heading, and what to look at there.
    pub header: Option<(String, Option<String>)>,
    /// What the headings of a group differ in, and why.
    pub across: Option<(&'static str, String)>,
    /// Its unit.
    pub unit: TomlLine,
    /// How its amounts run.
    pub runs: Runs,
    /// Whether its heading calls them capital.
    pub capital: bool,
    /// Texts that mean that there is no figure.
    pub not_given: Option<TomlLine>,
    /// The columns that it is the sum of.
    pub parts: Vec<String>,
}

impl AmountDraft {
    /// Whether its amounts may count the same money as those of another.
    fn is_beside(&self, other: &Self) -> bool {
        let runs = |one: &Self| std::mem::discriminant(&one.runs);
        self.kind.0 == other.kind.0 && runs(self) == runs(other) && self.capital == other.capital
    }

    /// Its section; where others of its kind stand beside it, its heading keeps them apart.
    fn section(&self, beside: usize) -> TomlSection {
        let text = |text: &str| TomlValue::Text(text.to_owned());
        let twice = || format!("{beside} columns are of this kind: leave out what is a part or the sum of another");
        let kind = self.kind.1.clone().or_else(|| (beside > 1).then(twice));
        let mut lines = vec![TomlLine::with("kind", text(self.kind.0), kind)];
        lines.extend(self.header.iter().map(|(header, guess)| TomlLine::with("header", text(header), guess.clone())));
        lines.extend(self.across.iter().map(|(across, why)| TomlLine::with("across", text(across), Some(why.clone()))));
        lines.push(self.unit.clone());
        lines.extend(self.not_given.clone());
        lines.extend(self.runs.line());
        let why = || Some("its heading speaks of capital".to_owned());
        lines.extend(self.capital.then(|| TomlLine::with("class", text("capital"), why())));
        if !self.parts.is_empty() {
            let why = "it is the sum of these columns on nearly every row".to_owned();
            lines.push(TomlLine::with("parts", TomlValue::List(self.parts.clone()), Some(why)));
        }
        if let Some((header, _)) = self.header.as_ref().filter(|_| beside > 1) {
            let why = Some("it keeps columns of one kind apart".to_owned());
            lines.push(TomlLine::with("line", text(header), why));
        }
        TomlSection { heading: "[[amounts]]", lines }
    }
}

impl DraftAmounts {
    /// Whether any amounts run from the start of the year.
    pub fn is_to_date(&self) -> bool {
        self.amounts.iter().any(|one| one.runs == Runs::ToDate)
    }

    /// The sections `[[amounts]]`.
    pub fn sections(&self) -> Vec<TomlSection> {
        let beside = |one: &AmountDraft| self.amounts.iter().filter(|other| one.is_beside(other)).count();
        self.amounts.iter().map(|one| one.section(beside(one))).collect()
    }
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

/// Texts among the figures that mean that there is none: marks, and short texts that come again.
pub(super) fn not_given<'c>(columns: impl IntoIterator<Item = &'c SheetColumn>) -> Option<TomlLine> {
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
