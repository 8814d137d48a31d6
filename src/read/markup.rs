//! Tables that other programs write as HTML or as one XML document and name `.xls`.

mod format;
mod html;
mod spreadsheetml;

pub use html::read as html;
pub use spreadsheetml::read as spreadsheetml;
