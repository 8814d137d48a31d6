//! Files that mean harm, workers that die, and files with random bytes changed: the run answers for every one.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::Duration;

use scrutiny::discover::one_file;
use scrutiny::job::Readers;
use scrutiny::job::house::Limits;
use scrutiny::read::crew::Crew;
use scrutiny::read::{CellValue, Unread, Workbook, workbook};
use serde_json::Value;

use crate::support::{files, program, root, say, scrutiny};

fn readers(limits: Limits) -> Readers {
    Readers { program: program(), limits }
}

/// Reads a file and gives its workbook, or the verdict and its reason.
fn read(path: &Path, crew: &mut Crew<'_>) -> Result<Workbook, (String, String)> {
    let answer = workbook(&one_file(path), crew).unwrap();
    answer.map_err(|unread| match unread {
        Unread::Refused(refusal) => (refusal.verdict.to_string(), refusal.why),
        Unread::Changing => ("changing".to_owned(), String::new()),
    })
}

fn write(folder: &Path, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, content).unwrap();
    path
}

#[test]
fn two_cells_in_the_corners_of_a_sheet_cost_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "first").unwrap();
    sheet.write_number(1_048_575, 16_383, 1).unwrap();
    let path = write(folder.path(), "corners.xlsx", book.save_to_buffer().unwrap());
    let said = scrutiny(&["read", "--json", path.to_str().unwrap()]);
    let answer: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!((said.code, &answer["verdict"]), (0, &Value::from("read")));
    let sheet = &answer["sheets"][0];
    assert_eq!((&sheet["rows"], &sheet["columns"], &sheet["cells"]), (&1_048_576.into(), &16_384.into(), &2.into()));
}

#[test]
fn a_file_that_takes_too_much_is_refused_and_the_next_one_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let small = write(folder.path(), "small.csv", "a,b\n1,2\n");
    let large = write(folder.path(), "large.csv", "1,2,3,4,5,6,7,8\n".repeat(1 << 20));
    let refused = |limits: Limits, path: &Path| {
        let readers = readers(limits);
        let mut crew = Crew::new(&readers);
        let verdict = read(path, &mut crew).map(|_| ()).unwrap_err().0;
        (verdict, read(&small, &mut crew).map(|_| ()))
    };
    let limits = Limits::default();
    assert_eq!(refused(Limits { memory_mib: 12, ..limits }, &large), ("too-large".to_owned(), Ok(())));
    assert_eq!(refused(Limits { cells: 1_000, ..limits }, &large), ("too-large".to_owned(), Ok(())));
    assert_eq!(refused(Limits { seconds: 0, ..limits }, &large).0, "timed-out");
}

#[test]
fn a_cell_longer_than_any_answer_is_refused_and_nobody_waits_for_ever() {
    let folder = tempfile::tempdir().unwrap();
    let path = write(folder.path(), "long.csv", format!("a,b\n\"{}\",1\n", "x".repeat(70 << 20)));
    let readers = readers(Limits::default());
    assert_eq!(read(&path, &mut Crew::new(&readers)).map(|_| ()).unwrap_err().0, "too-large");
}

#[test]
fn half_a_gigabyte_of_blanks_is_refused_before_it_is_unpacked() {
    let folder = tempfile::tempdir().unwrap();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let quickly = zip::write::SimpleFileOptions::default().compression_level(Some(2));
    zip.start_file("xl/workbook.xml", quickly).unwrap();
    let blanks = vec![b' '; 1 << 20];
    for _ in 0..512 {
        std::io::Write::write_all(&mut zip, &blanks).unwrap();
    }
    let content = zip.finish().unwrap().into_inner();
    assert!(content.len() < 1 << 20);
    let path = write(folder.path(), "blanks.xlsx", content);
    let readers = readers(Limits::default());
    assert_eq!(read(&path, &mut Crew::new(&readers)).map(|_| ()).unwrap_err().0, "too-large");
}

