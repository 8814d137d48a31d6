//! Measures: what their terms add up, earlier years, what is refused, and what is printed only beside something else.

use std::fs;

use serde_json::{Value, json};

use crate::support::{Area, root, workbook};

const TRUST: &str = "returns/salford-primary-care-trust";

/// The shipped area with more rows in its register: below a heading stand those that are added to its sheet.
fn salford(changes: &[(&str, &str)]) -> Area {
    let area = Area::salford();
    let mut text = fs::read_to_string(root().join("tests/salford/agreements.txt")).unwrap();
    for (old, new) in changes {
        assert!(text.contains(old), "{old}");
        text = text.replace(old, new);
    }
    fs::write(area.input().join("agreements.xlsx"), workbook::from_text(&text, true)).unwrap();
    area
}

/// What the host says of its pools: budget and spending.
fn add_pools(area: &Area, rows: &[(&str, &str, &str)]) {
    let mut text =
        "Year: 2006-07\nAgreement,Partner,Budgeted contribution,Paid,Received,Budget of the pool,Spent by the pool\n"
            .to_owned();
    for (pool, budget, spent) in rows {
        text.push_str(&format!("{pool},Salford Primary Care Trust,,,,{budget},{spent}\n"));
    }
    fs::write(area.input().join(TRUST).join("pools.csv"), text).unwrap();
}

fn joint(area: &Area, definition: &str, period: &str) -> Value {
    let figures = area.json(1, "figures.json");
    let mut found = figures.as_array().unwrap().iter().filter(|figure| {
        figure["id"] == "joint-expenditure"
            && figure["definition"] == definition
            && figure["period"] == period
            && figure["agreement"].is_null()
    });
    let one = found.next().cloned().unwrap_or_default();
    assert!(found.next().is_none(), "{definition} {period} stands twice");
    one
}

