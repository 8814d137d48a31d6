//! Workbooks as one XML document, as Excel 2003 and many ledgers write them.

mod outline;
mod row;

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::model::origin::Address;
use crate::read::grid::{Halt, Ink, Region, Seen, Sink, Traits, Unseen};
use crate::read::markup::decoded;
use crate::read::runs::Look;
use crate::read::verdict::{Refusal, Verdict};
use outline::DocumentOutline;
use row::{PlaceCounter, Run, SpreadsheetMlCell};

/// Passes on the worksheets of a SpreadsheetML document of Excel 2003.
///
/// # Errors
///
/// A refusal where the document is cut short or not well formed, before anything is passed on; else what the sink
/// says.
pub fn read(content: &[u8], sink: &mut dyn Sink) -> Result<(), Halt> {
    let text = decoded(content, declared);
    let outline = DocumentOutline::of(&text).map_err(Halt::Refused)?;
    let mut reader = Reader::from_str(&text);
    let mut sheets = outline.sheets.iter();
    let mut sheet = Walk::new(&outline, sink);
    loop {
        match reader.read_event().map_err(|error| damaged(&error))? {
            Event::Start(tag) if tag.local_name().as_ref() == "Worksheet" => {
                if let Some((name, visible)) = sheets.next() {
                    sheet.begin(name, *visible)?;
                }
            }
            Event::Empty(tag) if tag.local_name().as_ref() == "Worksheet" => {
                if let Some((name, visible)) = sheets.next() {
                    sheet.begin(name, *visible)?;
                    sheet.close("Worksheet")?;
                }
            }
            Event::Start(tag) => sheet.open(&tag, false)?,
            Event::Empty(tag) => sheet.open(&tag, true)?,
            Event::End(tag) => sheet.close(tag.local_name().as_ref())?,
            Event::Text(text) => sheet.characters(&text.xml10_content()),
            Event::CData(text) => sheet.characters(&text.xml10_content()),
            Event::GeneralRef(reference) => sheet.characters(&resolved(&reference)),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// The characters behind a reference; what the document itself defines is left as it is written, never expanded.
fn resolved<'r>(reference: &'r BytesRef<'_>) -> Cow<'r, str> {
    if let Some(known) = quick_xml::escape::resolve_xml_entity(reference) {
        return Cow::Borrowed(known);
    }
    match reference.resolve_char_ref() {
        Ok(Some(character)) => Cow::Owned(character.to_string()),
        _ => Cow::Owned(format!("&{};", &**reference)),
    }
}

fn damaged(error: &quick_xml::Error) -> Halt {
    Halt::Refused(Refusal::corrupt(error))
}

/// What the declaration at the beginning says.
fn declared(content: &[u8]) -> Option<String> {
    let start = String::from_utf8_lossy(content.get(..200).unwrap_or(content));
    let declaration = start.split_once("?>")?.0.split_once("encoding")?.1;
    let label = declaration.trim_start_matches([' ', '=']).trim_start_matches(['"', '\'']);
    label.split(['"', '\'']).next().map(str::to_owned)
}

/// An attribute without its prefix; a reference that cannot be resolved stays as it is written.
fn attribute<'t>(tag: &'t BytesStart<'_>, name: &str) -> Option<Cow<'t, str>> {
    let found =
        tag.html_attributes().with_checks(false).flatten().find(|found| found.key.local_name().as_ref() == name)?;
    Some(found.normalized_value(quick_xml::XmlVersion::Implicit1_0).unwrap_or(found.value))
}

/// Where the walk through the document stands.
struct Walk<'w> {
    outline: &'w DocumentOutline,
    sink: &'w mut dyn Sink,
    in_sheet: bool,
    in_table: bool,
    rows: PlaceCounter,
    columns: PlaceCounter,
    cells: PlaceCounter,
    hidden_rows: Run,
    hidden_columns: Run,
    column_styles: Vec<(u32, u32, String)>,
    row_style: Option<String>,
    cell: Option<SpreadsheetMlCell<'w>>,
    /// Elements open inside the cell's own value, or inside its comment.
    in_data: usize,
    in_comment: usize,
}

impl<'w> Walk<'w> {
    fn new(outline: &'w DocumentOutline, sink: &'w mut dyn Sink) -> Self {
        Self {
            outline,
            sink,
            in_sheet: false,
            in_table: false,
            rows: PlaceCounter::default(),
            columns: PlaceCounter::default(),
            cells: PlaceCounter::default(),
            hidden_rows: Run::default(),
            hidden_columns: Run::default(),
            column_styles: Vec::new(),
            row_style: None,
            cell: None,
            in_data: 0,
            in_comment: 0,
        }
    }

    fn begin(&mut self, name: &str, visible: bool) -> Result<(), Halt> {
        self.in_sheet = true;
        self.rows = PlaceCounter::default();
        self.columns = PlaceCounter::default();
        self.column_styles.clear();
        self.sink.sheet(name, visible)
    }

    fn open(&mut self, tag: &BytesStart<'_>, empty: bool) -> Result<(), Halt> {
        let name = tag.local_name();
        let depth = usize::from(!empty);
        if self.in_comment > 0 {
            self.in_comment += depth;
            return Ok(());
        }
        if self.in_data > 0 {
            self.in_data += depth;
            if let Some(cell) = self.cell.as_mut().filter(|_| !empty) {
                cell.open.push(cell.look().and(Look::of(name.as_ref())));
            }
            return Ok(());
        }
        match name.as_ref() {
            "Table" if self.in_sheet => self.in_table = !empty,
            "Column" if self.in_table => self.column(tag)?,
            "Row" if self.in_table => self.row(tag)?,
            "Cell" if self.in_table => {
                self.cell(tag)?;
                if empty {
                    self.end_cell()?;
                }
            }
            "Data" => {
                if let Some(cell) = &mut self.cell {
                    cell.begin_data(attribute(tag, "Type").as_deref().unwrap_or("String"));
                    self.in_data = depth;
                }
            }
            "Comment" if self.cell.is_some() => self.in_comment = depth,
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Halt> {
        if self.in_comment > 0 {
            self.in_comment -= 1;
        } else if self.in_data > 0 {
            self.in_data -= 1;
            self.cell.as_mut().and_then(|cell| cell.open.pop());
        } else {
            match name {
                "Cell" => self.end_cell()?,
                "Table" => self.end_table()?,
                "Worksheet" => self.in_sheet = false,
                _ => {}
            }
        }
        Ok(())
    }

    fn characters(&mut self, text: &str) {
        if self.in_data > 0
            && let Some(cell) = &mut self.cell
        {
            cell.characters(text);
        }
    }

    fn column(&mut self, tag: &BytesStart<'_>) -> Result<(), Halt> {
        let first = self.columns.place(tag, outline::COLUMNS)?;
        let last = self.columns.span(first, tag, "Span");
        if let Some(style) = attribute(tag, "StyleID") {
            self.column_styles.push((first, last, style.into_owned()));
        }
        if row::is_true(tag, "Hidden")
            && let Some((first, last)) = self.hidden_columns.add(first, last)
        {
            self.sink.hidden(Unseen { columns: true, flat: false, first, last })?;
        }
        Ok(())
    }

    fn row(&mut self, tag: &BytesStart<'_>) -> Result<(), Halt> {
        let first = self.rows.place(tag, outline::ROWS)?;
        let last = self.rows.span(first, tag, "Span");
        self.cells = PlaceCounter::default();
        self.row_style = attribute(tag, "StyleID").map(Cow::into_owned);
        if row::is_true(tag, "Hidden")
            && let Some((first, last)) = self.hidden_rows.add(first, last)
        {
            self.sink.hidden(Unseen { columns: false, flat: false, first, last })?;
        }
        Ok(())
    }

    fn cell(&mut self, tag: &BytesStart<'_>) -> Result<(), Halt> {
        self.end_cell()?;
        let column = self.cells.place(tag, outline::COLUMNS)?;
        let address = Address { row: self.rows.current(), column };
        let last_column = self.cells.span(column, tag, "MergeAcross");
        let down = row::number(tag, "MergeDown").unwrap_or(0).min(outline::ROWS);
        let last = Address { row: address.row.saturating_add(down), column: last_column };
        if last != address {
            self.sink.merged(Region { first: address, last })?;
        }
        let style = attribute(tag, "StyleID")
            .or_else(|| self.row_style.as_deref().map(Cow::Borrowed))
            .or_else(|| self.column_style(column).map(Cow::Borrowed));
        let format = style.and_then(|style| self.outline.format(&style));
        self.cell = Some(SpreadsheetMlCell::new(address, attribute(tag, "Formula").as_deref(), format));
        Ok(())
    }

    /// Columns are said in their order.
    fn column_style(&self, column: u32) -> Option<&str> {
        let after = self.column_styles.partition_point(|(first, ..)| *first <= column);
        let (_, last, style) = self.column_styles.get(after.checked_sub(1)?)?;
        (column <= *last).then_some(style)
    }

    fn end_cell(&mut self) -> Result<(), Halt> {
        let Some(mut cell) = self.cell.take() else { return Ok(()) };
        cell.looks.finish(&mut cell.text);
        let Some(seen) = cell.seen() else { return Ok(()) };
        let ink = if cell.looks.is_struck() { Ink::Struck } else { Ink::Plain };
        let mut traits = Traits { linked: cell.linked, ink, ..Traits::default() };
        if let Some(format) = cell.format {
            let how = match seen {
                Seen::Number(number) => format.how(number),
                Seen::Text(_) => format.how_text(),
                _ => None,
            };
            traits.shown = format.shown(how, self.sink)?;
        }
        self.sink.cell(cell.address, seen, traits)
    }

    fn end_table(&mut self) -> Result<(), Halt> {
        self.in_table = false;
        for (columns, run) in [(false, self.hidden_rows.end()), (true, self.hidden_columns.end())] {
            if let Some((first, last)) = run {
                self.sink.hidden(Unseen { columns, flat: false, first, last })?;
            }
        }
        Ok(())
    }
}

/// A document that is not whole.
fn cut_short() -> Refusal {
    Refusal::new(Verdict::Corrupt, "it is cut short: the workbook in it never ends".to_owned())
}

#[cfg(test)]
mod tests;
