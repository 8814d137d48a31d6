//! Measures: what their terms add up, earlier years, what is refused, and what is printed only beside something else.

use serde_json::{Value, json};

use crate::support::Area;
use crate::support::publication::Figures;

/// What the host says of a pool: its budget and its spending.
fn pools(area: Area, rows: &[(&str, &str, &str)]) -> Area {
    rows.iter().fold(area, |area, (pool, budget, spent)| area.agreement(pool).pool_budget(budget).pool_spent(spent))
}

/// The share of the area that a definition gives for a period; nothing where it gives none.
fn joint(figures: &Figures, definition: &str, period: &str) -> Value {
    let keys = [
        ("id", Some("joint-expenditure")),
        ("definition", Some(definition)),
        ("period", Some(period)),
        ("agreement", None),
    ];
    if figures.having(&keys).next().is_none() { Value::Null } else { figures.one(&keys).clone() }
}

/// All that is spent on health and social care.
fn with_whole(area: Area) -> Area {
    area.total("area", "health-and-social-care", 400_000_000)
}

#[test]
fn pools_count_with_their_budget_and_else_with_what_partners_put_in() {
    for (budget, numerator) in [("2300000", "22000000.00"), ("2500000", "22200000.00")] {
        let area = pools(Area::salford(), &[("Drug and Alcohol", budget, "")]);
        assert_eq!(joint(&area.published().figures(), "formal-joint", "2006-07")["numerator"], numerator);
    }
}

#[test]
fn once_the_year_is_over_pools_count_with_what_they_spent() {
    let spent = [
        ("Drug and Alcohol", "", "2400000"),
        ("Learning Difficulties", "", "17500000"),
        ("Community Equipment", "", "2350000"),
    ];
    for (known, numerator, why) in [
        (3, json!("22250000.00"), Value::Null),
        (2, Value::Null, json!("no spending was reported for `Community Equipment`")),
    ] {
        let area = pools(with_whole(Area::salford()).at("2007-04-30"), &spent[..known]);
        let found = joint(&area.published().figures(), "formal-joint", "2006-07");
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
    let after = |known: usize| pools(Area::salford().at("2007-04-30"), &spent[..known]).published();
    let council = Some("Salford City Council");

    let made = after(3);
    let figures = made.figures();
    assert_eq!(figures.value("expenditure.budget", None, None), "22000000.00");
    assert_eq!(figures.value("expenditure.actual", None, None), "22000000.01");
    assert_eq!(figures.value("variance", None, None), "0.01", "an overspend in one pool, an underspend in another");
    let pence = |agreement| {
        let value = figures.value("risk-share", agreement, council).as_str().unwrap();
        value.replace('.', "").parse::<i64>().unwrap()
    };
    let parts = ["drug-and-alcohol", "learning-difficulties", "community-equipment"].map(|one| pence(Some(one)));
    assert_eq!(pence(None), parts.iter().sum::<i64>());
    assert!(made.words().contains("All pooled funds £22,000,000.00 £22,000,000.01"));

    let figures = after(2).figures();
    let of_all = |id, partner| figures.one(&[("id", Some(id)), ("agreement", None), ("partner", partner)]);
    let missing = "no return has figures of the pool of `Community Equipment`";
    assert_eq!((&of_all("variance", None)["value"], &of_all("variance", None)["why"]), (&Value::Null, &json!(missing)));
    let borne = of_all("risk-share", council);
    assert_eq!(borne["why"], "who bears the variance of `Community Equipment` is not known");
}

#[test]
fn a_pool_that_reports_after_its_agreement_is_over_is_in_the_sum() {
    let budgets = [
        ("Drug and Alcohol", "2300000", ""),
        ("Learning Difficulties", "17300000", ""),
        ("Community Equipment", "2400000", ""),
        ("Old Pool", "50000", ""),
    ];
    let area = Area::salford()
        .agreement("Old Pool")
        .arrangements("Section 31 pooled fund")
        .host("Salford Primary Care Trust")
        .with("Start", "2000-04-01")
        .with("End", "2005-03-31")
        .with("Status", "Ended")
        .with("Risk share", "None: each bears its own");
    let figures = pools(area, &budgets).published().figures();
    assert_eq!(figures.value("expenditure.budget", None, None), "22050000.00");
}

#[test]
fn earlier_years_come_from_totals_and_commitments() {
    let council = "Salford City Council";
    let earlier = "2005-06";
    let area = Area::salford()
        .agreement("Drug and Alcohol")
        .commits_for(earlier, council, 400_000)
        .agreement("Learning Difficulties")
        .commits_for(earlier, council, 8_000_000)
        .agreement("Community Equipment")
        .commits_for(earlier, council, 1_200_000)
        .varies(council, "2005-09-01", -100_000)
        .with("Year", earlier)
        .with("Recurrent", "yes")
        .with("Consulted", "The trust, August 2005")
        .with("Approved by", "Cabinet")
        .total_for(earlier, council, "social-care-gross", 120_000_000)
        .total_for("2003-04", council, "social-care-gross", 110_000_000)
        .total_for("2003-04", council, "joint-arrangements", 3_300_000);
    let said = area.run();
    assert_eq!(said.out, "salford 2006-07: published (r1, final): no findings\n", "{}", said.err);
    let made = area.newest();
    let figures = made.figures();
    let share = joint(&figures, "council-share", "2005-06");
    assert_eq!((&share["numerator"], &share["percent"]), (&json!("9500000.00"), &json!("7.9")), "{share}");
    assert_eq!(joint(&figures, "council-share", "2003-04"), Value::Null, "nothing was committed for it");
    assert_eq!(joint(&figures, "council-share", "2006-07")["percent"], "8.2");
    assert_eq!(joint(&figures, "pss-ex1", "2003-04")["percent"], "3.0");
    for year in ["2004-05", "2005-06"] {
        assert_eq!(joint(&figures, "pss-ex1", year)["percent"], Value::Null);
    }
    let pack = made.words();
    for words in ["Council’s share in pools, 2005-06 to 2006-07", "Higher", "Series break", "Not comparable"] {
        assert!(pack.contains(words), "{words}");
    }
    let trace = made.text("trace.csv");
    assert!(
        trace
            .contains("joint-expenditure,7.9\u{a0}%,figure,joint-expenditure,council-share,,,,2005-06,agreements.xlsx")
    );
}

#[test]
fn an_agreement_of_two_types_is_counted_once() {
    let types = "Section 31 pooled fund; Aligned budget";
    let area = Area::salford().agreement("Drug and Alcohol").arrangements(types);
    let area = area.agreement("Community Equipment").arrangements(types);
    assert_eq!(joint(&area.published().figures(), "with-aligned", "2006-07")["numerator"], "22000000.00");
}

#[test]
fn aligned_budgets_are_printed_only_beside_what_is_pooled() {
    for (area, printed) in [(Area::salford(), false), (with_whole(Area::salford()), true)] {
        assert_eq!(area.published().words().contains("aligned budgets together are"), printed);
    }
    let said = Area::salford().set("headline", "\"with-aligned\"").run();
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
        area.house(&format!("measures/{file}.toml"), &[(old, new)]);
        let said = area.run();
        assert_eq!(said.code, 2, "{words}");
        assert!(said.err.contains(words), "{words}: {}", said.err);
    }
}
