//! The status of an agreement: where it stands, in the register's words.

use crate::model::reason::Reason;
use crate::model::words::folded;

/// Where an agreement stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgreementStatus {
    /// In force.
    Active,
    /// A partner has given notice.
    UnderNotice,
    /// Partners dispute a part of it.
    Disputed,
    /// It is over.
    Ended,
}

impl AgreementStatus {
    /// Every status, with its word in the register.
    pub const WORDS: [(&'static str, Self); 4] = [
        ("active", Self::Active),
        ("under notice", Self::UnderNotice),
        ("disputed", Self::Disputed),
        ("ended", Self::Ended),
    ];

    /// Every status that the register's words begin with or name after a semicolon or comma: `Under notice; £10m disputed` is two.
    ///
    /// # Errors
    ///
    /// That they name none.
    pub fn read(text: &str) -> Result<Vec<Self>, Reason> {
        let parts: Vec<String> = text.split([';', ',']).map(folded).collect();
        let says = |word: &str| {
            parts.iter().any(|part| part.starts_with(word) || (word == "disputed" && part.ends_with(word)))
        };
        let named: Vec<Self> =
            Self::WORDS.into_iter().filter(|(word, _)| says(word)).map(|(_, status)| status).collect();
        if named.is_empty() {
            Err("neither `active`, `under notice`, `disputed` nor `ended`".into())
        } else {
            Ok(named)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::AgreementStatus;

    #[test]
    fn a_status_is_one_word_of_the_list_or_several_with_what_officers_add() {
        let named = |text: &str| AgreementStatus::read(text).unwrap();
        assert_eq!(named("Active"), [AgreementStatus::Active]);
        assert_eq!(named("Under notice; £10m disputed"), [AgreementStatus::UnderNotice, AgreementStatus::Disputed]);
        assert_eq!(named("under notice from 31 March 2025"), [AgreementStatus::UnderNotice]);
        assert_eq!(named("Disputed: the amount of 2023-24"), [AgreementStatus::Disputed]);
        assert!(AgreementStatus::read("pending").is_err() && AgreementStatus::read("").is_err());
    }
}
