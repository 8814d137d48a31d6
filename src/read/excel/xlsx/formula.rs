//! The formulas of a sheet, as far as they matter: whether a cell has one, and whether it refers to another workbook.

use quick_xml::events::BytesStart;

use super::places;
use super::xml::attributes;
use crate::model::origin::Address;
use crate::read::excel::formula::refers_outside;
use crate::read::grid::Region;

/// The formula of a cell, and which formulas of the sheet refer to other workbooks.
#[derive(Default)]
pub struct Formula {
    /// Whether the cell has one.
    pub there: bool,
    /// What it says; a part of a shared formula says nothing.
    pub text: String,
    outside: bool,
    group: Option<u32>,
    region: Option<Region>,
    linked_groups: Vec<u32>,
    linked_regions: Vec<Region>,
}

impl Formula {
    /// Begins another cell.
    pub fn clear(&mut self) {
        (self.there, self.outside, self.group, self.region) = (false, false, None, None);
    }

    /// Takes the start of a formula.
    pub fn begin(&mut self, element: &BytesStart<'_>) {
        self.text.clear();
        let (mut kind, mut group, mut region) = ("", None, None);
        for (name, value) in attributes(element) {
            match name {
                "t" => kind = value,
                "si" => group = value.parse().ok(),
                "ref" => region = places::region(value),
                _ => {}
            }
        }
        self.group = group.filter(|_| kind == "shared");
        self.region = region.filter(|_| kind == "array");
        // A part of a shared formula or of a data table has no text of its own.
        self.there = !kind.is_empty() && kind != "normal";
    }

    /// Takes the end of a formula.
    pub fn end(&mut self) {
        self.there |= !self.text.trim().is_empty();
        self.outside = refers_outside(&self.text);
        if self.outside {
            self.linked_groups.extend(self.group);
            self.linked_regions.extend(self.region);
        }
    }

    /// Whether the cell's value is a copy from another workbook.
    pub fn linked(&self, at: Address) -> bool {
        self.outside
            || self.group.is_some_and(|group| self.linked_groups.contains(&group))
            || self.linked_regions.iter().any(|region| holds(region, at))
    }
}

fn holds(region: &Region, at: Address) -> bool {
    (region.first.row..=region.last.row).contains(&at.row)
        && (region.first.column..=region.last.column).contains(&at.column)
}
