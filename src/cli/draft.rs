//! `draft-layout`: a first layout for a sheet that none matches.

use std::io;

use super::attempt::settings;
use super::read::judged;
use super::{DONE, DraftArgs, ERRORS_FOUND, FAULT, REFUSED, Screen, accepted};
use crate::discover::one_file;
use crate::draft::{Known, draft};
use crate::model::shown::visible;

/// Reads one file and prints a layout for one of its sheets.
pub fn draft_layout(args: &DraftArgs, screen: &mut Screen<'_>) -> io::Result<u8> {
    let file = visible(&args.file.display().to_string());
    if !args.file.is_file() {
        writeln!(screen.err, "error: there is no file `{file}`")?;
        return Ok(REFUSED);
    }
    let Some(trial) = accepted(settings(args.input.as_deref(), &args.templates), screen)? else { return Ok(REFUSED) };
    let known = trial.register.as_ref().map_or_else(Known::default, |register| Known::by(&register.names));
    match judged(&one_file(&args.file), &trial.readers) {
        Ok(Ok(book)) => match draft(&book, args.sheet.as_deref(), &trial.layouts, known) {
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
