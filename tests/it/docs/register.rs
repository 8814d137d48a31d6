//! The page about the register has every column, every word of a closed list and every figure.

use std::collections::BTreeSet;

use scrutiny::job::layout::record::SHEETS;
use scrutiny::measure::id;
use scrutiny::model::agreement::AgreementStatus;
use scrutiny::model::condition::Grant;
use scrutiny::model::partner::Sector;
use scrutiny::model::rules::FAMILIES;
use scrutiny::model::total::TotalFigure;
use serde_json::Value;

use super::{block, page, part, rows, ticked};
use crate::support::publication::shipped;

#[test]
fn every_sheet_and_column_of_the_register_stands_on_the_page() {
    let register = page("docs/register.md");
    for sheet in SHEETS {
        let rows = rows(part(&register, sheet.name));
        for column in sheet.columns {
            let wanted = [column.heading.to_owned(), format!("`{}`", column.field)];
            let row = rows.iter().find(|row| row.starts_with(&wanted));
            let row = row.unwrap_or_else(|| panic!("`{}` of `{}` is not on the page", column.heading, sheet.name));
            let may_be_missing = row.concat().contains("may be missing");
            assert_eq!(may_be_missing, column.may_be_lacking, "`{}` of `{}`", column.heading, sheet.name);
        }
        let known = |row: &&Vec<String>| sheet.columns.iter().any(|column| column.heading == row[0]);
        let others = rows.iter().filter(|row| row.len() == 4 && !known(row)).collect::<Vec<_>>();
        assert!(others.is_empty(), "`{}` has no such columns: {others:?}", sheet.name);
    }
}

#[test]
fn every_word_of_the_register_s_closed_lists_stands_on_the_page() {
    let register = page("docs/register.md");
    let on = |sheet: &str| ticked(part(&register, sheet));
    let holds = |sheet: &str, words: Vec<&str>| {
        for word in words {
            assert!(on(sheet).contains(word), "`{word}` is not under {sheet}");
        }
    };
    holds("Partners", Sector::WORDS.iter().map(|(word, _)| *word).collect());
    holds("Agreements", AgreementStatus::WORDS.iter().map(|(word, _)| *word).collect());
    holds("Commitments", Grant::WORDS.iter().map(|(word, _)| *word).collect());
    holds("Totals", TotalFigure::WORDS.iter().map(|(word, _)| *word).collect());
    for family in FAMILIES {
        holds(family.sheet, family.words().iter().map(|words| words.such_as).collect());
    }
}

#[test]
fn every_figure_stands_on_the_page_and_no_other() {
    let register = page("docs/register.md");
    let rows = rows(part(&register, "The figures of `figures.json`"));
    let listed: BTreeSet<String> = rows.iter().map(|row| row[0].trim_matches('`').to_owned()).collect();
    assert_eq!(listed, id::ALL.iter().map(|id| (*id).to_owned()).collect());
    let example: Value = serde_json::from_str(&block(&register, "json")).unwrap();
    assert_eq!(shipped().list("figures.json")[0], example, "the example is the first figure of the shipped area");
}
