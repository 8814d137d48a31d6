//! The register: who the partners are, what they agreed, and what they committed.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::agreement::{AgreedIncome, Agreement, Commitment, Note, Variation};
use super::cost_centre::{CostCentre, digits};
use super::keyed::{HasKey, Keyed};
use super::origin::Origin;
use super::partner::{Partner, Sector};
use super::passed_on::Succession;
use super::payment::PaymentRecord;
use super::period::{Period, Year};
use super::scheme::{SchemeNames, SchemeRow};
use super::sharing::{PoolSource, RiskShare};
use super::total::{Total, TotalFigure};
use super::unreadable::{OpenPart, UnreadableCommitment};
use super::words::{folded, nearest};

/// Everything in `agreements.xlsx`.
#[derive(Debug, Clone, Default)]
pub struct Register {
    /// The agreements, in the order of the sheet.
    pub agreements: Keyed<Agreement>,
    /// Whether the sheet has an agreement that cannot be read: what it is, and which money is in it, is not known.
    pub has_unreadable_agreement: bool,
    /// The partners, in the order of the sheet.
    pub partners: Keyed<Partner>,
    /// Which bodies took over from which, where the sheet `Successions` says so; it goes before what partners have in their column.
    pub successions: Keyed<Succession>,
    /// What partners committed to.
    pub commitments: Keyed<Commitment>,
    /// Commitments of which the sheet has a row that cannot be read: how much was committed is not known.
    pub unreadable_commitments: Keyed<UnreadableCommitment>,
    /// Income that pools are agreed to have.
    pub agreed_income: Keyed<AgreedIncome>,
    /// Rows of which nobody can tell what they add to an agreed pool.
    pub open_parts: Keyed<OpenPart>,
    /// Agreed changes.
    pub variations: Keyed<Variation>,
    /// What pools are made of, a row for each source of funding.
    pub schemes: Keyed<SchemeRow>,
    /// What meets overspends before partners share them, each agreement's in the order of the sheet.
    pub sources: Keyed<PoolSource>,
    /// Fixed shares of over- and underspends.
    pub risk_shares: Keyed<RiskShare>,
    /// What is kept of payments under sections 256 and 76.
    pub payments: Keyed<PaymentRecord>,
    /// Reference figures.
    pub totals: Keyed<Total>,
    /// Words from officers.
    pub notes: Keyed<Note>,
    /// Every name of partners and agreements.
    pub names: Names,
    /// Every name of schemes.
    pub scheme_names: SchemeNames,
    /// Other names, from the sheet `Names`, that the register's own sheets do not use.
    pub aliases: Vec<Alias>,
}

/// Another name of a partner or an agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    /// The name as it is seen.
    pub seen: String,
    /// What it stands for, and when.
    pub known: NameHolder,
    /// The cell with the name.
    pub origin: Origin,
}

/// Every name under which partners and agreements are seen, folded and dated; matching is exact.
#[derive(Debug, Clone, Default)]
pub struct Names {
    partners: BTreeMap<String, Vec<NameHolder>>,
    agreements: BTreeMap<String, Vec<NameHolder>>,
    /// Agreements by codes of digits alone; one that two agreements have at the same time stands for neither.
    codes: BTreeMap<String, Vec<NameHolder>>,
}

/// What a name stands for, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameHolder {
    /// The partner's name, or the agreement's id.
    pub target: String,
    /// The first day on which the name stands for it; `None` for always.
    pub from: Option<NaiveDate>,
    /// The last such day; `None` for always.
    pub to: Option<NaiveDate>,
}

impl NameHolder {
    /// A name that has always stood for this.
    #[must_use]
    pub fn always(target: &str) -> Self {
        Self { target: target.to_owned(), from: None, to: None }
    }

    fn overlaps(&self, other: &Self) -> bool {
        let before = |one: &Self, other: &Self| matches!((one.to, other.from), (Some(to), Some(from)) if to < from);
        !before(self, other) && !before(other, self)
    }

    /// Whether the name stands for it on any day of a year.
    #[must_use]
    pub fn holds_in(&self, year: Year) -> bool {
        self.from.is_none_or(|from| from <= year.last_day()) && self.to.is_none_or(|to| to >= year.first_day())
    }
}

impl Names {
    /// Lets a partner be found under a name; not if the name stands for another partner at the same time.
    ///
    /// # Errors
    ///
    /// The other partner.
    pub fn add_partner(&mut self, seen: &str, known: NameHolder) -> Result<(), String> {
        add(&mut self.partners, seen, known)
    }

