//! Accounts of pools: what was brought forward, put in and spent, and what is left; once a year is over as its memorandum account.

mod shares;

use super::figure::{Found, Unknown, together};
use super::pool::PoolPosition;
use super::risk::Sharing;
use super::{Figure, FigureKey, id, spending};
use crate::finding::phrase::phrase;
use crate::model::agreement::Agreement;
use crate::model::basis::IncomeBasis;
use crate::model::entry::Class;
use crate::model::money::Money;
use crate::model::period::Period;
use crate::reconcile::{Books, Line, Pool, PutIn, Reported, Sum, brought_forward, is_in_the_pool, partners_on};

/// What an account is drawn up from: a period, what partners put in, and what was reported of the pools.
struct AccountBooks<'a> {
    books: &'a Books,
    agreement: &'a Agreement,
    period: Period,
    lines: Vec<&'a Line>,
    pools: Vec<&'a Pool>,
}

/// The account of a pool of one class, or of all of it.
struct Account<'a> {
    class: Option<Class>,
    brought: Found,
    funding: Vec<(&'a str, Found)>,
    /// Client income, where it is a part of the funding.
    income: Option<Found>,
    whole: Found,
    expenditure: Found,
}

/// The figures of an agreement's account for the period, and for the year before where returns of it came. What is given in kind is no
/// part of it, unless the agreement says so.
pub fn figures(books: &Books, agreement: &Agreement, positions: &[PoolPosition], sharings: &[Sharing]) -> Vec<Figure> {
    let before = books.period.year.before();
    let last = books.past.under(&agreement.id).find(|past| Some(past.year) == before).map(|past| AccountBooks {
        books,
        agreement,
        period: Period::whole(past.year),
        lines: past.lines.iter().collect(),
        pools: past.pools.iter().collect(),
    });
    let now = AccountBooks {
        books,
        agreement,
        period: books.period,
        lines: books.lines_of(&agreement.id).filter(|line| line.is_of_the_year()).collect(),
        pools: spending::pools(books, &agreement.id).collect(),
    };
    let mut all = Vec::new();
    for account in now.accounts() {
        all.extend(now.figures(&account));
        if books.is_closed() {
            all.extend(shares::figures(&now, &account, positions, sharings));
        }
    }
    if let Some(last) = last {
        all.extend(last.accounts().iter().flat_map(|account| last.figures(account)));
    }
    all
}

/// What becomes of client income in what a pool spent, where the agreement's figures are net of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IncomeTaken {
    /// Nothing: the agreement's figures are not, or there is none.
    No,
    /// It is taken off here.
    Off,
    /// The return has taken it off.
    Before,
    /// It has to be taken off, and nobody has reported it.
    Lacking,
}

/// The same of one pool.
#[must_use]
pub fn income_taken(books: &Books, agreement: &Agreement, pool: &Pool) -> IncomeTaken {
    if agreement.agreed_basis().income != Some(IncomeBasis::Net) {
        return IncomeTaken::No;
    }
    match (spending::income_basis(books, &pool.expenditure), &pool.income) {
        (Some(IncomeBasis::Net), _) => IncomeTaken::Before,
        (Some(IncomeBasis::Gross), Reported::Nothing) => IncomeTaken::Lacking,
        (_, Reported::Nothing) => IncomeTaken::No,
        (_, Reported::Figure(sum)) if sum.amount == Money::ZERO => IncomeTaken::No,
        _ => IncomeTaken::Off,
    }
}

