//! Reconcile: what partners report against what they committed, per agreement, partner and period.

mod balance;
pub mod checks;
mod commitments;
mod due;
pub mod judged;
mod judging;
mod line;
mod lines;
mod repeated;
mod reported;

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;

use crate::finding::{About, Outcome};
use crate::job::Templates;
use crate::job::agreement_type::{AgreementType, Counts, How};
use crate::job::area::Area;
use crate::job::rates::Rates;
use crate::ledger::Ledger;
use crate::model::agreement::{Agreement, Variation};
use crate::model::keyed::Keyed;
use crate::model::partner::Partner;
use crate::model::period::Period;
use crate::model::register::Register;

pub use balance::OpenDifference;
pub use line::{Line, Pool, Standing};
use lines::LineSources;
pub use reported::{Lacks, Partly, Reported, Sum};

/// What this stage can find.
pub const FINDINGS: &[&About] = checks::FINDINGS;

/// Every commitment beside what was reported about it.
#[derive(Debug)]
pub struct Books {
    /// The amounts behind it.
    pub ledger: Ledger,
    /// The commitments behind it.
    pub register: Register,
    /// The period that is reported on.
    pub period: Period,
    /// The day to which the figures run.
    pub as_at: NaiveDate,
    /// One line per agreement, partner, class and form, in the register's order.
    pub lines: Keyed<Line>,
    /// One pool per agreement and class for which a pool's own figures were reported.
    pub pools: Keyed<Pool>,
    /// Contributions of which payer and host give different figures.
    pub open_differences: Keyed<OpenDifference>,
    /// Variations that were agreed only after the day to which the figures run; the register has the others.
    pub variations_ahead: Keyed<Variation>,
    /// What the types of agreement mean, by name.
    pub types: BTreeMap<String, AgreementType>,
    /// By how much contributions have to rise.
    pub rates: Rates,
}

impl Books {
    /// Whether the year was over on the day to which the figures run.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.period.is_closed(self.as_at)
    }

    /// The lines of an agreement.
    pub fn lines_of<'a>(&'a self, agreement: &str) -> impl Iterator<Item = &'a Line> + use<'a> {
        self.lines.under(agreement)
    }

    /// Whether by the end of the period the partner of a line was in being, and its agreement had begun.
    #[must_use]
    pub fn has_begun(&self, line: &Line) -> bool {
        let by = self.period.last_day();
        let in_being =
            self.register.partner(&line.partner).and_then(|partner| partner.from).is_none_or(|from| from <= by);
        in_being && self.register.agreement(&line.agreement).and_then(|one| one.start).is_none_or(|start| start <= by)
    }

    /// The partners in an agreement, in the order of its lines, each once.
    #[must_use]
    pub fn partners_in(&self, agreement: &str) -> Vec<&str> {
        partners_on(self.lines_of(agreement))
    }

    /// The partners with a line in any agreement, in the register's order.
    pub fn partners(&self) -> impl Iterator<Item = &Partner> {
        let with_line: HashSet<&str> = self.lines.iter().map(|line| line.partner.as_str()).collect();
        self.register.partners.iter().filter(move |partner| with_line.contains(partner.name.as_str()))
    }

    /// The types that an agreement is of.
    pub fn types_of(&self, agreement: &Agreement) -> impl Iterator<Item = &AgreementType> {
        agreement.arrangements.iter().filter_map(|name| self.types.get(name))
    }

    /// How the money of an agreement works; `None` where the register gives it no type that is known.
    #[must_use]
    pub fn how(&self, agreement: &Agreement) -> Option<How> {
        self.types_of(agreement).map(AgreementType::how).min()
    }

    /// Whether an agreement has types, and the money of each of them counts as this.
    #[must_use]
    pub fn counts_only_as(&self, agreement: &Agreement, counts: Counts) -> bool {
        self.types_of(agreement).next().is_some() && self.types_of(agreement).all(|of| of.counts == counts)
    }

    /// The agreements that a check judges: those of which a type asks for it.
    pub fn judged_by<'a>(&'a self, check: &'a str) -> impl Iterator<Item = &'a Agreement> {
        self.register.agreements.iter().filter(move |one| self.types_of(one).any(|of| of.asks_for(check)))
    }

    /// The agreements whose money counts as one of these.
    pub fn agreements_counting<'a>(
        &'a self,
        templates: &'a Templates,
        counts: &'a [Counts],
    ) -> impl Iterator<Item = &'a Agreement> {
        let counted = |agreement: &&Agreement| templates.types_of(agreement).any(|of| counts.contains(&of.counts));
        self.register.agreements.iter().filter(counted)
    }
}

/// The partners on lines, in the order of the lines, each once.
pub fn partners_on<'a>(lines: impl IntoIterator<Item = &'a Line>) -> Vec<&'a str> {
    let mut partners: Vec<&str> = Vec::new();
    for line in lines {
        if !partners.contains(&line.partner.as_str()) {
            partners.push(&line.partner);
        }
    }
    partners
}

/// Holds the ledger against the register and judges the result with every check that an agreement's types ask for.
pub fn reconcile(ledger: Ledger, mut register: Register, area: &Area, templates: &Templates) -> Outcome<Books> {
    let (period, as_at) = (area.period, area.as_at);
    let ledger = ledger.as_at(as_at).once();
    let is_ahead = |variation: &Variation| variation.date.is_some_and(|date| date > as_at);
    let (variations_ahead, variations) = register.variations.into_iter().partition(is_ahead);
    register.variations = variations;
    let sources = LineSources { ledger: &ledger, register: &register, period, as_at };
    let (mut lines, mut pools, mut open_differences) = (Keyed::default(), Keyed::default(), Keyed::default());
    for agreement in &register.agreements {
        let own = sources.lines(agreement);
        open_differences.extend(sources.open_differences(agreement, &own));
        lines.extend(own);
        pools.extend(sources.pools(agreement));
    }
    let (types, rates) = (templates.types.clone(), templates.rates.clone());
    let books =
        Books { ledger, register, period, as_at, lines, pools, open_differences, variations_ahead, types, rates };
    let mut findings = repeated::findings(&books.ledger);
    findings.extend(judging::findings(&books, &templates.house));
    Outcome::new(books, findings)
}
