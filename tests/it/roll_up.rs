//! The roll-up: many areas side by side, from what is on disk, and nothing left out silently.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::support::publication::{Publication, newest};
use crate::support::{Area, Said, copy_folder, replace, scrutiny};

/// Three small areas: Alderby with every share, Brinton with a lower one, and Weston, a draft that lacks one.
fn areas() -> Area {
    let area = Area::salford();
    let with_whole = |amount: u32| Area::salford().total("area", "health-and-social-care", amount);
    let own = [
        ("alderby", with_whole(400_000_000).title("Alderby")),
        ("brinton", with_whole(1_000_000_000).title("Brinton")),
        ("weston", Area::salford().title("Weston").status("draft")),
    ];
    for (name, one) in own {
        one.write();
        copy_folder(&one.input(), &area.folder().join("input").join(name));
    }
    fs::remove_dir_all(area.input()).unwrap();
    area
}

/// A revision of the roll-up.
fn rolled_up(area: &Area, revision: u32) -> Publication {
    Publication::read(&folder(area, revision))
}

fn folder(area: &Area, revision: u32) -> PathBuf {
    area.output().join(format!("roll-up/2006-07/r{revision}"))
}

/// The figures of a revision of the roll-up.
fn figures(area: &Area, revision: u32) -> Vec<Value> {
    rolled_up(area, revision).list("figures.json")
}

fn figure<'a>(figures: &'a [Value], area: &str, id: &str, definition: Option<&str>) -> &'a Value {
    let is_it =
        |one: &&Value| one["area"] == area && one["id"] == id && definition.is_none_or(|by| one["definition"] == by);
    let found: Vec<&Value> = figures.iter().filter(is_it).collect();
    assert_eq!(found.len(), 1, "{id} of {area}");
    found[0]
}

/// Rolls up what is on disk, without a run.
fn roll_up(area: &Area) -> Said {
    let (output, templates) = (area.output(), area.templates());
    scrutiny(&["roll-up", "--output", output.to_str().unwrap(), "--templates", templates.to_str().unwrap()])
}

#[test]
fn a_run_of_several_areas_ends_with_their_roll_up() {
    let area = areas();
    let said = area.run();
    let lines: Vec<&str> = said.out.lines().collect();
    assert_eq!(
        lines,
        [
            "alderby 2006-07: published (r1, final): no findings",
            "brinton 2006-07: published (r1, final): no findings",
            "weston 2006-07: published (r1, draft): no findings",
            "roll-up 2006-07: published (r1, draft): 3 areas",
        ],
        "{}",
        said.err
    );
    assert_eq!(said.code, 0);
    let made = rolled_up(&area, 1);
    assert_eq!(made.files(), ["figures.json", "figures.xlsx", "pack.html", "pack.pdf", "run.json"]);
    let run = made.json("run.json");
    assert_eq!((&run["status"], &run["made-from"]["area"]), (&json!("draft"), &json!("roll-up")));
    let again = area.run();
    assert_eq!(again.out.lines().last(), Some("roll-up 2006-07: unchanged, no new revision (r1, draft): 3 areas"));
    assert!(!folder(&area, 2).exists());
    let said = area.command("run", &["--json"]);
    let line: Value = serde_json::from_str(said.out.lines().last().unwrap()).unwrap();
    let asked = [&line["area"], &line["revision"], &line["new"], &line["draft"], &line["areas"], &line["unread"]];
    assert_eq!(asked, [&json!("roll-up"), &json!(1), &json!(false), &json!(true), &json!(3), &json!(0)]);
    let journal = fs::read_to_string(area.output().join("journal.jsonl")).unwrap();
    assert_eq!(journal.lines().filter(|line| line.contains("\"area\":\"roll-up\"")).count(), 3);
}

#[test]
fn areas_stand_with_their_own_figures_and_sums_only_where_every_area_has_the_part() {
    let area = areas();
    area.run();
    let all = figures(&area, 1);
    for (name, numerator, denominator, percent) in [
        ("alderby", "22000000.00", json!("400000000.00"), json!("5.5")),
        ("brinton", "22000000.00", json!("1000000000.00"), json!("2.2")),
        ("weston", "22000000.00", Value::Null, Value::Null),
        ("roll-up", "66000000.00", Value::Null, Value::Null),
    ] {
        let found = figure(&all, name, "joint-expenditure", Some("formal-joint"));
        assert_eq!((&found["numerator"], &found["denominator"]), (&json!(numerator), &denominator), "{found}");
        assert_eq!((&found["percent"], found["why"].is_string()), (&percent, percent.is_null()));
    }
    let why = &figure(&all, "roll-up", "joint-expenditure", Some("formal-joint"))["why"];
    assert_eq!(why, "the whole is not available for `weston`");
    for id in ["contributions.total", "contributions.committed"] {
        assert_eq!(figure(&all, "alderby", id, None)["value"], "22000000.00");
        assert_eq!(figure(&all, "roll-up", id, None)["value"], "66000000.00");
    }
    assert_eq!(figure(&all, "roll-up", "contributions.total", None)["basis"], "budgeted");
    let own = newest(&area.output().join("weston")).unwrap().list("figures.json");
    for one in all.iter().filter(|one| one["area"] == "weston") {
        assert!(own.contains(one), "not as it was published: {one}");
    }
    let keys: Vec<(bool, String)> = all
        .iter()
        .map(|one| {
            let key = [&one["id"], &one["definition"], &one["area"]].map(|part| part.as_str().unwrap_or_default());
            (one["area"] == "roll-up", key.join(" "))
        })
        .collect();
    assert!(keys.is_sorted(), "{keys:?}");
}

