//! Words: Markdown with minijinja that may print figures and not compute, turned into blocks.

mod index;
mod markdown;
mod unsettable;

use std::fmt::Write;
use std::sync::Arc;

use index::{WordIndex, trouble};
use markdown::parsed;
use minijinja::value::{Kwargs, Value};
use minijinja::{Environment, Error, Output, State, UndefinedBehavior, context};

use super::pack::Block;
use crate::measure::{FigureNumber, FigurePart, FigurePlace, Figures};

/// Stands before and after the number of a figure in rendered words; private-use characters, never typed by anyone.
const FIGURE: (char, char) = ('\u{e000}', '\u{e001}');
/// Stands before and after the name of a table or chart.
const PLACE: (char, char) = ('\u{e002}', '\u{e003}');

/// How a figure is printed in a sentence.
pub type Printer<'a> = dyn Fn(FigureNumber, Exactness) -> String + 'a;

/// How exact a figure is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exactness {
    /// Millions of pounds with one decimal, or a percentage.
    Short,
    /// Pounds and pence, or a percentage.
    Full,
    /// Whole pounds, or a percentage.
    Pounds,
    /// The part of a share, in millions.
    Numerator,
    /// The whole of a share, in millions.
    Denominator,
    /// The part of a share, in pounds and pence.
    NumeratorInFull,
    /// The whole of a share, in pounds and pence.
    DenominatorInFull,
}

impl Exactness {
    /// Which part of a figure is printed.
    #[must_use]
    pub const fn part(self) -> FigurePart {
        match self {
            Self::Numerator | Self::NumeratorInFull => FigurePart::Numerator,
            Self::Denominator | Self::DenominatorInFull => FigurePart::Denominator,
            Self::Short | Self::Full | Self::Pounds => FigurePart::All,
        }
    }
}

/// What words may name.
#[derive(Debug, Clone)]
pub struct Facts {
    /// The area's title.
    pub area: String,
    /// The committee.
    pub committee: String,
    /// The period.
    pub period: String,
    /// The financial year that it belongs to.
    pub year: String,
    /// The day to which the figures run, in words.
    pub as_at: String,
    /// Whether the year was over on that day.
    pub closed: bool,
    /// Whether the pack is a draft.
    pub draft: bool,
    /// Whether an agreement of the area pools money in the year, or that is not known.
    pub pools: bool,
    /// Whether partners put money together in an agreement of the area, into a pool or with one of them, or that is not known.
    pub together: bool,
    /// Whether partners owe one another anything in the year, or that is not known.
    pub due: bool,
}

/// A heading and what stands under it, with the places where tables and charts belong.
#[derive(Debug)]
pub struct Prose {
    /// The first-level heading.
    pub heading: String,
    /// What stands under it.
    pub parts: Vec<ProsePart>,
}

/// A part of a section's words.
#[derive(Debug)]
pub enum ProsePart {
    /// Words.
    Block(Block),
    /// A place for the table or chart with a name.
    Place(String),
}

/// Renders words about figures.
///
/// # Errors
///
/// What is wrong with the words, with the line.
pub fn render(words: &str, facts: &Facts, figures: &Figures, print: &Printer<'_>) -> Result<Prose, String> {
    let text = rendered(words, facts, WordIndex::from(figures))?;
    Ok(parsed(&text, print))
}

