//! Who bears a variance: what sources meet of it, what each partner bears of the rest, and what of it is nobody's.

use super::figure::{Found, together};
use super::met::{Met, figure_id, met};
use super::pool::PoolPosition;
use super::{Figure, FigureKey, id};
use crate::finding::phrase::{Phrase, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::{Agreement, RiskShare};
use crate::model::entry::Class;
use crate::model::keyed::HasKey;
use crate::model::money::Money;
use crate::model::origin::Origin;
use crate::model::reason::Reason;
use crate::model::rules::parts::{Bearer, Borne, PartShared, Weight, Working};
use crate::model::rules::share::{Cap, ShareBasis, ShareRule, by_sheet};
use crate::reconcile::checks::A_POUND;
use crate::reconcile::{Books, Line, Sum, is_in_the_pool};

/// Shares that do not add up to what is to be shared.
pub const RISK_SHARE_UNALLOCATED: About = About {
    name: "risk-share-unallocated",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "an over- or underspend of which the percentages on the register's sheet `Risk shares` leave a part to nobody, because \
            they do not add up to 100 %.",
    matters: "nobody has agreed to bear that part, and the committee should know before the year ends.",
    action: "correct the shares on the register's sheet `Risk shares`, or write `rest not allotted` under `Risk share` where that \
             is what was agreed",
    ask: None,
};

/// What a rule leaves to nobody.
pub const NOT_ALLOTTED: About = About {
    name: "not-allotted",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "an over- or underspend of which the agreement allots a part to nobody: it says so, or every partner's share is capped.",
    matters: "that is a lawful outcome, and the money is still to be found: somebody has to decide before the year ends who pays.",
    action: "have the partners decide who bears what their agreement allots to nobody",
    ask: None,
};

/// An over- or underspend without a rule.
pub const RULE_MISSING: About = About {
    name: "rule-missing",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "an over- or underspend of a pool of which the register does not say who bears it or what becomes of it.",
    matters: "partners that have not agreed who bears an overspend find out when the bill comes.",
    action: "enter what the agreement says under `Risk share` and `Underspend` on the register's sheet `Agreements`",
    ask: None,
};

/// How what a pool costs beyond what was agreed is met and shared.
#[derive(Debug, Clone)]
pub struct Sharing {
    /// The agreement's id.
    pub agreement: String,
    /// Revenue or capital, where the agreement has both.
    pub class: Option<Class>,
    /// What sources meet, and what is left.
    pub met: Met,
    /// Who bears what is left.
    pub outcome: SharingOutcome,
}

/// Who bears a variance.
#[derive(Debug, Clone)]
pub enum SharingOutcome {
    /// Each partner its own: there is nothing to share.
    EachItsOwn,
    /// The register does not say.
    NoRule,
    /// It is not known, or the partners do not, and why.
    NotShared(Phrase),
    /// The partners.
    Shared {
        /// What each bears, with its working.
        borne: Vec<WorkedShare>,
        /// Which part of it is shared, where only one is.
        part: Option<PartShared>,
        /// What the rule allots to nobody.
        not_allotted: Money,
        /// What percentages leave that should add up to the whole.
        unallocated: Money,
    },
}

/// What a partner bears, and how that was worked out.
#[derive(Debug, Clone)]
pub struct WorkedShare {
    /// The partner.
    pub partner: String,
    /// How much.
    pub bears: Money,
    /// How it was worked out.
    pub working: Working,
    /// The cells of its weight and its cap.
    pub origins: Vec<Origin>,
}

impl HasKey for Sharing {
    fn key(&self) -> &str {
        &self.agreement
    }
}

impl From<Borne<'_>> for WorkedShare {
    fn from(borne: Borne<'_>) -> Self {
        let Borne { partner, amount, working, origins } = borne;
        Self { partner: partner.to_owned(), bears: amount, working, origins }
    }
}

/// An amount in the working of a share.
#[derive(Debug)]
pub struct WorkedStep<'a> {
    /// The figure that is worked out.
    pub id: &'static str,
    /// The agreement's id.
    pub agreement: &'a str,
    /// The partner; `None` where it is a step for all.
    pub partner: Option<&'a str>,
    /// The cells of the share.
    pub origins: Vec<&'a Origin>,
}

