//! Word's numbering: one list with bullets, and a list of its own for each that counts from one.

use super::parts::WORD;
use super::xml::{Element, element, valued};

/// The part that says how lists are marked, for so many numbered ones.
pub(super) fn numbering(numbered: usize) -> Element {
    let bullets = kind("0", "bullet", "•", "ListBullet");
    let numbers = kind("1", "decimal", "%1.", "ListNumber");
    let first = list(1, "0");
    let others = (0..numbered).map(|number| {
        let from_one = element("w:lvlOverride").with("w:ilvl", "0").and(valued("w:startOverride", "1"));
        list(number + 2, "1").and(from_one)
    });
    element("w:numbering").with("xmlns:w", WORD).and(bullets).and(numbers).and(first).and_all(others)
}

fn kind(id: &'static str, format: &'static str, mark: &'static str, style: &'static str) -> Element {
    let indent = element("w:ind").with("w:left", "397").with("w:hanging", "397");
    let level = element("w:lvl")
        .with("w:ilvl", "0")
        .and(valued("w:start", "1"))
        .and(valued("w:numFmt", format))
        .and(valued("w:pStyle", style))
        .and(valued("w:lvlText", mark))
        .and(valued("w:lvlJc", "left"))
        .and(element("w:pPr").and(indent));
    element("w:abstractNum").with("w:abstractNumId", id).and(valued("w:multiLevelType", "singleLevel")).and(level)
}

fn list(number: usize, kind: &'static str) -> Element {
    element("w:num").with("w:numId", number.to_string()).and(valued("w:abstractNumId", kind))
}
