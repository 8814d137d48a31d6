//! A drop folder beside the areas, `_shared/<partner>/`: each area reads its own agreements in what a partner of several dropped.

use std::fs;
use std::path::Path;

use crate::support::Area;

const BOARD: &str = "Care Board";
const RETURN: &str = "Period: 2024-25-M06
Agreement,Partner,Contribution for the year (£),Paid to date (£)
Home First,Care Board,1200000,600000
Hillside Equipment,Care Board,700000,100000
Hillside Equipment,Hillside Council,300000,100000
";

/// An area with one agreement, to which the council and the board contribute; the board has sent nothing.
fn area() -> Area {
    let area = Area::new()
        .period("2024-25-Q2")
        .at("2024-10-15")
        .returned_for("2024-25-M06")
        .agreement("Home First")
        .commits("Council", 800_000)
        .commits(BOARD, 1_200_000)
        .budgets("Council", 800_000)
        .pays("Council", 400_000);
    area.write();
    area
}

fn share(area: &Area, file: &str, text: &str) {
    let path = area.input().parent().unwrap().join("_shared").join(file);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

#[test]
fn what_a_partner_of_several_areas_drops_is_its_return_in_each() {
    let area = area();
    assert!(area.names().iter().any(|name| name == "missing-return"));
    share(&area, "care-board/all.csv", RETURN);
    let names = area.names();
    assert!(
        !names.iter().any(|name| ["missing-return", "unknown-agreement", "unknown-partner"].contains(&name.as_str()))
    );
    let others = area.findings().into_iter().find(|finding| finding["name"] == "of-other-areas").unwrap();
    assert_eq!(others["level"], "note");
    assert_eq!(others["places"].as_array().unwrap().len(), 2, "{others}");
    let published = area.published();
    let paid = published.figures().0.iter().any(|figure| {
        figure["id"] == "contributions.paid" && figure["partner"] == BOARD && figure["value"] == "600000.00"
    });
    assert!(paid, "the board's 600,000 and nothing of Hillside");
    let run = published.json("run.json").to_string();
    assert!(run.contains("_shared/care-board/all.csv"));
}

#[test]
fn the_same_file_in_both_folders_is_counted_once() {
    let area = area();
    share(&area, "care-board/all.csv", RETURN);
    area.file("returns/care-board/all.csv", RETURN);
    let names = area.names();
    assert!(["duplicate-return", "of-other-areas"].iter().all(|name| names.iter().any(|known| known == name)));
    assert!(!names.iter().any(|name| name == "unknown-agreement"), "{names:?}");
    let all = area.input().parent().unwrap().to_owned();
    let said = crate::support::scrutiny(&["check", "--input", text(&all), "--templates", text(&area.templates())]).err;
    assert!(said.contains("warning[unclaimed-return]: 2 cells in `_shared/care-board/all.csv`"), "{said}");
}

#[test]
fn what_lies_in_nobodys_folder_is_named_by_a_run_over_all_areas() {
    let area = area();
    share(&area, "nobody/all.csv", RETURN);
    share(&area, "loose.csv", RETURN);
    let all = |more: &[&str]| {
        let (input, templates) = (area.input().parent().unwrap().to_owned(), area.templates());
        let mut arguments = vec!["check", "--input", text(&input), "--templates", text(&templates)];
        arguments.extend(more);
        crate::support::scrutiny(&arguments)
    };
    let said = all(&[]).err;
    for file in ["_shared/nobody/all.csv", "_shared/loose.csv"] {
        assert!(said.contains(&format!("warning[unclaimed-return]: `{file}`")), "{said}");
    }
    // One area alone cannot know what the others have.
    let one = all(&["--area", area.input().file_name().unwrap().to_str().unwrap()]);
    assert!(!one.err.contains("unclaimed-return") && one.code < 2, "{}", one.err);
}

#[test]
fn a_name_that_no_area_has_is_said() {
    let area = area();
    share(&area, "care-board/all.csv", &RETURN.replace("Home First", "Home Frist"));
    let (input, templates) = (area.input().parent().unwrap().to_owned(), area.templates());
    let said = crate::support::scrutiny(&["check", "--input", text(&input), "--templates", text(&templates)]).err;
    assert!(said.contains("warning[unclaimed-return]: 3 cells in `_shared/care-board/all.csv`"), "{said}");
    assert!(said.contains("missing-return"), "{said}");
}

#[test]
fn the_shared_folder_is_no_area() {
    let area = area();
    share(&area, "area.toml", &fs::read_to_string(area.input().join("area.toml")).unwrap());
    let (input, templates) = (area.input().parent().unwrap().to_owned(), area.templates());
    let said = crate::support::scrutiny(&["check", "--input", text(&input), "--templates", text(&templates)]);
    assert!(said.code == 2 && said.err.contains("cannot be named `_shared`"), "{}", said.err);
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}
