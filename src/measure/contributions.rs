//! Contributions as figures: per partner, per agreement, and for the pooled funds together.

use super::{Basis, Figure, Quantity, SHARE_OF_CONTRIBUTIONS, id, life, risk, spending, together};
use crate::finding::Finding;
use crate::finding::phrase::{Phrase, phrase};
use crate::job::Templates;
use crate::job::agreement_type::Counts;
use crate::model::agreement::Agreement;
use crate::model::entry::Class;
use crate::model::money::Money;
use crate::model::origin::Origin;
use crate::model::partner::Sector;
use crate::model::period::Period;
use crate::model::share::Share;
use crate::reconcile::{Books, Line, Reported, Sum, partners_on};

/// An amount with its cells, or why there is none.
pub type Found = Result<Sum, Phrase>;

/// One of the views of a contribution.
type View = (&'static str, fn(&Books, &Line) -> Option<Found>);

const VIEWS: [View; 8] = [
    (id::COMMITTED, committed),
    (id::DUE, due),
    (id::BUDGETED, budgeted),
    (id::PAID, paid),
    (id::PAID_IN_PERIOD, paid_in_period),
    (id::RECEIVED, received),
    (id::RECEIVED_IN_PERIOD, received_in_period),
    (id::DIFFERENCE, difference),
];

/// Every figure about contributions and the spending of pools: the pooled funds together first, then each agreement.
pub fn figures(books: &Books, templates: &Templates, findings: &mut Vec<Finding>) -> Vec<Figure> {
    let pooled: Vec<&Agreement> = books.agreements_counting(templates, &[Counts::Pooled]).collect();
    let is_pooled = |id: &str| pooled.iter().any(|agreement| agreement.id == id);
    let mut each = Vec::new();
    for agreement in &books.register.agreements {
        let lines: Vec<&Line> = books.lines_of(&agreement.id).collect();
        if !lines.is_empty() {
            groups(books, Some(&agreement.id), &lines, &mut each);
        }
        each.extend(life::figures(books, agreement));
        each.extend(spending::figures(books, &agreement.id));
        if is_pooled(&agreement.id) {
            each.extend(risk::figures(books, agreement, findings));
        }
    }
    let mut all = Vec::new();
    let lines: Vec<&Line> = books.lines.iter().filter(|line| is_pooled(&line.agreement)).collect();
    if !pooled.is_empty() {
        groups(books, None, &lines, &mut all);
        all.extend(together::figures(books, &pooled, &each));
    }
    all.extend(each);
    all
}

/// The figures of one agreement, or of all pooled funds; where there is both revenue and capital, then those of each.
fn groups(books: &Books, agreement: Option<&str>, lines: &[&Line], all: &mut Vec<Figure>) {
    group(books, agreement, None, lines, all);
    for (_, class) in Class::WORDS {
        let own: Vec<&Line> = lines.iter().filter(|line| line.class == class).copied().collect();
        if !own.is_empty() && own.len() < lines.len() {
            group(books, agreement, Some(class), &own, all);
        }
    }
}

/// All partners together, then each partner, then each one's share.
fn group(books: &Books, agreement: Option<&str>, class: Option<Class>, lines: &[&Line], all: &mut Vec<Figure>) {
    let partners = partners_on(lines.iter().copied());
    let basis = basis(books, lines);
    let total = total(books, lines, basis);
    let figure = |id, partner: Option<&str>, quantity, origins, whole_origins| Figure {
        id,
        definition: (id == id::SHARE).then(|| SHARE_OF_CONTRIBUTIONS.to_owned()),
        agreement: agreement.map(str::to_owned),
        partner: partner.map(str::to_owned),
        class,
        period: books.period,
        quantity,
        origins,
        whole_origins,
    };
    let mut push = |id, partner, found: Found, basis| {
        let (quantity, origins) = amount(found, basis);
        all.push(figure(id, partner, quantity, origins, Vec::new()));
    };
    push(id::TOTAL, None, total.clone(), Some(basis));
    for (id, view) in views(books) {
        push(id, None, together(books, lines, view), None);
    }
    let mut shares = Vec::new();
    for partner in &partners {
        let own: Vec<&Line> = lines.iter().filter(|line| line.partner == *partner).copied().collect();
        let part = self::total(books, &own, basis);
        push(id::TOTAL, Some(partner), part.clone(), Some(basis));
        for (id, view) in views(books) {
            push(id, Some(partner), together(books, &own, view), None);
        }
        shares.push((*partner, part));
    }
    for (partner, part) in shares {
        let cells = |found: &Found| found.as_ref().map(|sum| sum.origins.clone()).unwrap_or_default();
        let origins = (cells(&part), cells(&total));
        all.push(figure(id::SHARE, Some(partner), share(&part, &total), origins.0, origins.1));
    }
}

/// The views that there are of a period: the first of a year, and a whole year, have no part that is apart from what came before.
fn views(books: &Books) -> impl Iterator<Item = View> {
    let has_before = books.period.before().is_some();
    let in_period = [id::PAID_IN_PERIOD, id::RECEIVED_IN_PERIOD];
    VIEWS.into_iter().filter(move |(id, _)| has_before || !in_period.contains(id))
}

/// Paid once the year is over; until then budgeted, if every partner has sent its budget, and else committed.
fn basis(books: &Books, lines: &[&Line]) -> Basis {
    if books.is_closed() {
        Basis::Paid
    } else if together(books, lines, budgeted).is_ok() {
        Basis::Budgeted
    } else {
        Basis::Committed
    }
}

/// What the contributions of a sector (or all) to agreements are made of; `None` where there are none.
pub fn basis_of(books: &Books, agreements: &[&Agreement], sector: Option<Sector>) -> Option<Basis> {
    let wanted = lines_to(books, agreements, sector);
    (!wanted.is_empty()).then(|| basis(books, &wanted))
}

/// The lines of partners of a sector (or all) in agreements.
fn lines_to<'a>(books: &'a Books, agreements: &[&Agreement], sector: Option<Sector>) -> Vec<&'a Line> {
    let is_in = |line: &&Line| agreements.iter().any(|agreement| agreement.id == line.agreement);
    let of_sector = |line: &&Line| sector.is_none() || books.register.sector(&line.partner) == sector;
    books.lines.iter().filter(is_in).filter(of_sector).collect()
}

