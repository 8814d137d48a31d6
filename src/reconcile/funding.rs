//! Funding: what each source puts into a pool for the year, and what schemes it is to pay for.

use std::collections::BTreeMap;

use super::agreed::{AgreedPool, is_form_in_the_pool};
use super::reported::Sum;
use super::schemes::rows;
use super::variations::varied_of;
use crate::finding::phrase::{Phrase, phrase};
use crate::job::conditions::Conditions;
use crate::model::agreement::{Agreement, Commitment};
use crate::model::condition::Grant;
use crate::model::entry::Class;
use crate::model::keyed::HasKey;
use crate::model::money::Money;
use crate::model::origin::Origin;
use crate::model::partner::Sector;
use crate::model::period::{Period, Year};
use crate::model::register::Register;
use crate::model::scheme::{FundingSource, SchemeRow};
use crate::model::total::TotalFigure;

/// A source of funding of an agreement's schemes in one class.
#[derive(Debug, Clone)]
pub struct Funding {
    /// The agreement's id.
    pub agreement: String,
    /// Who or what it is.
    pub source: FundingSource,
    /// What the pack calls it.
    pub title: String,
    /// Revenue or capital.
    pub class: Class,
    /// What it was to put in as the year began, or why that is not known.
    pub opening: Result<Sum, Phrase>,
    /// What it puts in for the year, or why that is not known.
    pub income: Result<Sum, Phrase>,
    /// What the schemes that it pays are to cost it, or why that is not known.
    pub planned: Result<Sum, Phrase>,
}

impl HasKey for Funding {
    fn key(&self) -> &str {
        &self.agreement
    }
}

impl FundingSource {
    /// The source of a year: a grant under another year's name is the one that its money belongs to.
    #[must_use]
    pub fn of_year(self, year: Year, framework: &Conditions) -> Self {
        match self {
            Self::Grant(grant, sector) => Self::Grant(framework.meant_in(year, grant).unwrap_or(grant), sector),
            other => other,
        }
    }
}

impl Funding {
    /// What it puts in less what it is to pay for, where both are known.
    #[must_use]
    pub fn balance(&self) -> Option<Sum> {
        self.income.as_ref().ok()?.less(self.planned.as_ref().ok()?)
    }
}

/// The sources of an agreement's schemes, in the order in which the register first names them. Of one that `is_by_source`, as returns of
/// the Better Care Fund are, those of its commitments where it has no schemes.
pub fn funding(
    agreement: &Agreement,
    register: &Register,
    pools: &[AgreedPool],
    (year, is_by_source): (Year, bool),
    framework: &Conditions,
) -> Vec<Funding> {
    let all: Vec<&SchemeRow> = rows(register, &agreement.id, year).collect();
    let mut sources: Vec<(FundingSource, Class)> = Vec::new();
    if all.is_empty() && is_by_source {
        sources = of_commitments(agreement, register, (year, framework));
    }
    for row in &all {
        let source = row.source.as_ref().and_then(|stated| stated.means.as_ref().ok());
        if let Some(one) = source.map(|source| source.clone().of_year(year, framework)).zip(row.class)
            && !sources.contains(&one)
        {
            sources.push(one);
        }
    }
    let asked = AskedOf { agreement, register, pools, year, framework, sources: &sources };
    let each = |(source, class): &(FundingSource, Class)| Funding {
        agreement: agreement.id.clone(),
        source: source.clone(),
        title: title(source),
        class: *class,
        opening: asked.income(source, *class, false),
        income: asked.income(source, *class, true),
        planned: match all.is_empty() {
            true => Err(phrase!("the register has no schemes of `{}` for {}", agreement.title, year)),
            false => planned(&all, source, *class, (year, framework)),
        },
    };
    sources.iter().map(each).collect()
}

