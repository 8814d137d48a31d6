//! Layouts: how a sheet is recognised and which of its columns mean what, as data.

pub mod record;

use std::collections::BTreeMap;

use serde::Deserialize;

use self::record::{Record, RecordLayout};
use super::settings::{Loaded, Problem, Reader};
use crate::model::entry::{Class, Form, Kind};
use crate::model::money::Money;

/// Every layout under `templates/layouts/`.
#[derive(Debug, Default)]
pub struct Layouts {
    /// Layouts of what partners return, in order of their names.
    pub returns: Vec<ReturnLayout>,
    /// Layouts of the register's sheets.
    pub records: BTreeMap<Record, RecordLayout>,
}

/// How a sheet with amounts is read.
#[derive(Debug)]
pub struct ReturnLayout {
    /// Its file's name without the ending.
    pub name: String,
    /// Its title.
    pub title: String,
    /// The header words that must all stand on one row.
    pub recognise: Vec<String>,
    /// The columns that say whose an amount is and when.
    pub columns: Columns,
    /// The columns with amounts.
    pub amounts: Vec<AmountColumn>,
    /// What one place on the sheet says for all of its rows.
    pub fixed: Fixed,
    /// How a row of totals begins.
    pub witness: Vec<String>,
}

/// The columns that say whose an amount is and when; each may be missing.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Columns {
    /// Which agreement.
    pub agreement: Option<Column>,
    /// Which line of it, in the partner's words.
    pub line: Option<Column>,
    /// Whose money.
    pub partner: Option<Column>,
    /// Which period.
    pub period: Option<Column>,
}

/// A column, found by its heading.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Column {
    /// Its heading; several are synonyms.
    #[serde(deserialize_with = "one_or_many")]
    pub header: Vec<String>,
    /// What its text is.
    #[serde(rename = "as", default)]
    pub conversion: As,
}

/// What the text of a cell is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum As {
    /// Words, kept as they are.
    #[default]
    Text,
    /// The name of an agreement.
    Agreement,
    /// The name of a partner.
    Partner,
    /// A period.
    Period,
}

/// A column with amounts.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct AmountColumn {
    /// What its amounts are.
    pub kind: Kind,
    /// Its heading; several are synonyms.
    #[serde(deserialize_with = "one_or_many")]
    pub header: Vec<String>,
    /// What its numbers count.
    pub unit: Unit,
    /// Texts that say that there is no figure.
    #[serde(default)]
    pub not_given: Vec<String>,
    /// Whether its amounts run from the start of the year.
    #[serde(default)]
    pub cumulative: bool,
    /// Revenue or capital.
    #[serde(default)]
    pub class: Class,
    /// Cash or in kind.
    #[serde(default)]
    pub form: Form,
    /// Whether a sheet may lack the column.
    #[serde(default)]
    pub optional: bool,
}

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Pounds.
    Pounds,
    /// Thousands of pounds.
    Thousands,
    /// Millions of pounds.
    Millions,
}

impl Unit {
    /// How many pounds one of it is.
    #[must_use]
    pub const fn pounds(self) -> u32 {
        match self {
            Self::Pounds => 1,
            Self::Thousands => 1_000,
            Self::Millions => 1_000_000,
        }
    }

    /// Half of the smallest step that a number with so many decimals takes: how far rounding may have moved it.
    #[must_use]
    pub fn half_of_last_decimal(self, decimals: u32) -> Money {
        let step = 10_i64.checked_pow(decimals).unwrap_or(i64::MAX);
        Money::from_sum(i64::from(self.pounds()) * 50 / step)
    }
}

/// What one place says for all rows of a sheet.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Fixed {
    /// The agreement.
    pub agreement: Option<FixedValue>,
    /// Whose money.
    pub partner: Option<FixedValue>,
    /// The period.
    pub period: Option<FixedValue>,
}

