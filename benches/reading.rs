//! Reading: a large workbook, and many small ones, through a worker, and `scrutiny try` on a ledger, against a bare loop over
//! calamine in the same run.
//!
//! Last, what headings that stand again and again cost, which must grow with their number and no faster.
//!
//! `cargo bench --bench reading [FILE]`. Without a file, the bench makes a ledger of 20,000 rows. It prints ratios, because
//! machines differ, and the parent's own peak of memory, because cells stream through a pipe.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench that cannot go on should stop, and says what it measured"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use calamine::{Reader, Xlsx, open_workbook};
use scrutiny::discover::one_file;
use scrutiny::job::Readers;
use scrutiny::job::house::Limits;
use scrutiny::read::crew::Crew;
use scrutiny::read::workbook;

const ROUNDS: usize = 7;

fn main() {
    let folder = std::env::temp_dir().join(format!("scrutiny-bench-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let given = std::env::args().nth(1).filter(|argument| !argument.starts_with('-')).map(PathBuf::from);
    let large = given.unwrap_or_else(|| made(&folder, "large.xlsx", 20_000));
    let small: Vec<PathBuf> = (0..200).map(|number| made(&folder, &format!("{number}.xlsx"), 20)).collect();
    let readers = Readers { program: PathBuf::from(env!("CARGO_BIN_EXE_scrutiny")), limits: Limits::default() };

    compare("one large workbook", || through_a_worker(&[&large], &readers), || bare(&[&large]));
    println!("peak of the parent: {} MiB", peak_mib());
    let small: Vec<&PathBuf> = small.iter().collect();
    compare("200 small workbooks", || through_a_worker(&small, &readers), || bare(&small));
    let (trial, read) = (fastest(&|| tried(&large)), fastest(&|| bare(&[&large])));
    let ratio = trial.0.as_secs_f64() / read.0.as_secs_f64();
    println!("try: {} amounts, {:.0?}, bare calamine {:.0?}, ratio {ratio:.2}", trial.1, trial.0, read.0);
    for title in ["", "Another title\n"] {
        let pages = |number: u32| fastest(&|| tried(&printed(&folder, number, title))).0.as_secs_f64();
        let (few, many) = (pages(4_000), pages(20_000));
        let what = if title.is_empty() { "pages" } else { "tables" };
        println!("try: 4,000 {what} {few:.2} s, five times as many {:.1} times as long", many / few);
    }
    fs::remove_dir_all(&folder).unwrap();
}

/// Headings that stand again before every line, with or without a title of their own.
fn printed(folder: &Path, pages: u32, title: &str) -> PathBuf {
    let page = |number| {
        format!("{title}Agreement,Partner,Contribution for the year,Paid to date\nPool {number},Council,2,1\n")
    };
    let path = folder.join("printed.csv");
    fs::write(&path, format!("Period: 2024-25 M6\n{}", (0..pages).map(page).collect::<String>())).unwrap();
    path
}

fn made(folder: &Path, name: &str, rows: u32) -> PathBuf {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, heading) in (0_u16..).zip(["Payment date", "Service", "Supplier", "Transaction number", "Amount"]) {
        sheet.write_string(0, column, heading).unwrap();
    }
    for row in 1..=rows {
        sheet.write_string(row, 0, format!("{:02}/{:02}/2024", row % 28 + 1, row % 12 + 1)).unwrap();
        sheet.write_string(row, 1, format!("service {}", row % 20)).unwrap();
        sheet.write_string(row, 2, format!("supplier {}", row % 100)).unwrap();
        sheet.write_number(row, 3, row).unwrap();
        sheet.write_number(row, 4, f64::from(row) + 0.25).unwrap();
    }
    let path = folder.join(name);
    book.save(&path).unwrap();
    path
}

fn compare(what: &str, worker: impl Fn() -> usize, bare: impl Fn() -> usize) {
    let (ours, theirs) = (fastest(&worker), fastest(&bare));
    assert_eq!(ours.1, theirs.1, "not the same cells");
    let ratio = ours.0.as_secs_f64() / theirs.0.as_secs_f64();
    println!("{what}: {} cells, worker {:.0?}, bare calamine {:.0?}, ratio {ratio:.2}", ours.1, ours.0, theirs.0);
}

/// The shortest time of several, and what was counted.
fn fastest(read: &dyn Fn() -> usize) -> (Duration, usize) {
    let timed = || {
        let start = Instant::now();
        let count = read();
        (start.elapsed(), count)
    };
    (0..ROUNDS).map(|_| timed()).min().unwrap()
}

/// The whole command, with the layouts that the program comes with; the amounts that it accepts.
fn tried(path: &Path) -> usize {
    let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut command = Command::new(env!("CARGO_BIN_EXE_scrutiny"));
    let said = command.arg("try").arg(path).arg("--json").arg("--templates").arg(templates).output().unwrap();
    let answer: serde_json::Value = serde_json::from_slice(&said.stdout).unwrap();
    let accepted = |sheet: &serde_json::Value| usize::try_from(sheet["accepted-cells"].as_u64().unwrap()).unwrap();
    let accepted = answer["sheets"].as_array().unwrap().iter().map(accepted).sum();
    assert!(accepted > 0, "nothing was accepted");
    accepted
}

/// Everything that a run looks at: formulas, hidden rows, formats.
fn through_a_worker(paths: &[&PathBuf], readers: &Readers) -> usize {
    let mut crew = Crew::new(readers);
    let read = |path: &&PathBuf| {
        let book = workbook(&one_file(path), &mut crew).unwrap().unwrap();
        book.sheets.iter().map(|sheet| sheet.cells().len()).sum::<usize>()
    };
    paths.iter().map(read).sum()
}

/// Values only.
fn bare(paths: &[&PathBuf]) -> usize {
    let read = |path: &&PathBuf| {
        let mut book: Xlsx<_> = open_workbook(path).unwrap();
        let names = book.sheet_names();
        names.iter().map(|name| book.worksheet_range(name).unwrap().used_cells().count()).sum::<usize>()
    };
    paths.iter().map(read).sum()
}

/// The most memory that this process has used, where the system tells.
fn peak_mib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) / 1024
}
