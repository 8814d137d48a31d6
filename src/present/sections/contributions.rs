//! Contributions: committed, budgeted, paid and received, and each partner's share, for each agreement.

mod chart;
mod life;
mod open;
mod own;
mod to_date;
pub mod variations;

use super::{Desk, NamedBlocks, capital, figures_column, in_words, row, words_cell, words_column};
use crate::finding::phrase::{Phrase, phrase};
use crate::job::agreement_type::How;
use crate::measure::{Basis, FigureNumber, FigureRef, LineNumber, Quantity, id};
use crate::model::entry::{Class, Form};
use crate::model::money::Money;
use crate::model::words::slug;
use crate::present::pack::{Block, Cell, Row, Table};
use crate::present::words::Exactness;
use crate::reconcile::{Books, Line, Standing};

/// A heading and a table for the pooled funds together, and for each agreement.
pub fn blocks(desk: &Desk<'_>) -> NamedBlocks {
    let groups = groups(desk).into_iter().flat_map(|group| {
        let is_of_all = group.agreement.is_none() && group.class.is_none();
        let chart = is_of_all.then(|| chart::chart(desk, &group.partners)).flatten();
        let heading = group.class.is_none().then(|| Block::Heading { level: 2, text: group.title.to_owned() });
        let tables = tables(desk, &group);
        let varied = group.agreement.filter(|_| group.class.is_none());
        let varied = varied.and_then(|id| desk.figures.books.register.agreement(id));
        let varied = varied.and_then(|agreement| variations::block(desk, agreement));
        heading.into_iter().chain(tables).chain(varied).chain(chart.map(Block::Chart))
    });
    let life = life::blocks(desk);
    let heading = Block::Heading { level: 2, text: "Year by year".to_owned() };
    let life = if life.is_empty() { life } else { std::iter::once(heading).chain(life).collect() };
    vec![("contributions", groups.collect()), ("open", open::blocks(desk)), ("life", life)]
}

/// What was committed and budgeted, and what was paid; of an aligned budget what each partner spends of its own.
fn tables(desk: &Desk<'_>, group: &AgreementGroup<'_>) -> Vec<Block> {
    let how = own::how(desk, group);
    if how.is_some_and(|how| !how.falls_due()) {
        return vec![Block::Table(own::table(desk, group))];
    }
    let spent = (how == Some(How::Payment)).then(|| own::spent_of_payment(desk, group)).flatten();
    std::iter::once(Block::Table(table(desk, group))).chain(to_date::block(desk, group)).chain(spent).collect()
}

/// An agreement, or the pooled funds together; where there is both revenue and capital, also each alone.
struct AgreementGroup<'a> {
    title: &'a str,
    agreement: Option<&'a str>,
    class: Option<Class>,
    partners: Vec<&'a str>,
}

impl AgreementGroup<'_> {
    /// As tables are named after it.
    fn name(&self) -> String {
        let agreement = self.agreement.map_or_else(|| "all".to_owned(), slug);
        self.class.map_or_else(|| agreement.clone(), |class| format!("{agreement}-{class}"))
    }

    /// As a caption goes on after what it is about.
    fn which(&self) -> String {
        self.class.map(|class| format!(", {class}")).unwrap_or_default()
    }

    /// A figure of a partner, or of all, where its amount is known.
    fn known(&self, desk: &Desk<'_>, id: &'static str, partner: Option<&str>) -> Option<Money> {
        desk.amount(desk.figures.find_in(self.class, id, self.agreement, partner))
    }
}

fn groups<'a>(desk: &Desk<'a>) -> Vec<AgreementGroup<'a>> {
    let books = &desk.figures.books;
    let names = books.register.partners.iter().map(|partner| partner.name.as_str());
    let pooled = names.filter(|partner| desk.figures.find(id::TOTAL, None, Some(partner)).is_some()).collect();
    let together = AgreementGroup { title: "All pooled funds", agreement: None, class: None, partners: pooled };
    let each = books.register.agreements.iter().map(|agreement| AgreementGroup {
        title: &agreement.title,
        agreement: Some(&agreement.id),
        class: None,
        partners: books.partners_in(&agreement.id),
    });
    let all = std::iter::once(together).chain(each).filter(|group| !group.partners.is_empty());
    all.flat_map(|group| classes(desk, group)).collect()
}

