//! Drafting: where a sheet says its unit and its period.

use super::calendar::{Found, year_in};
use super::table::Table;
use super::write::{Line, Value};
use crate::model::origin::Address;
use crate::model::words::folded;

/// How many words before a year still make a label.
const LABEL: usize = 5;

/// Whether a text states a unit of money: `£`, `£000`, `£ thousand`, `£m`, `pounds`. `over £500` states none.
pub(super) fn states_unit(text: &str) -> bool {
    let signs = text.match_indices('£').any(|(place, sign)| {
        let rest = text.get(place + sign.len()..).unwrap_or_default().trim_start_matches([' ', '\'', '’']);
        rest.starts_with("000") || !rest.starts_with(|next: char| next.is_ascii_digit())
    });
    let words = folded(text);
    signs || words.split(' ').any(|word| matches!(word, "pounds" | "thousands" | "000s" | "millions"))
}

/// The unit of amounts under headings.
pub(super) fn unit(table: &Table<'_>, headings: &[&str]) -> Line {
    let in_heading = !headings.is_empty() && headings.iter().all(|heading| states_unit(heading));
    let above = table.above().into_iter().any(|(_, text)| states_unit(&text));
    if in_heading || above {
        return Line::said("unit", Value::Text("stated".to_owned()));
    }
    let why = "no heading and no cell above the headings states a unit";
    Line::with("unit", Value::Text("pounds".to_owned()), Some(why.to_owned()))
}

/// Where one place says the period for all rows.
pub(super) fn period(table: &Table<'_>, file: &str) -> Line {
    let (mut value, guess) = source(table, file);
    value.push(("as", Value::Text("period".to_owned())));
    Line::with("period", Value::Table(value), Some(guess))
}

fn source(table: &Table<'_>, file: &str) -> (Vec<(&'static str, Value)>, String) {
    let above = table.above();
    let years = above.iter().enumerate().filter_map(|(place, (at, text))| Some((place, *at, text, year_in(text)?)));
    if let Some((place, at, text, found)) = years.min_by_key(|(place, ..)| *place) {
        let neighbour =
            place.checked_sub(1).and_then(|before| above.get(before)).filter(|(cell, _)| cell.row == at.row);
        let guess = format!("cell {at} says `{}`", cut(text));
        return match label(&found, neighbour) {
            Some(label) => (vec![("above-header", Value::Text(label))], guess),
            None => (vec![("cell", Value::Text(at.to_string()))], guess),
        };
    }
    if year_in(&table.sheet.name).is_some() {
        return (
            vec![("sheet-name", Value::Yes)],
            "no cell above the headings says a year, and the sheet's name does".to_owned(),
        );
    }
    if year_in(file).is_some() {
        return (
            vec![("file-name", Value::Yes)],
            "neither a cell nor the sheet says a year, and the file's name does".to_owned(),
        );
    }
    let guess = "neither a cell, the sheet nor the file says a year: write it, such as 2006-07".to_owned();
    (vec![("value", Value::Text("…".to_owned()))], guess)
}

/// The label of a year: the few words before it in its cell, or the cell on its left.
fn label(found: &Found, neighbour: Option<&(Address, String)>) -> Option<String> {
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
    use super::super::table::Table;
    use super::super::write::Value;
    use super::{period, states_unit};

    fn said(name: &str, title: &str, file: &str) -> (&'static str, Value) {
        let sheet = sheet(name, &[title, "", "Line | Cost | Income", "Meals | 5 | 6", "Day care | 7.5 | 8"]);
        let table = Table::of(&sheet).unwrap();
        let Value::Table(mut pairs) = period(&table, file).value else { panic!("not a table") };
        pairs.swap_remove(0)
    }

    #[test]
    fn the_period_is_sought_above_in_the_sheet_and_in_the_file() {
        let text = |text: &str| Value::Text(text.to_owned());
        assert_eq!(said("S", "Year: 2006-07", "f"), ("above-header", text("Year")));
        assert_eq!(said("S", "Year | 2006-07", "f"), ("above-header", text("Year")));
        assert_eq!(said("S", "2006-07 Grants", "f"), ("cell", text("A1")));
        assert_eq!(said("Spend 2010-11", "Spend", "f"), ("sheet-name", Value::Yes));
        assert_eq!(said("S", "1994-95 to 2006-07", "q2-2024-25.csv"), ("file-name", Value::Yes));
        assert_eq!(said("S", "Spend", "f"), ("value", text("…")));
    }

    #[test]
    fn units_are_stated_with_a_sign_or_a_word() {
        for text in ["AMOUNT (£)", "£000s", "£ thousands", "£'000", "£m", "in thousands"] {
            assert!(states_unit(text), "{text}");
        }
        assert!(!states_unit("Payments over £500") && !states_unit("Amount"));
    }
}
