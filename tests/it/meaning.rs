//! Small files and what they may be read as, `tests/meaning/cases.jsonl`: an amount, unit, sign or period that a file does not
//! mean is never accepted, and where nothing is accepted, that is said.
//!
//! A case a line: `accepted` are totals in pounds, any of which is true; `partly` are fine where something is said; `periods`
//! are those that an accepted amount may have, `each` the pounds by period; `refused_is_fine` lets nothing be accepted;
//! `finding` lists findings of which one must be said, `lacks` those that would be wrong.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use crate::support::trial::pence;
use crate::support::{root, scrutiny};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    kind: String,
    file: String,
    says: String,
    accepted: Vec<String>,
    #[serde(default)]
    partly: Vec<String>,
    #[serde(default)]
    periods: Vec<String>,
    #[serde(default)]
    each: BTreeMap<String, String>,
    #[serde(default)]
    kinds: BTreeMap<String, String>,
    refused_is_fine: bool,
    #[serde(default)]
    finding: Vec<String>,
    #[serde(default)]
    lacks: Vec<String>,
    /// Refusing is as right as reading.
    #[serde(default, rename = "ask")]
    _ask: bool,
    #[serde(default, rename = "note")]
    _note: String,
}

/// What `try` makes of a file.
struct Reading {
    /// In pence.
    accepted: i64,
    cells: u64,
    not_given: u64,
    totals: Vec<(String, String, i64)>,
    /// Names of findings, but for notes of figures that nothing reads.
    said: Vec<String>,
}

fn read(file: &str) -> Reading {
    let path = root().join("tests/meaning").join(file);
    let done = scrutiny(&["try", path.to_str().unwrap(), "--json"]);
    assert!(done.code < 2, "{file}: {}", done.err);
    let answer: Value = serde_json::from_str(&done.out).unwrap();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let all = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let sheets: Vec<Value> = all(&answer["sheets"]).into_iter().filter(|sheet| sheet["layout"].is_string()).collect();
    let count = |key: &str| sheets.iter().filter_map(|sheet| sheet[key].as_u64()).sum();
    let totals = sheets.iter().flat_map(|sheet| all(&sheet["totals"]));
    let findings =
        all(&answer["findings"]).into_iter().filter(|one| one["name"] != "unread-figures" || one["level"] != "note");
    let refusals = sheets.iter().flat_map(|sheet| all(&sheet["refusals"]));
    Reading {
        accepted: sheets.iter().map(|sheet| pence(sheet["accepted"].as_str().unwrap())).sum(),
        cells: count("accepted-cells"),
        not_given: count("not-given"),
        totals: totals
            .map(|one| (text(&one["period"]), text(&one["kind"]), pence(one["amount"].as_str().unwrap())))
            .collect(),
        said: findings.map(|one| text(&one["name"])).chain(refusals.map(|one| text(&one["finding"]))).collect(),
    }
}

impl Case {
    /// What is wrong with a reading; nothing where the case holds.
    fn wrong(&self, read: &Reading) -> Vec<String> {
        let truths: Vec<i64> = self.accepted.iter().map(|pounds| pence(pounds)).collect();
        let partly = self.partly.iter().any(|pounds| pence(pounds) == read.accepted) && !read.said.is_empty();
        let mut wrong = Vec::new();
        let mut expect = |holds: bool, what: String| {
            if !holds {
                wrong.push(what);
            }
        };
        if read.cells == 0 {
            expect(self.refused_is_fine || truths == [0], format!("nothing accepted: {:?}", read.said));
            expect(!read.said.is_empty() || read.not_given > 0, "nothing accepted, and not a word".to_owned());
            return wrong;
        }
        let asked = truths.is_empty() && !self.finding.is_empty() && !read.said.is_empty();
        expect(truths.contains(&read.accepted) || partly || asked, format!("accepted {} pence", read.accepted));
        let sums = |of: fn(&(String, String, i64)) -> &String| {
            let mut sums: BTreeMap<&str, i64> = BTreeMap::new();
            read.totals.iter().for_each(|total| *sums.entry(of(total)).or_default() += total.2);
            sums
        };
        let periods = sums(|total| &total.0);
        let may_be = |period: &&str| self.periods.is_empty() || self.periods.iter().any(|known| known == period);
        expect(periods.keys().all(may_be), format!("periods {periods:?}"));
        if !self.each.is_empty() && truths.contains(&read.accepted) {
            let each: BTreeMap<&str, i64> =
                self.each.iter().map(|(period, pounds)| (period.as_str(), pence(pounds))).collect();
            expect(periods == each, format!("by period {periods:?}"));
        }
        for (kind, pounds) in &self.kinds {
            let sum = sums(|total| &total.1).get(kind.as_str()).copied().unwrap_or_default();
            expect(sum == pence(pounds), format!("{kind} {sum} pence"));
        }
        let finding = |name: &String| name == "*" && !read.said.is_empty() || read.said.contains(name);
        expect(
            partly || self.finding.is_empty() || self.finding.iter().any(finding),
            format!("says only {:?}", read.said),
        );
        expect(!self.lacks.iter().any(|name| read.said.contains(name)), format!("says {:?}", read.said));
        wrong
    }
}

#[test]
fn what_small_files_mean_is_read_or_refused_and_never_guessed() {
    let cases = std::fs::read_to_string(root().join("tests/meaning/cases.jsonl")).unwrap();
    let cases: Vec<Case> = cases.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let (mut wrong, mut may_be_read, mut were_read) = (Vec::new(), 0, 0);
    for case in &cases {
        let read = read(&case.file);
        let found = case.wrong(&read);
        may_be_read += usize::from(!case.accepted.is_empty());
        were_read += usize::from(!case.accepted.is_empty() && read.cells > 0);
        wrong.extend(found.iter().map(|what| format!("{} {}, {:?}: {what}", case.kind, case.file, case.says)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // To refuse everything is no way out.
    assert!(were_read * 10 >= may_be_read * 8, "{were_read} of {may_be_read} were read");
}
