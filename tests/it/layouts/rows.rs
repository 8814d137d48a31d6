//! Laws of rows that are no lines: totals under any name, and the headings of pages, wherever they stand, change no amount.

use std::fs;

use proptest::prelude::{Just, Strategy, any, prop};
use proptest::sample::select;
use proptest::{prop_assert, prop_assert_eq};
use scrutiny::job::layout;
use scrutiny::model::origin::Address;
use scrutiny::normalise::one_file;
use scrutiny::read::{Cell, CellValue, Region, Sheet, Traits, Workbook};

use super::{law, read};

type Line = (&'static str, &'static str, u32, u32);

const HEADINGS: [&str; 4] = ["Agreement", "Partner", "Contribution for the year", "Paid to date"];
const TITLES: [&str; 2] = ["Contributions to pooled funds", "Period: 2024-25 M6"];

/// What a row may be called that is the sum of those above.
const SUMS: [&str; 24] = [
    "Total",
    "TOTALS:",
    "Sub-total",
    "Subtotals",
    "Overall",
    "Overall position",
    "Home care Total",
    "Total for the quarter",
    "Sum",
    "Grand total (£)",
    "All schemes",
    "Combined",
    "Balance",
    "Net",
    "Gross",
    "Remaining",
    "Variance",
    "Difference",
    "Average",
    "Check",
    "Carried down",
    "c/f",
    "Pooled funding",
    "",
];

fn line() -> impl Strategy<Value = Line> {
    let names = ["Home First", "Carers", "Reablement", "Community Equipment", "Falls", "Telecare"];
    (select(names.to_vec()), select(vec!["Council", "NHS ICB"]), 1..900_000_u32, 1..900_000_u32)
}

fn row(name: &str, partner: &str, year: u32, paid: u32) -> Vec<String> {
    [name, partner, &year.to_string(), &paid.to_string()].map(str::to_owned).to_vec()
}

fn sum(name: &str, lines: &[Line]) -> Vec<String> {
    row(name, "", lines.iter().map(|line| line.2).sum(), lines.iter().map(|line| line.3).sum())
}

fn above() -> Vec<Vec<String>> {
    let titles = TITLES.iter().map(|title| vec![(*title).to_owned()]);
    titles.chain([HEADINGS.map(str::to_owned).to_vec()]).collect()
}

fn workbook(rows: &[Vec<String>], merged: Vec<Region>) -> Workbook {
    let cells = rows.iter().zip(0..).flat_map(|(row, number)| {
        row.iter().zip(0..).map(move |(text, column)| Cell {
            address: Address { row: number, column },
            value: text.parse().map_or_else(|_| CellValue::Text(text.clone()), CellValue::Number),
            traits: Traits::default(),
        })
    });
    let mut sheet = Sheet::new("Sheet1", true);
    sheet.fill(cells.collect());
    sheet.merged = merged;
    Workbook {
        name: "returns/somebody/rows.xlsx".into(),
        format: "an Excel workbook",
        partner_folder: None,
        shared: false,
        typed: true,
        sheets: vec![sheet],
        passed_over: Vec::new(),
        ragged: Vec::new(),
    }
}

/// The pence that are accepted, how many tables there are, and the names of findings.
fn accepted(rows: &[Vec<String>], merged: Vec<Region>) -> (i64, usize, Vec<&'static str>) {
    let (readings, findings) = read(&workbook(rows, merged));
    let pence = readings.entries.iter().map(|entry| entry.amount.pence()).sum();
    (pence, readings.accounts.len(), findings.iter().map(|finding| finding.about.name).collect())
}

fn pence(lines: &[Line]) -> i64 {
    lines.iter().map(|line| i64::from(line.2 + line.3) * 100).sum()
}

#[test]
fn a_sum_is_no_line_whatever_it_is_called_and_wherever_it_stands() {
    let lines = prop::collection::vec(line(), 2..8);
    law(400, &(lines, select(SUMS.to_vec()), any::<prop::sample::Index>(), any::<bool>()), |(lines, name, at, gap)| {
        let at = 2 + at.index(lines.len() - 1);
        let mut rows = above();
        for (place, (name_of, partner, year, paid)) in lines.iter().enumerate() {
            if place == at {
                rows.push(sum(name, &lines[..at]));
                rows.extend(gap.then(Vec::new));
            }
            rows.push(row(name_of, partner, *year, *paid));
        }
        if at == lines.len() {
            rows.push(sum(name, &lines));
        }
        let (found, _, said) = accepted(&rows, Vec::new());
        prop_assert_eq!(found, pence(&lines), "{:?} {:?}", said, rows);
        prop_assert!(!said.contains(&"totals-disagree"), "{:?} {:?}", said, rows);
        Ok(())
    });
}

