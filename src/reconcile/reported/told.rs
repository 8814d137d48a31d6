//! Told: everything that was said of one figure in a year, and what it comes to by the end of a period or in a part of the year.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;

use super::statements::{LineKey, by_line, hang_together, line_of, one_figure};
use super::{Lacks, Partly, Reported, Sum};
use crate::ledger::{Contested, Ledger, Position, Topic};
use crate::model::entry::{AmountSubject, Class, Form, Gap, Kind, PartOf};
use crate::model::period::{Part, Period, Year};

/// Which figure of an agreement is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The agreement's id.
    pub agreement: &'a str,
    /// What the amounts are.
    pub kind: Kind,
    /// Revenue or capital.
    pub class: Class,
    /// Whose money, and in which form; `None` for everybody's.
    pub of: Option<(&'a str, Form)>,
}

/// Everything that was said of one figure in a year.
#[derive(Debug)]
pub struct Told<'a> {
    ledger: &'a Ledger,
    kind: Kind,
    year: Year,
    positions: Vec<&'a Position>,
    gaps: Vec<&'a Gap>,
    /// The part of the agreement that is asked of, beside the others of which the same tables speak.
    part: Option<PartOf<'a>>,
    contested: Vec<&'a Contested>,
    /// The first and the last day of which anything is asked.
    asked: (Option<NaiveDate>, Option<NaiveDate>),
    /// The day to which the figures run.
    as_at: Option<NaiveDate>,
}

impl<'a> Told<'a> {
    /// What those say of a figure who are to be heard; a reporter may be unknown.
    pub fn about(ledger: &'a Ledger, asked: Asked<'_>, year: Year, is_heard: impl Fn(Option<&str>) -> bool) -> Self {
        let is_theirs = |kind, class, partner: Option<&str>, form| {
            (kind, class) == (asked.kind, asked.class)
                && asked.of.is_none_or(|of| (partner, form) == (Some(of.0), of.1))
        };
        let is_asked = |topic: &&Topic| is_theirs(topic.kind, topic.class, topic.partner.as_deref(), topic.form);
        let topics: Vec<&Topic> = ledger.topics(asked.agreement).iter().filter(is_asked).collect();
        let positions = topics.iter().flat_map(|topic| ledger.positions_on(topic));
        let positions = positions.filter(|one| one.period.year == year && is_heard(one.subject.reporter.as_deref()));
        let gaps = topics.iter().flat_map(|topic| ledger.gaps_on(topic));
        let gaps = gaps.filter(|one| is_heard(one.subject.reporter.as_deref()));
        let contested = ledger.contested().iter().filter(|one| {
            let AmountSubject { kind, class, partner, form, agreement, reporter, .. } = &one.subject;
            agreement.as_deref() == Some(asked.agreement)
                && is_theirs(*kind, *class, partner.as_deref(), *form)
                && one.period.year == year
                && is_heard(reporter.as_deref())
        });
        Self {
            ledger,
            kind: asked.kind,
            year,
            positions: positions.collect(),
            gaps: gaps.collect(),
            part: None,
            contested: contested.collect(),
            asked: (None, None),
            as_at: None,
        }
    }

    /// The same, where nothing is asked of a time before one day, or after another (an agreement had not begun, or a body had
    /// gone), and nothing is missed of a month that was not over on the day to which the figures run.
    #[must_use]
    pub fn between(self, from: Option<NaiveDate>, to: Option<NaiveDate>, as_at: NaiveDate) -> Self {
        Self { asked: (from, to), as_at: Some(as_at), ..self }
    }

    /// The same of one part of the agreement, by those that speak of its parts: a table that speaks of others and not of this one
    /// says that there was none.
    #[must_use]
    pub fn of_part(self, part: PartOf<'a>) -> Self {
        let positions = self.positions.into_iter().filter(|one| one.subject.part().is_some()).collect();
        let gaps = self.gaps.into_iter().filter(|gap| gap.subject.part() == Some(part)).collect();
        Self { part: Some(part), positions, gaps, ..self }
    }

    /// The same of all of the agreement at once, by those that speak of no part of it.
    #[must_use]
    pub fn of_whole(self) -> Self {
        let positions = self.positions.into_iter().filter(|one| one.subject.part().is_none()).collect();
        let gaps = self.gaps.into_iter().filter(|gap| gap.subject.part().is_none()).collect();
        Self { positions, gaps, ..self }
    }

