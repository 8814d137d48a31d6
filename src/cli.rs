//! The command line: arguments in, exit code out.

mod answer;
mod attempt;
mod draft;
mod explain;
mod read;
mod roll_up;
mod run;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand};

use crate::job::settings::Refused;
use crate::job::{Request, Vocabulary};
use crate::model::shown::visible;
use crate::present::sections;
use crate::publish::pdf::fonts;
use crate::read::worker::{self, COMMAND};
use crate::reconcile::checks;
use crate::record::journal::{Lock, NotLocked, lock};

/// Done; a pack marked as a draft was still published.
pub const DONE: u8 = 0;
/// Error findings stand, where that was asked for or a period is final.
pub const ERRORS_FOUND: u8 = 1;
/// The request or a settings file is wrong; nothing was done.
pub const REFUSED: u8 = 2;
/// A fault of the machine; nothing is half-written.
pub const FAULT: u8 = 3;
/// Another run holds the lock.
pub const LOCKED: u8 = 4;

#[derive(Debug, Parser)]
#[command(version, about, args_conflicts_with_subcommands = true)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    run: RunArgs,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Read every area and publish its pack (the default)
    Run(RunArgs),
    /// Read every area and show the findings; write nothing
    Check(RunArgs),
    /// Put the newest publications of all areas side by side, without reading any input
    RollUp(RollUpArgs),
    /// Say what the cells of one file say, or why it cannot be read
    Read(ReadArgs),
    /// Say which layouts a file's sheets have and why not, and what would become of their amounts
    Try(TryArgs),
    /// Write a first layout for a sheet that none matches
    DraftLayout(DraftArgs),
    /// Read files for another run of the program, with limits on memory and cells
    #[command(name = COMMAND, hide = true)]
    Worker { memory: u64, cells: u64 },
    /// Say what a finding, a rule, a measure or an agreement type means
    Explain {
        /// Its name; without one, all names are listed
        name: Option<String>,
        /// The folder of settings
        #[arg(long, value_name = "DIR", default_value = "templates")]
        templates: PathBuf,
    },
}

#[derive(Debug, Clone, Args)]
struct RunArgs {
    /// A folder of areas, or one area
    #[arg(long, value_name = "DIR", default_value = "input")]
    input: PathBuf,
    /// The folder of settings
    #[arg(long, value_name = "DIR", default_value = "templates")]
    templates: PathBuf,
    /// The folder of publications
    #[arg(long, value_name = "DIR", default_value = "output")]
    output: PathBuf,
    /// Only this area; may be given more than once
    #[arg(long = "area", value_name = "NAME")]
    areas: Vec<String>,
    /// Instead of the period in `area.toml`: 2006-07, 2024-25-Q2 or 2024-25-M06
    #[arg(long, value_name = "P")]
    period: Option<String>,
    /// How many areas at a time; as many as there are processors if not given
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
    /// Count a draft as a failure: exit with 1
    #[arg(long)]
    strict: bool,
    /// Print JSON on standard output
    #[arg(long)]
    json: bool,
    /// Show no findings
    #[arg(short, long, conflicts_with = "verbose")]
    quiet: bool,
    /// Show what became of each sheet
    #[arg(short, long)]
    verbose: bool,
}

#[derive(Debug, Args)]
struct RollUpArgs {
    /// The folder of publications
    #[arg(long, value_name = "DIR", default_value = "output")]
    output: PathBuf,
    /// The folder of settings
    #[arg(long, value_name = "DIR", default_value = "templates")]
    templates: PathBuf,
}

#[derive(Debug, Args)]
struct ReadArgs {
    /// The file
    file: PathBuf,
    /// Print JSON
    #[arg(long, conflicts_with = "csv")]
    json: bool,
    /// Print the cells of a sheet as csv
    #[arg(long)]
    csv: bool,
    /// Which sheet; needed where there are several
    #[arg(long, value_name = "NAME", requires = "csv")]
    sheet: Option<String>,
}

