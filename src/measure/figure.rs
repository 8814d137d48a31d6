//! What a figure is: its key, how much it is or why that is not known, and the cells that it comes from.

use super::key::FigureKey;
use crate::finding::phrase::{Phrase, listed};
use crate::model::figure_record::{FigureRecord, Given, Pounds};
use crate::model::money::Money;
use crate::model::origin::Origin;
use crate::model::share::Share;
use crate::reconcile::{Partly, Sum};

/// An amount with its cells, or why there is none.
pub type Found = Result<Sum, Unknown>;

/// Why an amount is not known, and what of it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// Why.
    pub why: Phrase,
    /// What is known of it, where it is only a part that is missing.
    pub at_least: Option<Box<Sum>>,
}

impl Unknown {
    /// A part of an amount is known.
    #[must_use]
    pub fn of(partly: &Partly) -> Self {
        Self { why: partly.in_words(), at_least: Some(Box::new(partly.known.clone())) }
    }

    /// For what is worked out from the amount: of that nothing is known.
    #[must_use]
    pub fn worked_with(self) -> Self {
        Self { at_least: None, ..self }
    }
}

impl From<Phrase> for Unknown {
    fn from(why: Phrase) -> Self {
        Self { why, at_least: None }
    }
}

impl From<&'static str> for Unknown {
    fn from(why: &'static str) -> Self {
        Phrase::from(why).into()
    }
}

/// Amounts added up; where parts of some are missing, what is known of all of them.
pub fn together(all: Vec<Found>) -> Found {
    let mut whys: Vec<Phrase> = Vec::new();
    let mut known: Option<Vec<Sum>> = Some(Vec::new());
    for found in all {
        let part = match found {
            Ok(sum) => Some(sum),
            Err(unknown) => {
                if !whys.contains(&unknown.why) {
                    whys.push(unknown.why);
                }
                unknown.at_least.map(|sum| *sum)
            }
        };
        match (part, &mut known) {
            (Some(part), Some(known)) => known.push(part),
            _ => known = None,
        }
    }
    let sum = known.and_then(|known| if known.is_empty() { Some(Sum::none()) } else { Sum::total(&known) });
    match whys.first() {
        None => sum.ok_or_else(|| "the sum is too large".into()),
        // Of what is not known at all the first reason stands for all; where only parts are missing each is named.
        Some(_) if sum.is_some() => Err(Unknown { why: listed(whys), at_least: sum.map(Box::new) }),
        Some(why) => Err(why.clone().into()),
    }
}

/// A figure with the cells that it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Which figure it is.
    pub key: FigureKey,
    /// How much.
    pub quantity: Quantity,
    /// The cells; of a share, those of the part.
    pub origins: Vec<Origin>,
    /// The cells of the whole of a share.
    pub whole_origins: Vec<Origin>,
}

/// How much a figure is, or why that is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Quantity {
    /// An amount.
    Amount(Money, Option<Basis>),
    /// An amount that is not available, and why; with what is known of it where a part is missing.
    NoAmount {
        /// Why it is not.
        why: Phrase,
        /// What is known of it.
        at_least: Option<Money>,
    },
    /// A share.
    Share(Share),
    /// A share with a part that is not available, and why.
    NoShare {
        /// The part, if that is known.
        numerator: Option<Money>,
        /// The whole, if that is known.
        denominator: Option<Money>,
        /// Why there is no share.
        why: Phrase,
    },
}

/// What a total of contributions is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// What was paid, once the year is over.
    Paid,
    /// What partners have budgeted, until then.
    Budgeted,
    /// What was committed, where not every partner has sent its budget.
    Committed,
}

impl Basis {
    /// Every basis.
    pub const ALL: [Self; 3] = [Self::Paid, Self::Budgeted, Self::Committed];

    /// Its word in `figures.json` and in the pack.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Paid => "paid",
            Self::Budgeted => "budgeted",
            Self::Committed => "committed",
        }
    }
}

impl Figure {
    /// An amount that was found, with its cells, or why it was not.
    #[must_use]
    pub fn amount(key: FigureKey, found: Found) -> Self {
        Self::total(key, found, None)
    }

