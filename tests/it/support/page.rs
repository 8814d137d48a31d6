//! A page of HTML, read as strictly as this program writes it: every element closed in its place, every attribute in quotes.

use std::collections::BTreeMap;

/// Elements that have no content and no end.
const VOID: [&str; 4] = ["meta", "br", "wbr", "link"];

/// An element, with the words in it and in the elements below it.
#[derive(Debug, Default)]
pub struct Element {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    pub text: String,
    /// The numbers of the elements that it stands in, from the outermost.
    pub above: Vec<usize>,
}

/// The elements of a page in their order.
#[derive(Debug, Default)]
pub struct Page {
    pub elements: Vec<Element>,
}

impl Element {
    pub fn get(&self, attribute: &str) -> Option<&str> {
        self.attributes.get(attribute).map(String::as_str)
    }

    pub fn has_class(&self, class: &str) -> bool {
        self.get("class").is_some_and(|all| all.split(' ').any(|one| one == class))
    }
}

impl Page {
    /// Reads a page; stops at what is not closed, not quoted or not escaped.
    pub fn read(html: &str) -> Self {
        let mut page = Self::default();
        let mut open: Vec<usize> = Vec::new();
        let mut rest = html;
        while !rest.is_empty() {
            let (text, tag) = rest.split_once('<').unwrap_or((rest, ""));
            assert!(!text.contains('>'), "a bare > in `{text}`");
            let words = unescaped(text);
            open.iter().for_each(|number| page.elements[*number].text.push_str(&words));
            if tag.is_empty() {
                break;
            }
            let (inside, after) = split_tag(tag);
            rest = after;
            if inside.starts_with('!') {
                assert_eq!(inside, "!DOCTYPE html");
            } else if let Some(name) = inside.strip_prefix('/') {
                let number = open.pop().unwrap_or_else(|| panic!("</{name}> closes nothing"));
                assert_eq!(page.elements[number].name, name, "closed in the wrong place");
            } else {
                let element = Element { above: open.clone(), ..element(inside) };
                let name = element.name.clone();
                page.elements.push(element);
                let number = page.elements.len() - 1;
                if matches!(name.as_str(), "style" | "script") {
                    let (raw, after) = rest.split_once(&format!("</{name}>")).unwrap();
                    raw.clone_into(&mut page.elements[number].text);
                    rest = after;
                } else if !VOID.contains(&name.as_str()) {
                    open.push(number);
                }
            }
        }
        assert!(open.is_empty(), "left open");
        page
    }

    pub fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.elements.iter().filter(move |element| element.name == name)
    }

    /// The elements below one of them.
    pub fn below<'a>(&'a self, element: &Element) -> impl Iterator<Item = &'a Element> {
        let number = self.elements.iter().position(|other| std::ptr::eq(other, element)).unwrap();
        self.elements.iter().filter(move |other| other.above.contains(&number))
    }
}

/// A tag up to its end, which is no `>` in quotes.
fn split_tag(tag: &str) -> (&str, &str) {
    let mut quoted = false;
    let end = tag.char_indices().find(|(_, character)| {
        quoted ^= *character == '"';
        *character == '>' && !quoted
    });
    let (end, _) = end.unwrap_or_else(|| panic!("a tag without an end: {}", &tag[..tag.len().min(80)]));
    (&tag[..end], &tag[end + 1..])
}

fn element(tag: &str) -> Element {
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    assert!(name.chars().all(|character| character.is_ascii_alphanumeric()), "no element: <{tag}>");
    let mut attributes = BTreeMap::new();
    while !rest.is_empty() {
        let end = rest.find(['=', ' ']).unwrap_or(rest.len());
        let (key, after) = rest.split_at(end);
        let (value, after) = match after.strip_prefix("=\"") {
            Some(quoted) => quoted.split_once('"').unwrap(),
            None => ("", after),
        };
        assert!(attributes.insert(key.to_owned(), unescaped(value)).is_none(), "{key} twice in <{tag}>");
        rest = after.trim_start();
    }
    Element { name: name.to_owned(), attributes, ..Element::default() }
}

fn unescaped(text: &str) -> String {
    let mut words = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        words.push_str(before);
        let (name, after) = after.split_once(';').unwrap_or_else(|| panic!("a bare & in `{text}`"));
        words.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            _ => panic!("&{name}; in `{text}`"),
        });
        rest = after;
    }
    words + rest
}

#[test]
fn pages_are_read_strictly() {
    let page = Page::read("<p class=\"a b\" hidden>one <b>&lt;two&gt;</b><wbr></p>");
    let p = page.named("p").next().unwrap();
    assert_eq!((p.text.as_str(), p.has_class("b"), p.get("hidden")), ("one <two>", true, Some("")));
    assert_eq!(page.below(p).map(|element| element.name.as_str()).collect::<Vec<_>>(), ["b", "wbr"]);
    for wrong in ["<p>", "<p></b>", "</p>", "<p>a & b</p>", "<p>a > b</p>", "<p id=\"a\" id=\"b\"></p>"] {
        assert!(std::panic::catch_unwind(|| Page::read(wrong)).is_err(), "{wrong}");
    }
}
