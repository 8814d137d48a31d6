//! Laws that hold for every shipped layout: what says the same is read the same, whatever shape it has.

mod accounts;
mod drawing;
mod forms;
mod garbage;
mod rows;
mod shape;
mod smallest;
mod spelling;
mod table;

use std::cell::RefCell;
use std::fs;
use std::sync::LazyLock;

use proptest::prelude::{Just, Strategy, any};
use proptest::prop_assert_eq;
use proptest::sample::select;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};
use scrutiny::discover;
use scrutiny::finding::Finding;
use scrutiny::job::{Readers, Templates, load_templates};
use scrutiny::normalise::{Readings, one_file};
use scrutiny::read::Workbook;
use scrutiny::read::crew::Crew;

use self::drawing::Drawing;
use self::forms::Says;
use self::shape::{Months, Shape, Units};
use self::table::{Table, entry, table};
use crate::support::{program, root, with_vocabulary, workbook};

static TEMPLATES: LazyLock<Templates> =
    LazyLock::new(|| with_vocabulary(|vocabulary| load_templates(&root().join("templates"), vocabulary)).unwrap());

/// Holds a law for so many cases, which are the same in every run.
fn law<S: Strategy>(cases: u32, of: &S, test: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 2_000, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    runner.run(of, test).unwrap();
}

/// Reads a workbook by all shipped layouts.
fn read(workbook: &Workbook) -> (Readings, Vec<Finding>) {
    let mut findings = Vec::new();
    let readings = one_file(workbook, &TEMPLATES.layouts.returns, None).unwrap().into_value(&mut findings);
    (readings, findings)
}

/// The ledger of what was read: each amount and each gap as a line of text, in order.
fn ledger(readings: &Readings) -> Vec<String> {
    let entries = readings.entries.iter().map(|one| {
        let subject = &one.subject;
        entry(
            (subject.kind.word(), subject.class.word(), subject.form.word()),
            (subject.agreement.clone(), subject.line.clone(), subject.partner.clone()),
            (&one.period.to_string(), one.cumulative),
            &one.amount.pence().to_string(),
        )
    });
    let gaps = readings.gaps.iter().map(|gap| {
        let subject = &gap.subject;
        let period = gap.period.map_or_else(|| "no period".to_owned(), |period| period.to_string());
        entry(
            (subject.kind.word(), subject.class.word(), subject.form.word()),
            (subject.agreement.clone(), subject.line.clone(), subject.partner.clone()),
            (&period, false),
            if gap.refused { "refused" } else { "not given" },
        )
    });
    let mut ledger: Vec<String> = entries.chain(gaps).collect();
    ledger.sort();
    ledger
}

/// The ledger is what the tables say.
fn reads_as_written(tables: &[&Table], drawing: &Drawing) -> Result<(), TestCaseError> {
    let (readings, findings) = read(&drawing.workbook());
    let mut expected: Vec<String> = tables.iter().flat_map(|table| table.ledger()).collect();
    expected.sort();
    let said: Vec<String> = findings.iter().map(|finding| finding.message.to_string()).collect();
    prop_assert_eq!(ledger(&readings), expected, "{:?}\n{}", said, drawing.separated('|'));
    // The same headings once more go on with the same table.
    let mut layouts: Vec<&str> = readings.accounts.iter().filter_map(|account| account.layout.as_deref()).collect();
    let mut wanted: Vec<&str> = tables.iter().map(|table| table.form.layout).collect();
    layouts.dedup();
    wanted.dedup();
    prop_assert_eq!(layouts, wanted);
    Ok(())
}

/// The ledger of a table is the same in every shape.
fn holds_in(cases: u32, shapes: impl Strategy<Value = Shape>) {
    law(cases, &(table(), shapes), |(table, shape)| {
        let mut drawing = Drawing::default();
        drawing.add(&table, &shape);
        reads_as_written(&[&table], &drawing)
    });
}

#[test]
fn amounts_are_read_in_every_spelling() {
    holds_in(150, Just(Shape::default()));
}

#[test]
fn rows_may_stand_in_any_order() {
    let shapes = (shape::keys(), shape::total());
    holds_in(100, shapes.prop_map(|(rows, total)| Shape { rows, total, ..Shape::default() }));
}

