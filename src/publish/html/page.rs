//! The page around the words: head, policy, style, script, skip link, contents and foot.

use std::fmt::Write;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use crate::job::livery::Livery;
use crate::model::shown::visible_lines;

/// Up to how many entries of one part of the paper are shown at once.
const FEW: usize = 12;
const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// An entry of the contents.
#[derive(Debug)]
pub(super) struct ContentsEntry {
    /// The place in the page to which it leads.
    pub(super) id: String,
    /// The heading there.
    pub(super) heading: String,
    /// The part of the paper to which it belongs; those of one part stand under its name.
    pub(super) part: Option<String>,
}

/// A page, ready to be written.
pub(super) struct Page<'a> {
    pub(super) title: &'a str,
    pub(super) author: &'a str,
    /// What the page is about, in the line above it and at its foot.
    pub(super) about: &'a [&'a str],
    pub(super) draft: bool,
    pub(super) contents: &'a [ContentsEntry],
    /// What the page says of its figures to machines.
    pub(super) dataset: Option<&'a str>,
    pub(super) main: Markup,
}

impl Page<'_> {
    /// The page's bytes.
    pub(super) fn bytes(self, livery: &Livery) -> Vec<u8> {
        let style = format!("{}{}", properties(livery), smaller(STYLE));
        let title = if self.draft { format!("Draft: {}", self.title) } else { self.title.to_owned() };
        let about: Vec<&str> = self.about.iter().copied().filter(|part| !part.trim().is_empty()).collect();
        let class = match (self.contents.is_empty(), self.draft) {
            (true, _) => Some("plain"),
            (false, true) => Some("drafted"),
            (false, false) => None,
        };
        let page = html! {
            (DOCTYPE)
            html lang="en-GB" {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content=(policy(&style, self.dataset, livery.logo.is_some()));
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="referrer" content="no-referrer";
                    meta name="author" content=(self.author);
                    title { (title) }
                    style { (PreEscaped(&style)) }
                    @if let Some(dataset) = self.dataset {
                        script type="application/ld+json" { (PreEscaped(dataset)) }
                    }
                }
                body class=[class] {
                    a.skip href="#main" { "Skip to the content" }
                    header.top {
                        @if self.draft { p.draft { "Draft" } }
                        p {
                            @for (place, part) in about.iter().enumerate() {
                                @if place > 0 { " · " }
                                @if place == 0 { strong { (part) } } @else { (part) }
                            }
                        }
                    }
                    (contents(self.contents))
                    main #main tabindex="-1" { (logo(livery)) (self.main) }
                    footer {
                        p { @if self.draft { strong { "Draft. " } } (self.title) }
                        p.up { a href="#main" { "Back to the top" } }
                    }
                    script { (PreEscaped(SCRIPT)) }
                }
            }
        };
        // Whatever a page shows, and wherever it stands: no character of it is hidden.
        visible_lines(&page.into_string()).into_bytes()
    }
}

fn contents(entries: &[ContentsEntry]) -> Markup {
    html! {
        @if !entries.is_empty() {
            nav.contents aria-label="Contents" {
                details open {
                    summary { "Contents" }
                    ol {
                        @for group in entries.chunk_by(|one, other| one.part.is_some() && one.part == other.part) {
                            @match group.first().and_then(|first| first.part.as_ref()) {
                                Some(part) => li { details.part open[group.len() <= FEW] { summary { (part) } ol { (links(group)) } } },
                                None => (links(group)),
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A link for each entry, in a list.
pub(super) fn links(entries: &[ContentsEntry]) -> Markup {
    html! { @for entry in entries { li { a href={ "#" (entry.id) } { (entry.heading) } } } }
}

/// The logo of the house, which stands in the page itself.
fn logo(livery: &Livery) -> Markup {
    html! {
        @if let Some(logo) = &livery.logo {
            img.logo alt=(logo.alternative) width=(logo.width) height=(logo.height)
                src={ "data:image/png;base64," (BASE64_STANDARD.encode(&logo.png)) };
        }
    }
}

/// Nothing may be loaded or run but this style and this script; data and a picture may stand in the page.
fn policy(style: &str, dataset: Option<&str>, pictured: bool) -> String {
    let hash = |text: &str| BASE64_STANDARD.encode(Sha256::digest(text.as_bytes()));
    let data = dataset.map(|text| format!(" 'sha256-{}'", hash(text))).unwrap_or_default();
    let pictures = if pictured { " img-src data:;" } else { "" };
    format!(
        "default-src 'none';{pictures} style-src 'sha256-{}'; script-src 'sha256-{}'{data}; base-uri 'none'; form-action 'none'",
        hash(style),
        hash(SCRIPT)
    )
}

/// The colours of the house, and the name of its font for readers who have it, as properties that the style uses.
fn properties(livery: &Livery) -> String {
    let mut text = String::from(":root{--muted:#55595d;--rule:#cbd2d6");
    let colours = &livery.colours;
    let named =
        [("heading", colours.heading), ("accent", colours.accent), ("tint", colours.tint), ("text", colours.text)];
    for (name, [red, green, blue]) in named {
        // Writing to a string cannot fail.
        let _ = write!(text, ";--{name}:#{red:02x}{green:02x}{blue:02x}");
    }
    if let Some(fonts) = &livery.fonts {
        let plain = |character: &char| character.is_alphanumeric() || matches!(character, ' ' | '-' | '_');
        let family: String = fonts.family.chars().filter(plain).collect();
        let _ = write!(text, ";--family:\"{family}\"");
    }
    text.push_str("}\n");
    text
}

/// The style without line ends, which nobody needs in a page.
fn smaller(style: &str) -> String {
    style.lines().map(str::trim).collect()
}
