//! Phrases: what is said, as pieces, so that every outlet prints names, amounts and cells in its own way.

mod say;

use std::borrow::Cow;
use std::fmt;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::model::money::Money;
use crate::model::origin::{Origin, Place};
use crate::model::period::Period;
use crate::model::reason::Reason;
use crate::model::style::Style;
use crate::model::words::counted;

pub use say::Say;

/// One piece of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words of the program.
    Text(Cow<'static, str>),
    /// A name, a heading or a value, as somebody wrote it or has to write it.
    Name(Cow<'static, str>),
    /// An amount.
    Money(Money),
    /// A period or a year.
    Period(Period),
    /// A day.
    Day(NaiveDate),
    /// A percentage: 5.66 for 5.66 %.
    Percent(Decimal),
    /// Where what was just said is written, in brackets.
    Cells(Vec<Place>),
}

/// What is said: lower case, without a full stop.
///
/// `Display` writes it as the screen and `findings.json` have it, with names between back-ticks. Pages print it with
/// [`Phrase::bare`], letters with [`Phrase::with_places`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Phrase(Vec<Piece>);

/// A phrase from words with a `{}` for each value that follows, as in `format!`; what stands between back-ticks is a name.
///
/// `phrase!("`{}` has paid {} to `{}`", partner, amount, title)`. A value too many or too few does not compile.
macro_rules! phrase {
    ($words:literal $(, $value:expr)* $(,)?) => {{
        const _: () = assert!(
            $crate::finding::phrase::holes($words) == [$(stringify!($value)),*].len(),
            "as many values as there are places for them"
        );
        $crate::finding::phrase::Phrase::filled($words, [$($crate::finding::phrase::Say::say(&$value)),*])
    }};
}
pub(crate) use phrase;

/// How many values words have places for.
#[must_use]
pub const fn holes(words: &str) -> usize {
    let bytes = words.as_bytes();
    let (mut count, mut place) = (0, 1);
    while place < bytes.len() {
        if bytes[place - 1] == b'{' && bytes[place] == b'}' {
            count += 1;
        }
        place += 1;
    }
    count
}

/// A name, a heading or a value that somebody wrote.
#[must_use]
pub fn name(text: impl Into<String>) -> Phrase {
    Piece::Name(Cow::Owned(text.into())).into()
}

/// A count with its noun: `1 cell`, `2 cells`, `no cells`.
#[must_use]
pub fn count(number: usize, noun: &str) -> Phrase {
    counted(number, noun).say()
}

/// The cells in which what was just said is written.
#[must_use]
pub fn cells<'a>(origins: impl IntoIterator<Item = &'a Origin>) -> Phrase {
    Piece::Cells(origins.into_iter().map(Place::from).collect()).into()
}

/// Names joined as in a sentence.
pub fn names<S: Into<String>>(all: impl IntoIterator<Item = S>) -> Phrase {
    listed(all.into_iter().map(name))
}

/// Phrases joined as in a sentence: `a`, `a and b`, `a, b and c`.
pub fn listed<P: Into<Phrase>>(all: impl IntoIterator<Item = P>) -> Phrase {
    let all: Vec<Phrase> = all.into_iter().map(Into::into).collect();
    let last = all.len().saturating_sub(1);
    let mut joined = Phrase::default();
    for (place, one) in all.into_iter().enumerate() {
        if place > 0 {
            joined.add(if place == last { " and " } else { ", " });
        }
        joined.add(one);
    }
    joined
}

impl Phrase {
    /// Words with a value in each of their places; between back-ticks, words and values are one name.
    #[must_use]
    pub fn filled(words: &str, values: impl IntoIterator<Item = Self>) -> Self {
        let mut values = values.into_iter();
        let mut phrase = Self::default();
        for (place, part) in words.split('`').enumerate() {
            let mut said = Self::default();
            for (place, text) in part.split("{}").enumerate() {
                if place > 0 {
                    said.add(values.next().unwrap_or_default());
                }
                if !text.is_empty() {
                    said.add(text.say());
                }
            }
            match place % 2 {
                0 => phrase.add(said),
                _ => phrase.add(name(said.bare())),
            }
        }
        phrase
    }

    /// Words in which back-ticks mark names, as a file of the program or a message of its workers holds them.
    #[must_use]
    pub fn marked(text: &str) -> Self {
        let mut phrase = Self::default();
        let mut rest = text;
        // A mark without its other is text, and so are two with nothing between them.
        while let Some((before, (named, after))) =
            rest.split_once('`').and_then(|(before, behind)| Some((before, behind.split_once('`')?)))
        {
            if named.is_empty() {
                phrase.add(format!("{before}``").say());
            } else {
                if !before.is_empty() {
                    phrase.add(before.say());
                }
                phrase.add(name(named));
            }
            rest = after;
        }
        if !rest.is_empty() {
            phrase.add(rest.say());
        }
        phrase
    }

    /// Goes on with something more.
    pub fn add(&mut self, more: impl Into<Self>) {
        self.0.extend(more.into().0);
    }

    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Its pieces.
    #[must_use]
    pub fn pieces(&self) -> &[Piece] {
        &self.0
    }

    /// The same without cells, for those who find them elsewhere.
    #[must_use]
    pub fn without_cells(&self) -> Self {
        Self(self.0.iter().filter(|piece| !matches!(piece, Piece::Cells(_))).cloned().collect())
    }

