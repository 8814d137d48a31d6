//! Joint expenditure: each definition with its parts, its percentage and its sentence, a chart, and earlier years.

mod years;

use rust_decimal::Decimal;

use super::{Desk, NamedBlocks, chart_words, figures_column, paragraph, row, words_cell, words_column};
use crate::finding::phrase::Phrase;
use crate::job::agreement_type::Counts;
use crate::job::measure::{Measure, Term};
use crate::measure::{Basis, FigureNumber, FigurePart, Quantity, bases, counts_nothing, coverage};
use crate::model::words::{counted, listed};
use crate::present::pack::{Bar, Block, Chart, ChartRow, Row, Span, Table};
use crate::present::words::{self, Exactness, ProsePart};

/// The headline, the table and chart of all definitions, earlier years, and what each definition means.
pub fn blocks(desk: &Desk<'_>) -> NamedBlocks {
    vec![
        ("headline", headline(desk)),
        ("definitions", vec![table(desk).map_or_else(|| not_available(desk), Block::Table)]),
        ("chart", chart(desk).into_iter().map(Block::Chart).collect()),
        ("years", years::blocks(desk, lead(desk).into_iter())),
    ]
}

/// What each agreement has of the joint expenditure, and what each definition means and counts.
pub fn definitions(desk: &Desk<'_>) -> NamedBlocks {
    let first = lead(desk).map(|one| one.name);
    let others = shown(desk).into_iter().filter(|one| Some(one.name) != first);
    vec![
        ("parts", in_full(desk).into_iter().chain(parts(desk)).map(Block::Table).collect()),
        ("meanings", meanings(desk)),
        ("years", years::blocks(desk, others)),
    ]
}

/// A definition that the pack prints, with its figure of the period.
#[derive(Clone, Copy)]
struct PrintedDefinition<'a> {
    name: &'a str,
    measure: &'a Measure,
    figure: FigureNumber,
}

/// The definitions that hold for the year, in order of their names; one that stands beside another follows it, where that
/// one has a share and the other counts anything.
fn shown<'a>(desk: &Desk<'a>) -> Vec<PrintedDefinition<'a>> {
    let all = desk.templates.measures.iter().filter_map(|(name, measure)| {
        Some(PrintedDefinition { name: name.as_str(), measure, figure: desk.figures.joint(name)? })
    });
    let (alone, beside): (Vec<PrintedDefinition<'a>>, Vec<PrintedDefinition<'a>>) =
        all.partition(|one| one.measure.beside.is_none());
    let mut shown = Vec::new();
    for one in alone {
        shown.push(one);
        let follows = |other: &&PrintedDefinition<'a>| {
            let of = other.measure.beside.as_ref().is_some_and(|name| name.get_ref() == one.name);
            of && percent(desk, one.figure).is_some() && !counts_nothing(&desk.figures.books, other.measure)
        };
        shown.extend(beside.iter().filter(follows));
    }
    shown
}

/// The definition of which the paper shows the years: the one that the area leads with, or else the first that has a share.
fn lead<'a>(desk: &Desk<'a>) -> Option<PrintedDefinition<'a>> {
    let all = shown(desk);
    let has_share = |one: &&PrintedDefinition<'_>| percent(desk, one.figure).is_some();
    let leads = |one: &&PrintedDefinition<'_>| one.name == desk.area.headline;
    all.iter().filter(has_share).find(leads).or_else(|| all.iter().find(has_share)).copied()
}

/// The sentence of the measure that the area leads with, in a frame.
pub fn headline(desk: &Desk<'_>) -> Vec<Block> {
    let lead = shown(desk).into_iter().find(|one| one.name == desk.area.headline);
    lead.map(|one| vec![Block::Callout(measure_sentence(desk, one))]).unwrap_or_default()
}

