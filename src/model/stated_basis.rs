//! Stated bases: whether amounts are with or without VAT, and before or after client income, as a heading, a cell or the register says.

use super::basis::{AgreedBasis, IncomeBasis};
use super::words::folded;

/// Whether amounts hold VAT.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VatBasis {
    /// They do.
    With,
    /// They do not.
    Without,
}

/// What is said of one part of a basis.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Stated<T> {
    /// Nothing.
    #[default]
    Nothing,
    /// One thing.
    One(T),
    /// Something that is not understood, or two things.
    Unclear,
}

/// What amounts are, as it is said of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StatedBasis {
    /// With or without VAT.
    pub vat: Stated<VatBasis>,
    /// Gross or net of client income.
    pub income: Stated<IncomeBasis>,
}

impl<T: Copy + PartialEq> Stated<T> {
    /// What two places say together; two that differ are not understood.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (one, Self::Nothing) | (Self::Nothing, one) => one,
            (one, other) if one == other => one,
            _ => Self::Unclear,
        }
    }

    /// Whether amounts of which the one is said may not be held against those of which the other is. Of silence nobody knows.
    #[must_use]
    pub fn differs_from(self, other: Self) -> bool {
        self.and(other) == Self::Unclear
    }
}

impl StatedBasis {
    /// Whether nothing is said.
    #[must_use]
    pub fn is_silent(self) -> bool {
        self == Self::default()
    }

    /// What two places say together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { vat: self.vat.and(other.vat), income: self.income.and(other.income) }
    }

    /// The same in words: `without VAT`, `net`.
    #[must_use]
    pub fn in_words(self) -> Vec<&'static str> {
        let vat = match self.vat {
            Stated::Nothing => None,
            Stated::One(VatBasis::With) => Some("with VAT"),
            Stated::One(VatBasis::Without) => Some("without VAT"),
            Stated::Unclear => Some("of VAT something that is not understood"),
        };
        let income = match self.income {
            Stated::Nothing => None,
            Stated::One(IncomeBasis::Gross) => Some("gross"),
            Stated::One(IncomeBasis::Net) => Some("net"),
            Stated::Unclear => Some("of gross or net something that is not understood"),
        };
        vat.into_iter().chain(income).collect()
    }
}

/// Words before `VAT`, the longest first, and what they say.
const BEFORE_VAT: [(&str, VatBasis); 22] = [
    ("not inclusive of", VatBasis::Without),
    ("not including", VatBasis::Without),
    ("inclusive of", VatBasis::With),
    ("exclusive of", VatBasis::Without),
    ("gross of", VatBasis::With),
    ("net of", VatBasis::Without),
    ("not incl", VatBasis::Without),
    ("including", VatBasis::With),
    ("includes", VatBasis::With),
    ("include", VatBasis::With),
    ("incl", VatBasis::With),
    ("inc", VatBasis::With),
    ("with", VatBasis::With),
    ("excluding", VatBasis::Without),
    ("excludes", VatBasis::Without),
    ("exclude", VatBasis::Without),
    ("excl", VatBasis::Without),
    ("exc", VatBasis::Without),
    ("ex", VatBasis::Without),
    ("without", VatBasis::Without),
    ("before", VatBasis::Without),
    ("less", VatBasis::Without),
];

/// Words after `VAT`.
const AFTER_VAT: [(&str, VatBasis); 8] = [
    ("is included", VatBasis::With),
    ("is excluded", VatBasis::Without),
    ("included", VatBasis::With),
    ("inclusive", VatBasis::With),
    ("incl", VatBasis::With),
    ("excluded", VatBasis::Without),
    ("exclusive", VatBasis::Without),
    ("excl", VatBasis::Without),
];

/// What a cell that is labelled `VAT` may say without the word.
const LABELLED: [(&str, VatBasis); 14] = [
    ("with", VatBasis::With),
    ("included", VatBasis::With),
    ("including", VatBasis::With),
    ("inclusive", VatBasis::With),
    ("incl", VatBasis::With),
    ("inc", VatBasis::With),
    ("gross", VatBasis::With),
    ("without", VatBasis::Without),
    ("excluded", VatBasis::Without),
    ("excluding", VatBasis::Without),
    ("exclusive", VatBasis::Without),
    ("excl", VatBasis::Without),
    ("exc", VatBasis::Without),
    ("net", VatBasis::Without),
];

