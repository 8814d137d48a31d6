//! A publication as a test reads it: its files, its figures, its findings and its words.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use serde_json::{Value, json};

use super::{Area, folders, paper};

/// What stands in the folder of a revision; it outlives the folder.
pub struct Publication {
    folder: PathBuf,
    /// The files by their names, those in folders with the folder's name before them.
    files: BTreeMap<String, Vec<u8>>,
}

/// The shipped area as it is published, made once for all tests that only look at it.
pub fn shipped() -> &'static Publication {
    static SHIPPED: LazyLock<Publication> = LazyLock::new(|| Area::salford().published());
    &SHIPPED
}

/// The newest publication below the folder of an area or of the roll-up.
pub fn newest(area: &Path) -> Option<Publication> {
    let periods = if area.is_dir() { folders(area) } else { return None };
    let revisions = periods.iter().flat_map(|period| folders(period));
    let number = |folder: &PathBuf| folder.file_name().and_then(|name| name.to_str()?.strip_prefix('r')?.parse().ok());
    let made = |folder: &PathBuf| fs::metadata(folder.join("run.json")).unwrap().modified().unwrap();
    revisions
        .filter(|folder| number(folder).is_some_and(|number: u32| number > 0))
        .max_by_key(|folder| (made(folder), number(folder)))
        .map(|folder| Publication::read(&folder))
}

impl Publication {
    pub fn read(folder: &Path) -> Self {
        let mut files = BTreeMap::new();
        for path in super::files(folder) {
            let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
            files.insert(name, fs::read(path).unwrap());
        }
        Self { folder: folder.to_owned(), files }
    }

    /// Its folder, as long as the area is there.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub fn bytes(&self, file: &str) -> &[u8] {
        self.files.get(file).unwrap_or_else(|| panic!("no {file} in {}", self.folder.display()))
    }

    pub fn text(&self, file: &str) -> String {
        String::from_utf8(self.bytes(file).to_owned()).unwrap()
    }

    pub fn json(&self, file: &str) -> Value {
        serde_json::from_slice(self.bytes(file)).unwrap()
    }

    /// The elements of a JSON file that is a list.
    pub fn list(&self, file: &str) -> Vec<Value> {
        serde_json::from_slice(self.bytes(file)).unwrap()
    }

    /// The words of the paper and of the evidence for it, each after one space.
    pub fn words(&self) -> String {
        let evidence = self.files.get("evidence.pdf").map(|bytes| paper::words(bytes)).unwrap_or_default();
        format!("{} {evidence}", self.paper_words())
    }

    /// The words of the paper alone.
    pub fn paper_words(&self) -> String {
        paper::words(self.bytes("pack.pdf"))
    }

    /// The names of what is found, each once.
    pub fn found(&self) -> Vec<String> {
        super::names(&self.list("findings.json"))
    }

    /// The names of its files, in order.
    pub fn files(&self) -> Vec<&str> {
        self.files.keys().map(String::as_str).collect()
    }

    pub fn figures(&self) -> Figures {
        Figures(self.list("figures.json"))
    }
}

/// The figures of a publication.
pub struct Figures(pub Vec<Value>);

impl Figures {
    /// The figure that has these keys; there must be one, and no more.
    pub fn one(&self, keys: &[(&str, Option<&str>)]) -> &Value {
        let mut found = self.having(keys);
        let one = found.next().unwrap_or_else(|| panic!("no figure has {keys:?}"));
        assert!(found.next().is_none(), "{keys:?} stands twice");
        one
    }

    /// The figures that have these keys, where none stands for null.
    pub fn having(&self, keys: &[(&str, Option<&str>)]) -> impl Iterator<Item = &Value> {
        self.0.iter().filter(move |figure| keys.iter().all(|(key, value)| figure[*key] == json!(value)))
    }

    /// The value of an agreement's and a partner's figure, or of all together.
    pub fn value(&self, id: &str, agreement: Option<&str>, partner: Option<&str>) -> &Value {
        &self.one(&[("id", Some(id)), ("agreement", agreement), ("partner", partner), ("class", None)])["value"]
    }
}
