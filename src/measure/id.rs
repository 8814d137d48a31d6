//! The name of a figure, which with its definition, agreement, partner, class and period is unique.

/// What was committed, after variations.
pub const COMMITTED: &str = "contributions.committed";
/// What of the commitment has fallen due.
pub const DUE: &str = "contributions.due";
/// What partners have budgeted.
pub const BUDGETED: &str = "contributions.budgeted";
/// What partners say they paid.
pub const PAID: &str = "contributions.paid";
/// What of it they paid in the last month or quarter of the period alone.
pub const PAID_IN_PERIOD: &str = "contributions.paid.in-period";
/// What hosts say they received.
pub const RECEIVED: &str = "contributions.received";
/// What of it they received in the last month or quarter of the period alone.
pub const RECEIVED_IN_PERIOD: &str = "contributions.received.in-period";
/// What is held against the commitment (paid once the year is over, else budgeted) less the commitment.
pub const DIFFERENCE: &str = "contributions.difference";
/// The contribution that a publication leads with.
pub const TOTAL: &str = "contributions.total";
/// A partner's part of all contributions.
pub const SHARE: &str = "contribution-share";
/// A pool's budget.
pub const BUDGET: &str = "expenditure.budget";
/// What a pool spent.
pub const ACTUAL: &str = "expenditure.actual";
/// What of it it spent in the last month or quarter of the period alone.
pub const ACTUAL_IN_PERIOD: &str = "expenditure.actual.in-period";
/// What a pool expects to spend in the year.
pub const FORECAST: &str = "expenditure.forecast";
/// What was spent less the budget once the year is over; until then the forecast less the budget.
pub const VARIANCE: &str = "variance";
/// What a partner bears of a variance.
pub const RISK_SHARE: &str = "risk-share";
/// What of a variance the agreement's rule allots to nobody.
pub const NOT_ALLOTTED: &str = "risk-share.not-allotted";
/// Joint expenditure by one definition.
pub const JOINT: &str = "joint-expenditure";

/// What a figure is in a few words; `None` of joint expenditure, which its definition names.
#[must_use]
pub fn words(id: &str) -> Option<&'static str> {
    Some(match id {
        COMMITTED => "Committed",
        DUE => "Due",
        BUDGETED => "Budgeted",
        PAID => "Paid",
        PAID_IN_PERIOD => "Paid in the period alone",
        RECEIVED => "Received",
        RECEIVED_IN_PERIOD => "Received in the period alone",
        DIFFERENCE => "Difference",
        TOTAL => "Contributions",
        SHARE => "Share of contributions",
        BUDGET => "Pool’s budget",
        ACTUAL => "Pool’s spending",
        ACTUAL_IN_PERIOD => "Pool’s spending in the period alone",
        FORECAST => "Pool’s forecast",
        VARIANCE => "Variance",
        RISK_SHARE => "Part of the variance",
        NOT_ALLOTTED => "Not allotted",
        _ => return None,
    })
}

/// Every name.
pub const ALL: [&str; 18] = [
    COMMITTED,
    DUE,
    BUDGETED,
    PAID,
    PAID_IN_PERIOD,
    RECEIVED,
    RECEIVED_IN_PERIOD,
    DIFFERENCE,
    TOTAL,
    SHARE,
    BUDGET,
    ACTUAL,
    ACTUAL_IN_PERIOD,
    FORECAST,
    VARIANCE,
    RISK_SHARE,
    NOT_ALLOTTED,
    JOINT,
];

/// The name as it stands in [`ALL`]; `None` for a text that names no figure.
#[must_use]
pub fn known(text: &str) -> Option<&'static str> {
    ALL.into_iter().find(|name| *name == text)
}