/// The sources that commitments are from, each once: grants, what an NHS body puts in, and what others do.
fn of_commitments(
    agreement: &Agreement,
    register: &Register,
    (year, framework): (Year, &Conditions),
) -> Vec<(FundingSource, Class)> {
    let mut sources: Vec<(FundingSource, Class)> = Vec::new();
    let rows = register.commitments.under(&agreement.id).filter(|one| one.year == year);
    for row in rows.filter(|one| is_form_in_the_pool(agreement, one.form)) {
        let source = match (row.grant, register.sector(&row.partner)) {
            (Some(grant), _) => FundingSource::Grant(grant, None).of_year(year, framework),
            (None, Some(Sector::Council)) => FundingSource::CouncilAdditional,
            (None, _) => FundingSource::Partner(row.partner.clone()),
        };
        if !sources.contains(&(source.clone(), row.class)) {
            sources.push((source, row.class));
        }
    }
    sources
}

fn title(source: &FundingSource) -> String {
    let grant = |grant: Grant| match FundingSource::GRANTS.iter().find(|(_, word, _)| *word == grant.word()) {
        Some((name, ..)) => name.to_uppercase().chars().take(1).chain(name.chars().skip(1)).collect(),
        None => grant.word().to_owned(),
    };
    match source {
        FundingSource::Partner(name) => name.clone(),
        FundingSource::Grant(of, None) => grant(*of),
        FundingSource::Grant(of, Some(sector)) => format!("{} ({sector})", grant(*of)),
        FundingSource::NhsMinimum => "NHS minimum contribution".to_owned(),
        FundingSource::NhsAdditional => "Additional NHS contribution".to_owned(),
        FundingSource::CouncilAdditional => "Additional council contribution".to_owned(),
        FundingSource::BroughtForward => "Brought forward".to_owned(),
        FundingSource::Income => "Client income".to_owned(),
    }
}

/// What the schemes that a source pays are to cost it.
fn planned(
    rows: &[&SchemeRow],
    source: &FundingSource,
    class: Class,
    (year, framework): (Year, &Conditions),
) -> Result<Sum, Phrase> {
    let mut amounts: Vec<(Money, &Origin)> = Vec::new();
    for row in rows.iter().filter(|row| row.class.is_none_or(|of| of == class)) {
        let known = row.source.as_ref().and_then(|stated| stated.means.as_ref().ok());
        let Some(known) = known else {
            return Err(phrase!("the register does not say in known words who pays the scheme `{}`", row.title));
        };
        if known.clone().of_year(year, framework) != *source {
            continue;
        }
        match row.budget.filter(|_| row.year.is_some() && row.class.is_some()) {
            Some(budget) => amounts.push((budget, &row.budget_origin)),
            None => return Err(phrase!("what the scheme `{}` was agreed to cost cannot be read", row.title)),
        }
    }
    Sum::of_amounts(amounts).ok_or_else(|| "the sum is too large".into())
}

/// Of what the income of sources is asked.
struct AskedOf<'a> {
    agreement: &'a Agreement,
    register: &'a Register,
    pools: &'a [AgreedPool],
    year: Year,
    framework: &'a Conditions,
    sources: &'a [(FundingSource, Class)],
}

impl<'a> AskedOf<'a> {
    /// What a source puts in; `varied` with the variations that count, else as the year began.
    fn income(&self, source: &FundingSource, class: Class, varied: bool) -> Result<Sum, Phrase> {
        if matches!(source, FundingSource::BroughtForward | FundingSource::Income) {
            return self.beside_commitments(source, class);
        }
        let id = &self.agreement.id;
        if self.register.open_parts_in(id, self.year).next().is_some()
            || self.register.unreadable_commitments.under(id).any(|one| one.year == self.year)
        {
            return Err(phrase!("a commitment to `{}` cannot be read", self.agreement.title));
        }
        let mut of_sources: BTreeMap<&FundingSource, Vec<PutIn<'_>>> = BTreeMap::new();
        for (row, amount, origin) in self.committed(class, varied) {
            if let Some(first) = self.source_of(row, class) {
                of_sources.entry(first).or_default().push(PutIn { partner: &row.partner, amount, origin });
            }
        }
        if let Some(nhs) = self.of_the_nhs(source, class, &of_sources) {
            return nhs;
        }
        let amounts = of_sources.remove(source).unwrap_or_default();
        Sum::of_amounts(amounts.iter().map(|one| (one.amount, one.origin))).ok_or_else(|| self.nothing(source))
    }

