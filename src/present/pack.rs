//! The pack in reading order: what is printed, and nothing about how it looks.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

pub use crate::measure::{
    Axis, Behind, Figure, FigureKey, FigureNumber, FigurePart, FigureRef, Figures, Quantity, SheetFate,
};
use crate::model::money::Money;

/// How the names of tables begin whose rows are the lines to which figures lead: a row is the line of each figure in it.
pub const FIGURE_LINES: &str = "figure-lines";

/// The file of the paper that members read.
pub const PAPER: &str = "pack.pdf";

/// The file of the evidence, for auditors.
pub const EVIDENCE: &str = "evidence.pdf";

/// The name of the section that should stand on one page.
pub const ONE_PAGE: &str = "one-page";

/// Everything that a publication prints, and the figures behind it: an area's, or those of a roll-up.
#[derive(Debug)]
pub struct Pack<F = Figures> {
    /// The document's title, as readers and screen readers announce it.
    pub title: String,
    /// Who wrote it, from `area.toml`.
    pub author: String,
    /// The committee that it goes to.
    pub committee: String,
    /// The area's title.
    pub area: String,
    /// The period, as printed.
    pub period: String,
    /// The date to which the figures run; it also dates the document, so that the same input gives the same bytes.
    pub as_at: NaiveDate,
    /// Whether every page is marked as a draft.
    pub draft: bool,
    /// The sections of the paper in the order in which they are read; the first is the cover.
    pub sections: Vec<Section>,
    /// The sections of the evidence, with a cover of its own; a roll-up has none.
    pub evidence: Vec<Section>,
    /// The figures that the pack prints; those of an area are followed back to cells by `trace.csv`.
    pub figures: F,
}

impl<F> Pack<F> {
    /// The paper that members read.
    #[must_use]
    pub fn paper(&self) -> Volume<'_> {
        self.volume(&self.sections, &self.evidence)
    }

    /// The evidence for it; `None` where there is none.
    #[must_use]
    pub fn evidence(&self) -> Option<Volume<'_>> {
        (!self.evidence.is_empty()).then(|| self.volume(&self.evidence, &[]))
    }

    /// Every section: of the paper, and then of the evidence.
    pub fn all_sections(&self) -> impl Iterator<Item = &Section> {
        self.sections.iter().chain(&self.evidence)
    }

    fn volume<'a>(&'a self, sections: &'a [Section], others: &'a [Section]) -> Volume<'a> {
        let Self { title, author, committee, area, period, as_at, draft, .. } = self;
        let lines_elsewhere = lines(others);
        let lines = if lines_elsewhere.is_empty() { lines(sections) } else { lines_elsewhere };
        Volume { title, author, committee, area, period, as_at: *as_at, draft: *draft, sections, lines }
    }
}

/// The name of a line in the evidence, by its number: names in the order of the alphabet are in the order of the lines.
#[must_use]
pub fn line_name(number: usize) -> String {
    format!("figure-{number:06}")
}

/// The number of each figure's line in the tables of lines, counted from one through all of them.
#[must_use]
pub fn lines(sections: &[Section]) -> BTreeMap<FigureRef, usize> {
    let rows = sections.iter().flat_map(|section| &section.blocks).filter_map(|block| match block {
        Block::Table(table) if table.holds_lines() => Some(&table.rows),
        _ => None,
    });
    let mut lines = BTreeMap::new();
    for (number, row) in (1..).zip(rows.flatten()) {
        for figure in row.cells.iter().filter_map(|cell| cell.figure) {
            lines.entry(figure.whole()).or_insert(number);
        }
    }
    lines
}

/// One document of a pack, as it is printed: the paper, or the evidence for it.
#[derive(Debug, Clone)]
pub struct Volume<'a> {
    /// The document's title.
    pub title: &'a str,
    /// Who wrote it.
    pub author: &'a str,
    /// The committee that it goes to.
    pub committee: &'a str,
    /// The area's title.
    pub area: &'a str,
    /// The period, as printed.
    pub period: &'a str,
    /// The date to which the figures run.
    pub as_at: NaiveDate,
    /// Whether every page is marked as a draft.
    pub draft: bool,
    /// The sections; the first is the cover.
    pub sections: &'a [Section],
    /// The number of the line to which each figure leads; where none of the sections has these lines, they stand in [`EVIDENCE`].
    pub lines: BTreeMap<FigureRef, usize>,
}

