//! Which part of a package belongs to which, and what a sheet's part holds.

use quick_xml::events::{BytesStart, Event};

use super::broken::broken;
use super::corrupt;
use super::package::{Package, resolved};
use super::xml::attribute;
use crate::read::grid::Halt;

/// The parts that a part points to, by the names that it has for them.
#[derive(Debug)]
pub struct Relations {
    /// The folder of the part, with which they are resolved.
    pub folder: String,
    /// In the order in which they are listed.
    targets: Vec<(String, RelatedPart)>,
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
        package.xml(&list, |xml| {
            let mut relations = Self { folder: folder.to_owned(), targets: Vec::new() };
            let mut buffer = Vec::new();
            loop {
                buffer.clear();
                match xml.read_event_into(&mut buffer).map_err(|error| broken(&error))? {
                    Event::Start(element) if element.local_name().as_ref() == "Relationship" => relations.add(&element),
                    Event::End(element) if element.local_name().as_ref() == "Relationships" => return Ok(relations),
                    Event::Eof => return Err(corrupt(&format!("`{list}` is cut short"))),
                    _ => {}
                }
            }
        })
    }

    fn add(&mut self, relationship: &BytesStart<'_>) {
        let value = |name| attribute(relationship, name).unwrap_or_default();
        let kind = value("Type").rsplit('/').next().unwrap_or_default().to_owned();
        let target = RelatedPart { kind, part: resolved(&self.folder, &value("Target")) };
        self.targets.push((value("Id").into_owned(), target));
    }

    /// A part by the name that the pointing part has for it.
    pub fn get(&self, id: &str) -> Option<&RelatedPart> {
        self.targets.iter().find(|(known, _)| known == id).map(|(_, target)| target)
    }

    /// The part of a kind, as it is listed or where it usually is; `None` where neither is. One that is listed and nowhere is
    /// lost, and with it what the cells mean that refer to it.
    pub fn shared(&self, package: &Package<'_>, kind: &str, usual: &str) -> Result<Option<String>, Halt> {
        let listed = || self.targets.iter().map(|(_, target)| target).filter(|target| target.kind == kind);
        let mut all = listed().map(|target| target.part.clone()).chain([resolved(&self.folder, usual)]);
        match (all.find(|part| package.has(part)), listed().next()) {
            (None, Some(lost)) => Err(corrupt(&format!("its part `{}` is missing", lost.part))),
            (found, _) => Ok(found),
        }
    }
}

/// The part that lists the sheets of a workbook.
pub fn main_part(package: &mut Package<'_>, usual: &str) -> Result<String, Halt> {
    let relations = Relations::read(package, "")?;
    let listed = relations.and_then(|all| {
        all.targets.into_iter().map(|(_, target)| target).find(|target| target.kind == "officeDocument")
    });
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
