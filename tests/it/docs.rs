//! The README and `docs/` say what is true: their examples are run, and their lists are held against the program.

mod layouts;
mod register;
mod settings;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use scrutiny::model::total::TotalFigure;
use scrutiny::present;
use scrutiny::reconcile::checks;
use serde::de::DeserializeOwned;

use crate::support::publication::shipped;
use crate::support::{Area, files, root, scrutiny};

fn page(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap()
}

fn readme() -> String {
    page("README.md")
}

/// Every page for people, by its path.
fn pages() -> Vec<PathBuf> {
    let is_page = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "md");
    let top = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md"].map(|name| root().join(name));
    top.into_iter().chain(files(&root().join("docs")).into_iter().filter(is_page)).collect()
}

/// The first block of code in a language.
fn block(text: &str, language: &str) -> String {
    let start = text.split_once(&format!("```{language}\n")).unwrap().1;
    start.split_once("```").unwrap().0.to_owned()
}

/// What stands between a heading and the next one of its level.
fn part<'p>(page: &'p str, heading: &str) -> &'p str {
    let start = page.split_once(&format!("\n## {heading}\n")).unwrap_or_else(|| panic!("no part `{heading}`")).1;
    start.split_once("\n## ").map_or(start, |(part, _)| part)
}

/// The cells of each row of the tables in a text, without headings.
fn rows(text: &str) -> Vec<Vec<String>> {
    let lines: Vec<&str> = text.lines().collect();
    let is_row = |at: &usize| {
        let under = lines.get(at + 1).copied().unwrap_or_default();
        lines[*at].starts_with("| ") && !under.starts_with("|---")
    };
    let cells = |at: usize| lines[at].trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
    (0..lines.len()).filter(is_row).map(cells).collect()
}

/// The words between back-ticks.
fn ticked(text: &str) -> BTreeSet<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The keys that a table of settings may have: those that the reader lists when it is given another.
fn keys<T: DeserializeOwned>() -> Vec<String> {
    let Err(error) = toml::from_str::<T>("no-such-key = 1") else { panic!("any key is taken") };
    let quoted: Vec<String> = error.message().split('`').skip(1).step_by(2).map(str::to_owned).collect();
    assert_eq!(quoted[0], "no-such-key", "{error}");
    quoted[1..].to_vec()
}

