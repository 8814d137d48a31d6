//! Returned: which files came from whom, and what is found in each that leaves figures out.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Ledger;
use crate::finding::About;
use crate::model::entry::Kind;

/// What a finding leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftOut {
    /// A sheet or the whole file.
    Sheet,
    /// A column.
    Column,
    /// Amounts that belong to no agreement.
    Agreement,
    /// Amounts of nobody, or everything in a folder that is nobody's.
    Partner,
    /// Single cells.
    Cells,
}

/// A file that a partner sent.
#[derive(Debug, Clone)]
pub struct ReturnedFile {
    /// Its path below the area's folder.
    pub file: Arc<str>,
    /// The partner in whose drop folder it lies.
    pub partner: Option<String>,
    /// The kinds of amount for which it has columns that a layout reads.
    pub kinds: BTreeSet<Kind>,
    /// What was found in it that leaves figures out, each once.
    pub found: Vec<(LeftOut, &'static About)>,
}

impl ReturnedFile {
    /// Its path in the drop folder, as the partner knows it; with the folder where that is nobody's.
    #[must_use]
    pub fn name(&self) -> &str {
        let parts = if self.partner.is_some() { 3 } else { 2 };
        self.file.splitn(parts, '/').last().unwrap_or(&self.file)
    }

    /// The drop folder, where it is no partner's.
    #[must_use]
    pub fn unknown_folder(&self) -> Option<&str> {
        self.file.split('/').nth(1).filter(|_| self.partner.is_none())
    }
}

impl Ledger {
    /// The same ledger, which knows from which files it was made and which came in vain.
    #[must_use]
    pub fn of_files(self, files: Vec<ReturnedFile>) -> Self {
        Self { files, ..self }
    }

    /// Every file that came, in order of their paths.
    #[must_use]
    pub fn files(&self) -> &[ReturnedFile] {
        &self.files
    }
}
