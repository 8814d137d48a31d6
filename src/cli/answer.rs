//! Answers in JSON on standard output: hidden characters are escaped, so that a terminal may show them.

use std::io;

use serde::Serialize;

use super::Screen;
use crate::model::shown::escaped_json;

/// Writes an answer over several lines.
///
/// # Errors
///
/// Where it cannot be written.
pub fn pages(screen: &mut Screen<'_>, answer: &impl Serialize) -> io::Result<()> {
    writeln!(screen.out, "{}", escaped_json(&serde_json::to_string_pretty(answer)?))
}

/// Writes an answer on one line.
///
/// # Errors
///
/// Where it cannot be written.
pub fn line(screen: &mut Screen<'_>, answer: &impl Serialize) -> io::Result<()> {
    writeln!(screen.out, "{}", escaped_json(&serde_json::to_string(answer)?))
}
