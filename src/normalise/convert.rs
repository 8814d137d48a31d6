//! Conversions: what a cell says as money, a date, a period or a word of a closed list, or why it cannot be.

use chrono::{Datelike, NaiveDate};
use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use super::meaning;
use super::meaning::amount::{no_figure, number};
use super::meaning::period::{BareNumber, Spoken};
use super::meaning::unit;
use crate::finding::{About, Level, Nature};
use crate::job::layout::amounts::{Sign, Unit};
use crate::model::money::Money;
use crate::model::period::{Period, Year};
use crate::model::reason::Reason;
use crate::model::words::folded;
use crate::read::CellValue;

/// An amount that is not money.
pub const NOT_MONEY: About = About {
    name: "not-money",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "a cell in a column of amounts that cannot be read as money, such as one with the letter O for a zero.",
    matters: "the amount is left out of every sum, so what the partner reported is not known in full.",
    action: "correct the cell; or, if its text means that there is no figure, list it under `not-given` in the layout",
    ask: Some("Correct the cell and send the file again; if the text means that there is no figure, tell us so."),
};

/// A formula without a value.
pub const STALE_FORMULA: About = About {
    name: "stale-formula",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "an amount cell, or the name beside one, with a formula whose value the workbook does not hold: the program that \
            wrote it did not work it out. Other programs show it as empty or nil.",
    matters: "the amount is left out of every sum, so what the partner reported is not known in full; an amount without its \
              name counts for nobody.",
    action: "open the workbook in Excel, let it recalculate, save it and send it again",
    ask: Some("Open the workbook in Excel, let it recalculate, save it and send it again."),
};

/// An error in a cell of amounts.
pub const ERROR_CELL: About = About {
    name: "error-cell",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "an amount cell, or the name beside one, that shows an error, such as #REF! or #SPILL!, or a number that is none.",
    matters: "the amount is left out of every sum, so what the partner reported is not known in full; an amount without its \
              name counts for nobody.",
    action: "correct the formula in the cell",
    ask: Some("Correct the formula in the cell, save the workbook and send it again."),
};

/// An amount finer than a penny.
pub const SUB_PENNY: About = About {
    name: "sub-penny",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "an amount with a part smaller than a penny. It is rounded to the nearest penny, halves away from zero.",
    matters: "it may be a sign that a cell holds a formula's result, or a figure in another unit.",
    action: "round the cell in the return, or check the unit that the layout says",
    ask: Some("Round the amount to whole pence; if it is in another unit than the heading says, tell us which."),
};

/// What is left of nothing when floats are added and taken away: far below a penny in any unit.
const NOTHING: f64 = 1e-13;

/// What a cell in a column of amounts says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellAmount {
    /// An amount.
    Given {
        /// To the penny.
        money: Money,
        /// How many decimals the cell shows, in its unit.
        decimals: u32,
        /// Whether nothing smaller than a penny was rounded away.
        exact: bool,
    },
    /// That there is no figure.
    NotGiven,
    /// Something that is not money, and why.
    Refused(Reason),
}

impl CellAmount {
    /// The amount, where it is one.
    #[must_use]
    pub fn money(&self) -> Option<Money> {
        match self {
            Self::Given { money, .. } => Some(*money),
            Self::NotGiven | Self::Refused(_) => None,
        }
    }
}

/// What a cell says in a unit.
///
/// A number is taken with 15 significant digits, which is what Excel keeps: `0.1 + 0.2` is 0.3, not
/// 0.30000000000000004; so is text with more of them, which a program wrote from such a number. Less than a millionth of a
/// penny is what is left of nothing. Text may have `£` or `GBP`, commas or thin spaces before every third digit, brackets or a
/// minus sign (also behind the number) or `CR` for amounts below zero, and `m`, `k` or their words in a column of pounds.
#[must_use]
pub fn amount(value: &CellValue, unit: Unit, not_given: &[String]) -> CellAmount {
    let read = match value {
        CellValue::Number(number) => match whole_pence(*number, unit) {
            Some(amount) => return amount,
            None => from_float(*number),
        },
        CellValue::Text(text) => {
            if is_mark(text, not_given) {
                return CellAmount::NotGiven;
            }
            let read = number(text, unit);
            // What reads as an amount other than nought is neither a word for no figure nor a unit.
            if read.as_ref().is_ok_and(|number| !number.is_zero()) {
                read
            } else if no_figure(text).is_some() {
                return CellAmount::NotGiven;
            } else if matches!(unit::alone(text), Some(Unit::Thousands | Unit::Millions)) {
                Err("a unit where an amount was expected".into())
            } else {
                read
            }
        }
        CellValue::Date(_) => Err("a date where an amount was expected".into()),
        CellValue::Truth(_) => Err("true or false where an amount was expected".into()),
        CellValue::Error(error) => Err(Reason::new("the error `{}` where an amount was expected", [error])),
        CellValue::Stale => Err("a formula without a value where an amount was expected".into()),
    };
    match read.and_then(|number| pence(number, unit)) {
        Ok(amount) => amount,
        Err(why) => CellAmount::Refused(why),
    }
}

