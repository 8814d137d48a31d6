//! One pass over the content of an OpenDocument spreadsheet.

use quick_xml::events::{BytesStart, Event};

use super::corrupt;
use super::names::Names;
use super::row::{COLUMNS, OdsRow, ROWS};
use super::shown;
use super::styles::{Family, Styles};
use super::xml::{attribute, attributes, plain, refer};
use crate::model::origin::Address;
use crate::read::excel::broken::broken;
use crate::read::excel::package::Xml;
use crate::read::excel::value::{iso_date, not_finite};
use crate::read::grid::{CellValue, Halt, How, Ink, Region, Shown, Sink, Traits, Unseen};
use crate::read::runs::{Look, Looks};
use crate::read::verdict::{Refusal, Verdict};

/// Passes the sheets to a sink; the part may refer to styles that another one holds.
pub fn read(xml: &mut Xml<'_, '_, '_>, styles: Styles, sink: &mut dyn Sink) -> Result<(), Halt> {
    let (mut pass, mut names) = (Pass::new(styles, sink), Names::default());
    let (mut buffer, mut skipped) = (Vec::with_capacity(1 << 10), Vec::new());
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|error| broken(&error))? {
            Event::Start(element) => {
                let known = names.element(&element);
                let name = known.name();
                // Notes and drawings within a cell are no part of what it says.
                if pass.cell.is_some() && (name.as_ref() == "office:annotation" || name.as_ref().starts_with("draw:")) {
                    skipped.clear();
                    xml.read_to_end_into(element.name(), &mut skipped).map_err(|error| broken(&error))?;
                } else {
                    pass.start(name.as_ref(), &known)?;
                }
            }
            Event::Text(text) => pass.text(&text.xml10_content()),
            Event::CData(text) => pass.text(&text.xml10_content()),
            Event::GeneralRef(reference) => {
                let mut text = String::new();
                refer(&reference, &mut text)?;
                pass.text(&text);
            }
            Event::End(element) if pass.end(&names.name(element.name().as_ref()))? => return Ok(()),
            Event::Eof => return Err(corrupt(&"`content.xml` is cut short")),
            _ => {}
        }
    }
}

/// A cell whose end has not come yet.
#[derive(Default)]
struct OdsCell {
    times: u32,
    value: Option<CellValue>,
    is_text: bool,
    is_error: bool,
    is_percent: bool,
    formula: bool,
    linked: bool,
    foreign: bool,
    style: Option<usize>,
    text: String,
    paragraphs: u32,
    within: bool,
    /// How the spans that are open look, each with those around it, and the text that there is.
    spans: Vec<Look>,
    looks: Looks,
}

struct Pass<'p> {
    sink: &'p mut dyn Sink,
    styles: Styles,
    in_table: bool,
    row: u32,
    rows: u32,
    column: u32,
    defaults: Vec<(u32, Option<usize>)>,
    line: OdsRow,
    cell: Option<OdsCell>,
    hidden: Option<Unseen>,
}

impl<'p> Pass<'p> {
    fn new(styles: Styles, sink: &'p mut dyn Sink) -> Self {
        Self {
            sink,
            styles,
            in_table: false,
            row: 0,
            rows: 1,
            column: 0,
            defaults: Vec::new(),
            line: OdsRow::default(),
            cell: None,
            hidden: None,
        }
    }

    fn start(&mut self, name: &str, element: &BytesStart<'_>) -> Result<(), Halt> {
        match name {
            "office:text" => return Err(other("an OpenDocument text")),
            "office:presentation" => return Err(other("an OpenDocument presentation")),
            "office:drawing" => return Err(other("an OpenDocument drawing")),
            "table:table" => self.table(element)?,
            "table:table-column" if self.in_table => self.columns(element)?,
            "table:table-row" if self.in_table => self.begin_row(element)?,
            "table:table-cell" | "table:covered-table-cell" if self.in_table => self.begin_cell(element)?,
            _ if self.in_table => self.inside(name, element),
            _ => self.styles.start(name, element),
        }
        Ok(())
    }

