//! Implausible share: one that nothing can have, or whose whole is far from what it was before.

use std::collections::BTreeSet;

use super::{Figure, Quantity, id};
use crate::finding::phrase::{Phrase, listed, names, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::money::Money;
use crate::model::origin::Origin;
use crate::model::period::Period;
use crate::model::share::Share;
use crate::model::total::Total;
use crate::reconcile::Books;

/// A share that cannot be, which is withheld.
pub const IMPLAUSIBLE_SHARE: About = About {
    name: "implausible-share",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "a share of joint expenditure, of this year or an earlier one, that is outside 0 to 100%, or is of nothing or less \
            than nothing, or is of a reference figure that is more than 100 times, or under a hundredth of, the last one before \
            it that the register has; and shares of contributions to which a partner's is less than nothing.",
    matters: "a percentage is the first thing that members read, and a wrong unit moves it a thousandfold. It is withheld, and \
              both amounts are given instead.",
    action: "correct the amount, or its unit, on the register's sheet `Totals`",
    ask: None,
};

/// So many times as much as before, or as little, is no change of spending.
const TIMES: i128 = 100;

/// What a wrong unit multiplies by: how often, in words, what part that is the other way, and the unit.
const UNITS: [(i128, &str, &str, &str); 3] = [
    (100, "a hundred times", "a hundredth of", "in pence"),
    (1_000, "a thousand times", "a thousandth of", "in thousands"),
    (1_000_000, "a million times", "a millionth of", "in millions"),
];

/// Why a share cannot be, and the cells that say so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    pub why: Phrase,
    pub origins: Vec<Origin>,
}

/// Why a part of a whole cannot be; nothing where it can.
pub fn outside(part: Money, whole: Money) -> Option<Phrase> {
    if whole <= Money::ZERO {
        return Some(phrase!("the whole is given as {}, of which nothing can be a part", whole));
    }
    if part < Money::ZERO {
        return Some(phrase!("{} is less than nothing, and cannot be a part of {}", part, whole));
    }
    // A share of more than ten times the whole is one of the whole in another unit.
    let (part_pence, whole_pence) = (i128::from(part.pence()), i128::from(whole.pence()));
    let is_in = |scale: i128| part_pence > whole_pence * (scale / 100) && part_pence <= whole_pence * scale;
    let unit = UNITS.iter().filter(|(scale, ..)| *scale > TIMES).find(|(scale, ..)| is_in(*scale));
    let unit = unit.map(|(.., unit)| phrase!(": the second may be {}", *unit));
    (part > whole).then(|| phrase!("{} cannot be a part of {}, which is less{}", part, whole, unit))
}

/// Why a reference figure cannot stand below the share, held against the last one before it that the register has.
pub fn far_from_before(books: &Books, label: &str, total: &Total) -> Option<Doubt> {
    let before = before(books, total)?;
    let (now, then) = (i128::from(total.amount.pence()), i128::from(before.amount.pence()));
    // What is nothing or less says so itself, or is a part of a sum that says so.
    if now < 0 || (now <= then.saturating_mul(TIMES) && now.saturating_mul(TIMES) >= then) {
        return None;
    }
    let (less, more) = (now.min(then), now.max(then));
    let near = |scale: i128| less > 0 && more.saturating_mul(2) >= less * scale && more <= less * scale * 2;
    let unit = UNITS.iter().find(|(scale, ..)| near(*scale));
    let relation = match unit {
        Some((_, times, part, _)) => phrase!("about {}", if now > then { *times } else { *part }),
        None if now > then => "more than a hundred times".into(),
        None => "less than a hundredth of".into(),
    };
    let whose = if total.period.year.before() == Some(before.period.year) {
        phrase!("last year's {}", before.amount)
    } else {
        phrase!("the {} of {}", before.amount, before.period.year)
    };
    // An amount in pence is too large, one in thousands too small.
    let likely = match unit {
        Some((scale, .., unit)) if (*scale == TIMES) == (now > then) => phrase!(": it may be {}", *unit),
        Some((.., unit)) => phrase!(", which may be {}", *unit),
        None => ": one of the two cannot be right".into(),
    };
    let partner = total.partner.as_ref().map(|partner| phrase!(" (`{}`)", partner));
    let why = phrase!("{}{} is given as {}, {} {}{}", label, partner, total.amount, relation, whose, likely);
    Some(Doubt { why, origins: vec![total.origin.clone(), before.origin.clone()] })
}

