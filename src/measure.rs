//! Measure: every figure of a publication, from contributions to shares of joint expenditure.

mod contributions;
mod earlier;
pub mod id;
mod joint;
mod life;
mod moved;
mod record;
pub mod risk;
mod spending;
mod together;

use crate::finding::phrase::Phrase;
use crate::finding::{About, Outcome};
use crate::job::Templates;
use crate::model::account::SheetAccount;
use crate::model::earlier::Earlier;
use crate::model::entry::Class;
use crate::model::money::Money;
use crate::model::origin::Origin;
use crate::model::period::{Period, Year};
use crate::model::share::Share;
use crate::model::source::Source;
use crate::model::total::Total;
use crate::reconcile::{Books, Line};

pub use joint::{Coverage, bases, coverage};
pub use moved::{Move, Moves};
pub use record::FigureRecord;

/// What this stage can find; of a figure that is missing it says "not available" with the reason.
pub const FINDINGS: &[&About] = &[&risk::RISK_SHARE_UNALLOCATED, &moved::RESTATED];

/// The definition of a partner's share of contributions.
pub const SHARE_OF_CONTRIBUTIONS: &str = "share-of-contributions";

/// Every figure, and the books behind them.
#[derive(Debug)]
pub struct Figures {
    /// The books.
    pub books: Books,
    /// What moved since the last publication.
    pub moves: Moves,
    all: Vec<Figure>,
}

/// Points at what a pack prints: one figure of [`Figures`], a part of a share, or what is worked out from figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FigureRef {
    place: usize,
    part: Part,
}

/// What is printed of a figure; the last three are no figures of `figures.json`, and their place counts something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The whole figure.
    All,
    /// What stands above the line of a share.
    Numerator,
    /// What stands below it.
    Denominator,
    /// What the last publication said of it.
    Before,
    /// How much it is more than the last publication said.
    Change,
    /// What percentage it is of the figure at another place.
    PercentOf(usize),
    /// What of a variance no partner bears.
    Rest,
    /// A reference figure of the register's sheet `Totals`, by its place there.
    Reference,
    /// The amounts of one kind on a sheet that was read, by the sheet's place in the ledger's accounts; beyond the last, on all.
    Account(Fate),
    /// How far contributions are from what was promised, by the place of the first line of a partner in an agreement.
    Standing,
}

/// What became of the amounts of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// All that could be read.
    Read,
    /// Those that are in the ledger.
    Accepted,
    /// Totals that were compared.
    Witnessed,
    /// Those that could not be used.
    Refused,
}

impl FigureRef {
    /// The figure at a place in the order of `figures.json`.
    #[must_use]
    pub const fn at(place: usize) -> Self {
        Self { place, part: Part::All }
    }

    /// A part of the figure.
    #[must_use]
    pub const fn part(self, part: Part) -> Self {
        Self { part, ..self }
    }

    /// The figure as a percentage of another.
    #[must_use]
    pub const fn percent_of(self, whole: Self) -> Self {
        self.part(Part::PercentOf(whole.place))
    }

    /// What is printed of it.
    #[must_use]
    pub const fn printed(self) -> Part {
        self.part
    }

    /// The two amounts that a printed percentage is the quotient of.
    #[must_use]
    pub const fn terms(self) -> (Self, Self) {
        match self.part {
            Part::PercentOf(whole) => (Self::at(self.place), Self::at(whole)),
            _ => (self.part(Part::Numerator), self.part(Part::Denominator)),
        }
    }

    /// The figure itself, whichever part of it is meant; what is no figure of `figures.json` stays what it is.
    #[must_use]
    pub const fn whole(self) -> Self {
        match self.part {
            Part::Reference | Part::Account(_) | Part::Standing => self,
            _ => self.part(Part::All),
        }
    }
}

