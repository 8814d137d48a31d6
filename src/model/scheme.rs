//! Schemes: what the money of a pool is for, as the register's sheet `Schemes` has it: a row for each source of funding.

use std::collections::BTreeMap;

use super::condition::Grant;
use super::entry::Class;
use super::keyed::HasKey;
use super::money::Money;
use super::origin::Origin;
use super::partner::Sector;
use super::period::Year;
use super::rules::share::ShareRule;
use super::stated::Stated;
use super::words::folded;

/// What one source pays for a scheme in a year: a row of the sheet.
#[derive(Debug, Clone)]
pub struct SchemeRow {
    /// The agreement's id.
    pub agreement: String,
    /// The scheme's id in the agreement.
    pub scheme: String,
    /// Its title, as the pack prints it; its id where the register has none.
    pub title: String,
    /// What kind of scheme it is, in words.
    pub kind: Option<String>,
    /// What is bought.
    pub area: Option<Stated<AreaOfSpend>>,
    /// Who commissions it.
    pub commissioner: Option<Stated<Commissioner>>,
    /// Who provides it, in words.
    pub provider: Option<String>,
    /// Who or what pays it.
    pub source: Option<Stated<FundingSource>>,
    /// The year; `None` where the cell cannot be used.
    pub year: Option<Year>,
    /// Revenue or capital; `None` where the cell cannot be used.
    pub class: Option<Class>,
    /// What the source is to pay; `None` where the cell is empty or cannot be used.
    pub budget: Option<Money>,
    /// Who bears what the scheme over- or underspends, where that is another than the agreement's rule.
    pub rule: Option<Stated<ShareRule>>,
    /// What of it nobody has committed yet: `Some(None)` where the register says nothing, `None` where the cell cannot be used.
    pub uncommitted: Option<Option<Money>>,
    /// The cell with the scheme.
    pub origin: Origin,
    /// The cell with the budget.
    pub budget_origin: Origin,
    /// The cell with what is not committed.
    pub uncommitted_origin: Origin,
}

impl HasKey for SchemeRow {
    fn key(&self) -> &str {
        &self.agreement
    }
}

impl SchemeRow {
    /// Whether it holds in a year; a row of which nobody can tell the year may.
    #[must_use]
    pub fn holds_in(&self, year: Year) -> bool {
        self.year.is_none_or(|of| of == year)
    }
}

/// What a scheme buys, as Better Care Fund plans have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AreaOfSpend {
    /// Care in an acute hospital.
    Acute,
    /// Mental health.
    MentalHealth,
    /// Community health.
    CommunityHealth,
    /// NHS continuing care.
    ContinuingCare,
    /// Primary care.
    PrimaryCare,
    /// Social care.
    SocialCare,
    /// None of these.
    Other,
}

impl AreaOfSpend {
    /// Every area, with its words in the register.
    pub const WORDS: [(&'static str, Self); 7] = [
        ("acute", Self::Acute),
        ("mental health", Self::MentalHealth),
        ("community health", Self::CommunityHealth),
        ("continuing care", Self::ContinuingCare),
        ("primary care", Self::PrimaryCare),
        ("social care", Self::SocialCare),
        ("other", Self::Other),
    ];
}

/// Who commissions a scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Commissioner {
    /// A partner.
    Partner(String),
    /// One of several bodies of a sector, or all of them.
    Sector(Sector),
    /// Those who put money into the scheme, in the proportion of what each puts in.
    Joint,
}

/// Who or what pays a scheme.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FundingSource {
    /// A partner, with all that it puts in and that no other source of the agreement is.
    Partner(String),
    /// A grant, of bodies of one sector where the words say whose it is.
    Grant(Grant, Option<Sector>),
    /// What an NHS body must put in by a published minimum.
    NhsMinimum,
    /// What an NHS body puts in beyond it.
    NhsAdditional,
    /// What a council puts in beside grants.
    CouncilAdditional,
    /// Money brought forward from the year before.
    BroughtForward,
    /// Income that the pool is agreed to have.
    Income,
}

impl FundingSource {
    /// Sources that are no grants and no partners, with their words in the register and in plans of the Better Care Fund.
    pub const WORDS: [(&'static str, Self); 12] = [
        ("minimum nhs contribution", Self::NhsMinimum),
        ("nhs minimum contribution", Self::NhsMinimum),
        ("nhs minimum", Self::NhsMinimum),
        ("minimum ccg contribution", Self::NhsMinimum),
        ("additional nhs contribution", Self::NhsAdditional),
        ("additional ccg contribution", Self::NhsAdditional),
        ("additional la contribution", Self::CouncilAdditional),
        ("additional council contribution", Self::CouncilAdditional),
        ("brought forward", Self::BroughtForward),
        ("client income", Self::Income),
        ("agreed income", Self::Income),
        ("income", Self::Income),
    ];

    /// Longer names of grants, each with its word on the sheet `Commitments`, and whose grant it is where the name says so.
    pub const GRANTS: [(&'static str, &'static str, Option<Sector>); 9] = [
        ("improved better care fund", "ibcf", None),
        ("local authority better care grant", "labcg", None),
        ("disabled facilities grant", "dfg", None),
        ("discharge grant", "discharge", None),
        ("la discharge funding", "discharge", Some(Sector::Council)),
        ("local authority discharge funding", "discharge", Some(Sector::Council)),
        ("icb discharge funding", "discharge", Some(Sector::Health)),
        ("winter pressures grant", "winter", None),
        ("winter pressures", "winter", None),
    ];

    /// What is no partner's name and says a source.
    #[must_use]
    pub fn said(text: &str) -> Option<Self> {
        let words = folded(text);
        let grant = |word: &str| Grant::WORDS.iter().find(|(known, _)| *known == word).map(|(_, grant)| *grant);
        let long = || Self::GRANTS.iter().find(|(name, ..)| *name == words);
        let named = Self::WORDS.into_iter().find(|(known, _)| *known == words).map(|(_, source)| source);
        named
            .or_else(|| grant(&words).map(|grant| Self::Grant(grant, None)))
            .or_else(|| long().and_then(|(_, word, sector)| Some(Self::Grant(grant(word)?, *sector))))
    }

    /// Its key in `figures.json`.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Partner(name) => name.clone(),
            Self::Grant(grant, sector) => match sector {
                Some(sector) => format!("{}-{sector}", grant.word()),
                None => grant.word().to_owned(),
            },
            Self::NhsMinimum => "nhs-minimum".to_owned(),
            Self::NhsAdditional => "nhs-additional".to_owned(),
            Self::CouncilAdditional => "council-additional".to_owned(),
            Self::BroughtForward => "brought-forward".to_owned(),
            Self::Income => "income".to_owned(),
        }
    }
}

