//! Ratings: what an agreement is rated in ordinary situations, and the reasons that `run.json` gives.

use serde_json::Value;

use crate::support::Area;

const COUNCIL: &str = "Valeside Council";
const ICB: &str = "NHS Valeside Integrated Care Board";

/// Half a year of a pool of £24m: everything that was due is paid, and it is forecast to cost what was agreed.
fn pool() -> Area {
    Area::new()
        .period("2024-25-Q2")
        .at("2024-10-31")
        .partner(COUNCIL, "council")
        .agreement("Home First")
        .with("Signed", "2024-03-28")
        .with("Board last met", "2024-09-12")
        .with("Risk share", "Proportional to contributions")
        .with("Underspend", "Returned by shares")
        .commits(COUNCIL, 9_000_000)
        .commits(ICB, 15_000_000)
        .budgets(COUNCIL, 9_000_000)
        .budgets(ICB, 15_000_000)
        .pays(COUNCIL, 4_500_000)
        .pays(ICB, 7_500_000)
        .pool_budget(24_000_000)
        .pool_spent(12_000_000)
        .pool_forecast(24_000_000)
}

/// Says of the agreement what the register can.
fn said(area: Area, heading: &str, text: &str) -> Area {
    area.agreement("Home First").with(heading, text)
}

fn rated(area: &Area) -> (String, String) {
    let run = area.published().json("run.json");
    let one: &Value = &run["ratings"]["home-first"];
    let because: Vec<&str> = one["because"].as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
    (one["rating"].as_str().unwrap().to_owned(), because.join("; "))
}

/// What the findings of a name say.
fn messages(area: &Area, name: &str) -> String {
    let found = area.findings();
    let own = found.iter().filter(|one| one["name"] == name);
    own.map(|one| one["message"].as_str().unwrap()).collect::<Vec<_>>().join("; ")
}

/// The page of the next revision.
fn page(area: &Area) -> String {
    area.run();
    area.newest().text("pack.html")
}

fn holds(what: &str, area: &Area, rating: &str, reason: &str) {
    let (is, because) = rated(area);
    assert_eq!(is, rating, "{what}: {because}");
    assert!(because.contains(reason), "{what}: {because}");
}

#[test]
fn money_is_rated_by_the_lower_of_pounds_and_per_cent() {
    holds("as agreed", &pool(), "on-track", "");
    holds("an underspend", &pool().pool_forecast(20_000_000), "on-track", "");
    holds("a pound over", &pool().pool_forecast(24_000_001), "on-track", "");
    holds("two pounds over", &pool().pool_forecast(24_000_002), "watch", "forecast to overspend by £2.00");
    holds("just below £250,000", &pool().pool_forecast("24249999.99"), "watch", "1.0% of the agreed pool");
    holds("£250,000", &pool().pool_forecast(24_250_000), "action-needed", "£250,000.00");
    let just = pool().commits(COUNCIL, 56_250).commits(ICB, 93_750).pool_budget(150_000).pool_forecast(157_499);
    holds("a pound below 5%", &just, "action-needed", "4.999% of the agreed pool");
    assert!(just.newest().text("pack.html").contains("4.999%"));
    let strict = pool().pool_forecast(24_050_000);
    strict.house("house.toml", &[("\"250000.00\"", "\"50000\"")]);
    holds("a house with a limit of its own", &strict, "action-needed", "forecast to overspend");
}

#[test]
fn what_partners_put_in_is_rated() {
    holds("a penny below", &pool().budgets(COUNCIL, "8999999.99"), "on-track", "");
    let cut = pool().budgets(COUNCIL, 8_400_000);
    holds("a cut", &cut, "action-needed", "Valeside Council has budgeted less than its commitment by £600,000.00");
    let answered =
        cut.agreement("Home First").note("disinvestment", "It is to be restored.").with("Period", "2024-25-Q2");
    holds("a cut of which officers speak", &answered, "action-needed", "officers have answered");
    holds("a quarter paid", &pool().pays(ICB, 3_750_000), "watch", "an instalment is late");
    holds("less than a quarter paid", &pool().pays(ICB, 3_000_000), "action-needed", "more than one instalment behind");
    holds("nothing paid", &pool().pays(ICB, 0), "action-needed", "nothing paid of what fell due");
    holds("a few pence behind", &pool().pays(ICB, "7499999.50"), "on-track", "");
}

