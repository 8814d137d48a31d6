//! The key of a figure: what it is, whose and when; no two figures have the same.

use std::sync::Arc;

use super::id;
use crate::model::entry::Class;
use crate::model::name::{AgreementId, PartnerName, SchemeId};
use crate::model::period::Period;

/// The definition of a partner's share of contributions.
const SHARE_OF_CONTRIBUTIONS: &str = "share-of-contributions";

/// What makes a figure another one than all others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FigureKey {
    /// Which figure; one of [`id::ALL`].
    pub id: &'static str,
    /// The definition of a share.
    pub definition: Option<Arc<str>>,
    /// The agreement; `None` for the area's pooled funds together.
    pub agreement: Option<AgreementId>,
    /// The scheme in the agreement; `None` for all of it.
    pub scheme: Option<SchemeId>,
    /// The partner; `None` for all together.
    pub partner: Option<PartnerName>,
    /// The source of funding, of what a source pays; `None` for all of them.
    pub source: Option<Arc<str>>,
    /// Revenue or capital; `None` for both.
    pub class: Option<Class>,
    /// The period.
    pub period: Period,
}

impl FigureKey {
    /// A figure of all pooled funds, all partners and both classes. A share that has only one definition has it.
    #[must_use]
    pub fn new(id: &'static str, period: Period) -> Self {
        let definition = (id == id::SHARE).then(|| Arc::from(SHARE_OF_CONTRIBUTIONS));
        Self { id, definition, agreement: None, scheme: None, partner: None, source: None, class: None, period }
    }

    /// Joint expenditure by a definition.
    #[must_use]
    pub fn joint(definition: &str, period: Period) -> Self {
        Self { definition: Some(definition.into()), ..Self::new(id::JOINT, period) }
    }

    /// The same of an agreement, or of all pooled funds.
    #[must_use]
    pub fn of_agreement(self, agreement: Option<&str>) -> Self {
        Self { agreement: agreement.map(AgreementId::from), ..self }
    }

    /// The same of a scheme of the agreement, or of all.
    #[must_use]
    pub fn of_scheme(self, scheme: Option<&str>) -> Self {
        Self { scheme: scheme.map(SchemeId::from), ..self }
    }

    /// The same of a source of funding.
    #[must_use]
    pub fn of_source(self, source: &str) -> Self {
        Self { source: Some(source.into()), ..self }
    }

    /// The same of a partner, or of all.
    #[must_use]
    pub fn of_partner(self, partner: Option<&str>) -> Self {
        Self { partner: partner.map(PartnerName::from), ..self }
    }

    /// The same of revenue or capital, or of both.
    #[must_use]
    pub fn of_class(self, class: Option<Class>) -> Self {
        Self { class, ..self }
    }

    /// Whether it is joint expenditure of the whole area by a definition.
    #[must_use]
    pub fn is_joint(&self, definition: &str) -> bool {
        self.id == id::JOINT && self.definition.as_deref() == Some(definition) && self.agreement.is_none()
    }
}
