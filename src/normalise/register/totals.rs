//! Rows of the register's sheet `Totals`.

use super::rows::RowFields;
use crate::finding::phrase::phrase;
use crate::model::entry::Class;
use crate::model::money::Money;
use crate::model::origin::Origin;
use crate::model::period::Period;
use crate::model::register::Register;
use crate::model::total::{Total, TotalFigure};
use crate::model::unreadable::{OpenPart, OpenWhat};
use crate::model::words::folded;
use crate::normalise::convert::{one_of, period};

/// Reads a row; of what an agreement brought forward one that cannot be read leaves its pool open.
pub fn total(row: &mut RowFields<'_, '_>, register: &Register) -> Option<Result<Total, OpenPart>> {
    let whose = row.required("whose")?;
    let partner = if folded(&whose) == "area" { None } else { Some(row.partner_in("whose", register)?) };
    let figure = row.required_with("figure", |value| one_of(value, &TotalFigure::WORDS))?;
    let agreement = agreement(row, register, figure)?;
    let period = row.required_with("period", period);
    let amount = row.money("amount");
    let class = if row.has("class") { row.class().map(Some) } else { Some(None) };
    let source = row.text("source");
    let origin = row.origin("amount");
    match (period, amount, class) {
        (Some(period), Some(amount), Some(class)) => {
            Some(Ok(Total { partner, agreement, figure, class, period, amount, source, origin }))
        }
        _ if figure != TotalFigure::BroughtForward => None,
        _ => Some(Err(OpenPart {
            agreement: agreement?,
            year: period.map(|period| period.year),
            what: OpenWhat::BroughtForward,
            amounts: Vec::new(),
        })),
    }
}

/// What makes two rows the same figure. What an agreement carries forward is one figure, whoever is named beside it.
pub fn which(total: &Total) -> (TotalFigure, Option<Class>, Period, Option<String>, Option<String>) {
    let partner = total.partner.clone().filter(|_| !total.figure.is_of_an_agreement());
    (total.figure, total.class, total.period, total.agreement.clone(), partner)
}

/// What rows leave open that give what an agreement brought forward more than once; their amounts where these differ. `None` of other
/// figures.
pub fn brought_forward(total: &Total, alike: &[(Money, Origin)]) -> Option<OpenPart> {
    let agreement = total.agreement.clone().filter(|_| total.figure == TotalFigure::BroughtForward)?;
    let differ = alike.iter().any(|(amount, _)| *amount != total.amount);
    let amounts = if differ { alike.to_vec() } else { Vec::new() };
    Some(OpenPart { agreement, year: Some(total.period.year), what: OpenWhat::BroughtForward, amounts })
}

/// The agreement of a reference figure: `Some(None)` where it is of none, `None` where the cell cannot be used.
fn agreement(row: &mut RowFields<'_, '_>, register: &Register, figure: TotalFigure) -> Option<Option<String>> {
    match row.has("agreement") {
        false if figure.is_of_an_agreement() => {
            row.complain("figure", phrase!("`{}` is of an agreement: name it under `Agreement`", figure));
            None
        }
        false => Some(None),
        true if figure.may_be_of_an_agreement() => row.agreement(register).map(Some),
        true => {
            row.complain("agreement", phrase!("`{}` is not of one agreement: leave the cell empty", figure));
            None
        }
    }
}