/// A figure with the cells that it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Which figure; one of [`id::ALL`].
    pub id: &'static str,
    /// The definition of a share.
    pub definition: Option<String>,
    /// The agreement; `None` for the area's pooled funds together.
    pub agreement: Option<String>,
    /// The partner; `None` for all together.
    pub partner: Option<String>,
    /// Revenue or capital; `None` for both.
    pub class: Option<Class>,
    /// The period.
    pub period: Period,
    /// How much.
    pub quantity: Quantity,
    /// The cells; of a share, those of what stands above the line.
    pub origins: Vec<Origin>,
    /// The cells of what stands below the line of a share.
    pub whole_origins: Vec<Origin>,
}

impl Figure {
    /// The cells that it comes from, of a share those above the line first.
    fn all_origins(&self) -> impl Iterator<Item = &Origin> {
        self.origins.iter().chain(&self.whole_origins)
    }

    fn is_joint(&self, definition: &str) -> bool {
        self.id == id::JOINT && self.definition.as_deref() == Some(definition) && self.agreement.is_none()
    }
}

/// How much a figure is, or why that is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Quantity {
    /// An amount.
    Amount(Money, Option<Basis>),
    /// An amount that is not available, and why.
    NoAmount(Phrase),
    /// A share.
    Share(Share),
    /// A share with a part that is not available, and why.
    NoShare {
        /// What stands above the line, if that is known.
        numerator: Option<Money>,
        /// What stands below it, if that is known.
        denominator: Option<Money>,
        /// Why there is no share.
        why: Phrase,
    },
}

/// What a total of contributions is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// What was paid, once the year is over.
    Paid,
    /// What partners have budgeted, until then.
    Budgeted,
    /// What was committed, where not every partner has sent its budget.
    Committed,
}

impl Basis {
    /// Every basis.
    pub const ALL: [Self; 3] = [Self::Paid, Self::Budgeted, Self::Committed];

    /// Its word in `figures.json` and in the pack.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Paid => "paid",
            Self::Budgeted => "budgeted",
            Self::Committed => "committed",
        }
    }
}

impl Figures {
    /// Every figure, in the order of `figures.json`.
    #[must_use]
    pub fn all(&self) -> &[Figure] {
        &self.all
    }

    /// The figure that a reference points at; `None` where it points at no figure of `figures.json`.
    #[must_use]
    pub fn get(&self, figure: FigureRef) -> Option<&Figure> {
        match figure.part {
            Part::Reference | Part::Account(_) | Part::Standing => None,
            _ => self.all.get(figure.place),
        }
    }

    /// The cells that what is printed comes from. Those of a whole sheet are not kept, and what an earlier publication said is
    /// in that publication.
    #[must_use]
    pub fn origins(&self, figure: FigureRef) -> Vec<&Origin> {
        let found = self.get(figure);
        match figure.part {
            Part::All | Part::Change | Part::Rest => found.into_iter().flat_map(Figure::all_origins).collect(),
            Part::Numerator => found.into_iter().flat_map(|found| &found.origins).collect(),
            Part::Denominator => found.into_iter().flat_map(|found| &found.whole_origins).collect(),
            Part::PercentOf(whole) => {
                found.into_iter().chain(self.all.get(whole)).flat_map(Figure::all_origins).collect()
            }
            Part::Before | Part::Account(_) => Vec::new(),
            Part::Reference => self.reference(figure).map(|total| &total.origin).into_iter().collect(),
            Part::Standing => {
                let is_closed = self.books.is_closed();
                self.standing(figure).flat_map(|line| line.standing_origins(is_closed)).collect()
            }
        }
    }

    /// The reference figure that a reference points at.
    #[must_use]
    pub fn reference(&self, figure: FigureRef) -> Option<&Total> {
        self.books.register.totals.get(figure.place).filter(|_| figure.part == Part::Reference)
    }

    /// The sheet whose amounts a reference points at; `None` for all sheets together.
    #[must_use]
    pub fn account(&self, figure: FigureRef) -> Option<&SheetAccount> {
        self.books.ledger.accounts().get(figure.place).filter(|_| matches!(figure.part, Part::Account(_)))
    }

