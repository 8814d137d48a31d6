//! Schemes: who commissions each, what each partner puts into it, and by which rule its own variance is shared.

use crate::measure::schemes::{SchemePosition, positions};
use crate::model::agreement::Agreement;
use crate::model::entry::Class;
use crate::model::reason::Reason;
use crate::model::rules::parts::{Bearer, Weight};
use crate::model::rules::share::ShareRule;
use crate::model::rules::share::schemes::{CommissionedBy, SchemeBasis};
use crate::model::scheme::{Commissioner, SchemeRow};
use crate::reconcile::{Books, SchemeLine, payer};

/// The schemes of an agreement in a class, where the register has any for the year; lines that it does not have leave open who bears
/// what they cost.
pub fn schemes<'a>(books: &'a Books, agreement: &'a Agreement, class: Class) -> Vec<SchemeBasis<'a>> {
    let own: Vec<SchemePosition<'a>> =
        positions(books, agreement).into_iter().filter(|position| position.line.class == class).collect();
    if !own.iter().any(|position| position.line.is_registered) {
        return Vec::new();
    }
    own.into_iter().map(|position| basis(books, agreement, &position)).collect()
}

/// Whether a scheme of a class has a rule of its own.
pub fn have_own_rules(books: &Books, agreement: &Agreement, class: Class) -> bool {
    let its = books.schemes.under(&agreement.id).filter(|line| line.class == class);
    let mut rows = its.flat_map(|line| line.rows(&books.register, books.period.year));
    rows.any(|row| row.rule.is_some())
}

fn basis<'a>(books: &'a Books, agreement: &'a Agreement, position: &SchemePosition<'a>) -> SchemeBasis<'a> {
    let line = position.line;
    let not_known = || Reason::new("what the scheme `{}` costs beyond its budget is not known", [&line.title]);
    SchemeBasis {
        title: &line.title,
        variance: position.variance.as_ref().map(|sum| sum.amount).map_err(|_| not_known()),
        commissioner: commissioner(books, line),
        puts_in: puts_in(books, agreement, line),
        rule: rule(books, line),
    }
}

/// The rule of a scheme, on which its rows agree.
fn rule(books: &Books, line: &SchemeLine) -> Option<Result<ShareRule, Reason>> {
    let mut stated = line.rows(&books.register, books.period.year).filter_map(|row| row.rule.as_ref());
    let first = stated.next()?;
    match stated.any(|other| other.text != first.text) {
        true => Some(Err(Reason::new("the rows of the scheme `{}` have two rules", [&line.title]))),
        false => Some(first.means.clone()),
    }
}

fn commissioner<'a>(books: &'a Books, line: &'a SchemeLine) -> Result<CommissionedBy<'a>, Reason> {
    let mut stated = line.rows(&books.register, books.period.year).filter_map(|row| row.commissioner.as_ref());
    let none = || Reason::new("the register does not say who commissions `{}`", [&line.title]);
    let first = stated.next().ok_or_else(none)?;
    let means = first.means.as_ref().map_err(Clone::clone)?;
    if stated.any(|other| other.means.as_ref().ok() != Some(means)) {
        return Err(Reason::new("the rows of the scheme `{}` have two commissioners", [&line.title]));
    }
    Ok(match means {
        Commissioner::Joint => CommissionedBy::All,
        Commissioner::Sector(_) => {
            return Err(Reason::new(
                "who commissions `{}` is not said: `{}` is several bodies",
                [&line.title, &first.text],
            ));
        }
        Commissioner::Partner(name) if is_split(books, &line.agreement, name) => return Err(gone(name)),
        Commissioner::Partner(name) => CommissionedBy::Partner(books.register.successor_of(
            name,
            Some(&line.agreement),
            books.period.year.last_day(),
        )),
    })
}

/// Whether several took over from a body by the end of the year.
fn is_split(books: &Books, agreement: &str, body: &str) -> bool {
    books.register.shared(body, agreement, books.period.year.last_day()).is_some()
}

fn gone(body: &str) -> Reason {
    Reason::new("several took over from `{}`, and the sheet `Schemes` does not say which of them it is", [body])
}

/// The partners by what each puts into a scheme.
fn puts_in<'a>(books: &'a Books, agreement: &'a Agreement, line: &'a SchemeLine) -> Result<Vec<Bearer<'a>>, Reason> {
    let rows: Vec<&SchemeRow> = line.rows(&books.register, books.period.year).collect();
    if rows.is_empty() {
        return Err(Reason::new("the register has no scheme `{}`", [&line.title]));
    }
    let mut bearers: Vec<Bearer<'a>> = Vec::new();
    for row in rows {
        let none = || Reason::new("the register does not say who pays `{}`", [&line.title]);
        let source = row.source.as_ref().ok_or_else(none)?.means.as_ref().map_err(Clone::clone)?;
        let whose = payer(&books.register, agreement, (books.period.year, &books.framework), source);
        let nobody = || Reason::new("whose money pays `{}` is not known", [&line.title]);
        if let Some(name) = whose.filter(|name| is_split(books, &agreement.id, name)) {
            return Err(gone(name));
        }
        let partner =
            books.register.successor_of(whose.ok_or_else(nobody)?, Some(&agreement.id), books.period.year.last_day());
        let not_known = || Reason::new("what the scheme `{}` was agreed to cost cannot be read", [&line.title]);
        let weight = i128::from(row.budget.ok_or_else(not_known)?.pence());
        match bearers.iter_mut().find(|known| known.partner == partner) {
            Some(Bearer { weight: Weight::Proportion(sum), origins, .. }) => {
                *sum += weight;
                origins.push(row.budget_origin.clone());
            }
            _ => bearers.push(Bearer {
                partner,
                weight: Weight::Proportion(weight),
                cap: None,
                origins: vec![row.budget_origin.clone()],
            }),
        }
    }
    Ok(bearers)
}
