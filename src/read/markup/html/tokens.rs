//! A web page as tags and text, however badly it is made.

/// A piece of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token<'p> {
    /// Text with its references as they are written.
    Text(&'p str),
    /// A tag that opens an element, or an element without content.
    Open(Tag<'p>),
    /// The name of an element that closes, in lower case.
    Close(String),
    /// The content of a style sheet.
    Style(&'p str),
}

/// A tag that opens an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag<'p> {
    /// Its name, in lower case.
    pub name: String,
    attributes: &'p str,
}

impl<'p> Tag<'p> {
    /// An attribute's value with its references as they are written; empty where it has none.
    pub fn attribute(&self, name: &str) -> Option<&'p str> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|character: char| character.is_ascii_whitespace() || character == '/');
            let end =
                rest.find(|character: char| character.is_ascii_whitespace() || character == '=').unwrap_or(rest.len());
            let (found, after) = rest.split_at(end);
            let (value, after) = match after.trim_start().strip_prefix('=') {
                Some(after) => value(after.trim_start()),
                None => ("", after),
            };
            if found.is_empty() && after.len() == rest.len() {
                return None;
            }
            if found.eq_ignore_ascii_case(name) {
                return Some(value);
            }
            rest = after;
        }
    }

    /// A count in an attribute.
    pub fn number(&self, name: &str) -> Option<u32> {
        self.attribute(name)?.trim().parse().ok()
    }
}

fn value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inside) = text.strip_prefix(quote) {
            return inside.split_once(quote).unwrap_or((inside, ""));
        }
    }
    text.split_at(text.find(|character: char| character.is_ascii_whitespace()).unwrap_or(text.len()))
}

/// Elements whose content is no page; that of the first is told as a style sheet.
const RAW: [&str; 5] = ["style", "script", "title", "textarea", "xmp"];

/// Characters that a tag's attributes may have; a quote that never closes would take the rest of the page.
const LONGEST_TAG: usize = 1 << 16;

/// Goes through a page once: what is looked for and not there is not looked for again.
#[derive(Debug)]
pub struct Tokens<'p> {
    rest: &'p str,
    /// Ends of comments and raw elements that the rest of the page does not have.
    missing: Vec<&'static str>,
    style: Option<&'p str>,
}

impl<'p> Tokens<'p> {
    /// The tokens of a page.
    pub const fn new(page: &'p str) -> Self {
        Self { rest: page, missing: Vec::new(), style: None }
    }

    fn skip(&mut self, bytes: usize) -> &'p str {
        let (taken, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    fn comment(&mut self) {
        let end = if self.missing.contains(&"-->") { None } else { self.rest.find("-->") };
        match end {
            Some(end) => self.skip(end + 3),
            None => {
                self.missing.push("-->");
                self.declaration();
                ""
            }
        };
    }

    fn declaration(&mut self) {
        let end = self.rest.find('>').map_or(self.rest.len(), |end| end + 1);
        self.skip(end);
    }

    /// The tag up to its end; `None` where the rest of the page has no end of a tag.
    fn tag(&mut self) -> Option<&'p str> {
        let mut quote = None;
        let mut before = b' ';
        let mut end = None;
        for (at, byte) in self.rest.bytes().enumerate().take(LONGEST_TAG) {
            match (quote, byte) {
                (None, b'>') => {
                    end = Some(at);
                    break;
                }
                // A quote opens a value only after the sign; elsewhere it is a slip of the writer.
                (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
                (Some(open), _) if open == byte => quote = None,
                _ => {}
            }
            if !byte.is_ascii_whitespace() {
                before = byte;
            }
        }
        let end = end.or_else(|| self.rest.find('>'))?;
        self.skip(end + 1).strip_suffix('>')
    }

    /// Passes over the content of an element that holds no page.
    fn raw(&mut self, name: &str) {
        let Some(known) = RAW.iter().find(|raw| **raw == name).filter(|raw| !self.missing.contains(raw)) else {
            return;
        };
        let is_end = |at: usize| {
            let after = self.rest.get(at + 2..at + 2 + name.len());
            after.is_some_and(|after| after.eq_ignore_ascii_case(name))
        };
        match self.rest.match_indices("</").map(|(at, _)| at).find(|at| is_end(*at)) {
            Some(end) => {
                let content = self.skip(end);
                self.style = (name == "style").then_some(content);
            }
            None => self.missing.push(known),
        }
    }
}

impl<'p> Iterator for Tokens<'p> {
    type Item = Token<'p>;

    fn next(&mut self) -> Option<Token<'p>> {
        if let Some(style) = self.style.take() {
            return Some(Token::Style(style));
        }
        loop {
            let text = self.rest.find('<').unwrap_or(self.rest.len());
            if text > 0 {
                return Some(Token::Text(self.skip(text)));
            }
            match self.rest.as_bytes().get(1..)? {
                [b'!', b'-', b'-', ..] => self.comment(),
                [b'!' | b'?', ..] => self.declaration(),
                [b'/', character, ..] | [character, ..] if character.is_ascii_alphabetic() => match self.tag() {
                    Some(tag) => return Some(self.element(tag)),
                    None => return Some(Token::Text(self.skip(self.rest.len()))),
                },
                _ => return Some(Token::Text(self.skip(1))),
            }
        }
    }
}

impl<'p> Tokens<'p> {
    fn element(&mut self, tag: &'p str) -> Token<'p> {
        let inside = tag.trim_start_matches(['<', '/']);
        let end =
            inside.find(|character: char| character.is_ascii_whitespace() || character == '/').unwrap_or(inside.len());
        let (name, attributes) = inside.split_at(end);
        let name = name.to_ascii_lowercase();
        if tag.starts_with("</") {
            return Token::Close(name);
        }
        self.raw(&name);
        Token::Open(Tag { name, attributes })
    }
}

#[cfg(test)]
mod tests {
    use super::{Token, Tokens};

    fn token_words(page: &str) -> Vec<String> {
        Tokens::new(page)
            .map(|token| match token {
                Token::Text(text) => text.to_owned(),
                Token::Open(tag) => format!("<{} {:?}>", tag.name, tag.attribute("a")),
                Token::Close(name) => format!("</{name}>"),
                Token::Style(style) => format!("{{{style}}}"),
            })
            .collect()
    }

    #[test]
    fn pages_are_taken_apart_however_they_are_made() {
        for (page, expected) in [
            ("<TD A=1 b>x</Td >", &["<td Some(\"1\")>", "x", "</td>"][..]),
            ("<td b='>' a=\"x y\"/>", &["<td Some(\"x y\")>"]),
            ("<td b=\"1>2<td a>", &["<td None>", "2", "<td Some(\"\")>"]),
            ("<!-- <td> --><![if x]>1<![endif]>", &["1"]),
            ("<!-- open <b>2", &["2"]),
            ("a < b <5 </ ", &["a ", "<", " b ", "<", "5 ", "<", "/ "]),
            (
                "<style>td{}</STYLE>1<script><td></script>2",
                &["<style None>", "{td{}}", "</style>", "1", "<script None>", "</script>", "2"],
            ),
            ("<script>1", &["<script None>", "1"]),
            ("<td", &["<td"]),
            ("<", &["<"]),
            ("<td = = a= b>", &["<td Some(\"b\")>"]),
        ] {
            assert_eq!(token_words(page), expected, "{page}");
        }
    }
}
