//! Joint expenditure: each definition's share, or which of its parts is missing.

use super::contributions::put_in;
use super::{Figure, Quantity, id};
use crate::job::Templates;
use crate::job::measure::{Measure, Of, Term};
use crate::model::money::Money;
use crate::model::origin::Origin;
use crate::model::partner::Sector;
use crate::model::period::Period;
use crate::model::register::TotalFigure;
use crate::model::share::Share;
use crate::model::words::listed;
use crate::reconcile::Books;

/// Joint expenditure by every definition that holds for the year, in order of their names.
pub fn figures(books: &Books, templates: &Templates) -> Vec<Figure> {
    let figure = |(name, measure): (&String, &Measure)| {
        let numerator = Side::of(books, templates, &measure.numerator);
        let denominator = Side::of(books, templates, &measure.denominator);
        Figure {
            id: id::JOINT,
            definition: Some(name.clone()),
            agreement: None,
            partner: None,
            class: None,
            period: books.period,
            quantity: quantity(books.period, &numerator, &denominator),
            origins: numerator.origins,
            whole_origins: denominator.origins,
        }
    };
    let holds = |(_, measure): &(&String, &Measure)| measure.holds_in(books.period.year);
    templates.measures.iter().filter(holds).map(figure).collect()
}

fn quantity(period: Period, numerator: &Side, denominator: &Side) -> Quantity {
    let lacking: Vec<&String> = numerator.lacking.iter().chain(&denominator.lacking).collect();
    let mut missing: Vec<String> = numerator.missing.iter().chain(&denominator.missing).cloned().collect();
    if !lacking.is_empty() {
        missing.insert(0, format!("the register's sheet `Totals` has no {} for {period}", listed(&lacking)));
    }
    match (numerator.amount, denominator.amount) {
        _ if !missing.is_empty() => no_share(numerator, denominator, listed(&missing)),
        (Some(part), Some(whole)) if whole != Money::ZERO => {
            Quantity::Share(Share { numerator: part, denominator: whole })
        }
        _ => no_share(numerator, denominator, "what stands below the line is nil".to_owned()),
    }
}

fn no_share(numerator: &Side, denominator: &Side, why: String) -> Quantity {
    let known = |side: &Side| side.amount.filter(|_| side.missing.is_empty() && side.lacking.is_empty());
    Quantity::NoShare { numerator: known(numerator), denominator: known(denominator), why }
}

/// What stands above or below the line.
struct Side {
    amount: Option<Money>,
    /// Figures that the register's sheet `Totals` does not have.
    lacking: Vec<String>,
    /// What else is missing.
    missing: Vec<String>,
    origins: Vec<Origin>,
}

impl Side {
    fn of(books: &Books, templates: &Templates, terms: &[Term]) -> Self {
        let mut side =
            Self { amount: Some(Money::ZERO), lacking: Vec::new(), missing: Vec::new(), origins: Vec::new() };
        for term in terms {
            match (term.total, term.of) {
                (Some(figure), Some(of)) => side.add_total(books, figure, of),
                _ => side.add_contributions(books, templates, term),
            }
        }
        side
    }

    fn add(&mut self, amount: Money, origins: &[Origin]) {
        self.amount = self.amount.and_then(|sum| sum.checked_add(amount));
        if self.amount.is_none() {
            self.missing.push("the sum is too large".to_owned());
        }
        self.origins.extend_from_slice(origins);
    }

    fn add_total(&mut self, books: &Books, figure: TotalFigure, of: Of) {
        let sector = match of {
            Of::Area => None,
            Of::Councils => Some(Sector::Council),
            Of::HealthBodies => Some(Sector::Health),
        };
        let partners: Vec<Option<&str>> = match sector {
            None => vec![None],
            Some(sector) => contributing(books, sector).into_iter().map(Some).collect(),
        };
        if partners.is_empty() {
            self.missing.push(format!("no partner whose `{figure}` it would be has a commitment in {}", books.period));
        }
        for partner in partners {
            let year = Period::whole(books.period.year);
            let total = |period| books.register.total(partner, figure, period);
            match total(books.period).or_else(|| total(year)) {
                Some(total) => self.add(total.amount, std::slice::from_ref(&total.origin)),
                None => {
                    let whose = partner.map_or_else(|| "the area".to_owned(), |partner| format!("`{partner}`"));
                    self.lacking.push(format!("`{figure}` of {whose}"));
                }
            }
        }
    }

    fn add_contributions(&mut self, books: &Books, templates: &Templates, term: &Term) {
        let agreements: Vec<_> = books.agreements_counting(templates, &term.contributions).collect();
        match put_in(books, &agreements, term.sector) {
            Ok(sum) => self.add(sum.amount, &sum.origins),
            Err(why) => self.missing.push(why),
        }
    }
}

/// The partners of a sector that have a line in some agreement, in the register's order.
fn contributing(books: &Books, sector: Sector) -> Vec<&str> {
    books.partners().filter(|partner| partner.sector == sector).map(|partner| partner.name.as_str()).collect()
}
