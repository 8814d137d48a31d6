//! Repeated payments: ledgers whose rows another ledger has as well.

use crate::finding::Finding;
use crate::finding::phrase::{count, phrase};
use crate::finding::repeated::DUPLICATE_RETURN;
use crate::ledger::{Ledger, Repeated};

/// What is said of payments that came in two files and are counted once.
pub(super) fn findings(ledger: &Ledger) -> Vec<Finding> {
    ledger.repeated().iter().map(finding).collect()
}

fn finding(repeated: &Repeated) -> Finding {
    let Repeated { file, other, reporter, amount, origins } = repeated;
    let all = count(origins.len(), "payment");
    let message = if file == other {
        phrase!("{} of {} in `{}` stand on two of its sheets; they are counted once", all, *amount, file)
    } else {
        phrase!("{} of {} in `{}` are in `{}` as well; they are counted once", all, *amount, file, other)
    };
    Finding::new(&DUPLICATE_RETURN, message)
        .asking("delete one of the files, or take the payments out of it")
        .found(*amount, origins)
        .on_partner(reporter.as_deref())
}
