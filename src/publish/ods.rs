//! `figures.ods`: the sheets of `figures.xlsx` as an OpenDocument spreadsheet, for those whose house style is open formats.

mod content;
mod styles;

use std::io::{Cursor, Write};

use quick_xml::escape::escape;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::fault::Fault;
use crate::model::shown::visible;
use crate::present::pack::{Behind, Pack};

const NAME: &str = "figures.ods";

/// What the package is; programs look for it at a fixed place, so it comes first and is not compressed.
const MEDIA_TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";

const MANIFEST: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="settings.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>
</manifest:manifest>
"#;

/// The spreadsheet's bytes; its dates are those of the pack, so that the same pack gives the same bytes.
///
/// # Errors
///
/// Where it cannot be written.
pub fn spreadsheet<F: Behind>(pack: &Pack<F>) -> Result<Vec<u8>, Fault> {
    let content::Content { cells, views } = content::of(pack).map_err(Fault::document(NAME))?;
    let parts: [(&str, Vec<u8>); 6] = [
        ("mimetype", MEDIA_TYPE.into()),
        ("content.xml", cells),
        ("styles.xml", styles::PAGE.into()),
        ("settings.xml", views),
        ("meta.xml", meta(pack).into()),
        ("META-INF/manifest.xml", MANIFEST.into()),
    ];
    package(&parts).map_err(Fault::document(NAME))
}

fn package(parts: &[(&str, Vec<u8>)]) -> zip::result::ZipResult<Vec<u8>> {
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    for (place, (name, bytes)) in parts.iter().enumerate() {
        let method = if place == 0 { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::default().compression_method(method).last_modified_time(DateTime::default());
        package.start_file(*name, options)?;
        package.write_all(bytes)?;
    }
    Ok(package.finish()?.into_inner())
}

/// What the document says of itself.
fn meta<F>(pack: &Pack<F>) -> String {
    let (title, author) = (visible(&pack.title), visible(&pack.author));
    let (title, author, day) = (escape(&title), escape(&author), pack.as_at.format("%Y-%m-%dT00:00:00"));
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3">
<office:meta><dc:title>{title}</dc:title><meta:initial-creator>{author}</meta:initial-creator><dc:creator>{author}</dc:creator><meta:creation-date>{day}</meta:creation-date><dc:date>{day}</dc:date><dc:language>en-GB</dc:language></office:meta>
</office:document-meta>
"#
    )
}
