//! What one place on a sheet says for all of its rows.

use super::{NO_PERIOD, Place, origin};
use crate::finding::Finding;
use crate::job::layout::{FixedValue, ReturnLayout};
use crate::model::origin::Address;
use crate::model::period::Period;
use crate::normalise::convert;
use crate::normalise::recognise::{Recognised, above_header};
use crate::read::CellValue;

/// Values that hold for all rows, with their cells.
#[derive(Debug, Default)]
pub struct Fixed {
    /// The agreement's name.
    pub agreement: Option<(String, Option<Address>)>,
    /// The partner's name.
    pub partner: Option<(String, Option<Address>)>,
    /// The period.
    pub period: Option<Period>,
    /// Why there is no period, where something stands in its place.
    pub period_trouble: Option<Finding>,
}

/// Looks for the fixed values of a sheet.
pub fn fixed(place: Place<'_>, found: &Recognised<'_>) -> Fixed {
    let said = |fixed: &FixedValue| match (&fixed.value, &fixed.above_header) {
        (Some(value), _) => Some((CellValue::Text(value.clone()), None)),
        (None, Some(label)) => {
            above_header(place.sheet, found.header_row, label).map(|(address, value)| (value, Some(address)))
        }
        (None, None) => None,
    };
    let named = |fixed: &Option<FixedValue>| fixed.as_ref().and_then(said).map(|(value, cell)| (value.text(), cell));
    let layout = &found.layout.fixed;
    let mut fixed = Fixed { agreement: named(&layout.agreement), partner: named(&layout.partner), ..Fixed::default() };
    if let Some((value, cell)) = layout.period.as_ref().and_then(said) {
        match convert::period(&value) {
            Ok(period) => fixed.period = Some(period),
            Err(why) => {
                let message = format!("`{}` is {why}", value.text());
                let finding = Finding::new(&NO_PERIOD, message, "write the period of the amounts there");
                fixed.period_trouble = Some(match cell {
                    Some(cell) => finding.at(&origin(place, cell)),
                    None => finding,
                });
            }
        }
    }
    fixed
}

/// Where a layout looks for the period, in words.
pub fn where_the_period_stands(layout: &ReturnLayout) -> String {
    let column = layout.columns.period.as_ref().and_then(|column| column.header.first());
    match (layout.fixed.period.as_ref().and_then(|fixed| fixed.above_header.as_ref()), column) {
        (Some(label), _) => {
            format!("write it above the headings, as `{label}: 2006-07` or in the cell after `{label}`")
        }
        (None, Some(heading)) => format!("write it under `{heading}`"),
        (None, None) => "say it in the layout".to_owned(),
    }
}
