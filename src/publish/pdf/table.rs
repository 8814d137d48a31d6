//! Tables as strips: caption, headings that come again on each page, rows that are never cut, notes.

use std::rc::Rc;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::present::pack::{CellBar, Holds, Row, Table};

use super::columns::{self, Fit, Grid, TableUse, fit};
use super::fonts::Face;
use super::lines::{stacked, words};
use super::strip::{Mark, Owner, Strip, height};
use super::style::{HAIRLINE, Rgb, SHEETS, Setting, TextStyle, Tightness, WHITE, WIDTH};
use super::target::LinkTarget;
use super::text::{ParagraphText, TextLine, plain};
use super::tree::{NodeId, Tag, Tree};

/// A table no taller than this stays on one page, in points.
const SMALL: f32 = 250.0;
/// More lines a row than these are hard to read across more columns than those.
const TALL: f32 = 2.5;
const MANY: usize = 5;
/// How much larger than the least size a table may be set, in points, the tighter the less.
const STEPS: [&[f32]; 4] = [&[1.0, 0.5, 0.0], &[0.5, 0.0], &[0.0], &[0.0]];
/// White below a bar in a cell, in points.
const BELOW_BAR: f32 = 1.6;
/// The thickness of the rules that open, close and total a table, in points.
const RULE: f32 = 0.9;

/// A table's strips; its nodes go under `parent`.
pub(super) fn strips(
    table: &Table,
    look: TableUse,
    setting: &Setting<'_>,
    tree: &mut Tree,
    parent: NodeId,
) -> Vec<Strip> {
    let grid = Grid::new(table, look, setting.fonts);
    if table.columns.is_empty() || (table.rows.is_empty() && !grid.headed()) {
        let said: Vec<&str> = words_outside_cells(table).collect();
        return notes(&said, setting, tree, parent);
    }
    let node = tree.add(Some(parent), Tag::Table);
    let mut strips = caption(&table.caption, setting, tree, node);
    let (fit, wide) = fitted(table, &grid, look, setting);
    let sheet = TableToSet { table, look, setting, fit: &fit, width: SHEETS[usize::from(wide)].between(), wide };
    let mut heading = None;
    if grid.headed() {
        // A head without a body is not allowed.
        let group = if table.rows.is_empty() { Tag::TBody } else { Tag::THead };
        let head = tree.add(Some(node), group);
        let mut strip = sheet.heading(&grid, tree, head);
        heading = Some(Rc::new(strip.clone()));
        strip.space = if strips.is_empty() { 0.0 } else { 5.0 };
        strips.push(strip);
    }
    let mut rows = Vec::new();
    if !table.rows.is_empty() {
        let body = tree.add(Some(node), Tag::TBody);
        for (row, words) in table.rows.iter().zip(&grid.rows) {
            let mut strips = sheet.row(row, words, tree, body, heading.as_ref());
            if table.holds_lines()
                && let Some(first) = strips.first_mut()
            {
                let figures = row.cells.iter().filter_map(|cell| cell.figure);
                first.anchors.extend(figures.map(|figure| LinkTarget::Line(figure.whole())));
            }
            rows.push(strips);
        }
    }
    let said: Vec<&str> = words_outside_cells(table).skip(1).collect();
    let notes = notes(&said, setting, tree, parent);
    strips.extend(sheet.bound(rows, !notes.is_empty()));
    strips.extend(notes);
    for strip in &mut strips {
        strip.wide = wide;
    }
    if height(&strips) <= SMALL {
        let last = strips.len().saturating_sub(1);
        for strip in strips.iter_mut().take(last) {
            strip.keep = true;
        }
    }
    strips
}

