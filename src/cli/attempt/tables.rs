//! What `try` says of each table: what became of its amount cells, and which layouts a sheet without one comes near.

use std::collections::HashMap;

use serde::Serialize;

use super::amounts::{AmountsRecord, TOO_MUCH, grouped};
use crate::job::layout::ReturnLayout;
use crate::model::entry::Entry;
use crate::model::money::Money;
use crate::model::words::listed;
use crate::normalise::{self, Near, Readings};
use crate::read::{Sheet, Workbook};

/// How many layouts that nearly match are named.
const NEAREST: usize = 3;

/// One table, or a sheet without one.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct TableRecord {
    pub name: String,
    pub layout: Option<String>,
    #[serde(skip)]
    pub title: String,
    pub why_not: Option<String>,
    pub rows: usize,
    pub accepted_cells: usize,
    pub witnessed_cells: usize,
    pub refused_cells: usize,
    pub not_given: usize,
    pub accepted: Option<String>,
    pub witnessed: Option<String>,
    pub amounts: Vec<AmountsRecord>,
    pub by_agreement: Vec<AmountsRecord>,
    pub totals: Vec<TotalRecord>,
    pub refusals: Vec<RefusalRecord>,
}

/// What the accepted amounts of one kind, line, partner and period add up to, those to date apart.
#[derive(Serialize, PartialEq)]
pub struct TotalRecord {
    pub kind: &'static str,
    pub line: Option<String>,
    pub partner: Option<String>,
    pub period: String,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub cumulative: bool,
    pub amount: String,
}

/// A cell that could not be used.
#[derive(Serialize)]
pub struct RefusalRecord {
    pub cell: String,
    pub text: String,
    pub finding: &'static str,
}

/// Every table of a file and every sheet without one; with an area, amounts are also told apart by agreement.
pub fn tables(book: &Workbook, readings: &Readings, layouts: &[ReturnLayout], in_area: bool) -> Vec<TableRecord> {
    let mut entries = readings.entries.as_slice();
    let mut refusals = readings.refusals.as_slice();
    readings
        .accounts
        .iter()
        .map(|account| {
            // Entries and refusals come in the order of the tables.
            let here = |sheet: &str, table: u32| *sheet == *account.sheet && table == account.table;
            let split = entries.iter().take_while(|entry| here(&entry.origin.sheet, entry.table)).count();
            let (own, rest) = entries.split_at(split);
            entries = rest;
            let split = refusals.iter().take_while(|refusal| here(&refusal.origin.sheet, refusal.table)).count();
            let (refused, rest) = refusals.split_at(split);
            refusals = rest;
            let sheet = book.sheets.iter().find(|sheet| sheet.name == account.sheet);
            let why_not = sheet.filter(|_| account.layout.is_none()).map(|sheet| why_not(sheet, layouts));
            let plain = |amount: Option<Money>| amount.map(Money::plain);
            TableRecord {
                name: account.sheet.to_string(),
                layout: account.layout.clone(),
                title: title(account.layout.as_deref(), layouts),
                why_not,
                rows: account.rows - account.furniture_rows,
                accepted_cells: account.accepted.cells,
                witnessed_cells: account.witnessed.cells,
                refused_cells: account.refused.cells,
                not_given: account.not_given,
                accepted: plain(account.accepted.amount),
                witnessed: plain(account.witnessed.amount),
                amounts: grouped(own, false),
                by_agreement: if in_area { grouped(own, true) } else { Vec::new() },
                totals: totals(own),
                refusals: refused
                    .iter()
                    .map(|refusal| RefusalRecord {
                        cell: refusal.origin.cell.to_string(),
                        text: refusal.text.clone(),
                        finding: refusal.about.name,
                    })
                    .collect(),
            }
        })
        .collect()
}

fn title(layout: Option<&str>, layouts: &[ReturnLayout]) -> String {
    let layout = layouts.iter().find(|known| Some(known.name.as_str()) == layout);
    layout.map(|layout| layout.title.clone()).unwrap_or_default()
}

/// In one sentence, why no layout reads a sheet: what it lacks for those that come near.
fn why_not(sheet: &Sheet, layouts: &[ReturnLayout]) -> String {
    if normalise::figures(sheet) == 0 {
        return "the sheet has no figures".to_owned();
    }
    let near: Vec<Near> = normalise::near(sheet, layouts);
    let near: Vec<String> = near.iter().filter(|near| near.is_close()).take(NEAREST).map(lacking).collect();
    if near.is_empty() { "no layout comes near".to_owned() } else { near.join("; ") }
}

fn lacking(near: &Near) -> String {
    if !near.titled.is_empty() {
        let words: Vec<String> = near.titled.iter().map(|word| format!("`{word}`")).collect();
        return format!("`{}` asks for one of these above the headings: {}", near.layout, listed(&words));
    }
    if near.lacks.is_empty() {
        return format!("`{}` has its header words; what keeps it out is among the findings", near.layout);
    }
    let words: Vec<String> = near.lacks.iter().map(|word| format!("`{word}`")).collect();
    let lacks = format!("`{}` lacks {}", near.layout, listed(&words));
    let instead: Vec<String> = near.not_understood().iter().map(|(text, cell)| format!("`{text}` in {cell}")).collect();
    match instead.len() {
        0 => lacks,
        1 => format!("{lacks} ({} is not understood)", listed(&instead)),
        _ => format!("{lacks} ({} are not understood)", listed(&instead)),
    }
}

fn totals(entries: &[Entry]) -> Vec<TotalRecord> {
    let mut places: HashMap<_, usize> = HashMap::new();
    let mut sums: Vec<(&Entry, Option<Money>)> = Vec::new();
    for entry in entries {
        let subject = &entry.subject;
        let key = (subject.kind, subject.part(), subject.partner.as_deref(), entry.period, entry.cumulative);
        let place = *places.entry(key).or_insert_with(|| {
            sums.push((entry, Some(Money::ZERO)));
            sums.len() - 1
        });
        if let Some((_, sum)) = sums.get_mut(place) {
            *sum = sum.and_then(|sum| sum.checked_add(entry.amount));
        }
    }
    sums.into_iter()
        .map(|(entry, sum)| TotalRecord {
            kind: entry.subject.kind.word(),
            line: entry.subject.part().map(|part| part.name().to_owned()),
            partner: entry.subject.partner.clone(),
            period: entry.period.to_string(),
            cumulative: entry.cumulative,
            amount: sum.map_or_else(|| TOO_MUCH.to_owned(), Money::plain),
        })
        .collect()
}
