//! Charts of horizontal bars as strips: the label at the left, the bar, what it says at its end.

use rust_decimal::prelude::ToPrimitive;

use crate::present::pack::{Bar, Chart, Reference};

use super::flow::{Mark, Owner, Strip};
use super::fonts::Face;
use super::lines::{stacked, words};
use super::style::{MUTED, Setting, Type, WHITE, WIDTH};
use super::table::caption;
use super::text::{Line, Words, plain};
use super::tree::{NodeId, Tag, Tree};

/// The widest that labels may be, in points; longer ones run over several lines.
const LABELS: f32 = WIDTH * 0.32;
/// The widest that what stands at the ends of bars may be, in points.
const TEXTS: f32 = WIDTH * 0.3;
/// The thickness of a bar, in points.
const BAR: f32 = 15.0;
/// White between the label and the bar, and between the bar and what it says, in points.
const GAP: f32 = 9.0;
/// White between bars, in points.
const BETWEEN: f32 = 9.0;
/// The thickness of the line of reference, in points.
const LINE: f32 = 1.2;
/// How far that line goes on below the last bar, in points.
const TICK: f32 = 4.0;

/// A chart's strips, one a bar; its nodes go under `parent`.
///
/// The caption stands beside the figure and not in it, because the alternative text replaces all that is in a figure.
pub(super) fn strips(chart: &Chart, setting: &Setting<'_>, tree: &mut Tree, parent: NodeId) -> Vec<Strip> {
    let group = tree.add(Some(parent), Tag::Div);
    let mut strips = caption(&chart.caption, setting, tree, group);
    if chart.bars.is_empty() {
        let style = setting.body();
        let letters = Words::new(&plain(&chart.alternative, style.face), setting.fonts);
        if !letters.is_blank() {
            let node = tree.add(Some(group), Tag::P);
            strips.extend(stacked(&letters.lines(style.size, WIDTH), &style, node, 0.0));
        }
        return strips;
    }
    let figure = tree.add_figure(group, &chart.alternative);
    let plot = Plot::new(chart, setting, figure);
    let above = strips.len();
    strips.extend(chart.bars.iter().map(|bar| plot.strip(bar)));
    strips.extend(chart.reference.as_ref().map(|reference| plot.foot(reference)));
    if let Some(first) = strips.get_mut(above) {
        first.space = if above > 0 { 6.0 } else { 0.0 };
    }
    let last = strips.len().saturating_sub(1);
    for strip in strips.iter_mut().take(last) {
        strip.keep = true;
    }
    strips
}

/// The scale of a chart and where its parts stand, in points from the left margin.
struct Plot<'a> {
    setting: &'a Setting<'a>,
    figure: NodeId,
    label: Type,
    labels: f32,
    texts: f32,
    zero: f32,
    /// Points for one unit.
    scale: f32,
    /// Where the line of reference stands.
    line: Option<f32>,
}

impl<'a> Plot<'a> {
    fn new(chart: &Chart, setting: &'a Setting<'a>, figure: NodeId) -> Self {
        let label = Type { size: 9.0, lead: 12.0, ..setting.body() };
        let width = |text: &str, face| Words::new(&plain(text, face), setting.fonts).natural(label.size);
        let widest = |widths: &mut dyn Iterator<Item = f32>| widths.fold(0.0, f32::max);
        let labels = widest(&mut chart.bars.iter().map(|bar| width(&bar.label, Face::Regular)));
        let labels = labels.min(LABELS) + 1.0;
        let texts = widest(&mut chart.bars.iter().map(|bar| width(&bar.text, Face::Bold)));
        let texts = texts.min(TEXTS) + 1.0;
        let room = (WIDTH - labels - texts - 2.0 * GAP).max(WIDTH * 0.2);
        let line = chart.reference.as_ref().and_then(|reference| reference.value.to_f32());
        let values = || chart.bars.iter().filter_map(value).chain(line);
        let (low, high) = (values().fold(0.0, f32::min), values().fold(0.0, f32::max));
        let scale = if high > low { room / (high - low) } else { 0.0 };
        let zero = labels + GAP - low * scale;
        let line = line.map(|value| zero + value * scale);
        Self { setting, figure, label, labels, texts, zero, scale, line }
    }

