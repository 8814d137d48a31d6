//! Schemes: what each was to cost, and what was reported of it; also lines of returns that the register does not have as schemes.

use std::collections::BTreeSet;

use super::lines::LineSources;
use super::reported::{Asked, Lacks, Partly, Reported, Sum, Told};
use crate::finding::phrase::{Phrase, phrase};
use crate::model::agreement::Agreement;
use crate::model::entry::{Class, Kind, PartOf};
use crate::model::keyed::HasKey;
use crate::model::money::Money;
use crate::model::period::Year;
use crate::model::register::Register;
use crate::model::scheme::SchemeRow;

/// A scheme of an agreement in one class, or a line of returns.
#[derive(Debug, Clone)]
pub struct SchemeLine {
    /// The agreement's id.
    pub agreement: String,
    /// The scheme's id, or the line as partners name it.
    pub scheme: String,
    /// Its title.
    pub title: String,
    /// Whether the register has it as a scheme of the year.
    pub is_registered: bool,
    /// Revenue or capital.
    pub class: Class,
    /// What it was agreed to cost, or why that is not known; `None` where the register does not have it.
    pub agreed: Option<Result<Sum, Phrase>>,
    /// Its budget as it was reported.
    pub budget: Reported,
    /// What was spent on it.
    pub expenditure: Reported,
    /// What it is expected to cost in the year.
    pub forecast: Reported,
}

impl HasKey for SchemeLine {
    fn key(&self) -> &str {
        &self.agreement
    }
}

impl SchemeLine {
    /// Its rows of the register for a year, one for each source; none of what is no scheme.
    pub fn rows<'a>(&'a self, register: &'a Register, year: Year) -> impl Iterator<Item = &'a SchemeRow> {
        rows_of(register, &self.agreement, year, (&self.scheme, self.class)).filter(|_| self.is_registered)
    }

    /// What was reported of it of a kind.
    #[must_use]
    pub const fn reported(&self, kind: Kind) -> &Reported {
        match kind {
            Kind::Budget => &self.budget,
            Kind::Expenditure => &self.expenditure,
            Kind::Forecast => &self.forecast,
            _ => &Reported::Nothing,
        }
    }

    /// Whether anything was reported of it.
    #[must_use]
    pub fn is_reported(&self) -> bool {
        [&self.budget, &self.expenditure, &self.forecast].into_iter().any(|said| *said != Reported::Nothing)
    }
}

/// The rows of an agreement's schemes for a year; also those of which nobody can tell the year.
pub fn rows<'a>(register: &'a Register, agreement: &str, year: Year) -> impl Iterator<Item = &'a SchemeRow> + use<'a> {
    register.schemes.under(agreement).filter(move |row| row.holds_in(year))
}

/// The rows of one scheme in a class; one of which nobody can tell the class is in both.
fn rows_of<'a>(
    register: &'a Register,
    agreement: &str,
    year: Year,
    (scheme, class): (&'a str, Class),
) -> impl Iterator<Item = &'a SchemeRow> + use<'a> {
    rows(register, agreement, year).filter(move |row| row.scheme == scheme && row.class.is_none_or(|of| of == class))
}

