//! Characters as a page draws them, which is how they are read back from it.

/// What is drawn for a character, whatever the font: nothing for a soft hyphen, which is a permission to break and not a
/// character; a space for one that does not break, and a hyphen likewise.
#[must_use]
pub(super) const fn drawn(character: char) -> Option<char> {
    match character {
        '\u{AD}' => None,
        '\u{A0}' | '\u{2007}' | '\u{202F}' => Some(' '),
        '\u{2011}' => Some('-'),
        other => Some(other),
    }
}
