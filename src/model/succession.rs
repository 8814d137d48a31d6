//! Succession: which bodies took over from which, in which shares, and so who answers for whom.

use chrono::NaiveDate;

use super::partner::Partner;
use super::passed_on::{PassedOn, SharedOut, Succession, SuccessionOf};
use super::period::Year;
use super::register::Register;
use super::rules::percent::Percent;

impl Register {
    /// A partner by its name.
    #[must_use]
    pub fn partner(&self, name: &str) -> Option<&Partner> {
        self.partners.first_under(name)
    }

    /// What becomes on a day of what a partner had committed to an agreement; without one, to all.
    ///
    /// A partner with a successor and no last day has been taken over from on every day.
    #[must_use]
    pub fn passed_on<'a>(&'a self, partner: &str, agreement: Option<&str>, on: NaiveDate) -> PassedOn<'a> {
        let Some(body) = self.partner(partner) else { return PassedOn::Stays };
        let rows = self.successions_of(partner, agreement);
        if rows.is_empty() {
            let is_gone = body.to.is_none_or(|to| to < on);
            let successor = body.successor.as_deref().filter(|_| is_gone);
            return successor.and_then(|name| self.names.partner(name, None)).map_or(PassedOn::Stays, PassedOn::Whole);
        }
        let has_begun = |row: &&&Succession| row.from.map_or(body.to.is_none_or(|to| to < on), |from| from <= on);
        let rows: Vec<&Succession> = rows.iter().filter(has_begun).copied().collect();
        if rows.is_empty() { PassedOn::Stays } else { self.shared_out(body, &rows, on) }
    }

    /// The rows of the sheet `Successions` that hold for a body in an agreement: its own or, where it has none, those of all.
    fn successions_of(&self, partner: &str, agreement: Option<&str>) -> Vec<&Succession> {
        let rows: Vec<&Succession> = self.successions.under(partner).collect();
        let is_own = |row: &&&Succession| matches!(&row.of, SuccessionOf::One(of) if Some(of.as_str()) == agreement);
        let has_own = rows.iter().any(|row| is_own(&row));
        let holds = |row: &&Succession| match row.of {
            SuccessionOf::All => !has_own,
            SuccessionOf::One(_) => is_own(&row) || agreement.is_none(),
            SuccessionOf::Unreadable => true,
        };
        rows.into_iter().filter(holds).collect()
    }

    fn shared_out<'a>(&'a self, body: &Partner, rows: &[&'a Succession], on: NaiveDate) -> PassedOn<'a> {
        let mut heirs: Vec<&str> = Vec::new();
        for heir in rows.iter().filter_map(|row| row.successor.as_deref()) {
            if !heirs.contains(&heir) {
                heirs.push(heir);
            }
        }
        let is_readable = |row: &&Succession| row.successor.is_some() && row.of != SuccessionOf::Unreadable;
        let all_readable = rows.iter().all(is_readable);
        let has_share = rows.iter().any(|row| row.share.is_some());
        if let ([only], true, false) = (heirs.as_slice(), all_readable, has_share) {
            return PassedOn::Whole(only);
        }
        let part = |row: &&'a Succession| Some((row.successor.as_deref()?, *row.share.as_ref()?.means.as_ref().ok()?));
        let mut parts: Vec<(&str, Percent)> = rows.iter().filter(|row| is_readable(row)).filter_map(part).collect();
        let total = parts.iter().try_fold(None, |sum: Option<Percent>, (_, share)| {
            sum.map_or(Some(Some(*share)), |sum| sum.checked_add(*share).map(Some))
        });
        let is_too_much = total.is_none();
        if is_too_much {
            parts.clear();
        }
        let rest = total.flatten().map_or(Percent::WHOLE, Percent::rest);
        let shares: Vec<Percent> = parts.iter().map(|(_, share)| *share).collect();
        let open = if rest.is_rounding_of(&shares) { Percent::NONE } else { rest };
        let goes_on = body.to.map_or_else(|| self.commits_in(&body.name, on), |to| to >= on);
        let is_kept = goes_on && !parts.is_empty() && parts.len() == rows.len();
        let (kept, open) = if is_kept { (rest, Percent::NONE) } else { (Percent::NONE, open) };
        match parts.as_slice() {
            [(only, Percent::WHOLE)] => PassedOn::Whole(only),
            _ => PassedOn::Shared(SharedOut { heirs, parts, kept, open, is_too_much }),
        }
    }

    /// Whether a body has a commitment for the year of a day.
    fn commits_in(&self, partner: &str, on: NaiveDate) -> bool {
        let is_of = |year: Year| (year.first_day()..=year.last_day()).contains(&on);
        self.commitments.iter().any(|one| one.partner == partner && is_of(one.year))
    }

    /// The one body that answers for a partner on a day, in an agreement or in all: itself while it is in being, then the one that took
    /// over all of it in the end. Where several took over, none of them does.
    #[must_use]
    pub fn successor_of<'a>(&'a self, partner: &'a str, agreement: Option<&str>, on: NaiveDate) -> &'a str {
        let next = |name: &&'a str| match self.passed_on(name, agreement, on) {
            PassedOn::Whole(next) => Some(next),
            PassedOn::Stays | PassedOn::Shared(_) => None,
        };
        // As many steps as there are partners, so that bodies that name each other end it.
        std::iter::successors(next(&partner), next).take(self.partners.len()).last().unwrap_or(partner)
    }

    /// How what a partner had committed to an agreement is shared out on a day, where several took over or one a part.
    #[must_use]
    pub fn shared<'a>(&'a self, partner: &str, agreement: &str, on: NaiveDate) -> Option<SharedOut<'a>> {
        match self.passed_on(partner, Some(agreement), on) {
            PassedOn::Shared(shared) => Some(shared),
            PassedOn::Stays | PassedOn::Whole(_) => None,
        }
    }

    /// The bodies that a partner answers for on a day, in the register's order: itself, and those that it took over from; none
    /// where another answers for it.
    #[must_use]
    pub fn bodies_of(&self, partner: &str, agreement: Option<&str>, on: NaiveDate) -> Vec<&str> {
        let names = self.partners.iter().map(|one| one.name.as_str());
        names.filter(|name| self.successor_of(name, agreement, on) == partner).collect()
    }

    /// Whether one body speaks for another: they are the same, or one took over from the other, or from a part of it.
    #[must_use]
    pub fn speaks_for(&self, one: &str, other: &str) -> bool {
        one == other || self.heirs(one).contains(&other) || self.heirs(other).contains(&one)
    }

    /// Everyone who ever took over from a body, or from one that did.
    fn heirs<'a>(&'a self, partner: &'a str) -> Vec<&'a str> {
        let mut all = vec![partner];
        let mut place = 0;
        while let Some(body) = all.get(place).copied() {
            let column = self.partner(body).and_then(|known| self.names.partner(known.successor.as_deref()?, None));
            let rows = self.successions.under(body).filter_map(|row| row.successor.as_deref());
            for heir in rows.chain(column) {
                if !all.contains(&heir) {
                    all.push(heir);
                }
            }
            place += 1;
        }
        all.split_off(1)
    }
}

