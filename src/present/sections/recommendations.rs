//! Recommendations, what they mean for whom, and the papers behind them: what officers say to the committee.

use super::{Desk, NamedBlocks, paragraph};
use crate::model::words::listed;
use crate::present::pack::{Block, Span};

/// What officers recommend, or that they recommend nothing.
pub fn blocks(desk: &Desk<'_>) -> NamedBlocks {
    let items = noted(desk, "recommendation");
    let list = if items.is_empty() { paragraph("Officers make no recommendation.") } else { Block::Steps(items) };
    vec![("recommendations", vec![list])]
}

/// The implications that the pack asks for, each with who cleared it; those of which nothing is recorded are named once.
pub fn implications(desk: &Desk<'_>) -> NamedBlocks {
    let Some(pack) = desk.templates.packs.get(&desk.area.pack) else { return vec![("implications", Vec::new())] };
    let mut blocks: Vec<Block> = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    for asked in &pack.implications {
        let said = noted(desk, &asked.about);
        if said.is_empty() {
            open.push(&asked.heading);
            continue;
        }
        blocks.push(Block::Heading { level: 2, text: asked.heading.clone() });
        blocks.extend(said.into_iter().map(Block::Paragraph));
    }
    if !blocks.is_empty() && !open.is_empty() {
        blocks.push(paragraph(format!("Nothing is recorded under: {}.", listed(&open))));
    }
    vec![("implications", blocks)]
}

/// The background papers; nothing where none is named.
pub fn background(desk: &Desk<'_>) -> NamedBlocks {
    let items: Vec<Vec<Span>> =
        desk.area.paper.background_papers.iter().map(|paper| vec![Span::Text(paper.clone())]).collect();
    vec![("papers", if items.is_empty() { Vec::new() } else { vec![Block::List(items)] })]
}

/// What is noted of the area, and then of each agreement, with the officer who says it.
fn noted(desk: &Desk<'_>, about: &str) -> Vec<Vec<Span>> {
    let books = &desk.figures.books;
    let of = |agreement: Option<&str>, title: Option<&str>| {
        let notes = books.register.notes(agreement, books.period, about);
        let title = title.map(str::to_owned);
        let item = move |note: &crate::model::agreement::Note| {
            let mut spans: Vec<Span> = title.iter().map(|title| Span::Strong(format!("{title}:"))).collect();
            let before = if spans.is_empty() { "" } else { " " };
            spans.push(Span::Text(format!("{before}{}", note.text)));
            let cleared = note.officer.as_ref().filter(|_| about != "recommendation");
            spans.extend(cleared.map(|officer| Span::Text(format!(" (Cleared by {officer}.)"))));
            spans
        };
        notes.map(item).collect::<Vec<_>>()
    };
    let agreements = books.register.agreements.iter();
    let each = agreements.flat_map(|agreement| of(Some(&agreement.id), Some(&agreement.title)));
    of(None, None).into_iter().chain(each).collect()
}
