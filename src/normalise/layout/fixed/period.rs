//! The period that a sheet says for all of its rows: beside a label, in a title, in the name of the sheet or of the file; and
//! whether these agree.

use super::super::{NO_PERIOD, SheetContext, origin};
use super::{stem, values_stated};
use crate::finding::phrase::phrase;
use crate::finding::{About, Finding, Level, Nature};
use crate::job::layout::columns::FixedValue;
use crate::model::origin::{Address, Place};
use crate::model::reason::Reason;
use crate::model::words::folded;
use crate::normalise::convert;
use crate::normalise::meaning::period::{
    BareNumber, Heard, Run, Spoken, among_words, heard, in_title, is_of_another_time, labelled, names_a_period, run_in,
};
use crate::normalise::recognise::RecognisedTable;
use crate::normalise::recognise::labels::{LabelledValue, above_header};
use crate::read::{Cell, CellValue};

/// Two periods for the same amounts.
pub const PERIOD_DIFFERS: About = About {
    name: "period-differs",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "a sheet whose cell for the period, titles, own name and file name do not name the same year, month or quarter.",
    matters: "half a year taken for another, or for a whole one, makes every figure of the return wrong; none of its amounts is \
              used.",
    action: "ask the partner which period is right, and have the other corrected",
    ask: Some(
        "Correct the period, so that the cell for it, the titles and the name of the file say the same, and send the file again.",
    ),
};

/// Why a table has no period, and which finding that is.
#[derive(Debug)]
pub struct PeriodTrouble {
    /// The finding's name.
    pub about: &'static About,
    /// What is said.
    pub finding: Box<Finding>,
}

impl PeriodTrouble {
    fn new(about: &'static About, finding: Finding) -> Self {
        Self { about, finding: Box::new(finding) }
    }
}

/// A period that one place names.
struct Statement {
    said: Spoken,
    text: String,
    at: Place,
    /// Whether words that bear on a period are left over, so that it can contradict and not add.
    is_unclear: bool,
}

/// What the titles and names around a table say of its period.
#[derive(Default)]
struct Around {
    statements: Vec<Statement>,
    /// The first title that bears on a period and is not understood; and the first of which a part of a year may be meant.
    unclear: Option<PeriodTrouble>,
    of_a_part: Option<PeriodTrouble>,
}

type Stated = Result<Option<Statement>, PeriodTrouble>;

/// The period of all rows; none where no place names one.
///
/// # Errors
///
/// What is not understood, or does not agree.
pub fn stated(
    place: SheetContext<'_>,
    table: &RecognisedTable<'_>,
    fixed: &FixedValue,
) -> Result<Option<Spoken>, PeriodTrouble> {
    let label = fixed.above_header.as_deref().map(folded);
    match label.filter(|label| names_a_period(label)) {
        Some(label) => beside_label(place, table, &label),
        None => in_words(place, table, fixed),
    }
}

/// Where a layout names a place that holds other words, too.
fn in_words(
    place: SheetContext<'_>,
    table: &RecognisedTable<'_>,
    fixed: &FixedValue,
) -> Result<Option<Spoken>, PeriodTrouble> {
    let mut trouble = None;
    for (value, cell) in values_stated(place, table, fixed) {
        let read = match &value {
            CellValue::Text(text) => among_words(text),
            value => convert::spoken(value, BareNumber::Unknown).map(Some),
        };
        match read {
            Ok(Some(said)) if said.year.is_some() => match cell.filter(|cell| is_unseen(place, *cell)) {
                Some(_) => trouble = trouble.or(Some(not_understood(place, &value.text(), cell, UNSEEN.into()))),
                None => return Ok(Some(said)),
            },
            Ok(_) => trouble = trouble.or(Some(not_understood(place, &value.text(), cell, NAMES_NONE.into()))),
            Err(why) => trouble = trouble.or(Some(not_understood(place, &value.text(), cell, why))),
        }
    }
    trouble.map_or(Ok(None), Err)
}

/// Why a period is not taken that stands in a hidden row or column, under a merged cell, struck through or in white.
const UNSEEN: &str = "a period that nobody sees whole";

fn is_unseen(place: SheetContext<'_>, cell: Address) -> bool {
    place.sheet.cell(cell).is_some_and(|cell| !place.sheet.is_seen(cell))
}

const NAMES_NONE: &str = crate::model::period::NotAPeriod::WORDS;

