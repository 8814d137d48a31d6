//! What a table is read from, and where what it says goes.

use std::sync::Arc;

use super::odd::FinerThanPenny;
use crate::finding::{About, Finding};
use crate::model::entry::{Entry, Gap};
use crate::model::origin::{Address, Origin};
use crate::model::stated_basis::StatedBasis;
use crate::normalise::resolve::Who;
use crate::normalise::witness::sheets::SheetLines;
use crate::read::Sheet;

/// A sheet, and what is known of it before its rows are read.
#[derive(Debug, Clone, Copy)]
pub struct SheetContext<'a> {
    /// The file's path below the area's folder.
    pub file: &'a Arc<str>,
    /// The sheet.
    pub sheet: &'a Sheet,
    /// The name of the drop folder that the file lies in.
    pub folder: Option<&'a str>,
    /// The partner who sent it.
    pub reporter: Option<&'a str>,
    /// Whether the file's cells say which of them are numbers.
    pub typed: bool,
    /// Whether other areas read the file as well.
    pub shared: bool,
}

/// What the sheets of a run come to.
#[derive(Debug, Default)]
pub struct Gathered {
    /// Amounts that were accepted.
    pub entries: Vec<Entry>,
    /// Amounts that are left open.
    pub gaps: Vec<Gap>,
    /// Cells that could not be used.
    pub refusals: Vec<RefusedCell>,
    /// What is said of the basis of amounts, by their cells; of most nothing is.
    pub bases: Vec<(Origin, StatedBasis)>,
}

/// A cell that could not be used.
#[derive(Debug, Clone)]
pub struct RefusedCell {
    /// The cell.
    pub origin: Origin,
    /// Which table of the sheet it lies in, counted from one.
    pub table: u32,
    /// What it says.
    pub text: String,
    /// Which finding it is.
    pub about: &'static About,
}

/// Where what a table says goes.
pub struct Sinks<'a, 'r> {
    /// Amounts.
    pub kept: &'a mut Gathered,
    /// Findings.
    pub findings: &'a mut Vec<Finding>,
    /// Who names stand for.
    pub who: &'a mut Who<'r>,
    /// The lines of the file's sheets under the table's layout, for its sheets of totals.
    pub sheets: &'a mut SheetLines,
    /// Amounts of the file that are finer than a penny.
    pub finer_than_penny: &'a mut FinerThanPenny,
}

/// The cell of a sheet as an origin.
#[must_use]
pub fn origin(place: SheetContext<'_>, cell: Address) -> Origin {
    Origin { file: Arc::clone(place.file), sheet: Arc::clone(&place.sheet.name), cell }
}
