//! Unspent: what of a payment from one body to another was not spent by the end of a year that is over, as far as anybody says.

use super::{Books, Line, Payment, Pool, Reported, Sum, checks};
use crate::finding::phrase::{Phrase, phrase};
use crate::job::agreement_type::How;
use crate::model::agreement::Agreement;
use crate::model::entry::{Class, Form};
use crate::model::money::Money;
use crate::model::payment::{PaymentRecord, Treatment};
use crate::model::period::Year;
use crate::model::stated::Stated;
use crate::model::total::TotalFigure;
use crate::model::unreadable::OpenWhat;

/// What a payment had to spend in a year, and what was spent of it.
#[derive(Debug, Clone)]
pub struct PaymentSpending {
    /// What was paid.
    pub paid: Sum,
    /// What was brought forward from the year before; `None` where nothing was.
    pub brought_forward: Option<Sum>,
    /// Both.
    pub there_was: Sum,
    /// What the body that was paid spent.
    pub spent: Sum,
}

/// What was not spent of a payment.
#[derive(Debug, Clone)]
pub enum Unspent {
    /// So much; nothing where all was spent.
    Known(Sum),
    /// The register and the returns say different amounts.
    Contradicted {
        /// What the register's sheet `Payments` says.
        register: Sum,
        /// What was paid less what was spent.
        returns: Sum,
    },
    /// It is not known.
    NotKnown(Phrase),
}

impl PaymentSpending {
    /// What is left of it; nothing where more was spent.
    ///
    /// # Errors
    ///
    /// Where it is no more than the rounding of the returns, and nobody can tell.
    fn left(&self) -> Result<Sum, Phrase> {
        let left = self.there_was.less(&self.spent).ok_or("the sum is too large")?;
        if left.amount > Money::ZERO && left.amount <= left.slack {
            return Err("what is left is less than the returns are rounded by".into());
        }
        Ok(Sum { amount: left.amount.max(Money::ZERO), ..left })
    }
}

impl Books {
    /// Whether one body pays another under an agreement, which spends the money: nothing is pooled, and nothing is shared.
    #[must_use]
    pub fn is_payment(&self, agreement: &Agreement) -> bool {
        self.how(agreement) == Some(How::Payment)
    }

    /// Whether anything was committed or paid under a payment in the year.
    #[must_use]
    pub fn has_money(&self, agreement: &Agreement) -> bool {
        let is_some = |sum: Option<&Sum>| sum.is_some_and(|sum| sum.amount > Money::ZERO);
        self.lines_of(&agreement.id).any(|line| {
            is_some(line.committed.as_ref()) || is_some(line.paid.figure()) || is_some(line.received.figure())
        })
    }

    /// What was not spent of a payment by the end of the year, of both classes together and, where there are both, of each; nothing
    /// while the year runs, and of a year without money.
    #[must_use]
    pub fn unspent(&self, agreement: &Agreement) -> Vec<(Option<Class>, Unspent)> {
        if !self.is_payment(agreement) || !self.is_closed() || !self.has_money(agreement) {
            return Vec::new();
        }
        let left = |spending: Result<PaymentSpending, Phrase>| spending.and_then(|spending| spending.left());
        let classes = self.classes_paid(agreement);
        let each: Vec<(Class, Result<Sum, Phrase>)> = match classes.len() {
            0 | 1 => Vec::new(),
            _ => classes.iter().map(|class| (*class, left(self.spending_of(agreement, Some(*class))))).collect(),
        };
        let whole = if each.is_empty() {
            left(self.spending_of(agreement, None))
        } else {
            let all: Result<Vec<Sum>, Phrase> = each.iter().map(|(_, left)| left.clone()).collect();
            all.and_then(|all| Sum::total(&all).ok_or_else(|| "the sum is too large".into()))
        };
        let whole = self.held_against_the_register(agreement, whole);
        let of_class = |(class, left): (Class, Result<Sum, Phrase>)| {
            (Some(class), left.map_or_else(Unspent::NotKnown, Unspent::Known))
        };
        std::iter::once((None, whole)).chain(each.into_iter().map(of_class)).collect()
    }

    /// What was paid and spent of a payment in the year.
    ///
    /// # Errors
    ///
    /// Which part is not known, and why.
    pub fn spending_of_payment(&self, agreement: &Agreement) -> Result<PaymentSpending, Phrase> {
        self.spending_of(agreement, None)
    }

    fn spending_of(&self, agreement: &Agreement, class: Option<Class>) -> Result<PaymentSpending, Phrase> {
        let is_of = |of: Class| class.is_none_or(|class| class == of);
        let lines = self.lines_of(&agreement.id).filter(|line| line.form == Form::Cash && is_of(line.class));
        let paid: Result<Vec<&Sum>, Phrase> = lines.filter_map(|line| self.paid_over(agreement, line)).collect();
        let paid =
            Sum::total(paid?).ok_or_else(|| phrase!("nobody reports what was paid under `{}`", agreement.title))?;
        if let Some(open) = self.open_differences.under(&agreement.id).find(|open| is_of(open.class)) {
            return Err(phrase!("`{}` and `{}` give different amounts for what was paid", open.partner, open.host));
        }
        let pools: Vec<&Pool> = self.pools.under(&agreement.id).filter(|pool| is_of(pool.class)).collect();
        let spent: Result<Vec<&Sum>, Phrase> = pools.iter().map(|pool| spent(agreement, pool)).collect();
        let not_reported = || phrase!("no spending was reported for `{}`", agreement.title);
        let spent = Sum::total(spent?).ok_or_else(not_reported)?;
        if class.is_none() && self.is_spent_in_part(agreement, &pools) {
            return Err(phrase!("no return tells revenue and capital of `{}` apart", agreement.title));
        }
        let brought_forward = self.brought_into(agreement)?;
        if class.is_some() && brought_forward.is_some() {
            return Err("the register does not say of which class what was brought forward is".into());
        }
        let there_was = Sum::total([Some(&paid), brought_forward.as_ref()].into_iter().flatten());
        let there_was = there_was.ok_or("the sum is too large")?;
        Ok(PaymentSpending { paid, brought_forward, there_was, spent })
    }

