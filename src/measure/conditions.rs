//! Conditions: what the Better Care Fund asks for, what is planned, and the difference.

use super::figure::Found;
use super::{Figure, FigureKey, id};
use crate::finding::phrase::Phrase;
use crate::model::period::Period;
use crate::reconcile::conditions::{Condition, Known};

/// The figures of one condition, which is their definition.
pub fn figures(condition: &Condition, period: Period) -> [Figure; 3] {
    let (required, planned) = (&condition.required, &condition.planned);
    let difference = match (planned, required) {
        (Ok(planned), Ok(required)) => {
            planned.less(required).ok_or_else(|| Phrase::from("the difference is too large"))
        }
        (Err(why), _) | (_, Err(why)) => Err(why.clone()),
    };
    let found = |known: &Known| -> Found { known.clone().map_err(Into::into) };
    [
        Figure::amount(key(condition, id::CONDITION_MINIMUM, period), found(required)),
        Figure::amount(key(condition, id::CONDITION_PLANNED, period), found(planned)),
        Figure::amount(key(condition, id::CONDITION_DIFFERENCE, period), found(&difference)),
    ]
}

/// The key of a figure of a condition.
pub fn key(condition: &Condition, id: &'static str, period: Period) -> FigureKey {
    let definition = Some(condition.name().into());
    let key = FigureKey { definition, ..FigureKey::new(id, period) };
    key.of_agreement(condition.agreement.as_deref()).of_partner(condition.whose.as_deref())
}
