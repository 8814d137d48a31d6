//! Discover: what stands in an area's folder, each file with its kind by content and its hash.

pub mod encoding;
pub mod kind;
mod names;

use std::fs::{self, File};
use std::io::{self, Read};
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};
use walkdir::{DirEntry, WalkDir};

use crate::fault::Fault;
use crate::finding::phrase::{names, phrase};
use crate::finding::repeated::DUPLICATE_RETURN;
use crate::finding::{About, Finding, Level, Nature, Outcome};
use crate::job::area::Area;
use crate::model::origin::Place;
use crate::model::source::{REGISTER, RETURNS, SHARED};

pub use kind::FileKind;

/// A file in a drop folder that is no return.
pub const PASSED_OVER: About = About {
    name: "passed-over",
    level: Level::Note,
    nature: Nature::Fact,
    finds: "a file in a drop folder that is no return: a lock file of an open workbook, a hidden or temporary file, a link.",
    matters: "it is not read. If a workbook is open somewhere, what its user has not saved is not in the drop folder.",
    action: "nothing, or put the file itself there",
    ask: Some("If the file is meant to be a return, close it and send the file itself; else you need do nothing."),
};

/// A shared return of nobody.
pub const UNCLAIMED_RETURN: About = About {
    name: "unclaimed-return",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "a file in `_shared/`, beside the areas, that lies in the drop folder of no partner of any area.",
    matters: "no area reads it.",
    action: "move it into the folder of a partner, `_shared/<partner>/`, or add the folder's name to a register's sheet `Names`",
    ask: None,
};

/// What this stage can find.
pub const FINDINGS: &[&About] = &[&DUPLICATE_RETURN, &PASSED_OVER, &UNCLAIMED_RETURN];

/// The files of an area.
#[derive(Debug)]
pub struct Intake {
    /// The area's folder.
    pub folder: PathBuf,
    /// The register; `None` where it is not there.
    pub register: Option<SourceFile>,
    /// Every file in the drop folders, each content once, in order of their paths.
    pub returns: Vec<SourceFile>,
}

/// A file that somebody dropped.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Its path below the area's folder, with forward slashes.
    pub name: Arc<str>,
    /// Where it is.
    pub path: PathBuf,
    /// The drop folder that it lies in, if it lies in one.
    pub partner_folder: Option<String>,
    /// Whether other areas read it as well.
    pub shared: bool,
    /// What it is, and its hash; or why it may not be read, such as for want of permission.
    pub look: Result<Look, String>,
}

/// What a look at a file's content shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// What it is, by its content.
    pub kind: FileKind,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// How many bytes.
    pub bytes: u64,
}

/// Looks at every file of an area's folder; changes nothing.
///
/// # Errors
///
/// Where the folder itself, or a folder in it, cannot be listed.
pub fn discover(area: &Area) -> Result<Outcome<Intake>, Fault> {
    let register_path = area.folder.join(REGISTER);
    let register = if register_path.exists() { Some(source(&area.folder, &register_path)) } else { None };
    let (returns, mut findings) = dropped(&area.folder.join(RETURNS), &area.folder, &|_| true)?;
    let returns = each_content_once(returns, &str::to_owned, &mut findings);
    Ok(Outcome::new(Intake { folder: area.folder.clone(), register, returns }, findings))
}

/// Adds what an area's partners dropped for several areas. `partner` says whose a drop folder is; those of nobody here are other
/// areas', and are not looked into.
///
/// # Errors
///
/// Where a folder cannot be listed.
pub fn discover_shared(
    area: &Area,
    intake: Intake,
    partner: impl Fn(&str) -> Option<String>,
) -> Result<Outcome<Intake>, Fault> {
    let Intake { folder, register, mut returns } = intake;
    let mut findings = Vec::new();
    if let Some(shared) = &area.shared {
        let (files, passed_over) =
            dropped(shared, shared.parent().unwrap_or(shared), &|folder| partner(folder).is_some())?;
        returns.extend(files);
        findings.extend(passed_over);
    }
    let whose = |folder: &str| partner(folder).unwrap_or_else(|| folder.to_owned());
    let returns = each_content_once(returns, &whose, &mut findings);
    Ok(Outcome::new(Intake { folder, register, returns }, findings))
}

