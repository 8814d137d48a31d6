//! The integration tests: one binary, because polars is slow to link.

#![expect(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test that cannot go on should stop, and says when it is skipped"
)]

mod cases;
mod cli;
mod findings;
mod laws;
mod machine;
mod published;
mod settings;
mod support;
mod tidy;
mod traps;
mod workbooks;
