//! What Markdown can say and a pack cannot set: it is refused before any work, so that no words are dropped.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::markdown::OPTIONS;
use crate::model::words::{listed, nearest};

/// The first thing in the words of a section that a pack cannot set: where it is, and why.
pub(super) fn found(words: &str, sections: &[&str]) -> Option<(Range<usize>, String)> {
    let mut search = UnsettableSearch { sections, ..UnsettableSearch::default() };
    // More is looked for than can be set, so that it can be refused.
    let more = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    for (event, place) in Parser::new_ext(words, OPTIONS | more).into_offset_iter() {
        if let Err(why) = search.event(&event, &place) {
            return Some((place, why));
        }
    }
    search.footnotes(words)
}

/// What has been seen so far.
#[derive(Default)]
struct UnsettableSearch<'s> {
    sections: &'s [&'s str],
    lists: usize,
    /// Whether the section has its heading.
    titled: bool,
    in_heading: bool,
    in_note: bool,
    /// Where footnotes are defined and referred to, by their labels.
    defined: BTreeMap<String, Range<usize>>,
    referred: BTreeMap<String, Range<usize>>,
    /// Where anything that looks like a footnote is one.
    footnotes: Vec<Range<usize>>,
}

impl UnsettableSearch<'_> {
    fn event(&mut self, event: &Event<'_>, place: &Range<usize>) -> Result<(), String> {
        let refused = |why: &str| Err(why.to_owned());
        match event {
            Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock) => {
                refused("HTML is not printed: write Markdown, or a remark as `{# … #}`")
            }
            Event::Rule => refused("a rule across the page cannot be set: use a heading"),
            Event::Start(Tag::Image { .. }) => {
                refused("a picture cannot stand in words: the logo is set in house.toml")
            }
            Event::Start(Tag::CodeBlock(_)) => refused("code cannot be set: begin the lines at the left edge"),
            Event::Start(Tag::Table(_)) => refused("a table cannot stand in words: `show` places those of the section"),
            Event::Start(Tag::List(_)) if self.lists > 0 => {
                refused("a list in a list cannot be set: make it one list, or words of its own")
            }
            Event::Start(Tag::Strikethrough) => refused("words that are struck out cannot be set: leave them out"),
            Event::TaskListMarker(_) => refused("a box to tick cannot be set"),
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) if std::mem::replace(&mut self.titled, true) => {
                refused("a section has one heading of the first level: begin this one with `##`")
            }
            Event::Start(Tag::FootnoteDefinition(label)) if self.defined.contains_key(&**label) => {
                Err(format!("the footnote `{label}` is written twice"))
            }
            Event::Start(Tag::List(_) | Tag::BlockQuote(_) | Tag::Heading { .. }) if self.in_note => {
                refused("a footnote is one paragraph")
            }
            Event::Start(Tag::Link { dest_url, .. }) => self.link(dest_url),
            Event::FootnoteReference(_) if self.in_heading || self.in_note => {
                refused("a footnote belongs to a paragraph or an item of a list")
            }
            Event::FootnoteReference(label) => {
                self.footnotes.push(place.clone());
                self.referred.entry(label.to_string()).or_insert_with(|| place.clone());
                Ok(())
            }
            Event::Start(tag) => {
                self.start(tag, place);
                Ok(())
            }
            Event::End(tag) => {
                self.end(*tag);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn start(&mut self, tag: &Tag<'_>, place: &Range<usize>) {
        match tag {
            Tag::List(_) => self.lists += 1,
            Tag::Heading { .. } => self.in_heading = true,
            Tag::FootnoteDefinition(label) => {
                self.in_note = true;
                self.footnotes.push(place.start..place.start + 1);
                self.defined.entry(label.to_string()).or_insert_with(|| place.clone());
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::List(_) => self.lists = self.lists.saturating_sub(1),
            TagEnd::Heading(_) => self.in_heading = false,
            TagEnd::FootnoteDefinition => self.in_note = false,
            _ => {}
        }
    }

    fn link(&self, goal: &str) -> Result<(), String> {
        let Some(name) = goal.strip_prefix('#') else {
            return Err(format!("words lead to sections of the pack only: write the address `{goal}` out"));
        };
        if self.sections.contains(&name) {
            return Ok(());
        }
        let near = nearest(name, self.sections.iter().copied());
        let known = || format!(": sections are {}", listed(self.sections));
        let near = near.map_or_else(known, |near| format!(": did you mean `{near}`?"));
        Err(format!("`{name}` is no section{near}"))
    }

    /// A footnote without words, or words of a footnote that nothing refers to.
    fn footnotes(self, words: &str) -> Option<(Range<usize>, String)> {
        let known = |at: usize| self.footnotes.iter().any(|place| place.contains(&at));
        if let Some((at, _)) = words.match_indices("[^").find(|(at, _)| !known(*at)) {
            let rest = words.get(at..).unwrap_or_default();
            let label = rest.split(']').next().unwrap_or_default().trim_start_matches("[^");
            return Some((at..at + 2, format!("the footnote `{label}` has no words: write them as `[^{label}]: …`")));
        }
        let says = |place: &Range<usize>| {
            words.get(place.clone()).and_then(|text| text.split_once(':')).map(|(_, said)| said.trim())
        };
        if let Some((label, place)) = self.defined.iter().find(|(_, place)| says(place).is_none_or(str::is_empty)) {
            return Some((place.clone(), format!("the footnote `{label}` has no words")));
        }
        let idle = self.defined.into_iter().find(|(label, _)| !self.referred.contains_key(label));
        idle.map(|(label, place)| (place, format!("the footnote `{label}` is never referred to")))
    }
}

#[cfg(test)]
mod tests {
    use super::found;

    #[test]
    fn what_a_pack_can_set_is_fine() {
        let words = "# T\n\n**Words** and *more*, \"quoted\" [there](#glossary).[^a]\n\n1. one\n2. two\n\n> Mind.\n\n\
            {{ show('x') }}\n\n{# not <printed> #}\n\n[^a]: Where it is\n    written.\n";
        let words = words.replace("{# not <printed> #}\n\n", "");
        assert_eq!(found(&words, &["glossary"]), None);
    }

    #[test]
    fn what_it_cannot_set_is_refused_where_it_stands() {
        for (words, at, why) in [
            ("a\n\n<!-- b -->\n", 3, "HTML is not printed"),
            ("a <b>b</b>", 2, "HTML is not printed"),
            ("a\n\n---\n", 3, "a rule across the page"),
            ("![a](b.png)", 0, "a picture cannot stand in words"),
            ("a\n\n    b\n", 7, "code cannot be set"),
            ("| a | b |\n|---|---|\n| c | d |\n", 0, "a table cannot stand in words"),
            ("- a\n  - b\n", 6, "a list in a list"),
            ("[a](https://b.org)", 0, "write the address `https://b.org` out"),
            ("[a](#glosary)", 0, "`glosary` is no section: did you mean `glossary`?"),
            ("a ~~b~~", 2, "struck out"),
            ("- [ ] a", 2, "a box to tick"),
            ("# a\n\n# b\n", 5, "one heading of the first level"),
            ("[a](#nowhere)", 0, "`nowhere` is no section: sections are glossary"),
            ("a[^b]\n\n[^b]:\n", 7, "the footnote `b` has no words"),
            ("a[^b]\n\n[^b]: c\n\n[^b]: d\n", 16, "the footnote `b` is written twice"),
            ("a[^b]", 1, "the footnote `b` has no words: write them as `[^b]: …`"),
            ("a\n\n[^b]: c\n", 3, "the footnote `b` is never referred to"),
            ("# a[^b]\n\n[^b]: c\n", 3, "a footnote belongs to a paragraph"),
            ("a[^b]\n\n[^b]: c[^d]\n\n[^d]: e\n", 14, "a footnote belongs to a paragraph"),
            ("a[^b]\n\n[^b]: - c\n", 13, "a footnote is one paragraph"),
        ] {
            let (place, said) = found(words, &["glossary"]).unwrap_or_default();
            assert!(said.contains(why), "{words}: {said}");
            assert_eq!(place.start, at, "{words}: {said}");
        }
    }
}
