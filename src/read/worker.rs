//! A worker: the program itself, started to read files with a limit on its memory, and to die of them in our place.

use std::alloc::System;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::panic::{self, AssertUnwindSafe, catch_unwind};
#[cfg(unix)]
use std::{process, thread, time::Duration};

use cap::Cap;

use super::grid::Halt;
use super::verdict::{Refusal, Verdict};
use super::wire::{OutOfMemory, Sender, WorkerRequest};
use super::{excel, markup, text};
use crate::discover::FileKind;
use crate::model::money::grouped;

/// Counts every allocation; only a worker sets a limit. Beyond it an allocation fails, and the process ends.
#[global_allocator]
static MEMORY: Cap<System> = Cap::new(System, usize::MAX);

/// The hidden command that starts a worker.
pub const COMMAND: &str = "worker";

/// Reads requests until there are none any more, and answers each: with so many bytes of memory, and so many cells a file.
///
/// # Errors
///
/// Where the run that started it is gone.
pub fn work(memory: u64, cells: u64, from: impl Read, to: impl Write) -> io::Result<()> {
    leave_with_the_run();
    limit(memory);
    // What a reader panics with is told to the run as a verdict, not to the screen.
    panic::set_hook(Box::new(|_| {}));
    let (mut from, mut to) = (BufReader::new(from), BufWriter::with_capacity(1 << 16, to));
    while let Some(request) = WorkerRequest::read(&mut from)? {
        match request {
            Ok(request) => answer(&request, cells, &mut to)?,
            Err(OutOfMemory) => Sender::new(&mut to, cells).refused(too_much(memory >> 20))?,
        }
    }
    Ok(())
}

/// The words with which the standard library ends a process for want of memory. They are all that it leaves: a process may
/// not look at the failure itself without unsafe code.
pub const OUT_OF_MEMORY: &str = "memory allocation of";

/// The refusal of a file that takes more memory than so many MiB.
#[must_use]
pub fn too_much(mib: u64) -> Refusal {
    Refusal::new(Verdict::TooLarge, format!("reading it takes more than {mib} MiB of memory"))
}

fn answer(request: &WorkerRequest, cells: u64, to: &mut impl Write) -> io::Result<()> {
    let mut sender = Sender::new(to, cells);
    let reading = catch_unwind(AssertUnwindSafe(|| read(request, &mut sender)));
    let refusal = match reading {
        Ok(Ok(())) => return sender.done(),
        Ok(Err(Halt::Gone(error))) => return Err(error),
        Ok(Err(Halt::Refused(refusal))) => refusal,
        Ok(Err(Halt::Full)) => Refusal::new(Verdict::TooLarge, format!("it has more than {} cells", grouped(cells))),
        Err(_) => Refusal::crashed(),
    };
    sender.refused(refusal)
}

fn read(request: &WorkerRequest, sender: &mut Sender<&mut impl Write>) -> Result<(), Halt> {
    let content = request.content.as_slice();
    match request.kind {
        FileKind::Text => {
            let mut rows = text::read(&request.name, content, sender)?;
            sender.separated(rows.separated).map_err(Halt::Gone)?;
            rows.ragged_rows.append(&mut rows.stray_quotes);
            rows.ragged_rows.sort_unstable();
            rows.ragged_rows.dedup();
            rows.ragged_rows.into_iter().try_for_each(|row| sender.ragged(row)).map_err(Halt::Gone)
        }
        FileKind::Html => markup::html(content, sender),
        FileKind::SpreadsheetMl => markup::spreadsheetml(content, sender),
        kind => excel::read(kind, content, sender),
    }
}

/// Ends the process when the run that started it is gone, even in the middle of a file that never ends.
fn leave_with_the_run() {
    #[cfg(unix)]
    {
        use std::os::unix::process::parent_id;
        let run = parent_id();
        thread::spawn(move || {
            while parent_id() == run {
                thread::sleep(Duration::from_secs(1));
            }
            process::exit(3);
        });
    }
}

fn limit(memory: u64) {
    // A limit that cannot be set leaves the others standing: the run's own clock, and the count of cells.
    let _ = MEMORY.set_limit(usize::try_from(memory).unwrap_or(usize::MAX));
    #[cfg(unix)]
    {
        // An address space also holds the program, its stack and what the allocator keeps back.
        let space = memory.saturating_add(144 << 20);
        let _ = rlimit::setrlimit(rlimit::Resource::AS, space, space);
        let _ = rlimit::setrlimit(rlimit::Resource::CORE, 0, 0);
    }
}
