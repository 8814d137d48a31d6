//! The story: a year of one area under `tests/cases/bcf-year/`, run month by month with the returns that had come in by then.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use scrutiny::finding::Finding;
use scrutiny::measure::{Figure, FigureKey, Figures, Quantity, id};
use scrutiny::model::money::Money;
use scrutiny::reconcile::{Line, Reported, Standing};

use crate::support::{copy_folder, expect_file, load, over, root, workbook};

/// A chapter: what is added before the run, the period that is run, the day to which its figures run, and what happens.
const CHAPTERS: [(&str, &str, &str, &str); 15] = [
    (
        "M01",
        "2022-23-M01",
        "2022-04-30",
        "The year begins. The CCG speaks for itself, and for the ICB that is to follow it in July.",
    ),
    ("M02", "2022-23-M02", "2022-05-31", "Nothing happens, and the pack says so."),
    ("M03", "2022-23-M03", "2022-06-30", "The CCG's last month. It pays £500,000 less than is due."),
    (
        "M04",
        "2022-23-M04",
        "2022-07-31",
        "The ICB has taken over, and pays what the CCG owed. The host reports scheme by scheme from now on: the beds are expected to \
         cost more than the pool does beyond what was agreed.",
    ),
    (
        "M05",
        "2022-23-M05",
        "2022-08-31",
        "The ICB sends no return: its part is not known, and no total that needs it is printed.",
    ),
    (
        "M06",
        "2022-23-M06",
        "2022-09-30",
        "The ICB says that it paid £3.6m; the council, which hosts the pool, says that it received £3.4m.",
    ),
    (
        "M07",
        "2022-23-M07",
        "2022-10-31",
        "The council cuts its contribution by £400,000 and tells nobody, and the budget of the pool that it hosts by as much. The two \
         sides still disagree.",
    ),
    ("M08", "2022-23-M08", "2022-11-30", "The two sides agree. The cut stands."),
    (
        "M09",
        "2022-23-M09",
        "2022-12-31",
        "The council's cut of £400,000 stands, and is the council's alone. Beside it the pool is expected to cost £100,000 more \
         than was agreed: of that the council bears two fifths, and the ICB three.",
    ),
    (
        "M10",
        "2022-23-M10",
        "2023-01-31",
        "The cut is agreed as a variation, with consultation and approval: from now on it is the commitment. The agreed pool is \
         £400,000 smaller, and of what the pool is expected to cost more is shared.",
    ),
    ("M11", "2022-23-M11", "2023-02-28", "Nothing happens, and the pack says so."),
    ("M12", "2022-23-M12", "2023-03-31", "The year ends. Everything that was due is paid."),
    (
        "year-end",
        "2022-23",
        "2023-04-30",
        "The accounts replace the returns for March. The payment under section 256 lacks its voucher.",
    ),
    (
        "next-year",
        "2023-24",
        "2023-04-30",
        "A new year: the varied commitment rolls forward, and the ICB's has risen by more than the uplift.",
    ),
    (
        "M07-again",
        "2022-23-M07",
        "2022-10-31",
        "October is run once more, with all that has come in since. What was not agreed then explains nothing then.",
    ),
];

fn year() -> PathBuf {
    root().join("tests/cases/bcf-year")
}

/// Adds what a chapter brings to the area as the chapters before it left it.
fn turn((chapter, period, as_at): (&str, &str, &str), area: &Path, register: &mut String) {
    let added = year().join("months").join(chapter);
    if added.is_dir() {
        copy_folder(&added.join("returns"), &area.join("returns"));
    }
    if let Ok(rows) = fs::read_to_string(added.join("register.txt")) {
        *register = with_rows(register, &rows);
    }
    settle((period, as_at), area, register);
}

/// Writes the register and the settings of a month.
fn settle((period, as_at): (&str, &str), area: &Path, register: &str) {
    fs::write(area.join("agreements.xlsx"), workbook::from_text(register, true)).unwrap();
    let settings = fs::read_to_string(year().join("area.toml")).unwrap();
    fs::write(area.join("area.toml"), settings.replace("{period}", period).replace("{as-at}", as_at)).unwrap();
}

/// Writes the area as it stands at the end of a chapter.
pub fn write(last: &str, area: &Path) {
    let mut register = fs::read_to_string(year().join("register.txt")).unwrap();
    for (chapter, period, as_at, _) in CHAPTERS {
        turn((chapter, period, as_at), area, &mut register);
        if chapter == last {
            return;
        }
    }
    panic!("there is no chapter {last}");
}

