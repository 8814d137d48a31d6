//! How the accepted amounts of a sheet stand in their cells: hidden, shown in another size, as text, cut short, or copied from
//! elsewhere.

use super::{AmountCell, SheetContext, origin};
use crate::finding::phrase::{Phrase, count, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::origin::{Address, Origin};
use crate::normalise::meaning::amount::lacks_digits;
use crate::normalise::recognise::{HIDDEN_CONTENT, RecognisedTable, is_within};
use crate::read::{CellValue, Shown};

/// Amounts that the sheet shows larger or smaller than they are.
pub const SHOWN_OTHERWISE: About = About {
    name: "shown-otherwise",
    level: Level::Warning,
    nature: Nature::Judgement,
    finds: "amounts whose number format shows them in thousands, in millions or as a percentage of what the cell holds. What \
            the cell holds is read.",
    matters: "the layout's unit may be the one that is shown and not the one that is held.",
    action: "compare one amount with what the sheet shows, and check the unit in the layout",
    ask: Some("Tell us in which unit the cells are: pounds, thousands or millions."),
};

/// Amounts of a workbook that are text.
pub const NUMBER_AS_TEXT: About = About {
    name: "number-as-text",
    level: Level::Note,
    nature: Nature::Fact,
    finds: "amounts that stand as text in the cells of a workbook. They are read like the others. In a text file, where \
            everything is text, nothing is said.",
    matters: "sums in the workbook pass over text, so its own totals may leave these amounts out.",
    action: "turn the cells into numbers, and look whether the workbook's own totals change",
    ask: Some("Turn the cells into numbers, and look whether the workbook’s own totals change."),
};

/// Amounts that are copied from another workbook.
pub const EXTERNAL_LINK: About = About {
    name: "external-link",
    level: Level::Warning,
    nature: Nature::Judgement,
    finds: "amounts whose cells are formulas that refer to another workbook. The copy that this workbook keeps is read.",
    matters: "the other workbook may have changed since the copy was made, and nobody can see that from here.",
    action: "update the links and save the workbook, or put the values in place of the formulas",
    ask: Some("Update the links and save the workbook, or put the values in place of the formulas, and send it again."),
};

/// Amounts written by their first digits.
pub const DIGITS_LOST: About = About {
    name: "digits-lost",
    level: Level::Warning,
    nature: Nature::Judgement,
    finds: "amounts written by their first digits and a power of ten, such as 1.23E+05. They are read as what they say.",
    matters: "a spreadsheet that saves a column too narrow for its numbers writes them so, and the other digits are gone.",
    action: "ask the partner for the file with its columns wide enough, or for the workbook",
    ask: Some("Make the column wide enough, or format it as numbers, and save and send the file again."),
};

/// The accepted amounts of one sheet that stand in their cells in an unusual way.
#[derive(Debug, Default)]
pub struct Stands {
    hidden: Vec<Origin>,
    shown_otherwise: Vec<Origin>,
    as_text: Vec<Origin>,
    linked: Vec<Origin>,
    lacking_digits: Vec<Origin>,
}

impl Stands {
    /// Looks at an accepted amount.
    pub fn look(&mut self, place: SheetContext<'_>, cell: AmountCell<'_, '_>) {
        let Address { row, column } = cell.address;
        let sheet = place.sheet;
        let is_hidden =
            !sheet.visible || is_within(&sheet.hidden_rows, row) || is_within(&sheet.hidden_columns, column);
        let is_text = place.typed && matches!(cell.value, CellValue::Text(_));
        let lacks_digits = matches!(cell.value, CellValue::Text(text) if lacks_digits(text));
        for (applies, cells) in [
            (is_hidden, &mut self.hidden),
            (cell.traits.shown != Shown::AsIs, &mut self.shown_otherwise),
            (is_text, &mut self.as_text),
            (cell.traits.linked, &mut self.linked),
            (lacks_digits, &mut self.lacking_digits),
        ] {
            if applies {
                cells.push(origin(place, cell.address));
            }
        }
    }

    /// What is said of the sheet as a whole, each oddity once.
    pub fn findings(&self, place: SheetContext<'_>, table: &RecognisedTable<'_>) -> Vec<Finding> {
        let check_unit = phrase!("check the unit in templates/layouts/{}.toml", table.layout.name);
        let said = [
            (&HIDDEN_CONTENT, &self.hidden, ["is hidden", "are hidden"], Phrase::from(HIDDEN_CONTENT.action)),
            (
                &SHOWN_OTHERWISE,
                &self.shown_otherwise,
                ["is shown in another size than the cell holds", "are shown in another size than the cells hold"],
                check_unit,
            ),
            (
                &NUMBER_AS_TEXT,
                &self.as_text,
                ["is text in its cell; it is read as a number", "are text in their cells; they are read as numbers"],
                Phrase::from(NUMBER_AS_TEXT.action),
            ),
            (
                &EXTERNAL_LINK,
                &self.linked,
                [
                    "comes from another workbook by a formula; the copy that this one keeps is read",
                    "come from another workbook by formulas; the copies that this one keeps are read",
                ],
                Phrase::from(EXTERNAL_LINK.action),
            ),
            (
                &DIGITS_LOST,
                &self.lacking_digits,
                ["is written by its first digits alone", "are written by their first digits alone"],
                Phrase::from(DIGITS_LOST.action),
            ),
        ];
        let findings = said.into_iter().filter(|(_, cells, ..)| !cells.is_empty());
        findings
            .map(|(about, cells, [one, several], action)| {
                let are = if cells.len() == 1 { one } else { several };
                let message = phrase!("{} of sheet `{}` {}", count(cells.len(), "amount"), place.sheet.name, are);
                Finding::new(about, message).asking(action).at_cells(cells)
            })
            .collect()
    }
}
