//! Legal cover: an agreement in dispute, under notice, or ended.

use chrono::NaiveDate;

use super::Case;
use crate::model::agreement::AgreementStatus;
use crate::model::rating::{Rating, Reason};
use crate::reconcile::checks::agreement_ends;

/// What the register's status says of the agreement's cover; that it is not signed, and that it ends soon, are findings.
pub fn by_status(case: &Case<'_>) -> Vec<Reason> {
    let said = case.agreement.status.as_ref().map(|stated| stated.text.as_str());
    let reason = |status: &AgreementStatus| {
        let short = match status {
            AgreementStatus::Active => return None,
            AgreementStatus::UnderNotice => "under notice",
            AgreementStatus::Disputed => "in dispute",
            AgreementStatus::Ended => "ended",
        };
        Some(watch(short, format!("the register’s status: {}", said.unwrap_or(short))))
    };
    case.agreement.statuses().iter().filter_map(reason).collect()
}

/// That it has ended by the meeting. A year that is over had its agreement to the last day.
pub fn by_date(case: &Case<'_>) -> Vec<Reason> {
    let books = case.books();
    let went_with_the_year = |end: NaiveDate| {
        let is_last_day = books.is_closed() && end == books.period.year.last_day();
        is_last_day && agreement_ends::committed_after(case.agreement, end).is_empty()
    };
    let ended = case.agreement.end.filter(|end| *end < books.meeting.max(books.as_at) && !went_with_the_year(*end));
    let said = |end: NaiveDate| {
        let day = end.format("%-d %B %Y");
        match end < books.as_at {
            true => watch("ended", format!("ended on {day}")),
            false => watch("ends before the meeting", format!("ends on {day}, before the committee meets")),
        }
    };
    ended.map(said).into_iter().collect()
}

fn watch(short: &str, told: String) -> Reason {
    Reason { rating: Rating::Watch, short: short.to_owned(), told }
}
