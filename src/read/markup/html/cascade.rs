//! The few style rules of a page that say how numbers are shown or that something is hidden.

use std::borrow::Cow;
use std::collections::HashMap;

use super::tokens::Tag;
use crate::read::excel::formats::Format;
use crate::read::markup::format::format;

/// How numbers of each class are shown.
#[derive(Debug, Default)]
pub struct Cascade {
    classes: HashMap<String, Format>,
}

impl Cascade {
    /// Takes the rules of a style sheet as Excel writes them: one class, its declarations in braces.
    pub fn sheet(&mut self, style: &str) {
        for rule in style.split('}') {
            let Some((names, declarations)) = rule.split_once('{') else { continue };
            let Some(format) = number_format(declarations) else { continue };
            for name in names.split(',').filter_map(|name| name.trim().rsplit('.').next()) {
                self.classes.insert(name.to_owned(), format.clone());
            }
        }
    }

    /// The number format of a cell: its own style speaks before its class.
    pub fn format(&self, tag: &Tag<'_>) -> Option<Cow<'_, Format>> {
        let own = tag.attribute("style").and_then(|style| number_format(&htmlize::unescape_attribute(style)));
        let by_class = || tag.attribute("class")?.split_ascii_whitespace().find_map(|class| self.classes.get(class));
        own.map(Cow::Owned).or_else(|| by_class().map(Cow::Borrowed))
    }
}

fn number_format(declarations: &str) -> Option<Format> {
    let value = declarations.split_once("mso-number-format")?.1.trim_start().strip_prefix(':')?.trim_start();
    let code = match value.strip_prefix(['"', '\'']) {
        Some(quoted) => quoted.split(['"', '\'']).next()?,
        None => value.split(';').next()?,
    };
    Some(format(&unescaped(code)))
}

/// Style sheets escape every sign of a format, and quotes by their number: `\0022`.
fn unescaped(code: &str) -> String {
    let mut parts = code.split('\\');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    while let Some(part) = parts.next() {
        let number = part.get(..4).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        match number.and_then(|digits| char::from_u32(u32::from_str_radix(digits, 16).ok()?)) {
            Some(character) => {
                plain.push(character);
                plain.push_str(part.get(4..).unwrap_or_default());
            }
            // A backslash that is escaped itself belongs to the format.
            None if part.is_empty() => {
                plain.push('\\');
                plain.push_str(parts.next().unwrap_or_default());
            }
            None => plain.push_str(part),
        }
    }
    plain
}

/// Whether an element is not shown.
pub fn is_hidden(tag: &Tag<'_>) -> bool {
    let hides = |style: &str| {
        let bare: String = style.chars().filter(|character| !character.is_whitespace()).collect();
        bare.to_ascii_lowercase().contains("display:none")
    };
    tag.attribute("style").is_some_and(hides) || tag.attribute("hidden").is_some()
}
