//! Drafting: where a sheet says its unit and its period.

use super::calendar::{FoundTime, period_in, whole_year_in};
use super::drafted::DraftAmounts;
use super::table::{SheetColumn, SheetTable};
use super::words::scale_at_end;
use super::write::{TomlLine, TomlValue};
use crate::model::origin::Address;
use crate::model::period::{Part, Period};
use crate::normalise::meaning::period::{self, Heard, Spoken, among_words};
use crate::normalise::meaning::unit::{self, Said};

/// How many words before a year still make a label.
const LABEL: usize = 5;

/// The unit of amounts under headings: stated where the sheet speaks of one, even of one that the reader does not understand.
pub(super) fn unit(table: &SheetTable<'_>, headings: &[&str]) -> TomlLine {
    // A note on the unit may stand between stacked headings, over a column of words.
    let beside = table.columns.iter().filter(|column| !column.is_figures()).flat_map(|column| column.texts.clone());
    let above: Vec<String> = table.above().into_iter().map(|(_, text)| text).chain(beside).collect();
    let in_heading = !headings.is_empty() && headings.iter().all(|heading| unit::in_heading(heading) != Said::Nothing);
    if in_heading || above.iter().any(|text| unit::of_table(text) != Said::Nothing) {
        return TomlLine::stated("unit", TomlValue::Text("stated".to_owned()));
    }
    let scale = headings.first().and_then(|heading| scale_at_end(heading));
    let (unit, why) = match scale.filter(|_| headings.iter().all(|heading| scale_at_end(heading) == scale)) {
        Some(scale) => (scale, "by the last letters of the heading, which may mean something else"),
        None => ("pounds", "no heading and no cell above the headings states a unit"),
    };
    TomlLine::with("unit", TomlValue::Text(unit.to_owned()), Some(why.to_owned()))
}

/// What the cells above the headings say of the period, else the sheet's name, else the file's.
pub(super) fn said(table: &SheetTable<'_>, file: &str) -> Option<Spoken> {
    let above = table.above();
    let mut texts = above.iter().map(|(_, text)| text.as_str()).chain([&*table.sheet.name, file]);
    let found = texts.find_map(|text| period_in(text).or_else(|| whole_year_in(text)))?.said;
    let part = || above.iter().find_map(|(_, text)| Some(part_of(text, found)?.part));
    Some(Spoken { part: found.part.or_else(part), ..found })
}

/// Where one place says the period for all rows; else what the headings of the amounts say.
pub(super) fn period(table: &SheetTable<'_>, file: &str, amounts: &DraftAmounts) -> TomlLine {
    let (mut value, guess) = source(table, file, amounts);
    value.push(("as", TomlValue::Text("period".to_owned())));
    TomlLine::with("period", TomlValue::Table(value), Some(guess))
}

/// The year of months or quarters in rows, whose year stands in a column of its own: only one year can be written for all rows.
pub(super) fn year_of_rows(column: &SheetColumn) -> TomlLine {
    let numbers = column.values.iter().map(|pence| (pence / 100).to_string());
    let mut years = column.said.keys().cloned().chain(numbers);
    let (year, why) = match (years.next(), years.next()) {
        (Some(year), None) => {
            (year, format!("by column `{}`: it must be written anew for each return", column.heading))
        }
        _ => {
            ("…".to_owned(), format!("column `{}` has several years, and only one can be written here", column.heading))
        }
    };
    let value = vec![("value", TomlValue::Text(year)), ("as", TomlValue::Text("period".to_owned()))];
    TomlLine::with("period", TomlValue::Table(value), Some(why))
}

