//! Findings as the screen shows them: a headline, the cell, the row with a mark, one action.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Group, Level as Shown, Origin, Renderer, Snippet};

use super::{Excerpt, Finding, Level};
use crate::model::origin::Place;
use crate::model::shown::visible;
use crate::model::source::SHARED;
use crate::model::words::counted;

/// How many places of a finding have a line each.
const LINES: usize = 6;

/// How many of more places are named, on one line.
const NAMED: usize = 4;

/// One finding, with the area's folder before each path.
#[must_use]
pub fn rendered(finding: &Finding, folder: &str, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let level = match finding.level {
        Level::Error => Shown::ERROR,
        Level::Warning => Shown::WARNING,
        Level::Note => Shown::NOTE,
    };
    let (message, help) = (visible(&finding.message.to_string()), visible(&finding.action.to_string()));
    let title = level.primary_title(message.as_str()).id(finding.about.name);
    let mut group = Group::with_title(title);
    for place in places(&finding.places, folder) {
        group = group.element(Origin::path(visible(&place)));
    }
    let label = finding.excerpt.as_ref().map(|excerpt| visible(&excerpt.label.to_string()));
    if let Some((excerpt, label)) = finding.excerpt.as_ref().zip(label.as_deref()) {
        group = group.element(row(excerpt, label));
    }
    group = group.element(Shown::HELP.message(help.as_str()));
    let drawn = renderer.decor_style(DecorStyle::Ascii).render(&[group]);
    let mut text = String::new();
    for line in drawn.lines().filter(|line| !is_filler(line)) {
        text.push_str(line);
        text.push('\n');
    }
    text
}

/// The places of a finding, a line each; of many only the first, on one line, and how many more there are.
fn places(all: &[Place], folder: &str) -> Vec<String> {
    // A folder that several areas share stands beside theirs.
    let path = |place: &Place| {
        let beside = if place.file.starts_with(&format!("{SHARED}/")) { "../" } else { "" };
        format!("{folder}/{beside}{place}")
    };
    if all.len() <= LINES {
        return all.iter().map(path).collect();
    }
    let mut line = String::new();
    let mut before: Option<&Place> = None;
    for place in all.iter().take(NAMED) {
        let is_beside = before.is_some_and(|before| (&before.file, &before.sheet) == (&place.file, &place.sheet));
        match (before, place.cell) {
            (Some(_), Some(cell)) if is_beside => line.push_str(&format!(", {cell}")),
            (Some(_), _) => line.push_str(&format!(", {}", path(place))),
            (None, _) => line.push_str(&path(place)),
        }
        before = Some(place);
    }
    let noun = if all.iter().all(|place| place.cell.is_some()) { "more cell" } else { "more place" };
    vec![format!("{line} and {}", counted(all.len() - NAMED, noun))]
}

/// Whether a drawn line carries nothing but a gutter: a sheet's row needs no air around it.
fn is_filler(line: &str) -> bool {
    let mut parts = line.split('\u{1b}');
    let mut bare = parts.next().unwrap_or("").to_owned();
    bare.extend(parts.filter_map(|part| part.split_once('m')).map(|(_, shown)| shown));
    matches!(bare.trim(), "|" | ":::")
}

fn row<'a>(excerpt: &Excerpt, label: &'a str) -> Element<'a> {
    let mut source = String::new();
    let mut span = 0..0;
    for (place, (column, text)) in excerpt.cells.iter().enumerate() {
        if place > 0 {
            source.push_str(" | ");
        }
        source.push_str(column);
        source.push_str(": ");
        let start = source.len();
        source.push('"');
        source.push_str(&visible(text));
        source.push('"');
        if place == excerpt.marked {
            span = start..source.len();
        }
    }
    Snippet::source(source)
        .line_start(excerpt.row as usize)
        .annotation(AnnotationKind::Primary.span(span).label(label))
        .into()
}

#[cfg(test)]
mod tests {
    use super::super::{About, Excerpt, Finding, Level, Nature};
    use super::rendered;
    use crate::model::origin::Place;

    const ABOUT: About = About {
        name: "not-money",
        level: Level::Error,
        nature: Nature::Fact,
        finds: "",
        matters: "",
        action: "correct the cell",
        ask: None,
    };

    #[test]
    fn a_finding_of_many_cells_names_the_first_on_one_line() {
        let at = |number: u32, sheet: &str| Place::cell("a.csv", sheet, format!("B{number}").parse().unwrap());
        let of = |cells: u32| (1..=cells).map(|number| at(number, "a")).fold(Finding::new(&ABOUT, "odd"), Finding::at);
        assert_eq!(rendered(&of(6), "in", false).matches("in/a.csv[a!B").count(), 6);
        let many = rendered(&of(1_300), "in", false);
        assert_eq!(many.lines().nth(1), Some("--> in/a.csv[a!B1], B2, B3, B4 and 1,296 more cells"), "{many}");
        let apart = (1..=7).map(|number| at(1, &number.to_string())).fold(Finding::new(&ABOUT, "odd"), Finding::at);
        let apart = rendered(&apart.at(Place::file("b.csv")), "in", false);
        let expected = "--> in/a.csv[1!B1], in/a.csv[2!B1], in/a.csv[3!B1], in/a.csv[4!B1] and 4 more places";
        assert_eq!(apart.lines().nth(1), Some(expected));
    }

    #[test]
    fn a_finding_shows_its_cell_and_its_row() {
        let cell = |sheet: &str, cell: &str| Place::cell("returns/council/q2.xlsx", sheet, cell.parse().unwrap());
        let finding = Finding::new(&ABOUT, "amount is not money").at(cell("Q2", "C14")).showing(Excerpt {
            row: 14,
            cells: vec![("A".into(), "Learning Difficulties".into()), ("C".into(), "8,6OO,000".into())],
            marked: 1,
            label: "letter `O` where a digit was expected".into(),
        });
        let expected = [
            "error[not-money]: amount is not money",
            "  --> input/salford/returns/council/q2.xlsx[Q2!C14]",
            "14 | A: \"Learning Difficulties\" | C: \"8,6OO,000\"",
            "   |                                 ^^^^^^^^^^^ letter `O` where a digit was expected",
            "   = help: correct the cell",
        ];
        let coloured = rendered(&finding, "input/salford", true);
        assert_eq!(coloured.lines().count(), expected.len(), "{coloured}");
        assert_eq!(rendered(&finding, "input/salford", false).lines().collect::<Vec<_>>(), expected);
    }
}
