//! Variance as charts: each agreement's with whose share it is, and an over- or underspend step by step.

use crate::measure::risk::{Sharing, WorkedShare};
use crate::measure::{Figure, FigureNumber, FigurePart, PoolPlace, Quantity, id, met_by};
use crate::model::agreement::Agreement;
use crate::model::money::Money;
use crate::model::words::listed;
use crate::present::pack::{Bar, Chart, ChartRow, Segment};
use crate::present::sections::{Desk, capital};
use crate::present::words::Exactness;

/// How many partners have a series of their own; the others share one, because more could not be told apart.
const PARTNERS: usize = 4;

/// A pool with its variance, where that is known, and what each partner bears of it.
pub struct PoolVariance<'a> {
    /// The agreement's title.
    pub title: &'a str,
    /// The variance.
    pub variance: Option<(FigureNumber, Money)>,
    /// What each partner bears, where the variance is shared.
    pub parts: Vec<(&'a str, FigureNumber, Money)>,
}

impl<'a> PoolVariance<'a> {
    /// That of an agreement.
    pub fn of(desk: &Desk<'a>, agreement: &'a Agreement) -> Self {
        let is_part = |figure: &&(FigureNumber, &'a Figure)| {
            let key = &figure.1.key;
            key.id == id::RISK_SHARE && key.class.is_none() && key.agreement.as_deref() == Some(&agreement.id)
        };
        let parts = desk.figures.numbered().filter(|one| is_part(&one));
        let part = |(number, figure): (FigureNumber, &'a Figure)| match (&figure.key.partner, &figure.quantity) {
            (Some(partner), Quantity::Amount(amount, _)) => Some((&**partner, number, *amount)),
            _ => None,
        };
        let variance = desk.figures.find(id::VARIANCE, Some(&agreement.id), None);
        Self {
            title: &agreement.title,
            variance: variance.zip(desk.amount(variance)),
            parts: parts.filter_map(part).collect(),
        }
    }
}

/// The variance of each pool, parted by who bears it; no chart where no pool has one.
pub fn of_all(desk: &Desk<'_>, pools: &[PoolVariance<'_>]) -> Option<Chart> {
    let is_open = |pool: &&PoolVariance<'_>| pool.variance.is_some_and(|(_, amount)| amount != Money::ZERO);
    pools.iter().find(is_open)?;
    let series = PartnerSeries::of(pools);
    let row = |pool: &PoolVariance<'_>| {
        let bar = match pool.variance {
            None => Bar::from_zero(None, 0, "not known", None),
            Some((figure, amount)) => Bar {
                segments: series.segments(pool, amount),
                text: format!("{}{}", desk.printed(figure, Exactness::Full), in_brackets(amount)),
                figure: Some(figure.part(FigurePart::All)),
            },
        };
        ChartRow::with_bar(pool.title, bar)
    };
    let rows: Vec<ChartRow> = pools.iter().map(row).collect();
    let row_words = |(row, pool): (&ChartRow, &PoolVariance<'_>)| {
        let shares = pool
            .parts
            .iter()
            .map(|(partner, figure, _)| format!("{partner} {}", desk.printed(*figure, Exactness::Full)));
        let shares: Vec<String> = shares.collect();
        let bars: Vec<&str> = row.bars.iter().map(|bar| bar.text.as_str()).collect();
        let bears = if shares.is_empty() { String::new() } else { format!(", of which {}", listed(&shares)) };
        format!("{}: {}{bears}", row.label, bars.concat())
    };
    let said: Vec<String> = rows.iter().zip(pools).map(row_words).collect();
    let books = &desk.figures.books;
    Some(Chart {
        caption: format!("Variance of each pool and who bears it, {}", desk.period(books.period)),
        alternative: format!(
            "Bar chart of the variance of each pool in {}; to the right of zero is an overspend. {}.",
            desk.period(books.period),
            said.join("; ")
        ),
        key: series.key,
        rows,
        reference: None,
    })
}

fn in_brackets(variance: Money) -> &'static str {
    match variance.cmp(&Money::ZERO) {
        std::cmp::Ordering::Greater => " (overspend)",
        std::cmp::Ordering::Less => " (underspend)",
        std::cmp::Ordering::Equal => " (as budgeted)",
    }
}

/// Which series each partner has.
struct PartnerSeries<'a> {
    partners: Vec<&'a str>,
    key: Vec<String>,
}

