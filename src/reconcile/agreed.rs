//! The agreed pool: what partners committed to a pool of one class for the year, after variations that count, with what else was
//! agreed to be in it.

use super::brought::{Brought, brought_forward, sources};
use super::line::Line;
use super::reported::{Reported, Sum};
use crate::finding::phrase::{Phrase, phrase};
use crate::model::agreement::Agreement;
use crate::model::basis::IncomeBasis;
use crate::model::entry::{Class, Form};
use crate::model::keyed::HasKey;
use crate::model::money::Money;
use crate::model::period::Year;
use crate::model::register::Register;
use crate::model::rules::underspend::Goes;
use crate::model::sharing::SourceKind;

/// The agreed pool of an agreement, of one class.
#[derive(Debug, Clone)]
pub struct AgreedPool {
    /// The agreement's id.
    pub agreement: String,
    /// Revenue or capital.
    pub class: Class,
    /// What was agreed, or why that is not known.
    pub agreed: Result<Agreed, Phrase>,
}

/// What was agreed to be in a pool.
#[derive(Debug, Clone)]
pub struct Agreed {
    /// What partners committed, after variations that count.
    pub committed: Sum,
    /// What was brought forward from the year before; `None` where nothing was, or it is a source that meets an overspend.
    pub brought_forward: Option<Sum>,
    /// The year before, where that is what was carried forward at its end, and the register does not say what was brought forward.
    pub carried_from: Option<Year>,
    /// Income that was agreed; `None` where none was, or the basis is not gross.
    pub income: Option<Sum>,
    /// All of these.
    pub whole: Sum,
}

impl HasKey for AgreedPool {
    fn key(&self) -> &str {
        &self.agreement
    }
}

/// The agreed pools of an agreement: one of each class in which anything is committed for the year that is a part of the pool, and
/// of each other class in which `spends` says that it spends.
pub fn agreed_pools(
    agreement: &Agreement,
    lines: &[Line],
    register: &Register,
    year: Year,
    spends: impl Fn(Class) -> bool,
) -> Vec<AgreedPool> {
    let parts: Vec<&Line> = lines.iter().filter(|line| is_in_the_pool(agreement, line)).collect();
    let commits = |class: Class| {
        parts.iter().any(|line| line.class == class && (line.opening.is_some() || line.unreadable_commitment))
    };
    let classes = Class::WORDS.into_iter().map(|(_, class)| class);
    let in_force: Vec<Class> = classes.filter(|class| commits(*class) || spends(*class)).collect();
    let first = in_force.first().copied();
    let pool = |class: &Class| {
        let own: Vec<&Line> = parts.iter().copied().filter(|line| line.class == *class).collect();
        let brought = brought_into_the_pool(agreement, register, year, (*class, Some(*class) == first));
        let agreed = agreed(agreement, &own, (register, year, *class), brought);
        AgreedPool { agreement: agreement.id.clone(), class: *class, agreed }
    };
    in_force.iter().map(pool).collect()
}

/// Whether a line is a part of the pool: what is given in kind is none, unless the agreement says so.
#[must_use]
pub fn is_in_the_pool(agreement: &Agreement, line: &Line) -> bool {
    is_form_in_the_pool(agreement, line.form)
}

/// The same of whatever is given in a form.
pub(super) fn is_form_in_the_pool(agreement: &Agreement, form: Form) -> bool {
    form == Form::Cash || agreement.agreed_basis().in_kind_counts
}

