//! Places as a partner knows them: its own files without our folders, and the register and other files as what they are.

use std::collections::BTreeMap;

use crate::model::origin::{Address, Place};
use crate::model::period::Year;
use crate::model::ranges::ranges;
use crate::model::register::Register;
use crate::model::words::{counted, listed, slug};

/// The folder below which each partner has its drop folder.
const RETURNS: &str = "returns/";
/// The register's file.
const REGISTER: &str = "agreements.xlsx";
/// How many ranges of cells on one sheet are named.
const RANGES: usize = 40;

/// The places of a finding, each sheet once.
pub(super) struct Places {
    /// Those in the partner's own files.
    pub(super) own: Vec<String>,
    /// All others.
    pub(super) others: Vec<String>,
}

/// The drop folder that a file is in.
pub(super) fn folder(file: &str) -> Option<&str> {
    file.strip_prefix(RETURNS)?.split_once('/').map(|(folder, _)| folder)
}

/// The partner whose drop folder it is; the folder's own name, where the register knows none.
pub(super) fn partner<'a>(folder: &'a str, register: &'a Register, year: Year) -> &'a str {
    register.names.partner(folder, Some(year)).or_else(|| register.names.partner(folder, None)).unwrap_or(folder)
}

/// The places in words, sheet by sheet, in the order in which the finding names them.
pub(super) fn sorted(all: &[Place], of: &str, register: &Register, year: Year) -> Places {
    let mut order: Vec<(&str, Option<&str>)> = Vec::new();
    let mut cells: BTreeMap<(&str, Option<&str>), Vec<Address>> = BTreeMap::new();
    for place in all {
        let key = (&*place.file, place.sheet.as_deref());
        if !cells.contains_key(&key) {
            order.push(key);
        }
        cells.entry(key).or_default().extend(place.cell);
    }
    let mut places = Places { own: Vec::new(), others: Vec::new() };
    for (file, sheet) in order {
        let cells = cells.remove(&(file, sheet)).unwrap_or_default();
        let is_own = folder(file).is_some_and(|folder| slug(partner(folder, register, year)) == slug(of));
        let words = on_sheet(&file_in_words(file, is_own, register, year), file, sheet, cells);
        if is_own { places.own.push(words) } else { places.others.push(words) }
    }
    places
}

fn on_sheet(words: &str, file: &str, sheet: Option<&str>, cells: Vec<Address>) -> String {
    let mut parts = vec![words.to_owned()];
    // A text file has one sheet, which is named after it.
    parts.extend(sheet.filter(|sheet| !is_named_after(file, sheet)).map(|sheet| format!("sheet {sheet}")));
    let mut shown = ranges(cells);
    if shown.len() > RANGES {
        let more = shown.len() - RANGES;
        shown.truncate(RANGES);
        shown.push(format!("{} more", counted(more, "range")));
    }
    match shown.as_slice() {
        [] => {}
        [one] if !one.contains(':') => parts.push(format!("cell {one}")),
        _ => parts.push(format!("cells {}", listed(&shown))),
    }
    parts.join(", ")
}

fn is_named_after(file: &str, sheet: &str) -> bool {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.rsplit_once('.').is_some_and(|(stem, _)| stem == sheet)
}

fn file_in_words(file: &str, is_own: bool, register: &Register, year: Year) -> String {
    match file.strip_prefix(RETURNS).and_then(|rest| rest.split_once('/')) {
        Some((_, name)) if is_own => name.to_owned(),
        Some((folder, name)) => format!("the return of {}: {name}", partner(folder, register, year)),
        None if file == REGISTER => "the register of agreements".to_owned(),
        None => file.to_owned(),
    }
}

/// A message with its places in words: `agreements.xlsx[Totals!D2]` is `the register of agreements, sheet Totals, cell D2`.
pub(super) fn spelled(message: &str) -> String {
    let mut text = String::with_capacity(message.len());
    let mut rest = message;
    while let Some((before, after)) = rest.split_once(&format!("{REGISTER}[")) {
        let Some((place, behind)) = after.split_once(']') else { break };
        text.push_str(before);
        text.push_str("the register of agreements, sheet ");
        match place.rsplit_once('!') {
            Some((sheet, cell)) => text.push_str(&format!("{sheet}, cell {cell}")),
            None => text.push_str(place),
        }
        rest = behind;
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::{Place, Register, folder, sorted, spelled};

    #[test]
    fn messages_name_the_register_in_words() {
        assert_eq!(
            spelled("It is £1.00 (agreements.xlsx[Totals!D2]); agreements.xlsx[Names!A1] says so"),
            "It is £1.00 (the register of agreements, sheet Totals, cell D2); the register of agreements, sheet Names, cell A1 says so"
        );
        assert_eq!(spelled("agreements.xlsx[Totals"), "agreements.xlsx[Totals");
    }

    #[test]
    fn places_are_those_that_the_partner_knows() {
        let cell = |file: &str, sheet: &str, cell: &str| Place::cell(file, sheet, cell.parse().unwrap());
        let all = [
            cell("agreements.xlsx", "Commitments", "G2"),
            cell("returns/council/q2.xlsx", "Q2", "C14"),
            cell("returns/council/q2.xlsx", "Q2", "C15"),
            cell("returns/council/paid.csv", "paid", "B3"),
            cell("returns/trust/paid.csv", "paid", "B3"),
            Place::file("returns/council/deep/scan.pdf"),
        ];
        let year = "2006-07".parse::<crate::model::period::Period>().unwrap().year;
        let places = sorted(&all, "Council", &Register::default(), year);
        assert_eq!(places.own, ["q2.xlsx, sheet Q2, cells C14:C15", "paid.csv, cell B3", "deep/scan.pdf"]);
        assert_eq!(
            places.others,
            ["the register of agreements, sheet Commitments, cell G2", "the return of trust: paid.csv, cell B3"]
        );
        assert_eq!(
            (folder("returns/council/a.csv"), folder("returns/a.csv"), folder("area.toml")),
            (Some("council"), None, None)
        );
    }
}
