//! Schemes by their names in returns: which scheme is meant, and what is said where that is none or several.

use super::Who;
use crate::finding::phrase::{Phrase, listed, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::entry::Class;
use crate::model::origin::Origin;
use crate::model::period::Year;
use crate::model::register::Register;
use crate::model::words::nearest;

/// A name of a scheme that the register does not have.
pub const UNKNOWN_SCHEME: About = About {
    name: "unknown-scheme",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "budgets, spending or forecasts under a name that is no scheme of their agreement on the register's sheet Schemes, where \
            that has schemes of it for the year.",
    matters: "they count towards the pool and towards no scheme: one that the register has may look as if nothing was \
              reported.",
    action: "add the scheme to the register's sheet `Schemes`, or use its name or title there in the return",
    ask: Some("Tell us which scheme the name stands for, or use the name that the scheme has."),
};

/// A name of several schemes, or of a scheme and an agreement.
pub const AMBIGUOUS_SCHEME: About = About {
    name: "ambiguous-scheme",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "amounts under a name that schemes of several agreements have, and no column that says which agreement is meant; or under \
            the name of an agreement that a scheme has, too, which are taken to be the agreement's.",
    matters: "amounts of one of them would count towards the other.",
    action: "name the agreement in a column of its own beside the scheme, or give each its own name",
    ask: Some("Name the agreement beside each scheme."),
};

/// The scheme that a name stands for.
#[derive(Debug)]
pub enum SchemeNamed {
    /// None.
    None,
    /// Just one.
    One {
        /// Its agreement's id.
        agreement: String,
        /// Its id.
        scheme: String,
    },
    /// Several, of these agreements.
    Several(Vec<String>),
}

/// Why a name stands for no one scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotOne {
    /// The agreement with this id has no such scheme.
    Unknown(String),
    /// Schemes of several agreements, or two of one, have it.
    OfSeveral(Vec<String>),
    /// An agreement has it, and so have schemes of others, or one of its own schemes.
    AlsoAnAgreement {
        /// The agreement's id.
        agreement: String,
        /// The agreements of the schemes.
        others: Vec<String>,
    },
}

impl Who<'_> {
    /// The scheme that a name stands for in a year, of whatever agreement.
    #[must_use]
    pub fn scheme(&self, name: &str, year: Option<Year>) -> SchemeNamed {
        let Some(register) = self.register else { return SchemeNamed::None };
        match register.scheme_names.named(name, year).as_slice() {
            [] => SchemeNamed::None,
            [only] => SchemeNamed::One { agreement: only.agreement.clone(), scheme: only.scheme.clone() },
            several => SchemeNamed::Several(several.iter().map(|one| one.agreement.clone()).collect()),
        }
    }

    /// The scheme of an agreement that a name stands for in a year.
    #[must_use]
    pub fn scheme_of(&self, agreement: &str, name: &str, year: Option<Year>) -> Option<String> {
        let names = &self.register?.scheme_names;
        names.in_agreement(agreement, name, year).map(str::to_owned)
    }

    /// The class of a scheme in a year, where its rows of the register have only one.
    #[must_use]
    pub fn class_of_scheme(&self, agreement: &str, scheme: &str, year: Option<Year>) -> Option<Class> {
        let rows = self.register?.schemes.under(agreement).filter(|row| row.scheme == scheme);
        let mut rows = rows.filter(|row| year.is_none_or(|year| row.holds_in(year)));
        let first = rows.next()?.class?;
        rows.all(|row| row.class == Some(first)).then_some(first)
    }

    /// The agreements of schemes that have the name of an agreement, too. One that is all that the agreement has is the agreement.
    #[must_use]
    pub fn scheme_beside(&self, name: &str, agreement: &str, year: Option<Year>) -> Option<Vec<String>> {
        let register = self.register?;
        let schemes = register.schemes_in(agreement, year);
        let named = register.scheme_names.named(name, year).into_iter();
        let others: Vec<String> = named
            .filter(|one| one.agreement != agreement || schemes.iter().any(|scheme| *scheme != one.scheme))
            .map(|one| one.agreement.clone())
            .collect();
        (!others.is_empty()).then_some(others)
    }

    /// Whether the register has schemes of an agreement for a year.
    #[must_use]
    pub fn has_schemes(&self, agreement: &str, year: Option<Year>) -> bool {
        self.register.is_some_and(|register| !register.schemes_in(agreement, year).is_empty())
    }
}

/// Names in one table that stand for no one scheme, in the order in which they were seen.
#[derive(Debug, Default)]
pub struct NotOneScheme(Vec<(String, NotOne, Vec<Origin>)>);

impl NotOneScheme {
    /// Keeps a name with its cell.
    pub fn keep(&mut self, name: &str, why: NotOne, cell: Origin) {
        match self.0.iter_mut().find(|(known, because, _)| known == name && *because == why) {
            Some((.., cells)) if cells.contains(&cell) => {}
            Some((.., cells)) => cells.push(cell),
            None => self.0.push((name.to_owned(), why, vec![cell])),
        }
    }

    /// One finding for each name.
    pub fn findings(self, register: &Register, reporter: Option<&str>) -> Vec<Finding> {
        let titles = |ids: &[String]| -> Phrase {
            let mut once: Vec<&str> = ids.iter().map(|id| register.title(id)).collect();
            once.dedup();
            listed(once.into_iter().map(|title| phrase!("`{}`", title)))
        };
        let finding = |(name, why, cells): (String, NotOne, Vec<Origin>)| {
            let (finding, agreement) = match &why {
                NotOne::Unknown(agreement) => {
                    let title = register.title(agreement);
                    let message = phrase!(
                        "`{}` is no scheme of `{}` in the register; its amounts count towards the pool and no scheme",
                        name,
                        title
                    );
                    let near = nearest(&name, register.scheme_names.all());
                    let near = near.and_then(|near| register.scheme_names.in_agreement(agreement, near, None));
                    let action = match near.map(|scheme| register.scheme_title(agreement, scheme)) {
                        Some(near) => {
                            phrase!("if it is `{}`, name it so in the return; else add it to the sheet `Schemes`", near)
                        }
                        None => "add it to the register's sheet `Schemes`, or correct the name in the return".into(),
                    };
                    (Finding::new(&UNKNOWN_SCHEME, message).asking(action), Some(agreement))
                }
                NotOne::OfSeveral(agreements) => {
                    let message = phrase!(
                        "`{}` names several schemes, of {}; its amounts count towards none",
                        name,
                        titles(agreements)
                    );
                    (Finding::new(&AMBIGUOUS_SCHEME, message), None)
                }
                NotOne::AlsoAnAgreement { agreement, others } => {
                    let message = phrase!(
                        "`{}` is an agreement, and a scheme of {}; its amounts are taken to be the agreement's",
                        name,
                        titles(others)
                    );
                    (Finding::new(&AMBIGUOUS_SCHEME, message), Some(agreement))
                }
            };
            finding.at_cells(&cells).on_partner(reporter).on_agreement(agreement.map(String::as_str))
        };
        self.0.into_iter().map(finding).collect()
    }
}