#[test]
fn an_entity_bomb_does_not_go_off() {
    let folder = tempfile::tempdir().unwrap();
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().write_string(0, 0, "first").unwrap();
    let whole = book.save_to_buffer().unwrap();
    let entities: String =
        (1..10).map(|level| format!("<!ENTITY e{level} \"{}\">", format!("&e{};", level - 1).repeat(10))).collect();
    let bomb = format!(
        "<!DOCTYPE x [<!ENTITY e0 \"boom\">{entities}]><worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is>\
         <t>&e9;</t></is></c></row></sheetData></worksheet>"
    );
    let mut from = zip::ZipArchive::new(std::io::Cursor::new(whole)).unwrap();
    let mut to = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for place in 0..from.len() {
        let name = from.by_index(place).unwrap().name().unwrap().into_owned();
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut from.by_index(place).unwrap(), &mut content).unwrap();
        let content = if name == "xl/worksheets/sheet1.xml" { bomb.as_bytes() } else { &content };
        to.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut to, content).unwrap();
    }
    let path = write(folder.path(), "bomb.xlsx", to.finish().unwrap().into_inner());
    let readers = readers(Limits { memory_mib: 64, seconds: 5, ..Limits::default() });
    match read(&path, &mut Crew::new(&readers)) {
        Ok(book) => assert!(book.sheets[0].cells().iter().all(|cell| cell.value.text().len() < 100)),
        Err((verdict, why)) => assert_eq!(verdict, "corrupt", "{why}"),
    }
}

#[test]
fn a_file_that_grows_while_it_is_read_is_left_for_the_next_run() {
    let folder = tempfile::tempdir().unwrap();
    let path = write(folder.path(), "growing.csv", "Pooled fund,Amount\n");
    let readers = readers(Limits::default());
    let mut crew = Crew::new(&readers);
    let looked_at = one_file(&path);
    assert!(workbook(&looked_at, &mut crew).unwrap().is_ok());
    write(folder.path(), "growing.csv", "Pooled fund,Amount\nEquipment,5\n");
    assert!(matches!(workbook(&looked_at, &mut crew).unwrap(), Err(Unread::Changing)));
}

#[test]
fn a_file_cut_anywhere_is_answered_for() {
    let folder = tempfile::tempdir().unwrap();
    let whole = fs::read(root().join("input/salford/agreements.xlsx")).unwrap();
    let readers = readers(Limits::default());
    let mut crew = Crew::new(&readers);
    for length in (whole.len() / 20..whole.len()).step_by(whole.len() / 20) {
        let path = write(folder.path(), "cut.xlsx", &whole[..length]);
        let (verdict, why) = read(&path, &mut crew).map(|_| ()).unwrap_err();
        assert!(["corrupt", "unsupported"].contains(&verdict.as_str()), "{length}: {verdict}, {why}");
    }
}

#[test]
fn a_worker_that_is_killed_costs_one_file_of_fifty() {
    let folder = tempfile::tempdir().unwrap();
    let readers = readers(Limits::default());
    let mut crew = Crew::new(&readers);
    let mut verdicts: BTreeMap<String, usize> = BTreeMap::new();
    for number in 0..50 {
        let rows = if number == 25 { 1 << 20 } else { 3 };
        let path = write(folder.path(), &format!("{number}.csv"), "a,b,c,d,e,f\n".repeat(rows));
        let killer = (number == 25).then(|| {
            let worker = crew.worker_id().unwrap();
            thread::spawn(move || {
                thread::sleep(Duration::from_millis(30));
                Command::new("kill").args(["-9", &worker.to_string()]).status()
            })
        });
        let answer = read(&path, &mut crew);
        *verdicts.entry(answer.map_or_else(|(verdict, _)| verdict, |_| "read".to_owned())).or_default() += 1;
        if let Some(killer) = killer {
            match killer.join().unwrap() {
                Ok(killed) if killed.success() => {}
                _ => return say("skipped: no process can be killed by hand here"),
            }
        }
    }
    assert_eq!(verdicts, BTreeMap::from([("crashed".to_owned(), 1), ("read".to_owned(), 49)]));
}

#[test]
fn read_prints_cells_and_verdicts() {
    let folder = tempfile::tempdir().unwrap();
    let said = |arguments: &[&str]| scrutiny(&[&["read"], arguments].concat());
    let csv = write(folder.path(), "q1.csv", "Title\n\n\"a;b\",5\n");
    let csv = csv.to_str().unwrap();
    assert_eq!(said(&[csv]).out, "q1: 3 rows by 2 columns, 3 cells\n");
    assert_eq!(said(&["--csv", csv]).out, "Title\n\na;b,5\n");
    let register = root().join("input/salford/agreements.xlsx");
    let register = register.to_str().unwrap();
    let unnamed = said(&["--csv", register]);
    assert!(unnamed.code == 2 && unnamed.err.contains("sheets: Agreements, Partners"), "{}", unnamed.err);
    let totals = said(&["--csv", "--sheet", "Totals", register]);
    assert_eq!(totals.out.lines().nth(3).unwrap().split(',').nth(3), Some("8080000"));
    let pdf = write(folder.path(), "scan.xlsx", "%PDF-1.7");
    let answer: Value = serde_json::from_str(&said(&["--json", pdf.to_str().unwrap()]).out).unwrap();
    assert_eq!((&answer["verdict"], &answer["why"]), (&"unsupported".into(), &"it is a PDF document".into()));
    assert_eq!(said(&[pdf.to_str().unwrap()]).code, 1);
    assert_eq!(said(&["nowhere.xlsx"]).code, 2);
}

