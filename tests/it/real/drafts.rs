//! A layout drafted for each real file, as if none were shipped for it: the program reads what it wrote.

use std::path::{Path, PathBuf};

use super::ledgers::{BABERGH, CARE_BOARDS, LEDGERS};
use super::spend::published;
use super::{files, real};
use crate::support::trial::{Trial, pence, tried};
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

    /// Drafts a layout for a file and reads the file with it.
    fn drafted(&self, file: &Path) -> Trial {
        let templates = self.0.path().to_str().unwrap();
        let said = scrutiny(&["draft-layout", file.to_str().unwrap(), "--templates", templates]);
        assert_eq!(said.code, 0, "{}: {}", file.display(), said.err);
        let draft: PathBuf = self.0.path().join("draft.toml");
        std::fs::write(&draft, said.out).unwrap();
        let trial = tried(file, &["--layout", draft.to_str().unwrap(), "--templates", templates]);
        assert!(trial.tables().next().is_some(), "{}: the draft matches nothing", file.display());
        trial
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
        assert_eq!(templates.drafted(&file).accepted(), total, "{}", file.display());
    }
}

#[test]
fn a_draft_for_a_month_of_salford_accepts_what_was_published() {
    let Some(folder) = real("salford-spend") else { return };
    let templates = Templates::without_layouts();
    // All months have the same headings; one of each quarter will do.
    for (month, total) in published(&folder).into_iter().step_by(3) {
        let trial = templates.drafted(&folder.join(format!("{month}.csv")));
        assert_eq!(trial.accepted(), pence(&total), "{month}");
    }
}

#[test]
fn a_draft_for_a_published_table_is_a_layout_that_matches_it() {
    let templates = Templates::without_layouts();
    for path in [
        "pss-ex1/2000-01_spend.xls",
        "pss-ex1/2003-04_spend.xls",
        "pss-ex1/GrossNetPSS2006-07 .xls",
        "pss-ex1/expend0607.xls",
        "outturn/RS_2017-18_data_by_LA.xlsx",
    ] {
        let Some(file) = real(path) else { return };
        templates.drafted(&file);
    }
    for file in real("pss-ex1/2007-08_council_csvs").map(|folder| files(&folder, "csv")).into_iter().flatten() {
        templates.drafted(&file);
    }
}
