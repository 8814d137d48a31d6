//! Number formats: which ones make a date of a number, and which ones show it larger or smaller than it is.

use crate::read::grid::Shown;

/// What a number is by its format.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum NumberKind {
    /// A number.
    #[default]
    Number,
    /// A date or a time of day.
    Date,
    /// A duration in hours, minutes or seconds.
    Duration,
}

/// What a format does to the numbers that it shows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Format {
    /// What the numbers are.
    pub kind: NumberKind,
    sections: Vec<FormatSection>,
}

/// One of the parts between semicolons.
#[derive(Debug, Clone, Default, PartialEq)]
struct FormatSection {
    condition: Option<Condition>,
    kind: NumberKind,
    shown: Shown,
}

/// `[>=1000000]`: the numbers that a section is for.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Condition {
    less: bool,
    equal: bool,
    greater: bool,
    bound: f64,
}

impl Format {
    /// The format of a number that the file formats define.
    pub fn builtin(id: u32) -> Self {
        match id {
            9 | 10 => Self::read("0%"),
            14..=22 | 27..=36 | 45 | 47 | 50..=58 => Self { kind: NumberKind::Date, sections: Vec::new() },
            46 => Self { kind: NumberKind::Duration, sections: Vec::new() },
            _ => Self::default(),
        }
    }

    /// A format by its code: `#,##0,;[Red]-#,##0,`.
    pub fn read(code: &str) -> Self {
        let sections = sections(code);
        let kind = sections.first().map_or(NumberKind::Number, |section| section.kind);
        let scales = sections.iter().any(|section| section.shown != Shown::AsIs);
        Self { kind, sections: if scales { sections } else { Vec::new() } }
    }

    /// Whether any value is shown larger or smaller than it is.
    pub fn scales(&self) -> bool {
        !self.sections.is_empty()
    }

    /// What the format does to a value.
    pub fn shown(&self, value: f64) -> Shown {
        if self.sections.is_empty() {
            return Shown::AsIs;
        }
        let place = if self.sections.iter().any(|section| section.condition.is_some()) {
            self.sections.iter().position(|section| section.condition.is_none_or(|condition| condition.holds(value)))
        } else {
            match self.sections.len() {
                1 => Some(0),
                2 => Some(usize::from(value < 0.0)),
                _ if value == 0.0 => Some(2),
                _ => Some(usize::from(value < 0.0)),
            }
        };
        place.and_then(|place| self.sections.get(place)).map_or(Shown::AsIs, |section| section.shown)
    }
}

impl Condition {
    fn read(text: &str) -> Option<Self> {
        let bound = text.trim_start_matches(['<', '=', '>']);
        let sign = text.get(..text.len() - bound.len()).filter(|sign| !sign.is_empty())?;
        let bound = bound.trim().parse().ok()?;
        let has = |part| sign.contains(part);
        let other = sign == "<>";
        Some(Self { less: has('<'), equal: has('=') && !other, greater: has('>'), bound })
    }

    fn holds(self, value: f64) -> bool {
        (self.less && value < self.bound)
            || (self.greater && value > self.bound)
            || (self.equal && (value - self.bound).abs() < f64::EPSILON)
    }
}

/// What stands in a section, apart from quoted and escaped characters.
#[derive(Default)]
struct Scan {
    section: FormatSection,
    digits: bool,
    waiting: u8,
    commas: u8,
    percent: bool,
    literal: String,
}

impl Scan {
    fn take(&mut self, character: char) {
        match character {
            '0' | '#' | '?' => {
                (self.digits, self.waiting) = (true, 0);
                self.literal.clear();
            }
            // A comma between digits groups them; commas behind the last digit divide by a thousand each.
            ',' if self.digits => self.waiting = self.waiting.saturating_add(1),
            '.' => self.settle(),
            '%' => self.percent = true,
            'd' | 'm' | 'y' | 'h' | 's' | 'D' | 'M' | 'Y' | 'H' | 'S' if self.section.kind == NumberKind::Number => {
                self.section.kind = NumberKind::Date;
            }
            _ => {}
        }
    }

