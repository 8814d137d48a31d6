//! Bases differ: an amount with VAT stands against one without it, or one gross of client income against one net of it.

use crate::finding::phrase::{Phrase, listed, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::Agreement;
use crate::model::origin::Origin;
use crate::reconcile::checks::{Check, Judge};
use crate::reconcile::{Books, Line, Reported, Sum};

/// What this check is about.
pub const ABOUT: About = About {
    name: "bases-differ",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "an amount that was budgeted, paid or received of which a heading, a column, a title or the layout says that it is with \
            or without VAT, or gross or net of client income, and the agreement says the other under VAT or Basis on the register's \
            sheet Agreements; or, where the agreement says neither, the other side does. Both amounts are shown as they were sent, \
            no difference is worked out and nobody is said to be late or short. No VAT is worked out.",
    matters: "what is with VAT and what is without it may differ by a fifth though nobody owes anything.",
    action: "ask the partner for the amount on the basis of the agreement; where the agreement has another basis, correct `VAT` or \
             `Basis`",
    ask: Some("Send the amount on the basis of the agreement, and say in the heading which that is."),
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Agreement(judge)], tolerance: None };

/// Looks at what is reported of each line of an agreement; what two sides say on different bases is said once.
fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    books.lines_of(&agreement.id).flat_map(of_line).collect()
}

fn of_line(line: &Line) -> Vec<Finding> {
    let said = [&line.budgeted, &line.paid, &line.received].map(Reported::on_another_basis);
    let mut whys: Vec<&Phrase> = said.iter().flatten().map(|(_, why)| *why).collect();
    whys.dedup();
    let finding = |why: &Phrase| {
        let sums: Vec<&Sum> = said.iter().flatten().filter(|(_, other)| *other == why).map(|(sum, _)| *sum).collect();
        let amounts = listed(sums.iter().map(|sum| phrase!("{}", sum.amount)));
        let cells: Vec<Origin> = sums.iter().flat_map(|sum| sum.origins.iter().cloned()).collect();
        let message = phrase!("{}: no difference is worked out from {}", why.clone(), amounts);
        Finding::new(&ABOUT, message).at_cells(&cells).on_partner(Some(&line.partner))
    };
    whys.into_iter().map(finding).collect()
}