/// Whether a text is one of the marks of a layout. They are compared as they stand, but for case and the spaces around them.
#[must_use]
pub fn is_mark(text: &str, marks: &[String]) -> bool {
    marks.iter().any(|mark| mark.trim().eq_ignore_ascii_case(text.trim()))
}

impl CellAmount {
    /// The amount with the sign that it has inside the program.
    #[must_use]
    pub fn signed(self, over_is: Sign) -> Self {
        match self {
            Self::Given { money, decimals, exact } if over_is == Sign::Negative => {
                Self::Given { money: money.negated(), decimals, exact }
            }
            same => same,
        }
    }
}

/// A number with at most two decimals and up to 15 digits, which most are: it is the float nearest to it, so that no text is
/// needed to find it.
fn whole_pence(number: f64, unit: Unit) -> Option<CellAmount> {
    let hundredths = (number * 100.0).round();
    if hundredths.abs() >= 1e15 || hundredths / 100.0 != number {
        return None;
    }
    let hundredths = hundredths.to_i64()?;
    let money = Money::from_pence(hundredths.checked_mul(i64::from(unit.pounds()))?)?;
    let decimals = if hundredths % 100 == 0 { 0 } else { 2 - u32::from(hundredths % 10 == 0) };
    Some(CellAmount::Given { money, decimals, exact: true })
}

/// The shortest number with 15 significant digits.
fn from_float(number: f64) -> Result<Decimal, Reason> {
    if !number.is_finite() {
        return Err(Reason::new("`{}` is no number", [&number.to_string()]));
    }
    if number.abs() < NOTHING {
        return Ok(Decimal::ZERO);
    }
    Decimal::from_scientific(&format!("{number:.14e}"))
        .map(|decimal| decimal.normalize())
        .map_err(|_| "a number beyond a trillion pounds".into())
}

fn pence(number: Decimal, unit: Unit) -> Result<CellAmount, Reason> {
    let too_large = || Reason::from("more than a trillion pounds");
    let pence = number.checked_mul(Decimal::from(unit.pounds()) * Decimal::ONE_HUNDRED).ok_or_else(too_large)?;
    if pence.abs() < Decimal::new(1, 6) {
        return Ok(CellAmount::Given { money: Money::ZERO, decimals: 0, exact: true });
    }
    let whole = pence.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    let money = whole.to_i64().and_then(Money::from_pence).ok_or_else(too_large)?;
    Ok(CellAmount::Given { money, decimals: number.scale(), exact: whole == pence })
}

/// A date: a date cell, or text that names a day.
///
/// # Errors
///
/// Why the cell is no date.
pub fn date(value: &CellValue) -> Result<NaiveDate, Reason> {
    match value {
        CellValue::Date(date) => Ok(date.date()),
        CellValue::Text(text) => meaning::date::date(text),
        other => meaning::date::date(&other.text()),
    }
}

/// A period, from a cell that says one and no other.
///
/// # Errors
///
/// Why the cell is no period.
pub fn period(value: &CellValue) -> Result<Period, Reason> {
    let spoken = spoken(value, BareNumber::Unknown)?;
    spoken.period().ok_or_else(|| "a part of a year that does not say of which".into())
}

/// What a cell that is said to hold a period says of it; the first or the last day of a month stands for the month.
///
/// # Errors
///
/// Why the cell is not understood.
pub fn spoken(value: &CellValue, bare: BareNumber) -> Result<Spoken, Reason> {
    match value {
        CellValue::Date(day) => {
            let day = day.date();
            let ends = day.day() == 1 || day.succ_opt().is_some_and(|next| next.day() == 1);
            let month = meaning::period::month_of(day).filter(|_| ends);
            month.map(Spoken::of).ok_or_else(|| "a day within a month, and no period".into())
        }
        value => meaning::period::labelled(&value.text(), bare),
    }
}

/// A financial year, from text.
///
/// # Errors
///
/// Why the cell is no financial year.
pub fn year(value: &CellValue) -> Result<Year, Reason> {
    value.text().parse().map_err(|_| "not a financial year: write it like `2006-07`".into())
}

/// The month of a day; or the month, quarter or year that a run of months is: `July 2010-September 2010`.
///
/// # Errors
///
/// Why the cell is neither.
pub fn of_date(value: &CellValue) -> Result<Period, Reason> {
    let day = match date(value) {
        Ok(day) => day,
        Err(why) => return meaning::period::of_run(&value.text()).ok_or(why),
    };
    meaning::period::month_of(day).ok_or_else(|| "no date in the years of the health service".into())
}

/// One word of a closed list.
///
/// # Errors
///
/// Which words there are.
pub fn one_of<T: Copy>(value: &CellValue, words: &[(&str, T)]) -> Result<T, Reason> {
    let said = folded(&value.text());
    words.iter().find(|(word, _)| folded(word) == said).map(|(_, meaning)| *meaning).ok_or_else(|| {
        let places = vec!["`{}`"; words.len()].join(", ");
        let values = words.iter().map(|(word, _)| (*word).to_owned()).collect();
        Reason { words: format!("not one of {places}").into(), values }
    })
}

#[cfg(test)]
mod tests;
