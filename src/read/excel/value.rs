//! Values as a workbook stores them, as what a reader sees.

use calamine::{Data, ExcelDateTime, ExcelDateTimeType};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::formats::{Format, NumberKind};
use crate::read::grid::{How, Seen};

/// The first serial number that no date has: 1 January 10000.
const END_OF_DATES: f64 = 2_958_466.0;

/// A number, and how its format shows it otherwise.
pub fn number(value: f64, format: Option<&Format>, is_1904: bool) -> (Seen<'static>, Option<How>) {
    if !value.is_finite() {
        return (Seen::Error(not_finite(value)), None);
    }
    match format {
        // Where a date would be outside of the calendar, a sheet shows nothing but `#`.
        Some(format) if format.kind == NumberKind::Date => {
            date(value, is_1904).map_or((Seen::Number(value), Some(How::Nothing)), |date| (Seen::Date(date), None))
        }
        Some(format) => (Seen::Number(value), format.how(value)),
        None => (Seen::Number(value), None),
    }
}

/// A number that is none.
pub fn not_finite(value: f64) -> &'static str {
    if value.is_nan() {
        "NaN"
    } else if value > 0.0 {
        "inf"
    } else {
        "-inf"
    }
}

/// The date of a serial number; a number outside of the calendar is none.
fn date(serial: f64, is_1904: bool) -> Option<NaiveDateTime> {
    let known = (0.0..END_OF_DATES).contains(&serial);
    known.then(|| ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, is_1904).as_datetime()).flatten()
}

/// A date as ISO 8601 writes it, with or without a time of day.
pub fn iso_date(text: &str) -> Option<NaiveDateTime> {
    let text = text.trim().trim_end_matches('Z');
    match NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        Ok(day) => Some(day.and_time(NaiveTime::MIN)),
        Err(_) => NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").ok(),
    }
}

/// Passes on what calamine read in a cell; an empty cell is nothing.
pub fn seen<R>(data: &Data, take: impl FnOnce(Seen<'_>) -> R) -> Option<R> {
    let seen = match data {
        Data::Empty => return None,
        Data::Int(whole) => return Some(take_whole(*whole, take)),
        Data::Float(value) => number(*value, None, false).0,
        Data::String(text) | Data::DurationIso(text) => Seen::Text(text),
        Data::Bool(truth) => Seen::Truth(*truth),
        Data::DateTime(serial) if serial.is_datetime() && (0.0..END_OF_DATES).contains(&serial.as_f64()) => {
            serial.as_datetime().map_or(Seen::Number(serial.as_f64()), Seen::Date)
        }
        Data::DateTime(serial) => number(serial.as_f64(), None, false).0,
        Data::DateTimeIso(text) => iso_date(text).map_or(Seen::Text(text), Seen::Date),
        Data::Error(error) => return Some(take(Seen::Error(&error.to_string()))),
    };
    Some(take(seen))
}

/// A whole number that a float cannot hold exactly stays text, so that no digit is lost.
#[expect(clippy::cast_precision_loss, reason = "only numbers below 2^53 are cast")]
fn take_whole<R>(whole: i64, take: impl FnOnce(Seen<'_>) -> R) -> R {
    if whole.unsigned_abs() < 1 << 53 { take(Seen::Number(whole as f64)) } else { take(Seen::Text(&whole.to_string())) }
}
