//! Characters of a web page: white space as a browser shows it.

use crate::read::runs::{Look, Looks};

/// Text as a browser shows it: white space runs together, and only elements break lines.
#[derive(Debug, Default)]
pub struct BrowserText {
    text: String,
    /// How the elements that are open look, each with those around it, and the text that there is.
    open: Vec<Look>,
    looks: Looks,
}

impl BrowserText {
    /// Adds text from the page.
    pub fn text(&mut self, text: &str) {
        let start = self.text.len();
        for character in text.chars() {
            if !character.is_ascii_whitespace() {
                self.text.push(character);
            } else if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
                self.text.push(' ');
            }
        }
        self.looks.keep(&self.text, start..self.text.len(), self.open.last().copied().unwrap_or_default());
    }

    /// Begins an element that looks otherwise than what is around it.
    pub fn open(&mut self, look: Look) {
        self.open.push(self.open.last().copied().unwrap_or_default().and(look));
    }

    /// Ends such an element.
    pub fn close(&mut self) {
        self.open.pop();
    }

    /// Whether everything that it says is struck through.
    pub const fn is_struck(&self) -> bool {
        self.looks.is_struck()
    }

    /// Begins another line, as `<br>` does.
    pub fn line(&mut self) {
        while self.text.ends_with(' ') {
            self.text.pop();
        }
        self.text.push('\n');
    }

    /// Begins another line unless one has begun, as a paragraph does.
    pub fn paragraph(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.line();
        }
    }

    /// The text without white space around it, hard spaces among it: pages use them for layout.
    pub fn take(&mut self) -> String {
        self.looks.finish(&mut self.text);
        let whole = std::mem::take(&mut self.text);
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
