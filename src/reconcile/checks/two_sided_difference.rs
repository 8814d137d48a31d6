//! Two-sided difference: what the payer says it paid is not what the host says it received.

use crate::finding::phrase::phrase;
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::Agreement;
use crate::model::money::Money;
use crate::reconcile::checks::{A_POUND, Check, Judge};
use crate::reconcile::{Books, OpenDifference, TwoSides};

/// What this check is about.
pub const ABOUT: About = About {
    name: "two-sided-difference",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "a contribution of which the payer and the host give different figures: what was paid and what was received \
            differ by more than the agreement's materiality, beyond what the rounding of their cells explains; in earlier years, too, of \
            which returns lie in the folder. Where the difference \
            is as large as the last instalments, what VAT at 20 % would make of it (within 0.1 %), or what the pool has of client \
            income, the finding says so: that is a suggestion to ask, and nothing is worked out by it. Where the two are known to be on different bases nothing is \
            compared (`bases-differ`).",
    matters: "money may be on its way, in the wrong year, or in dispute, and the accounts of the two bodies may not \
              agree.",
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
    let sides = TwoSides { partner: &open.partner, class: open.class, paid: &open.paid, received: &open.received };
    let suggestion = books.suggestion(agreement, sides);
    // What this year's instalments and income would explain says nothing of another year.
    let suggestion =
        (!suggestion.is_empty() && open.period == books.period).then(|| phrase!("; a suggestion: {}", suggestion));
    let host = match open.host == open.partner {
        true => "it also says, as host,".into(),
        false => phrase!("`{}` says", open.host),
    };
    let message = phrase!(
        "`{}` says that it paid {}{} to `{}` in {}; {} that it received {}, a difference of {}{}{}{}",
        open.partner,
        open.paid.amount,
        books.of_class(&open.agreement, open.class),
        agreement.title,
        open.period,
        host,
        open.received.amount,
        open.difference,
        beyond,
        since,
        suggestion
    );
    Finding::new(&ABOUT, message)
        .found(open.paid.amount, &open.paid.origins)
        .expected(open.received.amount, &open.received.origins)
        .differing_by(open.difference)
        .on_partner(Some(&open.partner))
        .in_period(open.period)
}
