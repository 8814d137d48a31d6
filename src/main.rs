//! The program: hands its arguments to the library and its exit code to the shell.

use std::io::{ErrorKind, IsTerminal, stderr, stdout};
use std::process::ExitCode;

use scrutiny::cli;

fn main() -> ExitCode {
    let colour = stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    match cli::main(std::env::args_os(), &mut stdout().lock(), &mut stderr().lock(), colour) {
        Ok(code) => ExitCode::from(code),
        // Whoever read the output has seen enough, as `head` does.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::from(cli::DONE),
        Err(_) => ExitCode::from(cli::FAULT),
    }
}
