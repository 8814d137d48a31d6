//! Drawing a table in a shape: as the cells of a sheet, as csv and as the text of a workbook.

use scrutiny::model::origin::Address;
use scrutiny::read::{CellValue, Region, Sheet, Workbook};

use super::forms::{Form, Says};
use super::garbage::cells;
use super::shape::{Label, Months, Shape, Style, Units};
use super::spelling::{Spelling, spelt};
use super::table::{Line, Table};

/// Rows of cells, and the regions that are merged.
#[derive(Debug, Clone, Default)]
pub struct Drawing {
    pub rows: Vec<Vec<Option<CellValue>>>,
    pub merged: Vec<Region>,
}

/// What stands in a column of a drawing; by its place in the form or in the shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stands {
    Name(usize),
    Amount(usize),
    Unread(usize),
}

fn text(text: &str) -> Option<CellValue> {
    (!text.is_empty()).then(|| CellValue::Text(text.to_owned()))
}

/// A row with one text.
fn alone(words: &str, column: usize) -> Vec<Option<CellValue>> {
    let mut row = vec![None; column];
    row.push(text(words));
    row
}

impl Drawing {
    /// Draws a table below what is drawn already.
    pub fn add(&mut self, table: &Table, shape: &Shape) {
        let (form, columns) = (table.form, columns(table.form, shape));
        let mut rows = Vec::new();
        rows.extend(shape.titles.iter().map(|(words, column)| alone(words, *column)));
        if let Some((label, period)) = form.label {
            rows.push(match shape.label {
                Label::Colon => alone(&format!("{label}: {period}"), 0),
                Label::NextCell => vec![text(label), text(period)],
                Label::Loose => alone(&format!("{label} {period}"), 0),
            });
        }
        rows.extend(shape.between.iter().map(|(words, column)| alone(words, *column)));
        if let Units::Above(_, words) = &shape.units
            && form.unit != Says::Layout
        {
            rows.push(alone(words, 0));
        }
        let header = rows.len();
        let headings = headings(form, shape, &columns);
        let deep = headings.len();
        rows.extend(headings);
        let mut lines: Vec<(usize, &Line)> = table.lines.iter().enumerate().collect();
        lines.sort_by_key(|(place, _)| shape.rows.get(*place).copied());
        rows.extend(lines.into_iter().map(|(place, line)| drawn(form, line, shape, &columns, place)));
        rows.extend(shape.total.map(|name| total(table, name, shape, &columns)));
        let name = columns.iter().position(|stands| *stands == Stands::Name(0)).unwrap();
        for (words, with_number) in &shape.notes {
            let mut row = alone(words, name);
            if *with_number {
                let unread = columns.iter().position(|stands| matches!(stands, Stands::Unread(_)));
                let column = unread.unwrap_or(columns.len());
                row.resize(row.len().max(column + 1), None);
                row[column] = Some(CellValue::Number(1234.5));
            }
            rows.push(row);
        }
        for (place, row) in rows.into_iter().enumerate() {
            // Headings that are stacked stand on rows that follow each other.
            if place <= header || place >= header + deep {
                let blanks = shape.blanks.get(place % shape.blanks.len().max(1)).copied().unwrap_or_default();
                self.rows.extend((0..blanks).map(|_| Vec::new()));
            }
            if place == header && deep > 1 && shape.is(Months::Merged) {
                self.merge(form, &columns);
            }
            self.rows.push(row);
        }
    }

    fn merge(&mut self, form: &Form, columns: &[Stands]) {
        let row = u32::try_from(self.rows.len()).unwrap();
        let month = |stands: &Stands| match stands {
            Stands::Amount(place) => form.amounts[*place].over,
            _ => "",
        };
        let mut first = 0;
        for run in columns.chunk_by(|one, other| month(one) == month(other)) {
            if run.len() > 1 && !month(&run[0]).is_empty() {
                let address = |column: usize| Address { row, column: u32::try_from(column).unwrap() };
                self.merged.push(Region { first: address(first), last: address(first + run.len() - 1) });
            }
            first += run.len();
        }
    }

    /// The cells as a sheet of a workbook in memory.
    pub fn workbook(&self) -> Workbook {
        let mut sheet = Sheet::new("Sheet1", true);
        sheet.fill(cells(&self.rows));
        sheet.merged.clone_from(&self.merged);
        Workbook {
            name: "returns/somebody/table.xlsx".into(),
            partner_folder: None,
            shared: false,
            typed: true,
            sheets: vec![sheet],
            passed_over: Vec::new(),
            ragged: Vec::new(),
        }
    }

