//! Checks a layout of returns as far as that can be done without a sheet.

use super::LayoutFile;
use super::amounts::{AmountColumn, UnitRule};
use super::columns::{As, Field};
use super::table::Checked;
use crate::job::settings::{Loaded, Problem};
use crate::model::entry::Kind;
use crate::model::origin::Address;
use crate::model::words::folded;

/// The most rows over which a heading may be stacked.
const MOST_HEADER_ROWS: u32 = 12;

/// Complains about what cannot work on any sheet.
pub(super) fn check(loaded: &Loaded<LayoutFile>, problems: &mut Vec<Problem>) {
    let file = &loaded.value;
    let names: Vec<&str> = Field::ALL.iter().map(|(name, ..)| *name).collect();
    loaded.check_names(file.columns.keys(), "column of a layout", &names, problems);
    loaded.check_names(file.fixed.keys(), "fixed value of a layout", &names, problems);
    let mut complain = |message: &str, help: &str| problems.push(Problem::in_file(&loaded.path, message, help));
    for (name, field, conversions) in Field::ALL {
        check_field(file, name, field, conversions, &mut complain);
    }
    if file.amounts.is_empty() {
        complain("the layout has no `[[amounts]]`", "name each column with amounts, its kind and its unit");
    }
    if file.recognise.is_empty() {
        complain("the layout recognises nothing", "list the header words under `recognise`");
    }
    if !(1..=MOST_HEADER_ROWS).contains(&file.header_rows) {
        complain("`header-rows` is out of range", &format!("give a number from 1 to {MOST_HEADER_ROWS}"));
    }
    check_texts(file, &mut complain);
    for checked in &file.checked {
        check_sum(file, checked, &mut complain);
    }
    for (place, column) in file.amounts.iter().enumerate() {
        check_amounts(column, &mut complain);
        for other in file.amounts.iter().skip(place + 1).filter(|other| shares(column, other)) {
            let alike = column.unit == other.unit
                && column.not_given == other.not_given
                && column.over_is == other.over_is
                && !column.under.is_empty()
                && !other.under.is_empty();
            if !alike {
                complain(
                    &format!("two `[[amounts]]` read the column `{}`", column.name()),
                    "give each its headings with `under`, and both the same unit, sign and `not-given`",
                );
            }
        }
    }
}

/// Complains about texts of which nothing is left when they are compared with a sheet's: they mean nothing, or any punctuation.
fn check_texts(file: &LayoutFile, complain: &mut impl FnMut(&str, &str)) {
    let headers = file.columns.values().map(|column| &column.header);
    let headers = headers.chain(file.amounts.iter().map(|amounts| &amounts.header));
    let headers = headers.chain(file.not_read.iter().map(|known| &known.header));
    let amounts = file.amounts.iter();
    let labels: Vec<String> = file.fixed.values().filter_map(|fixed| fixed.above_header.clone()).collect();
    let witness = &file.witness;
    for (name, mut texts) in [
        ("recognise", Box::new(file.recognise.iter()) as Box<dyn Iterator<Item = &String>>),
        ("titled", Box::new(file.titled.iter())),
        ("sheet-named", Box::new(file.sheet_named.iter())),
        ("unless", Box::new(file.unless.iter())),
        ("unless-titled", Box::new(file.unless_titled.iter())),
        ("ends", Box::new(file.ends.iter())),
        ("furniture", Box::new(file.furniture.iter())),
        ("header", Box::new(headers.flatten())),
        ("parts", Box::new(amounts.clone().flat_map(|amounts| &amounts.parts).flat_map(|part| &part.0))),
        ("under", Box::new(amounts.flat_map(|amounts| &amounts.under))),
        ("above-header", Box::new(labels.iter())),
        ("rows-starting", Box::new(witness.rows_starting.iter())),
        ("columns-starting", Box::new(witness.columns_starting.iter())),
        ("sheets-starting", Box::new(witness.sheets_starting.iter())),
        ("not-compared", Box::new(witness.not_compared.iter())),
        ("by", Box::new(witness.by.iter())),
    ] {
        if let Some(text) = texts.find(|text| folded(text).is_empty()) {
            let message = format!("`{name}` has the text `{text}`, which has no letter and no digit");
            complain(&message, "write a word that stands on the sheet, or leave it out");
        }
    }
}

