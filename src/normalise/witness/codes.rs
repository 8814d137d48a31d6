//! Totals that name their lines: `TOTAL OLDER PEOPLE (LINES C1 to C10)`, `ACTUAL TOTAL NET COST (LINES I1+J1+K1-L1)`.

use std::collections::BTreeMap;

use super::{ShownAmount, SumOfLines};

/// The codes of a table's rows, in the order in which they stand.
#[derive(Debug, Clone, Default)]
pub struct Codes {
    places: BTreeMap<String, usize>,
    is_total: Vec<bool>,
}

impl Codes {
    /// Keeps the code of the next row.
    pub fn keep(&mut self, code: &str, is_total: bool) {
        self.places.insert(spelt(code), self.is_total.len());
        self.is_total.push(is_total);
    }
}

/// What stands under each code so far, one column of amounts; a code without a cell adds nothing.
#[derive(Debug, Clone, Default)]
pub struct Coded {
    figures: BTreeMap<usize, Option<ShownAmount>>,
}

impl Coded {
    /// Keeps what the newest row says; no figure where it cannot be read or none is given.
    pub fn keep(&mut self, codes: &Codes, figure: Option<ShownAmount>) {
        if let Some(last) = codes.is_total.len().checked_sub(1) {
            self.figures.insert(last, figure);
        }
    }

    /// The sum of the lines that a total's label names; `None` where it names none, or one that is
    /// not known.
    #[must_use]
    pub fn sum_named(&self, codes: &Codes, label: &str) -> Option<SumOfLines> {
        let lower = label.to_ascii_lowercase();
        let start = lower.rfind("(line")?;
        let inside = label.get(start + "(line".len()..)?.trim_start_matches(['s', 'S']);
        let inside = inside.get(..inside.find(')')?)?;
        let mut sum = SumOfLines::default();
        let mut rest = inside;
        let mut taken_away = false;
        loop {
            let end = rest.find(['+', '-', ',']).unwrap_or(rest.len());
            let (term, more) = rest.split_at_checked(end)?;
            self.add(codes, term, taken_away, &mut sum)?;
            match more.chars().next() {
                None => return Some(sum),
                Some(sign) => {
                    taken_away = sign == '-';
                    rest = more.get(sign.len_utf8()..)?;
                }
            }
        }
    }

    /// Adds `A1`, or `A1 to A3` without the totals between them.
    fn add(&self, codes: &Codes, term: &str, taken_away: bool, sum: &mut SumOfLines) -> Option<()> {
        let place = |code: &str| codes.places.get(&spelt(code)).copied();
        let words: Vec<&str> = term.split_whitespace().collect();
        let rows: Vec<usize> = match words.as_slice() {
            [code] => vec![place(code)?],
            [first, "to" | "TO", last] => {
                (place(first)?..=place(last)?).filter(|row| codes.is_total.get(*row) == Some(&false)).collect()
            }
            _ => return None,
        };
        for row in rows {
            if let Some(figure) = self.figures.get(&row) {
                sum.add((*figure)?, taken_away);
            }
        }
        Some(())
    }
}

/// Codes are compared without case and the colon of a heading.
fn spelt(code: &str) -> String {
    code.trim().trim_end_matches(':').to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::{Coded, Codes, ShownAmount};
    use crate::job::layout::amounts::Unit;
    use crate::model::money::Money;

    #[test]
    fn a_label_names_the_lines_that_a_total_is_of() {
        let (mut codes, mut coded) = (Codes::default(), Coded::default());
        for (code, pence, is_total) in [("A1", 100, false), ("A2", 20, false), ("A3", 120, true), ("B1", 7, false)] {
            codes.keep(code, is_total);
            let figure = ShownAmount { money: Money::from_sum(pence), decimals: 0, unit: Unit::Thousands };
            coded.keep(&codes, Some(figure));
        }
        codes.keep("B2", false);
        coded.keep(&codes, None);
        codes.keep("B3:", false);
        let sum = |label: &str| coded.sum_named(&codes, label).map(|sum| (sum.pence, sum.count));
        assert_eq!(sum("TOTAL (LINES A1 to A2)"), Some((120, 2)));
        assert_eq!(sum("TOTAL (line A1)"), Some((100, 1)));
        assert_eq!(sum("TOTAL ETC (excl) (LINES A3+B1)"), Some((127, 2)));
        assert_eq!(sum("NET (LINES A3+ B1-A2)"), Some((107, 3)));
        assert_eq!(sum("TOTAL (LINES A1 to B1)"), Some((127, 3)), "the total between them is no line");
        assert_eq!(sum("TOTAL (LINES B1+B3)"), Some((7, 1)), "an empty cell adds nothing");
        assert_eq!(sum("TOTAL (LINES A1 + C9)"), None, "a code that is not there");
        assert_eq!(sum("TOTAL (LINES B1 to B2)"), None, "a line that is not given");
        assert_eq!(sum("TOTAL OF ALL"), None);
    }
}
