//! Disinvestment: a partner quietly puts in less than it promised.

use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::Agreement;
use crate::model::money::Money;
use crate::model::origin::Origin;
use crate::reconcile::{Books, Line, Sum};

/// What this check is about.
pub const ABOUT: About = About {
    name: "disinvestment",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "a partner's own budget for its contribution that is below its commitment after agreed variations; or a \
            commitment that is below last year's recurrent one, where no recurrent variation of last year explains it.",
    matters: "an agreement is a commitment of resources. A contribution may not fall without consultation, and this is \
              where a quiet cut shows first.",
    action: "ask the partner why; record the change as a variation, with its consultation and approval, or restore the money.",
};

/// Looks at each line of an agreement in both ways.
pub fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    let lines = books.lines_of(&agreement.id);
    lines
        .flat_map(|line| {
            below_commitment(books, agreement, line).into_iter().chain(below_last_year(books, agreement, line))
        })
        .collect()
}

fn below_commitment(books: &Books, agreement: &Agreement, line: &Line) -> Option<Finding> {
    let (budgeted, committed) = (line.budgeted.figure()?, line.committed.as_ref()?);
    let less = committed.amount.checked_sub(budgeted.amount).filter(|less| *less > Money::ZERO)?;
    let message = format!(
        "`{}` has budgeted {} for `{}` in {}, {less} below its commitment of {} ({})",
        line.partner,
        budgeted.amount,
        agreement.title,
        books.period,
        committed.amount,
        cells(&committed.origins),
    );
    let help = "ask the partner to restore the money, or to record a variation with its consultation and approval";
    Some(finding(line, message, help, budgeted, committed))
}

fn below_last_year(books: &Books, agreement: &Agreement, line: &Line) -> Option<Finding> {
    let (last, opening) = (line.last_recurrent.as_ref()?, line.opening.as_ref()?);
    let less = line.cut()?;
    let message = format!(
        "the commitment of `{}` to `{}` for {} is {}, {less} below last year's recurrent commitment of {} ({})",
        line.partner,
        agreement.title,
        books.period.year,
        opening.amount,
        last.amount,
        cells(&last.origins),
    );
    let help = "restore the commitment, or record last year's recurrent variation with its consultation and approval";
    Some(finding(line, message, help, opening, last))
}

fn finding(line: &Line, message: String, help: &str, found: &Sum, expected: &Sum) -> Finding {
    Finding::new(&ABOUT, message, help)
        .at_cells(&found.origins)
        .at_cells(&expected.origins)
        .on_partner(Some(&line.partner))
}

fn cells(origins: &[Origin]) -> String {
    let cells: Vec<String> = origins.iter().map(ToString::to_string).collect();
    crate::model::words::listed(&cells)
}
