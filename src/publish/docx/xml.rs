//! Elements of XML, in which text cannot be anything but text.

use quick_xml::escape::escape;

use crate::model::shown::visible;

/// An element with its attributes and what stands in it, in order.
#[derive(Debug, Clone)]
pub(super) struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    inside: Vec<Inside>,
}

#[derive(Debug, Clone)]
enum Inside {
    Element(Element),
    Text(String),
}

/// An empty element.
pub(super) const fn element(name: &'static str) -> Element {
    Element { name, attributes: Vec::new(), inside: Vec::new() }
}

/// An element whose one attribute is `w:val`, as most of Word's properties are.
pub(super) fn valued(name: &'static str, value: impl AsRef<str>) -> Element {
    element(name).with("w:val", value)
}

impl Element {
    /// The element with an attribute.
    pub(super) fn with(mut self, name: &'static str, value: impl AsRef<str>) -> Self {
        self.attributes.push((name, clean(value.as_ref())));
        self
    }

    /// The element with another one at its end.
    pub(super) fn and(mut self, child: Self) -> Self {
        self.inside.push(Inside::Element(child));
        self
    }

    /// The element with others at its end.
    pub(super) fn and_all(mut self, children: impl IntoIterator<Item = Self>) -> Self {
        self.inside.extend(children.into_iter().map(Inside::Element));
        self
    }

    /// The element with text at its end.
    pub(super) fn text(mut self, text: &str) -> Self {
        self.inside.push(Inside::Text(clean(text)));
        self
    }

    /// The bytes of a part whose root it is.
    pub(super) fn document(&self) -> Vec<u8> {
        let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
        self.write(&mut xml);
        xml.into_bytes()
    }

    fn write(&self, xml: &mut String) {
        xml.push('<');
        xml.push_str(self.name);
        for (name, value) in &self.attributes {
            xml.extend([" ", name, "=\"", &escape(value), "\""]);
        }
        if self.inside.is_empty() {
            xml.push_str("/>");
            return;
        }
        xml.push('>');
        for inside in &self.inside {
            match inside {
                Inside::Element(element) => element.write(xml),
                Inside::Text(text) => xml.push_str(&escape(text)),
            }
        }
        xml.extend(["</", self.name, ">"]);
    }
}

/// Text in one line, with hidden characters as their numbers. Word draws a soft hyphen where no line ends, too; two characters
/// may not stand in XML at all.
fn clean(text: &str) -> String {
    visible(text).replace(['\u{ad}', '\u{fffe}', '\u{ffff}'], "")
}
