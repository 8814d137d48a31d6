//! Workbooks that bare readers lose cells of, or lose themselves in.

use crate::discover::FileKind;
use crate::read::excel::fixture::{one_sheet, read, xlsx};
use crate::read::verdict::{Refusal, Verdict};

/// What is passed on of a workbook of one sheet.
fn sheet(xml: &str) -> Result<Vec<String>, Refusal> {
    read(FileKind::Xlsx, &one_sheet(xml))
}

fn cells(row: &str) -> Result<Vec<String>, Refusal> {
    sheet(&format!("<worksheet><sheetData><row r=\"1\">{row}</row></sheetData></worksheet>"))
}

#[test]
fn an_unknown_error_costs_its_cell_only() -> Result<(), Refusal> {
    let seen = cells(
        r#"<c r="A1" t="e"><v>#SPILL!</v></c><c r="B1"><v>7</v></c><c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c>
           <c r="D1" t="s"><v>4</v></c><c r="E1" t="e"><v>Err:502</v></c>"#,
    )?;
    assert_eq!(
        seen,
        [
            "S",
            "A1 Error(\"#SPILL!\")",
            "B1 Number(7.0)",
            "C1 Error(\"#DIV/0!\")",
            "D1 Error(\"text missing\")",
            "E1 Error(\"Err:502\")"
        ]
    );
    Ok(())
}

#[test]
fn a_formula_without_a_value_is_stale() -> Result<(), Refusal> {
    let seen = cells(
        r#"<c r="A1"><f>B1*2</f></c><c r="B1"><f>C1</f><v></v></c><c r="C1"><f t="shared" si="0"/></c>
           <c r="D1" t="str"><f>""</f><v></v></c><c r="E1"><f/></c><c r="F1" s="1"/><c r="G1"><f>1</f><v>1</v></c>"#,
    )?;
    assert_eq!(seen, ["S", "A1 Stale", "B1 Stale", "C1 Stale", "D1 Text(\"\")", "G1 Number(1.0)"]);
    Ok(())
}

#[test]
fn numbers_that_are_none_are_errors() -> Result<(), Refusal> {
    let seen =
        cells("<c><v>NaN</v></c><c><v>1e400</v></c><c><v>-INF</v></c><c t=\"n\"><v>ten</v></c><c><v>1E+2</v></c>")?;
    assert_eq!(
        seen,
        ["S", "A1 Error(\"NaN\")", "B1 Error(\"inf\")", "C1 Error(\"-inf\")", "D1 Text(\"ten\")", "E1 Number(100.0)"]
    );
    Ok(())
}

#[test]
fn two_cells_far_apart_are_two_cells() -> Result<(), Refusal> {
    let xml = r#"<worksheet><dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row>
        <row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData></worksheet>"#;
    assert_eq!(sheet(xml)?, ["S", "A1 Number(1.0)", "XFD1048576 Number(2.0)"]);
    Ok(())
}

