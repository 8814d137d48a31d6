//! What a text states of the unit, where it stands, and why a column has none.

use crate::finding::phrase::{Phrase, phrase};
use crate::job::layout::amounts::Unit;
use crate::model::origin::Address;
use crate::model::words::folded;
use crate::normalise::meaning::unit::{self, Said};
use crate::read::Sheet;

/// Words by which a title lets headings say another unit.
const LETS_OTHERS: [&str; 3] = ["unless", "except", "otherwise"];

/// A text that says something of the unit, and where it stands.
#[derive(Debug, Clone)]
pub struct Statement {
    text: String,
    at: StatedAt,
    /// What it says.
    pub said: Said,
}

/// Where a text stands.
#[derive(Debug, Clone, Copy)]
pub enum StatedAt {
    /// In a cell.
    Cell(Address),
    /// In a cell that nobody sees.
    Unseen(Address),
    /// In the sheet's name.
    SheetName,
    /// In the file's name.
    FileName,
}

/// Why a column has no unit.
#[derive(Debug, Clone)]
pub enum NoUnit {
    /// Nothing states it.
    Unsaid,
    /// A text speaks of it that is not understood.
    Unclear(Statement),
    /// Two places state different units.
    Two(Statement, Statement),
    /// The sheet states another unit than the layout, which has this one.
    Contradicts(Statement, Unit),
    /// A unit stands below other headings, and none below this one.
    Partly(Statement),
    /// The label of a row states another unit than the column has.
    Row(Statement, Unit),
}

impl NoUnit {
    /// What is said of the amounts under a heading.
    #[must_use]
    pub fn said(&self, heading: &str) -> Phrase {
        match self {
            Self::Unsaid => phrase!("nothing says in which unit `{}` is", heading),
            Self::Unclear(one) if matches!(one.at, StatedAt::Unseen(_)) => phrase!("{} states a unit", one.shown()),
            Self::Unclear(one) => phrase!("{} is not understood as a unit", one.shown()),
            Self::Two(one, other) => phrase!("{} and {} state two units", one.shown(), other.shown()),
            Self::Contradicts(one, unit) => {
                phrase!("{} states another unit than the layout, which reads {}", one.shown(), words(*unit))
            }
            Self::Partly(one) => {
                phrase!("{} states the unit of another column, and nothing that of `{}`", one.shown(), heading)
            }
            Self::Row(one, unit) => {
                phrase!("{} states another unit than the table, which is in {}", one.shown(), words(*unit))
            }
        }
    }
}

/// A unit in words.
const fn words(unit: Unit) -> &'static str {
    match unit {
        Unit::Pounds => "pounds",
        Unit::Thousands => "thousands of pounds",
        Unit::Millions => "millions of pounds",
    }
}

impl Statement {
    /// One, unless the text says nothing.
    #[must_use]
    pub fn of(said: Said, text: &str, at: StatedAt) -> Option<Self> {
        (said != Said::Nothing).then(|| Self { text: text.trim().to_owned(), at, said })
    }

    /// What a heading states; its cell is that of the column until it is looked for.
    #[must_use]
    pub fn in_heading(text: &str, cell: Address) -> Option<Self> {
        Self::of(unit::in_heading(text), text, StatedAt::Cell(cell))
    }

    /// Its cell, where it stands in one.
    #[must_use]
    pub const fn cell(&self) -> Option<Address> {
        match self.at {
            StatedAt::Cell(cell) | StatedAt::Unseen(cell) => Some(cell),
            StatedAt::SheetName | StatedAt::FileName => None,
        }
    }

    /// The same, where it stands so that nobody can say which figures it is of.
    #[must_use]
    pub fn unclear(self) -> Self {
        Self { said: Said::Unclear, ..self }
    }

    /// The unit, where one is understood.
    #[must_use]
    pub const fn unit(&self) -> Option<Unit> {
        self.said.unit()
    }

    /// Whether another says something else.
    #[must_use]
    pub fn differs(&self, other: &Self) -> bool {
        self.said != other.said
    }

    /// Whether it lets headings say another unit.
    #[must_use]
    pub fn lets_others(&self) -> bool {
        let words = folded(&self.text);
        words.split(' ').any(|word| LETS_OTHERS.contains(&word))
    }

    /// As it counts where nobody sees its cell: the unit is not known.
    fn unseen(self) -> Self {
        match self.at {
            StatedAt::Cell(cell) => Self { at: StatedAt::Unseen(cell), said: Said::Unclear, ..self },
            _ => self,
        }
    }

    fn shown(&self) -> Phrase {
        let text = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        match self.at {
            StatedAt::Cell(cell) => phrase!("`{}` in {}", text, cell),
            StatedAt::Unseen(cell) => phrase!("`{}` in {}, which nobody sees whole,", text, cell),
            StatedAt::SheetName => phrase!("the sheet's name `{}`", text),
            StatedAt::FileName => phrase!("the file's name `{}`", text),
        }
    }
}

/// The statements of a table with those that nobody sees as unclear; where somebody sees the same said, they say nothing more.
#[must_use]
pub fn seen(all: Vec<Statement>, sheet: &Sheet) -> Vec<Statement> {
    let is_seen = |one: &Statement| one.cell().and_then(|cell| sheet.cell(cell)).is_none_or(|cell| sheet.is_seen(cell));
    let (mut seen, unseen): (Vec<_>, Vec<_>) = all.into_iter().partition(is_seen);
    let more: Vec<_> = unseen.into_iter().filter(|one| seen.iter().all(|other| one.differs(other))).collect();
    seen.extend(more.into_iter().map(Statement::unseen));
    seen
}
