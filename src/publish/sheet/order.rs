//! The order of sheets: those of one agreement stand together.

use crate::model::words::slug;

/// What may follow the agreement in the name of a table.
const CLASSES: [&str; 2] = ["-revenue", "-capital"];

/// How names of tables of each agreement end, with its place in the register; the longest first, so that `east-beds` is not `beds`.
pub(super) fn slugs(agreements: &[(&str, &str)]) -> Vec<(String, usize)> {
    let mut slugs: Vec<(String, usize)> = agreements
        .iter()
        .enumerate()
        .map(|(place, (id, _))| (slug(id), place))
        .filter(|(slug, _)| !slug.is_empty())
        .collect();
    slugs.sort_by_key(|(slug, _)| std::cmp::Reverse(slug.len()));
    slugs
}

/// The place of the agreement that a table is of; `None` where it is of the whole area.
pub(super) fn agreement_of(table: &str, slugs: &[(String, usize)]) -> Option<usize> {
    let ends = |name: &str, slug: &str| name.strip_suffix(slug).is_some_and(|before| before.ends_with('-'));
    let of = |name: &str| slugs.iter().find(|(slug, _)| ends(name, slug)).map(|(_, place)| *place);
    of(table).or_else(|| CLASSES.iter().find_map(|class| of(table.strip_suffix(class)?)))
}

#[cfg(test)]
mod tests {
    use super::{agreement_of, slugs};

    #[test]
    fn a_table_is_of_the_agreement_that_its_name_ends_with() {
        let slugs =
            slugs(&[("Beds", "Beds in the east"), ("East Beds", "Other beds"), ("revenue", "A name like a class")]);
        let of = |table: &str| agreement_of(table, &slugs);
        assert_eq!(
            ["contributions-beds", "schemes-east-beds", "met-beds-capital"].map(of),
            [Some(0), Some(1), Some(0)]
        );
        assert_eq!(["account", "beds", "flowerbeds", "met-revenue"].map(of), [None, None, None, Some(2)]);
    }
}
