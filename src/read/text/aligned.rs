//! Text whose columns are held apart by blanks alone, as a printed report or Excel's `.prn` has them.

use std::ops::Range;

use crate::model::period::Year;

/// How many lines from the top are tried as the row of headings.
const TRIED: usize = 50;

/// From how many pieces on a line that keeps to no columns can be that of the headings.
const LEAST_OF_HEADINGS: usize = 3;

/// The longest text that is looked at, in bytes.
const LARGEST: usize = 1 << 24;

/// The cells of one line, each with its column.
pub type AlignedRow = (u32, Vec<String>);

/// One line: the row that it is, and its characters.
struct Line {
    row: u32,
    characters: Vec<char>,
    pieces: Vec<Range<usize>>,
}

impl Line {
    fn text(&self, part: Range<usize>) -> &[char] {
        let end = part.end.min(self.characters.len());
        self.characters.get(part.start.min(end)..end).unwrap_or_default()
    }

    fn is_blank_at(&self, at: usize) -> bool {
        self.characters.get(at).is_none_or(|character| is_blank(*character))
    }

    /// Whether it can be a note, which stands below no heading.
    fn is_words(&self) -> bool {
        self.pieces.len() == 1 && !self.characters.iter().any(char::is_ascii_digit)
    }

    /// Whether one of its pieces begins as an amount or a day does, and is no year.
    fn has_figure(&self) -> bool {
        let begins = |piece: &Range<usize>| {
            let text = self.text(piece.clone());
            let bare = text.iter().skip_while(|character| matches!(character, '-' | '+' | '(' | '.'));
            let is_figure = bare.take(1).any(|first| first.is_ascii_digit() || matches!(first, '£' | '$' | '€'));
            is_figure && text.iter().collect::<String>().parse::<Year>().is_err()
        };
        self.pieces.iter().any(begins)
    }

    /// Whether it is drawn, and says nothing.
    fn is_rule(&self) -> bool {
        let marks = self.characters.iter().filter(|character| !is_blank(**character));
        marks.clone().count() > 2 && marks.clone().all(|mark| matches!(mark, '-' | '=' | '_' | '+'))
    }
}

/// The rows of a text whose lines all keep to the columns of one line of headings; a line above it is divided by itself, and a
/// line of words alone is one cell. `None` where a line does not keep to them.
#[must_use]
pub fn rows(text: &str, first_row: u32) -> Option<Vec<AlignedRow>> {
    if text.len() > LARGEST || text.contains('\t') {
        return None;
    }
    let lines = lines(text, first_row);
    let (head, columns) = (0..lines.len().min(TRIED)).find_map(|head| Some((head, columns(lines.get(head..)?)?)))?;
    // The headings are the line above that does not keep to the columns of its rows.
    let is_row = lines.get(head).is_none_or(Line::has_figure);
    if is_row || lines.iter().take(head).any(|above| above.pieces.len() >= LEAST_OF_HEADINGS) {
        return None;
    }
    let rows = lines.iter().enumerate().map(|(index, line)| {
        let parts = if index < head {
            line.pieces.clone()
        } else if index > head && line.is_words() {
            std::iter::once(0..line.characters.len()).collect()
        } else {
            columns.clone()
        };
        (line.row, parts.into_iter().map(|part| line.text(part).iter().collect()).collect())
    });
    Some(rows.collect())
}

/// The lines that say something.
fn lines(text: &str, first_row: u32) -> Vec<Line> {
    let ends = if text.contains('\n') { '\n' } else { '\r' };
    let numbered = text.split(ends).zip(first_row..);
    let said = numbered.map(|(line, row)| {
        let characters: Vec<char> = line.trim_end_matches(['\r', '\u{c}', '\u{1a}']).chars().collect();
        Line { row, pieces: pieces(&characters), characters }
    });
    said.filter(|line| !line.pieces.is_empty() && !line.is_rule()).collect()
}

fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\u{a0}' | '\u{c}')
}

/// What stands in a line, as far as two blanks or more divide it.
fn pieces(line: &[char]) -> Vec<Range<usize>> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    for (at, _) in line.iter().enumerate().filter(|(_, character)| !is_blank(**character)) {
        match pieces.last_mut() {
            Some(last) if at <= last.end + 1 => last.end = at + 1,
            _ => pieces.push(at..at + 1),
        }
    }
    pieces
}

