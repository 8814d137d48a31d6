//! Excel workbooks in binary parts, streamed record by record.

mod records;
mod sheet;

use std::collections::HashMap;

use super::formats::Format;
use super::package::Package;
use super::relations::{Relations, main_part, of_main};
use super::strings::Strings;
use super::tabs::{Tab, What};
use super::{Colour, Font, Shared, Style, corrupt};
use crate::read::grid::{Halt, Sink};
use records::{RecordFields, Records};

/// Passes every sheet of an xlsb workbook to a sink.
///
/// # Errors
///
/// The verdict on a workbook that cannot be read, or what the sink says.
pub fn read(content: &[u8], sink: &mut dyn Sink) -> Result<(), Halt> {
    let mut package = Package::open(content)?;
    let main = main_part(&mut package, "xl/workbook.bin")?;
    let relations = of_main(&mut package, &main)?;
    let (tabs, is_1904) = tabs(&mut package, &main, &relations)?;
    let strings_part = relations.shared(&package, "sharedStrings", "sharedStrings.bin")?;
    let styles_part = relations.shared(&package, "styles", "styles.bin")?;
    let shared = Shared {
        strings: package.part_or_default(strings_part.as_deref(), |bytes| strings(&mut Records::new(bytes)))?,
        styles: package.part_or_default(styles_part.as_deref(), |bytes| styles(&mut Records::new(bytes)))?,
        is_1904,
    };
    for Tab { name, visible, what } in &tabs {
        match what {
            What::Other(what) => sink.passed_over(name, what)?,
            What::Cells(part) => {
                let missing = || corrupt(&format!("its sheet `{name}` is missing"));
                let read = package.part(part, |bytes| {
                    sink.sheet(name, *visible)?;
                    sheet::read(&mut Records::new(bytes), &shared, sink)
                })?;
                read.ok_or_else(missing)?;
            }
        }
    }
    Ok(())
}

fn tabs(package: &mut Package<'_>, main: &str, relations: &Relations) -> Result<(Vec<Tab>, bool), Halt> {
    const PROPERTIES: u16 = 0x0099;
    const SHEET: u16 = 0x009C;
    const END_OF_SHEETS: u16 = 0x0090;
    let listed = package.part(main, |bytes| {
        let mut records = Records::new(bytes);
        let (mut tabs, mut is_1904) = (Vec::new(), false);
        while let Some((kind, data)) = records.next()? {
            let mut fields = RecordFields::new(data);
            match kind {
                PROPERTIES => is_1904 = fields.word()? & 1 != 0,
                SHEET => {
                    let (state, _number) = (fields.word()?, fields.word()?);
                    let (id, name) = (fields.text()?, fields.text()?);
                    tabs.push(Tab::find(name, state == 0, &id, relations)?);
                }
                END_OF_SHEETS => return Ok((tabs, is_1904)),
                _ => {}
            }
        }
        Err(corrupt(&format!("`{main}` is cut short")))
    })?;
    listed.ok_or_else(|| corrupt(&format!("`{main}` is missing")))
}

/// The shared texts; how many there are is not believed.
fn strings(records: &mut Records<'_, '_, '_>) -> Result<Strings, Halt> {
    const TEXT: u16 = 0x0013;
    const END: u16 = 0x00A0;
    let mut strings = Strings::default();
    while let Some((kind, data)) = records.next()? {
        match kind {
            TEXT => strings.push(&RecordFields::new(data.get(1..).unwrap_or_default()).text()?),
            END => break,
            _ => {}
        }
    }
    Ok(strings)
}

/// The styles of cells, in the order in which cells number them.
fn styles(records: &mut Records<'_, '_, '_>) -> Result<Vec<Style>, Halt> {
    const CODE: u16 = 0x002C;
    const FONT: u16 = 0x002B;
    const FILL: u16 = 0x002D;
    const STYLE: u16 = 0x002F;
    const CELL_STYLES: u16 = 0x0269;
    const END_OF_CELL_STYLES: u16 = 0x026A;
    const STRUCK: u16 = 0x0008;
    // Two points, in twentieths.
    const SMALLEST: u16 = 40;
    let (mut styles, mut fonts, mut fills) = (Vec::new(), Vec::new(), Vec::new());
    let (mut custom, mut of_cells) = (HashMap::new(), false);
    while let Some((kind, data)) = records.next()? {
        let mut fields = RecordFields::new(data);
        match kind {
            CODE => {
                let id = fields.half()?;
                custom.insert(id, Format::numbered(id.into(), &fields.text()?));
            }
            FONT => {
                let (height, flags) = (fields.half()?, fields.half()?);
                let colour = data.get(12..20).map_or(Colour::Usual, colour);
                fonts.push(Font { struck: flags & STRUCK != 0, colour, tiny: (1..SMALLEST).contains(&height) });
            }
            FILL => {
                let is_plain = fields.word()? == 0;
                fills.push(if is_plain {
                    Colour::Usual
                } else {
                    data.get(4..12).map_or(Colour::Other, colour).filled()
                });
            }
            CELL_STYLES => of_cells = true,
            STYLE if of_cells => {
                let (_parent, id) = (fields.half()?, fields.half()?);
                let (font, fill) = (usize::from(fields.half()?), usize::from(fields.half()?));
                let format = custom.get(&id).cloned().unwrap_or_else(|| Format::builtin(id.into()));
                let font: Font = fonts.get(font).copied().unwrap_or_default();
                styles.push(Style { format, ink: font.ink(fills.get(fill).copied().unwrap_or_default()) });
            }
            END_OF_CELL_STYLES => break,
            _ => {}
        }
    }
    Ok(styles)
}

/// A colour by its place in a palette, in the theme, or by its red, green and blue, without a tint.
fn colour(colour: &[u8]) -> Colour {
    match *colour {
        [kind, index, 0, 0, red, green, blue, _] => match kind >> 1 {
            1 => Colour::of_palette(index.into()),
            2 => Colour::of(&format!("{red:02X}{green:02X}{blue:02X}")),
            3 => Colour::of_theme(index.into()),
            _ => Colour::Other,
        },
        _ => Colour::Other,
    }
}
