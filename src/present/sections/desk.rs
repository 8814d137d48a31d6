//! The desk: what every section is written from, and how it prints a figure.

use super::parts::{figure_cell, in_words, not_available, printed, typeset, words_cell};
use crate::finding::Finding;
use crate::finding::phrase::Phrase;
use crate::job::Templates;
use crate::job::agreement_type::Counts;
use crate::job::area::Area;
use crate::measure::rating::Ratings;
use crate::measure::{FigureNumber, FigureRef, Figures, TotalNumber, VariationNumber};
use crate::model::money::Money;
use crate::model::period::{Period, Year};
use crate::model::share::Share;
use crate::model::source::Source;
use crate::model::style::Style;
use crate::present::pack::{Cell, FindingNumber, Value};
use crate::present::words::{Exactness, Facts};

/// What a section is written from.
#[derive(Debug)]
pub struct Desk<'a> {
    /// The figures.
    pub figures: &'a Figures,
    /// How each agreement is rated.
    pub ratings: &'a Ratings,
    /// The findings, worst first.
    pub findings: &'a [Finding],
    /// The files behind the figures.
    pub sources: &'a [Source],
    /// The area.
    pub area: &'a Area,
    /// The settings.
    pub templates: &'a Templates,
    /// The pack's title.
    pub title: &'a str,
    /// Whether the pack is a draft.
    pub draft: bool,
}

impl Desk<'_> {
    /// What words may say of the area and the period.
    #[must_use]
    pub fn facts(&self) -> Facts {
        Facts {
            area: self.area.title.clone(),
            committee: self.area.committee.clone(),
            period: self.period(self.area.period),
            year: self.year(self.area.period.year),
            as_at: in_words(self.area.as_at),
            closed: self.figures.books.is_closed(),
            draft: self.draft,
            pools: !self.figures.books.has_none_counting(Counts::Pooled),
            together: self.figures.books.puts_together(),
            due: self.figures.books.may_fall_due(),
        }
    }

    /// A financial year in the style of the house.
    #[must_use]
    pub fn year(&self, year: Year) -> String {
        self.style().year(year)
    }

    /// A period in the style of the house.
    #[must_use]
    pub fn period(&self, period: Period) -> String {
        self.style().period(period)
    }

    /// How the house writes.
    #[must_use]
    pub fn style(&self) -> Style {
        self.templates.house.style
    }

    /// A phrase as a sentence begins, with periods as the house writes them.
    #[must_use]
    pub fn plain(&self, phrase: &Phrase) -> String {
        typeset(&phrase.in_style(self.style()))
    }

    /// A figure as a sentence prints it.
    #[must_use]
    pub fn printed(&self, figure: FigureNumber, form: Exactness) -> String {
        self.figures.get(figure).map_or_else(not_available, |figure| printed(&figure.quantity, form, self.style()))
    }

    /// The amount of a figure, where it is one and known.
    #[must_use]
    pub fn amount(&self, figure: Option<FigureNumber>) -> Option<Money> {
        self.figures.get(figure?)?.quantity.amount()
    }

    /// A cell with one figure as a percentage of another; a dash where one of them is not known.
    #[must_use]
    pub fn percentage(&self, part: Option<FigureNumber>, whole: Option<FigureNumber>) -> Cell {
        self.percentage_of(part, whole, |whole| whole)
    }

    /// The same of the size of the other: an overspend of a pool whose income is above its cost is above zero, too. One below the
    /// per cent from which somebody has to act is not printed as that.
    #[must_use]
    pub fn percentage_of_size(&self, part: Option<FigureNumber>, whole: Option<FigureNumber>) -> Cell {
        let cell = self.percentage_of(part, whole, Money::abs);
        let share = self.amount(part).zip(self.amount(whole).map(Money::abs));
        let limit = self.templates.house.ratings.per_cent();
        match share.and_then(|(numerator, denominator)| Share { numerator, denominator }.percent_beside(limit)) {
            Some(percent) => Cell { text: self.style().percent(percent), ..cell },
            None => cell,
        }
    }

    fn percentage_of(
        &self,
        part: Option<FigureNumber>,
        whole: Option<FigureNumber>,
        size: impl Fn(Money) -> Money,
    ) -> Cell {
        let share = self.amount(part).zip(self.amount(whole).map(size));
        let percent = share.and_then(|(numerator, denominator)| Share { numerator, denominator }.percent());
        match (percent, part.zip(whole)) {
            (Some(percent), Some((part, whole))) => Cell {
                value: Value::Percent(percent),
                figure: Some(part.percent_of(whole)),
                ..words_cell(&self.style().percent(percent))
            },
            _ => words_cell("–"),
        }
    }

    /// A cell with a reference figure of the register's sheet `Totals`.
    #[must_use]
    pub fn reference(&self, total: TotalNumber) -> Cell {
        match self.figures.reference(total).map(|total| total.amount) {
            Some(amount) => Cell {
                value: Value::Money(amount),
                figure: Some(FigureRef::Reference(total)),
                ..words_cell(&amount.to_string())
            },
            None => words_cell("–"),
        }
    }

    /// A cell with the amount of a variation.
    #[must_use]
    pub fn variation(&self, number: VariationNumber) -> Cell {
        match self.figures.variation(number).map(|variation| variation.amount) {
            Some(amount) => Cell {
                value: Value::Money(amount),
                figure: Some(FigureRef::Variation(number)),
                ..words_cell(&amount.to_string())
            },
            None => words_cell("–"),
        }
    }

    /// Every finding with its number, worst first.
    pub fn numbered_findings(&self) -> impl Iterator<Item = (FindingNumber, &Finding)> {
        self.findings.iter().enumerate().map(|(place, finding)| (FindingNumber(place), finding))
    }

    /// What officers noted about an agreement, or the whole area, in the period; `None` where they noted nothing.
    #[must_use]
    pub fn noted(&self, agreement: Option<&str>, about: &str) -> Option<String> {
        let books = &self.figures.books;
        let notes: Vec<&str> =
            books.register.notes(agreement, books.period, about).map(|note| note.text.as_str()).collect();
        (!notes.is_empty()).then(|| notes.join(" "))
    }

    /// A cell with a figure: its amount or percentage, or words where it is not available.
    #[must_use]
    pub fn cell(&self, figure: Option<FigureNumber>, form: Exactness) -> Cell {
        let Some(number) = figure else { return words_cell("–") };
        match self.figures.get(number) {
            Some(figure) => figure_cell(number, &figure.quantity, form, self.style()),
            None => words_cell(&not_available()),
        }
    }
}
