//! Settings files: read once, hashed, and refused with line, caret and the nearest right word.

use std::fmt;
use std::fs;
use std::io;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::model::shown::visible_lines;
use crate::model::words::nearest;

/// A settings file as it was read.
#[derive(Debug, Clone)]
pub struct SettingsFile {
    /// Its path below its folder, with forward slashes.
    pub name: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// Why a request or a settings file was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem(String);

/// Everything that was wrong with a request or with settings files; nothing was done.
#[derive(Debug, thiserror::Error)]
pub struct Refused(pub Vec<Problem>);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, Problem(text)) in self.0.iter().enumerate() {
            f.write_str(if place > 0 { "\n" } else { "" })?;
            f.write_str(&visible_lines(text.trim_end()))?;
        }
        Ok(())
    }
}

impl Problem {
    /// A problem in one sentence, with one action.
    #[must_use]
    pub fn new(message: &str, help: &str) -> Self {
        let report = [Level::ERROR.primary_title(message).element(Level::HELP.message(help))];
        Self(Renderer::plain().decor_style(DecorStyle::Ascii).render(&report))
    }

    /// A problem with a whole file.
    #[must_use]
    pub fn in_file(path: &Path, message: &str, help: &str) -> Self {
        let report = [Level::ERROR
            .primary_title(message)
            .element(Origin::path(path.display().to_string()))
            .element(Level::HELP.message(help))];
        Self(Renderer::plain().decor_style(DecorStyle::Ascii).render(&report))
    }

    /// A problem with a place in a file's text.
    #[must_use]
    pub fn in_text(path: &Path, text: &str, span: Range<usize>, message: &str, help: Option<&str>) -> Self {
        let span = span.start.min(text.len())..span.end.min(text.len());
        let snippet =
            Snippet::source(text).path(path.display().to_string()).annotation(AnnotationKind::Primary.span(span));
        let group = Level::ERROR.primary_title(message).element(snippet);
        let group = match help {
            Some(help) => group.element(Level::HELP.message(help)),
            None => group,
        };
        Self(Renderer::plain().decor_style(DecorStyle::Ascii).render(&[group]))
    }

    /// A folder that is not there.
    #[must_use]
    pub fn missing_folder(path: &Path, what: &str) -> Self {
        Self::new(
            &format!("the folder `{}` for {what} is not there", path.display()),
            "check the spelling, or run the program where the folder is",
        )
    }

    /// A name that is none of the known ones.
    #[must_use]
    pub fn unknown_name(
        path: &Path,
        text: &str,
        name: &toml::Spanned<String>,
        what: &str,
        known: impl IntoIterator<Item = impl AsRef<str>>,
    ) -> Self {
        let known: Vec<String> = known.into_iter().map(|name| name.as_ref().to_owned()).collect();
        let wrong = name.get_ref();
        let help = match nearest(wrong, known.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None if known.is_empty() => format!("there is no {what} yet"),
            None => format!("known: `{}`", known.join("`, `")),
        };
        Self::in_text(path, text, name.span(), &format!("`{wrong}` is not a known {what}"), Some(&help))
    }
}

/// A file's value, with what is needed to point at a place in it.
#[derive(Debug)]
pub struct Loaded<T> {
    /// The file's name without its ending.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
    /// What it says.
    pub value: T,
}

impl<T> Loaded<T> {
    /// The value, and the file without it.
    pub fn parted(self) -> (T, Loaded<()>) {
        (self.value, Loaded { name: self.name, path: self.path, text: self.text, value: () })
    }

    /// A problem with a place in the file.
    pub fn problem(&self, span: Range<usize>, message: &str, help: &str) -> Problem {
        Problem::in_text(&self.path, &self.text, span, message, Some(help))
    }

    /// Complains about each name that is not known.
    pub fn check_names<'n>(
        &self,
        names: impl IntoIterator<Item = &'n toml::Spanned<String>>,
        what: &str,
        known: &[&str],
        problems: &mut Vec<Problem>,
    ) {
        for name in names {
            if !known.contains(&name.get_ref().as_str()) {
                problems.push(Problem::unknown_name(&self.path, &self.text, name, what, known));
            }
        }
    }
}

/// Reads the files below one folder and collects every problem.
#[derive(Debug)]
pub struct Reader<'p> {
    folder: PathBuf,
    files: Vec<SettingsFile>,
    /// Every problem so far.
    pub problems: &'p mut Vec<Problem>,
}

impl<'p> Reader<'p> {
    /// Begins reading below a folder.
    pub fn new(folder: &Path, problems: &'p mut Vec<Problem>) -> Self {
        Self { folder: folder.to_owned(), files: Vec::new(), problems }
    }

    /// The files read, in order of their names.
    #[must_use]
    pub fn finish(mut self) -> Vec<SettingsFile> {
        self.files.sort_by(|one, two| one.name.cmp(&two.name));
        self.files
    }

