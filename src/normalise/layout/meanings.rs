//! Classes and forms in a table: what its columns let them mean, and those that are not understood.

use super::excerpt::excerpt;
use super::{AmountCell, SheetContext, origin};
use crate::finding::phrase::{count, phrase};
use crate::finding::{Excerpt, Finding};
use crate::job::layout::columns::{Field, FixedValue};
use crate::model::entry::{Class, Form};
use crate::model::origin::{Address, Origin, Place};
use crate::model::reason::Reason;
use crate::model::words::divided;
use crate::normalise::meaning::class::CLASS_UNKNOWN;
use crate::normalise::meaning::class::{ClassColumn, form, says_nothing};
use crate::normalise::recognise::RecognisedTable;
use crate::read::Sheet;

/// What the words of a table for classes and forms mean.
#[derive(Debug, Clone, Copy)]
pub struct Meanings {
    class: ClassColumn,
}

/// A class or form that is not understood.
#[derive(Debug)]
pub struct NotUnderstood {
    /// Whether it is a class or a form.
    field: Field,
    text: String,
    /// Its cell; `None` where the layout, or the name of a sheet or file, says it.
    cell: Option<Address>,
    why: Reason,
}

impl Meanings {
    /// Looks at the column of classes, or at the place that says the class for all rows.
    #[must_use]
    pub fn of(sheet: &Sheet, table: &RecognisedTable<'_>) -> Self {
        let Some(column) = table.field(Field::Class).first() else {
            // What is said for all rows is said as the class.
            let label = match table.layout.fixed.get(&Field::Class) {
                Some(FixedValue { above_header: Some(label), .. }) => label.as_str(),
                _ => "",
            };
            return Self { class: ClassColumn::of(&format!("class {label}"), []) };
        };
        let first = sheet.rows_from(table.header_first).take_while(|row| row.number <= table.header_last);
        let heading: Vec<String> = first.filter_map(|row| row.cell(*column)).map(|cell| cell.value.text()).collect();
        let with_amounts = table.rows(sheet).filter(|row| {
            let mut amounts = table.amounts_in(row.number);
            amounts.any(|placed| table.cell(*row, placed.column).is_some())
        });
        let said: Vec<String> =
            with_amounts.filter_map(|row| table.cell(row, *column)).map(|cell| cell.value.text()).collect();
        Self { class: ClassColumn::of(&divided(&heading.join(" ")), said.iter().map(String::as_str)) }
    }

    /// Whether what stands in the column of classes says them.
    #[must_use]
    pub fn has_classes(self) -> bool {
        self.class.says_class
    }

    /// What a text says of the class; nothing where its column is of something else.
    pub fn class(self, text: String, cell: Option<Address>) -> Result<Option<Class>, NotUnderstood> {
        if says_nothing(&text) {
            return Ok(None);
        }
        if !self.class.says_class {
            return Ok(self.class.class_among_others(&text));
        }
        let class = self.class.class(&text);
        class.map(Some).map_err(|why| NotUnderstood { field: Field::Class, text, cell, why })
    }

    /// What a text says of the form.
    pub fn form(self, text: String, cell: Option<Address>) -> Result<Option<Form>, NotUnderstood> {
        if says_nothing(&text) {
            return Ok(None);
        }
        form(&text).map(Some).map_err(|why| NotUnderstood { field: Field::Form, text, cell, why })
    }
}

/// Classes and forms of one table that are not understood, in the order in which they were seen.
#[derive(Debug, Default)]
pub struct Unclear {
    texts: Vec<UnclearText>,
}

/// One such text, where it stands, and how many amounts it costs.
#[derive(Debug)]
struct UnclearText {
    said: NotUnderstood,
    cells: Vec<Origin>,
    amounts: usize,
    excerpt: Option<Excerpt>,
}

impl Unclear {
    /// Keeps what an amount's row says.
    pub fn keep(
        &mut self,
        place: SheetContext<'_>,
        table: &RecognisedTable<'_>,
        cell: AmountCell<'_, '_>,
        said: NotUnderstood,
    ) {
        let at = said.cell.map(|cell| origin(place, cell));
        if let Some(known) =
            self.texts.iter_mut().find(|one| one.said.field == said.field && one.said.text == said.text)
        {
            known.amounts += 1;
            known.cells.extend(at.filter(|at| known.cells.last() != Some(at)));
            return;
        }
        let excerpt = said.cell.and_then(|marked| excerpt(table, cell.row, marked, said.why.clone().into()));
        self.texts.push(UnclearText { said, cells: at.into_iter().collect(), amounts: 1, excerpt });
    }

    /// One finding for each text.
    #[must_use]
    pub fn findings(self, place: SheetContext<'_>) -> Vec<Finding> {
        self.texts.into_iter().map(|text| text.finding(place)).collect()
    }
}

impl UnclearText {
    fn finding(self, place: SheetContext<'_>) -> Finding {
        let (what, action) = match self.said.field {
            Field::Class => ("class", "write `revenue` or `capital` in the cell"),
            _ => ("form", "write `cash` or `in kind` in the cell"),
        };
        let message = phrase!(
            "the {} `{}` is not understood; {} beside it {} not used",
            what,
            self.said.text,
            count(self.amounts, "amount"),
            if self.amounts == 1 { "is" } else { "are" }
        );
        let finding = Finding::new(&CLASS_UNKNOWN, message).asking(action);
        match (self.cells.is_empty(), self.excerpt) {
            (true, _) => finding.at(Place::sheet(place.file, &place.sheet.name)),
            (false, Some(excerpt)) => finding.at_cells(&self.cells).showing(excerpt),
            (false, None) => finding.at_cells(&self.cells),
        }
    }
}
