//! A web page's tables, passed on as sheets while the page goes by.

use super::cascade::{Cascade, is_hidden};
use super::characters::BrowserText;
use super::table::HtmlTable;
use super::tokens::{Tag, Token};
use super::value;
use crate::model::origin::Address;
use crate::read::grid::{CellValue, Halt, Ink, Seen, Sink, Traits, Unseen};
use crate::read::runs::Look;
use crate::read::verdict::{Refusal, Verdict};

/// Elements that begin and end a line.
const BLOCKS: [&str; 26] = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "pre",
    "hr",
    "address",
    "section",
    "article",
    "header",
    "footer",
    "form",
    "fieldset",
    "center",
    "caption",
    "blockquote",
];

/// A page that goes by.
pub struct Page<'s, 'p> {
    sink: &'s mut dyn Sink,
    cascade: Cascade,
    /// Tables that have not ended, each inside the one before.
    open: Vec<HtmlTable<'p>>,
    /// Tables that ended inside another one.
    waiting: Vec<HtmlTable<'p>>,
    /// Text that stands in no cell.
    outside: BrowserText,
    tables: usize,
    sheets: usize,
    /// Whether the outermost open table has its sheet.
    has_sheet: bool,
    /// The row below the last sheet's last.
    below: u32,
    /// Whether a part is open that is not shown as text of the page.
    in_head: bool,
}

impl<'s, 'p> Page<'s, 'p> {
    /// A page of which nothing has gone by.
    pub fn new(sink: &'s mut dyn Sink) -> Self {
        Self {
            sink,
            cascade: Cascade::default(),
            open: Vec::new(),
            waiting: Vec::new(),
            outside: BrowserText::default(),
            tables: 0,
            sheets: 0,
            has_sheet: false,
            below: 0,
            in_head: false,
        }
    }

    /// Takes the next piece.
    ///
    /// # Errors
    ///
    /// What the sink says.
    pub fn take(&mut self, token: Token<'p>) -> Result<(), Halt> {
        match token {
            Token::Text(text) => {
                if !self.in_head {
                    self.shown().text(&htmlize::unescape(text));
                }
                Ok(())
            }
            Token::Style(style) => {
                self.cascade.sheet(style);
                Ok(())
            }
            Token::Open(tag) => self.opens(tag),
            Token::Close(name) => self.closes(&name),
        }
    }

    /// Ends the page.
    ///
    /// # Errors
    ///
    /// A refusal where it had no table; else what the sink says.
    pub fn end(mut self) -> Result<(), Halt> {
        while !self.open.is_empty() {
            self.end_table()?;
        }
        if self.tables == 0 {
            let why = "it is a web page without a table".to_owned();
            return Err(Halt::Refused(Refusal::new(Verdict::Unsupported, why)));
        }
        if self.sheets == 0 {
            self.sheet()?;
        }
        let lines = self.outside.take();
        self.lines(&lines, self.below)?;
        Ok(())
    }

    /// Where text goes: the innermost open cell, or outside every cell.
    fn shown(&mut self) -> &mut BrowserText {
        match self.open.last_mut().and_then(|table| table.open.as_mut()) {
            Some(cell) => &mut cell.shown,
            None => &mut self.outside,
        }
    }

    fn opens(&mut self, tag: Tag<'p>) -> Result<(), Halt> {
        match &*tag.name {
            "table" => {
                self.tables += 1;
                self.open.push(HtmlTable::new(self.tables));
            }
            "tr" => {
                self.end_cell()?;
                self.begin_row(is_hidden(&tag))?;
            }
            "td" | "th" => {
                self.end_cell()?;
                if !self.open.last().is_some_and(HtmlTable::is_in_row) {
                    self.begin_row(false)?;
                }
                if let Some(table) = self.open.last_mut() {
                    table.cell(tag);
                }
            }
            "thead" | "tbody" | "tfoot" => self.end_row()?,
            "col" => {
                if let Some(table) = self.open.last_mut() {
                    table.columns(&tag, is_hidden(&tag));
                }
            }
            "br" => self.shown().line(),
            "head" => self.in_head = true,
            "body" => self.in_head = false,
            name if BLOCKS.contains(&name) => self.shown().paragraph(),
            name => {
                let look = Look::of(name);
                if look != Look::default() {
                    self.shown().open(look);
                }
            }
        }
        // A page that never ends its head still shows its tables.
        self.in_head &= self.open.is_empty();
        Ok(())
    }

