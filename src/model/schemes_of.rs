//! The schemes of an agreement, as the register has them.

use super::period::Year;
use super::register::Register;

impl Register {
    /// The ids of an agreement's schemes, each once: those of a year if one is given, else of any.
    #[must_use]
    pub fn schemes_in<'a>(&'a self, agreement: &str, year: Option<Year>) -> Vec<&'a str> {
        let mut once: Vec<&str> = Vec::new();
        for row in self.schemes.under(agreement).filter(|row| year.is_none_or(|year| row.holds_in(year))) {
            if !once.contains(&row.scheme.as_str()) {
                once.push(&row.scheme);
            }
        }
        once
    }

    /// The title of an agreement's scheme, of its newest row; its id where the register has none.
    #[must_use]
    pub fn scheme_title<'a>(&'a self, agreement: &str, scheme: &'a str) -> &'a str {
        let rows = self.schemes.under(agreement).filter(|row| row.scheme == scheme);
        rows.max_by_key(|row| row.year).map_or(scheme, |row| &row.title)
    }
}
