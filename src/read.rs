//! Read: what the cells of every file say, at their true addresses, or a verdict.

pub mod crew;
mod edge;
mod excel;
mod grid;
mod markup;
mod runs;
mod text;
pub mod verdict;
mod wire;
pub mod worker;

use std::sync::Arc;

use crate::discover::{FileKind, Intake, SourceFile, bytes};
use crate::fault::Fault;
use crate::finding::phrase::{Phrase, count, phrase};
use crate::finding::{About, Finding, Level, Nature, Outcome};
use crate::job::Readers;
use crate::job::settings::sha256_hex;
use crate::model::money::grouped;
use crate::model::origin::{Address, Place};

use crew::{Crew, FileContents};
pub use excel::formats::render as shown_as;
pub use grid::{Cell, CellValue, How, Ink, Region, Row, Separated, Sheet, Shown, Traits};
use verdict::{Refusal, Verdict};
use wire::WorkerRequest;

/// A file that changed while it was read.
pub const STILL_CHANGING: About = About {
    name: "still-changing",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "a file that changed between the look at it and its reading: somebody was still writing it.",
    matters: "it is left for the next run, because half of a return is worse than none.",
    action: "nothing: the next run reads it",
    ask: None,
};

/// Two cells at one address.
pub const REPEATED_CELL: About = About {
    name: "repeated-cell",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "a damaged workbook that has two cells at one address. The last is read, as Excel has it.",
    matters: "the other one may hold the amount that is meant.",
    action: "open the workbook in Excel, look at the cell, save it and send it again",
    ask: Some("Open the workbook in Excel, look at the cell, save it and send it again."),
};

/// What this stage can find.
pub const FINDINGS: &[&About] = &{
    let mut all = [&STILL_CHANGING; verdict::FINDINGS.len() + 3];
    all[1] = &REPEATED_CELL;
    all[2] = &edge::TRUNCATED_SHEET;
    let mut place = 0;
    while place < verdict::FINDINGS.len() {
        all[place + 3] = verdict::FINDINGS[place];
        place += 1;
    }
    all
};

/// Every file of an area that could be read.
#[derive(Debug)]
pub struct Workbooks {
    /// The files, in order of their paths.
    pub files: Vec<Workbook>,
    /// Those that were not read.
    pub unread: Vec<UnreadFile>,
}

/// A file that was not read.
#[derive(Debug)]
pub struct UnreadFile {
    /// The file's path below the area's folder.
    pub name: Arc<str>,
    /// The drop folder that it lies in, if it lies in one.
    pub partner_folder: Option<String>,
    /// The finding that says why.
    pub about: &'static About,
}

/// The sheets of one file.
#[derive(Debug)]
pub struct Workbook {
    /// The file's path below the area's folder.
    pub name: Arc<str>,
    /// The drop folder that it lies in, if it lies in one.
    pub partner_folder: Option<String>,
    /// Whether other areas read it as well.
    pub shared: bool,
    /// What it was taken for, with its article.
    pub format: &'static str,
    /// Whether its cells say which of them are numbers; in a text file or a web page everything may be text.
    pub typed: bool,
    /// Its sheets, in the workbook's order.
    pub sheets: Vec<Sheet>,
    /// Sheets that hold no cells, such as charts, with what they are.
    pub passed_over: Vec<(String, String)>,
    /// Rows of a text file, counted from zero, with an unusual number of fields.
    pub ragged: Vec<u32>,
}

/// Why a file was not read.
#[derive(Debug)]
pub enum Unread {
    /// It cannot be read; with a sentence.
    Refused(Refusal),
    /// It is not the file any more that was looked at.
    Changing,
}

