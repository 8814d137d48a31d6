//! The nouns of pooled budgets, without I/O and without dataframes.

pub mod account;
pub mod agreement;
pub mod apportion;
pub mod earlier;
pub mod entry;
pub mod instalments;
pub mod money;
pub mod origin;
pub mod partner;
pub mod period;
pub mod ranges;
pub mod register;
pub mod risk;
pub mod share;
pub mod source;
pub mod succession;
pub mod total;
pub mod words;
