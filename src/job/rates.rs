//! Rates: by how much contributions have to rise from one year to the next, dated.

use std::path::Path;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::settings::{Problem, Reader};
use super::stated::{FirstOrLast, StatedPercent};
use crate::model::period::Year;

/// `templates/rates.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Rates {
    /// Uplifts of what the NHS puts into social care.
    #[serde(default)]
    uplifts: Vec<Uplift>,
}

/// By how much a contribution has to be above that of the year before, in some years.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Uplift {
    /// The first year that has to be above the one before it.
    from: FirstOrLast,
    /// The last such year.
    to: FirstOrLast,
    /// By how many per cent.
    pub percent: StatedPercent,
    /// Whether it is a rounded rate, so that a little less may be it.
    #[serde(default)]
    pub rounded: bool,
    /// Whether only what is for social care rises by it, and the whole contribution by another rate.
    #[serde(default)]
    pub social_care_only: bool,
    /// Where it is written.
    pub source: String,
}

impl Uplift {
    /// The least that the rate can be: it itself, or what is rounded to it.
    #[must_use]
    pub fn at_least(&self) -> Decimal {
        let half = Decimal::new(5, self.percent.0.scale().saturating_add(1));
        if self.rounded { self.percent.0.checked_sub(half).unwrap_or(self.percent.0) } else { self.percent.0 }
    }

    fn holds_in(&self, year: Year) -> bool {
        self.from.year() <= year && year <= self.to.year()
    }
}

impl Rates {
    /// The uplift that a year must have over the one before it, if there is one.
    #[must_use]
    pub fn uplift(&self, year: Year) -> Option<&Uplift> {
        self.uplifts.iter().find(|uplift| uplift.holds_in(year))
    }

    /// What is wrong with the table, if something is.
    fn fault(&self) -> Option<(String, &'static str)> {
        let (first, rest) = self.uplifts.split_first()?;
        let years = |uplift: &Uplift| format!("{} to {}", uplift.from.year(), uplift.to.year());
        if let Some(turned) = self.uplifts.iter().find(|uplift| uplift.to.year() < uplift.from.year()) {
            return Some((
                format!("the uplift for {} ends before it begins", years(turned)),
                "correct one of the years",
            ));
        }
        let mut before = first;
        for uplift in rest {
            if uplift.from.year() <= before.to.year() {
                let both = format!("the uplift for {} does not begin after that for {}", years(uplift), years(before));
                return Some((both, "list them in order, with one for each year"));
            }
            before = uplift;
        }
        None
    }
}

/// Reads and checks `rates.toml`.
pub fn load(reader: &mut Reader<'_>) -> Option<Rates> {
    let loaded = reader.toml::<Rates>("rates.toml")?;
    if let Some((message, help)) = loaded.value.fault() {
        let path: &Path = &loaded.path;
        reader.problems.push(Problem::in_file(path, &message, help));
    }
    Some(loaded.value)
}

#[cfg(test)]
mod tests {
    use super::Rates;

    fn rates(years: &[(&str, &str)]) -> Rates {
        let uplift = |(from, to): &(&str, &str)| {
            format!("[[uplifts]]\nfrom = \"{from}\"\nto = \"{to}\"\npercent = \"5.66\"\nsource = \"a letter\"\n")
        };
        toml::from_str(&years.iter().map(uplift).collect::<String>()).unwrap()
    }

    #[test]
    fn a_year_has_the_uplift_of_its_row() {
        let rates = rates(&[("2021-22", "2021-22"), ("2022-23", "2024-25")]);
        assert!(rates.fault().is_none());
        let has = |year: &str| rates.uplift(year.parse().unwrap()).map(|uplift| uplift.from.year().to_string());
        assert_eq!(has("2020-21"), None);
        assert_eq!(has("2021-22").as_deref(), Some("2021-22"));
        assert_eq!(has("2024-25").as_deref(), Some("2022-23"));
        assert_eq!(has("2025-26"), None);
    }

    #[test]
    fn a_rounded_rate_may_be_a_little_less() {
        let text = "[[uplifts]]\nfrom = \"2025-26\"\nto = \"2025-26\"\npercent = \"3.9\"\nrounded = true\nsource = \"a letter\"\n";
        let rates: Rates = toml::from_str(text).unwrap();
        let uplift = rates.uplift("2025-26".parse().unwrap()).unwrap();
        assert_eq!(uplift.at_least().to_string(), "3.85");
    }

    #[test]
    fn years_are_in_order_and_each_has_one_uplift() {
        assert!(rates(&[("2022-23", "2021-22")]).fault().is_some());
        assert!(rates(&[("2021-22", "2022-23"), ("2022-23", "2023-24")]).fault().is_some());
        assert!(toml::from_str::<Rates>("[[uplifts]]\npercent = \"lots\"").is_err());
    }
}
