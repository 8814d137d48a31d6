//! Nothing read: a file of which no amount came out, and of which nothing else is said.

use super::recognise::UNREAD_FIGURES;
use crate::finding::phrase::{Phrase, count, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::account::SheetAccount;
use crate::model::origin::Place;
use crate::read::Workbook;

/// A file of which nothing is read.
pub const NOTHING_READ: About = About {
    name: "nothing-read",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "a file in a drop folder of which no amount is used, refused or left out for a reason that is said.",
    matters: "if it is a return, in a form that is taken for words, all its figures are missing.",
    action: "send the figures under the usual headings, as .xlsx or with commas between them; if it is no return, take it out \
             of the drop folder",
    ask: Some(
        "If the file is a return, send its figures under the usual headings, as .xlsx or with commas between them; else you \
         need do nothing.",
    ),
};

/// How much of a file's first text is shown, in characters.
const SHOWN: usize = 60;

/// What is said of a file whose tables came to some accounts, and of which some findings speak.
pub fn nothing_read(workbook: &Workbook, accounts: &[SheetAccount], said: &[Finding]) -> Option<Finding> {
    let is_aside = |finding: &Finding| finding.about.name == UNREAD_FIGURES.name && finding.level == Level::Note;
    // The cells that were read are those that were used, refused or not given.
    let is_read = accounts.iter().any(|account| account.read.cells > 0);
    if is_read || said.iter().any(|finding| !is_aside(finding)) {
        return None;
    }
    let mut message = phrase!("nothing of `{}` is read", workbook.name);
    message.add(taken_for(workbook));
    let told = message.clone();
    if let Some(account) = accounts.iter().find(|account| account.layout.is_some()) {
        message.add(phrase!("; layout `{}` finds no amount below its headings", account.layout));
    }
    Some(Finding::new(&NOTHING_READ, message).telling_partner(told).at(Place::file(&workbook.name)))
}

/// What a file was taken for.
fn taken_for(workbook: &Workbook) -> Phrase {
    let cells = || workbook.sheets.iter().flat_map(|sheet| sheet.cells());
    let Some(first) = cells().find(|cell| !cell.value.is_blank()) else {
        return phrase!(": it was taken for {} without a cell that says anything", workbook.format);
    };
    let rows = workbook.sheets.iter().map(|sheet| sheet.rows().count()).sum();
    let columns = cells().map(|cell| cell.address.column).max().map_or(0, |last| last as usize + 1);
    let text = first.value.text();
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().trim();
    let shown: String = line.chars().take(SHOWN).collect();
    let more = if line.chars().count() > SHOWN { "…" } else { "" };
    let mut said =
        phrase!(": it was taken for {} of {} in {}", workbook.format, count(rows, "row"), count(columns, "column"));
    if workbook.sheets.len() > 1 {
        said.add(phrase!(" on {}", count(workbook.sheets.len(), "sheet")));
    }
    said.add(phrase!(", and begins `{}{}`", shown, more));
    let is_line_of_table = |text: &str| text.trim().contains("  ") && text.bytes().any(|byte| byte.is_ascii_digit());
    if columns == 1 && cells().filter(|cell| is_line_of_table(&cell.value.text())).count() > 1 {
        said.add("; where its columns are held apart by blanks, not every line keeps to them");
    }
    said
}
