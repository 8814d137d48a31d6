//! A writer that keeps back most of a very large answer until it is known to be wanted.

use std::io::{self, Write};

/// Passes bytes on as they come, and keeps those of a very large file back until it is known that the file is not refused:
/// what is kept counts towards the worker's memory, and not towards the run's.
#[derive(Debug)]
pub struct Patient<W: Write> {
    to: W,
    passed: usize,
    keeps: bool,
    kept: Vec<u8>,
}

/// How many bytes are passed on as they come.
const PASSED: usize = 64 << 20;

impl<W: Write> Patient<W> {
    /// A writer that keeps nothing back yet.
    pub fn new(to: W) -> Self {
        Self { to, passed: 0, keeps: false, kept: Vec::new() }
    }

    /// Forgets what was kept back.
    pub fn forget(&mut self) {
        self.kept.clear();
    }

    /// Begins a message with its tag; a message is passed on or kept as a whole.
    pub fn begin(&mut self, tag: u8) -> io::Result<()> {
        self.keeps |= self.passed >= PASSED;
        self.write_all(&[tag])
    }
}

impl<W: Write> Write for Patient<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.keeps {
            let written = self.to.write(bytes)?;
            self.passed += written;
            Ok(written)
        } else {
            self.kept.extend_from_slice(bytes);
            Ok(bytes.len())
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.write_all(&std::mem::take(&mut self.kept))?;
        self.to.flush()
    }
}
