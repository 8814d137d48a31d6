//! Two-sided difference: what the payer says it paid is not what the host says it received.

use crate::finding::phrase::{Phrase, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::Agreement;
use crate::model::money::Money;
use crate::model::stated_basis::{Stated, StatedBasis};
use crate::reconcile::checks::{A_POUND, Check, Judge};
use crate::reconcile::{Books, OpenDifference};

/// What this check is about.
pub const ABOUT: About = About {
    name: "two-sided-difference",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "a contribution of which the payer and the host give different figures: what was paid and what was received \
            differ by more than the agreement's materiality, beyond what the rounding of their cells explains; in earlier years, too, of which returns lie in the folder. Where the difference \
            is what VAT at 20 % would make of it (within 0.1 %), or what the pool has of client income, the finding says so: that is \
            a suggestion to ask, and nothing is worked out by it. Where the two are known to be on different bases nothing is \
            compared (`bases-differ`).",
    matters: "money is on its way, in the wrong year, or in dispute, and the accounts of the two bodies will not agree.",
    action: "ask both partners to agree the balance, and to send the corrected figure",
    ask: Some("Agree the balance with the other partner, and send the corrected figure."),
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Agreement(judge)], tolerance: A_POUND };

/// Looks at each contribution to an agreement of which both sides have reported.
fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    let earlier = books.past.under(&agreement.id).flat_map(|past| &past.open_differences);
    let all = earlier.chain(books.open_differences.under(&agreement.id));
    all.map(|open| finding(books, agreement, open)).collect()
}

fn finding(books: &Books, agreement: &Agreement, open: &OpenDifference) -> Finding {
    let materiality = agreement.materiality.filter(|materiality| *materiality > Money::ZERO);
    let beyond = materiality.map(|amount| phrase!(", more than the agreement's materiality of {}", amount));
    let since = (open.since != open.period).then(|| phrase!("; it has been open since {}", open.since));
    let message = phrase!(
        "`{}` says that it paid {}{} to `{}` in {}; `{}` says that it received {}, a difference of {}{}{}{}",
        open.partner,
        open.paid.amount,
        books.of_class(&open.agreement, open.class),
        agreement.title,
        open.period,
        open.host,
        open.received.amount,
        open.difference,
        beyond,
        since,
        looks_like(books, agreement, open)
    );
    Finding::new(&ABOUT, message)
        .found(open.paid.amount, &open.paid.origins)
        .expected(open.received.amount, &open.received.origins)
        .differing_by(open.difference)
        .on_partner(Some(&open.partner))
        .in_period(open.period)
}

/// What would explain a difference, as something to ask; nothing where nothing does, or both sides say on which basis they are.
fn looks_like(books: &Books, agreement: &Agreement, open: &OpenDifference) -> Phrase {
    let stated = [&open.paid, &open.received].map(|sum| books.ledger.basis_of(&sum.origins));
    let is_known = |is_one: fn(&StatedBasis) -> bool| stated.iter().all(is_one);
    let (less, more) = (open.paid.amount.min(open.received.amount), open.paid.amount.max(open.received.amount));
    if is_vat(less, more) && !is_known(|basis| matches!(basis.vat, Stated::One(_))) {
        return "; a suggestion: the difference is a sixth of the larger amount, as VAT at 20 % would be, so ask whether one side \
                is with VAT and the other without"
            .into();
    }
    if !is_known(|basis| matches!(basis.income, Stated::One(_))) && is_income(books, agreement, open) {
        return "; a suggestion: the difference is as large as the pool's client income, so ask whether one side is gross and the \
                other net of it"
            .into();
    }
    Phrase::default()
}

/// Whether the larger of two amounts is the smaller and 20 % of it, within a tenth of a per cent of the smaller.
fn is_vat(less: Money, more: Money) -> bool {
    let (less, more) = (i128::from(less.pence()), i128::from(more.pence()));
    less > 0 && (1_000 * (more - less) - 200 * less).abs() <= less
}

/// Whether a difference is the client income of the pool, as it was reported or agreed, to the pound.
fn is_income(books: &Books, agreement: &Agreement, open: &OpenDifference) -> bool {
    let is_it = |income: Money| {
        let apart = income.abs().pence().abs_diff(open.difference.pence());
        income != Money::ZERO && apart <= 100
    };
    let year = open.period.year;
    let earlier = books.past.under(&agreement.id).filter(|past| past.year == year).flat_map(|past| &past.pools);
    let now = books.pools.under(&agreement.id).filter(|_| year == books.period.year);
    let mut pools = earlier.chain(now).filter(|pool| pool.class == open.class);
    let agreed = books.register.agreed_income.iter().filter(|one| {
        one.agreement == agreement.id && one.year == Some(year) && one.class.is_none_or(|class| class == open.class)
    });
    pools.any(|pool| pool.income.figure().is_some_and(|income| is_it(income.amount)))
        || Money::sum(agreed.filter_map(|one| one.amount)).is_some_and(is_it)
}

#[cfg(test)]
mod tests {
    use super::{Money, is_vat};

    #[test]
    fn a_fifth_more_looks_like_vat_and_what_is_near_it_does_not() {
        let looks = |less: i64, more: i64| is_vat(Money::from_sum(less), Money::from_sum(more));
        assert!(looks(100_000, 120_000) && looks(50_000_000, 60_000_001) && looks(100_000, 119_950));
        assert!(!looks(100_000, 116_667) && !looks(100_000, 125_000) && !looks(100_000, 120_200));
        assert!(!looks(0, 0) && !looks(-120_000, -100_000) && !looks(0, 20_000));
    }
}
