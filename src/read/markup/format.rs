//! Number formats in a page or an XML document.

use crate::read::excel::formats::Format;

/// Formats that SpreadsheetML names instead of writing them out, where they do something to a number.
const NAMED: [(&str, &str); 5] = [
    ("percent", "0%"),
    ("euro currency", "[$€-2]#,##0.00"),
    ("yes/no", "\"Yes\";\"Yes\";\"No\""),
    ("true/false", "\"True\";\"True\";\"False\""),
    ("on/off", "\"On\";\"On\";\"Off\""),
];

/// A format by its name or its code.
pub fn format(said: &str) -> Format {
    let named = NAMED.iter().find(|(name, _)| said.trim().eq_ignore_ascii_case(name));
    Format::read(named.map_or(said, |(_, code)| code))
}

#[cfg(test)]
mod tests {
    use super::format;
    use crate::read::grid::How;

    #[test]
    fn formats_that_scale_are_known() {
        for (said, expected) in [
            ("#,##0", None),
            ("General", None),
            ("#,##0,", Some(How::Thousands)),
            ("#,##0,;(#,##0)", Some(How::Thousands)),
            ("£#,##0.0,,\"m\"", Some(How::InUnit(0))),
            ("£#,##0.0\"m\"", Some(How::InUnit(2))),
            ("0,.0", Some(How::Thousands)),
            ("0%", Some(How::Percent)),
            ("Percent", Some(How::Percent)),
            ("Currency", None),
            ("Euro Currency", Some(How::OtherMoney)),
            ("Yes/No", Some(How::Nothing)),
        ] {
            assert_eq!(format(said).how(1.0), expected, "{said}");
        }
    }
}
