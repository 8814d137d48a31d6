//! Publish: a revision of a pack as a folder that appears whole, or not at all.

mod amounts;
mod csvw;
mod docx;
mod drawn;
pub mod html;
mod ods;
pub(crate) mod outputs;
pub mod pdf;
pub(crate) mod sheet;
pub(crate) mod trace;

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::fault::Fault;
use crate::finding::Finding;
use crate::job::Templates;
use crate::job::area::Area;
use crate::job::house::Also;
use crate::job::livery::Livery;
use crate::model::figure_record::FigureRecord;
use crate::model::source::Source;
use crate::present::Presented;
use crate::present::feedback::Letter;
use crate::present::pack::{Figures, Pack};
use crate::record::manifest::{Inputs, Manifest};
use crate::record::newest_revision;
use outputs::OutputFile;
use trace::Trace;

/// Where a publication is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// Its folder.
    pub folder: PathBuf,
    /// Its number, from 1.
    pub revision: u32,
    /// Whether it is new; an unchanged run publishes nothing.
    pub is_new: bool,
}

/// What is published together, ready to be put into files; what only an area has is empty for a roll-up.
pub(crate) struct Issue<'a, F = Figures> {
    pub pack: &'a Pack<F>,
    pub letters: &'a [Letter],
    pub findings: &'a [Finding],
    pub records: Vec<FigureRecord>,
    pub trace: Trace,
    pub livery: &'a Livery,
    /// What the house asks for beside the usual files.
    pub also: Also,
    /// The code of the area, where `area.toml` has it.
    pub gss: Option<&'a str>,
}

/// Publishes a pack and its letters as the next revision of its area and period, unless the newest one was made from the same
/// input.
///
/// # Errors
///
/// Where a file cannot be made or written; then no revision appears, and those before it stay as they were.
pub fn publish(
    presented: &Presented,
    findings: &[Finding],
    sources: &[Source],
    area: &Area,
    templates: &Templates,
    output: &Path,
) -> Result<Publication, Fault> {
    let Presented { pack, letters, ratings } = presented;
    let folder = output.join(&area.name).join(area.period.to_string());
    let inputs = Inputs::new(area, sources, templates);
    let ledger = &pack.figures.books.ledger;
    let make = || {
        let records = pack.figures.records(&area.name);
        let trace = Trace::of(pack, &records, findings, ratings, (area, templates));
        let issue = Issue {
            pack,
            letters,
            findings,
            records,
            trace,
            livery: &templates.house.livery,
            also: templates.house.also,
            gss: area.gss.as_deref(),
        };
        let complete = |manifest: Manifest| manifest.of_area(&pack.area, findings, ledger, ratings);
        outputs::made(outputs::OF_AREA, &issue, &inputs, complete)
    };
    next_revision(&folder, &inputs, make)
}

/// Makes the next revision in a folder, unless the newest one was made from the same and is whole.
pub(crate) fn next_revision(
    folder: &Path,
    inputs: &Inputs,
    make: impl FnOnce() -> Result<Vec<OutputFile>, Fault>,
) -> Result<Publication, Fault> {
    let newest = newest_revision(folder)?;
    if let Some(revision) = newest {
        let folder = folder.join(format!("r{revision}"));
        if Manifest::read(&folder).is_some_and(|manifest| manifest.holds(inputs, &folder)) {
            return Ok(Publication { folder, revision, is_new: false });
        }
    }
    let files = make()?;
    let revision = newest.unwrap_or(0) + 1;
    let target = folder.join(format!("r{revision}"));
    appear(folder, &target, &files)?;
    Ok(Publication { folder: target, revision, is_new: true })
}

/// Writes files beside their target under a name that nobody reads, and then gives them theirs in one step.
fn appear(folder: &Path, target: &Path, files: &[OutputFile]) -> Result<(), Fault> {
    let staging = folder.join(".unfinished");
    fs::create_dir_all(folder).map_err(Fault::storage("create", folder))?;
    if staging.exists() {
        fs::remove_dir_all(&staging).map_err(Fault::storage("clear", &staging))?;
    }
    let written = write_all(&staging, files)
        .and_then(|()| fs::rename(&staging, target).map_err(Fault::storage("publish", target)))
        .and_then(|()| sync(folder));
    if written.is_err() && staging.exists() {
        // The first fault is the one to report; a folder left behind here is cleared by the next run.
        let _ = fs::remove_dir_all(&staging);
    }
    written
}

fn write_all(staging: &Path, files: &[OutputFile]) -> Result<(), Fault> {
    fs::create_dir(staging).map_err(Fault::storage("create", staging))?;
    let mut folders = BTreeSet::new();
    for made in files {
        let path = staging.join(&made.name);
        if let Some(folder) = path.parent().filter(|folder| *folder != staging) {
            fs::create_dir_all(folder).map_err(Fault::storage("create", folder))?;
            folders.insert(folder.to_owned());
        }
        let mut file = File::create(&path).map_err(Fault::storage("create", &path))?;
        file.write_all(&made.bytes).and_then(|()| file.sync_all()).map_err(Fault::storage("write", &path))?;
    }
    folders.iter().try_for_each(|folder| sync(folder))?;
    sync(staging)
}

/// Makes a folder's entries survive a loss of power; only Unix can sync a folder.
fn sync(folder: &Path) -> Result<(), Fault> {
    if cfg!(unix) {
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(Fault::storage("write", folder))?;
    }
    Ok(())
}
