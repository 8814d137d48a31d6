//! Reading: a large workbook, and many small ones, through a worker, against a bare loop over calamine in the same run.
//!
//! `cargo bench --bench reading [FILE]`. Without a file, the bench makes a workbook of 20,000 rows. It prints ratios, because
//! machines differ, and the parent's own peak of memory, because cells stream through a pipe.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench that cannot go on should stop, and says what it measured"
)]

use std::fs;
use std::path::{Path, PathBuf};
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
    fs::remove_dir_all(&folder).unwrap();
}

fn made(folder: &Path, name: &str, rows: u32) -> PathBuf {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for row in 0..rows {
        for column in 0..4 {
            sheet.write_number(row, column, f64::from(row) + 0.25 * f64::from(column)).unwrap();
        }
        sheet.write_string(row, 4, format!("supplier {}", row % 100)).unwrap();
    }
    let path = folder.join(name);
    book.save(&path).unwrap();
    path
}

fn compare(what: &str, worker: impl Fn() -> usize, bare: impl Fn() -> usize) {
    let timed = |read: &dyn Fn() -> usize| {
        let start = Instant::now();
        let cells = read();
        (start.elapsed(), cells)
    };
    let (mut ours, mut theirs, mut cells) = (Duration::MAX, Duration::MAX, (0, 0));
    for _ in 0..ROUNDS {
        let (time, count) = timed(&worker);
        (ours, cells.0) = (ours.min(time), count);
        let (time, count) = timed(&bare);
        (theirs, cells.1) = (theirs.min(time), count);
    }
    assert_eq!(cells.0, cells.1, "not the same cells");
    let ratio = ours.as_secs_f64() / theirs.as_secs_f64();
    println!("{what}: {} cells, worker {ours:.0?}, bare calamine {theirs:.0?}, ratio {ratio:.2}", cells.0);
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
