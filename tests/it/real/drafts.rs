//! A layout drafted for each real file, as if none were shipped for it: the program reads what it wrote.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::ledgers::{BABERGH, CARE_BOARDS, LEDGERS};
use super::spend::published;
use super::{files, real};
use crate::support::trial::{Table, Trial, pence, tried};
use crate::support::{copy_folder, root, scrutiny};

/// The shipped layouts that read the real files.
const TAKEN_AWAY: [&str; 5] = ["payments", "pss-ex1", "councils-across", "years-across", "revenue-outturn"];

/// The settings without the layouts that read the real files.
struct Templates(tempfile::TempDir);

impl Templates {
    fn without_layouts() -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy_folder(&root().join("templates"), folder.path());
        for layout in files(&folder.path().join("layouts"), "toml") {
            let name = layout.file_stem().unwrap().to_str().unwrap();
            if TAKEN_AWAY.iter().any(|start| name.starts_with(start)) {
                std::fs::remove_file(layout).unwrap();
            }
        }
        Self(folder)
    }

    /// Drafts a layout for a file, or one of its sheets, and reads the file with it.
    fn drafted(&self, file: &Path, more: &[&str]) -> Trial {
        let templates = self.0.path().to_str().unwrap();
        let mut arguments = vec!["draft-layout", file.to_str().unwrap(), "--templates", templates];
        arguments.extend(more);
        let said = scrutiny(&arguments);
        assert_eq!(said.code, 0, "{}: {}", file.display(), said.err);
        let draft: PathBuf = self.0.path().join("draft.toml");
        all_guesses_are_marked(file, &said.out);
        std::fs::write(&draft, said.out).unwrap();
        let trial = tried(file, &["--layout", draft.to_str().unwrap(), "--templates", templates]);
        assert!(trial.tables().next().is_some(), "{}: the draft matches nothing", file.display());
        trial
    }

    /// Holds drafts for the sheets that shipped layouts read against these: nearly all of their cells, and all their periods.
    fn compare(&self, file: &Path) {
        let shipped = tried(file, &[]);
        let layouts: BTreeSet<&str> = shipped.tables().filter_map(|table| table.layout.as_deref()).collect();
        assert!(!layouts.is_empty(), "{}: no shipped layout", file.display());
        for layout in layouts {
            let own: Vec<&Table> = shipped.tables().filter(|table| table.layout.as_deref() == Some(layout)).collect();
            let trial = self.drafted(file, &["--sheet", &own[0].name]);
            let names: Vec<&str> = own.iter().map(|table| table.name.as_str()).collect();
            let drafted: Vec<&Table> = trial.tables().filter(|table| names.contains(&table.name.as_str())).collect();
            let cells = |tables: &[&Table]| tables.iter().map(|table| table.accepted_cells).sum::<usize>();
            let (before, after) = (cells(&own), cells(&drafted));
            assert!(after * 100 >= before * 80, "{}, {layout}: {after} of {before}", file.display());
            let periods = |tables: &[&Table]| -> BTreeSet<String> {
                tables.iter().flat_map(|table| &table.totals).map(|total| total.period.clone()).collect()
            };
            assert_eq!(periods(&own), periods(&drafted), "{}, {layout}", file.display());
        }
    }
}

/// Whether a draft states no unit by itself: what the sheet does not say is marked.
fn all_guesses_are_marked(file: &Path, draft: &str) {
    let lines: Vec<&str> = draft.lines().collect();
    for (place, line) in lines.iter().enumerate() {
        let is_guess = |line: &str| line.contains("# guess, to check: ");
        let is_unit = line.starts_with("unit ") && !line.contains("\"stated\"");
        let marked = is_guess(line) || place > 0 && lines[place - 1].starts_with("# guess, to check: ");
        assert!(!is_unit || marked, "{}: {line}", file.display());
    }
}

#[test]
fn a_draft_for_a_ledger_accepts_what_the_shipped_layout_does() {
    let templates = Templates::without_layouts();
    let mut ledgers = Vec::new();
    for (name, _, total) in LEDGERS {
        let Some(file) = real(&format!("ledgers/{name}")) else { return };
        ledgers.push((file, pence(total)));
    }
    let boards = CARE_BOARDS.iter().map(|(_, _, total)| pence(total)).sum();
    ledgers.extend(real("ledgers/8. ICB (38-39).xlsx").map(|file| (file, boards)));
    ledgers.extend(real("ledgers/Babergh District Council.xlsx").map(|file| (file, pence(BABERGH.1))));
    ledgers.extend(real("rochdale/2025_Feb_Spend.csv").map(|file| (file, pence("36855777.85"))));
    ledgers.extend(real("rochdale/2024_Jul_first1499rows.csv").map(|file| (file, pence("1858040.71"))));
    for (file, total) in ledgers {
        assert_eq!(templates.drafted(&file, &[]).accepted(), total, "{}", file.display());
    }
}

#[test]
fn a_draft_for_a_month_of_salford_accepts_what_was_published() {
    let Some(folder) = real("salford-spend") else { return };
    let templates = Templates::without_layouts();
    // All months have the same headings; one of each quarter will do.
    for (month, total) in published(&folder).into_iter().step_by(3) {
        let trial = templates.drafted(&folder.join(format!("{month}.csv")), &[]);
        assert_eq!(trial.accepted(), pence(&total), "{month}");
    }
}

#[test]
fn a_draft_for_a_published_table_reads_what_the_shipped_layout_does() {
    let templates = Templates::without_layouts();
    for path in [
        "pss-ex1/2000-01_spend.xls",
        "pss-ex1/GrossNetPSS2006-07 .xls",
        "pss-ex1/expend0607.xls",
        "outturn/RS_2017-18_data_by_LA.xlsx",
    ] {
        let Some(file) = real(path) else { return };
        templates.compare(&file);
    }
    for file in real("pss-ex1/2007-08_council_csvs").map(|folder| files(&folder, "csv")).into_iter().flatten() {
        templates.compare(&file);
    }
}

#[test]
fn small_tables_of_years_and_ledgers_are_drafted_whole() {
    let Some(real) = real("") else { return };
    let templates = Templates::without_layouts();
    for (name, accepted, witnessed, total) in [
        ("budget-years-across.csv", 8, 4, "53398.00"),
        ("total-at-the-end.csv", 4, 2, "35302.00"),
        ("leeds-camelcase.csv", 40, 0, "187339.54"),
        ("nhs-over-25k.csv", 24, 0, "38351850.00"),
    ] {
        let trial = templates.drafted(&real.join("../small-real").join(name), &[]);
        let table = trial.table();
        let found = (table.accepted_cells, table.witnessed_cells, table.refused_cells, table.accepted.as_str());
        assert_eq!(found, (accepted, witnessed, 0, total), "{name}");
    }
}
