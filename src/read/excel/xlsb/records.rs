//! The records of a binary part, and the fields of a record.

use std::io::{ErrorKind, Read};

use super::corrupt;
use crate::read::excel::broken::broken;
use crate::read::excel::package::PartBytes;
use crate::read::grid::Halt;

/// The records of a part, one after the other.
pub struct Records<'b, 'p, 'c> {
    bytes: &'b mut PartBytes<'p, 'c>,
    data: Vec<u8>,
}

impl<'b, 'p, 'c> Records<'b, 'p, 'c> {
    /// The records of a part.
    pub fn new(bytes: &'b mut PartBytes<'p, 'c>) -> Self {
        Self { bytes, data: Vec::new() }
    }

    /// The next record: its number and its bytes; `None` at the end of the part.
    pub fn next(&mut self) -> Result<Option<(u16, &[u8])>, Halt> {
        let Some(low) = self.byte()? else { return Ok(None) };
        let mut kind = u16::from(low & 0x7F);
        if low & 0x80 != 0 {
            kind |= u16::from(self.byte()?.ok_or_else(cut_short)? & 0x7F) << 7;
        }
        let mut length = 0_u64;
        for place in 0..4 {
            let byte = self.byte()?.ok_or_else(cut_short)?;
            length |= u64::from(byte & 0x7F) << (7 * place);
            if byte & 0x80 == 0 {
                break;
            }
        }
        self.data.clear();
        // Reading up to a length allocates what is there, not what the length claims.
        let read = self.bytes.by_ref().take(length).read_to_end(&mut self.data).map_err(|error| broken(&error))?;
        if u64::try_from(read) != Ok(length) {
            return Err(cut_short());
        }
        Ok(Some((kind, &self.data)))
    }

    fn byte(&mut self) -> Result<Option<u8>, Halt> {
        let mut byte = [0];
        match self.bytes.read_exact(&mut byte) {
            Ok(()) => Ok(Some(byte[0])),
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(None),
            Err(error) => Err(broken(&error)),
        }
    }
}

/// The fields of a record, taken from the front.
pub struct RecordFields<'d>(&'d [u8]);

impl<'d> RecordFields<'d> {
    /// The fields of a record.
    pub fn new(data: &'d [u8]) -> Self {
        Self(data)
    }

    fn take<const SIZE: usize>(&mut self) -> Result<[u8; SIZE], Halt> {
        let (field, rest) = self.0.split_first_chunk().ok_or_else(cut_short)?;
        self.0 = rest;
        Ok(*field)
    }

    /// One byte.
    pub fn byte(&mut self) -> Result<u8, Halt> {
        Ok(u8::from_le_bytes(self.take()?))
    }

    /// Two bytes.
    pub fn half(&mut self) -> Result<u16, Halt> {
        Ok(u16::from_le_bytes(self.take()?))
    }

    /// Four bytes.
    pub fn word(&mut self) -> Result<u32, Halt> {
        Ok(u32::from_le_bytes(self.take()?))
    }

    /// Eight bytes, as a number.
    pub fn number(&mut self) -> Result<f64, Halt> {
        Ok(f64::from_le_bytes(self.take()?))
    }

    /// Text behind its length; a text that is not given is empty.
    pub fn text(&mut self) -> Result<String, Halt> {
        let units = self.word()?;
        if units == u32::MAX {
            return Ok(String::new());
        }
        let size = usize::try_from(units).ok().and_then(|units| units.checked_mul(2)).ok_or_else(cut_short)?;
        let (text, rest) = self.0.split_at_checked(size).ok_or_else(cut_short)?;
        self.0 = rest;
        let units = text.as_chunks().0.iter().map(|unit| u16::from_le_bytes(*unit));
        Ok(char::decode_utf16(units).map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
    }
}

fn cut_short() -> Halt {
    corrupt(&"a record is cut short")
}
