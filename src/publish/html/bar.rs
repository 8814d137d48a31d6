//! Small bars in cells: they show at a glance what the words of their row say.

use maud::{Markup, html};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::present::pack::CellBar;

/// A bar from the line of zero, full above it and hollow below it, so that the two are known without colour; nothing on a column
/// without a scale.
pub(super) fn bar(bar: CellBar) -> Option<Markup> {
    let place = |value: Decimal| {
        let part = (value.clamp(bar.least, bar.most) - bar.least).checked_div(bar.most - bar.least)?;
        part.to_f64().map(|part| part * 100.0)
    };
    let (zero, end) = (place(Decimal::ZERO)?, place(bar.to)?);
    let class = if bar.to < Decimal::ZERO { "under" } else { "over" };
    Some(html! {
        svg.bar aria-hidden="true" width="100%" height="0.6em" {
            @if end != zero {
                rect class=(class) x=(percent(zero.min(end))) width=(percent((end - zero).abs())) y="15%" height="70%" {}
            }
            line.zero x1=(percent(zero)) x2=(percent(zero)) y1="0" y2="100%" {}
        }
    })
}

fn percent(value: f64) -> String {
    format!("{value:.2}%")
}