#[test]
fn headings_of_pages_change_no_amount_and_no_total() {
    let lines = prop::collection::vec((line(), 0..6_u32), 2..12);
    law(400, &lines, |lines| {
        let all: Vec<Line> = lines.iter().map(|(line, _)| *line).collect();
        let mut rows = above();
        for (place, ((name, partner, year, paid), page)) in lines.iter().enumerate() {
            let breaks = place > 0 && *page > 0;
            if breaks && *page > 3 {
                rows.push(sum("Carried forward", &all[..place]));
            }
            if breaks {
                match page {
                    1 => rows.push(HEADINGS.map(str::to_owned).to_vec()),
                    2 | 4 => rows.extend([vec![format!("Page {place} of 12")]].into_iter().chain(above())),
                    _ => rows.extend([Vec::new()].into_iter().chain(above())),
                }
            }
            if breaks && *page > 4 {
                rows.push(sum("Brought forward", &all[..place]));
            }
            rows.push(row(name, partner, *year, *paid));
        }
        rows.push(sum("Total", &all));
        let (found, tables, said) = accepted(&rows, Vec::new());
        prop_assert_eq!((found, tables), (pence(&all), 1), "{:?} {:?}", said, rows);
        let others = ["totals-disagree", "ambiguous-row", "period-differs", "second-table"];
        prop_assert!(!said.iter().any(|name| others.contains(name)), "{:?} {:?}", said, rows);
        Ok(())
    });
}

#[test]
fn a_merged_name_is_that_of_its_rows() {
    let groups = prop::collection::vec(prop::collection::vec(line(), 1..4), 1..4);
    law(200, &(groups, Just(())), |(groups, ())| {
        let (mut whole, mut merged, mut regions) = (above(), above(), Vec::new());
        for group in &groups {
            let first = u32::try_from(merged.len()).unwrap();
            for (place, (_, partner, year, paid)) in group.iter().enumerate() {
                let name = group[0].0;
                whole.push(row(name, partner, *year, *paid));
                merged.push(row(if place == 0 { name } else { "" }, partner, *year, *paid));
            }
            let last = u32::try_from(merged.len()).unwrap() - 1;
            regions.push(Region { first: Address { row: first, column: 0 }, last: Address { row: last, column: 0 } });
        }
        let names = |(readings, _): (scrutiny::normalise::Readings, _)| {
            readings.entries.into_iter().map(|one| (one.subject.agreement, one.amount.pence())).collect::<Vec<_>>()
        };
        prop_assert_eq!(names(read(&workbook(&merged, regions))), names(read(&workbook(&whole, Vec::new()))));
        Ok(())
    });
}

#[test]
fn a_name_is_filled_down_to_a_total_a_blank_row_or_a_heading() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("filled.toml");
    let shipped =
        fs::read_to_string(crate::support::root().join("templates/layouts/contributions-to-date.toml")).unwrap();
    let column = "agreement = { header = [\"Agreement\", \"Pooled fund\", \"Scheme\"], as = \"agreement\"";
    assert!(shipped.contains(column));
    fs::write(&path, shipped.replacen(column, &format!("{column}, fill-down = true"), 1)).unwrap();
    let layouts = [layout::one_file(&path).unwrap()];
    let council = |name: &str, pounds| row(name, "Council", pounds, 1);
    let heading = ["", "Of the NHS"].map(str::to_owned).to_vec();
    let rows: Vec<Vec<String>> = [
        vec![council("Home First", 10), council("", 200), council("", 3_000), council("Carers", 40_000)],
        vec![council("", 500), council("Carers total", 40_500), council("", 6), council("Falls", 7), Vec::new()],
        vec![council("", 8), council("Telecare", 9), heading, council("", 11)],
    ]
    .concat();
    let rows = [above(), rows].concat();
    let readings = one_file(&workbook(&rows, Vec::new()), &layouts, None).unwrap().into_value(&mut Vec::new());
    let of_year = readings.entries.iter().filter(|one| one.amount.pence() != 100);
    let found: Vec<(Option<&str>, i64)> =
        of_year.map(|one| (one.subject.agreement.as_deref(), one.amount.pence() / 100)).collect();
    let (home, carers) = (Some("Home First"), Some("Carers"));
    let filled = [(home, 10), (home, 200), (home, 3_000), (carers, 40_000), (carers, 500)];
    let others = [(None, 6), (Some("Falls"), 7), (None, 8), (Some("Telecare"), 9), (None, 11)];
    assert_eq!(found, [filled, others].concat());
}
