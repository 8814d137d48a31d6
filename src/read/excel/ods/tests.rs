//! OpenDocument spreadsheets as different programs write them.

use crate::discover::FileKind;
use crate::read::excel::fixture::{package, read};
use crate::read::verdict::{Refusal, Verdict};

fn content(styles: &str, body: &str) -> String {
    format!(
        "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles><office:body>\
         <office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
}

#[test]
fn a_spreadsheet_needs_no_mimetype() -> Result<(), Refusal> {
    let body = r#"<table:table table:name="Q1"><table:table-row table:number-rows-repeated="2"/>
        <table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"/>
        <table:table-cell office:value-type="float" office:value="1.5" table:number-columns-repeated="2"/></table:table-row>
        <table:table-row><table:table-cell office:value-type="string"><office:annotation><text:p>note</text:p></office:annotation>
        <text:p>a<text:s text:c="2"/>b</text:p><text:p>c &amp; d</text:p></table:table-cell>
        <table:table-cell office:value-type="date" office:date-value="2006-09-06"/>
        <table:table-cell office:value-type="boolean" office:boolean-value="true"/></table:table-row></table:table>"#;
    let expected = [
        "Q1",
        "C3 Number(1.5)",
        "D3 Number(1.5)",
        "C4 Number(1.5)",
        "D4 Number(1.5)",
        "A5 Text(\"a  b\\nc & d\")",
        "B5 Date(2006-09-06 00:00:00)",
        "C5 Truth(true)",
    ];
    assert_eq!(read(FileKind::Ods, &package(&[("content.xml", &content("", body))]))?, expected);
    Ok(())
}

#[test]
fn formats_may_stand_in_another_part_and_be_inherited() -> Result<(), Refusal> {
    let styles = r#"<office:document-styles><office:styles><number:number-style style:name="N1">
        <number:number number:display-factor="1000"/></number:number-style><number:number-style style:name="N2"/>
        <style:style style:name="Named" style:data-style-name="N1"/></office:styles></office:document-styles>"#;
    let own = r#"<style:style style:name="ce1" style:parent-style-name="Named"/><style:style style:name="ce2"
        style:parent-style-name="Named" style:data-style-name="N2"/><style:style style:name="ce3" style:parent-style-name="ce3"/>"#;
    let cell = |style: &str| {
        format!(r#"<table:table-cell table:style-name="{style}" office:value-type="float" office:value="5"/>"#)
    };
    let cells = ["Named", "ce1", "ce2", "ce3"].map(cell).concat();
    let body = format!(r#"<table:table table:name="S"><table:table-row>{cells}</table:table-row></table:table>"#);
    let file = package(&[("styles.xml", styles), ("content.xml", &content(own, &body))]);
    let expected =
        ["S", "A1 Number(5.0) as Thousands", "B1 Number(5.0) as Thousands", "C1 Number(5.0)", "D1 Number(5.0)"];
    assert_eq!(read(FileKind::Ods, &file)?, expected);
    Ok(())
}

#[test]
fn a_few_cells_that_stand_for_millions_are_refused() {
    let body = |rows: u32| {
        format!(
            r#"<table:table table:name="S"><table:table-row table:number-rows-repeated="{rows}"><table:table-cell
            table:number-columns-repeated="1000" office:value-type="float" office:value="1"/></table:table-row></table:table>"#
        )
    };
    let verdict = |rows| {
        let file = package(&[("content.xml", &content("", &body(rows)))]);
        read(FileKind::Ods, &file).map(|lines| lines.len()).map_err(|refusal| refusal.verdict)
    };
    assert_eq!(verdict(500), Ok(500_001));
    assert_eq!(verdict(5_000), Err(Verdict::TooLarge));
}

#[test]
fn an_encrypted_spreadsheet_is_called_so() {
    let manifest = r#"<manifest:manifest><manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/>
        </manifest:file-entry></manifest:manifest>"#;
    let file = package(&[("META-INF/manifest.xml", manifest), ("content.xml", "\u{1}\u{2}")]);
    assert_eq!(read(FileKind::Ods, &file).map_err(|refusal| refusal.verdict), Err(Verdict::Encrypted));
}

#[test]
fn a_text_is_no_spreadsheet() {
    let file = package(&[("content.xml", "<office:document-content><office:body><office:text/></office:body>")]);
    assert_eq!(read(FileKind::Ods, &file).map_err(|refusal| refusal.verdict), Err(Verdict::Unsupported));
}

#[test]
fn formulas_errors_and_what_is_hidden_are_known() -> Result<(), Refusal> {
    let styles = r#"<number:number-style style:name="N1"><number:number number:display-factor="1000"/></number:number-style>
        <style:style style:name="ta1"><style:table-properties table:display="false"/></style:style>
        <style:style style:name="ce1" style:data-style-name="N1"/>"#;
    let body = r#"<table:table table:name="H" table:style-name="ta1"><table:table-column table:default-cell-style-name="ce1"/>
        <table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>
        <table:table-row table:visibility="filter"><table:table-cell office:value-type="float" office:value="5000"/>
        <table:table-cell office:value-type="percentage" office:value="0.5"/>
        <table:table-cell table:formula="of:=['file:///x.ods'#$Q1.A1]" office:value-type="float" office:value="7"/></table:table-row>
        <table:table-row><table:table-cell table:formula="of:=1+"/>
        <table:table-cell table:formula="of:=A9" office:value-type="float" office:value="0"><text:p>Err:502</text:p></table:table-cell>
        <table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>
        <table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="2" office:value-type="float" office:value="NaN"/>
        </table:table-row></table:table><table:table table:name="'file:///x.ods'#$Q1" table:style-name="ta_extref"><table:table-row/></table:table>"#;
    let expected = [
        "H hidden",
        "hidden columns 1-2",
        "A1 Number(5000.0) as Thousands",
        "B1 Number(0.5) as Percent",
        "C1 Number(7.0) linked",
        "merged D2:E3",
        "A2 Stale",
        "B2 Error(\"Err:502\")",
        "C2 Error(\"#DIV/0!\")",
        "D2 Error(\"NaN\")",
        "hidden rows 0-0",
        "'file:///x.ods'#$Q1 is a copy from another workbook",
    ];
    assert_eq!(read(FileKind::Ods, &package(&[("content.xml", &content(styles, body))]))?, expected);
    Ok(())
}

#[test]
fn prefixes_are_anybodys_choice() -> Result<(), Refusal> {
    let urn = "urn:oasis:names:tc:opendocument:xmlns";
    let content = format!(
        r#"<document-content xmlns="{urn}:office:1.0" xmlns:t="{urn}:table:1.0" xmlns:o="{urn}:office:1.0"><body><spreadsheet>
        <t:table t:name="Q&quot;1"><t:table-row><t:table-cell o:value-type="float" o:value="5"/><t:table-cell o:value-type="string">
        <x:p xmlns:x="{urn}:text:1.0">a &lt; b</x:p></t:table-cell></t:table-row></t:table></spreadsheet></body></document-content>"#
    );
    let seen = read(FileKind::Ods, &package(&[("content.xml", &content)]))?;
    assert_eq!(seen, ["Q\"1", "A1 Number(5.0)", "B1 Text(\"a < b\")"]);
    Ok(())
}

#[test]
fn formats_are_those_of_other_workbooks() -> Result<(), Refusal> {
    let digits = r#"<number:number number:decimal-places="1" number:min-integer-digits="1"/>"#;
    let grouped = r#"<number:number number:decimal-places="0" number:grouping="true" number:min-integer-digits="1"/>"#;
    let styles = format!(
        r##"<number:number-style style:name="N1"><number:text>£</number:text>{digits}<number:text>m</number:text></number:number-style>
        <number:number-style style:name="N2P0">{grouped}</number:number-style><number:number-style style:name="N2">
        <style:text-properties fo:color="#ffffff"/>{grouped}<style:map style:condition="value()&gt;=0" style:apply-style-name="N2P0"/>
        </number:number-style><number:currency-style style:name="N3"><number:currency-symbol>€</number:currency-symbol>{grouped}
        </number:currency-style><number:number-style style:name="N4"><number:text/></number:number-style>
        <number:percentage-style style:name="N5">{digits}<number:text>%</number:text></number:percentage-style>
        <style:style style:name="c1" style:data-style-name="N1"/><style:style style:name="c2" style:data-style-name="N2"/>
        <style:style style:name="c3" style:data-style-name="N3"/><style:style style:name="c4" style:data-style-name="N4"/>
        <style:style style:name="c5" style:data-style-name="N5"/><style:style style:name="c6" style:family="table-cell">
        <style:text-properties style:text-line-through-style="solid"/></style:style><style:style style:name="c7">
        <style:table-cell-properties fo:background-color="transparent"/><style:text-properties fo:color="#FFFFFF"/></style:style>
        <style:style style:name="c8" style:parent-style-name="c7"><style:table-cell-properties fo:background-color="#00ff00"/>
        </style:style><style:style style:name="c1" style:family="table-row"><style:table-row-properties style:row-height="0cm"/>
        </style:style><style:style style:name="w0" style:family="table-column"><style:table-column-properties style:column-width="0in"/>
        </style:style><style:style style:name="s" style:family="text"><style:text-properties style:text-line-through-type="single"/>
        </style:style>"##
    );
    let cell = |style: &str, value: i32| {
        format!(r#"<table:table-cell table:style-name="{style}" office:value-type="float" office:value="{value}"/>"#)
    };
    let cells = ["c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8"].map(|style| cell(style, -5)).concat();
    let body = format!(
        r#"<table:table table:name="S"><table:table-column table:number-columns-repeated="9"/><table:table-column
        table:style-name="w0"/><table:table-row>{cells}<table:table-cell office:value-type="currency" office:currency="EUR"
        office:value="5"/></table:table-row><table:table-row table:style-name="c1">{}<table:table-cell office:value-type="string">
        <text:p><text:span text:style-name="s">gone</text:span></text:p></table:table-cell><table:table-cell
        office:value-type="string"><text:p><text:span text:style-name="s">old</text:span> new</text:p></table:table-cell>
        </table:table-row></table:table>"#,
        cell("c2", 5)
    );
    let expected = [
        "S",
        "flat columns 9-9",
        "A1 Number(-5.0) as InUnit(2)",
        "B1 Number(-5.0) as SignHidden",
        "C1 Number(-5.0) as OtherMoney",
        "D1 Number(-5.0) as Nothing",
        "E1 Number(-5.0) as Percent",
        "F1 Number(-5.0) Struck",
        "G1 Number(-5.0) White",
        "H1 Number(-5.0)",
        "I1 Number(5.0) as OtherMoney",
        "A2 Number(5.0)",
        "B2 Text(\"gone\") Struck",
        "C2 Text(\"o\\u{336}l\\u{336}d\\u{336} new\")",
        "flat rows 1-1",
    ];
    assert_eq!(read(FileKind::Ods, &package(&[("content.xml", &content(&styles, &body))]))?, expected);
    Ok(())
}
