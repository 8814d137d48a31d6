//! The pack in reading order: what is printed, and nothing about how it looks.

mod chart;
mod table;
mod volume;

use chrono::NaiveDate;

pub use crate::measure::{
    Axis, Behind, Figure, FigureKey, FigureNumber, FigurePart, FigureRef, Figures, Quantity, SheetFate,
};
use crate::model::money::Money;
pub use chart::{Bar, Chart, ChartRow, Reference, Segment};
pub use table::{Cell, CellBar, Column, FindingNumber, Holds, Row, Saying, Table, Value};
pub use volume::{Volume, line_name, lines};

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
    /// Whether the public may read it.
    pub is_public: bool,
    /// The sections of the paper in the order in which they are read; the first is the cover.
    pub sections: Vec<Section>,
    /// The sections of the evidence, with a cover of its own; a roll-up has none.
    pub evidence: Vec<Section>,
    /// The figures that the pack prints; those of an area are followed back to cells by `trace.csv`.
    pub figures: F,
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