/// A group, and its revenue and capital where it has both.
fn classes<'a>(desk: &Desk<'a>, group: AgreementGroup<'a>) -> Vec<AgreementGroup<'a>> {
    let own = |class| {
        let is_in =
            |partner: &&str| desk.figures.find_in(Some(class), id::TOTAL, group.agreement, Some(partner)).is_some();
        let partners: Vec<&str> = group.partners.iter().copied().filter(is_in).collect();
        AgreementGroup { title: group.title, agreement: group.agreement, class: Some(class), partners }
    };
    let each: Vec<AgreementGroup<'a>> = Class::WORDS.into_iter().map(|(_, class)| own(class)).collect();
    std::iter::once(group).chain(each.into_iter().filter(|group| !group.partners.is_empty())).collect()
}

fn table(desk: &Desk<'_>, group: &AgreementGroup<'_>) -> Table {
    let books = &desk.figures.books;
    let views = views(desk, group);
    let figures = |partner: Option<&str>| -> Vec<Cell> {
        let find = |id| desk.figures.find_in(group.class, id, group.agreement, partner);
        views.iter().map(|(_, view)| amount(desk, find(view).filter(|figure| leads_somewhere(desk, *figure)))).collect()
    };
    // Where a line stands is said once, of revenue and capital together.
    let with_standing = group.agreement.filter(|_| group.class.is_none());
    let mut rows: Vec<Row> = Vec::new();
    for partner in &group.partners {
        let mut cells = vec![words_cell(partner)];
        cells.extend(figures(Some(partner)));
        let share = desk.figures.find_in(group.class, id::SHARE, group.agreement, Some(partner));
        cells.push(desk.cell(share, Exactness::Short));
        cells.extend(with_standing.map(|agreement| standing(desk, agreement, partner)));
        rows.push(row(cells));
    }
    let mut cells = vec![words_cell("All partners")];
    cells.extend(figures(None));
    cells.push(words_cell(""));
    cells.extend(with_standing.map(|_| words_cell("")));
    rows.push(Row { total: true, cells });
    let mut columns = vec![words_column("Partner", 2)];
    columns.extend(views.iter().map(|(heading, _)| figures_column(heading)));
    columns.push(figures_column("Share"));
    columns.extend(with_standing.map(|_| words_column("Standing", 2)));
    Table {
        name: format!("contributions-{}", group.name()),
        caption: format!(
            "Contributions for {}{}, as at {}",
            desk.year(books.period.year),
            group.which(),
            in_words(books.as_at)
        ),
        columns,
        rows,
        notes: notes(desk, group),
    }
}

/// Whether a figure comes from any cell, or is not known; that of a partner without variations comes from none.
fn leads_somewhere(desk: &Desk<'_>, figure: FigureNumber) -> bool {
    let figure = desk.figures.get(figure);
    figure.is_some_and(|figure| {
        figure.key.id != id::VARIED || !figure.origins.is_empty() || figure.quantity.why_not().is_some()
    })
}

/// What is shown of contributions: the commitment as the year began, and what changed it, only where anything did.
fn views(desk: &Desk<'_>, group: &AgreementGroup<'_>) -> Vec<(&'static str, &'static str)> {
    let varied = desk.figures.find_in(group.class, id::VARIED, group.agreement, None);
    let origins = varied.and_then(|figure| desk.figures.get(figure)).map(|figure| figure.origins.len());
    match origins {
        Some(1..) => vec![
            ("Opening commitment", id::OPENING),
            ("Variations", id::VARIED),
            ("Commitment now", id::COMMITTED),
            ("Budgeted", id::BUDGETED),
        ],
        _ => vec![("Committed", id::COMMITTED), ("Budgeted", id::BUDGETED)],
    }
}

