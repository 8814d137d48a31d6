//! The rating of an agreement in words with a shape, and its worst reasons.

use crate::model::rating::Rated;
use crate::model::words::listed;

/// A rating in words with so many reasons at most; the amounts behind them stand beside it.
pub fn in_words(rated: &Rated, most: usize) -> String {
    let mut reasons: Vec<String> = Vec::new();
    for reason in &rated.because {
        if !reasons.contains(&reason.short) {
            reasons.push(reason.short.clone());
        }
    }
    let more = reasons.len().saturating_sub(most);
    reasons.truncate(most);
    reasons.extend((more > 0).then(|| format!("{more} more")));
    let words = rated.rating.words();
    if reasons.is_empty() { words.to_owned() } else { format!("{words}: {}", listed(&reasons)) }
}

#[cfg(test)]
mod tests {
    use super::in_words;
    use crate::model::rating::{Rated, Rating, Reason};

    #[test]
    fn the_worst_reasons_are_named_once_each_and_the_rest_counted() {
        let reason =
            |rating, short: &str| Reason { rating, short: short.to_owned(), told: format!("{short}, and by how much") };
        let few = Rated::worst_of(vec![reason(Rating::Watch, "in dispute"), reason(Rating::ActionNeeded, "overspent")]);
        assert_eq!(in_words(&few, 3), "■ Action needed: overspent and in dispute");
        let many = ["a", "b", "a", "c", "d", "e"].map(|short| reason(Rating::Watch, short));
        assert_eq!(in_words(&Rated::worst_of(many.to_vec()), 3), "▲ Watch: a, b, c and 2 more");
        assert_eq!(in_words(&Rated::worst_of(Vec::new()), 3), "● On track");
    }
}