/// Words that may stand in a labelled cell, or a title, beside what it says and change nothing of it.
const BESIDE: [&str; 18] = [
    "all",
    "amount",
    "amounts",
    "are",
    "at",
    "contributions",
    "figures",
    "in",
    "is",
    "paid",
    "payments",
    "pounds",
    "received",
    "shown",
    "stated",
    "the",
    "this",
    "values",
];

/// Where VAT is no matter, so that with and without it are the same.
pub(super) const NO_MATTER: [&str; 7] =
    ["exempt", "n a", "not applicable", "none", "outside the scope", "outside the scope of vat", "zero rated"];

/// What income may be called in a heading.
const INCOME: [&str; 6] =
    ["client income", "client contributions", "client charges", "user charges", "service user income", "income"];

/// Words before income, and what they say.
const BEFORE_INCOME: [(&str, IncomeBasis); 4] = [
    ("net of", IncomeBasis::Net),
    ("after", IncomeBasis::Net),
    ("gross of", IncomeBasis::Gross),
    ("before", IncomeBasis::Gross),
];

/// Words by which a heading is of money that one body gives another; of what a pool costs, gross and net are columns of their own.
const MOVES: [&str; 10] = [
    "contribution",
    "contributions",
    "paid",
    "payment",
    "payments",
    "payable",
    "receipt",
    "receipts",
    "received",
    "receivable",
];

/// A folded heading without what it says of its basis, and what that is; `None` where it says nothing, or has another word about
/// VAT, so that it is no heading that is known.
#[must_use]
pub fn in_heading(heading: &str) -> Option<(String, StatedBasis)> {
    if !heading.split(' ').any(|word| MOVES.contains(&word)) {
        return None;
    }
    let (rest, vat) =
        without_vat(heading).map_or((heading.to_owned(), Stated::Nothing), |(rest, vat)| (rest, Stated::One(vat)));
    if rest.split(' ').any(|word| word == "vat") {
        return None;
    }
    let (rest, income) =
        without_income(&rest).map_or((rest, Stated::Nothing), |(rest, income)| (rest, Stated::One(income)));
    let basis = StatedBasis { vat, income };
    (!basis.is_silent() && !rest.is_empty()).then_some((rest, basis))
}

/// What a title or note says of the VAT of all amounts: every word counts.
#[must_use]
pub fn in_title(text: &str) -> Stated<VatBasis> {
    let said = folded(text);
    if !said.split(' ').any(|word| word == "vat") {
        return Stated::Nothing;
    }
    match without_vat(&said) {
        Some((rest, vat)) if is_beside(&rest) => Stated::One(vat),
        _ => Stated::Nothing,
    }
}

/// What a cell that is labelled `VAT` says.
#[must_use]
pub fn labelled_vat(text: &str) -> Stated<VatBasis> {
    let said = folded(text);
    if said.is_empty() || NO_MATTER.contains(&said.as_str()) {
        return Stated::Nothing;
    }
    let (rest, vat) = match without_vat(&said) {
        Some(found) => found,
        None => match LABELLED.iter().find(|(word, _)| said.split(' ').any(|one| one == *word)) {
            Some((word, vat)) => (removed(&said, word).unwrap_or_default(), *vat),
            None => return Stated::Unclear,
        },
    };
    if is_beside(&rest) { Stated::One(vat) } else { Stated::Unclear }
}

/// What a cell that is labelled as the basis of income says.
#[must_use]
pub fn labelled_income(text: &str) -> Stated<IncomeBasis> {
    if folded(text).is_empty() {
        return Stated::Nothing;
    }
    match AgreedBasis::read(text) {
        Ok(AgreedBasis { income: Some(income), .. }) => Stated::One(income),
        _ => Stated::Unclear,
    }
}

fn is_beside(rest: &str) -> bool {
    rest.split(' ').all(|word| word.is_empty() || BESIDE.contains(&word))
}

/// A folded text without its one expression about VAT.
fn without_vat(text: &str) -> Option<(String, VatBasis)> {
    let text =
        ["recoverable vat", "any vat", "all vat"].iter().fold(text.to_owned(), |text, vat| match removed(&text, vat) {
            // `irrecoverable` is another word, and stays.
            Some(_) => text.replacen(vat, "vat", 1),
            None => text,
        });
    let before = BEFORE_VAT.iter().find_map(|(words, vat)| Some((removed(&text, &format!("{words} vat"))?, *vat)));
    before.or_else(|| AFTER_VAT.iter().find_map(|(words, vat)| Some((removed(&text, &format!("vat {words}"))?, *vat))))
}

