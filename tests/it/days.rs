//! What has not come: payments of a day after that to which the figures run, days that may be others, and figures that a return
//! does not give yet.

use crate::support::Area;

/// A pool at the end of June, of which a ledger lists payments.
fn pool(ledger: &str) -> Area {
    let area = Area::new().agreement("Beds").commits("Council", 600_000).period("2024-25-M02").at("2024-05-20");
    area.file("returns/council/pay.csv", format!("Supplier,Payment date,Amount,Cost centre\n{ledger}"));
    area
}

/// What a pool has spent, and the levels and names of what is found about its ledger.
fn spent(area: &Area) -> (Option<String>, Vec<String>) {
    let found = area.found().into_iter().filter(|found| !found.ends_with("missing-return"));
    let found: Vec<String> = found.filter(|found| !found.ends_with("not-known-to-be-paid")).collect();
    area.run();
    let figures = area.newest().figures();
    let spent = figures.value("expenditure.actual", Some("beds"), None).as_str().map(str::to_owned);
    (spent, found)
}

#[test]
fn a_payment_after_the_day_of_the_figures_is_said_and_counts_in_none() {
    let in_april = "A,02/04/2024,100,Beds\nB,20/05/2024,10,Beds\n";
    let (amount, found) = spent(&pool(in_april));
    assert_eq!((amount.as_deref(), found.len()), (Some("110.00"), 0), "on the day itself: {found:?}");
    for (late, level) in [("C,21/05/2024,1,Beds\n", "warning"), ("C,01/04/2042,1,Beds\n", "warning")] {
        let (amount, found) = spent(&pool(&format!("{in_april}{late}")));
        assert_eq!((amount.as_deref(), found), (Some("110.00"), vec![format!("{level} after-as-at")]), "{late}");
    }
    let area = pool(in_april);
    area.file(
        "returns/council/june.csv",
        "Supplier,Payment date,Amount,Cost centre\nC,03/06/2024,7,Beds\nD,4 Jun 24,8,Beds\n",
    );
    let (amount, found) = spent(&area);
    assert_eq!((amount.as_deref(), found), (Some("110.00"), vec!["note after-as-at".to_owned()]), "a file of its own");
}

#[test]
fn a_figure_to_the_end_of_a_period_that_is_still_to_come_is_no_payment() {
    let area = Area::new().agreement("Beds").commits("Council", 600_000).period("2024-25-M06").at("2024-09-06");
    area.file(
        "returns/council/mon.csv",
        "All figures in £\nPeriod,2024-25 M6\nScheme,Annual budget,Actual to date,Forecast outturn\nBeds,600000,290000,610000\n",
    );
    let (amount, found) = spent(&area);
    assert_eq!((amount.as_deref(), found.len()), (Some("290000.00"), 0), "{found:?}");
}

#[test]
fn what_runs_to_a_date_of_a_year_that_is_not_over_is_in_no_figure_and_said() {
    let area = Area::new().agreement("Beds").commits("Council", 600_000).period("2024-25-M06").at("2024-10-06");
    let file = |name: &str, period: &str| {
        let heads = "Scheme,Annual budget,Actual to date,Forecast outturn\nBeds,600000,290000,610000";
        area.file(&format!("returns/council/{name}.csv"), format!("All figures in £\nPeriod,{period}\n{heads}\n"));
    };
    let is_said = || area.found().contains(&"warning after-as-at".to_owned());
    file("year", "2024-25");
    assert!(is_said());
    file("later", "2024-25 M8");
    assert!(is_said());
    file("now", "2024-25 M6");
    assert!(!is_said(), "the period's own figure came");
}

#[test]
fn a_day_in_american_order_puts_in_doubt_those_that_could_be_in_either() {
    let (amount, found) = spent(&pool("A,04/13/2024,100,Beds\nB,04/05/2024,10,Beds\nC,04/04/2024,1,Beds\n"));
    assert_eq!((amount, found), (None, vec!["error no-period".to_owned(), "warning dates-mixed".to_owned()]));
    let (amount, found) = spent(&pool("A,13/04/2024,100,Beds\nB,04/05/2024,10,Beds\nC,4 Apr 24,1,Beds\n"));
    assert_eq!((amount.as_deref(), found.len()), (Some("111.00"), 0), "the day first: {found:?}");
}

#[test]
fn what_a_return_does_not_give_yet_another_may_and_what_it_garbles_none() {
    let monitoring = |name: &str, spent: &str| {
        let text = format!(
            "All figures in £\nPeriod,2024-25 M2\nScheme,Annual budget,Actual to date,Forecast outturn\nBeds,600000,{spent},610000\n"
        );
        (format!("returns/council/{name}.csv"), text)
    };
    for (said, other, expected, names) in [
        ("TBC", Some("90000"), Some("90000.00"), vec!["warning not-given"]),
        ("not known", Some("90000"), Some("90000.00"), vec!["note not-given"]),
        ("n/a", Some("90000"), Some("90000.00"), vec![]),
        ("TBC", None, None, vec!["warning not-given"]),
        ("9OOOO", Some("90000"), None, vec!["error not-money"]),
        ("£-", None, Some("0.00"), vec![]),
    ] {
        let area = Area::new().agreement("Beds").commits("Council", 600_000).period("2024-25-M02").at("2024-05-31");
        let returns = [monitoring("mon", said)].into_iter().chain(other.map(|other| monitoring("later", other)));
        returns.for_each(|(name, text)| area.file(&name, text));
        let (amount, found) = spent(&area);
        assert_eq!(
            (amount.as_deref(), found),
            (expected, names.iter().map(|name| (*name).to_owned()).collect()),
            "{said}"
        );
    }
}
