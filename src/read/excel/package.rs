//! The zip package of a workbook: its parts by name, each read to its end and held against its sum.

mod characters;
mod limits;

use std::collections::{HashMap, HashSet};
use std::io::{self, BufReader, Cursor};

use quick_xml::Reader;
use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

use super::broken::broken;
use super::corrupt;
use crate::read::grid::Halt;
use crate::read::verdict::Refusal;
use characters::Characters;

/// The bytes of a part, unpacked as they are read.
pub type PartBytes<'p, 'c> = BufReader<ZipFile<'p, Cursor<&'c [u8]>>>;

/// A part that is XML, in UTF-8 or UTF-16.
pub type Xml<'b, 'p, 'c> = Reader<Characters<'b, 'p, 'c>>;

/// How much of a part is unpacked at a time.
const UNPACKED: usize = 1 << 16;

/// The parts of a workbook.
pub struct Package<'c> {
    archive: ZipArchive<Cursor<&'c [u8]>>,
    places: HashMap<String, usize>,
    /// Names that several parts have: which of them a workbook means is not known.
    twice: HashSet<String>,
}

impl<'c> Package<'c> {
    /// Opens the zip archive, if it keeps within the limits; nothing is unpacked yet.
    pub fn open(content: &'c [u8]) -> Result<Self, Halt> {
        let archive = limits::open(content)?;
        if archive.has_duplicate_names() {
            return Err(corrupt(&"two of its parts have one name"));
        }
        let (mut places, mut twice) = (HashMap::with_capacity(archive.len()), HashSet::new());
        for (place, name) in archive.file_names().enumerate() {
            let name = plain(&name.map_err(|error| refused(&error))?);
            if places.insert(name.clone(), place).is_some() {
                twice.insert(name);
            }
        }
        Ok(Self { archive, places, twice })
    }

    /// Whether there is a part of this name.
    pub fn has(&self, name: &str) -> bool {
        self.places.contains_key(&plain(name))
    }

    /// What `take` makes of the bytes of a part; `None` where there is no part of this name.
    ///
    /// What `take` leaves is read, too: the sum that tells whether a bit has changed can only be held against the whole part.
    pub fn part<T>(
        &mut self,
        name: &str,
        take: impl FnOnce(&mut PartBytes<'_, 'c>) -> Result<T, Halt>,
    ) -> Result<Option<T>, Halt> {
        let name = plain(name);
        let Some(place) = self.places.get(&name) else { return Ok(None) };
        if self.twice.contains(&name) {
            return Err(corrupt(&format!("two of its parts are called `{name}`")));
        }
        let file = self.archive.by_index(*place).map_err(|error| refused(&error))?;
        let mut bytes = BufReader::with_capacity(UNPACKED, file);
        let taken = take(&mut bytes)?;
        io::copy(&mut bytes, &mut io::sink()).map_err(|error| broken(&error))?;
        Ok(Some(taken))
    }

    /// What `take` makes of the bytes of a part; what is empty where there is none.
    pub fn part_or_default<T: Default>(
        &mut self,
        name: Option<&str>,
        take: impl FnOnce(&mut PartBytes<'_, 'c>) -> Result<T, Halt>,
    ) -> Result<T, Halt> {
        Ok(name.map_or(Ok(None), |name| self.part(name, take))?.unwrap_or_default())
    }

    /// What `take` makes of a part that is XML; what is empty where there is none.
    pub fn xml_or_default<T: Default>(
        &mut self,
        name: Option<&str>,
        take: impl FnOnce(&mut Xml<'_, '_, 'c>) -> Result<T, Halt>,
    ) -> Result<T, Halt> {
        Ok(name.map_or(Ok(None), |name| self.xml(name, take))?.unwrap_or_default())
    }

    /// What `take` makes of a part that is XML; `None` where there is no part of this name.
    pub fn xml<T>(
        &mut self,
        name: &str,
        take: impl FnOnce(&mut Xml<'_, '_, 'c>) -> Result<T, Halt>,
    ) -> Result<Option<T>, Halt> {
        self.part(name, |bytes| {
            let mut xml = Reader::from_reader(Characters::of(bytes).map_err(|error| broken(&error))?);
            let config = xml.config_mut();
            config.check_end_names = false;
            config.expand_empty_elements = true;
            take(&mut xml)
        })
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
        other => broken(other),
    }
}

#[cfg(test)]
mod tests;
