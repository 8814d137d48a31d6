//! Conditions: what the Better Care Fund asks for in each year, and which grants are paid in it, dated.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Deserialize;

use super::settings::{Problem, Reader, date};
use super::stated::{FirstOrLast, StatedPercent};
use crate::model::condition::{Grant, Minimum};
use crate::model::period::Year;

/// `templates/conditions.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Conditions {
    #[serde(default)]
    years: Vec<ConditionsOfYear>,
    #[serde(default)]
    grants: Vec<GrantYears>,
}

/// What is asked for in one year.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ConditionsOfYear {
    year: FirstOrLast,
    /// Where it is written.
    pub document: String,
    /// When that was published.
    #[serde(default, deserialize_with = "date::optional::deserialize")]
    pub published: Option<NaiveDate>,
    /// The minimums that are published for the year.
    pub minimums: Vec<Minimum>,
    /// By which day the year's agreement is to be signed, where that is known.
    #[serde(default, deserialize_with = "date::optional::deserialize")]
    pub sign_by: Option<NaiveDate>,
    /// By how many per cent the NHS minimum rose nationally, rounded; without it nobody knows.
    #[serde(default)]
    rise: Option<StatedPercent>,
    /// What the conditions say, in words.
    pub text: String,
    /// Why figures of the year mean something else than those of the year before.
    #[serde(default, rename = "break")]
    pub series_break: Option<String>,
}

/// The years in which a grant is paid under its name.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct GrantYears {
    /// The grant.
    pub grant: Grant,
    /// Its title, as the pack prints it.
    pub title: String,
    from: FirstOrLast,
    #[serde(default)]
    to: Option<FirstOrLast>,
    /// The grant of which its money is a part after its last year.
    #[serde(default)]
    becomes: Option<Grant>,
    /// What the money of NHS bodies under its name became then.
    #[serde(default)]
    pub of_the_nhs: Option<String>,
    /// Where that is written.
    pub source: String,
}

impl GrantYears {
    fn is_paid_in(&self, year: Year) -> bool {
        self.from.year() <= year && !self.is_over_in(year)
    }

    fn is_over_in(&self, year: Year) -> bool {
        self.to.is_some_and(|to| to.year() < year)
    }

    /// The years in words: `2017-18 to 2024-25`, or `from 2025-26`.
    #[must_use]
    pub fn years(&self) -> String {
        match self.to {
            Some(to) => format!("{} to {}", self.from.year(), to.year()),
            None => format!("from {}", self.from.year()),
        }
    }
}

impl Conditions {
    /// What is asked for in a year; `None` where that is not recorded.
    #[must_use]
    pub fn of(&self, year: Year) -> Option<&ConditionsOfYear> {
        self.years.iter().find(|conditions| conditions.year.year() == year)
    }

    /// The minimums that a year has; all that there can be, where that is not recorded.
    #[must_use]
    pub fn minimums(&self, year: Year) -> &[Minimum] {
        self.of(year).map_or(&Minimum::ALL, |conditions| &conditions.minimums)
    }

    /// The most by which the NHS minimum of a year can have risen nationally, in per cent: what is rounded to its rate.
    #[must_use]
    pub fn rise(&self, year: Year) -> Option<Decimal> {
        let rise = self.of(year)?.rise?.0;
        rise.checked_add(Decimal::new(5, rise.scale().saturating_add(1)))
    }

    /// What is recorded of a grant.
    #[must_use]
    pub fn grant(&self, grant: Grant) -> Option<&GrantYears> {
        self.grants.iter().find(|known| known.grant == grant)
    }

    /// The grants that are paid in a year.
    pub fn grants_of(&self, year: Year) -> impl Iterator<Item = &GrantYears> {
        self.grants.iter().filter(move |known| known.is_paid_in(year))
    }

    /// Whether a grant is paid under its name in a year; one of which no years are recorded is.
    #[must_use]
    pub fn is_paid(&self, grant: Grant, year: Year) -> bool {
        self.grant(grant).is_none_or(|known| known.is_paid_in(year))
    }

    /// The grant of a year that is meant by the name of a grant: the one that its money has become a part of, or the only one that has
    /// become a part of it later; `None` where there is none, or more than one.
    #[must_use]
    pub fn meant_in(&self, year: Year, grant: Grant) -> Option<Grant> {
        let Some(known) = self.grant(grant).filter(|known| !known.is_paid_in(year)) else { return Some(grant) };
        if known.is_over_in(year) {
            return known.becomes.and_then(|next| self.meant_in(year, next));
        }
        let mut before = self.grants_of(year).filter(|other| other.becomes == Some(grant));
        let only = before.next().map(|other| other.grant);
        only.filter(|_| before.next().is_none())
    }

    /// What is wrong with the tables, if something is.
    fn fault(&self) -> Option<(String, &'static str)> {
        let is_unordered =
            |two: &&[ConditionsOfYear]| matches!(two, [before, one] if one.year.year() <= before.year.year());
        if let Some([before, one]) = self.years.windows(2).find(is_unordered) {
            let message =
                format!("the conditions of {} do not follow those of {}", one.year.year(), before.year.year());
            return Some((message, "list the years in order, each once"));
        }
        let is_outside = |one: &&ConditionsOfYear| {
            let year = one.year.year();
            one.sign_by.is_some_and(|day| day < year.first_day() || day > year.last_day())
        };
        if let Some(one) = self.years.iter().find(is_outside) {
            let message = format!("the day by which to sign in {} is not in that year", one.year.year());
            return Some((message, "correct `sign-by` or the year"));
        }
        self.grants.iter().enumerate().find_map(|(place, one)| self.fault_of_grant(place, one))
    }