    fn bracket(&mut self, inside: &str) {
        let first = inside.bytes().next().map(|byte| byte.to_ascii_lowercase());
        let same = inside.bytes().all(|byte| Some(byte.to_ascii_lowercase()) == first);
        if same && matches!(first, Some(b'h' | b'm' | b's')) {
            if self.section.kind == NumberKind::Number {
                self.section.kind = NumberKind::Duration;
            }
        } else if let Some(condition) = Condition::read(inside) {
            self.section.condition = Some(condition);
        }
    }

    fn settle(&mut self) {
        self.commas = self.commas.saturating_add(self.waiting);
        self.waiting = 0;
    }

    fn finish(mut self) -> FormatSection {
        self.settle();
        // `#,##0,",000"` rounds to thousands and shows their zeros all the same.
        let zeros = u8::try_from(self.literal.matches("000").count()).unwrap_or(u8::MAX);
        self.section.shown = match (self.section.kind, self.percent, self.commas.saturating_sub(zeros)) {
            (NumberKind::Number, true, _) => Shown::Percent,
            (NumberKind::Number, false, 1) => Shown::Thousands,
            (NumberKind::Number, false, 2..) => Shown::Millions,
            _ => Shown::AsIs,
        };
        self.section
    }
}

fn sections(code: &str) -> Vec<FormatSection> {
    let mut sections = Vec::new();
    let mut scan = Scan::default();
    let mut characters = code.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => scan.literal.extend(characters.by_ref().take_while(|quoted| *quoted != '"')),
            '\\' => scan.literal.extend(characters.next()),
            // The next character fills the cell, or leaves its own width blank.
            '*' | '_' => drop(characters.next()),
            '[' => {
                let inside: String = characters.by_ref().take_while(|character| *character != ']').collect();
                scan.bracket(&inside);
            }
            ';' => sections.push(std::mem::take(&mut scan).finish()),
            character => scan.take(character),
        }
    }
    sections.push(scan.finish());
    sections
}

#[cfg(test)]
mod tests {
    use super::{Format, NumberKind};
    use crate::read::grid::Shown::{AsIs, Millions, Percent, Thousands};

    #[test]
    fn commas_behind_the_last_digit_scale() {
        for (code, shown) in [
            ("General", AsIs),
            ("#,##0", AsIs),
            ("#,##0,", Thousands),
            ("£#,##0,_);[Red](£#,##0,)", Thousands),
            ("0.0,,", Millions),
            ("#,##0.00,,\"m\"", Millions),
            ("0,.0", Thousands),
            ("0\",\"", AsIs),
            ("0\\,", AsIs),
            ("_-* #,##0_-;\\-* #,##0_-;_-* \"-\"??_-;_-@_-", AsIs),
            ("0%", Percent),
            ("0.0%;[Red]-0.0%", Percent),
            ("0\"%\"", AsIs),
            ("0_,", AsIs),
            ("#,##0,\\,\\0\\0\\0\\ ;[Red]\\(#,##0,\\)", AsIs),
            ("0,,\",000\"", Thousands),
        ] {
            assert_eq!(Format::read(code).shown(1_234_567.0), shown, "{code}");
        }
    }

    #[test]
    fn the_section_follows_the_value() {
        let format = Format::read("#,##0,;-#,##0;0%");
        assert_eq!([2.0, -2.0, 0.0].map(|value| format.shown(value)), [Thousands, AsIs, Percent]);
        let format = Format::read("[>=1000000]0.0,,\"m\";[>=1000]0,\"k\";0");
        assert_eq!([2e6, 2e3, 2.0].map(|value| format.shown(value)), [Millions, Thousands, AsIs]);
    }

    #[test]
    fn characters_of_a_date_make_a_date() {
        for (code, kind) in [
            ("dd/mm/yyyy", NumberKind::Date),
            ("[$-409]h:mm AM/PM;@", NumberKind::Date),
            ("[h]:mm:ss", NumberKind::Duration),
            ("[Red]0.00", NumberKind::Number),
            ("\"days\" 0", NumberKind::Number),
            ("0.00E+00", NumberKind::Number),
            ("# ?/?", NumberKind::Number),
            ("0;d", NumberKind::Number),
        ] {
            assert_eq!(Format::read(code).kind, kind, "{code}");
        }
        assert_eq!(
            [14, 46, 9, 3].map(|id| Format::builtin(id).kind),
            [NumberKind::Date, NumberKind::Duration, NumberKind::Number, NumberKind::Number]
        );
    }
}
