//! Parts: which printed amounts are added up to which, by what they are and not by what they come to.

use super::{Figure, FigurePart, FigureRef, Figures, id};
use crate::job::agreement_type::Counts;

/// By what an amount is a part of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    /// It is of one area.
    Area,
    /// It is of one agreement.
    Agreement,
    /// It is of one scheme, or of all that are not listed.
    Scheme,
    /// It is of one partner.
    Partner,
    /// It is of one source of funding.
    Source,
    /// It is revenue, or capital.
    Class,
    /// It is what somebody bears of a variance, or nobody.
    Share,
    /// It is an item of an account, beside those of partners.
    Item,
    /// It is of one sheet that was read.
    Sheet,
}

impl Axis {
    /// Every axis.
    pub const ALL: [Self; 9] = [
        Self::Area,
        Self::Agreement,
        Self::Scheme,
        Self::Partner,
        Self::Source,
        Self::Class,
        Self::Share,
        Self::Item,
        Self::Sheet,
    ];
}

/// What stands behind the tables of a pack.
pub trait Behind {
    /// By what a printed amount is a part of a printed total; `None` where it is none.
    fn axis(&self, part: FigureRef, total: FigureRef) -> Option<Axis>;

    /// The agreements in the order of the register, each by its id and its title.
    fn agreements(&self) -> Vec<(&str, &str)>;
}

impl Behind for Figures {
    fn axis(&self, part: FigureRef, total: FigureRef) -> Option<Axis> {
        match (part, total) {
            (FigureRef::Account(Some(_), part), FigureRef::Account(None, total)) => {
                (part == total).then_some(Axis::Sheet)
            }
            (FigureRef::Figure(part, of_part), FigureRef::Figure(total, of_total)) => {
                if part == total {
                    return of_others(of_part, of_total);
                }
                let (part, total) = (self.get(part)?, self.get(total)?);
                let axis = (of_part == of_total).then(|| between(part, total)).flatten()?;
                let is_in = axis != Axis::Agreement || self.is_in_total(part);
                is_in.then_some(axis)
            }
            _ => None,
        }
    }

    fn agreements(&self) -> Vec<(&str, &str)> {
        let all = self.books.register.agreements.iter();
        all.map(|agreement| (agreement.id.as_str(), agreement.title.as_str())).collect()
    }
}

impl Figures {
    /// Whether a figure of an agreement is in that of all together: pooled funds are; what a definition has is what it counts.
    fn is_in_total(&self, part: &Figure) -> bool {
        let agreement = part.key.agreement.as_deref().and_then(|id| self.books.register.agreement(id));
        part.key.id == id::JOINT
            || agreement.is_some_and(|agreement| self.books.types_of(agreement).any(|of| of.counts == Counts::Pooled))
    }
}

/// What is printed of one figure beside the whole of it.
fn of_others(part: FigurePart, total: FigurePart) -> Option<Axis> {
    match (part, total) {
        (FigurePart::Others, FigurePart::All) => Some(Axis::Scheme),
        (FigurePart::Rest, FigurePart::All) => Some(Axis::Share),
        _ => None,
    }
}

/// By what one figure is a part of another: they differ in that alone, and the other is of all.
pub fn between(part: &Figure, total: &Figure) -> Option<Axis> {
    let (part, total) = (&part.key, &total.key);
    if part.period != total.period || part.definition != total.definition {
        return None;
    }
    let is_of_variance = [id::VARIANCE, id::TO_SHARE].contains(&total.id);
    let across = if part.id == total.id {
        None
    } else if is_of_variance && [id::RISK_SHARE, id::NOT_ALLOTTED].contains(&part.id) {
        Some(Axis::Share)
    } else if (part.id, total.id) == (id::SCHEME_AGREED, id::AGREED) {
        None
    } else if total.id == id::ACCOUNT_FUNDING && [id::ACCOUNT_BROUGHT_FORWARD, id::ACCOUNT_INCOME].contains(&part.id) {
        Some(Axis::Item)
    } else {
        return None;
    };
    let steps = [
        (Axis::Agreement, one_of(part.agreement.as_deref(), total.agreement.as_deref())),
        (Axis::Scheme, one_of(part.scheme.as_deref(), total.scheme.as_deref())),
        (Axis::Partner, one_of(part.partner.as_deref(), total.partner.as_deref())),
        (Axis::Source, one_of(part.source.as_deref(), total.source.as_deref())),
        (Axis::Class, one_of(part.class, total.class)),
    ];
    let mut axes = Vec::new();
    for (axis, step) in steps {
        match step {
            Step::Same => {}
            Step::OneOfAll => axes.push(axis),
            Step::Other => return None,
        }
    }
    match (across, axes.as_slice()) {
        (None, [axis]) => Some(*axis),
        (Some(Axis::Share), [] | [Axis::Partner]) => Some(Axis::Share),
        (Some(Axis::Item), []) => Some(Axis::Item),
        _ => None,
    }
}

/// How a part of a key stands to that of a total.
enum Step {
    Same,
    OneOfAll,
    Other,
}

fn one_of<T: PartialEq>(part: Option<T>, total: Option<T>) -> Step {
    match (part, total) {
        (part, total) if part == total => Step::Same,
        (Some(_), None) => Step::OneOfAll,
        _ => Step::Other,
    }
}
