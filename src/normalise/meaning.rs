//! Meaning: what a text says as a period, a unit, a date, an amount or a class, by small grammars over the same marks; a text is
//! understood with every word that can bear a part of it, or not at all.

pub mod amount;
pub mod calendar;
pub mod class;
pub mod date;
pub mod marks;
pub mod period;
pub mod scope;
pub mod total;
pub mod unit;
