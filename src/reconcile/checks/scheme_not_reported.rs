//! Scheme not reported: a pool was reported scheme by scheme, and one that the register has was left out.

use crate::finding::phrase::{names, phrase};
use crate::finding::{About, Finding, Level, Nature};
use crate::model::agreement::Agreement;
use crate::model::entry::Class;
use crate::model::origin::Origin;
use crate::reconcile::checks::{Check, Judge};
use crate::reconcile::{Books, Lacks, Pool, Reported};

/// What this check is about.
pub const ABOUT: About = About {
    name: "scheme-not-reported",
    level: Level::Warning,
    nature: Nature::Fact,
    finds: "schemes on the register's sheet Schemes of which no budget, spending or forecast was reported, where it was for others of \
            their pool and no return has it for all of them at once.",
    matters: "what the whole pool costs is then known in part only. A scheme that was left out is not nil, and the pool is in no balance.",
    action: "ask the host for the schemes that its return leaves out; where one costs nothing, with a nought",
    ask: Some("Send the figures of the schemes that your return leaves out; where one costs nothing, a nought."),
};

/// How it judges.
pub const CHECK: Check = Check { about: &ABOUT, judges: &[Judge::Agreement(judge)], tolerance: None };

/// A part of a pool that a return has, and what it is called.
type PoolPart = (&'static str, fn(&Pool) -> &Reported);

const PARTS: [PoolPart; 3] =
    [("budget", |pool| &pool.budget), ("spending", |pool| &pool.expenditure), ("forecast", |pool| &pool.forecast)];

/// Looks at each pool that is open for want of a scheme; what is missing of the same schemes is said together.
fn judge(books: &Books, agreement: &Agreement) -> Vec<Finding> {
    let mut missing: Vec<(Class, &[String], Vec<&'static str>)> = Vec::new();
    for pool in books.pools.under(&agreement.id) {
        for (what, part) in PARTS {
            let Reported::AtLeast(partly) = part(pool) else { continue };
            let of_schemes = partly.lacks.iter().find_map(|lack| match lack {
                Lacks::Schemes(silent) => Some(silent.as_slice()),
                _ => None,
            });
            let Some(silent) = of_schemes else { continue };
            match missing.iter_mut().find(|(class, known, _)| *class == pool.class && *known == silent) {
                Some((.., whats)) => whats.push(what),
                None => missing.push((pool.class, silent, vec![what])),
            }
        }
    }
    missing.into_iter().map(|(class, silent, whats)| finding(books, agreement, class, silent, &whats)).collect()
}

fn finding(books: &Books, agreement: &Agreement, class: Class, silent: &[String], whats: &[&str]) -> Finding {
    let what = match whats {
        [one] => (*one).to_owned(),
        [one, other] => format!("{one} or {other}"),
        _ => "budget, spending or forecast".to_owned(),
    };
    let message = phrase!(
        "no {} of {} was reported for `{}`{} in {}, beside that of other schemes; of the whole pool a part is not known",
        what,
        names(silent),
        agreement.title,
        books.of_class(&agreement.id, class),
        books.period
    );
    let is_silent = |title: &String| silent.contains(title);
    let rows = books.register.schemes.under(&agreement.id).filter(|row| row.holds_in(books.period.year));
    let cells: Vec<&Origin> = rows.filter(|row| is_silent(&row.title)).map(|row| &row.budget_origin).collect();
    Finding::new(&ABOUT, message).at_cells(cells).on_partner(agreement.host.as_deref())
}
