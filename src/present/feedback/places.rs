//! Places as a partner knows them: its own files without our folders, and the register and other files as what they are.

use std::collections::BTreeMap;

use crate::model::origin::{Address, Place};
use crate::model::period::Year;
use crate::model::ranges::ranges;
use crate::model::register::Register;
use crate::model::source::{REGISTER, RETURNS, SHARED};
use crate::model::words::{counted, listed, slug};

/// What partners know the register as.
const OUR_REGISTER: &str = "the register of agreements";
/// How many ranges of cells on one sheet are named.
const RANGES: usize = 40;

/// The places of a finding, each sheet once.
pub(super) struct FindingPlaces {
    /// Those in the partner's own files.
    pub(super) own: Vec<String>,
    /// All others.
    pub(super) others: Vec<String>,
}

/// The drop folder that a file is in, and its path there.
fn dropped(file: &str) -> Option<(&str, &str)> {
    [RETURNS, SHARED].into_iter().find_map(|folder| file.strip_prefix(folder)?.strip_prefix('/')?.split_once('/'))
}

/// The drop folder that a file is in.
pub(super) fn folder(file: &str) -> Option<&str> {
    dropped(file).map(|(folder, _)| folder)
}

/// The partner whose drop folder it is; the folder's own name, where the register knows none.
pub(super) fn partner<'a>(folder: &'a str, register: &'a Register, year: Year) -> &'a str {
    register.names.partner(folder, Some(year)).or_else(|| register.names.partner(folder, None)).unwrap_or(folder)
}

/// Whether a file lies in a partner's drop folder.
pub(super) fn is_of(file: &str, of: &str, register: &Register, year: Year) -> bool {
    folder(file).is_some_and(|folder| slug(partner(folder, register, year)) == slug(of))
}

/// The places in words, sheet by sheet, in the order in which the finding names them.
pub(super) fn sorted(all: &[Place], of: &str, register: &Register, year: Year) -> FindingPlaces {
    let mut order: Vec<(&str, Option<&str>)> = Vec::new();
    let mut cells: BTreeMap<(&str, Option<&str>), Vec<Address>> = BTreeMap::new();
    for place in all {
        let key = (&*place.file, place.sheet.as_deref());
        if !cells.contains_key(&key) {
            order.push(key);
        }
        cells.entry(key).or_default().extend(place.cell);
    }
    let mut places = FindingPlaces { own: Vec::new(), others: Vec::new() };
    for (file, sheet) in order {
        let cells = cells.remove(&(file, sheet)).unwrap_or_default();
        let is_own = is_of(file, of, register, year);
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
    match dropped(file) {
        Some((_, name)) if is_own => name.to_owned(),
        Some((folder, name)) => format!("the return of {}: {name}", partner(folder, register, year)),
        None if file == REGISTER => OUR_REGISTER.to_owned(),
        None => file.to_owned(),
    }
}

/// A place that a sentence names, as partners know it: `agreements.xlsx[Totals!D2]` is a cell of the register of agreements.
pub(super) fn in_words(place: &Place) -> String {
    if *place.file != *REGISTER {
        return place.to_string();
    }
    let sheet = place.sheet.iter().map(|sheet| format!("sheet {sheet}"));
    let cell = place.cell.iter().map(|cell| format!("cell {cell}"));
    let parts: Vec<String> = [OUR_REGISTER.to_owned()].into_iter().chain(sheet).chain(cell).collect();
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::{Place, Register, folder, in_words, sorted};

    #[test]
    fn sentences_name_the_register_in_words() {
        let total = Place::cell("agreements.xlsx", "Totals", "D2".parse().unwrap());
        assert_eq!(in_words(&total), "the register of agreements, sheet Totals, cell D2");
        assert_eq!(in_words(&Place::file("agreements.xlsx")), "the register of agreements");
        assert_eq!(in_words(&Place::sheet("returns/a.xlsx", "Q2")), "returns/a.xlsx[Q2]");
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
