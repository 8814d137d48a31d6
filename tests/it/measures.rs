//! Measures: what their terms add up, earlier years, what is refused, and what is printed only beside something else.

use serde_json::{Value, json};

use crate::support::Area;
use crate::support::publication::{Figures, Publication};

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
    assert!(made.words().contains("All pooled funds £22,000,000.00 £22,000,000.00 £22,000,000.01"));

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
        trace.contains("joint-expenditure,figure,joint-expenditure,council-share,,,,,,2005-06,agreements.xlsx")
            && trace.contains(",,7.9%\r\n")
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

/// An area with one pool of two partners, and the whole of which it is a part.
fn one_pool(whole: impl std::fmt::Display) -> Area {
    Area::new()
        .period("2024-25-M06")
        .at("2024-10-31")
        .partner("Ferndale Council", "council")
        .partner("NHS Ferndale Integrated Care Board", "health")
        .agreement("Home first")
        .arrangements("Section 75 pooled fund")
        .host("Ferndale Council")
        .commits("Ferndale Council", 2_000_000)
        .commits("NHS Ferndale Integrated Care Board", 3_000_000)
        .total("area", "health-and-social-care", whole)
}

/// What is said of the shares of an area that cannot be.
fn implausible(made: &Publication) -> Vec<String> {
    let found = made.list("findings.json");
    let these = found.iter().filter(|finding| finding["name"] == "implausible-share");
    these.map(|finding| finding["message"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_whole_is_held_against_the_last_one_that_is_known() {
    for (now, year, before, said) in [
        (
            300_000,
            "2023-24",
            290_000_000,
            Some("about a thousandth of last year's £290,000,000.00: it may be in thousands"),
        ),
        (
            290_000_000,
            "2023-24",
            300_000,
            Some("about a thousand times last year's £300,000.00, which may be in thousands"),
        ),
        (310_000_000, "2021-22", 290, Some("about a million times the £290.00 of 2021-22, which may be in millions")),
        (300_000_000, "2022-23", 12_000_000, None),
        (300_000_000, "2023-24", 3_000_000, None),
        (
            300_000_001,
            "2023-24",
            3_000_000,
            Some("about a hundred times last year's £3,000,000.00: it may be in pence"),
        ),
        (
            100_000_000,
            "2023-24",
            300_000,
            Some("more than a hundred times last year's £300,000.00: one of the two cannot be right"),
        ),
        (300_000_000, "2023-24", 0, None),
    ] {
        let area = one_pool(now).total_for(year, "area", "health-and-social-care", before);
        let made = area.published();
        let messages = implausible(&made);
        match said {
            None => assert!(messages.iter().all(|message| !message.contains("2024-25")), "{messages:?}"),
            Some(said) => assert!(messages.iter().any(|message| message.contains(said)), "{said}: {messages:?}"),
        }
        let share = joint(&made.figures(), "formal-joint", "2024-25-M06");
        assert_eq!(share["percent"].is_null(), said.is_some(), "{share}");
        assert_eq!(share["numerator"], "5000000.00");
    }
}

#[test]
fn a_part_is_within_its_whole_to_the_penny() {
    for (whole, said) in [
        ("5000000", None),
        ("4999999.99", Some("£5,000,000.00 cannot be a part of £4,999,999.99, which is less")),
        ("5000", Some("which is less: the second may be in thousands")),
        ("0", Some("the whole is given as £0.00, of which nothing can be a part")),
    ] {
        let messages = implausible(&one_pool(whole).published());
        match said {
            None => assert_eq!(messages, [] as [String; 0]),
            Some(said) => assert!(messages.len() == 1 && messages[0].contains(said), "{messages:?}"),
        }
    }
}

#[test]
fn an_area_without_a_pool_has_a_nil_share_and_one_that_cannot_be_read_has_none() {
    let without = |types: &str| {
        Area::new()
            .period("2024-25")
            .at("2024-10-31")
            .partner("Ferndale Council", "council")
            .agreement("Teams")
            .arrangements(types)
            .total("area", "health-and-social-care", 100_000_000)
    };
    let over = || without("Joint delivery without a pool").agreement("Old fund").arrangements("Section 75 pooled fund");
    let unread = "an agreement of the register cannot be read, or there is none";
    for (area, percent, why) in [
        (without("Joint delivery without a pool"), json!("0.0"), Value::Null),
        (over().with("End", "2024-03-31"), json!("0.0"), Value::Null),
        (over().with("Start", "2025-04-01"), json!("0.0"), Value::Null),
        (over(), Value::Null, json!("nothing is known of contributions to `Old fund`")),
        (
            without("Joint delivery without a pool").agreement("New fund").arrangements("Section 75 poled fund"),
            Value::Null,
            json!(unread),
        ),
    ] {
        let share = joint(&area.published().figures(), "formal-joint", "2024-25");
        assert_eq!((&share["percent"], &share["why"]), (&percent, &why), "{share}");
    }
}

#[test]
fn shares_of_contributions_are_withheld_where_one_is_less_than_nothing() {
    let area = one_pool(100_000_000)
        .budgets("Ferndale Council", -50_000)
        .budgets("NHS Ferndale Integrated Care Board", 3_000_000);
    let made = area.published();
    let figures = made.figures();
    for partner in ["Ferndale Council", "NHS Ferndale Integrated Care Board"] {
        let keys = [("id", Some("contribution-share")), ("agreement", Some("home-first")), ("partner", Some(partner))];
        let share = figures.one(&keys);
        assert_eq!(share["percent"], Value::Null, "{share}");
        assert_eq!(share["denominator"], "2950000.00");
    }
    assert!(made.found().contains(&"implausible-share".to_owned()));
}

#[test]
fn what_partners_of_an_aligned_budget_report_of_their_own_is_no_contradiction() {
    let (council, board) = ("Ferndale Council", "NHS Ferndale Integrated Care Board");
    let area = one_pool(100_000_000)
        .agreement("Day centres")
        .arrangements("Aligned budget")
        .commits(council, 4_000_000)
        .commits(board, 6_000_000)
        .budgets(council, 4_000_000)
        .budgets(board, 6_000_000);
    let said = |partner: &str, budget: u32, spent: u32, forecast: u32| {
        let text = format!(
            "Monitoring, £\nPeriod: 2024-25-M06\nScheme,Annual budget,Actual to date,Forecast outturn\n\
             Day centres,{budget},{spent},{forecast}\n"
        );
        area.file(&format!("returns/{partner}/monitoring.csv"), text);
    };
    said(council, 4_000_000, 2_100_000, 4_200_000);
    said(board, 6_000_000, 2_900_000, 5_900_000);
    let made = area.published();
    assert!(!made.found().contains(&"conflicting-returns".to_owned()), "{:?}", made.found());
    let figures = made.figures();
    let own = |id: &'static str, partner| {
        figures.one(&[("id", Some(id)), ("agreement", Some("day-centres")), ("partner", Some(partner))])["value"]
            .clone()
    };
    assert_eq!([own("expenditure.actual", council), own("expenditure.forecast", board)], ["2100000.00", "5900000.00"]);
    let pack = made.words();
    assert!(pack.contains("£2,100,000.00 £4,200,000.00"), "{pack}");
    assert_eq!(joint(&figures, "with-aligned", "2024-25-M06")["numerator"], "15000000.00");
}
