//! The many shapes in which one table may be written without saying anything else.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::select;
use scrutiny::job::layout::amounts::Unit;

use super::forms::{Form, Says};

/// A shape; the plain one has a label, headings, lines and nothing else.
#[derive(Debug, Clone, Default)]
pub struct Shape {
    /// By what the lines are sorted; as they are where there is nothing.
    pub rows: Vec<u16>,
    /// By what the columns are sorted.
    pub columns: Vec<u16>,
    /// Texts above everything, and between the label and the headings, each with its column.
    pub titles: Vec<(&'static str, usize)>,
    pub between: Vec<(&'static str, usize)>,
    pub label: Label,
    /// Texts below the table; some with a number in a column that is not read.
    pub notes: Vec<(&'static str, bool)>,
    /// How many blank rows stand before each row, in turn.
    pub blanks: Vec<u8>,
    /// How each heading is written, in turn.
    pub headings: Vec<Style>,
    pub units: Units,
    /// Columns that no layout reads, and what stands in them.
    pub unread: Vec<(&'static str, Vec<&'static str>)>,
    /// What the row of totals is called, where there is one.
    pub total: Option<&'static str>,
    pub months: Months,
    /// Whether the headings of stacked columns that need no second row stand in the first.
    pub names_on_top: bool,
}

/// How a label and its value stand.
#[derive(Debug, Clone, Copy, Default)]
pub enum Label {
    #[default]
    Colon,
    NextCell,
    Loose,
}

/// How a heading is written: its letters, what stands for a space, and what stands behind it.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    pub letters: Letters,
    pub space: &'static str,
    pub end: &'static str,
}

#[derive(Debug, Clone, Copy)]
pub enum Letters {
    AsTheyAre,
    Capitals,
    Small,
    Mixed,
}

/// Where the unit is said.
#[derive(Debug, Clone, Default)]
pub enum Units {
    /// In the headings if it must be said at all, and always pounds.
    #[default]
    Pounds,
    /// In each heading, in turn.
    Headings(Vec<(Unit, &'static str)>),
    /// Once, above the table.
    Above(Unit, &'static str),
}

/// How months and the headings below them stand together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Months {
    /// Above each heading.
    #[default]
    Repeated,
    /// Once, above the first of the month's headings.
    Reaching,
    /// Once, merged over the month's headings.
    Merged,
}

impl Style {
    pub fn of(self, text: &str) -> String {
        let spaced = text.replace(' ', self.space) + self.end;
        match self.letters {
            Letters::AsTheyAre => spaced,
            Letters::Capitals => spaced.to_uppercase(),
            Letters::Small => spaced.to_lowercase(),
            Letters::Mixed => {
                let mixed = |(place, letter): (usize, char)| {
                    if place % 2 == 0 { letter.to_ascii_lowercase() } else { letter.to_ascii_uppercase() }
                };
                spaced.chars().enumerate().map(mixed).collect()
            }
        }
    }
}

impl Units {
    /// The unit of a column, and what its heading says of it.
    pub fn of(&self, form: &Form, column: usize) -> (Unit, &'static str) {
        match self {
            Self::Headings(units) if form.unit != Says::Layout => units[column % units.len()],
            Self::Above(unit, _) if form.unit != Says::Layout => (*unit, ""),
            _ if form.unit == Says::Sheet => (Unit::Pounds, "(£)"),
            _ => (Unit::Pounds, ""),
        }
    }
}

const TITLES: [&str; 14] = [
    "Pooled budgets",
    "Report of the Treasurer, published 6 September 2006",
    "Savings of £3m were agreed",
    "Payments over £500",
    "Yearly return to the board",
    "Year end",
    "Periodically reviewed",
    "Financial years differ",
    "Total of all funds",
    "12,345.67",
    "Amount",
    "Directorate",
    "Scheme",
    "Council services and more",
];

const NOTES: [&str; 6] = [
    "Note: all figures are provisional",
    "Source: general ledger, 6 September 2006",
    "* not audited",
    "Totals are rounded",
    "Year end adjustments are not shown",
    "2",
];

pub fn keys() -> impl Strategy<Value = Vec<u16>> {
    vec(any::<u16>(), 16)
}

pub fn titles() -> impl Strategy<Value = Vec<(&'static str, usize)>> {
    vec((select(TITLES.to_vec()), 0..4_usize), 0..4)
}

pub fn label() -> impl Strategy<Value = Label> {
    select(vec![Label::Colon, Label::NextCell, Label::Loose])
}

pub fn notes() -> impl Strategy<Value = Vec<(&'static str, bool)>> {
    vec((select(NOTES.to_vec()), any::<bool>()), 0..4)
}

pub fn blanks() -> impl Strategy<Value = Vec<u8>> {
    vec(prop_oneof![3 => Just(0_u8), 1 => 1..4_u8], 1..12)
}

pub fn headings() -> impl Strategy<Value = Vec<Style>> {
    let letters = select(vec![Letters::AsTheyAre, Letters::Capitals, Letters::Small, Letters::Mixed]);
    let space = select(vec![" ", "  ", "\u{a0}", "\n", "-", "_", " / "]);
    let end = select(vec!["", ":", " *", ".", "  ", "\n", " -"]);
    vec((letters, space, end).prop_map(|(letters, space, end)| Style { letters, space, end }), 1..8)
}

pub fn units() -> impl Strategy<Value = Units> {
    let stated = [
        (Unit::Pounds, "(£)"),
        (Unit::Pounds, "£"),
        (Unit::Pounds, "£s"),
        (Unit::Thousands, "(£000)"),
        (Unit::Thousands, "£000s"),
        (Unit::Thousands, "(£'000)"),
        (Unit::Thousands, "(£’000s)"),
        (Unit::Thousands, "£k"),
        (Unit::Thousands, "(£,000)"),
        (Unit::Thousands, "£ (000s)"),
        (Unit::Thousands, "in £ thousands"),
        (Unit::Millions, "(£m)"),
        (Unit::Millions, "£M"),
        (Unit::Millions, "(£ million)"),
        (Unit::Millions, "(£\nmillion)"),
        (Unit::Millions, "£\u{a0}millions"),
    ];
    let above = [
        (Unit::Pounds, "All figures in £"),
        (Unit::Thousands, "£000s"),
        (Unit::Thousands, "All amounts are in £ thousands"),
        (Unit::Thousands, "Pooled budgets (£'000)"),
        (Unit::Thousands, "£,000"),
        (Unit::Millions, "England, £m"),
        (Unit::Millions, "Net expenditure (£ million)"),
    ];
    prop_oneof![
        2 => vec(select(stated.to_vec()), 1..8).prop_map(Units::Headings),
        1 => select(above.to_vec()).prop_map(|(unit, text)| Units::Above(unit, text)),
    ]
}

pub fn unread() -> impl Strategy<Value = Vec<(&'static str, Vec<&'static str>)>> {
    let heading = select(vec!["Ref", "Comments", "Variance", "Head count", "Host", ""]);
    let word = select(vec!["", "7", "1234.50", "late", "see note 3", "Salford PCT", "(4.00)", "£5", "n/a"]);
    vec((heading, vec(word, 1..6)), 0..3)
}

pub fn total() -> impl Strategy<Value = Option<&'static str>> {
    option::of(select(vec!["Total", "TOTAL", "Grand total:", "Sub-total", "Totals for the year", "  total "]))
}

pub fn months() -> impl Strategy<Value = Months> {
    select(vec![Months::Repeated, Months::Reaching, Months::Merged])
}

/// Everything at once.
pub fn any_shape() -> impl Strategy<Value = Shape> {
    let written = (keys(), keys(), titles(), titles(), label(), notes(), blanks());
    let named = (headings(), units(), unread(), total(), months(), any::<bool>());
    (written, named).prop_map(|(written, named)| {
        let (rows, columns, titles, between, label, notes, blanks) = written;
        let (headings, units, unread, total, months, names_on_top) = named;
        Shape {
            rows,
            columns,
            titles,
            between,
            label,
            notes,
            blanks,
            headings,
            units,
            unread,
            total,
            months,
            names_on_top,
        }
    })
}
