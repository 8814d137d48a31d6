//! Earlier years: what was paid, received and spent in a year of an agreement before the one that is reported on.

use std::collections::BTreeSet;

use super::balance::OpenDifference;
use super::line::{Line, Pool};
use super::lines::LineSources;
use super::{lines_of, own, schemes};
use crate::job::agreement_type::How;
use crate::model::agreement::Agreement;
use crate::model::entry::Kind;
use crate::model::keyed::HasKey;
use crate::model::period::{Period, Year};

/// What partners committed to an agreement in an earlier year, and what was reported of all of that year.
#[derive(Debug, Clone)]
pub struct PastYear {
    /// The agreement's id.
    pub agreement: String,
    /// The year.
    pub year: Year,
    /// The lines in which anything was committed or reported.
    pub lines: Vec<Line>,
    /// What was reported of its pools, one for each class.
    pub pools: Vec<Pool>,
    /// Contributions of which payer and host give different figures.
    pub open_differences: Vec<OpenDifference>,
}

impl HasKey for PastYear {
    fn key(&self) -> &str {
        &self.agreement
    }
}

/// The earlier years of an agreement of which returns lie in the folder, the first one first.
pub fn years(sources: LineSources<'_>, agreement: &Agreement, how: Option<How>) -> Vec<PastYear> {
    let of_year = |year| {
        let sources = LineSources { period: Period::whole(year), ..sources };
        let lines: Vec<Line> = lines_of(sources, agreement, how).into_iter().filter(Line::is_of_the_year).collect();
        // What partners spend of their own is no pool.
        let is_own = how == Some(How::Aligned) && !own::own_spending(sources, agreement, &lines).is_empty();
        let pools =
            if is_own { Vec::new() } else { sources.pools(agreement, &schemes::scheme_lines(sources, agreement)) };
        let open_differences = sources.open_differences(agreement, &lines);
        PastYear { agreement: agreement.id.clone(), year, lines, pools, open_differences }
    };
    told_of(sources, agreement).into_iter().map(of_year).collect()
}

/// The years before the period of which the ledger says what was put into an agreement, or what was spent.
fn told_of(sources: LineSources<'_>, agreement: &Agreement) -> BTreeSet<Year> {
    let topics = sources.ledger.topics(&agreement.id).iter().filter(|topic| topic.kind != Kind::Total);
    let positions = topics.flat_map(|topic| sources.ledger.positions_on(topic));
    positions.map(|position| position.period.year).filter(|year| *year < sources.period.year).collect()
}
