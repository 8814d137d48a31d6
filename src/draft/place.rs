//! Drafting: where a sheet says its unit and its period.

use super::calendar::{FoundYear, year_in};
use super::table::SheetTable;
use super::write::{TomlLine, TomlValue};
use crate::model::origin::Address;
use crate::normalise::meaning::unit::{self, Said};

/// How many words before a year still make a label.
const LABEL: usize = 5;

/// The unit of amounts under headings: stated where the sheet speaks of one, even of one that the reader does not understand.
pub(super) fn unit(table: &SheetTable<'_>, headings: &[&str]) -> TomlLine {
    let above: Vec<String> = table.above().into_iter().map(|(_, text)| text).collect();
    let in_heading = !headings.is_empty() && headings.iter().all(|heading| unit::in_heading(heading) != Said::Nothing);
    if in_heading || above.iter().any(|text| unit::of_table(text) != Said::Nothing) {
        return TomlLine::stated("unit", TomlValue::Text("stated".to_owned()));
    }
    let why = "no heading and no cell above the headings states a unit".to_owned();
    TomlLine::with("unit", TomlValue::Text("pounds".to_owned()), Some(why))
}

/// Where one place says the period for all rows.
pub(super) fn period(table: &SheetTable<'_>, file: &str) -> TomlLine {
    let (mut value, guess) = source(table, file);
    value.push(("as", TomlValue::Text("period".to_owned())));
    TomlLine::with("period", TomlValue::Table(value), Some(guess))
}

fn source(table: &SheetTable<'_>, file: &str) -> (Vec<(&'static str, TomlValue)>, String) {
    let above = table.above();
    let years = above.iter().enumerate().filter_map(|(place, (at, text))| Some((place, *at, text, year_in(text)?)));
    if let Some((place, at, text, found)) = years.min_by_key(|(place, ..)| *place) {
        let neighbour =
            place.checked_sub(1).and_then(|before| above.get(before)).filter(|(cell, _)| cell.row == at.row);
        let guess = format!("cell {at} says `{}`", cut(text));
        return match label(&found, neighbour) {
            Some(label) => (vec![("above-header", TomlValue::Text(label))], guess),
            None => (vec![("cell", TomlValue::Text(at.to_string()))], guess),
        };
    }
    if year_in(&table.sheet.name).is_some() {
        return (
            vec![("sheet-name", TomlValue::Yes)],
            "no cell above the headings says a year, and the sheet's name does".to_owned(),
        );
    }
    if year_in(file).is_some() {
        return (
            vec![("file-name", TomlValue::Yes)],
            "neither a cell nor the sheet says a year, and the file's name does".to_owned(),
        );
    }
    let guess = "neither a cell, the sheet nor the file says a year: write it, such as 2006-07".to_owned();
    (vec![("value", TomlValue::Text("…".to_owned()))], guess)
}

/// The label of a year: the few words before it in its cell, or the cell on its left.
fn label(found: &FoundYear, neighbour: Option<&(Address, String)>) -> Option<String> {
    let before = found.before.trim().trim_end_matches([':', '-', '–', ',', '(']).trim();
    if !before.is_empty() {
        return (before.split_whitespace().count() <= LABEL).then(|| before.to_owned());
    }
    let alone = found.after.trim().is_empty();
    let (_, text) = neighbour.filter(|_| alone)?;
    let text = text.trim().trim_end_matches(':').trim();
    (!text.is_empty() && year_in(text).is_none() && text.split_whitespace().count() <= LABEL).then(|| text.to_owned())
}

fn cut(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= 60 { text } else { format!("{}…", text.chars().take(59).collect::<String>()) }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::sheet;
    use super::super::table::SheetTable;
    use super::super::write::TomlValue;
    use super::{period, unit};

    fn period_key(name: &str, title: &str, file: &str) -> (&'static str, TomlValue) {
        let sheet = sheet(name, &[title, "", "Line | Cost | Income", "Meals | 5 | 6", "Day care | 7.5 | 8"]);
        let table = SheetTable::of(&sheet).unwrap();
        let TomlValue::Table(mut pairs) = period(&table, file).value else { panic!("not a table") };
        pairs.swap_remove(0)
    }

    #[test]
    fn the_period_is_sought_above_in_the_sheet_and_in_the_file() {
        let text = |text: &str| TomlValue::Text(text.to_owned());
        assert_eq!(period_key("S", "Year: 2006-07", "f"), ("above-header", text("Year")));
        assert_eq!(period_key("S", "Year | 2006-07", "f"), ("above-header", text("Year")));
        assert_eq!(period_key("S", "2006-07 Grants", "f"), ("cell", text("A1")));
        assert_eq!(period_key("Spend 2010-11", "Spend", "f"), ("sheet-name", TomlValue::Yes));
        assert_eq!(period_key("S", "1994-95 to 2006-07", "q2-2024-25.csv"), ("file-name", TomlValue::Yes));
        assert_eq!(period_key("S", "Spend", "f"), ("value", text("…")));
    }

    #[test]
    fn a_unit_that_the_sheet_speaks_of_is_stated_and_no_other_is_guessed() {
        let drafted = |heading: &str| {
            let sheet = sheet("S", &[&format!("Scheme | {heading}"), "Meals | 5", "Day care | 6"]);
            let line = unit(&SheetTable::of(&sheet).unwrap(), &[heading]);
            (line.value, line.guess.is_some())
        };
        let text = |text: &str| TomlValue::Text(text.to_owned());
        assert_eq!(drafted("Paid (£)"), (text("stated"), false));
        assert_eq!(drafted("Paid (pounds)"), (text("stated"), false));
        assert_eq!(drafted("Paid in thousands"), (text("stated"), false));
        assert_eq!(drafted("Paid (£bn)"), (text("stated"), false));
        assert_eq!(drafted("Meals in thousands of homes"), (text("pounds"), true));
        assert_eq!(drafted("Paid"), (text("pounds"), true));
    }
}
