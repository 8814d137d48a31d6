//! `try`: which layouts a file's sheets have and why not, and what would become of their amounts.

use std::collections::HashMap;
use std::io;
use std::path::Path;

use serde::Serialize;

use super::read::judged;
use super::{DONE, ERRORS_FOUND, FAULT, REFUSED, Screen, TryArgs, accepted, answer, program, with_vocabulary};
use crate::discover::one_file;
use crate::finding::json::{FindingRecord, records};
use crate::finding::{Finding, Level, screen as drawn};
use crate::job::layout::{self, ReturnLayout};
use crate::job::settings::{Problem, Refused};
use crate::job::{self, Readers, Request};
use crate::model::entry::Entry;
use crate::model::money::Money;
use crate::model::register::Register;
use crate::model::shown::visible;
use crate::model::words::{counted, listed, nearest};
use crate::normalise::{self, Near, Readings};
use crate::pipeline;
use crate::read::{Sheet, Workbook};

/// How many refused cells and totals of a table the screen shows.
const SHOWN: usize = 10;

/// How many layouts that nearly match the screen shows.
const NEAREST: usize = 3;

/// The answer of `try --json`.
#[derive(Serialize)]
struct TriedFile<'a> {
    file: String,
    verdict: &'static str,
    sheets: Vec<TableRecord>,
    findings: Vec<FindingRecord<'a>>,
}

/// One table, or a sheet without one.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct TableRecord {
    name: String,
    layout: Option<String>,
    why_not: Option<String>,
    rows: usize,
    accepted_cells: usize,
    witnessed_cells: usize,
    refused_cells: usize,
    not_given: usize,
    accepted: Option<String>,
    witnessed: Option<String>,
    totals: Vec<TotalRecord>,
    refusals: Vec<RefusalRecord>,
}

/// What the accepted amounts of one kind, line, partner and period add up to.
#[derive(Serialize, PartialEq)]
struct TotalRecord {
    kind: &'static str,
    line: Option<String>,
    partner: Option<String>,
    period: String,
    amount: String,
}

#[derive(Serialize)]
struct RefusalRecord {
    cell: String,
    text: String,
    finding: &'static str,
}

/// The layouts to try, and who names stand for.
pub(super) struct Trial {
    pub layouts: Vec<ReturnLayout>,
    pub register: Option<Register>,
    pub readers: Readers,
    /// What is wrong with the register.
    pub findings: Vec<Finding>,
}

/// Tries a file.
pub fn attempt(args: &TryArgs, screen: &mut Screen<'_>) -> io::Result<u8> {
    if !args.file.is_file() {
        writeln!(screen.err, "error: there is no file `{}`", visible(&args.file.display().to_string()))?;
        return Ok(REFUSED);
    }
    let Some(trial) = accepted(prepared(args), screen)? else { return Ok(REFUSED) };
    let Trial { layouts, register, readers, mut findings } = trial;
    let mut file = one_file(&args.file);
    file.partner_folder = args.input.as_deref().and_then(|area| drop_folder(area, &args.file));
    let (verdict, book) = match judged(&file, &readers) {
        Ok(Ok(book)) => ("read", Ok(book)),
        Ok(Err((verdict, why))) => (verdict, Err(why)),
        Err(fault) => {
            writeln!(screen.err, "fault: {}", visible(&fault.to_string()))?;
            return Ok(FAULT);
        }
    };
    let mut record =
        TriedFile { file: args.file.display().to_string(), verdict, sheets: Vec::new(), findings: Vec::new() };
    if let Ok(book) = &book {
        let readings = match normalise::one_file(book, &layouts, register.as_ref()) {
            Ok(outcome) => outcome.into_value(&mut findings),
            Err(fault) => {
                writeln!(screen.err, "fault: {}", visible(&fault.to_string()))?;
                return Ok(FAULT);
            }
        };
        record.sheets = tables(book, &readings, &layouts);
        // The process ends soon: a million amounts need not be freed one by one.
        std::mem::forget(readings);
    }
    let failed = book.is_err() || findings.iter().any(|finding| finding.level == Level::Error);
    if args.json {
        record.findings = records(&findings);
        answer::pages(screen, &record)?;
    } else {
        match &book {
            Err(why) => {
                let file = args.file.display().to_string();
                writeln!(screen.err, "error[{verdict}]: `{}` cannot be used: {}", visible(&file), visible(why))?;
            }
            Ok(book) => show(book, &record, &layouts, screen)?,
        }
        let folder = args.file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        for finding in &findings {
            writeln!(screen.err, "{}", drawn::rendered(finding, &folder.display().to_string(), screen.colour))?;
        }
    }
    std::mem::forget(book);
    Ok(if failed { ERRORS_FOUND } else { DONE })
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
        return Ok(Trial { layouts: templates.layouts.returns, register: None, readers, findings: Vec::new() });
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
    Ok(Trial { layouts: job.templates.layouts.returns, register: Some(register), readers, findings })
}

