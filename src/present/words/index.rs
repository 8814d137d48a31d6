//! What words may name: figures to print, or, before any work, names to check against.

use std::collections::HashMap;
use std::sync::Arc;

use minijinja::value::Kwargs;
use minijinja::{Error, ErrorKind};

use crate::measure::{FigureKey, FigureNumber, FigurePlace, Figures, id};
use crate::model::period::Period;
use crate::model::words::nearest;

/// What words may name: figures to print, or, before any work, names to check against.
#[derive(Debug, Clone)]
pub enum WordIndex {
    /// The figures of a period.
    Figures {
        by_key: Arc<HashMap<FigureKey, FigurePlace>>,
        period: Period,
    },
    Names {
        measures: Arc<Vec<String>>,
        places: Option<Vec<&'static str>>,
    },
}

impl From<&Figures> for WordIndex {
    fn from(figures: &Figures) -> Self {
        Self::Figures { by_key: figures.by_key(), period: figures.books.period }
    }
}

/// Any figure, where words are only checked.
const ANY: FigurePlace = FigurePlace { number: FigureNumber::new(0), is_known: true };

impl WordIndex {
    /// Where a figure of the period is kept; `None` where there is none.
    pub fn figure(&self, name: &str, options: &Kwargs) -> Result<Option<FigurePlace>, Error> {
        let agreement: Option<String> = options.get("agreement")?;
        let partner: Option<String> = options.get("partner")?;
        let Some(id) = id::known(name) else { return Err(unknown(name, "figure", id::ALL.iter().copied())) };
        Ok(match self {
            Self::Names { .. } => Some(ANY),
            Self::Figures { by_key, period } => {
                let key = FigureKey::new(id, *period).of_agreement(agreement.as_deref());
                let key = key.of_partner(partner.as_deref());
                // Joint expenditure has several definitions; its name alone is the first of them.
                let is_any = |other: &FigureKey| FigureKey { definition: None, ..other.clone() } == key;
                let of_any_definition = || by_key.iter().filter(|(other, _)| is_any(other)).map(|(_, kept)| *kept);
                match id {
                    id::JOINT => of_any_definition().min_by_key(|kept| kept.number),
                    _ => by_key.get(&key).copied(),
                }
            }
        })
    }

    /// Where joint expenditure by a definition is kept.
    pub fn joint(&self, definition: &str) -> Result<Option<FigurePlace>, Error> {
        match self {
            Self::Names { measures, .. } if !measures.iter().any(|name| name == definition) => {
                Err(unknown(definition, "measure", measures.iter().map(String::as_str)))
            }
            Self::Names { .. } => Ok(Some(ANY)),
            Self::Figures { by_key, period } => Ok(by_key.get(&FigureKey::joint(definition, *period)).copied()),
        }
    }

    /// Whether a section has a table or chart with a name.
    pub fn place(&self, name: &str) -> Result<(), Error> {
        match self {
            Self::Names { places: Some(places), .. } if !places.contains(&name) => {
                Err(unknown(name, "table or chart of this section", places.iter().copied()))
            }
            _ => Ok(()),
        }
    }
}

fn unknown<'a>(name: &str, what: &str, known: impl IntoIterator<Item = &'a str>) -> Error {
    let near = nearest(name, known).map(|near| format!(": did you mean `{near}`?")).unwrap_or_default();
    trouble(&format!("`{name}` is no {what}{near}"))
}

/// An error in words, in words.
pub fn trouble(detail: &str) -> Error {
    Error::new(ErrorKind::InvalidOperation, detail.to_owned())
}
