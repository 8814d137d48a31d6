//! Contributions as figures: per partner, per agreement, and for the pooled funds together.

use super::figure::{self, Found, Unknown};
use super::{Basis, Figure, FigureKey, id};
use crate::finding::phrase::{Phrase, phrase};
use crate::model::agreement::Agreement;
use crate::model::entry::Class;
use crate::model::partner::Sector;
use crate::model::reason::Reason;
use crate::model::unreadable::OpenWhat;
use crate::reconcile::{Books, Line, Reported, Sum, is_in_the_pool, partners_on};

/// One of the views of a contribution.
type View = (&'static str, fn(&Books, &Line) -> Option<Found>);

const VIEWS: [View; 11] = [
    (id::OPENING, opening),
    (id::VARIED, varied),
    (id::COMMITTED, committed),
    (id::DUE, due),
    (id::BUDGETED, budgeted),
    (id::PAID, paid),
    (id::PAID_IN_PERIOD, paid_in_period),
    (id::RECEIVED, received),
    (id::RECEIVED_IN_PERIOD, received_in_period),
    (id::PAID_LESS_DUE, paid_less_due),
    (id::DIFFERENCE, difference),
];

/// The figures of one agreement, or of all pooled funds; where there is both revenue and capital, then those of each.
pub fn groups(books: &Books, agreement: Option<&str>, lines: &[&Line], all: &mut Vec<Figure>) {
    group(books, agreement, None, lines, all);
    for (_, class) in Class::WORDS {
        let own: Vec<&Line> = lines.iter().filter(|line| line.class == class).copied().collect();
        if !own.is_empty() && own.len() < lines.len() {
            group(books, agreement, Some(class), &own, all);
        }
    }
}

/// What is put into pooled funds where there is none: nothing, of no basis.
pub fn nil(books: &Books) -> [Figure; 2] {
    [id::TOTAL, id::COMMITTED].map(|id| Figure::amount(FigureKey::new(id, books.period), Ok(Sum::none())))
}

/// All partners together, then each partner, then each one's share.
fn group(books: &Books, agreement: Option<&str>, class: Option<Class>, lines: &[&Line], all: &mut Vec<Figure>) {
    let partners = partners_on(lines.iter().copied());
    let basis = basis(books, lines);
    let total = total(books, lines, basis);
    let key = |id, partner: Option<&str>| {
        FigureKey::new(id, books.period).of_agreement(agreement).of_partner(partner).of_class(class)
    };
    let mut push = |id, partner, found: Found, basis| all.push(Figure::total(key(id, partner), found, basis));
    let open = open_commitment(books, lines);
    // A commitment that cannot be read may be anybody's: only what all committed together lacks it.
    let of_all = |id, found: Found| match &open {
        Some(why) if BY_COMMITMENTS.contains(&id) => Err(why.clone().into()),
        _ => found,
    };
    let total = if basis == Basis::Committed { of_all(id::COMMITTED, total) } else { total };
    push(id::TOTAL, None, total.clone(), Some(basis));
    for (id, view) in views(books, lines) {
        push(id, None, of_all(id, together(books, lines, view)), None);
    }
    let mut shares = Vec::new();
    for partner in &partners {
        let own: Vec<&Line> = lines.iter().filter(|line| line.partner == *partner).copied().collect();
        let part = self::total(books, &own, basis);
        push(id::TOTAL, Some(partner), part.clone(), Some(basis));
        for (id, view) in views(books, &own) {
            let found = on_its_own_basis(id, &own).unwrap_or_else(|| together(books, &own, view));
            push(id, Some(partner), found, None);
        }
        shares.push((*partner, part));
    }
    for (partner, part) in shares {
        all.push(Figure::share(key(id::SHARE, Some(partner)), &part, &total));
    }
}

/// What one partner says on another basis than the agreement's: as it says it, and in no sum.
fn on_its_own_basis(id: &str, lines: &[&Line]) -> Option<Found> {
    let [line] = lines else { return None };
    let said = match id {
        id::BUDGETED => &line.budgeted,
        id::PAID => &line.paid,
        id::RECEIVED => &line.received,
        _ => return None,
    };
    match said {
        Reported::OtherBasis { sum, .. } => Some(Ok(sum.clone())),
        _ => None,
    }
}

/// What is worked out from commitments.
const BY_COMMITMENTS: [&str; 6] = [id::OPENING, id::VARIED, id::COMMITTED, id::DUE, id::PAID_LESS_DUE, id::DIFFERENCE];

/// Why what partners committed together is not known, where nobody can tell whose a commitment is.
fn open_commitment(books: &Books, lines: &[&Line]) -> Option<Phrase> {
    let year = books.period.year;
    let is_open = |line: &&&Line| {
        books.register.open_parts_in(&line.agreement, year).any(|open| open.what == OpenWhat::Commitment)
    };
    let line = lines.iter().find(is_open)?;
    Some(phrase!("a commitment to `{}` cannot be read", books.register.title(&line.agreement)))
}

/// The views that there are: the first period of a year, and a whole year, have no part that is apart from what came before; and
/// nothing is due, or expected to be received, of what a partner keeps and spends itself.
fn views(books: &Books, lines: &[&Line]) -> impl Iterator<Item = View> {
    let has_before = books.period.before().is_some();
    let is_due = lines.iter().any(|line| books.falls_due(line));
    let is_received = is_due || lines.iter().any(|line| line.received != Reported::Nothing);
    VIEWS.into_iter().filter(move |(id, _)| match *id {
        id::PAID_IN_PERIOD => has_before,
        id::RECEIVED_IN_PERIOD => has_before && is_received,
        id::RECEIVED => is_received,
        id::DUE | id::PAID_LESS_DUE => is_due,
        _ => true,
    })
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

/// What partners put into the pool of a class of an agreement: what they paid once the year is over, until then what they have
/// budgeted.
pub fn made(books: &Books, agreement: &Agreement, class: Class) -> Found {
    let is_its = |line: &&Line| line.class == class && is_in_the_pool(agreement, line);
    let lines: Vec<&Line> = books.lines_of(&agreement.id).filter(is_its).collect();
    together(books, &lines, if books.is_closed() { paid } else { budgeted })
}

/// What the contributions of a sector (or all) to agreements are made of; `None` where there are none.
pub fn basis_of(books: &Books, agreements: &[&Agreement], sector: Option<Sector>) -> Option<Basis> {
    let wanted = lines_to(books, agreements, sector);
    (!wanted.is_empty()).then(|| basis(books, &wanted))
}

/// The lines of partners of a sector (or all) in agreements.
fn lines_to<'a>(books: &'a Books, agreements: &[&Agreement], sector: Option<Sector>) -> Vec<&'a Line> {
    let of_sector = |line: &&Line| sector.is_none() || books.register.sector(&line.partner) == sector;
    agreements.iter().flat_map(|agreement| books.lines_of(&agreement.id)).filter(of_sector).collect()
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
    let found: Vec<Found> = lines.iter().filter_map(|line| view(books, line)).collect();
    if found.is_empty() {
        return Err("nothing was committed or reported".into());
    }
    figure::together(found)
}

