//! Books of pools: the register and the ledger of many at once, reconciled and measured.

use std::collections::BTreeMap;
use std::sync::Arc;

use scrutiny::job::Templates;
use scrutiny::job::area::Area;
use scrutiny::ledger::Ledger;
use scrutiny::measure::{Figures, Quantity, measure};
use scrutiny::model::account::{SheetAccount, Tally};
use scrutiny::model::agreement::{AgreedIncome, Agreement, Commitment, Variation};
use scrutiny::model::basis::{AgreedBasis, VarianceBase};
use scrutiny::model::entry::{AmountSubject, Class, Entry, Form, Kind};
use scrutiny::model::money::Money;
use scrutiny::model::origin::{Address, Origin};
use scrutiny::model::partner::{Partner, Sector};
use scrutiny::model::period::{Period, Year};
use scrutiny::model::reason::Reason;
use scrutiny::model::register::Register;
use scrutiny::model::rules::instalments::Instalments;
use scrutiny::model::rules::{share, underspend};
use scrutiny::model::sharing::{PoolSource, RiskShare};
use scrutiny::model::stated::Stated;
use scrutiny::model::total::{Total, TotalFigure};
use scrutiny::reconcile::reconcile;

use super::{PARTNERS, Pool, schemes};
use crate::support::{request, root, with_vocabulary};

/// The partner that hosts every pool.
const HOST: &str = PARTNERS[0];

/// The figures of a pool: by name, partner and class, those that are known and those that are not.
pub type Known<'a> = BTreeMap<(&'static str, Option<&'a str>, Option<Class>), Option<Money>>;

/// The shipped settings, and an area.
pub struct Bench {
    templates: Templates,
    open: Area,
    closed: Area,
}

impl Bench {
    pub fn new() -> Self {
        let request = request(&root().join("input/salford"), &root().join("templates"), &root().join("output"));
        let mut job = with_vocabulary(|vocabulary| scrutiny::job::load(&request, vocabulary)).unwrap();
        let area = job.areas.remove(0);
        let of = |period: &str, as_at: &str| Area {
            period: period.parse().unwrap(),
            as_at: as_at.parse().unwrap(),
            ..area.clone()
        };
        let (open, closed) = (of("2024-25-M09", "2024-12-31"), of("2024-25", "2025-04-30"));
        Self { templates: job.templates, open, closed }
    }

    /// The figures of pools, whose year is over or not.
    pub fn figures(&self, pools: &[Pool], is_closed: bool) -> Figures {
        let area = if is_closed { &self.closed } else { &self.open };
        let mut books = Sheets { register: register(), entries: Vec::new(), period: area.period, row: 0 };
        pools.iter().for_each(|pool| books.add(&id(pool.number), pool));
        let accepted =
            Tally { cells: books.entries.len(), amount: Money::sum(books.entries.iter().map(|entry| entry.amount)) };
        let account = SheetAccount::of_accepted("returns.csv".into(), "returns".into(), accepted);
        let ledger = Ledger::new(books.entries, Vec::new(), vec![account]).unwrap();
        let books = reconcile(ledger, books.register, area, &self.templates).value;
        measure(books, &self.templates, None, &[]).value
    }
}

/// The id of a pool's agreement.
pub fn id(number: usize) -> String {
    format!("pool-{number}")
}

/// The amounts of each agreement.
pub fn by_agreement(figures: &Figures) -> BTreeMap<&str, Known<'_>> {
    let mut all: BTreeMap<&str, Known<'_>> = BTreeMap::new();
    for figure in figures.all() {
        let is_of_a_part = figure.key.scheme.is_some() || figure.key.source.is_some();
        if figure.key.period != figures.books.period || is_of_a_part {
            continue;
        }
        let (Some(agreement), key) = (figure.key.agreement.as_deref(), &figure.key) else { continue };
        let amount = match figure.quantity {
            Quantity::Amount(amount, _) => Some(amount),
            Quantity::NoAmount { .. } => None,
            Quantity::Share(_) | Quantity::NoShare { .. } => continue,
        };
        let own = all.entry(agreement).or_default();
        assert!(own.insert((key.id, key.partner.as_deref(), key.class), amount).is_none(), "{key:?} is there twice");
    }
    all
}

fn register() -> Register {
    let partner = |name: &str| Partner {
        name: name.to_owned(),
        sector: Sector::Council,
        from: None,
        to: None,
        successor: None,
        origin: origin(0),
    };
    Register { partners: PARTNERS.into_iter().map(partner).collect(), ..Register::default() }
}

fn origin(row: u32) -> Origin {
    Origin { file: "agreements.xlsx".into(), sheet: "a sheet".into(), cell: Address { row, column: 0 } }
}

pub fn year() -> Year {
    "2024-25".parse().unwrap()
}

/// What becomes of a text that may be empty.
pub fn stated<M>(text: &str, read: impl Fn(&str) -> Result<M, Reason>) -> Option<Stated<M>> {
    let means = || read(text).unwrap_or_else(|why| panic!("{text}: {why}"));
    (!text.is_empty()).then(|| Stated { text: text.to_owned(), means: Ok(means()), origin: origin(0) })
}

struct Sheets {
    register: Register,
    entries: Vec<Entry>,
    period: Period,
    row: u32,
}

impl Sheets {
    fn origin(&mut self) -> Origin {
        self.row += 1;
        origin(self.row)
    }

