//! Drafting: writes sections of keys and values as TOML, with the reasons for guesses behind them.

use std::fmt::Write;

use crate::model::shown::{is_hidden, is_space, visible};

/// The widest line that is kept on one line.
const WIDTH: usize = 120;

/// A value of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TomlValue {
    /// A text.
    Text(String),
    /// Several texts.
    List(Vec<String>),
    /// True.
    Yes,
    /// False, where it is a guess that a reader may turn.
    No,
    /// A whole number.
    Count(u32),
    /// Keys with values.
    Table(Vec<(&'static str, TomlValue)>),
}

/// A key with its value, and why it is a guess.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TomlLine {
    /// The key.
    pub key: &'static str,
    /// Its value.
    pub value: TomlValue,
    /// Why it is a guess; `None` where the sheet says it.
    pub guess: Option<String>,
}

/// A section: its heading with brackets, or none at the top, and its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TomlSection {
    /// `[columns]`, `[[amounts]]` or nothing.
    pub heading: &'static str,
    /// Its lines.
    pub lines: Vec<TomlLine>,
}

impl TomlLine {
    /// A line that the sheet says.
    pub fn stated(key: &'static str, value: TomlValue) -> Self {
        Self { key, value, guess: None }
    }

    /// A line with the reason for a guess, if it is one.
    pub fn with(key: &'static str, value: TomlValue, guess: Option<String>) -> Self {
        Self { key, value, guess }
    }
}

impl TomlValue {
    /// One text, or several as a list.
    pub fn one_or_many(mut texts: Vec<String>) -> Self {
        match (texts.len(), texts.pop()) {
            (1, Some(only)) => Self::Text(only),
            (_, last) => {
                texts.extend(last);
                Self::List(texts)
            }
        }
    }

    fn written(&self, wide: bool) -> String {
        match self {
            Self::Text(text) => quoted(text),
            Self::List(texts) if wide => {
                let rows: Vec<String> = texts.iter().map(|text| format!("    {},\n", quoted(text))).collect();
                format!("[\n{}]", rows.concat())
            }
            Self::List(texts) => format!("[{}]", texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", ")),
            Self::Yes => "true".to_owned(),
            Self::No => "false".to_owned(),
            Self::Count(count) => count.to_string(),
            Self::Table(pairs) => {
                let pairs: Vec<String> =
                    pairs.iter().map(|(key, value)| format!("{key} = {}", value.written(wide))).collect();
                format!("{{ {} }}", pairs.join(", "))
            }
        }
    }
}

/// A text as a TOML string: nothing in it can end the string, begin a line, or command the screen.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            // Marks that turn the direction of writing would show a line as another one.
            character if is_hidden(character) || is_space(character) => {
                quoted.push_str(&format!("\\u{:04X}", u32::from(character)));
            }
            character => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

/// A file of sections below a comment.
pub(super) fn written(comment: &[String], sections: &[TomlSection]) -> String {
    let mut text = String::new();
    for line in comment {
        text.push_str(&format!("# {}\n", shown(line)));
    }
    for section in sections.iter().filter(|section| !section.lines.is_empty()) {
        text.push('\n');
        if !section.heading.is_empty() {
            text.push_str(&format!("{}\n", section.heading));
        }
        let width = section.lines.iter().map(|line| line.key.len()).max().unwrap_or_default();
        for line in &section.lines {
            push(&mut text, line, width);
        }
    }
    text
}

fn push(text: &mut String, line: &TomlLine, width: usize) {
    let narrow = format!("{:width$} = {}", line.key, line.value.written(false));
    let said = if narrow.chars().count() > WIDTH {
        format!("{:width$} = {}", line.key, line.value.written(true))
    } else {
        narrow
    };
    let guess = line.guess.as_ref().map(|why| format!("# guess, to check: {}", shown(why)));
    // A `String` takes whatever is written to it.
    let _ = match guess {
        None => writeln!(text, "{said}"),
        Some(guess) if said.contains('\n') || said.chars().count() + guess.chars().count() > WIDTH => {
            writeln!(text, "{guess}\n{said}")
        }
        Some(guess) => writeln!(text, "{said}  {guess}"),
    };
}

/// A text of a file as a comment may show it, on one line.
fn shown(text: &str) -> String {
    visible(text)
}

#[cfg(test)]
mod tests {
    use super::{TomlLine, TomlSection, TomlValue, written};

    #[test]
    fn what_is_written_is_toml_that_says_the_same() {
        let hostile = "a \"b\" \\ \u{1b}[31m\n[columns]\u{202e} £";
        let lines = vec![
            TomlLine::stated("title", TomlValue::Text(hostile.to_owned())),
            TomlLine::with("unit", TomlValue::Text("pounds".to_owned()), Some(format!("no unit\n{hostile}"))),
            TomlLine::stated("header", TomlValue::List(vec!["a rather long heading of a column".to_owned(); 6])),
            TomlLine::stated(
                "period",
                TomlValue::Table(vec![("cell", TomlValue::Text("B3".to_owned())), ("each", TomlValue::Yes)]),
            ),
            TomlLine::stated("header-rows", TomlValue::Count(3)),
        ];
        let text = written(&[hostile.to_owned()], &[TomlSection { heading: "[columns]", lines }]);
        assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'), "{text:?}");
        let read: toml::Table = text.parse().unwrap();
        let columns = read["columns"].as_table().unwrap();
        assert_eq!(columns["title"].as_str(), Some(hostile));
        assert_eq!(columns["header"].as_array().map(Vec::len), Some(6));
        assert_eq!(columns["period"]["cell"].as_str(), Some("B3"));
        assert_eq!(columns["header-rows"].as_integer(), Some(3));
        assert_eq!(read.len(), 1, "no line of the file became a key of the draft");
    }
}
