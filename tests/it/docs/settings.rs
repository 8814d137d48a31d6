//! The page about settings has every key that the program takes, and its example is taken.

use scrutiny::job::agreement_type::AgreementType;
use scrutiny::job::house::{Also, Limits};
use scrutiny::job::livery::{Colours, TypeSizes};
use scrutiny::job::measure::{Measure, Published, SeriesBreak, Term};
use scrutiny::model::style::Style;
use scrutiny::reconcile::checks;

use super::{block, keys, page, part, ticked};
use crate::support::Area;

/// The keys that the program lists where a file of an area or of the house has another.
fn keys_of_file(area: &Area) -> Vec<String> {
    let said = area.run().err;
    let line = said.lines().find(|line| line.contains("unknown field")).unwrap().to_owned();
    line.split('`').skip(1).step_by(2).skip(1).map(str::to_owned).collect()
}

#[test]
fn every_key_stands_in_its_part_of_the_page() {
    let settings = page("docs/settings.md");
    let (of_area, of_house) = (Area::salford(), Area::salford());
    of_area.replace("area.toml", &[("author ", "no-such-key ")]);
    of_house.house("house.toml", &[("[levels]", "[no-such-key]")]);
    let of_measures = [keys::<Measure>(), keys::<Term>(), keys::<Published>(), keys::<SeriesBreak>()].concat();
    let of_houses =
        [keys::<Limits>(), keys::<Style>(), keys::<Also>(), keys::<TypeSizes>(), keys::<Colours>()].concat();
    for (heading, keys) in [
        ("An area: `area.toml`", keys_of_file(&of_area)),
        ("The house: `templates/house.toml`", keys_of_file(&of_house)),
        ("The house: `templates/house.toml`", of_houses),
        ("Types of agreement: `templates/agreements/`", keys::<AgreementType>()),
        ("Definitions of joint expenditure: `templates/measures/`", of_measures),
    ] {
        assert!(!keys.is_empty(), "{heading}");
        let ticked = ticked(part(&settings, heading));
        let stands = |key: &String| {
            ticked.iter().any(|words| {
                words == key || words.contains(&format!("[{key}")) || words.starts_with(&format!("{key} ="))
            })
        };
        keys.iter().for_each(|key| assert!(stands(key), "`{key}` is not under {heading}"));
    }
    let house = ticked(part(&settings, "The house: `templates/house.toml`"));
    checks::tolerable().iter().for_each(|(check, _)| assert!(house.contains(*check), "`{check}` may have a tolerance"));
}

#[test]
fn the_example_measure_is_taken() {
    let area = Area::salford();
    area.template("measures/example.toml", &block(&page("docs/settings.md"), "toml"));
    let said = area.run();
    assert_eq!(said.out, "salford 2006-07: published (r1, final): no findings\n", "{}", said.err);
    let figures = area.published().list("figures.json");
    let example = figures.iter().find(|figure| figure["definition"] == "example").unwrap();
    assert_eq!(example["percent"], "8.2", "{example}");
}