/// The columns below the first of some lines, if it is the row of headings of all of them.
fn columns(lines: &[Line]) -> Option<Vec<Range<usize>>> {
    let (head, below) = lines.split_first()?;
    let below: Vec<&Line> = below.iter().filter(|line| !line.is_words()).collect();
    if head.pieces.len() < 2 || below.is_empty() {
        return None;
    }
    let mut columns = Vec::new();
    let mut start = 0;
    for pair in head.pieces.windows(2) {
        let [before, after] = pair else { return None };
        let gutter = gutter(&below, before.end..after.start)?;
        columns.push(start..gutter.start);
        start = gutter.end;
    }
    columns.push(start..usize::MAX);
    let keeps = columns.iter().enumerate().all(|(column, part)| is_column(&below, part, column == 0));
    keeps.then_some(columns)
}

/// The one run of places in a range that is blank in every line.
fn gutter(lines: &[&Line], range: Range<usize>) -> Option<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for at in range.filter(|at| lines.iter().all(|line| line.is_blank_at(*at))) {
        match runs.last_mut() {
            Some(last) if last.end == at => last.end = at + 1,
            _ => runs.push(at..at + 1),
        }
    }
    if runs.len() > 1 {
        runs.retain(|run| run.len() > 1);
    }
    <[Range<usize>; 1]>::try_from(runs).ok().map(|[run]| run)
}

/// Whether what stands in a part of each line is one thing and begins, or ends, in the same place; names in the first column may
/// be indented.
fn is_column(lines: &[&Line], part: &Range<usize>, is_first: bool) -> bool {
    let cells = || lines.iter().map(|line| pieces(line.text(part.clone()))).filter(|pieces| !pieces.is_empty());
    let is_one = |pieces: Vec<Range<usize>>| <[Range<usize>; 1]>::try_from(pieces).ok().map(|[only]| only);
    let Some(cells) = cells().map(is_one).collect::<Option<Vec<_>>>() else { return false };
    let Some(first) = cells.first() else { return true };
    is_first || cells.iter().all(|cell| cell.start == first.start) || cells.iter().all(|cell| cell.end == first.end)
}

#[cfg(test)]
mod tests {
    use super::rows;

    fn drawn(text: &str) -> Option<String> {
        let row = |(row, cells): (u32, Vec<String>)| {
            let cells: Vec<&str> = cells.iter().map(|cell| cell.trim()).collect();
            format!("{row}:{}", cells.join("|"))
        };
        rows(text, 1).map(|rows| rows.into_iter().map(row).collect::<Vec<_>>().join("\n"))
    }

    #[test]
    fn columns_are_where_every_line_is_blank() {
        let text = "Month  2025-26 M3\n\nPool               Body      Budget\n-----------------  ------  --------\n\
                    Wheelchairs        ICB      1,200.0\nLibraries, Arts    Council     35.5\nsource our books\n";
        let expected = "1:Month|2025-26 M3\n3:Pool|Body|Budget\n5:Wheelchairs|ICB|1,200.0\n6:Libraries, Arts|Council|35.5\n\
                        7:source our books";
        assert_eq!(drawn(text).as_deref(), Some(expected));
        assert_eq!(drawn("A    B\nxx 1200\nyy   30\n").as_deref(), Some("1:A|B\n2:xx|1200\n3:yy|30"));
    }

    #[test]
    fn a_line_that_does_not_keep_to_the_columns_refuses_all() {
        for text in [
            "Pool      Budget\nWheelchairs and beds 12\nBeds      14\n",
            "Pool      Budget\nBeds          14\nA much longer name of a pool   1200\n",
            "Pool      Budget  Paid\nBeds      14      7\nChairs    12  6     \n",
            "Pool      Budget\nBeds      14  15\n",
            "Pool\tBudget\nBeds\t14\n",
            "Paid on     Payee         VAT    Amount\n05/06/2024  Hill  & Dale  4.00     24.00\n06/06/2024  Bed Ltd       1.00      6.00\n",
            "Pool      Budget  Paid\nBeds for all of us 9  7\nHoists        TBC   n/a\nRamps          14     6\n",
            "Pool    Paid\nBeds for us  9\nHoists    (40)\nRamps      £6\n",
            "Dear all,\nhere it is.  Yours\n",
            "one  two\n",
            "",
        ] {
            assert_eq!(drawn(text), None, "{text}");
        }
    }
}
