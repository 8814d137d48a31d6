//! The roll-up's tables: areas ranked by each definition of joint expenditure, with a chart, and what partners put in.

use rust_decimal::Decimal;

use super::AreaFigure;
use super::found::AreaPublication;
use crate::finding::phrase::{Phrase, phrase};
use crate::job::Templates;
use crate::job::measure::{Measure, Published};
use crate::job::roll_up::NAME;
use crate::measure::{FigureNumber, FigurePart, Quantity, id};
use crate::model::period::Period;
use crate::model::style::Style;
use crate::model::words::{counted, listed};
use crate::present::pack::{Bar, Block, Cell, Chart, ChartRow, Reference, Row, Span, Table};
use crate::present::sections::{
    chart_words, figure_cell, figures_column, paragraph, plain, printed, row, words_cell, words_column,
};
use crate::present::words::Exactness;

/// What the tables are written from.
#[derive(Debug, Clone, Copy)]
pub struct RollUpDesk<'a> {
    /// The period.
    pub period: Period,
    /// The areas, in order of their names.
    pub areas: &'a [AreaPublication],
    /// The figures, in the order of `figures.json`.
    pub figures: &'a [AreaFigure],
    /// The settings.
    pub templates: &'a Templates,
}

/// An area's place in a ranking.
struct Ranked<'a> {
    area: &'a AreaPublication,
    place: FigureNumber,
    quantity: &'a Quantity,
    /// As it is printed; `None` where the share is not available.
    percent: Option<Decimal>,
    /// Why there is none, where that is not the area's own reason.
    why: Option<Phrase>,
}

impl<'a> RollUpDesk<'a> {
    fn find(self, area: &str, id: &str, definition: Option<&str>) -> Option<(FigureNumber, &'a Quantity)> {
        let is_it = |one: &AreaFigure| {
            one.area == area && one.figure.key.id == id && one.figure.key.definition.as_deref() == definition
        };
        let place = self.figures.iter().position(is_it)?;
        Some((FigureNumber::new(place), &self.figures.get(place)?.figure.quantity))
    }

    /// A table, a chart and the reasons for what is not available, for each definition that an area has published.
    pub fn measures(self) -> Vec<Block> {
        let names = self.definitions();
        if names.is_empty() {
            return vec![paragraph("No area has published joint expenditure by any definition.")];
        }
        names.into_iter().flat_map(|name| self.measure(name)).collect()
    }

