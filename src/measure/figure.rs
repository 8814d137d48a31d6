//! What a figure is: its key, how much it is or why that is not known, and the cells that it comes from.

use super::key::FigureKey;
use crate::finding::phrase::Phrase;
use crate::model::figure_record::{FigureRecord, Given, Pounds};
use crate::model::money::Money;
use crate::model::origin::Origin;
use crate::model::share::Share;
use crate::reconcile::Sum;

/// An amount with its cells, or why there is none.
pub type Found = Result<Sum, Phrase>;

/// A figure with the cells that it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Which figure it is.
    pub key: FigureKey,
    /// How much.
    pub quantity: Quantity,
    /// The cells; of a share, those of what stands above the line.
    pub origins: Vec<Origin>,
    /// The cells of what stands below the line of a share.
    pub whole_origins: Vec<Origin>,
}

/// How much a figure is, or why that is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Quantity {
    /// An amount.
    Amount(Money, Option<Basis>),
    /// An amount that is not available, and why.
    NoAmount(Phrase),
    /// A share.
    Share(Share),
    /// A share with a part that is not available, and why.
    NoShare {
        /// What stands above the line, if that is known.
        numerator: Option<Money>,
        /// What stands below it, if that is known.
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
            Err(why) => Self::new(key, Quantity::NoAmount(why), Vec::new()),
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
            (Err(why), _) | (_, Err(why)) => no_share(why.clone()),
        };
        Self { whole_origins: cells(whole), ..Self::new(key, quantity, cells(part)) }
    }

    /// A figure with the cells of its amount.
    #[must_use]
    pub fn new(key: FigureKey, quantity: Quantity, origins: Vec<Origin>) -> Self {
        Self { key, quantity, origins, whole_origins: Vec::new() }
    }

    /// The cells that it comes from, of a share those above the line first.
    pub fn all_origins(&self) -> impl Iterator<Item = &Origin> {
        self.origins.iter().chain(&self.whole_origins)
    }

    /// The figure as `figures.json` lists it.
    #[must_use]
    pub fn record(&self, area: &str) -> FigureRecord {
        let FigureKey { id, definition, agreement, partner, class, period, .. } = &self.key;
        let text = |name: &str| name.to_owned();
        let record = FigureRecord {
            id: text(id),
            definition: None,
            area: text(area),
            agreement: agreement.as_deref().map(text),
            partner: partner.as_deref().map(text),
            class: *class,
            period: *period,
            value: Given::Absent,
            numerator: Given::Absent,
            denominator: Given::Absent,
            percent: Given::Absent,
            basis: None,
            why: None,
        };
        // Amounts have no definition in `figures.json`.
        let definition = definition.as_deref().map(text);
        let pounds = |amount: Option<Money>| Given::of(amount.map(Pounds));
        match &self.quantity {
            Quantity::Amount(value, basis) => {
                FigureRecord { value: pounds(Some(*value)), basis: basis.map(|basis| text(basis.word())), ..record }
            }
            Quantity::NoAmount(why) => FigureRecord { value: Given::Unknown, why: Some(why.to_string()), ..record },
            Quantity::Share(share) => FigureRecord {
                definition,
                numerator: pounds(Some(share.numerator)),
                denominator: pounds(Some(share.denominator)),
                percent: Given::of(share.percent().map(|percent| percent.to_string())),
                ..record
            },
            Quantity::NoShare { numerator, denominator, why } => FigureRecord {
                definition,
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
    /// The amount, where it is one and known.
    #[must_use]
    pub const fn amount(&self) -> Option<Money> {
        match self {
            Self::Amount(amount, _) => Some(*amount),
            Self::NoAmount(_) | Self::Share(_) | Self::NoShare { .. } => None,
        }
    }

    /// Why it is not known, where it is not.
    #[must_use]
    pub const fn why_not(&self) -> Option<&Phrase> {
        match self {
            Self::NoAmount(why) | Self::NoShare { why, .. } => Some(why),
            Self::Amount(..) | Self::Share(_) => None,
        }
    }
}
