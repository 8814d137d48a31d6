//! Recommendations: what officers recommend to the committee, for the area and for each agreement.

use super::{Desk, NamedBlocks, paragraph};
use crate::present::pack::{Block, Span};

/// What officers recommend, or that they recommend nothing.
pub fn blocks(desk: &Desk<'_>) -> NamedBlocks {
    let books = &desk.figures.books;
    let area = desk.noted(None, "recommendation").map(|text| vec![Span::Text(text)]);
    let each = books.register.agreements.iter().filter_map(|agreement| {
        let text = desk.noted(Some(&agreement.id), "recommendation")?;
        Some(vec![Span::Strong(agreement.title.clone()), Span::Text(format!(": {text}"))])
    });
    let items: Vec<Vec<Span>> = area.into_iter().chain(each).collect();
    let list = if items.is_empty() { paragraph("Officers have given no recommendation.") } else { Block::List(items) };
    vec![("recommendations", vec![list])]
}
