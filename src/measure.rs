//! Measure: every figure of a publication, from contributions to shares of joint expenditure.

mod accounts;
mod between;
mod conditions;
mod contributions;
mod earlier;
pub mod figure;
pub mod figure_ref;
pub mod id;
mod implausible_share;
mod joint;
pub mod key;
mod life;
mod met;
mod moved;
mod own;
mod parts;
mod pool;
pub mod rating;
pub mod risk;
pub mod schemes;
mod spending;
mod together;
mod unspent;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::finding::{About, Finding, Outcome};
use crate::job::Templates;
use crate::job::agreement_type::Counts;
use crate::model::account::SheetAccount;
use crate::model::agreement::{Agreement, Variation};
use crate::model::earlier::Earlier;
use crate::model::entry::Class;
use crate::model::figure_record::FigureRecord;
use crate::model::keyed::Keyed;
use crate::model::origin::Origin;
use crate::model::period::Year;
use crate::model::sharing::RiskShare;
use crate::model::source::Source;
use crate::model::total::Total;
use crate::reconcile::conditions::Condition;
use crate::reconcile::{Books, Lack, Line};
use risk::{Sharing, WorkedStep};

pub use accounts::{IncomeTaken, income_taken};
pub use figure::{Basis, Figure, Quantity};
pub use figure_ref::{
    FigureNumber, FigurePart, FigureRef, LineNumber, SheetFate, SheetNumber, TotalNumber, VariationNumber,
};
pub use joint::{Coverage, bases, counts_nothing, coverage};
pub use key::FigureKey;
pub use met::{Met, Step, figure_id as met_by};
pub use moved::{Move, Moves, amounts};
pub use parts::{Axis, Behind, between};

/// What this stage can find; of a figure that is missing it says "not available" with the reason.
pub const FINDINGS: &[&About] = &[
    &risk::findings::RISK_SHARE_UNALLOCATED,
    &risk::findings::NOT_ALLOTTED,
    &risk::findings::RULE_MISSING,
    &implausible_share::IMPLAUSIBLE_SHARE,
    &moved::RESTATED,
];

/// Every figure, and the books behind them.
#[derive(Debug)]
pub struct Figures {
    /// The books.
    pub books: Books,
    /// What moved since the last publication.
    pub moves: Moves,
    /// How each agreement's variances are met and shared, with the working.
    pub sharings: Keyed<Sharing>,
    all: Vec<Figure>,
    by_key: Arc<HashMap<FigureKey, FigurePlace>>,
}

/// A pool: of which agreement, and of which class where that has both.
#[derive(Debug, Clone, Copy)]
pub struct PoolPlace<'a> {
    /// The agreement's id.
    pub agreement: &'a str,
    /// Revenue or capital.
    pub class: Option<Class>,
}

/// Where a figure is kept.
#[derive(Debug, Clone, Copy)]
pub struct FigurePlace {
    /// Its number.
    pub number: FigureNumber,
    /// Whether it is known.
    pub is_known: bool,
}

impl Figures {
    fn new(books: Books, moves: Moves, all: Vec<Figure>) -> Self {
        let kept = |(place, figure): (usize, &Figure)| {
            let number = FigureNumber::new(place);
            (figure.key.clone(), FigurePlace { number, is_known: figure.quantity.why_not().is_none() })
        };
        let mut by_key = HashMap::with_capacity(all.len());
        // Of two figures with one key, the first is found.
        for (key, kept) in all.iter().enumerate().map(kept) {
            by_key.entry(key).or_insert(kept);
        }
        Self { books, moves, sharings: Keyed::default(), all, by_key: Arc::new(by_key) }
    }

    /// Every figure, in the order of `figures.json`.
    #[must_use]
    pub fn all(&self) -> &[Figure] {
        &self.all
    }

    /// A figure by its number.
    #[must_use]
    pub fn get(&self, figure: FigureNumber) -> Option<&Figure> {
        self.all.get(figure.place())
    }

