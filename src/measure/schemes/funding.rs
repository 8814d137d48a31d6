//! Funding: what each source puts in, what the schemes that it pays are to cost it, and what was spent of it.

use super::{Found, found};
use crate::finding::phrase::phrase;
use crate::measure::figure::{Unknown, together};
use crate::measure::{Figure, FigureKey, id};
use crate::model::agreement::Agreement;
use crate::model::money::Money;
use crate::model::rules::apportion::apportion;
use crate::model::scheme::{FundingSource, SchemeRow};
use crate::reconcile::{Books, Funding, SchemeLine, Sum};

/// The figures of an agreement's sources.
pub fn figures(books: &Books, agreement: &Agreement) -> Vec<Figure> {
    let all: Vec<&Funding> = books.funding.under(&agreement.id).collect();
    let has_both = |source: &FundingSource| all.iter().filter(|one| one.source == *source).count() > 1;
    let mut once: Vec<&FundingSource> = Vec::new();
    let mut figures = Vec::new();
    for one in &all {
        if once.contains(&&one.source) {
            continue;
        }
        once.push(&one.source);
        let own: Vec<&Funding> = all.iter().copied().filter(|other| other.source == one.source).collect();
        of_source(books, &own, false, &mut figures);
        if has_both(&one.source) {
            own.iter().for_each(|one| of_source(books, &[*one], true, &mut figures));
        }
    }
    figures
}

fn of_source(books: &Books, own: &[&Funding], of_class: bool, all: &mut Vec<Figure>) {
    let Some(first) = own.first() else { return };
    let class = Some(first.class).filter(|_| of_class);
    let key = FigureKey::new(id::FUNDING_INCOME, books.period).of_agreement(Some(&first.agreement)).of_class(class);
    let key = key.of_source(&first.source.key());
    let mut push = |id, found: Found| all.push(Figure::amount(FigureKey { id, ..key.clone() }, found));
    let sum = |part: &dyn Fn(&Funding) -> Found| together(own.iter().map(|one| part(one)).collect());
    let income = sum(&|one| one.income.clone().map_err(Unknown::from));
    push(id::FUNDING_OPENING, sum(&|one| one.opening.clone().map_err(Unknown::from)));
    let planned = sum(&|one| one.planned.clone().map_err(Unknown::from));
    push(id::FUNDING_BALANCE, balance(&income, &planned));
    push(id::FUNDING_INCOME, income);
    push(id::FUNDING_PLANNED, planned);
    push(id::FUNDING_SPENT, sum(&|one| spent(books, one)));
}

fn balance(income: &Found, planned: &Found) -> Found {
    match (income, planned) {
        (Ok(income), Ok(planned)) => income.less(planned).ok_or_else(|| "the difference is too large".into()),
        (Err(unknown), _) | (_, Err(unknown)) => Err(unknown.clone().worked_with()),
    }
}

/// What was spent of a source: of a scheme with several, in proportion to what each was to pay for it.
fn spent(books: &Books, source: &Funding) -> Found {
    let schemes = books.schemes.under(&source.agreement).filter(|one| one.is_registered && one.class == source.class);
    let parts: Vec<Found> = schemes.filter_map(|scheme| part_of(books, scheme, source)).collect();
    if parts.is_empty() {
        return Err(phrase!("no scheme of `{}` was reported", books.register.title(&source.agreement)).into());
    }
    together(parts)
}

/// What of the spending of a scheme a source pays, or why that is not known; `None` where it pays none of it.
fn part_of(books: &Books, scheme: &SchemeLine, source: &Funding) -> Option<Found> {
    let rows: Vec<&SchemeRow> = scheme.rows(&books.register, books.period.year).collect();
    let known = |row: &SchemeRow| {
        let means = row.source.as_ref().and_then(|stated| stated.means.as_ref().ok()).cloned();
        means.map(|source| source.of_year(books.period.year, &books.framework))
    };
    let is_its = |row: &&SchemeRow| known(row).as_ref() == Some(&source.source);
    // What nobody can tell who pays may be of any source.
    if !rows.iter().any(|row| is_its(row) || known(row).is_none()) {
        return None;
    }
    let spent = match found(books, scheme, &scheme.expenditure, "spending") {
        Ok(spent) => spent,
        Err(unknown) => return Some(Err(unknown.worked_with())),
    };
    if rows.iter().all(is_its) {
        return Some(Ok(spent));
    }
    let unknown = || phrase!("what each source is to pay for the scheme `{}` is not known", scheme.title).into();
    let keys: Vec<String> = rows.iter().map(|row| known(row).map_or_else(String::new, |source| source.key())).collect();
    let weights: Option<Vec<(&str, i128)>> = rows
        .iter()
        .zip(&keys)
        .map(|(row, key)| Some((key.as_str(), i128::from(row.budget.filter(|_| !key.is_empty())?.pence()))))
        .collect();
    let Some(parts) = weights.and_then(|weights| apportion(spent.amount, &weights)) else {
        return Some(Err(unknown()));
    };
    let own = Money::sum(rows.iter().zip(parts).filter(|(row, _)| is_its(row)).map(|(_, part)| part));
    let origins = spent.origins.iter().chain(rows.iter().map(|row| &row.budget_origin)).cloned().collect();
    Some(own.map(|amount| Sum { amount, slack: Money::ZERO, origins }).ok_or_else(unknown))
}
