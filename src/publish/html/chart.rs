//! Charts as drawings in the page: bars as wide as the page allows, and characters that stay the size of the words around them.

use maud::{Markup, html};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::names::ElementNames;
use crate::present::pack::{Bar, Chart, ChartRow, Reference, Segment};

/// How many characters a line of a label has, so that it fits a narrow phone.
const LABEL: usize = 36;
/// The part of a narrow phone's width that a character takes, per cent.
const CHARACTER: f64 = 3.1;
/// The least part of the width that bars have, per cent.
const BARS: f64 = 40.0;
/// From one line of words to the next; this and all heights are in units of the characters' size.
const LEAD: f64 = 1.35;
/// The thickness of a bar.
const BAR: f64 = 1.15;
/// White between the bars of a row, and between rows.
const WHITE: (f64, f64) = (0.25, 0.75);
/// How many ways of filling a bar there are; after the last they come again.
const WAYS: usize = 6;

/// A chart with its caption; the words in place of it are those of the pack.
pub(super) fn chart(chart: &Chart, names: &mut ElementNames) -> Markup {
    if chart.rows.is_empty() {
        return html! { p { (chart.alternative) } };
    }
    let id = names.id("chart", &chart.caption);
    let plot = Plot::new(chart, &id);
    let mut y = 0.2;
    let mut parts = Vec::new();
    for (number, name) in chart.key.iter().enumerate() {
        parts.push(plot.key(number, name, &mut y));
    }
    y += if chart.key.is_empty() { 0.0 } else { 0.5 };
    for row in &chart.rows {
        parts.push(plot.row(row, &mut y));
    }
    parts.extend(chart.reference.as_ref().map(|reference| plot.foot(reference, &mut y)));
    html! {
        figure {
            figcaption { (chart.caption) }
            svg role="img" aria-labelledby={ (id) "-title" } aria-describedby={ (id) "-words" } width="100%" height=(em(y)) {
                title id={ (id) "-title" } { (chart.caption) }
                desc id={ (id) "-words" } { (chart.alternative) }
                (plot.patterns(chart))
                @for part in parts { (part) }
            }
        }
        "\n"
    }
}

/// The scale of a chart: where a value stands, per cent of the width.
struct Plot<'a> {
    id: &'a str,
    low: f64,
    /// Per cent for one unit.
    scale: f64,
    reference: Option<f64>,
    /// Whether what bars say stands above them, because it is too long to stand beside them on a phone.
    above: bool,
}

impl<'a> Plot<'a> {
    fn new(chart: &Chart, id: &'a str) -> Self {
        let longest = chart.bars().map(|bar| bar.text.chars().count()).max().unwrap_or(0);
        let reference = chart.reference.as_ref().and_then(|reference| value(reference.value));
        let ends = chart.bars().flat_map(ends).chain(reference);
        let (low, high) = ends.fold((0.0, 0.0), |(low, high): (f64, f64), end| (low.min(end), high.max(end)));
        let beside = 100.0 - CHARACTER * (longest as f64 + 1.5);
        let above = beside < BARS;
        let room = if above { 100.0 } else { beside };
        let scale = if high > low { room / (high - low) } else { 0.0 };
        Self { id, low, scale, reference, above }
    }

    fn at(&self, value: f64) -> f64 {
        (value - self.low) * self.scale
    }

    /// What a series stands for, with a sample.
    fn key(&self, number: usize, name: &str, y: &mut f64) -> Markup {
        let lines = wrapped(name, LABEL);
        let sample = self.filled(number, "0".to_owned(), "1.6em".to_owned(), *y + 0.15, 0.9);
        html! { (sample) (words(&lines, "2.1em", "start", "", y)) }
    }

    /// A row: the words of a break above it, its label, its bars, and the line of zero.
    fn row(&self, row: &ChartRow, y: &mut f64) -> Markup {
        let broken = row.break_before.as_ref().map(|why| {
            *y += 0.3;
            let line = html! { line.dashes x1="0" x2="100%" y1=(em(*y)) y2=(em(*y)) {} };
            *y += 0.3;
            let words = words(&wrapped(why, LABEL + 4), "0", "start", "quiet", y);
            *y += 0.5;
            html! { (line) (words) }
        });
        let label = words(&wrapped(&row.label, LABEL), "0", "start", "", y);
        *y += 0.15;
        let top = *y;
        let bars: Vec<Markup> = row.bars.iter().map(|bar| self.bar(bar, y)).collect();
        let foot = *y;
        *y += WHITE.1;
        html! {
            @if let Some(broken) = broken { (broken) }
            (label)
            @for bar in bars { (bar) }
            (upright("zero", self.at(0.0), top - 0.1, foot))
            @if let Some(reference) = self.reference {
                (upright("halo", self.at(reference), top - 0.1, foot + WHITE.1))
                (upright("reference", self.at(reference), top - 0.1, foot + WHITE.1))
            }
        }
    }

