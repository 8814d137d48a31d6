//! Drawing up the pools of a period: what was reported of each agreement's money as a whole.

use super::line::Pool;
use super::lines::LineSources;
use super::reported::{Asked, Reported, Told};
use super::schemes::{self, SchemeLine};
use crate::model::agreement::Agreement;
use crate::model::entry::{Class, Kind};

impl LineSources<'_> {
    /// Every pool of an agreement for which a budget, spending or a forecast was reported, beside what was of its schemes.
    pub fn pools(self, agreement: &Agreement, schemes: &[SchemeLine]) -> Vec<Pool> {
        let pool = |(_, class): (&str, Class)| {
            let told = |kind: Kind| {
                let asked = Asked { agreement: &agreement.id, kind, class, of: None };
                let told = Told::about(self.ledger, asked, self.period.year, |_| true);
                told.between(agreement.start, agreement.end, self.as_at)
            };
            let now = |kind: Kind| {
                let said = told(kind).by_the_end_of(self.period);
                schemes::left_open(said, schemes, (kind, class), || told(kind).of_whole().by_the_end_of(self.period))
            };
            let (budget, expenditure, forecast) = (now(Kind::Budget), now(Kind::Expenditure), now(Kind::Forecast));
            let income = now(Kind::Income);
            let is_reported =
                [&budget, &expenditure, &forecast].into_iter().any(|reported| *reported != Reported::Nothing);
            is_reported.then(|| Pool {
                agreement: agreement.id.clone(),
                class,
                budget,
                expenditure,
                income,
                forecast,
                forecasts_before: told(Kind::Forecast).as_it_stood_before(self.period),
                expenditure_before: told(Kind::Expenditure).before(self.period),
            })
        };
        Class::WORDS.into_iter().filter_map(pool).collect()
    }
}
