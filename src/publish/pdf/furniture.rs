//! What stands on every page and belongs to none of its content: header, footer, and the band of the cover.

use crate::present::pack::Volume;

use super::fonts::Face;
use super::lines::words;
use super::strip::{Mark, Owner};
use super::style::{HAIRLINE, MARGIN, PAGE_HEIGHT, Paper, Setting, TextStyle};
use super::text::{ParagraphText, TextLine, plain};

/// The header's baseline, from the page's top edge, in points.
const HEADER: f32 = 40.0;
/// From the end of the body down to the footer's baseline, in points.
const FOOTER: f32 = 30.0;
/// The width of the band at the cover's left edge, in points.
const BAND: f32 = 22.0;

/// The words of headers and footers.
#[derive(Debug)]
pub(super) struct Furniture<'a> {
    setting: &'a Setting<'a>,
    committee: String,
    about: String,
    draft: bool,
}

impl<'a> Furniture<'a> {
    /// Takes the words from the pack.
    pub(super) fn new(pack: &Volume<'_>, setting: &'a Setting<'a>) -> Self {
        let parts = [pack.area.trim(), pack.period.trim()];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        Self { setting, committee: pack.committee.trim().to_owned(), about: parts.join(" · "), draft: pack.draft }
    }

    /// The marks of a page, `number` from 0; `y` is measured from the page's top edge.
    pub(super) fn marks(&self, number: usize, count: usize, sheet: &Paper) -> Vec<Mark> {
        let mut marks = Vec::new();
        if number == 0 {
            let accent = self.setting.colours.accent;
            marks.push(Mark::ground(-MARGIN, 0.0, BAND, PAGE_HEIGHT, accent));
        } else {
            self.header(&mut marks, sheet);
        }
        self.footer(&mut marks, number, count, sheet);
        marks
    }

    fn header(&self, marks: &mut Vec<Mark>, sheet: &Paper) {
        let width = sheet.between();
        let style = self.setting.small();
        let about = self.line(&self.about, &style, width * 0.5);
        let left = width - about.width - 18.0;
        let committee = self.line(&self.committee, &strong(style), left);
        marks.extend(words(&committee, &style, Owner::Header, 0.0, HEADER));
        marks.extend(words(&about, &style, Owner::Header, width - about.width, HEADER));
        marks.push(Mark { owner: Owner::Header, ..Mark::ground(0.0, HEADER + 8.0, width, 0.5, HAIRLINE) });
    }

    fn footer(&self, marks: &mut Vec<Mark>, number: usize, count: usize, sheet: &Paper) {
        let (width, foot) = (sheet.between(), sheet.bottom + FOOTER);
        let style = self.setting.small();
        if self.draft {
            let style = TextStyle { colour: self.setting.colours.accent, ..strong(style) };
            let draft = self.line("Draft", &style, width);
            marks.extend(words(&draft, &style, Owner::Footer, 0.0, foot));
        }
        let text = format!("Page {} of {count}", number + 1);
        let page = self.line(&text, &style, width);
        marks.extend(words(&page, &style, Owner::Footer, width - page.width, foot));
    }

    /// The first line of the words, with an ellipsis if there is more.
    fn line(&self, text: &str, style: &TextStyle, width: f32) -> TextLine {
        let fonts = self.setting.fonts;
        let lines = |text: &str, width| ParagraphText::new(&plain(text, style.face), fonts).lines(style.size, width);
        let mut all = lines(text, width);
        if all.len() > 1 {
            let first: String = lines(text, width - style.size)
                .first()
                .map(|line| line.pieces.iter().map(|piece| piece.text.as_str()).collect())
                .unwrap_or_default();
            all = lines(&format!("{}\u{2026}", first.trim_end()), width);
        }
        all.into_iter().next().unwrap_or_default()
    }
}

fn strong(style: TextStyle) -> TextStyle {
    TextStyle { face: Face::Bold, ..style }
}
