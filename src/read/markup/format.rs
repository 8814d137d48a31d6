//! What a number format in a page or an XML document does to a value.

use crate::read::excel::formats::Format;
use crate::read::grid::Shown;

/// What a format does to numbers above zero; SpreadsheetML names some formats instead of writing them out.
pub fn shown(format: &str) -> Shown {
    if format.eq_ignore_ascii_case("percent") { Shown::Percent } else { Format::read(format).shown(1.0) }
}

#[cfg(test)]
mod tests {
    use super::{Shown, shown};

    #[test]
    fn formats_that_scale_are_known() {
        for (format, expected) in [
            ("#,##0", Shown::AsIs),
            ("General", Shown::AsIs),
            ("#,##0,", Shown::Thousands),
            ("#,##0,;(#,##0)", Shown::Thousands),
            ("£#,##0.0,,\"m\"", Shown::Millions),
            ("0,.0", Shown::Thousands),
            ("0%", Shown::Percent),
            ("Percent", Shown::Percent),
            ("[Red]0.00\\%", Shown::AsIs),
            ("0\"%\"", Shown::AsIs),
        ] {
            assert_eq!(shown(format), expected, "{format}");
        }
    }
}
