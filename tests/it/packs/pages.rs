//! The pages of every pack and every letter: their structure, their words, and that they ask for nothing from outside.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use scrutiny::present::pack::{Block, EVIDENCE, Pack, Section, Span, notes};
use scrutiny::publish::html;
use sha2::{Digest, Sha256};

use super::reports;
use super::structure::{alternatives, bare};
use crate::support::page::{Element, Page};

/// The words of a pack that stand in its page, in their order and without white.
fn words(pack: &Pack) -> String {
    let spans = |spans: &[Span]| spans.iter().map(Span::text).collect::<String>();
    let mut text = String::new();
    for section in &pack.sections {
        text.push_str(&section.heading);
        for block in &section.blocks {
            match block {
                Block::Heading { text: heading, .. } => text.push_str(heading),
                Block::Paragraph(words) | Block::Callout(words) => text.push_str(&spans(words)),
                Block::List(items) | Block::Steps(items) => items.iter().for_each(|item| text.push_str(&spans(item))),
                Block::Chart(chart) => text.push_str(&chart.caption),
                Block::Table(table) => {
                    text.push_str(&table.caption);
                    table.columns.iter().for_each(|column| text.push_str(&column.heading));
                    table.rows.iter().flat_map(|row| &row.cells).for_each(|cell| text.push_str(&cell.text));
                    table.notes.iter().for_each(|note| text.push_str(note));
                }
            }
        }
        // Footnotes stand under their section, each with a way back.
        let said = section.blocks.iter().flat_map(Block::paragraphs).flat_map(notes);
        said.for_each(|(_, words)| text.push_str(&format!("{}↩", spans(words))));
    }
    bare(&text)
}

/// The words of a page's own elements that hold words, without drawings, marks of a draft, and lists of headings.
fn words_of(page: &Page) -> String {
    let holds = |element: &&Element| {
        matches!(element.name.as_str(), "h1" | "h2" | "h3" | "h4" | "p" | "li" | "caption" | "th" | "td" | "figcaption")
    };
    let apart = |element: &Element| {
        let around = element.above.iter().map(|number| &page.elements[*number]).chain([element]);
        let is_apart = |one: &Element| {
            matches!(one.name.as_str(), "nav" | "header" | "footer" | "svg")
                || one.has_class("draft")
                || one.has_class("where")
        };
        around.into_iter().any(is_apart)
    };
    let texts = page.elements.iter().filter(holds).filter(|element| !apart(element));
    bare(&texts.map(|element| element.text.as_str()).collect::<String>())
}

/// What is wrong with the structure of a page.
fn broken(page: &Page) -> Vec<String> {
    let mut broken = Vec::new();
    let mut wrong = |what: String| broken.push(what);
    let ids: Vec<&str> = page.elements.iter().filter_map(|element| element.get("id")).collect();
    let known: BTreeSet<&str> = ids.iter().copied().collect();
    if known.len() < ids.len() {
        wrong("a name stands twice".to_owned());
    }
    for element in &page.elements {
        for (key, value) in &element.attributes {
            let names: Vec<&str> = match key.as_str() {
                "aria-labelledby" | "aria-describedby" => value.split(' ').collect(),
                // The evidence beside the page has places of its own.
                "href" if value.starts_with(&format!("{EVIDENCE}#nameddest=figure-")) => Vec::new(),
                "href" => value.strip_prefix('#').map_or_else(|| vec!["(outside)"], |name| vec![name]),
                "src" | "style" | "srcset" | "data" | "action" | "formaction" | "poster" => vec!["(not allowed)"],
                other if other.starts_with("on") => vec!["(not allowed)"],
                _ => Vec::new(),
            };
            let lost = names.into_iter().filter(|name| !known.contains(name));
            lost.for_each(|name| wrong(format!("{key} of {} leads to {name}", element.name)));
        }
    }
    let mut level = 0;
    for heading in page.elements.iter().filter(|element| matches!(element.name.as_str(), "h1" | "h2" | "h3" | "h4")) {
        let own: usize = heading.name[1..].parse().unwrap();
        if own > level + 1 || heading.text.trim().is_empty() || (own == 1 && level > 0) {
            wrong(format!("{} `{}` after level {level}", heading.name, heading.text));
        }
        level = own;
    }
    for table in page.named("table") {
        let below: Vec<&Element> = page.below(table).collect();
        if !below.first().is_some_and(|first| first.name == "caption" && !first.text.is_empty()) {
            wrong("a table without a caption".to_owned());
        }
        for cell in below.iter().filter(|element| element.name == "th") {
            if !matches!(cell.get("scope"), Some("col" | "row")) || cell.text.trim().is_empty() {
                wrong(format!("a heading without scope or words in {:?}", table.get("id")));
            }
        }
    }
    for drawing in page.named("svg") {
        let below: BTreeMap<&str, &Element> = page.below(drawing).map(|one| (one.name.as_str(), one)).collect();
        let said = |name: &str| below.get(name).is_some_and(|element| !element.text.is_empty());
        let repeats = drawing.get("aria-hidden") == Some("true") && drawing.has_class("bar");
        if !repeats && (drawing.get("role") != Some("img") || !said("title") || !said("desc")) {
            wrong("a drawing without words".to_owned());
        }
    }
    broken
}

