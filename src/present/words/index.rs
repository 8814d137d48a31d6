//! What words may name: figures to print, or, before any work, names to check against.

use std::sync::Arc;

use minijinja::value::Kwargs;
use minijinja::{Error, ErrorKind};

use crate::measure::{Figure, Figures, Quantity, id};
use crate::model::words::nearest;

/// A figure that words may name.
#[derive(Debug)]
pub struct Named {
    id: String,
    definition: Option<String>,
    agreement: Option<String>,
    partner: Option<String>,
    /// Whether it is of an earlier year, which words do not name.
    earlier: bool,
    known: bool,
}

/// What words may name: figures to print, or, before any work, names to check against.
#[derive(Debug, Clone)]
pub enum Index {
    Figures(Arc<Vec<Named>>),
    Names { measures: Arc<Vec<String>>, places: Option<Vec<&'static str>> },
}

impl From<&Figures> for Index {
    fn from(figures: &Figures) -> Self {
        // A figure of another period keeps its place and cannot be named.
        let id_of = |figure: &Figure| if figure.period == figures.books.period { figure.id } else { "" };
        let named = figures.all().iter().map(|figure| Named {
            id: id_of(figure).to_owned(),
            definition: figure.definition.clone(),
            agreement: figure.agreement.clone(),
            partner: figure.partner.clone(),
            earlier: figure.period != figures.books.period,
            known: matches!(figure.quantity, Quantity::Amount(..) | Quantity::Share(_)),
        });
        Self::Figures(Arc::new(named.collect()))
    }
}

impl Index {
    /// Where a figure stands, and whether it is known.
    pub fn figure(&self, name: &str, options: &Kwargs) -> Result<(Option<usize>, bool), Error> {
        let agreement: Option<String> = options.get("agreement")?;
        let partner: Option<String> = options.get("partner")?;
        if !id::ALL.contains(&name) {
            return Err(unknown(name, "figure", id::ALL));
        }
        Ok(match self {
            Self::Names { .. } => (Some(0), true),
            Self::Figures(all) => {
                let found =
                    all.iter().position(|one| one.id == name && one.agreement == agreement && one.partner == partner);
                (found, found.and_then(|place| all.get(place)).is_some_and(|one| one.known))
            }
        })
    }

    /// Where joint expenditure by a definition stands.
    pub fn joint(&self, definition: &str) -> Result<Option<usize>, Error> {
        match self {
            Self::Names { measures, .. } if !measures.iter().any(|name| name == definition) => {
                Err(unknown(definition, "measure", measures.iter().map(String::as_str)))
            }
            Self::Names { .. } => Ok(Some(0)),
            Self::Figures(all) => {
                let is_it = |one: &Named| {
                    one.id == id::JOINT
                        && one.definition.as_deref() == Some(definition)
                        && one.agreement.is_none()
                        && !one.earlier
                };
                Ok(all.iter().position(is_it))
            }
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
