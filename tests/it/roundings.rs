//! Roundings: one figure in pounds and in thousands is one figure, the finer one.

use crate::support::Area;

/// An area whose council gives its budget in pounds, and once more in another unit.
fn twice(pounds: &str, unit: &str, other: &str) -> Area {
    let area = Area::finding("conflicting-returns");
    let file = |unit: &str, text: &str| {
        format!(
            "Figures in {unit}\nFinancial year: 2006-07\nAgreement,Partner,Q1,Q2,Q3,Q4\nCommunity Equipment,Council,{text},0,0,0\n"
        )
    };
    area.without("returns/council/budget (2).csv");
    area.file("returns/council/paid.csv", file("£", &format!("\"{pounds}\"")));
    area.file("returns/council/again.csv", file(unit, &format!("\"{other}\"")));
    area
}

#[test]
fn the_finer_of_two_figures_is_used_and_the_coarser_is_compared() {
    for (unit, other) in [("thousands", "1,235"), ("millions", "1.2"), ("thousands", "1,234.6")] {
        let made = twice("1,234,567", unit, other).published();
        assert!(!made.found().iter().any(|name| name == "conflicting-returns"), "{other}: {:?}", made.found());
        let run = made.json("run.json");
        let sheets = run["sheets"].as_array().unwrap();
        let of = |file: &str| sheets.iter().find(|sheet| sheet["file"].as_str().unwrap().ends_with(file)).unwrap();
        let fates = |file: &str| ["accepted-cells", "witnessed-cells"].map(|fate| of(file)[fate].as_u64().unwrap());
        assert_eq!((fates("again.csv"), fates("paid.csv")), ([0, 4], [4, 0]), "{other}");
        assert_eq!(made.figures().value("contributions.paid", Some("equipment"), Some("Council")), "1234567.00");
    }
}

#[test]
fn figures_that_rounding_does_not_explain_stay_in_conflict() {
    for (unit, other) in [
        ("thousands", "1,236"),
        ("millions", "1.3"),
        ("£", "1,234,568"),
        ("£", "1,234,567.30"),
        ("thousands", "1,234.5"),
    ] {
        let area = twice("1,234,567", unit, other);
        assert!(area.names().contains(&"conflicting-returns".to_owned()), "{other}: {:?}", area.names());
    }
}

#[test]
fn a_whole_number_beside_decimals_is_not_rounded_to_a_whole_number() {
    let area = twice("8,400,000", "millions", "8");
    assert!(!area.names().contains(&"conflicting-returns".to_owned()), "£8m may be £8.4m");
    let area = twice("8,400,000", "millions", "8");
    area.replace("returns/council/again.csv", &[("\"8\",0,0,0", "8,1.5,0,0")]);
    area.replace("returns/council/paid.csv", &[("\"8,400,000\",0,0,0", "\"8,400,000\",\"1,500,000\",0,0")]);
    assert!(area.names().contains(&"conflicting-returns".to_owned()), "beside £1.5m it is £8.0m");
}