fn agreed(
    agreement: &Agreement,
    lines: &[&Line],
    (register, year, class): (&Register, Year, Class),
    brought_forward: Result<Option<Brought>, Phrase>,
) -> Result<Agreed, Phrase> {
    if let Some(open) = register.open_parts_in(&agreement.id, year).next() {
        return Err(match open.amounts.is_empty() {
            true => phrase!("{} of `{}` cannot be read", open.what.in_words(), agreement.title),
            false => phrase!("the register has two amounts for {} of `{}`", open.what.in_words(), agreement.title),
        });
    }
    if let Some(line) = lines.iter().find(|line| is_without_commitment(line, register, agreement)) {
        return Err(phrase!(
            "`{}` puts money into `{}`, and the register has no commitment of it for {}",
            line.partner,
            agreement.title,
            year
        ));
    }
    if let Some(open) = lines.iter().find(|line| line.unreadable_commitment) {
        return Err(phrase!("the commitment of `{}` to `{}` cannot be read", open.partner, agreement.title));
    }
    let committed = Sum::total(lines.iter().filter_map(|line| line.committed.as_ref()));
    let none = || phrase!("the register has no {} commitment to `{}` for {}", class.word(), agreement.title, year);
    let committed = committed.ok_or_else(none)?;
    let brought = brought_forward?;
    let carried_from = brought.as_ref().and_then(|brought| brought.carried_from);
    let brought = brought.map(|brought| brought.sum);
    let income = agreed_income(agreement, register, year, class)?;
    let parts = [Some(&committed), brought.as_ref(), income.as_ref()];
    let whole = Sum::total(parts.into_iter().flatten()).ok_or("the sum is too large")?;
    Ok(Agreed { committed, brought_forward: brought, carried_from, income, whole })
}

/// Whether a partner reports that it puts something in, and neither it nor a body that it speaks for has a commitment.
fn is_without_commitment(line: &Line, register: &Register, agreement: &Agreement) -> bool {
    let is_nil = |reported: &Reported| match reported {
        Reported::Nothing => true,
        Reported::Figure(sum) | Reported::OtherBasis { sum, .. } => sum.amount == Money::ZERO,
        Reported::Conflict(_) | Reported::Incomplete { .. } | Reported::AtLeast(_) => false,
    };
    let puts_in = [&line.budgeted, &line.paid, &line.received].into_iter().any(|reported| !is_nil(reported));
    let mut commitments = register.commitments.under(&agreement.id);
    puts_in && line.opening.is_none() && !commitments.any(|one| register.speaks_for(&line.partner, &one.partner))
}

/// What was brought forward into the agreed pool of a class; money of no class is that of the `first` one. What was carried forward at
/// the end of the year before is what was brought forward, where nothing else is recorded: an underspend, and never a deficit.
///
/// # Errors
///
/// Why nobody can tell whether it is a part of it.
fn brought_into_the_pool(
    agreement: &Agreement,
    register: &Register,
    year: Year,
    class: (Class, bool),
) -> Result<Option<Brought>, Phrase> {
    let mut sources = sources(register, &agreement.id, year);
    let is_source = sources.any(|source| source.kind.is_none_or(|kind| kind == SourceKind::BroughtForward));
    let Some(underspend) = agreement.underspend.as_ref().filter(|_| !is_source) else { return Ok(None) };
    let Some(brought) = brought_forward(register, agreement, year, Some(class))? else { return Ok(None) };
    let rule = underspend.means.as_ref().map_err(|why| Phrase::from(why.clone()))?;
    let is_left = brought.carried_from.is_none() || brought.sum.amount > Money::ZERO;
    Ok(Some(brought).filter(|_| rule.goes == Goes::IntoNextYear && is_left))
}

/// The income that a pool is agreed to have, where its basis is gross.
fn agreed_income(agreement: &Agreement, register: &Register, year: Year, class: Class) -> Result<Option<Sum>, Phrase> {
    if agreement.agreed_basis().income != Some(IncomeBasis::Gross) {
        return Ok(None);
    }
    let rows = register.agreed_income.under(&agreement.id);
    let of_pool = rows.filter(|row| row.year.is_none_or(|of| of == year) && row.class.is_none_or(|of| of == class));
    let mut amounts = Vec::new();
    for row in of_pool {
        match (row.year, row.class, row.amount) {
            (Some(_), Some(_), Some(amount)) => amounts.push((amount, &row.origin)),
            _ => return Err(phrase!("the agreed income of `{}` cannot be read", agreement.title)),
        }
    }
    if amounts.is_empty() { Ok(None) } else { Sum::of_amounts(amounts).map(Some).ok_or("the sum is too large".into()) }
}