#[test]
fn the_first_command_prints_what_the_readme_says() {
    let said = Area::copy(&root().join("input/salford")).run();
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
fn the_lists_of_sections_templates_and_readers_are_complete() {
    let (architecture, settings) = (page("docs/architecture.md"), page("docs/settings.md"));
    let sections = rows(part(&architecture, "The sections of the pack"));
    let listed: Vec<String> = sections.iter().map(|row| row[0].trim_matches('`').to_owned()).collect();
    let named: Vec<String> = present::sections::names().into_iter().map(str::to_owned).collect();
    assert_eq!(listed.iter().collect::<BTreeSet<_>>(), named.iter().collect());
    for row in &sections {
        let file = root().join("src/present/sections").join(row[1].trim_matches('`'));
        assert!(file.exists(), "{} is not there", file.display());
    }
    for folder in ["agreements", "measures", "packs"] {
        for path in files(&root().join("templates").join(folder)) {
            let (stem, name) = (path.file_stem().unwrap(), path.file_name().unwrap());
            let is_listed = |name: &std::ffi::OsStr| ticked(&settings).contains(name.to_str().unwrap());
            let is_words = path.extension().is_some_and(|ending| ending == "md");
            assert!(is_words || is_listed(stem) || is_listed(name), "{} is not on the page", path.display());
        }
    }
    let read = ticked(part(&architecture, "The files that read"));
    for folder in ["src/read", "src/discover", "src/discover/kind"] {
        for file in files(&root().join(folder)).iter().filter(|file| file.parent().unwrap() == root().join(folder)) {
            let name = file.strip_prefix(root()).unwrap().to_str().unwrap();
            assert!(name.ends_with("/tests.rs") || read.contains(name), "{name} is not in docs/architecture.md");
        }
    }
}

#[test]
fn the_closed_list_of_reference_figures_is_complete() {
    for (word, _) in TotalFigure::WORDS {
        assert!(readme().contains(&format!("`{word}`")), "{word} is not in the README");
    }
}

/// The names of the commands, as the help lists them.
fn commands() -> BTreeSet<String> {
    let help = scrutiny(&["--help"]).out;
    let listed = help.split_once("Commands:").unwrap().1.split_once("Options:").unwrap().0;
    let own = |line: &&str| line.starts_with("  ") && !line.starts_with("   ");
    let names = listed.lines().filter(own).filter_map(|line| line.split_whitespace().next());
    names.filter(|name| name.starts_with(char::is_lowercase)).map(str::to_owned).collect()
}

/// What a page says to type: what stands between back-ticks, and the lines of its blocks, each from `scrutiny` on.
fn typed(page: &str) -> Vec<String> {
    let mut typed = Vec::new();
    for (number, block) in page.split("```").enumerate() {
        let pieces: Vec<&str> = if number % 2 == 1 {
            block.lines().skip(1).collect()
        } else {
            block.split('`').skip(1).step_by(2).collect()
        };
        let commands = pieces.into_iter().filter_map(|piece| piece.trim().strip_prefix("scrutiny "));
        typed.extend(commands.map(str::to_owned));
    }
    typed
}

#[test]
fn every_command_and_option_is_named() {
    let operating = page("docs/operating.md");
    for command in commands().iter().filter(|command| *command != "help") {
        assert!(
            readme().contains(&format!("scrutiny {command}")) || readme().contains(&format!("scrutiny [{command}]")),
            "{command} is not in the README"
        );
        let help = scrutiny(&[command, "--help"]).out;
        let options = help.split_whitespace().filter(|word| word.starts_with("--"));
        for option in options.filter(|option| !["--help", "--quiet", "--verbose"].contains(option)) {
            assert!(operating.contains(option), "{option} is not in docs/operating.md");
        }
    }
}

#[test]
fn commands_on_the_pages_are_commands_of_the_program() {
    let (known, mut seen) = (commands(), 0);
    for path in pages() {
        for typed in typed(&fs::read_to_string(&path).unwrap()) {
            let mut words = typed.split_whitespace();
            let command = words.next().unwrap().trim_matches(['[', ']']).to_owned();
            let command = if command.starts_with('-') { "run".to_owned() } else { command };
            assert!(known.contains(&command), "{}: `scrutiny {typed}`", path.display());
            let help = scrutiny(&[&command, "--help"]).out;
            for option in typed.split_whitespace().filter(|word| word.starts_with('-')) {
                let option = option.trim_end_matches([',', ';', '.', ']']);
                assert!(help.contains(option), "{}: `scrutiny {typed}` has no {option}", path.display());
            }
            if command == "explain" {
                let name = words.next().filter(|name| !name.starts_with('['));
                let templates = root().join("templates");
                let page = |name| scrutiny(&["explain", name, "--templates", templates.to_str().unwrap()]);
                assert!(name.is_none_or(|name| page(name).code == 0), "{}: `scrutiny {typed}`", path.display());
            }
            seen += 1;
        }
    }
    assert!(seen > 10, "where are the commands? {seen}");
}

#[test]
fn links_and_paths_on_the_pages_lead_somewhere() {
    const FOLDERS: [&str; 7] = ["src/", "tests/", "templates/", "docs/", ".ci/", "benches/", "input/"];
    for path in pages() {
        let text = fs::read_to_string(&path).unwrap();
        let folder = path.parent().unwrap();
        let links = text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next());
        let images = text.split("src=\"").skip(1).filter_map(|rest| rest.split('"').next());
        for link in links.chain(images).filter(|link| !link.is_empty() && !link.starts_with("http")) {
            assert!(folder.join(link).exists(), "{}: {link}", path.display());
        }
        if path.ends_with("CHANGELOG.md") {
            continue;
        }
        for named in ticked(&text) {
            let is_path = FOLDERS.iter().any(|folder| named.starts_with(folder));
            let stands_for_others =
                named.contains(['<', '…', '*', '{', ' ', '(']) || named.contains("AREA") || named.contains("my-");
            if is_path && !stands_for_others {
                assert!(root().join(&named).exists(), "{}: {named} is not there", path.display());
            }
        }
    }
}

#[test]
fn the_changelog_names_every_check_and_has_a_part_for_each_release() {
    let changelog = page("CHANGELOG.md");
    for name in checks::names() {
        assert!(ticked(&changelog).contains(name), "{name} is not in the changelog");
    }
    let releases: Vec<&str> = changelog.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    assert!(releases.contains(&env!("CARGO_PKG_VERSION")), "{releases:?}");
    for release in releases {
        let of_release = part(&changelog, release);
        let kinds: Vec<&str> = of_release.lines().filter_map(|line| line.strip_prefix("### ")).collect();
        let place = |kind: &&str| ["Added", "Changed", "Fixed"].iter().position(|known| known == kind);
        assert!(
            kinds.iter().all(|kind| place(kind).is_some()) && kinds.is_sorted_by_key(place),
            "{release}: {kinds:?}"
        );
    }
}