/// What is said of each file beside the areas that lies in the drop folder of nobody.
///
/// # Errors
///
/// Where a folder cannot be listed.
pub fn unclaimed(shared: &Path, is_partner: impl Fn(&str) -> bool) -> Result<Vec<Finding>, Fault> {
    let (files, _) = dropped(shared, shared.parent().unwrap_or(shared), &|folder| !is_partner(folder))?;
    let said = files.into_iter().map(|file| {
        let message = match &file.partner_folder {
            Some(folder) => phrase!("`{}` is read by no area: none has a partner `{}`", file.name, folder),
            None => phrase!("`{}` is read by no area: it lies in no partner's folder", file.name),
        };
        Finding::new(&UNCLAIMED_RETURN, message).at(Place::file(&file.name))
    });
    Ok(said.collect())
}

/// The files below a folder, each named by its path below another, and what is said of those that are no returns; only those in
/// the folders right below it that are `wanted`, and what lies in none of them where the folder without a name is.
fn dropped(
    folder: &Path,
    base: &Path,
    wanted: &dyn Fn(&str) -> bool,
) -> Result<(Vec<SourceFile>, Vec<Finding>), Fault> {
    let (mut files, mut findings) = (Vec::new(), Vec::new());
    if !folder.is_dir() {
        return Ok((files, findings));
    }
    let mut entries = WalkDir::new(folder).min_depth(1).sort_by_file_name().into_iter();
    while let Some(entry) = entries.next() {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(folder).to_owned();
            Fault::Storage { action: "look at", path, source: error.into() }
        })?;
        let (is_top, is_folder) = (entry.depth() == 1, entry.file_type().is_dir());
        let name = if is_folder { names::shown(entry.file_name()) } else { String::new() };
        if is_top && !wanted(&name) {
            if is_folder {
                entries.skip_current_dir();
            }
        } else if let Some(what) = passed_over(&entry) {
            findings.push(passed_over_finding(base, entry.path(), what));
            if is_folder {
                entries.skip_current_dir();
            }
        } else if entry.file_type().is_file() {
            files.push(source(base, entry.path()));
        }
    }
    Ok((files, findings))
}

/// What an entry is that is no return; `None` for a file or folder that is looked into.
fn passed_over(entry: &DirEntry) -> Option<&'static str> {
    let name = entry.file_name().to_string_lossy().to_lowercase();
    let kind = entry.file_type();
    let system = ["thumbs.db", "desktop.ini"];
    if kind.is_symlink() {
        Some("a link")
    } else if !kind.is_file() && !kind.is_dir() {
        Some("a device")
    } else if name.starts_with("~$") || name.starts_with(".~lock") {
        Some("the lock file of an open workbook")
    } else if name.starts_with('.') || system.contains(&name.as_str()) {
        Some("a hidden file")
    } else if name.ends_with(".tmp") || name.ends_with(".part") || name.ends_with(".crdownload") || name.ends_with('~')
    {
        Some("a temporary file")
    } else {
        None
    }
}

fn passed_over_finding(folder: &Path, path: &Path, what: &'static str) -> Finding {
    let name = below(folder, path);
    let message = phrase!("`{}` is {} and is not read", name, what);
    Finding::new(&PASSED_OVER, message).at(Place::file(&name))
}

/// A path below the area's folder, with forward slashes.
fn below(folder: &Path, path: &Path) -> String {
    let parts = path.strip_prefix(folder).unwrap_or(path).iter();
    parts.map(names::shown).collect::<Vec<_>>().join("/")
}

