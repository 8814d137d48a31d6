//! The area's last publication: what it said of each figure, and the files that it was made from.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::money::grouped;

/// A publication before this one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Earlier {
    /// Its name: period and revision, `2006-07 r1`.
    pub name: String,
    /// The period that it was about.
    pub period: String,
    /// Every figure that it published; `None` where its record cannot be read.
    pub figures: Option<Vec<Said>>,
    /// The files that it was made from, with their hashes.
    pub files: BTreeMap<String, Option<String>>,
}

/// What a publication said of one figure: an element of `figures.json`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Said {
    /// Which figure.
    pub id: String,
    /// The definition of a share.
    #[serde(default)]
    pub definition: Option<String>,
    /// The agreement.
    pub agreement: Option<String>,
    /// The partner.
    pub partner: Option<String>,
    /// Revenue or capital.
    pub class: Option<String>,
    /// The period.
    pub period: String,
    /// An amount in pounds.
    #[serde(default)]
    pub value: Option<String>,
    /// Of a share, what stands above the line.
    #[serde(default)]
    pub numerator: Option<String>,
    /// Of a share, what stands below it.
    #[serde(default)]
    pub denominator: Option<String>,
}

impl Said {
    /// Whether two publications speak of the same figure.
    #[must_use]
    pub fn is_of(&self, other: &Self) -> bool {
        let key = |said: &Self| {
            [
                Some(&said.id),
                said.definition.as_ref(),
                said.agreement.as_ref(),
                said.partner.as_ref(),
                said.class.as_ref(),
            ]
            .map(|part| part.cloned())
        };
        self.period == other.period && key(self) == key(other)
    }

    /// Whether anything was known of it.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.value.is_some() || (self.numerator.is_some() && self.denominator.is_some())
    }

    /// Whether they say the same of it.
    #[must_use]
    pub fn agrees(&self, other: &Self) -> bool {
        (&self.value, &self.numerator, &self.denominator) == (&other.value, &other.numerator, &other.denominator)
    }

    /// The amount, or the two amounts of a share.
    #[must_use]
    pub fn amounts(&self) -> String {
        let pounds = |text: &Option<String>| text.as_deref().map_or_else(|| "not available".to_owned(), in_pounds);
        match (&self.numerator, &self.denominator) {
            (None, None) => pounds(&self.value),
            (above, below) => format!("{} of {}", pounds(above), pounds(below)),
        }
    }
}

/// Plain pounds as the pack prints money.
fn in_pounds(plain: &str) -> String {
    let (sign, size) = plain.strip_prefix('-').map_or(("", plain), |size| ("−", size));
    let parts = size.split_once('.').and_then(|(pounds, pence)| Some((pounds.parse().ok()?, pence)));
    parts.map_or_else(|| format!("{sign}£{size}"), |(pounds, pence)| format!("{sign}£{}.{pence}", grouped(pounds)))
}
