//! Ledgers of payments of eight bodies, each with its own headings, read by one layout.

use super::real;
use crate::support::trial::{pence, tried};

/// A file, how many rows have an amount, and what these add up to.
///
/// The figures are those of this program, which knows nothing of layouts: it takes a column by its name, and rounds each
/// amount to a penny.
///
/// ```python
/// import csv
/// from decimal import Decimal, ROUND_HALF_UP
/// def total(path, column, encoding="utf-8-sig"):
///     rows = csv.DictReader(open(path, encoding=encoding, newline=""))
///     amounts = [row[column].strip().replace(",", "") for row in rows]
///     amounts = [Decimal("-" + text.strip("()") if text.startswith("(") else text) for text in amounts if text]
///     return len(amounts), sum(amount.quantize(Decimal("0.01"), ROUND_HALF_UP) for amount in amounts)
/// ```
///
/// The columns are `Amount`, but for `Invoice Line Value (net of VAT)` in Darlington, `Net Amount` in Manchester and Wakefield,
/// `Total` in Newcastle and `amount` in Oxford 2014; with cp1252 and `AMOUNT (£)` it gives the two sums of Rochdale too.
pub const LEDGERS: [(&str, usize, &str); 11] = [
    ("DCCSpendingOver500_201105.csv", 6_224, "27384850.96"),
    ("DCCSpendingOver500_201510.csv", 8_124, "36094963.09"),
    ("DCCSpendingOver500_202101.csv", 10_223, "70029958.55"),
    ("DCCSpendingOver500_202503.csv", 14_183, "125367262.22"),
    ("odileeds_darlington_2010-09.csv", 4_104, "19213253.07"),
    ("odileeds_manchester_2011-03.csv", 4_991, "74186088.74"),
    ("odileeds_newcastle_2017-03.csv", 6_468, "43310630.99"),
    ("odileeds_northtyneside_2014-04_i.csv", 11_748, "26600505.32"),
    ("odileeds_wakefield_2021-Q4.csv", 11_517, "723498.26"),
    ("oxford_expenditure-over-500-jan-mar-2014.csv", 3_859, "13413467.98"),
    ("oxford_expenditure-over-500-jan-mar-2018.csv", 1_220, "4339765.85"),
];

/// The sheets of the workbooks in the same way.
///
/// ```python
/// import openpyxl
/// for sheet in openpyxl.load_workbook(path, read_only=True):
///     rows = sheet.iter_rows(values_only=True)
///     column = next(row for row in rows if "Amount" in row).index("Amount")
///     found = [row[column] for row in rows if row[column] is not None]
///     numbers = [Decimal(repr(amount)) for amount in found if not isinstance(amount, str)]
///     print(sheet.title, len(found), sum(number.quantize(Decimal("0.01"), ROUND_HALF_UP) for number in numbers))
/// ```
pub const CARE_BOARDS: [(&str, usize, &str); 2] =
    [("NHS Gloucestershire ICB", 146_979, "4044265404.87"), ("NHS Somerset ICB", 40_167, "5067864904.20")];
pub const BABERGH: (usize, &str) = (19_769, "105066873.05");

#[test]
fn each_ledger_adds_up_to_what_was_worked_out_elsewhere() {
    for (name, rows, total) in LEDGERS {
        let Some(file) = real(&format!("ledgers/{name}")) else { return };
        let trial = tried(&file, &[]);
        let table = trial.table();
        assert_eq!(table.layout.as_deref(), Some("payments"), "{name}");
        assert_eq!((table.rows, table.cells(), table.accepted_cells), (rows, rows, rows), "{name}");
        assert_eq!(table.accepted, total, "{name}");
        assert_eq!(table.sum(|_| true), pence(total), "{name}: the totals are of all that was accepted");
    }
}

#[test]
fn the_payments_of_two_care_boards_are_read_to_the_last_row() {
    let Some(file) = real("ledgers/8. ICB (38-39).xlsx") else { return };
    let trial = tried(&file, &[]);
    assert_eq!(trial.sheets.len(), 2);
    for (table, (board, rows, total)) in trial.sheets.iter().zip(CARE_BOARDS) {
        assert_eq!((table.name.as_str(), table.layout.as_deref()), (board, Some("payments")));
        assert_eq!((table.rows, table.cells(), table.accepted_cells), (rows, rows, rows), "{board}");
        assert_eq!(table.accepted, total, "{board}");
        let partners = table.totals.iter().filter_map(|total| total.partner.as_deref());
        assert!(partners.clone().any(|partner| partner == board), "{board}");
        let place = board.trim_end_matches(" ICB");
        assert!(partners.clone().all(|partner| partner.starts_with(place)), "its forerunner, and nobody else: {board}");
    }
}

#[test]
fn one_amount_of_babergh_is_refused_for_its_comma_and_no_other() {
    let Some(file) = real("ledgers/Babergh District Council.xlsx") else { return };
    let trial = tried(&file, &[]);
    let table = trial.table();
    let (rows, total) = BABERGH;
    assert_eq!(table.layout.as_deref(), Some("payments"));
    assert_eq!((table.rows, table.cells(), table.accepted_cells, table.refused_cells), (rows, rows, rows - 1, 1));
    assert_eq!(trial.refused(), [("D9648", "1241,32")]);
    assert_eq!(table.refusals[0].finding, "not-money");
    assert_eq!(table.accepted, total);
}