/// A section: one first-level heading and what stands under it.
#[derive(Debug)]
pub struct Section {
    /// The section's name in `templates/packs/*.toml`.
    pub name: String,
    /// Its heading, printed at level one and in the outline.
    pub heading: String,
    /// The part of the document that it belongs to, such as the pages of agreements; contents may name the part alone.
    pub part: Option<String>,
    /// Whether it begins on a new page.
    pub new_page: bool,
    /// Whether it should stand on one page, with nothing else on it.
    pub one_page: bool,
    /// What it says.
    pub blocks: Vec<Block>,
}

impl Section {
    /// The figures that it prints, with their text; those in the lines to which figures lead are no further ones.
    #[must_use]
    pub fn figures(&self) -> Vec<(FigureRef, &str)> {
        fn of_spans(spans: &[Span]) -> impl Iterator<Item = (FigureRef, &str)> {
            spans.iter().filter_map(|span| match span {
                Span::Figure { text, figure } => Some((*figure, text.as_str())),
                _ => None,
            })
        }
        let mut all = Vec::new();
        for block in &self.blocks {
            all.extend(block.paragraphs().into_iter().flat_map(of_spans));
            match block {
                Block::Table(table) if table.holds_lines() => {}
                Block::Table(table) => {
                    let cells = table.rows.iter().flat_map(|row| &row.cells);
                    all.extend(cells.filter_map(|cell| Some((cell.figure?, cell.text.as_str()))));
                }
                Block::Chart(chart) => {
                    all.extend(chart.bars().filter_map(|bar| Some((bar.figure?, bar.text.as_str()))));
                }
                _ => {}
            }
        }
        all
    }

    /// The cells that print a finding's words.
    pub fn sayings(&self) -> impl Iterator<Item = (Saying, &str)> {
        let tables = self.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        });
        let cells = tables.flat_map(|table| &table.rows).flat_map(|row| &row.cells);
        cells.filter_map(|cell| Some((cell.said_by?, cell.text.as_str())))
    }

    /// The words that it prints and that are neither a figure nor a finding's.
    #[must_use]
    pub fn words(&self) -> Vec<&str> {
        fn of_spans(spans: &[Span]) -> impl Iterator<Item = &str> {
            spans.iter().filter(|span| !matches!(span, Span::Figure { .. })).map(Span::text)
        }
        let mut all = vec![self.heading.as_str()];
        for block in &self.blocks {
            all.extend(block.paragraphs().into_iter().flat_map(of_spans));
            match block {
                Block::Heading { text, .. } => all.push(text),
                Block::Paragraph(_) | Block::Callout(_) | Block::List(_) | Block::Steps(_) => {}
                Block::Table(table) => {
                    all.push(&table.caption);
                    all.extend(table.columns.iter().map(|column| column.heading.as_str()));
                    let cells = table.rows.iter().flat_map(|row| &row.cells);
                    let is_words = |cell: &&Cell| cell.figure.is_none() && cell.said_by.is_none();
                    all.extend(cells.filter(is_words).map(|cell| cell.text.as_str()));
                    all.extend(table.notes.iter().map(String::as_str));
                }
                Block::Chart(chart) => {
                    all.extend([&chart.caption, &chart.alternative].map(String::as_str));
                    all.extend(chart.key.iter().map(String::as_str));
                    all.extend(
                        chart
                            .rows
                            .iter()
                            .flat_map(|row| std::iter::once(&row.label).chain(&row.break_before))
                            .map(String::as_str),
                    );
                    all.extend(chart.bars().filter(|bar| bar.figure.is_none()).map(|bar| bar.text.as_str()));
                    all.extend(chart.reference.iter().map(|reference| reference.text.as_str()));
                }
            }
        }
        all
    }
}

/// One thing that a section says.
#[derive(Debug)]
pub enum Block {
    /// A heading inside a section; level 2 or 3.
    Heading {
        /// 2 or 3: level 1 is the section's own.
        level: u8,
        /// Its words.
        text: String,
    },
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// An unnumbered list.
    List(Vec<Vec<Span>>),
    /// A list whose items are numbered from one.
    Steps(Vec<Vec<Span>>),
    /// A paragraph that must not be missed, in a frame.
    Callout(Vec<Span>),
    /// A table.
    Table(Table),
    /// A chart; the same figures always stand in a table beside it.
    Chart(Chart),
}

