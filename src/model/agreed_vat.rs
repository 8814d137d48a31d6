//! Agreed VAT: what the register says of the VAT of an agreement's amounts.

use super::reason::Reason;
use super::stated_basis::{NO_MATTER, Stated, VatBasis, labelled_vat};
use super::words::folded;

/// What an entry under `VAT` means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgreedVat {
    /// Amounts are with it, or without.
    Is(VatBasis),
    /// There is none, so that with and without it are the same.
    NoMatter,
}

/// Other ways to say that there is none.
const NONE_THERE: [&str; 8] = [
    "exempt from vat",
    "no vat applies",
    "not subject to vat",
    "out of scope",
    "out of scope of vat",
    "outside scope of vat",
    "vat does not apply",
    "vat exempt",
];

/// Other ways to say that amounts are without it, where the agreement says it of all of them.
const WITHOUT: [&str; 6] = ["no vat", "plus vat", "vat on top", "vat is added", "vat is extra", "vat to be added"];

/// Words that say something of a basis.
const BEARING: [&str; 17] = [
    "excl",
    "exclude",
    "excluded",
    "excludes",
    "excluding",
    "exclusive",
    "gross",
    "incl",
    "include",
    "included",
    "includes",
    "including",
    "inclusive",
    "net",
    "no",
    "without",
    "yes",
];

/// Words by which it is said who gets VAT back, which changes nothing of what amounts hold.
const RECOVERY: [&str; 8] =
    ["reclaim", "reclaimed", "reclaims", "recover", "recoverable", "recovered", "recovers", "recovery"];

/// Words after which something else may hold of some amounts, or at some time.
const RESTRICTING: [&str; 16] = [
    "apart",
    "but",
    "except",
    "excepting",
    "from",
    "if",
    "mostly",
    "not",
    "only",
    "other",
    "part",
    "partly",
    "some",
    "unless",
    "until",
    "where",
];

impl AgreedVat {
    /// What an entry means, part by part: what says neither, such as who recovers it, is left aside; `None` where no part says any.
    ///
    /// # Errors
    ///
    /// That a part has words about it that are not understood, or that two parts say different things.
    pub fn read(text: &str) -> Result<Option<Self>, Reason> {
        let unknown = || Reason::from("it does not say in known words whether amounts are with VAT or without");
        if let Some(whole) = said(&folded(text)) {
            return Ok(Some(whole));
        }
        let (mut agreed, mut is_named, mut is_restricted) = (None, false, false);
        for part in parts(text) {
            if let Some(said) = said(&part) {
                if agreed.replace(said).is_some_and(|before| before != said) {
                    return Err(unknown());
                }
                continue;
            }
            let has = |words: &[&str]| part.split(' ').any(|word| words.contains(&word));
            let names_it = has(&["vat"]);
            if has(&BEARING) || names_it && !has(&RECOVERY) {
                return Err(unknown());
            }
            is_named |= names_it;
            is_restricted |= has(&RESTRICTING) && !has(&RECOVERY);
        }
        if agreed.is_some() && is_restricted || agreed.is_none() && is_named { Err(unknown()) } else { Ok(agreed) }
    }

    /// What an entry under `Basis` says of VAT, beside gross or net.
    ///
    /// # Errors
    ///
    /// As of an entry under `VAT`.
    pub fn beside(text: &str) -> Result<Option<Self>, Reason> {
        let parts = text.split([';', ',', '\n']).filter(|part| folded(part).split(' ').any(|word| word == "vat"));
        Self::read(&parts.collect::<Vec<_>>().join(";"))
    }
}

/// What a folded part says, of which every word counts.
fn said(part: &str) -> Option<AgreedVat> {
    if NO_MATTER.contains(&part) || NONE_THERE.contains(&part) {
        return Some(AgreedVat::NoMatter);
    }
    let without_subject = ["all amounts ", "amounts ", "contributions ", "payments "]
        .iter()
        .find_map(|subject| part.strip_prefix(subject))
        .unwrap_or(part);
    let without_subject = without_subject.strip_prefix("are ").unwrap_or(without_subject);
    if NONE_THERE.contains(&without_subject) || NO_MATTER.contains(&without_subject) {
        return Some(AgreedVat::NoMatter);
    }
    if WITHOUT.contains(&without_subject) {
        return Some(AgreedVat::Is(VatBasis::Without));
    }
    match labelled_vat(part) {
        Stated::One(vat) => Some(AgreedVat::Is(vat)),
        Stated::Nothing | Stated::Unclear => None,
    }
}

/// The parts of an entry, folded: between marks, and before and after `and`.
fn parts(text: &str) -> Vec<String> {
    let sentences = text.replace(". ", ";").replace(" and ", ";").replace(" which ", ";").replace(" as ", ";");
    let parts = sentences.split([';', ',', ':', '(', ')', '–', '\n']).map(folded);
    parts.filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::{AgreedVat, VatBasis};

    #[test]
    fn an_entry_is_understood_part_by_part() {
        let read = AgreedVat::read;
        for text in [
            "Without VAT (council regime)",
            "Contributions exclude VAT; council recovers it",
            "All amounts exclude VAT",
            "No VAT",
            "plus VAT",
            "excl. VAT",
            "Amounts are exclusive of VAT",
            "Net of VAT, which the host recovers",
        ] {
            assert_eq!(read(text), Ok(Some(AgreedVat::Is(VatBasis::Without))), "{text}");
        }
        for text in ["Amounts include VAT; the ICB cannot recover it", "Inclusive", "with VAT and the ICB bears it"] {
            assert_eq!(read(text), Ok(Some(AgreedVat::Is(VatBasis::With))), "{text}");
        }
        for text in ["Outside the scope of VAT", "Exempt", "n/a", "Contributions are outside the scope of VAT"] {
            assert_eq!(read(text), Ok(Some(AgreedVat::NoMatter)), "{text}");
        }
        for text in
            ["yes", "with VAT from October", "Without VAT, except for equipment", "with and without VAT", "VAT is due"]
        {
            assert!(read(text).is_err(), "{text}");
        }
        assert_eq!(AgreedVat::beside("gross; without VAT"), Ok(Some(AgreedVat::Is(VatBasis::Without))));
        assert_eq!(AgreedVat::beside("net of client income"), Ok(None));
        for text in ["Council regime", "See schedule 4", ""] {
            assert_eq!(read(text), Ok(None), "{text}");
        }
    }
}