    /// What an NHS body puts in by its minimum, or beyond it; `None` of other sources. Where only one of the two is a source, it is all of it.
    fn of_the_nhs(
        &self,
        source: &FundingSource,
        class: Class,
        of_sources: &BTreeMap<&FundingSource, Vec<PutIn<'a>>>,
    ) -> Option<Result<Sum, Phrase>> {
        let has = |source: &FundingSource| self.sources.iter().any(|(known, of)| known == source && *of == class);
        let own = |body: &str| FundingSource::Partner(body.to_owned());
        let has_minimum = has(&FundingSource::NhsMinimum);
        let mut bodies: BTreeMap<&str, Vec<PutIn<'a>>> = BTreeMap::new();
        for kind in [FundingSource::NhsMinimum, FundingSource::NhsAdditional] {
            let all = of_sources.get(&kind).map(Vec::as_slice).unwrap_or_default();
            all.iter().for_each(|one| bodies.entry(one.partner).or_default().push(*one));
        }
        let is_beyond = match source {
            FundingSource::NhsMinimum => false,
            FundingSource::NhsAdditional => has_minimum,
            FundingSource::Partner(name) if has_minimum && bodies.contains_key(name.as_str()) => true,
            _ => return None,
        };
        let is_its = |body: &&str| match source {
            FundingSource::Partner(name) => name == body,
            FundingSource::NhsAdditional => !has_minimum || !has(&own(body)),
            _ => true,
        };
        let part = |body: &str, all: &[PutIn<'a>]| -> Result<Sum, Phrase> {
            let all =
                Sum::of_amounts(all.iter().map(|one| (one.amount, one.origin))).ok_or_else(|| self.nothing(source))?;
            let is_split = has_minimum && (has(&FundingSource::NhsAdditional) || has(&own(body)));
            if !is_split {
                return Ok(all);
            }
            let minimum = self.minimum(body)?;
            if is_beyond { all.less(&minimum).ok_or_else(|| "the difference is too large".into()) } else { Ok(minimum) }
        };
        let parts: Result<Vec<Sum>, Phrase> =
            bodies.iter().filter(|(body, _)| is_its(body)).map(|(body, all)| part(body, all)).collect();
        Some(parts.and_then(|parts| Sum::total(&parts).ok_or_else(|| self.nothing(source))))
    }

    /// What of the agreed pool is no commitment.
    fn beside_commitments(&self, source: &FundingSource, class: Class) -> Result<Sum, Phrase> {
        let pool = self.pools.iter().find(|pool| pool.class == class);
        let what = if *source == FundingSource::Income { "income" } else { "money brought forward" };
        let none = || phrase!("no {} is in the agreed pool of `{}`", what, self.agreement.title);
        let agreed = pool.ok_or_else(none)?.agreed.as_ref().map_err(Clone::clone)?;
        let part = if *source == FundingSource::Income { &agreed.income } else { &agreed.brought_forward };
        part.clone().ok_or_else(none)
    }

    fn nothing(&self, source: &FundingSource) -> Phrase {
        phrase!(
            "the register has no commitment to `{}` for {} that is from `{}`",
            self.agreement.title,
            self.year,
            title(source)
        )
    }

    /// What was committed of a class, each amount with the commitment that it is of; where it is `varied`, variations that count, too.
    fn committed(&self, class: Class, varied: bool) -> Vec<(&'a Commitment, Money, &'a Origin)> {
        let is_its = |one: &&Commitment| {
            one.year == self.year && one.class == class && is_form_in_the_pool(self.agreement, one.form)
        };
        let rows: Vec<&Commitment> = self.register.commitments.under(&self.agreement.id).filter(is_its).collect();
        let opening = rows.iter().map(|row| (*row, row.amount, &row.origin));
        let variations =
            self.register.variations.under(&self.agreement.id).filter(|one| varied && one.year == self.year);
        let varied = variations
            .filter_map(|one| Some((*varied_of(one, rows.iter().copied()).first()?, one.amount, &one.origin)));
        opening.chain(varied).collect()
    }

