//! A small table of random amounts, and the ledger that it must come to.

use proptest::collection::vec;
use proptest::prelude::{Strategy, any};
use proptest::sample::{Index, select};

use super::forms::{FORMS, Form, Name, month_of, words};
use super::spelling::{Said, said};

/// A form that was filled in.
#[derive(Debug, Clone)]
pub struct Table {
    pub form: &'static Form,
    pub lines: Vec<Line>,
}

/// A row of a form.
#[derive(Debug, Clone)]
pub struct Line {
    pub names: Vec<&'static str>,
    pub amounts: Vec<Said>,
}

/// Any form, filled in.
pub fn table() -> impl Strategy<Value = Table> {
    select(FORMS.iter().collect::<Vec<_>>()).prop_flat_map(filled)
}

/// One form, filled in.
pub fn filled(form: &'static Form) -> impl Strategy<Value = Table> {
    let line = (vec(any::<Index>(), form.names.len()), vec(said(), form.amounts.len()));
    // A row with nothing but a name that holds another year is the title of another table, not a line.
    let named = |name: &'static str, amounts: &[Said]| {
        let is_bare = amounts.iter().all(|said| matches!(said, Said::Blank));
        name.strip_suffix(" 2024/25").filter(|_| is_bare).unwrap_or(name)
    };
    let line = line.prop_map(move |(places, amounts)| Line {
        names: form
            .names
            .iter()
            .zip(places)
            .map(|((_, name), place)| place.get(words(*name)))
            .map(|name: &&str| named(name, &amounts))
            .collect(),
        amounts,
    });
    vec(line, 1..6).prop_map(move |lines| Table { form, lines })
}

impl Table {
    /// The sum of a column of amounts, as far as they are given.
    pub fn sum(&self, column: usize) -> i64 {
        let pence = |line: &Line| match line.amounts[column] {
            Said::Pence(pence, _) => pence,
            Said::Blank | Said::NotGiven(_) => 0,
        };
        self.lines.iter().map(pence).sum()
    }

    /// What the ledger holds of the table: each amount and each gap as a line of text, in order.
    pub fn ledger(&self) -> Vec<String> {
        let mut ledger: Vec<String> = self.lines.iter().flat_map(|line| self.entries(line)).collect();
        ledger.sort();
        ledger
    }

    fn entries(&self, line: &Line) -> Vec<String> {
        let says = |wanted: Name| {
            let names = self.form.names.iter().zip(&line.names);
            names.into_iter().find(|((_, name), _)| *name == wanted).map(|(_, text)| (*text).to_owned())
        };
        let class = if says(Name::Class).as_deref() == Some("Capital") { "capital" } else { "revenue" };
        let written = self.form.amounts.iter().zip(&line.amounts);
        let entries = written.filter_map(|(column, said)| {
            let amount = match said {
                Said::Blank => return None,
                Said::NotGiven(_) => "not given".to_owned(),
                Said::Pence(pence, _) => pence.to_string(),
            };
            let period = match self.form.label {
                Some((_, period)) => format!("{period}{}", column.part),
                None => month_of(&says(Name::Date).unwrap()).to_owned(),
            };
            let (kind, cumulative) = (column.kind, column.cumulative && amount != "not given");
            Some(entry(
                (kind.word(), class, "cash"),
                (says(Name::Agreement), says(Name::Line), says(Name::Partner)),
                (&period, cumulative),
                &amount,
            ))
        });
        entries.collect()
    }
}

/// An amount of the ledger as a line of text.
pub fn entry(
    (kind, class, form): (&str, &str, &str),
    names: (Option<String>, Option<String>, Option<String>),
    (period, cumulative): (&str, bool),
    amount: &str,
) -> String {
    let to_date = if cumulative { " to date" } else { "" };
    format!("{kind} {class} {form} | {names:?} | {period}{to_date} | {amount}")
}
