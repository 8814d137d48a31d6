//! Treatment: what becomes of money that was not spent, as the words of the register say it.

use std::ops::Range;

use crate::model::words::folded;

/// What becomes of money that was not spent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Treatment {
    /// It goes back to the payer.
    Returned,
    /// It is spent in the next year, with the payer's agreement or without a word of it.
    CarriedForward {
        /// Whether the register says that somebody agreed.
        agreed: bool,
    },
    /// It is spent on something else, or later.
    Reused,
    /// It is set against a later payment, or goes more than one way.
    Parted,
    /// The words leave it open.
    Open,
    /// The words name nothing of the kind.
    Unread,
}

/// What a word or two say, by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Returned,
    Carried,
    Reused,
    SetOff,
}

/// The first words of each way, whole and folded; the longer before the shorter.
const WAYS: &[(&str, Way)] = &[
    ("brought forward", Way::Carried),
    ("carried forward", Way::Carried),
    ("carried over", Way::Carried),
    ("carried into", Way::Carried),
    ("carried", Way::Carried),
    ("carry forward", Way::Carried),
    ("carry over", Way::Carried),
    ("carry", Way::Carried),
    ("carrying", Way::Carried),
    ("c f", Way::Carried),
    ("cfwd", Way::Carried),
    ("b f", Way::Carried),
    ("roll forward", Way::Carried),
    ("roll over", Way::Carried),
    ("rolled", Way::Carried),
    ("rollover", Way::Carried),
    ("retained", Way::Carried),
    ("held", Way::Carried),
    ("kept", Way::Carried),
    ("returned", Way::Returned),
    ("return", Way::Returned),
    ("returns", Way::Returned),
    ("returning", Way::Returned),
    ("repaid", Way::Returned),
    ("repay", Way::Returned),
    ("repayment", Way::Returned),
    ("refunded", Way::Returned),
    ("refund", Way::Returned),
    ("paid back", Way::Returned),
    ("pay back", Way::Returned),
    ("given back", Way::Returned),
    ("handed back", Way::Returned),
    ("sent back", Way::Returned),
    ("clawed back", Way::Returned),
    ("clawback", Way::Returned),
    ("recovered", Way::Returned),
    ("recouped", Way::Returned),
    ("reused", Way::Reused),
    ("reuse", Way::Reused),
    ("re used", Way::Reused),
    ("re use", Way::Reused),
    ("spent on", Way::Reused),
    ("spent in", Way::Reused),
    ("used for", Way::Reused),
    ("used on", Way::Reused),
    ("used in", Way::Reused),
    ("redirected", Way::Reused),
    ("reallocated", Way::Reused),
    ("repurposed", Way::Reused),
    ("applied to", Way::Reused),
    ("deducted", Way::SetOff),
    ("netted", Way::SetOff),
    ("offset", Way::SetOff),
    ("set off", Way::SetOff),
    ("set against", Way::SetOff),
];

/// Who agreed, as words begin.
const AGREED: &[&str] = &["agree", "approv", "consent", "permission", "permit"];
/// What denies the word that it is said of.
const DENIALS: &[&str] = &["not", "never", "cannot", "no", "without", "none"];
/// What may stand between a denial and its verb.
const BETWEEN: &[&str] = &["yet", "to", "be", "been", "being", "have", "has", "had"];
/// A part of it, so that the rest goes another way.
const PARTS: &[&str] = &["part", "partly", "partially", "some", "remainder", "rest", "half"];
/// What leaves it open beside the way, or at the beginning of what is said after it.
const OPEN: &[&str] = &[
    "to be decided",
    "to be agreed",
    "to be approved",
    "to be confirmed",
    "to be determined",
    "to be discussed",
    "tbc",
    "tba",
    "tbd",
    "undecided",
    "whether",
    "under discussion",
    "in discussion",
    "discussions",
    "pending",
    "awaiting",
    "unknown",
    "proposed",
    "subject to",
    "if",
    "unless",
];

impl Treatment {
    /// Whether it says what becomes of the money.
    #[must_use]
    pub const fn is_told(self) -> bool {
        !matches!(self, Self::Open | Self::Unread)
    }

