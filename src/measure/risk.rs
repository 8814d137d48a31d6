//! Who bears a variance: what sources meet of it, what each partner bears of the rest, and what of it is nobody's.

pub mod findings;
mod schemes;
mod weights;

use super::figure::{Found, together};
use super::met::{Met, figure_id, met};
use super::pool::{PoolPosition, not_reported};
use super::{Figure, FigureKey, id};
use crate::finding::phrase::{Phrase, phrase};
use crate::model::agreement::Agreement;
use crate::model::entry::Class;
use crate::model::keyed::HasKey;
use crate::model::money::Money;
use crate::model::origin::Origin;
use crate::model::reason::Reason;
use crate::model::rules::parts::{Borne, PartShared, Working};
use crate::model::rules::share::{ShareRule, by_sheet};
use crate::reconcile::{Books, Sum};
use weights::{basis, bearers};

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
    /// Nobody: what the register says becomes of an underspend.
    Stays(Phrase),
    /// It is not known, and why.
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
        let is_it = |money: Money| money.to_string() == amount || money.abs().to_string() == amount;
        let of = |id, partner, origins: Vec<_>| Some(WorkedStep { id, agreement: &self.agreement, partner, origins });
        if self.met.steps.iter().any(|step| is_it(step.there_is)) {
            return of(id::TO_SHARE, None, left.iter().collect());
        }
        let SharingOutcome::Shared { borne, part, .. } = &self.outcome else { return None };
        if part.is_some_and(|part| is_it(part.shared) || is_it(part.kept)) {
            return of(id::RISK_SHARE, None, left.iter().collect());
        }
        let share = borne.iter().find(|one| one.working.amounts().into_iter().any(is_it))?;
        of(id::RISK_SHARE, Some(share.partner.as_str()), left.iter().chain(&share.origins).collect())
    }
}

/// How the variances of an agreement are shared, each class alone; none where nothing was reported of its pools.
pub fn sharings(books: &Books, agreement: &Agreement, positions: &[PoolPosition]) -> Vec<Sharing> {
    // Both classes together are never shared again.
    let alone = if positions.len() > 1 { positions.get(1..).unwrap_or_default() } else { positions };
    if alone.iter().all(|position| position.variance.is_none()) {
        return Vec::new();
    }
    let of_class = |position: &PoolPosition| {
        let variance = match &position.variance {
            Some(variance) => variance.amount.clone(),
            None => Err(not_reported(books, agreement, position.of)),
        };
        let met = met(books, agreement, &variance, position.of);
        let outcome = outcome(books, agreement, position.of, &met.left);
        Sharing { agreement: agreement.id.clone(), class: position.class, met, outcome }
    };
    let all: Vec<Sharing> = alone.iter().map(of_class).collect();
    match beyond_both(books, agreement, &all) {
        None => all,
        Some(why) => {
            let withheld = |sharing: Sharing| match sharing.outcome {
                SharingOutcome::Shared { .. } => Sharing { outcome: SharingOutcome::NotShared(why.clone()), ..sharing },
                _ => sharing,
            };
            all.into_iter().map(withheld).collect()
        }
    }
}

/// Why losses of two classes are not shared, where the caps or steps of the register would be passed by both together and by none
/// alone: it does not say whether they are of each class.
fn beyond_both(books: &Books, agreement: &Agreement, all: &[Sharing]) -> Option<Phrase> {
    let is_loss = |sharing: &&Sharing| sharing.met.left.as_ref().is_ok_and(|left| left.amount > Money::ZERO);
    let losses: Vec<&Sharing> = all.iter().filter(is_loss).collect();
    if losses.len() < 2 {
        return None;
    }
    let shares = losses.iter().flat_map(|sharing| match &sharing.outcome {
        SharingOutcome::Shared { borne, .. } => borne.as_slice(),
        _ => &[],
    });
    let shares: Vec<&WorkedShare> = shares.collect();
    let is_beyond = |one: &&&WorkedShare| {
        let together = Money::sum(shares.iter().filter(|other| other.partner == one.partner).map(|other| other.bears));
        one.working.cap.is_some_and(|cap| together.is_none_or(|together| together > cap))
    };
    let rows = || books.register.risk_shares.under(&agreement.id).filter_map(|row| row.share.as_ref());
    let is_stepped = rows().any(|share| share.means.as_ref().is_ok_and(|steps| steps.only().is_none()));
    let what = match shares.iter().any(|one| is_beyond(&one)) {
        true => "cap",
        false if is_stepped && !shares.is_empty() => "steps",
        false => return None,
    };
    Some(phrase!(
        "revenue and capital are both over, and the register does not say whether the {} of `{}` {} of each or of both",
        what,
        agreement.title,
        if what == "cap" { "is" } else { "are" }
    ))
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
        && !schemes::have_own_rules(books, agreement, class)
    {
        return SharingOutcome::EachItsOwn;
    }
    if let Some(stays) = left.as_ref().ok().and_then(|left| stays(agreement, left.amount)) {
        return stays;
    }
    let own_rules = schemes::have_own_rules(books, agreement, class);
    if rule.is_none() && !own_rules {
        return SharingOutcome::NoRule;
    }
    let amount = match left {
        Ok(left) => left.amount,
        Err(unknown) => return SharingOutcome::NotShared(unknown.why.clone()),
    };
    let shares = basis(books, agreement, class, amount).and_then(|basis| {
        let rule = rule.transpose().map_err(Phrase::from)?;
        let shares = match &rule {
            Some(rule) if rule.is_by_scheme() || !own_rules => rule.shares(basis),
            _ => basis.beside_own_rules(rule.as_ref()),
        };
        shares.map_err(Phrase::from)
    });
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

/// What becomes of an underspend that is not the partners'. A rule of a share is one of underspends, too, unless the register says what
/// becomes of them.
fn stays(agreement: &Agreement, amount: Money) -> Option<SharingOutcome> {
    let underspend = agreement.underspend.as_ref().filter(|_| amount < Money::ZERO)?;
    match &underspend.means {
        Ok(rule) => rule.not_shared().map(|why| SharingOutcome::Stays(why.into())),
        Err(why) => Some(SharingOutcome::NotShared(why.clone().into())),
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
        SharingOutcome::EachItsOwn | SharingOutcome::NoRule | SharingOutcome::Stays(_) => {}
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
