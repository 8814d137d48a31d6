//! The outputs: each is a file of a publication, or a folder of files; this is the list, in the order of the manifest.

use serde::Serialize;

use super::{Issue, csvw, docx, html, ods, pdf, sheet};
use crate::fault::Fault;
use crate::finding::json::records;
use crate::job::area::Status;
use crate::model::shown::escaped_json;
use crate::present::feedback::Letter;
use crate::present::pack::{Behind, EVIDENCE, Figures, PAPER, Volume};
use crate::record::FIGURES;
use crate::record::manifest::{self, Inputs, Manifest};
use Make::{File, Folder, Perhaps};

/// A file of a revision, ready to be written.
pub(crate) struct OutputFile {
    /// Its name; `/` stands between a folder and a file in it.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// One output of a publication whose figures are `F`.
pub(crate) struct Output<F = Figures> {
    /// The name of the file, or of the folder.
    pub name: &'static str,
    pub make: Make<F>,
}

/// The bytes of a file that is not always made.
type PerhapsFile = Result<Option<Vec<u8>>, Fault>;

/// What makes an output.
pub(crate) enum Make<F> {
    /// The bytes of the file.
    File(fn(&Issue<'_, F>) -> Result<Vec<u8>, Fault>),
    /// The bytes of a file that is not always made.
    Perhaps(fn(&Issue<'_, F>) -> PerhapsFile),
    /// The files of the folder, by their names in it; there may be none.
    Folder(fn(&Issue<'_, F>) -> Result<Vec<OutputFile>, Fault>),
}

/// What is published of an area; the manifest comes last.
pub(crate) const OF_AREA: &[Output] = &[
    Output { name: PAPER, make: File(paper) },
    Output { name: EVIDENCE, make: Perhaps(evidence) },
    Output { name: "pack.html", make: File(page) },
    Output { name: docx::NAME, make: Perhaps(word) },
    Output { name: "figures.xlsx", make: File(workbook) },
    Output { name: "figures.ods", make: Perhaps(spreadsheet) },
    Output { name: "ledger.parquet", make: File(ledger) },
    Output { name: FIGURES, make: File(figures) },
    Output { name: csvw::DATA, make: File(|issue| csvw::data(&issue.records, issue.gss)) },
    Output { name: csvw::METADATA, make: File(|issue| json(csvw::METADATA, &csvw::metadata(issue.pack, issue.gss))) },
    Output { name: "findings.json", make: File(findings) },
    Output { name: "trace.csv", make: File(|issue| issue.trace.csv()) },
    Output { name: "feedback", make: Folder(letters) },
];

/// The paper; what it prints is proved against the trace before anything is published.
pub(crate) fn paper<F>(issue: &Issue<'_, F>) -> Result<Vec<u8>, Fault> {
    printed(issue, &issue.pack.paper(), PAPER)
}

/// The evidence for the paper, proved in the same way; none where a pack has none.
fn evidence(issue: &Issue<'_, Figures>) -> PerhapsFile {
    issue.pack.evidence().map(|volume| printed(issue, &volume, EVIDENCE)).transpose()
}

fn printed<F>(issue: &Issue<'_, F>, volume: &Volume<'_>, name: &'static str) -> Result<Vec<u8>, Fault> {
    let document = pdf::pdf(volume, issue.livery).map_err(Fault::document(name))?;
    issue.trace.prove(name, &document)?;
    Ok(document)
}

/// The paper as a page.
pub(crate) fn page<F>(issue: &Issue<'_, F>) -> Result<Vec<u8>, Fault> {
    Ok(html::pack(issue.pack, issue.livery))
}

/// The paper for Word, where the house asks for it.
fn word(issue: &Issue<'_, Figures>) -> Result<Option<Vec<u8>>, Fault> {
    issue.also.word.then(|| docx::docx(issue.pack, issue.livery)).transpose()
}

/// The tables of the paper.
pub(crate) fn workbook<F: Behind>(issue: &Issue<'_, F>) -> Result<Vec<u8>, Fault> {
    sheet::workbook(issue.pack)
}

/// The same as an OpenDocument spreadsheet, where the house asks for it.
fn spreadsheet(issue: &Issue<'_, Figures>) -> PerhapsFile {
    issue.also.ods.then(|| ods::spreadsheet(issue.pack)).transpose()
}

/// The record of figures.
pub(crate) fn figures<F>(issue: &Issue<'_, F>) -> Result<Vec<u8>, Fault> {
    json(FIGURES, &issue.records)
}

fn ledger(issue: &Issue<'_, Figures>) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    issue.pack.figures.books.ledger.write_parquet(&mut bytes)?;
    Ok(bytes)
}

fn findings(issue: &Issue<'_, Figures>) -> Result<Vec<u8>, Fault> {
    json("findings.json", &records(issue.findings))
}

fn letters(issue: &Issue<'_, Figures>) -> Result<Vec<OutputFile>, Fault> {
    let letter =
        |one: &Letter| OutputFile { name: format!("{}.html", one.name), bytes: html::letter(one, issue.livery) };
    Ok(issue.letters.iter().map(letter).collect())
}

/// Makes every output of a list, and the manifest of them; `stated` adds to it what only some have.
pub(crate) fn made<F>(
    list: &[Output<F>],
    issue: &Issue<'_, F>,
    inputs: &Inputs,
    stated: impl FnOnce(Manifest) -> Manifest,
) -> Result<Vec<OutputFile>, Fault> {
    let mut files = Vec::new();
    for Output { name, make } in list {
        match make {
            File(make) => files.push(OutputFile { name: (*name).to_owned(), bytes: make(issue)? }),
            Perhaps(make) => {
                let made = make(issue)?.map(|bytes| OutputFile { name: (*name).to_owned(), bytes });
                files.extend(made);
            }
            Folder(make) => {
                let within = make(issue)?.into_iter();
                files.extend(within.map(|made| OutputFile { name: format!("{name}/{}", made.name), ..made }));
            }
        }
    }
    let contents = files.iter().map(|file| (file.name.as_str(), file.bytes.as_slice()));
    let manifest = Manifest::new(inputs.clone(), Status::from_draft(issue.pack.draft), issue.pack.as_at, contents);
    let bytes = json(manifest::NAME, &stated(manifest))?;
    files.push(OutputFile { name: manifest::NAME.to_owned(), bytes });
    Ok(files)
}

pub(crate) fn json(document: &'static str, value: &impl Serialize) -> Result<Vec<u8>, Fault> {
    let text = serde_json::to_string_pretty(value).map_err(Fault::document(document))?;
    let mut bytes = escaped_json(&text).into_owned().into_bytes();
    bytes.push(b'\n');
    Ok(bytes)
}