#[test]
fn areas_are_ranked_and_none_is_left_out() {
    let area = areas();
    area.run();
    let pack = rolled_up(&area, 1).words();
    for words in [
        "Alderby 1 £22.0m £400.0m 5.5% Final",
        "Brinton 2 £22.0m £1,000.0m 2.2% Final",
        "Weston – £22.0m not available not available Draft",
        "Weston (draft)",
        "England, 2007-08: 3.4%",
        "Means to an end, October 2009",
        "Coverage: 2 of 3 areas.",
        // Equal percentages share a rank and stand in order of their names.
        "Alderby 1= £10.2m £124.1m 8.2% Final Brinton 1= £10.2m £124.1m 8.2% Final Weston 1= £10.2m £124.1m 8.2% Draft",
        "Draft: the publication of 1 area is a draft",
    ] {
        assert!(pack.contains(words), "no `{words}` in:\n{pack}");
    }
    assert!(pack.find("Brinton 2").unwrap() < pack.find("Weston –").unwrap());
}

#[test]
fn a_change_of_one_area_makes_the_next_roll_up() {
    let area = areas();
    area.run();
    let council = "input/brinton/returns/salford-city-council/contributions-2006-07.csv";
    let more = [("8,700,000.00", "8,800,000.00"), ("10,200,000.00", "10,300,000.00")];
    replace(&area.folder().join(council), &more);
    let said = area.command("run", &["--area", "brinton"]);
    assert!(!said.out.contains("roll-up"), "one area is not rolled up: {}", said.out);
    let said = roll_up(&area);
    assert_eq!(
        (said.code, said.out.as_str()),
        (0, "roll-up 2006-07: published (r2, draft): 3 areas\n"),
        "{}",
        said.err
    );
    assert_eq!(figure(&figures(&area, 2), "brinton", "contributions.total", None)["value"], "22100000.00");
    assert_eq!(figure(&figures(&area, 1), "brinton", "contributions.total", None)["value"], "22000000.00");
    assert_eq!(roll_up(&area).out, "roll-up 2006-07: unchanged, no new revision (r2, draft): 3 areas\n");
}

#[test]
fn a_publication_that_cannot_be_read_is_named() {
    let area = areas();
    area.run();
    let path = area.output().join("brinton/2006-07/r1/figures.json");
    replace(&path, &[("22000000.00", "23000000.00")]);
    let said = roll_up(&area);
    assert_eq!(
        (said.code, said.out.as_str()),
        (0, "roll-up 2006-07: published (r2, draft): 3 areas, 1 not readable\n")
    );
    assert!(
        said.err.contains("brinton r1 cannot be read: `figures.json` is not the file that was published"),
        "{}",
        said.err
    );
    let all = figures(&area, 2);
    let found = figure(&all, "brinton", "contributions.total", None);
    assert!(found["value"].is_null() && found["why"].as_str().unwrap().contains("r1, cannot be read"), "{found}");
    assert_eq!(figure(&all, "roll-up", "contributions.total", None)["why"], "`brinton` does not have it");
    assert!(rolled_up(&area, 2).words().contains("One publication cannot be read: brinton r1"));
    fs::remove_file(&path).unwrap();
    assert_eq!(roll_up(&area).out, "roll-up 2006-07: published (r3, draft): 3 areas, 1 not readable\n");
    copy_folder(&area.output().join("alderby"), &area.output().join("carlow"));
    let said = roll_up(&area);
    assert_eq!(said.out, "roll-up 2006-07: published (r4, draft): 4 areas, 2 not readable\n");
    assert!(said.err.contains("carlow r1 cannot be read: `run.json` is of another area or period"), "{}", said.err);
}

#[test]
fn only_two_areas_or_more_are_rolled_up() {
    let area = Area::salford();
    area.run();
    assert!(!area.output().join("roll-up").exists());
    let said = roll_up(&area);
    assert_eq!((said.code, said.out.as_str()), (0, ""));
    assert_eq!(said.err, "nothing to roll up: no period has publications of two areas\n");
    let nowhere = area.folder().join("nowhere");
    let templates = area.templates();
    let said =
        scrutiny(&["roll-up", "--output", nowhere.to_str().unwrap(), "--templates", templates.to_str().unwrap()]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("for the publications (`--output`) is not there"), "{}", said.err);
    assert!(!nowhere.exists());
    fs::create_dir(&nowhere).unwrap();
    let _held = scrutiny::record::journal::lock(&area.output()).unwrap();
    assert_eq!(roll_up(&area).code, 4);
}

