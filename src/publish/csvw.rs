//! `figures.csv` and what describes it: the figures as open data, by the W3C's Recommendation "CSV on the Web".

use serde::Serialize;

use crate::fault::Fault;
use crate::model::figure_record::{FigureRecord, Pounds};
use crate::model::shown::never_a_formula;
use crate::present::pack::Pack;

/// The file of the figures.
pub const DATA: &str = "figures.csv";

/// The file that describes it; those who have the one look for the other under this name.
pub const METADATA: &str = "figures.csv-metadata.json";

/// What ends a line, as RFC 4180 has it.
const LINE_END: &str = "\r\n";

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Datatype {
    String,
    Decimal,
}

/// A column, with what a figure has in it; empty where that does not apply or is not known.
struct Field {
    /// Its heading.
    title: &'static str,
    datatype: Datatype,
    /// Whether it is of what makes a figure another one than all others.
    is_key: bool,
    says: &'static str,
    of: fn(&FigureRecord) -> String,
}

const fn key(title: &'static str, says: &'static str, of: fn(&FigureRecord) -> String) -> Field {
    Field { title, datatype: Datatype::String, is_key: true, says, of }
}

const fn text(title: &'static str, says: &'static str, of: fn(&FigureRecord) -> String) -> Field {
    Field { title, datatype: Datatype::String, is_key: false, says, of }
}

const fn number(title: &'static str, says: &'static str, of: fn(&FigureRecord) -> String) -> Field {
    Field { title, datatype: Datatype::Decimal, is_key: false, says, of }
}

fn or_empty(text: Option<&String>) -> String {
    text.cloned().unwrap_or_default()
}

fn pounds(amount: Option<&Pounds>) -> String {
    amount.map(|Pounds(amount)| amount.plain()).unwrap_or_default()
}

/// The heading of the column with the code of the area.
const AREA_CODE: &str = "area-code";

/// The columns; that of the code of the area, where it is known, stands behind the area.
const FIELDS: [Field; 16] = [
    key("id", "Which figure it is.", |record| record.id.clone()),
    key("definition", "By which definition, of what has several.", |record| or_empty(record.definition.as_ref())),
    text("area", "The area that published it.", |record| record.area.clone()),
    key("agreement", "The agreement, by its short name; empty for all together.", |record| {
        or_empty(record.agreement.as_ref())
    }),
    key("scheme", "The scheme in the agreement; empty for all of them.", |record| or_empty(record.scheme.as_ref())),
    key("partner", "The partner; empty for all together.", |record| or_empty(record.partner.as_ref())),
    key("source", "The source of funding; empty for all of them.", |record| or_empty(record.source.as_ref())),
    key("class", "Revenue or capital; empty for both together.", |record| {
        record.class.map(|class| class.word().to_owned()).unwrap_or_default()
    }),
    key(
        "period",
        "The financial year from April, as 2024-25, or its quarters or months to date, as 2024-25-Q2.",
        |record| record.period.to_string(),
    ),
    number("value", "Pounds; empty where it is not known.", |record| pounds(record.value.known())),
    number("at-least", "Pounds: what is known of a value of which a part is missing.", |record| {
        pounds(record.at_least.as_ref())
    }),
    number("numerator", "Pounds: of a share, the part.", |record| pounds(record.numerator.known())),
    number("denominator", "Pounds: of a share, the whole.", |record| pounds(record.denominator.known())),
    number("percent", "Of a share, the part in a hundred of the whole, rounded: 8.2 for 8.2%.", |record| {
        or_empty(record.percent.known())
    }),
    text("basis", "What a total of contributions is made of: paid, budgeted or committed.", |record| {
        or_empty(record.basis.as_ref())
    }),
    text("why", "Why a figure is not known.", |record| or_empty(record.why.as_ref())),
];

/// `figures.csv`: a row for each figure of `figures.json`. Text that a spreadsheet program would take for a formula has an
/// apostrophe before it.
///
/// # Errors
///
/// Where it cannot be written.
pub fn data(records: &[FigureRecord], gss: Option<&str>) -> Result<Vec<u8>, Fault> {
    let fault = |error: csv::Error| Fault::document(DATA)(error);
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(with_code(|field| field.title.to_owned(), gss.map(|_| AREA_CODE))).map_err(fault)?;
    for record in records {
        let cells = with_code(|field| (field.of)(record), gss);
        let safe = cells.iter().map(|cell| never_a_formula(cell).into_owned());
        writer.write_record(safe).map_err(fault)?;
    }
    writer.into_inner().map_err(|error| Fault::document(DATA)(error.error()))
}