/// The names of schemes, each in its agreement and with the year of its row.
#[derive(Debug, Clone, Default)]
pub struct SchemeNames(BTreeMap<String, Vec<NamedScheme>>);

/// A scheme that a name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedScheme {
    /// The agreement's id.
    pub agreement: String,
    /// The scheme's id.
    pub scheme: String,
    /// The year of the row that names it.
    year: Option<Year>,
}

impl SchemeNames {
    /// Lets schemes be found by their ids and titles.
    #[must_use]
    pub fn of(rows: &[SchemeRow]) -> Self {
        let mut names: BTreeMap<String, Vec<NamedScheme>> = BTreeMap::new();
        for row in rows {
            let both = format!("{} {}", row.scheme, row.title);
            for name in [&row.scheme, &row.title, &both] {
                let (agreement, scheme) = (row.agreement.clone(), row.scheme.clone());
                let named = NamedScheme { agreement, scheme, year: row.year };
                let known = names.entry(folded(name)).or_default();
                if !known.contains(&named) {
                    known.push(named);
                }
            }
        }
        Self(names)
    }

    /// The schemes that a name stands for, each once: those of a year, or where that has none those of any year.
    #[must_use]
    pub fn named(&self, name: &str, year: Option<Year>) -> Vec<&NamedScheme> {
        let all = self.0.get(&folded(name)).map(Vec::as_slice).unwrap_or_default();
        let once = |wanted: &dyn Fn(&NamedScheme) -> bool| {
            let mut once: Vec<&NamedScheme> = Vec::new();
            for one in all.iter().filter(|one| wanted(one)) {
                if !once.iter().any(|known| (&known.agreement, &known.scheme) == (&one.agreement, &one.scheme)) {
                    once.push(one);
                }
            }
            once
        };
        let of_year = once(&|one| year.is_none() || one.year == year);
        if of_year.is_empty() { once(&|_| true) } else { of_year }
    }

    /// The scheme of an agreement that a name stands for; `None` also where it stands for two of them.
    #[must_use]
    pub fn in_agreement(&self, agreement: &str, name: &str, year: Option<Year>) -> Option<&str> {
        let all = self.0.get(&folded(name)).map(Vec::as_slice).unwrap_or_default();
        let its = |wanted: &dyn Fn(&NamedScheme) -> bool| {
            let mut its = all.iter().filter(|one| one.agreement == agreement && wanted(one)).map(|one| &*one.scheme);
            let first = its.next()?;
            its.all(|other| other == first).then_some(first)
        };
        let has_one_of_year = all.iter().any(|one| one.agreement == agreement && one.year == year);
        if has_one_of_year { its(&|one| one.year == year) } else { its(&|_| true) }
    }

    /// Whether any scheme has a name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(&folded(name))
    }

    /// Every name, folded.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::{FundingSource, Grant, NamedScheme, SchemeNames};
    use crate::model::partner::Sector;

    #[test]
    fn sources_are_named_as_plans_name_them() {
        for (text, source) in [
            ("Minimum NHS Contribution", Some(FundingSource::NhsMinimum)),
            ("DFG", Some(FundingSource::Grant(Grant::Dfg, None))),
            ("Disabled Facilities Grant", Some(FundingSource::Grant(Grant::Dfg, None))),
            ("ICB Discharge Funding", Some(FundingSource::Grant(Grant::Discharge, Some(Sector::Health)))),
            ("Brought forward", Some(FundingSource::BroughtForward)),
            ("The minimum or so", None),
        ] {
            assert_eq!(FundingSource::said(text), source, "{text}");
        }
    }

    #[test]
    fn a_name_stands_for_the_scheme_of_its_year() {
        let named = |agreement: &str, scheme: &str, year: &str| NamedScheme {
            agreement: agreement.to_owned(),
            scheme: scheme.to_owned(),
            year: Some(year.parse().unwrap()),
        };
        let all = vec![named("pool", "S1", "2023-24"), named("pool", "S4", "2024-25"), named("other", "O1", "2024-25")];
        let names = SchemeNames([("reablement".to_owned(), all)].into());
        let year = |text: &str| Some(text.parse().unwrap());
        assert_eq!(names.in_agreement("pool", "Reablement", year("2023-24")), Some("S1"));
        assert_eq!(names.in_agreement("pool", "Re-ablement", year("2023-24")), None);
        assert_eq!(names.in_agreement("pool", "Reablement", year("2025-26")), None, "it stood for two");
        assert_eq!(names.named("Reablement", year("2024-25")).len(), 2);
        assert_eq!(names.named("Reablement", year("2023-24")).len(), 1);
    }
}