    /// Every figure with its number, in the order of `figures.json`.
    pub fn numbered(&self) -> impl Iterator<Item = (FigureNumber, &Figure)> {
        self.all.iter().enumerate().map(|(place, figure)| (FigureNumber::new(place), figure))
    }

    /// Where each figure is kept, for those who look figures up by name.
    #[must_use]
    pub fn by_key(&self) -> Arc<HashMap<FigureKey, FigurePlace>> {
        Arc::clone(&self.by_key)
    }

    /// The cells that what is printed comes from. Those of a whole sheet are not kept, and what an earlier publication said is
    /// in that publication.
    #[must_use]
    pub fn origins(&self, printed: FigureRef) -> Vec<&Origin> {
        let all = |number| self.get(number).into_iter().flat_map(Figure::all_origins);
        match printed {
            FigureRef::Figure(number, FigurePart::All | FigurePart::Change | FigurePart::Rest | FigurePart::Others) => {
                all(number).collect()
            }
            FigureRef::Figure(number, FigurePart::Numerator) => {
                self.get(number).into_iter().flat_map(|figure| &figure.origins).collect()
            }
            FigureRef::Figure(number, FigurePart::Denominator) => {
                self.get(number).into_iter().flat_map(|figure| &figure.whole_origins).collect()
            }
            FigureRef::Percentage { of, whole } => all(of).chain(all(whole)).collect(),
            FigureRef::Figure(_, FigurePart::Before) | FigureRef::Account(..) => Vec::new(),
            FigureRef::Reference(total) => self.reference(total).map(|total| &total.origin).into_iter().collect(),
            FigureRef::Variation(number) => self.variation(number).map(|one| &one.origin).into_iter().collect(),
            FigureRef::Standing(line) => {
                let held = self.standing(line).map(|line| self.books.held_line(line));
                held.flat_map(|line| line.standing_origins(self.books.is_held_by_payment(line))).collect()
            }
        }
    }

    /// A reference figure of the register.
    #[must_use]
    pub fn reference(&self, total: TotalNumber) -> Option<&Total> {
        self.books.register.totals.get(total.0)
    }

    /// A variation of the register.
    #[must_use]
    pub fn variation(&self, number: VariationNumber) -> Option<&Variation> {
        match number.counts {
            true => self.books.register.variations.get(number.place),
            false => self.books.not_counted.get(number.place).map(|one| &one.variation),
        }
    }

