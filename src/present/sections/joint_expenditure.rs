//! Joint expenditure: each definition with its parts, its percentage and its sentence, and a chart.

use rust_decimal::Decimal;

use super::{Desk, Named, figures_column, plain, row, words_cell, words_column};
use crate::job::measure::Measure;
use crate::measure::{FigureRef, Quantity, id};
use crate::model::words::listed;
use crate::present::pack::{Bar, Block, Chart, Span, Table};
use crate::present::words::{self, Form, Part};

/// The headline, the table and chart of all definitions, and what each of them means.
pub fn blocks(desk: &Desk<'_>) -> Named {
    vec![
        ("headline", headline(desk)),
        ("definitions", vec![Block::Table(table(desk))]),
        ("chart", vec![Block::Chart(chart(desk))]),
        ("meanings", meanings(desk)),
    ]
}

/// The measures that hold for the year, with their figures.
fn measures<'a>(desk: &Desk<'a>) -> impl Iterator<Item = (&'a str, &'a Measure, FigureRef)> {
    let figures = desk.figures;
    desk.templates
        .measures
        .iter()
        .filter_map(move |(name, measure)| Some((name.as_str(), measure, figures.joint(name)?)))
}

/// The sentence of the measure that the area leads with, in a frame.
pub fn headline(desk: &Desk<'_>) -> Vec<Block> {
    let name = &desk.area.headline;
    let lead =
        measures(desk).find(|(measure, ..)| measure == name).map(|(_, measure, figure)| said(desk, measure, figure));
    lead.map(|sentence| vec![Block::Callout(sentence)]).unwrap_or_default()
}

/// What a measure says, or why it says nothing.
fn said(desk: &Desk<'_>, measure: &Measure, figure: FigureRef) -> Vec<Span> {
    match desk.figures.get(figure).map(|figure| &figure.quantity) {
        Some(Quantity::NoShare { why, .. }) => {
            vec![Span::Text(format!("{} is not available. {}.", measure.title, plain(why)))]
        }
        _ => sentence(desk, &measure.sentence),
    }
}

/// The sentence that a measure brings with it.
fn sentence(desk: &Desk<'_>, template: &str) -> Vec<Span> {
    let prose = words::render(template, &desk.facts(), desk.figures, &|figure, form| desk.printed(figure, form));
    match prose {
        Ok(prose) => prose
            .parts
            .into_iter()
            .filter_map(|part| match part {
                Part::Block(Block::Paragraph(spans)) => Some(spans),
                _ => None,
            })
            .flatten()
            .collect(),
        Err(why) => vec![Span::Text(format!("The sentence of this measure cannot be printed ({why})."))],
    }
}

fn table(desk: &Desk<'_>) -> Table {
    let rows = measures(desk).map(|(_, measure, figure)| {
        row(vec![
            words_cell(&measure.title),
            desk.cell(Some(figure), Form::Numerator),
            desk.cell(Some(figure), Form::Denominator),
            desk.cell(Some(figure), Form::Short),
        ])
    });
    Table {
        name: "joint-expenditure".to_owned(),
        caption: format!("Joint expenditure in {}, by definition", desk.figures.books.period),
        columns: vec![
            words_column("Definition", 3),
            figures_column("Joint"),
            figures_column("Of"),
            figures_column("Share"),
        ],
        rows: rows.collect(),
        notes: vec!["\"Not available\": a part is missing; which one is said under the definition.".to_owned()],
    }
}

fn chart(desk: &Desk<'_>) -> Chart {
    let bars: Vec<Bar> = measures(desk)
        .map(|(_, measure, figure)| Bar {
            label: measure.title.clone(),
            value: percent(desk, figure),
            text: desk.printed(figure, Form::Short),
            figure,
        })
        .collect();
    let said: Vec<String> = bars.iter().map(|bar| format!("{} {}", bar.label, bar.text)).collect();
    let period = desk.figures.books.period;
    Chart {
        caption: format!("Joint expenditure as a percentage, {period}"),
        alternative: format!("Bar chart of joint expenditure in {period} by definition: {}.", listed(&said)),
        bars,
    }
}

fn percent(desk: &Desk<'_>, figure: FigureRef) -> Option<Decimal> {
    match &desk.figures.get(figure)?.quantity {
        Quantity::Share(share) => share.percent(),
        _ => None,
    }
}

fn meanings(desk: &Desk<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (_, measure, figure) in measures(desk) {
        blocks.push(Block::Heading { level: 2, text: measure.title.clone() });
        blocks.push(Block::Paragraph(said(desk, measure, figure)));
        let labels = |terms: &[crate::job::measure::Term]| {
            listed(&terms.iter().map(|term| term.label.as_str()).collect::<Vec<_>>())
        };
        let mut items = vec![
            format!("Above the line: {}.", labels(&measure.numerator)),
            format!("Below the line: {}.", labels(&measure.denominator)),
            format!("Coverage: {}.", coverage(desk)),
            format!("Contributions: {}.", basis(desk)),
        ];
        items.extend(measure.exclusions.iter().map(|text| format!("Leaves out: {text}.")));
        items.extend(measure.series_breaks.iter().map(|text| format!("Series break: {text}.")));
        items.push(format!("Definition: {}.", measure.source));
        blocks.push(Block::List(items.into_iter().map(|text| vec![Span::Text(text)]).collect()));
    }
    blocks
}

/// What contributions to pooled funds are made of.
fn basis(desk: &Desk<'_>) -> &'static str {
    let total = desk.figures.find(id::TOTAL, None, None).and_then(|total| desk.figures.get(total));
    match total.map(|total| &total.quantity) {
        Some(Quantity::Amount(_, Some(basis))) => basis.word(),
        _ => "not known in full",
    }
}

/// How many of the partners that committed money have sent a return.
fn coverage(desk: &Desk<'_>) -> String {
    let books = &desk.figures.books;
    let expected: Vec<&str> = books.partners().map(|partner| partner.name.as_str()).collect();
    let sent = expected
        .iter()
        .filter(|name| {
            books.ledger.positions().iter().any(|position| position.subject.reporter.as_deref() == Some(**name))
        })
        .count();
    format!("{sent} of {} returns", expected.len())
}
