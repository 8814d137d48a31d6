//! Layouts: how a sheet is recognised and which of its columns mean what, as data.

pub mod amounts;
mod check;
pub mod columns;
pub mod record;
pub mod table;

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use self::amounts::AmountColumn;
use self::columns::{Column, Field, FixedPlaces, FixedValue, LayoutColumns};
use self::record::{Record, RecordLayout, RegisterSheet, SHEETS};
use self::table::{Checked, Hidden, NotRead, Witness};
use super::settings::{Loaded, Problem, Reader, Refused};

/// Every layout under `templates/layouts/`.
#[derive(Debug, Default)]
pub struct Layouts {
    /// Layouts of what partners return, in order of their names.
    pub returns: Vec<ReturnLayout>,
    /// Layouts of the register's sheets.
    pub records: BTreeMap<Record, RecordLayout>,
}

/// How a sheet with amounts is read.
#[derive(Debug, Clone)]
pub struct ReturnLayout {
    /// Its file's name without the ending.
    pub name: String,
    /// Its title.
    pub title: String,
    /// The header words that must all stand in one row of headings.
    pub recognise: Vec<String>,
    /// Over how many rows a heading may be stacked.
    pub header_rows: u32,
    /// Words of which one must stand in a cell above the header; none where any sheet will do.
    pub titled: Vec<String>,
    /// Words of which one in the sheet's name will do instead of a title; without any title, one must stand there.
    pub sheet_named: Vec<String>,
    /// Headings beside which it does not match.
    pub unless: Vec<String>,
    /// Words of a title, or of the sheet's name, below which it does not match.
    pub unless_titled: Vec<String>,
    /// Texts that mean an empty cell.
    pub empty: Vec<String>,
    /// How the row begins that ends the table.
    pub ends: Vec<String>,
    /// How rows begin that are headings or notes, whatever stands in them.
    pub furniture: Vec<String>,
    /// What becomes of hidden amounts.
    pub hidden: Hidden,
    /// Whether its rows are single payments, so that tables are compared row by row and add up.
    pub transactions: bool,
    /// The columns that say whose an amount is and when.
    pub columns: LayoutColumns,
    /// The columns with amounts.
    pub amounts: Vec<AmountColumn>,
    /// Columns that are known and never read.
    pub not_read: Vec<NotRead>,
    /// Columns that must be the sum of others.
    pub checked: Vec<Checked>,
    /// What one place says for all rows.
    pub fixed: FixedPlaces,
    /// Which rows, columns and sheets are totals.
    pub witness: Witness,
}

