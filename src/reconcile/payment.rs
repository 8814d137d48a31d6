//! Payment: what is known of what a partner paid, from whoever says anything of it.

use super::balance::{differing, receiver};
use super::commitments::Key;
use super::lines::LineSources;
use super::{Books, Line, Partly, Reported, Sum};
use crate::finding::phrase::{Phrase, phrase};
use crate::model::agreement::Agreement;
use crate::model::entry::{Form, Kind};
use crate::model::money::Money;

/// What is known of what a partner paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Payment<'a> {
    /// What the partner itself says.
    Paid(&'a Sum),
    /// The partner says nothing; who received it says how much.
    Received(&'a Sum, &'a str),
    /// Nobody says anything.
    Unreported,
    /// Something was said, and it comes to no one figure that is known in full.
    NotInFull,
}

/// What came into a pool of a partner's contribution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PutIn<'a> {
    /// What the host says it received or, where it says nothing, what the partner says it paid.
    Known(&'a Sum),
    /// Both say something, and not the same; who the other is.
    Differ(&'a str),
    /// A part of it is known.
    Partly(&'a Partly),
    /// Something was said, and it comes to no figure.
    Open,
    /// Nobody says anything.
    Unreported,
}

impl Payment<'_> {
    /// How much, where that is known.
    #[must_use]
    pub fn sum(&self) -> Option<&Sum> {
        match self {
            Self::Paid(sum) | Self::Received(sum, _) => Some(sum),
            Self::Unreported | Self::NotInFull => None,
        }
    }

    /// What is said of it in a period, as a sentence begins; empty where nothing is.
    #[must_use]
    pub fn said(&self, books: &Books, agreement: &Agreement, line: &Line) -> Phrase {
        let (partner, title, period) = (line.whose(), &agreement.title, line.period);
        let of_class = books.of_class(&line.agreement, line.class);
        match self {
            Self::Paid(sum) => {
                let (paid, how) = match (line.form, period.is_closed(books.as_at)) {
                    (Form::Cash, true) => ("paid", ""),
                    (Form::Cash, false) => ("has paid", ""),
                    (Form::InKind, true) => ("gave", " in kind"),
                    (Form::InKind, false) => ("has given", " in kind"),
                };
                phrase!("{} {} {}{}{} to `{}` in {}", partner, paid, sum.amount, of_class, how, title, period)
            }
            Self::Received(sum, host) => {
                let unsaid = phrase!("{} has not reported what it paid to `{}` in {}", partner, title, period);
                if *host == line.partner {
                    phrase!("{}; as host it reports that it received {}{}", unsaid, sum.amount, of_class)
                } else {
                    phrase!("{}; `{}` reports that it received {}{} from it", unsaid, *host, sum.amount, of_class)
                }
            }
            Self::Unreported | Self::NotInFull => Phrase::default(),
        }
    }
}

impl Books {
    /// What is known of what the partner of a line paid. What the partner says goes before what the host says: where they differ,
    /// that is a difference of its own.
    #[must_use]
    pub fn payment<'a>(&'a self, agreement: &'a Agreement, line: &'a Line) -> Payment<'a> {
        match (&line.paid, &line.received) {
            (Reported::Figure(_), _) if self.may_be_on_two_bases(agreement, line) => Payment::NotInFull,
            (Reported::Figure(paid), _) => Payment::Paid(paid),
            (Reported::Nothing, Reported::Nothing) => Payment::Unreported,
            (Reported::Nothing, Reported::Figure(received)) => {
                self.receiver(agreement, line).map_or(Payment::NotInFull, |host| Payment::Received(received, host))
            }
            _ => Payment::NotInFull,
        }
    }

    /// What of a line came into the pool; of what the two sides say otherwise, up to the agreement's materiality, the host's holds.
    /// A host that writes nil as received from itself has nobody who pays it, and what it says it paid stands.
    #[must_use]
    pub fn put_in<'a>(&'a self, agreement: &'a Agreement, line: &'a Line) -> PutIn<'a> {
        match (&line.paid, &line.received) {
            (Reported::Nothing, Reported::Nothing) => PutIn::Unreported,
            (paid, Reported::Figure(received)) if let Some(host) = self.receiver(agreement, line) => {
                match paid.figure().and_then(|paid| differing(agreement, paid, received)) {
                    None => PutIn::Known(received),
                    Some(_) if host == line.partner && received.amount == Money::ZERO => {
                        paid.figure().map_or(PutIn::Open, PutIn::Known)
                    }
                    Some(_) if host == line.partner => PutIn::Open,
                    Some(_) => PutIn::Differ(host),
                }
            }
            (Reported::Figure(paid), _) => PutIn::Known(paid),
            (Reported::AtLeast(partly), _) | (Reported::Nothing, Reported::AtLeast(partly)) => PutIn::Partly(partly),
            _ => PutIn::Open,
        }
    }

    /// Who says what was received of a line; not what its payer writes there.
    pub(super) fn receiver<'a>(&'a self, agreement: &'a Agreement, line: &Line) -> Option<&'a str> {
        let Self { ledger, register, as_at, .. } = self;
        let sources = LineSources { ledger, register, period: line.period, as_at: *as_at };
        let of = |partner: &String| {
            let key = Key { partner, class: line.class, form: line.form };
            receiver(agreement, &sources.told_of_contribution(agreement, Kind::Receipt, key, false), &line.partner)
        };
        of(&line.partner).or_else(|| line.with.iter().find_map(of))
    }
}

/// What is said after what was not paid: money that is withheld in a dispute is in dispute, and nobody forgot to pay it.
#[must_use]
pub fn dispute(agreement: &Agreement) -> &'static str {
    if agreement.is_disputed() { "; the agreement is in dispute" } else { "" }
}
