//! The cover: committee, meeting, period, draft or final, and who answers for it.

use super::{Desk, NamedBlocks, capital, facts_table, in_words};
use crate::finding::LevelCounts;
use crate::job::area::{Access, Status};
use crate::model::words::counted;
use crate::present::pack::Block;

/// The facts of the publication.
pub fn blocks(desk: &Desk<'_>) -> NamedBlocks {
    let area = desk.area;
    let errors = LevelCounts::of(desk.findings).errors;
    let status = match (desk.draft, errors) {
        (false, _) => "Final".to_owned(),
        (true, 0) => "Draft".to_owned(),
        (true, count) => format!("Draft: {} not resolved, listed under data quality", counted(count, "error")),
    };
    let status = if area.status == Status::Draft && errors == 0 {
        "Draft: officers have not made it final".to_owned()
    } else {
        status
    };
    let access = match area.access {
        Access::Public => "Public",
        Access::Exempt => "Exempt from publication",
    };
    let facts = [
        ("Committee", area.committee.clone()),
        ("Meeting", in_words(area.meeting)),
        ("Period", capital(&area.period.in_words())),
        ("Figures as at", in_words(area.as_at)),
        ("Status", status),
        ("Access", access.to_owned()),
        ("Author", area.author.clone()),
        ("Signed off by the responsible finance officer", area.signed_off.clone().unwrap_or("Not recorded".to_owned())),
    ];
    let table = facts_table("cover", "About this paper", ("", ""), &facts);
    vec![("facts", vec![Block::Table(table)])]
}
