//! Workings in a pack: the amounts by which shares were worked out, each with the cells of the share.

use super::record::TraceRow;
use crate::present::pack::Pack;

/// The rows of the first working that an amount is a step of.
pub(super) fn worked(pack: &Pack, section: &str, amount: &str) -> Option<Vec<TraceRow>> {
    let step = pack.figures.step(amount)?;
    let record = TraceRow {
        section: section.to_owned(),
        printed: amount.to_owned(),
        is: "step in the working of a share".to_owned(),
        id: step.id.to_owned(),
        agreement: step.agreement.to_owned(),
        partner: step.partner.unwrap_or_default().to_owned(),
        period: pack.figures.books.period.to_string(),
        ..TraceRow::default()
    };
    Some(record.over(step.origins))
}
