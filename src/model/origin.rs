//! Where an amount came from: a file of the area, a sheet, a cell.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize, Serializer};

/// The address of a cell, counted from zero; written as the sheet shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    /// The row; 0 is the sheet's row 1.
    pub row: u32,
    /// The column; 0 is the sheet's column A.
    pub column: u32,
}

impl Address {
    /// The row's number as the sheet shows it.
    #[must_use]
    pub const fn row_number(self) -> u32 {
        self.row + 1
    }

    /// The column's letters as the sheet shows them: `A` to `XFD`, and on for text files, which know no end.
    #[must_use]
    pub fn column_letters(self) -> String {
        let mut letters = Vec::new();
        let mut rest = u64::from(self.column) + 1;
        while rest > 0 {
            rest -= 1;
            letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
            rest /= 26;
        }
        letters.iter().rev().collect()
    }
}

impl Serialize for Address {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.column_letters(), self.row_number())
    }
}

/// Reads `C14`.
impl FromStr for Address {
    type Err = NotAnAddress;

    fn from_str(text: &str) -> Result<Self, NotAnAddress> {
        let split = text.find(|character: char| character.is_ascii_digit()).ok_or(NotAnAddress)?;
        let (letters, number) = text.split_at(split);
        let mut column: u64 = 0;
        for byte in letters.bytes() {
            if !byte.is_ascii_uppercase() || column > u64::from(u32::MAX) {
                return Err(NotAnAddress);
            }
            column = column * 26 + u64::from(byte - b'A') + 1;
        }
        let row: u32 = number.parse().map_err(|_| NotAnAddress)?;
        let counted = |number: u64| number.checked_sub(1).and_then(|zero_based| u32::try_from(zero_based).ok());
        match (counted(u64::from(row)), counted(column)) {
            (Some(row), Some(column)) => Ok(Self { row, column }),
            _ => Err(NotAnAddress),
        }
    }
}

/// A column by its letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct ColumnLetters(pub u32);

/// How many columns a sheet can have, to `XFD`.
const MOST_COLUMNS: u32 = 16_384;

impl TryFrom<String> for ColumnLetters {
    type Error = NotAColumn;

    fn try_from(text: String) -> Result<Self, NotAColumn> {
        let address = format!("{text}1").parse().ok();
        let address = address.filter(|address: &Address| address.row == 0 && address.column < MOST_COLUMNS);
        address.map(|address| Self(address.column)).ok_or(NotAColumn)
    }
}

/// Text that names no column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the letters of a column: write them like `C`")]
pub struct NotAColumn;

/// Text that names no cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the address of a cell: write it like `C14`")]
pub struct NotAnAddress;

/// The cell that an amount was read from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// The file's path below the area's folder, with forward slashes.
    pub file: Arc<str>,
    /// The sheet's name; a text file has one sheet, named after the file.
    pub sheet: Arc<str>,
    /// The cell.
    pub cell: Address,
}

/// As messages write it: `returns/council/2006.csv[2006!C14]`.
impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}!{}]", self.file, self.sheet, self.cell)
    }
}

/// What a finding points at: a cell, a sheet, or a whole file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// The file's path below the area's folder, with forward slashes.
    pub file: Arc<str>,
    /// The sheet, where the finding is about one.
    pub sheet: Option<Arc<str>>,
    /// The cell, where the finding is about one.
    pub cell: Option<Address>,
}

impl Place {
    /// A whole file.
    #[must_use]
    pub fn file(file: &str) -> Self {
        Self { file: file.into(), sheet: None, cell: None }
    }

    /// A sheet of a file.
    #[must_use]
    pub fn sheet(file: &str, sheet: &str) -> Self {
        Self { sheet: Some(sheet.into()), ..Self::file(file) }
    }

    /// A cell of a sheet.
    #[must_use]
    pub fn cell(file: &str, sheet: &str, cell: Address) -> Self {
        Self { cell: Some(cell), ..Self::sheet(file, sheet) }
    }
}

impl From<&Origin> for Place {
    fn from(origin: &Origin) -> Self {
        let (file, sheet) = (Arc::clone(&origin.file), Arc::clone(&origin.sheet));
        Self { file, sheet: Some(sheet), cell: Some(origin.cell) }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.sheet, &self.cell) {
            (Some(sheet), Some(cell)) => write!(f, "{}[{sheet}!{cell}]", self.file),
            (Some(sheet), None) => write!(f, "{}[{sheet}]", self.file),
            _ => f.write_str(&self.file),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Address, ColumnLetters, NotAColumn};

    #[test]
    fn addresses_are_written_as_the_sheet_shows_them() {
        let written = |row, column| Address { row, column }.to_string();
        assert_eq!(written(0, 0), "A1");
        assert_eq!(written(13, 2), "C14");
        assert_eq!(written(0, 25), "Z1");
        assert_eq!(written(0, 26), "AA1");
        assert_eq!(written(1_048_575, 16_383), "XFD1048576");
        for text in ["A1", "C14", "Z1", "AA1", "XFD1048576"] {
            assert_eq!(text.parse::<Address>().map(|address| address.to_string()).as_deref(), Ok(text));
        }
        for text in ["", "A", "1", "A0", "a1", "A1B", "A-1"] {
            assert!(text.parse::<Address>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_column_has_letters_that_a_sheet_can_have() {
        let column = |text: &str| ColumnLetters::try_from(text.to_owned()).map(|column| column.0);
        assert_eq!((column("A"), column("XFD")), (Ok(0), Ok(16_383)));
        for text in ["", "a", "A1", "0", "XFE", "AAAAAAA"] {
            assert_eq!(column(text), Err(NotAColumn), "{text}");
        }
    }
}
