//! `draft-layout`: a first layout for a sheet that none matches.

use std::io;

use super::read::judged;
use super::{DONE, DraftArgs, ERRORS_FOUND, FAULT, REFUSED, Screen, accepted, program, with_vocabulary};
use crate::discover::one_file;
use crate::draft::draft;
use crate::job::{self, Readers};
use crate::model::shown::visible;

/// Reads one file and prints a layout for one of its sheets.
pub fn draft_layout(args: &DraftArgs, screen: &mut Screen<'_>) -> io::Result<u8> {
    let file = visible(&args.file.display().to_string());
    if !args.file.is_file() {
        writeln!(screen.err, "error: there is no file `{file}`")?;
        return Ok(REFUSED);
    }
    let loaded = with_vocabulary(|vocabulary| job::load_templates(&args.templates, vocabulary));
    let Some(templates) = accepted(loaded, screen)? else { return Ok(REFUSED) };
    let readers = Readers { program: program(), limits: templates.house.limits };
    match judged(&one_file(&args.file), &readers) {
        Ok(Ok(book)) => match draft(&book, args.sheet.as_deref(), &templates.layouts.returns) {
            Ok(layout) => write!(screen.out, "{layout}").map(|()| DONE),
            Err(none) => writeln!(screen.err, "error: `{file}`: {none}").map(|()| REFUSED),
        },
        Ok(Err((verdict, why))) => {
            writeln!(screen.err, "error[{verdict}]: `{file}` cannot be used: {}", visible(&why))?;
            Ok(ERRORS_FOUND)
        }
        Err(fault) => {
            writeln!(screen.err, "fault: {}", visible(&fault.to_string()))?;
            Ok(FAULT)
        }
    }
}
