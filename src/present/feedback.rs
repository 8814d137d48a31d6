//! Letters: what each partner has to correct, in plain words, with sheet and cell, worst first.

mod missing;
mod places;

use std::collections::BTreeMap;

use super::sections::{capital, in_words, told_text};
use crate::finding::phrase::Phrase;
use crate::finding::{Excerpt, Finding, Level};
use crate::job::Templates;
use crate::job::area::Area;
use crate::model::register::Register;
use crate::model::words::{counted, listed, slug};
use crate::reconcile::Books;
use places::FindingPlaces;

/// The longest that a file's name may be, without its ending; some disks allow no more than 143 bytes.
const NAME: usize = 100;

/// What one partner has to correct.
#[derive(Debug, PartialEq, Eq)]
pub struct Letter {
    /// The partner's name as a file may carry it.
    pub name: String,
    /// The partner.
    pub partner: String,
    /// The area's title.
    pub area: String,
    /// The period, as printed.
    pub period: String,
    /// Who wrote it.
    pub author: String,
    /// What it is about, above all points.
    pub opening: Vec<String>,
    /// What has to be corrected, what should be checked, what is good to know: each where there is something.
    pub parts: Vec<LetterPart>,
    /// What there is no figure for, an item each.
    pub missing: Vec<String>,
    /// The cells of its files that say that there is no figure, an item each sheet and kind.
    pub not_given: Vec<String>,
    /// What to do when everything is corrected.
    pub closing: Vec<String>,
}

/// The points of one level.
#[derive(Debug, PartialEq, Eq)]
pub struct LetterPart {
    /// How much the points matter.
    pub level: Level,
    /// The same in words.
    pub heading: &'static str,
    /// The points, in the order in which the stages found them.
    pub points: Vec<Point>,
}

/// One thing to correct.
#[derive(Debug, PartialEq, Eq)]
pub struct Point {
    /// Where it is: the file, its sheet and its cells; the agreement, where it is in no file of the partner.
    pub heading: String,
    /// Whether it is in a file that the partner sent.
    pub in_own_file: bool,
    /// What was found and what was expected, as a sentence.
    pub found: String,
    /// The row of the sheet, with a mark on one of its cells.
    pub row: Option<Excerpt>,
    /// Other places that it is about.
    pub others: Vec<String>,
    /// What the partner is asked to do.
    pub ask: &'static str,
    /// Why it matters.
    pub matters: String,
}

/// A letter to each partner whom a finding asks for something, in order of their file names.
///
/// A finding is a partner's where it names the partner or points into the partner's drop folder; what the finance team puts
/// right itself is asked of nobody.
#[must_use]
pub fn letters(findings: &[Finding], books: &Books, area: &Area, templates: &Templates) -> Vec<Letter> {
    let register = &books.register;
    let mut desks: BTreeMap<String, (String, Vec<(Level, Point)>)> = BTreeMap::new();
    for finding in findings {
        let Some(ask) = finding.ask else { continue };
        for partner in partners(finding, register, area) {
            let (_, points) = desks.entry(file_name(&partner)).or_insert_with(|| (partner.clone(), Vec::new()));
            points.push((finding.level, point(finding, ask, &partner, register, area)));
        }
    }
    let one = |(name, (partner, points)): (String, (String, Vec<(Level, Point)>))| Letter {
        missing: missing::lines(books, templates, &partner),
        not_given: missing::cells(books, &partner),
        ..letter(name, partner, points, area)
    };
    desks.into_iter().map(one).collect()
}

/// The partners whose finding it is, each once.
fn partners(finding: &Finding, register: &Register, area: &Area) -> Vec<String> {
    let folders = finding.places.iter().filter_map(|place| places::folder(&place.file));
    let mut partners: Vec<String> = finding.subject.partner.iter().cloned().collect();
    for folder in folders {
        let partner = places::partner(folder, register, area.period.year);
        if !partners.iter().any(|known| slug(known) == slug(partner)) {
            partners.push(partner.to_owned());
        }
    }
    partners
}