fn total(books: &Books, lines: &[&Line], basis: Basis) -> Found {
    let view = match basis {
        Basis::Paid => paid,
        Basis::Budgeted => budgeted,
        Basis::Committed => committed,
    };
    together(books, lines, view)
}

/// The sum of one view over lines; a line whose part is missing makes the sum unavailable, never smaller.
fn together(books: &Books, lines: &[&Line], view: fn(&Books, &Line) -> Option<Found>) -> Found {
    let mut sum: Option<Sum> = None;
    for line in lines {
        let Some(found) = view(books, line) else { continue };
        let found = found?;
        sum = Some(match sum {
            None => found,
            Some(before) => before.plus(&found).ok_or("the sum is too large")?,
        });
    }
    sum.ok_or_else(|| "nothing was committed or reported".into())
}

fn committed(books: &Books, line: &Line) -> Option<Found> {
    if line.unreadable_commitment {
        let title = books.register.title(&line.agreement);
        return Some(Err(phrase!("the commitment of `{}` to `{}` cannot be read", line.partner, title)));
    }
    line.committed.clone().map(Ok)
}

fn due(books: &Books, line: &Line) -> Option<Found> {
    if line.unreadable_commitment {
        return committed(books, line);
    }
    let unknown = || {
        let title = books.register.title(&line.agreement);
        phrase!("which instalments of `{}` to `{}` its variations change is not known", line.partner, title)
    };
    line.committed.as_ref().map(|_| line.due.clone().ok_or_else(unknown))
}

fn budgeted(books: &Books, line: &Line) -> Option<Found> {
    view(books, line, &line.budgeted, "has not reported its budget")
}

fn paid(books: &Books, line: &Line) -> Option<Found> {
    said_to_be_paid(books, line, &line.paid)
}

fn said_to_be_paid(books: &Books, line: &Line, said: &Reported) -> Option<Found> {
    if *said == Reported::Nothing && !books.has_begun(line) {
        return None;
    }
    view(books, line, said, "has not reported what it paid")
}

fn received(books: &Books, line: &Line) -> Option<Found> {
    said_to_be_received(books, line, &line.received)
}

fn said_to_be_received(books: &Books, line: &Line, said: &Reported) -> Option<Found> {
    match said {
        Reported::Nothing if !books.has_begun(line) => None,
        Reported::Nothing if line.committed.is_some() => {
            let title = books.register.title(&line.agreement);
            Some(Err(phrase!("no host has reported what `{}` paid to `{}`", line.partner, title)))
        }
        _ => view(books, line, said, ""),
    }
}

