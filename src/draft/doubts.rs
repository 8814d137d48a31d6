//! Drafting: what words of headings and titles leave doubtful of the amounts below them.

use super::words::{says_any, spaced};

/// What words of titles and names make doubtful.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Doubts {
    /// They speak of a plan, so that expenditure may be planned.
    plan: bool,
    /// They speak of income, so that what is actual may be income.
    income: bool,
}

/// Words of spending, whatever a title says.
const SPENDING: &str = "spend|spent|spending|expenditure|cost|costs";

impl Doubts {
    /// What some titles and names say.
    pub fn of<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        texts.map(spaced).fold(Self::default(), |known, text| Self {
            plan: known.plan || says_any(&text, "plan|plans|planned|planning"),
            income: known.income || says_any(&text, "income|receipts"),
        })
    }

    /// Why the kind that a heading names may be another one.
    pub fn of_kind(self, kind: &str, heading: &str) -> Option<&'static str> {
        let heading = spaced(heading);
        let says = |phrases: &str| says_any(&heading, phrases);
        match kind {
            "budget" if !says("budget|budgets|bud|allocation|planned") => {
                Some("its heading speaks of a plan, a target or a limit: is it what was budgeted?")
            }
            "forecast" if says("expected|likely|anticipated") => {
                Some("its heading speaks of what is expected: is it a forecast?")
            }
            "contribution" if says("expected|likely|anticipated|forecast|projected|estimated") => {
                Some("its heading speaks of what is expected: was it paid?")
            }
            "expenditure" if self.plan && !says("actual|actuals|spent|paid|to date|ytd|outturn") => {
                Some("a title or a name speaks of a plan: was it spent, or is it planned?")
            }
            "budget" | "expenditure" | "forecast" if self.income && !says(SPENDING) => {
                Some("a title or a name speaks of income: is it spending?")
            }
            _ => None,
        }
    }
}

/// Whether a heading says that its amounts are those of a month or a quarter alone.
pub(super) fn is_of_part_alone(heading: &str) -> bool {
    says_any(&spaced(heading), "month|months|monthly|period|quarter|quarterly|qtr|week|weekly")
}

/// Whether a heading speaks of a plan that a later one replaces.
pub(super) fn is_first_plan(heading: &str) -> bool {
    says_any(&spaced(heading), "original|initial|opening|baseline")
}

/// Whether a heading speaks of a plan that replaces an earlier one.
pub(super) fn is_later_plan(heading: &str) -> bool {
    says_any(&spaced(heading), "revised|current|latest|updated|working")
}

/// What numbers under a heading are that names months, quarters or years.
pub(super) fn of_time(heading: &str) -> Option<&'static str> {
    const TIMES: [(&str, &str); 3] =
        [("month", "period|month|months|mth"), ("quarter", "quarter|qtr"), ("period", "year")];
    let heading = spaced(heading);
    TIMES.into_iter().find(|(_, words)| says_any(&heading, words)).map(|(what, _)| what)
}

#[cfg(test)]
mod tests {
    use super::Doubts;

    #[test]
    fn a_title_may_make_a_kind_doubtful() {
        let doubtful = |title: &str, kind: &str, heading: &str| {
            Doubts::of(std::iter::once(title)).of_kind(kind, heading).is_some()
        };
        assert!(doubtful("Spending plan 2025/26", "expenditure", "Expenditure 25/26 (£)"));
        assert!(!doubtful("Spending plan 2025/26", "expenditure", "Actual to date"));
        assert!(doubtful("Fee income 2025/26", "expenditure", "Actual"));
        assert!(!doubtful("Fee income 2025/26", "expenditure", "Spend to date"));
        assert!(doubtful("Monitoring", "budget", "Approved spend") && !doubtful("Monitoring", "budget", "Budget"));
    }
}
