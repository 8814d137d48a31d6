//! Scope: what a title or a heading of a part of a table says of the amounts below it: their class, or that they are something
//! else than the table is of.

use super::class::class_in_words;
use super::total::is_beside;
use crate::model::entry::{Class, Kind};
use crate::model::words::folded;

/// What a title or a heading says of the amounts below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// They are of a class.
    Class(Class),
    /// They are not what the table is of.
    Other,
    /// They are what tables are of, and nothing more is said: `Expenditure`.
    Counted,
}

/// What the amounts of a table are, as far as a title can contradict it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amounts {
    /// What a pool spends, and nothing else.
    Spending,
    /// What partners paid, where no heading says so: periods across.
    PaidUnsaid,
    /// Anything else.
    Others,
}

impl Amounts {
    /// What kinds of amounts and their headings come to.
    pub fn of<'h>(columns: impl Iterator<Item = (Kind, &'h str)> + Clone) -> Self {
        let is_spending = |kind| matches!(kind, Kind::Budget | Kind::Expenditure | Kind::Forecast);
        let says_paid = |heading: &str| folded(heading).split(' ').any(|word| PAID.contains(&word));
        if columns.clone().all(|(kind, _)| is_spending(kind)) {
            Self::Spending
        } else if columns.clone().all(|(kind, heading)| kind == Kind::Contribution && !says_paid(heading)) {
            Self::PaidUnsaid
        } else {
            Self::Others
        }
    }
}

/// Words for amounts that no pool counts.
const OUTSIDE: [&[&str]; 22] = [
    &["outside"],
    &["excluded"],
    &["not", "pooled"],
    &["non", "pooled"],
    &["unpooled"],
    &["aligned"],
    &["not", "part"],
    &["not", "in", "pool"],
    &["not", "in", "the", "pool"],
    &["not", "included"],
    &["out", "of", "scope"],
    &["example", "only"],
    &["examples", "only"],
    &["example", "figures"],
    &["worked", "example"],
    &["for", "illustration"],
    &["illustrative"],
    &["not", "yet", "agreed"],
    &["not", "agreed"],
    &["superseded"],
    &["withdrawn"],
    &["specimen"],
];

/// Words for amounts of another time.
const EARLIER: [&[&str]; 3] = [&["previous"], &["prior"], &["last"]];

/// Words for what comes in, over what is spent.
const INCOMING: [&[&str]; 11] = [
    &["income"],
    &["receipt"],
    &["receipts"],
    &["received"],
    &["recharge"],
    &["recharges"],
    &["saving"],
    &["savings"],
    &["efficiencies"],
    &["fees"],
    &["refunds"],
];

/// Words for what is not paid, over what is read as paid.
const UNPAID: [&[&str]; 18] = [
    &["agreed"],
    &["planned"],
    &["plan"],
    &["profile"],
    &["forecast"],
    &["forecasts"],
    &["contribution", "budget"],
    &["contributions", "budget"],
    &["budgeted"],
    &["projected"],
    &["expected"],
    &["proposed"],
    &["due"],
    &["outstanding"],
    &["payable"],
    &["invoiced"],
    &["unpaid"],
    &["overdue"],
];

/// Words by which amounts are paid.
const PAID: [&str; 6] = ["paid", "actual", "actuals", "made", "received", "payments"];

/// Words for spending; beside what comes in, a title is of both.
const SPENT: [&str; 7] = ["expenditure", "spend", "spending", "spent", "cost", "costs", "payments"];

/// Words for a time, which a title can say of its own.
const TIMES: [&str; 7] = ["last", "year", "years", "month", "months", "quarter", "period"];

/// Words that change nothing beside them, and that totals do not have beside them.
const BESIDE: [&str; 11] =
    ["client", "clients", "customer", "draft", "only", "other", "partnership", "s75", "schedule", "section", "years"];

