//! The scale of a chart, and its rows drawn to that scale.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::{apart, label, series};
use crate::present::pack::{Bar, Chart, ChartRow, Reference};
use crate::publish::pdf::fonts::Face;
use crate::publish::pdf::lines::words;
use crate::publish::pdf::strip::{Ink, Mark, Owner, Strip};
use crate::publish::pdf::style::{MUTED, Setting, TextStyle, WHITE, WIDTH};
use crate::publish::pdf::target::LinkTarget;
use crate::publish::pdf::text::{ParagraphText, TextLine, plain};
use crate::publish::pdf::tree::NodeId;

/// The widest that labels may be, in points; longer ones run over several lines.
const LABELS: f32 = WIDTH * 0.32;
/// The widest that what stands at the ends of bars may be, in points.
const TEXTS: f32 = WIDTH * 0.34;
/// The thickness of a bar that is alone in its row, and of one that is not, in points.
const BAR: (f32, f32) = (15.0, 11.0);
/// How thick bars are and how much white is between rows where a section is set tightly, as a part of the usual.
const TIGHTER: [f32; 4] = [1.0, 0.85, 0.7, 0.55];
/// White between the bars of a row, in points.
const INSIDE: f32 = 2.5;
/// White between the label and the bar, and between the bar and what it says, in points.
const GAP: f32 = 9.0;
/// White between rows, in points.
const BETWEEN: f32 = 9.0;
/// The thickness of the line of reference, in points.
const LINE: f32 = 1.2;
/// How far that line goes on below the last bar, in points.
const TICK: f32 = 4.0;
/// The dashes of a series break and the white between them, in points.
const DASH: (f32, f32) = (4.0, 3.0);

/// The scale of a chart and where its parts stand, in points from the left margin.
pub(super) struct Plot<'a> {
    setting: &'a Setting<'a>,
    figure: NodeId,
    label: TextStyle,
    labels: f32,
    texts: f32,
    zero: f32,
    /// Points for one unit.
    scale: f32,
    /// Where the line of reference stands.
    line: Option<f32>,
}

impl<'a> Plot<'a> {
    /// The scale on which all bars and what they say fit between the margins.
    pub(super) fn new(chart: &Chart, setting: &'a Setting<'a>, figure: NodeId) -> Self {
        let label = label(setting);
        let width = |text: &str, face| ParagraphText::new(&plain(text, face), setting.fonts).natural(label.size);
        let widest = |widths: &mut dyn Iterator<Item = f32>| widths.fold(0.0, f32::max);
        let labels = widest(&mut chart.rows.iter().map(|row| width(&row.label, Face::Regular)));
        let labels = labels.min(LABELS) + 1.0;
        let texts = widest(&mut chart.bars().map(|bar| width(&bar.text, Face::Bold)));
        let texts = texts.min(TEXTS) + 1.0;
        let room = (WIDTH - labels - texts - 2.0 * GAP).max(WIDTH * 0.2);
        let line = chart.reference.as_ref().and_then(|reference| reference.value.to_f32());
        let values = || chart.bars().flat_map(ends).chain(line);
        let (low, high) = (values().fold(0.0, f32::min), values().fold(0.0, f32::max));
        let scale = if high > low { room / (high - low) } else { 0.0 };
        let zero = labels + GAP - low * scale;
        let line = line.map(|value| zero + value * scale);
        Self { setting, figure, label, labels, texts, zero, scale, line }
    }

    /// A row: its label, its bars, the axis.
    pub(super) fn row(&self, row: &ChartRow, first: bool) -> Strip {
        let owner = Owner::Node(self.figure);
        let labels = self.lines(&row.label, &self.label, self.labels);
        let texts: Vec<Vec<TextLine>> = row.bars.iter().map(|bar| self.led(bar)).collect();
        let tighter = self.setting.tight.of(TIGHTER);
        let thick = tighter * if row.bars.len() > 1 { BAR.1 } else { BAR.0 };
        let tall = |lines: &Vec<TextLine>| (lines.len() as f32 * self.label.lead).max(thick);
        let bars: f32 = texts.iter().map(tall).sum::<f32>() + INSIDE * row.bars.len().saturating_sub(1) as f32;
        let height = bars.max(labels.len() as f32 * self.label.lead) + BETWEEN * tighter;
        let mut marks = Vec::new();
        self.set(&labels, &self.label, 0.0, height / 2.0, &mut marks);
        let mut top = (height - bars) / 2.0;
        let mut fills = Vec::new();
        for (bar, lines) in row.bars.iter().zip(&texts) {
            let middle = top + tall(lines) / 2.0;
            let end = ends(bar).fold(0.0, f32::max) * self.scale;
            let x = self.beside_line(self.zero + end + GAP * 0.7, lines);
            self.set(lines, &self.style_of(bar), x, middle, &mut marks);
            fills.extend(self.bar(bar, middle - thick / 2.0, thick));
            top += tall(lines) + INSIDE;
        }
        marks.extend(fills);
        self.axis(height, &mut marks);
        if first {
            // A little more axis above the first bar says where zero is.
            marks.push(self.ground(self.zero - 0.8, -TICK, 0.8, TICK, self.setting.colours.heading));
        }
        for mark in &mut marks {
            mark.owner = owner;
        }
        Strip { height, marks, ..Strip::default() }
    }

