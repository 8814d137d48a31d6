//! The journal and the lock of an output folder: who runs now, and what every run did; the only place that knows the clock.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};

use chrono::{SecondsFormat, Utc};
use serde::Serialize;

use crate::fault::Fault;
use crate::model::shown::escaped_json;

/// The run lock of an output folder, held until it is dropped.
#[derive(Debug)]
pub struct Lock {
    journal: PathBuf,
    _file: File,
}

/// Why the lock was not taken.
#[derive(Debug, thiserror::Error)]
pub enum NotLocked {
    /// Another run holds it.
    #[error("another run is writing to {path}; let it finish", path = .0.display())]
    Held(PathBuf),
    /// It cannot be taken at all.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// One line of `journal.jsonl`.
#[derive(Debug, Serialize)]
pub struct JournalEntry<'a> {
    /// The area.
    pub area: &'a str,
    /// The period.
    pub period: String,
    /// `published`, `unchanged` or `fault`.
    pub outcome: &'static str,
    /// The revision that holds now, if one does.
    pub revision: Option<u32>,
    /// The fault, in words.
    pub fault: Option<String>,
}

#[derive(Serialize)]
struct TimedEntry<'a> {
    at: String,
    #[serde(flatten)]
    entry: &'a JournalEntry<'a>,
}

/// Takes the lock of an output folder, making the folder if it is not there.
///
/// # Errors
///
/// Where another run holds it, or the folder cannot be written to.
pub fn lock(output: &Path) -> Result<Lock, NotLocked> {
    fs::create_dir_all(output).map_err(Fault::storage("create", output))?;
    let path = output.join(".lock");
    let file = OpenOptions::new().create(true).append(true).open(&path).map_err(Fault::storage("write", &path))?;
    match file.try_lock() {
        Ok(()) => Ok(Lock { journal: output.join("journal.jsonl"), _file: file }),
        Err(TryLockError::WouldBlock) => Err(NotLocked::Held(output.to_owned())),
        Err(TryLockError::Error(error)) => Err(Fault::storage("lock", &path)(error).into()),
    }
}

impl Lock {
    /// Adds a line to the journal.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub fn record(&self, entry: &JournalEntry<'_>) -> Result<(), Fault> {
        let line = TimedEntry { at: Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true), entry };
        let text = serde_json::to_string(&line).map_err(Fault::document("journal.jsonl"))?;
        let text = format!("{}\n", escaped_json(&text));
        OpenOptions::new()
            .create(true)
            .append(true)
            .open(&self.journal)
            .and_then(|mut file| file.write_all(text.as_bytes()))
            .map_err(Fault::storage("write", &self.journal))
    }
}
