//! The yearly returns of social services expenditure: what England's councils spent, and how much of it jointly.

use std::collections::BTreeMap;

use super::{files, real};
use crate::support::scrutiny;
use crate::support::trial::{Trial, found, thousands, tried};

#[test]
fn a_sheet_for_each_council_adds_up_to_england_and_sheets_of_totals_are_never_added() {
    for (name, social_care, jointly) in [("2000-01", "13882670.6", "350073.1"), ("2003-04", "18440547.0", "576284.1")] {
        let Some(file) = real(&format!("pss-ex1/{name}_spend.xls")) else { return };
        let trial = tried(&file, &[]);
        let (totals, councils): (Vec<_>, Vec<_>) =
            trial.tables().partition(|table| table.name.to_lowercase().starts_with("total"));
        assert_eq!((totals.len(), councils.len(), trial.refused().len()), (6, 150, 0), "{name}");
        assert!(totals.iter().all(|table| table.accepted_cells == 0 && table.witnessed_cells > 0), "{name}");
        let sum = |figure| councils.iter().map(|table| table.line(figure).unwrap()).sum();
        assert_eq!(thousands(sum("social-care-gross")), social_care, "{name}");
        assert_eq!(thousands(sum("joint-arrangements")), jointly, "{name}");
        for (table, total) in councils.iter().flat_map(|table| table.totals.iter().map(move |total| (table, total))) {
            assert_eq!((total.period.as_str(), total.partner.as_ref()), (name, Some(&table.name)));
        }
    }
}

#[test]
fn every_total_of_a_sheet_for_each_council_is_what_its_lines_add_up_to() {
    for name in ["2000-01", "2003-04"] {
        let Some(file) = real(&format!("pss-ex1/{name}_spend.xls")) else { return };
        let found = found(&file);
        assert!(found.iter().all(|one| one.name != "totals-disagree"), "{name}: {found:#?}");
    }
}

/// The three figures of 2007-08, £000.
fn figures(trial: &Trial) -> [Option<String>; 3] {
    ["social-care-gross", "joint-arrangements", "nhs-income"].map(|figure| trial.table().line(figure).map(thousands))
}

#[test]
fn a_file_for_each_council_gives_the_adults_and_what_is_empty_is_not_nil() {
    let Some(folder) = real("pss-ex1/2007-08_council_csvs") else { return };
    let mut councils = 0;
    for file in files(&folder, "csv") {
        let trial = tried(&file, &[]);
        let table = trial.table();
        assert_eq!((table.layout.as_deref(), trial.refused().len()), (Some("pss-ex1-2007"), 0), "{}", file.display());
        let name = file.file_stem().unwrap().to_str().unwrap();
        let council = name.trim_start_matches("output_").split_once('-').map(|(_, council)| council);
        if let Some(council) = council {
            councils += 1;
            assert!(table.totals.iter().all(|total| total.partner.as_deref() == Some(council)), "{name}");
        }
        let some = |figure: &str| Some(figure.to_owned());
        match name {
            "output_TOTAL England" => {
                assert_eq!(figures(&trial), [some("17141640.6"), some("255417.5"), some("1079368.4")]);
            }
            "output_309-Salford" => {
                assert_eq!(figures(&trial), [some("87953.0"), None, some("8681.0")]);
            }
            _ => assert!(figures(&trial)[0].is_some(), "{name}"),
        }
    }
    assert_eq!(councils, 17);
}

/// What the cells of a sheet of client groups say, from its first line to its grand totals, apart from the program's reading.
#[derive(Debug, Default)]
struct Cells {
    numbers_of_lines: usize,
    numbers_of_totals: usize,
    zeros_of_lines: usize,
    not_given: usize,
}

fn cells(csv: &str) -> Cells {
    let mut cells = Cells::default();
    let mut rows = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(csv.as_bytes());
    let records = rows.records().map(Result::unwrap);
    let lines = records.skip_while(|row| row.get(0) != Some("SERVICE STRATEGY"));
    let until = |row: &csv::StringRecord| {
        !["TOTAL GROSS PERSONAL", "TOTAL NET PERSONAL"].iter().any(|start| row.get(0).unwrap_or("").starts_with(start))
    };
    for row in lines.take_while(until) {
        let is_total = row.get(0).is_some_and(|text| text.to_lowercase().starts_with("total "));
        for text in row.iter().skip(1).filter(|text| !text.is_empty()) {
            match text {
                ".." | ".;." => cells.not_given += 1,
                number => {
                    let zero = number.parse::<f64>().unwrap() == 0.0;
                    cells.numbers_of_totals += usize::from(is_total);
                    cells.numbers_of_lines += usize::from(!is_total);
                    cells.zeros_of_lines += usize::from(zero && !is_total);
                }
            }
        }
    }
    cells
}

#[test]
fn what_is_not_available_in_the_client_groups_is_never_nil() {
    let Some(file) = real("pss-ex1/GrossNetPSS2006-07 .xls") else { return };
    let trial = tried(&file, &[]);
    assert_eq!(trial.tables().count(), 2);
    for table in trial.tables() {
        let csv = scrutiny(&["read", file.to_str().unwrap(), "--csv", "--sheet", &table.name]).out;
        let cells = cells(&csv);
        assert_eq!(table.accepted_cells, cells.numbers_of_lines, "{}", table.name);
        assert_eq!(table.witnessed_cells, cells.numbers_of_totals, "{}", table.name);
        assert_eq!((table.not_given, table.refused_cells), (cells.not_given, 0), "{}", table.name);
        let nil = table.totals.iter().filter(|total| total.amount == "0.00").count();
        assert_eq!(nil, cells.zeros_of_lines, "{}", table.name);
    }
    assert_eq!(trial.tables().map(|table| table.not_given).sum::<usize>(), 794);
}

#[test]
fn the_client_groups_add_up_to_each_years_published_total() {
    let Some(file) = real("pss-ex1/GrossNetPSS2006-07 .xls") else { return };
    // The grand totals on the sheets, with Supporting People from 2003-04; those of 2006-07 are England's in `expend0607.xls`.
    // In 2002-03 one gross line is rounded to thousands, so that the lines come to 0.3 more than the total.
    let years = ["2000-01", "2001-02", "2002-03", "2003-04", "2004-05", "2005-06", "2006-07"];
    let gross = ["12847565.4", "13598392.3", "15199053.4", "16839479.2", "18219128.4", "19317118.1", "20122140.3"];
    let net = ["10695590.4", "11369372.3", "12893962.8", "14762896.6", "16218230.3", "17254228.6", "18000899.4"];
    let trial = tried(&file, &[]);
    for (table, published) in trial.tables().zip([gross, net]) {
        let by_year: BTreeMap<&str, String> =
            years.iter().map(|year| (*year, thousands(table.sum(|total| total.period == *year)))).collect();
        assert_eq!(by_year, years.into_iter().zip(published.map(str::to_owned)).collect(), "{}", table.name);
    }
}
