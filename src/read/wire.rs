//! The wire between a run and its workers: requests and cells in a compact binary form.

mod patient;

use std::io::{self, Read, Write};

use chrono::DateTime;

use self::patient::Patient;
use super::grid::{Halt, Region, Seen, Shown, Sink, Traits};
use super::verdict::{Refusal, Verdict};
use crate::discover::FileKind;
use crate::model::money::grouped;
use crate::model::origin::Address;

/// One message of a worker.
#[derive(Debug, Clone, PartialEq)]
pub enum Message {
    /// A worksheet begins.
    Sheet {
        /// Its name.
        name: String,
        /// Whether a reader of the workbook sees it.
        visible: bool,
    },
    /// A cell of it.
    Cell {
        /// Where it stands.
        address: Address,
        /// What it says.
        value: super::grid::CellValue,
        /// How it is shown and where its value comes from.
        traits: Traits,
    },
    /// A merged region of it.
    Merged(Region),
    /// A run of hidden rows or columns of it.
    Hidden {
        /// Whether they are columns.
        columns: bool,
        /// The first, counted from zero.
        first: u32,
        /// The last, counted from zero.
        last: u32,
    },
    /// A sheet without cells that was passed over.
    PassedOver {
        /// Its name.
        name: String,
        /// What it is.
        what: String,
    },
    /// Rows of a text file with an unusual number of fields.
    Ragged(Vec<u32>),
    /// The file is read.
    Done,
    /// The file is refused.
    Refused {
        /// In one word.
        verdict: Verdict,
        /// In a clause.
        why: String,
    },
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

const SHEET: u8 = 1;
const TEXT: u8 = 2;
const NUMBER: u8 = 3;
const TRUTH: u8 = 4;
const DATE: u8 = 5;
const ERROR: u8 = 6;
const STALE: u8 = 7;
const MERGED: u8 = 8;
const HIDDEN: u8 = 9;
const PASSED_OVER: u8 = 10;
const RAGGED: u8 = 11;
const DONE: u8 = 12;
const REFUSED: u8 = 13;

/// The longest text that one cell, name or reason may have, in bytes; Excel allows 32,767 characters.
const LONGEST: u64 = 64 << 20;

impl WorkerRequest {
    /// Writes the request.
    ///
    /// # Errors
    ///
    /// Where the worker does not take it.
    pub fn write(&self, to: &mut impl Write) -> io::Result<()> {
        let kind = FileKind::TABULAR.iter().position(|kind| *kind == self.kind);
        to.write_all(&[u8::try_from(kind.unwrap_or_default()).unwrap_or_default()])?;
        write_text(to, &self.name)?;
        write_number(to, self.content.len() as u64)?;
        to.write_all(&self.content)?;
        to.flush()
    }

    /// Reads the next request; `None` where there is none any more.
    ///
    /// # Errors
    ///
    /// Where the request is cut short or garbled.
    pub fn read(from: &mut impl Read) -> io::Result<Option<Self>> {
        let mut kind = [0];
        if from.read(&mut kind)? == 0 {
            return Ok(None);
        }
        let kind = *FileKind::TABULAR.get(usize::from(kind[0])).ok_or_else(garbled)?;
        let name = read_text(from)?;
        let length = read_number(from)?;
        let mut content = Vec::new();
        from.take(length).read_to_end(&mut content)?;
        if content.len() as u64 == length { Ok(Some(Self { kind, name, content })) } else { Err(garbled()) }
    }
}

/// The worker's end: turns what a reader sees into messages, and counts cells.
#[derive(Debug)]
pub struct Sender<W: Write> {
    to: Patient<W>,
    /// How many cells it may still pass on.
    left: u64,
}

impl<W: Write> Sender<W> {
    /// A sender that stops after so many cells.
    pub fn new(to: W, cells: u64) -> Self {
        Self { to: Patient::new(to), left: cells }
    }

    /// Says that rows of a text file have an unusual number of fields.
    ///
    /// # Errors
    ///
    /// Where nobody takes it.
    pub fn ragged(&mut self, rows: &[u32]) -> io::Result<()> {
        self.to.begin(RAGGED)?;
        write_number(&mut self.to, rows.len() as u64)?;
        rows.iter().try_for_each(|row| write_number(&mut self.to, u64::from(*row)))
    }

