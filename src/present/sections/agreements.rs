//! The agreements: a page for each that moves money, always laid out alike, and a row for each that moves none.

mod contributions;
mod governance;
mod life;
mod schemes;
mod waterfall;

use super::reasons::sentences;
use super::{Desk, NamedBlocks, row, share_of_variance, variance, words_cell, words_column};
use crate::measure::id;
use crate::model::agreement::{Agreement, Note};
use crate::model::words::{folded, listed, slug};
use crate::present::pack::{Block, Span, Table};

/// How many reasons of its rating a page gives.
const REASONS: usize = 8;

/// The page of one agreement.
pub struct AgreementPage<'a> {
    /// The name of its section, to which words lead.
    pub name: String,
    /// The agreement's title.
    pub title: &'a str,
    /// What stands on it.
    pub blocks: NamedBlocks,
}

/// The name of the section that is the page of an agreement.
pub fn page_name(agreement: &str) -> String {
    format!("agreement-{}", slug(agreement))
}

/// The words that lead to the page of an agreement; plain words where it has none.
pub fn to_page(desk: &Desk<'_>, agreement: &Agreement) -> Span {
    match has_page(desk, agreement) {
        true => Span::Link { text: agreement.title.clone(), section: page_name(&agreement.id) },
        false => Span::Strong(agreement.title.clone()),
    }
}

/// A page for each agreement that moves money in the year.
pub fn pages<'a>(desk: &Desk<'a>) -> Vec<AgreementPage<'a>> {
    let agreements = desk.figures.books.register.agreements.iter().filter(|agreement| has_page(desk, agreement));
    let page = |agreement: &'a Agreement| AgreementPage {
        name: page_name(&agreement.id),
        title: &agreement.title,
        blocks: vec![
            ("rating", rating(desk, agreement).into_iter().collect()),
            ("contributions", contributions::blocks(desk, agreement)),
            ("share-of-variance", borne(desk, agreement)),
            ("schemes", schemes::table(desk, agreement).map(Block::Table).into_iter().collect()),
            ("life", life::table(desk, agreement).map(Block::Table).into_iter().collect()),
            ("officers", officers(desk, agreement)),
            ("governance", vec![governance::lines(desk, agreement)]),
        ],
    };
    agreements.map(page).collect()
}

/// Whether an agreement moves money in the year, or anything was reported of money under it.
fn has_page(desk: &Desk<'_>, agreement: &Agreement) -> bool {
    let books = &desk.figures.books;
    books.lines_of(&agreement.id).next().is_some() || books.pools.under(&agreement.id).next().is_some()
}

/// The agreements without a page, a row each.
pub fn others(desk: &Desk<'_>) -> NamedBlocks {
    let agreements = desk.figures.books.register.agreements.iter().filter(|agreement| !has_page(desk, agreement));
    let line = |agreement: &Agreement| {
        let types: Vec<&str> = desk.templates.types_of(agreement).map(|of| of.title.as_str()).collect();
        let rated = desk.ratings.get(&agreement.id);
        let rating = rated.map(|rated| format!("{}. {}", rated.rating.words(), sentences(rated, REASONS).0));
        row(vec![
            words_cell(&agreement.title),
            words_cell(&listed(&types)),
            words_cell(rating.as_deref().unwrap_or_default().trim()),
            words_cell(&governance::in_short(desk, agreement)),
        ])
    };
    let rows: Vec<_> = agreements.map(line).collect();
    let table = (!rows.is_empty()).then(|| Table {
        name: "agreements-without-money".to_owned(),
        caption: format!("Agreements for which no money is recorded in {}", desk.year(desk.figures.books.period.year)),
        columns: vec![
            words_column("Agreement", 2),
            words_column("Arrangement", 2),
            words_column("Rating", 2),
            words_column("Governance", 3),
        ],
        rows,
        notes: Vec::new(),
    });
    vec![("others", table.map(Block::Table).into_iter().collect())]
}

/// The rating with its reasons, in a frame.
fn rating(desk: &Desk<'_>, agreement: &Agreement) -> Option<Block> {
    let rated = desk.ratings.get(&agreement.id)?;
    let (told, more) = sentences(rated, REASONS);
    let mut spans = vec![Span::Strong(rated.rating.words().to_owned())];
    spans.extend((!told.is_empty()).then(|| Span::Text(format!(": {told}"))));
    spans.extend((more > 0).then(|| Span::Text(format!(" And {more} more reasons, in the evidence."))));
    Some(Block::Callout(spans))
}

/// From the agreed pool to who bears the variance: the steps as a chart, who bears it in a sentence, and the rule in words.
fn borne(desk: &Desk<'_>, agreement: &Agreement) -> Vec<Block> {
    let books = &desk.figures.books;
    if !books.is_pool(agreement) {
        return Vec::new();
    }
    let charts =
        desk.figures.sharings.under(&agreement.id).filter_map(|sharing| waterfall::chart(desk, agreement, sharing));
    let mut blocks: Vec<Block> = charts.map(Block::Chart).collect();
    let mut said = share_of_variance::sentences(desk, agreement);
    let has_variance = desk.amount(desk.figures.find(id::VARIANCE, Some(&agreement.id), None)).is_some();
    if said.is_empty() && !has_variance && !blocks.is_empty() {
        said.push(Span::Text("The variance is not known.".to_owned()));
    }
    if agreement.risk_share.is_some() || books.register.risk_shares.under(&agreement.id).next().is_some() {
        said.push(Span::Text(format!("{}{}", if said.is_empty() { "" } else { " " }, variance::says(agreement))));
    }
    blocks.extend((!said.is_empty()).then_some(Block::Paragraph(said)));
    blocks
}

/// What officers say of an agreement; nothing where they say nothing.
fn officers(desk: &Desk<'_>, agreement: &Agreement) -> Vec<Block> {
    let said = in_officers_words(desk, Some(&agreement.id));
    if said.is_empty() { Vec::new() } else { vec![Block::Paragraph(said)] }
}

/// What officers say of an agreement or of the area: why it stands as it does, what is asked, and how it is to be brought back.
pub fn in_officers_words(desk: &Desk<'_>, agreement: Option<&str>) -> Vec<Span> {
    let books = &desk.figures.books;
    let of_it = |note: &&Note| note.agreement.as_deref() == agreement && note.holds_in(books.period);
    let plans = books.register.notes.iter().filter(of_it).filter_map(recovery_plan);
    let said = [("Reason", desk.noted(agreement, "why")), ("Requested of the committee", desk.noted(agreement, "ask"))];
    let said = said.into_iter().filter_map(|(what, text)| Some((what, text?)));
    let mut spans = Vec::new();
    for (what, text) in said.chain(plans.map(|plan| ("Recovery plan", plan))) {
        let text = text.trim().trim_end_matches('.').to_owned();
        spans.extend((!spans.is_empty()).then(|| Span::Text(" ".to_owned())));
        spans.extend([Span::Strong(format!("{what}:")), Span::Text(format!(" {text}."))]);
    }
    spans
}

/// What a note is about that says how an overspend is to be brought back.
const RECOVERY_PLAN: &str = "recovery plan";

/// What officers plan, how much it is to bring, whose it is and how far it has come; `None` of other notes.
fn recovery_plan(note: &Note) -> Option<String> {
    let amount = note.amount.map(|amount| amount.to_string());
    let parts = [amount.as_ref(), Some(&note.text), note.owner.as_ref(), note.state.as_ref()];
    let said = parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join("; ");
    (folded(&note.about) == folded(RECOVERY_PLAN)).then_some(said)
}
