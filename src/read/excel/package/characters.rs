//! The characters of a part that is XML: nearly always UTF-8 and passed on as they are, else UTF-16.

use std::io::{self, BufRead, Read};

use quick_xml::encoding::DecodingReader;

use super::PartBytes;

/// The bytes of a part, in UTF-8.
pub enum Characters<'b, 'p, 'c> {
    /// As they stand.
    Plain(&'b mut PartBytes<'p, 'c>),
    /// From UTF-16.
    Decoded(Box<DecodingReader<&'b mut PartBytes<'p, 'c>>>),
}

impl<'b, 'p, 'c> Characters<'b, 'p, 'c> {
    /// Looks at the first bytes: a mark of UTF-16, or a `<` in two bytes.
    pub fn of(bytes: &'b mut PartBytes<'p, 'c>) -> io::Result<Self> {
        Ok(match bytes.fill_buf()? {
            [0xfe, 0xff, ..] | [0xff, 0xfe, ..] | [0, b'<', ..] | [b'<', 0, ..] => {
                Self::Decoded(Box::new(DecodingReader::new(bytes)))
            }
            _ => Self::Plain(bytes),
        })
    }
}

impl Read for Characters<'_, '_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(bytes) => bytes.read(buffer),
            Self::Decoded(bytes) => bytes.read(buffer),
        }
    }
}

impl BufRead for Characters<'_, '_, '_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match self {
            Self::Plain(bytes) => bytes.fill_buf(),
            Self::Decoded(bytes) => bytes.fill_buf(),
        }
    }

    fn consume(&mut self, amount: usize) {
        match self {
            Self::Plain(bytes) => bytes.consume(amount),
            Self::Decoded(bytes) => bytes.consume(amount),
        }
    }
}
