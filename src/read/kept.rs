//! A sink for tests that keeps what it is given as short lines.

use super::grid::{Halt, Region, Seen, Sink, Traits, Unseen};
use crate::model::origin::Address;

/// What a reader passed on, a line each.
#[derive(Debug, Default)]
pub struct Kept(pub Vec<String>);

impl Sink for Kept {
    fn sheet(&mut self, name: &str, visible: bool) -> Result<(), Halt> {
        self.0.push(format!("[{name}]{}", if visible { "" } else { " hidden" }));
        Ok(())
    }

    fn cell(&mut self, address: Address, seen: Seen<'_>, traits: Traits) -> Result<(), Halt> {
        let value = match seen {
            Seen::Text(text) => format!("{text:?}"),
            Seen::Number(number) => number.to_string(),
            Seen::Truth(truth) => truth.to_string(),
            Seen::Date(date) => date.to_string(),
            Seen::Error(error) => format!("error {error}"),
            Seen::Stale => "stale".to_owned(),
        };
        let shown = traits.shown.how().map_or_else(String::new, |how| format!(" {how:?}"));
        self.0.push(format!("{address} {value}{shown}{}", if traits.linked { " linked" } else { "" }));
        Ok(())
    }

    fn merged(&mut self, region: Region) -> Result<(), Halt> {
        self.0.push(format!("merged {}:{}", region.first, region.last));
        Ok(())
    }

    fn hidden(&mut self, Unseen { columns, flat, first, last }: Unseen) -> Result<(), Halt> {
        let how = if flat { "flat" } else { "hidden" };
        self.0.push(format!("{how} {} {first}-{last}", if columns { "columns" } else { "rows" }));
        Ok(())
    }

    fn format(&mut self, _: &str) -> Result<u16, Halt> {
        Ok(0)
    }

    fn passed_over(&mut self, name: &str, what: &'static str) -> Result<(), Halt> {
        self.0.push(format!("[{name}] passed over: {what}"));
        Ok(())
    }
}
