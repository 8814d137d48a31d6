//! What the ledger adds up and proves.

use super::{AmountSubject, Class, Entry, Fault, Form, Kind, Ledger, Money, Origin, SheetAccount};
use crate::model::account::Tally;
use crate::model::origin::Address;

fn entry(agreement: &str, pence: i64, row: u32) -> Entry {
    let subject = AmountSubject {
        kind: Kind::ContributionBudget,
        agreement: Some(agreement.to_owned()),
        scheme: None,
        line: None,
        partner: Some("Council".to_owned()),
        reporter: Some("Council".to_owned()),
        class: Class::Revenue,
        form: Form::Cash,
    };
    Entry {
        subject,
        period: "2006-07".parse().unwrap(),
        day: None,
        cumulative: false,
        amount: Money::from_sum(pence),
        slack: Money::ZERO,
        step: Money::ZERO,
        origin: Origin { file: "f.csv".into(), sheet: "f".into(), cell: Address { row, column: 2 } },
        table: 1,
        text: pence.to_string(),
        payment: None,
    }
}

fn account(pence: i64, cells: usize) -> SheetAccount {
    let accepted = Tally { cells, amount: Some(Money::from_sum(pence)) };
    SheetAccount::of_accepted("f.csv".into(), "f".into(), accepted)
}

#[test]
fn lines_of_one_figure_are_one_position_with_all_their_cells() {
    let entries = vec![entry("pool", 100, 4), entry("other", 7, 5), entry("pool", -30, 6)];
    let ledger = Ledger::new(entries, Vec::new(), vec![account(77, 3)]).unwrap();
    let amounts: Vec<i64> = ledger.positions().iter().map(|position| position.amount.pence()).collect();
    assert_eq!(amounts, [70, 7]);
    let cells: Vec<String> = ledger.origins(&ledger.positions()[0]).map(|origin| origin.cell.to_string()).collect();
    assert_eq!(cells, ["C5", "C7"]);
}

#[test]
fn a_penny_lost_between_the_sheets_and_the_ledger_is_a_fault() {
    let lost = Ledger::new(vec![entry("pool", 100, 4)], Vec::new(), vec![account(101, 1)]);
    assert!(matches!(lost, Err(Fault::Unproved(_))));
}

#[test]
fn an_empty_ledger_adds_up_to_nothing() {
    let ledger = Ledger::new(Vec::new(), Vec::new(), Vec::new()).unwrap();
    assert!(ledger.is_empty() && ledger.total() == Money::ZERO && ledger.positions().is_empty());
    let mut bytes = Vec::new();
    ledger.write_parquet(&mut bytes).unwrap();
    assert!(bytes.starts_with(b"PAR1"));
}