#[test]
fn texts_are_what_the_runs_say() -> Result<(), Refusal> {
    let strings = r#"<sst count="9999999999999" uniqueCount="9999999999999"><si><t> Care </t></si>
        <si><r><t>Mental</t></r><r><t xml:space="preserve"> health</t></r><rPh><t>x</t></rPh></si>
        <si><t>R&amp;D_x000D_</t></si><si/></sst>"#;
    let rows = r#"<worksheet><sheetData><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c>
        <c t="s"><v>3</v></c><c t="inlineStr"><is><t>in &#163;</t></is></c><c t="str"><v>a&lt;b</v></c>
        <c t="b"><v>1</v></c><c t="d"><v>2006-09-06</v></c><c t="inlineStr"><v>kept</v></c></row></sheetData></worksheet>"#;
    let parts = [("xl/sharedStrings.xml", strings), ("xl/s1.xml", rows)];
    let seen = read(FileKind::Xlsx, &xlsx("", r#"<sheet name="S" r:id="s1"/>"#, &parts))?;
    let expected = ["S", "A1 Text(\"Care\")", "B1 Text(\"Mental health\")", "C1 Text(\"R&D\\r\")", "D1 Text(\"\")"];
    assert_eq!(seen.get(..5).unwrap_or_default(), expected);
    let expected = [
        "E1 Text(\"in £\")",
        "F1 Text(\"a<b\")",
        "G1 Truth(true)",
        "H1 Date(2006-09-06 00:00:00)",
        "I1 Text(\"kept\")",
    ];
    assert_eq!(seen.get(5..).unwrap_or_default(), expected);
    Ok(())
}

#[test]
fn what_is_hidden_or_merged_is_said() -> Result<(), Refusal> {
    let rows = r#"<worksheet><cols><col min="2" max="3" hidden="1"/><col min="4" max="9"/></cols><sheetData>
        <row r="2" hidden="1"/><row r="3" hidden="true"><c><v>5</v></c></row><row r="6" hidden="1"/></sheetData>
        <mergeCells count="1"><mergeCell ref="A1:C1"/></mergeCells></worksheet>"#;
    let sheets = r#"<sheet name="A &amp; B" state="hidden" r:id="s1"/><sheet name="C" r:id="chart1"/>
        <sheet name="M" r:id="macro1"/><sheet name="D" r:id="dialog1"/><sheet name="V" r:id=""/>
        <sheet name="W" state="veryHidden" r:id="s2"/>"#;
    let parts = [
        ("xl/s1.xml", rows),
        ("xl/chart1.xml", ""),
        ("xl/macro1.xml", ""),
        ("xl/dialog1.xml", ""),
        ("xl/s2.xml", "<worksheet><sheetData/></worksheet>"),
    ];
    let expected = [
        "A & B hidden",
        "hidden columns 1-2",
        "A3 Number(5.0)",
        "hidden rows 1-2",
        "hidden rows 5-5",
        "merged A1:C1",
        "C is a chart",
        "M is macros",
        "D is a dialogue",
        "V is macros",
        "W hidden",
    ];
    let mut seen = read(FileKind::Xlsx, &xlsx("", sheets, &parts))?;
    let mut sorted = expected.to_vec();
    sorted.sort_unstable();
    seen.sort_unstable();
    assert_eq!(seen, sorted);
    Ok(())
}

#[test]
fn formats_make_dates_and_scale() -> Result<(), Refusal> {
    let styles = r##"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="#,##0,"/>
        <numFmt numFmtId="165" formatCode="0.0,,&quot;m&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
        <cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="9"/><xf numFmtId="14"/></cellXfs>
        <dxfs><dxf><numFmt numFmtId="164" formatCode="0"/></dxf></dxfs></styleSheet>"##;
    let rows = r#"<worksheet><sheetData><row><c s="1"><v>1234567</v></c><c s="2"><v>1234567</v></c><c s="3"><v>0.5</v></c>
        <c s="4"><v>0</v></c><c s="4"><v>37504</v></c><c s="4"><v>-3</v></c><c s="1" t="str"><v>x</v></c></row></sheetData></worksheet>"#;
    let parts = [("xl/styles.xml", styles), ("xl/s1.xml", rows)];
    let book = xlsx(r#"<workbookPr date1904="1"/>"#, r#"<sheet name="S" r:id="s1"/>"#, &parts);
    let expected = [
        "S",
        "A1 Number(1234567.0) as Thousands",
        "B1 Number(1234567.0) as InUnit(0)",
        "C1 Number(0.5) as Percent",
        "D1 Date(1904-01-01 00:00:00)",
        "E1 Date(2006-09-06 00:00:00)",
        "F1 Number(-3.0) as Nothing",
        "G1 Text(\"x\")",
    ];
    assert_eq!(read(FileKind::Xlsx, &book)?, expected);
    Ok(())
}

#[test]
fn what_is_struck_through_white_or_without_height_is_said() -> Result<(), Refusal> {
    let styles = r#"<styleSheet><fonts><font/><font><strike/></font><font><strike val="0"/><color rgb="FFFFFFFF"/></font>
        <font><color theme="0"/></font><font><color theme="0" tint="-0.5"/></font></fonts>
        <fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FF00FF00"/>
        </patternFill></fill><fill><patternFill patternType="solid"><fgColor indexed="9"/></patternFill></fill></fills>
        <cellXfs><xf/><xf fontId="1"/><xf fontId="2"/><xf fontId="2" fillId="1"/><xf fontId="2" fillId="2"/><xf fontId="3"/>
        <xf fontId="4"/></cellXfs></styleSheet>"#;
    let strings = r#"<sst><si><r><rPr><strike/></rPr><t>a</t></r><r><rPr><b/></rPr><t>b</t></r></si>
        <si><r><rPr><strike/></rPr><t>c</t></r><r><rPr><strike val="1"/></rPr><t>d</t></r></si></sst>"#;
    let cell = |style: u32| format!("<c s=\"{style}\"><v>5</v></c>");
    let numbers: String = (0..7).map(cell).collect();
    let rows = format!(
        r#"<worksheet><sheetFormatPr zeroHeight="1" defaultColWidth="0"/><cols><col min="1" max="9" width="8"/><col min="10" max="11"
        width="0"/><col min="13" max="16384"/></cols><sheetData><row spans="1:9">{numbers}</row><row r="2">{}{}</row>
        <row r="3" ht="0" customHeight="1"/><row ht="12"/></sheetData></worksheet>"#,
        r#"<c t="s"><v>0</v></c><c t="s"><v>1</v></c>"#,
        r#"<c t="inlineStr"><is><r><rPr><strike/></rPr><t>e</t></r></is></c>"#
    );
    let parts = [("xl/styles.xml", styles), ("xl/sharedStrings.xml", strings), ("xl/s1.xml", &rows)];
    let expected = [
        "S",
        "flat columns 9-10",
        "flat columns 11-11",
        "A1 Number(5.0)",
        "B1 Number(5.0) Struck",
        "C1 Number(5.0) White",
        "D1 Number(5.0)",
        "E1 Number(5.0) White",
        "F1 Number(5.0) White",
        "G1 Number(5.0)",
        "A2 Text(\"a\\u{336}b\")",
        "B2 Text(\"cd\") Struck",
        "C2 Text(\"e\") Struck",
        "flat rows 1-2",
    ];
    assert_eq!(read(FileKind::Xlsx, &xlsx("", r#"<sheet name="S" r:id="s1"/>"#, &parts))?, expected);
    Ok(())
}

#[test]
fn elements_may_have_a_prefix() -> Result<(), Refusal> {
    let rows = r#"<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c>
        <x:c s="1"><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>"#;
    let styles = r#"<x:styleSheet xmlns:x="m"><x:cellXfs><x:xf/><x:xf numFmtId="9"/></x:cellXfs></x:styleSheet>"#;
    let parts = [("xl/styles.xml", styles), ("xl/s1.xml", rows)];
    let seen = read(FileKind::Xlsx, &xlsx("", r#"<sheet name="S" r:id="s1"/>"#, &parts))?;
    assert_eq!(seen, ["S", "A1 Text(\"a\")", "B1 Number(5.0) as Percent"]);
    Ok(())
}

#[test]
fn a_copy_from_another_workbook_is_known() -> Result<(), Refusal> {
    let seen = cells(
        r#"<c r="A1"><f>[1]Q1!A1</f><v>5</v></c><c r="B1"><f t="shared" si="0" ref="B1:C1">'[2]Q 1'!A1</f><v>6</v></c>
           <c r="C1"><f t="shared" si="0"/><v>7</v></c><c r="D1"><f>Table1[Net]</f><v>8</v></c>
           <c r="E1"><f t="array" ref="E1:F1">[1]Q1!A1:B1</f><v>9</v></c><c r="F1"><v>10</v></c><c r="G1"><v>11</v></c>"#,
    )?;
    let expected = [
        "S",
        "A1 Number(5.0) linked",
        "B1 Number(6.0) linked",
        "C1 Number(7.0) linked",
        "D1 Number(8.0)",
        "E1 Number(9.0) linked",
        "F1 Number(10.0) linked",
        "G1 Number(11.0)",
    ];
    assert_eq!(seen, expected);
    Ok(())
}

#[test]
fn what_cannot_be_read_is_refused() {
    let verdict = |content: &[u8]| read(FileKind::Xlsx, content).map_err(|refusal| refusal.verdict);
    for content in [
        b"PK\x03\x04 cut short".to_vec(),
        one_sheet("<worksheet><sheetData><row><c><v>1</v></c></row>"),
        one_sheet("<worksheet><sheetData><row r=\"0\"/></sheetData></worksheet>"),
        one_sheet("<worksheet><sheetData><row><c t=\"str\"><v>&lol9;</v></c></row></sheetData></worksheet>"),
        xlsx("", r#"<sheet name="S" r:id="s1"/>"#, &[]),
    ] {
        assert_eq!(verdict(&content), Err(Verdict::Corrupt));
    }
}