/// The same pool, begun on 1 July, with three quarters of its year's commitments.
fn begun_in_july() -> Area {
    said(pool(), "Start", "2024-07-01")
        .commits(COUNCIL, 6_750_000)
        .commits(ICB, 11_250_000)
        .budgets(COUNCIL, 6_750_000)
        .budgets(ICB, 11_250_000)
        .pays(COUNCIL, 2_250_000)
        .pays(ICB, 3_750_000)
        .pool_budget(18_000_000)
        .pool_spent(6_000_000)
        .pool_forecast(18_000_000)
}

#[test]
fn what_falls_due_keeps_to_the_days_of_the_agreement_and_of_the_body() {
    holds("one of three quarters paid", &begun_in_july(), "on-track", "");
    holds("a pound less", &begun_in_july().pays(ICB, 3_749_990), "watch", "£10.00 of £3,750,000.00 due is not paid");
    let october = said(pool().pays(ICB, "").pays(COUNCIL, ""), "Start", "2024-10-01");
    let (_, because) = rated(&october);
    assert!(!because.contains("had fallen due"), "{because}");
}

#[test]
fn nothing_is_due_from_a_body_before_it_is_there() {
    let ccg = "NHS Valeside Clinical Commissioning Group";
    let merged = pool()
        .period("2024-25-Q1")
        .at("2024-07-15")
        .commits(ccg, 3_750_000)
        .commits(ICB, 11_250_000)
        .partner(ccg, "health")
        .with("To", "2024-06-30")
        .with("Successor", ICB)
        .partner(ICB, "health")
        .with("From", "2024-07-01")
        .agreement("Home First")
        .pays(COUNCIL, 2_250_000)
        .pays(ICB, 0);
    let (_, because) = rated(&merged);
    assert!(!because.contains(&format!("{ICB}: nothing paid")), "{because}");
    let dues = merged.newest().list("figures.json");
    let due = |partner: &str| {
        let is_it = |one: &&Value| one["id"] == "contributions.due" && one["partner"] == partner;
        dues.iter().find(is_it).map(|one| one["value"].to_string())
    };
    assert_eq!([due(ccg), due(ICB)], ["3750000.00", "0.00"].map(|one| Some(format!("\"{one}\""))));
}

#[test]
fn a_cut_after_the_payment_makes_nobody_late_and_nobody_overpaid() {
    let ahead = |period: &str, as_at: &str, paid: u32| {
        let area = pool().period(period).at(as_at).returned_for(period).commits(COUNCIL, 9_000_000);
        let area = area.instalments("in advance").varies(COUNCIL, "2024-09-30", -600_000).with("Recurrent", "no");
        area.with("Consulted", "The ICB")
            .with("Approved by", "The board")
            .budgets(COUNCIL, 8_400_000)
            .pays(COUNCIL, paid)
    };
    let held =
        |area: &Area, none: &str| assert!(!area.names().contains(&none.to_owned()), "{none}: {:?}", area.found());
    held(&ahead("2024-25-M12", "2025-03-31", 8_400_000).pays(ICB, 15_000_000), "late-instalment");
    held(&ahead("2024-25-Q2", "2024-10-31", 9_000_000), "overpayment");
    let more = ahead("2024-25-Q2", "2024-10-31", 9_100_000);
    let found = messages(&more, "overpayment");
    assert!(found.contains("£100,000.00 above its commitment of £8,400,000.00"), "{found}");
    assert!(found.contains("and the £9,000,000.00 that had fallen due before it was lowered"), "{found}");
}

#[test]
fn what_the_host_received_beyond_the_commitment_is_an_overpayment() {
    let area = pool().pays(ICB, "").receives(ICB, 15_800_000);
    let found = messages(&area, "overpayment");
    assert!(found.contains("`Valeside Council` reports that it received £15,800,000.00 from it"), "{found}");
    assert!(found.contains("£800,000.00 above the commitment of £15,000,000.00"), "{found}");
}