#[test]
fn an_area_cannot_have_the_name_of_the_roll_up() {
    for name in ["roll-up", "Roll-Up"] {
        let area = Area::salford();
        fs::rename(area.input(), area.folder().join("input").join(name)).unwrap();
        let said = area.run();
        assert_eq!((said.code, said.out.as_str()), (2, ""));
        let words =
            format!("an area cannot be named `{name}`: in the output that folder holds the roll-up of all areas");
        assert!(said.err.contains(&words), "{}", said.err);
    }
}

#[test]
fn a_reference_that_is_no_percentage_is_refused() {
    let area = areas();
    area.house("measures/formal-joint.toml", &[("percent = \"3.4\"", "percent = \"3,4\"")]);
    let said = area.run();
    assert_eq!((said.code, said.out.as_str()), (2, ""));
    assert!(said.err.contains("`3,4` is not a percentage"), "{}", said.err);
}

/// Alderby, whose pools have £22m; an area with aligned budgets alone; and one whose whole spending is given in thousands.
fn with_a_nil_area(whole_of_thornbury: u32) -> Area {
    let area = Area::salford();
    let (council, trust) = ("Ferndale Council", "Ferndale Primary Care Trust");
    let aligned = Area::new()
        .title("Ferndale")
        .period("2006-07")
        .at("2006-09-06")
        .partner(council, "council")
        .partner(trust, "health")
        .agreement("Day centres")
        .arrangements("Aligned budget")
        .commits(council, 3_000_000)
        .commits(trust, 2_000_000)
        .budgets(council, 3_000_000)
        .budgets(trust, 2_000_000)
        .total("area", "health-and-social-care", 100_000_000);
    let own = [
        ("alderby", Area::salford().total("area", "health-and-social-care", 400_000_000).title("Alderby")),
        ("ferndale", aligned),
        ("thornbury", Area::salford().total("area", "health-and-social-care", whole_of_thornbury).title("Thornbury")),
    ];
    for (name, one) in own {
        one.write();
        copy_folder(&one.input(), &area.folder().join("input").join(name));
    }
    fs::remove_dir_all(area.input()).unwrap();
    area
}

#[test]
fn an_area_without_a_pool_stands_with_its_nil() {
    let area = with_a_nil_area(500_000_000);
    area.run();
    let all = figures(&area, 1);
    let share = |name: &str| {
        let found = figure(&all, name, "joint-expenditure", Some("formal-joint"));
        [&found["numerator"], &found["denominator"], &found["percent"]].map(|part| part.as_str().unwrap_or("null"))
    };
    assert_eq!(share("ferndale"), ["0.00", "100000000.00", "0.0"]);
    assert_eq!(share("roll-up"), ["44000000.00", "1000000000.00", "4.4"]);
    for id in ["contributions.total", "contributions.committed"] {
        assert_eq!(figure(&all, "ferndale", id, None)["value"], "0.00");
        assert_eq!(figure(&all, "roll-up", id, None)["value"], "44000000.00");
    }
    let pack = rolled_up(&area, 1).words();
    assert!(pack.contains("Ferndale 3 £0.0m £100.0m 0.0%"), "{pack}");
    assert!(pack.contains("Ferndale £0.00 £0.00 –"), "{pack}");
}

#[test]
fn a_share_that_an_area_withholds_is_worked_out_by_nobody_else() {
    let area = with_a_nil_area(500_000);
    area.run();
    let all = figures(&area, 1);
    let found = figure(&all, "thornbury", "joint-expenditure", Some("formal-joint"));
    assert_eq!((&found["numerator"], &found["percent"]), (&json!("22000000.00"), &Value::Null));
    let sum = figure(&all, "roll-up", "joint-expenditure", Some("formal-joint"));
    assert_eq!(sum["why"], "the amounts of `thornbury` cannot be right, and are in no sum");
    let pack = rolled_up(&area, 1).words();
    assert!(!pack.contains("4,400") && !pack.contains("4400"), "{pack}");
}

#[test]
fn an_amount_in_why_an_area_has_no_share_withholds_nothing() {
    let area = areas();
    let wrong = Area::salford().title("Weston").total("area", "health-and-social-care", 300_000);
    let wrong = wrong.total_for("2005-06", "area", "health-and-social-care", 299_123_457);
    wrong.write();
    copy_folder(&wrong.input(), &area.folder().join("input").join("weston"));
    let said = area.run();
    assert_eq!(said.code, 1, "an error is found, and nothing is at fault: {}", said.err);
    let why = figure(&figures(&area, 1), "weston", "joint-expenditure", Some("formal-joint"))["why"].to_string();
    assert!(why.contains("£299,123,457"), "{why}");
    assert!(rolled_up(&area, 1).words().contains("£299,123,457"));
}
