//! Exempt papers: which paragraph of the law, and why the public interest asks for it.

use crate::finding::{About, Finding, Level, Nature};
use crate::job::area::{Access, Area, FILE};
use crate::model::origin::Place;

/// A paper that the public may not read, without the reasons that the law asks for.
pub const EXEMPT_WITHOUT_REASON: About = About {
    name: "exempt-without-reason",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "a paper that is exempt from publication, and area.toml names no paragraph of Part 1 of Schedule 12A to the Local \
            Government Act 1972, or does not say why the public interest in keeping it exempt outweighs that in publishing it.",
    matters: "a committee may exclude the public only under a paragraph that it names, and where the public interest asks for it.",
    action: "enter `exempt-paragraph` (1 to 7) and `public-interest` under `[paper]` in area.toml, or make the paper public",
    ask: None,
};

/// What an exempt paper lacks.
pub fn finding(area: &Area) -> Option<Finding> {
    let lacks = match (area.access, area.paper.exempt_paragraph, &area.paper.public_interest) {
        (Access::Public, ..) | (Access::Exempt, Some(_), Some(_)) => return None,
        (Access::Exempt, None, Some(_)) => "the paper is exempt, and no paragraph of Schedule 12A is named",
        (Access::Exempt, Some(_), None) => "the paper is exempt, and nothing is said of the public interest",
        (Access::Exempt, None, None) => {
            "the paper is exempt; no paragraph of Schedule 12A is named, and nothing is said of the public interest"
        }
    };
    Some(Finding::new(&EXEMPT_WITHOUT_REASON, lacks).at(Place::file(FILE)))
}