/// How a table is set, and whether it goes on its side: where that spares it broken words, and it fills pages;
/// and always where amounts would have to be broken.
fn fitted(table: &Table, grid: &Grid, look: TableUse, setting: &Setting<'_>) -> (Fit, bool) {
    let sizes = (setting.sizes.table, setting.tight.of(STEPS));
    let [upright, side] = SHEETS;
    let fit = fit(table, grid, look, sizes, upright.between());
    let lines = lines(grid, &fit);
    let tall = lines as f32 > table.rows.len() as f32 * TALL && table.columns.len() > MANY;
    let hard = matches!(look, TableUse::Body | TableUse::Close) && (fit.broken || tall) && table.columns.len() > 3;
    // What is set tightly is to stand on few pages, upright.
    let is_usual = setting.tight == Tightness::default();
    let fills = hard && is_usual && lines as f32 * fit.size * 1.36 > upright.body();
    match fills || fit.parted && look != TableUse::Facts {
        true => (columns::fit(table, grid, look, sizes, side.between()), true),
        false => (fit, false),
    }
}

/// How many lines the rows of a table have in all.
fn lines(grid: &Grid, fit: &Fit) -> usize {
    let tallest = |row: &Vec<ParagraphText>| {
        let widths = fit.widths.iter().zip(&fit.lefts).map(|(width, left)| width - left - fit.pad);
        row.iter().zip(widths).map(|(words, width)| words.lines(fit.size, width).len()).max().unwrap_or(0)
    };
    grid.rows.iter().map(tallest).sum()
}

/// The words above a table or chart.
pub(super) fn caption(text: &str, setting: &Setting<'_>, tree: &mut Tree, parent: NodeId) -> Vec<Strip> {
    let style = setting.caption();
    let words = ParagraphText::new(&plain(text, style.face), setting.fonts);
    if words.is_blank() {
        return Vec::new();
    }
    let node = tree.add(Some(parent), Tag::Caption);
    let mut strips = stacked(&words.lines(style.size, WIDTH), &style, node, 0.0);
    for strip in &mut strips {
        strip.keep = true;
    }
    strips
}

/// What a table says outside its cells: the caption, then the notes.
fn words_outside_cells(table: &Table) -> impl Iterator<Item = &str> {
    std::iter::once(table.caption.as_str()).chain(table.notes.iter().map(String::as_str))
}

fn notes(notes: &[&str], setting: &Setting<'_>, tree: &mut Tree, parent: NodeId) -> Vec<Strip> {
    let style = setting.small();
    let mut strips: Vec<Strip> = Vec::new();
    for note in notes {
        let words = ParagraphText::new(&plain(note, style.face), setting.fonts);
        if words.is_blank() {
            continue;
        }
        let node = tree.add(Some(parent), Tag::P);
        let mut lines = stacked(&words.lines(style.size, WIDTH), &style, node, 0.0);
        if let Some(first) = lines.first_mut() {
            first.space = if strips.is_empty() { 5.0 } else { 1.5 };
        }
        let last = lines.len().saturating_sub(1);
        for strip in lines.iter_mut().take(last) {
            strip.keep = true;
        }
        strips.append(&mut lines);
    }
    strips
}

/// A table with what it takes to set it.
struct TableToSet<'a> {
    table: &'a Table,
    look: TableUse,
    setting: &'a Setting<'a>,
    fit: &'a Fit,
    /// The width of the table, in points.
    width: f32,
    /// Whether it stands on pages on their sides.
    wide: bool,
}