    /// The cells as separated text, every field in quotation marks.
    pub fn separated(&self, separator: char) -> String {
        let wide = self.rows.iter().map(Vec::len).max().unwrap_or_default();
        let mut csv = String::new();
        for row in &self.rows {
            for column in 0..wide {
                let text = row.get(column).and_then(Option::as_ref).map(CellValue::text).unwrap_or_default();
                if column > 0 {
                    csv.push(separator);
                }
                if !text.is_empty() {
                    csv.push_str(&format!("\"{}\"", text.replace('"', "\"\"")));
                }
            }
            csv.push_str("\r\n");
        }
        csv
    }

    /// The cells as the text of a workbook; amounts that are plain numbers become number cells, and a date becomes one.
    pub fn workbook_text(&self) -> String {
        let cell = |cell: &Option<CellValue>| {
            let text = cell.as_ref().map(CellValue::text).unwrap_or_default().replace('\n', " ");
            let stays = text.is_empty() || text.starts_with("20") || text.parse::<f64>().is_ok();
            if stays { text } else { format!("\"{text}\"") }
        };
        let rows = self.rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join("|") + "\n");
        format!("[Sheet1]\n{}", rows.collect::<String>())
    }
}

impl Shape {
    /// Whether months stand so; where the columns are in another order, each heading has its own.
    fn is(&self, months: Months) -> bool {
        let needs_order = matches!(self.months, Months::Reaching | Months::Merged) && !self.columns.is_empty();
        months == if needs_order { Months::Repeated } else { self.months }
    }

    fn style(&self, place: usize) -> Option<Style> {
        self.headings.get(place % self.headings.len().max(1)).copied()
    }
}

/// The columns in which amounts stand.
pub fn amount_columns(form: &Form, shape: &Shape) -> Vec<usize> {
    let columns = columns(form, shape).into_iter().enumerate();
    columns.filter(|(_, stands)| matches!(stands, Stands::Amount(_))).map(|(place, _)| place).collect()
}

fn columns(form: &Form, shape: &Shape) -> Vec<Stands> {
    let names = (0..form.names.len()).map(Stands::Name);
    let amounts = (0..form.amounts.len()).map(Stands::Amount);
    let mut columns: Vec<Stands> = names.chain(amounts).chain((0..shape.unread.len()).map(Stands::Unread)).collect();
    let mut keyed: Vec<(Option<u16>, Stands)> =
        columns.drain(..).enumerate().map(|(place, stands)| (shape.columns.get(place).copied(), stands)).collect();
    keyed.sort_by_key(|(key, _)| *key);
    keyed.into_iter().map(|(_, stands)| stands).collect()
}

/// The rows of headings.
fn headings(form: &Form, shape: &Shape, columns: &[Stands]) -> Vec<Vec<Option<CellValue>>> {
    let stacked = form.amounts.iter().any(|column| !column.over.is_empty());
    let (mut upper, mut lower) = (vec![None; columns.len()], vec![None; columns.len()]);
    let mut last = "";
    for (place, stands) in columns.iter().enumerate() {
        let styled = |words: &str| shape.style(place).map_or_else(|| words.to_owned(), |style| style.of(words));
        let row = if stacked && shape.names_on_top { &mut upper } else { &mut lower };
        match stands {
            Stands::Name(name) => row[place] = text(&styled(form.names[*name].0)),
            Stands::Unread(unread) => row[place] = text(shape.unread[*unread].0),
            Stands::Amount(amount) => {
                let column = form.amounts[*amount];
                let unit = shape.units.of(form, *amount).1;
                lower[place] = text(format!("{} {unit}", styled(column.heading)).trim_end_matches(' '));
                let begins = !(shape.is(Months::Reaching) || shape.is(Months::Merged)) || last != column.over;
                if stacked && begins {
                    upper[place] = text(&styled(column.over));
                }
                last = column.over;
            }
        }
    }
    if stacked { vec![upper, lower] } else { vec![lower] }
}

fn drawn(form: &Form, line: &Line, shape: &Shape, columns: &[Stands], place: usize) -> Vec<Option<CellValue>> {
    let cell = |stands: &Stands| match stands {
        Stands::Name(name) => text(line.names[*name]),
        Stands::Amount(amount) => line.amounts[*amount].cell(shape.units.of(form, *amount).0),
        Stands::Unread(unread) => {
            let (_, words) = &shape.unread[*unread];
            text(words[place % words.len()])
        }
    };
    columns.iter().map(cell).collect()
}

fn total(table: &Table, name: &str, shape: &Shape, columns: &[Stands]) -> Vec<Option<CellValue>> {
    let cell = |stands: &Stands| match stands {
        Stands::Name(0) => text(name),
        Stands::Amount(amount) => {
            Some(spelt(table.sum(*amount), Spelling::Grouped, shape.units.of(table.form, *amount).0))
        }
        Stands::Name(_) | Stands::Unread(_) => None,
    };
    columns.iter().map(cell).collect()
}
