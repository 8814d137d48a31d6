//! `roll-up`: the newest publications of all areas side by side, and one line on standard output for each period.

use std::io;
use std::path::Path;

use serde::Serialize;

use super::{DONE, FAULT, REFUSED, RollUpArgs, Screen, accepted, answer, locked, with_vocabulary};
use crate::fault::Fault;
use crate::job::roll_up::NAME;
use crate::job::settings::{Problem, Refused};
use crate::job::{self, Templates};
use crate::model::period::Period;
use crate::model::shown::visible;
use crate::model::words::counted;
use crate::record::journal::{JournalEntry, Lock};
use crate::roll_up::{self, RolledUp};

/// A roll-up's line of `run --json`.
#[derive(Serialize)]
struct RollUpLine {
    area: &'static str,
    period: String,
    folder: String,
    revision: u32,
    new: bool,
    draft: bool,
    areas: usize,
    unread: usize,
}

/// Rolls up what is on disk.
pub fn roll_up(args: &RollUpArgs, screen: &mut Screen<'_>) -> io::Result<u8> {
    let loaded = with_vocabulary(|vocabulary| job::load_templates(&args.templates, vocabulary));
    let Some(templates) = accepted(loaded, screen)? else { return Ok(REFUSED) };
    if !args.output.is_dir() {
        let problem = Problem::missing_folder(&args.output, "the publications (`--output`)");
        writeln!(screen.err, "{}", Refused(vec![problem]))?;
        return Ok(REFUSED);
    }
    match locked(&args.output, screen)? {
        Ok(lock) => publish(&templates, &lock, &args.output, &|_| true, false, screen),
        Err(code) => Ok(code),
    }
}

/// Publishes the roll-ups of an output folder; says those of the periods that are asked for, and those that are new.
pub fn publish(
    templates: &Templates,
    lock: &Lock,
    output: &Path,
    is_asked: &dyn Fn(Period) -> bool,
    json: bool,
    screen: &mut Screen<'_>,
) -> io::Result<u8> {
    let fault = |screen: &mut Screen<'_>, fault: Fault| -> io::Result<u8> {
        writeln!(screen.err, "fault: {NAME}: {}", visible(&fault.to_string()))?;
        Ok(FAULT)
    };
    let rolled = match roll_up::roll_up(templates, output) {
        Ok(rolled) => rolled,
        Err(stopped) => return fault(screen, stopped),
    };
    if rolled.is_empty() {
        writeln!(screen.err, "nothing to roll up: no period has publications of two areas")?;
    }
    for one in rolled.iter().filter(|one| one.publication.is_new || is_asked(one.period)) {
        if let Err(stopped) = record(lock, one) {
            return fault(screen, stopped);
        }
        say(one, json, screen)?;
    }
    Ok(DONE)
}

fn record(lock: &Lock, one: &RolledUp) -> Result<(), Fault> {
    lock.record(&JournalEntry {
        area: NAME,
        period: one.period.to_string(),
        outcome: if one.publication.is_new { "published" } else { "unchanged" },
        revision: Some(one.publication.revision),
        fault: None,
    })
}

fn say(one: &RolledUp, json: bool, screen: &mut Screen<'_>) -> io::Result<()> {
    let publication = &one.publication;
    for (name, why) in &one.unread {
        writeln!(screen.err, "warning: {NAME} {}: {name} cannot be read: {why}", one.period)?;
    }
    if json {
        let record = RollUpLine {
            area: NAME,
            period: one.period.to_string(),
            folder: publication.folder.display().to_string(),
            revision: publication.revision,
            new: publication.is_new,
            draft: one.draft,
            areas: one.areas,
            unread: one.unread.len(),
        };
        return answer::line(screen, &record);
    }
    let what = if publication.is_new { "published" } else { "unchanged, no new revision" };
    let status = if one.draft { "draft" } else { "final" };
    let unread = if one.unread.is_empty() { String::new() } else { format!(", {} not readable", one.unread.len()) };
    let areas = counted(one.areas, "area");
    writeln!(screen.out, "{NAME} {}: {what} (r{}, {status}): {areas}{unread}", one.period, publication.revision)?;
    if publication.is_new {
        writeln!(screen.err, "  {}", publication.folder.join("pack.pdf").display())?;
    }
    Ok(())
}
