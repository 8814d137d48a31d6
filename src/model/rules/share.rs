//! Rules of a share: by which the partners in an agreement bear what its pool over- or underspends.

pub mod fixed;
pub mod none;
pub mod part_of_the_pool;
pub mod proportional;

use std::fmt;
use std::sync::Arc;

use super::parts::{Bearer, Shares};
use super::{Family, Rule};
use crate::model::money::Money;
use crate::model::reason::Reason;

/// Every rule of a share.
pub const RULES: &[Rule<ShareRule>] = &[proportional::RULE, fixed::RULE, part_of_the_pool::RULE, none::RULE];

/// What `explain` says of them.
pub const FAMILY: Family = Family {
    of: "a share of an over- or underspend",
    sheet: "Agreements",
    heading: "Risk share",
    words: || super::words_of(RULES),
};

/// A rule as one agreement states it.
pub type ShareRule = Arc<dyn Sharing>;

/// How an agreement shares what its pool over- or underspends.
pub trait Sharing: fmt::Debug + Send + Sync {
    /// Whether there is anything to share; if not, no partner has a share to show.
    fn is_shared(&self) -> bool {
        true
    }

    /// What each partner bears.
    ///
    /// # Errors
    ///
    /// Why the rule does not say so.
    fn shares<'a>(&self, pool: ShareBasis<'a>) -> Result<Shares<'a>, Reason>;
}

/// What a share is worked out from.
#[derive(Debug, Clone)]
pub struct ShareBasis<'a> {
    /// What is shared; below zero is an underspend.
    pub amount: Money,
    /// The partner that hosts the pool.
    pub host: Option<&'a str>,
    /// The partners by the shares that the register's sheet `Risk shares` fixes; none where it has none.
    pub fixed: Vec<Bearer<'a>>,
    /// The partners by what they committed as the year began, or why that is not known.
    pub opening: Result<Vec<Bearer<'a>>, Reason>,
}

/// The rule that an entry under `Risk share` means.
///
/// # Errors
///
/// That it is none.
pub fn read(text: &str) -> Result<ShareRule, Reason> {
    super::read(RULES, text).ok_or_else(|| Reason::new("`{}` is no rule that the program knows", [text]))
}

#[cfg(test)]
pub(super) mod tests {
    use super::{Bearer, Money, Reason, ShareBasis, read};
    use crate::model::rules::parts::tests::pence;

    /// A pool hosted by the Council, with an amount in pence.
    pub fn pool<'a>(amount: i64, fixed: &[Bearer<'a>], opening: &[Bearer<'a>]) -> ShareBasis<'a> {
        let amount = Money::from_sum(amount);
        ShareBasis { amount, host: Some("Council"), fixed: fixed.to_vec(), opening: Ok(opening.to_vec()) }
    }

    /// What each bears by a rule of the register, and what nobody does, in pence.
    pub fn shares(rule: &str, pool: ShareBasis<'_>) -> Result<(Vec<i64>, i64), Reason> {
        read(rule)?.shares(pool).map(pence)
    }

    #[test]
    fn rules_are_named_as_agreements_name_them() {
        for (text, rule) in [
            ("Proportional to opening contributions", "Proportional"),
            ("Fixed percentages", "Fixed"),
            ("Stepped and capped", "Fixed"),
            ("Part of the pool: 40%", "PartOfThePool(Percent(400000))"),
            ("None: no money is pooled", "EachItsOwn"),
        ] {
            assert_eq!(format!("{:?}", read(text).unwrap()), rule, "{text}");
        }
        for text in ["Part of the pool", "As the board decides", "Nonetheless", ""] {
            let why = read(text).unwrap_err().to_string();
            assert_eq!(why, format!("`{text}` is no rule that the program knows"));
        }
    }
}
