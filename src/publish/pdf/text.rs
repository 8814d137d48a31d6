//! Sets words in lines by their real widths; a word that is too long for a line is parted anywhere.

use std::borrow::Cow;
use std::ops::Range;

use crate::present::pack::Span;

use super::breaks::breaks;
use super::fonts::{Face, Fonts};
use super::target::LinkTarget;

/// Words in one face.
#[derive(Debug, Clone)]
pub(super) struct TextRun {
    pub(super) face: Face,
    pub(super) text: String,
    /// Where they lead.
    pub(super) link: Option<LinkTarget>,
}

/// Words of one face on one line, which lead to one place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TextPiece {
    pub(super) face: Face,
    pub(super) text: String,
    /// From the line's start, in points.
    pub(super) x: f32,
    /// Its width without spaces at the line's end, in points.
    pub(super) width: f32,
    /// Where it leads.
    pub(super) link: Option<LinkTarget>,
}

/// One line.
#[derive(Debug, Clone, Default)]
pub(super) struct TextLine {
    pub(super) pieces: Vec<TextPiece>,
    /// The width without spaces at its end, in points.
    pub(super) width: f32,
}

/// The runs of a paragraph: a figure leads to its line in the appendix, other words to a section of the pack or a footnote.
///
/// `noted` is how many footnotes stand before the paragraph.
pub(super) fn runs(spans: &[Span], face: Face, sections: &[&str], noted: usize) -> Vec<TextRun> {
    let mut number = noted;
    let run = |span: &Span| TextRun {
        face: match span {
            Span::Strong(_) => Face::Bold,
            _ => face,
        },
        text: span.text().to_owned(),
        link: match span {
            Span::Figure { figure, .. } => Some(LinkTarget::Line(figure.whole())),
            Span::Link { section, .. } => sections.iter().position(|name| name == section).map(LinkTarget::Section),
            Span::Note { .. } => {
                number += 1;
                Some(LinkTarget::Note(number - 1))
            }
            Span::Text(_) | Span::Strong(_) => None,
        },
    };
    spans.iter().map(run).collect()
}

/// Words without emphasis, as runs.
pub(super) fn plain(text: &str, face: Face) -> Vec<TextRun> {
    vec![TextRun { face, text: text.to_owned(), link: None }]
}

#[derive(Debug, Clone, Copy)]
struct Glyph {
    character: char,
    /// What is drawn for it.
    drawn: char,
    face: Face,
    /// Thousandths of the size.
    advance: u32,
}

/// The glyphs of a paragraph and where its lines may end.
#[derive(Debug)]
pub(super) struct ParagraphText {
    glyphs: Vec<Glyph>,
    /// The first glyph after each place where a line may end; the last is the number of glyphs.
    breaks: Vec<usize>,
    /// Which glyphs lead somewhere.
    links: Vec<(Range<usize>, LinkTarget)>,
}

impl ParagraphText {
    /// Measures the runs and finds where their lines may end.
    pub(super) fn new(runs: &[TextRun], fonts: &Fonts) -> Self {
        let texts: Vec<Cow<'_, str>> = runs.iter().map(|run| fonts.printable(&run.text)).collect();
        let whole = texts.concat();
        let blank = whole.len() - whole.trim_start_matches(' ').len();
        let glyph = |(character, wanted): (char, Face)| {
            let face = fonts.face_of(character, wanted);
            Glyph { character, drawn: fonts.drawn(character), face, advance: fonts.advance(face, character) }
        };
        let characters =
            runs.iter().zip(&texts).flat_map(|(run, text)| text.chars().map(|character| (character, run.face)));
        let glyphs = characters.skip(blank).map(glyph).collect();
        let mut links = Vec::new();
        let mut end = 0;
        for (run, text) in runs.iter().zip(&texts) {
            let start = end;
            end += text.chars().count();
            links.extend(run.link.map(|target| (start.saturating_sub(blank)..end.saturating_sub(blank), target)));
        }
        Self { glyphs, breaks: breaks(whole.get(blank..).unwrap_or_default()), links }
    }

    /// Where the glyph at a place leads.
    fn link(&self, place: usize) -> Option<LinkTarget> {
        self.links.iter().find(|(range, _)| range.contains(&place)).map(|(_, target)| *target)
    }

    /// Whether there is nothing to print.
    pub(super) fn is_blank(&self) -> bool {
        self.glyphs.iter().all(|glyph| glyph.drawn == ' ')
    }