    /// What words say of it: each clause by whole words. Words that leave it open count beside what they leave open: `to be returned
    /// or carried forward` is no answer, and `returned, no balance left` is one.
    #[must_use]
    pub fn of(words: &str) -> Self {
        let text = folded(words);
        let clauses = words.split([';', ',', '.', ':', '(', ')', '–', '—']).map(folded);
        let clauses: Vec<String> = clauses.filter(|clause| !clause.is_empty()).collect();
        let mut ways: Vec<Way> = Vec::new();
        let mut is_open = false;
        for clause in &clauses {
            let tokens: Vec<&str> = clause.split(' ').collect();
            let found = ways_in(&tokens);
            let opens = |open: &str| match found.is_empty() {
                true => begins(&tokens, open),
                false => (0..tokens.len()).any(|at| begins(&tokens[at..], open)),
            };
            is_open |= OPEN.iter().any(|open| opens(open)) || is_denied_agreement(&tokens);
            for (at, way) in found {
                let is_denied = is_denied(&tokens, at.start);
                // What was not spent, or not used, is what all this is about.
                if way == Way::Reused && is_denied {
                    continue;
                }
                is_open |= is_denied;
                if !ways.contains(&way) {
                    ways.push(way);
                }
            }
        }
        let has = |any: &[&str]| text.split(' ').any(|token| any.contains(&token));
        // What is carried forward is spent on something.
        if ways.contains(&Way::Carried) {
            ways.retain(|way| *way != Way::Reused);
        }
        let agreed = text.split(' ').any(|token| AGREED.iter().any(|word| token.starts_with(word)));
        match ways.as_slice() {
            [] if is_open => Self::Open,
            [] => Self::Unread,
            _ if is_open || ways.len() > 1 && has(&["or"]) => Self::Open,
            _ if has(PARTS) => Self::Parted,
            [Way::Returned] => Self::Returned,
            [Way::Carried] => Self::CarriedForward { agreed },
            [Way::Reused] => Self::Reused,
            _ => Self::Parted,
        }
    }
}

/// Whether words begin with others.
fn begins(tokens: &[&str], with: &str) -> bool {
    let with: Vec<&str> = with.split(' ').collect();
    tokens.starts_with(&with)
}

/// The ways that a clause names, with where they stand.
fn ways_in(tokens: &[&str]) -> Vec<(Range<usize>, Way)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let way = WAYS.iter().find(|(words, _)| begins(&tokens[at..], words));
        let length = way.map_or(1, |(words, _)| words.split(' ').count());
        found.extend(way.map(|(_, way)| (at..at + length, *way)));
        at += length;
    }
    found
}

/// Whether a word of a clause is denied: `not yet returned`, `not to be returned`.
fn is_denied(tokens: &[&str], at: usize) -> bool {
    let before = tokens[..at].iter().rev().find(|token| !BETWEEN.contains(token));
    before.is_some_and(|token| DENIALS.contains(token))
}

/// Whether a clause speaks of an agreement that there is not.
fn is_denied_agreement(tokens: &[&str]) -> bool {
    let agreement = tokens.iter().any(|token| AGREED.iter().any(|word| token.starts_with(word)));
    let is_denial = |token: &&str| ["not", "without"].contains(token);
    agreement && tokens.iter().any(is_denial)
}

#[cfg(test)]
mod tests {
    use super::Treatment;

    #[test]
    fn words_say_what_becomes_of_money_or_leave_it_open() {
        let carried = |agreed| Treatment::CarriedForward { agreed };
        let cases = [
            ("Returned", Treatment::Returned),
            ("to be returned to the board by June", Treatment::Returned),
            ("Repaid in May 2025", Treatment::Returned),
            ("Returned to the board in May 2025, no balance left", Treatment::Returned),
            ("Not needed, because nurses could not be found; returned to the board on 3 May 2025", Treatment::Returned),
            ("Not spent in the year; refunded", Treatment::Returned),
            ("carried forward with the agreement of NHS Wolds ICB", carried(true)),
            ("Carried forward, approved by the board on 3 April", carried(true)),
            ("Carried forward as agreed to fund the recovery house", carried(true)),
            ("Carried forward with the board's agreement, no conditions attached", carried(true)),
            ("Carried forward by agreement, to be spent on a second nurse", carried(true)),
            ("Brought forward into 2025-26 with the board's consent", carried(true)),
            ("c/f by agreement", carried(true)),
            ("carried forward", carried(false)),
            ("Held by the council", carried(false)),
            ("Reused for home care", Treatment::Reused),
            ("re-used", Treatment::Reused),
            ("£20,000 returned, £41,000 carried forward by agreement", Treatment::Parted),
            ("Part returned to the board", Treatment::Parted),
            ("Deducted from next year's payment", Treatment::Parted),
            ("to be decided", Treatment::Open),
            ("not yet returned", Treatment::Open),
            ("has not been returned", Treatment::Open),
            ("to be returned or carried forward", Treatment::Open),
            ("carried forward, to be agreed", Treatment::Open),
            ("carried forward without the board's agreement", Treatment::Open),
            ("whether it is to be returned is under discussion", Treatment::Open),
            ("see the minutes", Treatment::Unread),
            ("funds the recovery house", Treatment::Unread),
        ];
        for (words, treatment) in cases {
            assert_eq!(Treatment::of(words), treatment, "{words}");
        }
    }
}