    /// Takes the start of an element within a cell's text.
    fn inside(&mut self, name: &str, element: &BytesStart<'_>) {
        let Some(cell) = &mut self.cell else { return };
        match name {
            "text:p" => {
                if cell.paragraphs > 0 {
                    cell.text.push('\n');
                }
                cell.paragraphs += 1;
                cell.within = true;
            }
            "text:s" => {
                let count = attribute(element, "text:c").and_then(|count| count.parse().ok()).unwrap_or(1);
                cell.text.extend(std::iter::repeat_n(' ', usize::from(u16::min(count, 4096))));
            }
            "text:span" => {
                let style = attribute(element, "text:style-name");
                let look = style.map_or(Look::default(), |style| self.styles.look(&style));
                cell.spans.push(cell.spans.last().copied().unwrap_or_default().and(look));
            }
            "text:tab" => cell.text.push('\t'),
            "text:line-break" => cell.text.push('\n'),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if !self.in_table {
            return self.styles.text(text);
        }
        let Some(cell) = self.cell.as_mut().filter(|cell| cell.within) else { return };
        let start = cell.text.len();
        cell.text.push_str(text);
        cell.looks.keep(&cell.text, start..cell.text.len(), cell.spans.last().copied().unwrap_or_default());
    }

    /// Takes the end of an element; true where nothing more can follow that is wanted.
    fn end(&mut self, name: &str) -> Result<bool, Halt> {
        match name {
            "text:p" => {
                if let Some(cell) = &mut self.cell {
                    cell.within = false;
                }
            }
            "table:table-cell" | "table:covered-table-cell" => {
                if let Some(cell) = self.cell.take() {
                    self.end_cell(cell)?;
                }
            }
            "text:span" => {
                if let Some(cell) = &mut self.cell {
                    cell.spans.pop();
                }
            }
            "table:table-row" if self.in_table => {
                self.line.pass(self.row, self.rows, self.sink)?;
                self.row = self.row.saturating_add(self.rows).min(ROWS);
            }
            "table:table" if self.in_table => {
                self.in_table = false;
                self.flush_hidden()?;
            }
            "office:spreadsheet" | "office:document-content" => return Ok(true),
            name if !self.in_table => self.styles.end(name),
            _ => {}
        }
        Ok(false)
    }

    fn table(&mut self, element: &BytesStart<'_>) -> Result<(), Halt> {
        let Some(name) = attribute(element, "table:name").filter(|_| !self.in_table) else { return Ok(()) };
        let style = attribute(element, "table:style-name");
        // LibreOffice keeps the cells of other workbooks that formulas refer to in sheets of this style.
        if style.as_deref() == Some("ta_extref") {
            return self.sink.passed_over(&name, "a copy from another workbook");
        }
        self.in_table = true;
        (self.row, self.column) = (0, 0);
        self.defaults.clear();
        self.styles.finish();
        self.sink.sheet(&name, !self.styles.hides(Family::Sheet, style.as_deref()))
    }

    fn columns(&mut self, element: &BytesStart<'_>) -> Result<(), Halt> {
        let first = self.column;
        self.column = first.saturating_add(times(element, "table:number-columns-repeated")).min(COLUMNS);
        let default = attribute(element, "table:default-cell-style-name").and_then(|style| self.styles.number(&style));
        self.defaults.push((self.column, default));
        match self.unseen(Family::Column, element, first, self.column) {
            Some(run) => self.sink.hidden(run),
            None => Ok(()),
        }
    }

    /// Rows or columns up to an end that nobody sees, if that is what they are.
    fn unseen(&self, family: Family, element: &BytesStart<'_>, first: u32, end: u32) -> Option<Unseen> {
        let hidden = is_hidden(element);
        let flat = !hidden && self.styles.hides(family, attribute(element, "table:style-name").as_deref());
        let last = end.checked_sub(1).filter(|last| first <= *last && (hidden || flat))?;
        Some(Unseen { columns: family == Family::Column, flat, first, last })
    }

    fn begin_row(&mut self, element: &BytesStart<'_>) -> Result<(), Halt> {
        self.rows = times(element, "table:number-rows-repeated").min(ROWS.saturating_sub(self.row));
        let end = self.row.saturating_add(self.rows);
        let Some(run) = self.unseen(Family::Row, element, self.row, end) else { return Ok(()) };
        match &mut self.hidden {
            Some(before) if before.last + 1 == run.first && before.flat == run.flat => before.last = run.last,
            _ => {
                self.flush_hidden()?;
                self.hidden = Some(run);
            }
        }
        Ok(())
    }

    fn flush_hidden(&mut self) -> Result<(), Halt> {
        self.hidden.take().map_or(Ok(()), |run| self.sink.hidden(run))
    }

    fn begin_cell(&mut self, element: &BytesStart<'_>) -> Result<(), Halt> {
        let mut cell = OdsCell { times: 1, ..OdsCell::default() };
        let (mut wide, mut high) = (1_u32, 1_u32);
        for (name, value) in attributes(element) {
            match name {
                "table:number-columns-repeated" => cell.times = value.parse().unwrap_or(1),
                "table:number-columns-spanned" => wide = value.parse().unwrap_or(1),
                "table:number-rows-spanned" => high = value.parse().unwrap_or(1),
                "table:style-name" => cell.style = self.styles.number(&plain(value)),
                "office:currency" => cell.foreign = !matches!(value, "" | "GBP"),
                "table:formula" => {
                    cell.formula = !value.is_empty();
                    cell.linked = plain(value).contains("'#");
                }
                "office:value-type" => {
                    cell.is_text = value == "string";
                    cell.is_percent = value == "percentage";
                }
                "calcext:value-type" => cell.is_error = value == "error",
                _ if cell.value.is_none() => cell.value = stored(name, value),
                _ => {}
            }
        }
        let first = Address { row: self.row, column: self.line.column };
        if wide > 1 || high > 1 {
            let row = first.row.saturating_add(high.saturating_sub(1)).min(ROWS - 1);
            let column = first.column.saturating_add(wide.saturating_sub(1)).min(COLUMNS - 1);
            self.sink.merged(Region { first, last: Address { row, column } })?;
        }
        self.cell = Some(cell);
        Ok(())
    }

    fn end_cell(&mut self, mut cell: OdsCell) -> Result<(), Halt> {
        cell.looks.finish(&mut cell.text);
        let default = || self.defaults.iter().find(|(end, _)| self.line.column < *end).and_then(|(_, style)| *style);
        let style = cell.style.or_else(default).and_then(|style| self.styles.get(style));
        let own = match cell.value {
            Some(CellValue::Number(number)) => shown::otherwise(&cell.text, number),
            _ => None,
        };
        let value = match cell.value {
            // Older programs store a failed formula as 0 and only show the error.
            _ if cell.is_error || (cell.formula && is_error(&cell.text)) => Some(CellValue::Error(cell.text)),
            None if cell.is_text || !cell.text.trim().is_empty() => Some(CellValue::Text(cell.text)),
            None if cell.formula => Some(CellValue::Stale),
            value => value,
        };
        let how = match &value {
            Some(CellValue::Number(number)) if cell.foreign && *number != 0.0 => Some(How::OtherMoney),
            Some(CellValue::Number(number)) => {
                let by_format = style.and_then(|style| style.format.how(*number));
                by_format.or(cell.is_percent.then_some(How::Percent))
            }
            Some(CellValue::Text(_)) => style.and_then(|style| style.format.how_text()),
            _ => None,
        };
        let shown = match (style, how) {
            (_, None) if let (Some((format, how)), Some(CellValue::Number(_))) = (own, &value) => {
                format.shown(Some(how), self.sink)?
            }
            (Some(style), how) => style.format.shown(how, self.sink)?,
            (None, Some(how)) => Shown::Otherwise { how, format: 0 },
            (None, None) => Shown::AsIs,
        };
        let ink = if cell.looks.is_struck() { Ink::Struck } else { style.map_or(Ink::Plain, |style| style.ink) };
        self.line.push(value, cell.times, Traits { shown, linked: cell.linked, ink });
        Ok(())
    }
}

/// The value that an attribute stores.
fn stored(name: &str, value: &str) -> Option<CellValue> {
    match name {
        "office:value" => Some(match value.trim().parse::<f64>() {
            Ok(number) if number.is_finite() => CellValue::Number(number),
            Ok(number) => CellValue::Error(not_finite(number).to_owned()),
            Err(_) => CellValue::Text(value.to_owned()),
        }),
        "office:string-value" | "office:time-value" => Some(CellValue::Text(plain(value).into_owned())),
        "office:date-value" => Some(iso_date(value).map_or_else(|| CellValue::Text(value.to_owned()), CellValue::Date)),
        "office:boolean-value" => Some(CellValue::Truth(value.eq_ignore_ascii_case("true"))),
        _ => None,
    }
}

/// Whether a cell shows an error.
fn is_error(text: &str) -> bool {
    const ERRORS: [&str; 7] = ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"];
    ERRORS.contains(&text)
        || text.strip_prefix("Err:").is_some_and(|code| code.bytes().all(|digit| digit.is_ascii_digit()))
}

fn times(element: &BytesStart<'_>, name: &str) -> u32 {
    attribute(element, name).and_then(|times| times.parse().ok()).unwrap_or(1)
}

fn is_hidden(element: &BytesStart<'_>) -> bool {
    matches!(attribute(element, "table:visibility").as_deref(), Some("collapse" | "filter"))
}

fn other(what: &str) -> Halt {
    Halt::Refused(Refusal::new(Verdict::Unsupported, format!("it is {what}")))
}
