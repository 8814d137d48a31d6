//! Drafting: which columns, or which one place, say whose an amount is, what for and when.

use super::columns::{NamedColumn, Role, is_ledger};
use super::drafted::DraftAmounts;
use super::known::Known;
use super::place;
use super::table::SheetTable;
use super::witness::{total_word, under_headings};
use super::words::is_body;
use super::write::{TomlLine, TomlSection, TomlValue};
use crate::model::words::folded;
use crate::read::Workbook;

/// From how many sheets with the same headings on, a sheet is taken for that of one partner.
const SEVERAL: usize = 3;

/// How many different texts are too few to tell what payments were for.
const FEW: usize = 5;
/// On how many rows they are.
const MANY: usize = 50;

/// What other sheets of the workbook say of a table's sheet.
#[derive(Debug, Default)]
pub(super) struct Alike<'b> {
    /// The names of the visible sheets with the same headings, itself among them.
    pub names: Vec<&'b str>,
    /// Words of its title that those of the others do not have.
    pub title: Option<String>,
    /// How the names of sheets of totals begin.
    pub totals: Vec<String>,
}

/// The `[columns]`, and the columns that are not read with the reason for a guess.
#[derive(Debug)]
pub(super) struct ColumnsSection {
    /// The section.
    pub section: TomlSection,
    /// Headings, and why they are not read where that is a guess.
    pub not_read: Vec<(String, Option<&'static str>)>,
}

/// The other sheets with the same headings.
pub(super) fn alike<'b>(book: &'b Workbook, table: &SheetTable<'_>) -> Alike<'b> {
    let mut found = Alike::default();
    let shape = table.shape();
    let title = |table: &SheetTable<'_>| table.above().into_iter().next().map(|(_, text)| text);
    let own = title(table);
    let mut differing = None;
    for sheet in book.sheets.iter().filter(|sheet| sheet.visible) {
        if sheet.name == table.sheet.name {
            found.names.push(&sheet.name);
        } else if let Some(other) = SheetTable::of(sheet) {
            let others = other.shape();
            let same = shape.iter().filter(|heading| others.contains(heading)).count();
            if !shape.is_empty() && same * 10 >= shape.len() * 9 {
                found.names.push(&sheet.name);
                differing = differing.or_else(|| own.as_deref().and_then(|own| first_difference(own, &title(&other)?)));
            }
        }
    }
    found.title = differing;
    for word in found.names.iter().filter_map(|name| total_word(name)) {
        if found.names.len() >= SEVERAL && !found.totals.contains(&word) {
            found.totals.push(word);
        }
    }
    found
}

/// The first word in which a title differs from another, with the next one; `None` where a year or a name differs.
fn first_difference(own: &str, other: &str) -> Option<String> {
    let (own_words, other_words): (Vec<&str>, Vec<&str>) =
        (own.split_whitespace().collect(), other.split_whitespace().collect());
    let place = own_words.iter().zip(&other_words).position(|(one, two)| folded(one) != folded(two))?;
    let words = own_words.get(place..)?.iter().take(2);
    let words = words.map(|word| word.trim_matches(|character: char| !character.is_alphanumeric())).collect::<Vec<_>>();
    let is_name = words.iter().any(|word| word.contains(|character: char| character.is_ascii_digit()) || is_body(word));
    (!is_name && words.iter().any(|word| !word.is_empty())).then(|| words.join(" "))
}

/// The columns that say whose an amount is, what for and when.
pub(super) fn columns_section(table: &SheetTable<'_>, named: &[NamedColumn<'_>]) -> ColumnsSection {
    let mut lines = Vec::new();
    let mut used: Vec<u32> = Vec::new();
    let columns_with = |test: &dyn Fn(Role) -> bool| named.iter().filter(|named| test(named.role)).collect::<Vec<_>>();
    let agreements = columns_with(&|role| role == Role::Agreement);
    let line_columns = columns_with(&|role| role == Role::Line);
    let mut line_columns = line_columns;
    line_columns.sort_by_key(|named| std::cmp::Reverse(named.column.said.len()));
    let mut places = columns_with(&|role| matches!(role, Role::Place(_)));
    places.sort_by_key(|named| if let Role::Place(rank) = named.role { rank } else { u8::MAX });
    let is_ledger = is_ledger(named);
    if !agreements.is_empty() {
        used.extend(agreements.iter().map(|named| named.column.index));
        let with_heading: Vec<_> = agreements.iter().copied().filter(|named| named.column.is_named()).collect();
        let place = match agreements.first().filter(|_| with_heading.is_empty()) {
            Some(only) => place_of(only),
            None => ("header", headings(&with_heading)),
        };
        let mut value = vec![place, as_("agreement")];
        value.extend((with_heading.len() > 1).then_some(("each", TomlValue::Yes)));
        value.extend(agreements.iter().any(|named| named.outside).then_some(("outside", TomlValue::Yes)));
        let guess = agreements.iter().find_map(|named| named.guess).map(str::to_owned);
        lines.push(TomlLine::with("agreement", TomlValue::Table(value), guess));
    } else if is_ledger || !places.is_empty() {
        let candidates: Vec<&NamedColumn<'_>> =
            places.iter().chain(&line_columns).copied().filter(|named| named.column.is_named()).collect();
        if !candidates.is_empty() {
            used.extend(candidates.iter().map(|named| named.column.index));
            let value = vec![
                ("header", headings(&candidates)),
                as_("agreement"),
                ("each", TomlValue::Yes),
                ("outside", TomlValue::Yes),
            ];
            let why = "agreements may go by any of these names; the most telling should stand first";
            lines.push(TomlLine::with("agreement", TomlValue::Table(value), Some(why.to_owned())));
        }
    }
    // A column with the same few texts all over says less of a payment than where it was booked.
    let telling = line_columns
        .first()
        .filter(|named| named.column.said.len() > FEW || named.column.words < MANY || places.is_empty());
    let place = places.iter().find(|place| !place.column.is_figures());
    if let Some(line) = telling.or(place) {
        used.push(line.column.index);
        let mut value = vec![place_of(line)];
        value.extend(under_headings(table, named, line.column.index).then_some(("under-headings", TomlValue::Yes)));
        lines.push(TomlLine::with("line", TomlValue::Table(value), line.guess.map(str::to_owned)));
    }
    if let Some(partner) = columns_with(&|role| role == Role::Partner).first() {
        used.push(partner.column.index);
        let mut value = vec![place_of(partner), as_("partner")];
        value.push(("outside", TomlValue::Yes));
        lines.push(TomlLine::with("partner", TomlValue::Table(value), partner.guess.map(str::to_owned)));
    }
    let periods = columns_with(&|role| matches!(role, Role::Period(..)));
    if let Some((period, how)) = period_column(named) {
        used.push(period.column.index);
        let others = (periods.len() > 1).then_some("other columns of days and periods are not read");
        let why = period.guess.or(others).map(str::to_owned);
        lines.push(TomlLine::with("period", TomlValue::Table(vec![place_of(period), as_(how)]), why));
    }
    if let Some(class) = columns_with(&|role| role == Role::Class).first() {
        used.push(class.column.index);
        lines.push(TomlLine::stated("class", TomlValue::Table(vec![place_of(class)])));
    }
    ColumnsSection { section: TomlSection { heading: "[columns]", lines }, not_read: not_read(named, &used) }
}