/// The pool once its year is over, with what each had paid.
fn closed(council: u32, icb: u32) -> Area {
    pool().period("2024-25").at("2025-05-15").returned_for("2024-25").pays(COUNCIL, council).pays(ICB, icb)
}

#[test]
fn a_year_that_is_over_is_rated_by_what_was_owed() {
    let less = || closed(9_000_000, 14_000_000);
    holds("less was paid", &less(), "action-needed", "has paid less than its commitment by £1,000,000.00");
    holds("in a dispute", &said(less(), "Status", "Disputed"), "action-needed", "less than its commitment (disputed)");
    let (_, because) = rated(&said(less(), "Arrangements", "Aligned budget"));
    assert!(!because.contains("less than its commitment"), "nothing is owed of an aligned budget: {because}");
    let (_, because) = rated(&said(closed(9_000_000, 15_000_000), "End", "2025-03-31"));
    assert!(!because.contains("ended"), "{because}");
}

#[test]
fn what_is_missing_is_named() {
    let unsaid = pool().budgets(ICB, "").pays(ICB, "").receives(ICB, 7_500_000);
    holds("no budget", &unsaid, "action-needed", "it has not reported its budget");
    let (_, because) = rated(&unsaid);
    assert!(!because.contains("nothing was reported"), "{because}");
}

#[test]
fn legal_cover_is_watched() {
    let ended = said(pool(), "End", "2024-06-30");
    let (_, because) = rated(&ended);
    assert!(because.contains("ended on 30 June 2024") && !because.contains("ends soon"), "{because}");
    holds("notice", &said(pool(), "Status", "Under notice"), "watch", "Under notice");
    holds("a dispute", &said(pool(), "Status", "Disputed: £0.8m"), "watch", "Disputed: £0.8m");
    let stopped = said(pool().pays(ICB, 3_000_000), "Status", "Disputed");
    let (rating, because) = rated(&stopped);
    assert!(rating == "action-needed" && because.contains("(disputed)"), "{because}");
    assert!(!because.contains("nothing paid") && !because.contains("behind"), "disputed, not unpaid: {because}");
}

#[test]
fn what_is_not_known_is_never_on_track() {
    holds("no forecast", &pool().pool_forecast(""), "not-known", "forecast not known");
    let spent = pool().pool_forecast("").pool_spent(25_000_000);
    holds(
        "more spent than was agreed",
        &spent,
        "action-needed",
        "has spent more than was agreed for the year by £1,000,000",
    );
    let silent = pool().pays(ICB, "").pays(COUNCIL, "");
    holds("nobody reports a payment", &silent, "watch", "£7,500,000.00 had fallen due, and no return says");
    holds("the host got it", &silent.pays(COUNCIL, 4_500_000).receives(ICB, 7_500_000), "on-track", "");
    let late = pool().pool_forecast("").pays(ICB, 3_750_000);
    holds("what is worse stands, and the rest is said", &late, "watch", "forecast not known");
}

/// Another row of the council's commitments.
fn also_commits(area: Area, amount: u32, (heading, text): (&str, &str)) -> Area {
    let row = [("Agreement", "home-first"), ("Partner", COUNCIL), ("Year", "2024-25"), ("Recurrent", "yes")];
    area.row("Commitments", &row).with("Amount", &amount.to_string()).with(heading, text)
}

/// The pool, of which the council passes on a part as a grant, and changes its contribution.
fn passes_on(varied: i64, cells: &[(&str, &str)]) -> Area {
    let area = also_commits(pool().commits(COUNCIL, 7_000_000), 2_000_000, ("Grant", "ibcf"));
    let area = area.varies(COUNCIL, "2024-05-08", varied).with("Consulted", "The ICB").with("Approved by", "The board");
    let area = area.with("Recurrent", "no");
    cells.iter().fold(area, |area, (heading, text)| area.with(heading, text))
}

fn committed(area: &Area) -> String {
    area.published()
        .figures()
        .value("contributions.committed", Some("home-first"), Some(COUNCIL))
        .as_str()
        .unwrap()
        .to_owned()
}

#[test]
fn a_variation_that_names_no_grant_varies_the_partners_own_money() {
    assert_eq!(committed(&passes_on(-300_000, &[])), "8700000.00");
    assert_eq!(committed(&passes_on(-300_000, &[("Grant", "ibcf")])), "8700000.00");
    let unclear = also_commits(passes_on(-300_000, &[]), 100_000, ("Form", "in kind"));
    assert!(unclear.names().contains(&"variation-incomplete".to_owned()), "of cash, or in kind?");
}

