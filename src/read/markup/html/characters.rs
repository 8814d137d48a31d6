//! Characters of a web page: references to characters, and white space as a browser shows it.

use std::borrow::Cow;

/// Names of the characters from U+00A0 to U+00FF.
const LATIN: [&str; 96] = [
    "nbsp", "iexcl", "cent", "pound", "curren", "yen", "brvbar", "sect", "uml", "copy", "ordf", "laquo", "not", "shy",
    "reg", "macr", "deg", "plusmn", "sup2", "sup3", "acute", "micro", "para", "middot", "cedil", "sup1", "ordm",
    "raquo", "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc", "Atilde", "Auml", "Aring", "AElig",
    "Ccedil", "Egrave", "Eacute", "Ecirc", "Euml", "Igrave", "Iacute", "Icirc", "Iuml", "ETH", "Ntilde", "Ograve",
    "Oacute", "Ocirc", "Otilde", "Ouml", "times", "Oslash", "Ugrave", "Uacute", "Ucirc", "Uuml", "Yacute", "THORN",
    "szlig", "agrave", "aacute", "acirc", "atilde", "auml", "aring", "aelig", "ccedil", "egrave", "eacute", "ecirc",
    "euml", "igrave", "iacute", "icirc", "iuml", "eth", "ntilde", "ograve", "oacute", "ocirc", "otilde", "ouml",
    "divide", "oslash", "ugrave", "uacute", "ucirc", "uuml", "yacute", "thorn", "yuml",
];

/// Names of other characters that occur in tables.
const OTHERS: [(&str, char); 34] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("ndash", '–'),
    ("mdash", '—'),
    ("minus", '−'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("hellip", '…'),
    ("bull", '•'),
    ("euro", '€'),
    ("trade", '™'),
    ("dagger", '†'),
    ("Dagger", '‡'),
    ("permil", '‰'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("zwnj", '\u{200c}'),
    ("zwj", '\u{200d}'),
    ("larr", '←'),
    ("uarr", '↑'),
    ("rarr", '→'),
    ("darr", '↓'),
    ("le", '≤'),
    ("ge", '≥'),
    ("ne", '≠'),
    ("asymp", '≈'),
];

/// The longest reference that is looked for.
const LONGEST: usize = 12;

/// Text with its references resolved; what is no reference stays as it is.
pub fn resolved(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut whole = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        whole.push_str(before);
        let length =
            after.bytes().take(LONGEST).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
        let (name, after_name) = after.split_at(length);
        let closed = after_name.strip_prefix(';');
        // Old pages leave out the semicolon after a few names.
        let may_be_open = name.starts_with('#') || matches!(name, "nbsp" | "amp" | "lt" | "gt" | "quot" | "pound");
        match character(name).filter(|_| closed.is_some() || may_be_open) {
            Some(character) => {
                whole.push(character);
                rest = closed.unwrap_or(after_name);
            }
            None => {
                whole.push('&');
                rest = after;
            }
        }
    }
    whole.push_str(rest);
    Cow::Owned(whole)
}

fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => number.parse().ok()?,
        };
        return match u8::try_from(code) {
            // Numbers of Windows-1252 that Unicode keeps for controls.
            Ok(byte @ 0x80..=0x9f) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next(),
            _ => char::from_u32(code).filter(|character| *character != '\0'),
        };
    }
    if let Some((_, character)) = OTHERS.iter().find(|(known, _)| *known == name) {
        return Some(*character);
    }
    let place = LATIN.iter().position(|known| *known == name)?;
    char::from_u32(0xa0 + u32::try_from(place).ok()?)
}

/// Text as a browser shows it: white space runs together, and only elements break lines.
#[derive(Debug, Default)]
pub struct BrowserText(String);

impl BrowserText {
    /// Adds text from the page.
    pub fn text(&mut self, text: &str) {
        for character in text.chars() {
            if !character.is_ascii_whitespace() {
                self.0.push(character);
            } else if !self.0.is_empty() && !self.0.ends_with([' ', '\n']) {
                self.0.push(' ');
            }
        }
    }

    /// Begins another line, as `<br>` does.
    pub fn line(&mut self) {
        while self.0.ends_with(' ') {
            self.0.pop();
        }
        self.0.push('\n');
    }

    /// Begins another line unless one has begun, as a paragraph does.
    pub fn paragraph(&mut self) {
        if !self.0.is_empty() && !self.0.ends_with('\n') {
            self.line();
        }
    }

    /// The text without white space around it, hard spaces among it: pages use them for layout.
    pub fn take(&mut self) -> String {
        let whole = std::mem::take(&mut self.0);
        whole.trim().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::{BrowserText, resolved};

    #[test]
    fn references_are_resolved_once() {
        for (text, expected) in [
            ("&pound;5 &amp;amp; &nbsp 5", "£5 &amp; \u{a0} 5"),
            ("&#163;&#xA3;&#128;&#x2013;", "££€–"),
            ("AT&T; R&D & &#0; &#xD800; &unknown;", "AT&T; R&D & &#0; &#xD800; &unknown;"),
            ("&yuml;&eacute", "ÿ&eacute"),
            ("&", "&"),
        ] {
            assert_eq!(resolved(text), expected);
        }
    }

    #[test]
    fn white_space_runs_together() {
        let mut shown = BrowserText::default();
        shown.text("\r\n  a \t b ");
        shown.line();
        shown.paragraph();
        shown.text(" c\u{a0}");
        assert_eq!(shown.take(), "a b\nc");
    }
}
