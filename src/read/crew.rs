//! The crew: starts workers, hands them files, and says what became of each, whatever becomes of the worker.

use std::io::{self, BufReader, Read};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::grid::{Cell, Sheet};
use super::verdict::{Refusal, Verdict};
use super::wire::{Message, Request};
use super::worker::COMMAND;
use crate::fault::Fault;
use crate::job::Readers;

/// A worker and the place for the next one.
#[derive(Debug)]
pub struct Crew<'a> {
    readers: &'a Readers,
    worker: Option<Worker>,
}

/// What a file holds.
#[derive(Debug, Default)]
pub struct Contents {
    /// Its sheets.
    pub sheets: Vec<Sheet>,
    /// Sheets without cells, with what they are.
    pub passed_over: Vec<(String, String)>,
    /// Rows of a text file with an unusual number of fields, counted from zero.
    pub ragged: Vec<u32>,
}

#[derive(Debug)]
struct Worker {
    child: Mutex<Child>,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl<'a> Crew<'a> {
    /// A crew that starts its first worker when there is a file to read.
    #[must_use]
    pub fn new(readers: &'a Readers) -> Self {
        Self { readers, worker: None }
    }

    /// Reads a file, or says why it cannot be read.
    ///
    /// # Errors
    ///
    /// Where no worker can be started: that is a fault of the machine and not of the file.
    pub fn read(&mut self, request: &Request) -> Result<Result<Contents, Refusal>, Fault> {
        let mut worker = match self.worker.take() {
            Some(worker) => worker,
            None => self.start()?,
        };
        let late = AtomicBool::new(false);
        let limit = Duration::from_secs(self.readers.limits.seconds);
        let (finished, waiting) = channel::<()>();
        let Worker { child, input, output } = &mut worker;
        let answer = thread::scope(|scope| {
            let (child, late) = (&*child, &late);
            scope.spawn(move || {
                if waiting.recv_timeout(limit) == Err(RecvTimeoutError::Timeout) {
                    late.store(true, Ordering::Relaxed);
                    // A worker that is gone already needs no killing.
                    let _ = child.lock().unwrap_or_else(PoisonError::into_inner).kill();
                }
            });
            let answer = ask(request, input, output);
            drop(finished);
            answer
        });
        match answer {
            Ok(answer) => {
                self.worker = Some(worker);
                Ok(answer)
            }
            Err(_) => Ok(Err(self.obituary(worker, late.into_inner()))),
        }
    }

    fn start(&self) -> Result<Worker, Fault> {
        let fault = |error| Fault::storage("start", &self.readers.program)(error);
        let mut child = Command::new(&self.readers.program)
            .arg(COMMAND)
            .arg((self.readers.limits.memory_mib << 20).to_string())
            .arg(self.readers.limits.cells.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(fault)?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(input), Some(output)) => {
                Ok(Worker { child: Mutex::new(child), input, output: BufReader::with_capacity(1 << 16, output) })
            }
            _ => Err(fault(io::Error::other("it has no pipes"))),
        }
    }

    /// Why a worker died, from how it died.
    fn obituary(&self, worker: Worker, late: bool) -> Refusal {
        if late {
            let why = format!("it takes longer than {} seconds to read", self.readers.limits.seconds);
            // The worker was killed; what is left is to collect it.
            let _ = worker.child.into_inner().unwrap_or_else(PoisonError::into_inner).wait();
            return Refusal::new(Verdict::TimedOut, why);
        }
        let mut child = worker.child.into_inner().unwrap_or_else(PoisonError::into_inner);
        drop(worker.input);
        let mut last_words = String::new();
        if let Some(mut errors) = child.stderr.take() {
            // Last words that cannot be read leave the verdict at `crashed`.
            let _ = errors.read_to_string(&mut last_words);
        }
        let _ = child.wait();
        if last_words.contains("memory allocation of") {
            let why = format!("reading it takes more than {} MiB of memory", self.readers.limits.memory_mib);
            Refusal::new(Verdict::TooLarge, why)
        } else {
            Refusal::new(Verdict::Crashed, "the reader stopped in the middle of it".to_owned())
        }
    }
}

impl Drop for Crew<'_> {
    /// Sends the worker home: without requests it ends by itself.
    fn drop(&mut self) {
        if let Some(worker) = self.worker.take() {
            drop(worker.input);
            let _ = worker.child.into_inner().unwrap_or_else(PoisonError::into_inner).wait();
        }
    }
}

fn ask(
    request: &Request,
    input: &mut ChildStdin,
    output: &mut BufReader<ChildStdout>,
) -> io::Result<Result<Contents, Refusal>> {
    request.write(input)?;
    let mut contents = Contents::default();
    let mut cells: Vec<Cell> = Vec::new();
    loop {
        match Message::read(output)? {
            Message::Sheet { name, visible } => {
                contents.close(&mut cells);
                contents.sheets.push(Sheet::new(&name, visible));
            }
            Message::Cell { address, value, traits } => cells.push(Cell { address, value, traits }),
            Message::Merged(region) => contents.last(|sheet| sheet.merged.push(region)),
            Message::Hidden { columns: true, first, last } => {
                contents.last(|sheet| sheet.hidden_columns.push((first, last)))
            }
            Message::Hidden { columns: false, first, last } => {
                contents.last(|sheet| sheet.hidden_rows.push((first, last)))
            }
            Message::PassedOver { name, what } => contents.passed_over.push((name, what)),
            Message::Ragged(rows) => contents.ragged = rows,
            Message::Done => {
                contents.close(&mut cells);
                return Ok(Ok(contents));
            }
            Message::Refused { verdict, why } => return Ok(Err(Refusal::new(verdict, why))),
        }
    }
}

impl Contents {
    fn last(&mut self, change: impl FnOnce(&mut Sheet)) {
        if let Some(sheet) = self.sheets.last_mut() {
            change(sheet);
        }
    }

    fn close(&mut self, cells: &mut Vec<Cell>) {
        let cells = std::mem::take(cells);
        self.last(|sheet| sheet.fill(cells));
    }
}