/// The policy lets this page's own style, script and data pass, and nothing else.
fn assert_policy(page: &Page) {
    let policy = page.named("meta").find(|meta| meta.get("http-equiv") == Some("Content-Security-Policy")).unwrap();
    let policy = policy.get("content").unwrap();
    let text = |name| page.named(name).map(|element| element.text.as_str()).collect::<Vec<_>>();
    let hash = |text: &str| BASE64_STANDARD.encode(Sha256::digest(text.as_bytes()));
    let (styles, all) = (text("style"), text("script"));
    for script in &all {
        assert!(policy.contains(&format!("'sha256-{}'", hash(script))), "{policy}");
    }
    let is_data = |element: &&Element| element.get("type") == Some("application/ld+json");
    let data = page.named("script").filter(is_data).count();
    let scripts: Vec<&str> = all.into_iter().skip(data).collect();
    assert_eq!((styles.len(), scripts.len()), (1, 1));
    assert!(policy.starts_with("default-src 'none';"), "{policy}");
    assert!(policy.contains(&format!("style-src 'sha256-{}'", hash(styles[0]))), "{policy}");
    assert!(policy.contains(&format!("script-src 'sha256-{}'", hash(scripts[0]))), "{policy}");
    for word in ["@import", "url(", "http", "fetch", "eval", "innerHTML"] {
        assert!(!styles[0].contains(word) && !scripts[0].contains(word), "{word}");
    }
}

fn read(bytes: Vec<u8>, name: &str) -> Page {
    let page = Page::read(&String::from_utf8(bytes).unwrap());
    assert_eq!(broken(&page), Vec::<String>::new(), "{name}");
    assert_policy(&page);
    assert_eq!(page.elements[0].get("lang"), Some("en-GB"));
    let skip = page.named("a").next().unwrap();
    assert!(skip.has_class("skip") && skip.get("href") == Some("#main"), "{name}");
    page
}

/// Figures lead to lines of the paper itself, or of the evidence; in a table one of each row does.
fn assert_links(page: &Page, pack: &Pack, name: &str) {
    let count = |sections: &[Section]| {
        let blocks = sections.iter().flat_map(|section| &section.blocks);
        let rows = blocks.map(|block| match block {
            Block::Table(table) if table.holds_lines() => table.rows.len(),
            _ => 0,
        });
        rows.sum::<usize>()
    };
    let (here, there) = (count(&pack.sections), count(&pack.evidence));
    let named = page.named("tr").filter(|row| row.get("id").is_some()).count();
    assert_eq!(named, here, "{name}");
    let links: Vec<&Element> = page.named("a").filter(|link| link.has_class("f")).collect();
    assert!((here + there == 0) == links.is_empty(), "{name}: {} links", links.len());
    for link in links {
        let said = link.get("aria-label").unwrap();
        assert!(said.starts_with(&format!("{}: where it comes from", link.text)), "{name}: {said}");
        assert_eq!(link.get("href").unwrap().starts_with('#'), !said.ends_with(EVIDENCE), "{name}: {said}");
    }
    for row in page.named("tr") {
        let links = page.below(row).filter(|element| element.has_class("f")).count();
        assert!(links <= 1, "{name}: {links} links in the row `{}`", row.text);
    }
}

#[test]
fn pages_say_what_the_packs_say_in_their_order() {
    let mut letters = 0;
    for (name, report, livery) in reports() {
        let pack = &report.pack;
        let page = read(html::pack(pack, livery), name);
        let (found, expected) = (words_of(&page), words(pack));
        if let Some(at) = found.char_indices().zip(expected.chars()).find(|((_, one), other)| one != other) {
            panic!("{name}: reads `{}`", found[at.0.0..].chars().take(80).collect::<String>());
        }
        assert_eq!(found.len(), expected.len(), "{name} says less or more than its pack");
        let said: Vec<&str> = page.named("desc").map(|desc| desc.text.as_str()).collect();
        let drawn = alternatives(&pack.paper());
        assert_eq!(said, drawn.iter().map(String::as_str).collect::<Vec<_>>(), "{name}");
        let title = &page.named("title").next().unwrap().text;
        assert_eq!(title.starts_with("Draft: "), pack.draft, "{title}");
        assert_links(&page, pack, name);
        for letter in &report.letters {
            let page = read(html::letter(letter, livery), &format!("{name}, {}", letter.name));
            let points: usize = letter.parts.iter().map(|part| part.points.len()).sum();
            assert_eq!(page.named("h3").count(), points);
            letters += 1;
        }
    }
    assert!(reports().len() > 60 && letters > 40, "{} packs, {letters} letters", reports().len());
}
