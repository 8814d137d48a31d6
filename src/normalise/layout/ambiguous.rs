//! Rows that may be totals or parts of lines, by what they are called, and what became of them.

use super::excerpt::excerpt;
use super::{AmountCell, SheetContext, origin};
use crate::finding::phrase::{Phrase, count, phrase};
use crate::finding::{About, Excerpt, Finding, Level, Nature};
use crate::model::origin::Origin;
use crate::normalise::recognise::RecognisedTable;

/// A row that may be a total of others or a part of one.
pub const AMBIGUOUS_ROW: About = About {
    name: "ambiguous-row",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "a row with amounts whose label says that it may be a total of other rows (`Balance`, `All schemes`), a part of one \
            (`of which`, `Memo`), a check on them (`Variance`, `Average`), or deducted from them (`Less`); one that lacks a name \
            that all lines have, or ends a table of three lines or more, and is exactly their sum; one that stands below the \
            total of all of them; one under a merged cell that shows another name, or under a heading or a title of something \
             else (`Income`, `Outside the pool`); one that lacks the scheme, class or partner that others of its agreement \
             have; rows that stand twice, the same in every cell; or a payment that is called a credit note, or not paid, with \
             a positive amount. The message says what became of it.",
    matters: "a total that is added to its lines counts everything twice; a line that is taken for a total is missing.",
    action: "ask the partner what the row is, and have it called `Total` if it is one",
    ask: Some("Call the row Total if it is the sum of others; else give it the name of what it is for."),
};

/// How many rows are said one by one.
const ONE_BY_ONE: usize = 10;

/// What is doubtful about a row, and what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// Called like a total, and the sum of the lines above or below: not counted.
    IsTheSum {
        /// Whether a part of its label can be a name.
        named: bool,
    },
    /// Called like a total, and not the sum of lines: counted.
    IsNotTheSum,
    /// A total, and the sheet has no line of it: not counted.
    HasNoLines,
    /// Not called a total, but the sum of lines, without a name that they all have: not counted.
    HasNoName,
    /// Below the total of all lines, without a name that they all have or called like none: refused.
    IsBelow,
    /// The sum of lines, and nothing says whether it is their total or a line: refused.
    MayBeTheSum,
    /// The sum of lines under a word for what is left of them: refused.
    IsSumOrRest,
    /// Called like what holds rows against each other: refused.
    IsCheck,
    /// Below `of which`, and no sum says how far that reaches: refused.
    MayBePart,
    /// Under a merged cell that shows another name: refused.
    IsCovered,
    /// A total of something else than the lines above: neither counted nor compared.
    IsNotCompared,
    /// A part of a line: not counted.
    IsPart,
    /// Taken away, but not negative: refused.
    IsLess,
    /// A payment that is called a credit note or not paid, but not negative: refused.
    IsTakenBack,
    /// On a page that repeats another: not counted.
    IsCopy,
    /// The same in every cell as a row above: refused.
    IsRepeated,
    /// Under a heading or a title of something else: refused.
    IsUnderHeading,
    /// Without the scheme, class or partner that others like it have, and not their sum: refused.
    MayBeWhole,
    /// Begins like a part or like what is taken away, and has all names of a line: counted.
    MayBeName,
}

/// The doubtful rows of one table, in the order in which they stand.
#[derive(Debug, Default)]
pub struct Ambiguous {
    rows: Vec<AmbiguousRow>,
    others: Vec<Origin>,
    other_rows: usize,
}

#[derive(Debug)]
struct AmbiguousRow {
    doubt: Doubt,
    label: String,
    cells: Vec<Origin>,
    excerpt: Option<Excerpt>,
}

impl Ambiguous {
    /// Keeps a row with those of its amounts that are in doubt.
    pub fn keep(
        &mut self,
        place: SheetContext<'_>,
        table: &RecognisedTable<'_>,
        (doubt, label): (Doubt, &str),
        cells: &[AmountCell<'_, '_>],
    ) {
        let Some(first) = cells.first() else { return };
        let cells: Vec<Origin> = cells.iter().map(|cell| origin(place, cell.address)).collect();
        if let Some(known) = self.rows.iter_mut().find(|row| row.doubt == doubt && row.label == label) {
            known.cells.extend(cells);
        } else if self.rows.len() < ONE_BY_ONE {
            let excerpt = excerpt(table, first.row, first.address, doubt.in_short());
            self.rows.push(AmbiguousRow { doubt, label: label.to_owned(), cells, excerpt });
        } else {
            self.other_rows += 1;
            self.others.extend(cells);
        }
    }

    /// What is said of them.
    #[must_use]
    pub fn findings(self, table: &RecognisedTable<'_>) -> Vec<Finding> {
        let layout = &table.layout.name;
        let mut findings: Vec<Finding> = self.rows.into_iter().map(|row| row.finding(layout)).collect();
        if self.other_rows > 0 {
            let message = phrase!(
                "{} may be totals of others or parts of them, as those above are",
                count(self.other_rows, "more row")
            );
            findings.push(Finding::new(&AMBIGUOUS_ROW, message).at_cells(&self.others));
        }
        findings
    }
}

impl AmbiguousRow {
    fn finding(self, layout: &str) -> Finding {
        let (message, action) = self.doubt.in_words(&self.label, layout);
        let level = match self.doubt {
            Doubt::IsTheSum { named: false } => Level::Note,
            Doubt::IsBelow | Doubt::IsCovered | Doubt::IsUnderHeading => Level::Error,
            _ => Level::Warning,
        };
        let finding = Finding::new(&AMBIGUOUS_ROW, message).asking(action).at_level(level).at_cells(&self.cells);
        match self.excerpt {
            Some(excerpt) => finding.showing(excerpt),
            None => finding,
        }
    }
}