    /// What was paid on a line; `None` where nothing was to be paid and nobody says that it was.
    fn paid_over<'a>(&'a self, agreement: &'a Agreement, line: &'a Line) -> Option<Result<&'a Sum, Phrase>> {
        match self.payment(agreement, line) {
            Payment::Paid(sum) | Payment::Received(sum, _) => Some(Ok(sum)),
            Payment::Unreported if line.opening.is_none() && !line.unreadable_commitment => None,
            Payment::Unreported => Some(Err(phrase!("nobody reports what `{}` paid", line.partner))),
            Payment::NotInFull => Some(Err(phrase!("what `{}` paid is not known in full", line.partner))),
        }
    }

    /// The classes in which anything was to be paid.
    fn classes_paid(&self, agreement: &Agreement) -> Vec<Class> {
        let has = |class: &Class| {
            let mut lines = self.lines_of(&agreement.id);
            lines.any(|line| {
                line.form == Form::Cash && line.class == *class && self.paid_over(agreement, line).is_some()
            })
        };
        Class::WORDS.into_iter().map(|(_, class)| class).filter(has).collect()
    }

    /// Whether two classes were paid, and spending is reported of one: it may be that of both.
    fn is_spent_in_part(&self, agreement: &Agreement, pools: &[&Pool]) -> bool {
        let classes = self.classes_paid(agreement);
        classes.len() > 1 && !classes.iter().all(|class| pools.iter().any(|pool| pool.class == *class))
    }

    /// What of the payment of the year before was brought forward into this one, wherever the register says so.
    fn brought_into(&self, agreement: &Agreement) -> Result<Option<Sum>, Phrase> {
        let (register, year) = (&self.register, self.period.year);
        let Some(last) = year.before() else { return Ok(None) };
        let mut open = register.open_parts_in(&agreement.id, year);
        if open.any(|open| open.what == OpenWhat::BroughtForward) {
            return Err(phrase!("the register does not say what was brought forward from {}", last));
        }
        let total = |figure, year| {
            let rows = register.totals_of(&agreement.id, figure, year);
            Sum::of_amounts(rows.map(|total| (total.amount, &total.origin)))
        };
        let carried = register.payments_in(&agreement.id, last).filter(|one| is_carried(one));
        let carried: Option<Vec<(Money, _)>> =
            carried.map(|one| known(&one.unspent).map(|stated| (stated.0, stated.1))).collect();
        let carried = carried.ok_or_else(|| phrase!("what was carried forward from {} is not recorded", last))?;
        let said = [
            total(TotalFigure::BroughtForward, year),
            total(TotalFigure::CarriedForward, last),
            Sum::of_amounts(carried),
        ];
        let mut said = said.into_iter().flatten();
        let first = said.next();
        match said.find(|other| first.as_ref().is_some_and(|first| first.amount != other.amount)) {
            Some(_) => Err(phrase!("the register has two amounts for what was brought forward from {}", last)),
            None => Ok(first),
        }
    }

    /// What the register says was not spent, beside what the returns come to.
    fn held_against_the_register(&self, agreement: &Agreement, returns: Result<Sum, Phrase>) -> Unspent {
        let register = unspent_by_register(self, agreement, self.period.year);
        match (register, returns) {
            (Some(register), Ok(returns)) => {
                let differ = register.short_of(&returns).or_else(|| returns.short_of(&register));
                let matters = |by| self.matters(&agreement.id, &checks::unspent_payment::CHECK, by);
                match differ.is_some_and(matters) {
                    true => Unspent::Contradicted { register, returns },
                    false => Unspent::Known(returns),
                }
            }
            (Some(sum), Err(_)) | (None, Ok(sum)) => Unspent::Known(sum),
            (None, Err(why)) => Unspent::NotKnown(why),
        }
    }
}

/// What the register says was not spent in a year; `None` where it does not say so of each purpose.
fn unspent_by_register(books: &Books, agreement: &Agreement, year: Year) -> Option<Sum> {
    let rows = books.register.payments_in(&agreement.id, year);
    let all: Option<Vec<(Money, _)>> = rows.map(|row| known(&row.unspent).filter(|_| row.year.is_some())).collect();
    Sum::of_amounts(all?)
}

/// The amount of a cell that can be read, with the cell.
fn known(stated: &Option<Stated<Money>>) -> Option<(Money, &crate::model::origin::Origin)> {
    let stated = stated.as_ref()?;
    Some((*stated.means.as_ref().ok()?, &stated.origin))
}

fn is_carried(record: &PaymentRecord) -> bool {
    matches!(record.treatment(), Some(Treatment::CarriedForward { .. }))
}

fn spent<'a>(agreement: &Agreement, pool: &'a Pool) -> Result<&'a Sum, Phrase> {
    match &pool.expenditure {
        Reported::Figure(sum) => Ok(sum),
        Reported::Nothing => Err(phrase!("no spending was reported for `{}`", agreement.title)),
        Reported::Conflict(_) => Err(phrase!("the returns for `{}` contradict each other", agreement.title)),
        Reported::AtLeast(partly) => Err(partly.in_words()),
        Reported::OtherBasis { why, .. } => Err(why.clone()),
        Reported::Incomplete { .. } => {
            Err(phrase!("a part of what was spent under `{}` is not known", agreement.title))
        }
    }
}
