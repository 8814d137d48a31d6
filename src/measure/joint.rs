//! Joint expenditure: each definition's share, now and in earlier years, or which of its parts is missing.

use super::contributions::{basis_of, put_in};
use super::implausible_share::{Doubt, Withheld, far_from_before, outside};
use super::spending::spent;
use super::{Basis, Figure, FigureKey, Quantity, earlier};
use crate::finding::Finding;
use crate::finding::phrase::{Phrase, listed, phrase};
use crate::job::Templates;
use crate::job::measure::{Measure, Of, Term};
use crate::model::agreement::Agreement;
use crate::model::money::Money;
use crate::model::origin::Origin;
use crate::model::partner::Sector;
use crate::model::period::{Period, Year};
use crate::model::share::Share;
use crate::model::total::Total;
use crate::reconcile::{Books, Line, Sum};

/// Joint expenditure by every definition that holds, in order of their names: first for the period, then for earlier years.
///
/// A share that cannot be is withheld, and said.
pub fn figures(books: &Books, templates: &Templates, findings: &mut Vec<Finding>) -> Vec<Figure> {
    let now = books.period;
    let (mut of_now, mut before, mut withheld) = (Vec::new(), Vec::new(), Withheld::default());
    for (name, measure) in &templates.measures {
        let asked = |period| AskedMeasure { books, templates, measure, period };
        if measure.holds_in(now.year) {
            let (figure, doubts) = asked(now).figure(name);
            withheld.add(&measure.title, now, doubts);
            let each = asked(now).each(&figure);
            of_now.push(figure);
            of_now.extend(each);
        }
        for period in earlier::years(books, templates, measure).into_iter().map(Period::whole) {
            let (figure, doubts) = asked(period).figure(name);
            withheld.add(&measure.title, period, doubts);
            before.push(figure);
        }
    }
    findings.extend(withheld.findings());
    of_now.extend(before);
    of_now
}

/// Whether no agreement of the area had, in the year, money of the kinds that a measure counts as joint; never where a row of the
/// register's agreements cannot be read, or where there is none.
#[must_use]
pub fn counts_nothing(books: &Books, measure: &Measure) -> bool {
    let mut counts = measure.numerator.iter().flat_map(Term::counts).copied().peekable();
    counts.peek().is_some() && counts.all(|counts| books.has_none_counting(counts))
}

/// How much of what a share needs is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coverage {
    /// The partners from which a return is needed whose part is known, and all of them.
    pub returns: (usize, usize),
    /// The reference figures that the register has, and all that are needed.
    pub totals: (usize, usize),
}

/// How much of what a measure needs in the period is there.
#[must_use]
pub fn coverage(books: &Books, templates: &Templates, measure: &Measure) -> Coverage {
    let asked = AskedMeasure { books, templates, measure, period: books.period };
    let mut returning: Vec<(&str, bool)> = Vec::new();
    let mut totals = (0, 0);
    for term in measure.terms().filter(|term| term.holds_in(books.period.year)) {
        for (_, found) in asked.totals(term) {
            totals = (totals.0 + usize::from(found.is_some()), totals.1 + 1);
        }
        for agreement in books.agreements_counting(templates, term.counts()) {
            for partner in books.partners_in(&agreement.id) {
                if term.sector.is_some() && books.register.sector(partner) != term.sector {
                    continue;
                }
                let is_known = has_reported(books, agreement, partner);
                match returning.iter_mut().find(|(known, _)| *known == partner) {
                    Some((_, all)) => *all &= is_known,
                    None => returning.push((partner, is_known)),
                }
            }
        }
    }
    let sent = returning.iter().filter(|(_, sent)| *sent).count();
    Coverage { returns: (sent, returning.len()), totals }
}

/// What the contributions are made of that a measure adds up in the period, each word once; nothing where it adds up none.
#[must_use]
pub fn bases(books: &Books, templates: &Templates, measure: &Measure) -> Vec<Basis> {
    let terms = measure.terms().filter(|term| !term.contributions.is_empty() && term.holds_in(books.period.year));
    let mut bases = Vec::new();
    for term in terms {
        let agreements: Vec<&Agreement> = books.agreements_counting(templates, &term.contributions).collect();
        let basis = basis_of(books, &agreements, term.sector);
        bases.extend(basis.filter(|basis| !bases.contains(basis)));
    }
    bases
}

