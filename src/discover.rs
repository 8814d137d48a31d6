//! Discover: what stands in an area's folder, each file with its kind by content and its hash.

pub mod encoding;
pub mod kind;
mod names;

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};
use walkdir::{DirEntry, WalkDir};

use crate::fault::Fault;
use crate::finding::phrase::{names, phrase};
use crate::finding::{About, Finding, Level, Nature, Outcome};
use crate::job::area::Area;
use crate::model::origin::Place;
use crate::model::source::{REGISTER, RETURNS};

pub use kind::FileKind;

/// A return with the same content as another.
pub const DUPLICATE_RETURN: About = About {
    name: "duplicate-return",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "two files of one partner with the same bytes, under different names.",
    matters: "counted twice, the same figures would double a contribution. They are counted once.",
    action: "delete one of the files",
    ask: Some("If the two files were meant to be different, send the one that is missing; else you need do nothing."),
};

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

/// What this stage can find.
pub const FINDINGS: &[&About] = &[&DUPLICATE_RETURN, &PASSED_OVER];

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
    let returns_folder = area.folder.join(RETURNS);
    let mut returns = Vec::new();
    let mut findings = Vec::new();
    if returns_folder.is_dir() {
        let mut entries = WalkDir::new(&returns_folder).min_depth(1).sort_by_file_name().into_iter();
        while let Some(entry) = entries.next() {
            let entry = entry.map_err(|error| {
                let path = error.path().unwrap_or(&returns_folder).to_owned();
                Fault::Storage { action: "look at", path, source: error.into() }
            })?;
            if let Some(what) = passed_over(&entry) {
                findings.push(passed_over_finding(&area.folder, entry.path(), what));
                if entry.file_type().is_dir() {
                    entries.skip_current_dir();
                }
            } else if entry.file_type().is_file() {
                returns.push(source(&area.folder, entry.path()));
            }
        }
    }
    let returns = each_content_once(returns, &mut findings);
    Ok(Outcome::new(Intake { folder: area.folder.clone(), register, returns }, findings))
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
        [RETURNS, partner, _, ..] => Some((*partner).to_owned()),
        _ => None,
    };
    let look = look(path).map_err(|error| error.to_string());
    SourceFile { name: name.into(), path: path.to_owned(), partner_folder, look }
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

fn each_content_once(files: Vec<SourceFile>, findings: &mut Vec<Finding>) -> Vec<SourceFile> {
    let mut once: Vec<SourceFile> = Vec::new();
    let mut copies: Vec<(usize, Vec<Arc<str>>)> = Vec::new();
    for file in files {
        let same = |kept: &SourceFile| {
            kept.partner_folder == file.partner_folder
                && matches!((&kept.look, &file.look), (Ok(one), Ok(two)) if one.sha256 == two.sha256 && one.bytes > 0)
        };
        match once.iter().position(same) {
            None => once.push(file),
            Some(first) => match copies.iter_mut().find(|(of, _)| *of == first) {
                Some((_, names)) => names.push(file.name),
                None => copies.push((first, vec![file.name])),
            },
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

/// Looks at one file as its area would, if it lies in one of the area's drop folders; else as [`one_file`] does.
#[must_use]
pub fn one_file_of(area: &Path, path: &Path) -> SourceFile {
    let whole = || Some((area.canonicalize().ok()?, path.canonicalize().ok()?));
    let dropped = whole().map(|(area, path)| source(&area, &path)).filter(|file| file.partner_folder.is_some());
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
