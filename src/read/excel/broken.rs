//! What becomes of a workbook when a crate that reads it gives up: damaged, or more than the memory that is allowed.

use std::fmt;
use std::io::{Error, ErrorKind};

use zip::result::ZipError;

use super::corrupt;
use crate::read::grid::Halt;
use crate::read::verdict::{Refusal, Verdict};

/// An error of a crate, which may have one of input and output behind it.
pub trait Failure: fmt::Display {
    /// The error of input and output, if it is one.
    fn io(&self) -> Option<&Error>;
}

impl Failure for Error {
    fn io(&self) -> Option<&Error> {
        Some(self)
    }
}

impl Failure for quick_xml::Error {
    fn io(&self) -> Option<&Error> {
        match self {
            Self::Io(error) => Some(error),
            _ => None,
        }
    }
}

impl Failure for ZipError {
    fn io(&self) -> Option<&Error> {
        match self {
            Self::Io(error) => Some(error),
            _ => None,
        }
    }
}

/// The verdict on a workbook that a crate gave up on.
pub fn broken(failure: &impl Failure) -> Halt {
    match failure.io() {
        Some(error) if error.kind() == ErrorKind::OutOfMemory => {
            let why = "a part of it takes more memory than is allowed".to_owned();
            Halt::Refused(Refusal::new(Verdict::TooLarge, why))
        }
        _ => corrupt(failure),
    }
}