fn check_field(file: &LayoutFile, name: &str, field: Field, conversions: &[As], complain: &mut impl FnMut(&str, &str)) {
    let column = file.columns.iter().find(|(word, _)| word.get_ref() == name).map(|(_, column)| column);
    let fixed = file.fixed.iter().find(|(word, _)| word.get_ref() == name).map(|(_, fixed)| fixed);
    let said = column.map(|column| column.conversion).into_iter().chain(fixed.map(|fixed| fixed.conversion));
    if said.into_iter().any(|found| !conversions.contains(&found)) {
        let known: Vec<String> = conversions.iter().map(|known| format!("`as = \"{}\"`", known.word())).collect();
        complain(&format!("`{name}` cannot be read so"), &format!("write {}", known.join(" or ")));
    }
    if column.is_some_and(|column| column.header.is_empty() == column.column.is_none()) {
        complain(&format!("`columns.{name}` needs one place"), "give either `header` or `column`");
    }
    if fixed.is_some_and(|fixed| fixed.sources() != 1) {
        let help = "give one of `above-header`, `cell`, `sheet-name`, `file-name`, `folder` and `value`";
        complain(&format!("`fixed.{name}` needs one source"), help);
    }
    if fixed.is_some_and(|fixed| fixed.cell.as_ref().is_some_and(|cell| cell.parse::<Address>().is_err())) {
        complain(&format!("`fixed.{name}` names no cell"), "write it like `cell = \"B3\"`");
    }
    let completes =
        field == Field::Period && column.is_some_and(|column| matches!(column.conversion, As::Month | As::Quarter));
    if column.is_some_and(|column| !column.optional) && fixed.is_some() && !completes {
        let help = "say it under `[columns]` or under `[fixed]`; both only where the column is `optional`";
        complain(&format!("`{name}` is said twice"), help);
    }
    if completes && fixed.is_none() {
        complain("months and quarters need a year", "say under `[fixed]` where the financial year stands");
    }
    let mut amounts = file.amounts.iter();
    let without = amounts.any(|amounts| !amounts.across.is_some_and(super::amounts::Across::is_period));
    if field == Field::Period && column.is_none() && fixed.is_none() && (without || file.amounts.is_empty()) {
        complain("the layout does not say where the period stands", "add `period` to `[fixed]` or `[columns]`");
    }
}

fn check_amounts(column: &AmountColumn, complain: &mut impl FnMut(&str, &str)) {
    if column.header.is_empty() && column.across.is_none() {
        complain("a column of amounts has no heading", "give `header`, or `across` where there are several");
    }
    if (column.kind == Kind::Total) != column.figure.is_some() {
        let help = "give `figure` with `kind = \"total\"`, and with no other kind";
        complain(&format!("`{}`: a total is one figure of the closed list", column.name()), help);
    }
    if column.whole_year && (column.cumulative || column.across.is_some_and(super::amounts::Across::is_period)) {
        let help = "leave out `whole-year`, or `cumulative` and the periods across";
        complain(&format!("`{}` is for the whole year and for parts of it", column.name()), help);
    }
    if column.unit == UnitRule::Stated && column.not_given.iter().any(|text| text.trim().is_empty()) {
        complain("`not-given` lists an empty text", "leave it out: an empty cell is no amount anyway");
    }
}

/// A sum has something that it adds up, and a column of amounts, whose unit it is in.
fn check_sum(file: &LayoutFile, checked: &Checked, complain: &mut impl FnMut(&str, &str)) {
    if checked.header.is_empty() || checked.terms().all(|(minus, _)| minus) {
        let help = "give `header`, and under `is` the headings that it is the sum of, with `-` before those that are taken away";
        complain(&format!("`{}` is checked against nothing", checked.name()), help);
        return;
    }
    let names: Vec<&str> =
        checked.terms().map(|(_, name)| name).chain(checked.header.iter().map(String::as_str)).collect();
    let has = |amounts: &&AmountColumn| {
        names.iter().any(|name| amounts.header.iter().any(|known| folded(known) == folded(name)))
    };
    let amounts: Vec<&AmountColumn> = file.amounts.iter().filter(has).collect();
    if amounts.is_empty() || amounts.iter().any(|amounts| amounts.across.is_some()) {
        let help = "name the heading of at least one of the `[[amounts]]`, none of them with `across`";
        complain(&format!("`{}` cannot be checked: its unit is not known", checked.name()), help);
    }
}

/// Whether two `[[amounts]]` read one column.
fn shares(one: &AmountColumn, other: &AmountColumn) -> bool {
    let has = |heading: &String| other.header.iter().any(|known| folded(known) == folded(heading));
    one.across == other.across && (one.header.iter().any(has) || (one.header.is_empty() && other.header.is_empty()))
}
