//! How the spreadsheet looks: as `figures.xlsx` does, plain black on white.

use std::fmt::Write;

use crate::present::pack::Holds;
use crate::publish::sheet::filled::Form;

/// Pages: A4 across, as wide as the page, with the sheet's name and the number of each page.
pub(super) const PAGE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document-styles xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.3">
<office:styles>
<style:default-style style:family="table-cell"><style:text-properties fo:language="en" fo:country="GB" fo:font-size="11pt"/></style:default-style>
<style:style style:name="Default" style:family="table-cell"/>
</office:styles>
<office:automatic-styles><style:page-layout style:name="across"><style:page-layout-properties fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape" fo:margin="2cm" style:scale-to-X="1" style:scale-to-Y="0"/></style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="across" style:page-layout-name="across"><style:footer><text:p><text:sheet-name>?</text:sheet-name>, page <text:page-number>1</text:page-number> of <text:page-count>1</text:page-count></text:p></style:footer></style:master-page></office:master-styles>
</office:document-styles>
"#;

/// The namespaces of the content.
pub(super) const NAMESPACES: [(&str, &str); 11] = [
    ("xmlns:office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0"),
    ("xmlns:style", "urn:oasis:names:tc:opendocument:xmlns:style:1.0"),
    ("xmlns:text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"),
    ("xmlns:table", "urn:oasis:names:tc:opendocument:xmlns:table:1.0"),
    ("xmlns:fo", "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"),
    ("xmlns:number", "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"),
    ("xmlns:config", "urn:oasis:names:tc:opendocument:xmlns:config:1.0"),
    ("xmlns:ooo", "http://openoffice.org/2004/office"),
    ("xmlns:xlink", "http://www.w3.org/1999/xlink"),
    ("xmlns:of", "urn:oasis:names:tc:opendocument:xmlns:of:1.2"),
    ("office:version", "1.3"),
];

/// How numbers are shown, and sheets and rows.
const NUMBERS: &str = r#"<number:number-style style:name="money-above"><number:text>£</number:text><number:number number:decimal-places="2" number:min-decimal-places="2" number:min-integer-digits="1" number:grouping="true"/></number:number-style><number:number-style style:name="money"><number:text>-£</number:text><number:number number:decimal-places="2" number:min-decimal-places="2" number:min-integer-digits="1" number:grouping="true"/><style:map style:condition="value()&gt;=0" style:apply-style-name="money-above"/></number:number-style><number:percentage-style style:name="percent"><number:number number:decimal-places="1" number:min-decimal-places="1" number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style><number:number-style style:name="count"><number:number number:decimal-places="0" number:min-integer-digits="1" number:grouping="true"/></number:number-style><style:style style:name="sheet" style:family="table" style:master-page-name="across"><style:table-properties table:display="true"/></style:style><style:style style:name="row" style:family="table-row"><style:table-row-properties style:use-optimal-row-height="true"/></style:style>"#;

/// A style of cells: its name, how its numbers are shown, where they stand, whether they are bold and under or over a line.
fn cell(name: &str, data: Option<&str>, right: bool, text: &str, line: &str) -> String {
    let data = data.map(|data| format!(r#" style:data-style-name="{data}""#)).unwrap_or_default();
    let paragraph =
        if right { r#"<style:paragraph-properties fo:text-align="end" fo:margin-right="0.2cm"/>"# } else { "" };
    let source = if right { r#" style:text-align-source="fix""# } else { "" };
    let text = if text.is_empty() { String::new() } else { format!("<style:text-properties {text}/>") };
    format!(
        r#"<style:style style:name="{name}" style:family="table-cell" style:parent-style-name="Default"{data}><style:table-cell-properties style:vertical-align="top" fo:wrap-option="wrap"{source}{line}/>{paragraph}{text}</style:style>"#
    )
}

const BOLD: &str = r#"fo:font-weight="bold""#;

/// Every style of the content; columns are so many digits wide.
pub(super) fn automatic(widths: &[usize]) -> String {
    let mut all = NUMBERS.to_owned();
    for width in widths {
        // A digit of the usual font is about two millimetres wide. Writing to a string cannot fail.
        let _ = write!(
            all,
            r#"<style:style style:name="column-{width}" style:family="table-column"><style:table-column-properties style:column-width="{}mm"/></style:style>"#,
            width * 2 + 3
        );
    }
    let below = r#" fo:border-bottom="1.5pt solid #000000""#;
    let above = r#" fo:border-top="0.75pt solid #000000""#;
    all.push_str(&cell("label", None, false, BOLD, ""));
    all.push_str(&cell("heading", None, false, BOLD, below));
    all.push_str(&cell("figure-heading", None, true, BOLD, below));
    for (row, text, line) in [("", "", ""), ("total-", BOLD, above)] {
        all.push_str(&cell(&format!("{row}words"), None, false, text, line));
        all.push_str(&cell(&format!("{row}no-figure"), None, true, text, line));
        for form in [Form::Money, Form::Percent, Form::Count] {
            all.push_str(&cell(&format!("{row}{}", number(form)), Some(number(form)), true, text, line));
        }
    }
    all + r#"<style:style style:name="title" style:family="table-cell" style:parent-style-name="Default"><style:text-properties fo:font-weight="bold" fo:font-size="15pt"/></style:style>"#
}

/// The style of numbers.
pub(super) const fn number(form: Form) -> &'static str {
    match form {
        Form::Money => "money",
        Form::Percent => "percent",
        Form::Count => "count",
    }
}

/// The style of words.
pub(super) const fn words(holds: Holds) -> &'static str {
    match holds {
        Holds::Words => "words",
        Holds::Figures => "no-figure",
    }
}

/// The style of a heading.
pub(super) const fn heading(holds: Holds) -> &'static str {
    match holds {
        Holds::Words => "heading",
        Holds::Figures => "figure-heading",
    }
}