/// What a title, or a heading of a part of a table, says of the amounts below; `None` where a word of it is not understood.
#[must_use]
pub fn scope(text: &str, amounts: Amounts) -> Option<Scope> {
    let text = folded(text);
    let mut words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return None;
    }
    let has = |known: &[&str]| words.iter().any(|word| known.contains(word));
    let (is_paid, is_spent) = (has(&PAID), has(&SPENT));
    let of_kind: &[&[&str]] = match amounts {
        Amounts::Spending if !is_spent => &INCOMING,
        Amounts::PaidUnsaid if !is_paid => &UNPAID,
        _ => &[],
    };
    let says_other =
        OUTSIDE.iter().chain(&EARLIER).chain(of_kind).filter(|phrase| take(&mut words, phrase)).count() > 0;
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let all_beside = words.iter().all(|word| is_beside(word) || BESIDE.contains(word) || is_number(word));
    match (says_other, class_in_words(&text)) {
        (true, _) => all_beside.then_some(Scope::Other),
        (false, Some(class)) => Some(Scope::Class(class)),
        (false, None) => all_beside.then_some(Scope::Counted),
    }
}

/// What a title says of the amounts below; the position of last month may be that of the sheet.
#[must_use]
pub fn of_title(text: &str, amounts: Amounts) -> Option<Scope> {
    let words = folded(text);
    let has = |known: &[&str]| words.split(' ').any(|word| known.contains(&word));
    let is_earlier = EARLIER.iter().any(|phrase| has(phrase));
    scope(text, amounts).filter(|_| !(is_earlier && has(&TIMES)))
}

/// Takes a phrase out of words, if they have it.
fn take(words: &mut Vec<&str>, phrase: &[&str]) -> bool {
    let place = words.windows(phrase.len()).position(|window| window == phrase);
    if let Some(place) = place {
        words.drain(place..place + phrase.len());
    }
    place.is_some()
}

#[cfg(test)]
mod tests {
    use super::{Amounts, Scope, of_title, scope};
    use crate::model::entry::{Class, Kind};

    #[test]
    fn a_title_says_that_the_amounts_below_are_something_else() {
        let other = Some(Scope::Other);
        for (text, amounts, said) in [
            ("Income", Amounts::Spending, other),
            ("Client income 2024-25", Amounts::Spending, other),
            ("Other fees and charges", Amounts::Spending, None),
            ("Recharges to partners", Amounts::Spending, other),
            ("Income and expenditure 2024/25", Amounts::Spending, Some(Scope::Counted)),
            ("Example Council", Amounts::Spending, None),
            ("Agreed contributions (section 75, schedule 2)", Amounts::PaidUnsaid, other),
            ("Income", Amounts::Others, Some(Scope::Counted)),
            ("Outside the pooled budget", Amounts::Others, other),
            ("Non-pooled budgets", Amounts::Spending, other),
            ("Not part of the section 75 agreement", Amounts::Spending, other),
            ("Example only", Amounts::PaidUnsaid, other),
            ("Prior forecast", Amounts::Spending, other),
            ("Capital schemes", Amounts::Spending, Some(Scope::Class(Class::Capital))),
            ("Revenue", Amounts::Spending, Some(Scope::Class(Class::Revenue))),
            ("Capital charges", Amounts::Spending, None),
            ("Expenditure", Amounts::Spending, Some(Scope::Counted)),
            ("Pooled budget", Amounts::Spending, Some(Scope::Counted)),
            ("Planned contributions", Amounts::PaidUnsaid, other),
            ("Contributions to the pooled budget", Amounts::PaidUnsaid, Some(Scope::Counted)),
            ("Contributions due and paid", Amounts::PaidUnsaid, None),
            ("Planned contributions", Amounts::Others, Some(Scope::Counted)),
            ("Savings Bank Street", Amounts::Spending, None),
            ("Income maximisation team", Amounts::Spending, None),
            ("Outside Spaces", Amounts::Others, None),
            ("", Amounts::Others, None),
        ] {
            assert_eq!(scope(text, amounts), said, "{text}");
        }
    }

    #[test]
    fn a_title_can_be_of_its_own_time() {
        assert_eq!(of_title("Position at the end of last month", Amounts::Spending), None);
        assert_eq!(of_title("Previous forecast", Amounts::Spending), Some(Scope::Other));
    }

    #[test]
    fn what_a_table_is_of_is_said_by_its_columns() {
        let of = |columns: &[(Kind, &'static str)]| Amounts::of(columns.iter().copied());
        assert_eq!(of(&[(Kind::Budget, "Budget"), (Kind::Expenditure, "Actual")]), Amounts::Spending);
        assert_eq!(of(&[(Kind::Contribution, "Q1"), (Kind::Contribution, "Q2")]), Amounts::PaidUnsaid);
        assert_eq!(of(&[(Kind::Contribution, "Paid to date")]), Amounts::Others);
    }
}