/// Beside a label; what titles and names say must agree with it, and may add to it.
fn beside_label(
    place: SheetContext<'_>,
    table: &RecognisedTable<'_>,
    label: &str,
) -> Result<Option<Spoken>, PeriodTrouble> {
    let mut trouble = None;
    let mut own = None;
    for said in above_header(table, label) {
        match row_says(place, said) {
            Ok(_) if is_unseen(place, said.address) => {
                let unseen = || not_understood(place, &said.value.text(), Some(said.address), UNSEEN.into());
                trouble = trouble.or_else(|| Some(unseen()));
            }
            Ok(statement) => {
                own = Some(statement);
                break;
            }
            Err(why) => trouble = trouble.or(Some(why)),
        }
    }
    let of_years = label.split(' ').any(|word| word == "year");
    let mut around = around(place, table, own.as_ref());
    let Some(own) = own else {
        if let Some(trouble) = trouble {
            return Err(trouble);
        }
        let clear = around.statements.into_iter().filter(|statement| !statement.is_unclear).collect();
        let all = together(clear)?;
        return match all.map(|statement| statement.said).filter(|said| said.year.is_some()) {
            Some(said) if said.part.is_none() && !of_years && around.of_a_part.is_some() => {
                around.of_a_part.map_or(Ok(None), Err)
            }
            // A layout that asks for a year has no amounts of a part of one.
            Some(said) => Ok((!of_years || said.part.is_none()).then_some(said)),
            None => around.unclear.or(around.of_a_part).map_or(Ok(None), Err),
        };
    };
    around.of_a_part = trouble.or(around.of_a_part);
    let own_part = own.said.part;
    // Columns that name their months themselves need the year alone.
    let names_periods = table.columns.amounts.iter().all(|placed| placed.period.is_some());
    if of_years && own_part.is_some() && !names_periods {
        return in_a_year(own);
    }
    let mut said = own.said;
    for other in &around.statements {
        let part = if of_years && own_part.is_none() { None } else { other.said.part };
        let bears = Spoken { part, ..other.said };
        let both = said.with(bears).ok_or_else(|| differ(&own, other))?;
        if !other.is_unclear {
            // Of `M6` and `Q2` the cell's own is the more exact.
            said = Spoken { part: own_part.or(both.part), ..both };
        }
    }
    match (said.year, around.of_a_part) {
        (Some(_), Some(trouble)) if said.part.is_none() && !of_years => Err(trouble),
        (Some(_), _) => Ok(Some(said)),
        (None, _) => {
            let why = "a part of a year that does not say of which year";
            Err(PeriodTrouble::new(&NO_PERIOD, no_period(&own.text, why.into()).at(own.at)))
        }
    }
}

/// A part of a year beside a label that asks for a year: all of it where it ends with March.
fn in_a_year(own: Statement) -> Result<Option<Spoken>, PeriodTrouble> {
    match own.said.period() {
        Some(period) if period.months() == 12 => Ok(Some(Spoken { part: None, ..own.said })),
        _ => {
            let finding = no_period(&own.text, "a part of a year, where the layout asks for a year".into());
            Err(PeriodTrouble::new(&NO_PERIOD, finding.at(own.at)))
        }
    }
}

/// What a label's row says: in the value, and in the cells to its right as far as they speak of periods.
fn row_says(place: SheetContext<'_>, said: &LabelledValue) -> Result<Statement, PeriodTrouble> {
    let first = convert::spoken(&said.value, said.bare);
    let mut all = first.map_err(|why| not_understood(place, &said.value.text(), Some(said.address), why))?;
    let mut texts = vec![said.value.text()];
    for (cell, value) in &said.following {
        let text = value.text();
        let more = match (convert::spoken(value, said.bare), value) {
            (Ok(more), _) => more,
            (Err(_), CellValue::Text(text)) if names_a_period(&folded(text)) => break,
            (Err(_), CellValue::Text(text)) => match in_title(text) {
                Ok(None) => break,
                Ok(Some(more)) => more,
                Err(why) => return Err(not_understood(place, text, Some(*cell), why)),
            },
            (Err(_), _) => break,
        };
        let two = || not_understood(place, &text, Some(*cell), "another period than the one beside it".into());
        all = all.with(more).ok_or_else(two)?;
        texts.push(text.clone());
    }
    let at = Place::from(&origin(place, said.address));
    Ok(Statement { said: all, text: texts.join(" "), at, is_unclear: false })
}

/// What the titles above a table, the sheet's name and the file's name say of a period, but for the cell that is held against
/// them.
fn around(place: SheetContext<'_>, table: &RecognisedTable<'_>, own: Option<&Statement>) -> Around {
    let mut around = Around::default();
    let is_own = |cell: Address| own.is_some_and(|own| own.at == Place::from(&origin(place, cell)));
    let across =
        table.columns.amounts.iter().filter(|placed| placed.period.is_some()).map(|placed| placed.column).min();
    for row in place.sheet.rows_from(table.start).take_while(|row| row.number < table.header_first) {
        let cells: Vec<&Cell> = row.cells().collect();
        // What stands over groups of columns is theirs.
        let is_over = |cell: &Cell| {
            row.number + 1 == table.header_first && across.is_some_and(|first| cell.address.column >= first)
        };
        if cells.iter().any(|cell| is_own(cell.address)) {
            continue;
        }
        let mut at = 0;
        while let Some(cell) = cells.get(at) {
            at += 1;
            let CellValue::Text(text) = &cell.value else { continue };
            let label = folded(text);
            if let (true, Some(value)) = (names_a_period(&label), cells.get(at)) {
                let following = cells.iter().skip(at + 1).map(|cell| (cell.address, cell.value.clone())).collect();
                let bare = BareNumber::beside(&label);
                let value = LabelledValue {
                    address: value.address,
                    value: value.value.clone(),
                    following,
                    bare,
                    loosely: false,
                };
                let is_unclear = is_unseen(place, value.address);
                match row_says(place, &value) {
                    Ok(said) => around.statements.push(Statement { is_unclear, ..said }),
                    Err(trouble) => around.not_understood(trouble),
                }
                at += 1;
            } else if !is_over(cell)
                && !at
                    .checked_sub(2)
                    .and_then(|before| cells.get(before))
                    .is_some_and(|before| is_of_another_time(&before.value.text()))
            {
                around.hear(place, text, Some(cell.address));
            }
        }
    }
    around.name(&place.sheet.name, Place::sheet(place.file, &place.sheet.name));
    around.name(stem(place.file), Place::file(place.file));
    around
}