fn paid_in_period(books: &Books, line: &Line) -> Option<Found> {
    in_period(paid(books, line)?, said_to_be_paid(books, line, line.paid_before.as_ref()?))
}

fn received_in_period(books: &Books, line: &Line) -> Option<Found> {
    in_period(received(books, line)?, said_to_be_received(books, line, line.received_before.as_ref()?))
}

/// What came to what is known now after what was known before. A partner of which nothing was known before has begun since.
fn in_period(now: Found, before: Option<Found>) -> Option<Found> {
    let Some(before) = before else { return Some(now) };
    Some(now.and_then(|now| now.less(&before?).ok_or_else(|| "the difference is too large".into())))
}

fn difference(books: &Books, line: &Line) -> Option<Found> {
    let held = if books.is_closed() { paid(books, line) } else { budgeted(books, line) };
    let Some(committed) = &line.committed else { return held };
    Some(held?.and_then(|held| held.less(committed).ok_or_else(|| "the difference is too large".into())))
}

/// A view of a line: missing where something was promised and nothing reported, no part of it where neither was.
fn view(books: &Books, line: &Line, reported: &Reported, lacks: &'static str) -> Option<Found> {
    let title = books.register.title(&line.agreement);
    match reported {
        Reported::Figure(sum) => Some(Ok(sum.clone())),
        Reported::Conflict(_) => {
            Some(Err(phrase!("the returns of `{}` for `{}` contradict each other", line.partner, title)))
        }
        Reported::Incomplete { .. } => {
            Some(Err(phrase!("what `{}` reported for `{}` is not known in full", line.partner, title)))
        }
        Reported::Nothing if line.committed.is_some() => {
            Some(Err(phrase!("`{}` {} for `{}`", line.partner, lacks, title)))
        }
        Reported::Nothing => None,
    }
}

/// A found amount as a figure of an agreement (or of all pooled funds), a partner (or all) and a class (or both), with its cells.
pub fn figure(
    id: &'static str,
    (agreement, partner, class): (Option<&str>, Option<&str>, Option<Class>),
    period: Period,
    found: Found,
) -> Figure {
    let (quantity, origins) = amount(found, None);
    Figure {
        id,
        definition: None,
        agreement: agreement.map(str::to_owned),
        partner: partner.map(str::to_owned),
        class,
        period,
        quantity,
        origins,
        whole_origins: Vec::new(),
    }
}

/// A found amount as a figure holds it, with its cells.
pub fn amount(found: Found, basis: Option<Basis>) -> (Quantity, Vec<Origin>) {
    match found {
        Ok(sum) => (Quantity::Amount(sum.amount, basis), sum.origins),
        Err(why) => (Quantity::NoAmount(why), Vec::new()),
    }
}

fn share(part: &Found, whole: &Found) -> Quantity {
    let no_share = |why: Phrase| Quantity::NoShare {
        numerator: part.as_ref().ok().map(|sum| sum.amount),
        denominator: whole.as_ref().ok().map(|sum| sum.amount),
        why,
    };
    match (part, whole) {
        (Ok(_), Ok(whole)) if whole.amount == Money::ZERO => no_share("the contributions add up to nothing".into()),
        (Ok(part), Ok(whole)) => Quantity::Share(Share { numerator: part.amount, denominator: whole.amount }),
        (Err(why), _) | (_, Err(why)) => no_share(why.clone()),
    }
}

/// What the partners of a sector (or all) put into agreements, on the basis that holds for all that are added.
///
/// # Errors
///
/// Which part is missing. Agreements without any line are a part that is missing, too.
pub fn put_in(books: &Books, agreements: &[&Agreement], sector: Option<Sector>) -> Found {
    let has_lines = |agreement: &Agreement| books.lines_of(&agreement.id).next().is_some();
    let mut in_force = agreements.iter().filter(|agreement| agreement.runs_in(books.period.year));
    if let Some(empty) = in_force.find(|agreement| !has_lines(agreement)) {
        return Err(phrase!("nothing is known of contributions to `{}`", empty.title));
    }
    let wanted = lines_to(books, agreements, sector);
    if wanted.is_empty() { Ok(Sum::none()) } else { total(books, &wanted, basis(books, &wanted)) }
}