#[test]
#[ignore = "writes the area of each chapter into the folder SCRUTINY_CHAPTERS, for tests/publications"]
fn every_chapter_is_written_out() {
    let folder = PathBuf::from(std::env::var_os("SCRUTINY_CHAPTERS").unwrap());
    for (number, (chapter, ..)) in CHAPTERS.iter().enumerate() {
        let area = folder.join(format!("{number:02}-{chapter}/fenwick"));
        fs::create_dir_all(&area).unwrap();
        write(chapter, &area);
    }
}

#[test]
fn a_year_reads_as_a_story() {
    let folder = tempfile::tempdir().unwrap();
    let area = folder.path().join("fenwick");
    let mut register = fs::read_to_string(year().join("register.txt")).unwrap();
    for (chapter, period, as_at, happens) in CHAPTERS {
        turn((chapter, period, as_at), &area, &mut register);
        let text = told(&area, &folder.path().join("output"), &format!("{period}, as at {as_at}. {happens}"));
        assert!(text.lines().count() < 60, "{chapter} is too long to be read");
        expect_file(&year().join(format!("story/{chapter}.txt")), text.as_bytes());
    }
}

/// A register with the rows of another text under those of its own sheets.
fn with_rows(register: &str, rows: &str) -> String {
    let mut sheets: Vec<String> = register.split("\n\n").map(|sheet| sheet.trim_end().to_owned()).collect();
    for more in rows.split("\n\n") {
        let head: String = more.lines().take(2).collect::<Vec<_>>().join("\n");
        let sheet = sheets.iter_mut().find(|sheet| sheet.starts_with(&head)).unwrap();
        more.lines().skip(2).for_each(|row| write!(sheet, "\n{row}").unwrap());
    }
    sheets.join("\n\n")
}

/// Publishes the area, and tells what came of it.
fn told(area: &Path, output: &Path, title: &str) -> String {
    let said = over("run", area, output, &["-q"]);
    let line = said.out.lines().next().unwrap_or_else(|| panic!("{title}: {}", said.err)).to_owned();

    let (_, report) = load(area, &root().join("templates"), output).unwrap();
    let figures = &report.pack.figures;
    let parts = [found(&report.findings), contributions(figures), pools(figures), joint(figures)];
    format!("{title}\n\n{line}\n\n{}", parts.join("\n"))
}

fn found(findings: &[Finding]) -> String {
    let mut text = String::from("Findings\n");
    for finding in findings {
        writeln!(text, "  {} {}: {}", finding.level, finding.about.name, finding.message).unwrap();
    }
    if findings.is_empty() {
        text.push_str("  none\n");
    }
    text
}

fn contributions(figures: &Figures) -> String {
    fn said(reported: &Reported) -> String {
        match reported {
            Reported::Nothing => "nothing".to_owned(),
            Reported::Figure(sum) => sum.amount.to_string(),
            Reported::Conflict(_) => "in conflict".to_owned(),
            Reported::Incomplete { .. } => "not known in full".to_owned(),
            Reported::AtLeast(partly) => format!("at least {}", partly.known.amount),
            Reported::OtherBasis { sum, .. } => format!("{} on another basis", sum.amount),
        }
    }
    let books = &figures.books;
    let mut text = String::from("Contributions: committed, due, budgeted, paid, received; standing\n");
    let row = |line: &Line| {
        let of = |sum: &Option<scrutiny::reconcile::Sum>| {
            sum.as_ref().map_or_else(|| "not known".to_owned(), |sum| sum.amount.to_string())
        };
        let said = [&line.budgeted, &line.paid, &line.received].map(said).join(", ");
        let standing = match books.standing(line) {
            Standing::AsCommitted => "as committed".to_owned(),
            Standing::Below(less) => format!("{less} below commitment"),
            Standing::NotReceived => "not received".to_owned(),
            other => format!("{other:?}"),
        };
        format!("{}, {}, {said}; {standing}", of(&line.committed), of(&line.due.clone().ok()))
    };
    for agreement in &books.register.agreements {
        writeln!(text, "  {}", agreement.title).unwrap();
        for line in books.lines_of(&agreement.id) {
            writeln!(text, "    {}: {}", line.partner, row(line)).unwrap();
        }
    }
    let all = [id::COMMITTED, id::BUDGETED, id::PAID, id::RECEIVED].map(|id| amount(figures, id, None, None));
    writeln!(
        text,
        "  All pooled funds: committed {}, budgeted {}, paid {}, received {}",
        all[0], all[1], all[2], all[3]
    )
    .unwrap();
    text
}