impl Around {
    /// Keeps why a labelled row is not understood, of which a part of a year may be meant.
    fn not_understood(&mut self, trouble: PeriodTrouble) {
        self.of_a_part.get_or_insert(trouble);
    }

    fn hear(&mut self, place: SheetContext<'_>, text: &str, cell: Option<Address>) {
        let at = || cell.map_or_else(|| Place::file(place.file), |cell| Place::from(&origin(place, cell)));
        // What nobody sees may contradict, and says nothing by itself.
        let is_unseen = cell.is_some_and(|cell| is_unseen(place, cell));
        let label = text.split_once(':').filter(|(label, _)| names_a_period(&folded(label)));
        if let Some(said) = label.and_then(|(label, value)| labelled(value, BareNumber::beside(&folded(label))).ok()) {
            self.statements.push(Statement { said, text: text.to_owned(), at: at(), is_unclear: is_unseen });
            return;
        }
        match heard(text) {
            Heard::Nothing => {}
            Heard::Clear(said) => {
                if is_unseen && said.part.is_some() && self.of_a_part.is_none() {
                    self.of_a_part = Some(not_understood(place, text, cell, UNSEEN.into()));
                }
                self.statements.push(Statement { said, text: text.to_owned(), at: at(), is_unclear: is_unseen });
            }
            Heard::Unclear(said, of_a_part, why) => {
                let statement = |said| Statement { said, text: text.to_owned(), at: at(), is_unclear: true };
                self.statements.extend(said.map(statement));
                let trouble = || not_understood(place, text, cell, why.clone());
                if of_a_part && self.of_a_part.is_none() {
                    self.of_a_part = Some(trouble());
                }
                if self.unclear.is_none() {
                    self.unclear = Some(trouble());
                }
            }
        }
    }

    fn name(&mut self, name: &str, at: Place) {
        let (said, is_unclear) = match heard(name) {
            Heard::Clear(said) => (said, false),
            Heard::Unclear(Some(said), ..) => (said, true),
            Heard::Unclear(None, ..) | Heard::Nothing => return,
        };
        self.statements.push(Statement { said, text: name.to_owned(), at, is_unclear });
    }
}

/// How the amounts of a table run, where a title says it and none says otherwise.
pub fn run_stated(place: SheetContext<'_>, table: &RecognisedTable<'_>) -> Run {
    let above = place.sheet.rows_from(table.start).take_while(|row| row.number < table.header_first);
    let texts = above.flat_map(|row| row.cells().collect::<Vec<_>>()).filter_map(|cell| match &cell.value {
        CellValue::Text(text) => Some(run_in(text)),
        _ => None,
    });
    let said: Vec<Run> = texts.filter(|run| *run != Run::Unsaid).collect();
    match said.split_first() {
        Some((first, others)) if others.iter().all(|other| other == first) => *first,
        _ => Run::Unsaid,
    }
}

/// Several places that say one period together.
fn together(statements: Vec<Statement>) -> Stated {
    let mut all: Option<Statement> = None;
    for other in statements {
        all = Some(match all {
            None => other,
            Some(known) => match known.said.with(other.said) {
                Some(said) => Statement { said, ..known },
                None => return Err(differ(&known, &other)),
            },
        });
    }
    Ok(all)
}

fn differ(one: &Statement, other: &Statement) -> PeriodTrouble {
    let message =
        phrase!("`{}` and `{}` do not name the same period; none of the amounts is used", one.text, other.text);
    let finding = Finding::new(&PERIOD_DIFFERS, message).at(one.at.clone()).at(other.at.clone());
    PeriodTrouble::new(&PERIOD_DIFFERS, finding)
}

fn not_understood(place: SheetContext<'_>, text: &str, cell: Option<Address>, why: Reason) -> PeriodTrouble {
    let finding = no_period(text, why);
    let finding = match cell {
        Some(cell) => finding.at(&origin(place, cell)),
        None => finding,
    };
    PeriodTrouble::new(&NO_PERIOD, finding)
}

fn no_period(text: &str, why: Reason) -> Finding {
    Finding::new(&NO_PERIOD, phrase!("`{}` is {}", text, why)).asking("write the period of the amounts there")
}
