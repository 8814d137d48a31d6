//! What a phrase can say: names, amounts, periods, days, percentages, and other phrases.

use std::borrow::Cow;
use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{Phrase, Piece};
use crate::model::money::Money;
use crate::model::origin::Address;
use crate::model::period::{Period, Year};
use crate::model::reason::Reason;
use crate::model::total::TotalFigure;

/// A value that a phrase can say.
pub trait Say {
    /// It as a phrase; text stays as it is, and nothing in it is a mark.
    fn say(&self) -> Phrase;
}

impl Say for Phrase {
    fn say(&self) -> Phrase {
        self.clone()
    }
}

impl Say for Reason {
    fn say(&self) -> Phrase {
        self.clone().into()
    }
}

impl Say for Money {
    fn say(&self) -> Phrase {
        Piece::Money(*self).into()
    }
}

impl Say for Period {
    fn say(&self) -> Phrase {
        Piece::Period(*self).into()
    }
}

impl Say for Year {
    fn say(&self) -> Phrase {
        Piece::Period(Period::whole(*self)).into()
    }
}

impl Say for NaiveDate {
    fn say(&self) -> Phrase {
        Piece::Day(*self).into()
    }
}

impl Say for Decimal {
    fn say(&self) -> Phrase {
        Piece::Percent(*self).into()
    }
}

impl Say for str {
    fn say(&self) -> Phrase {
        Piece::Text(Cow::Owned(self.to_owned())).into()
    }
}

impl Say for String {
    fn say(&self) -> Phrase {
        self.as_str().say()
    }
}

impl Say for Arc<str> {
    fn say(&self) -> Phrase {
        (**self).say()
    }
}

impl Say for TotalFigure {
    fn say(&self) -> Phrase {
        self.to_string().say()
    }
}

impl Say for Address {
    fn say(&self) -> Phrase {
        self.to_string().say()
    }
}

/// Nothing where there is none.
impl<T: Say> Say for Option<T> {
    fn say(&self) -> Phrase {
        self.as_ref().map(Say::say).unwrap_or_default()
    }
}

impl<T: Say + ?Sized> Say for &T {
    fn say(&self) -> Phrase {
        (**self).say()
    }
}
