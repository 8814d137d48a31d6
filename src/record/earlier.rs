//! The last report: the publication that this one is held against.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::manifest::{Inputs, Manifest};
use super::{FIGURES, newest_revision};
use crate::fault::Fault;
use crate::job::Templates;
use crate::job::area::{Area, Status};
use crate::model::earlier::Earlier;
use crate::model::period::Period;
use crate::model::source::Source;

/// Looks for the last report of an area: the newest publication that was final, of this period or one before it.
///
/// Where none was final, it is the newest one that was made from other files of the area: a new logo must not make a change of
/// figures look old. A revision that was made from the same input as this run is this run's own.
///
/// # Errors
///
/// Where the folder of publications cannot be read.
pub fn earlier(
    area: &Area,
    sources: &[Source],
    templates: &Templates,
    output: &Path,
) -> Result<Option<Earlier>, Fault> {
    let inputs = Inputs::new(area, sources, templates);
    let all = before(area, &inputs, output)?;
    let is_final = |one: &&Revision| one.manifest().is_some_and(|manifest| manifest.status == Status::Final);
    let others = |one: &&Revision| {
        one.period != area.period || one.manifest().is_none_or(|made| !made.made_from().has_files_of(&inputs))
    };
    let last = all.iter().find(is_final).or_else(|| all.iter().find(others)).or(all.first());
    Ok(last.map(read))
}

/// A revision of a period.
#[derive(Debug)]
struct Revision {
    /// The folder of the period.
    of: PathBuf,
    period: Period,
    number: u32,
}

impl Revision {
    fn folder(&self) -> PathBuf {
        self.of.join(format!("r{}", self.number))
    }

    fn manifest(&self) -> Option<Manifest> {
        Manifest::read(&self.folder())
    }
}

/// The revisions before this run's own, newest first: of its period, then of those before it.
fn before(area: &Area, inputs: &Inputs, output: &Path) -> Result<Vec<Revision>, Fault> {
    let area_folder = output.join(&area.name);
    let mut periods: Vec<Period> = Vec::new();
    if area_folder.is_dir() {
        for entry in fs::read_dir(&area_folder).map_err(Fault::storage("read", &area_folder))? {
            let name = entry.map_err(Fault::storage("read", &area_folder))?.file_name();
            periods.extend(name.to_str().and_then(|name| name.parse::<Period>().ok()));
        }
    }
    periods.retain(|period| *period == area.period || period.end() < area.period.end());
    periods.sort_unstable_by_key(|period| (*period == area.period, period.end()));
    let mut all = Vec::new();
    for period in periods.into_iter().rev() {
        let of = area_folder.join(period.to_string());
        let newest = newest_revision(&of)?.unwrap_or(0);
        let revision = |number| Revision { of: of.clone(), period, number };
        let is_own = |number: u32| {
            period == area.period && revision(number).manifest().is_some_and(|manifest| manifest.is_made_from(inputs))
        };
        let last = if newest > 0 && is_own(newest) { newest - 1 } else { newest };
        all.extend((1..=last).rev().map(revision).filter(|one| one.folder().is_dir()));
    }
    Ok(all)
}

fn read(revision: &Revision) -> Earlier {
    let folder = revision.folder();
    let figures = fs::read(folder.join(FIGURES)).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let manifest = revision.manifest();
    // Of a report whose manifest cannot be read nobody knows what its figures mean.
    let rules = manifest.as_ref().map_or(0, |manifest| manifest.rules);
    let files = manifest.into_iter().flat_map(|manifest| manifest.into_made_from().files());
    let files: BTreeMap<String, Option<String>> = files.collect();
    let period = revision.period.to_string();
    Earlier { name: format!("{period} r{}", revision.number), period, rules, figures, files }
}
