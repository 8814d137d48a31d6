//! The name of a figure, which with its definition, agreement, partner, class and period is unique.

/// What was committed as the year began.
pub const OPENING: &str = "contributions.opening";
/// What variations that count come to.
pub const VARIED: &str = "contributions.varied";
/// What was committed, after variations that count.
pub const COMMITTED: &str = "contributions.committed";
/// What of the commitment has fallen due.
pub const DUE: &str = "contributions.due";
/// What was paid less what has fallen due; below zero where less was paid.
pub const PAID_LESS_DUE: &str = "contributions.paid-less-due";
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
/// What was agreed to be in a pool.
pub const AGREED: &str = "pool.agreed";
/// What of it partners committed.
pub const AGREED_COMMITTED: &str = "pool.agreed.committed";
/// What of it was brought forward.
pub const AGREED_BROUGHT_FORWARD: &str = "pool.agreed.brought-forward";
/// What of it is income that was agreed.
pub const AGREED_INCOME: &str = "pool.agreed.income";
/// What was spent less the agreed pool once the year is over; until then the forecast less the agreed pool.
pub const VARIANCE: &str = "variance";
/// The variance by the base that the agreement does not go by: what partners put in, or what they committed.
pub const VARIANCE_OTHER_BASE: &str = "variance.other-base";
/// The variance if the pool's figures are before client income, where the register does not say.
pub const VARIANCE_GROSS: &str = "variance.gross";
/// The variance if they are after it.
pub const VARIANCE_NET: &str = "variance.net";
/// What of an overspend money brought forward meets.
pub const MET_BY_BROUGHT_FORWARD: &str = "variance.met-by.brought-forward";
/// What of it the risk pool meets.
pub const MET_BY_RISK_POOL: &str = "variance.met-by.risk-pool";
/// What of it schemes meet that nobody has committed yet.
pub const MET_BY_UNCOMMITTED: &str = "variance.met-by.uncommitted";
/// What of a variance sources leave to share.
pub const TO_SHARE: &str = "variance.to-share";
/// What a partner bears of a variance.
pub const RISK_SHARE: &str = "risk-share";
/// What of a variance the agreement allots to nobody.
pub const NOT_ALLOTTED: &str = "risk-share.not-allotted";
/// What the register says that a scheme is to cost.
pub const SCHEME_AGREED: &str = "scheme.agreed";
/// What a source of funding was to put into a pool as the year began.
pub const FUNDING_OPENING: &str = "funding.opening";
/// What a source of funding puts into a pool for the year.
pub const FUNDING_INCOME: &str = "funding.income";
/// What the schemes that it pays are to cost it.
pub const FUNDING_PLANNED: &str = "funding.planned";
/// What was spent of it; of a scheme with several sources in proportion to what each is to pay for it.
pub const FUNDING_SPENT: &str = "funding.spent";
/// What it puts in less what it is to pay for.
pub const FUNDING_BALANCE: &str = "funding.balance";
/// What of a payment was not spent by the end of the year.
pub const PAYMENT_UNSPENT: &str = "payment.unspent";
/// What of last year's payment was brought forward into this year.
pub const PAYMENT_BROUGHT_FORWARD: &str = "payment.brought-forward";
/// What a partner has to pay in a month to come.
pub const INSTALMENT: &str = "instalment";
/// What is due from a partner less what the host says it received.
pub const RECEIVABLE: &str = "balance.receivable";
/// What is due from a partner less what it says it paid.
pub const PAYABLE: &str = "balance.payable";
/// What of the two both sides have.
pub const BALANCE_AGREED: &str = "balance.agreed";
/// By how much the two differ.
pub const BALANCE_DIFFERENCE: &str = "balance.difference";
/// What a condition of the Better Care Fund asks for: a published minimum, or a grant's allocation.
pub const CONDITION_MINIMUM: &str = "condition.minimum";
/// What is planned towards it.
pub const CONDITION_PLANNED: &str = "condition.planned";
/// What is planned less what is asked for.
pub const CONDITION_DIFFERENCE: &str = "condition.difference";
/// What a pool's account begins with: what was brought forward from the year before.
pub const ACCOUNT_BROUGHT_FORWARD: &str = "account.brought-forward";
/// What partners put into a pool, by who received it or else by who paid it.
pub const ACCOUNT_FUNDING: &str = "account.funding";
/// Client income that is a part of a pool's funding.
pub const ACCOUNT_INCOME: &str = "account.income";
/// What a pool spent, as its account has it.
pub const ACCOUNT_EXPENDITURE: &str = "account.expenditure";
/// What was put in less what was spent; below zero a deficit.
pub const ACCOUNT_SURPLUS: &str = "account.surplus";
/// A partner's share of the surplus or deficit.
pub const ACCOUNT_SHARE: &str = "account.share";
/// What a partner paid less what it committed, where that is a part of the surplus or deficit and none of the shares.
pub const ACCOUNT_PAID_LESS_COMMITTED: &str = "account.paid-less-committed";
/// Client income less what of it was agreed, where that is such a part.
pub const ACCOUNT_INCOME_LESS_AGREED: &str = "account.income-less-agreed";
/// What a pool's account ends with.
pub const ACCOUNT_CARRIED_FORWARD: &str = "account.carried-forward";
/// Joint expenditure by one definition.
pub const JOINT: &str = "joint-expenditure";

