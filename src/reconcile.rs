//! Reconcile: what partners report against what they committed, per agreement, partner and period.

mod additional;
mod agreed;
mod ahead;
mod balance;
mod bases;
mod brought;
pub mod checks;
mod commitments;
pub mod conditions;
mod due;
mod explained;
mod funding;
pub mod inherited;
pub mod judged;
mod judging;
mod line;
mod lines;
mod made_good;
mod own;
mod parts;
mod past;
pub mod payment;
mod payment_file;
mod pools;
mod repeated;
mod reported;
mod schemes;
mod together;
mod unspent;
mod variations;

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;

use crate::finding::{About, Finding, Outcome};
use crate::job::Templates;
use crate::job::agreement_type::{AgreementType, Counts, How};
use crate::job::area::Area;
use crate::job::conditions::Conditions;
use crate::job::rates::Rates;
use crate::job::tolerances::Tolerances;
use crate::ledger::Ledger;
use crate::model::agreement::{Agreement, Note};
use crate::model::entry::{Class, Form};
use crate::model::keyed::Keyed;
use crate::model::money::Money;
use crate::model::partner::Partner;
use crate::model::period::Period;
use crate::model::register::Register;

pub use agreed::{Agreed, AgreedPool, is_in_the_pool};
pub use ahead::Instalment;
pub use balance::{Balance, OpenDifference};
pub use brought::{Brought, brought_forward, sources};
use checks::Check;
use conditions::Condition;
pub use explained::TwoSides;
pub use funding::{Funding, payer};
pub use inherited::TookOver;
pub use line::{Cut, Line, Pool, Standing};
use lines::LineSources;
pub use own::OwnSpending;
pub use past::PastYear;
pub use payment::{Payment, PutIn};
pub use payment_file::Lacking;
pub use reported::{Lacks, Partly, Reported, Sum};
pub use schemes::SchemeLine;
pub use unspent::{PaymentSpending, Unspent};
pub use variations::{Lack, NotCounted};

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
    /// The day on which the committee meets.
    pub meeting: NaiveDate,
    /// One line per agreement, partner, class and form, in the register's order.
    pub lines: Keyed<Line>,
    /// The same as they are held against what was committed: what was done under several names for one commitment is one.
    pub held_lines: Keyed<Line>,
    /// The same of earlier years.
    pub held_before: Keyed<Line>,
    /// One pool per agreement and class for which a pool's own figures were reported.
    pub pools: Keyed<Pool>,
    /// The schemes of each agreement whose spending was reported or that has any, and lines of returns.
    pub schemes: Keyed<SchemeLine>,
    /// What each source puts in, and what schemes it is to pay for.
    pub funding: Keyed<Funding>,
    /// What partners of aligned budgets say of their own spending.
    pub own_spending: Keyed<OwnSpending>,
    /// What was reported of earlier years, each agreement's from the first.
    pub past: Keyed<PastYear>,
    /// What was agreed to be in each agreement's pools, one for each class.
    pub agreed_pools: Keyed<AgreedPool>,
    /// Contributions of which payer and host give different figures.
    pub open_differences: Keyed<OpenDifference>,
    /// Variations that move nothing; the register has those that count.
    pub not_counted: Keyed<NotCounted>,
    /// What the types of agreement mean, by name.
    pub types: BTreeMap<String, AgreementType>,
    /// By how much contributions have to rise.
    pub rates: Rates,
    /// What the Better Care Fund asks for in each year.
    pub framework: Conditions,
    /// What it asks for in this one, of each body: beside what is planned.
    pub conditions: Vec<Condition>,
    /// Up to which amount a difference is none.
    pub tolerances: Tolerances,
}

