//! What two councils of Greater Manchester paid: 24 months of Salford, and two months of Rochdale with brackets and blanks.

use std::path::Path;

use super::real;
use crate::support::trial::{Total, found, pence, tried};

/// The months that Salford published, and what each came to.
pub fn published(folder: &Path) -> Vec<(String, String)> {
    let text = std::fs::read_to_string(folder.join("published-monthly-totals.csv")).unwrap();
    let rows = text.lines().skip(1).filter_map(|line| {
        let mut cells = line.split(',');
        Some((cells.next()?.to_owned(), cells.next()?.to_owned()))
    });
    rows.collect()
}

#[test]
fn salfords_spending_is_what_was_published_each_month() {
    let Some(folder) = real("salford-spend") else { return };
    let published = published(&folder);
    assert_eq!(published.len(), 24);
    let mut together = 0;
    for (number, (month, total)) in published.iter().enumerate() {
        let trial = tried(&folder.join(format!("{month}.csv")), &[]);
        let table = trial.table();
        assert_eq!((&table.accepted, trial.refused().len()), (total, 0), "{month}");
        assert_eq!((table.layout.as_deref(), table.accepted_cells), (Some("payments"), table.cells()), "{month}");
        let period = format!("{}-M{:02}", ["2012-13", "2013-14"][number / 12], number % 12 + 1);
        assert!(table.totals.iter().all(|total| total.period == period), "{month} is not {period}");
        together += pence(&table.accepted);
    }
    assert_eq!(together, pence("677945015.58"));
}

#[test]
fn a_payment_of_salford_that_is_not_its_vat_and_net_is_named_and_used_as_it_stands() {
    let Some(file) = real("salford-spend/2012-04.csv") else { return };
    let found = found(&file);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].name, "parts-disagree");
    assert!(found[0].message.contains("£1,430,142.03, and its parts add up to £2,368,024.15"), "{found:?}");
}

#[test]
fn rochdales_brackets_are_negative_in_whatever_order_its_columns_stand() {
    let Some(file) = real("rochdale/2025_Feb_Spend.csv") else { return };
    let sorted = |path: &Path| -> Vec<Total> {
        let mut trial = tried(path, &[]);
        assert_eq!(trial.refused(), []);
        let mut table = trial.sheets.remove(0);
        assert_eq!((table.accepted_cells, table.cells()), (16_702, 16_702));
        assert_eq!(table.accepted, "36855777.85", "38,520,704.43 would be without the brackets");
        table.totals.sort();
        table.totals
    };
    let folder = tempfile::tempdir().unwrap();
    let turned = folder.path().join("turned.csv");
    let mut from = csv::ReaderBuilder::new().has_headers(false).from_path(&file).unwrap();
    let mut to = csv::Writer::from_path(&turned).unwrap();
    for record in from.byte_records() {
        let mut cells: Vec<Vec<u8>> = record.unwrap().iter().map(<[u8]>::to_vec).collect();
        cells.reverse();
        to.write_record(cells).unwrap();
    }
    to.flush().unwrap();
    let totals = sorted(&file);
    assert_eq!(totals, sorted(&turned));
    assert!(totals.iter().any(|total| total.line.as_deref() == Some("BETTER CARE FUND POOLED BUDGET")));
}

#[test]
fn rochdales_amounts_with_trailing_blanks_are_all_read() {
    let Some(file) = real("rochdale/2024_Jul_first1499rows.csv") else { return };
    let trial = tried(&file, &[]);
    let table = trial.table();
    assert_eq!((table.rows, table.accepted_cells, table.cells()), (1_499, 1_499, 1_499));
    assert_eq!((table.accepted.as_str(), trial.refused().len()), ("1858040.71", 0));
}
