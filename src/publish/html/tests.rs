//! Tests of what the pages of whole packs do not show: charts below zero, long words, and which tables can be sorted.

use rust_decimal::Decimal;

use super::lines::FigureRows;
use super::names::ElementNames;
use super::{chart, table};
use crate::present::pack::{Bar, Cell, Chart, ChartRow, Column, Holds, Reference, Row, Segment, Table, Value};

fn bar(from: i64, to: i64, series: usize, text: &str) -> Bar {
    let segment = Segment { from: Decimal::from(from), to: Decimal::from(to), series };
    Bar { segments: vec![segment], text: text.to_owned(), figure: None }
}

fn drawn(key: &[&str], bars: Vec<Bar>, reference: Option<i64>) -> String {
    let row = ChartRow { label: "Learning <Disability>".to_owned(), bars, break_before: None };
    let reference = reference.map(|value| Reference { value: Decimal::from(value), text: "England".to_owned() });
    let chart = Chart {
        caption: "Variance".to_owned(),
        alternative: "One pool is over.".to_owned(),
        key: key.iter().map(|name| (*name).to_owned()).collect(),
        rows: vec![row],
        reference,
    };
    chart::chart(&chart, &mut ElementNames::new(FigureRows::default())).into_string()
}

#[test]
fn what_is_below_zero_stands_left_of_the_line_of_zero() {
    let svg = drawn(&["a", "b"], vec![bar(0, 30, 0, "£30"), bar(0, -10, 1, "−£10")], None);
    // Of a hundred, 100 − 3.1 × (4 + 1.5) are for bars from −10 to 30.
    assert!(svg.contains(r#"<line class="zero" x1="20.74%""#), "{svg}");
    assert!(svg.contains(r#"<rect class="s0" x="20.74%""#) && svg.contains(r#"width="62.21%""#), "{svg}");
    assert!(svg.contains(r##"<rect class="s1" fill="url(#chart-variance-1)" x="0.00%""##), "{svg}");
    assert!(svg.contains(r#"<pattern id="chart-variance-1""#) && svg.contains("Learning &lt;Disability&gt;"), "{svg}");
}

#[test]
fn long_words_stand_above_their_bar_and_a_missing_figure_has_none() {
    let svg = drawn(&[], vec![bar(0, 5, 0, "£500,000.00 (an overspend)")], Some(10));
    assert!(svg.contains(r#"<text class="strong" x="0""#) && svg.contains(r#"width="50.00%""#), "{svg}");
    assert!(
        svg.contains(r#"<line class="reference" x1="100.00%""#) && svg.contains(r#"text-anchor="end">England"#),
        "{svg}"
    );
    let none = Bar { segments: Vec::new(), text: "not available".to_owned(), figure: None };
    let svg = drawn(&[], vec![none], None);
    assert!(svg.contains(r#"<text class="quiet" x="0.00%""#) && !svg.contains("<rect"), "{svg}");
}

fn cells(texts: &[&str], total: bool) -> Row {
    let cell =
        |text: &&str| Cell { text: (*text).to_owned(), value: Value::Words, figure: None, said_by: None, bar: None };
    Row { total, cells: texts.iter().map(cell).collect() }
}

fn written(headings: [&str; 2], holds: Holds, rows: Vec<Row>) -> String {
    let column = |heading: &str, holds| Column { heading: heading.to_owned(), holds, weight: 1 };
    let [first, second] = headings;
    let table = Table {
        name: "one-page".to_owned(),
        caption: "Each agreement".to_owned(),
        columns: vec![column(first, Holds::Words), column(second, holds)],
        rows,
        notes: vec!["A note.".to_owned()],
    };
    table::table(&table, &mut ElementNames::new(FigureRows::default())).into_string()
}

#[test]
fn a_table_is_sorted_only_where_no_row_hangs_on_its_neighbours() {
    let plain = || ["d", "b", "a", "c"].map(|name| cells(&[name, "£1.00"], false)).into_iter().collect::<Vec<_>>();
    let with = |place: usize, row: Row| {
        let mut rows = plain();
        rows.insert(place, row);
        rows
    };
    let sortable = |headings, holds, rows| written(headings, holds, rows).contains("sortable");
    let usual = ["Agreement", "Paid"];
    assert!(sortable(usual, Holds::Figures, plain()));
    assert!(sortable(usual, Holds::Figures, with(4, cells(&["All", "£4.00"], true))));
    assert!(!sortable(usual, Holds::Figures, with(2, cells(&["So far", "£2.00"], true))), "a subtotal");
    assert!(!sortable(usual, Holds::Figures, with(2, cells(&["Series break", "–"], false))), "a series break");
    assert!(!sortable(["", ""], Holds::Figures, plain()), "no headings");
    assert!(!sortable(usual, Holds::Words, plain()), "facts");
    assert!(!sortable(usual, Holds::Figures, plain().into_iter().take(3).collect()), "few rows");
}

#[test]
fn a_table_has_a_caption_scopes_notes_and_totals_apart() {
    let html = written(
        ["Agreement", "Paid"],
        Holds::Figures,
        vec![cells(&["A & B", "£1.00"], false), cells(&["All", "£1.00"], true)],
    );
    for part in [
        r#"<div class="scroll" role="region" aria-labelledby="table-one-page-caption" tabindex="0">"#,
        r#"<table id="table-one-page" aria-describedby="table-one-page-notes""#,
        r#"<caption id="table-one-page-caption">Each agreement</caption>"#,
        r#"<th scope="col" class="n">Paid</th>"#,
        r#"<th scope="row">A &amp; B</th>"#,
        r#"</tbody><tbody><tr class="total">"#,
        r#"<div class="notes" id="table-one-page-notes"><p>A note.</p></div>"#,
    ] {
        assert!(html.contains(part), "{part}\n{html}");
    }
}

#[test]
fn paths_break_where_a_reader_would_break_them() {
    let html =
        written(["File", "Sheet"], Holds::Words, vec![cells(&["1", "returns/council/budget.csv[budget!B8]"], false)]);
    assert!(html.contains("returns/<wbr>council/<wbr>budget.csv<wbr>[budget!B8]"), "{html}");
}
