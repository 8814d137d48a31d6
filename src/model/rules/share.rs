//! Rules of a share: by which the partners in an agreement bear what its pool over- or underspends.

pub mod by_scheme;
pub mod commissioner;
pub mod fixed;
pub mod host;
pub mod none;
pub mod part_of_the_pool;
pub mod percentages;
pub mod proportional;
pub mod proportional_to_contributions;
pub mod proportional_to_opening;
pub mod schemes;
pub mod words;

use std::fmt;
use std::sync::Arc;

use super::entry::Entry;
use super::parts::{Bearer, Shares, Terms, Weight, shared};
use super::percent::Percent;
use super::{Family, Rule};
use crate::model::money::Money;
use crate::model::origin::Origin;
use crate::model::reason::Reason;
use schemes::SchemeBasis;

/// Every rule of a share.
pub const RULES: &[Rule<ShareRule>] = &[
    proportional_to_opening::RULE,
    proportional_to_contributions::RULE,
    proportional::RULE,
    fixed::RULE,
    percentages::RULE,
    part_of_the_pool::RULE,
    host::RULE,
    commissioner::RULE,
    by_scheme::RULE,
    none::RULE,
];

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

    /// Whether it is one of schemes, so that a scheme's own rule is a part of it.
    fn is_by_scheme(&self) -> bool {
        false
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
    /// The partners by what they have committed after the variations that count, or why that is not known.
    pub current: Result<Vec<Bearer<'a>>, Reason>,
    /// The schemes of the pool's class, each with who may bear what it costs beyond its budget; none where the register has none.
    pub schemes: Vec<SchemeBasis<'a>>,
    /// Whether an underspend is the partners', as an overspend is.
    pub gains_are_shared: bool,
    /// The most that partners bear, as the sheet `Risk shares` has it, with a share beside it or without.
    pub caps: Vec<Cap<'a>>,
}

/// The most that a partner bears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cap<'a> {
    /// The partner.
    pub partner: &'a str,
    /// How much.
    pub most: Money,
    /// The cell that says it.
    pub origin: Origin,
}

/// Why shares that the register gives twice, and not alike, are not worked out.
const CONTRADICTION: &str =
    "the register's entry under `Risk share` and the shares on its sheet `Risk shares` contradict each other";

/// What an entry says besides who bears how much.
#[derive(Debug, Clone, Copy, Default)]
struct Wording {
    terms: Terms,
    capped: bool,
    stepped: bool,
}

impl Wording {
    fn of(entry: &Entry<'_>) -> Self {
        let both_ways = entry.says(words::BOTH_WAYS);
        let terms = Terms { both_ways, rest_not_allotted: entry.says(words::REST_NOT_ALLOTTED) };
        Self { terms, capped: entry.says(words::CAPPED), stepped: entry.says(words::STEPPED) }
    }
}