    /// The bytes of one file, which is then among the files read.
    fn bytes(&mut self, name: &str) -> io::Result<Vec<u8>> {
        let bytes = fs::read(self.folder.join(name))?;
        self.files.push(SettingsFile { name: name.to_owned(), sha256: sha256_hex(&bytes) });
        Ok(bytes)
    }

    /// The bytes of a file that a settings file names, or a problem at the place where it does.
    pub fn named_file<T>(&mut self, name: &toml::Spanned<String>, home: &Loaded<T>) -> Option<Vec<u8>> {
        let below = Path::new(name.get_ref());
        let problem = if below.components().all(|part| matches!(part, Component::Normal(_))) {
            match self.bytes(name.get_ref()) {
                Ok(bytes) => return Some(bytes),
                Err(error) => {
                    let message = format!("the file `{}` cannot be read: {error}", self.folder.join(below).display());
                    home.problem(name.span(), &message, "put the file there, or correct its name")
                }
            }
        } else {
            let message = format!("`{}` is not below the folder of the settings", name.get_ref());
            home.problem(name.span(), &message, "copy the file there, and name it as seen from there")
        };
        self.problems.push(problem);
        None
    }

    /// The text of one file, or a problem.
    pub fn text(&mut self, name: &str) -> Option<(PathBuf, String)> {
        let path = self.folder.join(name);
        let bytes = match self.bytes(name) {
            Ok(bytes) => bytes,
            Err(error) => {
                self.problems.push(Problem::in_file(
                    &path,
                    &format!("the settings file `{name}` cannot be read: {error}"),
                    "put the file there, or restore the one that the program came with",
                ));
                return None;
            }
        };
        match String::from_utf8(bytes) {
            Ok(text) => Some((path, text)),
            Err(_) => {
                self.problems.push(Problem::in_file(&path, "the file is not UTF-8 text", "save it as UTF-8"));
                None
            }
        }
    }

    /// The value of one TOML file, or a problem.
    pub fn toml<T: DeserializeOwned>(&mut self, name: &str) -> Option<Loaded<T>> {
        let (path, text) = self.text(name)?;
        let stem = Path::new(name).file_stem().map(|stem| stem.to_string_lossy().into_owned())?;
        match toml::from_str(&text) {
            Ok(value) => Some(Loaded { name: stem, path, text, value }),
            Err(error) => {
                self.problems.push(from_toml(&path, &text, &error));
                None
            }
        }
    }

    /// The values of every TOML file in a folder, in order of their names.
    pub fn toml_folder<T: DeserializeOwned>(&mut self, folder: &str) -> Vec<Loaded<T>> {
        self.toml_folder_without(folder, &[])
    }

    /// The same without files that are of another kind.
    pub fn toml_folder_without<T: DeserializeOwned>(&mut self, folder: &str, others: &[&str]) -> Vec<Loaded<T>> {
        let path = self.folder.join(folder);
        let entries = match fs::read_dir(&path) {
            Ok(entries) => entries,
            Err(_) => {
                self.problems.push(Problem::missing_folder(&path, "settings"));
                return Vec::new();
            }
        };
        let mut names: Vec<String> = entries
            .flatten()
            .filter_map(|entry| entry.file_name().into_string().ok())
            .filter(|name| name.ends_with(".toml") && !name.starts_with('.') && !others.contains(&name.as_str()))
            .collect();
        names.sort();
        names.iter().filter_map(|name| self.toml(&format!("{folder}/{name}"))).collect()
    }
}

/// SHA-256 of bytes, in hexadecimal.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A problem from the TOML reader, with the nearest of the words that it says it expected.
fn from_toml(path: &Path, text: &str, error: &toml::de::Error) -> Problem {
    let message = error.message().trim().replace('\n', ", ");
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let help = match quoted.as_slice() {
        [wrong, known @ ..] if message.starts_with("unknown") => {
            nearest(wrong, known.iter().copied()).map(|near| format!("did you mean `{near}`?"))
        }
        _ => None,
    };
    match error.span() {
        Some(span) => Problem::in_text(path, text, span, &message, help.as_deref()),
        None => Problem::in_file(path, &message, help.as_deref().unwrap_or("correct the file")),
    }
}

/// A calendar date in a settings file: `2006-09-06`.
pub mod date {
    use chrono::NaiveDate;
    use serde::{Deserialize, Deserializer, de::Error};

    /// Reads a TOML date.
    ///
    /// # Errors
    ///
    /// Where the value is no date, or has a time of day.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
        let value = toml::value::Datetime::deserialize(deserializer)?;
        value
            .date
            .filter(|_| value.time.is_none())
            .and_then(|date| NaiveDate::from_ymd_opt(i32::from(date.year), date.month.into(), date.day.into()))
            .ok_or_else(|| D::Error::custom("expected a date like 2006-09-06"))
    }

    /// The same where the date may be left out.
    pub mod optional {
        use chrono::NaiveDate;
        use serde::Deserializer;

        /// Reads a TOML date.
        ///
        /// # Errors
        ///
        /// Where the value is no date, or has a time of day.
        pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<NaiveDate>, D::Error> {
            super::deserialize(deserializer).map(Some)
        }
    }
}