    fn closes(&mut self, name: &str) -> Result<(), Halt> {
        match name {
            "table" => self.end_table(),
            "tr" | "thead" | "tbody" | "tfoot" => self.end_row(),
            "td" | "th" => self.end_cell(),
            "head" => {
                self.in_head = false;
                Ok(())
            }
            name => {
                if BLOCKS.contains(&name) {
                    self.shown().paragraph();
                } else if Look::of(name) != Look::default() {
                    self.shown().close();
                }
                Ok(())
            }
        }
    }

    /// Begins a row; the first comes after the lines that stand above the table.
    fn begin_row(&mut self, hidden: bool) -> Result<(), Halt> {
        if self.open.is_empty() {
            self.tables += 1;
            self.open.push(HtmlTable::new(self.tables));
        }
        if self.open.last().is_some_and(|table| !table.has_rows) {
            let lines = self.outside.take();
            let count = self.lines(&lines, 0)?;
            if let Some(table) = self.open.last_mut() {
                table.next_row = count;
            }
        }
        if let Some(table) = self.open.last_mut() {
            table.row();
            if hidden {
                table.hidden_rows.push(table.current_row());
            }
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), Halt> {
        self.end_cell()?;
        if let Some(table) = self.open.last_mut() {
            table.end_row();
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), Halt> {
        let Some(mut cell) = self.open.last_mut().and_then(|table| table.open.take()) else { return Ok(()) };
        let Some(value) = value::cell_value(&cell.tag, cell.shown.take()) else { return Ok(()) };
        let ink = if cell.shown.is_struck() { Ink::Struck } else { Ink::Plain };
        let mut traits = Traits { ink, ..Traits::default() };
        if let CellValue::Number(number) = value
            && let Some(format) = self.cascade.format(&cell.tag)
        {
            traits.shown = format.shown(format.how(number), self.sink)?;
        }
        self.cell(cell.address, value, traits)
    }

    /// A cell of the outermost table goes on at once; one of a table inside it waits.
    fn cell(&mut self, address: Address, value: CellValue, traits: Traits) -> Result<(), Halt> {
        if self.open.len() > 1 {
            if let Some(table) = self.open.last_mut() {
                table.cells.push((address, value, traits));
            }
            return Ok(());
        }
        if !self.has_sheet {
            self.sheet()?;
        }
        self.sink.cell(address, value::seen(&value), traits)
    }

    fn sheet(&mut self) -> Result<(), Halt> {
        self.sheets += 1;
        self.has_sheet = true;
        self.sink.sheet(&format!("Table {}", self.sheets), true)
    }

    /// Passes lines on as rows of column A, and says how many.
    fn lines(&mut self, lines: &str, first: u32) -> Result<u32, Halt> {
        let mut row = first;
        for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let address = Address { row, column: 0 };
            if self.open.is_empty() {
                self.sink.cell(address, Seen::Text(line), Traits::default())?;
            } else {
                self.cell(address, CellValue::Text(line.to_owned()), Traits::default())?;
            }
            row = row.saturating_add(1);
        }
        Ok(row.saturating_sub(first))
    }

    fn end_table(&mut self) -> Result<(), Halt> {
        self.end_row()?;
        let is_outermost = self.open.len() == 1;
        let Some(table) = self.open.pop() else { return Ok(()) };
        if !is_outermost {
            self.waiting.push(table);
            return Ok(());
        }
        if self.has_sheet {
            self.end_sheet(table)?;
        }
        let mut waiting = std::mem::take(&mut self.waiting);
        waiting.sort_unstable_by_key(|table| table.number);
        for mut table in waiting.into_iter().filter(|table| !table.cells.is_empty()) {
            self.sheet()?;
            for (address, value, traits) in std::mem::take(&mut table.cells) {
                self.sink.cell(address, value::seen(&value), traits)?;
            }
            self.end_sheet(table)?;
        }
        Ok(())
    }

    fn end_sheet(&mut self, mut table: HtmlTable<'p>) -> Result<(), Halt> {
        self.has_sheet = false;
        self.below = table.next_row;
        for region in table.merged() {
            self.sink.merged(region)?;
        }
        for (columns, hidden) in [(false, &table.hidden_rows), (true, &table.hidden_columns)] {
            for run in hidden.chunk_by(|one, two| one + 1 == *two) {
                if let [first, ..] = run
                    && let [.., last] = run
                {
                    self.sink.hidden(Unseen { columns, flat: false, first: *first, last: *last })?;
                }
            }
        }
        Ok(())
    }
}
