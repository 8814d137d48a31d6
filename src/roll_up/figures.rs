//! The figures of a roll-up: those of each area as it published them, and the sums over all areas that can be added up.

use std::collections::BTreeSet;

use super::AreaFigure;
use super::found::AreaPublication;
use crate::finding::phrase::{Phrase, listed, names, phrase};
use crate::job::roll_up::NAME;
use crate::measure::{Basis, Figure, FigureKey, Quantity, id};
use crate::model::money::Money;
use crate::model::period::Period;
use crate::model::share::Share;

/// A figure that every area is asked for: its name and, of a share, its definition.
type AskedFigure = (&'static str, Option<String>);

/// Every figure: first of each area, in order of figure, definition and area, and then the sums in the same order.
#[must_use]
pub fn figures(period: Period, areas: &[AreaPublication]) -> Vec<AreaFigure> {
    let told = areas.iter().filter_map(|area| area.published.as_ref().ok()).flat_map(|published| &published.figures);
    let definitions: BTreeSet<&String> =
        told.filter(|told| told.id == id::JOINT).filter_map(|told| told.definition.as_ref()).collect();
    let amounts = [id::COMMITTED, id::TOTAL].map(|id| (id, None));
    let shares = definitions.into_iter().map(|definition| (id::JOINT, Some(definition.clone())));
    let asked: Vec<AskedFigure> = amounts.into_iter().chain(shares).collect();

    let mixed = otherwise_defined(areas);
    let (mut all, mut sums) = (Vec::new(), Vec::new());
    for asked in asked {
        let of_areas: Vec<(&str, Quantity)> =
            areas.iter().map(|area| (area.area.as_str(), of_area(area, &asked))).collect();
        let sum = match &mixed {
            Some(why) => none(&asked, why.clone()),
            None if asked.0 == id::JOINT => sum_of_shares(&of_areas),
            None => sum_of_amounts(&of_areas),
        };
        sums.push(figure(NAME, &asked, period, sum));
        all.extend(of_areas.into_iter().map(|(area, quantity)| figure(area, &asked, period, quantity)));
    }
    all.extend(sums);
    all
}

fn figure(area: &str, asked: &AskedFigure, period: Period, quantity: Quantity) -> AreaFigure {
    let key = match &asked.1 {
        Some(definition) => FigureKey::joint(definition, period),
        None => FigureKey::new(asked.0, period),
    };
    let figure = Figure::new(key, quantity, Vec::new());
    AreaFigure { area: area.to_owned(), figure }
}

/// What an area published of a figure.
fn of_area(area: &AreaPublication, asked: &AskedFigure) -> Quantity {
    let why = match &area.published {
        Ok(published) => {
            let is_it = |told: &&super::found::PublishedFigure| told.id == asked.0 && told.definition == asked.1;
            if let Some(told) = published.figures.iter().find(is_it) {
                return told.quantity.clone();
            }
            phrase!("its newest publication, {}, does not have it", area.number())
        }
        Err(why) => phrase!("its newest publication, {}, cannot be read: {}", area.number(), why.clone()),
    };
    none(asked, why)
}

fn none(asked: &AskedFigure, why: Phrase) -> Quantity {
    if asked.0 == id::JOINT {
        Quantity::NoShare { numerator: None, denominator: None, why }
    } else {
        Quantity::no_amount(why)
    }
}

/// Why the figures of areas cannot be added up where those of some mean something else.
fn otherwise_defined(areas: &[AreaPublication]) -> Option<Phrase> {
    let rules_of = |area: &AreaPublication| area.published.as_ref().ok().map(|published| published.rules);
    let newest = areas.iter().filter_map(rules_of).max()?;
    let older = areas.iter().filter(|area| rules_of(area).is_some_and(|rules| rules < newest));
    let older: Vec<&str> = older.map(|area| area.area.as_str()).collect();
    let verb = if older.len() == 1 { "was" } else { "were" };
    let why =
        || phrase!("{} {} published before variances and commitments were defined anew", names(older.clone()), verb);
    (!older.is_empty()).then(why)
}

/// The sum, where every area has the amount and all of them are of one kind.
fn sum_of_amounts(areas: &[(&str, Quantity)]) -> Quantity {
    let amounts = areas.iter().map(|(area, quantity)| match quantity {
        Quantity::Amount(amount, basis) => Ok((*amount, *basis)),
        _ => Err(*area),
    });
    let lacking: Vec<&str> = amounts.clone().filter_map(Result::err).collect();
    if !lacking.is_empty() {
        let verb = if lacking.len() == 1 { "does" } else { "do" };
        return Quantity::no_amount(phrase!("{} {} not have it", names(lacking), verb));
    }
    let known: Vec<(Money, Option<Basis>)> = amounts.filter_map(Result::ok).collect();
    // An area without a pool puts nothing into one, of whatever kind.
    let told = || known.iter().filter(|(amount, basis)| *amount != Money::ZERO || basis.is_some());
    let basis = told().next().and_then(|(_, basis)| *basis);
    if told().any(|(_, other)| *other != basis) {
        let words: BTreeSet<&'static str> =
            told().map(|(_, basis)| basis.map_or("of no stated kind", Basis::word)).collect();
        return Quantity::no_amount(phrase!("the areas' amounts are not of one kind, but {}", listed(words)));
    }
    match Money::sum(known.into_iter().map(|(amount, _)| amount)) {
        Some(sum) => Quantity::Amount(sum, basis),
        None => Quantity::no_amount("the sum is too large"),
    }
}

/// The joint part and the whole, each where every area has it; neither where an area's share cannot be.
fn sum_of_shares(areas: &[(&str, Quantity)]) -> Quantity {
    // An area that has both and gives no share withholds it, and says why.
    let is_withheld = |quantity: &Quantity| match quantity {
        Quantity::NoShare { numerator: Some(part), denominator: Some(whole), .. } => {
            [*part, *whole] != [Money::ZERO, Money::ZERO]
        }
        _ => false,
    };
    let withheld: Vec<&str> = areas.iter().filter(|(_, of)| is_withheld(of)).map(|(area, _)| *area).collect();
    if !withheld.is_empty() {
        let why = phrase!("the amounts of {} cannot be right, and are in no sum", names(withheld));
        return Quantity::NoShare { numerator: None, denominator: None, why };
    }
    let mut missing = Vec::new();
    let mut side = |words: &'static str, part: fn(&Quantity) -> Option<Money>| {
        let lacking: Vec<&str> =
            areas.iter().filter(|(_, quantity)| part(quantity).is_none()).map(|(area, _)| *area).collect();
        if !lacking.is_empty() {
            missing.push(phrase!("{} is not available for {}", words, names(lacking)));
            return None;
        }
        let sum = Money::sum(areas.iter().filter_map(|(_, quantity)| part(quantity)));
        missing.extend(sum.is_none().then(|| phrase!("the sum of {} is too large", words)));
        sum
    };
    match (side("the joint part", numerator), side("the whole", denominator)) {
        (Some(numerator), Some(denominator)) if denominator != Money::ZERO => {
            Quantity::Share(Share { numerator, denominator })
        }
        (numerator, denominator) => {
            if missing.is_empty() {
                missing.push("the whole is nil".into());
            }
            Quantity::NoShare { numerator, denominator, why: listed(missing) }
        }
    }
}