/// Numbers that look random and are the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % (limit.max(1) as u64)).unwrap()
    }

    /// Flips, cuts or doubles some bytes.
    fn change(&mut self, mut bytes: Vec<u8>) -> Vec<u8> {
        for _ in 0..=self.below(8) {
            let from = self.below(bytes.len());
            let to = (from + 1 + self.below(64)).min(bytes.len());
            match self.below(4) {
                0 => bytes.truncate(from.max(1)),
                1 => {
                    let part = bytes[from..to].to_vec();
                    bytes.splice(from..from, part);
                }
                _ => bytes[from..to].iter_mut().for_each(|byte| *byte ^= 1 << self.below(8)),
            }
        }
        bytes
    }
}

/// The files below a folder that have something in them, and no more than a megabyte.
fn small(folder: &Path) -> impl Iterator<Item = PathBuf> {
    files(folder).into_iter().filter(|path| (1..=1 << 20).contains(&fs::metadata(path).unwrap().len()))
}

/// `SCRUTINY_ROUNDS` sets how many files are changed; where the shared corpus stands beside the project, they are from there.
#[test]
fn changed_files_are_all_answered_for() {
    let rounds = std::env::var("SCRUTINY_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(300);
    let corpus = root().join("../shared/corpus");
    let mut all: Vec<PathBuf> = if rounds == 300 { Vec::new() } else { small(&corpus).collect() };
    if all.is_empty() {
        all = small(&root().join("input")).chain(small(&root().join("tests/findings/encrypted"))).collect();
    }
    all.sort();
    let folder = tempfile::tempdir().unwrap();
    let readers = readers(Limits::default());
    let mut crew = Crew::new(&readers);
    let mut chance = Chance(0x5eed);
    let mut verdicts: BTreeMap<String, usize> = BTreeMap::new();
    for _ in 0..rounds {
        let original = &all[chance.below(all.len())];
        let path = write(folder.path(), "changed", chance.change(fs::read(original).unwrap()));
        let answer = read(&path, &mut crew).map_or_else(|(verdict, _)| verdict, |_| "read".to_owned());
        *verdicts.entry(answer).or_default() += 1;
    }
    assert_eq!(verdicts.values().sum::<usize>(), rounds);
    say(&format!("{rounds} changed files: {verdicts:?}"));
}

/// The cells of the first sheet that has any, as text by address.
fn cells(path: &Path, crew: &mut Crew<'_>) -> BTreeMap<String, String> {
    let book = read(path, crew).unwrap();
    let sheets = book.sheets.iter().map(|sheet| {
        sheet
            .rows()
            .flat_map(|row| row.cells().map(|cell| (cell.address.to_string(), text(&cell.value))).collect::<Vec<_>>())
    });
    sheets.map(BTreeMap::from_iter).find(|cells| !cells.is_empty()).unwrap_or_default()
}

fn text(value: &CellValue) -> String {
    match value {
        CellValue::Truth(truth) => truth.to_string(),
        // A date is text in csv, with a time that a cell of dates does not show.
        other => other.text().trim().trim_end_matches("T00:00:00+00:00").to_owned(),
    }
}

#[test]
fn one_table_in_three_formats_reads_the_same() {
    let folder = root().join("../shared/corpus/flatten-tool/flattentool/tests/fixtures");
    if !folder.is_dir() {
        return say("skipped: ../shared/corpus is not here");
    }
    let readers = readers(Limits::default());
    let mut crew = Crew::new(&readers);
    let mut compared = 0;
    for ods in small(&folder.join("ods")) {
        let name = ods.file_stem().unwrap().to_str().unwrap().to_owned();
        let one = cells(&ods, &mut crew);
        let other = folder.join(format!("xlsx/{name}.xlsx"));
        if other.is_file() {
            assert_eq!(cells(&other, &mut crew), one, "{name}");
            compared += 1;
        }
    }
    assert!(compared >= 10, "only {compared} pairs");
    let examples = root().join("../shared/corpus/flatten-tool/examples");
    let csv = cells(&examples.join("iati/main.csv"), &mut crew);
    assert_eq!(cells(&examples.join("iati.xlsx"), &mut crew), csv);
    assert_eq!(cells(&examples.join("iati.ods"), &mut crew), csv);
}
