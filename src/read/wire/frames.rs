//! Frames: many messages behind one length, and most of a very large answer kept back until it is known to be wanted.

use std::io::{self, ErrorKind, Read, Write};

use serde::Serialize;

/// How long a frame grows before it is passed on, in bytes; one that has to hold a longer message grows for it.
const FRAME: usize = 1 << 16;

/// The longest frame that is believed: the longest message, and what stands before it.
const LONGEST_FRAME: usize = 80 << 20;

/// How many bytes are passed on as they come. Those of a very large file are kept back until it is known that the file is not
/// refused: what is kept counts towards the worker's memory, and not towards the run's.
const PASSED: usize = 64 << 20;

/// Writes messages in frames.
#[derive(Debug)]
pub struct Framer<W: Write> {
    to: W,
    frame: Vec<u8>,
    /// How much of the frame is filled.
    filled: usize,
    passed: usize,
    kept: Vec<u8>,
}

impl<W: Write> Framer<W> {
    /// A writer that has nothing to pass on yet.
    pub fn new(to: W) -> Self {
        Self { to, frame: vec![0; FRAME], filled: 0, passed: 0, kept: Vec::new() }
    }

    /// Adds a message.
    ///
    /// # Errors
    ///
    /// Where it has no form on the wire, or nobody takes it.
    pub fn push(&mut self, message: &impl Serialize) -> io::Result<()> {
        loop {
            let free = self.frame.get_mut(self.filled..).unwrap_or_default();
            match postcard::to_slice(message, free) {
                Ok(written) => {
                    self.filled += written.len();
                    return Ok(());
                }
                Err(postcard::Error::SerializeBufferFull) if self.filled > 0 => self.close()?,
                Err(postcard::Error::SerializeBufferFull) => self.frame.resize(self.frame.len() * 2, 0),
                Err(error) => return Err(io::Error::other(error)),
            }
        }
    }

    /// Forgets every message that is not passed on yet.
    pub fn forget(&mut self) {
        self.filled = 0;
        self.kept.clear();
    }

    /// Passes on everything.
    ///
    /// # Errors
    ///
    /// Where nobody takes it.
    pub fn flush(&mut self) -> io::Result<()> {
        self.close()?;
        self.to.write_all(&std::mem::take(&mut self.kept))?;
        self.to.flush()
    }

    fn close(&mut self) -> io::Result<()> {
        let frame = self.frame.get(..self.filled).unwrap_or_default();
        if frame.is_empty() {
            return Ok(());
        }
        let length = u32::try_from(frame.len()).map_err(io::Error::other)?.to_le_bytes();
        if self.passed < PASSED {
            self.to.write_all(&length)?;
            self.to.write_all(frame)?;
            self.passed += frame.len();
        } else {
            self.kept.extend_from_slice(&length);
            self.kept.extend_from_slice(frame);
        }
        self.filled = 0;
        Ok(())
    }
}

/// Reads the next frame; false where there is none any more.
///
/// # Errors
///
/// Where it is cut short, or longer than any is.
pub fn read_frame(from: &mut impl Read, frame: &mut Vec<u8>) -> io::Result<bool> {
    let mut length = [0; 4];
    if from.read(&mut length[..1])? == 0 {
        return Ok(false);
    }
    from.read_exact(&mut length[1..])?;
    let length = usize::try_from(u32::from_le_bytes(length)).map_err(io::Error::other)?;
    if length > LONGEST_FRAME {
        return Err(io::Error::new(ErrorKind::InvalidData, "the frame is longer than any message"));
    }
    frame.resize(length, 0);
    from.read_exact(frame)?;
    Ok(true)
}

/// What is said of a message that ends in its middle.
pub fn cut_short() -> io::Error {
    io::Error::new(ErrorKind::UnexpectedEof, "the message is cut short")
}
