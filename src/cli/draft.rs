//! `draft-layout`: a first layout for a sheet that none matches.

use std::io;

use super::{DONE, DraftArgs, ERRORS_FOUND, FAULT, REFUSED, Screen, program, with_vocabulary};
use crate::discover::one_file;
use crate::job::house::Limits;
use crate::job::{self, Readers};
use crate::model::words::visible;
use crate::normalise::draft::draft;
use crate::read::crew::Crew;
use crate::read::{Unread, workbook};

/// Reads one file and prints a layout for one of its sheets.
pub fn draft_layout(args: &DraftArgs, screen: &mut Screen<'_>) -> io::Result<u8> {
    let file = visible(&args.file.display().to_string());
    if !args.file.is_file() {
        writeln!(screen.err, "error: there is no file `{file}`")?;
        return Ok(REFUSED);
    }
    let templates = match with_vocabulary(|vocabulary| job::load_templates(&args.templates, vocabulary)) {
        Ok(templates) => templates,
        Err(refused) => {
            writeln!(screen.err, "{refused}")?;
            return Ok(REFUSED);
        }
    };
    let readers = Readers { program: program(), limits: Limits::default() };
    let answer = workbook(&one_file(&args.file), &mut Crew::new(&readers));
    let (verdict, why) = match answer {
        Ok(Ok(book)) => {
            return match draft(&book, args.sheet.as_deref(), &templates.layouts.returns) {
                Ok(layout) => write!(screen.out, "{layout}").map(|()| DONE),
                Err(none) => writeln!(screen.err, "error: `{file}`: {none}").map(|()| REFUSED),
            };
        }
        Ok(Err(Unread::Refused(refusal))) => (refusal.verdict.about().name, refusal.why),
        Ok(Err(Unread::Changing)) => ("unreadable", "it changed while it was read".to_owned()),
        Err(fault) => {
            writeln!(screen.err, "fault: {fault}")?;
            return Ok(FAULT);
        }
    };
    writeln!(screen.err, "error[{verdict}]: `{file}` cannot be used: {}", visible(&why))?;
    Ok(ERRORS_FOUND)
}
