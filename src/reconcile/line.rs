//! Lines: one commitment of one partner, and everything that was reported about it.

use super::inherited::TookOver;
use super::reported::{Reported, Sum};
use crate::model::entry::{Class, Form};
use crate::model::keyed::HasKey;
use crate::model::money::Money;
use crate::model::origin::Origin;
use crate::model::period::Period;
use crate::model::reason::Reason;

/// What one partner committed to one agreement, in one class and form, and what was reported about it.
#[derive(Debug, Clone)]
pub struct Line {
    /// The agreement's id.
    pub agreement: String,
    /// The partner.
    pub partner: String,
    /// Revenue or capital.
    pub class: Class,
    /// Cash or in kind.
    pub form: Form,
    /// The period to whose end it is told.
    pub period: Period,
    /// The commitment as the year began; `None` where the register has none.
    pub opening: Option<Sum>,
    /// Agreed changes in the year.
    pub variations: Sum,
    /// The commitment after variations.
    pub committed: Option<Sum>,
    /// What of the commitment had fallen due by the end of the period, or by the day to which the figures run if that is
    /// earlier; or why that is not known.
    pub due: Result<Sum, Reason>,
    /// What had fallen due before the last instalment did; `None` where none did.
    pub due_before: Option<Sum>,
    /// What had been asked for by then, where a later cut has made the whole commitment less than that: who had paid it did so by
    /// right.
    pub asked: Option<Sum>,
    /// The commitment as the year began, raised by this year's variations where they raise it, with that of those in `took_over`.
    pub raised: Option<Sum>,
    /// The recurrent part of `raised`.
    pub recurrent: Option<Sum>,
    /// Last year's recurrent commitment after recurrent variations, with that of those in `took_over`; `None` where another
    /// body took over and answers for it, and where what is committed now is for a part of the year.
    pub last_recurrent: Option<Sum>,
    /// The bodies that the partner took over from, where they committed to the same in this year or the last.
    pub took_over: Vec<TookOver>,
    /// The bodies whose figures are counted with the partner's, because they took over from each other in the year.
    pub with: Vec<String>,
    /// Whether the register has a commitment that cannot be read.
    pub unreadable_commitment: bool,
    /// The partner's own budget for it.
    pub budgeted: Reported,
    /// What the partner says it paid.
    pub paid: Reported,
    /// What the host says it received.
    pub received: Reported,
    /// What the partner said it had paid by the end of the period before, where there is one in the year.
    pub paid_before: Option<Reported>,
    /// What the host said it had received by then.
    pub received_before: Option<Reported>,
}

/// What was reported of one pool as a whole.
#[derive(Debug, Clone)]
pub struct Pool {
    /// The agreement's id.
    pub agreement: String,
    /// Revenue or capital.
    pub class: Class,
    /// Its budget.
    pub budget: Reported,
    /// What it spent.
    pub expenditure: Reported,
    /// What income it had.
    pub income: Reported,
    /// What it expects to spend in the year.
    pub forecast: Reported,
    /// What it expected at the end of each earlier part of the year of which that was reported, the first part first.
    pub forecasts_before: Vec<(Period, Reported)>,
    /// What it had spent by the end of the period before, where there is one in the year.
    pub expenditure_before: Option<Reported>,
}

/// Where a line stands: what was reported, held against the commitment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// As committed.
    AsCommitted,
    /// So much less.
    Below(Money),
    /// What was committed, but that is so much less than last year's recurrent commitment.
    BelowLastYear(Money),
    /// What was committed, and as much as last year's recurrent commitment, but it does not go on; or so much of it does not.
    NotToGoOn(Option<Money>),
    /// So much more.
    Above(Money),
    /// Nothing was reported.
    NotReceived,
    /// Different figures were reported.
    Conflicting,
    /// Part of what was reported is open.
    Incomplete,
    /// What was reported is on another basis than what was committed.
    OtherBasis,
    /// The commitment in the register cannot be read.
    CommitmentUnreadable,
    /// There is no commitment any more, where there was a recurrent one of so much last year.
    Withdrawn(Money),
    /// Reported without a commitment.
    NotCommitted,
    /// Counted with what a body reported that took over from it, or from which it did, against that one's commitment.
    HeldWith,
}