    fn fault_of_grant(&self, place: usize, one: &GrantYears) -> Option<(String, &'static str)> {
        if self.grants.iter().take(place).any(|before| before.grant == one.grant) {
            return Some((format!("the grant `{}` is listed twice", one.grant), "keep one of the two"));
        }
        if one.is_over_in(one.from.year()) {
            return Some((format!("the grant `{}` ends before it begins", one.grant), "correct one of the years"));
        }
        // What a grant becomes lasts longer than it does, so that nobody goes round in a circle.
        let last = one.to.map(FirstOrLast::year);
        let goes_on = |next: &GrantYears| last.is_some_and(|last| next.to.is_none_or(|to| to.year() > last));
        let next = one.becomes?;
        if self.grant(next).is_some_and(goes_on) {
            return None;
        }
        let message = format!("the grant `{}` becomes `{next}`, which is not paid after it", one.grant);
        Some((message, "give it its last year, and list the grant that it becomes with later years"))
    }
}

/// Reads and checks `conditions.toml`.
pub fn load(reader: &mut Reader<'_>) -> Option<Conditions> {
    let loaded = reader.toml::<Conditions>("conditions.toml")?;
    if let Some((message, help)) = loaded.value.fault() {
        reader.problems.push(Problem::in_file(&loaded.path, &message, help));
    }
    Some(loaded.value)
}

#[cfg(test)]
mod tests {
    use super::{Conditions, Grant};

    fn shipped() -> Conditions {
        toml::from_str(&std::fs::read_to_string("templates/conditions.toml").unwrap()).unwrap()
    }

    #[test]
    fn a_grant_under_another_years_name_is_the_one_that_its_money_belongs_to() {
        let conditions = shipped();
        assert_eq!(conditions.fault(), None);
        let meant = |year: &str, grant| conditions.meant_in(year.parse().unwrap(), grant);
        assert_eq!(meant("2024-25", Grant::Ibcf), Some(Grant::Ibcf));
        assert_eq!(meant("2025-26", Grant::Ibcf), Some(Grant::Labcg));
        assert_eq!(meant("2025-26", Grant::Discharge), Some(Grant::Labcg));
        assert_eq!(meant("2025-26", Grant::Winter), Some(Grant::Labcg), "by way of the improved grant");
        assert_eq!(meant("2020-21", Grant::Winter), Some(Grant::Ibcf));
        assert_eq!(meant("2019-20", Grant::Labcg), Some(Grant::Ibcf), "the only one of those years");
        assert_eq!(meant("2023-24", Grant::Labcg), None, "one of two");
        assert_eq!(meant("2016-17", Grant::Discharge), None);
    }

    #[test]
    fn a_year_has_its_own_conditions_and_one_that_is_not_recorded_has_none() {
        let conditions = shipped();
        let minimums = |year: &str| conditions.of(year.parse().unwrap()).map(|of| of.minimums.len());
        assert_eq!(["2014-15", "2015-16", "2026-27", "2027-28"].map(minimums), [None, Some(1), Some(3), None]);
        let sign_by = |year: &str| conditions.of(year.parse().unwrap()).and_then(|of| of.sign_by);
        assert_eq!(sign_by("2023-24").map(|day| day.to_string()).as_deref(), Some("2023-10-31"));
        assert_eq!(sign_by("2025-26"), None);
        let rise = |year: &str| conditions.rise(year.parse().unwrap()).map(|most| most.to_string());
        assert_eq!(["2024-25", "2025-26", "2026-27"].map(rise), [Some("5.665".into()), Some("11.65".into()), None]);
    }

    #[test]
    fn what_contradicts_itself_is_refused() {
        let year = |year: &str, more: &str| {
            format!(
                "[[years]]\nyear = \"{year}\"\ndocument = \"A letter\"\nminimums = []\ntext = \"Nothing.\"\n{more}\n"
            )
        };
        let grant = |grant: &str, more: &str| {
            format!(
                "[[grants]]\ngrant = \"{grant}\"\ntitle = \"A grant\"\nfrom = \"2017-18\"\nsource = \"A letter\"\n{more}\n"
            )
        };
        let fault = |text: String| toml::from_str::<Conditions>(&text).unwrap().fault();
        assert_eq!(fault(year("2024-25", "") + &year("2025-26", "") + &grant("dfg", "")), None);
        assert!(fault(year("2025-26", "") + &year("2024-25", "")).is_some());
        assert!(fault(year("2025-26", "") + &year("2025-26", "")).is_some());
        assert!(fault(year("2025-26", "sign-by = 2024-09-30")).is_some());
        assert!(fault(grant("dfg", "") + &grant("dfg", "")).is_some());
        assert!(fault(grant("dfg", "to = \"2016-17\"")).is_some());
        assert!(fault(grant("ibcf", "to = \"2024-25\"\nbecomes = \"labcg\"")).is_some(), "which is not listed");
        let circle = grant("ibcf", "to = \"2024-25\"\nbecomes = \"dfg\"")
            + &grant("dfg", "to = \"2024-25\"\nbecomes = \"ibcf\"");
        assert!(fault(circle).is_some());
    }
}
