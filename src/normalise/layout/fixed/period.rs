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
use crate::normalise::meaning::period::{BareNumber, Spoken, in_title};
use crate::normalise::recognise::RecognisedTable;
use crate::normalise::recognise::labels::{LabelledValue, above_header};
use crate::read::CellValue;

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

/// Words of a label that say that a period stands beside it.
const TIME: [&str; 14] = [
    "period",
    "year",
    "financial",
    "fiscal",
    "month",
    "quarter",
    "reporting",
    "accounting",
    "return",
    "for",
    "the",
    "of",
    "covered",
    "mth",
];

/// Why a table has no period, and which finding that is.
#[derive(Debug)]
pub struct PeriodTrouble {
    /// The finding's name.
    pub about: &'static About,
    /// What is said.
    pub finding: Finding,
}

/// A period that one place names.
struct Statement {
    said: Spoken,
    text: String,
    at: Place,
    /// Its cell, where nobody sees that.
    unseen: Option<Address>,
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
    match label.filter(|label| label.split(' ').all(|word| TIME.contains(&word))) {
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
            CellValue::Text(text) => in_title(text),
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
    let beside = above_header(place.sheet, table, label);
    let mut trouble = None;
    let (mut own, mut hidden) = (None, Vec::new());
    for said in &beside {
        match row_says(place, said) {
            Ok(Some(statement)) if statement.unseen.is_some() => hidden.push(statement),
            Ok(Some(statement)) => own = own.or(Some(statement)),
            Ok(None) => {}
            Err(why) => trouble = trouble.or(Some(why)),
        }
    }
    let of_years = label.split(' ').any(|word| word == "year");
    let (others, unclear) = others(place, table, &beside);
    let (others, more): (Vec<_>, Vec<_>) = others.into_iter().partition(|one| one.unseen.is_none());
    hidden.extend(more);
    let said = of_all((own, trouble), (others, unclear), of_years)?;
    // What nobody sees may say the same once more, and nothing else.
    let bears = |said: Spoken| Spoken { part: said.part.filter(|_| !of_years), ..said };
    let adds = |one: &&Statement| said.is_none_or(|said| said.with(bears(one.said)) != Some(said));
    let added = hidden.iter().find(adds).and_then(|one| one.unseen);
    added.map_or(Ok(said), |cell| {
        let text = place.sheet.cell(cell).map(|cell| cell.value.text()).unwrap_or_default();
        Err(not_understood(place, &text, Some(cell), UNSEEN.into()))
    })
}

/// What the cell beside the label, titles and names say together.
fn of_all(
    (own, trouble): (Option<Statement>, Option<PeriodTrouble>),
    (others, unclear): (Vec<Statement>, Option<PeriodTrouble>),
    of_years: bool,
) -> Result<Option<Spoken>, PeriodTrouble> {
    let Some(own) = own else {
        if let Some(trouble) = trouble {
            return Err(trouble);
        }
        let all = together(others)?;
        return match all.map(|statement| statement.said).filter(|said| said.year.is_some()) {
            // A layout that asks for a year has no amounts of a part of one.
            Some(said) => Ok((!of_years || said.part.is_none()).then_some(said)),
            None => unclear.map_or(Ok(None), Err),
        };
    };
    let mut said = own.said;
    for other in others {
        let part = if of_years && said.part.is_none() { None } else { other.said.part };
        let bears = Spoken { part, ..other.said };
        said = said.with(bears).ok_or_else(|| differ(&own, &other))?;
    }
    match said.year {
        Some(_) => Ok(Some(said)),
        None => {
            let why = "a part of a year that does not say of which year";
            Err(PeriodTrouble { about: &NO_PERIOD, finding: no_period(&own.text, why.into()).at(own.at) })
        }
    }
}

/// What a label's row says: in the value, and in the cells to its right as far as they speak of periods.
fn row_says(place: SheetContext<'_>, said: &LabelledValue) -> Stated {
    let first = convert::spoken(&said.value, said.bare);
    let mut all = first.map_err(|why| not_understood(place, &said.value.text(), Some(said.address), why))?;
    let mut texts = vec![said.value.text()];
    for (cell, value) in &said.following {
        let text = value.text();
        let more = match (convert::spoken(value, said.bare), value) {
            (Ok(more), _) => more,
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
    let unseen = Some(said.address).filter(|cell| is_unseen(place, *cell));
    Ok(Some(Statement { said: all, text: texts.join(" "), at, unseen }))
}

/// What the titles above a table, the sheet's name and the file's name say of a period; and the first title that bears on one
/// and is not understood.
fn others(
    place: SheetContext<'_>,
    table: &RecognisedTable<'_>,
    beside: &[LabelledValue],
) -> (Vec<Statement>, Option<PeriodTrouble>) {
    let (mut statements, mut unclear) = (Vec::new(), None);
    let is_beside = |cell: Address| {
        beside.iter().any(|said| said.address == cell || said.following.iter().any(|(other, _)| *other == cell))
    };
    let above = place.sheet.rows_from(table.start).take_while(|row| row.number < table.header_first);
    for cell in above.flat_map(|row| row.cells().collect::<Vec<_>>()) {
        let CellValue::Text(text) = &cell.value else { continue };
        if is_beside(cell.address) {
            continue;
        }
        match in_title(text) {
            Ok(Some(said)) => {
                let at = Place::from(&origin(place, cell.address));
                let unseen = (!place.sheet.is_seen(cell)).then_some(cell.address);
                statements.push(Statement { said, text: text.clone(), at, unseen });
            }
            Ok(None) => {}
            Err(why) => unclear = unclear.or_else(|| Some(not_understood(place, text, Some(cell.address), why))),
        }
    }
    let names = [
        (place.sheet.name.as_ref(), Place::sheet(place.file, &place.sheet.name)),
        (stem(place.file), Place::file(place.file)),
    ];
    for (name, at) in names {
        if let Ok(Some(said)) = in_title(name) {
            statements.push(Statement { said, text: name.to_owned(), at, unseen: None });
        }
    }
    (statements, unclear)
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
    PeriodTrouble { about: &PERIOD_DIFFERS, finding }
}

fn not_understood(place: SheetContext<'_>, text: &str, cell: Option<Address>, why: Reason) -> PeriodTrouble {
    let finding = no_period(text, why);
    let finding = match cell {
        Some(cell) => finding.at(&origin(place, cell)),
        None => finding,
    };
    PeriodTrouble { about: &NO_PERIOD, finding }
}

fn no_period(text: &str, why: Reason) -> Finding {
    Finding::new(&NO_PERIOD, phrase!("`{}` is {}", text, why)).asking("write the period of the amounts there")
}