/// What a figure is in a few words; `None` of joint expenditure, which its definition names.
#[must_use]
pub fn words(id: &str) -> Option<&'static str> {
    Some(match id {
        OPENING => "Committed as the year began",
        VARIED => "Variations",
        COMMITTED => "Committed",
        DUE => "Due",
        PAID_LESS_DUE => "Paid less due",
        BUDGETED => "Budgeted",
        PAID => "Paid",
        PAID_IN_PERIOD => "Paid in the period alone",
        RECEIVED => "Received",
        RECEIVED_IN_PERIOD => "Received in the period alone",
        DIFFERENCE => "Put in less committed",
        TOTAL => "Contributions",
        SHARE => "Share of contributions",
        BUDGET => "Pool’s budget",
        ACTUAL => "Pool’s spending",
        ACTUAL_IN_PERIOD => "Pool’s spending in the period alone",
        FORECAST => "Pool’s forecast",
        AGREED => "Agreed pool",
        AGREED_COMMITTED => "Agreed pool: committed",
        AGREED_BROUGHT_FORWARD => "Agreed pool: brought forward",
        AGREED_INCOME => "Agreed pool: income",
        VARIANCE => "Variance",
        VARIANCE_OTHER_BASE => "Variance by the other base",
        VARIANCE_GROSS => "Variance before income",
        VARIANCE_NET => "Variance after income",
        MET_BY_BROUGHT_FORWARD => "Met by money brought forward",
        MET_BY_RISK_POOL => "Met by the risk pool",
        MET_BY_UNCOMMITTED => "Met by schemes not committed",
        TO_SHARE => "Left to share",
        RISK_SHARE => "Part of the variance",
        NOT_ALLOTTED => "Not allotted",
        SCHEME_AGREED => "Scheme’s agreed budget",
        FUNDING_OPENING => "To be put in as the year began",
        FUNDING_INCOME => "Put in by the source",
        FUNDING_PLANNED => "Schemes that the source pays",
        FUNDING_SPENT => "Spent of the source",
        FUNDING_BALANCE => "Balance of the source",
        PAYMENT_UNSPENT => "Not spent",
        PAYMENT_BROUGHT_FORWARD => "Brought forward",
        INSTALMENT => "Instalment",
        RECEIVABLE => "Receivable",
        PAYABLE => "Payable",
        BALANCE_AGREED => "Balance agreed",
        BALANCE_DIFFERENCE => "Balances differ by",
        CONDITION_MINIMUM => "Minimum or allocation",
        CONDITION_PLANNED => "Planned",
        CONDITION_DIFFERENCE => "Planned less minimum or allocation",
        ACCOUNT_BROUGHT_FORWARD => "Account: brought forward",
        ACCOUNT_FUNDING => "Account: put in",
        ACCOUNT_INCOME => "Account: client income",
        ACCOUNT_EXPENDITURE => "Account: spent",
        ACCOUNT_SURPLUS => "Account: surplus, or deficit below zero",
        ACCOUNT_SHARE => "Account: share of the surplus or deficit",
        ACCOUNT_PAID_LESS_COMMITTED => "Account: paid less committed",
        ACCOUNT_INCOME_LESS_AGREED => "Account: client income less agreed",
        ACCOUNT_CARRIED_FORWARD => "Account: balance at the end of the year",
        _ => return None,
    })
}

/// What a partner's own part of an aligned budget is in a few words; `None` of other figures.
#[must_use]
pub fn own_words(id: &str) -> Option<&'static str> {
    Some(match id {
        BUDGET => "Own budget",
        ACTUAL => "Own spending",
        FORECAST => "Own forecast",
        _ => return None,
    })
}

/// What is reported of the money of a payment is in a few words; `None` of other figures.
#[must_use]
pub fn payment_words(id: &str) -> Option<&'static str> {
    Some(match id {
        BUDGET => "Budget for the payment",
        ACTUAL => "Spent of the payment",
        ACTUAL_IN_PERIOD => "Spent of the payment in the period alone",
        FORECAST => "Forecast for the payment",
        _ => return None,
    })
}

/// Every name.
pub const ALL: &[&str] = &[
    OPENING,
    VARIED,
    COMMITTED,
    DUE,
    PAID_LESS_DUE,
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
    AGREED,
    AGREED_COMMITTED,
    AGREED_BROUGHT_FORWARD,
    AGREED_INCOME,
    VARIANCE,
    VARIANCE_OTHER_BASE,
    VARIANCE_GROSS,
    VARIANCE_NET,
    MET_BY_BROUGHT_FORWARD,
    MET_BY_RISK_POOL,
    MET_BY_UNCOMMITTED,
    TO_SHARE,
    RISK_SHARE,
    NOT_ALLOTTED,
    SCHEME_AGREED,
    FUNDING_OPENING,
    FUNDING_INCOME,
    FUNDING_PLANNED,
    FUNDING_SPENT,
    FUNDING_BALANCE,
    PAYMENT_UNSPENT,
    PAYMENT_BROUGHT_FORWARD,
    INSTALMENT,
    RECEIVABLE,
    PAYABLE,
    BALANCE_AGREED,
    BALANCE_DIFFERENCE,
    CONDITION_MINIMUM,
    CONDITION_PLANNED,
    CONDITION_DIFFERENCE,
    ACCOUNT_BROUGHT_FORWARD,
    ACCOUNT_FUNDING,
    ACCOUNT_INCOME,
    ACCOUNT_EXPENDITURE,
    ACCOUNT_SURPLUS,
    ACCOUNT_SHARE,
    ACCOUNT_PAID_LESS_COMMITTED,
    ACCOUNT_INCOME_LESS_AGREED,
    ACCOUNT_CARRIED_FORWARD,
    JOINT,
];

/// The name as it stands in [`ALL`]; `None` for a text that names no figure.
#[must_use]
pub fn known(text: &str) -> Option<&'static str> {
    ALL.iter().copied().find(|name| *name == text)
}
