//! The crew: starts workers, hands them files, and says what became of each, whatever becomes of the worker.

use std::io::{self, BufReader, Read};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::grid::{Cell, CellValue, Region, Sheet};
use super::verdict::{Refusal, Verdict};
use super::wire::{Message, WorkerRequest, messages};
use super::worker::{COMMAND, OUT_OF_MEMORY, too_much};
use crate::fault::Fault;
use crate::job::Readers;
use crate::model::origin::Address;

/// A worker and the place for the next one.
#[derive(Debug)]
pub struct Crew<'a> {
    readers: &'a Readers,
    worker: Option<Worker>,
}

/// What a file holds.
#[derive(Debug, Default)]
pub struct FileContents {
    /// Its sheets.
    pub sheets: Vec<Sheet>,
    /// Sheets without cells, with what they are.
    pub passed_over: Vec<(String, String)>,
    /// Rows of a text file with an unusual number of fields, counted from zero.
    pub ragged: Vec<u32>,
}

#[derive(Debug)]
struct Worker {
    child: Arc<Mutex<Child>>,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    watch: Watch,
}

/// A clock beside a worker, which kills it when a file takes too long.
#[derive(Debug)]
struct Watch {
    /// When the file has to be read, in milliseconds since the worker was started; never while it waits for one.
    deadline: Arc<AtomicU64>,
    late: Arc<AtomicBool>,
    started: Instant,
}

/// How often the clock looks; a file may take so much longer.
const TICK: Duration = Duration::from_millis(25);

impl Watch {
    fn over(child: Arc<Mutex<Child>>) -> Self {
        let deadline = Arc::new(AtomicU64::new(u64::MAX));
        let watch = Self { deadline, late: Arc::default(), started: Instant::now() };
        let (deadline, late, started) = (Arc::clone(&watch.deadline), Arc::clone(&watch.late), watch.started);
        thread::spawn(move || {
            // The other holder of the deadline is the worker's own; without it there is nothing to watch.
            while Arc::strong_count(&deadline) > 1 {
                thread::sleep(TICK);
                if millis(started) >= deadline.load(Ordering::Acquire) {
                    late.store(true, Ordering::Release);
                    // A worker that is gone already needs no killing.
                    let _ = held(&child).kill();
                    return;
                }
            }
        });
        watch
    }

    fn begin(&self, limit: Duration) {
        let limit = u64::try_from(limit.as_millis()).unwrap_or(u64::MAX);
        self.deadline.store(millis(self.started).saturating_add(limit), Ordering::Release);
    }

    fn end(&self) {
        self.deadline.store(u64::MAX, Ordering::Release);
    }

    fn is_late(&self) -> bool {
        self.late.load(Ordering::Acquire)
    }
}

fn millis(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX - 1)
}

