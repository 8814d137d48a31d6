//! Reasons: why something that the register says cannot be read or applied, as words and the values in them.

use std::borrow::Cow;
use std::fmt;

/// Words with a `{}` for each value, as phrases have them; what stands between back-ticks is a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The words.
    pub words: Cow<'static, str>,
    /// The values, in the order of their places.
    pub values: Vec<String>,
}

impl Reason {
    /// Words with their values.
    #[must_use]
    pub fn new<const N: usize>(words: &'static str, values: [&str; N]) -> Self {
        Self { words: words.into(), values: values.map(str::to_owned).into() }
    }
}

impl From<&'static str> for Reason {
    fn from(words: &'static str) -> Self {
        Self { words: words.into(), values: Vec::new() }
    }
}

/// The words with their values, and the marks of names.
impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut values = self.values.iter();
        for (place, words) in self.words.split("{}").enumerate() {
            if place > 0 {
                values.next().map_or(Ok(()), |value| f.write_str(value))?;
            }
            f.write_str(words)?;
        }
        Ok(())
    }
}
