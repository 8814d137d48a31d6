//! Findings as the screen shows them: a headline, the cell, the row with a mark, one action.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Group, Level as Shown, Origin, Renderer, Snippet};

use super::{Excerpt, Finding, Level};
use crate::model::shown::visible;
use crate::model::source::SHARED;

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
    for place in &finding.places {
        let beside = if place.file.starts_with(&format!("{SHARED}/")) { "../" } else { "" };
        group = group.element(Origin::path(visible(&format!("{folder}/{beside}{place}"))));
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
