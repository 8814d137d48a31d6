//! Together: what a body and its successors of a year did, held against the commitment that stands under one of their names.

use chrono::NaiveDate;

use super::checks::{disinvestment, shortfall};
use super::{Books, Cut, Line, PastYear, Reported, Standing, Sum};
use crate::finding::phrase::{Phrase, name, names, phrase};
use crate::model::keyed::Keyed;
use crate::model::money::Money;
use crate::model::passed_on::PassedOn;
use crate::model::period::Year;
use crate::model::reason::Reason;
use crate::model::register::Register;
use crate::model::rules::percent::Percent;

/// The lines of an agreement as they are held against what was committed. Where a body gave way to another within the year and only
/// one of the two has a commitment for it, what both did is one line: that of the one that took over or, where several did, of the
/// one that they took over from. Where what the one with the commitment did itself is no less than that, nothing has to be added to it.
pub fn held_lines(register: &Register, lines: &[Line], as_at: NaiveDate) -> Vec<Line> {
    let mut taken: Vec<usize> = Vec::new();
    let mut held: Vec<Option<Line>> = lines.iter().cloned().map(Some).collect();
    for (place, base) in lines.iter().enumerate() {
        let is_its = |(other, line): &(usize, &Line)| *other != place && belongs(register, base, line);
        let others: Vec<(usize, &Line)> = lines.iter().enumerate().filter(is_its).collect();
        let places: Vec<usize> = others.iter().map(|(other, _)| *other).chain([place]).collect();
        let all: Vec<&Line> = std::iter::once(base).chain(others.iter().map(|(_, line)| *line)).collect();
        let is_enough = |line: &&Line| line.opening.is_none() || is_covered(register, line, as_at);
        if others.is_empty() || places.iter().any(|one| taken.contains(one)) || all.iter().all(is_enough) {
            continue;
        }
        let Some(line) = together(register, base, &all) else { continue };
        for (other, _) in &others {
            if let Some(gone) = held.get_mut(*other) {
                *gone = None;
            }
        }
        if let Some(kept) = held.get_mut(place) {
            *kept = Some(line);
        }
        taken.extend(places);
    }
    held.into_iter().flatten().collect()
}

/// Whether what another did counts with what one does: one of them took over from the other within the year, and only one of them
/// has a commitment for it.
fn belongs(register: &Register, base: &Line, other: &Line) -> bool {
    let is_same = (base.class, base.form) == (other.class, other.form);
    let is_one_committed = base.opening.is_some() != other.opening.is_some();
    let is_readable = !base.unreadable_commitment && !other.unreadable_commitment;
    let are_of_the_year = base.is_of_the_year() && other.is_of_the_year();
    let year = base.period.year;
    is_same && is_one_committed && is_readable && are_of_the_year && {
        let is_heir = match passed_on_in(register, &other.partner, &base.agreement, year) {
            Some(PassedOn::Whole(heir)) => heir == base.partner,
            _ => false,
        };
        let shares_out = match passed_on_in(register, &base.partner, &base.agreement, year) {
            Some(PassedOn::Shared(shared)) => {
                let is_whole = shared.open == Percent::NONE && shared.kept == Percent::NONE;
                is_whole && shared.heirs.contains(&other.partner.as_str())
            }
            _ => false,
        };
        is_heir || shares_out
    }
}

/// What becomes of a body's commitments at the end of a year as whose first day came it was still in being.
fn passed_on_in<'a>(register: &'a Register, body: &str, agreement: &str, year: Year) -> Option<PassedOn<'a>> {
    let on = |day| register.passed_on(body, Some(agreement), day);
    (on(year.first_day()) == PassedOn::Stays).then(|| on(year.last_day()))
}