/// The schemes of an agreement in the register's order, and then the lines of returns that it does not have. Where it has no schemes
/// for the year these are lines alone, and a single one is the whole pool.
pub fn scheme_lines(sources: LineSources<'_>, agreement: &Agreement) -> Vec<SchemeLine> {
    let LineSources { ledger, register, period, .. } = sources;
    let mut parts: Vec<(PartOf<'_>, Class)> = Vec::new();
    let mut keep = |part, class| {
        if !parts.contains(&(part, class)) {
            parts.push((part, class));
        }
    };
    for row in rows(register, &agreement.id, period.year) {
        keep(PartOf::Scheme(&row.scheme), row.class.unwrap_or_default());
    }
    let has_schemes = rows(register, &agreement.id, period.year).next().is_some();
    let topics = ledger.topics(&agreement.id).iter();
    let topics = topics.filter(|topic| matches!(topic.kind, Kind::Budget | Kind::Expenditure | Kind::Forecast));
    for topic in topics {
        // What a ledger is sorted by is no scheme.
        for position in ledger.positions_on(topic).filter(|one| one.period.year == period.year && !one.payments) {
            position.subject.part().into_iter().for_each(|part| keep(part, topic.class));
        }
    }
    let names: BTreeSet<&str> = parts.iter().map(|(part, _)| part.name()).collect();
    if !has_schemes && names.len() < 2 {
        return Vec::new();
    }
    // The only scheme of an agreement is all of it, also where returns name the agreement alone.
    let is_all = names.len() == 1;
    parts.into_iter().map(|part| scheme_line(sources, agreement, part, is_all)).collect()
}

/// What was reported of a whole pool: where it was reported scheme by scheme and one that the register has was left out, what is known of
/// it, unless a return says all of it at once.
pub fn left_open(
    said: Reported,
    schemes: &[SchemeLine],
    (kind, class): (Kind, Class),
    as_a_whole: impl Fn() -> Reported,
) -> Reported {
    let Reported::Figure(known) = said else { return said };
    let (told, silent) = told_and_silent(schemes, kind, class);
    if told == 0 || silent.is_empty() || as_a_whole() != Reported::Nothing {
        return Reported::Figure(known);
    }
    Reported::AtLeast(Partly { known, lacks: vec![Lacks::Schemes(silent)] })
}

/// How many schemes of a class something was reported of, and the titles of those that the register has of which nothing was. One that
/// costs nothing may be left out.
fn told_and_silent(schemes: &[SchemeLine], kind: Kind, class: Class) -> (usize, Vec<String>) {
    let own = schemes.iter().filter(|scheme| scheme.class == class);
    let (silent, told): (Vec<&SchemeLine>, Vec<&SchemeLine>) =
        own.partition(|scheme| *scheme.reported(kind) == Reported::Nothing);
    let costs = |scheme: &&&SchemeLine| match &scheme.agreed {
        Some(Ok(agreed)) => agreed.amount != Money::ZERO,
        Some(Err(_)) => true,
        None => false,
    };
    (told.len(), silent.iter().filter(costs).map(|scheme| scheme.title.clone()).collect())
}

fn scheme_line(
    sources: LineSources<'_>,
    agreement: &Agreement,
    (part, class): (PartOf<'_>, Class),
    is_all: bool,
) -> SchemeLine {
    let LineSources { ledger, register, period, as_at } = sources;
    let now = |kind: Kind| {
        let asked = Asked { agreement: &agreement.id, kind, class, of: None };
        let told = Told::about(ledger, asked, period.year, |_| true).between(agreement.start, agreement.end, as_at);
        if is_all { told.by_the_end_of(period) } else { told.of_part(part).by_the_end_of(period) }
    };
    let own: Vec<&SchemeRow> = match part {
        PartOf::Scheme(id) => rows_of(register, &agreement.id, period.year, (id, class)).collect(),
        PartOf::Line(_) => Vec::new(),
    };
    SchemeLine {
        agreement: agreement.id.clone(),
        scheme: part.name().to_owned(),
        title: match part {
            PartOf::Scheme(id) => {
                own.first().map_or(register.scheme_title(&agreement.id, id), |row| &row.title).to_owned()
            }
            PartOf::Line(name) => name.to_owned(),
        },
        is_registered: !own.is_empty(),
        class,
        agreed: agreed(&own),
        budget: now(Kind::Budget),
        expenditure: now(Kind::Expenditure),
        forecast: now(Kind::Forecast),
    }
}

/// What the rows of a scheme come to.
fn agreed(rows: &[&SchemeRow]) -> Option<Result<Sum, Phrase>> {
    let title = &rows.first()?.title;
    let known = rows.iter().map(|row| Some((row.budget.filter(|_| row.year.is_some() && row.class.is_some())?, row)));
    let Some(known) = known.collect::<Option<Vec<_>>>() else {
        return Some(Err(phrase!("what the scheme `{}` was agreed to cost cannot be read", title)));
    };
    let sum = Sum::of_amounts(known.into_iter().map(|(amount, row)| (amount, &row.budget_origin)));
    Some(sum.ok_or_else(|| "the sum is too large".into()))
}
