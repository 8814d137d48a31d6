//! Cases: areas under `tests/cases/`, with a snapshot of every noun of the pipeline beside their input.

use std::fmt::Write;
use std::path::Path;

use scrutiny::discover::{Intake, discover};
use scrutiny::finding::{Finding, screen, sort};
use scrutiny::job::{self, Job};
use scrutiny::ledger::Ledger;
use scrutiny::measure::{Figures, measure};
use scrutiny::model::account::SheetAccount;
use scrutiny::normalise::{normalise, register};
use scrutiny::present::pack::{Block, Pack, Span, notes};
use scrutiny::present::present;
use scrutiny::publish::publish;
use scrutiny::read::crew::Crew;
use scrutiny::read::{Workbooks, read, workbook};
use scrutiny::reconcile::{Books, Reported, reconcile};

use crate::support::{folders, request, root, with_vocabulary};

#[test]
fn every_noun_is_as_it_was() {
    // A case of several runs has its own test.
    for folder in folders(&root().join("tests/cases")).iter().filter(|folder| folder.join("input").is_dir()) {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(folder);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| snapshot_every_noun(folder));
    }
}

fn snapshot_every_noun(folder: &Path) {
    let job = load(&folder.join("input"));
    let area = &job.areas[0];
    let templates = &job.templates;
    let mut findings = Vec::new();

    let intake = discover(area).unwrap().into_value(&mut findings);
    insta::assert_snapshot!("1-intake", intake_text(&intake));
    let book = workbook(intake.register.as_ref().unwrap(), &mut Crew::new(&job.readers)).unwrap().unwrap();
    let register =
        register::register(&book, &folder.join("input/agreements.xlsx"), templates).unwrap().into_value(&mut findings);
    let workbooks = read(&intake, &job.readers).unwrap().into_value(&mut findings);
    insta::assert_snapshot!("2-workbooks", workbooks_text(&workbooks));
    let ledger =
        normalise(&workbooks, &templates.layouts, &register, area.period.year).unwrap().into_value(&mut findings);
    insta::assert_snapshot!("3-ledger", ledger_text(&ledger));
    let books = reconcile(ledger, register, area, templates).into_value(&mut findings);
    insta::assert_snapshot!("4-books", books_text(&books));
    let figures = measure(books, templates, None, &[]).into_value(&mut findings);
    insta::assert_snapshot!("5-figures", figures_text(&figures));
    let keys: std::collections::BTreeSet<_> = figures.all().iter().map(|one| &one.key).collect();
    assert_eq!(keys.len(), figures.all().len(), "a figure stands twice");
    sort(&mut findings);
    insta::assert_snapshot!("6-findings", findings_text(&findings));
    let presented = present(figures, &findings, &[], area, templates).into_value(&mut Vec::new());
    insta::assert_snapshot!("7-pack", pack_text(&presented.pack));
    let output = tempfile::tempdir().unwrap();
    let published = publish(&presented, &findings, &[], area, templates, output.path()).unwrap();
    insta::assert_snapshot!("8-publication", publication_text(&published.folder));
}

fn load(input: &Path) -> Job {
    let request = request(input, &root().join("templates"), &input.join("never"));
    with_vocabulary(|vocabulary| job::load(&request, vocabulary)).unwrap()
}

fn intake_text(intake: &Intake) -> String {
    let mut text = String::new();
    for file in intake.register.iter().chain(&intake.returns) {
        let look = file.look.as_ref().unwrap();
        let drop = file.partner_folder.as_deref().unwrap_or("none");
        writeln!(text, "{} | {:?} | drop folder {drop}", file.name, look.kind).unwrap();
    }
    text
}

fn workbooks_text(workbooks: &Workbooks) -> String {
    let mut text = String::new();
    for workbook in &workbooks.files {
        for sheet in &workbook.sheets {
            writeln!(text, "{}[{}]", workbook.name, sheet.name).unwrap();
            for cell in sheet.cells() {
                writeln!(text, "  {} {:?}", cell.address, cell.value).unwrap();
            }
        }
    }
    text
}