/// What a measure says, or why it says nothing; first that there is nothing that it counts, where that is so.
fn measure_sentence(desk: &Desk<'_>, shown: PrintedDefinition<'_>) -> Vec<Span> {
    let nothing = counts_nothing(&desk.figures.books, shown.measure).then(|| Span::Text(nothing(shown.measure) + " "));
    let said = match why_not(desk, shown.figure) {
        Some(why) => vec![Span::Text(format!("{} is not available. {}.", shown.measure.title, desk.plain(why)))],
        None => {
            let mut spans = sentence(desk, &shown.measure.sentence);
            if bases(&desk.figures.books, desk.templates, shown.measure).contains(&Basis::Committed) {
                spans.push(Span::Text(
                    " Where a budget has not been reported, what was committed stands for it.".to_owned(),
                ));
            }
            spans
        }
    };
    nothing.into_iter().chain(said).collect()
}

/// What agreements do whose money counts as this.
const DOES: [(Counts, &str); 4] = [
    (Counts::Pooled, "pools money"),
    (Counts::Transfer, "pays it from one body to another"),
    (Counts::Aligned, "plans budgets side by side"),
    (Counts::None, "works together without money"),
];

/// That no agreement does what a measure counts: `No agreement of the area pools money.`
fn nothing(measure: &Measure) -> String {
    let counted = |wanted: &Counts| measure.numerator.iter().any(|term| term.counts().contains(wanted));
    let does: Vec<&str> = DOES.iter().filter(|(counts, _)| counted(counts)).map(|(_, does)| *does).collect();
    format!("No agreement of the area {}.", does.join(" or "))
}

/// Why there is no share.
fn why_not<'a>(desk: &Desk<'a>, figure: FigureNumber) -> Option<&'a Phrase> {
    desk.figures.get(figure)?.quantity.why_not()
}

/// The sentence that a measure brings with it.
fn sentence(desk: &Desk<'_>, template: &str) -> Vec<Span> {
    let prose = words::render(template, &desk.facts(), desk.figures, &|figure, form| desk.printed(figure, form));
    match prose {
        Ok(prose) => prose
            .parts
            .into_iter()
            .filter_map(|part| match part {
                ProsePart::Block(Block::Paragraph(spans)) => Some(spans),
                _ => None,
            })
            .flatten()
            .collect(),
        Err(why) => vec![Span::Text(format!("The sentence of this measure cannot be printed ({why})."))],
    }
}

fn table(desk: &Desk<'_>) -> Option<Table> {
    let (known, open): (Vec<PrintedDefinition<'_>>, Vec<PrintedDefinition<'_>>) =
        shown(desk).into_iter().partition(|one| why_not(desk, one.figure).is_none());
    if known.is_empty() {
        return None;
    }
    let rows = known.into_iter().map(|one| {
        let found = coverage(&desk.figures.books, desk.templates, one.measure);
        let there = |(known, all)| words_cell(&if all == 0 { "–".to_owned() } else { format!("{known} of {all}") });
        row(vec![
            words_cell(&one.measure.title),
            desk.cell(Some(one.figure), Exactness::Numerator),
            desk.cell(Some(one.figure), Exactness::Denominator),
            desk.cell(Some(one.figure), Exactness::Short),
            there(found.returns),
            there(found.totals),
        ])
    });
    let open: Vec<&str> = open.iter().map(|one| one.measure.title.as_str()).collect();
    let mut notes = vec![
        "Returns and totals: how many of the partners’ returns, and of the reference totals, that the definition needs are there."
            .to_owned(),
    ];
    notes.extend((!open.is_empty()).then(|| {
        format!("Not available: {}. What is missing stands in the evidence, under the definitions.", listed(&open))
    }));
    Some(Table {
        name: "joint-expenditure".to_owned(),
        caption: format!("Joint expenditure in {}, by definition", desk.period(desk.figures.books.period)),
        columns: vec![
            words_column("Definition", 3),
            figures_column("Joint"),
            figures_column("Of"),
            figures_column("Share"),
            words_column("Returns", 1),
            words_column("Totals", 1),
        ],
        rows: rows.collect(),
        notes,
    })
}

