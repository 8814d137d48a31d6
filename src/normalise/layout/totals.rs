//! The totals of one table: each held against its lines, down a column, along a row, by class or by the codes that it names.

use std::collections::{BTreeMap, BTreeSet};

use super::names::are_payments;
use crate::finding::Finding;
use crate::finding::phrase::{count, phrase};
use crate::job::layout::columns::Field;
use crate::model::money::Money;
use crate::model::origin::Origin;
use crate::model::words::folded;
use crate::normalise::recognise::RecognisedTable;
use crate::normalise::recognise::place::PlacedColumn;
use crate::normalise::witness::codes::{Coded, Codes};
use crate::normalise::witness::{LinesAndTotals, ShownAmount, SumOfLines, TOTALS_DISAGREE};
use crate::read::Row;

/// How many disagreeing totals of one column are said one by one.
const ONE_BY_ONE: usize = 10;

/// The totals of one table and their lines.
#[derive(Debug)]
pub struct Totals {
    /// Whether the whole sheet is one of totals.
    pub is_sheet_of_totals: bool,
    codes: Codes,
    /// Whether the newest row has a code.
    is_coded: bool,
    /// The lines of each column of amounts.
    columns: BTreeMap<(u32, usize), TotalsColumn>,
    /// The lines along the row, where columns across have totals; by the amounts' place in the layout.
    row: BTreeMap<usize, LinesAndTotals>,
    has_totals_across: bool,
    disagreeing: Vec<(String, Finding)>,
    /// How many rows there were since the last total, and before that one.
    rows: [usize; 2],
}

#[derive(Debug, Default)]
struct TotalsColumn {
    lines: LinesAndTotals,
    coded: Coded,
    by: BTreeMap<String, SumOfLines>,
    /// By the names that the lines have in their fields.
    named: BTreeMap<String, SumOfLines>,
}

impl TotalsColumn {
    fn lines_named(&self, table: &RecognisedTable<'_>, row: Row<'_>, total: ShownAmount) -> Option<usize> {
        let mut sums = names(table, row).into_iter().filter_map(|name| self.named.get(&name));
        sums.find(|sum| sum.agrees(total)).map(|sum| sum.lines())
    }
}

impl Totals {
    /// Nothing read yet.
    pub fn new(table: &RecognisedTable<'_>, is_sheet_of_totals: bool) -> Self {
        Self {
            is_sheet_of_totals,
            codes: Codes::default(),
            is_coded: false,
            columns: BTreeMap::new(),
            row: BTreeMap::new(),
            has_totals_across: table.columns.amounts.iter().any(|placed| placed.witness),
            disagreeing: Vec::new(),
            rows: [0; 2],
        }
    }

    fn column(&mut self, placed: &PlacedColumn<'_>) -> &mut TotalsColumn {
        self.columns.entry((placed.column, placed.number)).or_default()
    }

    /// Begins a new group of lines in every column.
    pub fn divide(&mut self) {
        self.columns.values_mut().for_each(|column| column.lines.divide());
    }

    /// What names a row to sheets of totals: its code, or its line.
    #[must_use]
    pub fn key(&self, table: &RecognisedTable<'_>, row: Row<'_>) -> Option<String> {
        let codes = table.layout.witness.codes.map(|column| column.0);
        let places = codes.into_iter().chain(table.field(Field::Line).iter().copied());
        places.into_iter().find_map(|column| table.cell(row, column)).map(|cell| folded(&cell.value.text()))
    }

    /// Takes a line; `None` where it cannot be read (`refused`) or is not given.
    pub fn line(
        &mut self,
        table: &RecognisedTable<'_>,
        row: Row<'_>,
        placed: &PlacedColumn<'_>,
        figure: Option<ShownAmount>,
        refused: bool,
    ) {
        self.code(placed, figure);
        let by = by(table, row);
        let named = names(table, row);
        let column = self.column(placed);
        if let Some(figure) = figure {
            column.lines.add(figure);
            if let Some(by) = by {
                column.by.entry(by).or_default().add(figure, false);
            }
            for name in named {
                column.named.entry(name).or_default().add(figure, false);
            }
        } else if refused {
            column.lines.add_unread();
        } else {
            column.lines.add_not_given();
        }
        if self.has_totals_across && !placed.witness {
            let lines = self.row.entry(placed.number).or_default();
            match figure {
                Some(figure) => lines.add(figure),
                None => lines.add_not_given(),
            }
        }
    }

