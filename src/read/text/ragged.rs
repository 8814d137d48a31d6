//! Which rows of a text file have another number of fields than its table.

use csv::StringRecord;

/// How many fields each row has.
#[derive(Debug, Default)]
pub struct Widths {
    rows: Vec<Width>,
}

#[derive(Debug, Clone, Copy)]
struct Width {
    row: u32,
    /// Fields, with empty ones at the end.
    fields: u32,
    /// Fields up to the last that says something.
    said: u32,
}

impl Widths {
    /// Keeps the width of a row that says anything.
    pub fn note(&mut self, row: u32, record: &StringRecord) {
        let said = (1..=record.len())
            .rev()
            .find(|said| record.get(said - 1).is_some_and(|field| !field.trim().is_empty()))
            .unwrap_or(0);
        if said > 0 {
            let count = |fields: usize| u32::try_from(fields).unwrap_or(u32::MAX);
            self.rows.push(Width { row, fields: count(record.len()), said: count(said) });
        }
    }

    /// Rows, counted from zero, that say more than the table has columns for, or that end too early in a table that
    /// otherwise writes its empty fields out; titles of one field and rows above and below the table are left out.
    pub fn ragged(&self) -> Vec<u32> {
        let Some(usual) = self.usual() else { return Vec::new() };
        let is_full = |width: &&Width| width.fields == usual;
        let first = self.rows.iter().find(is_full).map_or(0, |width| width.row);
        let last = self.rows.iter().rfind(is_full).map_or(0, |width| width.row);
        let writes_empty_fields = self.rows.iter().filter(is_full).any(|width| width.said < usual);
        let is_ragged = |width: &&Width| {
            let too_long = width.said > usual;
            let too_short = writes_empty_fields && width.fields < usual && width.fields > 1;
            too_long || (too_short && (first..=last).contains(&width.row))
        };
        self.rows.iter().filter(is_ragged).map(|width| width.row).collect()
    }

    /// The header's number of fields: where empty fields at the end are dropped, most rows have fewer.
    fn usual(&self) -> Option<u32> {
        let mut several: Vec<u32> = self.rows.iter().map(|width| width.fields).filter(|fields| *fields > 1).collect();
        several.sort_unstable();
        let most = several.chunk_by(|one, two| one == two).max_by_key(|chunk| chunk.len())?.first().copied()?;
        self.rows.iter().map(|width| width.fields).find(|fields| *fields >= most)
    }
}