#[test]
fn no_cut_takes_more_than_there_is() {
    assert_eq!(committed(&passes_on(-7_000_000, &[])), "2000000.00");
    let all = passes_on(-7_000_001, &[]);
    assert_eq!(committed(&all), "9000000.00");
    assert!(all.screen().contains("no commitment as large as its cut"), "{}", all.screen());
    assert_eq!(committed(&passes_on(-2_000_001, &[("Grant", "ibcf")])), "9000000.00");
}

#[test]
fn what_the_register_says_in_words_nobody_can_read_rates_its_agreement() {
    let unread = pool().commits(ICB, 15_000_000).instalments("half-yearly");
    holds("instalments", &unread, "action-needed", "a rule nobody can read");
    let nothing = unread.pays(ICB, 0);
    let why = "NHS Valeside Integrated Care Board: what had fallen due is not known: `half-yearly` is no pattern of instalments";
    holds("nothing paid, and nobody can tell of what", &nothing, "action-needed", why);
    let (_, because) = rated(&nothing.pays(ICB, 15_000_000));
    assert!(!because.contains("fallen due"), "who has paid all of it is behind with nothing: {because}");
    holds(
        "a risk share",
        &said(pool(), "Risk share", "As the board agrees"),
        "action-needed",
        "a rule nobody can read",
    );
    holds("a status", &said(pool(), "Status", "Winding up"), "action-needed", "Winding up under Status");
    holds("a variation", &passes_on(-300_000, &[("Grant", "BCF")]), "action-needed", "BCF under Grant");
    let (is, because) = rated(&pool().note("why", "It is so.").with("About", "wy"));
    assert_eq!((is.as_str(), because.as_str()), ("on-track", ""), "a note says nothing of how the agreement stands");
}

#[test]
fn a_variation_of_a_grant_moves_its_own_instalments() {
    let area = also_commits(pool().commits(COUNCIL, 7_000_000), 2_000_000, ("Grant", "ibcf"))
        .with("Instalments", "in advance");
    let area = area.varies(COUNCIL, "2024-03-08", 300_000).with("Grant", "ibcf").with("Recurrent", "no");
    let area = area.with("Approved by", "The board").budgets(COUNCIL, 9_300_000).pays(COUNCIL, 0);
    let due = area.published().figures().value("contributions.due", Some("home-first"), Some(COUNCIL)).clone();
    assert_eq!(due, "5800000.00");
    holds("nothing paid", &area, "action-needed", "nothing paid of what fell due; £5,800,000.00");
}

/// The pool, to which the council committed £9m last year as well; and its commitments of this year, recurrent or not.
fn a_year_later(rows: &[(u32, &str)]) -> Area {
    let area =
        pool().commits_for("2023-24", COUNCIL, 9_000_000).commits(COUNCIL, rows[0].0).with("Recurrent", rows[0].1);
    let area =
        rows[1..].iter().fold(area, |area, (amount, recurrent)| also_commits(area, *amount, ("Recurrent", recurrent)));
    area.budgets(COUNCIL, rows.iter().map(|(amount, _)| amount).sum::<u32>())
}

