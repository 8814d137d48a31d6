//! How the amounts of a sheet stand in their cells: out of sight, shown as something else, as text, cut short, or copied from
//! elsewhere.

use super::{AmountCell, SheetContext, origin};
use crate::finding::phrase::{Phrase, count, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::job::layout::amounts::Unit;
use crate::model::origin::{Address, Origin};
use crate::normalise::meaning::amount::lacks_digits;
use crate::normalise::recognise::{HIDDEN_CONTENT, RecognisedTable, is_within};
use crate::read::{CellValue, How, Ink, Region, Sheet, shown_as};

/// Amounts of which the sheet shows something other than their cells hold.
pub const SHOWN_OTHERWISE: About = About {
    name: "shown-otherwise",
    level: Level::Warning,
    nature: Nature::Judgement,
    finds: "amounts of which the sheet shows something other than their cells hold. What is shown in thousands or in millions in a \
            column of pounds without a word that says so, with words that nobody knows, or not at all, is read as the cell holds \
            it. What is shown in another unit than the column's, by a letter or a word (`£1.9m` for 1.9) or scaled once more, with \
            another sign or none, with other digits, as a percentage, as a length of time, or as other money than pounds is an \
            error, and is not used.",
    matters: "whoever wrote the sheet may have meant what they saw, and that may not be what the cell holds.",
    action: "have the cells show what they hold",
    ask: Some("Tell us which is meant, what the cells hold or what they show, and have both say the same."),
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
    matters: "a spreadsheet that saves a column too narrow for its numbers writes them so, and the other digits may be \
              gone.",
    action: "ask the partner for the file with its columns wide enough, or for the workbook",
    ask: Some("Make the column wide enough, or format it as numbers, and save and send the file again."),
};

/// The longest text of a cell that a message shows, in characters.
const LONGEST: usize = 60;

/// The amounts of one sheet that stand in their cells in an unusual way.
#[derive(Debug)]
pub struct Stands {
    out_of_sight: [Vec<Origin>; Sight::ALL.len()],
    shown_otherwise: ShownOtherwise,
    contradicted: ShownOtherwise,
    as_text: Vec<Origin>,
    linked: Vec<Origin>,
    lacking_digits: Vec<Origin>,
    merged: Merged,
}

/// Why nobody sees an amount as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sight {
    Hidden,
    Flat,
    Struck,
    BesideStruck,
    White,
    InWhite,
    Covered,
}

impl Sight {
    /// Each of them, with what is said of one amount and of several.
    const ALL: [(Self, [&'static str; 2]); 7] = [
        (Self::Hidden, ["is hidden", "are hidden"]),
        (
            Self::Flat,
            [
                "stands where a row or a column is too narrow to show it",
                "stand where rows or columns are too narrow to show them",
            ],
        ),
        (Self::Struck, ["is struck through", "are struck through"]),
        (Self::BesideStruck, ["stands beside text that is struck through", "stand beside text that is struck through"]),
        (
            Self::White,
            [
                "has the colour of what it stands on, or hardly any size",
                "have the colour of what they stand on, or hardly any size",
            ],
        ),
        (Self::InWhite, ["is shown in white by its number format", "are shown in white by their number formats"]),
        (Self::Covered, ["lies under the merged cell", "lie under merged cells, the first under"]),
    ];

    /// What to do about one amount, or several.
    const fn action(self, several: bool) -> &'static str {
        match (self, several) {
            (Self::Struck | Self::BesideStruck, false) => {
                "if it does not count, take it out of the return; if it does, take the line away that strikes it through"
            }
            (Self::Struck | Self::BesideStruck, true) => {
                "take those that do not count out of the return, and from those that do the line that strikes them through"
            }
            (_, false) => "show it; if it is not meant to count, take it out of the return",
            (_, true) => HIDDEN_CONTENT.action,
        }
    }
}

/// Amounts that show something other than they hold, and what the first holds and shows.
#[derive(Debug, Default)]
struct ShownOtherwise {
    cells: Vec<Origin>,
    first: Option<(String, String)>,
}

impl ShownOtherwise {
    fn keep(&mut self, place: SheetContext<'_>, cell: AmountCell<'_, '_>) {
        if self.cells.is_empty() {
            let code = place.sheet.format(cell.traits.shown);
            self.first = code.map(|code| (short(&cell.value.text()), short(&shown_as(code, cell.value))));
        }
        self.cells.push(origin(place, cell.address));
    }