    /// Ends a file that was read.
    ///
    /// # Errors
    ///
    /// Where nobody takes it.
    pub fn done(&mut self) -> io::Result<()> {
        self.to.begin(DONE)?;
        self.to.flush()
    }

    /// Ends a file that is refused.
    ///
    /// # Errors
    ///
    /// Where nobody takes it.
    pub fn refused(&mut self, verdict: Verdict, why: &str) -> io::Result<()> {
        self.to.forget();
        let place = Verdict::ALL.iter().position(|known| *known == verdict).unwrap_or_default();
        self.to.begin(REFUSED)?;
        self.to.write_all(&[u8::try_from(place).unwrap_or_default()])?;
        write_text(&mut self.to, why)?;
        self.to.flush()
    }

    fn text(&mut self, tag: u8, address: Address, traits: Traits, text: &str) -> io::Result<()> {
        self.head(tag, address, traits)?;
        write_text(&mut self.to, text)
    }

    fn head(&mut self, tag: u8, address: Address, traits: Traits) -> io::Result<()> {
        let shown = match traits.shown {
            Shown::AsIs => 0,
            Shown::Thousands => 1,
            Shown::Millions => 2,
            Shown::Percent => 3,
        };
        self.to.begin(tag)?;
        self.to.write_all(&[shown | u8::from(traits.linked) << 2])?;
        write_number(&mut self.to, u64::from(address.row))?;
        write_number(&mut self.to, u64::from(address.column))
    }
}

impl<W: Write> Sink for Sender<W> {
    fn sheet(&mut self, name: &str, visible: bool) -> Result<(), Halt> {
        let written = self.to.begin(SHEET).and_then(|()| {
            self.to.write_all(&[u8::from(visible)])?;
            write_text(&mut self.to, name)
        });
        written.map_err(Halt::Gone)
    }

    fn cell(&mut self, address: Address, seen: Seen<'_>, traits: Traits) -> Result<(), Halt> {
        self.left = self.left.checked_sub(1).ok_or(Halt::Full)?;
        let written = match seen {
            Seen::Text(text) if text.len() as u64 > LONGEST => {
                let why = format!("the text in {address} has {} MB", grouped((text.len() >> 20) as u64));
                return Err(Halt::Refused(Refusal::new(Verdict::TooLarge, why)));
            }
            Seen::Text(text) => self.text(TEXT, address, traits, text),
            Seen::Error(error) => self.text(ERROR, address, traits, error),
            Seen::Stale => self.head(STALE, address, traits),
            Seen::Truth(truth) => {
                self.head(TRUTH, address, traits).and_then(|()| self.to.write_all(&[u8::from(truth)]))
            }
            Seen::Number(number) => {
                self.head(NUMBER, address, traits).and_then(|()| self.to.write_all(&number.to_le_bytes()))
            }
            Seen::Date(date) => self
                .head(DATE, address, traits)
                .and_then(|()| self.to.write_all(&date.and_utc().timestamp_micros().to_le_bytes())),
        };
        written.map_err(Halt::Gone)
    }

    fn merged(&mut self, region: Region) -> Result<(), Halt> {
        let numbers = [region.first.row, region.first.column, region.last.row, region.last.column];
        let written = self
            .to
            .begin(MERGED)
            .and_then(|()| numbers.into_iter().try_for_each(|number| write_number(&mut self.to, u64::from(number))));
        written.map_err(Halt::Gone)
    }

    fn hidden(&mut self, columns: bool, first: u32, last: u32) -> Result<(), Halt> {
        let written = self.to.begin(HIDDEN).and_then(|()| {
            self.to.write_all(&[u8::from(columns)])?;
            [first, last].into_iter().try_for_each(|number| write_number(&mut self.to, u64::from(number)))
        });
        written.map_err(Halt::Gone)
    }