fn file_name(partner: &str) -> String {
    let mut name = String::new();
    for letter in slug(partner).chars() {
        if name.len() + letter.len_utf8() > NAME {
            break;
        }
        name.push(letter);
    }
    if name.is_empty() { "partner".to_owned() } else { name }
}

fn point(finding: &Finding, ask: &'static str, partner: &str, register: &Register, area: &Area) -> Point {
    let FindingPlaces { own, others } = places::sorted(&finding.places, partner, register, area.period.year);
    let title = finding.subject.agreement.as_deref().map(|id| register.title(id).to_owned());
    let (heading, mut more) = match own.split_first() {
        Some((first, rest)) => (first.clone(), rest.to_vec()),
        None => (title.unwrap_or_else(|| "The whole return".to_owned()), Vec::new()),
    };
    let in_own_file = !own.is_empty();
    let named: Vec<String> = finding.message.places().map(places::in_words).collect();
    more.extend(others.into_iter().filter(|place| !named.contains(place)));
    Point {
        heading,
        in_own_file,
        found: format!("{}.", told_text(finding, places::in_words)),
        row: finding.excerpt.clone(),
        others: more,
        ask,
        matters: capital(&Phrase::from(finding.about.matters).bare()),
    }
}

fn letter(name: String, partner: String, points: Vec<(Level, Point)>, area: &Area) -> Letter {
    let mut parts: Vec<LetterPart> = [
        (Level::Error, "What has to be corrected"),
        (Level::Warning, "What should be checked"),
        (Level::Note, "Good to know"),
    ]
    .map(|(level, heading)| LetterPart { level, heading, points: Vec::new() })
    .into();
    for (level, point) in points {
        if let Some(part) = parts.iter_mut().find(|part| part.level == level) {
            part.points.push(point);
        }
    }
    parts.retain(|part| !part.points.is_empty());
    Letter {
        name,
        area: area.title.clone(),
        period: area.period.to_string(),
        author: area.author.clone(),
        opening: opening(&partner, &parts, area),
        missing: Vec::new(),
        not_given: Vec::new(),
        closing: closing(&parts, area),
        parts,
        partner,
    }
}

fn opening(partner: &str, parts: &[LetterPart], area: &Area) -> Vec<String> {
    let counts: Vec<String> = parts
        .iter()
        .map(|part| {
            let points = counted(part.points.len(), "point");
            let one = part.points.len() == 1;
            match part.level {
                Level::Error => format!("{points} {} to be corrected", if one { "has" } else { "have" }),
                Level::Warning => format!("{points} should be checked"),
                Level::Note => format!("{points} {} good to know", if one { "is" } else { "are" }),
            }
        })
        .collect();
    vec![
        format!(
            "This is about the figures of {partner} for the pooled budgets of {}, {}, as at {}.",
            area.title,
            area.period.in_words(),
            in_words(area.as_at)
        ),
        format!(
            "{}. The figures go to the {}, which meets on {}.",
            capital(&listed(&counts)),
            area.committee,
            in_words(area.meeting)
        ),
    ]
}

fn closing(parts: &[LetterPart], area: &Area) -> Vec<String> {
    let mut closing = Vec::new();
    if parts.iter().flat_map(|part| &part.points).any(|point| point.in_own_file) {
        closing.push(
            "Please correct the file itself and send it again under the same name: it takes the place of the one before. \
             Cells are named as the spreadsheet names them: B8 is column B, row 8."
                .to_owned(),
        );
    }
    if parts.iter().any(|part| part.level == Level::Error) {
        closing.push(
            "Until a point that has to be corrected is settled, the committee’s paper is marked as a draft.".to_owned(),
        );
    }
    closing.push(format!("If something here is not clear, ask {}.", area.author));
    closing
}