impl<'a> PartnerSeries<'a> {
    fn of(pools: &[PoolVariance<'a>]) -> Self {
        let mut partners: Vec<&str> = Vec::new();
        for (partner, ..) in pools.iter().flat_map(|pool| &pool.parts) {
            if !partners.contains(partner) {
                partners.push(partner);
            }
        }
        let alone = if partners.len() > PARTNERS + 1 { PARTNERS } else { partners.len() };
        let others = partners.len() > alone;
        partners.truncate(alone);
        let mut key: Vec<String> = partners.iter().map(|partner| (*partner).to_owned()).collect();
        key.extend(others.then(|| "Other partners".to_owned()));
        let open = |pool: &PoolVariance<'_>| {
            pool.variance.is_some_and(|(_, amount)| amount != Money::ZERO && rest(pool, amount))
        };
        if pools.iter().any(open) {
            key.push("Not borne by a partner".to_owned());
        }
        Self { partners, key }
    }

    /// The parts of a pool's variance, one after another from zero, and what is not shared at the end.
    fn segments(&self, pool: &PoolVariance<'_>, variance: Money) -> Vec<Segment> {
        let mut segments = Vec::new();
        let mut from = Money::ZERO;
        for (partner, _, amount) in &pool.parts {
            let Some(to) = from.checked_add(*amount) else { break };
            let series = self.partners.iter().position(|one| one == partner).unwrap_or(self.partners.len());
            if to != from {
                segments.push(Segment { from: from.pounds(), to: to.pounds(), series });
            }
            from = to;
        }
        if from != variance {
            let series = self.key.len().saturating_sub(1);
            segments.push(Segment { from: from.pounds(), to: variance.pounds(), series });
        }
        segments
    }
}

/// Whether a part of the variance is nobody's.
fn rest(pool: &PoolVariance<'_>, variance: Money) -> bool {
    Money::sum(pool.parts.iter().map(|(.., amount)| *amount)) != Some(variance)
}

/// How an over- or underspend comes down to nothing, source by source and share by share; no chart where it is not shared.
///
/// It begins with the variance and not with the agreed pool, beside which a variance could not be seen.
pub fn waterfall(
    desk: &Desk<'_>,
    title: &str,
    place: PoolPlace<'_>,
    sharing: &Sharing,
    borne: &[WorkedShare],
) -> Option<Chart> {
    let known = |id, partner: Option<&str>| {
        let figure = desk.figures.in_pool(place, id, partner)?;
        Some((figure, desk.amount(Some(figure))?))
    };
    let (figure, variance) = known(id::VARIANCE, None).filter(|(_, amount)| *amount != Money::ZERO)?;
    let what = if variance > Money::ZERO { "overspend" } else { "underspend" };
    let text = |figure| desk.printed(figure, Exactness::Full);
    let first = Bar::from_zero(Some(variance.pounds()), 0, text(figure), Some(figure.part(FigurePart::All)));
    let mut rows = vec![ChartRow::with_bar(format!("The {what}"), first)];
    let met = sharing.met.steps.iter().map(|step| (capital(step.kind.words()), met_by(step.kind), None, 1));
    let shares = borne.iter().map(|one| (one.partner.clone(), id::RISK_SHARE, Some(one.partner.as_str()), 2));
    let rest = known(id::NOT_ALLOTTED, None).map(|_| ("Not allotted".to_owned(), id::NOT_ALLOTTED, None, 3));
    let mut left = variance;
    let mut series = vec![0];
    for (label, id, partner, of) in met.chain(shares).chain(rest) {
        let (figure, amount) = known(id, partner)?;
        let after = left.checked_sub(amount)?;
        if !series.contains(&of) {
            series.push(of);
        }
        let place = series.iter().position(|one| *one == of).unwrap_or_default();
        let segments = vec![Segment { from: left.pounds(), to: after.pounds(), series: place }];
        let bar = Bar { segments, text: text(figure), figure: Some(figure.part(FigurePart::All)) };
        rows.push(ChartRow::with_bar(label, bar));
        left = after;
    }
    let row_words =
        |row: &ChartRow| format!("{} {}", row.label, row.bars.iter().map(|bar| bar.text.as_str()).collect::<String>());
    let said: Vec<String> = rows.iter().skip(1).map(row_words).collect();
    let named = ["", "What a source meets", "What a partner bears", "What is not allotted"];
    let key = series
        .iter()
        .map(|of| if *of == 0 { capital(what) } else { named.get(*of).copied().unwrap_or_default().to_owned() });
    let of_class = place.class.map(|class| format!(", {class}")).unwrap_or_default();
    Some(Chart {
        caption: format!("The {what} of {title}{of_class}, step by step, {}", desk.period(desk.figures.books.period)),
        alternative: format!(
            "Waterfall chart. The {what} of {title}{of_class} is {}; it is met and borne by {}.",
            text(figure),
            listed(&said)
        ),
        key: key.collect(),
        rows,
        reference: None,
    })
}
