//! Unspent: what of a payment from one body to another was not spent by the end of a year that is over, as far as anybody says.

mod brought_forward;

use super::{Books, Line, Payment, Pool, PutIn, Reported, Sum, checks};
use crate::finding::phrase::{Phrase, phrase};
use crate::job::agreement_type::How;
use crate::model::agreement::Agreement;
use crate::model::entry::{Class, Form};
use crate::model::money::Money;
use crate::model::origin::Origin;
use crate::model::period::{Period, Year};
use crate::model::stated::Stated;

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

/// What was committed and reported of a payment in a year.
struct PaymentYear<'a> {
    year: Year,
    lines: Vec<&'a Line>,
    pools: Vec<&'a Pool>,
    is_closed: bool,
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

    /// Whether anything was committed or paid under a payment in a year.
    #[must_use]
    pub fn is_paid_in(&self, agreement: &Agreement, year: Year) -> bool {
        let is_some = |sum: Option<&Sum>| sum.is_some_and(|sum| sum.amount > Money::ZERO);
        self.year_of(agreement, year).lines.into_iter().any(|line| {
            is_some(line.committed.as_ref()) || is_some(line.paid.figure()) || is_some(line.received.figure())
        })
    }

    /// Whether there was anything to spend under a payment in a year: also what was left of the year before.
    #[must_use]
    pub fn has_money_in(&self, agreement: &Agreement, year: Year) -> bool {
        self.is_paid_in(agreement, year) || self.may_have_brought_forward(agreement, year)
    }

    /// What was not spent of a payment by the end of a year, of both classes together and, where there are both, of each; nothing
    /// while the year runs, and of a year without money.
    #[must_use]
    pub fn unspent(&self, agreement: &Agreement, year: Year) -> Vec<(Option<Class>, Unspent)> {
        let of = self.year_of(agreement, year);
        if !self.is_payment(agreement) || !of.is_closed || !self.has_money_in(agreement, year) {
            return Vec::new();
        }
        let left = |spending: Result<PaymentSpending, Phrase>| spending.and_then(|spending| spending.left());
        let classes = self.classes_paid(agreement, &of);
        let each: Vec<(Class, Result<Sum, Phrase>)> = match classes.len() {
            0 | 1 => Vec::new(),
            _ => classes.iter().map(|class| (*class, left(self.spending_of(agreement, &of, Some(*class))))).collect(),
        };
        let whole = if each.is_empty() {
            left(self.spending_of(agreement, &of, None))
        } else {
            let all: Result<Vec<Sum>, Phrase> = each.iter().map(|(_, left)| left.clone()).collect();
            all.and_then(|all| Sum::total(&all).ok_or_else(|| "the sum is too large".into()))
        };
        let whole = self.held_against_the_register(agreement, year, whole);
        let of_class = |(class, left): (Class, Result<Sum, Phrase>)| {
            (Some(class), left.map_or_else(Unspent::NotKnown, Unspent::Known))
        };
        std::iter::once((None, whole)).chain(each.into_iter().map(of_class)).collect()
    }

    /// What was paid and spent of a payment in a year.
    ///
    /// # Errors
    ///
    /// Which part is not known, and why.
    pub fn spending_of_payment(&self, agreement: &Agreement, year: Year) -> Result<PaymentSpending, Phrase> {
        self.spending_of(agreement, &self.year_of(agreement, year), None)
    }

    /// What was committed and reported of a payment in the year that is reported on, or in an earlier one.
    fn year_of(&self, agreement: &Agreement, year: Year) -> PaymentYear<'_> {
        let id = &agreement.id;
        if year == self.period.year {
            let (lines, pools) = (self.lines_of(id).collect(), self.pools.under(id).collect());
            return PaymentYear { year, lines, pools, is_closed: self.is_closed() };
        }
        let past = self.past.under(id).find(|past| past.year == year);
        PaymentYear {
            year,
            lines: past.map(|past| past.lines.iter().collect()).unwrap_or_default(),
            pools: past.map(|past| past.pools.iter().collect()).unwrap_or_default(),
            is_closed: Period::whole(year).is_closed(self.as_at),
        }
    }

    fn spending_of(
        &self,
        agreement: &Agreement,
        of: &PaymentYear<'_>,
        class: Option<Class>,
    ) -> Result<PaymentSpending, Phrase> {
        let is_of = |of: Class| class.is_none_or(|class| class == of);
        let brought_forward = self.brought_into(agreement, of.year)?;
        if class.is_some() && brought_forward.is_some() {
            return Err("the register does not say of which class what was brought forward is".into());
        }
        let lines = of.lines.iter().filter(|line| line.form == Form::Cash && is_of(line.class));
        let paid: Result<Vec<&Sum>, Phrase> = lines.filter_map(|line| self.paid_over(agreement, line)).collect();
        // Where nothing was to be paid and something was brought forward, there was that to spend.
        let nil =
            brought_forward.as_ref().map(|_| Sum { amount: Money::ZERO, slack: Money::ZERO, origins: Vec::new() });
        let paid = Sum::total(paid?).or(nil);
        let paid = paid.ok_or_else(|| phrase!("nobody reports what was paid under `{}`", agreement.title))?;
        self.is_said_by_both(agreement, of, class)?;
        let pools: Vec<&Pool> = of.pools.iter().copied().filter(|pool| is_of(pool.class)).collect();
        let spent: Result<Vec<&Sum>, Phrase> = pools.iter().map(|pool| spent(agreement, pool)).collect();
        let not_reported = || phrase!("no spending was reported for `{}`", agreement.title);
        let spent = Sum::total(spent?).ok_or_else(not_reported)?;
        if class.is_none() && self.is_spent_in_part(agreement, of, &pools) {
            return Err(phrase!("no return tells revenue and capital of `{}` apart", agreement.title));
        }
        let there_was = Sum::total([Some(&paid), brought_forward.as_ref()].into_iter().flatten());
        let there_was = there_was.ok_or("the sum is too large")?;
        Ok(PaymentSpending { paid, brought_forward, there_was, spent })
    }

    /// That nobody gives another amount for what was paid than the payer.
    fn is_said_by_both(&self, agreement: &Agreement, of: &PaymentYear<'_>, class: Option<Class>) -> Result<(), Phrase> {
        let two =
            |payer: &str, host: &str| phrase!("`{}` and `{}` give different amounts for what was paid", payer, host);
        let is_of = |of: Class| class.is_none_or(|class| class == of);
        if of.year == self.period.year {
            let open = self.open_differences.under(&agreement.id).find(|open| is_of(open.class));
            return open.map_or(Ok(()), |open| Err(two(&open.partner, &open.host)));
        }
        let mut lines = of.lines.iter().filter(|line| is_of(line.class));
        lines.try_for_each(|line| match self.put_in(agreement, line) {
            PutIn::Differ(host) => Err(two(&line.partner, host)),
            _ => Ok(()),
        })
    }

    /// What was paid on a line; `None` where nothing was to be paid and nobody says that it was.
    fn paid_over<'a>(&'a self, agreement: &'a Agreement, line: &'a Line) -> Option<Result<&'a Sum, Phrase>> {
        match self.payment(agreement, line) {
            Payment::Paid(sum) | Payment::Received(sum, _) => Some(Ok(sum)),
            Payment::Unreported if nothing_committed(line) => None,
            Payment::Unreported => Some(Err(phrase!("nobody reports what `{}` paid", line.partner))),
            Payment::NotInFull => Some(Err(phrase!("what `{}` paid is not known in full", line.partner))),
        }
    }

    /// The classes in which anything was to be paid.
    fn classes_paid(&self, agreement: &Agreement, of: &PaymentYear<'_>) -> Vec<Class> {
        let has = |class: &Class| {
            of.lines.iter().any(|line| {
                line.form == Form::Cash && line.class == *class && self.paid_over(agreement, line).is_some()
            })
        };
        Class::WORDS.into_iter().map(|(_, class)| class).filter(has).collect()
    }

    /// Whether two classes were paid, and spending is reported of one: it may be that of both.
    fn is_spent_in_part(&self, agreement: &Agreement, of: &PaymentYear<'_>, pools: &[&Pool]) -> bool {
        let classes = self.classes_paid(agreement, of);
        classes.len() > 1 && !classes.iter().all(|class| pools.iter().any(|pool| pool.class == *class))
    }

    /// What the register says was not spent, beside what the returns come to.
    fn held_against_the_register(&self, agreement: &Agreement, year: Year, returns: Result<Sum, Phrase>) -> Unspent {
        let register = unspent_by_register(self, agreement, year);
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
fn known(stated: &Option<Stated<Money>>) -> Option<(Money, &Origin)> {
    let stated = stated.as_ref()?;
    Some((*stated.means.as_ref().ok()?, &stated.origin))
}

/// Whether the register has nothing that was to be paid on a line; of a row that cannot be read nobody knows.
fn nothing_committed(line: &Line) -> bool {
    !line.unreadable_commitment && line.committed.as_ref().is_none_or(|sum| sum.amount == Money::ZERO)
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
