//! `try`: which layouts a file's sheets have and why not, and what would become of their amounts.

mod amounts;
mod shown;
mod tables;

use std::io;
use std::path::Path;

use serde::Serialize;

use self::tables::{TableRecord, tables};
use super::{DONE, ERRORS_FOUND, FAULT, REFUSED, Screen, TryArgs, accepted, answer, program, with_vocabulary};
use crate::discover::{SourceFile, one_file, one_file_of};
use crate::fault::Fault;
use crate::finding::json::{FindingRecord, records};
use crate::finding::{Finding, Level, sort};
use crate::job::house::House;
use crate::job::layout::{self, ReturnLayout};
use crate::job::settings::{Problem, Refused};
use crate::job::{self, Readers, Request};
use crate::model::register::Register;
use crate::model::shown::visible;
use crate::model::source::REGISTER;
use crate::model::words::nearest;
use crate::normalise;
use crate::pipeline;
use crate::read::crew::Crew;
use crate::read::{Unread, seen, workbook};

/// The answer of `try --json`.
#[derive(Serialize)]
struct TriedFile<'a> {
    file: String,
    verdict: &'static str,
    sheets: Vec<TableRecord>,
    findings: Vec<FindingRecord<'a>>,
}

/// The layouts to try, and who names stand for.
pub(super) struct Trial {
    pub layouts: Vec<ReturnLayout>,
    house: House,
    pub register: Option<Register>,
    pub readers: Readers,
    /// What is wrong with the area and its register.
    pub findings: Vec<Finding>,
}

/// Tries a file.
pub fn attempt(args: &TryArgs, screen: &mut Screen<'_>) -> io::Result<u8> {
    if !args.file.is_file() {
        writeln!(screen.err, "error: there is no file `{}`", visible(&args.file.display().to_string()))?;
        return Ok(REFUSED);
    }
    let Some(trial) = accepted(prepared(args), screen)? else { return Ok(REFUSED) };
    let file = match &args.input {
        Some(area) => one_file_of(area, &args.file),
        None => one_file(&args.file),
    };
    let (verdict, sheets, findings) = match read(&file, trial) {
        Ok(read) => read,
        Err(fault) => {
            writeln!(screen.err, "fault: {}", visible(&fault.to_string()))?;
            return Ok(FAULT);
        }
    };
    let tried = TriedFile { file: args.file.display().to_string(), verdict, sheets, findings: records(&findings) };
    if args.json {
        answer::pages(screen, &tried)?;
    } else {
        shown::show(args, &tried, &findings, screen)?;
    }
    let has_errors = findings.iter().any(|finding| finding.level == Level::Error);
    Ok(if has_errors || verdict != READ { ERRORS_FOUND } else { DONE })
}

/// The verdict on a file that could be read.
const READ: &str = "read";

/// The verdict on a file, its tables, and what is found in it and in the register, in the order of `findings.json`.
fn read(file: &SourceFile, trial: Trial) -> Result<(&'static str, Vec<TableRecord>, Vec<Finding>), Fault> {
    let Trial { layouts, house, register, readers, mut findings } = trial;
    // What is wrong with other files of the area is not asked.
    findings.retain(|finding| finding.places.iter().any(|place| [REGISTER, &*file.name].contains(&&*place.file)));
    let (verdict, sheets) = match workbook(file, &mut Crew::new(&readers))? {
        Ok(book) => {
            findings.extend(seen(&book));
            let readings = normalise::one_file(&book, &layouts, register.as_ref())?.into_value(&mut findings);
            let sheets = tables(&book, &readings, &layouts, register.is_some());
            // The process ends soon: a million amounts need not be freed one by one.
            std::mem::forget((book, readings));
            (READ, sheets)
        }
        Err(unread) => {
            findings.push(unread.finding(file));
            let verdict = match unread {
                Unread::Refused(refusal) => refusal.verdict.about().name,
                Unread::Changing => "unreadable",
            };
            (verdict, Vec::new())
        }
    };
    house.set_levels(&mut findings);
    sort(&mut findings);
    Ok((verdict, sheets, findings))
}

fn prepared(args: &TryArgs) -> Result<Trial, Refused> {
    let mut trial = settings(args.input.as_deref(), &args.templates)?;
    if let Some(wanted) = &args.layout {
        let mut names = trial.layouts.iter().map(|layout| layout.name.as_str());
        if !names.any(|name| name == wanted) && !Path::new(wanted).exists() {
            let help = match nearest(wanted, trial.layouts.iter().map(|layout| layout.name.as_str())) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "give the name of a file under `layouts/`, or the path of another".to_owned(),
            };
            return Err(Refused(vec![Problem::new(&format!("there is no layout `{wanted}`"), &help)]));
        }
        trial.layouts = match trial.layouts.into_iter().find(|layout| layout.name == *wanted) {
            Some(layout) => vec![layout],
            None => vec![layout::one_file(Path::new(wanted))?],
        };
    }
    Ok(trial)
}

/// The settings, and the register of an area where one is named.
pub(super) fn settings(input: Option<&Path>, templates: &Path) -> Result<Trial, Refused> {
    let Some(area) = input else {
        let templates = with_vocabulary(|vocabulary| job::load_templates(templates, vocabulary))?;
        let readers = Readers { program: program(), limits: templates.house.limits };
        let (layouts, house) = (templates.layouts.returns, templates.house);
        return Ok(Trial { layouts, house, register: None, readers, findings: Vec::new() });
    };
    let request = Request {
        program: program(),
        input: area.to_owned(),
        templates: templates.to_owned(),
        output: "output".into(),
        areas: Vec::new(),
        period: None,
    };
    let job = with_vocabulary(|vocabulary| job::load(&request, vocabulary))?;
    let (register, findings) = pipeline::register_of(&job)?;
    let readers = Readers { program: program(), limits: job.templates.house.limits };
    let (layouts, house) = (job.templates.layouts.returns, job.templates.house);
    Ok(Trial { layouts, house, register: Some(register), readers, findings })
}
