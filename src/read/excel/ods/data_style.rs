//! The number formats of an OpenDocument spreadsheet, rebuilt as the codes that other workbooks have.

use std::collections::HashMap;

use quick_xml::events::BytesStart;

use super::xml::attribute;

/// The number formats of a spreadsheet by their names.
#[derive(Debug, Default)]
pub struct DataStyles {
    all: HashMap<String, DataStyle>,
    /// The one that is open, if it is one of numbers or text.
    open: Option<String>,
    /// Whether characters belong to it.
    in_text: bool,
}

/// A number format, or one section of it.
#[derive(Debug, Default)]
struct DataStyle {
    code: String,
    is_percent: bool,
    /// Conditions, and the formats that take the place of this one where they hold.
    maps: Vec<(String, String)>,
}

/// The most digits that are written out.
const DIGITS: usize = 30;

impl DataStyles {
    /// Takes the start of an element; true where it belongs to a number format.
    pub fn start(&mut self, name: &str, element: &BytesStart<'_>) -> bool {
        let value = |wanted| attribute(element, wanted).unwrap_or_default();
        match name {
            "number:number-style" | "number:currency-style" | "number:percentage-style" | "number:text-style" => {
                let name = value("style:name").into_owned();
                let style = DataStyle { is_percent: name_is_percent(element), ..DataStyle::default() };
                self.all.insert(name.clone(), style);
                self.open = Some(name);
                return true;
            }
            "number:date-style" | "number:time-style" | "number:boolean-style" => {
                self.all.remove(value("style:name").as_ref());
                self.open = None;
                return true;
            }
            _ => {}
        }
        let Some(style) = self.open.as_ref().and_then(|open| self.all.get_mut(open)) else { return false };
        match name {
            "number:text" | "number:currency-symbol" => {
                // A text without characters is shown, too: it hides the number.
                style.code.push_str("\"\"");
                self.in_text = true;
            }
            "number:number" => style.code.push_str(&digits(element)),
            "number:scientific-number" => style.code.push_str("0E+0"),
            "number:fraction" => style.code.push_str("# ?/?"),
            "number:text-content" => style.code.push('@'),
            "style:map" => {
                let condition = value("style:condition");
                let condition = condition.trim().strip_prefix("value()").map(|bound| bound.replace("!=", "<>"));
                style.maps.extend(condition.map(|condition| (condition, value("style:apply-style-name").into_owned())));
            }
            _ => {}
        }
        true
    }

    /// Takes characters.
    pub fn text(&mut self, text: &str) {
        let Some(style) = self.open.as_ref().filter(|_| self.in_text).and_then(|open| self.all.get_mut(open)) else {
            return;
        };
        for character in text.chars() {
            if !(style.is_percent && character == '%') {
                style.code.push('\\');
            }
            style.code.push(character);
        }
    }

    /// Takes the end of an element.
    pub fn end(&mut self, name: &str) {
        self.in_text = false;
        if name.starts_with("number:") && name.ends_with("-style") {
            self.open = None;
        }
    }

    /// The code of a format with all its sections.
    pub fn code(&self, name: &str) -> Option<String> {
        let style = self.all.get(name)?;
        let section = |(condition, name): &(String, String)| {
            let code = self.all.get(name).map(|style| style.code.as_str()).unwrap_or_default();
            format!("[{condition}]{code};")
        };
        Some(style.maps.iter().map(section).collect::<String>() + &style.code)
    }
}

fn name_is_percent(element: &BytesStart<'_>) -> bool {
    element.name().as_ref() == "number:percentage-style"
}

/// The digits of a number: `#,##0.00`, with a comma for each thousand by which it is divided.
fn digits(element: &BytesStart<'_>) -> String {
    let count = |wanted| attribute(element, wanted).and_then(|count| count.trim().parse::<usize>().ok());
    let factor = attribute(element, "number:display-factor").and_then(|factor| factor.trim().parse::<f64>().ok());
    let commas = [1e3, 1e6, 1e9].iter().filter(|step| factor.is_some_and(|factor| factor >= *step * 0.9995)).count();
    let grouped = attribute(element, "number:grouping").as_deref() == Some("true");
    let decimals = count("number:decimal-places");
    if decimals.is_none() && commas == 0 && !grouped {
        return "General".to_owned();
    }
    let whole = match (grouped, count("number:min-integer-digits")) {
        (true, _) => "#,##0".to_owned(),
        (false, Some(0)) => "#".to_owned(),
        (false, digits) => "0".repeat(digits.unwrap_or(1).min(DIGITS)),
    };
    let point = decimals.filter(|decimals| *decimals > 0);
    let decimals = point.map(|decimals| format!(".{}", "0".repeat(decimals.min(DIGITS)))).unwrap_or_default();
    format!("{whole}{decimals}{}", ",".repeat(commas))
}
