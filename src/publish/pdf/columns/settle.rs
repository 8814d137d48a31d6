//! Moves width from column to column of words as long as that saves lines.

use super::Grid;
use crate::publish::pdf::text::ParagraphText;

/// How many rows are tried, spread over the table.
const SAMPLE: usize = 60;
/// How often width may move.
const MOVES: usize = 24;
/// How much width moves at once, in ems: a little, or enough for a word.
const STEPS: [f32; 2] = [1.5, 5.0];

/// What may change of a column's width, in points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    /// The width with its white.
    pub(super) width: f32,
    /// As narrow as it may become; `None` where the column keeps its width.
    pub(super) floor: Option<f32>,
    /// The white at both sides.
    pub(super) white: f32,
}

/// The widths with which the rows of a table have the fewest lines that a few moves can reach.
pub(super) fn settled(mut rooms: Vec<Room>, grid: &Grid, size: f32) -> Vec<f32> {
    let spread = grid.rows.len().div_ceil(SAMPLE).max(1);
    let rows: Vec<&Vec<ParagraphText>> = grid.rows.iter().step_by(spread).collect();
    let count = |column: usize, width: f32| -> Vec<usize> {
        rows.iter().map(|row| row.get(column).map_or(0, |words| words.lines(size, width).len())).collect()
    };
    let lines = |rooms: &[Room], column: usize| {
        rooms.get(column).map_or_else(Vec::new, |room| count(column, room.width - room.white))
    };
    let mut columns: Vec<Vec<usize>> = (0..rooms.len()).map(|column| lines(&rooms, column)).collect();
    let mut least = total(&columns, rows.len());
    for _ in 0..MOVES {
        if least <= rows.len() {
            break;
        }
        let mut best = None;
        for step in STEPS {
            for (from, to) in pairs(&rooms, step * size) {
                let moved = shifted(&rooms, from, to, step * size);
                let mut tried = columns.clone();
                for column in [from, to] {
                    if let Some(counts) = tried.get_mut(column) {
                        *counts = lines(&moved, column);
                    }
                }
                let sum = total(&tried, rows.len());
                if sum < least {
                    least = sum;
                    best = Some((moved, tried));
                }
            }
        }
        let Some((moved, tried)) = best else { break };
        (rooms, columns) = (moved, tried);
    }
    rooms.into_iter().map(|room| room.width).collect()
}

/// Which columns can give so much width, and to which others.
fn pairs(rooms: &[Room], step: f32) -> Vec<(usize, usize)> {
    let words = |(place, room): (usize, &Room)| room.floor.map(|floor| (place, room.width - step >= floor));
    let words: Vec<(usize, bool)> = rooms.iter().enumerate().filter_map(words).collect();
    let givers = words.iter().filter(|(_, gives)| *gives);
    givers
        .flat_map(|(from, _)| words.iter().filter(move |(to, _)| to != from).map(move |(to, _)| (*from, *to)))
        .collect()
}

fn shifted(rooms: &[Room], from: usize, to: usize, step: f32) -> Vec<Room> {
    let change = |place| {
        if place == from {
            -step
        } else if place == to {
            step
        } else {
            0.0
        }
    };
    rooms.iter().enumerate().map(|(place, room)| Room { width: room.width + change(place), ..*room }).collect()
}

/// The lines of all rows: each has as many as its tallest cell.
fn total(columns: &[Vec<usize>], rows: usize) -> usize {
    let tallest = |row: usize| columns.iter().filter_map(|counts| counts.get(row)).max().copied().unwrap_or(0).max(1);
    (0..rows).map(tallest).sum()
}