impl<'a> AccountBooks<'a> {
    /// The accounts: of all of the pool, and where it has both revenue and capital, and both were reported apart, then of each. None
    /// where nothing was reported of what was paid or spent.
    fn accounts(&self) -> Vec<Account<'a>> {
        let in_pool = |line: &&&Line| is_in_the_pool(self.agreement, line);
        let lines: Vec<&Line> = self.lines.iter().filter(in_pool).copied().collect();
        let is_said = |line: &&Line| line.paid != Reported::Nothing || line.received != Reported::Nothing;
        let is_spent = self.pools.iter().any(|pool| pool.expenditure != Reported::Nothing);
        if !lines.iter().any(is_said) && !is_spent {
            return Vec::new();
        }
        let has = |class: Class| {
            lines.iter().any(|line| line.class == class) || self.pools.iter().any(|pool| pool.class == class)
        };
        let classes: Vec<Class> = Class::WORDS.into_iter().map(|(_, class)| class).filter(|one| has(*one)).collect();
        if classes.len() < 2 || self.pools.len() < 2 {
            let class = if let [only] = classes.as_slice() { Some((*only, true)) } else { None };
            let spent = self.spent(&lines, classes.len());
            return vec![self.account(None, &lines, spent, self.brought_forward(class))];
        }
        let of_class = |(place, class): (usize, &Class)| {
            let own: Vec<&Line> = lines.iter().filter(|line| line.class == *class).copied().collect();
            let pools: Vec<&Pool> = self.pools.iter().filter(|pool| pool.class == *class).copied().collect();
            let brought = self.brought_forward(Some((*class, place == 0)));
            self.account(Some(*class), &own, self.cost(&pools), brought)
        };
        let each: Vec<Account<'a>> = classes.iter().enumerate().map(of_class).collect();
        let spent = together(each.iter().map(|one| one.expenditure.clone()).collect());
        let brought = together(each.iter().map(|one| one.brought.clone()).collect());
        let mut whole = self.account(None, &lines, spent, brought);
        let incomes: Vec<Found> = each.iter().filter_map(|one| one.income.clone()).collect();
        whole.income = (!incomes.is_empty()).then(|| together(incomes));
        whole.whole = together(each.iter().map(|one| one.whole.clone()).collect());
        std::iter::once(whole).chain(each).collect()
    }

    fn account(&self, class: Option<Class>, lines: &[&'a Line], expenditure: Found, brought: Found) -> Account<'a> {
        let of = |partner: &'a str| -> Option<(&'a str, Found)> {
            let own = lines.iter().filter(|line| line.partner == partner);
            let found: Vec<Found> = own.filter_map(|line| self.put_in(line)).collect();
            (!found.is_empty()).then(|| (partner, together(found)))
        };
        let funding: Vec<(&str, Found)> = partners_on(lines.iter().copied()).into_iter().filter_map(of).collect();
        let pools: Vec<&Pool> =
            self.pools.iter().filter(|pool| class.is_none_or(|class| pool.class == class)).copied().collect();
        let (income, counts) = self.income(&pools, class);
        let parts = funding.iter().map(|(_, found)| found.clone()).chain(counts);
        let parts: Vec<Found> = parts.collect();
        let nobody = || phrase!("nobody has reported what was put into `{}`", self.agreement.title).into();
        let whole = if parts.is_empty() { Err(nobody()) } else { together(parts) };
        Account { class, brought, funding, income, whole, expenditure }
    }

    /// What a partner put in, by who holds the pool, or else by the partner itself; `None` where nothing was to come.
    fn put_in(&self, line: &Line) -> Option<Found> {
        let (partner, title) = (&line.partner, &self.agreement.title);
        match self.books.put_in(self.agreement, line) {
            PutIn::Known(sum) => Some(Ok(sum.clone())),
            PutIn::Partly(partly) => Some(Err(Unknown::of(partly))),
            PutIn::Differ(host) => Some(Err(phrase!(
                "what `{}` says it paid into `{}` is not what `{}` says it received",
                partner,
                title,
                host
            )
            .into())),
            PutIn::Open => Some(Err(phrase!("what `{}` paid into `{}` is not known in full", partner, title).into())),
            PutIn::Unreported if line.opening.is_none() && !line.unreadable_commitment => None,
            PutIn::Unreported if !self.books.has_begun(line) => None,
            PutIn::Unreported => {
                Some(Err(phrase!("nobody has reported what `{}` paid into `{}`", partner, title).into()))
            }
        }
    }

    /// Client income as a row of the account, and what of it counts as funding: before income it does, after it the cost is less.
    fn income(&self, pools: &[&Pool], class: Option<Class>) -> (Option<Found>, Option<Found>) {
        let title = &self.agreement.title;
        let reported: Vec<Found> = pools.iter().filter_map(|pool| self.income_of(pool)).collect();
        let is_none = reported.iter().all(|one| one.as_ref().is_ok_and(|sum| sum.amount == Money::ZERO));
        let mut agreed = self.books.register.agreed_income.under(&self.agreement.id).filter(|row| {
            row.year.is_none_or(|year| year == self.period.year)
                && class.is_none_or(|class| row.class.is_none_or(|of| of == class))
        });
        match self.agreement.agreed_basis().income {
            Some(IncomeBasis::Net) => (None, None),
            Some(IncomeBasis::Gross) if agreed.next().is_some() || !is_none => {
                let none = || Err(phrase!("the client income of `{}` was not reported", title).into());
                let income = if reported.is_empty() { none() } else { together(reported) };
                (Some(income.clone()), Some(income))
            }
            None if !is_none => {
                let why = phrase!(
                    "income was reported for `{}`, and the register does not say whether it is gross or net of income",
                    title
                );
                (Some(together(reported)), Some(Err(why.into())))
            }
            _ => (None, None),
        }
    }

    fn income_of(&self, pool: &Pool) -> Option<Found> {
        let title = &self.agreement.title;
        match &pool.income {
            Reported::Nothing => None,
            Reported::Figure(sum) => Some(Ok(sum.clone())),
            Reported::AtLeast(partly) => Some(Err(Unknown::of(partly))),
            _ => Some(Err(phrase!("the client income of `{}` is not known in full", title).into())),
        }
    }

    /// What pools spent, after client income where the agreement's figures are net of it.
    fn cost(&self, pools: &[&Pool]) -> Found {
        if pools.is_empty() {
            return spending::actual(self.books, &self.agreement.id, pools);
        }
        let of_one = |pool: &&Pool| {
            let spent = spending::actual(self.books, &self.agreement.id, &[pool]);
            match income_taken(self.books, self.agreement, pool) {
                IncomeTaken::Off => match self.income_of(pool) {
                    Some(income) => spending::difference(&income, &spent),
                    None => spent,
                },
                IncomeTaken::Lacking => Err(phrase!(
                    "what `{}` spent was reported before client income, and its income was not reported",
                    self.agreement.title
                )
                .into()),
                IncomeTaken::Before | IncomeTaken::No => spent,
            }
        };
        together(pools.iter().map(of_one).collect())
    }

    /// What was spent in all. Where there are two classes and one pool was reported, that is all of it only where its budget is what
    /// was committed for both.
    fn spent(&self, lines: &[&Line], classes: usize) -> Found {
        let committed = Sum::total(lines.iter().filter_map(|line| line.committed.as_ref()));
        let budget = self.pools.first().and_then(|pool| pool.budget.figure());
        let is_of_both = budget.zip(committed).is_some_and(|(budget, committed)| {
            budget.short_of(&committed).is_none() && committed.short_of(budget).is_none()
        });
        if classes < 2 || self.pools.is_empty() || is_of_both {
            return self.cost(&self.pools);
        }
        Err(phrase!("no return says what `{}` spent of revenue and of capital", self.agreement.title).into())
    }

    /// What was brought forward into the year: by the register, or else what was carried forward at the end of the year before.
    fn brought_forward(&self, class: Option<(Class, bool)>) -> Found {
        let brought = brought_forward(&self.books.register, self.agreement, self.period.year, class)?;
        let (title, year) = (&self.agreement.title, self.period.year);
        let none = || phrase!("the register does not say what `{}` brought forward into {}", title, year).into();
        brought.map(|brought| brought.sum).ok_or_else(none)
    }

    fn figures(&self, account: &Account<'_>) -> Vec<Figure> {
        let key = |id| FigureKey::new(id, self.period).of_agreement(Some(&self.agreement.id)).of_class(account.class);
        let mut all = vec![
            Figure::amount(key(id::ACCOUNT_BROUGHT_FORWARD), account.brought.clone()),
            Figure::amount(key(id::ACCOUNT_FUNDING), account.whole.clone()),
        ];
        let partner = |(partner, found): &(&str, Found)| {
            Figure::amount(key(id::ACCOUNT_FUNDING).of_partner(Some(partner)), found.clone())
        };
        all.extend(account.funding.iter().map(partner));
        all.extend(account.income.iter().map(|income| Figure::amount(key(id::ACCOUNT_INCOME), income.clone())));
        all.push(Figure::amount(key(id::ACCOUNT_EXPENDITURE), account.expenditure.clone()));
        if self.period.is_closed(self.books.as_at) {
            all.push(Figure::amount(key(id::ACCOUNT_SURPLUS), account.surplus()));
            all.push(Figure::amount(key(id::ACCOUNT_CARRIED_FORWARD), account.carried()));
        }
        all
    }
}

