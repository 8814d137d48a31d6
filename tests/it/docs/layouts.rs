//! The page about layouts has every key that the program takes, and its examples are taken.

use std::fs;

use scrutiny::job::layout::amounts::AmountColumn;
use scrutiny::job::layout::columns::{Column, Field, FixedValue};
use scrutiny::job::layout::one_file;
use scrutiny::job::layout::table::{Checked, Hidden, NotRead, Witness};
use scrutiny::model::entry::Kind;

use super::{block, keys, page, part, rows, ticked};
use crate::support::Area;

#[test]
fn the_example_layout_reads_the_example_return() {
    let area = Area::salford();
    let example = block(&page("docs/layouts.md"), "toml");
    let layout = area.templates().join("layouts/council-contribution-budget.toml");
    fs::write(&layout, &example).unwrap();
    let said = area.run();
    assert_eq!(said.out, "salford 2006-07: published (r1, final): no findings\n", "{}", said.err);
    let optional = example.replace("\n# cumulative", "\ncumulative").replace("\n# class", "\nclass");
    let optional = optional.replace("\n# form", "\nform").replace("\n# optional", "\noptional");
    fs::write(layout, optional).unwrap();
    assert!(area.run().code < 2, "what is commented out is allowed, too");
}

/// The keys that a layout may have at the top.
fn top_keys() -> Vec<String> {
    let area = Area::new();
    let said = refusal(&area, "no-such-key = 1\n");
    let line = said.lines().find(|line| line.contains("no-such-key`")).unwrap().to_owned();
    line.split('`').skip(1).step_by(2).skip(1).map(str::to_owned).collect()
}

/// What is said of a layout that is refused; nothing of one that is not.
fn refusal(area: &Area, text: &str) -> String {
    let path = area.folder().join("layout.toml");
    fs::write(&path, text).unwrap();
    one_file(&path).map_or_else(|refused| refused.to_string(), |_| String::new())
}

/// The words that a closed list of a column of amounts has.
fn words_of(key: &str) -> Vec<String> {
    let given = ["kind", "unit"].into_iter().filter(|known| *known != key);
    let given: String =
        given.map(|known| format!("{known} = \"{}\"\n", if known == "kind" { "budget" } else { "pounds" })).collect();
    let error = toml::from_str::<AmountColumn>(&format!("{given}{key} = \"no-such-word\"")).unwrap_err();
    error.message().split('`').skip(1).step_by(2).skip(1).map(str::to_owned).collect()
}

#[test]
fn every_key_of_a_layout_stands_in_its_part_of_the_page() {
    let layouts = page("docs/layouts.md");
    let fields: Vec<String> = Field::ALL.iter().map(|(name, ..)| (*name).to_owned()).collect();
    let both = [keys::<NotRead>(), keys::<Checked>()].concat();
    for (heading, keys) in [
        ("At the top", top_keys()),
        ("At the top", keys::<Hidden>()),
        ("`[columns]`", keys::<Column>()),
        ("`[columns]`", fields),
        ("`[[amounts]]`", keys::<AmountColumn>()),
        ("`[[not-read]]` and `[[checked]]`", both),
        ("`[fixed]`", keys::<FixedValue>()),
        ("`[witness]`", keys::<Witness>()),
    ] {
        assert!(!keys.is_empty(), "{heading}");
        let part = part(&layouts, heading);
        for key in keys {
            let is_table = ["columns", "amounts", "not-read", "checked", "fixed", "witness"].contains(&key.as_str());
            let stands = ticked(part).contains(&key) || is_table && layouts.contains(&format!("[{key}]"));
            assert!(stands, "`{key}` is not under {heading}");
        }
    }
}

#[test]
fn every_word_of_a_layout_s_closed_lists_stands_on_the_page() {
    let layouts = page("docs/layouts.md");
    let amounts = ticked(part(&layouts, "`[[amounts]]`"));
    for key in ["kind", "across", "unit", "class", "form", "over-is"] {
        let words = words_of(key);
        assert!(words.len() > 1, "{key}: {words:?}");
        words.iter().for_each(|word| assert!(amounts.contains(word), "{key}: {word}"));
    }
    for (field, _, conversions) in Field::ALL {
        let columns = part(&layouts, "`[columns]`");
        for conversion in conversions {
            assert!(ticked(columns).contains(conversion.word()), "{field}: {}", conversion.word());
        }
    }
    assert_eq!(words_of("kind"), Kind::ALL.map(Kind::word));
}

#[test]
fn every_example_of_a_key_is_accepted() {
    let layouts = page("docs/layouts.md");
    let area = Area::new();
    let mut tried = 0;
    for heading in
        ["At the top", "`[columns]`", "`[[amounts]]`", "`[[not-read]]` and `[[checked]]`", "`[fixed]`", "`[witness]`"]
    {
        for row in rows(part(&layouts, heading)).into_iter().filter(|row| row.len() == 5) {
            let Some(example) = row[4].strip_prefix('`').and_then(|example| example.strip_suffix('`')) else {
                continue;
            };
            let layout = around(heading, &row[1], example);
            let said = refusal(&area, &layout);
            assert!(said.is_empty(), "{example}:\n{said}\n{layout}");
            tried += 1;
        }
    }
    assert!(tried > 40, "where are the examples? {tried}");
}

/// A layout that has an example of the page where it belongs, and else what every layout needs.
fn around(heading: &str, says: &str, example: &str) -> String {
    let unless = |key: &str, line: &str| {
        let starts = example.starts_with(&format!("{key} "));
        if starts { String::new() } else { format!("{line}\n") }
    };
    let here = |part: &str| if heading == part { format!("{example}\n") } else { String::new() };
    let mut text = here("At the top");
    let at_top = |key, line| if heading == "At the top" { unless(key, line) } else { format!("{line}\n") };
    text += &at_top("title", "title = \"T\"");
    text += &at_top("recognise", "recognise = [\"Scheme\"]");
    text += &format!("[columns]\n{}", here("`[columns]`"));
    let of_amounts = |key, line| if heading == "`[[amounts]]`" { unless(key, line) } else { format!("{line}\n") };
    text += "[[amounts]]\n";
    text += &of_amounts("kind", if example.starts_with("figure ") { "kind = \"total\"" } else { "kind = \"budget\"" });
    text += &of_amounts("unit", "unit = \"pounds\"");
    text += &of_amounts("header", "header = \"Budget\"");
    text += &here("`[[amounts]]`");
    if heading.contains("checked") {
        let is_not_read = says.contains("[[not-read]]");
        text += if is_not_read { "[[not-read]]\n" } else { "[[checked]]\n" };
        let others = if example.starts_with("is ") { "header = \"Variance\"\n" } else { "is = [\"Budget\"]\n" };
        text += &format!("{example}\n{}", if is_not_read { "" } else { others });
    }
    let has_period = heading == "`[columns]`" && example.starts_with("period ");
    text += "[fixed]\n";
    text += &here("`[fixed]`");
    let is_fixed_period = heading == "`[fixed]`" && example.starts_with("period ");
    if !has_period && !is_fixed_period {
        text += "period = { value = \"2006-07\", as = \"period\" }\n";
    }
    text + &format!("[witness]\n{}", here("`[witness]`"))
}
