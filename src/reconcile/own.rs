//! Own spending: what each partner of an aligned budget says that it plans and spends of its own.

use super::line::Line;
use super::lines::LineSources;
use super::reported::{Asked, Reported, Told};
use super::{Sum, partners_on};
use crate::model::agreement::Agreement;
use crate::model::entry::{Class, Form, Kind};
use crate::model::keyed::HasKey;

/// What one partner says of its own part of an aligned budget, in one class.
#[derive(Debug, Clone)]
pub struct OwnSpending {
    /// The agreement's id.
    pub agreement: String,
    /// The partner.
    pub partner: String,
    /// Revenue or capital.
    pub class: Class,
    /// Its budget.
    pub budget: Reported,
    /// What it spent.
    pub expenditure: Reported,
    /// What it expects to spend in the year.
    pub forecast: Reported,
}

impl HasKey for OwnSpending {
    fn key(&self) -> &str {
        &self.agreement
    }
}

impl OwnSpending {
    fn is_told(&self) -> bool {
        [&self.budget, &self.expenditure, &self.forecast].into_iter().any(|said| *said != Reported::Nothing)
    }

    /// Whether its budget is what the partner committed, or says that it budgeted, and so its own and not that of all.
    fn is_of_its_line(&self, lines: &[Line]) -> bool {
        let amount = |sum: Option<&Sum>| sum.map(|sum| sum.amount);
        let budget = amount(self.budget.figure());
        let of = |line: &&Line| line.partner == self.partner && line.class == self.class;
        let mut own = lines.iter().filter(of).flat_map(|line| [line.committed.as_ref(), line.budgeted.figure()]);
        budget.is_some() && own.any(|sum| amount(sum) == budget)
    }
}

/// What a partner budgets of its own stands for its contribution where it reports none: of money that it keeps, the two are one.
pub fn stand_for_contributions(lines: &mut [Line], all: &[OwnSpending]) {
    let silent = lines.iter_mut().filter(|line| line.form == Form::Cash && line.budgeted == Reported::Nothing);
    for line in silent {
        let own = all.iter().find(|own| own.partner == line.partner && own.class == line.class);
        line.budgeted = own.map_or(Reported::Nothing, |own| own.budget.clone());
    }
}

/// What the partners of an aligned budget say of their own spending; nothing where it cannot be told whether somebody who speaks
/// of it names no partner and means its own or that of all.
pub fn own_spending(sources: LineSources<'_>, agreement: &Agreement, lines: &[Line]) -> Vec<OwnSpending> {
    let LineSources { ledger, register, period, as_at } = sources;
    let kinds = [Kind::Budget, Kind::Expenditure, Kind::Forecast];
    let mut topics = ledger.topics(&agreement.id).iter();
    let is_named = topics.any(|topic| kinds.contains(&topic.kind) && topic.partner.is_some());
    let of = |partner: &str, class: Class| {
        let told = |kind| {
            let of = is_named.then_some((partner, Form::Cash));
            let asked = Asked { agreement: &agreement.id, kind, class, of };
            let speaks = |one: &str| register.speaks_for(one, partner);
            let told = Told::about(ledger, asked, period.year, |reporter| is_named || reporter.is_some_and(speaks));
            told.between(agreement.start, agreement.end, as_at).by_the_end_of(period)
        };
        OwnSpending {
            agreement: agreement.id.clone(),
            partner: partner.to_owned(),
            class,
            budget: told(Kind::Budget),
            expenditure: told(Kind::Expenditure),
            forecast: told(Kind::Forecast),
        }
    };
    let partners = partners_on(lines).into_iter();
    let each = partners.flat_map(|partner| Class::WORDS.into_iter().map(move |(_, class)| (partner, class)));
    let all: Vec<OwnSpending> = each.map(|(partner, class)| of(partner, class)).filter(OwnSpending::is_told).collect();
    let spent = |one: &OwnSpending| one.expenditure.figure().map(|sum| sum.amount);
    let differ = |one: &OwnSpending| {
        all.iter().any(|other| one.partner != other.partner && one.class == other.class && spent(one) != spent(other))
    };
    let is_own = |one: &OwnSpending| is_named || differ(one) || one.is_of_its_line(lines);
    if all.iter().all(is_own) { all } else { Vec::new() }
}
