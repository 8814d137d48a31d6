//! Agreement ends: an agreement that is over before a notice to end it would have run out, or that has ended in the year.

use chrono::{Days, Months, NaiveDate};

use crate::finding::phrase::{Say, cells, count, listed, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::Agreement;
use crate::model::period::Year;
use crate::reconcile::Books;
use crate::reconcile::checks::{Check, Judge};

/// What this check is about.
pub const ABOUT: About = About {
    name: "agreement-ends",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "an agreement of which the day under End on the register's sheet Agreements is less than its months of notice after \
            the meeting, or after three months where the register does not say how long notice is; or one that has ended in the \
            year that is reported on. One that ended before the year is no longer named, and neither, once the year is over, is \
            one that ended with it, unless the register has commitments to it for a later year. What follows an agreement is not in the register.",
    matters: "after that day the partners are bound to nothing and the money has no agreement behind it. There is less time left \
              to agree what follows than the partners have to give each other before they may leave.",
    action: "ask the partners what is to follow the agreement; where it was renewed, enter its new last day under `End`",
    ask: Some("Tell us what is to follow the agreement, or its new last day where it was renewed."),
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Agreement(judge)], tolerance: None };

/// What notice is taken to be where the register does not say it.
const USUAL_NOTICE: u32 = 3;

/// Looks at the last day of an agreement.
fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    ends(books, agreement).into_iter().collect()
}

fn ends(books: &Books, agreement: &Agreement) -> Option<Finding> {
    let (end, meeting) = (agreement.end?, books.meeting);
    let year = books.period.year;
    // A year that is over had its agreement to the last day; but money of a later one has none behind it.
    let later = committed_after(agreement, end);
    let is_over = books.is_closed() && later.is_empty();
    let from = if is_over { year.last_day().checked_add_days(Days::new(1))? } else { year.first_day() };
    let notice = agreement.notice_months.unwrap_or(USUAL_NOTICE);
    if end < from || end > meeting.checked_add_months(Months::new(notice))? {
        return None;
    }
    let (title, written) = (&agreement.title, cells([&agreement.origin]));
    let message = if end < meeting {
        let ends = if end < books.as_at { "ended" } else { "ends" };
        let committed = (!later.is_empty()).then(|| {
            let years = listed(later.iter().map(Say::say));
            phrase!(", and the register has commitments to it for {}", years)
        });
        phrase!("`{}` {} on {}{}; the committee meets on {}{}", title, ends, end, written, meeting, committed)
    } else {
        let months = match agreement.notice_months {
            Some(months) => phrase!("notice is {}", count(months as usize, "month")),
            None => "the register does not say how long notice is".into(),
        };
        phrase!("`{}` ends on {}{}; the committee meets on {}, and {}", title, end, written, meeting, months)
    };
    Some(Finding::new(&ABOUT, message).at(&agreement.origin))
}

/// The years after its last day for which an agreement has commitments.
#[must_use]
pub fn committed_after(agreement: &Agreement, end: NaiveDate) -> Vec<Year> {
    agreement.committed_in.iter().copied().filter(|year| year.first_day() > end).collect()
}
