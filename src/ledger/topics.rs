//! Topics: where the ledger speaks of one kind of money of one partner in one agreement, so that nobody has to look through all of it.

use std::collections::HashMap;

use super::Position;
use crate::model::entry::{AmountSubject, Class, Form, Gap, Kind};

/// One kind of money of one partner in one agreement, and where the ledger speaks of it.
#[derive(Debug, Clone)]
pub struct Topic {
    /// What the amounts are.
    pub kind: Kind,
    /// The partner whose money it is.
    pub partner: Option<String>,
    /// Revenue or capital.
    pub class: Class,
    /// Cash or in kind.
    pub form: Form,
    positions: Vec<usize>,
    gaps: Vec<usize>,
}

impl Topic {
    /// The places of its positions, in the order in which they were read.
    pub(super) fn positions(&self) -> &[usize] {
        &self.positions
    }

    /// The places of its gaps, in the order in which they were read.
    pub(super) fn gaps(&self) -> &[usize] {
        &self.gaps
    }

    fn about(subject: &AmountSubject) -> Self {
        let AmountSubject { kind, partner, class, form, .. } = subject;
        let partner = partner.clone();
        Self { kind: *kind, partner, class: *class, form: *form, positions: Vec::new(), gaps: Vec::new() }
    }

    fn is_of(&self, subject: &AmountSubject) -> bool {
        (self.kind, self.class, self.form) == (subject.kind, subject.class, subject.form)
            && self.partner == subject.partner
    }
}

/// The topics of each agreement, in the order in which they are first spoken of.
#[derive(Debug, Clone, Default)]
pub(super) struct Topics(HashMap<String, Vec<Topic>>);

impl Topics {
    pub(super) fn spoken_of(positions: &[Position], gaps: &[Gap]) -> Self {
        let mut topics = Self::default();
        for (place, position) in positions.iter().enumerate() {
            if let Some(topic) = topics.topic(&position.subject) {
                topic.positions.push(place);
            }
        }
        for (place, gap) in gaps.iter().enumerate() {
            if let Some(topic) = topics.topic(&gap.subject) {
                topic.gaps.push(place);
            }
        }
        topics
    }

    pub(super) fn on(&self, agreement: &str) -> &[Topic] {
        self.0.get(agreement).map(Vec::as_slice).unwrap_or_default()
    }

    /// The topic of a subject; `None` for spending outside any agreement.
    fn topic(&mut self, subject: &AmountSubject) -> Option<&mut Topic> {
        let agreement = subject.agreement.as_deref()?;
        if !self.0.contains_key(agreement) {
            self.0.insert(agreement.to_owned(), Vec::new());
        }
        let topics = self.0.get_mut(agreement)?;
        let place = topics.iter().position(|topic| topic.is_of(subject)).unwrap_or(topics.len());
        if place == topics.len() {
            topics.push(Topic::about(subject));
        }
        topics.get_mut(place)
    }
}
