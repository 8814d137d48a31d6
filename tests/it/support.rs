//! What the tests share: the program in a folder of its own, and expected files that can be written anew.

pub mod area;
pub mod forty;
pub mod page;
pub mod paper;
pub mod pools;
pub mod publication;
mod register;
mod returns;
mod sketch;
pub mod ten;
pub mod trial;
pub mod workbook;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use scrutiny::job::{self, Job, Request, Vocabulary};
use scrutiny::pipeline;
use scrutiny::present::sections;
use scrutiny::publish::pdf::fonts;
use scrutiny::reconcile::checks;

pub use area::{Area, replace};

/// The project's folder.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Calls with the words that the program itself hands to the job's loaders.
pub fn with_vocabulary<T>(call: impl FnOnce(Vocabulary<'_>) -> T) -> T {
    let findings: Vec<&str> = scrutiny::findings().map(|about| about.name).collect();
    let (checks, tolerable) = (checks::names(), checks::tolerable());
    let sections = sections::names();
    call(Vocabulary {
        findings: &findings,
        checks: &checks,
        tolerable: &tolerable,
        sections: &sections,
        check_words: sections::check_words,
        read_font: fonts::read_font,
        characters: fonts::characters,
    })
}

/// Whether expected files are to be written instead of compared.
pub fn blessing() -> bool {
    std::env::var_os("SCRUTINY_BLESS").is_some()
}

/// Compares bytes with a committed file, or writes the file when blessing.
pub fn expect_file(path: &Path, bytes: &[u8]) {
    if blessing() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        return;
    }
    let expected = fs::read(path).unwrap_or_default();
    if let (Ok(expected), Ok(found)) = (std::str::from_utf8(&expected), std::str::from_utf8(bytes)) {
        assert_eq!(expected, found, "{}: run with SCRUTINY_BLESS=1 if the new text is right", path.display());
    }
    assert!(expected == bytes, "{} differs: run with SCRUTINY_BLESS=1 if the new one is right", path.display());
}

/// Says something beside the result of a test, such as that it was skipped; the test runner does not hide it.
pub fn say(words: &str) {
    let _ = writeln!(std::io::stderr(), "{words}");
}

/// The subfolders of a folder, in order of their names.
pub fn folders(path: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> =
        fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// The files below a folder, in order of their paths.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() { waiting.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

/// What a run of the program said.
#[derive(Debug)]
pub struct Said {
    pub code: u8,
    pub out: String,
    pub err: String,
}

/// The built program.
pub fn program() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_scrutiny"))
}

/// Runs the program.
pub fn scrutiny(arguments: &[&str]) -> Said {
    let done = Command::new(program()).args(arguments).output().unwrap();
    Said {
        code: u8::try_from(done.status.code().unwrap()).unwrap(),
        out: String::from_utf8(done.stdout).unwrap(),
        err: String::from_utf8(done.stderr).unwrap(),
    }
}

/// Runs a command over a folder of areas, or one area, with the shipped settings.
pub fn over(command: &str, input: &Path, output: &Path, more: &[&str]) -> Said {
    let templates = root().join("templates");
    let paths = [input, &templates, output].map(|path| path.to_str().unwrap());
    let mut arguments = vec![command, "--input", paths[0], "--templates", paths[1], "--output", paths[2]];
    arguments.extend(more);
    scrutiny(&arguments)
}

/// Copies a folder with all that is in it.
pub fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() { copy_folder(&path, &target) } else { fs::copy(&path, &target).map(drop).unwrap() }
    }
}

/// The names of findings, each once.
pub fn names(findings: &[serde_json::Value]) -> Vec<String> {
    let mut names: Vec<String> = findings.iter().map(|finding| finding["name"].as_str().unwrap().to_owned()).collect();
    names.dedup();
    names
}

/// What is asked for where one area is run with settings.
pub fn request(input: &Path, templates: &Path, output: &Path) -> Request {
    Request {
        input: input.to_owned(),
        templates: templates.to_owned(),
        output: output.to_owned(),
        program: program(),
        areas: Vec::new(),
        period: None,
    }
}

/// The job of an area, and what a run finds that publishes nothing; neither where the area is refused.
pub fn load(input: &Path, templates: &Path, output: &Path) -> Option<(Job, pipeline::Report)> {
    let request = request(input, templates, output);
    let job = with_vocabulary(|vocabulary| job::load(&request, vocabulary)).ok()?;
    let (_, opened) = pipeline::open(&job).ok()?.pop()?;
    let report = pipeline::run(&job, opened.ok()?, false).unwrap();
    Some((job, report))
}
