//! Faults: trouble with our machine or our program, never with partners' data.

use std::io;
use std::path::{Path, PathBuf};

/// Why an area's run stopped. What was published before stays as it was.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// A file or folder could not be read or written.
    #[error("cannot {action} {path}: {source}", path = path.display())]
    Storage {
        /// What was being done, as a verb: `read`, `write`.
        action: &'static str,
        /// To what.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// A document could not be made; what was read from partners is not the cause.
    #[error("cannot make {document}: {why}")]
    Document {
        /// Which document.
        document: &'static str,
        /// Why.
        why: String,
    },
    /// The program stopped in the middle of an area.
    #[error("the program stopped in the middle of this area; this is a mistake in the program, nothing was published")]
    Stopped,
    /// A sum that must hold does not: a mistake in this program.
    #[error("the accounts of this run do not balance: {0}; this is a mistake in the program, nothing was published")]
    Unproved(String),
}

impl Fault {
    /// A fault with a file or folder.
    pub fn storage(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Storage { action, path: path.to_owned(), source }
    }

    /// A fault in making a document.
    pub fn document<E: std::fmt::Display>(document: &'static str) -> impl FnOnce(E) -> Self {
        move |why| Self::Document { document, why: why.to_string() }
    }
}
