//! Which part of a package belongs to which, and what a sheet's part holds.

use std::collections::HashMap;

use quick_xml::events::Event;

use super::corrupt;
use super::package::{Package, resolved};
use super::xml::attribute;
use crate::read::grid::Halt;

/// The parts that a part points to, by the names that it has for them.
#[derive(Debug)]
pub struct Relations {
    /// The folder of the part, with which they are resolved.
    pub folder: String,
    targets: HashMap<String, RelatedPart>,
}

/// A part that another part points to.
#[derive(Debug)]
pub struct RelatedPart {
    /// The last word of the kind of relation: `worksheet`.
    pub kind: String,
    /// The part.
    pub part: String,
}

impl RelatedPart {
    /// What a sheet holds that holds no cells.
    pub fn passed_over(&self) -> Option<&'static str> {
        match self.kind.as_str() {
            "chartsheet" => Some("a chart"),
            "dialogsheet" => Some("a dialogue"),
            "xlMacrosheet" | "xlIntlMacrosheet" => Some("macros"),
            _ => None,
        }
    }
}

impl Relations {
    /// The relations of a part; `None` where they are missing.
    pub fn read(package: &mut Package<'_>, of: &str) -> Result<Option<Self>, Halt> {
        let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
        let list = resolved(folder, &format!("_rels/{file}.rels"));
        let Some(mut xml) = package.xml(&list)? else { return Ok(None) };
        let mut relations = Self { folder: folder.to_owned(), targets: HashMap::new() };
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match xml.read_event_into(&mut buffer).map_err(|error| corrupt(&error))? {
                Event::Start(element) if element.local_name().as_ref() == "Relationship" => {
                    let value = |name| attribute(&element, name).unwrap_or_default();
                    let kind = value("Type").rsplit('/').next().unwrap_or_default().to_owned();
                    let target = RelatedPart { kind, part: resolved(folder, &value("Target")) };
                    relations.targets.insert(value("Id").into_owned(), target);
                }
                Event::End(element) if element.local_name().as_ref() == "Relationships" => return Ok(Some(relations)),
                Event::Eof => return Err(corrupt(&format!("`{list}` is cut short"))),
                _ => {}
            }
        }
    }

    /// A part by the name that the pointing part has for it.
    pub fn get(&self, id: &str) -> Option<&RelatedPart> {
        self.targets.get(id)
    }

    /// The part of a kind, or where it usually is.
    pub fn shared(&self, package: &Package<'_>, kind: &str, usual: &str) -> String {
        let listed = self.targets.values().find(|target| target.kind == kind).map(|target| target.part.clone());
        listed.filter(|part| package.has(part)).unwrap_or_else(|| resolved(&self.folder, usual))
    }
}

/// The part that lists the sheets of a workbook.
pub fn main_part(package: &mut Package<'_>, usual: &str) -> Result<String, Halt> {
    let relations = Relations::read(package, "")?;
    let listed = relations.and_then(|all| all.targets.into_values().find(|target| target.kind == "officeDocument"));
    match listed {
        Some(target) => Ok(target.part),
        None if package.has(usual) => Ok(usual.to_owned()),
        None => Err(corrupt(&"it lists no workbook")),
    }
}

/// The relations of the part that lists the sheets; without them no sheet can be found.
pub fn of_main(package: &mut Package<'_>, main: &str) -> Result<Relations, Halt> {
    Relations::read(package, main)?.ok_or_else(|| corrupt(&format!("the relations of `{main}` are missing")))
}