impl Books {
    /// Whether the year was over on the day to which the figures run.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.period.is_closed(self.as_at)
    }

    /// Whether a difference in an agreement is more than a check tolerates.
    #[must_use]
    pub fn matters(&self, agreement: &str, check: &Check, difference: Money) -> bool {
        self.tolerances.exceeded(agreement, check.about.name, difference)
    }

    /// The lines of an agreement.
    pub fn lines_of<'a>(&'a self, agreement: &str) -> impl Iterator<Item = &'a Line> + use<'a> {
        self.lines.under(agreement)
    }

    /// Whether by the end of its period the partner of a line was in being, and its agreement had begun.
    #[must_use]
    pub fn has_begun(&self, line: &Line) -> bool {
        let by = line.period.last_day();
        let in_being =
            self.register.partner(&line.partner).and_then(|partner| partner.from).is_none_or(|from| from <= by);
        in_being && self.register.agreement(&line.agreement).and_then(|one| one.start).is_none_or(|start| start <= by)
    }

    /// Whether an agreement has both revenue and capital, so that it has to be said of which an amount is.
    #[must_use]
    pub fn has_both_classes(&self, agreement: &str) -> bool {
        Class::WORDS.into_iter().all(|(_, class)| self.lines_of(agreement).any(|line| line.class == class))
    }

    /// ` of capital`, as it is said after an amount, where an agreement has both classes; else nothing.
    #[must_use]
    pub fn of_class(&self, agreement: &str, class: Class) -> String {
        if self.has_both_classes(agreement) { format!(" of {}", class.word()) } else { String::new() }
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

    /// What officers say of a finding: in the year that it is of.
    pub fn notes_on<'a>(&'a self, finding: &'a Finding) -> impl Iterator<Item = &'a Note> {
        let period = finding.subject.period.unwrap_or(self.period);
        self.register.notes(finding.subject.agreement.as_deref(), period, finding.about.name)
    }

    /// Whether instalments of a line fall due.
    #[must_use]
    pub fn falls_due(&self, line: &Line) -> bool {
        falls_due(self.register.agreement(&line.agreement).and_then(|agreement| self.how(agreement)), line)
    }

    /// Whether anything falls due in any agreement; nobody can tell where there is no line at all.
    #[must_use]
    pub fn may_fall_due(&self) -> bool {
        self.lines.iter().next().is_none() || self.lines.iter().any(|line| self.falls_due(line))
    }

    /// Whether an agreement has types, and the money of each of them counts as this.
    #[must_use]
    pub fn counts_only_as(&self, agreement: &Agreement, counts: Counts) -> bool {
        self.types_of(agreement).next().is_some() && self.types_of(agreement).all(|of| of.counts == counts)
    }

    /// Whether partners put money together in an agreement: into a pool, or with the one that commissions or provides for all.
    #[must_use]
    pub fn is_pool(&self, agreement: &Agreement) -> bool {
        matches!(self.how(agreement), Some(How::Pool | How::Lead))
    }

    /// Whether partners put money together in an agreement of the register, or nobody can tell.
    #[must_use]
    pub fn puts_together(&self) -> bool {
        !self.are_agreements_known() || self.register.agreements.iter().any(|agreement| self.is_pool(agreement))
    }

    /// Whether the register has agreements, and each of them can be read: only then can be said what none of them is.
    #[must_use]
    pub fn are_agreements_known(&self) -> bool {
        !self.register.agreements.is_empty() && !self.register.has_unreadable_agreement
    }

    /// Whether no agreement of the area had money in the year that counts as this. One that was over, or had not begun, is none
    /// unless something was committed or reported.
    #[must_use]
    pub fn has_none_counting(&self, counts: Counts) -> bool {
        let is_one = |agreement: &Agreement| {
            let id = &agreement.id;
            agreement.runs_in(self.period.year)
                || self.lines.under(id).next().is_some()
                || self.pools.under(id).next().is_some()
        };
        let counted = |agreement: &&Agreement| self.types_of(agreement).any(|of| of.counts == counts);
        self.are_agreements_known() && !self.register.agreements.iter().filter(counted).any(is_one)
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

/// Whether instalments of a line fall due: what is given in kind is no debt in money, and neither is what a partner keeps and spends
/// itself, beside the others or under one management with them.
fn falls_due(how: Option<How>, line: &Line) -> bool {
    line.form == Form::Cash && how.is_none_or(How::falls_due)
}

/// The lines of an agreement, of which nothing is due where nothing falls due.
fn lines_of(sources: LineSources<'_>, agreement: &Agreement, how: Option<How>) -> Vec<Line> {
    let mut lines = sources.lines(agreement);
    lines.iter_mut().for_each(|line| sources.told_by_basis(agreement, line));
    for line in lines.iter_mut().filter(|line| !falls_due(how, line)) {
        (line.due, line.due_before, line.asked) = (Err("nothing falls due".into()), None, None);
    }
    lines
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
    let (counting, not_counted) = variations::judged(&register, as_at);
    register.variations = counting;
    let sources = LineSources { ledger: &ledger, register: &register, period, as_at };
    let (mut lines, mut pools) = (Keyed::default(), Keyed::default());
    let (mut agreed_pools, mut open_differences) = (Keyed::default(), Keyed::default());
    let (mut schemes, mut funding) = (Keyed::default(), Keyed::default());
    let (mut own_spending, mut past) = (Keyed::default(), Keyed::default());
    let (mut held_lines, mut held_before) = (Keyed::default(), Keyed::default());
    for agreement in &register.agreements {
        let how = templates.types_of(agreement).map(AgreementType::how).min();
        let (mut own, its_schemes) = (lines_of(sources, agreement, how), schemes::scheme_lines(sources, agreement));
        let its_pools = sources.pools(agreement, &its_schemes);
        let spends = |class| its_pools.iter().any(|pool| pool.class == class);
        let agreed = agreed::agreed_pools(agreement, &own, &register, period.year, spends);
        let is_by_source = templates.types_of(agreement).any(|of| of.asks_for(checks::below_minimum::ABOUT.name));
        funding.extend(funding::funding(
            agreement,
            &register,
            &agreed,
            (period.year, is_by_source),
            &templates.conditions,
        ));
        agreed_pools.extend(agreed);
        open_differences.extend(sources.open_differences(agreement, &own));
        past.extend(past::years(sources, agreement, how));
        held_before.extend(together::of_past(&register, &past, &agreement.id, as_at));
        let each = if how == Some(How::Aligned) { own::own_spending(sources, agreement, &own) } else { Vec::new() };
        // What partners spend of their own is no pool, and two that say so do not contradict each other.
        if each.is_empty() {
            pools.extend(its_pools);
            schemes.extend(its_schemes);
        }
        own::stand_for_contributions(&mut own, &each);
        own_spending.extend(each);
        held_lines.extend(together::held_lines(&register, &own, as_at));
        lines.extend(own);
    }
    let (types, rates, framework) = (templates.types.clone(), templates.rates.clone(), templates.conditions.clone());
    let tolerances = templates.house.tolerances.clone();
    let mut books = Books {
        ledger,
        register,
        period,
        as_at,
        meeting: area.meeting,
        lines,
        held_lines,
        held_before,
        pools,
        schemes,
        funding,
        own_spending,
        past,
        agreed_pools,
        open_differences,
        not_counted,
        types,
        rates,
        framework,
        conditions: Vec::new(),
        tolerances,
    };
    books.conditions = conditions::conditions(&books);
    let mut findings = repeated::findings(&books.ledger);
    findings.extend(judging::findings(&books, &templates.house));
    Outcome::new(books, findings)
}
