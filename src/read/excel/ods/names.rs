//! The names of elements and attributes as OpenDocument itself writes them, whatever prefixes a program has chosen.

use std::borrow::Cow;
use std::collections::HashMap;

use quick_xml::events::BytesStart;

use super::xml::attributes;

/// What the name of a namespace holds, and the prefix that OpenDocument has for it.
const KNOWN: [(&str, &str); 8] = [
    ("opendocument:xmlns:office:", "office"),
    ("opendocument:xmlns:table:", "table"),
    ("opendocument:xmlns:text:", "text"),
    ("opendocument:xmlns:style:", "style"),
    ("opendocument:xmlns:datastyle:", "number"),
    ("opendocument:xmlns:drawing:", "draw"),
    ("opendocument:xmlns:xsl-fo-compatible:", "fo"),
    (":xmlns:calcext:", "calcext"),
];

/// The prefixes of a part that are other ones than OpenDocument's.
#[derive(Debug, Default)]
pub struct Names {
    renamed: HashMap<String, &'static str>,
}

impl Names {
    /// An element with the names that are known; most are as they should be.
    pub fn element<'a, 'e>(&mut self, element: &'a BytesStart<'e>) -> Cow<'a, BytesStart<'e>> {
        if element.attributes_raw().contains("xmlns") {
            attributes(element).for_each(|(name, value)| self.declare(name, value));
        }
        if self.renamed.is_empty() {
            return Cow::Borrowed(element);
        }
        let name = self.name(element.name().as_ref()).into_owned();
        let mut content = name.clone();
        for (name, value) in attributes(element) {
            let name = if name.contains(':') { self.name(name) } else { Cow::Borrowed(name) };
            let quote = if value.contains('"') { '\'' } else { '"' };
            content.extend([" ", &name, "="]);
            content.push(quote);
            content.push_str(value);
            content.push(quote);
        }
        Cow::Owned(BytesStart::from_content(content, name.len()))
    }

    /// The name of an element or attribute.
    pub fn name<'n>(&self, name: &'n str) -> Cow<'n, str> {
        if self.renamed.is_empty() {
            return Cow::Borrowed(name);
        }
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        self.renamed.get(prefix).map_or(Cow::Borrowed(name), |known| Cow::Owned(format!("{known}:{local}")))
    }

    fn declare(&mut self, name: &str, namespace: &str) {
        let Some(prefix) = name.strip_prefix("xmlns") else { return };
        let prefix = prefix.strip_prefix(':').unwrap_or_default();
        match KNOWN.iter().find(|(part, _)| namespace.contains(part)) {
            Some((_, known)) if *known != prefix => {
                self.renamed.insert(prefix.to_owned(), known);
            }
            Some(_) => drop(self.renamed.remove(prefix)),
            None => {}
        }
    }
}
