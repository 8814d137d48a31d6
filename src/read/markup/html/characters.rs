//! Characters of a web page: white space as a browser shows it.

/// Text as a browser shows it: white space runs together, and only elements break lines.
#[derive(Debug, Default)]
pub struct BrowserText(String);

impl BrowserText {
    /// Adds text from the page.
    pub fn text(&mut self, text: &str) {
        for character in text.chars() {
            if !character.is_ascii_whitespace() {
                self.0.push(character);
            } else if !self.0.is_empty() && !self.0.ends_with([' ', '\n']) {
                self.0.push(' ');
            }
        }
    }

    /// Begins another line, as `<br>` does.
    pub fn line(&mut self) {
        while self.0.ends_with(' ') {
            self.0.pop();
        }
        self.0.push('\n');
    }

    /// Begins another line unless one has begun, as a paragraph does.
    pub fn paragraph(&mut self) {
        if !self.0.is_empty() && !self.0.ends_with('\n') {
            self.line();
        }
    }

    /// The text without white space around it, hard spaces among it: pages use them for layout.
    pub fn take(&mut self) -> String {
        let whole = std::mem::take(&mut self.0);
        whole.trim().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::BrowserText;

    #[test]
    fn white_space_runs_together() {
        let mut shown = BrowserText::default();
        shown.text("\r\n  a \t b ");
        shown.line();
        shown.paragraph();
        shown.text(" c\u{a0}");
        assert_eq!(shown.take(), "a b\nc");
    }
}
