//! Read: what the cells of every file say, at their true addresses, or a verdict.

mod csv;
mod excel;
mod grid;
pub mod verdict;

use std::panic;
use std::sync::Arc;

use crate::discover::{FileKind, Intake, SourceFile, bytes};
use crate::finding::{About, Finding, Outcome};
use crate::model::origin::Place;

pub use grid::{Cell, CellValue, Row, Sheet};
use verdict::{Refusal, Verdict};

/// What this stage can find.
pub const FINDINGS: &[&About] = verdict::FINDINGS;

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
            Err(refusal) => findings.push(finding(file, &refusal)),
        }
    }
    Outcome::new(Workbooks { files }, findings)
}

/// Reads one file.
///
/// # Errors
///
/// The verdict on a file that cannot be read, with a sentence.
pub fn workbook(file: &SourceFile) -> Result<Workbook, Refusal> {
    let look = file.look.as_ref().map_err(|why| Refusal::new(Verdict::Unreadable, why.clone()))?;
    let sheets = match look.kind {
        FileKind::Empty => Err(Refusal::new(Verdict::Empty, "it has no bytes".to_owned())),
        FileKind::Other(what) => Err(Refusal::new(Verdict::Unsupported, format!("it is {what}"))),
        kind => {
            let content = bytes(file).map_err(|error| Refusal::new(Verdict::Unreadable, error.to_string()))?;
            contained(&file.name, kind, content)
        }
    }?;
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
        .on_partner(file.partner_folder.as_deref())
}