impl ReturnLayout {
    /// Whether it says who reports, so that a file need not lie in a drop folder.
    #[must_use]
    pub fn names_the_reporter(&self) -> bool {
        self.columns.contains_key(&Field::Reporter) || self.fixed.contains_key(&Field::Reporter)
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct LayoutFile {
    title: String,
    recognise: Vec<String>,
    record: Option<Record>,
    #[serde(default = "one")]
    header_rows: u32,
    #[serde(default)]
    titled: Vec<String>,
    #[serde(default)]
    sheet_named: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
    #[serde(default)]
    unless_titled: Vec<String>,
    #[serde(default)]
    empty: Vec<String>,
    #[serde(default)]
    ends: Vec<String>,
    #[serde(default)]
    furniture: Vec<String>,
    #[serde(default)]
    hidden: Hidden,
    #[serde(default)]
    transactions: bool,
    #[serde(default)]
    columns: BTreeMap<toml::Spanned<String>, Column>,
    #[serde(default)]
    amounts: Vec<AmountColumn>,
    #[serde(default)]
    not_read: Vec<NotRead>,
    #[serde(default)]
    checked: Vec<Checked>,
    #[serde(default)]
    fixed: BTreeMap<toml::Spanned<String>, FixedValue>,
    #[serde(default)]
    witness: Witness,
}

const fn one() -> u32 {
    1
}

/// Reads and checks `layouts/*.toml`.
pub fn load(reader: &mut Reader<'_>) -> Layouts {
    let mut layouts = Layouts::default();
    for loaded in reader.toml_folder::<LayoutFile>("layouts") {
        let before = reader.problems.len();
        match loaded.value.record {
            Some(record) => record::check(&loaded, record, reader.problems),
            None => check::check(&loaded, reader.problems),
        }
        if reader.problems.len() > before {
            continue;
        }
        let Loaded { name, path, value: file, .. } = loaded;
        match file.record {
            Some(record) => {
                let columns = file.columns.into_iter().map(|(field, column)| (field.into_inner(), column.header));
                let layout = RecordLayout { name, recognise: file.recognise, columns: columns.collect() };
                let before = layouts.records.insert(record, layout);
                if before.is_some() {
                    let message = "two layouts read the same sheet of the register";
                    reader.problems.push(Problem::in_file(&path, message, "keep one of them"));
                }
            }
            None => layouts.returns.push(return_layout(name, file)),
        }
    }
    for RegisterSheet { record, name, may_be_lacking, .. } in SHEETS {
        if reader.problems.is_empty() && !may_be_lacking && !layouts.records.contains_key(record) {
            let message = format!("no layout reads the register's sheet `{name}`");
            reader.problems.push(Problem::new(&message, "restore the layout that the program came with"));
        }
    }
    layouts
}

/// Reads one layout of returns, wherever it lies.
///
/// # Errors
///
/// Where the file is not there, or is no layout of returns; with the line that is wrong.
pub fn one_file(path: &Path) -> Result<ReturnLayout, Refused> {
    let mut problems = Vec::new();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let loaded = Reader::new(folder, &mut problems).toml::<LayoutFile>(&name);
    if let Some(loaded) = loaded {
        if loaded.value.record.is_some() {
            let message = "this is a layout of the register, not of a return";
            problems.push(Problem::in_file(path, message, "choose a layout that has `[[amounts]]`"));
        } else {
            check::check(&loaded, &mut problems);
        }
        if problems.is_empty() {
            return Ok(return_layout(loaded.name, loaded.value));
        }
    }
    Err(Refused(problems))
}

/// A layout of returns from its text, as if it stood in a file of a name.
///
/// # Errors
///
/// Why it would not be loaded.
pub fn of_text(name: &str, text: &str) -> Result<ReturnLayout, Refused> {
    let path = Path::new(name).with_extension("toml");
    let value: LayoutFile = toml::from_str(text)
        .map_err(|error| Refused(vec![Problem::in_file(&path, error.message(), "correct the line")]))?;
    let loaded = Loaded { name: name.to_owned(), path, text: text.to_owned(), value };
    let mut problems = Vec::new();
    check::check(&loaded, &mut problems);
    if problems.is_empty() { Ok(return_layout(loaded.name, loaded.value)) } else { Err(Refused(problems)) }
}

fn return_layout(name: String, file: LayoutFile) -> ReturnLayout {
    fn by_field<T>(map: BTreeMap<toml::Spanned<String>, T>) -> BTreeMap<Field, T> {
        map.into_iter().filter_map(|(word, value)| Some((Field::from_word(word.get_ref())?, value))).collect()
    }
    ReturnLayout {
        name,
        title: file.title,
        recognise: file.recognise,
        header_rows: file.header_rows,
        titled: file.titled,
        sheet_named: file.sheet_named,
        unless: file.unless,
        unless_titled: file.unless_titled,
        empty: file.empty,
        ends: file.ends,
        furniture: file.furniture,
        hidden: file.hidden,
        transactions: file.transactions,
        columns: by_field(file.columns),
        amounts: file.amounts,
        not_read: file.not_read,
        checked: file.checked,
        fixed: by_field(file.fixed),
        witness: file.witness,
    }
}

/// Reads one text or a list of texts.
fn one_or_many<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    struct Texts;
    impl<'de> serde::de::Visitor<'de> for Texts {
        type Value = Vec<String>;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a text or a list of texts")
        }

        fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
            Ok(vec![text.to_owned()])
        }

        fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut texts: A) -> Result<Self::Value, A::Error> {
            let mut all = Vec::new();
            while let Some(text) = texts.next_element()? {
                all.push(text);
            }
            Ok(all)
        }
    }
    deserializer.deserialize_any(Texts)
}