    /// The variations of an agreement for the year with their numbers: those that count, and then those that do not with what they
    /// lack.
    pub fn variations_of<'a>(
        &'a self,
        agreement: &'a str,
    ) -> impl Iterator<Item = (VariationNumber, &'a Variation, Option<&'a [Lack]>)> {
        let number = |counts| move |place| VariationNumber { counts, place };
        let counting = self.books.register.variations.iter().enumerate();
        let counting = counting.map(move |(place, one)| (number(true)(place), one, None));
        let others = self.books.not_counted.iter().enumerate();
        let others = others.map(move |(place, one)| (number(false)(place), &one.variation, Some(one.lacks.as_slice())));
        let year = self.books.period.year;
        counting.chain(others).filter(move |(_, one, _)| one.agreement == agreement && one.year == year)
    }

    /// What became of the amounts of a sheet.
    #[must_use]
    pub fn account(&self, sheet: SheetNumber) -> Option<&SheetAccount> {
        self.books.ledger.accounts().get(sheet.0)
    }

    /// The lines of the partner in the agreement whose first line it is.
    pub fn standing(&self, line: LineNumber) -> impl Iterator<Item = &Line> {
        let first = self.books.lines.get(line.0);
        first
            .into_iter()
            .flat_map(|first| self.books.lines_of(&first.agreement).filter(|line| line.partner == first.partner))
    }

    /// A figure by its key.
    #[must_use]
    pub fn by(&self, key: &FigureKey) -> Option<FigureNumber> {
        self.by_key.get(key).map(|kept| kept.number)
    }

    /// The figure of the period with a name, for an agreement (or all pooled funds) and a partner (or all partners).
    #[must_use]
    pub fn find(&self, id: &'static str, agreement: Option<&str>, partner: Option<&str>) -> Option<FigureNumber> {
        self.find_in(None, id, agreement, partner)
    }

    /// The same of revenue or capital alone; there is one only where an agreement has both.
    #[must_use]
    pub fn find_in(
        &self,
        class: Option<Class>,
        id: &'static str,
        agreement: Option<&str>,
        partner: Option<&str>,
    ) -> Option<FigureNumber> {
        self.by(&FigureKey::new(id, self.books.period).of_agreement(agreement).of_partner(partner).of_class(class))
    }

    /// A figure of an agreement's pool of a class.
    #[must_use]
    pub fn in_pool(&self, place: PoolPlace<'_>, id: &'static str, partner: Option<&str>) -> Option<FigureNumber> {
        self.find_in(place.class, id, Some(place.agreement), partner)
    }

    /// The first step in the working of a share that is printed as this amount, or what the register fixes of one.
    #[must_use]
    pub fn step<'a>(&'a self, amount: &str) -> Option<WorkedStep<'a>> {
        let fixed = |row: &&RiskShare| row.amounts().any(|fixed| fixed.to_string() == amount);
        let by_register = |row: &'a RiskShare| WorkedStep {
            id: id::RISK_SHARE,
            agreement: &row.agreement,
            partner: Some(&row.partner),
            origins: vec![row.origin()],
        };
        let worked = self.sharings.iter().find_map(|sharing| sharing.step(amount));
        worked.or_else(|| self.books.register.risk_shares.iter().find(fixed).map(by_register))
    }

    /// A figure of a condition of the Better Care Fund.
    #[must_use]
    pub fn of_condition(&self, condition: &Condition, id: &'static str) -> Option<FigureNumber> {
        self.by(&conditions::key(condition, id, self.books.period))
    }

    /// Joint expenditure by a definition, in the period.
    #[must_use]
    pub fn joint(&self, definition: &str) -> Option<FigureNumber> {
        self.by(&FigureKey::joint(definition, self.books.period))
    }

    /// What single agreements have of joint expenditure by a definition, with their ids; none where it counts only one, or where
    /// what each has cannot be told.
    pub fn joint_of_agreements<'a>(&'a self, definition: &'a str) -> impl Iterator<Item = (&'a str, FigureNumber)> {
        let is_it = |key: &FigureKey| key.id == id::JOINT && key.definition.as_deref() == Some(definition);
        self.numbered().filter_map(move |(number, figure)| {
            figure.key.agreement.as_deref().filter(|_| is_it(&figure.key)).map(|agreement| (agreement, number))
        })
    }

    /// Joint expenditure by a definition in earlier years, from the first.
    pub fn earlier<'a>(&'a self, definition: &'a str) -> impl Iterator<Item = (Year, FigureNumber)> {
        let earlier = self
            .numbered()
            .filter(move |(_, figure)| figure.key.is_joint(definition) && figure.key.period != self.books.period);
        earlier.map(|(number, figure)| (figure.key.period.year, number))
    }

    /// The figures as `figures.json` lists them.
    #[must_use]
    pub fn records(&self, area: &str) -> Vec<FigureRecord> {
        self.all.iter().map(|figure| figure.record(area)).collect()
    }
}

