//! What a page says of its figures to machines: schema.org's `Dataset`, as JSON-LD.

use chrono::NaiveDate;
use serde::Serialize;

use crate::model::period::Period;
use crate::model::shown::escaped_json;
use crate::present::pack::Pack;

/// The files beside the page that hold its figures, with what they are.
const FILES: [(&str, &str); 3] = [
    (OF_AREA, "text/csv"),
    ("figures.json", "application/json"),
    ("figures.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
];

/// The file of figures that an area has and a roll-up, which has no evidence either, has not.
const OF_AREA: &str = "figures.csv";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Dataset<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    temporal_coverage: Option<String>,
    date_modified: NaiveDate,
    creative_work_status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    creator: Option<Organization<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Organization<'a>>,
    in_language: &'static str,
    is_accessible_for_free: bool,
    distribution: Vec<Download>,
}

#[derive(Serialize)]
struct Organization<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Download {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'static str,
    encoding_format: &'static str,
    content_url: &'static str,
}

/// The figures of a pack, described in text that can stand in an element: no `<`, and no character that is hidden. `None` where
/// it cannot be written as JSON.
pub(super) fn dataset<F>(pack: &Pack<F>) -> Option<String> {
    let organization = |name| {
        Some(name).filter(|name: &&str| !name.trim().is_empty()).map(|name| Organization { kind: "Organization", name })
    };
    let file = |(name, encoding_format)| Download { kind: "DataDownload", name, encoding_format, content_url: name };
    let dataset = Dataset {
        context: "https://schema.org",
        kind: "Dataset",
        name: &pack.title,
        description: description(pack),
        temporal_coverage: period(&pack.period).map(interval),
        date_modified: pack.as_at,
        creative_work_status: if pack.draft { "Draft" } else { "Final" },
        creator: organization(&pack.author),
        publisher: organization(&pack.area),
        in_language: "en-GB",
        is_accessible_for_free: true,
        distribution: FILES
            .into_iter()
            .filter(|(name, _)| *name != OF_AREA || !pack.evidence.is_empty())
            .map(file)
            .collect(),
    };
    let json = serde_json::to_string(&dataset).ok()?;
    let json = json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026");
    Some(escaped_json(&json).into_owned())
}

fn description<F>(pack: &Pack<F>) -> String {
    let parts = [pack.area.as_str(), &pack.period, &pack.committee].map(str::trim);
    let of: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!(
        "Commitments, contributions, spending and forecasts of pooled budgets for health and social care, as at {}: {}",
        pack.as_at,
        of.join(", ")
    )
}

/// The period that is printed: as the program writes it, or in the style of a house such as `quarter 2 of 2025/26`.
fn period(printed: &str) -> Option<Period> {
    let Some((part, year)) = printed.rsplit_once(" of ") else {
        return printed.replace(" to ", "-").parse().ok();
    };
    let digits = part.trim_start_matches(|one: char| !one.is_ascii_digit());
    let number = digits.split(|one: char| !one.is_ascii_digit()).next()?;
    let year = year.replace(" to ", "-");
    format!("{year}-{}{number}", part.chars().next()?).parse().ok()
}

/// The year to the end of a period as ISO 8601 writes it: `2025-04-01/2025-09-30`.
fn interval(period: Period) -> String {
    format!("{}/{}", period.year.first_day(), period.last_day())
}

#[cfg(test)]
mod tests {
    use super::{interval, period};
    use crate::model::style::Style;

    #[test]
    fn periods_are_read_in_every_style_of_a_house() {
        for year in ["2025/26", "2025-26", "2025 to 2026"] {
            for quarter in ["quarter 2 (July to September)", "quarter 2", "Q2"] {
                let style: Style = toml::from_str(&format!("year = \"{year}\"\nquarter = \"{quarter}\"")).unwrap();
                for written in ["2025-26", "2025-26-Q2", "2025-26-M09"] {
                    let one = written.parse().unwrap();
                    assert_eq!(period(&style.period(one)), Some(one), "{}", style.period(one));
                    assert_eq!(period(written), Some(one));
                }
            }
        }
        assert_eq!(period("quarter 2 (July to September) of 2025/26").map(interval).unwrap(), "2025-04-01/2025-09-30");
        assert_eq!(period("the winter of discontent"), None);
    }
}