impl TableToSet<'_> {
    /// How words are set; each cell's words bring their own face.
    fn style(&self) -> TextStyle {
        TextStyle {
            size: self.fit.size,
            lead: self.fit.size
                * match self.look {
                    TableUse::Close => 1.24,
                    TableUse::Body | TableUse::Facts => self.setting.tight.of([1.36, 1.3, 1.24, 1.2]),
                },
            face: Face::Regular,
            colour: self.setting.colours.text,
        }
    }

    /// A rule as wide as the table, `y` points below the strip's top.
    fn rule(&self, y: f32, thick: f32, colour: Rgb) -> Mark {
        Mark::ground(0.0, y, self.width, thick, colour)
    }

    /// White above and below the words of a row, in points.
    fn gap(&self) -> f32 {
        match self.look {
            TableUse::Body => self.fit.size * self.setting.tight.of([0.36, 0.28, 0.2, 0.14]),
            TableUse::Close => self.fit.size * 0.2,
            TableUse::Facts => self.fit.size * 0.48,
        }
    }

    fn lines(&self, row: &[ParagraphText]) -> Vec<Vec<TextLine>> {
        let columns = self.fit.widths.iter().zip(&self.fit.lefts);
        let inner = columns.map(|(width, left)| width - left - self.fit.pad);
        row.iter()
            .zip(inner)
            .map(|(words, width)| if words.is_blank() { Vec::new() } else { words.lines(self.fit.size, width) })
            .collect()
    }

    /// Where a line begins in a column, from the table's left edge, in points; `tail` is what stands right of the axis on which
    /// the column's figures line up.
    fn start(&self, column: usize, line: &TextLine, tail: Option<f32>) -> f32 {
        let left: f32 = self.fit.widths.iter().take(column).sum();
        let width = self.fit.widths.get(column).copied().unwrap_or(0.0);
        match self.table.columns.get(column).map(|column| column.holds) {
            Some(Holds::Figures) => {
                let axis = self.fit.axes.get(column).copied().unwrap_or(0.0);
                let right = left + width - self.fit.pad;
                right - line.width - tail.map_or(0.0, |tail| axis - tail)
            }
            _ => left + self.fit.lefts.get(column).copied().unwrap_or(0.0),
        }
    }

    fn heading(&self, grid: &Grid, tree: &mut Tree, head: NodeId) -> Strip {
        let colours = self.setting.colours;
        let style = TextStyle { colour: colours.heading, ..self.style() };
        let row = tree.add(Some(head), Tag::TR);
        let cells = self.lines(&grid.headings);
        let tallest = cells.iter().map(Vec::len).max().unwrap_or(0);
        let gap = self.gap() + 1.0;
        let height = tallest as f32 * style.lead + 2.0 * gap;
        let mut marks = vec![
            Mark::ground(0.0, 0.0, self.width, height, colours.tint),
            self.rule(height - RULE, RULE, colours.heading),
        ];
        for (column, lines) in cells.iter().enumerate() {
            let cell = tree.add(Some(row), Tag::ColumnHeader);
            let top = gap + (tallest - lines.len()) as f32 * style.lead;
            marks.extend(self.cell(column, (lines, None), &style, cell, top));
        }
        Strip { height, keep: true, marks, ..Strip::default() }
    }

    fn cell(
        &self,
        column: usize,
        (lines, tail): (&[TextLine], Option<f32>),
        style: &TextStyle,
        cell: NodeId,
        top: f32,
    ) -> Vec<Mark> {
        let mut marks = Vec::new();
        for (index, line) in lines.iter().enumerate() {
            let y = top + index as f32 * style.lead + style.baseline();
            marks.extend(words(line, style, Owner::Node(cell), self.start(column, line, tail), y));
        }
        marks
    }

    /// How thick a bar in a cell is, in points; the row is as much taller for it.
    fn bar_height(&self) -> f32 {
        self.setting.tight.of([4.5, 4.5, 4.0, 3.5])
    }

    /// A small bar at the foot of a cell in a row of some height: solid above zero, empty below. What it shows stands in the cell.
    fn bar(&self, column: usize, bar: CellBar, height: f32) -> Vec<Mark> {
        let part = |value: Decimal| value.to_f32().unwrap_or(0.0);
        let (to, least, most) = (part(bar.to), part(bar.least), part(bar.most));
        let start: f32 = self.fit.widths.iter().take(column).sum();
        let white = self.fit.lefts.get(column).copied().unwrap_or(0.0) + self.fit.pad;
        let room = self.fit.widths.get(column).copied().unwrap_or(0.0) - white;
        let scale = room / (most - least).max(f32::EPSILON);
        let zero = start + white - self.fit.pad - least * scale;
        let thick = self.bar_height();
        let top = height - thick - BELOW_BAR;
        let (left, width) = (zero + to.min(0.0) * scale, to.abs() * scale);
        let accent = self.setting.colours.accent;
        let mut marks = vec![Mark::ground(zero - 0.3, top - 0.6, 0.6, thick + 1.2, self.setting.colours.heading)];
        if width >= 0.3 {
            marks.push(Mark::ground(left, top, width, thick, accent));
        }
        if to < 0.0 && width > 1.4 {
            marks.push(Mark::ground(left + 0.6, top + 0.6, width - 1.2, thick - 1.2, WHITE));
        }
        marks
    }

    /// The strips of a row: one, unless the row alone is taller than a page.
    fn row(
        &self,
        row: &Row,
        words: &[ParagraphText],
        tree: &mut Tree,
        body: NodeId,
        heading: Option<&Rc<Strip>>,
    ) -> Vec<Strip> {
        let style = self.style();
        let node = tree.add(Some(body), Tag::TR);
        let cells = self.lines(words);
        let nodes: Vec<NodeId> = (0..cells.len())
            .map(|column| {
                let tag = if column == 0 { Tag::RowHeader } else { Tag::TD };
                tree.add(Some(node), tag)
            })
            .collect();
        let tallest = cells.iter().map(Vec::len).max().unwrap_or(0).max(1);
        let above = heading.map_or(0.0, |heading| heading.height);
        let free = SHEETS[usize::from(self.wide)].body() - above - 2.0 * self.gap();
        let fits = ((free / style.lead) as usize).max(1);
        let has_bar = row.cells.iter().any(|cell| cell.bar.is_some());
        let barred = if has_bar { (self.bar_height() + BELOW_BAR - self.gap()).max(0.0) } else { 0.0 };
        let mut strips = Vec::new();
        for from in (0..tallest).step_by(fits) {
            let count = fits.min(tallest - from);
            let mut strip = Strip {
                height: count as f32 * style.lead + 2.0 * self.gap() + barred,
                repeat: heading.cloned(),
                ..Strip::default()
            };
            if row.total && from == 0 {
                strip.marks.push(self.rule(0.0, RULE, self.setting.colours.heading));
            }
            for (column, (lines, &cell)) in cells.iter().zip(&nodes).enumerate() {
                let part = lines.get(from.min(lines.len())..(from + count).min(lines.len()));
                let part = part.unwrap_or_default();
                let mut style = style;
                if self.look == TableUse::Facts && column == 0 {
                    style.colour = self.setting.colours.heading;
                }
                let tail = words.get(column).and_then(|words| words.tail(style.size)).filter(|_| lines.len() == 1);
                let cell = self.cell(column, (part, tail), &style, cell, self.gap());
                strip.marks.extend(cell);
                let bar = row.cells.get(column).and_then(|cell| cell.bar).filter(|_| from == 0);
                strip.marks.extend(bar.into_iter().flat_map(|bar| self.bar(column, bar, strip.height)));
            }
            strips.push(strip);
        }
        strips
    }

    /// All rows with the rules between them, bound together where one must not stand alone on a page.
    fn bound(&self, rows: Vec<Vec<Strip>>, noted: bool) -> Vec<Strip> {
        let count = rows.len();
        let total = |index: usize| self.table.rows.get(index).is_some_and(|row| row.total);
        let mut all = Vec::new();
        for (index, mut strips) in rows.into_iter().enumerate() {
            let last = index + 1 == count;
            if let Some(strip) = strips.last_mut() {
                let edge = index == 0 || index + 2 == count || total(index + 1);
                strip.keep = if last { noted } else { edge };
                let foot = if last && self.look != TableUse::Facts {
                    self.rule(strip.height - RULE, RULE, self.setting.colours.heading)
                } else {
                    self.rule(strip.height - 0.5, 0.5, HAIRLINE)
                };
                strip.marks.insert(0, foot);
            }
            if index == 0
                && let Some(strip) = strips.first_mut().filter(|strip| strip.repeat.is_none())
            {
                strip.marks.insert(0, self.rule(0.0, 0.5, HAIRLINE));
            }
            all.append(&mut strips);
        }
        all
    }
}