    /// The lines of what a bar says; a figure leads to its line in the appendix.
    fn led(&self, bar: &Bar) -> Vec<TextLine> {
        let style = self.style_of(bar);
        let mut runs = plain(&apart(&bar.text), style.face);
        for run in &mut runs {
            run.link = bar.figure.map(|figure| LinkTarget::Line(figure.whole()));
        }
        ParagraphText::new(&runs, self.setting.fonts).lines(style.size, self.texts)
    }

    /// How what a bar says is set: quietly, where there is no figure.
    fn style_of(&self, bar: &Bar) -> TextStyle {
        match bar.segments.is_empty() && bar.figure.is_none() {
            false => TextStyle { face: Face::Bold, ..self.label },
            true => TextStyle { colour: MUTED, ..self.label },
        }
    }

    /// The parts of a bar whose upper edge is at `y`.
    fn bar(&self, bar: &Bar, y: f32, thick: f32) -> Vec<Mark> {
        let mut marks = Vec::new();
        for segment in &bar.segments {
            let Some((from, to)) = value(segment.from).zip(value(segment.to)) else { continue };
            let (left, right) = (from.min(to) * self.scale, from.max(to) * self.scale);
            if right - left >= 0.05 {
                let area = (self.zero + left, y, right - left, thick);
                marks.extend(series::fill(segment.series, self.setting.colours, area));
            }
        }
        marks
    }

    fn axis(&self, height: f32, marks: &mut Vec<Mark>) {
        let colour = self.setting.colours.heading;
        marks.push(self.ground(self.zero - 0.8, 0.0, 0.8, height, colour));
        if let Some(line) = self.line {
            // White at both sides, so that the line is seen on a bar, too.
            marks.push(self.ground(line - LINE * 1.5, 0.0, LINE * 3.0, height, WHITE));
            marks.push(self.ground(line - LINE / 2.0, 0.0, LINE, height, colour));
        }
    }

    fn ground(&self, x: f32, y: f32, width: f32, height: f32, colour: [u8; 3]) -> Mark {
        Mark { owner: Owner::Node(self.figure), ..Mark::ground(x, y, width, height, colour) }
    }

    fn set(&self, lines: &[TextLine], style: &TextStyle, x: f32, middle: f32, marks: &mut Vec<Mark>) {
        let top = middle - lines.len() as f32 * style.lead / 2.0;
        for (index, line) in lines.iter().enumerate() {
            let y = top + index as f32 * style.lead + style.baseline();
            marks.extend(words(line, style, Owner::Node(self.figure), x, y));
        }
    }

    /// Where words begin that would stand on the line of reference: after it.
    fn beside_line(&self, x: f32, lines: &[TextLine]) -> f32 {
        let width = lines.iter().map(|line| line.width).fold(0.0, f32::max);
        match self.line {
            Some(line) if x < line + GAP / 2.0 && line - GAP / 2.0 < x + width => line + GAP * 0.7,
            _ => x,
        }
    }

    /// A series break: a dashed line across the chart, and why.
    pub(super) fn broken(&self, why: &str) -> Strip {
        let style = TextStyle { colour: MUTED, ..self.label };
        let lines = self.lines(why, &style, WIDTH);
        let rule = 8.0;
        let mut marks = Vec::new();
        let text = lines.len() as f32 * style.lead;
        self.set(&lines, &style, 0.0, rule + 3.0 + text / 2.0, &mut marks);
        let step = DASH.0 + DASH.1;
        for dash in 0..(WIDTH / step) as usize {
            let mark = self.ground(dash as f32 * step, rule, 0.0, 0.0, self.setting.colours.heading);
            marks.push(Mark { ink: Ink::Stroke { along: DASH.0, down: 0.0, thick: 0.8 }, ..mark });
        }
        Strip { height: rule + 3.0 + text + 4.0, marks, ..Strip::default() }
    }

    /// The foot of the line of reference, with what it is.
    pub(super) fn foot(&self, reference: &Reference) -> Strip {
        let style = TextStyle { face: Face::Bold, colour: self.setting.colours.heading, ..self.label };
        let x = self.line.unwrap_or(self.zero);
        let lines = self.lines(&reference.text, &style, WIDTH);
        let mut marks = Vec::new();
        for (index, line) in lines.iter().enumerate() {
            let left = (x - line.width / 2.0).clamp(0.0, (WIDTH - line.width).max(0.0));
            let y = TICK + index as f32 * style.lead + style.baseline();
            marks.extend(words(line, &style, Owner::Node(self.figure), left, y));
        }
        marks.push(self.ground(x - LINE / 2.0, 0.0, LINE, TICK, self.setting.colours.heading));
        Strip { height: TICK + lines.len() as f32 * style.lead, marks, ..Strip::default() }
    }

    fn lines(&self, text: &str, style: &TextStyle, width: f32) -> Vec<TextLine> {
        ParagraphText::new(&plain(&apart(text), style.face), self.setting.fonts).lines(style.size, width)
    }
}

/// A place on the chart's axis; a float, because it is only drawn.
fn value(at: Decimal) -> Option<f32> {
    at.to_f32()
}

/// Where the parts of a bar begin and end.
fn ends(bar: &Bar) -> impl Iterator<Item = f32> {
    bar.segments.iter().flat_map(|segment| [segment.from, segment.to]).filter_map(value)
}