/// That no definition has a share.
fn not_available(desk: &Desk<'_>) -> Block {
    let titles: Vec<&str> = shown(desk).into_iter().map(|one| one.measure.title.as_str()).collect();
    match titles.is_empty() {
        true => paragraph("No definition of joint expenditure holds for this year."),
        false => paragraph(format!(
            "Not available: {}. What is missing stands in the evidence, under the definitions.",
            listed(&titles)
        )),
    }
}

/// Each definition that has a share, to the penny; nothing where none has.
fn in_full(desk: &Desk<'_>) -> Option<Table> {
    let line = |one: PrintedDefinition<'_>| {
        let cell = |form| desk.cell(Some(one.figure), form);
        row(vec![
            words_cell(&one.measure.title),
            cell(Exactness::NumeratorInFull),
            cell(Exactness::DenominatorInFull),
            cell(Exactness::Short),
        ])
    };
    let rows: Vec<Row> = shown(desk).into_iter().filter(|one| why_not(desk, one.figure).is_none()).map(line).collect();
    (!rows.is_empty()).then(|| Table {
        name: "joint-expenditure-in-full".to_owned(),
        caption: format!("Joint expenditure in {}, to the penny", desk.period(desk.figures.books.period)),
        columns: vec![
            words_column("Definition", 2),
            figures_column("Joint"),
            figures_column("Of"),
            figures_column("Share"),
        ],
        rows,
        notes: Vec::new(),
    })
}

/// What each agreement has of the widest definition that counts the spending of several; nothing where none does.
fn parts(desk: &Desk<'_>) -> Option<Table> {
    let count_of_agreements = |one: PrintedDefinition<'_>| desk.figures.joint_of_agreements(one.name).count();
    let widest = shown(desk)
        .into_iter()
        .filter(|one| count_of_agreements(*one) > 0)
        .max_by_key(|one| count_of_agreements(*one))?;
    let line = |(agreement, figure): (&str, FigureNumber)| {
        let agreement = desk.figures.books.register.agreement(agreement);
        let types = agreement.into_iter().flat_map(|one| desk.templates.types_of(one)).map(|of| of.title.as_str());
        row(vec![
            words_cell(agreement.map_or("–", |one| &one.title)),
            words_cell(&listed(&types.collect::<Vec<_>>())),
            desk.cell(Some(figure), Exactness::Numerator),
            desk.cell(Some(figure), Exactness::Short),
        ])
    };
    let mut rows: Vec<Row> = desk.figures.joint_of_agreements(widest.name).map(line).collect();
    let figure = Some(widest.figure);
    let total = [desk.cell(figure, Exactness::Numerator), desk.cell(figure, Exactness::Short)];
    rows.push(Row { total: true, cells: [words_cell("Together"), words_cell("")].into_iter().chain(total).collect() });
    Some(Table {
        name: "joint-expenditure-by-agreement".to_owned(),
        caption: format!("{} in {}, by agreement", widest.measure.title, desk.period(desk.figures.books.period)),
        columns: vec![
            words_column("Agreement", 2),
            words_column("Arrangement", 2),
            figures_column("Joint"),
            figures_column("Share"),
        ],
        rows,
        notes: vec!["Rounded shares may not add up.".to_owned()],
    })
}

/// A bar for each definition that has a share; no chart where none has.
fn chart(desk: &Desk<'_>) -> Option<Chart> {
    let rows: Vec<ChartRow> = shown(desk)
        .into_iter()
        .filter_map(|one| {
            let value = Some(percent(desk, one.figure)?);
            let text = desk.printed(one.figure, Exactness::Short);
            Some(ChartRow::with_bar(
                &one.measure.title,
                Bar::from_zero(value, 0, text, Some(one.figure.part(FigurePart::All))),
            ))
        })
        .collect();
    if rows.is_empty() {
        return None;
    }
    let period = desk.period(desk.figures.books.period);
    Some(Chart {
        caption: format!("Joint expenditure as a percentage, {period}"),
        alternative: format!("Bar chart of joint expenditure in {period} by definition: {}.", chart_words(&rows)),
        key: Vec::new(),
        rows,
        reference: None,
    })
}

