//! What `scrutiny explain` prints about a finding.

use super::About;

/// The page of one finding.
#[must_use]
pub fn page(about: &About) -> String {
    format!(
        "{name}: {level}, {nature}\n\nWhat it finds: {finds}\n\nWhy it matters: {matters}\n\nWhat to do: {action}.\n",
        name = about.name,
        level = about.level,
        nature = about.nature,
        finds = about.finds,
        matters = about.matters,
        action = about.action,
    )
}