impl Sharing {
    /// The first step of its working that is printed as this amount.
    #[must_use]
    pub fn step(&self, amount: &str) -> Option<WorkedStep<'_>> {
        let left = self.met.left.as_ref().map(|left| left.origins.as_slice()).unwrap_or_default();
        let is_it = |money: Money| money.abs().to_string() == amount;
        let of = |id, partner, origins: Vec<_>| Some(WorkedStep { id, agreement: &self.agreement, partner, origins });
        if self.met.steps.iter().any(|step| is_it(step.there_is)) {
            return of(id::TO_SHARE, None, left.iter().collect());
        }
        let SharingOutcome::Shared { borne, part, .. } = &self.outcome else { return None };
        if part.is_some_and(|part| is_it(part.shared) || is_it(part.kept)) {
            return of(id::RISK_SHARE, None, left.iter().collect());
        }
        let share = borne.iter().find(|one| one.working.amounts().any(is_it))?;
        of(id::RISK_SHARE, Some(share.partner.as_str()), left.iter().chain(&share.origins).collect())
    }
}

/// How the variances of an agreement are shared, each class alone; none where nothing was reported of its pools.
pub fn sharings(books: &Books, agreement: &Agreement, positions: &[PoolPosition]) -> Vec<Sharing> {
    // Both classes together are never shared again.
    let alone = if positions.len() > 1 { positions.get(1..).unwrap_or_default() } else { positions };
    let of_class = |position: &PoolPosition| {
        let met = met(books, agreement, &position.variance.as_ref()?.amount, position.of);
        let outcome = outcome(books, agreement, position.of, &met.left);
        Some(Sharing { agreement: agreement.id.clone(), class: position.class, met, outcome })
    };
    alone.iter().filter_map(of_class).collect()
}

/// The rule of an agreement: what its entry says, or percentages where only the sheet `Risk shares` says anything.
fn rule(books: &Books, agreement: &Agreement) -> Option<Result<ShareRule, Reason>> {
    match &agreement.risk_share {
        Some(stated) => Some(stated.means.clone()),
        None => {
            let mut rows = books.register.risk_shares.under(&agreement.id);
            rows.any(|row| row.share.is_some()).then(|| Ok(by_sheet()))
        }
    }
}

fn outcome(books: &Books, agreement: &Agreement, class: Class, left: &Found) -> SharingOutcome {
    let rule = rule(books, agreement);
    if let Some(Ok(rule)) = &rule
        && !rule.is_shared()
    {
        return SharingOutcome::EachItsOwn;
    }
    if let Some(why) = left.as_ref().ok().and_then(|left| stays(agreement, left.amount)) {
        return SharingOutcome::NotShared(why);
    }
    let Some(rule) = rule else { return SharingOutcome::NoRule };
    let amount = match left {
        Ok(left) => left.amount,
        Err(unknown) => return SharingOutcome::NotShared(unknown.why.clone()),
    };
    let shares = basis(books, agreement, class, amount)
        .and_then(|basis| rule.map_err(Phrase::from)?.shares(basis).map_err(Phrase::from));
    match shares {
        Err(why) => SharingOutcome::NotShared(why),
        Ok(shares) => SharingOutcome::Shared {
            borne: shares.borne.into_iter().map(WorkedShare::from).collect(),
            part: shares.part,
            not_allotted: shares.not_allotted,
            unallocated: shares.unallocated,
        },
    }
}

/// Why an underspend is not the partners'; a rule of a share is one of underspends, too, unless the register says what becomes of
/// them.
fn stays(agreement: &Agreement, amount: Money) -> Option<Phrase> {
    let underspend = agreement.underspend.as_ref().filter(|_| amount < Money::ZERO)?;
    match &underspend.means {
        Ok(rule) => rule.not_shared().map(Phrase::from),
        Err(why) => Some(why.clone().into()),
    }
}

/// The figures of what is met and borne; where there are two classes, of both together and then of each.
pub fn figures(books: &Books, agreement: &Agreement, sharings: &[Sharing]) -> Vec<Figure> {
    let each: Vec<Vec<(FigureKey, Found)>> = sharings.iter().map(|sharing| of_one(books, agreement, sharing)).collect();
    let mut all: Vec<(FigureKey, Found)> = Vec::new();
    if sharings.len() > 1 {
        let keys = each.iter().flatten().map(|(key, _)| FigureKey { class: None, ..key.clone() });
        let mut once: Vec<FigureKey> = Vec::new();
        keys.for_each(|key| {
            if !once.contains(&key) {
                once.push(key)
            }
        });
        for key in once {
            let parts = each.iter().zip(sharings).filter_map(|(own, sharing)| part_of(&key, own, sharing)).collect();
            all.push((key, together(parts)));
        }
    }
    all.extend(each.into_iter().flatten());
    all.into_iter().map(|(key, found)| Figure::amount(key, found)).collect()
}

