//! Periods in the spellings seen.
