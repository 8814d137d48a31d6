//! `run` and `check`: every area through the line, and one line on standard output for each.

use std::io;
use std::thread;

use serde::Serialize;

use super::{DONE, ERRORS_FOUND, FAULT, REFUSED, RunArgs, Screen, accepted, answer, locked, roll_up, with_vocabulary};
use crate::fault::Fault;
use crate::finding::{Finding, Level, LevelCounts, json, screen};
use crate::job::area::Area;
use crate::job::{self, Job};
use crate::model::money::Money;
use crate::model::period::Period;
use crate::model::shown::visible;
use crate::model::words::counted;
use crate::pipeline::{self, Ready, Report};
use crate::record::journal::{JournalEntry, Lock};

/// An area's line of `run --json`.
#[derive(Serialize)]
struct AreaRecord<'a> {
    area: &'a str,
    period: String,
    folder: Option<String>,
    revision: Option<u32>,
    new: bool,
    draft: bool,
    #[serde(flatten)]
    findings: LevelCounts,
}

/// Publishes every area.
pub fn run(args: &RunArgs, screen: &mut Screen<'_>) -> io::Result<u8> {
    let Some(job) = load(args, screen)? else { return Ok(REFUSED) };
    let Some(areas) = accepted(pipeline::open(&job), screen)? else { return Ok(REFUSED) };
    let lock = match locked(&job.output, screen)? {
        Ok(lock) => lock,
        Err(code) => return Ok(code),
    };
    let mut code = DONE;
    if let Err(fault) = unclaimed(args, screen, &job, &areas)? {
        writeln!(screen.err, "fault: {}", visible(&fault.to_string()))?;
        code = FAULT;
    }
    let done = pipeline::run_all(&job, areas, at_once(args), true);
    show_nobodys(args, screen, &job, &pipeline::nobodys(&job, &done))?;
    for (area, report) in done {
        let recorded = lock_line(&lock, area, &report);
        code = code.max(one_area(args, screen, area, report)?);
        if let Err(fault) = recorded {
            writeln!(screen.err, "fault: {}: {}", area.name, visible(&fault.to_string()))?;
            code = FAULT;
        }
    }
    if job.areas.len() > 1 {
        let is_of_run = |period: Period| job.areas.iter().any(|area| area.period == period);
        code = code.max(roll_up::publish(&job.templates, &lock, &job.output, &is_of_run, args.json, screen)?);
    }
    Ok(code)
}

/// Shows what a run would find, and writes nothing.
pub fn check(args: &RunArgs, screen: &mut Screen<'_>) -> io::Result<u8> {
    let Some(job) = load(args, screen)? else { return Ok(REFUSED) };
    let Some(areas) = accepted(pipeline::open(&job), screen)? else { return Ok(REFUSED) };
    let (mut code, mut found) = (DONE, Vec::new());
    match unclaimed(args, screen, &job, &areas)? {
        Ok(unclaimed) => found.extend(unclaimed),
        Err(fault) => {
            writeln!(screen.err, "fault: {}", visible(&fault.to_string()))?;
            code = FAULT;
        }
    }
    let done = pipeline::run_all(&job, areas, at_once(args), false);
    let nobodys = pipeline::nobodys(&job, &done);
    show_nobodys(args, screen, &job, &nobodys)?;
    found.extend(nobodys);
    for (area, report) in done {
        match report {
            Ok(report) => {
                if report.findings.iter().any(|finding| finding.level == Level::Error) {
                    code = code.max(ERRORS_FOUND);
                }
                if args.json {
                    found.extend(report.findings);
                } else {
                    show_findings(args, screen, area, &report)?;
                    writeln!(screen.out, "{} {}: {}", area.name, area.period, LevelCounts::of(&report.findings))?;
                }
            }
            Err(fault) => code = code.max(say_fault(screen, area, &fault)?),
        }
    }
    if args.json {
        answer::pages(screen, &json::records(&found))?;
    }
    Ok(code)
}

