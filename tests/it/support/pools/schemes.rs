//! Schemes of random pools: each partner's money of a class divided between some, and what was reported divided likewise.

use std::sync::Arc;

use scrutiny::model::entry::{Class, Form, Kind};
use scrutiny::model::money::Money;
use scrutiny::model::origin::Origin;
use scrutiny::model::rules::share;
use scrutiny::model::scheme::{Commissioner, FundingSource, SchemeRow};
use scrutiny::model::stated::Stated;

use super::books::{stated, year};
use super::{Committed, Dice, Reported};

/// What a partner is to pay for a scheme.
#[derive(Debug, Clone, Copy)]
pub struct Paid {
    pub scheme: usize,
    pub class: Class,
    pub partner: &'static str,
    /// `None` where it is commissioned jointly.
    pub commissioner: Option<&'static str>,
    pub rule: &'static str,
    pub pence: i64,
}

/// Schemes that come to what partners committed as the year began.
pub fn schemes(dice: &mut Dice, committed: &[Committed]) -> Vec<Paid> {
    let mut all = Vec::new();
    let cash = committed.iter().filter(|row| !row.is_last_year && row.form == Form::Cash);
    let partners: Vec<&'static str> = cash.clone().map(|row| row.partner).collect();
    let many = 1 + dice.below(5);
    let kinds: Vec<_> = (0..many)
        .map(|_| {
            let by = dice.pick(&partners);
            let rule = dice.pick(&["", "", "", "", "", "Host bears all", "Proportional to contributions"]);
            (Some(by).filter(|_| !dice.one_in(3)), rule)
        })
        .collect();
    for row in cash {
        for (scheme, pence) in divided(dice, row.pence, many).into_iter().enumerate() {
            let (commissioner, rule) = kinds[scheme];
            // A scheme is of one class here.
            let scheme = scheme + if row.class == Class::Capital { many } else { 0 };
            all.push(Paid { scheme, class: row.class, partner: row.partner, commissioner, rule, pence });
        }
    }
    all
}

/// What was reported of pools, divided between their schemes.
pub fn said(dice: &mut Dice, schemes: &[Paid], said: Vec<Reported>) -> Vec<Reported> {
    let mut all = Vec::new();
    for one in said {
        let mut own: Vec<usize> =
            schemes.iter().filter(|paid| paid.class == one.class).map(|paid| paid.scheme).collect();
        own.sort_unstable();
        own.dedup();
        if !matches!(one.kind, Kind::Budget | Kind::Expenditure | Kind::Forecast) || own.is_empty() {
            all.push(one);
            continue;
        }
        let parts = divided(dice, one.pence, own.len());
        all.extend(own.into_iter().zip(parts).map(|(scheme, pence)| Reported { scheme: Some(scheme), pence, ..one }));
    }
    all
}

/// An amount in so many parts.
fn divided(dice: &mut Dice, pence: i64, many: usize) -> Vec<i64> {
    let (mut left, mut parts) = (pence, Vec::new());
    for _ in 1..many {
        let part = if left > 1 { dice.pence(left) - 1 } else { 0 };
        parts.push(part);
        left -= part;
    }
    parts.push(left);
    parts
}

/// The row of the sheet `Schemes`.
pub fn row(agreement: &str, paid: &Paid, origin: &Origin) -> SchemeRow {
    let named = |means| Stated { text: String::new(), means: Ok(means), origin: origin.clone() };
    let commissioner = paid.commissioner.map_or(Commissioner::Joint, |name| Commissioner::Partner(name.to_owned()));
    let scheme = name(paid.scheme);
    SchemeRow {
        agreement: agreement.to_owned(),
        title: scheme.clone(),
        scheme,
        kind: None,
        area: None,
        commissioner: Some(named(commissioner)),
        provider: None,
        source: Some(Stated {
            text: paid.partner.to_owned(),
            means: Ok(FundingSource::Partner(paid.partner.to_owned())),
            origin: origin.clone(),
        }),
        year: Some(year()),
        class: Some(paid.class),
        budget: Some(Money::from_sum(paid.pence)),
        rule: stated(paid.rule, share::read),
        uncommitted: Some(None),
        origin: origin.clone(),
        budget_origin: origin.clone(),
        uncommitted_origin: Origin { sheet: Arc::clone(&origin.sheet), ..origin.clone() },
    }
}

/// The name of a scheme.
pub fn name(scheme: usize) -> String {
    format!("scheme {scheme}")
}
