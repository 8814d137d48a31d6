//! Keyed lists: things in their order, of which those under one key are found without looking through all of them.

use std::collections::HashMap;
use std::fmt;
use std::ops::Deref;

/// What is found by a key: the id of an agreement, or the name of a partner.
pub trait HasKey {
    /// The key; empty for what is of no agreement.
    fn key(&self) -> &str;
}

/// Things in their order, found by their keys. As a slice it is read like any list; it only ever grows.
#[derive(Clone)]
pub struct Keyed<T> {
    all: Vec<T>,
    places: HashMap<String, Vec<usize>>,
}

impl<T: HasKey> Keyed<T> {
    /// Adds one at the end.
    pub fn push(&mut self, one: T) {
        match self.places.get_mut(one.key()) {
            Some(places) => places.push(self.all.len()),
            None => drop(self.places.insert(one.key().to_owned(), vec![self.all.len()])),
        }
        self.all.push(one);
    }
}

impl<T> Keyed<T> {
    /// Those under a key, in their order.
    pub fn under<'a>(&'a self, key: &str) -> impl Iterator<Item = &'a T> + use<'a, T> {
        let places = self.places.get(key).map(Vec::as_slice).unwrap_or_default();
        places.iter().filter_map(|place| self.all.get(*place))
    }

    /// The first under a key.
    #[must_use]
    pub fn first_under(&self, key: &str) -> Option<&T> {
        self.under(key).next()
    }

    /// The place of the first under a key.
    #[must_use]
    pub fn place_of(&self, key: &str) -> Option<usize> {
        self.places.get(key)?.first().copied()
    }
}

impl<T> Default for Keyed<T> {
    fn default() -> Self {
        Self { all: Vec::new(), places: HashMap::new() }
    }
}

impl<T> Deref for Keyed<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.all
    }
}

impl<T: fmt::Debug> fmt::Debug for Keyed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.all.fmt(f)
    }
}

impl<T: HasKey> Extend<T> for Keyed<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, more: I) {
        more.into_iter().for_each(|one| self.push(one));
    }
}

impl<T: HasKey> FromIterator<T> for Keyed<T> {
    fn from_iter<I: IntoIterator<Item = T>>(all: I) -> Self {
        let mut keyed = Self::default();
        keyed.extend(all);
        keyed
    }
}

impl<T> IntoIterator for Keyed<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.all.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Keyed<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.all.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::{HasKey, Keyed};

    impl HasKey for (&str, u8) {
        fn key(&self) -> &str {
            self.0
        }
    }

    #[test]
    fn those_under_one_key_keep_their_order_among_all() {
        let keyed: Keyed<(&str, u8)> = [("pool", 1), ("other", 2), ("pool", 3)].into_iter().collect();
        assert_eq!(keyed.under("pool").map(|one| one.1).collect::<Vec<_>>(), [1, 3]);
        assert_eq!((keyed.first_under("other"), keyed.place_of("other")), (Some(&("other", 2)), Some(1)));
        assert!(keyed.under("none").next().is_none() && keyed.place_of("none").is_none());
        assert_eq!(keyed.iter().map(|one| one.1).collect::<Vec<_>>(), [1, 2, 3]);
    }
}