    fn passed_over(&mut self, name: &str, what: &'static str) -> Result<(), Halt> {
        let written = self
            .to
            .begin(PASSED_OVER)
            .and_then(|()| [name, what].into_iter().try_for_each(|text| write_text(&mut self.to, text)));
        written.map_err(Halt::Gone)
    }
}

impl Message {
    /// Reads the next message.
    ///
    /// # Errors
    ///
    /// Where the worker is gone, or what it wrote is garbled.
    pub fn read(from: &mut impl Read) -> io::Result<Self> {
        let [tag] = read_bytes(from)?;
        Ok(match tag {
            SHEET => {
                let [visible] = read_bytes(from)?;
                Self::Sheet { name: read_text(from)?, visible: visible != 0 }
            }
            TEXT..=STALE => read_cell(tag, from)?,
            MERGED => {
                let first = read_address(from)?;
                Self::Merged(Region { first, last: read_address(from)? })
            }
            HIDDEN => {
                let [columns] = read_bytes(from)?;
                Self::Hidden { columns: columns != 0, first: read_u32(from)?, last: read_u32(from)? }
            }
            PASSED_OVER => Self::PassedOver { name: read_text(from)?, what: read_text(from)? },
            RAGGED => {
                let count = read_number(from)?;
                Self::Ragged((0..count).map(|_| read_u32(from)).collect::<io::Result<_>>()?)
            }
            DONE => Self::Done,
            REFUSED => {
                let [place] = read_bytes(from)?;
                let verdict = *Verdict::ALL.get(usize::from(place)).ok_or_else(garbled)?;
                Self::Refused { verdict, why: read_text(from)? }
            }
            _ => return Err(garbled()),
        })
    }
}

fn read_cell(tag: u8, from: &mut impl Read) -> io::Result<Message> {
    use super::grid::CellValue;
    let [flags] = read_bytes(from)?;
    let shown = match flags & 3 {
        0 => Shown::AsIs,
        1 => Shown::Thousands,
        2 => Shown::Millions,
        _ => Shown::Percent,
    };
    let traits = Traits { shown, linked: flags & 4 != 0 };
    let address = read_address(from)?;
    let value = match tag {
        TEXT => CellValue::Text(read_text(from)?),
        NUMBER => CellValue::Number(f64::from_le_bytes(read_bytes(from)?)),
        TRUTH => {
            let [truth] = read_bytes(from)?;
            CellValue::Truth(truth != 0)
        }
        DATE => {
            let micros = i64::from_le_bytes(read_bytes(from)?);
            CellValue::Date(DateTime::from_timestamp_micros(micros).ok_or_else(garbled)?.naive_utc())
        }
        ERROR => CellValue::Error(read_text(from)?),
        _ => CellValue::Stale,
    };
    Ok(Message::Cell { address, value, traits })
}

fn garbled() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "the message is garbled")
}

fn read_bytes<const N: usize>(from: &mut impl Read) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    from.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// Seven bits a byte, the lowest first; small numbers, which most are, take one byte.
fn write_number(to: &mut impl Write, mut number: u64) -> io::Result<()> {
    let mut bytes = [0; 10];
    let mut length = 0;
    for byte in &mut bytes {
        *byte = u8::try_from(number & 0x7f).unwrap_or_default();
        number >>= 7;
        length += 1;
        if number == 0 {
            break;
        }
        *byte |= 0x80;
    }
    to.write_all(bytes.get(..length).unwrap_or_default())
}

fn read_number(from: &mut impl Read) -> io::Result<u64> {
    let mut number = 0_u64;
    for place in 0..10 {
        let [byte] = read_bytes(from)?;
        number |= u64::from(byte & 0x7f).checked_shl(place * 7).ok_or_else(garbled)?;
        if byte & 0x80 == 0 {
            return Ok(number);
        }
    }
    Err(garbled())
}

fn read_u32(from: &mut impl Read) -> io::Result<u32> {
    u32::try_from(read_number(from)?).map_err(|_| garbled())
}

fn read_address(from: &mut impl Read) -> io::Result<Address> {
    Ok(Address { row: read_u32(from)?, column: read_u32(from)? })
}

fn write_text(to: &mut impl Write, text: &str) -> io::Result<()> {
    write_number(to, text.len() as u64)?;
    to.write_all(text.as_bytes())
}

fn read_text(from: &mut impl Read) -> io::Result<String> {
    let length = read_number(from)?;
    let length = usize::try_from(length).ok().filter(|_| length <= LONGEST).ok_or_else(garbled)?;
    let mut bytes = vec![0; length];
    from.read_exact(&mut bytes)?;
    String::from_utf8(bytes).map_err(|_| garbled())
}
