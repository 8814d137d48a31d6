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
    let (stand, are, they) = match origins.len() {
        1 => ("stands", "is", "it is"),
        _ => ("stand", "are", "they are"),
    };
    let message = if file == other {
        phrase!("{} of {} in `{}` {} in two of its tables; {} counted once", all, *amount, file, stand, they)
    } else {
        phrase!("{} of {} in `{}` {} in `{}` as well; {} counted once", all, *amount, file, are, other, they)
    };
    Finding::new(&DUPLICATE_RETURN, message)
        .asking("delete one of the files, or take the payments out of it")
        .found(*amount, origins)
        .on_partner(reporter.as_deref())
}