/// Where a value that holds for all rows stands.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FixedValue {
    /// In the cell after a label above the header, or after the label and a colon in the same cell.
    pub above_header: Option<String>,
    /// In the layout itself.
    pub value: Option<String>,
    /// What its text is.
    #[serde(rename = "as")]
    pub conversion: As,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Witness {
    rows_starting: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct LayoutFile {
    title: String,
    recognise: Vec<String>,
    record: Option<Record>,
    #[serde(default)]
    columns: BTreeMap<toml::Spanned<String>, Column>,
    #[serde(default)]
    amounts: Vec<AmountColumn>,
    #[serde(default)]
    fixed: Fixed,
    witness: Option<Witness>,
}

/// Reads and checks `layouts/*.toml`.
pub fn load(reader: &mut Reader<'_>) -> Layouts {
    let mut layouts = Layouts::default();
    for loaded in reader.toml_folder::<LayoutFile>("layouts") {
        let before = reader.problems.len();
        match loaded.value.record {
            Some(record) => record::check(&loaded, record, reader.problems),
            None => check_return(&loaded, reader.problems),
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
    for (record, sheet, _) in Record::ALL {
        if reader.problems.is_empty() && !layouts.records.contains_key(&record) {
            let message = format!("no layout reads the register's sheet `{sheet}`");
            reader.problems.push(Problem::new(&message, "restore the layout that the program came with"));
        }
    }
    layouts
}

fn return_layout(name: String, file: LayoutFile) -> ReturnLayout {
    let mut columns = Columns::default();
    for (field, column) in file.columns {
        match field.get_ref().as_str() {
            "agreement" => columns.agreement = Some(column),
            "line" => columns.line = Some(column),
            "partner" => columns.partner = Some(column),
            _ => columns.period = Some(column),
        }
    }
    ReturnLayout {
        name,
        title: file.title,
        recognise: file.recognise,
        columns,
        amounts: file.amounts,
        fixed: file.fixed,
        witness: file.witness.map(|witness| witness.rows_starting).unwrap_or_default(),
    }
}

const RETURN_FIELDS: [(&str, As); 4] =
    [("agreement", As::Agreement), ("line", As::Text), ("partner", As::Partner), ("period", As::Period)];

fn check_return(loaded: &Loaded<LayoutFile>, problems: &mut Vec<Problem>) {
    let file = &loaded.value;
    let names = RETURN_FIELDS.map(|(name, _)| name);
    loaded.check_names(file.columns.keys(), "column of a layout", &names, problems);
    let mut complain = |message: &str, help: &str| problems.push(Problem::in_file(&loaded.path, message, help));
    for (name, conversion) in RETURN_FIELDS {
        let column =
            file.columns.iter().find(|(field, _)| field.get_ref() == name).map(|(_, column)| column.conversion);
        let fixed = match name {
            "agreement" => &file.fixed.agreement,
            "partner" => &file.fixed.partner,
            "period" => &file.fixed.period,
            _ => &None,
        };
        if column.into_iter().chain(fixed.as_ref().map(|fixed| fixed.conversion)).any(|found| found != conversion) {
            complain(&format!("`{name}` cannot be read so"), &format!("write `as = \"{}\"`", word(conversion)));
        }
        if fixed.as_ref().is_some_and(|fixed| fixed.above_header.is_some() == fixed.value.is_some()) {
            complain(&format!("`fixed.{name}` needs one source"), "give either `above-header` or `value`");
        }
        if column.is_some() && fixed.is_some() {
            complain(&format!("`{name}` is said twice"), "say it under `[columns]` or under `[fixed]`");
        }
        if name == "period" && column.is_none() && fixed.is_none() {
            complain("the layout does not say where the period stands", "add `period` to `[fixed]` or `[columns]`");
        }
    }
    if file.amounts.is_empty() {
        complain("the layout has no `[[amounts]]`", "name each column with amounts, its kind and its unit");
    }
    if file.recognise.is_empty() {
        complain("the layout recognises nothing", "list the header words under `recognise`");
    }
}

const fn word(conversion: As) -> &'static str {
    match conversion {
        As::Text => "text",
        As::Agreement => "agreement",
        As::Partner => "partner",
        As::Period => "period",
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