    /// The definitions in order of their names; one that stands beside another follows it, where that one has a share.
    fn definitions(self) -> Vec<&'a str> {
        let of_roll_up = self.figures.iter().filter(|one| one.area == NAME);
        let all: Vec<&str> = of_roll_up.filter_map(|one| one.figure.key.definition.as_deref()).collect();
        let mut names = Vec::new();
        for name in all.iter().copied().filter(|name| self.beside(name).is_none()) {
            names.push(name);
            let has_share = self.ranked(name).iter().any(|one| one.percent.is_some());
            names.extend(all.iter().copied().filter(|other| has_share && self.beside(other) == Some(name)));
        }
        names
    }

    fn settings(self, name: &str) -> Option<&'a Measure> {
        self.templates.measures.get(name)
    }

    fn title(self, name: &'a str) -> &'a str {
        self.settings(name).map_or(name, |measure| &measure.title)
    }

    fn beside(self, name: &str) -> Option<&'a str> {
        self.settings(name)?.beside.as_ref().map(|beside| beside.get_ref().as_str())
    }

    /// The areas by the percentage that is printed; equal ones by name, those without one last.
    fn ranked(self, name: &str) -> Vec<Ranked<'a>> {
        let ranked = self.areas.iter().filter_map(|area| {
            let (place, quantity) = self.find(&area.area, id::JOINT, Some(name))?;
            let beside = self.beside(name).filter(|other| {
                let other = self.find(&area.area, id::JOINT, Some(other));
                other.is_none_or(|(_, quantity)| percent(quantity).is_none())
            });
            let why = beside
                .map(|other| phrase!("it is printed only beside “{}”, which is not available", self.title(other)));
            Some(Ranked { area, place, quantity, percent: percent(quantity).filter(|_| why.is_none()), why })
        });
        let mut ranked: Vec<Ranked<'_>> = ranked.collect();
        // The areas come in order of their names, and the sort keeps that where percentages are equal.
        ranked.sort_by_key(|one| std::cmp::Reverse(one.percent));
        ranked
    }

    fn measure(self, name: &'a str) -> Vec<Block> {
        let ranked = self.ranked(name);
        let known = ranked.iter().filter(|one| one.percent.is_some()).count();
        let reference = self.settings(name).and_then(|measure| measure.reference.as_ref());
        let source = self.settings(name).map(|measure| format!(" Definition: {}.", measure.source));
        let coverage = format!("Coverage: {known} of {}.", counted(self.areas.len(), "area"));
        let mut blocks = vec![
            Block::Heading { level: 2, text: self.title(name).to_owned() },
            paragraph(coverage + &source.unwrap_or_default()),
            Block::Table(self.table(name, &ranked, reference)),
        ];
        if known > 0 {
            blocks.push(Block::Chart(self.chart(name, &ranked, reference)));
        }
        blocks.extend(reasons(ranked.iter().map(|one| {
            let own = one.why.as_ref().or_else(|| why(one.quantity));
            (one.area.title.as_str(), own.filter(|_| one.percent.is_none() && one.area.published.is_ok()))
        })));
        blocks
    }

    fn table(self, name: &'a str, ranked: &[Ranked<'_>], reference: Option<&Published>) -> Table {
        let of_area = |one: &Ranked<'_>| {
            let [above, below, share] = share_cells(one.place, one.quantity, one.percent.is_some(), self.style());
            let rank = words_cell(&rank(ranked, one.percent));
            row(vec![words_cell(&one.area.title), rank, above, below, share, words_cell(state(one.area))])
        };
        let mut rows: Vec<Row> = ranked.iter().map(of_area).collect();
        if let Some((place, quantity)) = self.find(NAME, id::JOINT, Some(name)) {
            let [above, below, share] = share_cells(place, quantity, percent(quantity).is_some(), self.style());
            let cells = vec![words_cell("All areas"), words_cell("–"), above, below, share, words_cell("–")];
            rows.push(Row { total: true, cells });
        }
        let is_drawn = ranked.iter().any(|one| one.percent.is_some());
        let key = "Ranked by the percentage as printed; “=” marks a rank that several areas have. Rounded figures may not add up.";
        let mut notes: Vec<String> = is_drawn.then(|| key.to_owned()).into_iter().collect();
        notes.extend(reference.map(|reference| {
            let line = if is_drawn { ", and as a line in the chart" } else { "" };
            format!("For comparison{line}: {} ({}).", reference.in_words(), reference.source)
        }));
        Table {
            name: name.to_owned(),
            caption: format!("{}, {}, by area", self.title(name), self.period),
            columns: vec![
                words_column("Area", 1),
                words_column("Rank", 1),
                figures_column("Joint"),
                figures_column("Of"),
                figures_column("Share"),
                words_column("Status", 1),
            ],
            rows,
            notes,
        }
    }

    fn chart(self, name: &'a str, ranked: &[Ranked<'_>], reference: Option<&Published>) -> Chart {
        let bar = |one: &Ranked<'_>| {
            let text = if one.percent.is_some() {
                printed(one.quantity, Exactness::Short, self.style())
            } else {
                "not available".to_owned()
            };
            ChartRow::with_bar(
                labelled(one.area),
                Bar::from_zero(one.percent, 0, text, Some(one.place.part(FigurePart::All))),
            )
        };
        let rows: Vec<ChartRow> = ranked.iter().map(bar).collect();
        let said = chart_words(&rows);
        let title = self.title(name);
        let mut alternative = format!("Bar chart of {title} in {} by area, the highest first: {said}.", self.period);
        if let Some(reference) = reference {
            alternative.push_str(&format!(" A line across the bars marks {}.", reference.in_words()));
        }
        let reference = reference.map(|published| Reference { value: published.percent.0, text: published.in_words() });
        let caption = format!("{title} as a percentage, {}", self.period);
        Chart { caption, alternative, key: Vec::new(), rows, reference }
    }

    /// How the house shortens amounts.
    fn style(self) -> Style {
        self.templates.house.style
    }

    /// What was committed and put in, by area.
    pub fn contributions(self) -> Vec<Block> {
        let both = |area: &str| [id::COMMITTED, id::TOTAL].map(|id| self.find(area, id, None));
        let cell = |found: Option<(FigureNumber, &Quantity)>| {
            found.map_or_else(
                || words_cell("not available"),
                |(place, quantity)| figure_cell(place, quantity, Exactness::Full, self.style()),
            )
        };
        let cells = |name: &str, area: &str, state: &str| -> Vec<Cell> {
            let [committed, total] = both(area);
            let basis = total.and_then(|(_, quantity)| basis(quantity)).unwrap_or("–");
            vec![words_cell(name), cell(committed), cell(total), words_cell(basis), words_cell(state)]
        };
        let mut rows: Vec<Row> =
            self.areas.iter().map(|area| row(cells(area.title.as_str(), &area.area, state(area)))).collect();
        rows.push(Row { total: true, cells: cells("All areas", NAME, "–") });
        let table = Table {
            name: "contributions".to_owned(),
            caption: format!("Contributions to pooled funds in {}, by area", self.period),
            columns: vec![
                words_column("Area", 2),
                figures_column("Committed"),
                figures_column("Put in"),
                words_column("Basis", 1),
                words_column("Status", 1),
            ],
            rows,
            notes: Vec::new(),
        };
        let readable = self.areas.iter().filter(|area| area.published.is_ok());
        let names = readable.map(|area| (area.title.as_str(), area.area.as_str()));
        let lacking = names.chain([("All areas", NAME)]).flat_map(|(title, area)| {
            let whys = both(area).into_iter().flatten().filter_map(|(_, quantity)| why(quantity));
            let mut whys: Vec<&Phrase> = whys.collect();
            whys.dedup();
            whys.into_iter().map(move |why| (title, Some(why)))
        });
        let mut blocks = vec![Block::Table(table)];
        blocks.extend(reasons(lacking));
        blocks
    }
}

