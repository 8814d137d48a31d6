//! The zip package of a workbook: its parts by name.

use std::collections::HashMap;
use std::io::{BufReader, Cursor};

use quick_xml::Reader;
use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

use super::corrupt;
use crate::read::grid::Halt;
use crate::read::verdict::Refusal;

/// The bytes of a part, unpacked as they are read.
pub type PartBytes<'p, 'c> = BufReader<ZipFile<'p, Cursor<&'c [u8]>>>;

/// A part that is XML.
pub type Xml<'p, 'c> = Reader<PartBytes<'p, 'c>>;

/// How much of a part is unpacked at a time.
const UNPACKED: usize = 1 << 16;

/// The parts of a workbook.
pub struct Package<'c> {
    archive: ZipArchive<Cursor<&'c [u8]>>,
    places: HashMap<String, usize>,
}

impl<'c> Package<'c> {
    /// Opens the zip archive.
    pub fn open(content: &'c [u8]) -> Result<Self, Halt> {
        let archive = ZipArchive::new(Cursor::new(content)).map_err(|error| refused(&error))?;
        let mut places = HashMap::with_capacity(archive.len());
        for (place, name) in archive.file_names().enumerate() {
            places.insert(plain(&name.map_err(|error| refused(&error))?), place);
        }
        Ok(Self { archive, places })
    }

    /// Whether there is a part of this name.
    pub fn has(&self, name: &str) -> bool {
        self.places.contains_key(&plain(name))
    }

    /// The bytes of a part; `None` where there is no part of this name.
    pub fn bytes(&mut self, name: &str) -> Result<Option<PartBytes<'_, 'c>>, Halt> {
        let Some(place) = self.places.get(&plain(name)) else { return Ok(None) };
        let file = self.archive.by_index(*place).map_err(|error| refused(&error))?;
        Ok(Some(BufReader::with_capacity(UNPACKED, file)))
    }

    /// A part that is XML; `None` where there is no part of this name.
    pub fn xml(&mut self, name: &str) -> Result<Option<Xml<'_, 'c>>, Halt> {
        Ok(self.bytes(name)?.map(|bytes| {
            let mut xml = Reader::from_reader(bytes);
            let config = xml.config_mut();
            config.check_end_names = false;
            config.expand_empty_elements = true;
            xml
        }))
    }
}

/// Names of parts are compared as Excel compares them: without regard to case, with either slash.
fn plain(name: &str) -> String {
    name.trim_start_matches(['/', '\\']).replace('\\', "/").to_ascii_lowercase()
}

/// The name of a part that another part in `folder` points to.
pub fn resolved(folder: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix(['/', '\\']) {
        return whole.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split(['/', '\\']) {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

fn refused(error: &ZipError) -> Halt {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Halt::Refused(Refusal::encrypted()),
        other => corrupt(other),
    }
}

#[cfg(test)]
mod tests {
    use super::{plain, resolved};

    #[test]
    fn parts_are_found_as_excel_finds_them() {
        assert_eq!(resolved("xl/", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("xl/", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("xl/worksheets/", "../media/./a.xml"), "xl/media/a.xml");
        assert_eq!(plain("\\XL\\Workbook.xml"), "xl/workbook.xml");
    }
}