    /// Lets an agreement be found under a name; not if the name stands for another agreement at the same time.
    ///
    /// # Errors
    ///
    /// The id of the other agreement.
    pub fn add_agreement(&mut self, seen: &str, known: NameHolder) -> Result<(), String> {
        add(&mut self.agreements, seen, known)
    }

    /// Lets an agreement be found under a cost centre. A code of digits is the same with noughts before it or decimals of nought
    /// behind it, and stands for nobody where two agreements have it at the same time.
    ///
    /// # Errors
    ///
    /// The id of the other agreement.
    pub fn add_cost_centre(&mut self, seen: &str, known: NameHolder) -> Result<(), String> {
        let Some(code) = digits(seen) else { return self.add_agreement(seen, known) };
        let named = self.agreements.iter().filter(|(name, _)| digits(name).as_deref() == Some(&*code));
        let mut named: Vec<NameHolder> = named.flat_map(|(_, holders)| holders).cloned().collect();
        let holders = self.codes.entry(code.into_owned()).or_default();
        named.retain(|holder| !holders.contains(holder));
        holders.append(&mut named);
        let other = another(holders, &known);
        if !holders.contains(&known) {
            holders.push(known);
        }
        other.map_or(Ok(()), Err)
    }

    /// The partner with a name, in a year if one is given, ever if not.
    #[must_use]
    pub fn partner(&self, seen: &str, year: Option<Year>) -> Option<&str> {
        find(&self.partners, seen, year)
    }

    /// The id of the agreement with a name, in a year if one is given, ever if not.
    #[must_use]
    pub fn agreement(&self, seen: &str, year: Option<Year>) -> Option<&str> {
        find(&self.agreements, seen, year).or_else(|| self.under_code(seen, year))
    }

    fn under_code(&self, seen: &str, year: Option<Year>) -> Option<&str> {
        let all = self.codes.get(&*digits(seen)?)?.iter();
        let holding: Vec<&NameHolder> = all.filter(|known| year.is_none_or(|year| known.holds_in(year))).collect();
        let first = *holding.first()?;
        let is_shared = holding.iter().any(|other| other.target != first.target && other.overlaps(first));
        (!is_shared).then_some(first.target.as_str())
    }

    /// The partner whose name is nearest to a name that matches none.
    #[must_use]
    pub fn nearest_partner(&self, seen: &str) -> Option<&str> {
        nearest(seen, self.partners.keys().map(String::as_str)).and_then(|name| self.partner(name, None))
    }

    /// The id of the agreement whose name is nearest to a name that matches none.
    #[must_use]
    pub fn nearest_agreement(&self, seen: &str) -> Option<&str> {
        let names = self.agreements.keys().chain(self.codes.keys());
        nearest(seen, names.map(String::as_str)).and_then(|name| self.agreement(name, None))
    }
}

fn add(names: &mut BTreeMap<String, Vec<NameHolder>>, seen: &str, known: NameHolder) -> Result<(), String> {
    let others = names.entry(folded(seen)).or_default();
    if let Some(other) = another(others, &known) {
        return Err(other);
    }
    if !others.contains(&known) {
        others.push(known);
    }
    Ok(())
}

/// Who else has a name at the same time.
fn another(others: &[NameHolder], known: &NameHolder) -> Option<String> {
    let other = others.iter().find(|other| other.target != known.target && other.overlaps(known));
    other.map(|other| other.target.clone())
}

fn find<'a>(names: &'a BTreeMap<String, Vec<NameHolder>>, seen: &str, year: Option<Year>) -> Option<&'a str> {
    let known = names.get(&folded(seen))?;
    known.iter().find(|known| year.is_none_or(|year| known.holds_in(year))).map(|known| known.target.as_str())
}

impl Register {
    /// Lets each agreement be found under its cost centres; gives those that stand for another one, too, with its id and the cell.
    #[must_use]
    pub fn add_cost_centres(&mut self) -> Vec<(String, String, Origin)> {
        let mut shared = Vec::new();
        for agreement in self.agreements.iter() {
            for (name, origin) in agreement.cost_centres.iter().flat_map(CostCentre::names) {
                let added = self.names.add_cost_centre(name, NameHolder::always(&agreement.id));
                shared.extend(added.err().map(|other| (name.to_owned(), other, origin.clone())));
            }
        }
        shared
    }

    /// Tells each agreement the years for which it has a commitment, readable or not.
    pub fn add_committed_years(&mut self) {
        let years = |id: &str| {
            let readable = self.commitments.under(id).map(|one| one.year);
            readable.chain(self.unreadable_commitments.under(id).map(|one| one.year)).collect()
        };
        let told = |one: &Agreement| Agreement { committed_in: years(&one.id), ..one.clone() };
        self.agreements = self.agreements.iter().map(told).collect();
    }

