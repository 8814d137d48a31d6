//! The publication before this one: the newest revision of the area's period, or of the period before it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::manifest::{self, Inputs};
use super::newest_revision;
use crate::fault::Fault;
use crate::job::Templates;
use crate::job::area::Area;
use crate::model::earlier::Earlier;
use crate::model::period::Period;
use crate::model::source::Source;

/// Looks for the last publication of an area. A revision that was made from the same input as this run is this run's own, and
/// the one before it is the last.
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
    let area_folder = output.join(&area.name);
    let folder = area_folder.join(area.period.to_string());
    let inputs = Inputs::new(area, sources, templates);
    let mut newest = newest_revision(&folder)?;
    if let Some(own) =
        newest.filter(|newest| manifest::made_from(&folder.join(format!("r{newest}"))).as_ref() == Some(&inputs))
    {
        newest = (1..own).rev().find(|revision| folder.join(format!("r{revision}")).is_dir());
    }
    if let Some(revision) = newest {
        return Ok(Some(read(&folder, area.period, revision)));
    }
    let mut periods: Vec<Period> = Vec::new();
    if area_folder.is_dir() {
        for entry in fs::read_dir(&area_folder).map_err(Fault::storage("read", &area_folder))? {
            let name = entry.map_err(Fault::storage("read", &area_folder))?.file_name();
            periods.extend(name.to_str().and_then(|name| name.parse::<Period>().ok()));
        }
    }
    periods.retain(|period| period.end() < area.period.end());
    periods.sort_unstable_by_key(|period| period.end());
    for period in periods.into_iter().rev() {
        let folder = area_folder.join(period.to_string());
        if let Some(revision) = newest_revision(&folder)? {
            return Ok(Some(read(&folder, period, revision)));
        }
    }
    Ok(None)
}

fn read(folder: &Path, period: Period, revision: u32) -> Earlier {
    let folder = folder.join(format!("r{revision}"));
    let figures = fs::read(folder.join("figures.json")).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let files = manifest::made_from(&folder).map(|inputs| inputs.files()).unwrap_or_default();
    let files: BTreeMap<String, Option<String>> = files.into_iter().collect();
    Earlier { name: format!("{period} r{revision}"), period: period.to_string(), figures, files }
}
