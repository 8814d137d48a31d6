//! `try` on the screen: what each table comes to by kind, what was compared, what was refused, the findings, what to do next.

use std::io;
use std::path::Path;

use super::amounts::{AmountsRecord, TOO_MUCH};
use super::tables::TableRecord;
use super::{READ, Screen, TriedFile, TryArgs};
use crate::finding::{About, Finding, Level, LevelCounts, screen as drawn};
use crate::model::money::{Money, grouped};
use crate::model::shown::visible;
use crate::model::source::REGISTER;
use crate::model::words::counted;
use crate::normalise::{AMBIGUOUS_LAYOUT, UNRECOGNISED_SHEET};

/// How many refused cells of a table are shown.
const REFUSED: usize = 10;

/// How many rows of amounts of a table are shown.
const ROWS: usize = 40;

/// Shows what was made of a file.
pub fn show(args: &TryArgs, tried: &TriedFile<'_>, findings: &[Finding], screen: &mut Screen<'_>) -> io::Result<()> {
    writeln!(screen.out, "{}: {}", visible(&tried.file), if tried.verdict == READ { "read" } else { tried.verdict })?;
    for table in &tried.sheets {
        show_table(table, screen)?;
    }
    writeln!(screen.out)?;
    let above = |path: &Path| path.parent().filter(|folder| !folder.as_os_str().is_empty()).map(Path::to_owned);
    let own = above(&args.file).unwrap_or_else(|| ".".into());
    for finding in findings {
        let is_of_area = |file: &str| file == REGISTER || file.contains('/');
        let in_area = finding.places.first().is_some_and(|place| is_of_area(&place.file));
        let folder = args.input.as_ref().filter(|_| in_area).unwrap_or(&own);
        writeln!(screen.err, "{}", drawn::rendered(finding, &folder.display().to_string(), screen.colour))?;
    }
    writeln!(screen.out, "next: {}", next(args, tried, findings))
}

fn show_table(table: &TableRecord, screen: &mut Screen<'_>) -> io::Result<()> {
    let out = &mut *screen.out;
    writeln!(out)?;
    let Some(layout) = &table.layout else {
        let why = table.why_not.as_deref().unwrap_or_default();
        return writeln!(out, "{}: no layout; {}", visible(&table.name), visible(why));
    };
    writeln!(out, "{}: layout `{layout}` ({})", visible(&table.name), visible(&table.title))?;
    write_amounts(&table.amounts, false, out)?;
    if !table.by_agreement.is_empty() {
        writeln!(out)?;
        write_amounts(&table.by_agreement, true, out)?;
    }
    let mut said = vec![format!("{} with amounts", counted(table.rows, "row"))];
    let others = [
        (table.witnessed_cells, "cell", "of totals compared, and added to nothing"),
        (table.refused_cells, "cell", "refused"),
        (table.not_given, "cell", "without a figure"),
    ];
    said.extend(
        others
            .iter()
            .filter(|(cells, ..)| *cells > 0)
            .map(|(cells, noun, what)| format!("{} {what}", counted(*cells, noun))),
    );
    writeln!(out, "  {}", said.join("; "))?;
    for refusal in table.refusals.iter().take(REFUSED) {
        writeln!(out, "  refused {}: {} ({})", refusal.cell, visible(&refusal.text), refusal.finding)?;
    }
    if table.refusals.len() > REFUSED {
        writeln!(out, "  … {}", counted(table.refusals.len() - REFUSED, "more refused cell"))?;
    }
    Ok(())
}

/// A table of amounts, with their columns under each other.
fn write_amounts(amounts: &[AmountsRecord], by_agreement: bool, out: &mut dyn io::Write) -> io::Result<()> {
    if amounts.is_empty() {
        return Ok(());
    }
    let row = |one: &AmountsRecord| {
        let agreement = one.agreement.as_deref().unwrap_or("no agreement");
        let amount = one.money.as_ref().map_or_else(|| TOO_MUCH.to_owned(), Money::to_string);
        [visible(agreement), visible(&one.kind), one.period.clone(), grouped(one.cells as u64), amount]
    };
    let head = ["agreement", "kind", "period", "cells", "amount"].map(str::to_owned);
    let rows: Vec<[String; 5]> = [head].into_iter().chain(amounts.iter().take(ROWS).map(row)).collect();
    let first = usize::from(!by_agreement);
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|text| text.chars().count()).max();
    for row in &rows {
        let cells = row.iter().enumerate().skip(first).map(|(column, text)| {
            let width = width(column).unwrap_or(0);
            if column < 3 { format!("{text:<width$}") } else { format!("{text:>width$}") }
        });
        writeln!(out, "  {}", cells.collect::<Vec<_>>().join("  "))?;
    }
    if amounts.len() > ROWS {
        writeln!(out, "  … {}; `--json` has all", counted(amounts.len() - ROWS, "more row"))?;
    }
    Ok(())
}

/// What whoever tried the file does now.
fn next(args: &TryArgs, tried: &TriedFile<'_>, findings: &[Finding]) -> String {
    let file = visible(&args.file.display().to_string());
    let is_used = tried.sheets.iter().any(|table| table.layout.is_some());
    if tried.verdict != READ {
        return "do what the finding asks for, and try the file again".to_owned();
    }
    let found = |about: &About| findings.iter().any(|finding| finding.about.name == about.name);
    if !is_used && found(&AMBIGUOUS_LAYOUT) {
        return "nothing in it can be used: do what the finding asks for, and try the file again".to_owned();
    }
    if !is_used && !found(&UNRECOGNISED_SHEET) {
        return "nothing in it can be used: no sheet has figures that count".to_owned();
    }
    if !is_used {
        return format!("correct its headings, or let `scrutiny draft-layout \"{file}\"` write a first layout");
    }
    let counts = LevelCounts::of(findings);
    let area = match &args.input {
        Some(area) => format!("run `scrutiny check --input \"{}\"`", visible(&area.display().to_string())),
        None => "try it with `--input AREA`, which looks its names up in the area’s register".to_owned(),
    };
    match findings.iter().map(|finding| finding.level).max() {
        Some(Level::Error) => {
            format!("{counts}: put the errors right and try again; `scrutiny explain NAME` says what each means")
        }
        Some(_) => format!("{counts}: look whether they are meant; then {area}"),
        None => format!("nothing was found that is odd; {area}"),
    }
}