/// Shows what is said of files beside the areas that no area reads.
fn unclaimed(
    args: &RunArgs,
    screen: &mut Screen<'_>,
    job: &Job,
    areas: &[Ready<'_>],
) -> io::Result<Result<Vec<Finding>, Fault>> {
    let found = pipeline::unclaimed(job, areas);
    show_nobodys(args, screen, job, found.as_deref().unwrap_or_default())?;
    Ok(found)
}

fn show_nobodys(args: &RunArgs, screen: &mut Screen<'_>, job: &Job, found: &[Finding]) -> io::Result<()> {
    let folder = job.areas.first().map(|area| area.folder.display().to_string()).unwrap_or_default();
    for finding in found.iter().filter(|_| !args.quiet) {
        writeln!(screen.err, "{}", screen::rendered(finding, &folder, screen.colour))?;
    }
    Ok(())
}

fn load(args: &RunArgs, screen: &mut Screen<'_>) -> io::Result<Option<Job>> {
    accepted(with_vocabulary(|vocabulary| job::load(&args.request(), vocabulary)), screen)
}

fn at_once(args: &RunArgs) -> usize {
    args.jobs.map_or_else(|| thread::available_parallelism().map_or(1, usize::from), usize::from)
}

fn lock_line(lock: &Lock, area: &Area, report: &Result<Report, Fault>) -> Result<(), Fault> {
    let published = report.as_ref().ok().and_then(|report| report.publication.as_ref());
    lock.record(&JournalEntry {
        area: &area.name,
        period: area.period.to_string(),
        outcome: match published {
            Some(publication) if publication.is_new => "published",
            Some(_) => "unchanged",
            None => "fault",
        },
        revision: published.map(|publication| publication.revision),
        fault: report.as_ref().err().map(ToString::to_string),
    })
}

fn one_area(args: &RunArgs, screen: &mut Screen<'_>, area: &Area, report: Result<Report, Fault>) -> io::Result<u8> {
    let report = match report {
        Ok(report) => report,
        Err(fault) => return say_fault(screen, area, &fault),
    };
    show_findings(args, screen, area, &report)?;
    let publication = report.publication.as_ref();
    if args.json {
        let record = AreaRecord {
            area: &area.name,
            period: area.period.to_string(),
            folder: publication.map(|publication| publication.folder.display().to_string()),
            revision: publication.map(|publication| publication.revision),
            new: publication.is_some_and(|publication| publication.is_new),
            draft: report.pack.draft,
            findings: LevelCounts::of(&report.findings),
        };
        answer::line(screen, &record)?;
    } else if let Some(publication) = publication {
        let what = if publication.is_new { "published" } else { "unchanged, no new revision" };
        writeln!(
            screen.out,
            "{} {}: {} (r{}, {}): {}",
            area.name,
            area.period,
            what,
            publication.revision,
            if report.pack.draft { "draft" } else { "final" },
            LevelCounts::of(&report.findings),
        )?;
        if publication.is_new {
            writeln!(screen.err, "  {}", publication.folder.join("pack.pdf").display())?;
        }
    }
    let failed = report.unacknowledged || (args.strict && report.pack.draft);
    Ok(if failed { ERRORS_FOUND } else { DONE })
}

fn say_fault(screen: &mut Screen<'_>, area: &Area, fault: &Fault) -> io::Result<u8> {
    writeln!(screen.err, "fault: {}: {}", area.name, visible(&fault.to_string()))?;
    Ok(FAULT)
}

fn show_findings(args: &RunArgs, screen: &mut Screen<'_>, area: &Area, report: &Report) -> io::Result<()> {
    if args.quiet {
        return Ok(());
    }
    let folder = area.folder.display().to_string();
    for finding in &report.findings {
        writeln!(screen.err, "{}", screen::rendered(finding, &folder, screen.colour))?;
    }
    if args.verbose {
        for sheet in report.pack.figures.books.ledger.accounts() {
            writeln!(
                screen.err,
                "{}[{}]: layout {}; {}: {} accepted ({}), {} witnessed, {} refused, {} not given",
                visible(&format!("{folder}/{}", sheet.file)),
                visible(&sheet.sheet),
                sheet.layout.as_deref().unwrap_or("none"),
                counted(sheet.read.cells, "amount cell"),
                sheet.accepted.cells,
                sheet.accepted.amount.as_ref().map_or_else(String::new, Money::to_string),
                sheet.witnessed.cells,
                sheet.refused.cells,
                sheet.not_given,
            )?;
        }
    }
    Ok(())
}