fn notes(desk: &Desk<'_>, group: &AgreementGroup<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    if group.agreement.is_none() {
        notes.push("Agreements whose money is not pooled are left out.".to_owned());
        notes.push(
            "Share: the partner’s part of all contributions, worked out from exact amounts and then rounded; shares may \
             not add up to 100%."
                .to_owned(),
        );
    }
    let total = desk.figures.find_in(group.class, id::TOTAL, group.agreement, None);
    let quantity = total.and_then(|total| desk.figures.get(total)).map(|figure| &figure.quantity);
    if let Some(Quantity::Amount(_, Some(Basis::Committed))) = quantity {
        notes.push("Shares are of what was committed, because not every partner’s budget is known in full.".to_owned());
    }
    notes
}

fn amount(desk: &Desk<'_>, figure: Option<FigureNumber>) -> Cell {
    match figure.and_then(|figure| desk.figures.get(figure)).map(|figure| &figure.quantity) {
        Some(Quantity::NoAmount { at_least: None, .. }) => words_cell("not\u{a0}known"),
        _ => desk.cell(figure, Exactness::Full),
    }
}

/// Where a partner's lines in an agreement stand, in words; of which class, where the agreement has both and they differ.
fn standing(desk: &Desk<'_>, agreement: &str, partner: &str) -> Cell {
    let books = &desk.figures.books;
    let mut all: Vec<(Class, Phrase)> = Vec::new();
    for line in books.lines_of(agreement).filter(|line| line.partner == partner) {
        let one = (line.class, in_words_of(books, line));
        if !all.contains(&one) {
            all.push(one);
        }
    }
    // Only where it says an amount is there anything to lead back to.
    let has_amount = all.iter().any(|(_, words)| words.amounts().next().is_some());
    let is_one = all.iter().all(|(_, words)| all.first().is_some_and(|(_, first)| first == words));
    if is_one && !has_amount {
        all.truncate(1);
    }
    let named = books.has_both_classes(agreement) && (has_amount || !is_one);
    let text = |(class, words): &(Class, Phrase)| {
        if named { format!("{}: {}", class.word(), words.bare()) } else { words.bare() }
    };
    let text = capital(&all.iter().map(text).collect::<Vec<_>>().join("; "));
    // The lines of an agreement stand together.
    let within = books.lines_of(agreement).position(|line| line.partner == partner);
    let first = books.lines.place_of(agreement).zip(within).map(|(first, within)| first + within);
    let printed = first.filter(|_| has_amount);
    Cell { figure: printed.map(|line| FigureRef::Standing(LineNumber(line))), ..words_cell(&text) }
}

/// Where a line stands, with what is held against the commitment.
fn in_words_of(books: &Books, line: &Line) -> Phrase {
    let held = match (books.is_held_by_payment(line), line.form) {
        (false, _) => "budgeted",
        (true, Form::Cash) => "paid",
        (true, Form::InKind) => "given",
    };
    match books.standing(line) {
        Standing::AsCommitted => phrase!("{} as committed", held),
        Standing::Below(less) => phrase!("{} {} below the commitment", held, less),
        Standing::BelowLastYear(less) => phrase!("{} as committed, {} below last year", held, less),
        Standing::NotToGoOn(None) => phrase!("{} as committed, and no longer recurrent", held),
        Standing::NotToGoOn(Some(part)) => phrase!("{} as committed, {} of it no longer recurrent", held, part),
        Standing::Above(more) => phrase!("{} {} above the commitment", held, more),
        Standing::NotReceived => "not received".into(),
        Standing::Conflicting => "in conflict".into(),
        Standing::Incomplete => "not known in full".into(),
        Standing::OtherBasis => phrase!("{} on another basis, and not compared", held),
        Standing::CommitmentUnreadable => "commitment not readable".into(),
        Standing::Withdrawn(less) => phrase!("{} of last year withdrawn", less),
        Standing::NotCommitted => "not committed".into(),
        Standing::HeldWith => phrase!("counted with {}", books.held_line(line).partner.as_str()),
    }
}
