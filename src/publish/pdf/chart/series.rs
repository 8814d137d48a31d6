//! How the series of a chart are told apart without colour: solid, hatched, empty, striped, crossed and pale.

use crate::job::livery::Colours;
use crate::publish::pdf::strip::{Ink, Mark};
use crate::publish::pdf::style::{HAIRLINE, Rgb, WHITE};

/// From one line of a hatching to the next, in points.
const STEP: f32 = 4.0;
/// The thickness of outlines and hatching, in points.
const LINE: f32 = 0.7;

/// A box: left, top, width and height, in points.
pub(super) type ChartBox = (f32, f32, f32, f32);

/// The marks that fill an area as the series with a number is filled; after six, the ways come again.
pub(super) fn fill(number: usize, colours: &Colours, area: ChartBox) -> Vec<Mark> {
    let (x, y, width, height) = area;
    let solid = |colour| vec![Mark::ground(x, y, width, height, colour)];
    let outlined = |ground: Rgb, lines: Vec<Mark>| {
        let marks = solid(ground).into_iter().chain(lines);
        marks.chain(outline(area, colours.accent)).collect()
    };
    match number % 6 {
        0 => solid(colours.accent),
        1 => outlined(colours.tint, diagonal(area, colours.accent, true)),
        2 => outlined(WHITE, Vec::new()),
        3 => outlined(WHITE, upright(area, colours.accent)),
        4 => {
            let both = [true, false].map(|rising| diagonal(area, colours.accent, rising));
            outlined(colours.tint, both.concat())
        }
        _ => outlined(HAIRLINE, Vec::new()),
    }
}

fn stroke(x: f32, y: f32, along: f32, down: f32, colour: Rgb) -> Mark {
    Mark { ink: Ink::Stroke { along, down, thick: LINE }, ..Mark::ground(x, y, 0.0, 0.0, colour) }
}

/// The four edges, inside the area.
fn outline((x, y, width, height): ChartBox, colour: Rgb) -> [Mark; 4] {
    let (half, right, foot) = (LINE / 2.0, x + width - LINE / 2.0, y + height - LINE / 2.0);
    [
        stroke(x, y + half, width, 0.0, colour),
        stroke(x, foot, width, 0.0, colour),
        stroke(x + half, y, 0.0, height, colour),
        stroke(right, y, 0.0, height, colour),
    ]
}

/// Lines at 45 degrees, each cut where it leaves the area.
fn diagonal((x, y, width, height): ChartBox, colour: Rgb, rising: bool) -> Vec<Mark> {
    let count = ((width + height) / STEP) as usize;
    let line = |index: usize| {
        let start = index as f32 * STEP - height;
        let (left, right) = (start.max(0.0), (start + height).min(width));
        // How far above the foot the line is at its two ends.
        let (low, high) = (left - start, right - start);
        let top = if rising { height - low } else { low };
        let down = if rising { low - high } else { high - low };
        (right - left > 0.3).then(|| stroke(x + left, y + top, right - left, down, colour))
    };
    (1..=count).filter_map(line).collect()
}

fn upright((x, y, width, height): ChartBox, colour: Rgb) -> Vec<Mark> {
    let count = (width / STEP) as usize;
    (1..=count).map(|index| stroke(x + index as f32 * STEP, y, 0.0, height, colour)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hatching_stays_inside_its_area() {
        for area in [(10.0, 5.0, 100.0, 15.0), (0.0, 0.0, 1.3, 11.0), (3.0, 3.0, 16.0, 8.0)] {
            let (x, y, width, height) = area;
            let colours = Colours { heading: [0; 3], accent: [0; 3], tint: [0; 3], text: [0; 3] };
            for mark in (0..6).flat_map(|number| fill(number, &colours, area)) {
                let (along, down) = match mark.ink {
                    Ink::Stroke { along, down, .. } => (along, down),
                    Ink::Fill { width, height } => (width, height),
                    Ink::Words { .. } | Ink::Logo { .. } => panic!("words or a picture in a bar"),
                };
                for (px, py) in [(mark.x, mark.y), (mark.x + along, mark.y + down)] {
                    assert!(px > x - 0.01 && px < x + width + 0.01, "{px} outside {area:?}");
                    assert!(py > y - 0.01 && py < y + height + 0.01, "{py} outside {area:?}");
                }
            }
        }
    }
}