impl<'a> ShareBasis<'a> {
    /// Shares the amount between partners, with the caps of the sheet.
    ///
    /// # Errors
    ///
    /// Also where the rule names caps or steps of which the sheet has none.
    fn shared(self, bearers: Vec<Bearer<'a>>, wording: Wording) -> Result<Shares<'a>, Reason> {
        let is_stepped = |bearer: &Bearer<'_>| matches!(&bearer.weight, Weight::Fixed(steps) if steps.only().is_none());
        if wording.stepped && !bearers.iter().any(is_stepped) {
            return Err("the register's sheet `Risk shares` has no steps for it".into());
        }
        let bearers: Vec<Bearer<'a>> = bearers.into_iter().map(|bearer| self.with_cap(bearer)).collect();
        if wording.capped && bearers.iter().all(|bearer| bearer.cap.is_none()) {
            return Err("the register's sheet `Risk shares` has no cap for it".into());
        }
        shared(bearers, self.amount, wording.terms)
    }

    fn with_cap(&self, bearer: Bearer<'a>) -> Bearer<'a> {
        let Some(cap) = self.caps.iter().find(|cap| cap.partner == bearer.partner) else { return bearer };
        let mut origins = bearer.origins;
        origins.push(cap.origin.clone());
        Bearer { cap: Some(cap.most), origins, ..bearer }
    }

    /// The partners by what they put in. Where the sheet has shares, they count, if they are those rounded.
    ///
    /// # Errors
    ///
    /// Where what they put in is not known, or the sheet has other shares.
    fn in_proportion(&self, weights: &Result<Vec<Bearer<'a>>, Reason>) -> Result<Vec<Bearer<'a>>, Reason> {
        let weights = weights.clone()?;
        match &self.fixed {
            fixed if fixed.is_empty() => Ok(weights),
            fixed if are_rounded(fixed, &weights) => Ok(fixed.clone()),
            _ => Err(CONTRADICTION.into()),
        }
    }
}

/// Whether percentages are what weights come to, rounded to one per cent or less.
fn are_rounded(percentages: &[Bearer<'_>], weights: &[Bearer<'_>]) -> bool {
    let only = |bearer: &Bearer<'_>| match &bearer.weight {
        Weight::Fixed(steps) => steps.only().map(|percent| (bearer.partner.to_owned(), percent.weight())),
        Weight::Proportion(_) => None,
    };
    let Some(percentages) = percentages.iter().map(only).collect::<Option<Vec<_>>>() else { return false };
    let is_whole = |unit: &i128| percentages.iter().all(|(_, percent)| percent % unit == 0);
    let unit = [10_000, 1_000, 100, 10].into_iter().find(is_whole).unwrap_or(1);
    let proportion = |bearer: &Bearer<'_>| match bearer.weight {
        Weight::Proportion(weight) => weight,
        Weight::Fixed(_) => 0,
    };
    let total: i128 = weights.iter().map(proportion).sum();
    let share = |partner: &str| weights.iter().filter(|one| one.partner == partner).map(proportion).sum::<i128>();
    let is_near = |(partner, percent): &(String, i128)| {
        let exact = share(partner) * Percent::WHOLE.weight();
        2 * (exact - percent * total).abs() <= unit * total
    };
    let is_named =
        |one: &Bearer<'_>| proportion(one) == 0 || percentages.iter().any(|(partner, _)| partner == one.partner);
    total > 0 && percentages.iter().all(is_near) && weights.iter().all(is_named)
}

/// The rule that an entry under `Risk share` means.
///
/// # Errors
///
/// That it is none.
pub fn read(text: &str) -> Result<ShareRule, Reason> {
    super::read(RULES, text, words::HARMLESS).ok_or_else(|| Reason::new("`{}` is no rule of a risk share", [text]))
}

/// The rule where the entry is empty and the register's sheet `Risk shares` is not: the percentages there.
#[must_use]
pub fn by_sheet() -> ShareRule {
    Arc::new(fixed::Fixed::default())
}

#[cfg(test)]
pub(super) mod tests {
    use super::{Bearer, Cap, Money, Reason, ShareBasis, by_sheet, read};
    use crate::model::origin::{Address, Origin};
    use crate::model::rules::parts::tests::{fixed, part, pence};

    /// A pool hosted by the Council, with an amount in pence.
    pub fn pool<'a>(amount: i64, fixed: &[Bearer<'a>], opening: &[Bearer<'a>]) -> ShareBasis<'a> {
        let amount = Money::from_sum(amount);
        let (opening, current) = (Ok(opening.to_vec()), Ok(opening.to_vec()));
        ShareBasis {
            amount,
            host: Some("Council"),
            fixed: fixed.to_vec(),
            opening,
            current,
            schemes: Vec::new(),
            gains_are_shared: true,
            caps: Vec::new(),
        }
    }

    /// A cap in pence.
    pub fn cap(partner: &str, most: i64) -> Cap<'_> {
        let origin = Origin { file: "a".into(), sheet: "b".into(), cell: Address { row: 1, column: 1 } };
        Cap { partner, most: Money::from_sum(most), origin }
    }

    /// What each bears by a rule of the register, and what nobody does, in pence.
    pub fn shares(rule: &str, pool: ShareBasis<'_>) -> Result<(Vec<i64>, i64), Reason> {
        read(rule)?.shares(pool).map(pence)
    }

    #[test]
    fn rules_are_named_as_agreements_name_them() {
        for (rule, texts) in [
            (
                "ToOpening",
                ["Proportional to opening contributions", "Pro rata to the partners’ initial allocations, capped"],
            ),
            (
                "ToContributions",
                ["Proportional to contributions", "Shared in proportion to each partner's contribution to the pool"],
            ),
            ("Proportional", ["Proportional", "Pro-rata; rest not allotted"]),
            ("Fixed", ["Fixed percentages", "Stepped and capped"]),
            ("Fixed", ["60/40", "51% / 49%, caps both ways"]),
            ("Fixed", ["Fixed percentages; caps both ways", "Fixed percentages (60/40), the rest is not allotted"]),
            ("PartOfThePool", ["Part of the pool: 40%", "Part of the pool only: 40 per cent, rest not allotted"]),
            ("HostBearsAll", ["Host bears all", "Borne by the host"]),
            ("Commissioner", ["The commissioner bears its own", "Borne by the commissioner of the scheme"]),
            ("ByScheme", ["By scheme", "Pro rata to contributions to the scheme, capped, rest not allotted"]),
            ("EachItsOwn", ["None: no money is pooled", "Each partner bears its own overspend"]),
        ] {
            for text in texts {
                let read = format!("{:?}", read(text).unwrap_or_else(|why| panic!("{why}")));
                assert!(
                    read == rule || read.starts_with(&format!("{rule}(")) || read.starts_with(&format!("{rule} ")),
                    "{text}: {read}"
                );
            }
        }
    }

