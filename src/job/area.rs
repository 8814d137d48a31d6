//! Areas: one folder each, one run of the line each.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::settings::{Loaded, Problem, Reader, date};
use super::{Request, Templates, roll_up};
use crate::model::period::Period;
use crate::model::source::SHARED;
use crate::model::words::nearest;

/// The file that makes a folder an area.
pub const FILE: &str = "area.toml";

/// An area, as its `area.toml` describes it.
#[derive(Debug, Clone)]
pub struct Area {
    /// Its folder's name.
    pub name: String,
    /// Where it is.
    pub folder: PathBuf,
    /// Where the drop folders of partners of several areas are; `None` where none stand beside it.
    pub shared: Option<PathBuf>,
    /// Its title, as the pack prints it.
    pub title: String,
    /// The committee that the pack goes to.
    pub committee: String,
    /// When that committee meets.
    pub meeting: NaiveDate,
    /// What the pack is about.
    pub period: Period,
    /// The day to which the figures run.
    pub as_at: NaiveDate,
    /// Whether officers still call it a draft.
    pub status: Status,
    /// Who wrote it.
    pub author: String,
    /// By whom and when the responsible finance officer signed it off; `None` where that is not recorded.
    pub signed_off: Option<String>,
    /// Whether the public may read it.
    pub access: Access,
    /// The pack's name in `templates/packs/`.
    pub pack: String,
    /// The measure that the pack leads with.
    pub headline: String,
    /// Its code in the register of geographic codes, such as `E08000006`; `None` where that is not stated.
    pub gss: Option<String>,
    /// What a council's rules ask of the paper.
    pub paper: Paper,
    /// SHA-256 of `area.toml`.
    pub sha256: String,
}

/// Whether officers still call a publication a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Figures may still change.
    Draft,
    /// Officers stand by it.
    Final,
}

impl Status {
    /// The status of what is a draft, or is none.
    #[must_use]
    pub const fn from_draft(draft: bool) -> Self {
        if draft { Self::Draft } else { Self::Final }
    }
}

/// Whether the public may read a publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Access {
    /// Anyone may.
    Public,
    /// Exempt under Schedule 12A to the Local Government Act 1972.
    Exempt,
}

/// `[paper]`: what a council's rules ask of a paper, beside what it is about.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Paper {
    /// Whom to ask, with a telephone number or an address.
    pub contact: Option<String>,
    /// The wards that it affects.
    pub wards: Vec<String>,
    /// Whether it is a key decision, and why, in the council's words.
    pub key_decision: Option<String>,
    /// The papers on which it rests.
    pub background_papers: Vec<String>,
    /// The paragraph of Part 1 of Schedule 12A to the Local Government Act 1972 under which it is exempt: 1 to 7 in England.
    #[serde(deserialize_with = "paragraph")]
    pub exempt_paragraph: Option<u8>,
    /// Why the public interest in keeping it exempt outweighs that in publishing it.
    pub public_interest: Option<String>,
}