    /// The width on one line, in points.
    pub(super) fn natural(&self, size: f32) -> f32 {
        points(self.visible(0..self.glyphs.len()), size)
    }

    /// The width of what stands right of the decimal point of a figure, with the point, in points; `None` for words.
    pub(super) fn tail(&self, size: f32) -> Option<f32> {
        let character = |place: usize| self.glyphs.get(place).map_or(' ', |glyph| glyph.character);
        let first = self.glyphs.iter().position(|glyph| glyph.character.is_ascii_digit())?;
        let signs = self.glyphs.iter().take(first);
        if !signs.into_iter().all(|glyph| matches!(glyph.character, '£' | '+' | '-' | '−' | '–' | '(')) {
            return None;
        }
        let last = self.glyphs.iter().rposition(|glyph| glyph.character.is_ascii_digit())?;
        let point = (first + 1..last).rev().find(|place| character(*place) == '.');
        Some(points(self.visible(point.unwrap_or(last + 1)..self.glyphs.len()), size))
    }

    /// The width of the widest part that should not be broken, in points.
    pub(super) fn longest(&self, size: f32) -> f32 {
        let widest = self.parts().map(|part| self.visible(part)).max();
        points(widest.unwrap_or(0), size)
    }

    /// The lines, none wider than `width` points.
    pub(super) fn lines(&self, size: f32, width: f32) -> Vec<TextLine> {
        let limit = (width.max(size) * 1000.0 / size) as u32 + 1;
        let mut lines = Vec::new();
        let mut start = 0;
        let mut end = 0;
        for part in self.parts() {
            if self.visible(start..part.end) <= limit {
                end = part.end;
                continue;
            }
            if end > start {
                lines.push(self.line(start..end, size));
            }
            start = part.start;
            end = part.end;
            while self.visible(start..end) > limit {
                let fits = self.fits(start..end, limit);
                lines.push(self.line(start..fits, size));
                start = fits;
            }
        }
        if end > start {
            lines.push(self.line(start..end, size));
        }
        lines
    }

    /// The lines of a paragraph: a little narrower where that keeps the last word from standing alone.
    pub(super) fn paragraph(&self, size: f32, width: f32) -> Vec<TextLine> {
        let lines = self.lines(size, width);
        let alone = |lines: &[TextLine]| lines.last().is_some_and(|last| last.width < width * 0.16);
        if lines.len() < 2 || !alone(&lines) {
            return lines;
        }
        (1_u8..=8)
            .map(|step| self.lines(size, width * (1.0 - 0.015 * f32::from(step))))
            .find(|narrower| narrower.len() == lines.len() && !alone(narrower))
            .unwrap_or(lines)
    }

    /// The lines of a heading: as few as the width allows, and then as equal as they can be.
    pub(super) fn balanced(&self, size: f32, width: f32) -> Vec<TextLine> {
        let lines = self.lines(size, width);
        let (mut low, mut high) = (self.longest(size).min(width), width);
        if lines.len() < 2 {
            return lines;
        }
        while high - low > size * 0.1 {
            let middle = (low + high) / 2.0;
            if self.lines(size, middle).len() > lines.len() {
                low = middle;
            } else {
                high = middle;
            }
        }
        self.lines(size, high)
    }

    fn parts(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let starts = std::iter::once(0).chain(self.breaks.iter().copied());
        starts.zip(self.breaks.iter().copied()).map(|(a, b)| a..b)
    }

    fn glyphs_in(&self, range: Range<usize>) -> &[Glyph] {
        self.glyphs.get(range).unwrap_or_default()
    }

    /// The width without spaces at the end, in thousandths of the size.
    fn visible(&self, range: Range<usize>) -> u32 {
        let glyphs = self.glyphs_in(range);
        let seen = glyphs.iter().rposition(|glyph| glyph.character != ' ').map_or(0, |last| last + 1);
        glyphs.iter().take(seen).map(|glyph| glyph.advance).sum()
    }

    /// The end of the longest beginning of the range that is not wider than the limit: one glyph at least.
    fn fits(&self, range: Range<usize>, limit: u32) -> usize {
        let mut sum = 0;
        let glyphs = self.glyphs_in(range.clone()).iter();
        let count = glyphs.take_while(|glyph| {
            sum += glyph.advance;
            sum <= limit
        });
        range.start + count.count().max(1)
    }