/// The column that says when, and how it is read: a day before a month or a quarter, and these before a year.
fn period_column<'n, 't>(named: &'n [NamedColumn<'t>]) -> Option<(&'n NamedColumn<'t>, &'static str)> {
    let periods = named.iter().filter_map(|named| match named.role {
        Role::Period(how, rank) => Some((named, how, rank)),
        _ => None,
    });
    let order = ["date", "financial-period", "month", "quarter", "period"];
    let place = |how: &str| order.iter().position(|known| *known == how);
    periods.min_by_key(|(_, how, rank)| (place(how), *rank)).map(|(named, how, _)| (named, how))
}

/// The columns that no line of the draft reads.
fn not_read(named_all: &[NamedColumn<'_>], used: &[u32]) -> Vec<(String, Option<&'static str>)> {
    let mut headings = Vec::new();
    for named in named_all.iter().filter(|named| !used.contains(&named.column.index)) {
        let why = match named.role {
            // Codes of lines serve the totals that name them.
            Role::Code if super::witness::codes(named_all).as_deref() == Some(&named.column.column_letters()) => {
                continue;
            }
            Role::Amount(_) | Role::Vat | Role::Blank => continue,
            Role::NotRead(why) => why,
            Role::NoMoney(why) => Some(why),
            Role::Period(..) => Some("another column says the period"),
            Role::Code => None,
            Role::Class | Role::Agreement | Role::Partner | Role::Place(_) | Role::Line | Role::Unknown => {
                Some("another column says it already")
            }
        };
        headings.push((named.column.heading.clone(), why));
    }
    headings
}

fn headings(named: &[&NamedColumn<'_>]) -> TomlValue {
    TomlValue::one_or_many(named.iter().map(|named| named.column.heading.clone()).collect())
}

fn place_of(named: &NamedColumn<'_>) -> (&'static str, TomlValue) {
    if named.column.is_named() {
        ("header", TomlValue::Text(named.column.heading.clone()))
    } else {
        ("column", TomlValue::Text(named.column.column_letters()))
    }
}

fn as_(what: &str) -> (&'static str, TomlValue) {
    ("as", TomlValue::Text(what.to_owned()))
}

/// What one place says for all rows: the period where no column does, and the partner or the agreement where a sheet or file is
/// named after it.
pub(super) fn fixed_section(
    book: &Workbook,
    table: &SheetTable<'_>,
    named: &[NamedColumn<'_>],
    amounts: &DraftAmounts,
    (alike, known): (&Alike<'_>, Known<'_>),
) -> TomlSection {
    let mut lines = Vec::new();
    let dated = period_column(named).is_some_and(|(_, how)| !matches!(how, "month" | "quarter"));
    let years = named.iter().find(|named| matches!(named.role, Role::Period("period", _)));
    match years {
        _ if dated || amounts.has_years => {}
        Some(years) => lines.push(place::year_of_rows(years.column)),
        None => lines.push(place::period(table, stem(&book.name), amounts)),
    }
    let has = |role: Role, across: &str| named.iter().any(|named| named.role == role) || amounts.across == Some(across);
    if !has(Role::Partner, "partner") {
        lines.extend(fixed_partner(stem(&book.name), table, alike, known));
    }
    if !has(Role::Agreement, "agreement") {
        lines.extend(fixed_agreement(table, known));
    }
    TomlSection { heading: "[fixed]", lines }
}

fn fixed_partner(file: &str, table: &SheetTable<'_>, alike: &Alike<'_>, known: Known<'_>) -> Option<TomlLine> {
    let by_sheet = |why: String| {
        let value = TomlValue::Table(vec![("sheet-name", TomlValue::Yes), as_("partner")]);
        Some(TomlLine::with("partner", value, Some(why)))
    };
    if known.partner(&table.sheet.name) {
        return by_sheet("the sheet is named after a partner of the register".to_owned());
    }
    if alike.names.len() >= SEVERAL && alike.title.is_none() {
        return by_sheet(format!("{} sheets have the same headings", alike.names.len()));
    }
    let (between, name) = name_in(file, known)?;
    let why = format!("the file's name ends with `{name}`");
    let after = ("after", TomlValue::List(vec![between.to_string()]));
    let value = TomlValue::Table(vec![("file-name", TomlValue::Yes), after, as_("partner")]);
    Some(TomlLine::with("partner", value, Some(why)))
}

/// The agreement of the register that a cell above the headings, or the sheet's name, is the name of.
fn fixed_agreement(table: &SheetTable<'_>, known: Known<'_>) -> Option<TomlLine> {
    let above = table.above();
    let cell = above.iter().find(|(_, text)| known.agreement(text));
    let place = match cell {
        Some((at, _)) => ("cell", TomlValue::Text(at.to_string())),
        None if known.agreement(&table.sheet.name) => ("sheet-name", TomlValue::Yes),
        None => return None,
    };
    let why = "it is the name of an agreement in the register".to_owned();
    Some(TomlLine::with("agreement", TomlValue::Table(vec![place, as_("agreement")]), Some(why)))
}

/// The name of a council or health body at the end of a file's name, and what stands before it.
fn name_in<'s>(stem: &'s str, known: Known<'_>) -> Option<(char, &'s str)> {
    let (place, between) = stem.char_indices().rev().find(|(_, character)| matches!(character, '-' | '_'))?;
    let name = stem.get(place + between.len_utf8()..)?.trim();
    // What stands behind the first of the signs is read, so there may be only one.
    ((is_body(name) || known.partner(name)) && stem.matches(between).count() == 1).then_some((between, name))
}

pub(super) fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{book, sheet};
    use super::super::table::SheetTable;
    use super::{Known, alike, first_difference, name_in};

    #[test]
    fn sheets_with_the_same_headings_are_alike() {
        let rows = ["Service | Cost | Income", "Meals | 1.5 | 2", "Day care | 2.5 | 3"];
        let names = ["Bolton", "Bury", "TOTAL England"];
        let mut sheets: Vec<_> = names.iter().map(|name| sheet(name, &rows)).collect();
        sheets.push(sheet("Notes", &["Number | Note", "1 | a", "2 | b"]));
        let book = book("spend.xls", sheets);
        let found = alike(&book, &SheetTable::of(&book.sheets[0]).unwrap());
        assert_eq!(found.names, names);
        assert_eq!(found.totals, ["TOTAL"]);
        assert_eq!(found.title, None);
    }

    #[test]
    fn titles_that_differ_tell_sheets_apart() {
        let title = |words: &str| format!("PSS {words} Expenditure, 2006-2007");
        assert_eq!(first_difference(&title("Net"), &title("Gross")).as_deref(), Some("Net Expenditure"));
        assert_eq!(first_difference("Spend 2006-07", "Spend 2007-08"), None);
        assert_eq!(first_difference("Spend", "Spend"), None);
    }

    #[test]
    fn a_file_may_be_named_after_its_partner() {
        assert_eq!(name_in("output_309-Salford", Known::default()), Some(('-', "Salford")));
        assert_eq!(name_in("2012-04", Known::default()), None);
    }
}
