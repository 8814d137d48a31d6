//! Types of agreement: what one type means, as data.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde::Deserialize;

use super::Vocabulary;
use super::settings::{Reader, date};
use crate::model::period::Year;

/// One file of `templates/agreements/`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct AgreementType {
    /// Its title, as the pack prints it.
    pub title: String,
    /// The law that allows it.
    pub legal_basis: String,
    /// The first day on which that law was in force.
    #[serde(default, deserialize_with = "date::optional::deserialize")]
    pub from: Option<NaiveDate>,
    /// The last such day.
    #[serde(default, deserialize_with = "date::optional::deserialize")]
    pub to: Option<NaiveDate>,
    /// What its money counts as in measures of joint expenditure.
    pub counts: Counts,
    /// Whether one body must host it.
    pub host: Host,
    /// In which direction money may move.
    pub money_moves: MoneyMoves,
    /// By which day of each year it has to be signed, where a condition says so; else by its start.
    #[serde(default)]
    pub sign_by: Option<MonthDay>,
    /// The checks that apply to it.
    pub checks: Vec<toml::Spanned<String>>,
    /// What a reader should know about it.
    pub note: String,
}

/// A day of every year: a month and a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct MonthDay(u32, u32);

impl MonthDay {
    /// That day in a financial year; none for a day that the year does not have.
    #[must_use]
    pub fn in_year(self, year: Year) -> Option<NaiveDate> {
        let days = [year.first_day(), year.last_day()].map(|day| NaiveDate::from_ymd_opt(day.year(), self.0, self.1));
        days.into_iter().flatten().find(|day| (year.first_day()..=year.last_day()).contains(day))
    }
}

impl TryFrom<String> for MonthDay {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let parts = text.split_once('-').and_then(|(month, day)| Some((month.parse().ok()?, day.parse().ok()?)));
        // No leap year, so that every year has the day.
        let is_a_day = |(month, day): &(u32, u32)| NaiveDate::from_ymd_opt(2001, *month, *day).is_some();
        parts.filter(is_a_day).map(|(month, day)| Self(month, day)).ok_or("expected a month and a day like 09-30")
    }
}

/// What the money of an agreement counts as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Counts {
    /// In one fund.
    Pooled,
    /// Paid by one body to another.
    Transfer,
    /// Kept apart and shown beside a pool, never in it.
    Aligned,
    /// No money is joined.
    None,
}

/// Whether one body must host an agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Host {
    /// The law asks for one.
    Required,
    /// There is none.
    None,
}

/// In which direction money may move under an agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MoneyMoves {
    /// From every partner into one fund.
    IntoOneFund,
    /// From every partner to the one that commissions or provides for all.
    ToTheLead,
    /// From the NHS to a council.
    NhsToCouncil,
    /// From a council to the NHS.
    CouncilToNhs,
    /// Nowhere.
    Nowhere,
}

/// How the money of an agreement works: which of a pack's words and tables fit it. Where it has several types the first wins, so
/// that an agreement with a pool is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// Partners pay into one fund, and share what it costs more or less.
    Pool,
    /// Partners pay the one that commissions or provides for all, and share as the agreement says.
    Lead,
    /// One body pays another, which spends the money; there is nothing to share.
    Payment,
    /// Each partner spends its own beside the others: nothing falls due, nothing is received and nothing is shared.
    Aligned,
    /// People work together, and no money moves.
    Joint,
}

impl How {
    /// Whether partners pay anything to one another, so that instalments fall due and are received.
    #[must_use]
    pub const fn falls_due(self) -> bool {
        matches!(self, Self::Pool | Self::Lead | Self::Payment)
    }

    /// Whether an over- or underspend is the partners' together, so that the agreement has to say who bears it.
    #[must_use]
    pub const fn is_shared(self) -> bool {
        matches!(self, Self::Pool | Self::Lead)
    }
}

impl AgreementType {
    /// How its money works.
    #[must_use]
    pub const fn how(&self) -> How {
        match (self.counts, self.money_moves) {
            (Counts::Pooled, _) => How::Pool,
            (Counts::Aligned, _) => How::Aligned,
            (_, MoneyMoves::ToTheLead | MoneyMoves::IntoOneFund) => How::Lead,
            (_, MoneyMoves::NhsToCouncil | MoneyMoves::CouncilToNhs) | (Counts::Transfer, _) => How::Payment,
            (Counts::None, MoneyMoves::Nowhere) => How::Joint,
        }
    }

    /// Whether a check applies to agreements of this type.
    #[must_use]
    pub fn asks_for(&self, check: &str) -> bool {
        self.checks.iter().any(|name| name.get_ref() == check)
    }
}

/// Reads and checks `agreements/*.toml`.
pub fn load(reader: &mut Reader<'_>, vocabulary: Vocabulary<'_>) -> BTreeMap<String, AgreementType> {
    let mut types = BTreeMap::new();
    for loaded in reader.toml_folder::<AgreementType>("agreements") {
        loaded.check_names(&loaded.value.checks, "check", vocabulary.checks, reader.problems);
        types.insert(loaded.name, loaded.value);
    }
    types
}

#[cfg(test)]
mod tests {
    use super::{AgreementType, How, MonthDay};

    #[test]
    fn a_day_of_every_year_is_found_in_a_financial_year() {
        let day = |text: &str, year: &str| {
            let day = MonthDay::try_from(text.to_owned()).ok()?;
            day.in_year(year.parse().unwrap()).map(|day| day.to_string())
        };
        assert_eq!(day("09-30", "2024-25").as_deref(), Some("2024-09-30"));
        assert_eq!(day("03-31", "2024-25").as_deref(), Some("2025-03-31"));
        assert_eq!(day("04-01", "2024-25").as_deref(), Some("2024-04-01"));
        assert_eq!(
            ["02-29", "9", "13-01", "09-31", "30 September"].map(|text| day(text, "2023-24")),
            [const { None }; 5]
        );
    }

    #[test]
    fn the_money_of_each_type_works_in_one_way() {
        let how = |name: &str| {
            let file = std::fs::read_to_string(format!("templates/agreements/{name}.toml")).unwrap();
            toml::from_str::<AgreementType>(&file).unwrap().how()
        };
        assert_eq!(["section-31-pooled", "section-75-pooled", "better-care-fund"].map(how), [How::Pool; 3]);
        assert_eq!(["lead-commissioning", "integrated-provision"].map(how), [How::Lead; 2]);
        assert_eq!(["section-256-payment", "section-76-payment"].map(how), [How::Payment; 2]);
        assert_eq!(["aligned-budget", "personal-budget"].map(how), [How::Aligned; 2]);
        assert_eq!(how("joint-delivery"), How::Joint);
        assert_eq!([How::Joint, How::Aligned, How::Lead, How::Pool].into_iter().min(), Some(How::Pool));
        assert!(How::Payment.falls_due() && !How::Payment.is_shared() && !How::Aligned.falls_due());
    }
}
