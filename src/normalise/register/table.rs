//! Sheets of the register: where they stand in its workbook, and which column holds which field.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::job::layout::record::{Record, RecordLayout};
use crate::job::settings::Problem;
use crate::model::words::{folded, nearest};
use crate::normalise::meaning::class::ClassColumn;
use crate::normalise::recognise::headings::headings;
use crate::read::{Row, Sheet, Workbook};

/// A sheet of the register, with the column of each field.
#[derive(Debug)]
pub struct Rows<'a> {
    pub(super) file: Arc<str>,
    pub(super) sheet: &'a Sheet,
    pub(super) header_row: u32,
    pub(super) columns: BTreeMap<&'a str, (u32, &'a str)>,
    /// What the words of its column of classes mean.
    pub(super) class: ClassColumn,
}

/// Finds a sheet of the register and its headings.
///
/// # Errors
///
/// Where the sheet or one of its headings is missing, with what stands there instead.
pub fn table<'a>(
    workbook: &'a Workbook,
    path: &Path,
    layout: Option<&'a RecordLayout>,
    (record, name): (Record, &str),
) -> Result<Rows<'a>, Problem> {
    let missing = |what: &str, help: &str| Err(Problem::in_file(path, &format!("the register has {what}"), help));
    let Some(layout) = layout else {
        return missing(&format!("no layout for sheet `{name}`"), "restore the layout that the program came with");
    };
    let Some(sheet) = workbook.sheets.iter().find(|sheet| folded(&sheet.name) == folded(name)) else {
        let help = match nearest(name, workbook.sheets.iter().map(|sheet| &*sheet.name)) {
            Some(near) => format!("did you mean the sheet `{near}`? name it `{name}`"),
            None => format!("copy the sheet `{name}` from the register of the example; it may have no rows"),
        };
        return missing(&format!("no sheet `{name}`"), &help);
    };
    // The row of headings is the one with most of them, so that one missing heading can be named.
    let count = |row: &Row<'_>| {
        let found = headings(*row);
        layout.columns.values().filter(|names| names.iter().any(|name| found.contains_key(&folded(name)))).count()
    };
    let best = sheet
        .rows()
        .map(|row| (count(&row), row))
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .max_by_key(|(count, _)| *count);
    let Some((_, header)) = best.filter(|(count, _)| *count > 0) else {
        return missing(
            &format!("no headings on sheet `{name}`"),
            "copy its first row from the register of the example",
        );
    };
    let found = headings(header);
    let mut columns = BTreeMap::new();
    for (field, names) in &layout.columns {
        let heading = names.first().map_or(field.as_str(), String::as_str);
        let Some(column) = names.iter().find_map(|name| found.get(&folded(name))) else {
            if record.may_lack(field) {
                continue;
            }
            let taken = |text: &&str| layout.columns.values().flatten().any(|name| folded(name) == **text);
            let help = match nearest(heading, found.keys().map(String::as_str).filter(|text| !taken(text))) {
                Some(near) => format!("did you mean `{near}` there? name it `{heading}`"),
                None => format!("add the column `{heading}`; it may be empty where it does not apply"),
            };
            return missing(&format!("no column `{heading}` on sheet `{name}`"), &help);
        };
        columns.insert(field.as_str(), (*column, heading));
    }
    let class = classes(sheet, header.number, columns.get("class").copied());
    Ok(Rows { file: Arc::clone(&workbook.name), sheet, header_row: header.number, columns, class })
}

fn classes(sheet: &Sheet, header_row: u32, column: Option<(u32, &str)>) -> ClassColumn {
    let Some((column, heading)) = column else { return ClassColumn::of("", []) };
    let below = sheet.rows().filter(|row| row.number > header_row).filter_map(|row| row.cell(column));
    let said: Vec<String> = below.map(|cell| cell.value.text()).collect();
    ClassColumn::of(heading, said.iter().map(String::as_str))
}

impl<'a> Rows<'a> {
    /// The rows below the headings that say something in a column that is read.
    pub fn each(&self) -> impl Iterator<Item = Row<'a>> {
        self.sheet.rows().filter(|row| {
            row.number > self.header_row && self.columns.values().any(|(column, _)| row.cell(*column).is_some())
        })
    }
}
