//! A figure as `figures.json` lists it: written by a publication, read by the next one and by the roll-up.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::entry::Class;
use super::money::Money;
use super::period::Period;

/// The number of what figures mean, in `run.json`: it goes up when a figure means something else than under the number before,
/// so that nobody compares the two. A publication that has none is of 1.
///
/// 2: a variance is what a pool costs more than its agreed pool, no more than the host's budget, and only variations that count
/// move a commitment.
pub const RULES: u32 = 3;

/// One element of `figures.json`.
///
/// An amount has `value`, a share `numerator`, `denominator` and `percent`; what does not apply is left out, and what applies and
/// is not known is null.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureRecord {
    /// Which figure.
    pub id: String,
    /// The definition of a share.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub definition: Option<String>,
    /// The area that published it.
    pub area: String,
    /// The agreement, by id; none for all pooled funds, or the area.
    pub agreement: Option<String>,
    /// The scheme in it, by id; none for all of them.
    #[serde(default)]
    pub scheme: Option<String>,
    /// The partner; none for all of them.
    pub partner: Option<String>,
    /// Revenue or capital; none for both.
    pub class: Option<Class>,
    /// The source of funding, of what a source pays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The period.
    pub period: Period,
    /// An amount.
    #[serde(default, skip_serializing_if = "Given::is_absent")]
    pub value: Given<Pounds>,
    /// What is known of an amount of which a part is missing.
    #[serde(rename = "at-least", default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Pounds>,
    /// Of a share, the part.
    #[serde(default, skip_serializing_if = "Given::is_absent")]
    pub numerator: Given<Pounds>,
    /// Of a share, the whole.
    #[serde(default, skip_serializing_if = "Given::is_absent")]
    pub denominator: Given<Pounds>,
    /// Of a share, the percentage as printed: `8.2` for 8.2 %.
    #[serde(default, skip_serializing_if = "Given::is_absent")]
    pub percent: Given<String>,
    /// What a total of contributions is made of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
    /// Why it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// What makes a figure of an area the same in two publications.
pub type SameFigure<'a> = (&'a str, [Option<&'a str>; 5], Option<Class>, Period);

impl FigureRecord {
    /// What makes it the same figure in two publications of an area.
    #[must_use]
    pub fn key(&self) -> SameFigure<'_> {
        let of = [&self.definition, &self.agreement, &self.scheme, &self.partner, &self.source];
        (&self.id, of.map(Option::as_deref), self.class, self.period)
    }

    /// Whether anything was known of it.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.value.known().is_some() || (self.numerator.known().is_some() && self.denominator.known().is_some())
    }

    /// Whether two publications say the same of it.
    #[must_use]
    pub fn agrees(&self, other: &Self) -> bool {
        let amounts = |record: &Self| {
            [&record.value, &record.numerator, &record.denominator].map(|amount| amount.known().copied())
        };
        amounts(self) == amounts(other)
    }

    /// The amounts that it lists.
    pub fn amounts(&self) -> impl Iterator<Item = Money> {
        [&self.value, &self.numerator, &self.denominator].into_iter().filter_map(|amount| Some(amount.known()?.0))
    }
}

/// A part of a record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Given<T> {
    /// It does not apply, and is left out.
    #[default]
    Absent,
    /// It is not known: null.
    Unknown,
    /// It is known.
    Known(T),
}

impl<T> Given<T> {
    /// What applies and may not be known.
    #[must_use]
    pub fn of(known: Option<T>) -> Self {
        known.map_or(Self::Unknown, Self::Known)
    }

    /// What is known.
    #[must_use]
    pub const fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Absent | Self::Unknown => None,
        }
    }

    /// Whether it is left out.
    #[must_use]
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }
}

impl<T: Serialize> Serialize for Given<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.known().serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Given<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::<T>::deserialize(deserializer).map(Self::of)
    }
}

/// Pounds and pence as text: `8600000.00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pounds(pub Money);

impl Serialize for Pounds {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.plain())
    }
}

impl<'de> Deserialize<'de> for Pounds {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Money::from_plain(&text).map(Self).ok_or_else(|| serde::de::Error::custom(format!("`{text}` is no amount")))
    }
}

#[cfg(test)]
mod tests {
    use super::FigureRecord;

    #[test]
    fn a_record_is_written_as_it_was_read() {
        for text in [
            r#"{"id":"contributions.total","area":"salford","agreement":null,"scheme":null,"partner":null,"class":null,"period":"2006-07","value":"22000000.00","basis":"budgeted"}"#,
            r#"{"id":"variance","area":"salford","agreement":"LD","scheme":null,"partner":null,"class":"capital","period":"2024-25-Q2","value":null,"why":"nothing was reported"}"#,
            r#"{"id":"expenditure.actual","area":"salford","agreement":"LD","scheme":null,"partner":null,"class":null,"period":"2024-25-M06","value":null,"at-least":"250.10","why":"no ledger for May 2024"}"#,
            r#"{"id":"joint-expenditure","definition":"council-share","area":"salford","agreement":null,"scheme":null,"partner":null,"class":null,"period":"2006-07","numerator":"-1.05","denominator":null,"percent":null,"why":"a part is missing"}"#,
        ] {
            let record: FigureRecord = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&record).unwrap(), text);
        }
        let broken = r#"{"id":"variance","area":"a","agreement":null,"scheme":null,"partner":null,"class":null,"period":"2006-07","value":"1,000"}"#;
        assert!(serde_json::from_str::<FigureRecord>(broken).is_err());
    }
}
