//! The same content twice: what a file is found to be by its bytes, and a ledger by its payments.

use super::{About, Level, Nature};

/// A return with the same content as another.
pub const DUPLICATE_RETURN: About = About {
    name: "duplicate-return",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "two files of one partner with the same bytes, under different names; or ledgers of which one has every payment of a \
            month that another has.",
    matters: "counted twice, the same figures would double a contribution. They are counted once.",
    action: "delete one of the files",
    ask: Some("If the two files were meant to be different, send the one that is missing; else you need do nothing."),
};
