//! Tables as older programs exchanged them, in lines of text that a reader of separated values would take for cells.

/// How many lines are looked at.
const LINES: usize = 500;

/// Types of records that a SYLK file has, in its own words.
const RECORDS: [&str; 11] = ["B", "C", "E", "F", "NE", "NL", "NN", "NU", "O", "P", "W"];

/// What a text is that no reader here takes; `None` for a table of separated values, whatever its first cell says.
pub fn known(text: &str) -> Option<&'static str> {
    if is_dif(text) {
        Some("a table in the Data Interchange Format (DIF)")
    } else if is_sylk(text) {
        Some("a table in the Symbolic Link format (SYLK)")
    } else {
        None
    }
}

/// The heading comes first: its name, its two numbers, its text in quotes.
fn is_dif(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim_end);
    lines.next() == Some("TABLE")
        && lines.next() == Some("0,1")
        && lines.next().is_some_and(|line| line.starts_with('"'))
}

/// Each line is a record: its type, then fields that begin with a letter; the first names a program, a cell has a
/// column or a row, and what it says. `ID;Product;Amount` is the heading of a table.
fn is_sylk(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim_end).filter(|line| !line.is_empty()).take(LINES);
    let mut first = lines.next().into_iter().flat_map(|line| line.split(';'));
    let names_a_program = first.next() == Some("ID") && first.next().is_some_and(|field| field.starts_with('P'));
    if !names_a_program || !first.all(|field| matches!(field, "N" | "E")) {
        return false;
    }
    let mut has_cell = false;
    for line in lines {
        let mut fields = line.split(';');
        let kind = fields.next().unwrap_or_default();
        if !RECORDS.contains(&kind) {
            return false;
        }
        let fields: Vec<&str> = fields.collect();
        let has = |wanted: fn(&str) -> bool| fields.iter().any(|field| wanted(field));
        has_cell |= kind == "C" && has(is_place) && has(|field| field.starts_with('K'));
    }
    has_cell
}

fn is_place(field: &str) -> bool {
    field.strip_prefix(['X', 'Y']).is_some_and(|number| number.parse::<u32>().is_ok())
}
