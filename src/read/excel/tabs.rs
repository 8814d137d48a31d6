//! The sheets of a workbook as it lists them.

use super::corrupt;
use super::relations::Relations;
use crate::read::grid::Halt;

/// A sheet as the workbook lists it.
#[derive(Debug)]
pub struct Tab {
    /// Its name.
    pub name: String,
    /// Whether a reader of the workbook sees it.
    pub visible: bool,
    /// What it holds.
    pub what: What,
}

/// What a sheet holds.
#[derive(Debug)]
pub enum What {
    /// Cells, in this part.
    Cells(String),
    /// Something else, in words.
    Other(&'static str),
}

impl Tab {
    /// A sheet that the workbook knows by a name of its relations; a module of macros has none.
    pub fn find(name: String, visible: bool, id: &str, relations: &Relations) -> Result<Self, Halt> {
        let what = match relations.get(id) {
            Some(target) => target.passed_over().map_or_else(|| What::Cells(target.part.clone()), What::Other),
            None if id.is_empty() => What::Other("macros"),
            None => return Err(corrupt(&format!("its sheet `{name}` is nowhere"))),
        };
        Ok(Self { name, visible, what })
    }
}
