//! Thresholds of ratings: from which overspend on somebody has to look or to act, in pounds and per cent.

use rust_decimal::Decimal;
use serde::Deserialize;

use super::stated::{StatedPercent, StatedPounds};
use crate::model::money::Money;
use crate::model::rating::Rating;

/// `[ratings]` of `house.toml`; what it does not say is as usual.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct RatingsFile {
    /// Up to which overspend a pool is on track.
    watch_over: Option<StatedPounds>,
    /// From which overspend of an agreement on somebody has to act.
    agreement: LimitFile,
    /// The same of a scheme.
    scheme: LimitFile,
}

/// From which overspend on somebody has to act, as the house states it.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct LimitFile {
    /// In pounds.
    pub pounds: Option<StatedPounds>,
    /// Of the agreed pool, or of a scheme's budget.
    pub per_cent: Option<StatedPercent>,
}

/// The lower of the two.
#[derive(Debug, Clone, Copy)]
struct Limit {
    pounds: Money,
    per_cent: Decimal,
}

impl Limit {
    /// What the house states; else so many pounds and 5 %.
    fn of(file: LimitFile, usual: i64) -> Self {
        Self {
            pounds: file.pounds.map_or(Money::from_sum(usual), |pounds| pounds.0),
            per_cent: file.per_cent.map_or(Decimal::from(5), |percent| percent.0),
        }
    }
}

/// What is rated by its overspend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RatedLevel {
    /// The pool of an agreement.
    Agreement,
    /// A scheme in it.
    Scheme,
}

/// From which overspend on somebody has to look or to act.
#[derive(Debug, Clone)]
pub struct Thresholds {
    watch_over: Money,
    agreement: Limit,
    scheme: Limit,
    words: String,
    words_of_schemes: String,
}

impl From<RatingsFile> for Thresholds {
    fn from(file: RatingsFile) -> Self {
        let watch_over = file.watch_over.map_or(Money::from_sum(100), |pounds| pounds.0);
        let (agreement, scheme) = (Limit::of(file.agreement, 25_000_000), Limit::of(file.scheme, 10_000_000));
        let words = format!(
            "■ Action needed: over the agreed pool by {}% or {}, whichever is lower; below commitment; two instalments behind or \
             nothing paid; an error. ▲ Watch: over by more than {}; an instalment late; in dispute, under notice, ended, not \
             signed; a warning. ○ Not known: what it costs, or what was put in. ● On track: none of these.",
            agreement.per_cent.normalize(),
            in_pounds(agreement.pounds),
            in_pounds(watch_over),
        );
        let words_of_schemes = format!(
            "A scheme needs action that is over its budget by {}% or {}, whichever is lower.",
            scheme.per_cent.normalize(),
            in_pounds(scheme.pounds),
        );
        Self { watch_over, agreement, scheme, words, words_of_schemes }
    }
}

impl Thresholds {
    /// What an overspend (above zero) makes of what is rated; the whole is its agreed pool or its budget, which may be below zero.
    /// Without a whole only the pounds count.
    #[must_use]
    pub fn rate(&self, level: RatedLevel, variance: Money, whole: Option<Money>) -> Rating {
        if variance <= self.watch_over || variance <= Money::ZERO {
            return Rating::OnTrack;
        }
        let limit = match level {
            RatedLevel::Agreement => &self.agreement,
            RatedLevel::Scheme => &self.scheme,
        };
        let part = |whole: Money| whole.abs().pounds().checked_mul(limit.per_cent / Decimal::ONE_HUNDRED);
        // A scheme may have no budget for a small charge; nobody agreed to a pool that spends what none put in.
        let counts = |whole: &Money| level == RatedLevel::Agreement || *whole != Money::ZERO;
        let is_over_percent = whole.filter(counts).and_then(part).is_some_and(|part| variance.pounds() >= part);
        if is_over_percent || variance >= limit.pounds { Rating::ActionNeeded } else { Rating::Watch }
    }

    /// From which per cent of its agreed pool on an overspend of an agreement needs action.
    #[must_use]
    pub const fn per_cent(&self) -> Decimal {
        self.agreement.per_cent
    }

    /// Whether two overspends are too near to each other to say that one is better.
    #[must_use]
    pub fn are_alike(&self, one: Money, other: Money) -> bool {
        one.checked_sub(other).is_some_and(|difference| difference.abs() <= self.watch_over)
    }

    /// From when on a scheme needs action, as a paper prints it.
    #[must_use]
    pub fn words_of_schemes(&self) -> &str {
        &self.words_of_schemes
    }

    /// What the ratings mean, as a paper prints it.
    #[must_use]
    pub fn words(&self) -> &str {
        &self.words
    }
}

