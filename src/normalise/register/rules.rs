//! Rules of the register: entries that are one, and what is said of those that are none.

use super::rows::RowFields;
use crate::finding::{About, Level, Nature};
use crate::model::reason::Reason;
use crate::model::rules::instalments::{self, Instalments};
use crate::model::stated::Stated;

/// An entry that is no rule.
pub const UNKNOWN_RULE: About = About {
    name: "unknown-rule",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "a risk share, an underspend or instalments in words of the register that are no rule; every word of the entry counts.",
    matters: "nobody can say who bears what by it, or what is due when; so nobody is said to bear anything, and nothing to be due.",
    action: "write one of the rules that the register's sheet `Guide` lists, in its words, and on the sheet `Notes` what is particular \
             to the agreement",
    ask: None,
};

/// What a cell states as a rule. What is no rule is said, and stands as it is.
pub fn stated<M>(
    row: &mut RowFields<'_, '_>,
    field: &str,
    read: impl Fn(&str) -> Result<M, Reason>,
) -> Option<Stated<M>> {
    let stated = row.stated(field, read);
    if let Some(Err(why)) = stated.as_ref().map(|stated| &stated.means) {
        row.mark(&UNKNOWN_RULE, field, why.clone().into(), "no rule".into(), UNKNOWN_RULE.action);
    }
    if stated.is_none() && row.has(field) {
        let means = Err("the register has an error there".into());
        return Some(Stated { text: row.shown(field), means, origin: row.origin(field) });
    }
    stated
}

/// When a commitment is paid: equal quarters where the cell is empty.
pub fn instalments(row: &mut RowFields<'_, '_>) -> Result<Instalments, Reason> {
    stated(row, "instalments", instalments::read).map_or_else(|| Ok(Instalments::default()), |stated| stated.means)
}
