//! The pipeline: the seven calls, once per area.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::thread;

use crate::discover::{self, FileKind, Intake, UNCLAIMED_RETURN, discover, discover_shared};
use crate::fault::Fault;
use crate::finding::phrase::{count, phrase};
use crate::finding::{Finding, Level, raise_causes, sort};
use crate::job::Job;
use crate::job::area::{Area, Status};
use crate::job::settings::{Problem, Refused};
use crate::measure::measure;
use crate::model::origin::Place;
use crate::model::register::Register;
use crate::model::source::{REGISTER, Source};
use crate::normalise::{OF_OTHER_AREAS, normalise, register};
use crate::present::feedback::Letter;
use crate::present::pack::Pack;
use crate::present::{Presented, present};
use crate::publish::{Publication, publish};
use crate::read::crew::Crew;
use crate::read::verdict::Verdict;
use crate::read::{Unread, read, workbook};
use crate::reconcile::reconcile;
use crate::record::earlier::earlier;

/// An area whose folder has been looked at and whose register has been read.
#[derive(Debug)]
pub struct Opened<'j> {
    area: &'j Area,
    intake: Intake,
    register: Register,
    findings: Vec<Finding>,
}

/// What a run of one area found, and where it was published.
#[derive(Debug)]
pub struct Report {
    /// Every finding, worst first.
    pub findings: Vec<Finding>,
    /// Whether an error finding stands that no officer has acknowledged in the register's `Notes`.
    pub unacknowledged: bool,
    /// The pack.
    pub pack: Pack,
    /// What each partner has to correct, a letter each.
    pub letters: Vec<Letter>,
    /// Where it is; `None` where nothing was to be published.
    pub publication: Option<Publication>,
}

/// An area, and either what was opened or the fault that stopped it.
pub type Ready<'j> = (&'j Area, Result<Opened<'j>, Fault>);

/// Opens every area of a job. The register comes first: without it there is nothing to hold returns against.
///
/// # Errors
///
/// Every register that lacks a sheet or a heading; then nothing is done for any area. A fault of one area is kept with it.
pub fn open(job: &Job) -> Result<Vec<Ready<'_>>, Refused> {
    let mut problems = Vec::new();
    let mut areas = Vec::new();
    let mut crew = Crew::new(&job.readers);
    for area in &job.areas {
        match open_one(job, area, &mut crew) {
            Ok(opened) => areas.push((area, opened)),
            Err(Refused(more)) => problems.extend(more),
        }
    }
    problems.extend(unknown_agreements(job, &areas));
    if problems.is_empty() { Ok(areas) } else { Err(Refused(problems)) }
}

