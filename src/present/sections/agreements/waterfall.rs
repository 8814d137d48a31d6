//! From the agreed pool to who bears the variance, as one chart: the pool, its cost, the variance, and each step that meets it.

use crate::measure::risk::{Sharing, SharingOutcome};
use crate::measure::{FigureNumber, FigurePart, PoolPlace, id, met_by};
use crate::model::agreement::Agreement;
use crate::model::money::Money;
use crate::present::pack::{Bar, Chart, ChartRow, Segment};
use crate::present::sections::{Desk, capital, chart_words};
use crate::present::words::Exactness;

/// The chart of a class of an agreement's pool; nothing where the agreed pool is not known, or nothing was reported of its cost.
///
/// The bars begin with the variance: beside a whole pool it could not be seen. What stands above them is said in figures.
pub fn chart(desk: &Desk<'_>, agreement: &Agreement, sharing: &Sharing) -> Option<Chart> {
    let place = PoolPlace { agreement: &agreement.id, class: sharing.class };
    let known = |id, partner: Option<&str>| -> Option<(FigureNumber, Money)> {
        let figure = desk.figures.in_pool(place, id, partner)?;
        Some((figure, desk.amount(Some(figure))?))
    };
    let (agreed, _) = known(id::AGREED, None)?;
    let closed = desk.figures.books.is_closed();
    let (cost_id, cost_words) = if closed { (id::ACTUAL, "Spent") } else { (id::FORECAST, "Forecast") };
    let (cost, _) = known(cost_id, None)?;
    let text = |figure| desk.printed(figure, Exactness::Pounds);
    let stated = |label: &str, figure: FigureNumber| {
        let bar = Bar { segments: Vec::new(), text: text(figure), figure: Some(figure.part(FigurePart::All)) };
        ChartRow::with_bar(label, bar)
    };
    let mut rows = vec![stated("Agreed pool", agreed), stated(cost_words, cost)];
    let (figure, variance) = known(id::VARIANCE, None)?;
    let label = in_words(variance, closed);
    let bar = Bar::from_zero(Some(variance.pounds()), 0, text(figure), Some(figure.part(FigurePart::All)));
    rows.push(ChartRow::with_bar(label, bar));
    let mut series = vec![0];
    if let SharingOutcome::Shared { borne, .. } = &sharing.outcome {
        let met = sharing.met.steps.iter().map(|step| (capital(step.kind.words()), met_by(step.kind), None, 1));
        let shares = borne.iter().map(|one| (one.partner.clone(), id::RISK_SHARE, Some(one.partner.as_str()), 2));
        let rest = known(id::NOT_ALLOTTED, None).map(|_| ("Not allotted".to_owned(), id::NOT_ALLOTTED, None, 3));
        let mut left = variance;
        for (label, id, partner, of) in met.chain(shares).chain(rest).filter(|_| variance != Money::ZERO) {
            let (figure, amount) = known(id, partner)?;
            let after = left.checked_sub(amount)?;
            if !series.contains(&of) {
                series.push(of);
            }
            let number = series.iter().position(|one| *one == of)?;
            let segments = vec![Segment { from: left.pounds(), to: after.pounds(), series: number }];
            rows.push(ChartRow::with_bar(
                label,
                Bar { segments, text: text(figure), figure: Some(figure.part(FigurePart::All)) },
            ));
            left = after;
        }
    }
    let class = place.class.map(|class| format!(", {class}")).unwrap_or_default();
    let caption =
        format!("From the agreed pool to who bears the variance{class}, {}", desk.period(desk.figures.books.period));
    let names = [label, "Met from a source", "Borne by a partner", "Allotted to nobody"];
    let key = series.iter().filter_map(|of| names.get(*of)).map(|name| (*name).to_owned()).collect::<Vec<_>>();
    Some(Chart {
        alternative: format!("Waterfall chart of {}{class}: {}.", agreement.title, chart_words(&rows)),
        caption,
        key: if series.len() > 1 { key } else { Vec::new() },
        rows,
        reference: None,
    })
}

/// What a variance is.
fn in_words(variance: Money, closed: bool) -> &'static str {
    match (variance.cmp(&Money::ZERO), closed) {
        (std::cmp::Ordering::Equal, _) => "Variance",
        (std::cmp::Ordering::Greater, true) => "Overspend",
        (std::cmp::Ordering::Less, true) => "Underspend",
        (std::cmp::Ordering::Greater, false) => "Forecast overspend",
        (std::cmp::Ordering::Less, false) => "Forecast underspend",
    }
}
