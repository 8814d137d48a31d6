//! Rows, cells and blocks of cells, as the XML of a sheet writes them.

use crate::model::origin::Address;
use crate::read::grid::Region;

/// A number that the file counts from one, counted from zero.
pub fn number_from_one(text: &str) -> Option<u32> {
    text.trim().parse::<u32>().ok()?.checked_sub(1).filter(|number| *number < i32::MAX.unsigned_abs())
}

/// A cell: `C14`.
pub fn address(text: &str) -> Option<Address> {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, row) = text.split_at_checked(letters)?;
    let column = letters.bytes().try_fold(0_u32, |column, byte| {
        column.checked_mul(26)?.checked_add(u32::from(byte.to_ascii_uppercase() - b'A') + 1)
    })?;
    Some(Address { row: number_from_one(row)?, column: column.checked_sub(1)? })
}

/// A block of cells: `B2:C14`, or one cell.
pub fn region(text: &str) -> Option<Region> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    Some(Region { first: address(first)?, last: address(last)? })
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn places_are_counted_from_zero() {
        let place = |text: &str| address(text).map(|address| address.to_string());
        for text in ["A1", "C14", "XFD1048576"] {
            assert_eq!(place(text).as_deref(), Some(text));
        }
        for text in ["", "A", "1", "A0", "A-1", "A1B", "A231999999999940", "AAAAAAAAA1"] {
            assert_eq!(place(text), None, "{text}");
        }
    }
}