    fn add(&mut self, id: &str, pool: &Pool) {
        let origin = self.origin();
        self.register.agreements.push(agreement(id, pool, origin));
        self.add_commitments(id, pool);
        for (order, kind, pence) in &pool.sources {
            let (order, kind, amount) = (Some(*order), Some(*kind), Some(Money::from_sum(*pence)));
            let origin = self.origin();
            self.register.sources.push(PoolSource {
                by_schemes: false,
                agreement: id.to_owned(),
                year: Some(year()),
                class: Some(None),
                order,
                kind,
                amount,
                origin,
            });
        }
        for paid in &pool.schemes {
            let origin = self.origin();
            self.register.schemes.push(schemes::row(id, paid, &origin));
        }
        for row in &pool.shares {
            let (origin, cap_origin) = (self.origin(), self.origin());
            let stated =
                |text: &String| Stated { text: text.clone(), means: Ok(text.parse().unwrap()), origin: origin.clone() };
            let (partner, cap) = (row.partner.to_owned(), row.cap.map(|cap| Ok(Money::from_sum(cap))));
            let share = row.share.as_ref().map(stated);
            self.register.risk_shares.push(RiskShare { agreement: id.to_owned(), partner, share, cap, cap_origin });
        }
        if let Some(pence) = pool.brought_forward {
            let origin = self.origin();
            self.register.totals.push(Total {
                partner: None,
                agreement: Some(id.to_owned()),
                figure: TotalFigure::BroughtForward,
                class: None,
                period: Period::whole(year()),
                amount: Money::from_sum(pence),
                source: None,
                origin,
            });
        }
        if let Some((class, pence)) = pool.income {
            let (class, amount) = (Some(class), Some(Money::from_sum(pence)));
            let origin = self.origin();
            let row = AgreedIncome { agreement: id.to_owned(), year: Some(year()), class, amount, origin };
            self.register.agreed_income.push(row);
        }
        self.add_said(id, pool);
    }

    fn add_commitments(&mut self, id: &str, pool: &Pool) {
        for row in &pool.committed {
            let origin = self.origin();
            self.register.commitments.push(Commitment {
                agreement: id.to_owned(),
                partner: row.partner.to_owned(),
                year: if row.is_last_year { year().before().unwrap() } else { year() },
                class: row.class,
                form: row.form,
                recurrent: row.recurrent,
                amount: Money::from_sum(row.pence),
                instalments: Ok(Instalments::default()),
                grant: None,
                purpose: row.purpose,
                origin,
            });
        }
        for row in &pool.varied {
            let origin = self.origin();
            self.register.variations.push(Variation {
                agreement: id.to_owned(),
                partner: row.partner.to_owned(),
                year: year(),
                date: row.date.map(|date| date.parse().unwrap()),
                amount: Money::from_sum(row.pence),
                class: row.class,
                form: row.form,
                grant: None,
                purpose: None,
                recurrent: row.recurrent,
                consulted: row.consulted.then(|| "The others".to_owned()),
                approved_by: row.approved.then(|| "The board".to_owned()),
                reference: Some(row.number.to_string()),
                origin,
            });
        }
    }

    fn add_said(&mut self, id: &str, pool: &Pool) {
        let (file, sheet): (Arc<str>, Arc<str>) = ("returns.csv".into(), "returns".into());
        for said in &pool.said {
            self.row += 1;
            let is_own = matches!(said.kind, Kind::ContributionBudget | Kind::Contribution);
            let reporter = said.partner.filter(|_| is_own).unwrap_or(HOST);
            let is_of_year = matches!(said.kind, Kind::ContributionBudget | Kind::Budget | Kind::Forecast);
            let period = if is_of_year { Period::whole(year()) } else { self.period };
            self.entries.push(Entry {
                subject: AmountSubject {
                    scheme: said.scheme.map(schemes::name),
                    kind: said.kind,
                    agreement: Some(id.to_owned()),
                    line: None,
                    partner: said.partner.map(str::to_owned),
                    reporter: Some(reporter.to_owned()),
                    class: said.class,
                    form: said.form,
                },
                period,
                day: None,
                cumulative: period != Period::whole(year()),
                amount: Money::from_sum(said.pence),
                slack: Money::ZERO,
                step: Money::ZERO,
                origin: Origin {
                    file: Arc::clone(&file),
                    sheet: Arc::clone(&sheet),
                    cell: Address { row: self.row, column: 0 },
                },
                table: 1,
                text: String::new(),
                payment: None,
            });
        }
    }
}

fn agreement(id: &str, pool: &Pool, origin: Origin) -> Agreement {
    Agreement {
        id: id.to_owned(),
        title: id.to_owned(),
        service: None,
        arrangements: vec!["section-75-pooled".to_owned()],
        host: Some(HOST.to_owned()),
        pool_manager: None,
        board: None,
        board_last_met: None,
        users_and_carers: None,
        aims: None,
        start: None,
        end: None,
        signed: None,
        notice_months: None,
        status: None,
        risk_share: stated(pool.rule, share::read),
        underspend: stated(pool.underspend, underspend::read),
        variance_base: stated(pool.base, VarianceBase::read),
        review: None,
        review_by: None,
        materiality: None,
        vat: None,
        basis: stated(pool.basis, AgreedBasis::read),
        cost_centres: Vec::new(),
        committed_in: Vec::new(),
        origin,
    }
}

const _: Form = Form::Cash;