fn pdf(area: &Area) -> String {
    let pdf = lopdf::Document::load(area.revision(1).join("pack.pdf")).unwrap();
    let pages: Vec<u32> = pdf.get_pages().into_keys().collect();
    let text = pdf.extract_text(&pages).unwrap();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn pools_count_with_their_budget_and_else_with_what_partners_put_in() {
    let area = Area::salford();
    add_pools(&area, &[("Drug and Alcohol", "2300000", "")]);
    area.run();
    assert_eq!(joint(&area, "formal-joint", "2006-07")["numerator"], "22000000.00");
    let other = Area::salford();
    add_pools(&other, &[("Drug and Alcohol", "2500000", "")]);
    other.run();
    assert_eq!(joint(&other, "formal-joint", "2006-07")["numerator"], "22200000.00");
}

#[test]
fn once_the_year_is_over_pools_count_with_what_they_spent() {
    let whole = "area | health-and-social-care | 2006-07 | 400000000 | A test\n\n[Notes]";
    let spent = [
        ("Drug and Alcohol", "", "2400000"),
        ("Learning Difficulties", "", "17500000"),
        ("Community Equipment", "", "2350000"),
    ];
    for (known, numerator, why) in [
        (3, json!("22250000.00"), Value::Null),
        (2, Value::Null, json!("no spending was reported for `Community Equipment`")),
    ] {
        let area = salford(&[("\n[Notes]", whole)]);
        area.replace("area.toml", &[("as-at     = 2006-09-06", "as-at     = 2007-04-30")]);
        add_pools(&area, &spent[..known]);
        area.run();
        let found = joint(&area, "formal-joint", "2006-07");
        assert_eq!((&found["numerator"], &found["why"]), (&numerator, &why), "{found}");
        assert_eq!(found["denominator"], "400000000.00");
    }
}

#[test]
fn what_all_pools_cost_and_who_bears_it_is_known_where_every_pool_says_it() {
    let spent = [
        ("Drug and Alcohol", "2300000", "2400000"),
        ("Learning Difficulties", "17300000", "17200000.01"),
        ("Community Equipment", "2400000", "2400000"),
    ];
    for known in [3, 2] {
        let area = Area::salford();
        area.replace("area.toml", &[("as-at     = 2006-09-06", "as-at     = 2007-04-30")]);
        add_pools(&area, &spent[..known]);
        area.run();
        let figures = area.json(1, "figures.json");
        let find = |id: &str, agreement: Value, partner: Value| {
            let wanted = |figure: &&Value| {
                (&figure["id"], &figure["agreement"], &figure["partner"]) == (&json!(id), &agreement, &partner)
            };
            figures.as_array().unwrap().iter().find(wanted).cloned().unwrap_or_default()
        };
        let all = |id: &str| find(id, Value::Null, Value::Null);
        if known < 3 {
            let missing = "no return has figures of the pool of `Community Equipment`";
            assert_eq!((&all("variance")["value"], &all("variance")["why"]), (&Value::Null, &json!(missing)));
            let borne = find("risk-share", Value::Null, json!("Salford City Council"));
            assert_eq!(borne["why"], json!("who bears the variance of `Community Equipment` is not known"));
            continue;
        }
        assert_eq!(all("expenditure.budget")["value"], "22000000.00");
        assert_eq!(all("expenditure.actual")["value"], "22000000.01");
        assert_eq!(all("variance")["value"], "0.01", "an overspend in one pool, an underspend in another");
        let pence = |figure: Value| figure["value"].as_str().unwrap().replace('.', "").parse::<i64>().unwrap();
        let councils = json!("Salford City Council");
        let parts = ["drug-and-alcohol", "learning-difficulties", "community-equipment"]
            .map(|agreement| pence(find("risk-share", json!(agreement), councils.clone())));
        assert_eq!(pence(find("risk-share", Value::Null, councils)), parts.iter().sum::<i64>());
        assert!(pdf(&area).contains("All pooled funds £22,000,000.00 £22,000,000.01"));
    }
}

#[test]
fn a_pool_that_reports_after_its_agreement_is_over_is_in_the_sum() {
    let area = salford(&[
        ("Status | Risk share\n", "Status | Risk share | End\n"),
        (
            "\n[Partners]",
            "old-pool | Old Pool | Services | Section 31 pooled fund | Salford Primary Care Trust | 2000-04-01 | Ended | \
             None: each bears its own | 2005-03-31\n\n[Partners]",
        ),
    ]);
    let budgets = [
        ("Drug and Alcohol", "2300000", ""),
        ("Learning Difficulties", "17300000", ""),
        ("Community Equipment", "2400000", ""),
        ("Old Pool", "50000", ""),
    ];
    add_pools(&area, &budgets);
    area.run();
    let figures = area.json(1, "figures.json");
    let is_sum = |figure: &&Value| figure["id"] == "expenditure.budget" && figure["agreement"].is_null();
    assert_eq!(figures.as_array().unwrap().iter().find(is_sum).unwrap()["value"], "22050000.00");
}

#[test]
fn earlier_years_come_from_totals_and_commitments() {
    let area = salford(&[
        (
            "\n[Totals]",
            "drug-and-alcohol | Salford City Council | 2005-06 | revenue | cash | yes | 400000\n\
             learning-difficulties | Salford City Council | 2005-06 | revenue | cash | yes | 8000000\n\
             community-equipment | Salford City Council | 2005-06 | revenue | cash | yes | 1200000\n\n\
             [Variations]\nAgreement | Partner | Year | Date | Amount | Recurrent | Consulted | Approved by\n\
             community-equipment | Salford City Council | 2005-06 | 2005-09-01 | -100000 | yes | The trust, August 2005 | Cabinet\n\n\
             [Totals]",
        ),
        (
            "\n[Notes]",
            "Salford City Council | social-care-gross | 2005-06 | 120000000 | A test\n\
             Salford City Council | social-care-gross | 2003-04 | 110000000 | A test\n\
             Salford City Council | joint-arrangements | 2003-04 | 3300000 | A test\n\n[Notes]",
        ),
    ]);
    let said = area.run();
    assert_eq!(said.out, "salford 2006-07: published (r1, final): no findings\n", "{}", said.err);
    let share = joint(&area, "council-share", "2005-06");
    assert_eq!((&share["numerator"], &share["percent"]), (&json!("9500000.00"), &json!("7.9")), "{share}");
    assert_eq!(joint(&area, "council-share", "2003-04"), Value::Null, "nothing was committed for it");
    assert_eq!(joint(&area, "council-share", "2006-07")["percent"], "8.2");
    assert_eq!(joint(&area, "pss-ex1", "2003-04")["percent"], "3.0");
    for year in ["2004-05", "2005-06"] {
        assert_eq!(joint(&area, "pss-ex1", year)["percent"], Value::Null);
    }
    let pack = pdf(&area);
    for words in ["Council’s share in pools, 2005-06 to 2006-07", "Higher", "Series break", "Not comparable"] {
        assert!(pack.contains(words), "{words}");
    }
    let trace = fs::read_to_string(area.revision(1).join("trace.csv")).unwrap();
    assert!(
        trace
            .contains("joint-expenditure,7.9\u{a0}%,figure,joint-expenditure,council-share,,,,2005-06,agreements.xlsx")
    );
}

#[test]
fn an_agreement_of_two_types_is_counted_once() {
    let old = "Section 31 pooled fund | Salford Primary Care Trust |  | Active | Proportional";
    let area = salford(&[(old, &old.replace("fund", "fund; Aligned budget"))]);
    area.run();
    assert_eq!(joint(&area, "with-aligned", "2006-07")["numerator"], "22000000.00");
}

#[test]
fn aligned_budgets_are_printed_only_beside_what_is_pooled() {
    let (alone, beside) = (
        Area::salford(),
        salford(&[("\n[Notes]", "area | health-and-social-care | 2006-07 | 400000000 | A test\n\n[Notes]")]),
    );
    for (area, printed) in [(alone, false), (beside, true)] {
        area.run();
        assert_eq!(pdf(&area).contains("aligned budgets together are"), printed);
    }
    let area = Area::salford();
    area.replace("area.toml", &[("\"council-share\"", "\"with-aligned\"")]);
    let said = area.run();
    assert_eq!(said.code, 2);
    assert!(said.err.contains("`with-aligned` is printed only beside `formal-joint`"), "{}", said.err);
}

#[test]
fn a_measure_that_cannot_be_worked_out_is_refused() {
    for (file, old, new, words) in [
        (
            "with-aligned",
            "expenditure = [\"pooled\"]",
            "expenditure = [\"pooled\"]\nsector = \"health\"",
            "`sector` belongs to `contributions`",
        ),
        (
            "with-aligned",
            "expenditure = [\"pooled\"]",
            "expenditure = [\"pooled\"]\ncontributions = [\"pooled\"]",
            "are two terms",
        ),
        ("with-aligned", "\"formal-joint\"", "\"formal-joints\"", "did you mean `formal-joint`?"),
        ("with-aligned", "\"formal-joint\"", "\"with-aligned\"", "which does not stand alone"),
        (
            "pss-ex1",
            "from = \"2006-07\"\nwhy",
            "from = \"2000-01\"\nwhy",
            "no year before the series break of `2000-01`",
        ),
        ("pss-ex1", "from = \"2006-07\"\nwhy", "form = \"2006-07\"\nwhy", "did you mean `from`?"),
    ] {
        let area = Area::salford();
        let path = area.templates().join(format!("measures/{file}.toml"));
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(old), "{old}");
        fs::write(&path, text.replacen(old, new, 1)).unwrap();
        let said = area.run();
        assert_eq!(said.code, 2, "{words}");
        assert!(said.err.contains(words), "{words}: {}", said.err);
    }
}