/// Checks words before any work: their syntax, every name in them, and whether a pack can set all of them.
///
/// `places` are the tables and charts that they may place, where that is known; `sections` are those to which they may lead.
///
/// # Errors
///
/// The line (counted from one) and what is wrong there.
pub fn check(
    words: &str,
    places: Option<&[&'static str]>,
    sections: &[&str],
    measures: &[String],
) -> Result<(), (usize, String)> {
    let text = String::new;
    let facts = Facts {
        area: text(),
        committee: text(),
        period: text(),
        year: text(),
        as_at: text(),
        closed: false,
        draft: false,
        pools: false,
        together: false,
        due: false,
    };
    let index = WordIndex::Names { measures: Arc::new(measures.to_vec()), places: places.map(<[_]>::to_vec) };
    for (closed, pools, due) in [(false, false, false), (false, false, true), (false, true, true), (true, true, true)] {
        let facts = Facts { closed, pools, together: pools, due, ..facts.clone() };
        let rendered = environment(index.clone()).render_str(words, values(&facts));
        rendered.map_err(|error| (error.line().unwrap_or(1), error_text(&error)))?;
    }
    let line = |at: usize| 1 + words.bytes().take(at).filter(|byte| *byte == b'\n').count();
    match unsettable::found(words, sections) {
        Some((place, why)) => Err((line(place.start), why)),
        None => Ok(()),
    }
}

fn rendered(words: &str, facts: &Facts, index: WordIndex) -> Result<String, String> {
    environment(index)
        .render_str(words, values(facts))
        .map_err(|error| format!("line {}: {}", error.line().unwrap_or(1), error_text(&error)))
}

fn error_text(error: &Error) -> String {
    error.detail().map_or_else(|| error.kind().to_string(), str::to_owned)
}

fn values(facts: &Facts) -> Value {
    context! {
        area => &facts.area, committee => &facts.committee, period => &facts.period, year => &facts.year, as_at => &facts.as_at,
        closed => facts.closed, draft => facts.draft, pools => facts.pools,
        together => facts.together, due => facts.due,
    }
}

fn environment(index: WordIndex) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_formatter(escaped);
    let (printing, asking, joining, placing) = (index.clone(), index.clone(), index.clone(), index);
    environment.add_function("figure", move |name: &str, options: Kwargs| -> Result<Value, Error> {
        let found = printing.figure(name, &options)?;
        let form = form(&options)?;
        options.assert_all_used()?;
        Ok(mark(found, form))
    });
    environment.add_function("known", move |name: &str, options: Kwargs| -> Result<Value, Error> {
        let found = asking.figure(name, &options)?;
        options.assert_all_used()?;
        Ok(Value::from(found.is_some_and(|kept| kept.is_known)))
    });
    environment.add_function("joint", move |definition: &str, options: Kwargs| -> Result<Value, Error> {
        let form = form(&options)?;
        options.assert_all_used()?;
        joining.joint(definition).map(|found| mark(found, form))
    });
    environment.add_function("show", move |name: &str| -> Result<Value, Error> {
        placing.place(name)?;
        Ok(Value::from_safe_string(format!("\n\n{}{name}{}\n\n", PLACE.0, PLACE.1)))
    });
    environment
}

fn form(options: &Kwargs) -> Result<Exactness, Error> {
    let word: Option<String> = options.get("form")?;
    match word.as_deref() {
        None | Some("short") => Ok(Exactness::Short),
        Some("full") => Ok(Exactness::Full),
        Some("pounds") => Ok(Exactness::Pounds),
        Some("numerator") => Ok(Exactness::Numerator),
        Some("denominator") => Ok(Exactness::Denominator),
        Some(other) => {
            Err(trouble(&format!("`{other}` is no form: use short, full, pounds, numerator or denominator")))
        }
    }
}

fn mark(found: Option<FigurePlace>, form: Exactness) -> Value {
    Value::from_safe_string(match found {
        Some(kept) => format!("{}{}:{}{}", FIGURE.0, kept.number.place(), form as u8, FIGURE.1),
        None => "not available".to_owned(),
    })
}