impl Account<'_> {
    /// What was put in less what was spent: below zero a deficit.
    fn surplus(&self) -> Found {
        spending::difference(&self.expenditure, &self.whole)
    }

    /// What was brought forward with the surplus, before anything is returned to partners or made good by them.
    fn carried(&self) -> Found {
        let part = |found: Found| found.map_err(Unknown::worked_with);
        together(vec![part(self.brought.clone()), part(self.surplus())])
    }
}

#[cfg(test)]
mod tests {
    use super::{Account, Found, Sum};
    use crate::model::money::Money;

    fn pounds(amount: i64) -> Found {
        Ok(Sum { amount: Money::from_sum(amount * 100), ..Sum::none() })
    }

    fn ends(brought: Found, whole: Found, expenditure: Found) -> (Option<i64>, Option<i64>) {
        let account = Account { class: None, brought, funding: Vec::new(), income: None, whole, expenditure };
        let known = |found: Found| found.ok().map(|sum| sum.amount.pence() / 100);
        (known(account.surplus()), known(account.carried()))
    }

    #[test]
    fn what_is_carried_forward_is_what_was_brought_with_the_surplus() {
        // The published reserve of Poole's charter trustees in 2020-21.
        let (budgeted, not_spent, spent) = (19_272, 28_647, 77_303);
        let put_in = pounds(spent + budgeted + not_spent);
        assert_eq!(ends(pounds(37_658), put_in, pounds(spent)), (Some(47_919), Some(85_577)));
        assert_eq!(ends(pounds(50), pounds(100), pounds(130)), (Some(-30), Some(20)), "a deficit");
    }

    #[test]
    fn what_is_missing_is_no_nil() {
        let missing = || Err("nobody says".into());
        assert_eq!(ends(missing(), pounds(100), pounds(90)), (Some(10), None));
        assert_eq!(ends(pounds(0), missing(), pounds(90)), (None, None));
        assert_eq!(ends(pounds(0), pounds(100), missing()), (None, None));
    }
}