/// A folded text without what it says of client income, or without `gross` or `net` at its end.
fn without_income(text: &str) -> Option<(String, IncomeBasis)> {
    let named = BEFORE_INCOME.iter().find_map(|(before, basis)| {
        INCOME.iter().find_map(|income| Some((removed(text, &format!("{before} {income}"))?, *basis)))
    });
    let at_the_end = || {
        [("gross", IncomeBasis::Gross), ("net", IncomeBasis::Net)]
            .into_iter()
            .find_map(|(word, basis)| Some((text.strip_suffix(word)?.strip_suffix(' ')?.to_owned(), basis)))
    };
    named.or_else(at_the_end)
}

/// A folded text without some words that follow each other in it.
fn removed(text: &str, words: &str) -> Option<String> {
    let (all, sought): (Vec<&str>, Vec<&str>) = (text.split(' ').collect(), words.split(' ').collect());
    let at = all.windows(sought.len()).position(|window| window == sought.as_slice())?;
    let rest = all.iter().take(at).chain(all.iter().skip(at + sought.len()));
    Some(rest.copied().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::{IncomeBasis, Stated, StatedBasis, VatBasis, folded, in_heading, in_title, labelled_vat};

    #[test]
    fn a_heading_says_its_basis_and_the_rest_is_its_name() {
        let said = |text: &str| in_heading(&folded(text));
        let vat = |vat| StatedBasis { vat: Stated::One(vat), ..StatedBasis::default() };
        let income = |income| StatedBasis { income: Stated::One(income), ..StatedBasis::default() };
        for text in
            ["Paid (excl. VAT)", "Paid, net of VAT", "Paid ex VAT", "Paid, VAT excluded", "Paid less recoverable VAT"]
        {
            assert_eq!(said(text), Some(("paid".to_owned(), vat(VatBasis::Without))), "{text}");
        }
        for text in ["Received to date (incl. VAT)", "Received incl VAT to date", "Received to date including VAT"] {
            assert_eq!(said(text), Some(("received to date".to_owned(), vat(VatBasis::With))), "{text}");
        }
        for text in ["Paid to date (net of client income)", "Paid to date, net"] {
            assert_eq!(said(text), Some(("paid to date".to_owned(), income(IncomeBasis::Net))), "{text}");
        }
        let both = StatedBasis { vat: Stated::One(VatBasis::With), income: Stated::One(IncomeBasis::Gross) };
        assert_eq!(said("Paid incl. VAT, gross of client income"), Some(("paid".to_owned(), both)));
        for text in [
            "Paid to date",
            "VAT paid",
            "Paid plus VAT",
            "Paid, irrecoverable VAT",
            "Annual budget (net)",
            "Net",
            "VAT",
        ] {
            assert_eq!(said(text), None, "{text}");
        }
        assert_eq!(said("Paid, not net of VAT").unwrap().0, "paid not", "no heading that a layout has");
    }

    #[test]
    fn a_labelled_cell_and_a_title_say_it_with_every_word() {
        for text in ["with", "Included", "incl. VAT", "Amounts are with VAT", "gross"] {
            assert_eq!(labelled_vat(text), Stated::One(VatBasis::With), "{text}");
        }
        for text in ["without", "Excl.", "net of VAT", "All figures exclude VAT", "Amounts are stated exclusive of VAT"]
        {
            assert_eq!(labelled_vat(text), Stated::One(VatBasis::Without), "{text}");
        }
        for text in ["yes", "with VAT from October", "some", "with and without"] {
            assert_eq!(labelled_vat(text), Stated::Unclear, "{text}");
        }
        for text in ["", "n/a", "outside the scope"] {
            assert_eq!(labelled_vat(text), Stated::Nothing, "{text}");
        }
        assert_eq!(in_title("All figures exclude VAT"), Stated::One(VatBasis::Without));
        for text in ["VAT return", "Contributions", "Figures exclude VAT for the hospice", "VAT registration 123"] {
            assert_eq!(in_title(text), Stated::Nothing, "{text}");
        }
    }

    #[test]
    fn silence_differs_from_nothing() {
        let (with, without) = (Stated::One(VatBasis::With), Stated::One(VatBasis::Without));
        assert!(with.differs_from(without) && !with.differs_from(Stated::Nothing) && !with.differs_from(with));
        assert!(with.differs_from(Stated::Unclear) && Stated::<VatBasis>::Nothing.differs_from(Stated::Unclear));
    }
}
