//! Open data: `figures.csv` says what `figures.json` does, is described as the W3C recommends, and `figures.ods` as `figures.xlsx`.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;
use std::process::Command;

use calamine::{Data, Reader, Xlsx};
use scrutiny::model::origin::Address;
use serde_json::{Value, json};

use crate::support::publication::{Publication, shipped};
use crate::support::{Area, forty, say, scrutiny};

const DATA: &str = "figures.csv";

fn rows(made: &Publication) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_reader(made.bytes(DATA)).deserialize().map(|row| row.unwrap()).collect()
}

#[test]
fn every_figure_is_a_row() {
    for made in [shipped(), forty::published()] {
        let (rows, figures) = (rows(made), made.figures().0);
        assert_eq!(rows.len(), figures.len());
        for (row, figure) in rows.iter().zip(&figures) {
            for (column, said) in row {
                let of = &figure[column.as_str()];
                assert_eq!(of.as_str().unwrap_or_default(), said.trim_start_matches('\''), "{column} of {figure}");
            }
            for (key, value) in figure.as_object().unwrap() {
                assert!(row.contains_key(key), "{key} of {value} is in no column");
            }
        }
        let text = made.text(DATA);
        assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains(['\n', '£']));
    }
}

#[test]
fn the_description_names_the_columns_and_the_key() {
    let area = Area::salford();
    area.file(
        "area.toml",
        format!("gss = \"E08000006\"\n{}", fs::read_to_string(area.input().join("area.toml")).unwrap()),
    );
    let made = area.published();
    let about = made.json("figures.csv-metadata.json");
    assert_eq!(about["@context"], json!(["http://www.w3.org/ns/csvw", {"@language": "en"}]));
    assert_eq!((&about["url"], &about["dc:language"]), (&json!(DATA), &json!("en-GB")));
    assert_eq!(about["dialect"]["lineTerminators"], json!(["\r\n"]));
    let columns = about["tableSchema"]["columns"].as_array().unwrap();
    let of = |key: &str| columns.iter().map(|column| column[key].as_str().unwrap()).collect::<Vec<_>>();
    let headings = csv::Reader::from_reader(made.bytes(DATA)).headers().unwrap().clone();
    assert_eq!(of("titles"), headings.iter().collect::<Vec<_>>());
    let is_variable = |name: &&str| name.chars().all(|one| one.is_ascii_alphanumeric() || one == '_');
    assert!(of("name").iter().all(is_variable), "names of columns have no hyphen");
    let key: Vec<&str> =
        about["tableSchema"]["primaryKey"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    let mut seen = std::collections::BTreeSet::new();
    for row in rows(&made) {
        assert_eq!(row["area-code"], "E08000006");
        assert!(seen.insert(key.iter().map(|one| row[*one].clone()).collect::<Vec<_>>()), "{row:?}");
        for column in columns.iter().filter(|column| column["datatype"] == "decimal") {
            let text = &row[column["titles"].as_str().unwrap()];
            assert!(text.is_empty() || text.parse::<rust_decimal::Decimal>().is_ok(), "{text}");
        }
    }
    assert!(!rows(shipped())[0].contains_key("area-code"), "where no code is stated there is no column");
}

#[test]
fn a_code_that_is_none_is_refused_with_its_place() {
    for code in ["E0800006", "08000006E", "e08000006", ""] {
        let area = Area::salford();
        let text = fs::read_to_string(area.input().join("area.toml")).unwrap();
        area.file("area.toml", format!("gss = \"{code}\"\n{text}"));
        let said = area.run();
        assert_eq!(said.code, 2, "{}", said.err);
        assert!(
            said.err.contains(&format!("`{code}` is no code of an area")) && said.err.contains("area.toml:1:7"),
            "{}",
            said.err
        );
    }
}

/// An area whose house asks for the spreadsheet.
fn with_ods(area: Area) -> Area {
    area.house("house.toml", &[("# [also]\n# ods = true", "[also]\nods = true")]);
    area
}

#[test]
fn the_spreadsheet_is_made_where_the_house_asks_and_twice_the_same() {
    assert!(!shipped().files().contains(&"figures.ods"));
    let [one, other] = [(); 2].map(|()| with_ods(Area::salford()).published());
    assert!(one.bytes("figures.ods") == other.bytes("figures.ods"));
    let mut package = zip::ZipArchive::new(Cursor::new(one.bytes("figures.ods"))).unwrap();
    let mut first = package.by_index(0).unwrap();
    assert_eq!((first.name().unwrap().as_ref(), first.compression()), ("mimetype", zip::CompressionMethod::Stored));
    let mut text = String::new();
    first.read_to_string(&mut text).unwrap();
    assert_eq!(text, "application/vnd.oasis.opendocument.spreadsheet");
}

/// The cells of a workbook as text by sheet and address; numbers as they are.
fn cells(workbook: &[u8]) -> BTreeMap<String, BTreeMap<Address, String>> {
    let mut book = Xlsx::new(Cursor::new(workbook.to_owned())).unwrap();
    let of = |range: &calamine::Range<Data>| {
        let (top, left) = range.start().unwrap_or_default();
        let used = range.used_cells().filter(|(.., value)| **value != Data::Empty);
        let one = |(row, column, value): (usize, usize, &Data)| {
            (Address { row: row as u32 + top, column: column as u32 + left }, value.to_string())
        };
        used.map(one).collect()
    };
    book.sheet_names().into_iter().map(|name| (name.clone(), of(&book.worksheet_range(&name).unwrap()))).collect()
}

#[test]
fn the_spreadsheet_says_what_the_workbook_says() {
    let area = with_ods(Area::copy(&crate::support::root().join("tests/cases/pool-with-trouble/input")));
    let made = area.published();
    let path = made.folder().join("figures.ods");
    let said = scrutiny(&["read", path.to_str().unwrap(), "--json"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let read: Value = serde_json::from_str(&said.out).unwrap();
    let expected = cells(made.bytes("figures.xlsx"));
    let sheets = read["sheets"].as_array().unwrap();
    assert_eq!(sheets.len(), expected.len());
    for sheet in sheets {
        let name = sheet["name"].as_str().unwrap();
        assert_eq!(sheet["cells"], expected[name].len(), "{name}");
        assert_eq!(sheet["stale"], 0, "{name}");
    }
    in_libreoffice(&path, &expected);
}

/// Has LibreOffice read the spreadsheet and write it as a workbook; every cell must come back.
fn in_libreoffice(path: &Path, expected: &BTreeMap<String, BTreeMap<Address, String>>) {
    let folder = tempfile::tempdir().unwrap();
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.path().display());
    let arguments = ["--headless", "--convert-to", "xlsx", "--outdir"];
    let done = Command::new("soffice").arg(profile).args(arguments).arg(folder.path()).arg(path).output();
    let Some(done) = done.ok().filter(|done| done.status.success()) else {
        say("skipped: LibreOffice is not here, so it does not read figures.ods");
        return;
    };
    let made = fs::read(folder.path().join("figures.xlsx")).unwrap_or_else(|_| panic!("{done:?}"));
    let found = cells(&made);
    let number = |text: &str| text.parse::<f64>().ok();
    for (sheet, own) in expected {
        for (address, text) in own {
            let there = found[sheet].get(address).unwrap_or_else(|| panic!("{sheet}!{address} is gone: {text}"));
            let same = match (number(text), number(there)) {
                (Some(one), Some(other)) => (one - other).abs() < 1e-6,
                _ => text.split_whitespace().eq(there.split_whitespace()),
            };
            assert!(same, "{sheet}!{address}: {text} and {there}");
        }
    }
}
