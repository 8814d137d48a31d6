//! Bases: figures that may not be held against others, because the one is with VAT and the other without, or gross and net.

use super::lines::LineSources;
use super::{Line, Reported};
use crate::finding::phrase::{Phrase, phrase};
use crate::model::agreed_vat::AgreedVat;
use crate::model::agreement::Agreement;
use crate::model::stated_basis::{Stated, StatedBasis};
use crate::model::words::listed;

impl LineSources<'_> {
    /// Marks what is reported of a line on another basis than the agreement's or, where that is not recorded, what payer and host
    /// say on different ones.
    pub fn told_by_basis(self, agreement: &Agreement, line: &mut Line) {
        let vat = agreement.agreed_vat();
        let agreed = agreement.stated_basis();
        let said = |reported: &Reported| match (self.basis_of(reported), vat) {
            (basis, Some(AgreedVat::NoMatter)) => StatedBasis { vat: Stated::Nothing, ..basis },
            (basis, _) => basis,
        };
        let [paid, received, of_budget] = [&line.paid, &line.received, &line.budgeted].map(said);
        if [paid, received, of_budget].into_iter().all(StatedBasis::is_silent) {
            return;
        }
        let title = &agreement.title;
        let to = |what: &'static str| phrase!("what `{}` {} to `{}`", line.partner, what, title);
        let of_received = phrase!("what `{}` received from `{}`", title, line.partner);
        let of_agreement = |subject: Phrase, basis: StatedBasis| {
            let why = phrase!("{} is {}, and the agreement's amounts are {}", subject, words(basis), words(agreed));
            differs(basis, agreed).then_some(why)
        };
        let apart = is_apart(agreed, paid, received)
            .then(|| phrase!("{} is {}, and {} is {}", to("paid"), words(paid), of_received.clone(), words(received)));
        let budgeted_why = of_agreement(to("has budgeted"), of_budget);
        let paid_why = of_agreement(to("paid"), paid).or_else(|| apart.clone());
        let received_why = of_agreement(of_received, received).or(apart);
        mark(&mut line.budgeted, budgeted_why.as_ref());
        mark(&mut line.paid, paid_why.as_ref());
        mark(&mut line.received, received_why.as_ref());
        // What was said at the end of the period before is taken to stand on the same basis.
        for (before, why) in [(&mut line.paid_before, paid_why), (&mut line.received_before, received_why)] {
            if let Some(before) = before {
                mark(before, why.as_ref());
            }
        }
    }

    fn basis_of(self, reported: &Reported) -> StatedBasis {
        reported.figure().map_or_else(StatedBasis::default, |sum| self.ledger.basis_of(&sum.origins))
    }
}

fn differs(one: StatedBasis, other: StatedBasis) -> bool {
    one.vat.differs_from(other.vat) || one.income.differs_from(other.income)
}

/// Whether two sides say different things, and the agreement not which of them is its own.
fn is_apart(agreed: StatedBasis, paid: StatedBasis, received: StatedBasis) -> bool {
    let vat = agreed.vat == Stated::Nothing && paid.vat.differs_from(received.vat);
    vat || agreed.income == Stated::Nothing && paid.income.differs_from(received.income)
}

fn mark(reported: &mut Reported, why: Option<&Phrase>) {
    if let (Reported::Figure(sum), Some(why)) = (&*reported, why) {
        *reported = Reported::OtherBasis { sum: sum.clone(), why: why.clone() };
    }
}

fn words(basis: StatedBasis) -> String {
    let words = basis.in_words();
    if words.is_empty() { "not said to be either".to_owned() } else { listed(&words) }
}
