//! The README says what is true: its examples are run, and its lists are held against the program.

use std::fs;

use scrutiny::model::total::TotalFigure;

use crate::support::publication::shipped;
use crate::support::{Area, root, scrutiny};

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).unwrap()
}

/// The first block of code in a language.
fn block(text: &str, language: &str) -> String {
    let start = text.split_once(&format!("```{language}\n")).unwrap().1;
    start.split_once("```").unwrap().0.to_owned()
}

#[test]
fn the_example_layout_reads_the_example_return() {
    let area = Area::salford();
    let layout = area.templates().join("layouts/council-contribution-budget.toml");
    fs::write(layout, block(&readme(), "toml")).unwrap();
    let said = area.run();
    assert_eq!(said.out, "salford 2006-07: published (r1, final): no findings\n", "{}", said.err);
    let optional = block(&readme(), "toml").replace("\n# cumulative", "\ncumulative").replace("\n# class", "\nclass");
    let optional = optional.replace("\n# form", "\nform").replace("\n# optional", "\noptional");
    fs::write(area.templates().join("layouts/council-contribution-budget.toml"), optional).unwrap();
    assert!(area.run().code < 2, "what is commented out is allowed, too");
}

#[test]
fn the_first_command_prints_what_the_readme_says() {
    let said = Area::salford().run();
    let first = block(&readme(), "text");
    assert_eq!(first.lines().next(), said.out.lines().next());
}

#[test]
fn the_table_of_files_is_complete() {
    for name in shipped().files() {
        assert!(readme().contains(&format!("| `{name}` |")), "{name} is not in the README");
    }
}

#[test]
fn the_closed_list_of_reference_figures_is_complete() {
    for (word, _) in TotalFigure::WORDS {
        assert!(readme().contains(&format!("`{word}`")), "{word} is not in the README");
    }
}

#[test]
fn every_command_and_option_is_named() {
    for command in ["run", "check", "roll-up", "read", "try", "draft-layout", "explain"] {
        assert!(
            readme().contains(&format!("scrutiny {command}")) || readme().contains(&format!("scrutiny [{command}]")),
            "{command}"
        );
    }
    let help = scrutiny(&["run", "--help"]).out;
    let options = help.split_whitespace().filter_map(|word| word.strip_prefix("--"));
    for option in options.filter(|option| !["help", "version", "quiet", "verbose"].contains(option)) {
        assert!(readme().contains(&format!("--{option}")), "--{option} is not in the README");
    }
}

#[test]
fn the_changelog_counts_the_findings_right() {
    let changelog = fs::read_to_string(root().join("CHANGELOG.md")).unwrap();
    let checks = scrutiny::reconcile::checks::CHECKS.len();
    assert_eq!(checks, 24, "say so in the changelog");
    let others = scrutiny::findings().count() - checks;
    assert!(changelog.contains(&format!("and {others} findings about")), "there are {others}");
}