fn opening(books: &Books, line: &Line) -> Option<Found> {
    of_commitment(books, line, line.opening.as_ref())
}

fn varied(books: &Books, line: &Line) -> Option<Found> {
    of_commitment(books, line, line.opening.as_ref().map(|_| &line.variations))
}

/// What was committed, after the variations that count; no part of it where nothing was.
pub fn committed(books: &Books, line: &Line) -> Option<Found> {
    of_commitment(books, line, line.committed.as_ref())
}

fn of_commitment(books: &Books, line: &Line, sum: Option<&Sum>) -> Option<Found> {
    if line.unreadable_commitment {
        let title = books.register.title(&line.agreement);
        return Some(Err(phrase!("the commitment of `{}` to `{}` cannot be read", line.partner, title).into()));
    }
    sum.cloned().map(Ok)
}

fn due(books: &Books, line: &Line) -> Option<Found> {
    if line.unreadable_commitment {
        return committed(books, line);
    }
    let unknown = |why: Reason| -> Unknown {
        let title = books.register.title(&line.agreement);
        phrase!(
            "what of the commitment of `{}` to `{}` is due is not known: {}",
            line.partner,
            title,
            Phrase::from(why)
        )
        .into()
    };
    line.committed.as_ref().filter(|_| books.falls_due(line)).map(|_| line.due.clone().map_err(unknown))
}

