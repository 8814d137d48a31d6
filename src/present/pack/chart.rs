//! Charts of horizontal bars: their places, their bars, and what these are held against.

use rust_decimal::Decimal;

use super::FigureRef;

/// A chart of horizontal bars.
#[derive(Debug)]
pub struct Chart {
    /// What it shows.
    pub caption: String,
    /// The same in words, for those who do not see it.
    pub alternative: String,
    /// What each series stands for, in the order of their numbers; empty where there is one.
    pub key: Vec<String>,
    /// Its places, from the top.
    pub rows: Vec<ChartRow>,
    /// What they are held against: a line across all bars.
    pub reference: Option<Reference>,
}

/// One place on a chart's axis: a partner, a year, an agreement, a step of a waterfall.
#[derive(Debug)]
pub struct ChartRow {
    /// What it stands for.
    pub label: String,
    /// Its bars, one under another.
    pub bars: Vec<Bar>,
    /// Why it cannot be compared with those above it: a series break, drawn above the row.
    pub break_before: Option<String>,
}

/// A bar of a chart, with what is printed at its end.
#[derive(Debug)]
pub struct Bar {
    /// Its parts, in order; none where the figure is not available.
    pub segments: Vec<Segment>,
    /// What is printed at its end: the figure, or that it is not available.
    pub text: String,
    /// The figure that it prints, if it prints one.
    pub figure: Option<FigureRef>,
}

/// A part of a bar, in the chart's unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// Where it begins; zero, unless it goes on from another.
    pub from: Decimal,
    /// Where it ends; below `from` for what is below zero.
    pub to: Decimal,
    /// Which series it belongs to, from 0; each is drawn in a way of its own, in black and white, too.
    pub series: usize,
}

/// A figure from elsewhere that a chart's bars are held against.
#[derive(Debug)]
pub struct Reference {
    /// Where it stands, in the chart's unit.
    pub value: Decimal,
    /// What is printed under the line.
    pub text: String,
}

impl Chart {
    /// The bars of all rows, from the top.
    pub fn bars(&self) -> impl Iterator<Item = &Bar> {
        self.rows.iter().flat_map(|row| &row.bars)
    }
}

impl ChartRow {
    /// A place with one bar.
    #[must_use]
    pub fn with_bar(label: impl Into<String>, bar: Bar) -> Self {
        Self { label: label.into(), bars: vec![bar], break_before: None }
    }
}

impl Bar {
    /// A bar from zero; none is drawn where there is no value.
    #[must_use]
    pub fn from_zero(
        value: Option<Decimal>,
        series: usize,
        text: impl Into<String>,
        figure: Option<FigureRef>,
    ) -> Self {
        let segment = |to| Segment { from: Decimal::ZERO, to, series };
        Self { segments: value.map(segment).into_iter().collect(), text: text.into(), figure }
    }
}