impl Line {
    /// What is held against the commitment: what was paid, or else the partner's budget.
    #[must_use]
    pub fn held(&self, by_payment: bool) -> &Reported {
        if by_payment { &self.paid } else { &self.budgeted }
    }

    /// Where the line stands, and which differences matter: of what is held against the commitment, and of that from last year's.
    pub(super) fn standing(
        &self,
        by_payment: bool,
        matters: impl Fn(&Money) -> bool,
        is_cut: impl Fn(&Cut) -> bool,
    ) -> Standing {
        if self.unreadable_commitment {
            return Standing::CommitmentUnreadable;
        }
        if let Some(last) = self.withdrawn() {
            return Standing::Withdrawn(last.amount);
        }
        let reported = match self.held(by_payment) {
            Reported::Nothing => return Standing::NotReceived,
            Reported::Conflict(_) => return Standing::Conflicting,
            Reported::Incomplete { .. } | Reported::AtLeast(_) => return Standing::Incomplete,
            Reported::OtherBasis { .. } => return Standing::OtherBasis,
            Reported::Figure(sum) => sum,
        };
        let Some(committed) = &self.committed else { return Standing::NotCommitted };
        let short = |one: &Sum, other: &Sum| one.short_of(other).filter(&matters);
        if let Some(less) = short(reported, committed) {
            return Standing::Below(less);
        }
        match (short(committed, reported), self.cut().filter(is_cut)) {
            (_, Some(Cut::Lowered { less, whole })) => {
                whole.filter(&matters).map_or(Standing::NotToGoOn(Some(less)), Standing::BelowLastYear)
            }
            (_, Some(Cut::NotToGoOn(whole))) => whole.map_or(Standing::NotToGoOn(None), Standing::BelowLastYear),
            (Some(more), None) => Standing::Above(more),
            (None, None) => Standing::AsCommitted,
        }
    }

    /// The cells that its standing was judged by.
    pub fn standing_origins(&self, by_payment: bool) -> impl Iterator<Item = &Origin> {
        let commitments = [&self.opening, &self.committed, &self.last_recurrent].into_iter().flatten();
        commitments.chain(self.held(by_payment).figure()).flat_map(|sum| &sum.origins)
    }

    /// Whether anything was committed for the year, or reported in it.
    #[must_use]
    pub fn is_of_the_year(&self) -> bool {
        let reports = [&self.budgeted, &self.paid, &self.received];
        self.opening.is_some() || self.unreadable_commitment || reports.iter().any(|one| **one != Reported::Nothing)
    }

    /// Last year's recurrent commitment, where there is none any more: of the partner, or of those that it took over from.
    #[must_use]
    pub fn withdrawn(&self) -> Option<&Sum> {
        self.last_recurrent.as_ref().filter(|_| self.raised.is_none() && !self.unreadable_commitment)
    }

    /// How the recurrent commitment is below last year's.
    #[must_use]
    pub fn cut(&self) -> Option<Cut> {
        let (last, all) = (self.last_recurrent.as_ref()?, self.raised.as_ref()?);
        let whole = all.short_of(last);
        match &self.recurrent {
            Some(recurrent) => recurrent.short_of(last).map(|less| Cut::Lowered { less, whole }),
            None if last.amount <= Money::ZERO => None,
            None => Some(Cut::NotToGoOn(whole)),
        }
    }
}

/// How a recurrent commitment is below last year's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// It is so much less; with what is not recurrent the commitment is so much less as a whole, if it is.
    Lowered {
        /// How much less is recurrent.
        less: Money,
        /// How much less the whole is.
        whole: Option<Money>,
    },
    /// Nothing of the commitment is recurrent any more; it is so much less, if it is.
    NotToGoOn(Option<Money>),
}

impl HasKey for Line {
    fn key(&self) -> &str {
        &self.agreement
    }
}

impl HasKey for Pool {
    fn key(&self) -> &str {
        &self.agreement
    }
}