#[test]
fn columns_may_stand_in_any_order() {
    holds_in(100, shape::keys().prop_map(|columns| Shape { columns, ..Shape::default() }));
}

#[test]
fn blank_rows_say_nothing() {
    let shapes = (shape::blanks(), shape::total());
    holds_in(100, shapes.prop_map(|(blanks, total)| Shape { blanks, total, ..Shape::default() }));
}

#[test]
fn titles_and_notes_say_nothing() {
    let shapes = (shape::titles(), shape::titles(), shape::label(), shape::notes(), shape::total());
    holds_in(
        200,
        shapes.prop_map(|(titles, between, label, notes, total)| Shape {
            titles,
            between,
            label,
            notes,
            total,
            ..Shape::default()
        }),
    );
}

#[test]
fn headings_may_be_written_in_any_case_and_with_any_spaces() {
    holds_in(100, shape::headings().prop_map(|headings| Shape { headings, ..Shape::default() }));
}

#[test]
fn the_unit_is_read_where_it_is_said() {
    let shapes = (shape::units(), shape::months(), shape::total());
    holds_in(200, shapes.prop_map(|(units, months, total)| Shape { units, months, total, ..Shape::default() }));
}

#[test]
fn columns_that_are_not_read_change_nothing() {
    let shapes = (shape::unread(), shape::keys());
    holds_in(100, shapes.prop_map(|(unread, columns)| Shape { unread, columns, ..Shape::default() }));
}

#[test]
fn months_may_stand_above_or_beside_their_headings() {
    let shapes = (shape::months(), any::<bool>(), shape::titles());
    let shapes =
        shapes.prop_map(|(months, names_on_top, between)| Shape { months, names_on_top, between, ..Shape::default() });
    holds_in(150, shapes);
}

#[test]
fn a_table_in_any_shape_says_the_same() {
    holds_in(300, shape::any_shape());
}

#[test]
fn a_table_may_stand_below_another() {
    let below = |units| Shape { units, ..Shape::default() };
    let tables = (table(), table(), shape::units(), shape::units(), shape::total(), shape::notes(), shape::blanks());
    law(200, &tables, |(first, second, units, others, total, notes, blanks)| {
        // What one table says above its headings may be meant for one below that says nothing.
        let says_nothing = second.form.unit != Says::Sheet && !second.form.amounts[0].heading.contains('£');
        let units = if says_nothing { Units::Pounds } else { units };
        let mut drawing = Drawing::default();
        drawing.add(&first, &Shape { total, notes, ..below(units) });
        drawing.add(&second, &Shape { blanks, ..below(others) });
        reads_as_written(&[&first, &second], &drawing)
    });
}

#[test]
fn a_table_says_the_same_in_every_kind_of_file() {
    let folder = tempfile::tempdir().unwrap();
    let readers = Readers { program: program(), limits: TEMPLATES.house.limits };
    let crew = RefCell::new(Crew::new(&readers));
    let kinds = select(vec!["xlsx", ",", ";", "\t", "|", "utf-8 with a mark", "utf-16"]);
    law(70, &(table(), shape::any_shape(), kinds), |(table, shape, kind)| {
        let mut drawing = Drawing::default();
        drawing.add(&table, &Shape { months: Months::Repeated, ..shape });
        let with = |separator| drawing.separated(separator);
        let (name, bytes) = match kind {
            "xlsx" => ("table.xlsx", workbook::from_text(&drawing.workbook_text(), false)),
            "utf-8 with a mark" => ("table.csv", format!("\u{feff}{}", with(',')).into_bytes()),
            "utf-16" => {
                let units = format!("\u{feff}{}", with('\t'));
                ("table.csv", units.encode_utf16().flat_map(u16::to_le_bytes).collect())
            }
            separator => ("table.csv", with(separator.chars().next().unwrap()).into_bytes()),
        };
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        let book = scrutiny::read::workbook(&discover::one_file(&path), &mut crew.borrow_mut()).unwrap().unwrap();
        let (readings, findings) = read(&book);
        let said: Vec<String> = findings.iter().map(|finding| finding.message.to_string()).collect();
        prop_assert_eq!(ledger(&readings), table.ledger(), "{:?}\n{}", said, with('|'));
        Ok(())
    });
}
