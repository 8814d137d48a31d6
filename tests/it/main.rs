//! The integration tests: one binary, because polars is slow to link.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod backtests;
mod came;
mod cases;
mod checks;
mod classes;
mod cli;
mod days;
mod docs;
mod feedback;
mod findings;
mod hostile;
mod laws;
mod layouts;
mod ledgers;
mod livery;
mod machine;
mod meaning;
mod measures;
mod met;
mod open_data;
mod packs;
mod partners_text;
mod pools;
mod published;
mod ratings;
mod real;
mod removed;
mod roll_up;
mod roundings;
mod settings;
mod shapes;
mod shared;
mod sheets;
mod shows;
mod stories;
mod story;
mod support;
mod tidy;
mod traced;
mod traps;
mod tries;
mod workbooks;
