//! The few style rules of a page that say how numbers are shown or that something is hidden.

use std::collections::HashMap;

use super::tokens::Tag;
use crate::read::grid::Shown;
use crate::read::markup::format;

/// How numbers of each class are shown.
#[derive(Debug, Default)]
pub struct Cascade {
    classes: HashMap<String, Shown>,
}

impl Cascade {
    /// Takes the rules of a style sheet as Excel writes them: one class, its declarations in braces.
    pub fn sheet(&mut self, style: &str) {
        for rule in style.split('}') {
            let Some((names, declarations)) = rule.split_once('{') else { continue };
            let Some(shown) = number_format(declarations) else { continue };
            for name in names.split(',').filter_map(|name| name.trim().rsplit('.').next()) {
                self.classes.insert(name.to_owned(), shown);
            }
        }
    }

    /// How a cell's number is shown: its own style speaks before its class.
    pub fn shown(&self, tag: &Tag<'_>) -> Shown {
        let own = tag.attribute("style").and_then(|style| number_format(&htmlize::unescape_attribute(style)));
        let by_class =
            || tag.attribute("class")?.split_ascii_whitespace().find_map(|class| self.classes.get(class).copied());
        own.or_else(by_class).unwrap_or_default()
    }
}

fn number_format(declarations: &str) -> Option<Shown> {
    let value = declarations.split_once("mso-number-format")?.1.trim_start().strip_prefix(':')?.trim_start();
    let format = match value.strip_prefix(['"', '\'']) {
        Some(quoted) => quoted.split(['"', '\'']).next()?,
        None => value.split(';').next()?,
    };
    // Style sheets escape every sign of a format.
    Some(format::shown(&format.replace('\\', "")))
}

/// Whether an element is not shown.
pub fn is_hidden(tag: &Tag<'_>) -> bool {
    let hides = |style: &str| {
        let bare: String = style.chars().filter(|character| !character.is_whitespace()).collect();
        bare.to_ascii_lowercase().contains("display:none")
    };
    tag.attribute("style").is_some_and(hides) || tag.attribute("hidden").is_some()
}