/// The joint part, the whole, and the percentage, where that is printed.
fn share_cells(place: FigureNumber, quantity: &Quantity, is_printed: bool, style: Style) -> [Cell; 3] {
    let cell = |form| figure_cell(place, quantity, form, style);
    let share = if is_printed { cell(Exactness::Short) } else { words_cell("not available") };
    [cell(Exactness::Numerator), cell(Exactness::Denominator), share]
}

/// Why figures are not available, one item for each reason; of publications that cannot be read the cover says why.
fn reasons<'r>(lacking: impl Iterator<Item = (&'r str, Option<&'r Phrase>)>) -> Option<Block> {
    let mut whys: Vec<(&Phrase, Vec<&str>)> = Vec::new();
    for (title, why) in lacking.filter_map(|(title, why)| Some((title, why?))) {
        match whys.iter_mut().find(|(known, _)| *known == why) {
            Some((_, titles)) => titles.push(title),
            None => whys.push((why, vec![title])),
        }
    }
    let item = |(why, titles): (&Phrase, Vec<&str>)| {
        vec![Span::Strong(format!("{}.", listed(&titles))), Span::Text(format!(" Not available. {}.", plain(why)))]
    };
    let items: Vec<Vec<Span>> = whys.into_iter().map(item).collect();
    (!items.is_empty()).then_some(Block::List(items))
}

fn percent(quantity: &Quantity) -> Option<Decimal> {
    match quantity {
        Quantity::Share(share) => share.percent(),
        _ => None,
    }
}

fn why(quantity: &Quantity) -> Option<&Phrase> {
    match quantity {
        Quantity::NoAmount { why, .. } | Quantity::NoShare { why, .. } => Some(why),
        Quantity::Amount(..) | Quantity::Share(_) => None,
    }
}

fn basis(quantity: &Quantity) -> Option<&'static str> {
    match quantity {
        Quantity::Amount(_, basis) => basis.map(crate::measure::Basis::word),
        _ => None,
    }
}

/// An area's rank: one more than the areas above it, with `=` where others have the same percentage.
fn rank(ranked: &[Ranked<'_>], percent: Option<Decimal>) -> String {
    let Some(percent) = percent else { return "–".to_owned() };
    let others = || ranked.iter().filter_map(|one| one.percent);
    let above = others().filter(|other| *other > percent).count();
    let same = others().filter(|other| *other == percent).count();
    format!("{}{}", above + 1, if same > 1 { "=" } else { "" })
}

/// The status of an area's publication.
fn state(area: &AreaPublication) -> &'static str {
    area.published.as_ref().map_or("Not readable", |published| status(published.draft))
}

/// An area's title, with what a reader must know of its publication.
fn labelled(area: &AreaPublication) -> String {
    match &area.published {
        Ok(published) if published.draft => format!("{} (draft)", area.title.as_str()),
        _ => area.title.as_str().to_owned(),
    }
}

/// A status as a cell says it.
#[must_use]
pub const fn status(draft: bool) -> &'static str {
    if draft { "Draft" } else { "Final" }
}
