//! Agreements between partners, and what they commit to.

mod status;

use chrono::NaiveDate;

pub use status::AgreementStatus;

use super::agreed_vat::AgreedVat;
use super::basis::{AgreedBasis, VarianceBase};
use super::condition::{Grant, Purpose};
use super::cost_centre::CostCentre;
use super::entry::{Class, Form};
use super::money::Money;
use super::origin::Origin;
use super::period::{Period, Year};
use super::reason::Reason;
use super::rules::instalments::Instalments;
use super::rules::share::ShareRule;
use super::rules::underspend::UnderspendRule;
use super::stated::Stated;
use super::stated_basis::{self, StatedBasis};

/// An agreement in the register's `Agreements` sheet.
#[derive(Debug, Clone)]
pub struct Agreement {
    /// Its identity, as other sheets name it.
    pub id: String,
    /// Its title, as the pack prints it.
    pub title: String,
    /// The service that it pays for.
    pub service: Option<String>,
    /// The names of its types in `templates/agreements/`; one or more.
    pub arrangements: Vec<String>,
    /// The partner that hosts it.
    pub host: Option<String>,
    /// Who manages the pool.
    pub pool_manager: Option<String>,
    /// The partnership board.
    pub board: Option<String>,
    /// When the board last met.
    pub board_last_met: Option<NaiveDate>,
    /// How users and carers are represented.
    pub users_and_carers: Option<String>,
    /// What it is for.
    pub aims: Option<String>,
    /// The first day that it covers.
    pub start: Option<NaiveDate>,
    /// The last day that it covers; `None` where it runs until notice.
    pub end: Option<NaiveDate>,
    /// When it was signed, which may be later than its start.
    pub signed: Option<NaiveDate>,
    /// How many months' notice a partner must give.
    pub notice_months: Option<u32>,
    /// Where it stands; one or more.
    pub status: Option<Stated<Vec<AgreementStatus>>>,
    /// Who bears an overspend.
    pub risk_share: Option<Stated<ShareRule>>,
    /// What becomes of an underspend.
    pub underspend: Option<Stated<UnderspendRule>>,
    /// Against what its variance is measured; what was committed where the register does not say.
    pub variance_base: Option<Stated<VarianceBase>>,
    /// When or how it is reviewed, in words.
    pub review: Option<String>,
    /// The day by which that says that it is to be reviewed, where it says one.
    pub review_by: Option<NaiveDate>,
    /// The difference between two partners' figures that matters.
    pub materiality: Option<Money>,
    /// Whether amounts are with or without VAT, in words.
    pub vat: Option<String>,
    /// Gross or net of client income, and whether what is given in kind is a part of the pool.
    pub basis: Option<Stated<AgreedBasis>>,
    /// The cost centres that identify it in ledgers.
    pub cost_centres: Vec<CostCentre>,
    /// The years for which the register has a commitment to it.
    pub committed_in: Vec<Year>,
    /// The cell that names it.
    pub origin: Origin,
}

impl Agreement {
    /// Where it stands; active where the register does not say, and nothing where nobody can tell what it says.
    #[must_use]
    pub fn statuses(&self) -> &[AgreementStatus] {
        match &self.status {
            None => &[AgreementStatus::Active],
            Some(stated) => stated.means.as_deref().unwrap_or_default(),
        }
    }

    /// Whether partners dispute a part of it.
    #[must_use]
    pub fn is_disputed(&self) -> bool {
        self.statuses().contains(&AgreementStatus::Disputed)
    }

    /// What the register says of it in words, its title first; not its id.
    pub fn in_words(&self) -> impl Iterator<Item = &str> {
        let said = [
            Some(self.title.as_str()),
            self.service.as_deref(),
            self.host.as_deref(),
            self.pool_manager.as_deref(),
            self.board.as_deref(),
            self.users_and_carers.as_deref(),
            self.aims.as_deref(),
            self.status.as_ref().map(|stated| stated.text.as_str()),
            self.risk_share.as_ref().map(|stated| stated.text.as_str()),
            self.underspend.as_ref().map(|stated| stated.text.as_str()),
            self.variance_base.as_ref().map(|stated| stated.text.as_str()),
            self.review.as_deref(),
            self.vat.as_deref(),
            self.basis.as_ref().map(|stated| stated.text.as_str()),
        ];
        said.into_iter().flatten()
    }

    /// What it says of VAT, under `VAT` or beside its basis, where that is understood.
    #[must_use]
    pub fn agreed_vat(&self) -> Option<AgreedVat> {
        let column = self.vat.as_deref().and_then(|text| AgreedVat::read(text).ok().flatten());
        let beside = || AgreedVat::beside(&self.basis.as_ref()?.text).ok().flatten();
        column.or_else(beside)
    }