/// Reads every return; a file that cannot be read becomes a finding, and the others go on.
///
/// # Errors
///
/// Where no worker can be started.
pub fn read(intake: &Intake, readers: &Readers) -> Result<Outcome<Workbooks>, Fault> {
    let (mut files, mut not_read) = (Vec::new(), Vec::new());
    let mut findings = Vec::new();
    let mut crew = Crew::new(readers);
    for file in &intake.returns {
        match workbook(file, &mut crew)? {
            Ok(workbook) => {
                findings.extend(seen(&workbook));
                files.push(workbook);
            }
            Err(unread) => {
                let finding = unread.finding(file);
                let (name, partner_folder) = (Arc::clone(&file.name), file.partner_folder.clone());
                not_read.push(UnreadFile { name, partner_folder, about: finding.about });
                findings.push(finding);
            }
        }
    }
    Ok(Outcome::new(Workbooks { files, unread: not_read }, findings))
}

/// Reads one file, or says why it is not read.
///
/// # Errors
///
/// Where no worker can be started.
pub fn workbook(file: &SourceFile, crew: &mut Crew<'_>) -> Result<Result<Workbook, Unread>, Fault> {
    let refused = |verdict, why: String| Ok(Err(Unread::Refused(Refusal::new(verdict, why))));
    let look = match &file.look {
        Ok(look) => look,
        Err(why) => return refused(Verdict::Unreadable, why.clone()),
    };
    let content = match look.kind {
        FileKind::Empty => return refused(Verdict::Empty, "it has no bytes".to_owned()),
        FileKind::Other(what) => return refused(Verdict::Unsupported, format!("it is {what}")),
        _ if look.bytes > crew.most_bytes() => {
            return refused(Verdict::TooLarge, format!("it has {} MB", grouped(look.bytes >> 20)));
        }
        _ => match bytes(file) {
            Ok(content) => content,
            Err(error) => return refused(Verdict::Unreadable, error.to_string()),
        },
    };
    let request = WorkerRequest { kind: look.kind, name: file.name.to_string(), content };
    let mut is_same = false;
    let answer = crew.read(&request, &mut || is_same = sha256_hex(&request.content) == look.sha256)?;
    if !is_same {
        return Ok(Err(Unread::Changing));
    }
    Ok(answer.map_err(Unread::Refused).map(|FileContents { sheets, passed_over, ragged }| Workbook {
        name: Arc::clone(&file.name),
        partner_folder: file.partner_folder.clone(),
        shared: file.shared,
        format: look.kind.words(),
        typed: !matches!(look.kind, FileKind::Text | FileKind::Html),
        sheets,
        passed_over,
        ragged,
    }))
}

impl Unread {
    /// What is said of a file that was not read.
    #[must_use]
    pub fn finding(&self, file: &SourceFile) -> Finding {
        let finding = match self {
            Self::Refused(refusal) => {
                let message = phrase!("`{}` cannot be used: {}", file.name, Phrase::marked(&refusal.why));
                Finding::new(refusal.verdict.about(), message).asking(refusal.action())
            }
            Self::Changing => {
                let message = phrase!("`{}` changed while it was read; it is left for the next run", file.name);
                Finding::new(&STILL_CHANGING, message)
            }
        };
        finding.at(Place::file(&file.name))
    }
}

/// What the cells of a file show before any layout is looked for.
#[must_use]
pub fn seen(workbook: &Workbook) -> Vec<Finding> {
    let of_sheet = |sheet| repeated(workbook, sheet).into_iter().chain(edge::truncated(workbook, sheet));
    workbook.sheets.iter().flat_map(of_sheet).collect()
}

/// What is said of a sheet with two cells at one address.
#[must_use]
pub fn repeated(workbook: &Workbook, sheet: &Sheet) -> Option<Finding> {
    let first = sheet.repeated.first()?;
    let message = match sheet.repeated.len() {
        1 => phrase!("the file has two cells at {} of sheet `{}`; the last is read", first, sheet.name),
        several => phrase!(
            "the file has two cells at each of {} of sheet `{}`; the last is read",
            count(several, "address"),
            sheet.name
        ),
    };
    let place = |address: &Address| Place::cell(&workbook.name, &sheet.name, *address);
    Some(sheet.repeated.iter().map(place).fold(Finding::new(&REPEATED_CELL, message), Finding::at))
}

#[cfg(test)]
mod hostile;
#[cfg(test)]
mod kept;