/// Something of each column in their order, with that of the code of the area behind the area's.
fn with_code(of: impl Fn(&Field) -> String, code: Option<&str>) -> Vec<String> {
    let mut all = Vec::with_capacity(FIELDS.len() + 1);
    for field in &FIELDS {
        all.push(of(field));
        all.extend(code.filter(|_| field.title == "area").map(str::to_owned));
    }
    all
}

/// What describes the table.
#[derive(Debug, Serialize)]
pub struct Metadata {
    #[serde(rename = "@context")]
    context: (&'static str, Context),
    url: &'static str,
    #[serde(rename = "dc:title")]
    title: String,
    #[serde(rename = "dc:language")]
    language: &'static str,
    dialect: Dialect,
    #[serde(rename = "tableSchema")]
    schema: Schema,
}

#[derive(Debug, Serialize)]
struct Context {
    #[serde(rename = "@language")]
    language: &'static str,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Dialect {
    encoding: &'static str,
    delimiter: &'static str,
    quote_char: &'static str,
    double_quote: bool,
    header: bool,
    line_terminators: [&'static str; 1],
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema {
    columns: Vec<Column>,
    primary_key: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Column {
    name: String,
    titles: &'static str,
    #[serde(rename = "dc:description")]
    description: &'static str,
    datatype: Datatype,
}

/// What describes `figures.csv`.
#[must_use]
pub fn metadata<F>(pack: &Pack<F>, gss: Option<&str>) -> Metadata {
    let mut columns = Vec::new();
    for field in &FIELDS {
        let Field { title, datatype, says, .. } = *field;
        columns.push(Column { name: name(title), titles: title, description: says, datatype });
        columns.extend(gss.filter(|_| title == "area").map(|_| Column {
            name: name(AREA_CODE),
            titles: AREA_CODE,
            description: "The code of the area in the Government Statistical Service's register of geographic codes.",
            datatype: Datatype::String,
        }));
    }
    let keys = FIELDS.iter().filter(|field| field.is_key);
    Metadata {
        context: ("http://www.w3.org/ns/csvw", Context { language: "en" }),
        url: DATA,
        title: format!("Figures: {}", pack.title),
        language: "en-GB",
        dialect: Dialect {
            encoding: "utf-8",
            delimiter: ",",
            quote_char: "\"",
            double_quote: true,
            header: true,
            line_terminators: [LINE_END],
        },
        schema: Schema { columns, primary_key: keys.map(|field| name(field.title)).collect() },
    }
}

/// The name of a column: the Recommendation allows no hyphen in it.
fn name(title: &str) -> String {
    title.replace('-', "_")
}

#[cfg(test)]
mod tests {
    use super::{FIELDS, data};
    use crate::model::figure_record::FigureRecord;

    #[test]
    fn a_figure_is_a_row_with_plain_numbers_and_no_formulas() {
        let record: FigureRecord = serde_json::from_str(
            r#"{"id":"variance","area":"salford","agreement":"=LD, \"x\"","scheme":null,"partner":"Café","class":"capital","period":"2024-25-Q2","value":"-1234567.80"}"#,
        )
        .unwrap();
        let text = String::from_utf8(data(&[record], Some("E08000006")).unwrap()).unwrap();
        let lines: Vec<&str> = text.split("\r\n").collect();
        assert_eq!(
            lines,
            [
                "id,definition,area,area-code,agreement,scheme,partner,source,class,period,value,at-least,numerator,denominator,percent,basis,why",
                "variance,,salford,E08000006,\"'=LD, \"\"x\"\"\",,Café,,capital,2024-25-Q2,-1234567.80,,,,,,",
                ""
            ]
        );
        assert!(!text.replace("\r\n", "").contains('\n'));
    }

    #[test]
    fn the_key_is_that_of_figures() {
        let keys: Vec<&str> = FIELDS.iter().filter(|field| field.is_key).map(|field| field.title).collect();
        assert_eq!(keys, ["id", "definition", "agreement", "scheme", "partner", "source", "class", "period"]);
    }
}