    /// The lines of the partner in the agreement whose standing a reference points at.
    pub fn standing(&self, figure: FigureRef) -> impl Iterator<Item = &Line> {
        let first = self.books.lines.get(figure.place).filter(|_| figure.part == Part::Standing);
        first
            .into_iter()
            .flat_map(|first| self.books.lines_of(&first.agreement).filter(|line| line.partner == first.partner))
    }

    /// The figure of the period with a name, for an agreement (or all pooled funds) and a partner (or all partners).
    #[must_use]
    pub fn find(&self, id: &str, agreement: Option<&str>, partner: Option<&str>) -> Option<FigureRef> {
        self.find_in(None, id, agreement, partner)
    }

    /// The same of revenue or capital alone; there is one only where an agreement has both.
    #[must_use]
    pub fn find_in(
        &self,
        class: Option<Class>,
        id: &str,
        agreement: Option<&str>,
        partner: Option<&str>,
    ) -> Option<FigureRef> {
        self.position(|figure| {
            figure.id == id
                && figure.period == self.books.period
                && figure.agreement.as_deref() == agreement
                && figure.partner.as_deref() == partner
                && figure.class == class
        })
    }

    /// Joint expenditure by a definition, in the period.
    #[must_use]
    pub fn joint(&self, definition: &str) -> Option<FigureRef> {
        self.position(|figure| figure.is_joint(definition) && figure.period == self.books.period)
    }

    /// What single agreements have of joint expenditure by a definition, with their ids; none where it counts only one, or where
    /// what each has cannot be told.
    pub fn joint_of_agreements<'a>(&'a self, definition: &'a str) -> impl Iterator<Item = (&'a str, FigureRef)> {
        let all = self.all.iter().enumerate();
        let is_it = |figure: &Figure| figure.id == id::JOINT && figure.definition.as_deref() == Some(definition);
        all.filter_map(move |(place, figure)| {
            figure.agreement.as_deref().filter(|_| is_it(figure)).map(|agreement| (agreement, FigureRef::at(place)))
        })
    }

    /// Joint expenditure by a definition in earlier years, from the first.
    pub fn earlier<'a>(&'a self, definition: &'a str) -> impl Iterator<Item = (Year, FigureRef)> {
        let all = self.all.iter().enumerate();
        let earlier = all.filter(move |(_, figure)| figure.is_joint(definition) && figure.period != self.books.period);
        earlier.map(|(place, figure)| (figure.period.year, FigureRef::at(place)))
    }

    fn position(&self, which: impl Fn(&Figure) -> bool) -> Option<FigureRef> {
        self.all.iter().position(which).map(FigureRef::at)
    }

    /// The figures as `figures.json` lists them.
    #[must_use]
    pub fn records<'a>(&'a self, area: &'a str) -> Vec<FigureRecord<'a>> {
        self.all.iter().map(|figure| FigureRecord::new(area, figure)).collect()
    }
}

/// Works out every figure of a publication, and holds them against the last one.
pub fn measure(books: Books, templates: &Templates, earlier: Option<&Earlier>, sources: &[Source]) -> Outcome<Figures> {
    let mut findings = Vec::new();
    let mut all = contributions::figures(&books, templates, &mut findings);
    all.extend(joint::figures(&books, templates));
    let moves = Moves::of(&all, books.period, earlier, sources);
    findings.extend(moves.finding(&all));
    Outcome::new(Figures { books, moves, all }, findings)
}

#[cfg(test)]
impl Figures {
    /// No figures, for tests of what is printed.
    pub fn none() -> Self {
        let ledger = crate::ledger::Ledger::new(Vec::new(), Vec::new(), Vec::new());
        let books = Books {
            ledger: ledger.expect("an empty ledger adds up"),
            register: crate::model::register::Register::default(),
            period: "2006-07".parse().expect("a period"),
            as_at: chrono::NaiveDate::default(),
            lines: Vec::new(),
            spans: std::collections::BTreeMap::new(),
            pools: Vec::new(),
            open_differences: Vec::new(),
            variations_ahead: Vec::new(),
            types: std::collections::BTreeMap::new(),
            rates: crate::job::rates::Rates::default(),
        };
        Self { books, moves: Moves::default(), all: Vec::new() }
    }
}
