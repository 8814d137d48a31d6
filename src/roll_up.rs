//! The roll-up: the same measures of many areas side by side, from the figures that the areas have already published.

mod figures;
mod found;
mod paper;
mod tables;

use std::path::Path;

use crate::fault::Fault;
use crate::finding::phrase::Phrase;
use crate::job::Templates;
use crate::job::house::Also;
use crate::job::roll_up::NAME;
use crate::measure::{Axis, Behind, Figure, FigureRef, between};
use crate::model::figure_record::FigureRecord;
use crate::model::period::Period;
use crate::model::source::Source;
use crate::publish::outputs::{self, Make, Output};
use crate::publish::trace::Trace;
use crate::publish::{Issue, Publication, next_revision};
use crate::record::FIGURES;
use crate::record::manifest::Inputs;
use found::AreaPublication;

/// What is published of a roll-up; the manifest comes last.
const OUTPUTS: &[Output<Vec<AreaFigure>>] = &[
    Output { name: "pack.pdf", make: Make::File(outputs::paper) },
    Output { name: "pack.html", make: Make::File(outputs::page) },
    Output { name: "figures.xlsx", make: Make::File(outputs::workbook) },
    Output { name: FIGURES, make: Make::File(outputs::figures) },
];

/// A figure of one area, or the sum of all areas, whose name is then that of the roll-up.
#[derive(Debug)]
pub struct AreaFigure {
    /// The area's name.
    pub area: String,
    /// The figure, without cells: those are in the area's own publication.
    pub figure: Figure,
}

impl Behind for Vec<AreaFigure> {
    fn axis(&self, part: FigureRef, total: FigureRef) -> Option<Axis> {
        let (FigureRef::Figure(part, of_part), FigureRef::Figure(total, of_total)) = (part, total) else { return None };
        let (part, total) = (self.get(part.place())?, self.get(total.place())?);
        let is_same = part.figure.key == total.figure.key && of_part == of_total;
        match (part.area == NAME, total.area == NAME) {
            (false, true) => is_same.then_some(Axis::Area),
            _ if part.area == total.area && of_part == of_total => between(&part.figure, &total.figure),
            _ => None,
        }
    }

    fn agreements(&self) -> Vec<(&str, &str)> {
        Vec::new()
    }
}

/// The roll-up of a period, and where it was published.
#[derive(Debug)]
pub struct RolledUp {
    /// The period.
    pub period: Period,
    /// How many areas have a publication for it.
    pub areas: usize,
    /// The publications that cannot be read, as `weston r2`, each with the reason.
    pub unread: Vec<(String, Phrase)>,
    /// Whether the publication of an area is a draft; then this one is, too.
    pub draft: bool,
    /// Where it is.
    pub publication: Publication,
}

/// Rolls up every period of which at least two areas have a publication, always from the newest revision of each.
///
/// # Errors
///
/// Where the folder of publications cannot be listed or written to; a publication that cannot be read is named in the roll-up.
pub fn roll_up(templates: &Templates, output: &Path) -> Result<Vec<RolledUp>, Fault> {
    let mut rolled = Vec::new();
    for (period, areas) in found::all(output)? {
        if areas.len() >= 2 {
            rolled.push(one(period, &areas, templates, output)?);
        }
    }
    Ok(rolled)
}

fn one(period: Period, areas: &[AreaPublication], templates: &Templates, output: &Path) -> Result<RolledUp, Fault> {
    let sources: Vec<Source> = areas.iter().flat_map(|area| area.sources.iter().cloned()).collect();
    let inputs = Inputs::of(NAME, period, &sources, templates);
    let pack = paper::pack(period, areas, figures::figures(period, areas), templates);
    let folder = output.join(NAME).join(period.to_string());
    let make = || {
        let records: Vec<FigureRecord> = pack.figures.iter().map(|one| one.figure.record(&one.area)).collect();
        let titles = areas.iter().map(|area| area.title.as_str());
        let trace = Trace::of_roll_up(&records, titles.chain(templates.roll_up.text()));
        let livery = &templates.house.livery;
        let also = Also::default();
        let issue = Issue { pack: &pack, letters: &[], findings: &[], records, trace, livery, also, gss: None };
        outputs::made(OUTPUTS, &issue, &inputs, |manifest| manifest)
    };
    let publication = next_revision(&folder, &inputs, make)?;
    let unread = areas.iter().filter_map(|area| Some((area.revision_name(), area.published.as_ref().err()?.clone())));
    Ok(RolledUp { period, areas: areas.len(), unread: unread.collect(), draft: pack.draft, publication })
}
