//! Charts of horizontal bars as strips: the key, then the label at the left, the bars, what they say at their ends.

mod plot;
mod series;

use crate::present::pack::Chart;

use super::lines::{stacked, words};
use super::strip::{Mark, Owner, Strip, height};
use super::style::{SHEETS, Setting, TextStyle, WIDTH};
use super::table::caption;
use super::text::{ParagraphText, plain};
use super::tree::{NodeId, Tag, Tree};
use plot::Plot;

/// The width and the height of a series' sample in the key, in points.
const SAMPLE: (f32, f32) = (16.0, 8.0);
/// White between a sample and its words, in points.
const BESIDE: f32 = 5.0;
/// White between one series and the next in the key, in points.
const APART: f32 = 18.0;

/// A chart's strips, one a row; its nodes go under `parent`.
///
/// The caption stands beside the figure and not in it, because the alternative text replaces all that is in a figure.
pub(super) fn strips(chart: &Chart, setting: &Setting<'_>, tree: &mut Tree, parent: NodeId) -> Vec<Strip> {
    let group = tree.add(Some(parent), Tag::Div);
    let mut strips = caption(&chart.caption, setting, tree, group);
    if chart.rows.is_empty() {
        let style = setting.body();
        let paragraph = ParagraphText::new(&plain(&chart.alternative, style.face), setting.fonts);
        if !paragraph.is_blank() {
            let node = tree.add(Some(group), Tag::P);
            strips.extend(stacked(&paragraph.lines(style.size, WIDTH), &style, node, 0.0));
        }
        return strips;
    }
    let figure = tree.add_figure(group, &chart.alternative);
    let plot = Plot::new(chart, setting, figure);
    let above = strips.len();
    strips.extend(key(chart, setting, figure));
    for (index, row) in chart.rows.iter().enumerate() {
        strips.extend(row.break_before.as_ref().map(|why| plot.broken(why)));
        strips.push(plot.row(row, index == 0));
    }
    strips.extend(chart.reference.as_ref().map(|reference| plot.foot(reference)));
    if let Some(first) = strips.get_mut(above) {
        first.space = if above > 0 { 6.0 } else { 0.0 };
    }
    let last = strips.len().saturating_sub(1);
    // A chart that takes most of a page is parted between its rows: a page of its own would leave another half empty.
    let tall = height(&strips) > SHEETS[0].body() * 0.6;
    for (index, strip) in strips.iter_mut().enumerate().take(last) {
        strip.keep = !tall || index < above + 4 || index + 4 > last;
    }
    strips
}

/// Words of a chart with a blank behind them: whoever reads its texts one after another hears where one ends.
fn apart(text: &str) -> String {
    format!("{text} ")
}

/// How words in a chart are set.
fn label(setting: &Setting<'_>) -> TextStyle {
    TextStyle { size: 9.0, lead: 12.0, ..setting.body() }
}

/// What the series stand for, each with a sample, on as many lines as it takes.
fn key(chart: &Chart, setting: &Setting<'_>, figure: NodeId) -> Vec<Strip> {
    let style = label(setting);
    let owner = Owner::Node(figure);
    let mut strips: Vec<Strip> = Vec::new();
    let mut x = WIDTH;
    for (number, name) in chart.key.iter().enumerate() {
        let width = WIDTH - SAMPLE.0 - BESIDE;
        let lines = ParagraphText::new(&plain(&apart(name), style.face), setting.fonts).lines(style.size, width);
        let widest = lines.iter().map(|line| line.width).fold(0.0, f32::max);
        if x + SAMPLE.0 + BESIDE + widest > WIDTH || lines.len() > 1 {
            let height = style.lead * lines.len() as f32 + 3.0;
            strips.push(Strip { height, ..Strip::default() });
            x = 0.0;
        }
        let Some(strip) = strips.last_mut() else { continue };
        let top = (style.lead - SAMPLE.1) / 2.0 + 0.5;
        let sample = series::fill(number, setting.colours, (x, top, SAMPLE.0, SAMPLE.1));
        strip.marks.extend(sample.into_iter().map(|mark| Mark { owner, ..mark }));
        for (index, line) in lines.iter().enumerate() {
            let y = index as f32 * style.lead + style.baseline();
            strip.marks.extend(words(line, &style, owner, x + SAMPLE.0 + BESIDE, y));
        }
        x += SAMPLE.0 + BESIDE + widest + APART;
    }
    if let Some(last) = strips.last_mut() {
        last.height += 5.0;
    }
    strips
}
