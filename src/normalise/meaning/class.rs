//! Classes and forms: which words of a return or of the register mean them; a word that does not is never read as one.

use std::collections::BTreeSet;

use crate::finding::{About, Level, Nature};
use crate::model::entry::{Class, Form};
use crate::model::reason::Reason;
use crate::model::words::folded;

/// A class or form in words that say neither.
pub const CLASS_UNKNOWN: About = About {
    name: "class-unknown",
    level: Level::Error,
    nature: Nature::Fact,
    finds: "a class that is neither revenue nor capital, or a form that is neither cash nor in kind, in a return or in the \
            register. `C` and `R` are understood in a column whose heading names both classes, or in which nothing but classes \
            stands.",
    matters: "capital counted as revenue would be wrong in both; the amounts of the row are left out, so what was reported or \
              promised is not known in full.",
    action: "write `revenue` or `capital` for a class, `cash` or `in kind` for a form",
    ask: Some("Write revenue or capital for a class, cash or in kind for a form, and send the file again."),
};

/// Words that mean a class.
const CLASSES: [(&[&str], Class); 2] = [
    (&["revenue", "revenues", "rev", "revex"], Class::Revenue),
    (&["capital", "capitals", "cap", "capex"], Class::Capital),
];

/// What stands in a cell that says nothing.
const NOTHING: [&str; 5] = ["", "na", "n a", "none", "not applicable"];

/// Words that may stand beside a class and change nothing of it. `Capital charges` and `capital financing` are revenue.
const BESIDE_A_CLASS: [&str; 32] = [
    "account",
    "allocation",
    "allocations",
    "budget",
    "budgets",
    "contribution",
    "contributions",
    "cost",
    "costs",
    "exp",
    "expenditure",
    "expenditures",
    "fund",
    "funded",
    "funding",
    "grant",
    "grants",
    "income",
    "item",
    "items",
    "only",
    "outturn",
    "payment",
    "payments",
    "programme",
    "project",
    "projects",
    "scheme",
    "schemes",
    "spend",
    "spending",
    "works",
];

/// Words that mean in kind.
const IN_KIND: [&str; 3] = ["in kind", "inkind", "kind"];

/// Words that may stand beside a form and change nothing of it.
const BESIDE_A_FORM: [&str; 9] =
    ["benefit", "benefits", "contribution", "contributions", "only", "payment", "payments", "support", "transfer"];

/// What the column of a class, or the place that says it for all rows, lets its words mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClassColumn {
    /// Whether `C` and `R` are capital and revenue.
    letters: bool,
    /// Whether it says anything of classes.
    pub says_class: bool,
}

impl ClassColumn {
    /// Looks at a column: its heading, and what stands below it.
    ///
    /// Under a heading that names no class, such as `Type`, the cells say what the column is.
    #[must_use]
    pub fn of<'t>(heading: &str, cells: impl IntoIterator<Item = &'t str>) -> Self {
        let heading = folded(heading);
        let joined: String = heading.split(' ').collect();
        let named =
            ["capital", "revenue", "cap", "rev", "c", "r"].map(|word| heading.split(' ').any(|one| one == word));
        let [capital, revenue, cap, rev, c, r] = named;
        let in_one_word = ["caporrev", "revorcap", "caprev", "revcap"].contains(&joined.as_str());
        let names_both = (capital || cap || c) && (revenue || rev || r) || in_one_word;
        let texts: BTreeSet<&str> = cells.into_iter().filter(|text| !says_nothing(text)).collect();
        let is_class = |text: &&&str| class_in(text, true).is_some();
        let is_one_word = |text: &&&str| folded(text).split(' ').count() == 1;
        let classes = texts.iter().filter(is_class).count();
        let only_classes =
            !texts.is_empty() && texts.iter().filter(is_class).filter(is_one_word).count() == texts.len();
        let letters = names_both || only_classes;
        let names_one = capital || revenue || cap || rev || heading.split(' ').any(|word| word == "class");
        Self { letters, says_class: letters || names_one || classes * 2 > texts.len() }
    }

    /// The class that a text means in a column of other things, if it means one.
    #[must_use]
    pub fn class_among_others(self, text: &str) -> Option<Class> {
        class_in(text, false)
    }

    /// The class that a text means.
    ///
    /// # Errors
    ///
    /// That it means neither.
    pub fn class(self, text: &str) -> Result<Class, Reason> {
        class_in(text, self.letters).ok_or_else(|| match folded(text).as_str() {
            "c" | "r" => "one letter, in a column that does not say what it stands for".into(),
            _ => "neither revenue nor capital".into(),
        })
    }
}

/// Whether a text is one of those that stand for an empty cell.
#[must_use]
pub fn says_nothing(text: &str) -> bool {
    NOTHING.contains(&folded(text).as_str())
}

/// The class that words mean wherever they stand, if they mean one: a letter alone means none.
#[must_use]
pub fn class_in_words(text: &str) -> Option<Class> {
    class_in(text, false)
}