/// The house's settings for agreements that no register has. Where an area was left out or cannot be opened, nobody can know.
fn unknown_agreements(job: &Job, areas: &[Ready<'_>]) -> Vec<Problem> {
    let opened: Vec<&Opened<'_>> = areas.iter().filter_map(|(_, opened)| opened.as_ref().ok()).collect();
    if !job.all_areas || opened.len() < job.areas.len() {
        return Vec::new();
    }
    let agreements = opened.iter().flat_map(|opened| &opened.register.agreements);
    let known: Vec<&str> = agreements.map(|agreement| agreement.id.as_str()).collect();
    job.templates.house.unknown_agreements(&known)
}

/// What is said of files beside the areas that no area reads. Where one was left out or cannot be opened, nobody can know.
///
/// # Errors
///
/// Where their folder cannot be listed.
pub fn unclaimed(job: &Job, areas: &[Ready<'_>]) -> Result<Vec<Finding>, Fault> {
    let opened: Vec<&Opened<'_>> = areas.iter().filter_map(|(_, opened)| opened.as_ref().ok()).collect();
    let shared = job.areas.iter().find_map(|area| area.shared.as_deref());
    let Some(shared) = shared.filter(|_| job.all_areas && opened.len() == job.areas.len()) else {
        return Ok(Vec::new());
    };
    discover::unclaimed(shared, |folder| {
        opened.iter().any(|opened| opened.register.names.partner(folder, None).is_some())
    })
}

/// What is said of rows of shared files that every area which reads them takes for another area's.
#[must_use]
pub fn nobodys(job: &Job, done: &[(&Area, Result<Report, Fault>)]) -> Vec<Finding> {
    let reports: Vec<&Report> = done.iter().filter_map(|(_, report)| report.as_ref().ok()).collect();
    if !job.all_areas || reports.len() < job.areas.len() {
        return Vec::new();
    }
    let said = |finding: &&Finding| finding.about.name == OF_OTHER_AREAS.name;
    let places = reports.iter().flat_map(|report| &report.findings).filter(said).flat_map(|finding| &finding.places);
    let mut times: BTreeMap<&Place, usize> = BTreeMap::new();
    places.for_each(|place| *times.entry(place).or_default() += 1);
    let reads = |report: &&&Report, file: &str| {
        report.pack.figures.books.ledger.accounts().iter().any(|account| &*account.file == file)
    };
    let readers = |file: &str| reports.iter().filter(|report| reads(report, file)).count();
    let mut files: BTreeMap<&str, Vec<&Place>> = BTreeMap::new();
    for (place, _) in times.into_iter().filter(|(place, times)| *times >= readers(&place.file)) {
        files.entry(&place.file).or_default().push(place);
    }
    let finding = |(file, places): (&str, Vec<&Place>)| {
        let names = if places.len() == 1 { "names an agreement" } else { "name agreements" };
        let message = phrase!("{} in `{}` {} that no area has", count(places.len(), "cell"), file, names);
        let action =
            "if a name is misspelt, correct it, or add it to the sheet `Names` of the register that it belongs to";
        let finding = Finding::new(&UNCLAIMED_RETURN, message).asking(action);
        places.into_iter().fold(finding, |finding, place| finding.at(place.clone()))
    };
    files.into_iter().map(finding).collect()
}

/// The register of the first area of a job, for those who try a single file.
///
/// # Errors
///
/// Where the register cannot be read.
pub fn register_of(job: &Job) -> Result<(Register, Vec<Finding>), Refused> {
    let opened = open(job)?.into_iter().next().map(|(_, opened)| opened);
    match opened {
        Some(Ok(Opened { register, findings, .. })) => Ok((register, findings)),
        Some(Err(fault)) => Err(Refused(vec![Problem::new(&fault.to_string(), "put it right and try again")])),
        None => Err(Refused(vec![Problem::new("there is no area", "name the folder of one area with `--input`")])),
    }
}

fn open_one<'j>(job: &Job, area: &'j Area, crew: &mut Crew<'_>) -> Result<Result<Opened<'j>, Fault>, Refused> {
    let mut findings = Vec::new();
    let intake = match discover(area) {
        Ok(outcome) => outcome.into_value(&mut findings),
        Err(fault) => return Ok(Err(fault)),
    };
    let path = area.folder.join(REGISTER);
    let refused = |why: &str, help: &str| Err(Refused(vec![Problem::in_file(&path, why, help)]));
    let Some(file) = &intake.register else {
        return refused("the area has no register", "put `agreements.xlsx` there; start from the one in input/salford");
    };
    if matches!(&file.look, Ok(look) if look.kind == FileKind::Text) {
        return refused("the register is no workbook", "save it as an Excel workbook (.xlsx)");
    }
    let book = match workbook(file, crew) {
        Ok(book) => book,
        Err(fault) => return Ok(Err(fault)),
    };
    match book {
        Ok(book) => {
            let register = register::register(&book, &path, &job.templates)?.into_value(&mut findings);
            let partner = |folder: &str| register.names.partner(folder, None).map(str::to_owned);
            let intake = match discover_shared(area, intake, partner) {
                Ok(outcome) => outcome.into_value(&mut findings),
                Err(fault) => return Ok(Err(fault)),
            };
            Ok(Ok(Opened { area, intake, register, findings }))
        }
        Err(Unread::Changing) => {
            refused("the register changed while it was read", "save it, and run the program again")
        }
        Err(Unread::Refused(refusal)) if refusal.verdict == Verdict::Unreadable => {
            let source = std::io::Error::other(refusal.why);
            Ok(Err(Fault::Storage { action: "read", path, source }))
        }
        Err(Unread::Refused(refusal)) => {
            refused(&format!("the register cannot be read: {}", refusal.why), refusal.action())
        }
    }
}

/// The line: discover (done when the area was opened) → read → normalise → reconcile → measure → present → publish.
///
/// # Errors
///
/// A fault of our machine or program; what was published before stays.
pub fn run(job: &Job, opened: Opened<'_>, publishing: bool) -> Result<Report, Fault> {
    let Opened { area, intake, register, mut findings } = opened;
    let templates = &job.templates;
    let sources = sources(area, &intake);

    let workbooks = read(&intake, &job.readers)?.into_value(&mut findings);
    let ledger = normalise(&workbooks, &templates.layouts, &register, area.period.year)?.into_value(&mut findings);
    drop(workbooks);
    let books = reconcile(ledger, register, area, templates).into_value(&mut findings);
    let earlier = earlier(area, &sources, templates, &job.output)?;
    let figures = measure(books, templates, earlier.as_ref(), &sources).into_value(&mut findings);
    templates.house.set_levels(&mut findings);
    raise_causes(&mut findings);
    sort(&mut findings);
    let presented = present(figures, &findings, &sources, area, templates).into_value(&mut findings);
    sort(&mut findings);
    let publication =
        if publishing { Some(publish(&presented, &findings, &sources, area, templates, &job.output)?) } else { None };

    let Presented { pack, letters, .. } = presented;
    let unacknowledged = area.status == Status::Final && findings.iter().any(|finding| is_open(finding, &pack));
    Ok(Report { findings, unacknowledged, pack, letters, publication })
}

/// Whether an error finding stands about which no officer has said anything.
fn is_open(finding: &Finding, pack: &Pack) -> bool {
    let books = &pack.figures.books;
    let mut notes = books.notes_on(finding);
    finding.level == Level::Error && notes.next().is_none()
}

/// The files that decide what is published, in order of their names.
fn sources(area: &Area, intake: &Intake) -> Vec<Source> {
    let files = intake.register.iter().chain(&intake.returns);
    let mut sources: BTreeMap<_, _> =
        files.map(|file| (file.name.clone(), file.look.as_ref().ok().map(|look| look.sha256.clone()))).collect();
    sources.insert("area.toml".into(), Some(area.sha256.clone()));
    sources.into_iter().map(|(name, sha256)| Source { name, sha256 }).collect()
}

/// Runs areas side by side, as many at a time as asked; one that stops does not stop the others.
pub fn run_all<'j>(
    job: &Job,
    areas: Vec<Ready<'j>>,
    at_once: usize,
    publishing: bool,
) -> Vec<(&'j Area, Result<Report, Fault>)> {
    let workers = at_once.clamp(1, areas.len().max(1));
    let queue = Mutex::new(areas.into_iter().enumerate());
    let next = || queue.lock().ok().and_then(|mut queue| queue.next());
    let work = || {
        let mut done = Vec::new();
        while let Some((place, (area, opened))) = next() {
            done.push((place, area, opened.and_then(|opened| contained(job, opened, publishing))));
        }
        done
    };
    let mut done: Vec<_> = thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        workers.into_iter().filter_map(|worker| worker.join().ok()).flatten().collect()
    });
    done.sort_by_key(|(place, ..)| *place);
    done.into_iter().map(|(_, area, report)| (area, report)).collect()
}

/// A mistake in the program that one area brings to light must not stop the others.
fn contained(job: &Job, opened: Opened<'_>, publishing: bool) -> Result<Report, Fault> {
    catch_unwind(AssertUnwindSafe(|| run(job, opened, publishing))).unwrap_or(Err(Fault::Stopped))
}
