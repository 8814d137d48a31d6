//! A figure as `figures.json` lists it: pounds and percentages as text.

use serde::Serialize;

use super::{Figure, Quantity};
use crate::model::entry::Class;
use crate::model::money::Money;
use crate::model::period::Period;

/// One element of `figures.json`.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum FigureRecord<'a> {
    /// An amount.
    Amount(AmountRecord<'a>),
    /// A share.
    Share(ShareRecord<'a>),
}

/// An amount in `figures.json`.
#[derive(Debug, Serialize)]
pub struct AmountRecord<'a> {
    id: &'a str,
    area: &'a str,
    agreement: Option<&'a str>,
    partner: Option<&'a str>,
    class: Option<Class>,
    period: Period,
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    basis: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
}

/// A share in `figures.json`.
#[derive(Debug, Serialize)]
pub struct ShareRecord<'a> {
    id: &'a str,
    definition: Option<&'a str>,
    area: &'a str,
    agreement: Option<&'a str>,
    partner: Option<&'a str>,
    class: Option<Class>,
    period: Period,
    numerator: Option<String>,
    denominator: Option<String>,
    percent: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
}

impl<'a> FigureRecord<'a> {
    /// The amounts that it lists.
    #[must_use]
    pub fn amounts(&self) -> Vec<Money> {
        let texts = match self {
            Self::Amount(record) => [&record.value, &None],
            Self::Share(record) => [&record.numerator, &record.denominator],
        };
        texts.into_iter().flatten().filter_map(|text| Money::from_plain(text)).collect()
    }

    /// The record of a figure.
    #[must_use]
    pub fn new(area: &'a str, figure: &'a Figure) -> Self {
        let amount = |value: Option<Money>, basis, why| {
            Self::Amount(AmountRecord {
                id: figure.id,
                area,
                agreement: figure.agreement.as_deref(),
                partner: figure.partner.as_deref(),
                class: figure.class,
                period: figure.period,
                value: value.map(Money::plain),
                basis,
                why,
            })
        };
        let share = |numerator: Option<Money>, denominator: Option<Money>, percent, why| {
            Self::Share(ShareRecord {
                id: figure.id,
                definition: figure.definition.as_deref(),
                area,
                agreement: figure.agreement.as_deref(),
                partner: figure.partner.as_deref(),
                class: figure.class,
                period: figure.period,
                numerator: numerator.map(Money::plain),
                denominator: denominator.map(Money::plain),
                percent,
                why,
            })
        };
        match &figure.quantity {
            Quantity::Amount(value, basis) => amount(Some(*value), basis.map(super::Basis::word), None),
            Quantity::NoAmount(why) => amount(None, None, Some(why.to_string())),
            Quantity::Share(parts) => {
                let percent = parts.percent().map(|percent| percent.to_string());
                share(Some(parts.numerator), Some(parts.denominator), percent, None)
            }
            Quantity::NoShare { numerator, denominator, why } => {
                share(*numerator, *denominator, None, Some(why.to_string()))
            }
        }
    }
}
