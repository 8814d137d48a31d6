//! Recommendations, what they mean for whom, and the papers behind them: what officers say to the committee.

use super::{Desk, NamedBlocks, paragraph};
use crate::model::words::{counted, listed};
use crate::present::pack::{Block, Span};

/// What a note is about that says what is requested of the committee.
const ASK: &str = "ask";
/// Of more agreements than these with one request it is said how many they are.
const NAMED: usize = 4;
/// How many requests are told before the agreements.
const REQUESTS: usize = 8;

/// What officers recommend and what they request, or that they do neither.
pub fn blocks(desk: &Desk<'_>) -> NamedBlocks {
    let (items, mut asked) = (noted(desk, "recommendation"), requests(desk));
    let more = asked.len().saturating_sub(REQUESTS);
    asked.truncate(REQUESTS);
    asked.extend(
        (more > 0).then(|| vec![Span::Text(format!("And {}, under Exceptions.", counted(more, "more request")))]),
    );
    let mut blocks = match (items.is_empty(), asked.is_empty()) {
        (true, true) => vec![paragraph("Officers make no recommendation.")],
        (true, false) => vec![paragraph("Officers request of the committee:")],
        (false, true) => vec![Block::Steps(items)],
        (false, false) => vec![Block::Steps(items), paragraph("Officers also request of the committee:")],
    };
    blocks.extend((!asked.is_empty()).then_some(Block::List(asked)));
    vec![("recommendations", blocks)]
}

/// What officers request of the committee, each request once, with the agreements for which they do.
fn requests(desk: &Desk<'_>) -> Vec<Vec<Span>> {
    let books = &desk.figures.books;
    let mut requests: Vec<(&str, Vec<&str>)> = Vec::new();
    let agreements = books.register.agreements.iter().map(|one| (Some(one.id.as_str()), Some(one.title.as_str())));
    for (agreement, title) in std::iter::once((None, None)).chain(agreements) {
        for note in books.register.notes(agreement, books.period, ASK) {
            match requests.iter_mut().find(|(known, _)| *known == note.text) {
                Some((_, titles)) => titles.extend(title),
                None => requests.push((&note.text, title.into_iter().collect())),
            }
        }
    }
    let item = |(text, titles): (&str, Vec<&str>)| {
        let whose = if titles.len() > NAMED { counted(titles.len(), "agreement") } else { listed(&titles) };
        let before = (!titles.is_empty()).then(|| Span::Strong(format!("{whose}:")));
        let blank = if before.is_some() { " " } else { "" };
        before.into_iter().chain([Span::Text(format!("{blank}{}.", text.trim().trim_end_matches('.')))]).collect()
    };
    requests.into_iter().map(item).collect()
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