impl Block {
    /// Its paragraphs and items, each with its footnotes after it; none where it is no running words.
    #[must_use]
    pub fn paragraphs(&self) -> Vec<&[Span]> {
        let own: Vec<&[Span]> = match self {
            Self::Paragraph(spans) | Self::Callout(spans) => vec![spans],
            Self::List(items) | Self::Steps(items) => items.iter().map(Vec::as_slice).collect(),
            Self::Heading { .. } | Self::Table(_) | Self::Chart(_) => Vec::new(),
        };
        own.into_iter().flat_map(|spans| std::iter::once(spans).chain(notes(spans).map(|(_, words)| words))).collect()
    }

    /// Its paragraphs and items without the words of footnotes, to be changed.
    pub fn paragraphs_mut(&mut self) -> Vec<&mut Vec<Span>> {
        match self {
            Self::Paragraph(spans) | Self::Callout(spans) => vec![spans],
            Self::List(items) | Self::Steps(items) => items.iter_mut().collect(),
            Self::Heading { .. } | Self::Table(_) | Self::Chart(_) => Vec::new(),
        }
    }
}

/// The footnotes of a paragraph or an item: the mark of each, and its words.
pub fn notes(spans: &[Span]) -> impl Iterator<Item = (&str, &[Span])> {
    spans.iter().filter_map(|span| match span {
        Span::Note { mark, words } => Some((mark.as_str(), words.as_slice())),
        _ => None,
    })
}

/// A run of words of one kind inside a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span {
    /// Plain words.
    Text(String),
    /// Words with emphasis.
    Strong(String),
    /// A printed figure, with the figure that it prints.
    Figure {
        /// The figure as printed.
        text: String,
        /// Which figure it is.
        figure: FigureRef,
    },
    /// Words that lead to another section.
    Link {
        /// The words.
        text: String,
        /// The section's name; a pack may do without it.
        section: String,
    },
    /// A footnote where it is referred to.
    Note {
        /// Its number in the pack, in raised digits.
        mark: String,
        /// What it says; no footnotes of its own.
        words: Vec<Span>,
    },
}

impl Span {
    /// The words that stand in the paragraph: of a footnote, its mark.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Strong(text) | Self::Figure { text, .. } | Self::Link { text, .. } => text,
            Self::Note { mark, .. } => mark,
        }
    }
}

/// A table with one row of headings and no merged cells.
#[derive(Debug)]
pub struct Table {
    /// A short name in kebab-case, unique in the pack; the sheet of `figures.xlsx`.
    pub name: String,
    /// What the table shows, with its period, unit and "as at".
    pub caption: String,
    /// Its columns; the first one heads each row.
    pub columns: Vec<Column>,
    /// Its rows; each has as many cells as there are columns.
    pub rows: Vec<Row>,
    /// The key, printed under the table.
    pub notes: Vec<String>,
}

impl Table {
    /// Whether its rows are the lines to which figures lead.
    #[must_use]
    pub fn holds_lines(&self) -> bool {
        self.name.starts_with(FIGURE_LINES)
    }
}

/// A column of a table.
#[derive(Debug)]
pub struct Column {
    /// Its heading.
    pub heading: String,
    /// Whether its cells are words or figures.
    pub holds: Holds,
    /// How much of the table's spare width it should have; 1 is usual, 3 is for sentences.
    pub weight: u8,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Words, set from the left.
    Words,
    /// Figures, set to the right.
    Figures,
}

/// A row of a table.
#[derive(Debug)]
pub struct Row {
    /// Whether the row is the total of those above it.
    pub total: bool,
    /// Its cells, one a column.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// What is printed.
    pub text: String,
    /// The value behind it, for `figures.xlsx`.
    pub value: Value,
    /// The figure that it prints, if it prints one.
    pub figure: Option<FigureRef>,
    /// The finding whose words it prints, if it prints one's.
    pub said_by: Option<Saying>,
    /// A small bar that shows its value beside those of the other rows; what it shows stands in words in the row.
    pub bar: Option<CellBar>,
}

/// A small bar in a cell, on the scale of its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellBar {
    /// Where the bar ends; it begins at zero.
    pub to: Decimal,
    /// The least value of the column; not above zero.
    pub least: Decimal,
    /// The greatest value of the column; not below zero.
    pub most: Decimal,
}

/// A finding by its number in the order of `findings.json`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FindingNumber(pub usize);

/// Which words of which finding a cell prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saying {
    /// What was found.
    Message(FindingNumber),
    /// What was found, with the cell that it marks and what officers say of it.
    InFull(FindingNumber),
    /// What to do.
    Action(FindingNumber),
}

/// The value behind a printed cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// Words, or no value.
    Words,
    /// An amount.
    Money(Money),
    /// A percentage, as printed: 53.6 for 53.6%.
    Percent(Decimal),
}

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
