//! What a page says of its figures to machines: schema.org's `Dataset`, as JSON-LD.

use chrono::NaiveDate;
use serde::Serialize;

use crate::model::period::Period;
use crate::model::shown::escaped_json;
use crate::present::pack::Pack;

/// The files beside the page that hold its figures, with what they are.
const FILES: [(&str, &str); 3] = [
    ("figures.csv", "text/csv"),
    ("figures.json", "application/json"),
    ("figures.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
];

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
    distribution: [Download; FILES.len()],
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
        temporal_coverage: pack.period.parse().ok().map(interval),
        date_modified: pack.as_at,
        creative_work_status: if pack.draft { "Draft" } else { "Final" },
        creator: organization(&pack.author),
        publisher: organization(&pack.area),
        in_language: "en-GB",
        is_accessible_for_free: true,
        distribution: FILES.map(file),
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

/// The year to the end of a period as ISO 8601 writes it: `2025-04-01/2025-09-30`.
fn interval(period: Period) -> String {
    format!("{}/{}", period.year.first_day(), period.last_day())
}