    /// Begins a row, with its code where totals name their lines by codes.
    pub fn begin_row(&mut self, table: &RecognisedTable<'_>, row: Row<'_>, is_total: bool) {
        let code = table.layout.witness.codes.and_then(|column| table.cell(row, column.0));
        self.is_coded = code.is_some();
        if let Some(cell) = code {
            self.codes.keep(&cell.value.text(), is_total);
        }
        let [since, _] = self.rows;
        if is_total {
            self.rows = [0, since];
        } else if table.has(row.number) && !table.pages.contains(&row.number) {
            self.rows = [since + 1, 0];
        }
    }

    /// Keeps what a row says in a column, for totals that name it by its code.
    pub fn code(&mut self, placed: &PlacedColumn<'_>, figure: Option<ShownAmount>) {
        if !self.is_coded {
            return;
        }
        let column = self.columns.entry((placed.column, placed.number)).or_default();
        column.coded.keep(&self.codes, figure);
    }

    /// Holds a total against the lines above it: those that its label names, those of its class, or those back to a total
    /// before.
    pub fn compare(
        &mut self,
        table: &RecognisedTable<'_>,
        (row, placed): (Row<'_>, &PlacedColumn<'_>),
        label: &str,
        total: ShownAmount,
        origin: &Origin,
    ) {
        let by = by(table, row);
        let [_, rows_above] = self.rows;
        let column = self.columns.entry((placed.column, placed.number)).or_default();
        // A group without amounts adds up to nought, whatever stands below it.
        if total.money == Money::ZERO && rows_above > 0 && column.lines.is_divided() {
            return;
        }
        let of_class = by.and_then(|by| column.by.get(&by).copied());
        let disagreeing = match column.coded.sum_named(&self.codes, label).or(of_class) {
            Some(sum) => {
                column.lines.divide();
                (!sum.agrees(total)).then_some(sum)
            }
            None => column.lines.compare(total, origin).filter(|_| column.lines_named(table, row, total).is_none()),
        };
        if let Some(sum) = disagreeing {
            self.say(sum, placed, total, origin);
        }
    }

    /// How many lines of a column, back to any total before, add up to an amount; `None` where no such run does.
    #[must_use]
    pub fn lines_of(&self, placed: &PlacedColumn<'_>, figure: ShownAmount) -> Option<usize> {
        self.columns.get(&(placed.column, placed.number))?.lines.lines_of(figure)
    }

    /// The lines of a column, back to any total before, that are an amount to the penny.
    #[must_use]
    pub fn exactly(&self, placed: &PlacedColumn<'_>, figure: ShownAmount) -> Option<SumOfLines> {
        self.columns.get(&(placed.column, placed.number))?.lines.exactly(figure)
    }

    /// How many lines of a column that share a name with a row add up to an amount.
    #[must_use]
    pub fn lines_named(
        &self,
        table: &RecognisedTable<'_>,
        row: Row<'_>,
        placed: &PlacedColumn<'_>,
        figure: ShownAmount,
    ) -> Option<usize> {
        self.columns.get(&(placed.column, placed.number))?.lines_named(table, row, figure)
    }

    /// The sum of all lines of a column above.
    #[must_use]
    pub fn all_above(&self, placed: &PlacedColumn<'_>) -> SumOfLines {
        self.columns.get(&(placed.column, placed.number)).map(|column| column.lines.all()).unwrap_or_default()
    }

    /// Whether a line above has a name in one of its fields.
    #[must_use]
    pub fn has_name(&self, name: &str) -> bool {
        self.columns.values().any(|column| column.named.contains_key(name))
    }