/// Text from settings and from partners is data, never markup.
fn escaped(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    let text = value.to_string();
    if value.is_safe() {
        return out.write_str(&text).map_err(Error::from);
    }
    for character in text.chars().filter(|character| !('\u{e000}'..='\u{e003}').contains(character)) {
        if character.is_ascii_punctuation() {
            out.write_char('\\')?;
        }
        out.write_char(if character == '\n' { ' ' } else { character })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Arc, Block, Exactness, Facts, FigureNumber, ProsePart, WordIndex, check, environment, parsed, values};
    use crate::measure::FigurePart;
    use crate::present::pack::Span;

    fn names() -> WordIndex {
        WordIndex::Names { measures: Arc::new(vec!["council-share".to_owned()]), places: None }
    }

    fn facts(area: &str) -> Facts {
        let text = String::new;
        Facts {
            area: area.to_owned(),
            committee: text(),
            period: text(),
            year: text(),
            as_at: text(),
            closed: false,
            draft: true,
            pools: true,
            together: true,
            due: true,
        }
    }

    fn blocks(words: &str, area: &str) -> Vec<ProsePart> {
        let text = environment(names()).render_str(words, values(&facts(area))).unwrap();
        parsed(&text, &|figure: FigureNumber, form: Exactness| format!("<{}:{form:?}>", figure.place())).parts
    }

    #[test]
    fn figures_in_a_sentence_are_spans_of_their_own() {
        let parts = blocks("# T\n\nIn all **{{ figure(\"contributions.total\", form=\"full\") }}** here.", "");
        let [ProsePart::Block(Block::Paragraph(spans))] = parts.as_slice() else { panic!("{parts:?}") };
        let figure = Span::Figure { text: "<0:Full>".to_owned(), figure: FigureNumber::new(0).part(FigurePart::All) };
        assert_eq!(*spans, [Span::Text("In all ".into()), figure, Span::Text(" here.".into())]);
    }

    #[test]
    fn names_are_data_and_never_markup() {
        let parts = blocks("{{ area }}", "*Salford* <b>&amp; \u{e000}9:0\u{e001}\n# heading");
        let [ProsePart::Block(Block::Paragraph(spans))] = parts.as_slice() else { panic!("{parts:?}") };
        assert_eq!(*spans, [Span::Text("*Salford* <b>&amp; 9:0 # heading".into())]);
    }

    #[test]
    fn places_stand_where_the_words_put_them() {
        let parts = blocks("Before. {{ show(\"table\") }} After.\n\n> Mind.", "");
        let kinds: Vec<&str> = parts
            .iter()
            .map(|part| match part {
                ProsePart::Place(_) => "place",
                ProsePart::Block(Block::Callout(_)) => "callout",
                ProsePart::Block(_) => "words",
            })
            .collect();
        assert_eq!(kinds, ["words", "place", "words", "callout"]);
    }

    #[test]
    fn words_lead_to_sections_and_to_footnotes() {
        let parts = blocks(
            "*See* [the \"words\"](#glossary).[^a]\n\n1. one\n\n   more\n2. two\n\n[^a]: {{ area }}, in\n    full.",
            "\"A\"",
        );
        let [ProsePart::Block(Block::Paragraph(spans)), ProsePart::Block(Block::Steps(items))] = parts.as_slice()
        else {
            panic!("{parts:?}")
        };
        let text = |text: &str| Span::Text(text.to_owned());
        let link = Span::Link { text: "the “words”".to_owned(), section: "glossary".to_owned() };
        let note = Span::Note { mark: "a".to_owned(), words: vec![text("\"A\", in full.")] };
        assert_eq!(*spans, [Span::Strong("See".to_owned()), text(" "), link, text("."), note]);
        assert_eq!(*items, [vec![text("one more")], vec![text("two")]]);
    }

    #[test]
    fn wrong_names_are_found_before_any_work_with_their_line() {
        let measures = ["council-share".to_owned()];
        let places = ["headline", "agreements", "officers"];
        let check = |words: &str| check(words, Some(&places), &["one-page"], &measures);
        assert_eq!(check("fine {{ area }} {{ joint('council-share') }} {{ show('agreements') }}"), Ok(()));
        let wrong = |line: usize, words: &str| Err((line, words.to_owned()));
        assert_eq!(
            check("one\n\n{{ figure(\"contributions.totl\") }}"),
            wrong(3, "`contributions.totl` is no figure: did you mean `contributions.total`?")
        );
        assert_eq!(
            check("{{ joint('council-shre') }}"),
            wrong(1, "`council-shre` is no measure: did you mean `council-share`?")
        );
        assert_eq!(
            check("{{ show('agrements') }}"),
            wrong(1, "`agrements` is no table or chart of this section: did you mean `agreements`?")
        );
        assert!(check("{% if closed %}{{ figure('x') }}{% endif %}").is_err(), "both ways are tried");
        assert!(check("{{ nobody }}").is_err());
        assert!(check("{{ area ").is_err());
    }
}
