//! The words of shares: what several rules say alike; articles are left out, as they are of the entries.

use super::super::entry::Ways;

/// What changes nothing in a rule of a share.
pub const HARMLESS: Ways = &[
    "each",
    "every",
    "any",
    "partner",
    "partners",
    "their",
    "respective",
    "for",
    "between",
    "among",
    "by",
    "with",
    "and",
    "risk",
    "risks",
    "risk share",
    "risk shares",
    "share",
    "shares",
    "shared",
    "sharing",
    "split",
    "divided",
    "variance",
    "variances",
    "overspend",
    "overspends",
    "overspending",
    "over or underspend",
    "over and underspend",
    "over and underspends",
    "overspend or underspend",
    "overspends and underspends",
    "overspends or underspends",
    "of pool",
    "in pool",
];

/// That shares follow something.
pub const PROPORTION: Ways = &[
    "proportional to",
    "proportionate to",
    "proportionally to",
    "proportionately to",
    "in proportion to",
    "in proportions of",
    "in proportion of",
    "in same proportion as",
    "pro rata to",
    "prorata to",
];

/// What was put in as the year began.
pub const OPENING: Ways = &[
    "opening contributions",
    "opening contribution",
    "opening commitments",
    "opening commitment",
    "initial contributions",
    "initial commitments",
    "initial allocations",
    "original contributions",
    "original commitments",
    "contributions as year began",
    "commitments as year began",
    "contributions at start of year",
    "commitments at start of year",
    "contributions before variations",
    "commitments before variations",
];

/// What is put in after the variations that count.
pub const CURRENT: Ways = &[
    "contributions",
    "contribution",
    "commitments",
    "current contributions",
    "current commitments",
    "agreed contributions",
    "financial contributions",
    "varied contributions",
    "contributions after variations",
    "commitments after variations",
    "contributions as varied",
];

/// To what it is put in.
pub const TO_THE_POOL: Ways = &["to pool", "to pooled fund", "to pooled budget", "to fund"];

/// Percentages that the sheet gives.
pub const FIXED: Ways = &[
    "fixed",
    "fixed percentage",
    "fixed percentages",
    "fixed share",
    "fixed shares",
    "agreed percentages",
    "agreed shares",
    "set percentages",
    "percentages",
];

/// That a percentage changes with the amount.
pub const STEPPED: Ways = &["stepped", "steps", "in steps"];

/// That somebody bears no more than so much.
pub const CAPPED: Ways = &["capped", "cap", "caps"];

/// That caps bound a gain, too.
pub const BOTH_WAYS: Ways = &[
    "both ways",
    "either way",
    "each way",
    "in both directions",
    "in either direction",
    "of gains and losses",
    "losses and gains",
];

/// That what is left falls to nobody.
pub const REST_NOT_ALLOTTED: Ways = &[
    "rest not allotted",
    "rest not allocated",
    "rest unallotted",
    "rest unallocated",
    "rest stays unallocated",
    "rest left unallocated",
    "remainder not allotted",
    "remainder not allocated",
    "remainder unallocated",
    "excess not allotted",
    "excess not allocated",
    "excess unallocated",
    "balance not allotted",
    "balance not allocated",
    "balance unallocated",
];

/// That somebody bears it.
pub const BEARS: Ways = &[
    "bears",
    "bear",
    "borne",
    "meets",
    "meet",
    "met",
    "carries",
    "carry",
    "carried",
    "absorbs",
    "absorb",
    "absorbed",
    "falls to",
    "fall to",
    "falls on",
    "fall on",
    "to",
    "liable",
    "liable for",
    "responsible",
    "responsible for",
    "manages",
    "manage",
    "managed",
];

/// All of it.
pub const ALL: Ways =
    &["all", "all of it", "everything", "whole", "whole of it", "in full", "in whole", "entire", "wholly"];

/// The host, or the lead, which is entered as the host.
pub const HOST: Ways = &[
    "host",
    "host partner",
    "host body",
    "hosting partner",
    "host of pool",
    "pool host",
    "lead",
    "lead partner",
    "lead body",
    "lead commissioner",
];
