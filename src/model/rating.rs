//! Ratings: how an agreement stands in one of four words, and why.

use serde::{Deserialize, Serialize};

/// How an agreement is rated, from best to worst.
///
/// What is not known is never on track. Where something is known that somebody should look at, that stands: "not known" among the
/// reasons says the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rating {
    /// Everything that is asked for is known, and nothing was found.
    OnTrack,
    /// What would have to be known is not.
    NotKnown,
    /// Somebody should look.
    Watch,
    /// Somebody has to act.
    ActionNeeded,
}

impl Rating {
    /// Its shape and words; the shape differs for those who see no colours, and for a print in black and white.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::OnTrack => "● On track",
            Self::NotKnown => "○ Not known",
            Self::Watch => "▲ Watch",
            Self::ActionNeeded => "■ Action needed",
        }
    }
}

/// Why an agreement is rated as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// What it alone would make of it.
    pub rating: Rating,
    /// In as few words as can be, with the amount if it is about one: what is said where many agreements are not on track.
    pub short: String,
    /// In full, with names and amounts.
    pub told: String,
}

/// An agreement's rating, with its reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rated {
    /// The worst of the reasons; on track where there is none.
    pub rating: Rating,
    /// The reasons, worst first.
    pub because: Vec<Reason>,
}

impl Rated {
    /// The worst of some reasons.
    #[must_use]
    pub fn worst_of(mut because: Vec<Reason>) -> Self {
        because.sort_by_key(|reason| std::cmp::Reverse(reason.rating));
        let rating = because.first().map_or(Rating::OnTrack, |worst| worst.rating);
        Self { rating, because }
    }
}

/// A rating as `run.json` has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RatingRecord {
    rating: Rating,
    because: Vec<String>,
}

impl From<&Rated> for RatingRecord {
    fn from(rated: &Rated) -> Self {
        let mut because: Vec<String> = Vec::new();
        for reason in &rated.because {
            if !because.contains(&reason.told) {
                because.push(reason.told.clone());
            }
        }
        Self { rating: rated.rating, because }
    }
}

#[cfg(test)]
mod tests {
    use super::{Rated, Rating, Reason};

    #[test]
    fn the_worst_reason_stands_and_what_is_not_known_is_never_on_track() {
        let rated = |ratings: &[Rating]| {
            let reason = |rating: &Rating| Reason { rating: *rating, short: String::new(), told: String::new() };
            Rated::worst_of(ratings.iter().map(reason).collect()).rating
        };
        assert_eq!(rated(&[]), Rating::OnTrack);
        assert_eq!(rated(&[Rating::NotKnown]), Rating::NotKnown);
        assert_eq!(rated(&[Rating::NotKnown, Rating::Watch]), Rating::Watch);
        assert_eq!(rated(&[Rating::Watch, Rating::ActionNeeded, Rating::NotKnown]), Rating::ActionNeeded);
    }
}
