//! Exceptions: the agreements that are not on track, worst first, with the figure, the cause, who bears it and what is requested.

use super::agreements::{in_officers_words, to_page};
use super::one_page::status_in_officers_words;
use super::reasons::{exceptions, sentences};
use super::{Desk, NamedBlocks, paragraph, purpose, share_of_variance};
use crate::model::agreement::Agreement;
use crate::model::rating::Rated;
use crate::model::words::counted;
use crate::present::pack::{Block, Span};

/// How many agreements have a paragraph; the others are named.
const TOLD: usize = 12;
/// How many reasons of a rating a paragraph gives.
const REASONS: usize = 4;

/// A heading and a paragraph for each exception, or that there is none.
pub fn blocks(desk: &Desk<'_>) -> NamedBlocks {
    let all = exceptions(desk);
    let told = all.iter().take(TOLD).flat_map(|(agreement, rated)| one(desk, agreement, rated));
    let mut blocks: Vec<Block> = told.collect();
    if let Some(others) = all.get(TOLD..).filter(|others| !others.is_empty()) {
        let mut spans = vec![Span::Text(format!("{} more not on track: ", counted(others.len(), "agreement")))];
        for (place, (agreement, rated)) in others.iter().enumerate() {
            spans.extend((place > 0).then(|| Span::Text("; ".to_owned())));
            spans.extend([to_page(desk, agreement), Span::Text(format!(" ({})", rated.rating.words()))]);
        }
        spans.push(Span::Text(". Their figures stand with the position.".to_owned()));
        blocks.push(Block::Paragraph(spans));
    }
    if all.is_empty() {
        blocks.push(paragraph("Every agreement is on track."));
    }
    blocks.extend((!all.is_empty() && !is_explained(desk)).then(|| paragraph(purpose::rated(desk))));
    vec![("exceptions", blocks)]
}

/// Whether the paper says before how agreements are rated.
fn is_explained(desk: &Desk<'_>) -> bool {
    let pack = desk.templates.packs.get(&desk.area.pack);
    pack.is_some_and(|pack| pack.sections.iter().any(|section| section == purpose::NAME))
}

fn one(desk: &Desk<'_>, agreement: &Agreement, rated: &Rated) -> [Block; 2] {
    let heading = Block::Heading { level: 2, text: format!("{}: {}", agreement.title, rated.rating.words()) };
    let (told, more) = sentences(rated, REASONS);
    let mut spans = vec![Span::Text(told)];
    if more > 0 {
        spans.extend([
            text(&format!(" And {}, on the page of ", counted(more, "more reason"))),
            to_page(desk, agreement),
            text("."),
        ]);
    }
    for said in
        [share_of_variance::of_overspend(desk, agreement, true), share_of_variance::of_shortfall(desk, agreement)]
    {
        spans.extend((!said.is_empty()).then(|| text(" ")));
        spans.extend(said);
    }
    let officers = in_officers_words(desk, Some(&agreement.id));
    let has = |what: &str| officers.iter().any(|span| matches!(span, Span::Strong(said) if said == what));
    if !has("Reason:") {
        let by_status = status_in_officers_words(agreement);
        let reason = by_status.map_or_else(|| "none is recorded.".to_owned(), |said| format!("{said}."));
        spans.extend([text(" "), Span::Strong("Reason:".to_owned()), text(&format!(" {reason}"))]);
    }
    let is_asked = has("Requested of the committee:");
    spans.extend((!officers.is_empty()).then(|| text(" ")));
    spans.extend(officers);
    spans.extend((!is_asked).then(|| text(" No action requested.")));
    [heading, Block::Paragraph(spans)]
}

fn text(words: &str) -> Span {
    Span::Text(words.to_owned())
}
