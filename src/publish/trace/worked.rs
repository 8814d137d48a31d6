//! Workings in a pack: the amounts by which shares were worked out, each with the cells of the share.

use super::record::TraceRow;
use crate::measure::Figures;
use crate::measure::id;
use crate::measure::risk::SharingOutcome;

/// The rows of the first working that an amount is a step of.
pub(super) fn worked(figures: &Figures, section: &str, amount: &str) -> Option<Vec<TraceRow>> {
    let record = |agreement: &str, partner: &str| TraceRow {
        section: section.to_owned(),
        printed: amount.to_owned(),
        is: "step in the working of a share".to_owned(),
        id: id::RISK_SHARE.to_owned(),
        agreement: agreement.to_owned(),
        partner: partner.to_owned(),
        period: figures.books.period.to_string(),
        ..TraceRow::default()
    };
    figures.sharings.iter().find_map(|sharing| {
        let left = sharing.met.left.as_ref().map(|left| left.origins.as_slice()).unwrap_or_default();
        if sharing.met.steps.iter().any(|step| step.there_is.to_string() == amount) {
            return Some(record(&sharing.agreement, "").over(left));
        }
        let SharingOutcome::Shared { borne, part, .. } = &sharing.outcome else { return None };
        if part.is_some_and(|part| [part.shared, part.kept].iter().any(|one| one.abs().to_string() == amount)) {
            return Some(record(&sharing.agreement, "").over(left));
        }
        let share = borne.iter().find(|one| one.working.amounts().any(|one| one.to_string() == amount))?;
        Some(record(&sharing.agreement, &share.partner).over(left.iter().chain(&share.origins)))
    })
}
