//! `scrutiny` reads the spreadsheets that partners in pooled budgets drop into a folder, holds what they say against what
//! they committed to in their agreements, works out how much of health and social care spending is joint, and writes the
//! pack that a scrutiny committee reads.
//!
//! Seven verbs make seven nouns; each noun is the input of the next verb:
//!
//! ```text
//! discover → Intake → read → Workbooks → normalise → Ledger → reconcile → Books
//!          → measure → Figures → present → Pack → publish → Publication
//! ```
//!
//! | stage | room | guarantee |
//! |---|---|---|
//! | discover | [`discover`] | every file with its kind by content and its hash; nothing in the folder is changed |
//! | read | [`mod@read`] | cells at their true addresses, or a verdict per file; nothing interpreted |
//! | normalise | [`normalise`] | one dataframe, a row an amount; every amount cell is accounted for |
//! | reconcile | [`reconcile`] | commitments beside what was reported; each check is one file under `reconcile/checks/` |
//! | measure | [`measure`] | every figure with its cells; a missing part is "not available", never nil |
//! | present | [`present`] | headings, words, tables and charts; each section is one file under `present/sections/` |
//! | publish | [`publish`] | a folder that appears whole, or not at all; each output is one line in `publish/outputs.rs` |
//!
//! Below them stands the vocabulary: [`model`], [`finding`], [`fault`], [`job`] and [`ledger`]. Trouble is of two kinds: a
//! [`finding::Finding`] is about partners' data and never stops a run; a [`fault::Fault`] is about our machine and stops one
//! area.
//!
//! Three rooms stand beside the line: [`record`] is what has been published (manifests, the journal, the last report), which the
//! line reads before it measures and `publish` adds to; [`draft`] writes first layouts for unknown sheets; [`roll_up`] puts
//! what many areas have published side by side. [`pipeline`] is the line itself, [`cli`] the way in.

pub mod cli;
pub mod discover;
pub mod draft;
pub mod fault;
pub mod finding;
pub mod job;
pub mod ledger;
pub mod measure;
pub mod model;
pub mod normalise;
pub mod pipeline;
pub mod present;
pub mod publish;
pub mod read;
pub mod reconcile;
pub mod record;
pub mod roll_up;

/// Every finding that the program can raise, in the order of the stages that raise them.
pub fn findings() -> impl Iterator<Item = &'static finding::About> {
    let stages = [
        discover::FINDINGS,
        read::FINDINGS,
        normalise::FINDINGS,
        reconcile::FINDINGS,
        measure::FINDINGS,
        present::FINDINGS,
    ];
    stages.into_iter().flatten().copied()
}