    /// What its amounts are, as the register says of them; words that say neither are printed and decide nothing.
    #[must_use]
    pub fn stated_basis(&self) -> StatedBasis {
        let vat = match self.agreed_vat() {
            Some(AgreedVat::Is(vat)) => stated_basis::Stated::One(vat),
            Some(AgreedVat::NoMatter) | None => stated_basis::Stated::Nothing,
        };
        StatedBasis {
            vat,
            income: self.agreed_basis().income.map_or(stated_basis::Stated::Nothing, stated_basis::Stated::One),
        }
    }

    /// What its basis is, where the register says it in words that are one; nothing is agreed where it does not.
    #[must_use]
    pub fn agreed_basis(&self) -> AgreedBasis {
        self.basis.as_ref().and_then(|stated| stated.means.as_ref().ok()).copied().unwrap_or_default()
    }

    /// Against what its variance is measured.
    ///
    /// # Errors
    ///
    /// That the register says neither.
    pub fn measured_against(&self) -> Result<VarianceBase, Reason> {
        self.variance_base.as_ref().map_or_else(|| Ok(VarianceBase::default()), |stated| stated.means.clone())
    }

    /// Whether it covers any day of a year. Where the register says that it has ended, and not when, it runs in no year for which
    /// nothing was committed.
    #[must_use]
    pub fn runs_in(&self, year: Year) -> bool {
        let has_ended = self.end.is_none() && self.statuses().contains(&AgreementStatus::Ended);
        let is_over = has_ended && !self.committed_in.contains(&year);
        !is_over
            && self.start.is_none_or(|start| start <= year.last_day())
            && self.end.is_none_or(|end| end >= year.first_day())
    }
}

/// What a partner committed to for a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commitment {
    /// The agreement.
    pub agreement: String,
    /// The partner.
    pub partner: String,
    /// The year.
    pub year: Year,
    /// Revenue or capital.
    pub class: Class,
    /// Cash or in kind.
    pub form: Form,
    /// Whether it goes on next year unless it is varied.
    pub recurrent: bool,
    /// How much.
    pub amount: Money,
    /// When it is paid; equal quarters where the register does not say. What the register says may be no pattern.
    pub instalments: Result<Instalments, Reason>,
    /// The government grant that it passes on, where the register says that it is one.
    pub grant: Option<Grant>,
    /// What it is for, where the register says so.
    pub purpose: Option<Purpose>,
    /// The cell with the amount.
    pub origin: Origin,
}

/// Income that partners agreed a pool is to have in a year: a row of commitments that is nobody's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreedIncome {
    /// The agreement.
    pub agreement: String,
    /// The year; `None` where the cell cannot be used.
    pub year: Option<Year>,
    /// Revenue or capital; `None` where the cell cannot be used.
    pub class: Option<Class>,
    /// How much; `None` where the cell cannot be used.
    pub amount: Option<Money>,
    /// The cell with the amount.
    pub origin: Origin,
}

/// An agreed change to a commitment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variation {
    /// The agreement.
    pub agreement: String,
    /// The partner whose commitment changes.
    pub partner: String,
    /// The year.
    pub year: Year,
    /// When it was agreed.
    pub date: Option<NaiveDate>,
    /// By how much: below zero lowers the commitment.
    pub amount: Money,
    /// Revenue or capital.
    pub class: Class,
    /// Cash or in kind, where the register says which of the partner's commitments it varies.
    pub form: Option<Form>,
    /// The grant of the commitment that it varies, where the register says so.
    pub grant: Option<Grant>,
    /// What the commitment that it varies is for, where the register says so.
    pub purpose: Option<Purpose>,
    /// Whether it goes on next year.
    pub recurrent: Option<bool>,
    /// Whom the partner consulted, and when.
    pub consulted: Option<String>,
    /// Who approved it.
    pub approved_by: Option<String>,
    /// Where that is written.
    pub reference: Option<String>,
    /// The cell with the amount.
    pub origin: Origin,
}

/// A word from an officer about an agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The agreement; `None` where it is about the whole area.
    pub agreement: Option<String>,
    /// The period; `None` for every period.
    pub period: Option<Period>,
    /// A finding's name, `why`, `ask`, `recommendation` or `recovery plan`.
    pub about: String,
    /// What the officer says.
    pub text: String,
    /// The officer.
    pub officer: Option<String>,
    /// An amount that it is about, such as what a recovery plan is to save.
    pub amount: Option<Money>,
    /// Who has to act.
    pub owner: Option<String>,
    /// How far that has come.
    pub state: Option<String>,
    /// The cell with the text.
    pub origin: Origin,
}

impl Note {
    /// Whether it holds in a period: that of a year holds in its months and quarters, one without a period always.
    #[must_use]
    pub fn holds_in(&self, period: Period) -> bool {
        self.period.is_none_or(|noted| noted == period || noted == Period::whole(period.year))
    }
}
