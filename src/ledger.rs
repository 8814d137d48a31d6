//! The ledger: one dataframe, a row an amount; the only file that names its columns.

mod bases;
mod late;
mod left_out;
mod payments;
mod returned;
mod topics;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::sync::Arc;

use polars::prelude::{
    ChunkAgg, ChunkCast, Column, DataFrame, DataType, IntoLazy, IntoSeries, PolarsResult, Series, StringChunked, col,
    polars_err,
};
use polars_io::parquet::write::{ParquetCompression, ParquetWriter};

use crate::fault::Fault;
use crate::model::account::SheetAccount;
use crate::model::entry::{AmountSubject, Class, Entry, Form, Gap, Kind};
use crate::model::money::Money;
use crate::model::origin::Origin;
use crate::model::period::Period;
use crate::model::rounded::Rounded;

use late::Dated;
pub use late::LateEntry;
use payments::Payments;
pub use payments::{Contested, Repeated};
pub use returned::{LeftOut, ReturnedFile};
pub use topics::Topic;
use topics::Topics;

/// What identifies a figure: entries that agree in these are lines of one figure.
const KEY: [&str; 13] = [
    "kind",
    "agreement",
    "scheme",
    "line",
    "partner",
    "reporter",
    "class",
    "form",
    "period",
    "cumulative",
    "file",
    "sheet",
    "table",
];

/// Digits of an amount in `ledger.parquet`, and how many of them are pence.
const PRECISION: (usize, usize) = (18, 2);

/// Every amount that was accepted, with its origin and the text that was read.
#[derive(Debug, Clone)]
pub struct Ledger {
    frame: DataFrame,
    positions: Vec<Position>,
    /// The cell of each row of the dataframe.
    origins: Vec<Origin>,
    /// The rows that have a day.
    dated: Vec<Dated>,
    /// What is left out of the figures.
    late: Vec<LateEntry>,
    /// The rows that are payments of a ledger.
    payments: Payments,
    /// Those that are counted once, though they came in two files.
    repeated: Vec<Repeated>,
    /// Those of which that is not known.
    contested: Vec<Contested>,
    topics: Topics,
    gaps: Vec<Gap>,
    accounts: Vec<SheetAccount>,
    files: Vec<ReturnedFile>,
    /// What is said of the basis of amounts; of most nothing is.
    bases: bases::Bases,
    total: Money,
}

/// What one table of a sheet says of one figure: the sum of its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// What it is and whose.
    pub subject: AmountSubject,
    /// The period.
    pub period: Period,
    /// Whether it runs from the start of the year.
    pub cumulative: bool,
    /// The file that says it, as a path below the area's folder.
    pub file: Arc<str>,
    /// The sheet that says it.
    pub sheet: Arc<str>,
    /// Which table of the sheet says it, counted from one.
    pub table: u32,
    /// What the lines add up to.
    pub amount: Money,
    /// By how much rounding in the cells may have moved the sum.
    pub slack: Money,
    /// Half of the smallest step that the amounts of its kind show in its table.
    step: Money,
    /// The rows of the ledger that it is made of.
    rows: Vec<u32>,
    /// Whether these are payments: what several ledgers have of them adds up.
    pub payments: bool,
}

impl Position {
    /// The sum, with what rounding may have moved.
    #[must_use]
    pub fn rounded(&self) -> Rounded {
        Rounded { amount: self.amount, step: self.step, cells: self.rows.len() }
    }
}

impl Ledger {
    /// Makes the dataframe, sums it, and proves that nothing was lost on the way.
    ///
    /// # Errors
    ///
    /// A fault of ours: the total that polars finds, the sum of the figures, the checked sum of the entries and the pence
    /// that the sheets accepted are not all the same.
    pub fn new(entries: Vec<Entry>, gaps: Vec<Gap>, accounts: Vec<SheetAccount>) -> Result<Self, Fault> {
        let magnitude: i128 = entries.iter().map(|entry| i128::from(entry.amount.abs().pence())).sum();
        if i64::try_from(magnitude).is_err() {
            return Err(Fault::Unproved("the amounts of this area do not fit into 64 bits".to_owned()));
        }
        let folded = Money::sum(entries.iter().map(|entry| entry.amount));
        let accepted = accounts
            .iter()
            .try_fold(Money::ZERO, |sum, account| account.accepted.amount.and_then(|amount| sum.checked_add(amount)));
        let frame = frame(&entries).map_err(broken)?;
        let positions = positions(&frame, &entries).map_err(broken)?;
        let summed = total(&frame).map_err(broken)?;
        let grouped = Money::sum(positions.iter().map(|position| position.amount));
        match folded {
            Some(total) if [Some(total); 3] == [Some(summed), grouped, accepted] => {
                let topics = Topics::spoken_of(&positions, &gaps);
                let (dated, payments) = (Dated::of(&entries), Payments::of(&entries));
                let origins = entries.into_iter().map(|entry| entry.origin).collect();
                let (late, repeated, contested, files) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
                Ok(Self {
                    frame,
                    positions,
                    origins,
                    dated,
                    late,
                    payments,
                    repeated,
                    contested,
                    topics,
                    gaps,
                    accounts,
                    files,
                    bases: bases::Bases::default(),
                    total,
                })
            }
            _ => Err(Fault::Unproved(format!(
                "polars finds {summed}, the entries are {folded:?}, the figures {grouped:?}, the sheets {accepted:?}"
            ))),
        }
    }