    /// Counts a line that says that it is taken away, by an amount that is not negative.
    pub fn take_away(&mut self, placed: &PlacedColumn<'_>, figure: ShownAmount) {
        self.code(placed, None);
        self.column(placed).lines.take_away(figure);
        if self.has_totals_across && !placed.witness {
            self.row.entry(placed.number).or_default().add_not_given();
        }
    }

    /// Whether a column has a line above, readable or not.
    #[must_use]
    pub fn has_lines(&self, placed: &PlacedColumn<'_>) -> bool {
        self.columns.get(&(placed.column, placed.number)).is_some_and(|column| !column.lines.all().is_empty())
    }

    /// Holds a total along a row against the amounts beside it.
    pub fn compare_across(&mut self, placed: &PlacedColumn<'_>, total: ShownAmount, origin: &Origin) {
        if let Some(sum) = self.row.entry(placed.number).or_default().compare(total, origin) {
            self.say(sum, placed, total, origin);
        }
    }

    fn say(&mut self, sum: SumOfLines, placed: &PlacedColumn<'_>, total: ShownAmount, origin: &Origin) {
        let heading = if placed.heading.is_empty() { placed.amounts.name() } else { &placed.heading };
        let finding = sum.disagrees(heading, total, origin);
        // Where there are columns across, those of one kind are counted together.
        let kind = if placed.amounts.across.is_some() { placed.amounts.name() } else { heading };
        self.disagreeing.push((kind.to_owned(), finding));
    }

    /// Ends a row: a total that stands left of its amounts is held against them now.
    pub fn end_row(&mut self, table: &RecognisedTable<'_>) {
        for (number, mut lines) in std::mem::take(&mut self.row) {
            if let Some((sum, total, origin)) = lines.close() {
                let placed =
                    table.columns.amounts.iter().find(|placed| {
                        placed.number == number && placed.witness && placed.column == origin.cell.column
                    });
                if let Some(placed) = placed {
                    self.say(sum, placed, total, &origin);
                }
            }
        }
    }

    /// Ends the table: what is said of totals that disagree, the first of each column one by one.
    pub fn finish(&mut self, table: &RecognisedTable<'_>) -> Vec<Finding> {
        for ((place, number), mut column) in std::mem::take(&mut self.columns) {
            let placed = table.columns.amounts.iter().find(|placed| placed.column == place && placed.number == number);
            if let (Some((sum, total, origin)), Some(placed)) = (column.lines.close(), placed) {
                self.say(sum, placed, total, &origin);
            }
        }
        let mut findings: Vec<Finding> = Vec::new();
        let mut others: BTreeMap<String, Vec<Finding>> = BTreeMap::new();
        let mut said: BTreeMap<String, usize> = BTreeMap::new();
        for (name, finding) in std::mem::take(&mut self.disagreeing) {
            let count = said.entry(name.clone()).or_default();
            *count += 1;
            if *count > ONE_BY_ONE { others.entry(name).or_default().push(finding) } else { findings.push(finding) }
        }
        for (name, more) in others {
            let are = if more.len() == 1 { "is not what its" } else { "are not what their" };
            let message = phrase!("{} of `{}` {} lines add up to", count(more.len(), "more total"), name, are);
            let finding =
                Finding::new(&TOTALS_DISAGREE, message).asking("ask the partner to correct the lines or the totals");
            findings.push(more.into_iter().flat_map(|one| one.places).fold(finding, Finding::at));
        }
        findings
    }
}

/// What the column says by which a total names its lines.
fn by(table: &RecognisedTable<'_>, row: Row<'_>) -> Option<String> {
    let cell = table.columns.by.and_then(|column| table.name(row, column))?;
    Some(folded(&cell.value.text()))
}

/// The names in the fields of a row; none where rows are payments, of which there are too many.
fn names(table: &RecognisedTable<'_>, row: Row<'_>) -> BTreeSet<String> {
    if are_payments(table) {
        return BTreeSet::new();
    }
    let fields = [Field::Partner, Field::Agreement, Field::Line];
    let columns = fields.iter().flat_map(|field| table.field(*field));
    columns.filter_map(|column| table.name(row, *column)).map(|cell| folded(&cell.value.text())).collect()
}