/// Whether what a body with a commitment did itself is no less than that; or, while it and the year go on, than what is due of it.
fn is_covered(register: &Register, line: &Line, as_at: NaiveDate) -> bool {
    let is_gone = register.partner(&line.partner).and_then(|one| one.to).is_some_and(|to| to < line.period.last_day());
    let whole = line.committed.as_ref();
    let asked = if is_gone || line.period.is_closed(as_at) { whole } else { line.due.as_ref().ok().or(whole) };
    let said = [(&line.budgeted, whole), (&line.paid, asked), (&line.received, asked)];
    let mut known = said.into_iter().filter_map(|(said, asked)| said.figure().zip(asked)).peekable();
    known.peek().is_some() && known.all(|(said, asked)| said.short_of(asked).is_none())
}

/// One line of several, the first of which gives it its name.
fn together(register: &Register, base: &Line, all: &[&Line]) -> Option<Line> {
    let committed: Vec<&Line> = all.iter().copied().filter(|line| line.opening.is_some()).collect();
    let sum =
        |of: fn(&Line) -> Option<Sum>| Sum::total(&committed.iter().filter_map(|line| of(line)).collect::<Vec<_>>());
    let dues: Result<Vec<Sum>, Reason> = committed.iter().map(|line| line.due.clone()).collect();
    let due = dues.and_then(|dues| Sum::total(&dues).ok_or_else(|| "the amounts are too large".into()));
    let any = |of: fn(&Line) -> bool| committed.iter().any(|line| of(line));
    let whole = sum(|line| line.committed.clone());
    let asked = due.as_ref().ok().or(whole.as_ref());
    // Of one that is not there yet nothing is waited for.
    let has_begun = |line: &&&Line| {
        let from = register.partner(&line.partner).and_then(|one| one.from);
        from.is_none_or(|from| from <= line.period.last_day())
    };
    let begun: Vec<&Line> = all.iter().filter(has_begun).copied().collect();
    let said = |of: fn(&Line) -> &Reported, asked: Option<&Sum>| {
        all_of(&begun.iter().map(|line| of(line)).collect::<Vec<_>>(), asked)
    };
    Some(Line {
        opening: sum(|line| line.opening.clone()),
        variations: sum(|line| Some(line.variations.clone()))?,
        due_before: any(|line| line.due_before.is_some())
            .then(|| sum(|line| line.due_before.clone().or_else(|| Some(Sum::none()))))
            .flatten(),
        asked: any(|line| line.asked.is_some())
            .then(|| sum(|line| line.asked.clone().or_else(|| line.committed.clone())))
            .flatten(),
        budgeted: said(|line| &line.budgeted, whole.as_ref()),
        paid: said(|line| &line.paid, asked),
        received: said(|line| &line.received, asked),
        due: due.clone(),
        committed: whole.clone(),
        with: all.iter().skip(1).map(|line| line.partner.clone()).collect(),
        ..base.clone()
    })
}

/// What several said, added up. Where one of them said nothing, that is all only if it is as much as was asked.
fn all_of(said: &[&Reported], asked: Option<&Sum>) -> Reported {
    let told: Vec<&Reported> = said.iter().copied().filter(|one| **one != Reported::Nothing).collect();
    if let Some(open) = told.iter().find(|one| one.figure().is_none()) {
        return match open {
            // What is known of one body is not what is known of all.
            Reported::AtLeast(partly) => Reported::Incomplete { origins: partly.known.origins.clone(), refused: false },
            other => (*other).clone(),
        };
    }
    let Some(sum) = Sum::total(told.iter().filter_map(|one| one.figure())) else { return Reported::Nothing };
    let is_short = asked.is_none_or(|asked| sum.short_of(asked).is_some());
    if told.len() < said.len() && is_short {
        return Reported::Incomplete { origins: sum.origins, refused: false };
    }
    Reported::Figure(sum)
}

impl Line {
    /// Its partner, with those whose figures are counted with its own.
    #[must_use]
    pub fn whose(&self) -> Phrase {
        match self.with.as_slice() {
            [] => name(&self.partner),
            others => phrase!("`{}`, together with {},", self.partner, names(others)),
        }
    }
}