/// Whether all is known that a partner's commitments to an agreement are held against; where it has none, whether it sent anything.
fn has_reported(books: &Books, agreement: &Agreement, partner: &str) -> bool {
    let is_committed = |line: &&Line| line.partner == partner && line.committed.is_some();
    let mut committed = books.lines_of(&agreement.id).filter(is_committed).peekable();
    match committed.peek() {
        None => has_sent(books, partner),
        Some(_) => committed.all(|line| !books.has_begun(line) || books.held(line).figure().is_some()),
    }
}

/// Whether any figure of the year was accepted from a partner.
fn has_sent(books: &Books, partner: &str) -> bool {
    books.ledger.positions().iter().any(|position| {
        position.subject.reporter.as_deref() == Some(partner) && position.period.year == books.period.year
    })
}

/// A measure that is asked for a period.
#[derive(Clone, Copy)]
struct AskedMeasure<'a> {
    books: &'a Books,
    templates: &'a Templates,
    measure: &'a Measure,
    period: Period,
}

impl<'a> AskedMeasure<'a> {
    fn figure(self, name: &str) -> (Figure, Vec<Doubt>) {
        let Self { books, measure, .. } = self;
        let mut numerator = Side::of(self, &measure.numerator);
        if measure.counts_agreements() && !books.are_agreements_known() {
            numerator.missing.push("an agreement of the register cannot be read, or there is none".into());
        }
        let denominator = Side::of(self, &measure.denominator);
        let doubts = self.doubts(&numerator, &denominator);
        let quantity = quantity(self.period, &numerator, &denominator, &doubts);
        let figure = Figure::new(FigureKey::joint(name, self.period), quantity, numerator.origins);
        (Figure { whole_origins: denominator.origins, ..figure }, doubts)
    }

    /// Why the share cannot be: what its whole is made of is far from what it was before, or the part is not within the whole.
    fn doubts(self, numerator: &Side<'_>, denominator: &Side<'_>) -> Vec<Doubt> {
        let terms = self.measure.denominator.iter().filter(|term| term.holds_in(self.period.year));
        let totals = terms.flat_map(|term| self.totals(term).into_iter().map(move |(_, total)| (term, total)));
        let far = totals.filter_map(|(term, total)| far_from_before(self.books, &term.label, total?));
        let mut doubts: Vec<Doubt> = far.collect();
        let origins = || denominator.origins.iter().chain(&numerator.origins).cloned().collect();
        // A whole that is made of agreements alone is nil where there is none.
        let is_told = |whole: &Money| *whole != Money::ZERO || !denominator.origins.is_empty();
        let known = (numerator.known(), denominator.known().filter(is_told));
        if let (true, (Some(part), Some(whole))) = (doubts.is_empty(), known) {
            doubts.extend(outside(part, whole).map(|why| Doubt { why, origins: origins() }));
        }
        doubts
    }

    /// What each agreement has of a share that counts the spending of several; nothing where they do not add up to it.
    fn each(self, whole: &Figure) -> Vec<Figure> {
        let Self { books, templates, measure, period } = self;
        let Quantity::Share(share) = whole.quantity else { return Vec::new() };
        let terms: Vec<&Term> = measure.numerator.iter().filter(|term| term.holds_in(period.year)).collect();
        let mut counted: Vec<&Agreement> = Vec::new();
        for agreement in terms.iter().flat_map(|term| books.agreements_counting(templates, &term.expenditure)) {
            if !counted.iter().any(|known| known.id == agreement.id) {
                counted.push(agreement);
            }
        }
        let parts: Result<Vec<Sum>, _> = counted.iter().map(|agreement| spent(books, &[agreement])).collect();
        let Ok(parts) = parts else { return Vec::new() };
        if counted.len() < 2 || Money::sum(parts.iter().map(|part| part.amount)) != Some(share.numerator) {
            return Vec::new();
        }
        let figure = |(agreement, part): (&&Agreement, Sum)| Figure {
            key: whole.key.clone().of_agreement(Some(&agreement.id)),
            quantity: Quantity::Share(Share { numerator: part.amount, ..share }),
            origins: part.origins,
            ..whole.clone()
        };
        counted.iter().zip(parts).map(figure).collect()
    }

    /// The earlier year that is asked for; `None` where it is the period itself.
    fn earlier(self) -> Option<Year> {
        (self.period != self.books.period).then_some(self.period.year)
    }

    /// The reference figures of a term, with whose they are; none where it is of agreements, or has no partner.
    fn totals(self, term: &Term) -> Vec<(Option<&'a str>, Option<&'a Total>)> {
        let (Some(figure), Some(of)) = (term.total, term.of) else { return Vec::new() };
        let whose: Vec<Option<&str>> = match of.sector() {
            None => vec![None],
            Some(sector) => {
                let partners = earlier::partners(self.books, self.measure, sector, self.period.year);
                partners.into_iter().map(Some).collect()
            }
        };
        let register = &self.books.register;
        let find = |partner| {
            let of_period = register.total(partner, figure, self.period);
            of_period.or_else(|| register.total(partner, figure, Period::whole(self.period.year)))
        };
        whose.into_iter().map(|partner| (partner, find(partner))).collect()
    }
}

