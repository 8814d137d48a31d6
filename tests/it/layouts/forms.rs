//! The shipped layouts that the laws are held for, each as a partner's form: its headings and what stands under them.

use scrutiny::model::entry::Kind;

/// A form that a shipped layout reads.
#[derive(Debug)]
pub struct Form {
    /// The name of the layout.
    pub layout: &'static str,
    /// What stands before the period above the headings, and the period; nothing where each row has a date.
    pub label: Option<(&'static str, &'static str)>,
    /// Where its unit is said.
    pub unit: Says,
    /// The columns beside the amounts.
    pub names: &'static [(&'static str, Name)],
    /// The columns of amounts.
    pub amounts: &'static [Column],
}

/// Where the unit is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says {
    /// The layout says pounds.
    Layout,
    /// The sheet must say it.
    Sheet,
    /// The sheet may say it; else it is pounds.
    SheetOrPounds,
}

/// What a column beside the amounts says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name {
    Agreement,
    Partner,
    Line,
    Class,
    Date,
    Payee,
}

/// A column of amounts.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// What stands above the heading, in a row of its own.
    pub over: &'static str,
    /// The heading.
    pub heading: &'static str,
    /// What the amounts are.
    pub kind: Kind,
    /// The part of the year that the heading names.
    pub part: &'static str,
    /// Whether they are for more than the period alone: from the start of the year, or for all of it.
    pub cumulative: bool,
}

const fn plain(heading: &'static str, kind: Kind) -> Column {
    Column { over: "", heading, kind, part: "", cumulative: false }
}

const fn quarter(heading: &'static str, part: &'static str) -> Column {
    Column { part, ..plain(heading, Kind::Contribution) }
}

const fn month(over: &'static str, part: &'static str, heading: &'static str, kind: Kind) -> Column {
    Column { over, part, ..plain(heading, kind) }
}

/// The forms.
pub static FORMS: [Form; 6] = [
    Form {
        layout: "council-contribution-budget",
        label: Some(("Year", "2006-07")),
        unit: Says::Layout,
        names: &[("Pooled fund", Name::Agreement)],
        amounts: &[plain("Council budget (£)", Kind::ContributionBudget)],
    },
    Form {
        layout: "pool-year",
        label: Some(("Year", "2006-07")),
        unit: Says::Layout,
        names: &[("Agreement", Name::Agreement), ("Partner", Name::Partner)],
        amounts: &[
            plain("Budgeted contribution", Kind::ContributionBudget),
            plain("Paid", Kind::Contribution),
            plain("Received", Kind::Receipt),
            plain("Budget of the pool", Kind::Budget),
            plain("Spent by the pool", Kind::Expenditure),
            plain("Forecast of the pool", Kind::Forecast),
        ],
    },
    Form {
        layout: "year-to-date-monitoring",
        label: Some(("Period", "2024-25-M06")),
        unit: Says::Sheet,
        names: &[("Scheme", Name::Agreement)],
        amounts: &[
            Column { cumulative: true, ..plain("Annual budget", Kind::Budget) },
            Column { cumulative: true, ..plain("Actual to date", Kind::Expenditure) },
            Column { cumulative: true, ..plain("Forecast outturn", Kind::Forecast) },
        ],
    },
    Form {
        layout: "monthly-monitoring",
        label: Some(("Financial year", "2024-25")),
        unit: Says::Sheet,
        names: &[("Scheme", Name::Agreement)],
        amounts: &[
            month("April", "-M01", "Budget", Kind::Budget),
            month("April", "-M01", "Actual", Kind::Expenditure),
            month("May", "-M02", "Budget", Kind::Budget),
            month("May", "-M02", "Actual", Kind::Expenditure),
            month("Jun", "-M03", "Budget", Kind::Budget),
            month("Jun", "-M03", "Actual", Kind::Expenditure),
            month("Jun", "-M03", "Forecast", Kind::Forecast),
        ],
    },
    Form {
        layout: "quarterly-contributions",
        label: Some(("Financial year", "2024-25")),
        unit: Says::Sheet,
        names: &[("Agreement", Name::Agreement), ("Partner", Name::Partner)],
        amounts: &[quarter("Q1", "-Q1"), quarter("Q2", "-Q2"), quarter("Q3", "-Q3"), quarter("Q4", "-Q4")],
    },
    Form {
        layout: "payments",
        label: None,
        unit: Says::SheetOrPounds,
        names: &[
            ("Supplier", Name::Payee),
            ("Payment date", Name::Date),
            ("Organisation name", Name::Partner),
            ("Directorate", Name::Line),
            ("Cap/Rev", Name::Class),
        ],
        amounts: &[plain("Amount", Kind::Expenditure)],
    },
];

/// What may stand in a column beside the amounts.
pub fn words(name: Name) -> &'static [&'static str] {
    match name {
        Name::Agreement => &[
            "Drug and Alcohol",
            "Learning Difficulties",
            "Community Equipment",
            "Older People (65+)",
            "Mental Health & Wellbeing",
            "Year of Care",
            "Totally Well",
            "1001",
            "Better Care Fund 2024/25",
        ],
        Name::Partner => &["Salford City Council", "Salford PCT", "NHS Salford, Trafford & Bolton"],
        Name::Line => &["Adult Social Care", "Public Health", "Place, Growth and Budget"],
        Name::Class => &["Revenue", "Capital", "REVENUE"],
        Name::Date => &["14/10/2015", "2022-11-01 00:00:00", "05-Dec-24", "2024-04-30"],
        Name::Payee => &["Total Fuels Ltd", "A. N. Other", "Budget Cars", "REDACTED"],
    }
}

/// The month of a date of the list above.
pub fn month_of(date: &str) -> &'static str {
    match date {
        "14/10/2015" => "2015-16-M07",
        "2022-11-01 00:00:00" => "2022-23-M08",
        "05-Dec-24" => "2024-25-M09",
        _ => "2024-25-M01",
    }
}