/// What one class adds to a figure of both together. Where it has none of its own, nothing of it was met, or nobody can tell what is
/// allotted to nobody.
fn part_of(whole: &FigureKey, own: &[(FigureKey, Found)], sharing: &Sharing) -> Option<Found> {
    let its = own.iter().find(|(key, _)| key.id == whole.id && key.partner == whole.partner);
    its.map(|(_, found)| found.clone()).or_else(|| match (whole.id, &sharing.outcome) {
        (id::TO_SHARE, _) => Some(sharing.met.left.clone()),
        (id::NOT_ALLOTTED, SharingOutcome::NotShared(why)) => Some(Err(why.clone().into())),
        _ => None,
    })
}

fn of_one(books: &Books, agreement: &Agreement, sharing: &Sharing) -> Vec<(FigureKey, Found)> {
    let key = |id, partner: Option<&str>| {
        let key = FigureKey::new(id, books.period).of_agreement(Some(&agreement.id)).of_class(sharing.class);
        key.of_partner(partner)
    };
    let mut all: Vec<(FigureKey, Found)> =
        sharing.met.steps.iter().map(|step| (key(figure_id(step.kind), None), step.meets.clone())).collect();
    if !sharing.met.steps.is_empty() {
        all.push((key(id::TO_SHARE, None), sharing.met.left.clone()));
    }
    let cells = sharing.met.left.as_ref().map(|left| left.origins.as_slice()).unwrap_or_default();
    let known = |amount, own: &[Origin]| {
        Ok(Sum { amount, slack: Money::ZERO, origins: cells.iter().chain(own).cloned().collect() })
    };
    match &sharing.outcome {
        SharingOutcome::EachItsOwn | SharingOutcome::NoRule => {}
        SharingOutcome::NotShared(why) => {
            let unknown = |partner| (key(id::RISK_SHARE, Some(partner)), Err(why.clone().into()));
            all.extend(bearers(books, agreement).into_iter().map(unknown));
        }
        SharingOutcome::Shared { borne, not_allotted, unallocated, .. } => {
            let share = |one: &WorkedShare| (key(id::RISK_SHARE, Some(&one.partner)), known(one.bears, &one.origins));
            all.extend(borne.iter().map(share));
            let rest = not_allotted.checked_add(*unallocated).filter(|rest| *rest != Money::ZERO);
            all.extend(rest.map(|rest| (key(id::NOT_ALLOTTED, None), known(rest, &[]))));
        }
    }
    all
}

/// What is found of how variances are shared.
pub fn findings(books: &Books, agreement: &Agreement, sharings: &[Sharing]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for sharing in sharings {
        let Ok(left) = &sharing.met.left else { continue };
        let which = sharing.class.map(|class| phrase!("{} ", class.word()));
        let spent = if left.amount < Money::ZERO { "underspend" } else { "overspend" };
        let of = |amount: Money| {
            phrase!("{} of the {}{} of `{}` in {}", amount.abs(), which, spent, agreement.title, books.period)
        };
        let mut push = |about, message: Phrase| {
            let rows = books.register.risk_shares.under(&agreement.id);
            let finding = Finding::new(about, message).at_cells(rows.map(|row| row.origin()));
            let finding = finding.at_cells(&left.origins).on_agreement(Some(&agreement.id));
            findings.push(finding.in_period(books.period));
        };
        match &sharing.outcome {
            SharingOutcome::NoRule if is_tolerated(left.amount) => {}
            SharingOutcome::NoRule if left.amount > Money::ZERO => {
                push(&RULE_MISSING, phrase!("the register does not say who bears {}", of(left.amount)));
            }
            SharingOutcome::NoRule if agreement.underspend.is_none() => {
                push(&RULE_MISSING, phrase!("the register does not say what becomes of {}", of(left.amount)));
            }
            SharingOutcome::Shared { not_allotted, unallocated, .. } => {
                if *not_allotted != Money::ZERO {
                    push(&NOT_ALLOTTED, phrase!("the agreement allots {} to nobody", of(*not_allotted)));
                }
                if *unallocated != Money::ZERO {
                    push(&RISK_SHARE_UNALLOCATED, phrase!("the risk shares leave {} to nobody", of(*unallocated)));
                }
            }
            _ => {}
        }
    }
    findings
}