#[derive(Debug, Args)]
struct TryArgs {
    /// The file
    file: PathBuf,
    /// Only this layout: its name, or the path of a file
    #[arg(long, value_name = "NAME-OR-PATH")]
    layout: Option<String>,
    /// The area whose register says who names stand for; without it they stand for themselves
    #[arg(long, value_name = "AREA")]
    input: Option<PathBuf>,
    /// The folder of settings
    #[arg(long, value_name = "DIR", default_value = "templates")]
    templates: PathBuf,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
struct DraftArgs {
    /// The file
    file: PathBuf,
    /// Which sheet; if not given, the first visible one with a table that no layout reads
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// The area whose register knows partners, agreements and cost centres by their names
    #[arg(long, value_name = "AREA")]
    input: Option<PathBuf>,
    /// The folder of settings
    #[arg(long, value_name = "DIR", default_value = "templates")]
    templates: PathBuf,
}

/// This program, which is started again to read files.
fn program() -> PathBuf {
    // Linux can start the very program that runs, even where its file was replaced since.
    let itself = PathBuf::from("/proc/self/exe");
    if cfg!(target_os = "linux") && itself.exists() {
        return itself;
    }
    // Where the system does not say, the name that was typed is looked for as a shell would.
    std::env::current_exe().unwrap_or_else(|_| PathBuf::from(env!("CARGO_PKG_NAME")))
}

impl RunArgs {
    fn request(&self) -> Request {
        Request {
            program: program(),
            input: self.input.clone(),
            templates: self.templates.clone(),
            output: self.output.clone(),
            areas: self.areas.clone(),
            period: self.period.clone(),
        }
    }
}

/// Where a command writes.
struct Screen<'a> {
    out: &'a mut dyn Write,
    err: &'a mut dyn Write,
    colour: bool,
}

/// Runs the program and says how it went.
///
/// # Errors
///
/// Where standard output or standard error cannot be written to.
pub fn main(
    arguments: impl IntoIterator<Item = OsString>,
    out: &mut dyn Write,
    err: &mut dyn Write,
    colour: bool,
) -> io::Result<u8> {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) if error.use_stderr() => {
            write!(err, "{error}")?;
            return Ok(REFUSED);
        }
        Err(help) => {
            write!(out, "{help}")?;
            return Ok(DONE);
        }
    };
    let mut screen = Screen { out, err, colour };
    match cli.command.unwrap_or(Command::Run(cli.run)) {
        Command::Run(args) => run::run(&args, &mut screen),
        Command::Check(args) => run::check(&args, &mut screen),
        Command::RollUp(args) => roll_up::roll_up(&args, &mut screen),
        Command::Read(args) => read::read(&args, &mut screen),
        Command::Try(args) => attempt::attempt(&args, &mut screen),
        Command::DraftLayout(args) => draft::draft_layout(&args, &mut screen),
        Command::Worker { memory, cells } => {
            let stdin = io::stdin().lock();
            worker::work(memory, cells, stdin, screen.out).map(|()| DONE)
        }
        Command::Explain { name, templates } => explain::explain(name.as_deref(), &templates, &mut screen),
    }
}

/// What was asked for; where settings or registers were refused, every problem goes to the screen.
fn accepted<T>(result: Result<T, Refused>, screen: &mut Screen<'_>) -> io::Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(refused) => {
            writeln!(screen.err, "{refused}")?;
            Ok(None)
        }
    }
}

/// The lock of an output folder, or the exit code where it is not to be had.
fn locked(output: &Path, screen: &mut Screen<'_>) -> io::Result<Result<Lock, u8>> {
    match lock(output) {
        Ok(lock) => Ok(Ok(lock)),
        Err(NotLocked::Fault(fault)) => {
            writeln!(screen.err, "fault: {}", visible(&fault.to_string()))?;
            Ok(Err(FAULT))
        }
        Err(held) => {
            writeln!(screen.err, "error: {held}")?;
            Ok(Err(LOCKED))
        }
    }
}

/// Calls a function with the names that settings may use.
fn with_vocabulary<T>(call: impl FnOnce(Vocabulary<'_>) -> T) -> T {
    let findings: Vec<&str> = crate::findings().map(|about| about.name).collect();
    let (checks, tolerable) = (checks::names(), checks::tolerable());
    let sections = sections::names();
    let (findings, checks, sections) = (&findings[..], &checks[..], &sections[..]);
    let (read_font, characters) = (fonts::read_font, fonts::characters);
    let check_words = sections::check_words;
    call(Vocabulary { findings, checks, tolerable: &tolerable, sections, check_words, read_font, characters })
}
