//! Writes the structure tree, and how pages lead to it, into the document.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary, text_string};

use super::archive::label;
use super::links::Links;
use super::tree::{Kid, Node, Tag, Tree};

/// What elements refer to: all elements, the pages, the links with their annotations.
struct ElementIndex<'a> {
    elements: &'a [ObjectId],
    pages: &'a [ObjectId],
    links: &'a Links,
    annotations: &'a [ObjectId],
}

/// Adds the structure tree and the links to the document; `pages` are its pages in order.
///
/// # Errors
///
/// When the document has no catalog, or a page is none.
pub(super) fn write(
    document: &mut Document,
    tree: &Tree,
    links: &Links,
    pages: &[ObjectId],
) -> Result<(), lopdf::Error> {
    let root = document.new_object_id();
    let nodes = tree.nodes();
    let ids: Vec<ObjectId> = nodes.iter().map(|_| document.new_object_id()).collect();
    for &page in pages {
        document.get_dictionary_mut(page)?.remove(b"Annots");
    }
    let annotations = links.write(document, pages)?;
    let index = ElementIndex { elements: &ids, pages, links, annotations: &annotations };
    // What readers find by name: PDF/UA asks that each footnote can be.
    let mut names = Vec::new();
    for (node, &id) in nodes.iter().zip(&ids) {
        let parent = node.parent.and_then(|parent| ids.get(parent.0)).copied();
        let mut element = element(node, parent.unwrap_or(root), &index);
        if node.tag == Tag::Note {
            let name = Object::string_literal(format!("note-{:05}", names.len() / 2 + 1));
            element.set("ID", name.clone());
            names.extend([name, id.into()]);
        }
        document.set_object(id, element);
    }
    let mut numbers = Vec::new();
    for (index, &page) in pages.iter().enumerate() {
        let owners = tree.marked(index).iter().filter_map(|node| ids.get(node.0));
        let owners: Vec<Object> = owners.map(|&id| id.into()).collect();
        let owners = document.add_object(owners);
        numbers.push(Object::Integer(index as i64));
        numbers.push(owners.into());
        let page = document.get_dictionary_mut(page)?;
        page.set("StructParents", index as i64);
        page.set("Tabs", "S");
    }
    for (number, node) in links.nodes().enumerate() {
        numbers.push(Object::Integer((pages.len() + number) as i64));
        numbers.push(ids.get(node.0).map_or(Object::Null, |&id| id.into()));
    }
    let parents = document.add_object(dictionary! { "Nums" => numbers });
    let top: Vec<Object> = ids.first().map(|&id| id.into()).into_iter().collect();
    let mut tree_root = dictionary! {
        "Type" => "StructTreeRoot",
        "K" => top,
        "ParentTree" => parents,
        "ParentTreeNextKey" => (pages.len() + annotations.len()) as i64,
    };
    if !names.is_empty() {
        tree_root.set("IDTree", document.add_object(dictionary! { "Names" => names }));
    }
    document.set_object(root, tree_root);
    let catalog = document.catalog_mut()?;
    catalog.set("StructTreeRoot", root);
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set("Lang", text_string("en-GB"));
    Ok(())
}

fn element(node: &Node, parent: ObjectId, index: &ElementIndex<'_>) -> Dictionary {
    let mut element = dictionary! {
        "Type" => "StructElem",
        "S" => node.tag.name(),
        "P" => parent,
    };
    let home = node.kids.iter().find_map(|kid| match kid {
        Kid::Content { page, .. } => Some(*page),
        Kid::Node(_) | Kid::Annotation(_) => None,
    });
    if let Some(&page) = home.and_then(|page| index.pages.get(page)) {
        element.set("Pg", page);
    }
    let kids: Vec<Object> = node.kids.iter().map(|kid| reference(*kid, home, index)).collect();
    match <[Object; 1]>::try_from(kids) {
        Ok([only]) => element.set("K", only),
        Err(kids) if kids.is_empty() => {}
        Err(kids) => element.set("K", kids),
    }
    if let Some(text) = &node.alternative {
        element.set("Alt", label(text));
    }
    if let Some(attributes) = attributes(node) {
        element.set("A", attributes);
    }
    element
}

/// How an element refers to what stands under it; content on another page than its first names that page.
fn reference(kid: Kid, home: Option<usize>, index: &ElementIndex<'_>) -> Object {
    let page = |page: usize| index.pages.get(page).map_or(Object::Null, |&id| id.into());
    match kid {
        Kid::Node(node) => index.elements.get(node.0).map_or(Object::Null, |&id| id.into()),
        Kid::Content { page, mcid } if Some(page) == home => Object::Integer(mcid as i64),
        Kid::Content { page: on, mcid } => Object::Dictionary(dictionary! {
            "Type" => "MCR",
            "Pg" => page(on),
            "MCID" => mcid as i64,
        }),
        Kid::Annotation(number) => Object::Dictionary(dictionary! {
            "Type" => "OBJR",
            "Pg" => index.links.page(number).map_or(Object::Null, page),
            "Obj" => index.annotations.get(number).map_or(Object::Null, |&id| id.into()),
        }),
    }
}

fn attributes(node: &Node) -> Option<Dictionary> {
    match node.tag {
        Tag::ColumnHeader => Some(dictionary! { "O" => "Table", "Scope" => "Column" }),
        Tag::RowHeader => Some(dictionary! { "O" => "Table", "Scope" => "Row" }),
        Tag::L => Some(dictionary! { "O" => "List", "ListNumbering" => "Disc" }),
        Tag::Steps => Some(dictionary! { "O" => "List", "ListNumbering" => "Decimal" }),
        Tag::Figure => {
            let bounds = node.bounds.unwrap_or_default();
            let bounds: Vec<Object> = bounds.iter().map(|&edge| Object::Real(edge)).collect();
            Some(dictionary! { "O" => "Layout", "Placement" => "Block", "BBox" => bounds })
        }
        _ => None,
    }
}