    fn finding(&self, place: SheetContext<'_>, used: bool) -> Finding {
        let (amounts, sheet) = (count(self.cells.len(), "amount"), &place.sheet.name);
        let message = match (&self.cells.len(), used) {
            (1, true) => phrase!("{} of sheet `{}` shows something other than its cell holds", amounts, sheet),
            (1, false) => {
                phrase!("{} of sheet `{}` shows something other than its cell holds, and is not used", amounts, sheet)
            }
            (_, true) => phrase!("{} of sheet `{}` show something other than their cells hold", amounts, sheet),
            (_, false) => {
                phrase!("{} of sheet `{}` show something other than their cells hold, and are not used", amounts, sheet)
            }
        };
        let it = if self.cells.len() == 1 { "it" } else { "the first" };
        let message = match &self.first {
            Some((held, shown)) if shown.is_empty() => {
                phrase!("{}; {} holds `{}` and shows nothing", message, it, held)
            }
            Some((held, shown)) => phrase!("{}; {} holds `{}` and shows `{}`", message, it, held, shown),
            None => message,
        };
        let level = if used { Level::Warning } else { Level::Error };
        Finding::new(&SHOWN_OTHERWISE, message).at_level(level).at_cells(&self.cells)
    }
}

/// The merged cells of a sheet, looked at from the top down.
#[derive(Debug, Default)]
struct Merged {
    /// Those that begin further down, the first at the end.
    below: Vec<Region>,
    reached: Vec<Region>,
    /// The first that a cell was found under.
    found: Option<Region>,
}

impl Merged {
    /// Whether a cell lies under a merged one; rows come in their order.
    fn covers(&mut self, at: Address) -> bool {
        while let Some(region) = self.below.pop_if(|region| region.first.row <= at.row) {
            self.reached.push(region);
        }
        self.reached.retain(|region| region.last.row >= at.row);
        let holds = |region: &&Region| (region.first.column..=region.last.column).contains(&at.column);
        let over = self.reached.iter().filter(holds).find(|region| region.first != at);
        self.found = self.found.or(over.copied());
        over.is_some()
    }
}

/// Whether what a cell shows contradicts what it holds, so that neither can be used.
pub fn is_contradicted(cell: AmountCell<'_, '_>) -> bool {
    cell.traits.shown.how().is_some_and(|how| how.contradicts(thousands(cell)))
}

/// How many thousandfold steps above pounds the unit of a cell is.
fn thousands(cell: AmountCell<'_, '_>) -> i8 {
    match cell.placed.unit.unwrap_or(Unit::Pounds) {
        Unit::Pounds => 0,
        Unit::Thousands => 1,
        Unit::Millions => 2,
    }
}

impl Stands {
    /// Before anything on a sheet is looked at.
    pub fn of(sheet: &Sheet) -> Self {
        let mut below = sheet.merged.clone();
        below.sort_by_key(|region| std::cmp::Reverse(region.first.row));
        Self {
            out_of_sight: Default::default(),
            shown_otherwise: ShownOtherwise::default(),
            contradicted: ShownOtherwise::default(),
            as_text: Vec::new(),
            linked: Vec::new(),
            lacking_digits: Vec::new(),
            merged: Merged { below, ..Merged::default() },
        }
    }

    /// Keeps an amount that is not used because its cell shows something else.
    pub fn contradicted(&mut self, place: SheetContext<'_>, cell: AmountCell<'_, '_>) {
        self.contradicted.keep(place, cell);
    }