    #[test]
    fn an_entry_with_a_word_left_over_is_no_rule() {
        for text in [
            "Part of the pool",
            "As the board decides",
            "As agreed by the Joint Commissioning Board",
            "Proportional to need",
            "Proportional to actual contributions",
            "Not proportional to opening contributions",
            "Proportional to opening contributions up to 5%",
            "Fixed by the board each year",
            "Fixed percentages, to be reviewed",
            "Fixed percentages, capped at £500,000",
            "60/40, reviewed each year",
            "Host bears all but the first £50,000",
            "Host bears none",
            "Host bears 60%",
            "None agreed",
            "Nonetheless",
            "Shared",
            "",
        ] {
            let why = read(text).map(|rule| format!("{rule:?}")).unwrap_err().to_string();
            assert_eq!(why, format!("`{text}` is no rule of a risk share"));
        }
    }

    #[test]
    fn what_the_entry_and_the_sheet_say_alike_is_no_contradiction() {
        let (near, far) = (["51%", "49%"], ["60%", "40%"]);
        let sheet = |[health, council]: [&str; 2]| [fixed("Health", health, None), fixed("Council", council, None)];
        let put_in = [part("Health", 99, None), part("Council", 96, None)];
        let rule = "Proportional to contributions";
        assert_eq!(shares(rule, pool(10_000, &sheet(near), &put_in)), Ok((vec![5_100, 4_900], 0)), "99 of 195 is 51%");
        let why = |rule, with: ShareBasis<'_>| shares(rule, with).unwrap_err().to_string();
        for rule in [rule, "Proportional to opening contributions", "Proportional", "Host bears all", "None", "51/49"] {
            assert_eq!(why(rule, pool(10_000, &sheet(far), &put_in)), super::CONTRADICTION.to_owned(), "{rule}");
        }
        assert_eq!(
            shares("40/60", pool(10_000, &sheet(far), &put_in)),
            Ok((vec![6_000, 4_000], 0)),
            "the sheet says who"
        );
        let empty = by_sheet().shares(pool(10_000, &sheet(far), &put_in)).map(pence);
        assert_eq!(empty, Ok((vec![6_000, 4_000], 0)), "an empty cell");
        let other = [part("Health", 60, None), part("Trust", 40, None)];
        assert_eq!(why(rule, pool(10_000, &sheet(far), &other)), super::CONTRADICTION.to_owned(), "of somebody else");
    }

    #[test]
    fn a_cap_of_the_sheet_counts_for_every_rule() {
        let put_in = [part("Health", 1, None), part("Council", 1, None)];
        let with = |amount| ShareBasis { caps: vec![cap("Council", 2_000)], ..pool(amount, &[], &put_in) };
        let rule = "Proportional to opening contributions";
        assert_eq!(shares(rule, with(10_000)), Ok((vec![8_000, 2_000], 0)));
        assert_eq!(shares(rule, with(-10_000)), Ok((vec![-5_000, -5_000], 0)));
        let rest = format!("{rule}, capped, rest not allotted");
        assert_eq!(shares(&rest, with(10_000)), Ok((vec![5_000, 2_000], 3_000)));
        let both = format!("{rule}; caps both ways");
        assert_eq!(shares(&both, with(-10_000)), Ok((vec![-8_000, -2_000], 0)));
        for (entry, what) in
            [("Proportional to opening contributions, capped", "cap"), ("Fixed percentages, stepped", "steps")]
        {
            let halves = [fixed("Health", "50%", None), fixed("Council", "50%", None)];
            let why = shares(entry, pool(10_000, &halves, &put_in)).unwrap_err().to_string();
            assert_eq!(why, format!("the register's sheet `Risk shares` has no {what} for it"));
        }
    }
}
