//! Tables that other programs write as HTML or as one XML document and name `.xls`.

mod format;
mod html;
mod spreadsheetml;

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};

use crate::discover::encoding::{encoding, utf16_without_mark};

pub use html::read as html;
pub use spreadsheetml::read as spreadsheetml;

/// The characters of a document: by its mark or pattern, else by the label that it states, else UTF-8 where it is valid.
fn decoded(content: &[u8], stated: impl FnOnce(&[u8]) -> Option<String>) -> Cow<'_, str> {
    let by_bytes = encoding(content);
    let has_mark = Encoding::for_bom(content).is_some() || utf16_without_mark(content).is_some();
    let stated = || {
        let known = Encoding::for_label_no_replacement(stated(content)?.as_bytes())?;
        // A document that says UTF-8 and holds other bytes is as common as one that says nothing.
        (known.is_ascii_compatible() && known != UTF_8).then_some(known)
    };
    let chosen = if has_mark { by_bytes } else { stated().unwrap_or(by_bytes) };
    chosen.decode_with_bom_removal(content).0
}