fn source(folder: &Path, path: &Path) -> SourceFile {
    let name = below(folder, path);
    let partner_folder = match name.split('/').collect::<Vec<_>>().as_slice() {
        [RETURNS | SHARED, partner, _, ..] => Some((*partner).to_owned()),
        _ => None,
    };
    let shared = name.starts_with(SHARED) && partner_folder.is_some();
    let look = look(path).map_err(|error| error.to_string());
    SourceFile { name: name.into(), path: path.to_owned(), partner_folder, shared, look }
}

fn look(path: &Path) -> io::Result<Look> {
    let mut file = File::open(path)?;
    let mut hash = Sha256::new();
    let mut start = Vec::new();
    let mut buffer = vec![0; 1 << 16];
    let mut bytes = 0;
    loop {
        let count = file.read(&mut buffer)?;
        let Some(part) = buffer.get(..count).filter(|part| !part.is_empty()) else { break };
        if start.len() < 4_096 {
            start.extend_from_slice(part);
        }
        hash.update(part);
        bytes += count as u64;
    }
    let sha256 = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Look { kind: kind::kind(&start, || File::open(path))?, sha256, bytes })
}

/// Leaves out what a partner dropped twice; `whose` says whose a drop folder is. Of a file that several areas read it is that which
/// is kept: its rows are other areas' as well.
fn each_content_once(
    files: Vec<SourceFile>,
    whose: &dyn Fn(&str) -> String,
    findings: &mut Vec<Finding>,
) -> Vec<SourceFile> {
    let partner = |file: &SourceFile| file.partner_folder.as_deref().map(whose);
    let mut once: Vec<SourceFile> = Vec::new();
    let mut copies: Vec<(usize, Vec<Arc<str>>)> = Vec::new();
    for file in files {
        let same = |kept: &SourceFile| {
            partner(kept) == partner(&file)
                && matches!((&kept.look, &file.look), (Ok(one), Ok(two)) if one.sha256 == two.sha256 && one.bytes > 0)
        };
        match once.iter().position(same) {
            None => once.push(file),
            Some(first) => {
                let copy = match once.get_mut(first).filter(|kept| file.shared && !kept.shared) {
                    Some(kept) => mem::replace(kept, file).name,
                    None => file.name,
                };
                match copies.iter_mut().find(|(of, _)| *of == first) {
                    Some((_, names)) => names.push(copy),
                    None => copies.push((first, vec![copy])),
                }
            }
        }
    }
    for (first, copies) in copies {
        let Some(kept) = once.get(first) else { continue };
        let message = phrase!(
            "`{}` has the same content as {}; it is counted once",
            kept.name,
            names(copies.iter().map(|name| &**name))
        );
        let mut finding = Finding::new(&DUPLICATE_RETURN, message).at(Place::file(&kept.name));
        for name in &copies {
            finding = finding.at(Place::file(name));
        }
        findings.push(finding);
    }
    once
}

/// Looks at one file that somebody named, outside any area.
#[must_use]
pub fn one_file(path: &Path) -> SourceFile {
    let name = path.file_name().map_or_else(String::new, names::shown);
    SourceFile { name: name.into(), ..source(path.parent().unwrap_or(path), path) }
}

/// Looks at one file as its area would, if it lies in one of the area's drop folders or of those that it shares; else as [`one_file`] does.
#[must_use]
pub fn one_file_of(area: &Path, path: &Path) -> SourceFile {
    let whole = || Some((area.canonicalize().ok()?, path.canonicalize().ok()?));
    // A folder that several areas share stands beside them.
    let in_drop_folder = |(area, path): (PathBuf, PathBuf)| {
        let folders = [Some(area.as_path()), area.parent()];
        let sources = folders.into_iter().flatten().map(|folder| source(folder, &path));
        sources.into_iter().find(|file| file.partner_folder.is_some())
    };
    let dropped = whole().and_then(in_drop_folder);
    dropped.map_or_else(|| one_file(path), |file| SourceFile { path: path.to_owned(), ..file })
}

/// The bytes of a discovered file.
///
/// # Errors
///
/// What the operating system says.
pub fn bytes(file: &SourceFile) -> io::Result<Vec<u8>> {
    fs::read(&file.path)
}