    fn is_asked_of(&self, position: &Position) -> bool {
        self.part.is_none() || position.subject.part() == self.part
    }

    /// Who said anything, once for each thing said.
    pub fn reporters(&self) -> impl Iterator<Item = &'a str> {
        self.positions.iter().filter_map(|position| position.subject.reporter.as_deref())
    }

    /// What was said to the end of a period.
    ///
    /// A figure for the period itself stands first, then one to the same month under another name: an account for the year
    /// replaces what was said of it in March. Of what flows, the parts of the year up to the period are then added up, if every
    /// one was reported. Budgets and forecasts are for the year: after those as they stand at the end of the period comes one for
    /// the year, then the sum of all parts of the year.
    #[must_use]
    pub fn by_the_end_of(&self, period: Period) -> Reported {
        let all = &self.positions;
        let yearly = matches!(self.kind, Kind::ContributionBudget | Kind::Budget | Kind::Forecast);
        let whole = Period::whole(self.year);
        let of_itself = period == whole || (!yearly && period.parts().iter().any(|parts| parts.len() == 1));
        // Ledgers are parts, also of the first month: who keeps them is asked there.
        let is_of_period = |one: &&&Position| one.period == period && (one.cumulative || of_itself && !one.payments);
        let of_period: Vec<&Position> = all.iter().filter(is_of_period).copied().collect();
        let concerns = |missed: Period| {
            let is_part = period.parts().iter().any(|parts| parts.contains(&missed));
            // Where the period itself was reported, what its parts leave open does not matter.
            missed == period || (of_period.is_empty() && if yearly { missed == whole } else { is_part })
        };
        let own: Vec<&Position> = all.iter().copied().filter(|one| self.is_asked_of(one)).collect();
        if let Some(incomplete) = self.open(&own, concerns) {
            return incomplete;
        }
        let mut chosen = of_period;
        if chosen.is_empty() {
            // March to date says what the year does, and June to date what the first quarter does.
            let as_long = |one: &&&Position| one.cumulative && one.period.months() == period.months();
            chosen = all.iter().filter(as_long).copied().collect();
        }
        if chosen.is_empty() && yearly {
            chosen = all.iter().filter(|position| position.period == whole).copied().collect();
        }
        if !chosen.is_empty() {
            return self.one_figure(&chosen, &[period]);
        }
        self.of_parts(if yearly { whole } else { period })
    }

    /// What was said to the end of the period before one, where that was said in the same way: to date in both, or as a sum of
    /// parts in both. A sum of payments less what a return says to date is no month's spending. `None` for the first of a year.
    #[must_use]
    pub fn before(&self, period: Period) -> Option<Reported> {
        let before = period.before()?;
        let is_alike = self.is_to_date(period) == self.is_to_date(before);
        Some(if is_alike { self.by_the_end_of(before) } else { Reported::Nothing })
    }

    fn is_to_date(&self, period: Period) -> bool {
        self.positions.iter().any(|one| one.cumulative && one.period.months() == period.months())
    }

    /// What was said of the year as it stood at the end of each part of it before a period, where anything was, the first part first.
    #[must_use]
    pub fn as_it_stood_before(&self, period: Period) -> Vec<(Period, Reported)> {
        let mut parts: BTreeMap<u8, (Period, Vec<&Position>)> = BTreeMap::new();
        let stands = |one: &&&Position| one.cumulative && one.period.months() < period.months();
        for position in self.positions.iter().filter(stands) {
            parts.entry(position.period.months()).or_insert_with(|| (position.period, Vec::new())).1.push(position);
        }
        let stood = |(months, (part, all)): (u8, (Period, Vec<&Position>))| {
            let open = self.open(&all, |missed| missed.months() == months);
            (part, open.unwrap_or_else(|| self.one_figure(&all, &[part])))
        };
        parts.into_iter().map(stood).collect()
    }

    /// Whether anything was said of just this period, as [`Told::just`] means it.
    #[must_use]
    pub fn speaks_of(&self, period: Period, to_date: bool) -> bool {
        self.positions.iter().any(|one| (one.period, one.cumulative) == (period, to_date))
    }

    /// What was said of just this period: in it, or (`to_date`) from the start of the year to its end.
    #[must_use]
    pub fn just(&self, period: Period, to_date: bool) -> Reported {
        let is_of_period = |one: &&&Position| (one.period, one.cumulative) == (period, to_date);
        let all: Vec<&Position> = self.positions.iter().filter(is_of_period).copied().collect();
        self.open(&all, |missed| missed == period).unwrap_or_else(|| self.one_figure(&all, &[period]))
    }

    /// What leaves a figure open: cells that could not be used, or that say that there is no figure and no other file gives it.
    fn open(&self, all: &[&Position], concerns: impl Fn(Period) -> bool) -> Option<Reported> {
        let gaps = self.gaps.iter().filter(|gap| gap.period.is_none_or(&concerns));
        let (refused, mut not_given): (Vec<&Gap>, Vec<&Gap>) = gaps.partition(|gap| gap.refused);
        if refused.is_empty() && (not_given.is_empty() || all.is_empty()) {
            // A return that only says that there is no figure reports nothing; beside other lines it leaves their sum open.
            return None;
        }
        let mut files: HashMap<(Period, LineKey<'_>), Vec<&str>> = HashMap::new();
        for position in all {
            let files = files.entry((position.period, line_of(&position.subject))).or_default();
            if files.last() != Some(&&*position.file) {
                files.push(&position.file);
            }
        }
        // What one file does not give another may.
        let is_filled = |gap: &Gap| {
            let files = gap.period.and_then(|period| files.get(&(period, line_of(&gap.subject))));
            files.is_some_and(|files| files.iter().any(|file| **file != *gap.origin.file))
        };
        not_given.retain(|gap| !is_filled(gap));
        let is_open = !refused.is_empty() || !not_given.is_empty();
        let origins = || refused.iter().chain(&not_given).map(|gap| gap.origin.clone()).collect();
        is_open.then(|| Reported::Incomplete { origins: origins(), refused: !refused.is_empty() })
    }

    /// The sum of the parts of a period: of quarters or of months where all of them were reported, else of what came.
    fn of_parts(&self, period: Period) -> Reported {
        let mixed = self.as_reported(period);
        let ways = period.parts().into_iter().chain([mixed.clone()]);
        let complete = ways.into_iter().find_map(|parts| self.complete(&parts));
        complete.or_else(|| self.nothing_paid(&mixed)).unwrap_or_else(|| self.known_of(&mixed))
    }

    /// Nil, where everyone's ledgers of all parts came and have nothing for it.
    fn nothing_paid(&self, parts: &[Period]) -> Option<Reported> {
        let came = parts.iter().all(|part| self.is_nil(*part) || !self.is_asked(*part));
        if !came || self.keepers().is_empty() || !self.in_parts(parts).is_empty() {
            return None;
        }
        Some(match self.one_figure(&[], parts) {
            Reported::Nothing => Reported::Figure(Sum::none()),
            contested => contested,
        })
    }

    /// The parts of a period as they came: a quarter where one was reported, else its months.
    fn as_reported(&self, period: Period) -> Vec<Period> {
        let part = |part| Period { part, ..period };
        let mut parts = Vec::new();
        for month in 1..=period.months() {
            let quarter = part(Part::Quarter(month.div_ceil(3)));
            let is_reported = quarter.months() <= period.months()
                && self.positions.iter().any(|one| !one.cumulative && one.period == quarter);
            if !is_reported {
                parts.push(part(Part::Month(month)));
            } else if parts.last() != Some(&quarter) {
                parts.push(quarter);
            }
        }
        parts
    }

    fn in_parts(&self, parts: &[Period]) -> Vec<&'a Position> {
        self.positions.iter().filter(|one| !one.cumulative && parts.contains(&one.period)).copied().collect()
    }

    /// Whether anything is asked of a part of the year.
    fn is_asked(&self, part: Period) -> bool {
        let (from, to) = self.asked;
        from.is_none_or(|from| from <= part.last_day()) && to.is_none_or(|to| part.first_day() <= to)
    }

    /// Those whose ledgers say something of the figure.
    fn keepers(&self) -> BTreeSet<Option<&'a str>> {
        let payments = self.positions.iter().filter(|one| one.payments);
        payments.map(|one| one.subject.reporter.as_deref()).collect()
    }

    /// Whether nothing was paid in a part of the year, because the ledgers of it came.
    fn is_nil(&self, part: Period) -> bool {
        let keepers = self.keepers();
        !keepers.is_empty() && keepers.iter().all(|keeper| self.ledger.has_come(*keeper, part))
    }

    /// The sum of parts of a period; `None` where no part was reported, or none of them so. What is committed is known only where
    /// each line was reported in each part; spending is a list of what there was, in which a line may be missing.
    fn complete(&self, parts: &[Period]) -> Option<Reported> {
        let in_parts = self.in_parts(parts);
        let lists = matches!(self.kind, Kind::Expenditure | Kind::Income);
        let mut groups = if lists { hang_together(&in_parts) } else { by_line(&in_parts) };
        groups.retain(|group| group.iter().any(|one| self.is_asked_of(one)));
        // Where ledgers came there is nothing more to wait for.
        let open: Vec<&Period> = parts.iter().filter(|part| self.is_asked(**part) && !self.is_nil(**part)).collect();
        let is_said = |one: &&Position, part: Period| !one.payments && one.period == part;
        let complete = |group: &Vec<&Position>| open.iter().all(|part| group.iter().any(|one| is_said(one, **part)));
        if !groups.iter().any(complete) {
            return None;
        }
        if groups.iter().all(complete) {
            return Some(self.one_figure(&in_parts, parts));
        }
        let origins = in_parts.iter().flat_map(|position| self.ledger.origins(position)).cloned().collect();
        Some(Reported::Incomplete { origins, refused: false })
    }

    /// What is known of parts of a period of which some did not come.
    fn known_of(&self, parts: &[Period]) -> Reported {
        let in_parts = self.in_parts(parts);
        let flows = !matches!(self.kind, Kind::ContributionBudget | Kind::Budget | Kind::Forecast);
        let periods: Vec<Period> =
            parts.iter().copied().filter(|part| self.is_asked(*part) && !self.came(&in_parts, *part)).collect();
        let (known, mut lacks) = match self.one_figure(&in_parts, parts) {
            _ if !flows => return Reported::Nothing,
            Reported::Figure(known) if periods.is_empty() => {
                return Reported::Incomplete { origins: known.origins, refused: false };
            }
            Reported::Figure(known) => (known, Vec::new()),
            Reported::AtLeast(Partly { known, lacks }) => (known, lacks),
            otherwise => return otherwise,
        };
        let is_over = |part: &Period| self.as_at.is_none_or(|day| part.last_day() <= day);
        let (over, to_come): (Vec<Period>, Vec<Period>) = periods.into_iter().partition(is_over);
        if !over.is_empty() {
            let ledgers = in_parts.iter().any(|one| one.payments);
            let lacks_one = |keeper: &Option<&str>| over.iter().any(|part| !self.ledger.has_come(*keeper, *part));
            let reporters: BTreeSet<Option<&str>> = match ledgers {
                true => self.keepers().into_iter().filter(lacks_one).collect(),
                false => in_parts.iter().map(|one| one.subject.reporter.as_deref()).collect(),
            };
            let reporters = reporters.into_iter().map(|one| one.map(str::to_owned)).collect();
            lacks.insert(0, Lacks::Months { periods: over, ledgers, reporters });
        } else if !to_come.is_empty() {
            lacks.push(Lacks::TimeToCome);
        }
        Reported::AtLeast(Partly { known, lacks })
    }

    /// Whether a part of the year was reported: by a return, or by everyone's ledger.
    fn came(&self, positions: &[&Position], part: Period) -> bool {
        positions.iter().any(|one| !one.payments && one.period == part) || self.is_nil(part)
    }

    /// Adds up what positions of some periods say; of what ledgers contest only what is known.
    fn one_figure(&self, positions: &[&Position], periods: &[Period]) -> Reported {
        let own: Vec<&Position> = positions.iter().copied().filter(|one| self.is_asked_of(one)).collect();
        let told = one_figure(self.ledger, &own);
        if positions.iter().any(|position| !position.payments) {
            return told;
        }
        let is_theirs = |one: &&&Contested| periods.contains(&one.period);
        let contested: Vec<Contested> = self.contested.iter().filter(is_theirs).map(|one| (*one).clone()).collect();
        let known = match told {
            _ if contested.is_empty() => return told,
            Reported::Figure(known) => known,
            Reported::Nothing => Sum::none(),
            otherwise => return otherwise,
        };
        Reported::AtLeast(Partly { known, lacks: vec![Lacks::Payments(contested)] })
    }
}

#[cfg(test)]
mod tests;
