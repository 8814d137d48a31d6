//! Paragraphs and runs of words, as Word has them.

use super::xml::{Element, element, valued};

/// A paragraph in a style, with further properties in the order that Word's schema asks for.
pub(super) fn paragraph(
    style: &'static str,
    properties: impl IntoIterator<Item = Element>,
    runs: Vec<Element>,
) -> Element {
    let properties = element("w:pPr").and(valued("w:pStyle", style)).and_all(properties);
    element("w:p").and(properties).and_all(runs)
}

/// Words as their paragraph's style sets them.
pub(super) fn run(text: &str) -> Element {
    element("w:r").and(words(text))
}

/// Words with a property of their own.
pub(super) fn formatted(property: Element, text: &str) -> Element {
    element("w:r").and(element("w:rPr").and(property)).and(words(text))
}

fn words(text: &str) -> Element {
    element("w:t").with("xml:space", "preserve").text(text)
}
