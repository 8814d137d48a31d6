//! A letter to a partner as a page that can be sent with an e-mail and printed.

use maud::{Markup, html};

use super::page::Page;
use crate::finding::Excerpt;
use crate::job::livery::Livery;
use crate::present::feedback::{Letter, Point};

/// The letter as a page of its own.
#[must_use]
pub fn letter(letter: &Letter, livery: &Livery) -> Vec<u8> {
    let title = format!("What to correct: {}, {}", letter.partner, letter.period);
    let mut number = 0;
    let main = html! {
        div.cover {
            h1 { "What to correct in your figures" }
            p.where { (letter.partner) ", " (letter.period) }
            @for text in &letter.opening { p { (text) } }
        }
        @for part in &letter.parts {
            section {
                h2 { (part.heading) }
                ol.points {
                    @for point in &part.points { ({ number += 1; "" }) (one(number, point)) }
                }
            }
        }
        (list("What there is no figure for", "Nothing that has come says these for the period. If you have sent them, tell us where they stand.", &letter.missing))
        (list("Cells without a figure", "These cells say that there is no figure, or none yet. Where there is one, fill it in; where it is nought, write 0; else you need do nothing.", &letter.not_given))
        section {
            h2 { "When you have finished" }
            @for text in &letter.closing { p { (text) } }
        }
    };
    let about = ["Feedback on returns", &letter.area, &letter.period];
    let (title, author, about) = (&*title, &*letter.author, &about[..]);
    Page { title, author, about, draft: false, contents: &[], dataset: None, main }.bytes(livery)
}

/// A part with a list, where there is something in it.
fn list(heading: &str, about: &str, items: &[String]) -> Markup {
    html! {
        @if !items.is_empty() {
            section {
                h2 { (heading) }
                p { (about) }
                ul { @for item in items { li.long { (item) "." } } }
            }
        }
    }
}

fn one(number: usize, point: &Point) -> Markup {
    html! {
        li {
            h3.long { (number) ". " (point.heading) }
            p { (point.found) }
            @if let Some(row) = &point.row { (excerpt(number, row)) }
            @if !point.others.is_empty() {
                p.long { "See also: " (point.others.join("; ")) "." }
            }
            p.ask { strong { "What to do: " } (point.ask) }
            p.why { "Why it matters: " (point.matters) }
        }
        "\n"
    }
}

/// The row of the sheet with its columns' letters, and a mark on the cell that is meant.
fn excerpt(number: usize, row: &Excerpt) -> Markup {
    let caption = format!("row-{number}");
    html! {
        div.scroll role="region" aria-labelledby=(caption) tabindex="0" {
            table {
                caption id=(caption) { "Row " (row.row) " as it was sent" }
                thead { tr {
                    @for (letters, _) in &row.cells { th scope="col" { span.hidden { "Column " } (letters) } }
                } }
                tbody { tr {
                    @for (place, (_, text)) in row.cells.iter().enumerate() {
                        td { @if place == row.marked { mark { (text) } } @else { (text) } }
                    }
                } }
            }
        }
    }
}
