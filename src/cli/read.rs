//! `read`: what the cells of one file say, or the verdict.

use std::io::{self, IsTerminal};

use serde::Serialize;

use super::{DONE, ERRORS_FOUND, FAULT, REFUSED, ReadArgs, Screen, answer, program};
use crate::discover::{SourceFile, one_file};
use crate::fault::Fault;
use crate::job::Readers;
use crate::job::house::Limits;
use crate::model::shown::visible;
use crate::model::words::{counted, nearest};
use crate::read::crew::Crew;
use crate::read::{CellValue, Sheet, Unread, Workbook, workbook};

/// The answer of `read --json`.
#[derive(Serialize)]
struct ReadFile<'a> {
    file: String,
    verdict: &'a str,
    why: Option<&'a str>,
    sheets: Vec<ReadSheet<'a>>,
}

#[derive(Serialize)]
struct ReadSheet<'a> {
    name: &'a str,
    visible: bool,
    rows: u32,
    columns: u32,
    cells: usize,
    stale: usize,
}

/// Reads one file: its sheets, or the verdict and why.
///
/// # Errors
///
/// Where no worker can be started.
pub fn judged(file: &SourceFile, readers: &Readers) -> Result<Result<Workbook, (&'static str, String)>, Fault> {
    Ok(match workbook(file, &mut Crew::new(readers))? {
        Ok(book) => Ok(book),
        Err(Unread::Refused(refusal)) => Err((refusal.verdict.about().name, refusal.why)),
        Err(Unread::Changing) => Err(("unreadable", "it changed while it was read".to_owned())),
    })
}

/// Reads one file and prints what it holds.
pub fn read(args: &ReadArgs, screen: &mut Screen<'_>) -> io::Result<u8> {
    if !args.file.is_file() {
        writeln!(screen.err, "error: there is no file `{}`", visible(&args.file.display().to_string()))?;
        return Ok(REFUSED);
    }
    let readers = Readers { program: program(), limits: Limits::default() };
    let (verdict, why, book) = match judged(&one_file(&args.file), &readers) {
        Ok(Ok(book)) => ("read", None, Some(book)),
        Ok(Err((verdict, why))) => (verdict, Some(why), None),
        Err(fault) => {
            writeln!(screen.err, "fault: {}", visible(&fault.to_string()))?;
            return Ok(FAULT);
        }
    };
    let code = if book.is_some() { DONE } else { ERRORS_FOUND };
    if args.json {
        let sheets = book.iter().flat_map(|book| &book.sheets).map(ReadSheet::from).collect();
        let record = ReadFile { file: args.file.display().to_string(), verdict, why: why.as_deref(), sheets };
        answer::pages(screen, &record)?;
        return Ok(code);
    }
    match book {
        None => {
            writeln!(
                screen.err,
                "error[{verdict}]: `{}` cannot be used: {}",
                visible(&args.file.display().to_string()),
                visible(&why.unwrap_or_default())
            )?;
            Ok(code)
        }
        Some(book) if args.csv => csv(args, &book, screen),
        Some(book) => list(&book, screen).map(|()| code),
    }
}

fn list(book: &Workbook, screen: &mut Screen<'_>) -> io::Result<()> {
    for sheet in &book.sheets {
        let record = ReadSheet::from(sheet);
        let hidden = if sheet.visible { "" } else { ", hidden" };
        let stale = if record.stale > 0 {
            format!(", {} without a value", counted(record.stale, "formula"))
        } else {
            String::new()
        };
        writeln!(
            screen.out,
            "{}: {} by {}, {}{stale}{hidden}",
            visible(&sheet.name),
            counted(record.rows as usize, "row"),
            counted(record.columns as usize, "column"),
            counted(record.cells, "cell"),
        )?;
    }
    for (name, what) in &book.passed_over {
        writeln!(screen.out, "{}: passed over, it is {what}", visible(name))?;
    }
    Ok(())
}

/// Prints a sheet with every cell in its own row and column, as it stands, for programs that compare; rows end at their last
/// cell. On a terminal, hidden characters are shown as their numbers, and line breaks as spaces.
fn csv(args: &ReadArgs, book: &Workbook, screen: &mut Screen<'_>) -> io::Result<u8> {
    let names: Vec<&str> = book.sheets.iter().map(|sheet| &*sheet.name).collect();
    let sheet = match (&args.sheet, book.sheets.as_slice()) {
        (None, [only]) => Some(only),
        (None, _) => None,
        (Some(name), sheets) => sheets.iter().find(|sheet| *sheet.name == **name),
    };
    let Some(sheet) = sheet else {
        let near = args.sheet.as_ref().and_then(|name| nearest(name, names.iter().copied()));
        let help =
            near.map_or_else(|| format!("sheets: {}", names.join(", ")), |near| format!("did you mean `{near}`?"));
        writeln!(screen.err, "error: say which sheet with `--sheet`; {}", visible(&help))?;
        return Ok(REFUSED);
    };
    let on_terminal = io::stdout().is_terminal();
    let mut next = 0;
    for row in sheet.rows() {
        for _ in next..row.number {
            writeln!(screen.out)?;
        }
        next = row.number + 1;
        let mut fields = Vec::new();
        for cell in row.cells() {
            fields.resize(cell.address.column as usize, String::new());
            let text = cell.value.text();
            fields.push(if on_terminal { visible(&text) } else { text });
        }
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(&fields)?;
        screen.out.write_all(&writer.into_inner().map_err(|error| io::Error::other(error.to_string()))?)?;
    }
    Ok(DONE)
}

impl<'a> From<&'a Sheet> for ReadSheet<'a> {
    fn from(sheet: &'a Sheet) -> Self {
        let stale = sheet.cells().iter().filter(|cell| cell.value == CellValue::Stale).count();
        let (rows, columns) = sheet.extent();
        Self { name: &sheet.name, visible: sheet.visible, rows, columns, cells: sheet.cells().len() - stale, stale }
    }
}
