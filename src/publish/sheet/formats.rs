//! How cells look: plain black on white, amounts in pounds and pence, totals under a line.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

use super::filled::Form;

/// The formats of a workbook.
pub(super) struct Formats {
    /// Of a sheet's title.
    pub(super) title: Format,
    /// Of what a fact on the cover is about.
    pub(super) label: Format,
    /// Of a way to another sheet.
    pub(super) link: Format,
    /// Of words that wrap.
    pub(super) words: Format,
    /// Of the heading over words.
    pub(super) heading: Format,
    /// Of the heading over figures.
    pub(super) figure_heading: Format,
    /// Of the cells of a row that is no total.
    pub(super) body: Cells,
    /// Of the cells of a total.
    pub(super) total: Cells,
}

/// The formats of the cells of a row.
pub(super) struct Cells {
    pub(super) words: Format,
    /// Words where a figure would stand.
    pub(super) no_figure: Format,
    money: Format,
    percent: Format,
    count: Format,
}

impl Cells {
    fn new(change: impl Fn(Format) -> Format) -> Self {
        let top = Format::new().set_align(FormatAlign::Top);
        // Room between a figure and the words in the next column.
        let figure = top.clone().set_align(FormatAlign::Right).set_indent(1);
        let figures = |form: &str| change(figure.clone().set_num_format(form));
        Self {
            words: change(top.set_text_wrap()),
            no_figure: change(figure.clone().set_text_wrap()),
            money: figures("£#,##0.00;-£#,##0.00"),
            percent: figures("0.0%"),
            count: figures("#,##0"),
        }
    }

    /// The format of a number.
    pub(super) fn of(&self, form: Form) -> &Format {
        match form {
            Form::Money => &self.money,
            Form::Percent => &self.percent,
            Form::Count => &self.count,
        }
    }
}

impl Formats {
    pub(super) fn new() -> Self {
        let words = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let heading = words.clone().set_bold().set_border_bottom(FormatBorder::Medium);
        Self {
            title: Format::new().set_bold().set_font_size(15),
            label: Format::new().set_bold().set_align(FormatAlign::Top),
            link: Format::new().set_hyperlink().set_align(FormatAlign::Top),
            words,
            figure_heading: heading.clone().set_align(FormatAlign::Right).set_indent(1),
            heading,
            body: Cells::new(|format| format),
            total: Cells::new(|format| format.set_bold().set_border_top(FormatBorder::Thin)),
        }
    }
}