fn quantity(period: Period, numerator: &Side<'_>, denominator: &Side<'_>, doubts: &[Doubt]) -> Quantity {
    let lacking: Vec<Phrase> = numerator.lacking.iter().chain(&denominator.lacking).cloned().collect();
    let mut missing: Vec<Phrase> = numerator.missing.iter().chain(&denominator.missing).cloned().collect();
    if !lacking.is_empty() {
        missing.insert(0, phrase!("not recorded for {}: {}", period, listed(lacking)));
    }
    missing.extend(doubts.iter().map(|doubt| doubt.why.clone()));
    let no_share = |why| Quantity::NoShare { numerator: numerator.known(), denominator: denominator.known(), why };
    match (numerator.amount, denominator.amount) {
        _ if !missing.is_empty() => no_share(listed(missing)),
        (Some(part), Some(whole)) if whole != Money::ZERO => {
            Quantity::Share(Share { numerator: part, denominator: whole })
        }
        _ => no_share("the whole is nil".into()),
    }
}

/// The part of a share, or the whole.
struct Side<'a> {
    amount: Option<Money>,
    /// Figures that the register's sheet `Totals` does not have.
    lacking: Vec<Phrase>,
    /// What else is missing.
    missing: Vec<Phrase>,
    origins: Vec<Origin>,
    /// The agreements that were added, each with the sector whose money it was; `None` for all of it.
    added: Vec<(&'a str, Option<Sector>)>,
}

impl<'a> Side<'a> {
    fn of(asked: AskedMeasure<'a>, terms: &'a [Term]) -> Self {
        let (lacking, missing, origins, added) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut side = Self { amount: Some(Money::ZERO), lacking, missing, origins, added };
        for term in terms.iter().filter(|term| term.holds_in(asked.period.year)) {
            match term.of {
                Some(of) => side.add_total(asked, term, of),
                None => side.add_agreements(asked, term),
            }
        }
        side
    }

    /// How much it is, where nothing of it is missing.
    fn known(&self) -> Option<Money> {
        self.amount.filter(|_| self.missing.is_empty() && self.lacking.is_empty())
    }

    fn add(&mut self, amount: Money, origins: &[Origin]) {
        self.amount = self.amount.and_then(|sum| sum.checked_add(amount));
        if self.amount.is_none() {
            self.missing.push("the sum is too large".into());
        }
        self.origins.extend_from_slice(origins);
    }

    fn add_total(&mut self, asked: AskedMeasure<'a>, term: &Term, of: Of) {
        let Some(figure) = term.total else { return };
        let totals = asked.totals(term);
        if totals.is_empty() {
            let whose = if of == Of::Councils { "council" } else { "NHS body" };
            self.lacking.push(phrase!("{} of any {}", figure.in_words(), whose));
        }
        for (partner, found) in totals {
            match found {
                Some(total) => self.add(total.amount, std::slice::from_ref(&total.origin)),
                None => {
                    let whose = partner.map_or_else(|| "the area".into(), |partner| phrase!("`{}`", partner));
                    self.lacking.push(phrase!("{} of {}", figure.in_words(), whose));
                }
            }
        }
    }

    /// Adds what agreements spend or what partners put in. An agreement of two types is added once, not twice.
    fn add_agreements(&mut self, asked: AskedMeasure<'a>, term: &'a Term) {
        let AskedMeasure { books, templates, .. } = asked;
        let is_new = |agreement: &&Agreement| {
            !self.added.iter().any(|(id, of)| *id == agreement.id && (of.is_none() || *of == term.sector))
        };
        let counted = books.agreements_counting(templates, term.counts());
        let agreements: Vec<&'a Agreement> = counted.filter(is_new).collect();
        self.added.extend(agreements.iter().map(|agreement| (agreement.id.as_str(), term.sector)));
        let found = match asked.earlier() {
            Some(year) => earlier::committed(books, &agreements, term.sector, year),
            None if term.expenditure.is_empty() => put_in(books, &agreements, term.sector),
            None => spent(books, &agreements),
        };
        match found {
            Ok(sum) => self.add(sum.amount, &sum.origins),
            Err(unknown) => self.missing.push(unknown.why),
        }
    }
}
