//! The wire between a run and its workers: requests one way, what a reader sees the other way, in frames.

mod frames;

use std::io::{self, ErrorKind, Read, Write};

use serde::{Deserialize, Serialize};

use self::frames::{Framer, cut_short, read_frame};
use super::grid::{Halt, Region, Seen, Separated, Sink, Traits, Unseen};
use super::verdict::{Refusal, Verdict};
use crate::discover::FileKind;
use crate::model::money::grouped;
use crate::model::origin::Address;

/// One message of a worker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Message<'m> {
    /// A worksheet begins.
    Sheet {
        /// Its name.
        name: &'m str,
        /// Whether a reader of the workbook sees it.
        visible: bool,
    },
    /// A cell of it.
    Cell {
        /// Its row, counted from zero.
        row: u32,
        /// Its column, counted from zero.
        column: u32,
        /// What it says.
        #[serde(borrow)]
        seen: Seen<'m>,
        /// How it is shown and where its value comes from.
        traits: Traits,
    },
    /// A merged region of it: first row and column, last row and column.
    Merged([u32; 4]),
    /// A run of rows or columns of it that nobody sees.
    Hidden(Unseen),
    /// The code of a number format that cells refer to, in the order of their numbers.
    Format(&'m str),
    /// A sheet without cells that was passed over.
    PassedOver {
        /// Its name.
        name: &'m str,
        /// What it is.
        what: &'m str,
    },
    /// How the rows of a text file are divided.
    Separated(Separated),
    /// A row of a text file with an unusual number of fields, counted from zero.
    Ragged(u32),
    /// The file is read.
    Done,
    /// The file is refused.
    Refused(Refusal),
}

/// What a worker is asked: one file's content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkerRequest {
    /// What the file is.
    pub kind: FileKind,
    /// Its name, from which a text file's sheet takes its own.
    pub name: String,
    /// Its bytes.
    pub content: Vec<u8>,
}

/// The bytes of a file are more than the memory that a worker may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutOfMemory;

/// What stands before the bytes of a file.
#[derive(Debug, Serialize, Deserialize)]
struct RequestHead<'r> {
    kind: FileKind,
    name: &'r str,
    bytes: u64,
}

/// The longest text that one cell may have, in bytes; Excel allows 32,767 characters.
const LONGEST: usize = 64 << 20;

/// The most sheets that a file may have; each of them would be a finding of its own.
const SHEETS: u32 = 10_000;

impl WorkerRequest {
    /// Writes the request.
    ///
    /// # Errors
    ///
    /// Where the worker does not take it, or the file is of a kind that no worker reads.
    pub fn write(&self, to: &mut impl Write) -> io::Result<()> {
        let head = RequestHead { kind: self.kind, name: &self.name, bytes: self.content.len() as u64 };
        let mut framer = Framer::new(&mut *to);
        framer.push(&head)?;
        framer.flush()?;
        to.write_all(&self.content)?;
        to.flush()
    }

    /// Reads the next request, or says that its file takes more memory than there is; `None` where there is none any more.
    ///
    /// # Errors
    ///
    /// Where the request is cut short or garbled.
    pub fn read(from: &mut impl Read) -> io::Result<Option<Result<Self, OutOfMemory>>> {
        let mut frame = Vec::new();
        if !read_frame(from, &mut frame)? {
            return Ok(None);
        }
        let RequestHead { kind, name, bytes } = postcard::from_bytes(&frame).map_err(io::Error::other)?;
        let (mut rest, mut content) = (from.take(bytes), Vec::new());
        match rest.read_to_end(&mut content) {
            Ok(_) if content.len() as u64 == bytes => Ok(Some(Ok(Self { kind, name: name.to_owned(), content }))),
            Ok(_) => Err(cut_short()),
            Err(error) if error.kind() == ErrorKind::OutOfMemory => {
                drop(content);
                // The next request stands behind the bytes that nobody keeps.
                io::copy(&mut rest, &mut io::sink())?;
                Ok(Some(Err(OutOfMemory)))
            }
            Err(error) => Err(error),
        }
    }
}

/// The worker's end: turns what a reader sees into messages, and counts sheets and cells.
#[derive(Debug)]
pub struct Sender<W: Write> {
    to: Framer<W>,
    /// How many cells it may still pass on.
    cells: u64,
    /// How many sheets it may still pass on.
    sheets: u32,
    /// How many number formats it has passed on.
    formats: u16,
}