    fn strip(&self, bar: &Bar) -> Strip {
        let owner = Owner::Node(self.figure);
        let style = match bar.value {
            Some(_) => Type { face: Face::Bold, ..self.label },
            None => Type { colour: MUTED, ..self.label },
        };
        let labels = self.lines(&bar.label, &self.label, self.labels);
        let texts = self.lines(&bar.text, &style, self.texts);
        let tallest = labels.len().max(texts.len()) as f32 * self.label.lead;
        let height = tallest.max(BAR) + BETWEEN;
        let middle = height / 2.0;
        let mut marks = Vec::new();
        let mut set = |lines: &[Line], style: &Type, x: f32| {
            let top = middle - lines.len() as f32 * style.lead / 2.0;
            for (index, line) in lines.iter().enumerate() {
                let y = top + index as f32 * style.lead + style.baseline();
                marks.extend(words(line, style, owner, x, y));
            }
        };
        let length = value(bar).map_or(0.0, |value| value * self.scale);
        set(&labels, &self.label, 0.0);
        set(&texts, &style, self.beside_line(self.zero + length.max(0.0) + GAP * 0.7, &texts));
        let fill = |x, y, width, height, colour| Mark { owner, ..Mark::ground(x, y, width, height, colour) };
        let colours = self.setting.colours;
        if length.abs() >= 0.05 {
            let left = self.zero + length.min(0.0);
            marks.push(fill(left, middle - BAR / 2.0, length.abs(), BAR, colours.accent));
        }
        marks.push(fill(self.zero - 0.8, 0.0, 0.8, height, colours.heading));
        if let Some(line) = self.line {
            // White at both sides, so that the line is seen on a bar, too.
            marks.push(fill(line - LINE * 1.5, 0.0, LINE * 3.0, height, WHITE));
            marks.push(fill(line - LINE / 2.0, 0.0, LINE, height, colours.heading));
        }
        Strip { height, marks, ..Strip::default() }
    }

    /// Where words begin that would stand on the line of reference: after it.
    fn beside_line(&self, x: f32, lines: &[Line]) -> f32 {
        let width = lines.iter().map(|line| line.width).fold(0.0, f32::max);
        match self.line {
            Some(line) if x < line + GAP / 2.0 && line - GAP / 2.0 < x + width => line + GAP * 0.7,
            _ => x,
        }
    }

    /// The foot of the line of reference, with what it is.
    fn foot(&self, reference: &Reference) -> Strip {
        let owner = Owner::Node(self.figure);
        let style = Type { face: Face::Bold, colour: self.setting.colours.heading, ..self.label };
        let x = self.line.unwrap_or(self.zero);
        let lines = self.lines(&reference.text, &style, WIDTH);
        let mut marks = Vec::new();
        for (index, line) in lines.iter().enumerate() {
            let left = (x - line.width / 2.0).clamp(0.0, (WIDTH - line.width).max(0.0));
            let y = TICK + index as f32 * style.lead + style.baseline();
            marks.extend(words(line, &style, owner, left, y));
        }
        let tick = Mark::ground(x - LINE / 2.0, 0.0, LINE, TICK, self.setting.colours.heading);
        marks.push(Mark { owner, ..tick });
        Strip { height: TICK + lines.len() as f32 * style.lead, marks, ..Strip::default() }
    }

    fn lines(&self, text: &str, style: &Type, width: f32) -> Vec<Line> {
        Words::new(&plain(text, style.face), self.setting.fonts).lines(style.size, width)
    }
}

/// A bar's length in the chart's unit; a float, because it is only drawn.
fn value(bar: &Bar) -> Option<f32> {
    bar.value.and_then(|value| value.to_f32())
}
