//! An area in a folder of its own, with the shipped settings: copied or built, changed, and run.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use scrutiny::job::Job;
use scrutiny::pipeline::Report;
use serde_json::Value;

use super::publication::{self, Publication};
use super::register::{Register, Row};
use super::returns::Return;
use super::{Said, copy_folder, root, scrutiny};

/// What an area that a test builds says of itself; each line can be changed.
const SETTINGS: &str = r#"title     = "Testshire"
committee = "Scrutiny Committee"
meeting   = 2025-06-01
period    = "2024-25"
as-at     = 2024-06-06
status    = "draft"
author    = "A test"
access    = "public"
pack      = "scrutiny"
headline  = "council-share"
"#;

/// An area. What is built is written down before the next command, so that a test may go on building after a run.
pub struct Area {
    folder: tempfile::TempDir,
    name: String,
    pub(super) register: Register,
    /// The row that was said last.
    pub(super) last: Option<Row>,
    /// The title of the agreement that is spoken of.
    pub(super) agreement: String,
    /// The period of the returns that are said; empty for the area's.
    pub(super) returned_for: String,
    pub(super) returns: BTreeMap<String, Return>,
    /// The files that are said and not yet written.
    pub(super) unwritten: RefCell<BTreeSet<String>>,
}

pub(super) const REGISTER: &str = "agreements.xlsx";

impl Area {
    /// An area without agreements, to be built.
    pub fn new() -> Self {
        let area = Self::named("testshire", Register::default());
        fs::create_dir_all(area.input()).unwrap();
        area.file("area.toml", SETTINGS);
        area.unwritten.borrow_mut().insert(REGISTER.to_owned());
        area
    }

    /// A copy of an area, with the text of its register where that stands beside it.
    pub fn copy(of: &Path) -> Self {
        let text = if of == root().join("input/salford") {
            root().join("tests/salford/agreements.txt")
        } else {
            of.join("agreements.xlsx.txt")
        };
        let register = fs::read_to_string(text).map(|text| Register::from_text(&text)).unwrap_or_default();
        let area = Self::named(of.file_name().unwrap().to_str().unwrap(), register);
        copy_folder(of, &area.input());
        area
    }

    /// A copy of the shipped area, with what its paper does not say: when agreements were signed and boards met, and that nothing
    /// is due before March.
    pub fn salford() -> Self {
        let mut area = Self::copy(&root().join("input/salford"));
        area.register.fill("Agreements", "Signed", "2002-03-01");
        area.register.fill("Agreements", "Board last met", "2006-06-01");
        area.register.fill("Commitments", "Instalments", "in arrears");
        area.unwritten.borrow_mut().insert(REGISTER.to_owned());
        area.write();
        area
    }

    /// A copy of the smallest area that raises a finding.
    pub fn finding(name: &str) -> Self {
        Self::copy(&root().join("tests/findings").join(name).join("input"))
    }

    fn named(name: &str, register: Register) -> Self {
        let area = Self {
            folder: tempfile::tempdir().unwrap(),
            name: name.to_owned(),
            register,
            last: None,
            agreement: String::new(),
            returned_for: String::new(),
            returns: BTreeMap::new(),
            unwritten: RefCell::default(),
        };
        copy_folder(&root().join("templates"), &area.templates());
        area
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn input(&self) -> PathBuf {
        self.folder().join("input").join(&self.name)
    }

    pub fn templates(&self) -> PathBuf {
        self.folder().join("templates")
    }

    pub fn output(&self) -> PathBuf {
        self.folder().join("output")
    }

    /// Writes down what was said of the area since it was last written.
    pub fn write(&self) {
        for name in self.unwritten.take() {
            if name == REGISTER {
                self.file(&name, self.register.workbook());
            } else {
                self.file(&name, self.returns[&name].text());
            }
        }
    }

    /// Writes a file of the area as it is given: a return or a register that nobody should send.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) {
        self.unwritten.borrow_mut().remove(name);
        let path = self.input().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// Takes a file of the area away.
    pub fn without(&self, name: &str) {
        self.write();
        fs::remove_file(self.input().join(name)).unwrap();
    }

    /// Replaces text in a file of the area.
    pub fn replace(&self, file: &str, pairs: &[(&str, &str)]) {
        self.write();
        replace(&self.input().join(file), pairs);
    }

    /// Replaces text in a settings file of the house.
    pub fn house(&self, file: &str, pairs: &[(&str, &str)]) {
        replace(&self.templates().join(file), pairs);
    }

    /// Writes a settings file of the house.
    pub fn template(&self, file: &str, text: &str) {
        fs::write(self.templates().join(file), text).unwrap();
    }

    /// Runs a command over the area.
    pub fn command(&self, command: &str, more: &[&str]) -> Said {
        self.write();
        let (input, templates, output) = (self.folder().join("input"), self.templates(), self.output());
        let paths = [&input, &templates, &output].map(|path| path.to_str().unwrap());
        let mut arguments = vec![command, "--input", paths[0], "--templates", paths[1], "--output", paths[2]];
        arguments.extend(more);
        scrutiny(&arguments)
    }

    /// Publishes the area.
    pub fn run(&self) -> Said {
        self.command("run", &[])
    }

    /// What is found, each as `findings.json` has it; nothing is published.
    pub fn findings(&self) -> Vec<Value> {
        let said = self.command("check", &["--json"]);
        assert!(said.code < 2, "{}", said.err);
        serde_json::from_str(&said.out).unwrap_or_else(|_| panic!("no list of findings:\n{}", said.err))
    }

    /// Level and name of everything that is found.
    pub fn found(&self) -> Vec<String> {
        let word = |finding: &Value, key: &str| finding[key].as_str().unwrap().to_owned();
        let findings = self.findings();
        findings.iter().map(|finding| format!("{} {}", word(finding, "level"), word(finding, "name"))).collect()
    }

    /// The names of what is found, each once.
    pub fn names(&self) -> Vec<String> {
        super::names(&self.findings())
    }

    /// What the screen says of what is found.
    pub fn screen(&self) -> String {
        self.command("check", &[]).err
    }

    /// Publishes the area, which may have findings, and gives what is newest.
    pub fn published(&self) -> Publication {
        let said = self.command("run", &["-q"]);
        assert!(said.code < 2, "{}", said.err);
        self.newest()
    }

    /// The newest publication of the area, whatever its period.
    pub fn newest(&self) -> Publication {
        publication::newest(&self.output().join(&self.name)).unwrap_or_else(|| panic!("nothing is published"))
    }

    /// The job of the area, and what a run finds that publishes nothing: its figures are looked at without a pack.
    pub fn load(&self) -> (Job, Report) {
        self.write();
        super::load(&self.folder().join("input"), &self.templates(), &self.output())
            .unwrap_or_else(|| panic!("the area is refused"))
    }

    /// The folder of a revision of 2006-07.
    pub fn revision(&self, number: u32) -> PathBuf {
        self.output().join(&self.name).join("2006-07").join(format!("r{number}"))
    }

    /// A JSON file of a revision of 2006-07.
    pub fn json(&self, revision: u32, file: &str) -> Value {
        Publication::read(&self.revision(revision)).json(file)
    }
}

/// Replaces text in a file, which must have it.
pub fn replace(path: &Path, pairs: &[(&str, &str)]) {
    let mut text = fs::read_to_string(path).unwrap();
    for (old, new) in pairs {
        assert!(text.contains(old), "{} has no `{old}`", path.display());
        text = text.replace(old, new);
    }
    fs::write(path, text).unwrap();
}
