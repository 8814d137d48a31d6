//! Legal cover: an agreement in dispute, under notice, or ended.

use super::Case;
use crate::model::agreement::AgreementStatus;
use crate::model::rating::{Rating, Reason};

/// What the register says of the agreement's cover; that it is not signed, and that it ends soon, are findings.
pub fn reasons(case: &Case<'_>) -> Vec<Reason> {
    let said = case.agreement.status.as_ref().map(|stated| stated.text.as_str());
    let ended = case.agreement.end.filter(|end| *end < case.books().as_at);
    let watch = |short: &str, told: String| Reason { rating: Rating::Watch, short: short.to_owned(), told };
    let by_status = case.agreement.statuses().iter().filter_map(|status| {
        let short = match status {
            AgreementStatus::Active => return None,
            AgreementStatus::UnderNotice => "under notice",
            AgreementStatus::Disputed => "in dispute",
            AgreementStatus::Ended => "ended",
        };
        Some(watch(short, format!("the register’s status: {}", said.unwrap_or(short))))
    });
    let by_date = ended.map(|end| watch("ended", format!("ended on {}", end.format("%-d %B %Y"))));
    by_status.chain(by_date).collect()
}
