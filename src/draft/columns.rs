//! Drafting: names the columns of a table, by the words of their headings and by what their cells look like.

use super::calendar::{TimeHeading, time_in};
use super::doubts::of_time;
use super::known::{Known, NamedInRegister};
use super::table::{SheetColumn, SheetTable};
use super::words::{FiguresHeading, WordsHeading, is_body, is_percentage, of_figures, of_words};
use crate::model::words::folded;
use crate::normalise::meaning::total::{RowLabel, label};
use crate::normalise::meaning::unit::{self, Said};

/// What a column is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// When: how it is read, and how near it is to when money moved.
    Period(&'static str, u8),
    /// Revenue or capital.
    Class,
    /// An agreement.
    Agreement,
    /// Whose money.
    Partner,
    /// A part of an organisation; the smaller, the more telling.
    Place(u8),
    /// What money was for.
    Line,
    /// Codes of lines.
    Code,
    /// An amount, and what its heading says of it.
    Amount(Option<FiguresHeading>),
    /// Tax on an amount.
    Vat,
    /// Figures that are no money, and why.
    NoMoney(&'static str),
    /// Never read; why, where that is a guess.
    NotRead(Option<&'static str>),
    /// Texts that nothing says the meaning of.
    Unknown,
    /// Nothing stands in it.
    Blank,
}

/// A column with what it is taken for.
#[derive(Debug)]
pub(super) struct NamedColumn<'t> {
    /// The column.
    pub column: &'t SheetColumn,
    /// What it is taken for.
    pub role: Role,
    /// Why, where nothing but a look at its cells says so.
    pub guess: Option<&'static str>,
    /// Whether some of its texts are outside the register's agreements or partners.
    pub outside: bool,
}

/// Why a column of numbers that are months, quarters or years is a guess.
const BARE_NUMBERS: &str = "numbers alone: is 1 April, and which year is 2025? what is not understood is refused";

/// Every column with what it is taken for.
pub(super) fn named_columns<'t>(table: &'t SheetTable<'_>, known: Known<'_>) -> Vec<NamedColumn<'t>> {
    let named = |column: &'t SheetColumn| {
        let role = role(column);
        let guess = matches!(role, Role::Period(how, _) if how != "financial-period" && column.is_figures());
        NamedColumn { column, role, guess: guess.then_some(BARE_NUMBERS), outside: false }
    };
    let mut all: Vec<NamedColumn<'t>> = table.columns.iter().map(named).collect();
    name_codes(&mut all);
    let is_ledger = is_ledger(&all);
    name_by_register(&mut all, known, is_ledger);
    for named in &mut all {
        if named.role == Role::Unknown && is_ledger {
            // In a ledger of payments a column that nobody knows may hold names of people.
            named.role = Role::NotRead(Some("its heading is in no list; it may hold names of people"));
        }
    }
    if !is_ledger {
        name_rows(&mut all);
    }
    let is_amount = |named: &NamedColumn<'_>| matches!(named.role, Role::Amount(_));
    if !all.iter().any(|named| is_amount(named) && !is_total(&named.column.heading)) {
        for named in &mut all {
            if let Role::NoMoney(why) = named.role {
                (named.role, named.guess) = (Role::Amount(None), Some(why));
            }
        }
    }
    all
}

/// Whether a heading is that of a sum.
fn is_total(heading: &str) -> bool {
    folded(heading).starts_with("total") || matches!(label(heading), Some(RowLabel::Total { .. }))
}