    /// The agreement with an id.
    #[must_use]
    pub fn agreement(&self, id: &str) -> Option<&Agreement> {
        self.agreements.first_under(id)
    }

    /// The title of the agreement with an id, or the id itself where the register has no such agreement.
    #[must_use]
    pub fn title<'a>(&'a self, id: &'a str) -> &'a str {
        self.agreement(id).map_or(id, |agreement| &agreement.title)
    }

    /// The sector of a partner; `None` for a name that the register does not have.
    #[must_use]
    pub fn sector(&self, partner: &str) -> Option<Sector> {
        self.partner(partner).map(|known| known.sector)
    }

    /// The reference figure of a partner (or of the area, for `None`) for a period.
    #[must_use]
    pub fn total(&self, partner: Option<&str>, figure: TotalFigure, period: Period) -> Option<&Total> {
        let is_it =
            |total: &&Total| total.figure == figure && total.period == period && total.partner.as_deref() == partner;
        if figure.is_of_an_agreement() {
            return self.totals.iter().find(is_it);
        }
        self.totals.under(OF_NO_AGREEMENT).find(is_it)
    }

    /// A council's own spending on the line of an agreement for a period, or on that of no one agreement.
    #[must_use]
    pub fn council_line(&self, council: &str, agreement: Option<&str>, period: Period) -> Option<&Total> {
        let mut rows = self.totals.under(agreement.unwrap_or(OF_NO_AGREEMENT));
        rows.find(|total| {
            (total.figure, total.period, total.partner.as_deref()) == (TotalFigure::CouncilLine, period, Some(council))
        })
    }

    /// What is kept of a payment for a year; also rows of which nobody can tell the year.
    pub fn payments_in<'a>(&'a self, agreement: &str, year: Year) -> impl Iterator<Item = &'a PaymentRecord> + use<'a> {
        self.payments.under(agreement).filter(move |one| one.year.is_none_or(|of| of == year))
    }

    /// Rows that leave the agreed pool of an agreement open in a year; also those of which nobody can tell the year.
    pub fn open_parts_in<'a>(&'a self, agreement: &str, year: Year) -> impl Iterator<Item = &'a OpenPart> + use<'a> {
        self.open_parts.under(agreement).filter(move |open| open.year.is_none_or(|of| of == year))
    }

    /// What an agreement carried or brought forward in a year: a row, or one of each class.
    pub fn totals_of<'a>(
        &'a self,
        agreement: &str,
        figure: TotalFigure,
        year: Year,
    ) -> impl Iterator<Item = &'a Total> + use<'a> {
        let period = Period::whole(year);
        self.totals.under(agreement).filter(move |total| total.figure == figure && total.period == period)
    }

    /// The word of an officer that a finding of an agreement is known and settled for a year: a note without a period speaks of no
    /// year.
    #[must_use]
    pub fn settled(&self, agreement: &str, year: Year, finding: &str) -> Option<&Note> {
        self.notes.under(agreement).find(|note| {
            note.period.is_some_and(|period| period.year == year) && folded(&note.about) == folded(finding)
        })
    }

    /// What an officer noted about an agreement (or the whole area, for `None`) that holds in a period.
    pub fn notes<'a>(
        &'a self,
        agreement: Option<&'a str>,
        period: Period,
        about: &'a str,
    ) -> impl Iterator<Item = &'a Note> {
        self.notes
            .under(agreement.unwrap_or(OF_NO_AGREEMENT))
            .filter(move |note| note.holds_in(period) && folded(&note.about) == folded(about))
    }
}

/// The key of what is of the whole area, or of a partner: no agreement has an empty id.
const OF_NO_AGREEMENT: &str = "";

impl HasKey for Agreement {
    fn key(&self) -> &str {
        &self.id
    }
}

impl HasKey for Partner {
    fn key(&self) -> &str {
        &self.name
    }
}

impl HasKey for Commitment {
    fn key(&self) -> &str {
        &self.agreement
    }
}

impl HasKey for AgreedIncome {
    fn key(&self) -> &str {
        &self.agreement
    }
}

impl HasKey for PoolSource {
    fn key(&self) -> &str {
        &self.agreement
    }
}

impl HasKey for Variation {
    fn key(&self) -> &str {
        &self.agreement
    }
}

impl HasKey for RiskShare {
    fn key(&self) -> &str {
        &self.agreement
    }
}

impl HasKey for Total {
    fn key(&self) -> &str {
        self.agreement.as_deref().unwrap_or(OF_NO_AGREEMENT)
    }
}

impl HasKey for Note {
    fn key(&self) -> &str {
        self.agreement.as_deref().unwrap_or(OF_NO_AGREEMENT)
    }
}
