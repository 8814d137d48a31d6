//! Publish: a revision of a pack as a folder that appears whole, or not at all.

mod amounts;
pub mod earlier;
pub mod html;
pub mod manifest;
pub mod pdf;
pub(crate) mod sheet;
pub(crate) mod trace;

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::fault::Fault;
use crate::finding::{Finding, json};
use crate::job::Templates;
use crate::job::area::Area;
use crate::model::source::Source;
use crate::present::pack::Pack;
use manifest::{Inputs, Manifest};
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

/// A file of a revision, ready to be written.
pub(crate) struct Made {
    /// Its name; `/` stands between a folder and a file in it.
    pub name: String,
    pub bytes: Vec<u8>,
}

impl Made {
    pub(crate) fn new(name: impl Into<String>, bytes: Vec<u8>) -> Self {
        Self { name: name.into(), bytes }
    }
}

/// Publishes a pack as the next revision of its area and period, unless the newest one was made from the same input.
///
/// # Errors
///
/// Where a file cannot be made or written; then no revision appears, and those before it stay as they were.
pub fn publish(
    pack: &Pack,
    findings: &[Finding],
    sources: &[Source],
    area: &Area,
    templates: &Templates,
    output: &Path,
) -> Result<Publication, Fault> {
    let folder = output.join(&area.name).join(area.period.to_string());
    let inputs = Inputs::new(area, sources, templates);
    next_revision(&folder, &inputs, || make(pack, findings, area, templates, &inputs))
}

/// Makes the next revision in a folder, unless the newest one was made from the same and is whole.
pub(crate) fn next_revision(
    folder: &Path,
    inputs: &Inputs,
    make: impl FnOnce() -> Result<Vec<Made>, Fault>,
) -> Result<Publication, Fault> {
    let newest = newest_revision(folder)?;
    if let Some(revision) = newest
        && manifest::is_intact(&folder.join(format!("r{revision}")), inputs)
    {
        return Ok(Publication { folder: folder.join(format!("r{revision}")), revision, is_new: false });
    }
    let files = make()?;
    let revision = newest.unwrap_or(0) + 1;
    let target = folder.join(format!("r{revision}"));
    appear(folder, &target, &files)?;
    Ok(Publication { folder: target, revision, is_new: true })
}

/// The highest revision in a folder that may not be there yet.
pub(crate) fn newest_revision(folder: &Path) -> Result<Option<u32>, Fault> {
    if !folder.exists() {
        return Ok(None);
    }
    let mut newest = None;
    for entry in fs::read_dir(folder).map_err(Fault::storage("read", folder))? {
        let name = entry.map_err(Fault::storage("read", folder))?.file_name();
        let number = name.to_str().and_then(|name| name.strip_prefix('r')).and_then(|number| number.parse().ok());
        newest = newest.max(number);
    }
    Ok(newest)
}

fn make(
    pack: &Pack,
    findings: &[Finding],
    area: &Area,
    templates: &Templates,
    inputs: &Inputs,
) -> Result<Vec<Made>, Fault> {
    let mut ledger = Vec::new();
    pack.figures.books.ledger.write_parquet(&mut ledger)?;
    let livery = &templates.house.livery;
    let document = pdf::pdf(pack, livery).map_err(Fault::document("pack.pdf"))?;
    let trace = Trace::of(pack, findings, area, templates);
    trace.prove("pack.pdf", &document)?;
    let mut files = vec![
        Made::new("pack.pdf", document),
        Made::new("pack.html", html::pack(pack, livery)),
        Made::new("figures.xlsx", sheet::workbook(pack)?),
        Made::new("ledger.parquet", ledger),
        Made::new("figures.json", json("figures.json", &pack.figures.records(&area.name))?),
        Made::new("findings.json", json("findings.json", &json::records(findings))?),
        Made::new("trace.csv", trace.csv()?),
    ];
    let letters = pack.feedback.iter();
    files.extend(letters.map(|one| Made::new(format!("feedback/{}.html", one.name), html::letter(one, livery))));
    let contents: Vec<(&str, &[u8])> = files.iter().map(|file| (file.name.as_str(), file.bytes.as_slice())).collect();
    let manifest = Manifest::new(inputs, pack, findings, &contents);
    files.push(Made::new(manifest::NAME, json(manifest::NAME, &manifest)?));
    Ok(files)
}

pub(crate) fn json(document: &'static str, value: &impl Serialize) -> Result<Vec<u8>, Fault> {
    let mut bytes = serde_json::to_vec_pretty(value).map_err(Fault::document(document))?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Writes files beside their target under a name that nobody reads, and then gives them theirs in one step.
fn appear(folder: &Path, target: &Path, files: &[Made]) -> Result<(), Fault> {
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

fn write_all(staging: &Path, files: &[Made]) -> Result<(), Fault> {
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