    /// What every file says of every figure, in the order in which they were read.
    #[must_use]
    pub fn positions(&self) -> &[Position] {
        &self.positions
    }

    /// What is reported of an agreement, apart by kind, partner, class and form.
    #[must_use]
    pub fn topics(&self, agreement: &str) -> &[Topic] {
        self.topics.on(agreement)
    }

    /// What every file says of one topic, in the order in which they were read.
    pub fn positions_on<'a>(&'a self, topic: &'a Topic) -> impl Iterator<Item = &'a Position> {
        topic.positions().iter().filter_map(|place| self.positions.get(*place))
    }

    /// What every file says of the figures of one agreement, topic by topic.
    pub fn positions_of<'a>(&'a self, agreement: &str) -> impl Iterator<Item = &'a Position> {
        self.topics(agreement).iter().flat_map(|topic| self.positions_on(topic))
    }

    /// What returns leave open.
    #[must_use]
    pub fn gaps(&self) -> &[Gap] {
        &self.gaps
    }

    /// What returns leave open on one topic.
    pub fn gaps_on<'a>(&'a self, topic: &'a Topic) -> impl Iterator<Item = &'a Gap> {
        topic.gaps().iter().filter_map(|place| self.gaps.get(*place))
    }

    /// The account of every sheet.
    #[must_use]
    pub fn accounts(&self) -> &[SheetAccount] {
        &self.accounts
    }

    /// How many amounts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.frame.height()
    }

    /// Whether no amount was accepted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What all amounts add up to, whatever they are: a figure to check against, not to print alone.
    #[must_use]
    pub fn total(&self) -> Money {
        self.total
    }

    /// The cells that a position is made of.
    pub fn origins<'a>(&'a self, position: &'a Position) -> impl Iterator<Item = &'a Origin> {
        position.rows.iter().filter_map(|row| self.origin(*row))
    }

    /// The cell of a row.
    fn origin(&self, row: u32) -> Option<&Origin> {
        self.origins.get(usize::try_from(row).ok()?)
    }

    /// What rows are and whose, where they are in a figure.
    fn subjects(&self, rows: &BTreeSet<u32>) -> BTreeMap<u32, AmountSubject> {
        let mut subjects = BTreeMap::new();
        if !rows.is_empty() {
            for position in &self.positions {
                let own = position.rows.iter().filter(|row| rows.contains(row));
                subjects.extend(own.map(|row| (*row, position.subject.clone())));
            }
        }
        subjects
    }

    /// Writes the ledger as Parquet, with amounts as decimal pounds.
    ///
    /// # Errors
    ///
    /// Where the dataframe cannot be converted or the writer fails.
    pub fn write_parquet(&self, writer: impl Write) -> Result<(), Fault> {
        let written = decimal_pounds(&self.frame).and_then(|mut frame| {
            ParquetWriter::new(writer)
                .with_compression(ParquetCompression::Snappy)
                .set_parallel(false)
                .finish(&mut frame)
        });
        written.map(|_| ()).map_err(Fault::document("ledger.parquet"))
    }
}

fn broken(error: impl std::fmt::Display) -> Fault {
    Fault::Unproved(format!("the dataframe cannot be made: {error}"))
}