/// The drop folder of an area that a file lies in.
fn drop_folder(area: &Path, file: &Path) -> Option<String> {
    let returns = area.join("returns").canonicalize().ok()?;
    let below = file.canonicalize().ok()?.strip_prefix(returns).ok()?.to_owned();
    let mut parts = below.iter();
    let folder = parts.next()?.to_str()?.to_owned();
    parts.next().map(|_| folder)
}

fn tables(book: &Workbook, readings: &Readings, layouts: &[ReturnLayout]) -> Vec<TableRecord> {
    let mut entries = readings.entries.as_slice();
    let mut refusals = readings.refusals.as_slice();
    readings
        .accounts
        .iter()
        .map(|account| {
            // Entries and refusals come in the order of the tables.
            let here = |sheet: &str, table: u32| *sheet == *account.sheet && table == account.table;
            let split = entries.iter().take_while(|entry| here(&entry.origin.sheet, entry.table)).count();
            let (own, rest) = entries.split_at(split);
            entries = rest;
            let split = refusals.iter().take_while(|refusal| here(&refusal.origin.sheet, refusal.table)).count();
            let (refused, rest) = refusals.split_at(split);
            refusals = rest;
            let sheet = book.sheets.iter().find(|sheet| sheet.name == account.sheet);
            let why_not = if account.layout.is_none() { sheet.and_then(|sheet| why_not(sheet, layouts)) } else { None };
            let plain = |amount: Option<Money>| amount.map(Money::plain);
            TableRecord {
                name: account.sheet.to_string(),
                layout: account.layout.clone(),
                why_not,
                rows: account.rows - account.furniture_rows,
                accepted_cells: account.accepted.cells,
                witnessed_cells: account.witnessed.cells,
                refused_cells: account.refused.cells,
                not_given: account.not_given,
                accepted: plain(account.accepted.amount),
                witnessed: plain(account.witnessed.amount),
                totals: totals(own),
                refusals: refused
                    .iter()
                    .map(|refusal| RefusalRecord {
                        cell: refusal.origin.cell.to_string(),
                        text: refusal.text.clone(),
                        finding: refusal.about.name,
                    })
                    .collect(),
            }
        })
        .collect()
}

/// In one sentence, which header words a sheet lacks for the layouts that come nearest.
fn why_not(sheet: &Sheet, layouts: &[ReturnLayout]) -> Option<String> {
    if sheet.cells().is_empty() {
        return Some("the sheet has no cells".to_owned());
    }
    let near: Vec<String> = normalise::near(sheet, layouts).iter().take(NEAREST).map(lacking).collect();
    Some(if near.is_empty() { "there is no layout".to_owned() } else { near.join("; ") })
}