    /// The amounts that it says, in their order.
    pub fn amounts(&self) -> impl Iterator<Item = Money> {
        self.0.iter().filter_map(|piece| match piece {
            Piece::Money(amount) => Some(*amount),
            _ => None,
        })
    }

    /// The cells, sheets and files that it names.
    pub fn places(&self) -> impl Iterator<Item = &Place> {
        self.0.iter().flat_map(|piece| match piece {
            Piece::Cells(places) => places.as_slice(),
            _ => &[],
        })
    }

    /// The phrase as a page prints it: names without marks.
    #[must_use]
    pub fn bare(&self) -> String {
        self.with_places(ToString::to_string)
    }

    /// The phrase as a paper prints it: names without marks, and periods and percentages in the style of a house.
    #[must_use]
    pub fn in_style(&self, style: Style) -> String {
        let styled = |piece: &Piece| match piece {
            Piece::Period(period) => Piece::Text(style.period(*period).into()),
            Piece::Percent(percent) => Piece::Text(style.percent(*percent).into()),
            other => other.clone(),
        };
        Self(self.0.iter().map(styled).collect()).bare()
    }

    /// The same with places in other words.
    #[must_use]
    pub fn with_places(&self, place: impl Fn(&Place) -> String) -> String {
        let mut text = String::new();
        // Nothing that writes to a string fails.
        let _ = self.write(&mut text, "", place);
        text
    }

    fn write(&self, to: &mut impl fmt::Write, mark: &str, place: impl Fn(&Place) -> String) -> fmt::Result {
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => to.write_str(text)?,
                Piece::Name(name) => write!(to, "{mark}{name}{mark}")?,
                Piece::Money(amount) => write!(to, "{amount}")?,
                Piece::Period(period) => write!(to, "{period}")?,
                Piece::Day(day) => write!(to, "{}", day.format("%-d %B %Y"))?,
                Piece::Percent(percent) => write!(to, "{percent} %")?,
                Piece::Cells(places) => {
                    let places: Vec<String> = places.iter().map(&place).collect();
                    write!(to, " ({})", crate::model::words::listed(&places))?;
                }
            }
        }
        Ok(())
    }
}

impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, "`", ToString::to_string)
    }
}

/// Words of the program, in which back-ticks mark names.
impl From<&'static str> for Phrase {
    fn from(text: &'static str) -> Self {
        let parts = text.split('`').enumerate().filter(|(_, part)| !part.is_empty());
        let piece = |(place, part): (usize, &'static str)| {
            let part = Cow::Borrowed(part);
            if place % 2 == 0 { Piece::Text(part) } else { Piece::Name(part) }
        };
        Self(parts.map(piece).collect())
    }
}

/// What the register's words lack, as a phrase says it.
impl From<Reason> for Phrase {
    fn from(reason: Reason) -> Self {
        Self::filled(&reason.words, reason.values.iter().map(Say::say))
    }
}

impl From<Piece> for Phrase {
    fn from(piece: Piece) -> Self {
        Self(vec![piece])
    }
}

#[cfg(test)]
mod tests {
    use super::{Money, Origin, Phrase, Say, cells, count, holes, listed, names};
    use crate::model::origin::Place;

    #[test]
    fn every_outlet_prints_a_phrase_in_its_own_way() {
        let cell = Origin { file: "agreements.xlsx".into(), sheet: "Totals".into(), cell: "D2".parse().unwrap() };
        let said = phrase!("`{}` has {} on `Totals`{} in all", "King's", Money::from_sum(500), cells([&cell]));
        assert_eq!(said.to_string(), "`King's` has £5.00 on `Totals` (agreements.xlsx[Totals!D2]) in all");
        assert_eq!(said.bare(), "King's has £5.00 on Totals (agreements.xlsx[Totals!D2]) in all");
        assert_eq!(said.with_places(|_| "there".to_owned()), "King's has £5.00 on Totals (there) in all");
        assert_eq!(said.places().collect::<Vec<_>>(), [&Place::from(&cell)]);
        assert_eq!(said.without_cells().bare(), "King's has £5.00 on Totals in all");
    }

    #[test]
    fn values_stand_where_words_have_places_for_them_and_are_no_marks() {
        assert_eq!((holes("none"), holes("`{}` is {}{}"), holes("}{")), (0, 3, 0));
        assert_eq!(phrase!("drop it into `returns/{}/`", "council").bare(), "drop it into returns/council/");
        let odd = phrase!("`{}` is {}", "a`b", "c`d");
        assert_eq!(odd.bare(), "a`b is c`d", "what somebody wrote stays as it is");
        assert_eq!(phrase!("no{} more", None::<Phrase>).to_string(), "no more");
    }

    #[test]
    fn phrases_are_joined_as_in_a_sentence() {
        assert_eq!(names(["a", "b", "c"]).to_string(), "`a`, `b` and `c`");
        assert_eq!(names(["a"]).to_string(), "`a`");
        assert_eq!(listed([count(1, "cell"), "none".say()]).to_string(), "1 cell and none");
        assert!(names::<String>([]).is_empty());
    }

    #[test]
    fn marked_words_are_read_as_they_were_written() {
        for text in ["the sheet `Totals` has none", "`Totals`", "nothing", "", "a`b", "a `` b", "`a` `b"] {
            assert_eq!(Phrase::marked(text).to_string(), text);
        }
        assert_eq!(Phrase::from("a `b` c").bare(), "a b c");
    }
}
