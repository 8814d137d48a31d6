//! Succession: which body took over from which, and so who answers for whom.

use chrono::NaiveDate;

use super::partner::Partner;
use super::register::Register;

impl Register {
    /// A partner by its name.
    #[must_use]
    pub fn partner(&self, name: &str) -> Option<&Partner> {
        self.partners.first_under(name)
    }

    /// The body that answers for a partner on a day: itself while it is in being, then the one that took over in the end.
    ///
    /// A partner with a successor and no last day has been taken over from on every day.
    #[must_use]
    pub fn successor_of<'a>(&'a self, partner: &'a str, on: NaiveDate) -> &'a str {
        self.line_from(partner, on).last().unwrap_or(partner)
    }

    /// The bodies that a partner answers for on a day, in the register's order: itself, and those that it took over from; none
    /// where another answers for it.
    #[must_use]
    pub fn bodies_of(&self, partner: &str, on: NaiveDate) -> Vec<&str> {
        let names = self.partners.iter().map(|one| one.name.as_str());
        names.filter(|name| self.successor_of(name, on) == partner).collect()
    }

    /// Whether one body speaks for another: they are the same, or one took over from the other.
    #[must_use]
    pub fn speaks_for(&self, one: &str, other: &str) -> bool {
        let reaches = |from, to: &str| self.line_from(from, NaiveDate::MAX).any(|body| body == to);
        one == other || reaches(one, other) || reaches(other, one)
    }

    /// The bodies that took over, one from the other, by a day.
    fn line_from<'a>(&'a self, partner: &'a str, on: NaiveDate) -> impl Iterator<Item = &'a str> {
        let next = move |name: &&'a str| {
            let gone = self.partner(name).filter(|known| known.to.is_none_or(|to| to < on))?;
            self.names.partner(gone.successor.as_deref()?, None)
        };
        // As many steps as there are partners, so that bodies that name each other end it.
        std::iter::successors(next(&partner), next).take(self.partners.len())
    }
}

#[cfg(test)]
mod tests {
    use super::{Partner, Register};
    use crate::model::origin::{Address, Origin};
    use crate::model::partner::Sector;
    use crate::model::register::NameHolder;

    fn register(bodies: &[(&str, Option<&str>, Option<&str>)]) -> Register {
        let mut register = Register::default();
        for (name, to, successor) in bodies {
            let origin = Origin { file: "a".into(), sheet: "b".into(), cell: Address { row: 1, column: 1 } };
            register.names.add_partner(name, NameHolder::always(name)).unwrap();
            register.partners.push(Partner {
                name: (*name).to_owned(),
                sector: Sector::Health,
                from: None,
                to: to.map(|day| day.parse().unwrap()),
                successor: successor.map(str::to_owned),
                origin,
            });
        }
        register
    }

    #[test]
    fn a_body_answers_for_itself_until_another_takes_over() {
        let two = register(&[
            ("North CCG", Some("2022-06-30"), Some("ICB")),
            ("South CCG", Some("2022-06-30"), Some("ICB")),
            ("ICB", None, None),
        ]);
        let on = |day: &str| two.successor_of("North CCG", day.parse().unwrap());
        assert_eq!([on("2022-06-30"), on("2022-07-01")], ["North CCG", "ICB"]);
        assert_eq!(two.bodies_of("ICB", "2023-03-31".parse().unwrap()), ["North CCG", "South CCG", "ICB"]);
        assert_eq!(two.bodies_of("ICB", "2022-04-30".parse().unwrap()), ["ICB"]);
        assert!(two.bodies_of("North CCG", "2023-03-31".parse().unwrap()).is_empty());
        assert!(two.speaks_for("ICB", "North CCG") && two.speaks_for("North CCG", "ICB"));
        assert!(!two.speaks_for("South CCG", "North CCG"), "one body never speaks for its neighbour");
    }

    #[test]
    fn bodies_that_name_each_other_end_somewhere() {
        let circle = register(&[("A", None, Some("B")), ("B", None, Some("A"))]);
        assert!(["A", "B"].contains(&circle.successor_of("A", chrono::NaiveDate::MAX)));
    }
}