/// The same figure of the last year before for which the register has it, of the same months where it has that.
fn before<'a>(books: &'a Books, total: &Total) -> Option<&'a Total> {
    let of_year = |year| {
        let same = books.register.total(total.partner.as_deref(), total.figure, Period { year, ..total.period });
        same.or_else(|| books.register.total(total.partner.as_deref(), total.figure, Period::whole(year)))
    };
    let years: BTreeSet<_> = books.register.totals.iter().map(|one| one.period.year).collect();
    let earlier = years.range(..total.period.year).rev();
    earlier.filter_map(|year| of_year(*year)).find(|before| before.amount > Money::ZERO)
}

/// Shares that cannot be, with the definitions that have them; definitions that fail for one reason are named together.
#[derive(Debug, Default)]
pub struct Withheld<'a>(Vec<(Period, Doubt, Vec<&'a str>)>);

impl<'a> Withheld<'a> {
    /// Adds what was found of one definition in a period.
    pub fn add(&mut self, title: &'a str, period: Period, doubts: Vec<Doubt>) {
        for doubt in doubts {
            match self.0.iter_mut().find(|(of, known, _)| *of == period && known.why == doubt.why) {
                Some((.., titles)) => titles.push(title),
                None => self.0.push((period, doubt, vec![title])),
            }
        }
    }

    /// What is said of them.
    pub fn findings(self) -> impl Iterator<Item = Finding> + use<'a> {
        self.0.into_iter().map(|(period, doubt, titles)| {
            let message = phrase!("{} for {} cannot be right: {}", names(titles), period, doubt.why);
            Finding::new(&IMPLAUSIBLE_SHARE, message).at_cells(&doubt.origins).in_period(period)
        })
    }
}

/// Withholds the shares of contributions to which a partner's is less than nothing: what the others have would be more than all.
pub fn of_contributions(books: &Books, all: &mut [Figure], findings: &mut Vec<Finding>) {
    let share = |figure: &Figure| match figure.quantity {
        Quantity::Share(share) if figure.key.id == id::SHARE => Some(share),
        _ => None,
    };
    let below = |figure: &Figure| share(figure).is_some_and(|share| share.numerator < Money::ZERO);
    let negative: Vec<Figure> = all.iter().filter(|figure| below(figure)).cloned().collect();
    for figure in all {
        let Some(Share { numerator, denominator }) = share(figure) else { continue };
        let same = |one: &&Figure| one.key.agreement == figure.key.agreement && one.key.class == figure.key.class;
        let whys: Vec<Phrase> = negative.iter().filter(same).map(less_than_nothing).collect();
        if !whys.is_empty() {
            let (numerator, denominator) = (Some(numerator), Some(denominator));
            figure.quantity = Quantity::NoShare { numerator, denominator, why: listed(whys) };
        }
    }
    for figure in negative.iter().filter(|figure| figure.key.class.is_none()) {
        let Some(agreement) = figure.key.agreement.as_deref() else { continue };
        let title = books.register.title(agreement);
        let why = less_than_nothing(figure);
        let message = phrase!("shares of the contributions to `{}` cannot be given: {}", title, why);
        let finding = Finding::new(&IMPLAUSIBLE_SHARE, message).at_cells(&figure.origins);
        let action = "ask the partner whether the sign is right, and to which year a refund belongs";
        findings.push(finding.asking(action).on_agreement(Some(agreement)).in_period(books.period));
    }
}

fn less_than_nothing(figure: &Figure) -> Phrase {
    let amount = match figure.quantity {
        Quantity::Share(share) => Some(share.numerator),
        _ => None,
    };
    phrase!("the contribution of `{}` is {}, which is less than nothing", figure.key.partner.as_deref(), amount)
}