/// Whether an amount is too small to ask who bears it.
fn is_tolerated(amount: Money) -> bool {
    A_POUND.is_some_and(|pound| amount.abs() <= pound)
}

/// Who bears a variance of the year: the partners, and for those that are gone by its end the bodies that took over.
fn bearers<'a>(books: &'a Books, agreement: &'a Agreement) -> Vec<&'a str> {
    let mut bearers: Vec<&str> = Vec::new();
    for partner in books.partners_in(&agreement.id) {
        let successor = books.register.successor_of(partner, books.period.year.last_day());
        if !bearers.contains(&successor) {
            bearers.push(successor);
        }
    }
    bearers
}

/// What the rule of an agreement is applied to.
///
/// # Errors
///
/// Which share the register has wrong.
fn basis<'a>(
    books: &'a Books,
    agreement: &'a Agreement,
    class: Class,
    amount: Money,
) -> Result<ShareBasis<'a>, Phrase> {
    let fixed = parts_by_register(books, agreement)?;
    let partners = bearers(books, agreement);
    let in_proportion = |which: fn(&Line) -> Option<&Sum>| {
        let part = |partner: &&'a str| in_proportion(books, agreement, class, partner, which);
        partners.iter().map(part).collect::<Result<Vec<Bearer<'a>>, Reason>>()
    };
    let opening = in_proportion(|line| line.opening.as_ref());
    let current = in_proportion(|line| line.committed.as_ref());
    let caps = caps_by_register(books, agreement);
    Ok(ShareBasis { amount, host: agreement.host.as_deref(), fixed, opening, current, caps })
}

/// Shares as the register's sheet `Risk shares` fixes them. The share of a body that is gone is borne by the one that took over,
/// unless that has a share of its own.
fn parts_by_register<'a>(books: &'a Books, agreement: &Agreement) -> Result<Vec<Bearer<'a>>, Phrase> {
    let rows = || books.register.risk_shares.under(&agreement.id);
    let successor = |row: &'a RiskShare| books.register.successor_of(&row.partner, books.period.year.last_day());
    let is_past =
        |row: &&'a RiskShare| successor(row) != row.partner && rows().any(|other| other.partner == successor(row));
    let in_force = rows().filter(|row| !is_past(row));
    let with_share = in_force.filter_map(|row| Some((row, row.share.as_ref()?)));
    with_share
        .map(|(row, share)| {
            let origins = vec![share.origin.clone()];
            Ok(Bearer { partner: successor(row), weight: Weight::Fixed(share.means.clone()?), cap: row.cap, origins })
        })
        .collect()
}

/// The caps that the register's sheet `Risk shares` has.
fn caps_by_register<'a>(books: &'a Books, agreement: &Agreement) -> Vec<Cap<'a>> {
    let rows = books.register.risk_shares.under(&agreement.id);
    let cap = |row: &'a RiskShare| {
        let partner = books.register.successor_of(&row.partner, books.period.year.last_day());
        row.cap.map(|most| Cap { partner, most, origin: row.cap_origin.clone() })
    };
    rows.filter_map(cap).collect()
}

/// A partner's weight in proportion to what it committed in a class, as the year began or after variations; what is given in kind
/// weighs nothing unless it is a part of the pool.
fn in_proportion<'a>(
    books: &Books,
    agreement: &Agreement,
    class: Class,
    partner: &'a str,
    which: fn(&Line) -> Option<&Sum>,
) -> Result<Bearer<'a>, Reason> {
    let (mut weight, mut origins) = (0, Vec::new());
    let bodies = books.register.bodies_of(partner, books.period.year.last_day());
    let is_its = |line: &&Line| line.partner == partner || bodies.contains(&line.partner.as_str());
    for line in books.lines_of(&agreement.id).filter(is_its) {
        if line.unreadable_commitment {
            return Err(Reason::new("the commitment of `{}` cannot be read", [&line.partner]));
        }
        if let Some(committed) = which(line).filter(|_| line.class == class && is_in_the_pool(agreement, line)) {
            weight += i128::from(committed.amount.pence());
            origins.extend_from_slice(&committed.origins);
        }
    }
    Ok(Bearer { partner, weight: Weight::Proportion(weight), cap: None, origins })
}