/// Takes whole numbers of one length for codes, where headings of other columns speak of money and theirs do not.
fn name_codes(all: &mut [NamedColumn<'_>]) {
    if !all.iter().any(|named| matches!(named.role, Role::Amount(Some(_)))) {
        return;
    }
    for named in all.iter_mut().filter(|named| named.role == Role::Amount(None)) {
        let heading = &named.column.heading;
        let is_named = time_in(heading).is_some() || is_body(heading) || unit::in_heading(heading) != Said::Nothing;
        if !is_named && named.column.is_of_one_length() {
            named.role = Role::NotRead(Some("its numbers look like references"));
        }
    }
}

/// Names columns by the register: one whose texts are agreements or partners holds them, whatever its heading says.
fn name_by_register(all: &mut [NamedColumn<'_>], known: Known<'_>, is_ledger: bool) {
    if !known.is_given() {
        return;
    }
    for named in all.iter_mut() {
        let is_payee = of_words(&named.column.heading) == Some(WordsHeading::Payee);
        if is_payee || matches!(named.role, Role::Amount(Some(_)) | Role::Vat | Role::Period(..) | Role::Class) {
            continue;
        }
        let by_heading = matches!(named.role, Role::Agreement | Role::Partner);
        let is_partner = |found: &NamedInRegister| found.partners > found.agreements;
        let most = |found: &NamedInRegister| found.partners.max(found.agreements);
        let may_be_money = named.role == Role::Amount(None);
        match known.named_in(named.column) {
            Some(found) if most(&found) * 2 >= found.of || (is_ledger || by_heading) && !may_be_money => {
                named.role = if is_partner(&found) { Role::Partner } else { Role::Agreement };
                named.outside = most(&found) < found.of;
                named.guess = named.outside.then_some("the register knows some of its texts; the others are outside");
            }
            _ if by_heading => named.guess = Some("by its heading; the register knows none of its texts"),
            _ => {}
        }
    }
}

/// Whether a table lists payments: it has a payee on every row, or a day and no columns that are named after something.
pub(super) fn is_ledger(all: &[NamedColumn<'_>]) -> bool {
    let count = |test: fn(Role) -> bool| all.iter().filter(|named| test(named.role)).count();
    let has_day = count(|role| matches!(role, Role::Period("date", _))) > 0;
    let is_payee = |named: &NamedColumn<'_>| {
        !named.column.is_figures()
            && named.column.figures + named.column.words > 0
            && of_words(&named.column.heading) == Some(WordsHeading::Payee)
    };
    // What has a budget beside it is no payment.
    let is_planned =
        |role| matches!(role, Role::Amount(Some(FiguresHeading::Kind("budget" | "contribution-budget" | "forecast"))));
    has_day && count(|role| role == Role::Amount(None)) < 2 && count(is_planned) == 0 || all.iter().any(is_payee)
}

/// Whether each row is a payment: it has a day and a payee.
pub(super) fn are_payments(all: &[NamedColumn<'_>]) -> bool {
    let has_day = all.iter().any(|named| matches!(named.role, Role::Period("date", _)));
    has_day && all.iter().any(|named| of_words(&named.column.heading) == Some(WordsHeading::Payee))
}

/// Takes the fullest column of unknown texts for what the rows of the table are.
fn name_rows(all: &mut [NamedColumn<'_>]) {
    let has = |role: Role| all.iter().any(|named| named.role == role);
    let (has_partner, has_line) = (has(Role::Partner), has(Role::Line) || has(Role::Agreement));
    let mut label = None;
    for (place, named) in all.iter().enumerate().filter(|(_, named)| named.role == Role::Unknown) {
        let fuller = label
            .is_none_or(|best: usize| all.get(best).is_some_and(|best| named.column.words > 2 * best.column.words));
        if fuller {
            label = Some(place);
        }
    }
    for (place, named) in all.iter_mut().enumerate().filter(|(_, named)| named.role == Role::Unknown) {
        let texts: usize = named.column.said.len();
        let bodies = named.column.said.keys().filter(|text| is_body(text)).count();
        let is_label = label == Some(place);
        (named.role, named.guess) = if is_label && !has_partner && bodies >= 2 && bodies * 5 >= texts {
            (Role::Partner, Some("its cells look like names of councils or health bodies"))
        } else if is_label && !has_line && !has_partner {
            (Role::Line, Some("it holds the texts of the rows"))
        } else {
            (Role::NotRead(Some("its heading is in no list")), None)
        };
    }
}

fn role(column: &SheetColumn) -> Role {
    if column.filled == 0 {
        Role::Blank
    } else if column.is_days() {
        match of_words(&column.heading) {
            Some(WordsHeading::Payee) => Role::NotRead(None),
            Some(WordsHeading::When(rank)) => Role::Period("date", rank),
            _ => Role::Period("date", 5),
        }
    } else if column.is_figures() {
        role_of_figures(column)
    } else if column.words + column.figures == 0 {
        Role::Blank
    } else {
        role_of_words(column)
    }
}

fn role_of_figures(column: &SheetColumn) -> Role {
    let heading = &column.heading;
    if let Some(role) = role_of_time(column) {
        return role;
    }
    match of_figures(heading) {
        Some(FiguresHeading::NoMoney) if is_percentage(heading) => return Role::NotRead(Some("it holds percentages")),
        Some(FiguresHeading::NoMoney) => return Role::NoMoney("its heading does not speak of money"),
        Some(FiguresHeading::Beside) => {
            return Role::NotRead(Some(
                "a difference, a balance, a saving or money of another time, which would count twice",
            ));
        }
        Some(FiguresHeading::Share) => return Role::NoMoney("a share of what other columns hold"),
        Some(FiguresHeading::PlannedIncome) => {
            return Role::NotRead(Some("income that is planned or expected, and no kind is for it"));
        }
        Some(FiguresHeading::Vat) => return Role::Vat,
        _ if column.percent * 2 > column.figures => return Role::NotRead(Some("it is shown as percentages")),
        // A cost centre is known by its code.
        Some(FiguresHeading::Reference) => {
            return match of_words(heading) {
                Some(WordsHeading::Place(1)) if column.is_whole() => Role::Place(1),
                _ => Role::NotRead(None),
            };
        }
        Some(known) => return Role::Amount(Some(known)),
        // "Paid to Q1 (£)" is money, and no name of a payee.
        None if heading.contains('£') => return Role::Amount(None),
        None => {}
    }
    match of_words(heading) {
        Some(WordsHeading::When(_)) if column.values.iter().all(|pence| is_financial_period(pence / 100)) => {
            Role::Period("financial-period", 2)
        }
        Some(WordsHeading::When(_)) => Role::NotRead(Some("its numbers are read as no period")),
        Some(WordsHeading::Payee | WordsHeading::Reference) if is_short(heading) || column.is_like_reference() => {
            Role::NotRead(None)
        }
        Some(_) if column.is_like_reference() || is_short(heading) && column.is_whole() && !is_body(heading) => {
            Role::NotRead(Some("its heading speaks of names, and its cells are numbers"))
        }
        _ if column.is_flags() => Role::NotRead(Some("it holds nothing but 0 and 1")),
        _ if column.is_like_reference() => Role::NotRead(Some("its numbers look like references")),
        _ => Role::Amount(None),
    }
}

/// Numbers that are months, quarters or years: `Period` over 1 to 12.
fn role_of_time(column: &SheetColumn) -> Option<Role> {
    let Some(WordsHeading::When(rank)) = of_words(&column.heading) else { return None };
    let how = of_time(&column.heading).filter(|_| column.is_whole())?;
    let all = |test: fn(i64) -> bool| column.values.iter().all(|pence| test(pence / 100));
    match how {
        _ if all(is_financial_period) => Some(Role::Period("financial-period", 2)),
        "month" if all(|number| (1..=13).contains(&number)) => Some(Role::Period("month", rank)),
        "quarter" if all(|number| (1..=4).contains(&number)) => Some(Role::Period("quarter", rank)),
        "period" if all(|number| (1990..2100).contains(&number)) => Some(Role::Period("period", rank + 3)),
        _ => None,
    }
}

/// Whether a heading is a name; a longer one may speak of clients and yet stand over money.
fn is_short(heading: &str) -> bool {
    heading.split_whitespace().count() <= 4
}

/// Whether a number is like 201009: a year and a financial month.
fn is_financial_period(number: i64) -> bool {
    (1990..2100).contains(&(number / 100)) && (1..=13).contains(&(number % 100))
}

fn role_of_words(column: &SheetColumn) -> Role {
    let is_class = |text: &str| matches!(folded(text).as_str(), "revenue" | "capital" | "rev" | "cap" | "r" | "c");
    match of_words(&column.heading) {
        Some(WordsHeading::Payee | WordsHeading::Reference) => Role::NotRead(None),
        _ if column.mostly(|text| text.starts_with("http")) => Role::NotRead(None),
        _ if of_figures(&column.heading) == Some(FiguresHeading::Vat) => Role::NotRead(Some("it is tax")),
        // A cost centre may be known by its code; any other column of codes names no place.
        Some(WordsHeading::Place(2..) | WordsHeading::Line) if column.mostly(is_code) => Role::Code,
        Some(WordsHeading::When(rank)) => match () {
            () if column.mostly(|text| is_time(text, TimeHeading::Year)) => Role::Period("period", rank + 3),
            () if column.mostly(|text| time_in(text).is_some_and(|time| time.said.year.is_some())) => {
                Role::Period("period", rank)
            }
            () if column.mostly(|text| is_time(text, TimeHeading::Month)) => Role::Period("month", rank),
            () if column.mostly(|text| is_time(text, TimeHeading::Quarter)) => Role::Period("quarter", rank),
            () => Role::NotRead(Some("its texts are read as no period")),
        },
        _ if column.mostly(is_class) => Role::Class,
        Some(WordsHeading::Class) => Role::Unknown,
        Some(WordsHeading::Agreement) => Role::Agreement,
        Some(WordsHeading::Partner) => Role::Partner,
        Some(WordsHeading::Place(rank)) => Role::Place(rank),
        Some(WordsHeading::Line) => Role::Line,
        None if column.mostly(|text| matches!(folded(text).as_str(), "yes" | "no") || !has_letters(text)) => {
            Role::NotRead(Some("it holds no names and no money"))
        }
        None if column.mostly(is_code) => Role::Code,
        None => Role::Unknown,
    }
}

fn is_time(text: &str, heading: TimeHeading) -> bool {
    time_in(text).is_some_and(|time| time.heading == heading)
}

fn has_letters(text: &str) -> bool {
    text.contains(char::is_alphabetic)
}

/// Whether a text is like `A1`, `BA2`, `B:` or `E0521`.
fn is_code(text: &str) -> bool {
    let text = text.trim();
    let has_digit = text.contains(|character: char| character.is_ascii_digit());
    let short = text.len() <= 10 && !text.contains(' ');
    short && (has_digit || (text.len() <= 3 && text.ends_with(':')))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::sheet;
    use super::super::table::SheetTable;
    use super::{Known, Role, named_columns};

    fn roles(rows: &[&str]) -> Vec<Role> {
        let sheet = sheet("S", rows);
        let table = SheetTable::of(&sheet).unwrap();
        named_columns(&table, Known::default()).iter().map(|named| named.role).collect()
    }

    #[test]
    fn a_ledger_is_named_and_no_payee_is_read() {
        let roles = roles(&[
            "Organisation Name | Directorate | Supplier Name | Date paid | Amount | Purpose | Transaction No. | Extra",
            "Rochdale | ADULT CARE | POSTURITE | 2024-07-26 | 66.01 | STATIONERY | V002 | J Smith",
            "Rochdale | ADULT CARE | DORO CARE | 2024-07-26 | 97.71 | EQUIPMENT | V003 | A Jones",
        ]);
        assert_eq!(roles[..5].iter().filter(|role| matches!(role, Role::NotRead(_))).count(), 1);
        assert_eq!(roles[0], Role::Partner);
        assert_eq!(roles[1], Role::Place(3));
        assert_eq!(roles[2], Role::NotRead(None));
        assert_eq!(roles[3], Role::Period("date", 1));
        assert!(matches!(roles[4], Role::Amount(Some(_))));
        assert_eq!(roles[5..7], [Role::Line, Role::NotRead(None)]);
        assert!(matches!(roles[7], Role::NotRead(Some(_))), "a column that nobody knows may hold names of people");
    }

    #[test]
    fn rows_of_councils_are_partners_and_other_rows_are_lines() {
        let councils =
            roles(&["| Grants | Flag", "Barnsley | 844578.2 | 1", "Bolton | 246372 | 0", "Bury | 199419 | 1"]);
        assert_eq!(councils[0], Role::Partner);
        let lines = roles(&["Service | | Provision", "A1 | Meals | 241", "A2 | Day care | 323", "BA1 | Transport | 5"]);
        assert_eq!(lines, [Role::Code, Role::Line, Role::Amount(None)]);
    }
}