impl<W: Write> Sender<W> {
    /// A sender that stops after so many cells.
    pub fn new(to: W, cells: u64) -> Self {
        Self { to: Framer::new(to), cells, sheets: SHEETS, formats: 0 }
    }

    /// Says how the rows of a text file are divided.
    ///
    /// # Errors
    ///
    /// Where nobody takes it.
    pub fn separated(&mut self, how: Separated) -> io::Result<()> {
        self.to.push(&Message::Separated(how))
    }

    /// Says that a row of a text file has an unusual number of fields.
    ///
    /// # Errors
    ///
    /// Where nobody takes it.
    pub fn ragged(&mut self, row: u32) -> io::Result<()> {
        self.to.push(&Message::Ragged(row))
    }

    /// Ends a file that was read.
    ///
    /// # Errors
    ///
    /// Where nobody takes it.
    pub fn done(&mut self) -> io::Result<()> {
        self.to.push(&Message::Done)?;
        self.to.flush()
    }

    /// Ends a file that is refused.
    ///
    /// # Errors
    ///
    /// Where nobody takes it.
    pub fn refused(&mut self, refusal: Refusal) -> io::Result<()> {
        self.to.forget();
        self.to.push(&Message::Refused(refusal))?;
        self.to.flush()
    }

    fn send(&mut self, message: &Message<'_>) -> Result<(), Halt> {
        self.to.push(message).map_err(Halt::Gone)
    }
}

impl<W: Write> Sink for Sender<W> {
    fn sheet(&mut self, name: &str, visible: bool) -> Result<(), Halt> {
        let Some(left) = self.sheets.checked_sub(1) else {
            let why = format!("it has more than {} sheets", grouped(SHEETS.into()));
            return Err(Halt::Refused(Refusal::new(Verdict::TooLarge, why)));
        };
        self.sheets = left;
        if name.len() > LONGEST {
            let why = format!("the name of a sheet has {} MB", grouped((name.len() >> 20) as u64));
            return Err(Halt::Refused(Refusal::new(Verdict::TooLarge, why)));
        }
        self.send(&Message::Sheet { name, visible })
    }

    fn cell(&mut self, address: Address, seen: Seen<'_>, traits: Traits) -> Result<(), Halt> {
        self.cells = self.cells.checked_sub(1).ok_or(Halt::Full)?;
        if let Seen::Text(text) = seen
            && text.len() > LONGEST
        {
            let why = format!("the text in {address} has {} MB", grouped((text.len() >> 20) as u64));
            return Err(Halt::Refused(Refusal::new(Verdict::TooLarge, why)));
        }
        self.send(&Message::Cell { row: address.row, column: address.column, seen, traits })
    }

    fn merged(&mut self, Region { first, last }: Region) -> Result<(), Halt> {
        self.send(&Message::Merged([first.row, first.column, last.row, last.column]))
    }

    fn hidden(&mut self, run: Unseen) -> Result<(), Halt> {
        self.send(&Message::Hidden(run))
    }

    fn format(&mut self, code: &str) -> Result<u16, Halt> {
        let Some(number) = self.formats.checked_add(1) else { return Ok(0) };
        self.formats = number;
        self.send(&Message::Format(code))?;
        Ok(number)
    }

    fn passed_over(&mut self, name: &str, what: &'static str) -> Result<(), Halt> {
        self.send(&Message::PassedOver { name, what })
    }
}

/// Passes each message of a worker to `take`, until one ends the file.
///
/// # Errors
///
/// Where the worker is gone, or what it wrote is garbled.
pub fn messages<T>(from: &mut impl Read, mut take: impl FnMut(Message<'_>) -> Option<T>) -> io::Result<T> {
    let mut frame = Vec::new();
    while read_frame(from, &mut frame)? {
        let mut rest = frame.as_slice();
        while !rest.is_empty() {
            let (message, after) = postcard::take_from_bytes(rest).map_err(io::Error::other)?;
            rest = after;
            if let Some(end) = take(message) {
                return Ok(end);
            }
        }
    }
    Err(cut_short())
}

#[cfg(test)]
mod tests;
