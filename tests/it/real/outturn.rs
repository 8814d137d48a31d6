//! What councils spent as a ministry published it: a workbook with hidden sheets, and one with the councils across.

use super::real;
use crate::support::trial::{found, pence, thousands, tried};

#[test]
fn the_revenue_outturn_is_read_from_its_visible_sheet_alone() {
    let Some(file) = real("outturn/RS_2017-18_data_by_LA.xlsx") else { return };
    let trial = tried(&file, &[]);
    assert_eq!(trial.sheets.len(), 14);
    let table = trial.table();
    assert_eq!((table.name.as_str(), table.layout.as_deref()), ("RS LA Data 2017-18", Some("revenue-outturn")));
    assert_eq!((table.refused_cells, table.not_given), (0, 3));
    // England's own row, £000.
    for (line, england) in
        [("Children social care", "8833758.3"), ("Adult social care", "15330170.0"), ("Public health", "3365435.3")]
    {
        assert_eq!(table.line(line).map(thousands).as_deref(), Some(england), "{line}");
    }
    assert!(table.totals.iter().all(|total| total.partner.as_deref() != Some("ENGLAND")));
    // Witnessed are England and its six classes, so everything once more and once again.
    assert_eq!(table.witnessed_cells, 7 * 3);
    assert!((pence(&table.witnessed) - 2 * pence(&table.accepted)).abs() < 10, "{}", table.witnessed);
}

#[test]
fn the_hidden_sheets_of_the_revenue_outturn_are_named_and_its_totals_agree() {
    let Some(file) = real("outturn/RS_2017-18_data_by_LA.xlsx") else { return };
    let found = found(&file);
    let hidden = found.iter().filter(|one| one.name == "hidden-content");
    assert_eq!(hidden.filter(|one| one.message.contains(" is hidden, ")).count(), 11, "{found:#?}");
    assert!(found.iter().all(|one| one.name != "totals-disagree"), "{found:#?}");
}

#[test]
fn the_councils_across_add_up_to_england_in_three_measures() {
    let Some(file) = real("pss-ex1/expend0607.xls") else { return };
    let trial = tried(&file, &[]);
    let measures: Vec<(&str, String)> = trial
        .tables()
        .map(|table| {
            let councils: std::collections::BTreeSet<&str> =
                table.totals.iter().filter_map(|total| total.partner.as_deref()).collect();
            assert_eq!(councils.len(), 150, "{}", table.name);
            assert!(table.totals.iter().all(|total| total.period == "2006-07"));
            assert_eq!((table.refused_cells, table.not_given), (0, 0));
            (table.layout.as_deref().unwrap(), thousands(pence(&table.accepted)))
        })
        .collect();
    let england = [
        ("councils-across-charges", "2121240.9".to_owned()),
        ("councils-across-net", "18000899.4".to_owned()),
        ("councils-across-gross", "20122140.3".to_owned()),
    ];
    assert_eq!(measures, england);
}