#[cfg(test)]
mod tests {
    use super::{Partner, PassedOn, Register, Succession, SuccessionOf};
    use crate::model::origin::{Address, Origin};
    use crate::model::partner::Sector;
    use crate::model::register::NameHolder;
    use crate::model::stated::Stated;

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
        let on = |day: &str| two.successor_of("North CCG", None, day.parse().unwrap());
        assert_eq!([on("2022-06-30"), on("2022-07-01")], ["North CCG", "ICB"]);
        assert_eq!(two.bodies_of("ICB", None, "2023-03-31".parse().unwrap()), ["North CCG", "South CCG", "ICB"]);
        assert_eq!(two.bodies_of("ICB", None, "2022-04-30".parse().unwrap()), ["ICB"]);
        assert!(two.bodies_of("North CCG", None, "2023-03-31".parse().unwrap()).is_empty());
        assert!(two.speaks_for("ICB", "North CCG") && two.speaks_for("North CCG", "ICB"));
        assert!(!two.speaks_for("South CCG", "North CCG"), "one body never speaks for its neighbour");
    }

    #[test]
    fn bodies_that_name_each_other_end_somewhere() {
        let circle = register(&[("A", None, Some("B")), ("B", None, Some("A"))]);
        assert!(["A", "B"].contains(&circle.successor_of("A", None, chrono::NaiveDate::MAX)));
    }

    /// Bodies of which the first was taken over from on 31 March 2026, by rows of `Successions`.
    fn split(rows: &[(&str, Option<&str>, Option<&str>)]) -> Register {
        let mut bodies = register(&[
            ("Old ICB", Some("2026-03-31"), Some("East ICB")),
            ("East ICB", None, None),
            ("West ICB", None, None),
        ]);
        for (successor, agreement, share) in rows {
            let origin = Origin { file: "a".into(), sheet: "b".into(), cell: Address { row: 1, column: 1 } };
            let means = |text: &str| text.parse().map_err(|_| "no percentage".into());
            bodies.successions.push(Succession {
                partner: "Old ICB".to_owned(),
                successor: Some((*successor).to_owned()),
                of: agreement.map_or(SuccessionOf::All, |of| SuccessionOf::One(of.to_owned())),
                share: share.map(|text| Stated { text: text.to_owned(), means: means(text), origin: origin.clone() }),
                from: None,
                origin,
            });
        }
        bodies
    }

    fn shared(of: &Register, agreement: &str) -> (Vec<String>, String) {
        match of.passed_on("Old ICB", Some(agreement), "2027-03-31".parse().unwrap()) {
            PassedOn::Stays => (Vec::new(), "stays".to_owned()),
            PassedOn::Whole(heir) => (vec![heir.to_owned()], "0%".to_owned()),
            PassedOn::Shared(shared) => {
                let parts = shared.parts.iter().map(|(heir, share)| format!("{heir} {share}"));
                (parts.collect(), shared.open.to_string())
            }
        }
    }

    #[test]
    fn several_take_over_by_shares_and_what_is_not_shared_out_is_nobodys() {
        let parts = |rows: &[(&str, Option<&str>, Option<&str>)], of| {
            let (parts, open) = shared(&split(rows), of);
            (parts.join(", "), open)
        };
        let said = |parts: &str, open: &str| (parts.to_owned(), open.to_owned());
        let both = [("East ICB", None, Some("70%")), ("West ICB", None, Some("30%"))];
        assert_eq!(parts(&both, "pool"), said("East ICB 70%, West ICB 30%", "0%"));
        let none = [("East ICB", None, None), ("West ICB", None, None)];
        assert_eq!(parts(&none, "pool"), said("", "100%"));
        let some = [("East ICB", None, Some("70%")), ("West ICB", None, None)];
        assert_eq!(parts(&some, "pool"), said("East ICB 70%", "30%"));
        let more = [("East ICB", None, Some("70%")), ("West ICB", None, Some("40%"))];
        assert_eq!(parts(&more, "pool"), said("", "100%"), "of shares that are too much none counts");
        let own = [("East ICB", None, Some("70%")), ("West ICB", None, Some("30%")), ("West ICB", Some("pool"), None)];
        assert_eq!(parts(&own, "pool"), said("West ICB", "0%"), "the rows of an agreement go before those of all");
        assert_eq!(parts(&own, "other"), said("East ICB 70%, West ICB 30%", "0%"));
        assert_eq!(parts(&[], "pool"), said("East ICB", "0%"), "without a row the column holds");
        let before = split(&both);
        assert_eq!(before.passed_on("Old ICB", Some("pool"), "2026-03-31".parse().unwrap()), PassedOn::Stays);
        assert!(before.speaks_for("West ICB", "Old ICB") && !before.speaks_for("West ICB", "East ICB"));
        assert_eq!(before.successor_of("Old ICB", Some("pool"), "2026-04-01".parse().unwrap()), "Old ICB");
    }
}
