//! The logo of the house: a picture on the cover, with the words that stand for it.

use std::io::Cursor;

use png::{ColorType, Decoder, Transformations};
use serde::Deserialize;

use crate::job::settings::{Loaded, Reader};

/// The most that a logo's file may have: every page that carries the logo carries all of it.
const MOST_BYTES: usize = 1_000_000;
/// The most dots that a logo may have.
const MOST_DOTS: u64 = 4_000_000;
/// Fewer dots than these look blurred on paper, whichever of the two a logo reaches first.
const FEWEST: (u32, u32) = (300, 80);

/// A picture, ready to be drawn.
#[derive(Debug)]
pub struct Logo {
    /// What is read out in its place.
    pub alternative: String,
    /// Its file, a PNG.
    pub png: Vec<u8>,
    /// Its width in dots.
    pub width: u32,
    /// Its height in dots.
    pub height: u32,
    /// Its dots from the top left, red, green and blue, as they look on white.
    pub dots: Vec<u8>,
}

/// `[logo]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::job) struct LogoFile {
    file: toml::Spanned<String>,
    alternative: toml::Spanned<String>,
}

impl LogoFile {
    /// Reads the picture, or says what is wrong with it.
    pub(super) fn load(self, home: &Loaded<()>, reader: &mut Reader<'_>) -> Option<Logo> {
        let alternative = self.alternative.get_ref().trim().to_owned();
        if alternative.is_empty() {
            let help = "write what it shows, such as the council's name";
            let message = "the logo has no words for those who do not see it";
            reader.problems.push(home.problem(self.alternative.span(), message, help));
        }
        let png = reader.named_file(&self.file, home)?;
        let decoded = if png.len() > MOST_BYTES {
            Err((format!("it has {} kB", png.len() / 1_000), "save it smaller: 1,000 dots across are plenty"))
        } else {
            decoded(&png)
        };
        match decoded {
            Ok((width, height, dots)) => Some(Logo { alternative, png, width, height, dots }),
            Err((why, help)) => {
                let message = format!("the logo `{}` cannot be used: {why}", self.file.get_ref());
                reader.problems.push(home.problem(self.file.span(), &message, help));
                None
            }
        }
    }
}

type Dots = (u32, u32, Vec<u8>);

/// The dots of a PNG on white, or why it cannot be used, and what to do.
fn decoded(png: &[u8]) -> Result<Dots, (String, &'static str)> {
    let no_png = |why: png::DecodingError| {
        (format!("it is no PNG picture ({why})"), "save the logo as PNG; another ending of its name is not enough")
    };
    let mut decoder = Decoder::new(Cursor::new(png));
    decoder.set_transformations(Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(no_png)?;
    let (width, height) = (reader.info().width, reader.info().height);
    if u64::from(width) * u64::from(height) > MOST_DOTS {
        return Err((format!("it has {width} × {height} dots"), "save it smaller: 1,000 dots across are plenty"));
    }
    if width < FEWEST.0 && height < FEWEST.1 {
        let why = format!("it has {width} × {height} dots, which look blurred on paper");
        return Err((why, "save it larger: 300 dots across or 80 down at least"));
    }
    let size = reader.output_buffer_size().unwrap_or(0);
    let mut bytes = vec![0; size];
    let frame = reader.next_frame(&mut bytes).map_err(no_png)?;
    let used = bytes.get(..frame.buffer_size()).unwrap_or_default();
    // What is transparent is white: that is what the cover is.
    let on_white = |part: u8, alpha: u8| {
        let (part, alpha) = (u32::from(part), u32::from(alpha));
        u8::try_from((part * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(u8::MAX)
    };
    let dots = match frame.color_type {
        ColorType::Rgb => used.to_vec(),
        ColorType::Grayscale => used.iter().flat_map(|&grey| [grey; 3]).collect(),
        ColorType::GrayscaleAlpha => used.as_chunks().0.iter().flat_map(|&[grey, a]| [on_white(grey, a); 3]).collect(),
        ColorType::Rgba => {
            used.as_chunks().0.iter().flat_map(|&[r, g, b, a]| [r, g, b].map(|part| on_white(part, a))).collect()
        }
        ColorType::Indexed => return Err(("its colours cannot be read".to_owned(), "save the logo as PNG in RGB")),
    };
    Ok((width, height, dots))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A picture of one colour.
    fn png(colour: ColorType, dot: &[u8], (width, height): (u32, u32)) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, width, height);
        encoder.set_color(colour);
        encoder.set_depth(png::BitDepth::Eight);
        if colour == ColorType::Indexed {
            encoder.set_palette(vec![1, 2, 3, 40, 50, 60]);
        }
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(&dot.repeat((width * height) as usize)).unwrap();
        writer.finish().unwrap();
        bytes
    }

    #[test]
    fn every_kind_of_png_is_seen_as_it_looks_on_white() {
        for (colour, dot, seen) in [
            (ColorType::Rgb, &[10, 20, 30][..], [10, 20, 30]),
            (ColorType::Rgba, &[10, 20, 30, 255], [10, 20, 30]),
            (ColorType::Rgba, &[10, 20, 30, 0], [255, 255, 255]),
            (ColorType::Rgba, &[0, 0, 0, 128], [127, 127, 127]),
            (ColorType::Grayscale, &[77], [77, 77, 77]),
            (ColorType::GrayscaleAlpha, &[0, 0], [255, 255, 255]),
            (ColorType::Indexed, &[1], [40, 50, 60]),
        ] {
            let (width, height, dots) = decoded(&png(colour, dot, (300, 2))).unwrap();
            assert_eq!((width, height, dots.len()), (300, 2, 300 * 2 * 3), "{colour:?}");
            assert!(dots.chunks(3).all(|dot| dot == seen), "{colour:?} {:?}", &dots[..3]);
        }
    }

    #[test]
    fn what_is_no_picture_or_too_small_or_large_is_refused() {
        let why = |bytes: &[u8]| decoded(bytes).unwrap_err().0;
        assert!(why(b"\xFF\xD8\xFF a photograph").starts_with("it is no PNG picture"));
        assert_eq!(why(&png(ColorType::Grayscale, &[0], (64, 64))), "it has 64 × 64 dots, which look blurred on paper");
        assert_eq!(why(&png(ColorType::Grayscale, &[0], (4_001, 1_000))), "it has 4001 × 1000 dots");
        let whole = png(ColorType::Rgb, &[1, 2, 3], (300, 80));
        assert!(why(&whole[..whole.len() / 2]).starts_with("it is no PNG picture"), "cut off");
    }
}
