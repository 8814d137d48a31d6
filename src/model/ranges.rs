//! Many cells in few words: neighbours as a range, such as `C5:D14`.

use super::origin::Address;

/// A rectangle of cells: its first and its last.
type Range = (Address, Address);

/// The cells as ranges, in the order of a sheet's columns; each cell stands in one range, however often it was given.
#[must_use]
pub fn ranges(cells: impl IntoIterator<Item = Address>) -> Vec<String> {
    let mut cells: Vec<Address> = cells.into_iter().collect();
    cells.sort_unstable_by_key(|cell| (cell.column, cell.row));
    cells.dedup();
    let mut found: Vec<Range> = Vec::new();
    for cell in cells {
        match found.last_mut() {
            Some((_, last)) if last.column == cell.column && last.row + 1 == cell.row => *last = cell,
            _ => found.push((cell, cell)),
        }
    }
    let mut wider: Vec<Range> = Vec::new();
    for (first, last) in found {
        let beside =
            |range: &&mut Range| (range.0.row, range.1.row, range.1.column + 1) == (first.row, last.row, first.column);
        match wider.iter_mut().rev().take(1_000).find(beside) {
            Some((_, end)) => *end = last,
            None => wider.push((first, last)),
        }
    }
    wider.sort_unstable();
    let written = |(first, last): Range| if first == last { first.to_string() } else { format!("{first}:{last}") };
    wider.into_iter().map(written).collect()
}

#[cfg(test)]
mod tests {
    use super::{Address, ranges};

    fn cells(text: &str) -> Vec<Address> {
        text.split(' ').map(|cell| cell.parse().unwrap()).collect()
    }

    #[test]
    fn neighbours_are_one_range() {
        for (given, expected) in [
            ("C14", "C14"),
            ("C14 C14", "C14"),
            ("C7 C5 C6", "C5:C7"),
            ("B4 C4 D4", "B4:D4"),
            ("B4 C4 B5 C5", "B4:C5"),
            ("B4 B5 C4", "B4:B5 C4"),
            ("B4 D4", "B4 D4"),
            ("Z1 AA1", "Z1:AA1"),
        ] {
            assert_eq!(ranges(cells(given)).join(" "), expected, "{given}");
        }
        assert!(ranges([]).is_empty());
    }
}