    /// The source among those of the class that a commitment is from: the grant before the kind of contribution, and that before
    /// whatever the partner puts in.
    fn source_of(&self, row: &Commitment, class: Class) -> Option<&'a FundingSource> {
        let sector = self.register.sector(&row.partner);
        let of_row = row.grant.map(|grant| self.framework.meant_in(self.year, grant).unwrap_or(grant));
        let rank = |source: &FundingSource| match source {
            FundingSource::Grant(grant, of) => {
                (of_row == Some(*grant) && of.is_none_or(|of| Some(of) == sector)).then_some(u8::from(of.is_none()))
            }
            FundingSource::NhsMinimum => (sector == Some(Sector::Health)).then_some(2),
            FundingSource::NhsAdditional => (sector == Some(Sector::Health)).then_some(3),
            FundingSource::CouncilAdditional => (sector == Some(Sector::Council)).then_some(2),
            FundingSource::Partner(name) if *name == row.partner => Some(4),
            // Only where the body itself is no source: a body and the one that took over may both be.
            FundingSource::Partner(name) => self.is_followed(name, &row.partner).then_some(5),
            FundingSource::BroughtForward | FundingSource::Income => None,
        };
        let its = self.sources.iter().filter(|(_, of)| *of == class);
        let ranked = its.filter_map(|(source, _)| Some((rank(source)?, source)));
        ranked.min_by_key(|(rank, _)| *rank).map(|(_, source)| source)
    }

    /// Whether one of two bodies took over all of the other.
    fn is_followed(&self, one: &str, other: &str) -> bool {
        let by = self.year.last_day();
        let follows = |one, other| self.register.successor_of(one, Some(&self.agreement.id), by) == other;
        follows(one, other) || follows(other, one)
    }

    /// The published minimum of an NHS body.
    fn minimum(&self, body: &str) -> Result<Sum, Phrase> {
        let total = self.register.total(Some(body), TotalFigure::NhsMinimum, Period::whole(self.year));
        let sum = total.and_then(|total| Sum::of_amounts([(total.amount, &total.origin)]));
        sum.ok_or_else(|| phrase!("the register has no published minimum of `{}` for {}", body, self.year))
    }
}

/// What a commitment puts in.
#[derive(Debug, Clone, Copy)]
struct PutIn<'a> {
    partner: &'a str,
    amount: Money,
    origin: &'a Origin,
}

/// The partner whose money a source is, where that is only one.
#[must_use]
pub fn payer<'a>(
    register: &'a Register,
    agreement: &'a Agreement,
    (year, framework): (Year, &Conditions),
    source: &'a FundingSource,
) -> Option<&'a str> {
    let sector = match source {
        FundingSource::Partner(name) => return Some(name),
        FundingSource::BroughtForward | FundingSource::Income => return None,
        FundingSource::Grant(_, sector) => *sector,
        FundingSource::NhsMinimum | FundingSource::NhsAdditional => Some(Sector::Health),
        FundingSource::CouncilAdditional => Some(Sector::Council),
    };
    let is_from = |one: &&Commitment| match source {
        FundingSource::Grant(grant, _) => one.grant.is_some_and(|own| {
            framework.meant_in(year, own).unwrap_or(own) == framework.meant_in(year, *grant).unwrap_or(*grant)
        }),
        _ => true,
    };
    let committed = register.commitments.under(&agreement.id).filter(|one| one.year == year).filter(is_from);
    let mut payers =
        committed.map(|one| one.partner.as_str()).filter(|name| sector.is_none() || register.sector(name) == sector);
    let first = payers.next()?;
    payers.all(|other| other == first).then_some(first)
}
