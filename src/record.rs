//! Record: what has been published: the manifest of each revision, the journal, and the last report of an area.

pub mod earlier;
pub mod journal;
pub mod manifest;

use std::fs;
use std::path::Path;

use crate::fault::Fault;

/// The record of figures in a publication.
pub const FIGURES: &str = "figures.json";

/// The highest revision in the folder of a period, which may not be there yet.
///
/// # Errors
///
/// Where the folder cannot be listed.
pub fn newest_revision(folder: &Path) -> Result<Option<u32>, Fault> {
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
