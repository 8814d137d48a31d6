//! The smallest sheets that once broke a law, with what must be read from them.

use scrutiny::read::CellValue;

use super::drawing::Drawing;
use super::{ledger, read};

/// The amounts of a sheet that is written with `|` between cells: kind, agreement, period and pence, in order.
fn amounts(sheet: &str) -> Vec<String> {
    let cell = |text: &str| (!text.is_empty()).then(|| CellValue::Text(text.replace('¶', "\n")));
    let rows = sheet.lines().map(|line| line.split('|').map(cell).collect()).collect();
    let (readings, _) = read(&Drawing { rows, ..Drawing::default() }.workbook());
    assert_eq!(ledger(&readings).len(), readings.entries.len(), "nothing is open: {:?}", readings.refusals);
    let mut amounts: Vec<String> = readings
        .entries
        .iter()
        .map(|entry| {
            let agreement = entry.subject.agreement.as_deref().unwrap_or("none");
            format!("{} {agreement} {} {}", entry.subject.kind.word(), entry.period, entry.amount.pence())
        })
        .collect();
    amounts.sort();
    amounts
}

const COUNCIL: &str = "Year: 2006-07\nPooled fund|Council budget (£)\n";

#[test]
fn a_unit_is_stripped_from_the_headings_that_stand_across() {
    let header = "Financial year: 2024-25\nAgreement|Partner|Q1 (£000)|Q2 £k|Q3 in £ thousands|Q4 (£,000)\n";
    assert_eq!(
        amounts(&format!("{header}A|B|1|2|3|4\n")),
        [
            "contribution A 2024-25-Q1 100000",
            "contribution A 2024-25-Q2 200000",
            "contribution A 2024-25-Q3 300000",
            "contribution A 2024-25-Q4 400000",
        ]
    );
    let header = "Financial year: 2024-25\n|April (£m)|April (£m)\nScheme|Budget|Actual\n";
    assert_eq!(
        amounts(&format!("{header}A|1|2\n")),
        ["budget A 2024-25-M01 100000000", "expenditure A 2024-25-M01 200000000"]
    );
}

#[test]
fn a_month_may_stand_in_the_cell_of_its_heading() {
    let header = "Financial year: 2024-25\nScheme|April Budget (£)|April Actual (£)|Budget May £|Actual May £\n";
    assert_eq!(
        amounts(&format!("{header}A|1|2|3|4\n")),
        [
            "budget A 2024-25-M01 100",
            "budget A 2024-25-M02 300",
            "expenditure A 2024-25-M01 200",
            "expenditure A 2024-25-M02 400",
        ]
    );
}

#[test]
fn a_unit_may_be_broken_over_two_lines() {
    let header = "Period: 2024-25-M06\nScheme|Annual budget (£¶million)|Actual to date (£¶million)|Forecast outturn (£¶million)\n";
    assert_eq!(amounts(&format!("{header}A|1|-|-\n").replace("|-", "|")), ["budget A 2024-25-M06 100000000"]);
}

#[test]
fn a_line_that_is_called_like_a_label_belongs_to_the_table_above() {
    let sheet = format!("{COUNCIL}Year of Care|5\n{COUNCIL}B|7\n");
    assert_eq!(amounts(&sheet), ["contribution-budget B 2006-07 700", "contribution-budget Year of Care 2006-07 500"]);
}

#[test]
fn a_short_table_is_not_lost_above_one_with_deep_headings() {
    let months = "Financial year: 2024-25\n|April|April\nScheme|Budget (£)|Actual (£)\nB|7|8\n";
    let expected = ["budget B 2024-25-M01 700", "contribution-budget A 2006-07 500", "expenditure B 2024-25-M01 800"];
    assert_eq!(amounts(&format!("{COUNCIL}A|5\n{months}")), expected);
    // The headings of this one may be six rows deep, and are not.
    let service = "Service|Joint arrangements|Income from NHS|Total expenditure (including joint arrangements)\n";
    assert_eq!(amounts(&format!("{COUNCIL}A|5\n{service}")), ["contribution-budget A 2006-07 500"]);
}

#[test]
fn a_unit_that_stands_above_another_table_does_not_contradict_a_heading() {
    let thousands = "Period: 2024-25-M06\n£000s\nScheme|Annual budget|Actual to date|Forecast outturn\nA|1||\n";
    assert_eq!(
        amounts(&format!("{thousands}{COUNCIL}B|7\n")),
        ["budget A 2024-25-M06 100000", "contribution-budget B 2006-07 700"]
    );
}
