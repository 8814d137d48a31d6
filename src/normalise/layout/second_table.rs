//! A second table without headings: what stands below another period is used by nobody.

use super::{SheetContext, origin};
use crate::finding::phrase::{count, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::origin::Address;

/// Another period below a table.
pub const SECOND_TABLE: About = About {
    name: "second-table",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "another period below the headings of a table, without headings of its own.",
    matters: "the amounts under it may be for that period, or the same again; none of them is used.",
    action: "repeat the headings below the period, or put each table on a sheet of its own",
    ask: Some(
        "Repeat the headings below the period, or put each table on a sheet of its own, and send the file again.",
    ),
};

/// What is said of so many amount cells from the row on in which the other period stands, counted from zero.
pub fn second_table(place: SheetContext<'_>, row: u32, amounts: usize) -> Finding {
    let message = phrase!(
        "another period stands in row {} of sheet `{}`, without headings; {} below it cannot be used",
        (row + 1).to_string(),
        place.sheet.name,
        count(amounts, "amount cell")
    );
    Finding::new(&SECOND_TABLE, message).at(&origin(place, Address { row, column: 0 }))
}
