//! Read: what the cells of every file say, at their true addresses, or a verdict.

mod csv;
mod excel;
mod grid;
pub mod verdict;

use std::panic;
use std::sync::Arc;

use crate::discover::{FileKind, Intake, SourceFile, bytes};
use crate::finding::{About, Finding, Level, Nature, Outcome};
use crate::job::settings::sha256_hex;
use crate::model::origin::Place;

pub use grid::{Cell, CellValue, Row, Sheet};
use verdict::{Refusal, Verdict};

/// A file that changed while it was read.
pub const STILL_CHANGING: About = About {
    name: "still-changing",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "a file that changed between the look at it and its reading: somebody was still writing it.",
    matters: "it is left for the next run, because half of a return is worse than none.",
    action: "nothing: the next run reads it.",
};

/// What this stage can find.
pub const FINDINGS: &[&About] = &{
    let mut all = [&STILL_CHANGING; verdict::FINDINGS.len() + 1];
    let mut place = 0;
    while place < verdict::FINDINGS.len() {
        all[place + 1] = verdict::FINDINGS[place];
        place += 1;
    }
    all
};

/// Every file of an area that could be read.
#[derive(Debug)]
pub struct Workbooks {
    /// The files, in order of their paths.
    pub files: Vec<Workbook>,
}

/// The sheets of one file.
#[derive(Debug)]
pub struct Workbook {
    /// The file's path below the area's folder.
    pub name: Arc<str>,
    /// The drop folder that it lies in, if it lies in one.
    pub partner_folder: Option<String>,
    /// Its sheets, in the workbook's order.
    pub sheets: Vec<Sheet>,
}

/// Reads every return; a file that cannot be read becomes a finding, and the others go on.
pub fn read(intake: &Intake) -> Outcome<Workbooks> {
    let mut files = Vec::new();
    let mut findings = Vec::new();
    for file in &intake.returns {
        match workbook(file) {
            Ok(workbook) => files.push(workbook),
            Err(Unread::Refused(refusal)) => findings.push(finding(file, &refusal)),
            Err(Unread::Changing) => findings.push(still_changing(file)),
        }
    }
    Outcome::new(Workbooks { files }, findings)
}

/// Why a file was not read.
#[derive(Debug)]
pub enum Unread {
    /// It cannot be read; with a sentence.
    Refused(Refusal),
    /// It is not the file any more that was looked at.
    Changing,
}

impl From<Refusal> for Unread {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// Reads one file.
///
/// # Errors
///
/// The verdict on a file that cannot be read, or that it changed since it was looked at.
pub fn workbook(file: &SourceFile) -> Result<Workbook, Unread> {
    let look = file.look.as_ref().map_err(|why| Refusal::new(Verdict::Unreadable, why.clone()))?;
    let sheets = match look.kind {
        FileKind::Empty => return Err(Refusal::new(Verdict::Empty, "it has no bytes".to_owned()).into()),
        FileKind::Other(what) => return Err(Refusal::new(Verdict::Unsupported, format!("it is {what}")).into()),
        kind => {
            let content = bytes(file).map_err(|error| Refusal::new(Verdict::Unreadable, error.to_string()))?;
            if sha256_hex(&content) != look.sha256 {
                return Err(Unread::Changing);
            }
            contained(&file.name, kind, content)?
        }
    };
    Ok(Workbook { name: Arc::clone(&file.name), partner_folder: file.partner_folder.clone(), sheets })
}

/// A reader that panics on one file must not end the run.
fn contained(name: &Arc<str>, kind: FileKind, content: Vec<u8>) -> Result<Vec<Sheet>, Refusal> {
    let reading = panic::catch_unwind(|| match kind {
        FileKind::Text => csv::sheets(name, &content),
        _ => excel::sheets(kind, content),
    });
    reading.unwrap_or_else(|_| Err(Refusal::new(Verdict::Crashed, "the reader stopped in the middle of it".to_owned())))
}

fn finding(file: &SourceFile, refusal: &Refusal) -> Finding {
    let message = format!("`{}` cannot be used: {}", file.name, refusal.why);
    Finding::new(refusal.verdict.about(), message, refusal.verdict.about().action.trim_end_matches('.'))
        .at(Place::file(&file.name))
}

fn still_changing(file: &SourceFile) -> Finding {
    let message = format!("`{}` changed while it was read; it is left for the next run", file.name);
    Finding::new(&STILL_CHANGING, message, "nothing: the next run reads it").at(Place::file(&file.name))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{SourceFile, Unread, workbook};
    use crate::discover::{FileKind, Look};
    use crate::job::settings::sha256_hex;

    #[test]
    fn a_file_that_grows_between_the_look_and_the_reading_is_left_for_the_next_run() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("return.csv");
        fs::write(&path, "Pooled fund,Amount\n").unwrap();
        let look = Look { kind: FileKind::Text, sha256: sha256_hex(b"Pooled fund,Amount\n"), bytes: 19 };
        let file = SourceFile { name: "r".into(), path: path.clone(), partner_folder: None, look: Ok(look) };
        assert!(workbook(&file).is_ok());
        fs::write(&path, "Pooled fund,Amount\nEquipment,5\n").unwrap();
        assert!(matches!(workbook(&file), Err(Unread::Changing)));
    }
}