fn source(table: &SheetTable<'_>, file: &str, amounts: &DraftAmounts) -> (Vec<(&'static str, TomlValue)>, String) {
    let (above, to_date) = (table.above(), amounts.is_to_date());
    let time = |text: &str| period_in(text).or_else(|| whole_year_in(text));
    let open = || vec![("value", TomlValue::Text("…".to_owned()))];
    let fixed = |period: Period| vec![("value", TomlValue::Text(period.to_string()))];
    if let Some((place, found)) = above.iter().enumerate().find_map(|(place, (_, text))| Some((place, time(text)?)))
        && let Some((at, text)) = above.get(place)
    {
        let others = above.iter().filter(|(cell, _)| cell != at && (cell.row == at.row || cell.column == at.column));
        if found.said.part.is_none()
            && let Some((other, both)) =
                others.filter_map(|(other, text)| Some((other, part_of(text, found.said)?))).next()
        {
            let guess = format!("cells {at} and {other} say it together: it must be written anew for each return");
            return (fixed(both), guess);
        }
        let neighbour =
            place.checked_sub(1).and_then(|before| above.get(before)).filter(|(cell, _)| cell.row == at.row);
        let month = if to_date && found.said.part.is_none() { "; up to which month are amounts to date?" } else { "" };
        let guess = format!("cell {at} says `{}`{month}", cut(text));
        let label = label(&found, neighbour);
        // What stands beside a label is read alone; the words of a title may say more than a year.
        let is_read = label.is_some() || among_words(text).is_ok_and(|said| said == Some(found.said));
        if let Some(period) = found.said.period().filter(|_| !is_read) {
            let guess = format!("{guess}, which is not read as it stands: it must be written anew for each return");
            // A month that is not understood beside its year must not become the whole of it.
            let has_number = [&found.before, &found.after].iter().any(|beside| beside.contains(char::is_numeric));
            let of_part = has_number || matches!(period::heard(text), Heard::Unclear(_, true, _));
            return (if of_part { open() } else { fixed(period) }, guess);
        }
        return match label {
            Some(label) => (vec![("above-header", TomlValue::Text(label))], guess),
            None => (vec![("cell", TomlValue::Text(at.to_string()))], guess),
        };
    }
    let (key, guess) = if time(&table.sheet.name).is_some() {
        ("sheet-name", "no cell above the headings says a year, and the sheet's name does")
    } else if time(file).is_some() {
        ("file-name", "neither a cell nor the sheet says a year, and the file's name does")
    } else if let Some(period) =
        amounts.said.and_then(Spoken::period).filter(|period| !to_date || period.part != Part::Whole)
    {
        let guess = "only headings of amounts say it: it must be written anew for each return";
        return (fixed(period), guess.to_owned());
    } else {
        let guess = "neither a cell, the sheet nor the file says a year: write it, such as 2006-07";
        return (open(), guess.to_owned());
    };
    (vec![(key, TomlValue::Yes)], guess.to_owned())
}

/// The period of a year whose part another cell names.
fn part_of(text: &str, year: Spoken) -> Option<Period> {
    let Heard::Clear(said) = period::heard(text) else { return None };
    said.part?;
    said.with(year)?.period()
}

/// The label of a period: the few words before it in its cell, or the cell on its left.
fn label(found: &FoundTime, neighbour: Option<&(Address, String)>) -> Option<String> {
    let is_time =
        |text: &str| period_in(text).or_else(|| whole_year_in(text)).is_some() || !text.contains(char::is_alphanumeric);
    let before = found.before.trim().trim_end_matches([':', '-', '–', ',', '(']).trim();
    if before.contains(char::is_alphanumeric) {
        return (before.split_whitespace().count() <= LABEL).then(|| before.to_owned());
    }
    let alone = found.after.trim().is_empty();
    let (_, text) = neighbour.filter(|_| alone)?;
    let text = text.trim().trim_end_matches(':').trim();
    (!text.is_empty() && !is_time(text) && text.split_whitespace().count() <= LABEL).then(|| text.to_owned())
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
    use super::{DraftAmounts, period, unit};

    fn period_key(name: &str, title: &str, file: &str) -> (&'static str, TomlValue) {
        let sheet = sheet(name, &[title, "", "Line | Cost | Income", "Meals | 5 | 6", "Day care | 7.5 | 8"]);
        let table = SheetTable::of(&sheet).unwrap();
        let TomlValue::Table(mut pairs) = period(&table, file, &DraftAmounts::default()).value else {
            panic!("not a table")
        };
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
        assert_eq!(period_key("S", "Period: Month 6 2024/25", "f"), ("above-header", text("Period")));
        assert_eq!(period_key("S", "Financial year: 2024/25 | Quarter 2", "f"), ("value", text("2024-25-Q2")));
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
        assert_eq!(drafted("paid_k"), (text("thousands"), true));
        assert_eq!(drafted("gbp_m"), (text("stated"), false));
    }
}