    /// Looks at an accepted amount.
    pub fn look(&mut self, place: SheetContext<'_>, cell: AmountCell<'_, '_>) {
        let sight = self.sight(place.sheet, cell);
        for ((one, _), cells) in Sight::ALL.iter().zip(&mut self.out_of_sight) {
            if sight == Some(*one) {
                cells.push(origin(place, cell.address));
            }
        }
        if cell.traits.shown.how().is_some_and(|how| how != How::InUnit(thousands(cell)) && how != How::White) {
            self.shown_otherwise.keep(place, cell);
        }
        if place.typed && matches!(cell.value, CellValue::Text(_)) {
            self.as_text.push(origin(place, cell.address));
        }
        if cell.traits.linked {
            self.linked.push(origin(place, cell.address));
        }
        if matches!(cell.value, CellValue::Text(text) if lacks_digits(text)) {
            self.lacking_digits.push(origin(place, cell.address));
        }
    }

    fn sight(&mut self, sheet: &Sheet, cell: AmountCell<'_, '_>) -> Option<Sight> {
        let Address { row, column } = cell.address;
        let is_flat = is_within(&sheet.flat_rows, row) || is_within(&sheet.flat_columns, column);
        let is_hidden = || is_within(&sheet.hidden_rows, row) || is_within(&sheet.hidden_columns, column);
        // Of several reasons the strongest is said.
        if !sheet.visible || !is_flat && is_hidden() {
            Some(Sight::Hidden)
        } else if is_flat {
            Some(Sight::Flat)
        } else if cell.traits.ink == Ink::Struck {
            Some(Sight::Struck)
        } else if sheet.is_struck(cell.row) {
            Some(Sight::BesideStruck)
        } else if cell.traits.ink == Ink::White {
            Some(Sight::White)
        } else if cell.traits.shown.how() == Some(How::White) {
            Some(Sight::InWhite)
        } else {
            self.merged.covers(cell.address).then_some(Sight::Covered)
        }
    }

    /// What is said of the sheet as a whole, each oddity once.
    pub fn findings(&self, place: SheetContext<'_>, table: &RecognisedTable<'_>) -> Vec<Finding> {
        let sheet = &place.sheet.name;
        let say = |about, cells: &[Origin], [one, several]: [&'static str; 2], action: &'static str| {
            let are = if cells.len() == 1 { one } else { several };
            let message = phrase!("{} of sheet `{}` {}", count(cells.len(), "amount"), sheet, are);
            (!cells.is_empty()).then(|| Finding::new(about, message).asking(Phrase::from(action)).at_cells(cells))
        };
        let mut findings: Vec<Finding> = Vec::new();
        for ((sight, words), cells) in Sight::ALL.into_iter().zip(&self.out_of_sight) {
            let mut said = say(&HIDDEN_CONTENT, cells, words, sight.action(cells.len() > 1));
            if let (Sight::Covered, Some(said), Some(Region { first, last })) = (sight, &mut said, self.merged.found) {
                said.message = phrase!("{} `{}`", said.message, format!("{first}:{last}"));
            }
            findings.extend(said);
        }
        let action = phrase!(
            "have the cells show what they hold, or check the unit in templates/layouts/{}.toml",
            table.layout.name
        );
        for (used, cells) in [(false, &self.contradicted), (true, &self.shown_otherwise)] {
            findings.extend((!cells.cells.is_empty()).then(|| cells.finding(place, used).asking(action.clone())));
        }
        let as_text =
            ["is text in its cell; it is read as a number", "are text in their cells; they are read as numbers"];
        findings.extend(say(&NUMBER_AS_TEXT, &self.as_text, as_text, NUMBER_AS_TEXT.action));
        let linked = [
            "comes from another workbook by a formula; the copy that this one keeps is read",
            "come from another workbook by formulas; the copies that this one keeps are read",
        ];
        findings.extend(say(&EXTERNAL_LINK, &self.linked, linked, EXTERNAL_LINK.action));
        let lacking = ["is written by its first digits alone", "are written by their first digits alone"];
        findings.extend(say(&DIGITS_LOST, &self.lacking_digits, lacking, DIGITS_LOST.action));
        findings
    }
}

fn short(text: &str) -> String {
    if text.chars().count() <= LONGEST { text.to_owned() } else { text.chars().take(LONGEST).chain(['…']).collect() }
}