    fn bar(&self, bar: &Bar, y: &mut f64) -> Markup {
        let end = ends(bar).fold(0.0, f64::max);
        let class = if bar.segments.is_empty() { "quiet" } else { "strong" };
        let said = if self.above {
            words(&wrapped(&bar.text, LABEL), "0", "start", class, y)
        } else {
            let place = percent(self.at(end));
            html! { text class=(class) x=(place) dx="0.45em" y=(em(*y + BAR / 2.0 + 0.35)) { (bar.text) } }
        };
        let top = *y;
        if !(self.above && bar.segments.is_empty()) {
            *y += BAR + WHITE.0;
        }
        html! {
            @for segment in &bar.segments { @if let Some(part) = self.segment(*segment, top) { (part) } }
            (said)
        }
    }

    fn segment(&self, segment: Segment, y: f64) -> Option<Markup> {
        let (from, to) = value(segment.from).zip(value(segment.to))?;
        let (left, right) = (self.at(from.min(to)), self.at(from.max(to)));
        (right > left).then(|| self.filled(segment.series, percent(left), percent(right - left), y, BAR))
    }

    /// A bar or a sample, filled so that its series is known without colour.
    fn filled(&self, series: usize, x: String, width: String, y: f64, height: f64) -> Markup {
        let way = series % WAYS;
        let fill = is_patterned(way).then(|| format!("url(#{}-{way})", self.id));
        html! { rect class={ "s" (way) } fill=[fill] x=(x) y=(em(y)) width=(width) height=(em(height)) {} }
    }

    /// The hatchings that the chart uses.
    fn patterns(&self, chart: &Chart) -> Markup {
        let used = chart.bars().flat_map(|bar| &bar.segments).map(|segment| segment.series);
        let mut ways: Vec<usize> = used.chain(0..chart.key.len()).map(|series| series % WAYS).collect();
        ways.sort_unstable();
        ways.dedup();
        ways.retain(|way| is_patterned(*way));
        html! {
            @if !ways.is_empty() {
                defs {
                    @for way in ways {
                        pattern id={ (self.id) "-" (way) } width="7" height="7" patternUnits="userSpaceOnUse" {
                            rect class={ "g" (way) } width="7" height="7" {}
                            path.hatch d=(hatching(way)) {}
                        }
                    }
                }
            }
        }
    }

    /// What the line of reference is.
    fn foot(&self, reference: &Reference, y: &mut f64) -> Markup {
        let place = self.at(self.reference.unwrap_or(0.0));
        let anchor = match place {
            place if place < 30.0 => "start",
            place if place > 60.0 => "end",
            _ => "middle",
        };
        words(&wrapped(&reference.text, LABEL), &percent(place), anchor, "strong", y)
    }
}

const fn is_patterned(way: usize) -> bool {
    matches!(way, 1 | 3 | 4)
}

/// Lines across a square of seven by seven, which meet those of the next square.
const fn hatching(way: usize) -> &'static str {
    match way {
        1 => "M-1 1l2-2M0 7l7-7M6 8l2-2",
        3 => "M3.5 0v7",
        _ => "M-1 1l2-2M0 7l7-7M6 8l2-2M-1 6l2 2M0 0l7 7M6-1l2 2",
    }
}

fn upright(class: &str, x: f64, top: f64, foot: f64) -> Markup {
    html! { line class=(class) x1=(percent(x)) x2=(percent(x)) y1=(em(top)) y2=(em(foot)) {} }
}

/// Lines of words, of which `y` is the upper edge and becomes the lower one.
fn words(lines: &[String], x: &str, anchor: &str, class: &str, y: &mut f64) -> Markup {
    let class = (!class.is_empty()).then_some(class);
    let anchor = (anchor != "start").then_some(anchor);
    html! {
        @for line in lines {
            text class=[class] x=(x) y=(em(*y + 1.0)) text-anchor=[anchor] { (line) }
            ({ *y += LEAD; "" })
        }
    }
}

/// Words on lines of at most so many characters; a longer word has a line of its own.
fn wrapped(text: &str, characters: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= characters => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A place on the chart's axis; a float, because it is only drawn.
fn value(at: Decimal) -> Option<f64> {
    at.to_f64()
}

fn ends(bar: &Bar) -> impl Iterator<Item = f64> {
    bar.segments.iter().flat_map(|segment| [segment.from, segment.to]).filter_map(value)
}

fn percent(value: f64) -> String {
    format!("{value:.2}%")
}

fn em(value: f64) -> String {
    format!("{value:.2}em")
}
