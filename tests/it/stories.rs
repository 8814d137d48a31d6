//! Ordinary events in a pool, each an area in `tests/stories/<name>/input`, and what its publication says of them.
//!
//! `story.json` lists findings that must or must not be found (`errors` at that level), figures that must or must not stand,
//! ratings that are true, and words that the pack must have or lack; of `one_of` one must hold. An agreement `*` is any.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use crate::support::publication::Publication;
use crate::support::{Area, folders, names, root};

/// How many stories are told at once.
const AT_ONCE: usize = 4;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    #[serde(default, rename = "says")]
    _says: String,
    #[serde(default)]
    findings: Vec<String>,
    #[serde(default)]
    errors: Vec<String>,
    #[serde(default)]
    errors_none: Vec<String>,
    #[serde(default)]
    findings_none: Vec<String>,
    #[serde(default)]
    figures: Vec<Figure>,
    #[serde(default)]
    not_figures: Vec<Figure>,
    #[serde(default)]
    no_figure: Vec<Figure>,
    #[serde(default)]
    ratings: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pack_has: Vec<String>,
    #[serde(default)]
    pack_lacks: Vec<String>,
    #[serde(default)]
    one_of: Vec<Self>,
}

#[derive(Deserialize)]
struct Figure {
    id: String,
    /// `None` of the area.
    agreement: Option<String>,
    #[serde(default)]
    definition: Option<String>,
    #[serde(default)]
    scheme: Option<String>,
    #[serde(default)]
    partner: Option<String>,
    #[serde(default)]
    source: Option<String>,
    #[serde(default)]
    class: Option<String>,
    #[serde(default)]
    period: Option<String>,
    #[serde(default)]
    value: Option<String>,
    #[serde(default, rename = "at-least")]
    at_least: Option<String>,
    /// Of a share: its parts and its percentage, where they are named.
    #[serde(default, flatten)]
    share: serde_json::Map<String, Value>,
}

impl Figure {
    fn is(&self, figure: &Value, period: &str) -> bool {
        let says = |key: &str, wanted: Option<&str>| figure[key].as_str() == wanted;
        says("id", Some(&self.id))
            && says("definition", self.definition.as_deref())
            && (self.agreement.as_deref() == Some("*") || says("agreement", self.agreement.as_deref()))
            && says("scheme", self.scheme.as_deref())
            && says("partner", self.partner.as_deref())
            && says("source", self.source.as_deref())
            && says("class", self.class.as_deref())
            && says("period", Some(self.period.as_deref().unwrap_or(period)))
    }

    fn has_value(&self, figure: &Value) -> bool {
        figure["value"].as_str() == self.value.as_deref()
            && figure["at-least"].as_str() == self.at_least.as_deref()
            && self.share.iter().all(|(part, amount)| figure[part] == *amount)
    }
}

/// What a publication does not say as it should.
fn misses(expected: &Expected, publication: &Publication) -> Vec<String> {
    let (found, figures, words) =
        (names(&publication.list("findings.json")), publication.list("figures.json"), publication.words());
    let paper = publication.paper_words();
    let run = publication.json("run.json");
    let period = run["made-from"]["period"].as_str().unwrap();
    let of = |wanted: &Figure| figures.iter().filter(|figure| wanted.is(figure, period)).collect::<Vec<_>>();
    let mut no = Vec::new();
    no.extend(expected.findings.iter().filter(|name| !found.contains(name)).map(|name| format!("no {name}")));
    let is_error = |name: &&String| {
        let all = publication.list("findings.json");
        all.iter().any(|one| one["name"].as_str() == Some(name.as_str()) && one["level"] == "error")
    };
    no.extend(expected.errors.iter().filter(|name| !is_error(name)).map(|name| format!("no error {name}")));
    no.extend(expected.errors_none.iter().filter(is_error).map(|name| format!("error {name}")));
    no.extend(expected.findings_none.iter().filter(|name| found.contains(name)).cloned());
    for wanted in &expected.figures {
        let these = of(wanted);
        if !these.iter().any(|figure| wanted.has_value(figure)) {
            no.push(format!("{} of {:?} is {these:?}", wanted.id, wanted.agreement));
        }
    }
    for wanted in &expected.not_figures {
        no.extend(of(wanted).iter().filter(|figure| wanted.has_value(figure)).map(|figure| format!("{figure} stands")));
    }
    for wanted in &expected.no_figure {
        no.extend(
            of(wanted).iter().filter(|figure| !figure["value"].is_null()).map(|figure| format!("{figure} stands")),
        );
    }
    for (agreement, allowed) in &expected.ratings {
        let is = run["ratings"][agreement]["rating"].as_str().unwrap_or_default();
        no.extend((!allowed.iter().any(|one| one == is)).then(|| format!("{agreement} is {is}, not {allowed:?}")));
    }
    no.extend(expected.pack_has.iter().filter(|text| !words.contains(*text)).map(|text| format!("no `{text}`")));
    no.extend(expected.pack_lacks.iter().filter(|text| paper.contains(*text)).map(|text| format!("`{text}`")));
    let each: Vec<Vec<String>> = expected.one_of.iter().map(|one| misses(one, publication)).collect();
    if !each.is_empty() && each.iter().all(|one| !one.is_empty()) {
        no.push(format!("none of {each:?}"));
    }
    no
}

#[test]
fn every_story_is_told_as_it_is() {
    let all = folders(&root().join("tests/stories"));
    let untrue = |of: usize| {
        let mut untrue = Vec::new();
        for folder in all.iter().skip(of).step_by(AT_ONCE) {
            let text = std::fs::read_to_string(folder.join("story.json")).unwrap();
            let expected: Expected = serde_json::from_str(&text).unwrap();
            let no = misses(&expected, &Area::copy(&folder.join("input")).published());
            untrue.extend((!no.is_empty()).then(|| format!("{}: {}", folder.display(), no.join("; "))));
        }
        untrue
    };
    let untrue: Vec<String> = std::thread::scope(|scope| {
        let parts: Vec<_> = (0..AT_ONCE).map(|of| scope.spawn(move || untrue(of))).collect();
        parts.into_iter().flat_map(|part| part.join().unwrap()).collect()
    });
    assert!(untrue.is_empty(), "{}", untrue.join("\n"));
}
