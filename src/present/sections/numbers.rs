//! The numbers of a section's figures in the evidence, printed at its end, so that a reader of paper finds them, too.

use std::collections::BTreeSet;

use super::WrittenPack;
use crate::present::pack::{Block, EVIDENCE, Section, Span, lines};

/// Up to how many runs of numbers are named; of more only the first and the last number.
const RUNS: usize = 6;

/// Adds to each section of the paper with figures where they stand in the evidence; nothing where the evidence has no such lines.
pub fn add(written: &mut WrittenPack) {
    let numbers = lines(&written.evidence);
    for section in &mut written.paper {
        let own: BTreeSet<usize> =
            section.figures().iter().filter_map(|(figure, _)| numbers.get(&figure.whole()).copied()).collect();
        if let Some(words) = in_words(&own) {
            say(section, words);
        }
    }
}

fn say(section: &mut Section, words: String) {
    section.blocks.push(Block::Paragraph(vec![Span::Text(words)]));
}

fn in_words(numbers: &BTreeSet<usize>) -> Option<String> {
    let all: Vec<usize> = numbers.iter().copied().collect();
    let run = |run: &[usize]| match run {
        [first, .., last] => format!("{first} to {last}"),
        [only] => only.to_string(),
        [] => String::new(),
    };
    let runs: Vec<String> = all.chunk_by(|one, two| one + 1 == *two).map(run).collect();
    let said = if runs.len() > RUNS { run(&all) } else { runs.join(", ") };
    (!all.is_empty()).then(|| {
        format!("Evidence for these figures: {EVIDENCE}, {} {said}.", if all.len() == 1 { "number" } else { "numbers" })
    })
}