/// Where nothing was committed all that was paid is more than was due.
fn paid_less_due(books: &Books, line: &Line) -> Option<Found> {
    let paid = paid(books, line).filter(|_| books.falls_due(line))?;
    Some(match due(books, line) {
        Some(due) => less(paid, due),
        None => paid,
    })
}

/// One amount less another, where both are known.
fn less(one: Found, other: Found) -> Found {
    let both = one.and_then(|one| other.map(|other| (one, other)));
    let less = |(one, other): (Sum, Sum)| one.less(&other).ok_or_else(|| "the difference is too large".into());
    both.map_err(Unknown::worked_with).and_then(less)
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

/// What the receiver says; nobody receives in money what is given in kind, or what a partner keeps and spends itself.
fn said_to_be_received(books: &Books, line: &Line, said: &Reported) -> Option<Found> {
    let of = phrase!("what `{}` received from `{}`", books.register.title(&line.agreement), line.partner);
    match said {
        Reported::Nothing if !books.has_begun(line) || !books.falls_due(line) => None,
        Reported::Nothing if line.committed.is_some() => Some(Err(phrase!("nobody has reported {}", of).into())),
        Reported::Conflict(_) => Some(Err(phrase!("returns of {} contradict each other", of).into())),
        Reported::Incomplete { .. } => Some(Err(phrase!("{} is not known in full", of).into())),
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
    Some(less(now, before))
}

fn difference(books: &Books, line: &Line) -> Option<Found> {
    let held = if books.is_closed() { paid(books, line) } else { budgeted(books, line) };
    let Some(committed) = committed(books, line) else { return held };
    Some(less(held?, committed))
}

/// A view of a line: missing where something was committed and nothing reported, no part of it where neither was.
fn view(books: &Books, line: &Line, reported: &Reported, lacks: &'static str) -> Option<Found> {
    let title = books.register.title(&line.agreement);
    match reported {
        Reported::Figure(sum) => Some(Ok(sum.clone())),
        Reported::Conflict(_) => {
            Some(Err(phrase!("the returns of `{}` for `{}` contradict each other", line.partner, title).into()))
        }
        Reported::AtLeast(partly) => Some(Err(Unknown::of(partly))),
        Reported::OtherBasis { why, .. } => Some(Err(why.clone().into())),
        Reported::Incomplete { .. } => {
            Some(Err(phrase!("what `{}` reported for `{}` is not known in full", line.partner, title).into()))
        }
        Reported::Nothing if line.committed.is_some() => {
            Some(Err(phrase!("`{}` {} for `{}`", line.partner, lacks, title).into()))
        }
        Reported::Nothing => None,
    }
}

/// What a partner puts into an agreement: what it paid once the year is over, until then what it budgeted, else committed.
pub fn put_in_by(books: &Books, agreement: &Agreement, partner: &str) -> Found {
    let own: Vec<&Line> = books.lines_of(&agreement.id).filter(|line| line.partner == partner).collect();
    total(books, &own, basis(books, &own))
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
        return Err(phrase!("nothing is known of contributions to `{}`", empty.title).into());
    }
    let wanted = lines_to(books, agreements, sector);
    if wanted.is_empty() { Ok(Sum::none()) } else { total(books, &wanted, basis(books, &wanted)) }
}
