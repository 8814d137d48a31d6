//! Reconciling: a ledger of a million rows in 500 agreements, against reading the same rows from a workbook in the same run.
//!
//! `cargo bench --bench reconciling`. It prints a ratio, because machines differ.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench that cannot go on should stop, and says what it measured"
)]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use scrutiny::discover::one_file;
use scrutiny::job::house::Limits;
use scrutiny::job::{self, Readers, Request, Vocabulary};
use scrutiny::ledger::Ledger;
use scrutiny::model::account::{SheetAccount, Tally};
use scrutiny::model::entry::{AmountSubject, Class, Entry, Form, Kind};
use scrutiny::model::money::Money;
use scrutiny::model::origin::{Address, Origin};
use scrutiny::model::register::Register;
use scrutiny::pipeline;
use scrutiny::present::sections;
use scrutiny::publish::pdf::fonts;
use scrutiny::read::crew::Crew;
use scrutiny::read::workbook;
use scrutiny::reconcile::checks;
use scrutiny::reconcile::reconcile;

const ROWS: u32 = 1_000_000;
const AGREEMENTS: u32 = 500;
const ROUNDS: usize = 3;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let findings: Vec<&str> = scrutiny::findings().map(|about| about.name).collect();
    let (checks, tolerable) = (checks::names(), checks::tolerable());
    let sections = sections::names();
    let vocabulary = Vocabulary {
        findings: &findings,
        checks: &checks,
        tolerable: &tolerable,
        sections: &sections,
        check_words: sections::check_words,
        read_font: fonts::read_font,
        characters: fonts::characters,
    };
    let request = Request {
        program: PathBuf::from(env!("CARGO_BIN_EXE_scrutiny")),
        input: root.join("input/salford"),
        templates: root.join("templates"),
        output: root.join("output"),
        areas: Vec::new(),
        period: None,
    };
    let job = job::load(&request, vocabulary).unwrap();
    let register = many(&pipeline::register_of(&job).unwrap().0);
    let ledger = ledger(&register);
    println!("{} amounts in {} figures of {AGREEMENTS} agreements", ledger.len(), ledger.positions().len());

    let reconciled = fastest(|| {
        let (ledger, register) = (ledger.clone(), register.clone());
        let start = Instant::now();
        let books = reconcile(ledger, register, &job.areas[0], &job.templates);
        (start.elapsed(), books.value.lines.len())
    });
    let folder = std::env::temp_dir().join(format!("scrutiny-reconciling-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = made(&folder);
    let readers = Readers { program: request.program, limits: Limits { seconds: 600, ..Limits::default() } };
    let read = fastest(|| {
        let start = Instant::now();
        let book = workbook(&one_file(&path), &mut Crew::new(&readers)).unwrap().unwrap();
        (start.elapsed(), book.sheets[0].cells().len())
    });
    std::fs::remove_dir_all(&folder).unwrap();
    let ratio = reconciled.0.as_secs_f64() / read.0.as_secs_f64();
    println!(
        "reconciled {} lines in {:.2?}, read {} cells in {:.2?}, ratio {ratio:.2}",
        reconciled.1, reconciled.0, read.1, read.0
    );
}

fn fastest(run: impl Fn() -> (Duration, usize)) -> (Duration, usize) {
    (0..ROUNDS).map(|_| run()).min().unwrap()
}

/// The register of the example with its first agreement many times over.
fn many(one: &Register) -> Register {
    let mut register = Register { partners: one.partners.clone(), ..Register::default() };
    for number in 0..AGREEMENTS {
        let mut agreement = one.agreements[0].clone();
        let id = agreement.id.clone();
        agreement.id = format!("{id}-{number}");
        for commitment in one.commitments.iter().filter(|one| one.agreement == id) {
            let mut commitment = commitment.clone();
            commitment.agreement.clone_from(&agreement.id);
            register.commitments.push(commitment);
        }
        register.agreements.push(agreement);
    }
    register
}

fn ledger(register: &Register) -> Ledger {
    let (file, sheet): (Arc<str>, Arc<str>) = ("f.xlsx".into(), "s".into());
    let entry = |row: u32| {
        let commitment = &register.commitments[(row as usize) % register.commitments.len()];
        Entry {
            subject: AmountSubject {
                scheme: None,
                kind: [Kind::ContributionBudget, Kind::Contribution, Kind::Receipt][(row / 7 % 3) as usize],
                agreement: Some(commitment.agreement.clone()),
                line: Some(format!("scheme {}", row / 1_000)),
                partner: Some(commitment.partner.clone()),
                reporter: Some(commitment.partner.clone()),
                class: Class::Revenue,
                form: Form::Cash,
            },
            period: "2006-07".parse().unwrap(),
            day: None,
            cumulative: false,
            amount: Money::from_sum(i64::from(row)),
            slack: Money::ZERO,
            step: Money::ZERO,
            origin: Origin { file: Arc::clone(&file), sheet: Arc::clone(&sheet), cell: Address { row, column: 4 } },
            table: 1,
            text: row.to_string(),
            payment: None,
        }
    };
    let entries: Vec<Entry> = (0..ROWS).map(entry).collect();
    let amount = Money::sum(entries.iter().map(|entry| entry.amount));
    let accepted = Tally { cells: entries.len(), amount };
    let account = SheetAccount::of_accepted(file, sheet, accepted);
    Ledger::new(entries, Vec::new(), vec![account]).unwrap()
}

fn made(folder: &Path) -> PathBuf {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for row in 0..ROWS {
        sheet.write_string(row, 0, format!("agreement {}", row % AGREEMENTS)).unwrap();
        sheet.write_string(row, 1, "Council").unwrap();
        sheet.write_string(row, 2, format!("scheme {}", row / 1_000)).unwrap();
        sheet.write_number(row, 3, row).unwrap();
    }
    let path = folder.join("ledger.xlsx");
    book.save(&path).unwrap();
    path
}