fn lacking(near: &Near) -> String {
    if near.untitled {
        return format!("`{}` asks for other words above the headings", near.layout);
    }
    if near.lacks.is_empty() {
        return format!("`{}` has fewer header words here", near.layout);
    }
    let words: Vec<String> = near.lacks.iter().map(|word| format!("`{word}`")).collect();
    let lacks = format!("`{}` lacks {}", near.layout, listed(&words));
    let instead = if near.is_close() { near.not_understood() } else { Vec::new() };
    let instead: Vec<String> = instead.iter().map(|(text, cell)| format!("`{text}` in {cell}")).collect();
    match instead.len() {
        0 => lacks,
        1 => format!("{lacks} ({} is not understood)", listed(&instead)),
        _ => format!("{lacks} ({} are not understood)", listed(&instead)),
    }
}

fn totals(entries: &[Entry]) -> Vec<TotalRecord> {
    let mut places: HashMap<_, usize> = HashMap::new();
    let mut sums: Vec<(&Entry, Option<Money>)> = Vec::new();
    for entry in entries {
        let subject = &entry.subject;
        let key = (subject.kind, subject.line.as_deref(), subject.partner.as_deref(), entry.period);
        let place = *places.entry(key).or_insert_with(|| {
            sums.push((entry, Some(Money::ZERO)));
            sums.len() - 1
        });
        if let Some((_, sum)) = sums.get_mut(place) {
            *sum = sum.and_then(|sum| sum.checked_add(entry.amount));
        }
    }
    sums.into_iter()
        .map(|(entry, sum)| TotalRecord {
            kind: entry.subject.kind.word(),
            line: entry.subject.line.clone(),
            partner: entry.subject.partner.clone(),
            period: entry.period.to_string(),
            amount: sum.map_or_else(|| "more than can be added up".to_owned(), Money::plain),
        })
        .collect()
}

/// Shows each table, and each sheet without one.
fn show(book: &Workbook, record: &TriedFile<'_>, layouts: &[ReturnLayout], screen: &mut Screen<'_>) -> io::Result<()> {
    let mut nearest: HashMap<&str, Vec<Near>> = HashMap::new();
    for table in &record.sheets {
        let out = &mut *screen.out;
        let Some(name) = &table.layout else {
            let why = table.why_not.as_deref().unwrap_or_default();
            writeln!(out, "{}: no layout; {}", visible(&table.name), visible(why))?;
            continue;
        };
        let title = layouts.iter().find(|layout| layout.name == *name).map_or("", |layout| layout.title.as_str());
        writeln!(out, "{}: layout `{name}` ({})", visible(&table.name), visible(title))?;
        let money = |amount: &Option<String>| amount.clone().unwrap_or_default();
        writeln!(
            out,
            "  {} with amounts: {} accepted ({}), {} witnessed ({}), {} refused, {} not given",
            counted(table.rows, "row"),
            table.accepted_cells,
            money(&table.accepted),
            table.witnessed_cells,
            money(&table.witnessed),
            table.refused_cells,
            table.not_given,
        )?;
        for total in table.totals.iter().take(SHOWN) {
            let words = [total.line.as_deref(), total.partner.as_deref()];
            let words: Vec<String> = words.into_iter().flatten().map(visible).collect();
            writeln!(out, "  {} {}: {} {}", total.kind, total.period, total.amount, words.join(", "))?;
        }
        if table.totals.len() > SHOWN {
            writeln!(out, "  … {}", counted(table.totals.len() - SHOWN, "more total"))?;
        }
        for refusal in table.refusals.iter().take(SHOWN) {
            writeln!(out, "  refused {}: {} ({})", refusal.cell, visible(&refusal.text), refusal.finding)?;
        }
        if let Some(sheet) = book.sheets.iter().find(|sheet| *sheet.name == *table.name) {
            let others = nearest.entry(&*table.name).or_insert_with(|| normalise::near(sheet, layouts));
            for other in others.iter().filter(|near| near.layout != *name && near.has > 0).take(NEAREST) {
                writeln!(out, "  not {}", visible(&lacking(other)))?;
            }
        }
    }
    Ok(())
}
