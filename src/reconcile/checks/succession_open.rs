//! Succession open: what a body had committed that several took over from, and that the register does not share out between them.

use crate::finding::phrase::{Phrase, names, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::Agreement;
use crate::model::money::Money;
use crate::model::origin::Origin;
use crate::model::partner::Partner;
use crate::model::passed_on::SharedOut;
use crate::model::period::Year;
use crate::model::rules::percent::Percent;
use crate::reconcile::checks::{A_POUND, Check, Judge};
use crate::reconcile::inherited::part_of;
use crate::reconcile::{Books, Sum};

/// What this check is about.
pub const ABOUT: About = About {
    name: "succession-open",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "a body that others took over from, by the register's sheet Successions, and that had committed money to an agreement, \
            where the shares of those that took over are missing, are less than the whole or come to more. What is not shared out is \
            not rolled forward: no body is held against it, and none is asked for it. What all of them have committed together stands \
            beside it.",
    matters: "a contribution can go missing between bodies, each of which took over a part. As long as nobody says who has which \
              part, nobody can be asked for it.",
    action: "ask the bodies who took over what part, and enter it under `Share` on the sheet `Successions`",
    ask: Some("Tell us what part of the earlier body's commitment you took over."),
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Agreement(judge)], tolerance: None };

/// Looks at each body that was taken over from by the end of the year.
fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    books.register.partners.iter().filter_map(|body| not_shared_out(books, agreement, body)).collect()
}

fn not_shared_out(books: &Books, agreement: &Agreement, body: &Partner) -> Option<Finding> {
    let year = books.period.year;
    let shared = books.register.shared(&body.name, &agreement.id, year.last_day())?;
    // Of rows that cannot be used it is said that they cannot.
    if shared.open == Percent::NONE || shared.heirs.is_empty() {
        return None;
    }
    let (of, had, is_last) = had_committed(books, agreement, body, &shared)?;
    // Amounts are agreed to the pound.
    let left = part_of(&shared, &body.name, "", had.amount).filter(|left| A_POUND.is_none_or(|pound| *left > pound))?;
    let (heirs, title) = (names(shared.heirs.iter().copied()), &agreement.title);
    let whole = || phrase!("the {} that `{}` had committed to `{}` for {}", had.amount, body.name, title, of);
    let message = if shared.is_too_much {
        phrase!("the shares in which {} took over come to more than 100%: {} is not rolled forward", heirs, whole())
    } else if shared.parts.is_empty() {
        phrase!("the register does not say what part {} took over of {}: it is not rolled forward", heirs, whole())
    } else {
        phrase!(
            "by the shares in which {} took over, {} of {} is nobody's: it is not rolled forward",
            heirs,
            left,
            whole()
        )
    };
    let beside = if is_last { beside(books, agreement, body, &shared) } else { Phrase::default() };
    let column = in_column(books, body, &shared);
    let column = column
        .map(|name| phrase!("; `{}` stands as its successor on the sheet Partners, and has no row of its own", name));
    let rows = books.register.successions.under(&body.name).map(|row| &row.origin);
    let finding =
        Finding::new(&ABOUT, phrase!("{}{}{}", message, column, beside)).at_cells(rows).at_cells(&had.origins);
    Some(finding.on_partner(Some(&body.name)))
}

/// Who stands as the successor of a body on the sheet `Partners`, where the sheet `Successions` does not name it.
fn in_column<'a>(books: &'a Books, body: &Partner, shared: &SharedOut<'_>) -> Option<&'a str> {
    let column = books.register.names.partner(body.successor.as_deref()?, None)?;
    (!shared.heirs.contains(&column)).then_some(column)
}

/// What a body had committed to an agreement: what of last year's was to go on; or what it had for the year, where those that took
/// over have nothing of their own. With that year, and whether it is the last.
fn had_committed(
    books: &Books,
    agreement: &Agreement,
    body: &Partner,
    shared: &SharedOut<'_>,
) -> Option<(Year, Sum, bool)> {
    let year = books.period.year;
    let commits = |of: &str| committed(books, agreement, of, (year, false));
    let own = commits(&body.name).filter(|_| !shared.heirs.iter().any(|heir| commits(heir).is_some()));
    if let Some(own) = own {
        return Some((year, own, false));
    }
    let last = year.before().filter(|_| agreement.runs_in(year))?;
    let had = committed(books, agreement, &body.name, (last, true))?;
    (had.amount > Money::ZERO).then_some((last, had, true))
}

/// What a body committed for a year after variations, of all of it or of what is recurrent.
fn committed(books: &Books, agreement: &Agreement, body: &str, (year, recurrent): (Year, bool)) -> Option<Sum> {
    let is_its = |partner: &str, of: Year| partner == body && of == year;
    let rows = books.register.commitments.under(&agreement.id);
    let rows = rows.filter(|one| is_its(&one.partner, one.year) && (one.recurrent || !recurrent));
    let rows: Vec<(Money, &Origin)> = rows.map(|one| (one.amount, &one.origin)).collect();
    if rows.is_empty() {
        return None;
    }
    let varied = books.register.variations.under(&agreement.id);
    let varied = varied.filter(|one| is_its(&one.partner, one.year) && (one.recurrent == Some(true) || !recurrent));
    Sum::of_amounts(rows.into_iter().chain(varied.map(|one| (one.amount, &one.origin))))
}

/// What those that took over have committed with the body, beside what all of them had for last year.
fn beside(books: &Books, agreement: &Agreement, body: &Partner, shared: &SharedOut<'_>) -> Phrase {
    let year = books.period.year;
    let column = in_column(books, body, shared);
    let bodies: Vec<&str> = shared.heirs.iter().copied().chain(column).chain([body.name.as_str()]).collect();
    let mut open = books.register.unreadable_commitments.under(&agreement.id);
    if open.any(|one| bodies.contains(&one.partner.as_str())) {
        return Phrase::default();
    }
    let all = |year| {
        let each = bodies.iter().filter_map(|body| committed(books, agreement, body, (year, true)));
        Sum::total(&each.collect::<Vec<_>>())
    };
    let Some(now) = all(year) else {
        return phrase!("; the register has no recurrent commitment of them for {}", year);
    };
    let before = year.before().and_then(all);
    match before.and_then(|before| Some((now.short_of(&before)?, before))) {
        Some((less, before)) => phrase!(
            "; together they have committed {} for {}, {} below last year's {}",
            now.amount,
            year,
            less,
            before.amount
        ),
        None => phrase!("; together they have committed {} for {}", now.amount, year),
    }
}
