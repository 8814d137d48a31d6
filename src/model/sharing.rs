//! What an agreement fixes of an over- or underspend: what meets it first, and which partner has which share of the rest.

use super::entry::Class;
use super::money::Money;
use super::origin::Origin;
use super::period::Year;
use super::reason::Reason;
use super::rules::steps::Steps;
use super::stated::Stated;

/// What meets an overspend before partners share the rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PoolSource {
    /// The agreement.
    pub agreement: String,
    /// The year; `None` where its row cannot be used.
    pub year: Option<Year>,
    /// Revenue or capital, where the register says so; `Some(None)` where it does not, `None` where its row cannot be used.
    pub class: Option<Option<Class>>,
    /// Its place in the order, from the lowest; `None` where its row cannot be used.
    pub order: Option<u32>,
    /// What it is; `None` where its row cannot be used.
    pub kind: Option<SourceKind>,
    /// How much there is; `None` where its row cannot be used, or leaves that to the sheet `Schemes`.
    pub amount: Option<Money>,
    /// Whether it is what of schemes nobody has committed, as the sheet `Schemes` has it.
    pub by_schemes: bool,
    /// The cell with the amount.
    pub origin: Origin,
}

/// A kind of money that meets an overspend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceKind {
    /// Money brought forward from the year before, that is not in the agreed pool.
    BroughtForward,
    /// A sum set aside for risk.
    RiskPool,
    /// Money for schemes that nobody has committed yet.
    UncommittedSchemes,
}

impl SourceKind {
    /// Every kind, with its words in the register.
    pub const WORDS: [(&'static str, Self); 3] = [
        ("brought forward", Self::BroughtForward),
        ("risk pool", Self::RiskPool),
        ("uncommitted schemes", Self::UncommittedSchemes),
    ];

    /// Its words in the register and in papers.
    #[must_use]
    pub fn words(self) -> &'static str {
        Self::WORDS.iter().find(|(_, kind)| *kind == self).map_or("", |(words, _)| words)
    }
}

/// A partner's share of an over- or underspend, where the agreement fixes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskShare {
    /// The agreement.
    pub agreement: String,
    /// The partner.
    pub partner: String,
    /// The share: a percentage, or several in steps; `None` where the row has a cap alone.
    pub share: Option<Stated<Steps>>,
    /// The most that the partner bears, or why the cell cannot be used.
    pub cap: Option<Result<Money, Reason>>,
    /// The cell of the cap.
    pub cap_origin: Origin,
}

impl RiskShare {
    /// What the row fixes, as a paper prints it: `51%, at most £500,000.00`.
    #[must_use]
    pub fn in_words(&self) -> String {
        let share = self.share.as_ref().map(|share| match &share.means {
            Ok(steps) => steps.to_string(),
            Err(_) => format!("“{}”", share.text),
        });
        let cap = self.cap.as_ref().map(|cap| match cap {
            Ok(cap) => format!("at most {cap}"),
            Err(_) => "a cap that cannot be read".to_owned(),
        });
        [share, cap].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// The amounts that it fixes: its cap, and where its steps end.
    pub fn amounts(&self) -> impl Iterator<Item = Money> {
        let steps = self.share.as_ref().and_then(|share| share.means.as_ref().ok());
        let cap = self.cap.as_ref().and_then(|cap| cap.as_ref().ok()).copied();
        steps.into_iter().flat_map(Steps::ends).chain(cap)
    }

    /// The cell with the share, or with the cap where there is no share.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        self.share.as_ref().map_or(&self.cap_origin, |share| &share.origin)
    }
}