    fn line(&self, range: Range<usize>, size: f32) -> TextLine {
        let mut line = TextLine { pieces: Vec::new(), width: points(self.visible(range.clone()), size) };
        let mut x = 0;
        let mut from = range.start;
        while from < range.end {
            let first = self.glyphs.get(from).map(|glyph| glyph.face);
            let link = self.link(from);
            let same =
                |place: &usize| self.glyphs.get(*place).map(|glyph| glyph.face) == first && self.link(*place) == link;
            let glyphs = self.glyphs_in(from..from + (from..range.end).take_while(same).count().max(1));
            from += glyphs.len().max(1);
            let start = points(x, size);
            x += glyphs.iter().map(|glyph| glyph.advance).sum::<u32>();
            line.pieces.push(TextPiece {
                face: glyphs.first().map_or(Face::Regular, |glyph| glyph.face),
                text: glyphs.iter().map(|glyph| glyph.drawn).collect(),
                x: start,
                width: points(x, size).min(line.width) - start,
                link,
            });
        }
        line.pieces.retain(|piece| piece.x < line.width);
        line
    }
}

fn points(thousandths: u32, size: f32) -> f32 {
    thousandths as f32 * size / 1000.0
}

#[cfg(test)]
mod tests {
    use super::super::PdfError;
    use super::*;

    fn lines(text: &str, width: f32) -> Result<Vec<String>, PdfError> {
        let fonts = Fonts::of(None)?;
        let words = ParagraphText::new(&plain(text, Face::Regular), &fonts);
        let line = |line: TextLine| line.pieces.into_iter().map(|piece| piece.text).collect();
        Ok(words.lines(10.0, width).into_iter().map(line).collect())
    }

    fn width(text: &str) -> Result<f32, PdfError> {
        let words = ParagraphText::new(&plain(text, Face::Regular), &Fonts::of(None)?);
        Ok(words.natural(10.0))
    }

    #[test]
    fn amounts_and_dates_stay_whole() -> Result<(), PdfError> {
        let text = "Paid £22,000,000.00 or £1.2 million or -£5 by 31 March 2007, 2024-25-Q2, 8.2 per cent, 1\u{A0}200.";
        for width in 20..200 {
            let lines = lines(text, width as f32)?;
            for whole in ["£22,000,000.00", "2024-25-Q2", "-£5", "31 March 2007", "£1.2 million"] {
                let broken = !lines.iter().any(|line| line.contains(whole));
                // The comma after an amount goes with it.
                let fits = self::width(whole)? + 3.0 <= width as f32;
                assert!(!(broken && fits), "{whole} at {width}: {lines:?}");
            }
        }
        Ok(())
    }

    #[test]
    fn nothing_is_lost_and_no_line_is_too_wide() -> Result<(), PdfError> {
        let hash = "0123456789abcdef".repeat(4);
        let text = format!("see input/salford/returns/council/2006-q2.xlsx with {hash} and more");
        for width in [30.0, 90.0, 200.0, 450.0] {
            let lines = lines(&text, width)?;
            assert_eq!(lines.concat(), text);
            for line in &lines {
                assert!(self::width(line)? <= width + 0.1);
            }
        }
        Ok(())
    }

    #[test]
    fn mixed_faces_follow_each_other_on_a_line() -> Result<(), PdfError> {
        let fonts = Fonts::of(None)?;
        let spans = [Span::Text("The total is ".to_owned()), Span::Strong("£5".to_owned()), Span::Text(".".to_owned())];
        let words = ParagraphText::new(&runs(&spans, Face::Regular, &[], 0), &fonts);
        let lines = words.lines(10.0, 400.0);
        let faces: Vec<Face> = lines[0].pieces.iter().map(|piece| piece.face).collect();
        assert_eq!(faces, [Face::Regular, Face::Bold, Face::Regular]);
        assert!(lines[0].pieces.windows(2).all(|pair| pair[0].x < pair[1].x));
        Ok(())
    }

    #[test]
    fn a_heading_is_balanced() -> Result<(), PdfError> {
        let fonts = Fonts::of(None)?;
        let words = ParagraphText::new(&plain("Pooled budgets for health and social care", Face::Bold), &fonts);
        let lines = words.balanced(30.0, 420.0);
        assert_eq!(lines.len(), 2);
        assert!((lines[0].width - lines[1].width).abs() < 150.0);
        Ok(())
    }
}
