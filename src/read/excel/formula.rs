//! What a formula refers to.

/// Whether a formula refers to another workbook: `[1]Sheet!A1`, `'[Budget.xlsx]Q1'!A1`.
///
/// Columns of tables stand in brackets too, `Table1[Amount]`, and `[0]!Name` is a name of this workbook.
pub fn refers_outside(formula: &str) -> bool {
    if !formula.contains('[') {
        return false;
    }
    let mut depth = 0_u32;
    let mut before = ' ';
    let mut rest = formula;
    while let Some(character) = rest.chars().next() {
        let after = rest.get(character.len_utf8()..).unwrap_or_default();
        rest = after;
        match character {
            '"' => rest = after.split_once('"').map_or("", |(_, rest)| rest),
            '\'' if depth == 0 => {
                let (quoted, behind) = quoted(after);
                if behind.starts_with('!') && quoted.contains('[') {
                    return true;
                }
                rest = behind;
            }
            '[' if depth == 0 && !is_word(before) && names_a_sheet(after) => return true,
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        before = character;
    }
    false
}

/// Text up to the quote that closes it, and what follows; a doubled quote is part of the text.
fn quoted(text: &str) -> (&str, &str) {
    let mut from = 0;
    while let Some(end) = text.get(from..).and_then(|rest| rest.find('\'')).map(|end| from + end) {
        let behind = text.get(end + 1..).unwrap_or_default();
        if !behind.starts_with('\'') {
            return (text.get(..end).unwrap_or_default(), behind);
        }
        from = end + 2;
    }
    (text, "")
}

/// Whether a bracket that has just been opened holds a workbook: a sheet or a name follows it.
fn names_a_sheet(inside: &str) -> bool {
    let Some((workbook, behind)) = inside.split_once(']') else { return false };
    let name = behind.trim_start_matches(|character| is_word(character) || character == ':');
    workbook != "0" && !workbook.is_empty() && name.starts_with('!')
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '.' | '\\' | '?' | ']')
}

#[cfg(test)]
mod tests {
    use super::refers_outside;

    #[test]
    fn brackets_are_workbooks_before_a_sheet() {
        for formula in [
            "[1]Sheet1!A1",
            "SUM(A1,[2]Q1!$B$2:$B$9)",
            "'[Budget 2006.xlsx]Q 1'!A1*2",
            "'C:\\x\\[Budget.xlsx]Q1'!A1",
            "[1]!Rate",
            "'[1]It''s'!A1",
        ] {
            assert!(refers_outside(formula), "{formula}");
        }
        for formula in [
            "SUM(A1:A9)",
            "SUM(Table1[Amount])",
            "Table1[[#This Row],[Net]]*Sheet2!A1",
            "[0]!Rate",
            "\"[1]Sheet1!A1\"",
            "'Q[1'&A1",
        ] {
            assert!(!refers_outside(formula), "{formula}");
        }
    }
}