fn ledger_text(ledger: &Ledger) -> String {
    let mut text = format!("{} amounts, {}\n", ledger.len(), ledger.total());
    for position in ledger.positions() {
        let subject = &position.subject;
        let or_none = |name: &Option<String>| name.clone().unwrap_or_else(|| "none".to_owned());
        let cells: Vec<String> = ledger.origins(position).map(ToString::to_string).collect();
        writeln!(
            text,
            "{} | {} | of {} | by {} | {} {} | {} | {} | {}",
            subject.kind.word(),
            or_none(&subject.agreement),
            or_none(&subject.partner),
            or_none(&subject.reporter),
            subject.class.word(),
            subject.form.word(),
            position.period,
            position.amount,
            cells.join(" "),
        )
        .unwrap();
    }
    for gap in ledger.gaps() {
        let why = if gap.refused { "refused" } else { "not given" };
        writeln!(text, "{why}: {} | {:?} | {}", gap.subject.kind.word(), gap.subject.agreement, gap.origin).unwrap();
    }
    for account in ledger.accounts() {
        let SheetAccount {
            file,
            sheet,
            table,
            layout,
            rows,
            furniture_rows,
            read,
            accepted,
            witnessed,
            refused,
            not_given,
        } = account;
        writeln!(
            text,
            "{file}[{sheet}] table {table} by {}: {rows} rows, {furniture_rows} furniture; read {} = accepted {} + witnessed {} + \
             refused {} + not given {not_given}",
            layout.as_deref().unwrap_or("no layout"),
            read.cells,
            accepted.cells,
            witnessed.cells,
            refused.cells,
        )
        .unwrap();
    }
    text
}

fn books_text(books: &Books) -> String {
    fn said(reported: &Reported) -> String {
        match reported {
            Reported::Nothing => "nothing".to_owned(),
            Reported::Figure(sum) => sum.amount.to_string(),
            Reported::Conflict(sums) => format!("conflict of {}", sums.len()),
            Reported::Incomplete { origins, .. } => format!("open in {}", origins[0]),
            Reported::AtLeast(partly) => format!("at least {}", partly.known.amount),
            Reported::OtherBasis { sum, .. } => format!("{} on another basis", sum.amount),
        }
    }
    let mut text = String::new();
    for line in &books.lines {
        let amount = |sum: &Option<scrutiny::reconcile::Sum>| {
            sum.as_ref().map_or_else(|| "none".to_owned(), |sum| sum.amount.to_string())
        };
        writeln!(
            text,
            "{} | {} | opening {} | variations {} | committed {} | last year {} | budgeted {} | paid {} | {:?}",
            line.agreement,
            line.partner,
            amount(&line.opening),
            line.variations.amount,
            amount(&line.committed),
            amount(&line.last_recurrent),
            said(&line.budgeted),
            said(&line.paid),
            books.standing(line),
        )
        .unwrap();
    }
    text
}

fn figures_text(figures: &Figures) -> String {
    let records = figures.records("case");
    records.iter().map(|record| serde_json::to_string(record).unwrap() + "\n").collect()
}

fn findings_text(findings: &[Finding]) -> String {
    findings.iter().map(|finding| screen::rendered(finding, "input", false) + "\n").collect()
}

fn pack_text(pack: &Pack) -> String {
    let words = |spans: &[Span]| spans.iter().map(Span::text).collect::<String>();
    let mut text = format!("{}{}\n", pack.title, if pack.draft { " (draft)" } else { "" });
    for section in &pack.sections {
        writeln!(text, "\n# {}", section.heading).unwrap();
        for block in &section.blocks {
            match block {
                Block::Heading { level, text: heading } => {
                    writeln!(text, "{} {heading}", "#".repeat(usize::from(*level))).unwrap();
                }
                Block::Paragraph(spans) => writeln!(text, "{}", words(spans)).unwrap(),
                Block::Callout(spans) => writeln!(text, "> {}", words(spans)).unwrap(),
                Block::List(items) => items.iter().for_each(|item| writeln!(text, "- {}", words(item)).unwrap()),
                Block::Steps(items) => items.iter().for_each(|item| writeln!(text, "1. {}", words(item)).unwrap()),
                Block::Chart(chart) => writeln!(text, "[{}]", chart.alternative).unwrap(),
                Block::Table(table) => {
                    writeln!(text, "[{}: {}]", table.name, table.caption).unwrap();
                    let headings: Vec<&str> = table.columns.iter().map(|column| column.heading.as_str()).collect();
                    writeln!(text, "| {} |", headings.join(" | ")).unwrap();
                    for row in &table.rows {
                        let cells: Vec<&str> = row.cells.iter().map(|cell| cell.text.as_str()).collect();
                        writeln!(text, "| {} |{}", cells.join(" | "), if row.total { " total" } else { "" }).unwrap();
                    }
                }
            }
            for (mark, said) in block.paragraphs().into_iter().flat_map(notes) {
                writeln!(text, "{mark} {}", words(said)).unwrap();
            }
        }
    }
    text
}

fn publication_text(folder: &Path) -> String {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    let trace = std::fs::read_to_string(folder.join("trace.csv")).unwrap();
    format!("{}\n\n{trace}", names.join("\n"))
}