/// An amount, or why it is not available.
fn amount(figures: &Figures, id: &'static str, agreement: Option<&str>, partner: Option<&str>) -> String {
    let found = figures.find(id, agreement, partner).and_then(|figure| figures.get(figure));
    match found.map(|figure| &figure.quantity) {
        Some(Quantity::Amount(amount, _)) => amount.to_string(),
        Some(Quantity::NoAmount { why, .. }) => format!("not available ({why})"),
        _ => "none".to_owned(),
    }
}

fn pools(figures: &Figures) -> String {
    let mut text = String::from("Pools: agreed, budget, spent, forecast; variance, and who bears it\n");
    for agreement in &figures.books.register.agreements {
        let of = |id| amount(figures, id, Some(&agreement.id), None);
        if of(id::BUDGET) == "none" {
            continue;
        }
        let [agreed, budget, spent] = [id::AGREED, id::BUDGET, id::ACTUAL].map(of);
        let [forecast, variance] = [id::FORECAST, id::VARIANCE].map(of);
        writeln!(text, "  {}: {agreed}, {budget}, {spent}, {forecast}; {variance}", agreement.title).unwrap();
        schemes(figures, &agreement.id, &mut text);
        let is_share = |figure: &&Figure| figure.key.id == id::RISK_SHARE && figure.key.agreement.is_some();
        for figure in figures.all().iter().filter(is_share) {
            let partner = figure.key.partner.as_deref();
            let part = amount(figures, id::RISK_SHARE, figure.key.agreement.as_deref(), partner);
            writeln!(text, "    {}: {part}", partner.unwrap()).unwrap();
        }
    }
    text
}

/// The schemes of which anything was reported: agreed, spent, forecast; variance.
fn schemes(figures: &Figures, agreement: &str, text: &mut String) {
    let books = &figures.books;
    for scheme in books.schemes.under(agreement).filter(|scheme| scheme.is_reported()) {
        let of = |id| {
            let key = FigureKey::new(id, books.period).of_agreement(Some(agreement)).of_scheme(Some(&scheme.scheme));
            let amount = figures.by(&key).and_then(|figure| figures.get(figure)).and_then(|one| one.quantity.amount());
            amount.map_or_else(|| "not known".to_owned(), |amount| amount.to_string())
        };
        let [agreed, spent, forecast, variance] = [id::SCHEME_AGREED, id::ACTUAL, id::FORECAST, id::VARIANCE].map(of);
        writeln!(text, "    {}: {agreed}, {spent}, {forecast}; {variance}", scheme.title).unwrap();
    }
}

fn joint(figures: &Figures) -> String {
    let mut text = String::from("Joint expenditure\n");
    let of_period = |figure: &&Figure| {
        figure.key.id == id::JOINT && figure.key.agreement.is_none() && figure.key.period == figures.books.period
    };
    for figure in figures.all().iter().filter(of_period) {
        let definition = figure.key.definition.as_deref().unwrap();
        let money = |amount: &Option<Money>| amount.map_or_else(|| "not known".to_owned(), |amount| amount.to_string());
        match &figure.quantity {
            Quantity::Share(share) => {
                let percent = share.percent().unwrap();
                writeln!(text, "  {definition}: {percent} %, {} of {}", share.numerator, share.denominator).unwrap();
            }
            Quantity::NoShare { numerator, denominator, why } if numerator.is_some() || denominator.is_some() => {
                writeln!(text, "  {definition}: {} of {}: {why}", money(numerator), money(denominator)).unwrap();
            }
            _ => {}
        }
    }
    text
}

#[test]
fn a_cut_does_not_hide_behind_a_change_of_bodies() {
    let folder = tempfile::tempdir().unwrap();
    let area = folder.path().join("fenwick");
    copy_folder(&year().join("months/M04/returns"), &area.join("returns"));
    let mut register = fs::read_to_string(year().join("register.txt")).unwrap();
    register = register.replace("| 2022-23 | yes | 9000000", "| 2022-23 | yes | 8000000");
    settle(("2022-23-M04", "2022-07-31"), &area, &register);
    let said = over("check", &area, &folder.path().join("output"), &[]).err;
    for sentence in [
        "the recurrent commitment of `NHS Fenwick and Vale ICB`, which took over from `NHS Fenwick CCG`, to `Better Care Fund` for \
         2022-23 is £11,000,000.00, £350,000.00 below last year's of £11,350,000.00",
        "`NHS Fenwick CCG` and `NHS Fenwick and Vale ICB` have committed £11,000,000.00 to `Better Care Fund` for 2022-23, \
         £980,000.00 below their published minimum of £11,980,000.00",
    ] {
        assert!(said.contains(sentence), "{said}");
    }
}
