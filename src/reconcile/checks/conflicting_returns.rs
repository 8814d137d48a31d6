//! Conflicting returns: one partner says two different things about one figure.

use std::collections::HashMap;

use crate::finding::phrase::{Say, cells, listed, name, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::ledger::{Contested, Position};
use crate::model::agreement::Agreement;
use crate::model::entry::{AmountSubject, Kind};
use crate::model::money::Money;
use crate::model::origin::Origin;
use crate::model::period::Period;
use crate::model::sharing::SourceKind;
use crate::model::total::{Total, TotalFigure};
use crate::reconcile::checks::{Check, Judge};
use crate::reconcile::judged::Judged;
use crate::reconcile::reported::tables;
use crate::reconcile::{Books, Lacks, Partly, PastYear, Reported, Sum, sources};

/// What this check is about.
pub const ABOUT: About = About {
    name: "conflicting-returns",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "two files or sheets that give different amounts for the same figure, of which neither is the other rounded; two \
            ledgers that have some payments in common and others not, so that it is not known whether those were made once or \
            twice; or a \
            reference figure in a return that is not \
            the one on the register's sheet Totals, by more than the rounding of its cells explains. Also two amounts of the \
            register for what an agreement brought forward. What returns of an earlier year say in two ways of what was paid, received or \
            spent in it is a warning.",
    matters: "added up they would count money twice, and the files alone do not say which is right. Neither is used; \
              of payments in two ledgers the figure is given as \"at least\"; of a reference figure the register's is.",
    action: "take the file that no longer holds out of the drop folder, or the sheet out of the file",
    ask: Some("Tell us which of the figures holds, and withdraw the file or the sheet with the other."),
};

/// How it judges.
pub const CHECK: Check = Check {
    about: &ABOUT,
    judges: &[Judge::Agreement(conflicts), Judge::Agreement(brought_forward), Judge::Area(reference_figures)],
    tolerance: None,
};

/// Looks at everything that was reported about an agreement.
fn conflicts(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    let lines = books.lines_of(&agreement.id).flat_map(|line| {
        let partner = Some(line.partner.as_str());
        [
            ("budgeted contribution", &line.budgeted, partner),
            ("payment", &line.paid, partner),
            ("contribution as received", &line.received, partner),
        ]
    });
    let pools = books.pools.under(&agreement.id).flat_map(|pool| {
        [
            ("budget of the pool", &pool.budget, None),
            ("spending of the pool", &pool.expenditure, None),
            ("forecast of the pool", &pool.forecast, None),
        ]
    });
    let own = books.own_spending.under(&agreement.id).flat_map(|own| {
        let partner = Some(own.partner.as_str());
        [
            ("own budget", &own.budget, partner),
            ("own spending", &own.expenditure, partner),
            ("own forecast", &own.forecast, partner),
        ]
    });
    let all = lines.chain(pools).chain(own);
    let now = all.filter_map(|(what, said, partner)| conflict(agreement, what, said, (partner, books.period)));
    now.chain(books.past.under(&agreement.id).flat_map(|past| of_past(agreement, past))).collect()
}

/// Looks at what came and was spent in an earlier year. An old draft that nobody took out of the folder says nothing of this year: it
/// is a warning. But it hides what was short, and so it is said.
fn of_past(agreement: &Agreement, past: &PastYear) -> Vec<Finding> {
    let lines = past.lines.iter().flat_map(|line| {
        let partner = Some(line.partner.as_str());
        [("payment", &line.paid, partner), ("contribution as received", &line.received, partner)]
    });
    let pools = past.pools.iter().map(|pool| ("spending of the pool", &pool.expenditure, None));
    let period = Period::whole(past.year);
    let all = lines.chain(pools).filter_map(|(what, said, partner)| conflict(agreement, what, said, (partner, period)));
    all.map(|finding| finding.at_level(Level::Warning).in_period(period)).collect()
}

/// Looks at what an agreement brought forward: two amounts on the sheet `Totals`, or one there and another on the sheet `Sources`.
fn brought_forward(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    let (register, year) = (&books.register, books.period.year);
    let open = register.open_parts_in(&agreement.id, year);
    let mut amounts: Vec<(Money, Origin)> = open.flat_map(|open| open.amounts.iter().cloned()).collect();
    if amounts.is_empty() {
        let totals = register.totals_of(&agreement.id, TotalFigure::BroughtForward, year);
        let total = Sum::of_amounts(totals.map(|total| (total.amount, &total.origin)));
        let rows = sources(register, &agreement.id, year).filter(|one| one.kind == Some(SourceKind::BroughtForward));
        // A row that cannot be read leaves nothing to compare.
        let source: Option<Vec<_>> = rows.map(|one| Some((one.amount?, &one.origin))).collect();
        let source = source.and_then(Sum::of_amounts);
        let both = total.zip(source).filter(|(total, source)| total.amount != source.amount);
        let cells = |sum: Sum| sum.origins.first().cloned().map(|origin| (sum.amount, origin));
        amounts = both.into_iter().flat_map(|(total, source)| [cells(total), cells(source)]).flatten().collect();
    }
    if amounts.len() < 2 {
        return Vec::new();
    }
    let each = amounts.iter().map(|(amount, origin)| phrase!("{}{}", *amount, cells([origin])));
    let message = phrase!(
        "the register has {} amounts for what `{}` brought forward into {}: {}",
        amounts.len().to_string(),
        agreement.title,
        year,
        listed(each)
    );
    let action = "keep the row that holds, and delete or correct the other";
    vec![Finding::new(&ABOUT, message).asking(action).at_cells(amounts.iter().map(|(_, origin)| origin))]
}

/// Looks at every reference figure that returns give; these are of no agreement, and said at the first that is judged.
fn reference_figures(books: &Books, judged: &Judged<'_>) -> Vec<Finding> {
    let Some(first) = judged.agreements.first() else { return Vec::new() };
    if books.register.totals.is_empty() {
        return Vec::new();
    }
    let mut returned: HashMap<_, Vec<&Position>> = HashMap::new();
    for one in books.ledger.positions().iter().filter(|one| one.subject.kind == Kind::Total) {
        let AmountSubject { partner, agreement, line, .. } = &one.subject;
        returned.entry((partner, agreement, one.period, line.clone())).or_default().push(one);
    }
    let each = books.register.totals.iter().flat_map(|total| {
        let figure = (&total.partner, &total.agreement, total.period, Some(total.figure.to_string()));
        let positions = returned.get(&figure).into_iter().flatten();
        positions.filter_map(|position| otherwise(books, total, position))
    });
    each.map(|finding| finding.on_agreement(Some(&first.id))).collect()
}

/// What a return says of a reference figure that the register gives otherwise.
fn otherwise(books: &Books, total: &Total, position: &Position) -> Option<Finding> {
    let difference = position.amount.checked_sub(total.amount)?.abs();
    let whose = total.partner.as_deref().map_or_else(|| "the area".into(), name);
    let message = phrase!(
        "`{}` of {} for {} is {} in `{}` and {} in the register{}, a difference of {}; the register's is used",
        total.figure,
        whose,
        total.period,
        position.amount,
        position.file,
        total.amount,
        cells([&total.origin]),
        difference
    );
    let found: Vec<Origin> = books.ledger.origins(position).cloned().collect();
    let finding = Finding::new(&ABOUT, message)
        .asking("ask which figure holds, and correct the return or the sheet `Totals`")
        .found(position.amount, &found)
        .expected(total.amount, std::slice::from_ref(&total.origin))
        .differing_by(difference);
    (difference > position.slack).then(|| finding.on_partner(total.partner.as_deref()))
}

fn conflict(
    agreement: &Agreement,
    what: &'static str,
    reported: &Reported,
    (partner, period): (Option<&str>, Period),
) -> Option<Finding> {
    let sums = match reported {
        Reported::Conflict(sums) => sums,
        Reported::AtLeast(Partly { known, lacks }) => {
            let contested = lacks.iter().find_map(|lack| match lack {
                Lacks::Payments(contested) => Some(contested),
                Lacks::Months { .. } | Lacks::Schemes(_) | Lacks::TimeToCome => None,
            })?;
            return Some(in_ledgers(agreement, what, known, contested).on_partner(partner));
        }
        _ => return None,
    };
    let whose = partner.map(|partner| phrase!(" of `{}`", partner));
    let message = phrase!(
        "the {}{} for `{}` in {} is {} in different places; none of these is used",
        what,
        whose,
        agreement.title,
        period,
        listed(sums.iter().map(|sum| sum.amount.say()))
    );
    let cells = sums.iter().flat_map(|sum| &sum.origins);
    Some(Finding::new(&ABOUT, message).at_cells(cells).on_partner(partner))
}

/// What ledgers have that share payments, while each has others.
fn in_ledgers(agreement: &Agreement, what: &'static str, known: &Sum, contested: &[Contested]) -> Finding {
    let one = |contested: &Contested| {
        let sums = contested.sums.iter().map(|(_, sum)| sum.say());
        let tables = listed(tables(std::slice::from_ref(contested)));
        if contested.versions {
            phrase!(
                "{} have payments of {} in common and may be versions of one ledger, with {}",
                tables,
                contested.period.alone_in_words(),
                listed(sums)
            )
        } else {
            phrase!("{} have some payments of {} in common", tables, contested.period.alone_in_words())
        }
    };
    let message = phrase!(
        "{}; the {} for `{}` is at least {}",
        listed(contested.iter().map(one)),
        what,
        agreement.title,
        known.amount
    );
    Finding::new(&ABOUT, message)
        .asking("take the file that no longer holds out of the drop folder, or the payments out of one of the files")
        .at_cells(contested.iter().flat_map(|one| &one.origins))
}
