//! The command line: what it answers, and with which exit code.

use crate::support::{root, scrutiny};

#[test]
fn help_names_every_command() {
    let said = scrutiny(&["--help"]);
    assert_eq!(said.code, 0);
    for command in ["run", "check", "roll-up", "read", "try", "draft-layout", "explain"] {
        assert!(said.out.contains(command), "{}", said.out);
    }
}

#[test]
fn a_wrong_option_is_refused() {
    for arguments in [&["--inptu", "x"][..], &["publish"], &["run", "--jobs", "0"], &["run", "-q", "-v"]] {
        let said = scrutiny(arguments);
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{arguments:?}");
        assert!(said.err.starts_with("error: "), "{}", said.err);
    }
}

#[test]
fn explain_lists_and_explains_every_name() {
    let templates = root().join("templates");
    let explain = |name: &[&str]| {
        let mut arguments = vec!["explain", "--templates", templates.to_str().unwrap()];
        arguments.extend(name);
        scrutiny(&arguments)
    };
    let list = explain(&[]);
    assert_eq!(list.code, 0, "{}", list.err);
    let names: Vec<&str> = list
        .out
        .lines()
        .filter(|line| line.starts_with("  "))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(names.len() > 25, "{names:?}");
    for name in names {
        let page = explain(&[name]);
        assert!(page.code == 0 && page.out.starts_with(&format!("{name}: ")), "{name}: {}", page.err);
    }
    assert!(list.out.contains("the limit in `templates/house.toml` allows"), "a dot in a name ends no sentence");
    let unknown = explain(&["disinvestmnt"]);
    assert!(unknown.code == 2 && unknown.err.contains("did you mean `disinvestment`?"), "{}", unknown.err);
}

#[test]
fn explain_knows_its_findings_without_any_settings() {
    let said = scrutiny(&["explain", "disinvestment", "--templates", "nowhere"]);
    assert_eq!(said.code, 0);
    assert!(said.out.starts_with("disinvestment: error, fact\n\nWhat it finds: "), "{}", said.out);
}

#[test]
fn a_layout_that_is_not_there_is_said_with_the_nearest_that_is() {
    let (file, templates) = (root().join("README.md"), root().join("templates"));
    let (file, templates) = (file.to_str().unwrap(), templates.to_str().unwrap());
    let said = scrutiny(&["try", file, "--templates", templates, "--layout", "payment"]);
    assert_eq!((said.code, said.out.as_str()), (2, ""));
    assert!(said.err.contains("there is no layout `payment`") && said.err.contains("did you mean `payments`?"));
}
