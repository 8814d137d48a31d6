//! The logo of the house as a picture on the cover.

use printpdf::{PdfDocument, RawImage, RawImageData, RawImageFormat, XObject, XObjectId};

use super::strip::{Ink, Mark, Owner};
use super::style::{WHITE, WIDTH};
use super::tree::{NodeId, Tree};
use crate::job::livery::Logo;

/// The room that the logo may fill, wide and high, in points.
const ROOM: (f32, f32) = (170.0, 52.0);

/// The name under which the cover refers to the picture.
pub(super) fn id() -> XObjectId {
    XObjectId("Logo".to_owned())
}

/// The picture at the top right of the cover, as large as its room allows; its node goes under `parent`.
pub(super) fn mark(logo: &Logo, tree: &mut Tree, parent: NodeId) -> Mark {
    let (across, down) = (logo.width as f32, logo.height as f32);
    let scale = (ROOM.0 / across).min(ROOM.1 / down);
    let (width, height) = (across * scale, down * scale);
    let owner = Owner::Node(tree.add_figure(parent, &logo.alternative));
    Mark { owner, x: WIDTH - width, y: 0.0, colour: WHITE, ink: Ink::Logo { width, height } }
}

/// Adds the dots of the picture to a document.
pub(super) fn embed(logo: &Logo, document: &mut PdfDocument) {
    let image = RawImage {
        pixels: RawImageData::U8(logo.dots.clone()),
        width: logo.width as usize,
        height: logo.height as usize,
        data_format: RawImageFormat::RGB8,
        tag: Vec::new(),
    };
    document.resources.xobjects.map.insert(id(), XObject::Image(image));
}