/// An amount without pence, where it has none.
fn in_pounds(amount: Money) -> String {
    let text = amount.to_string();
    text.strip_suffix(".00").map(str::to_owned).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::{LimitFile, Money, RatedLevel, Rating, RatingsFile, StatedPercent, StatedPounds, Thresholds};

    fn pounds(pounds: i64) -> Money {
        Money::from_sum(pounds * 100)
    }

    #[test]
    fn the_lower_of_pounds_and_per_cent_needs_action_and_a_pound_is_nothing() {
        let usual = Thresholds::from(RatingsFile::default());
        let agreement = |over, whole| usual.rate(RatedLevel::Agreement, over, whole);
        assert_eq!(agreement(pounds(1), Some(pounds(20_000_000))), Rating::OnTrack);
        assert_eq!(agreement(Money::from_sum(101), Some(pounds(20_000_000))), Rating::Watch);
        assert_eq!(agreement(Money::from_sum(24_999_999), Some(pounds(20_000_000))), Rating::Watch);
        assert_eq!(agreement(pounds(250_000), Some(pounds(20_000_000))), Rating::ActionNeeded);
        assert_eq!(agreement(pounds(50_000), Some(pounds(1_000_000))), Rating::ActionNeeded);
        assert_eq!(agreement(Money::from_sum(4_999_999), Some(pounds(1_000_000))), Rating::Watch);
        assert_eq!(agreement(pounds(50_000), Some(pounds(-1_000_000))), Rating::ActionNeeded, "a net pool below zero");
        assert_eq!(agreement(pounds(-9_000_000), Some(pounds(20_000_000))), Rating::OnTrack);
        assert_eq!(agreement(pounds(5_000), None), Rating::Watch);
        assert_eq!(agreement(pounds(5_000), Some(Money::ZERO)), Rating::ActionNeeded);
        let scheme = |over| usual.rate(RatedLevel::Scheme, over, Some(pounds(20_000_000)));
        assert_eq!([scheme(pounds(99_999)), scheme(pounds(100_000))], [Rating::Watch, Rating::ActionNeeded]);
        assert_eq!(usual.rate(RatedLevel::Scheme, pounds(600), Some(Money::ZERO)), Rating::Watch, "bank charges");
    }

    /// Brighton & Hove, month 7 of 2021/22: budget and forecast variance in thousands, and the rating that was printed
    /// (Targeted Budget Management 2021/22, month 7, appendix).
    const BRIGHTON: [(bool, i64, i64, &str); 22] = [
        (false, 133, 0, "Green"),
        (false, 46_267, 652, "Red"),
        (false, 10_283, 66, "Amber"),
        (false, 40_364, -443, "Green"),
        (false, 1_508, 13, "Amber"),
        (true, 98_555, 288, "Red"),
        (false, 42_643, -925, "Green"),
        (false, 22_546, -1_196, "Green"),
        (false, 3_643, 154, "Red"),
        (false, 2_687, 0, "Green"),
        (true, 71_519, -1_967, "Green"),
        (false, -3_870, 1_278, "Red"),
        (false, 34_695, 627, "Red"),
        (false, 4_098, 331, "Red"),
        (false, 4_511, 362, "Red"),
        (false, 3_512, 118, "Red"),
        (true, 42_946, 2_716, "Red"),
        (false, 13_371, 1_635, "Red"),
        (false, 4_807, 123, "Red"),
        (false, 4_058, -75, "Green"),
        (false, 3_416, -80, "Green"),
        (true, 25_652, 1_603, "Red"),
    ];

    #[test]
    fn brightons_22_printed_ratings_are_reproduced() {
        let limit = |pounds: i64, per_cent: &str| LimitFile {
            pounds: Some(StatedPounds(self::pounds(pounds))),
            per_cent: Some(StatedPercent(per_cent.parse().unwrap())),
        };
        let (service, directorate, whole) = (limit(100_000, "5"), limit(250_000, "5"), limit(1_000_000, "0.5"));
        let thresholds = |agreement| {
            let watch_over = Some(StatedPounds(Money::ZERO));
            Thresholds::from(RatingsFile { watch_over, agreement, ..RatingsFile::default() })
        };
        let colour = |limit, budget: i64, variance: i64| {
            let rate =
                thresholds(limit).rate(RatedLevel::Agreement, pounds(variance * 1_000), Some(pounds(budget * 1_000)));
            match rate {
                Rating::ActionNeeded => "Red",
                Rating::Watch => "Amber",
                Rating::OnTrack => "Green",
                Rating::NotKnown => "Not known",
            }
        };
        for (is_directorate, budget, variance, printed) in BRIGHTON {
            let limit = if is_directorate { directorate } else { service };
            assert_eq!(colour(limit, budget, variance), printed, "{variance} over {budget}");
        }
        // The rule of the whole council, of which that table prints no rating.
        assert_eq!([colour(whole, 300_000, 999), colour(whole, 300_000, 1_000)], ["Amber", "Red"]);
        assert_eq!(colour(whole, 100_000, 500), "Red");
    }
}