/// Works out every figure of a publication, and holds them against the last one.
pub fn measure(books: Books, templates: &Templates, earlier: Option<&Earlier>, sources: &[Source]) -> Outcome<Figures> {
    let mut findings = Vec::new();
    let mut sharings = Keyed::default();
    let mut all = of_contributions(&books, templates, &mut sharings, &mut findings);
    implausible_share::of_contributions(&books, &mut all, &mut findings);
    all.extend(books.conditions.iter().flat_map(|condition| conditions::figures(condition, books.period)));
    all.extend(joint::figures(&books, templates, &mut findings));
    let moves = Moves::of(&all, books.period, earlier, sources);
    findings.extend(moves.finding(&all));
    Outcome::new(Figures { sharings, ..Figures::new(books, moves, all) }, findings)
}

/// Every figure about contributions and the spending of pools: the pooled funds together first, then each agreement.
fn of_contributions(
    books: &Books,
    templates: &Templates,
    sharings: &mut Keyed<Sharing>,
    findings: &mut Vec<Finding>,
) -> Vec<Figure> {
    let pooled: Vec<&Agreement> = books.agreements_counting(templates, &[Counts::Pooled]).collect();
    let ids: HashSet<&str> = pooled.iter().map(|agreement| agreement.id.as_str()).collect();
    let is_pooled = |id: &str| ids.contains(id);
    let (mut each, mut of_schemes) = (Vec::new(), Vec::new());
    let (instalments, balances) = (books.instalments(), books.balances());
    for agreement in &books.register.agreements {
        let lines: Vec<&Line> = books.lines_of(&agreement.id).collect();
        if !lines.is_empty() {
            contributions::groups(books, Some(&agreement.id), &lines, &mut each);
        }
        each.extend(life::figures(books, agreement));
        each.extend(between::figures(books, agreement, &instalments, &balances));
        each.extend(spending::figures(books, &agreement.id));
        each.extend(own::figures(books, agreement));
        of_schemes.extend(schemes::figures(books, agreement));
        each.extend(unspent::figures(books, agreement));
        if books.is_pool(agreement) {
            let positions = pool::positions(books, agreement);
            each.extend(pool::figures(books, agreement, &positions));
            let its = risk::sharings(books, agreement, &positions);
            each.extend(risk::figures(books, agreement, &its));
            each.extend(accounts::figures(books, agreement, &positions, &its));
            findings.extend(risk::findings::of(books, agreement, &its));
            sharings.extend(its);
        }
    }
    let mut all = Vec::new();
    let lines: Vec<&Line> = books.lines.iter().filter(|line| is_pooled(&line.agreement)).collect();
    if books.has_none_counting(Counts::Pooled) {
        all.extend(contributions::nil(books));
    } else if !pooled.is_empty() {
        contributions::groups(books, None, &lines, &mut all);
        all.extend(together::figures(books, &pooled, &each, sharings));
    }
    all.extend(each);
    all.extend(of_schemes);
    all
}

#[cfg(test)]
impl Figures {
    /// No figures, for tests of what is printed.
    pub fn none() -> Self {
        let ledger = crate::ledger::Ledger::new(Vec::new(), Vec::new(), Vec::new());
        let books = Books {
            held_lines: Keyed::default(),
            held_before: Keyed::default(),
            ledger: ledger.expect("an empty ledger adds up"),
            register: crate::model::register::Register::default(),
            period: "2006-07".parse().expect("a period"),
            as_at: chrono::NaiveDate::default(),
            meeting: chrono::NaiveDate::default(),
            lines: Keyed::default(),
            pools: Keyed::default(),
            schemes: Keyed::default(),
            funding: Keyed::default(),
            own_spending: Keyed::default(),
            past: Keyed::default(),
            agreed_pools: Keyed::default(),
            open_differences: Keyed::default(),
            not_counted: Keyed::default(),
            types: std::collections::BTreeMap::new(),
            rates: crate::job::rates::Rates::default(),
            framework: crate::job::conditions::Conditions::default(),
            conditions: Vec::new(),
            tolerances: crate::job::tolerances::Tolerances::default(),
        };
        Self::new(books, Moves::default(), Vec::new())
    }
}