impl Doubt {
    fn in_short(self) -> Phrase {
        match self {
            Self::IsTheSum { .. } | Self::HasNoName => "the sum of lines, not counted",
            Self::IsNotTheSum => "a total or a line, counted",
            Self::HasNoLines => "a total without lines, not counted",
            Self::IsBelow => "below the total, not used",
            Self::MayBeTheSum => "the sum of lines, not used",
            Self::IsSumOrRest | Self::IsCheck => "no line, not used",
            Self::MayBePart => "part of a line, or one of its own, not used",
            Self::IsCovered => "under a merged cell, not used",
            Self::IsNotCompared => "a total of something else, not compared",
            Self::IsPart => "part of a line, not counted",
            Self::IsCopy => "stands above already, not counted",
            Self::IsRepeated => "the same as a row above, not used",
            Self::IsUnderHeading => "under a heading of something else, not used",
            Self::MayBeWhole => "a total or a line, not used",
            Self::IsLess | Self::IsTakenBack => "taken away or added, not used",
            Self::MayBeName => "a name or a part, counted",
        }
        .into()
    }

    fn in_words(self, label: &str, layout: &str) -> (Phrase, Phrase) {
        let is_line =
            || phrase!("if it is a line, list its first text under `not-totals` in templates/layouts/{}.toml", layout);
        match self {
            Self::IsTheSum { .. } => (
                phrase!("the row `{}` is the sum of other lines; it is taken for their total and not counted", label),
                is_line(),
            ),
            Self::IsNotTheSum => {
                let message = phrase!(
                    "the row `{}` may be a total, but no lines above it add up to it; it is counted as a line",
                    label
                );
                let action = phrase!(
                    "if it is a total, list how it begins under `rows-starting` in templates/layouts/{}.toml",
                    layout
                );
                (message, action)
            }
            Self::HasNoLines => (
                phrase!("the row `{}` is a total, and the table has no line of it; it is not counted", label),
                is_line(),
            ),
            Self::HasNoName => {
                let message = match label.trim().is_empty() {
                    true => "a row without a name is exactly the sum of the lines above; it is not counted".into(),
                    false => phrase!(
                        "the row `{}` lacks a name that all lines have and is exactly the sum of those above; it is not counted",
                        label
                    ),
                };
                (message, "if it is a line, ask the partner to fill in its names, and else to call it Total".into())
            }
            Self::IsNotCompared => (
                phrase!("the total `{}` is not that of the lines above it; it is neither counted nor compared", label),
                "ask the partner what it is the total of".into(),
            ),
            Self::IsCopy => (
                "rows stand a second time, below the same headings once more; they are counted once".into(),
                "if they are meant twice, ask the partner what tells them apart".into(),
            ),
            Self::IsPart => (
                phrase!("the row `{}` is a part of a line that is counted already; it is not counted", label),
                is_line(),
            ),
            Self::IsLess => {
                let message =
                    phrase!("the row `{}` says that it is deducted, but its amount is positive; it is not used", label);
                (message, "ask the partner to write what is deducted as a negative amount".into())
            }
            Self::MayBeName => (
                phrase!(
                    "the row `{}` may be a part of other lines or deducted from them; it is counted as a line",
                    label
                ),
                "ask the partner what the row is".into(),
            ),
            refused => refused.refused_in_words(label, is_line()),
        }
    }

    /// What is said of a row that is not used, because nothing says whether it is a line.
    fn refused_in_words(self, label: &str, is_line: Phrase) -> (Phrase, Phrase) {
        match self {
            Self::IsSumOrRest => (
                phrase!(
                    "the row `{}` is the sum of other lines and may be their total or a check; it is not used",
                    label
                ),
                is_line,
            ),
            Self::IsCheck => (
                phrase!("the row `{}` says that it holds other rows against each other; it is not used", label),
                is_line,
            ),
            Self::MayBePart => (
                phrase!(
                    "the row `{}` stands below a heading for parts of the row above, and may be one of them; it is not used",
                    label
                ),
                "ask the partner which rows are parts of others".into(),
            ),
            Self::IsTakenBack => (
                phrase!(
                    "`{}` says that a payment was taken back or not made, but its amount is positive; it is not used",
                    label
                ),
                "ask the partner to write what was taken back as a negative amount, and to leave out what was not paid"
                    .into(),
            ),
            Self::IsUnderHeading => (
                phrase!("what stands under `{}` may be something else than its table is of; it is not used", label),
                "ask the partner whether it counts, and have it on a sheet of its own if it does not".into(),
            ),
            Self::IsRepeated => (
                phrase!("a row of `{}` is the same in every cell as one above; it is not used", label),
                "ask the partner what tells the two apart, or to take one out".into(),
            ),
            Self::MayBeWhole => {
                let message = phrase!(
                    "a row of `{}` lacks the scheme, class or partner that others of it have, and may be their total; it is not used",
                    label
                );
                (message, "ask the partner to call it Total, or to fill in what it is for".into())
            }
            Self::IsCovered => (
                phrase!("the row `{}` lies under a merged cell that shows another name; it is not used", label),
                "ask the partner whose row it is, and to take the merged cell apart".into(),
            ),
            Self::IsBelow => (
                phrase!("the row `{}` stands below the total of all lines; it is not used", label),
                "ask the partner to put it above the total if it is a line, and else to leave it out".into(),
            ),
            _ => {
                let row = if label.trim().is_empty() {
                    "a row without a name".into()
                } else {
                    phrase!("the row `{}`", label)
                };
                let message = phrase!(
                    "{} is exactly the sum of those above, and may be their total or a line; it is not used",
                    row
                );
                (message, "ask the partner to call it Total, or to say what it is for".into())
            }
        }
    }
}