fn frame(entries: &[Entry]) -> PolarsResult<DataFrame> {
    fn text<'e>(name: &str, entries: &'e [Entry], of: impl Fn(&'e Entry) -> Option<&'e str>) -> Column {
        entries.iter().map(of).collect::<StringChunked>().into_series().with_name(name.into()).into()
    }
    let periods: Vec<String> = entries.iter().map(|entry| entry.period.to_string()).collect();
    let cells: Vec<String> = entries.iter().map(|entry| entry.origin.cell.to_string()).collect();
    let cumulative: Vec<bool> = entries.iter().map(|entry| entry.cumulative).collect();
    let pence: Vec<i64> = entries.iter().map(|entry| entry.amount.pence()).collect();
    let slack: Vec<i64> = entries.iter().map(|entry| entry.slack.pence()).collect();
    let tables: Vec<u32> = entries.iter().map(|entry| entry.table).collect();
    let rows: Vec<u32> = (0_u32..).take(entries.len()).collect();
    DataFrame::new(
        entries.len(),
        vec![
            Column::new("row".into(), rows),
            text("kind", entries, |entry| Some(entry.subject.kind.word())),
            text("agreement", entries, |entry| entry.subject.agreement.as_deref()),
            text("scheme", entries, |entry| entry.subject.scheme.as_deref()),
            text("line", entries, |entry| entry.subject.line.as_deref()),
            text("partner", entries, |entry| entry.subject.partner.as_deref()),
            text("reporter", entries, |entry| entry.subject.reporter.as_deref()),
            text("class", entries, |entry| Some(entry.subject.class.word())),
            text("form", entries, |entry| Some(entry.subject.form.word())),
            Column::new("period".into(), periods),
            Column::new("cumulative".into(), cumulative),
            Column::new("pence".into(), pence),
            Column::new("slack".into(), slack),
            text("file", entries, |entry| Some(&*entry.origin.file)),
            text("sheet", entries, |entry| Some(&*entry.origin.sheet)),
            Column::new("table".into(), tables),
            Column::new("cell".into(), cells),
            text("text", entries, |entry| Some(&entry.text)),
        ],
    )
}

/// The total by polars; an empty ledger adds up to nothing.
fn total(frame: &DataFrame) -> PolarsResult<Money> {
    Ok(Money::from_sum(frame.column("pence")?.i64()?.sum().unwrap_or(0)))
}

fn positions(frame: &DataFrame, entries: &[Entry]) -> PolarsResult<Vec<Position>> {
    let grouped = frame
        .clone()
        .lazy()
        .group_by_stable(KEY.map(col))
        .agg([col("pence").sum(), col("slack").sum(), col("row")])
        .collect()?;
    let texts = |name: &str| -> PolarsResult<StringChunked> { Ok(grouped.column(name)?.str()?.clone()) };
    let (kinds, agreements, partners) = (texts("kind")?, texts("agreement")?, texts("partner")?);
    let (schemes, lines) = (texts("scheme")?, texts("line")?);
    let (reporters, classes, forms) = (texts("reporter")?, texts("class")?, texts("form")?);
    let periods = texts("period")?;
    let cumulative = grouped.column("cumulative")?.bool()?.clone();
    let pence = grouped.column("pence")?.i64()?.clone();
    let slack = grouped.column("slack")?.i64()?.clone();
    let tables = grouped.column("table")?.u32()?.clone();
    let rows = grouped.column("row")?.list()?.clone();
    let mut positions = Vec::with_capacity(grouped.height());
    for place in 0..grouped.height() {
        let owned = |column: &StringChunked| column.get(place).map(str::to_owned);
        let rows = rows.get_as_series(place).map(|rows| rows.u32().map(|rows| rows.iter().flatten().collect()));
        let position = (|| {
            let rows: Vec<u32> = rows?.ok()?;
            let first = entries.get(usize::try_from(*rows.first()?).ok()?)?;
            let subject = AmountSubject {
                kind: Kind::ALL.into_iter().find(|kind| kinds.get(place) == Some(kind.word()))?,
                agreement: owned(&agreements),
                scheme: owned(&schemes),
                line: owned(&lines),
                partner: owned(&partners),
                reporter: owned(&reporters),
                class: Class::WORDS
                    .into_iter()
                    .map(|(_, class)| class)
                    .find(|class| classes.get(place) == Some(class.word()))?,
                form: Form::WORDS
                    .into_iter()
                    .map(|(_, form)| form)
                    .find(|form| forms.get(place) == Some(form.word()))?,
            };
            Some(Position {
                subject,
                period: periods.get(place)?.parse().ok()?,
                cumulative: cumulative.get(place)?,
                file: Arc::clone(&first.origin.file),
                sheet: Arc::clone(&first.origin.sheet),
                table: tables.get(place)?,
                amount: Money::from_sum(pence.get(place)?),
                slack: Money::from_sum(slack.get(place)?),
                step: first.step,
                rows,
                payments: first.payment.is_some(),
            })
        })();
        positions.push(position.ok_or_else(|| polars_err!(ComputeError: "row {place} of the positions is no figure"))?);
    }
    Ok(positions)
}

/// The columns of `ledger.parquet`.
fn decimal_pounds(frame: &DataFrame) -> PolarsResult<DataFrame> {
    let (precision, scale) = PRECISION;
    let pence = frame.column("pence")?.i64()?.cast(&DataType::Int128)?;
    let amount: Series = pence.i128()?.clone().into_decimal(precision, scale)?.into_series();
    let mut columns: Vec<Column> = Vec::new();
    for column in frame.columns() {
        match column.name().as_str() {
            "row" | "slack" => {}
            "pence" => columns.push(amount.clone().with_name("amount".into()).into()),
            _ => columns.push(column.clone()),
        }
    }
    DataFrame::new(frame.height(), columns)
}

#[cfg(test)]
mod tests;