fn numerator(quantity: &Quantity) -> Option<Money> {
    match quantity {
        Quantity::Share(share) => Some(share.numerator),
        Quantity::NoShare { numerator, .. } => *numerator,
        Quantity::Amount(..) | Quantity::NoAmount { .. } => None,
    }
}

fn denominator(quantity: &Quantity) -> Option<Money> {
    match quantity {
        Quantity::Share(share) => Some(share.denominator),
        Quantity::NoShare { denominator, .. } => *denominator,
        Quantity::Amount(..) | Quantity::NoAmount { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Basis, Money, Quantity, Share, sum_of_amounts, sum_of_shares};

    fn amount(pence: i64, basis: Option<Basis>) -> Quantity {
        Quantity::Amount(Money::from_sum(pence), basis)
    }

    fn why(quantity: Quantity) -> String {
        match quantity {
            Quantity::NoAmount { why, .. } | Quantity::NoShare { why, .. } => why.to_string(),
            Quantity::Amount(..) | Quantity::Share(_) => String::new(),
        }
    }

    #[test]
    fn amounts_are_added_up_where_all_are_known_and_of_one_kind() {
        let (paid, budgeted) = (Some(Basis::Paid), Some(Basis::Budgeted));
        let sum = |one, other| sum_of_amounts(&[("alderby", one), ("brinton", other)]);
        assert_eq!(sum(amount(1, paid), amount(2, paid)), amount(3, paid));
        assert_eq!(sum(amount(1, None), amount(2, None)), amount(3, None));
        let none = || Quantity::no_amount("no return");
        assert_eq!(why(sum(amount(1, paid), none())), "`brinton` does not have it");
        assert_eq!(why(sum(none(), none())), "`alderby` and `brinton` do not have it");
        let nil = || amount(0, None);
        assert_eq!((sum(nil(), amount(2, paid)), sum(nil(), nil())), (amount(2, paid), nil()));
        let mixed = "the areas' amounts are not of one kind, but budgeted and paid";
        assert_eq!(why(sum(amount(1, paid), amount(2, budgeted))), mixed);
        assert_eq!(why(sum(amount(i64::MAX, None), amount(1, None))), "the sum is too large");
    }

    #[test]
    fn shares_are_added_up_part_and_whole_apart() {
        let money = Money::from_sum;
        let share = |above, below| Quantity::Share(Share { numerator: money(above), denominator: money(below) });
        let part = |above: Option<i64>, below: Option<i64>| Quantity::NoShare {
            numerator: above.map(money),
            denominator: below.map(money),
            why: "no return".into(),
        };
        let sum = |one, other| sum_of_shares(&[("alderby", one), ("brinton", other)]);
        assert_eq!(sum(share(1, 10), share(2, 20)), share(3, 30));
        let found = sum(share(1, 10), part(Some(2), None));
        assert!(matches!(found, Quantity::NoShare { numerator: Some(_), denominator: None, .. }));
        assert_eq!(why(found), "the whole is not available for `brinton`");
        let withheld = "the amounts of `brinton` cannot be right, and are in no sum";
        assert_eq!(why(sum(share(1, 10), part(Some(50), Some(2)))), withheld);
        assert_eq!(sum(share(1, 10), part(Some(0), Some(0))), share(1, 10));
        assert_eq!(why(sum(part(Some(0), Some(0)), part(Some(0), Some(0)))), "the whole is nil");
    }
}
