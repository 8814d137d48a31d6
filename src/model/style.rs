//! The style of the house: how a paper writes financial years, quarters, percentages and shortened amounts.

use rust_decimal::Decimal;
use serde::Deserialize;

use super::money::{Money, Short};
use super::period::{Part, Period, Year};

/// `[style]` of `house.toml`; each value is written as an example of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Style {
    year: YearStyle,
    quarter: QuarterStyle,
    percent: PercentStyle,
    money: Option<MoneyStyle>,
}

/// How a financial year is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
enum YearStyle {
    #[default]
    #[serde(rename = "2025/26")]
    Slash,
    #[serde(rename = "2025-26")]
    Dash,
    #[serde(rename = "2025 to 2026")]
    Words,
}

/// How a quarter is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
enum QuarterStyle {
    #[default]
    #[serde(rename = "quarter 2 (July to September)")]
    WithMonths,
    #[serde(rename = "quarter 2")]
    Words,
    #[serde(rename = "Q2")]
    Letter,
}

/// How a percentage is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
enum PercentStyle {
    #[default]
    #[serde(rename = "17.5%")]
    Close,
    #[serde(rename = "17.5 %")]
    Apart,
    #[serde(rename = "17.5 per cent")]
    Words,
}

/// How an amount is shortened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
enum MoneyStyle {
    #[serde(rename = "£6.0m")]
    Letter,
    #[serde(rename = "£6.0 million")]
    Words,
    #[serde(rename = "£0.386 million")]
    Exact,
    #[serde(rename = "£6,000k")]
    Thousands,
}

impl Style {
    /// The same with amounts shortened in this way, where the house says nothing else of money under its style.
    #[must_use]
    pub fn or_short(self, short: Short) -> Self {
        let money = match short {
            Short::Millions => MoneyStyle::Letter,
            Short::Thousands => MoneyStyle::Thousands,
        };
        Self { money: self.money.or(Some(money)), ..self }
    }

    /// A financial year: `2025/26`.
    #[must_use]
    pub fn year(self, year: Year) -> String {
        let start = year.start();
        match self.year {
            YearStyle::Slash => format!("{start}/{:02}", (start + 1) % 100),
            YearStyle::Dash => year.to_string(),
            YearStyle::Words => format!("{start} to {}", start + 1),
        }
    }

    /// A period: `2025/26`, `quarter 2 (July to September) of 2025/26`, `month 9 (December) of 2025/26`.
    #[must_use]
    pub fn period(self, period: Period) -> String {
        let year = self.year(period.year);
        let month = |day: chrono::NaiveDate| day.format("%B").to_string();
        match (period.part, self.quarter) {
            (Part::Whole, _) => year,
            (Part::Month(number), _) => format!("month {number} ({}) of {year}", month(period.last_day())),
            (Part::Quarter(number), QuarterStyle::WithMonths) => {
                format!("quarter {number} ({} to {}) of {year}", month(period.first_day()), month(period.last_day()))
            }
            (Part::Quarter(number), QuarterStyle::Words) => format!("quarter {number} of {year}"),
            (Part::Quarter(number), QuarterStyle::Letter) => format!("Q{number} of {year}"),
        }
    }

    /// A percentage, with a true minus sign where it is below zero: `17.5%`.
    #[must_use]
    pub fn percent(self, percent: Decimal) -> String {
        let sign = if percent.is_sign_negative() && !percent.is_zero() { "−" } else { "" };
        let unit = match self.percent {
            PercentStyle::Close => "%",
            PercentStyle::Apart => "\u{a0}%",
            PercentStyle::Words => "\u{a0}per\u{a0}cent",
        };
        format!("{sign}{}{unit}", percent.abs())
    }

    /// An amount in short: `£6.0m`; one above a pound that would read as nothing in thousands or pounds: `£40k`.
    #[must_use]
    pub fn short(self, amount: Money) -> String {
        let form = |amount: Money| match self.money {
            None | Some(MoneyStyle::Letter) => amount.millions(),
            Some(MoneyStyle::Words) => amount.in_words_of_millions(1),
            Some(MoneyStyle::Exact) => amount.in_words_of_millions(3),
            Some(MoneyStyle::Thousands) => amount.thousands(),
        };
        let short = form(amount);
        let is_more = amount.abs() > Money::from_sum(100);
        if !is_more || short != form(Money::ZERO) {
            return short;
        }
        let thousands = amount.thousands();
        if thousands == Money::ZERO.thousands() { amount.whole() } else { thousands }
    }
}

#[cfg(test)]
mod tests {
    use super::{Money, Style};

    fn style(toml: &str) -> Style {
        toml::from_str(toml).unwrap()
    }

    #[test]
    fn a_house_writes_years_and_quarters_in_its_own_way() {
        let check = |toml: &str, expected: [&str; 3]| {
            let periods = ["2025-26", "2025-26-Q2", "2025-26-M12"].map(|text| text.parse().unwrap());
            assert_eq!(periods.map(|period| style(toml).period(period)), expected);
        };
        check("", ["2025/26", "quarter 2 (July to September) of 2025/26", "month 12 (March) of 2025/26"]);
        check("year = \"2025-26\"\nquarter = \"Q2\"", ["2025-26", "Q2 of 2025-26", "month 12 (March) of 2025-26"]);
        check(
            "year = \"2025 to 2026\"\nquarter = \"quarter 2\"",
            ["2025 to 2026", "quarter 2 of 2025 to 2026", "month 12 (March) of 2025 to 2026"],
        );
        assert!(toml::from_str::<Style>("year = \"25/26\"").is_err());
    }

    #[test]
    fn a_house_writes_percentages_and_amounts_in_its_own_way() {
        let percents = ["", "percent = \"17.5 %\"", "percent = \"17.5 per cent\""];
        assert_eq!(
            percents.map(|toml| style(toml).percent("-17.5".parse().unwrap())),
            ["−17.5%", "−17.5\u{a0}%", "−17.5\u{a0}per\u{a0}cent"]
        );
        let amounts = ["", "money = \"£6.0 million\"", "money = \"£0.386 million\"", "money = \"£6,000k\""];
        assert_eq!(
            amounts.map(|toml| style(toml).short(Money::from_sum(-38_600_000))),
            ["−£0.4m", "−£0.4\u{a0}million", "−£0.386\u{a0}million", "−£386k"]
        );
        let small = [4_000_000, -4_000_000, 150, 100, -50, 0].map(|pence| style("").short(Money::from_sum(pence)));
        assert_eq!(small, ["£40k", "−£40k", "£2", "£0.0m", "£0.0m", "£0.0m"]);
    }
}