#[test]
fn a_commitment_is_below_last_years_only_where_it_is() {
    let part = a_year_later(&[(8_000_000, "yes"), (1_000_000, "no")]);
    let words = "Valeside Council: £1,000,000.00 of its commitment is no longer recurrent";
    holds("a part that does not go on", &part, "action-needed", words);
    assert!(!rated(&part).1.contains("less than last year"), "{}", rated(&part).1);
    assert!(part.newest().words().contains("as committed, £1,000,000.00 of it no longer recurrent"));
    let less = a_year_later(&[(7_000_000, "yes"), (1_500_000, "no")]);
    holds("less, and a part that does not", &less, "action-needed", "has committed less than last year by £500,000.00");
    let varied = |recurrent, amount: i64| {
        let area =
            a_year_later(&[(8_400_000, "yes")]).varies(COUNCIL, "2024-04-08", amount).with("Recurrent", recurrent);
        area.with("Approved by", "The board").with("Consulted", "The ICB").budgets(COUNCIL, 8_400_000 + amount)
    };
    holds("made good by a variation", &varied("yes", 600_000).pays(COUNCIL, 4_500_000), "on-track", "");
    holds("for this year only", &varied("no", 600_000), "action-needed", "£600,000.00 of its commitment is no longer");
    holds("an agreed cut on top", &varied("yes", -100_000), "action-needed", "less than last year by £600,000.00");
    let ends = said(a_year_later(&[(4_500_000, "yes")]), "End", "2024-12-31");
    assert!(!ends.names().contains(&"disinvestment".to_owned()), "half a year is not held against a whole one");
    let ended = pool().agreement("Old Pool").with("End", "2024-06-30").commits_for("2023-24", COUNCIL, 500_000);
    let names = ended.names();
    assert!(
        names.contains(&"missing-commitment".to_owned()) && !names.contains(&"disinvestment".to_owned()),
        "{names:?}"
    );
    let once = pool().partner("Hill Council", "council").commits_for("2023-24", "Hill Council", 500_000);
    holds("one year's money of somebody else", &once.with("Recurrent", "no"), "on-track", "");
}

#[test]
fn an_agreement_that_has_ended_nobody_says_when_runs_while_something_is_committed() {
    let ended = pool().agreement("Old Pool").with("Status", "Ended").commits_for("2023-24", COUNCIL, 500_000);
    let run = ended.published().json("run.json");
    assert_eq!(run["ratings"]["old-pool"]["because"][0], "not in force in 2024/25");
    assert_eq!(ended.names(), pool().names());
    let still = ended.commits(COUNCIL, 500_000).published().json("run.json");
    assert_ne!(still["ratings"]["old-pool"]["because"][0], "not in force in 2024/25");
}

#[test]
fn what_only_asks_to_tidy_up_rates_nothing_and_an_agreement_of_another_year_neither() {
    let unused = Area::finding("unused-cost-centre").published();
    let found = unused.list("findings.json");
    assert!(found.iter().any(|one| one["name"] == "unused-cost-centre" && one["level"] == "warning"));
    assert!(!unused.json("run.json")["ratings"].to_string().contains("cost centre"));
    let old = pool().agreement("Old Pool").with("Start", "2010-04-01").with("End", "2014-03-31");
    let run = old.published().json("run.json");
    assert_eq!(run["ratings"]["old-pool"]["rating"], "on-track");
    assert_eq!(run["ratings"]["old-pool"]["because"][0], "not in force in 2024/25");
}

#[test]
fn an_agreement_with_an_error_or_without_a_commitment_is_first_on_the_one_page() {
    let area = pool()
        .agreement("Equipment")
        .commits(COUNCIL, 100_000)
        .budgets(COUNCIL, 100_000)
        .pays(COUNCIL, 50_000)
        .pool_budget(100_000)
        .pool_spent(50_000)
        .pool_forecast(190_000)
        .agreement("Respite");
    let page = area.published().text("pack.html");
    let table = page.split("Each agreement:").nth(1).unwrap();
    let [respite, equipment, home] = ["Respite", "Equipment", "Home First"].map(|title| table.find(title).unwrap());
    assert!(respite < equipment && equipment < home, "no commitment first, then the overspend, then what is on track");
    assert!(page.contains("No commitment recorded") && page.contains("5% or £250,000"));
}

#[test]
fn figures_that_meant_something_else_are_not_compared() {
    let area = pool();
    area.run();
    let path = area.newest().folder().join("run.json");
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains("\"rules\": 3"), "{text}");
    std::fs::write(&path, text.replace("  \"rules\": 3,\n", "")).unwrap();
    let area = area.pool_forecast(24_100_000);
    let said = page(&area);
    assert!(
        said.contains("are not compared with those of this one") && !said.contains("Variance, last report"),
        "{said}"
    );
    assert!(!area.names().contains(&"restated".to_owned()));
    let area = area.pool_forecast(24_050_000);
    let said = page(&area);
    assert!(
        said.contains("Variance, last report") && said.contains("better, was"),
        "the next report is compared with this one"
    );
}