fn held(child: &Mutex<Child>) -> MutexGuard<'_, Child> {
    child.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<'a> Crew<'a> {
    /// A crew that starts its first worker when there is a file to read.
    #[must_use]
    pub fn new(readers: &'a Readers) -> Self {
        Self { readers, worker: None }
    }

    /// The largest file that a worker could hold at all, in bytes.
    #[must_use]
    pub fn most_bytes(&self) -> u64 {
        self.readers.limits.memory_mib << 20
    }

    /// The process that reads the next file, if it was started already.
    #[must_use]
    pub fn worker_id(&self) -> Option<u32> {
        let worker = self.worker.as_ref()?;
        Some(held(&worker.child).id())
    }

    /// Reads a file, or says why it cannot be read; `meanwhile` is called while the worker is busy.
    ///
    /// # Errors
    ///
    /// Where no worker can be started: that is a fault of the machine and not of the file.
    pub fn read(
        &mut self,
        request: &WorkerRequest,
        meanwhile: &mut dyn FnMut(),
    ) -> Result<Result<FileContents, Refusal>, Fault> {
        let mut worker = match self.worker.take() {
            Some(worker) => worker,
            None => self.start()?,
        };
        let begun = Instant::now();
        worker.watch.begin(self.limit());
        let sent = request.write(&mut worker.input);
        meanwhile();
        let answer = sent.and_then(|()| answer(&mut worker.output));
        worker.watch.end();
        match answer {
            Ok(answer) => {
                self.worker = Some(worker);
                Ok(answer)
            }
            // The clock may have struck at the very end of the file before: that is no fault of this one.
            Err(_) if worker.watch.is_late() && begun.elapsed() < self.limit() => self.read(request, meanwhile),
            Err(_) => Ok(Err(self.obituary(worker))),
        }
    }

    fn limit(&self) -> Duration {
        Duration::from_secs(self.readers.limits.seconds)
    }

    fn start(&self) -> Result<Worker, Fault> {
        let fault = |error| Fault::storage("start", &self.readers.program)(error);
        let mut child = Command::new(&self.readers.program)
            .arg(COMMAND)
            .arg((self.readers.limits.memory_mib << 20).to_string())
            .arg(self.readers.limits.cells.to_string())
            // A second arena of glibc's allocator reserves 128 MiB of addresses, of which a small limit leaves too few.
            .env("MALLOC_ARENA_MAX", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(fault)?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(input), Some(output)) => {
                let child = Arc::new(Mutex::new(child));
                let watch = Watch::over(Arc::clone(&child));
                Ok(Worker { child, input, output: BufReader::with_capacity(1 << 16, output), watch })
            }
            _ => Err(fault(io::Error::other("it has no pipes"))),
        }
    }

    /// Why a worker died, from how it died.
    fn obituary(&self, worker: Worker) -> Refusal {
        let Worker { child, input, output, watch } = worker;
        // A worker that is still writing an answer that nobody understands would wait for ever for somebody to take it.
        drop((input, output));
        let mut child = held(&child);
        let _ = child.kill();
        if watch.is_late() {
            let why = format!("it takes longer than {} seconds to read", self.readers.limits.seconds);
            // The worker was killed; what is left is to collect it.
            let _ = child.wait();
            return Refusal::new(Verdict::TimedOut, why);
        }
        let mut last_words = String::new();
        if let Some(mut errors) = child.stderr.take() {
            // Last words that cannot be read leave the verdict at `crashed`.
            let _ = errors.read_to_string(&mut last_words);
        }
        let _ = child.wait();
        if last_words.contains(OUT_OF_MEMORY) { too_much(self.readers.limits.memory_mib) } else { Refusal::crashed() }
    }
}

impl Drop for Crew<'_> {
    /// Sends the worker home: without requests it ends by itself.
    fn drop(&mut self) {
        if let Some(worker) = self.worker.take() {
            drop(worker.input);
            let _ = held(&worker.child).wait();
        }
    }
}

fn answer(output: &mut impl Read) -> io::Result<Result<FileContents, Refusal>> {
    let mut contents = FileContents::default();
    let (mut cells, mut formats): (Vec<Cell>, Vec<Box<str>>) = (Vec::new(), Vec::new());
    let refusal = messages(output, |message| {
        match message {
            Message::Sheet { name, visible } => {
                contents.close(&mut cells);
                contents.sheets.push(Sheet::new(name, visible));
            }
            Message::Cell { row, column, seen, traits } => {
                cells.push(Cell { address: Address { row, column }, value: CellValue::kept(seen), traits });
            }
            Message::Merged([row, column, last_row, last_column]) => {
                let last = Address { row: last_row, column: last_column };
                contents.last(|sheet| sheet.merged.push(Region { first: Address { row, column }, last }));
            }
            Message::Hidden(run) => contents.last(|sheet| sheet.hide(run)),
            Message::Format(code) => formats.push(code.into()),
            Message::PassedOver { name, what } => contents.passed_over.push((name.to_owned(), what.to_owned())),
            Message::Separated(how) => contents.last(|sheet| sheet.separated = Some(how)),
            Message::Ragged(row) => contents.ragged.push(row),
            Message::Done => {
                contents.close(&mut cells);
                let formats: Arc<[Box<str>]> = std::mem::take(&mut formats).into();
                contents.sheets.iter_mut().for_each(|sheet| sheet.formats = Arc::clone(&formats));
                return Some(None);
            }
            Message::Refused(refusal) => return Some(Some(refusal)),
        }
        None
    })?;
    Ok(refusal.map_or(Ok(contents), Err))
}

impl FileContents {
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