    /// The same with what it is made of.
    #[must_use]
    pub fn total(key: FigureKey, found: Found, basis: Option<Basis>) -> Self {
        match found {
            Ok(sum) => Self::new(key, Quantity::Amount(sum.amount, basis), sum.origins),
            Err(Unknown { why, at_least }) => {
                let known = at_least.as_ref().map(|sum| sum.amount);
                let origins = at_least.map(|sum| sum.origins).unwrap_or_default();
                Self::new(key, Quantity::NoAmount { why, at_least: known }, origins)
            }
        }
    }

    /// One found amount as a share of another.
    #[must_use]
    pub fn share(key: FigureKey, part: &Found, whole: &Found) -> Self {
        let amount = |found: &Found| found.as_ref().ok().map(|sum| sum.amount);
        let cells = |found: &Found| found.as_ref().map(|sum| sum.origins.clone()).unwrap_or_default();
        let no_share = |why: Phrase| Quantity::NoShare { numerator: amount(part), denominator: amount(whole), why };
        let quantity = match (part, whole) {
            (Ok(_), Ok(whole)) if whole.amount == Money::ZERO => no_share("the contributions add up to nothing".into()),
            (Ok(part), Ok(whole)) => Quantity::Share(Share { numerator: part.amount, denominator: whole.amount }),
            (Err(unknown), _) | (_, Err(unknown)) => no_share(unknown.why.clone()),
        };
        Self { whole_origins: cells(whole), ..Self::new(key, quantity, cells(part)) }
    }

    /// A figure with the cells of its amount.
    #[must_use]
    pub fn new(key: FigureKey, quantity: Quantity, origins: Vec<Origin>) -> Self {
        Self { key, quantity, origins, whole_origins: Vec::new() }
    }

    /// The cells that it comes from, of a share those of the part first.
    pub fn all_origins(&self) -> impl Iterator<Item = &Origin> {
        self.origins.iter().chain(&self.whole_origins)
    }

    /// The figure as `figures.json` lists it.
    #[must_use]
    pub fn record(&self, area: &str) -> FigureRecord {
        let FigureKey { id, definition, agreement, scheme, partner, source, class, period } = &self.key;
        let text = |name: &str| name.to_owned();
        let record = FigureRecord {
            id: text(id),
            definition: definition.as_deref().map(text),
            area: text(area),
            agreement: agreement.as_deref().map(text),
            scheme: scheme.as_deref().map(text),
            partner: partner.as_deref().map(text),
            source: source.as_deref().map(text),
            class: *class,
            period: *period,
            value: Given::Absent,
            at_least: None,
            numerator: Given::Absent,
            denominator: Given::Absent,
            percent: Given::Absent,
            basis: None,
            why: None,
        };
        let pounds = |amount: Option<Money>| Given::of(amount.map(Pounds));
        match &self.quantity {
            Quantity::Amount(value, basis) => {
                FigureRecord { value: pounds(Some(*value)), basis: basis.map(|basis| text(basis.word())), ..record }
            }
            Quantity::NoAmount { why, at_least } => FigureRecord {
                value: Given::Unknown,
                at_least: at_least.map(Pounds),
                why: Some(why.to_string()),
                ..record
            },
            Quantity::Share(share) => FigureRecord {
                numerator: pounds(Some(share.numerator)),
                denominator: pounds(Some(share.denominator)),
                percent: Given::of(share.percent().map(|percent| percent.to_string())),
                ..record
            },
            Quantity::NoShare { numerator, denominator, why } => FigureRecord {
                numerator: pounds(*numerator),
                denominator: pounds(*denominator),
                percent: Given::Unknown,
                why: Some(why.to_string()),
                ..record
            },
        }
    }
}

impl Quantity {
    /// No amount, of which no part is known.
    #[must_use]
    pub fn no_amount(why: impl Into<Phrase>) -> Self {
        Self::NoAmount { why: why.into(), at_least: None }
    }

    /// The amount, where it is one and known.
    #[must_use]
    pub const fn amount(&self) -> Option<Money> {
        match self {
            Self::Amount(amount, _) => Some(*amount),
            Self::NoAmount { .. } | Self::Share(_) | Self::NoShare { .. } => None,
        }
    }

    /// Why it is not known, where it is not.
    #[must_use]
    pub const fn why_not(&self) -> Option<&Phrase> {
        match self {
            Self::NoAmount { why, .. } | Self::NoShare { why, .. } => Some(why),
            Self::Amount(..) | Self::Share(_) => None,
        }
    }
}
