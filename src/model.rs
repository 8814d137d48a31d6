//! The nouns of pooled budgets, without I/O and without dataframes.

pub mod account;
pub mod agreement;
pub mod basis;
pub mod cost_centre;
pub mod earlier;
pub mod entry;
pub mod figure_record;
pub mod keyed;
pub mod money;
pub mod name;
pub mod origin;
pub mod partner;
pub mod period;
pub mod ranges;
pub mod rating;
pub mod reason;
pub mod register;
pub mod rounded;
pub mod rules;
pub mod share;
pub mod shown;
pub mod source;
pub mod stated;
pub mod succession;
pub mod total;
pub mod words;
