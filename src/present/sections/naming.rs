//! Naming: what a figure is and whose, in a few words.

use super::Desk;
use crate::measure::{Figure, id};

/// What a figure is, in a few words.
pub fn what(desk: &Desk<'_>, figure: &Figure) -> String {
    let title = |name: &String| desk.templates.measures.get(name).map(|measure| measure.title.clone());
    let words = match figure.id {
        id::COMMITTED => "Committed",
        id::DUE => "Due",
        id::BUDGETED => "Budgeted",
        id::PAID => "Paid",
        id::PAID_IN_PERIOD => "Paid in the period alone",
        id::RECEIVED => "Received",
        id::RECEIVED_IN_PERIOD => "Received in the period alone",
        id::DIFFERENCE => "Difference",
        id::TOTAL => "Contributions",
        id::SHARE => "Share of contributions",
        id::BUDGET => "Pool’s budget",
        id::ACTUAL => "Pool’s spending",
        id::ACTUAL_IN_PERIOD => "Pool’s spending in the period alone",
        id::FORECAST => "Pool’s forecast",
        id::VARIANCE => "Variance",
        id::RISK_SHARE => "Part of the variance",
        other => &figure.definition.as_ref().and_then(title).unwrap_or_else(|| other.to_owned()),
    };
    let words = words.to_owned();
    let class = figure.class.map(|class| class.word().to_owned());
    let period = (figure.period != desk.figures.books.period).then(|| figure.period.to_string());
    [Some(words), class, period].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Whose a figure is: an agreement's, a partner's in it, or all pooled funds'.
pub fn whose(desk: &Desk<'_>, figure: &Figure) -> String {
    let agreement = figure.agreement.as_deref().map(|agreement| desk.figures.books.register.title(agreement));
    match (agreement, figure.partner.as_deref()) {
        (Some(agreement), Some(partner)) => format!("{agreement}: {partner}"),
        (Some(agreement), None) => agreement.to_owned(),
        (None, Some(partner)) => format!("All pooled funds: {partner}"),
        (None, None) if figure.id == id::JOINT => "The area".to_owned(),
        (None, None) => "All pooled funds".to_owned(),
    }
}