fn paragraph<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<u8>, D::Error> {
    match u8::deserialize(deserializer)? {
        known @ 1..=7 => Ok(Some(known)),
        other => Err(serde::de::Error::custom(format!(
            "`{other}` is no paragraph of Part 1 of Schedule 12A: 1 to 7 in England"
        ))),
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct AreaFile {
    title: String,
    committee: String,
    #[serde(deserialize_with = "date::deserialize")]
    meeting: NaiveDate,
    period: toml::Spanned<String>,
    #[serde(deserialize_with = "date::deserialize")]
    as_at: NaiveDate,
    status: Status,
    author: String,
    signed_off: Option<String>,
    access: Access,
    pack: toml::Spanned<String>,
    headline: toml::Spanned<String>,
    gss: Option<toml::Spanned<String>>,
    #[serde(default)]
    paper: Paper,
}

/// Finds and checks the areas of a request: the input folder itself, or every folder in it that has an `area.toml`.
pub fn load_all(request: &Request, templates: Option<&Templates>, problems: &mut Vec<Problem>) -> Vec<Area> {
    let mut folders = match folders(&request.input) {
        Ok(folders) => folders,
        Err(problem) => {
            problems.push(problem);
            return Vec::new();
        }
    };
    for wanted in &request.areas {
        if !folders.iter().any(|folder| name_of(folder) == *wanted) {
            let names: Vec<String> = folders.iter().map(|folder| name_of(folder)).collect();
            let help = match nearest(wanted, names.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("areas there: {}", names.join(", ")),
            };
            problems
                .push(Problem::new(&format!("there is no area `{wanted}` in `{}`", request.input.display()), &help));
        }
    }
    folders.retain(|folder| request.areas.is_empty() || request.areas.contains(&name_of(folder)));
    folders.iter().filter_map(|folder| load(folder, request, templates, problems)).collect()
}

fn folders(input: &Path) -> Result<Vec<PathBuf>, Problem> {
    if !input.is_dir() {
        return Err(Problem::missing_folder(input, "the input (`--input`)"));
    }
    if input.join(FILE).exists() {
        return Ok(vec![input.to_owned()]);
    }
    let entries = fs::read_dir(input).map_err(|error| {
        Problem::new(
            &format!("the folder `{}` cannot be read: {error}", input.display()),
            "ask for permission to read it",
        )
    })?;
    let mut folders: Vec<PathBuf> =
        entries.flatten().map(|entry| entry.path()).filter(|path| path.join(FILE).exists()).collect();
    folders.sort();
    if folders.is_empty() {
        return Err(Problem::new(
            &format!("there is no area in `{}`: no folder there has an `area.toml`", input.display()),
            "copy the folder `salford` that the program came with and change it",
        ));
    }
    Ok(folders)
}

fn load(folder: &Path, request: &Request, templates: Option<&Templates>, problems: &mut Vec<Problem>) -> Option<Area> {
    let name = name_of(folder);
    if name == SHARED {
        let message =
            format!("an area cannot be named `{name}`: that folder holds what partners of several areas drop");
        problems.push(Problem::new(&message, &format!("give the folder `{}` another name", folder.display())));
        return None;
    }
    if name.eq_ignore_ascii_case(roll_up::NAME) {
        let message =
            format!("an area cannot be named `{name}`: in the output that folder holds the roll-up of all areas");
        problems.push(Problem::new(&message, &format!("give the folder `{}` another name", folder.display())));
        return None;
    }
    let mut reader = Reader::new(folder, problems);
    let loaded = reader.toml::<AreaFile>(FILE)?;
    let sha256 = reader.finish().into_iter().next()?.sha256;
    let period = period(&loaded, request.period.as_deref(), problems)?;
    gss(&loaded, problems);
    if let Some(templates) = templates {
        let packs: Vec<&str> = templates.packs.keys().map(String::as_str).collect();
        let measures: Vec<&str> = templates.measures.keys().map(String::as_str).collect();
        loaded.check_names([&loaded.value.pack], "pack", &packs, problems);
        loaded.check_names([&loaded.value.headline], "measure", &measures, problems);
        let headline = &loaded.value.headline;
        let beside = templates.measures.get(headline.get_ref()).and_then(|measure| measure.beside.as_ref());
        if let Some(beside) = beside {
            let message = format!("`{}` is printed only beside `{}`", headline.get_ref(), beside.get_ref());
            let help = format!("lead with `{}`", beside.get_ref());
            problems.push(Problem::in_text(&loaded.path, &loaded.text, headline.span(), &message, Some(&help)));
        }
    }
    let file = loaded.value;
    Some(Area {
        name,
        folder: folder.to_owned(),
        shared: shared(folder),
        title: file.title,
        committee: file.committee,
        meeting: file.meeting,
        period,
        as_at: file.as_at,
        status: file.status,
        author: file.author,
        signed_off: file.signed_off.filter(|name| !name.trim().is_empty()),
        access: file.access,
        pack: file.pack.into_inner(),
        headline: file.headline.into_inner(),
        gss: file.gss.map(toml::Spanned::into_inner),
        paper: file.paper,
        sha256,
    })
}

fn period(loaded: &Loaded<AreaFile>, wanted: Option<&str>, problems: &mut Vec<Problem>) -> Option<Period> {
    let stated = &loaded.value.period;
    let read = wanted.unwrap_or(stated.get_ref()).parse::<Period>();
    if read.is_err() {
        let help = "write it like `2006-07`, `2024-25-Q2` or `2024-25-M06`";
        problems.push(match wanted {
            Some(wanted) => Problem::new(&format!("`{wanted}` (`--period`) is not a period"), help),
            None => {
                let message = format!("`{}` is not a period", stated.get_ref());
                Problem::in_text(&loaded.path, &loaded.text, stated.span(), &message, Some(help))
            }
        });
    }
    read.ok()
}

/// Complains about a code that is none: each is a letter and eight digits.
fn gss(loaded: &Loaded<AreaFile>, problems: &mut Vec<Problem>) {
    let Some(stated) = &loaded.value.gss else { return };
    let code = stated.get_ref();
    let (letter, digits) = code.split_at_checked(1).unwrap_or_default();
    let is_letter = letter.starts_with(|letter: char| letter.is_ascii_uppercase());
    if !is_letter || digits.len() != 8 || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        let message = format!("`{code}` is no code of an area");
        let help = "write it like `E08000006`: a letter and eight digits";
        problems.push(Problem::in_text(&loaded.path, &loaded.text, stated.span(), &message, Some(help)));
    }
}

/// The folder beside an area that partners of several areas drop files into, if there is one.
fn shared(folder: &Path) -> Option<PathBuf> {
    let full = folder.canonicalize().ok()?;
    // As it was typed, where that says where it stands.
    let beside = folder.parent().filter(|_| folder.file_name().is_some()).or_else(|| full.parent())?;
    Some(beside.join(SHARED)).filter(|shared| shared.is_dir())
}

/// The name of an area: its folder's, even where the folder was typed as `.`.
fn name_of(folder: &Path) -> String {
    let named = folder.file_name().map(|name| name.to_string_lossy().into_owned());
    named.unwrap_or_else(|| {
        let full = folder.canonicalize().ok();
        full.and_then(|path| path.file_name().map(|name| name.to_string_lossy().into_owned()))
            .unwrap_or_else(|| "area".to_owned())
    })
}
