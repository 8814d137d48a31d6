//! Measures of the page and the sizes of type, all in points (1/72 inch), and the colours that the house does not set.

use crate::job::livery::{Colours, Logo, TypeSizes};

use super::fonts::{Face, Fonts};

/// Red, green and blue, 0 to 255.
pub(super) type Rgb = [u8; 3];

/// The width of A4.
pub(super) const PAGE_WIDTH: f32 = 595.276;
/// The height of A4.
pub(super) const PAGE_HEIGHT: f32 = 841.89;
/// The margin at the left and the right.
pub(super) const MARGIN: f32 = 51.0;
/// The width between the margins, which tables and charts fill.
pub(super) const WIDTH: f32 = PAGE_WIDTH - 2.0 * MARGIN;
/// The longest line of running words: some eighty characters.
pub(super) const MEASURE: f32 = WIDTH;
/// Where the body begins, from the page's top edge.
pub(super) const BODY_TOP: f32 = 74.0;
/// Where the body ends, from the page's top edge.
pub(super) const BODY_BOTTOM: f32 = PAGE_HEIGHT - 62.0;

/// A page: A4, upright or on its side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Paper {
    /// Its width.
    pub(super) width: f32,
    /// Its height.
    pub(super) height: f32,
    /// Where the body ends, from its top edge.
    pub(super) bottom: f32,
}

impl Paper {
    /// The width between the margins.
    pub(super) const fn between(&self) -> f32 {
        self.width - 2.0 * MARGIN
    }

    /// The height of the body.
    pub(super) const fn body(&self) -> f32 {
        self.bottom - BODY_TOP
    }
}

/// An upright page, and one on its side.
pub(super) const SHEETS: [Paper; 2] = [
    Paper { width: PAGE_WIDTH, height: PAGE_HEIGHT, bottom: BODY_BOTTOM },
    Paper { width: PAGE_HEIGHT, height: PAGE_WIDTH, bottom: PAGE_WIDTH - 56.0 },
];

/// Quiet words, such as headers and notes: 7 : 1 on white.
pub(super) const MUTED: Rgb = [0x55, 0x59, 0x5D];
/// Thin rules between rows.
pub(super) const HAIRLINE: Rgb = [0xCB, 0xD2, 0xD6];
/// Words on a coloured ground.
pub(super) const WHITE: Rgb = [0xFF, 0xFF, 0xFF];

/// How words are set.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextStyle {
    /// The size of the characters.
    pub(super) size: f32,
    /// From one baseline to the next.
    pub(super) lead: f32,
    /// The face for words without emphasis.
    pub(super) face: Face,
    /// Their colour.
    pub(super) colour: Rgb,
}

impl TextStyle {
    /// From the top of a line to its baseline, so that capitals stand in the middle of the line.
    pub(super) fn baseline(&self) -> f32 {
        (self.lead + 0.70 * self.size) / 2.0
    }
}

/// What every part of the layout needs to know: the fonts' widths, the house's colours and logo, what the pack has.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting<'a> {
    /// The fonts.
    pub(super) fonts: &'a Fonts,
    /// The colours of the house.
    pub(super) colours: &'a Colours,
    /// The logo of the house.
    pub(super) logo: Option<&'a Logo>,
    /// The names of the pack's sections, in their order.
    pub(super) sections: &'a [&'a str],
    /// The sizes of type that the house sets.
    pub(super) sizes: TypeSizes,
    /// How tightly a section is set.
    pub(super) tight: Tightness,
}

/// How tightly a section is set: as usual, or in one of three steps, so that it stands on one page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Tightness(u8);

impl Tightness {
    /// From the usual to the tightest.
    pub(super) const ALL: [Self; 4] = [Self(0), Self(1), Self(2), Self(3)];

    /// One of four values.
    pub(super) fn of<T: Copy>(self, values: [T; 4]) -> T {
        let [usual, ..] = values;
        values.get(usize::from(self.0)).copied().unwrap_or(usual)
    }

    /// White between blocks, as a part of the usual.
    pub(super) fn white(self) -> f32 {
        self.of([1.0, 0.7, 0.5, 0.34])
    }
}

impl Setting<'_> {
    /// Running words.
    pub(super) fn body(&self) -> TextStyle {
        let usual = self.sizes.body;
        let size = self.tight.of([usual, usual.min(11.0), usual.min(10.5), usual.min(10.0)]);
        sized(size, size * self.tight.of([1.45, 1.4, 1.34, 1.28]), Face::Regular, self.colours.text)
    }

    /// The heading of a section (1) or inside one (2, 3).
    pub(super) fn heading(&self, level: u8) -> TextStyle {
        match level {
            1 => sized(20.0, 25.0, Face::Bold, self.colours.heading),
            2 => sized(14.0, 19.0, Face::Bold, self.colours.heading),
            _ => sized(12.0, 17.0, Face::Bold, self.colours.text),
        }
    }

    /// The title on the cover, in the sizes in which it may be set: a long one is smaller.
    pub(super) fn titles(&self) -> [TextStyle; 3] {
        let title = |size, lead| sized(size, lead, Face::Bold, self.colours.heading);
        [title(30.0, 37.0), title(26.0, 33.0), title(22.0, 28.0)]
    }

    /// The line under the title.
    pub(super) fn subtitle(&self) -> TextStyle {
        sized(16.0, 22.0, Face::Regular, self.colours.accent)
    }

    /// The caption of a table or chart.
    pub(super) fn caption(&self) -> TextStyle {
        sized(10.5, 14.0, Face::Bold, self.colours.heading)
    }

    /// Notes under a table, headers and footers.
    pub(super) fn small(&self) -> TextStyle {
        sized(9.0, 12.0, Face::Regular, MUTED)
    }
}

fn sized(size: f32, lead: f32, face: Face, colour: Rgb) -> TextStyle {
    TextStyle { size, lead, face, colour }
}