impl Books {
    /// The lines of an agreement as they are held against what was committed.
    pub fn held_lines_of<'a>(&'a self, agreement: &str) -> impl Iterator<Item = &'a Line> + use<'a> {
        self.held_lines.under(agreement)
    }

    /// The line in which what a line of this year says is held against a commitment.
    #[must_use]
    pub fn held_line<'a>(&'a self, line: &'a Line) -> &'a Line {
        let is_its = |one: &&Line| {
            (one.class, one.form) == (line.class, line.form)
                && (one.partner == line.partner || one.with.contains(&line.partner))
        };
        let is_of_this_year = line.period == self.period;
        self.held_lines_of(&line.agreement).find(is_its).filter(|_| is_of_this_year).unwrap_or(line)
    }

    /// Whether a commitment is held against what was paid: once the year is over. What a partner keeps and spends itself is paid to
    /// nobody, and less spent is no cut: there its budget stands, where it has one.
    #[must_use]
    pub fn is_held_by_payment(&self, line: &Line) -> bool {
        let how = self.register.agreement(&line.agreement).and_then(|agreement| self.how(agreement));
        let is_kept = how.is_some_and(|how| !how.falls_due());
        self.is_closed() && !(is_kept && line.budgeted != Reported::Nothing)
    }

    /// What is held against the commitment of a line.
    #[must_use]
    pub fn held<'a>(&'a self, line: &'a Line) -> &'a Reported {
        self.held_line(line).held(self.is_held_by_payment(line))
    }

    /// Where a line stands; what the checks tolerate is as committed. What is counted with another's stands there.
    #[must_use]
    pub fn standing(&self, line: &Line) -> Standing {
        let matters = |check, difference| self.matters(&line.agreement, check, difference);
        let is_cut = |cut: &Cut| match cut {
            Cut::Lowered { less, .. } | Cut::NotToGoOn(Some(less)) => matters(&disinvestment::CHECK, *less),
            Cut::NotToGoOn(None) => true,
        };
        let held = self.held_line(line);
        if held.partner != line.partner {
            return match line.cut().filter(is_cut) {
                Some(Cut::Lowered { whole: Some(less), .. } | Cut::NotToGoOn(Some(less))) => {
                    Standing::BelowLastYear(less)
                }
                Some(Cut::Lowered { less, whole: None }) => Standing::NotToGoOn(Some(less)),
                Some(Cut::NotToGoOn(None)) => Standing::NotToGoOn(None),
                None => Standing::HeldWith,
            };
        }
        if self.is_shared_out(held) && held.opening.is_some() {
            return Standing::Incomplete;
        }
        let by_payment = self.is_held_by_payment(held);
        let check = if by_payment { &shortfall::CHECK } else { &disinvestment::CHECK };
        held.standing(by_payment, |difference: &Money| matters(check, *difference), is_cut)
    }

    /// Whether the partner of a line was gone by the end of its period, or by the day to which the figures run, several took over or
    /// one a part, and none of them has a commitment of its own for the year: what it would still have paid or reported is nobody's
    /// as long as nobody says whose, or what they did.
    #[must_use]
    pub fn is_shared_out(&self, line: &Line) -> bool {
        let by = line.period.last_day().min(self.as_at);
        let is_gone = self.register.partner(&line.partner).and_then(|one| one.to).is_some_and(|to| to < by);
        let shared = is_gone.then(|| self.register.shared(&line.partner, &line.agreement, by)).flatten();
        let year = line.period.year;
        let rows = || self.register.commitments.under(&line.agreement).filter(|one| one.year == year);
        let commits = |heir: &&str| rows().any(|one| one.partner == **heir);
        line.with.is_empty() && shared.is_some_and(|shared| !shared.heirs.iter().any(commits))
    }
}

/// The same of an agreement's lines of each earlier year.
pub fn of_past(register: &Register, past: &Keyed<PastYear>, agreement: &str, as_at: NaiveDate) -> Vec<Line> {
    past.under(agreement).flat_map(|past| held_lines(register, &past.lines, as_at)).collect()
}
