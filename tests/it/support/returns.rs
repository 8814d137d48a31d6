//! What partners return, in the forms of the shipped layouts: an account of a year, what there is to date, and quarter by quarter.

use std::fmt::Write;

/// What a row can say; the last is the first of four quarters.
#[derive(Clone, Copy)]
pub enum Says {
    Budgeted,
    Paid,
    Received,
    Budget,
    Spent,
    Forecast,
    Quarters,
}

/// A form that partners fill in.
struct Form {
    name: &'static str,
    /// What stands before the period.
    above: &'static str,
    keys: &'static [&'static str],
    /// What a column holds, its heading, and whether it is left out where nobody fills it in.
    columns: &'static [(usize, &'static str, bool)],
}

const ACCOUNT: Form = Form {
    name: "account",
    above: "Year",
    keys: &["Agreement", "Partner"],
    columns: &[
        (0, "Budgeted contribution", false),
        (1, "Paid", false),
        (2, "Received", false),
        (3, "Budget of the pool", true),
        (4, "Spent by the pool", true),
        (5, "Forecast of the pool", true),
    ],
};

const CONTRIBUTIONS: Form = Form {
    name: "contributions",
    above: "Period",
    keys: &["Agreement", "Partner"],
    columns: &[
        (0, "Contribution for the year (£)", false),
        (1, "Paid to date (£)", false),
        (2, "Received to date (£)", true),
    ],
};

const MONITORING: Form = Form {
    name: "monitoring",
    above: "Period",
    keys: &["Scheme"],
    columns: &[(3, "Annual budget (£)", false), (4, "Actual to date (£)", false), (5, "Forecast outturn (£)", false)],
};

const QUARTERS: Form = Form {
    name: "quarters",
    above: "Unit: £\nFinancial year",
    keys: &["Agreement", "Partner"],
    columns: &[(6, "Q1", false), (7, "Q2", false), (8, "Q3", false), (9, "Q4", false)],
};

fn form(period: &str, says: Says) -> &'static Form {
    match says {
        Says::Quarters => &QUARTERS,
        _ if period.len() == "2024-25".len() => &ACCOUNT,
        Says::Budgeted | Says::Paid | Says::Received => &CONTRIBUTIONS,
        Says::Budget | Says::Spent | Says::Forecast => &MONITORING,
    }
}

/// A return of a partner for a period.
pub struct Return {
    period: String,
    form: &'static Form,
    /// Agreement, partner, and an amount for each column that a form can have.
    rows: Vec<(String, String, [String; 10])>,
}

impl Return {
    /// Where a partner returns what it says for a period.
    pub fn name(folder: &str, period: &str, says: Says) -> String {
        format!("returns/{folder}/{}-{}.csv", form(period, says).name, period.to_lowercase())
    }

    pub fn new(period: &str, says: Says) -> Self {
        Self { period: period.to_owned(), form: form(period, says), rows: Vec::new() }
    }

    /// Says amounts, from a column on; what was said there before is forgotten.
    pub fn say(&mut self, agreement: &str, partner: &str, says: Says, amounts: &[String]) {
        let place = self.rows.iter().position(|row| row.0 == agreement && row.1 == partner).unwrap_or_else(|| {
            self.rows.push((agreement.to_owned(), partner.to_owned(), Default::default()));
            self.rows.len() - 1
        });
        self.rows[place].2[says as usize..][..amounts.len()].clone_from_slice(amounts);
    }

    pub fn text(&self) -> String {
        let form = self.form;
        let fills = |column: usize| self.rows.iter().any(|(.., amounts)| !amounts[column].is_empty());
        let columns = || form.columns.iter().filter(|(column, _, optional)| !optional || fills(*column));
        let headings: Vec<&str> = form.keys.iter().copied().chain(columns().map(|(_, heading, _)| *heading)).collect();
        let mut text = format!("{}: {}\n{}\n", form.above, self.period, headings.join(","));
        for (agreement, partner, amounts) in &self.rows {
            let names = [agreement, partner].into_iter().take(form.keys.len()).map(|name| format!("\"{name}\""));
            let cells: Vec<String> = names.chain(columns().map(|(column, ..)| amounts[*column].clone())).collect();
            writeln!(text, "{}", cells.join(",")).unwrap();
        }
        text
    }
}