fn percent(desk: &Desk<'_>, figure: FigureNumber) -> Option<Decimal> {
    match &desk.figures.get(figure)?.quantity {
        Quantity::Share(share) => share.percent(),
        _ => None,
    }
}

/// What each definition with a share means, and then which ones are not available, and why.
fn meanings(desk: &Desk<'_>) -> Vec<Block> {
    let (known, open): (Vec<PrintedDefinition<'_>>, Vec<PrintedDefinition<'_>>) =
        shown(desk).into_iter().partition(|one| why_not(desk, one.figure).is_none());
    let mut blocks: Vec<Block> = known.into_iter().flat_map(|one| meaning(desk, one)).collect();
    if !open.is_empty() {
        blocks.push(Block::Heading { level: 2, text: "Definitions that are not available".to_owned() });
        let item = |one: PrintedDefinition<'_>| {
            let why = why_not(desk, one.figure).map(|why| desk.plain(why)).unwrap_or_default();
            vec![
                Span::Strong(format!("{}.", one.measure.title)),
                Span::Text(format!(" {why}. Definition: {}.", one.measure.source)),
            ]
        };
        blocks.push(Block::List(open.into_iter().map(item).collect()));
    }
    blocks
}

fn meaning(desk: &Desk<'_>, shown: PrintedDefinition<'_>) -> [Block; 3] {
    let measure = shown.measure;
    let year = desk.figures.books.period.year;
    let labels = |terms: &[Term]| {
        let held = terms.iter().filter(|term| term.holds_in(year));
        listed(&held.map(|term| term.label.as_str()).collect::<Vec<_>>())
    };
    let mut items = vec![
        format!("Counted as joint: {}.", labels(&measure.numerator)),
        format!("As a part of: {}.", labels(&measure.denominator)),
        format!("Coverage: {}.", covered(desk, measure)),
    ];
    let bases = bases(&desk.figures.books, desk.templates, measure);
    let words: Vec<&str> = bases.into_iter().map(Basis::word).collect();
    items.extend((!words.is_empty()).then(|| format!("Contributions: {}.", listed(&words))));
    items.extend(
        measure.terms().any(|term| !term.expenditure.is_empty()).then(|| format!("Spending: {}.", spending(desk))),
    );
    items.extend(measure.exclusions.iter().map(|text| format!("Leaves out: {text}.")));
    items
        .extend(measure.series_breaks.iter().map(|one| format!("Series break: from {} {}.", one.from.year(), one.why)));
    items.push(format!("Definition: {}.", measure.source));
    [
        Block::Heading { level: 2, text: measure.title.clone() },
        Block::Paragraph(measure_sentence(desk, shown)),
        Block::List(items.into_iter().map(|text| vec![Span::Text(text)]).collect()),
    ]
}

/// What spending is made of.
fn spending(desk: &Desk<'_>) -> &'static str {
    if desk.figures.books.is_closed() {
        "what was spent in the year"
    } else {
        "what is budgeted for the year; where no budget of a pool was reported, what partners put in"
    }
}

/// How much of what a measure needs is there: `7 of 9 returns and 2 of 2 reference figures`.
fn covered(desk: &Desk<'_>, measure: &Measure) -> String {
    let found = coverage(&desk.figures.books, desk.templates, measure);
    let known_of_all =
        |(known, all): (usize, usize), noun: &str| (all > 0).then(|| format!("{known} of {}", counted(all, noun)));
    let parts: Vec<String> = [known_of_all(found.returns, "return"), known_of_all(found.totals, "reference figure")]
        .into_iter()
        .flatten()
        .collect();
    if parts.is_empty() { "nothing is needed".to_owned() } else { listed(&parts) }
}