/// Every word counts up to a dash, a bracket, a colon or a stroke: words of one class, and others only where they change
/// nothing. What stands behind says more of it (`Capital (DFG)`), but no other class.
fn class_in(text: &str, letters: bool) -> Option<Class> {
    match folded(text).as_str() {
        "c" => return letters.then_some(Class::Capital),
        "r" => return letters.then_some(Class::Revenue),
        _ => {}
    }
    let end = [" - ", " – ", "(", ":", "/"].into_iter().filter_map(|sign| text.find(sign)).min().unwrap_or(text.len());
    let (head, rest) = text.split_at(end);
    let class_of = |word: &str| CLASSES.iter().find(|(words, _)| words.contains(&word)).map(|(_, class)| *class);
    let mut class = None;
    for word in folded(head).split(' ') {
        match class_of(word) {
            Some(other) if class.is_none_or(|class| class == other) => class = Some(other),
            None if BESIDE_A_CLASS.contains(&word) || is_number(word) => {}
            _ => return None,
        }
    }
    let other = folded(rest).split(' ').any(|word| class_of(word).is_some_and(|other| Some(other) != class));
    class.filter(|_| !other)
}

/// A year, or the number of an account.
fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// The form that a text means.
///
/// # Errors
///
/// That it means neither.
pub fn form(text: &str) -> Result<Form, Reason> {
    let said: Vec<String> =
        folded(text).split(' ').filter(|word| !BESIDE_A_FORM.contains(word)).map(str::to_owned).collect();
    match said.join(" ").as_str() {
        "cash" => Ok(Form::Cash),
        words if IN_KIND.contains(&words) => Ok(Form::InKind),
        _ => Err("neither cash nor in kind".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Class, ClassColumn, Form, form, says_nothing};

    #[test]
    fn a_class_is_understood_or_refused() {
        let column = ClassColumn::of("Class", ["Revenue", "Kapital"]);
        for (text, class) in [
            ("Capital", Some(Class::Capital)),
            ("CAP.", Some(Class::Capital)),
            ("CapEx", Some(Class::Capital)),
            ("capital  expenditure", Some(Class::Capital)),
            ("Rev.", Some(Class::Revenue)),
            ("Revenue grants", Some(Class::Revenue)),
            ("Kapital", None),
            ("Capital charges", None),
            ("Revenue and capital", None),
            ("Capital (DFG)", Some(Class::Capital)),
            ("Revenue - staffing", Some(Class::Revenue)),
            ("Capital contribution", Some(Class::Capital)),
            ("Revenue expenditure 2006/07", Some(Class::Revenue)),
            ("Revenue/non-pay", Some(Class::Revenue)),
            ("Rev/Cap", None),
            ("Capital financing (revenue)", None),
            ("Capita plc", None),
            ("non-capital", None),
            ("grants", None),
            ("C", None),
            ("r", None),
            ("1", None),
        ] {
            assert_eq!(column.class(text).ok(), class, "{text}");
        }
    }

    #[test]
    fn letters_are_classes_where_the_heading_or_all_words_say_so() {
        for heading in ["Capital/Revenue", "Cap/Rev", "Revenue or capital", "caporrev", "C/R"] {
            let column = ClassColumn::of(heading, ["C", "x"]);
            assert_eq!((column.class("C"), column.class("r")), (Ok(Class::Capital), Ok(Class::Revenue)), "{heading}");
        }
        assert_eq!(ClassColumn::of("Type", ["C", "Rev", "R", "Capital"]).class("C"), Ok(Class::Capital));
        assert!(ClassColumn::of("Type", ["C", "Rev", "Kapital"]).class("C").is_err());
    }

    #[test]
    fn a_column_of_other_types_says_nothing_of_classes() {
        assert!(!ClassColumn::of("Type", ["Invoice", "Credit note", "C"]).says_class);
        for others in
            [["Invoice", "Credit note", "Venue"], ["Reserve", "Invoice", "Refund"], ["Premises", "Pay", "Capital"]]
        {
            assert!(!ClassColumn::of("Type", others).says_class, "{others:?}");
        }
        assert!(ClassColumn::of("Type", ["Capital", "Revenue", "Kapital", "-", "n/a"]).says_class);
        assert!(ClassColumn::of("Class", ["Invoice"]).says_class);
    }

    #[test]
    fn marks_of_an_empty_cell_are_no_class_and_hide_none() {
        let column = ClassColumn::of("Type", ["R", "C", "-", "n/a", ""]);
        assert_eq!((column.class("C"), column.class("R")), (Ok(Class::Capital), Ok(Class::Revenue)));
        assert!(says_nothing("-") && says_nothing("N/A") && says_nothing("..") && !says_nothing("C"));
    }

    #[test]
    fn a_form_is_understood_or_refused() {
        for (text, means) in [
            ("cash", Some(Form::Cash)),
            ("In-kind", Some(Form::InKind)),
            ("in kind", Some(Form::InKind)),
            ("Benefit in kind", Some(Form::InKind)),
            ("Cash contribution", Some(Form::Cash)),
            ("cash and in kind", None),
            ("kash", None),
            ("contribution", None),
        ] {
            assert_eq!(form(text).ok(), means, "{text}");
        }
    }
}
