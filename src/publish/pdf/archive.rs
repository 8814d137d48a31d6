//! What an archive needs to know of the document: its metadata, what its colours mean, and what identifies it.

use chrono::{Datelike as _, NaiveDate};
use lopdf::{Document, Object, Stream, StringFormat, dictionary, text_string};
use moxcms::ColorProfile;
use sha2::{Digest, Sha256};

use crate::model::shown::visible;
use crate::present::pack::Volume;

use super::PdfError;

const PRODUCER: &str = concat!("scrutiny ", env!("CARGO_PKG_VERSION"));

/// Adds the metadata, the output intent and what a reader shows when it opens the document.
///
/// # Errors
///
/// When the document has no catalog or the colour profile cannot be written.
pub(super) fn write(document: &mut Document, pack: &Volume<'_>) -> Result<(), PdfError> {
    let mut info = dictionary! {
        "Title" => label(pack.title),
        "Creator" => text_string(PRODUCER),
        "Producer" => text_string(PRODUCER),
        "CreationDate" => Object::string_literal(info_date(pack.as_at)),
        "ModDate" => Object::string_literal(info_date(pack.as_at)),
    };
    if !pack.author.trim().is_empty() {
        info.set("Author", label(pack.author));
    }
    let old = document.trailer.get(b"Info").and_then(Object::as_reference);
    if let Ok(id) = old {
        document.set_object(id, info);
    }
    let mut metadata = Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, xmp(pack).into_bytes());
    // Archives read the metadata without unpacking it.
    metadata.allows_compression = false;
    let metadata = document.add_object(metadata);
    let profile = document.add_object(Stream::new(dictionary! { "N" => 3 }, profile(pack.as_at)?));
    let intent = document.add_object(dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => text_string("sRGB IEC61966-2.1"),
        "Info" => text_string("sRGB IEC61966-2.1"),
        "DestOutputProfile" => profile,
    });
    let catalog = document.catalog_mut()?;
    catalog.set("Metadata", metadata);
    catalog.set("OutputIntents", vec![intent.into()]);
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    Ok(())
}

/// Text for a reader's own windows and voice, with hidden characters as their numbers.
pub(super) fn label(text: &str) -> Object {
    text_string(visible(text).trim())
}

/// Sets the document's identifier to the hash of its objects.
pub(super) fn identify(document: &mut Document) {
    let mut hash = Sha256::new();
    for (id, object) in &document.objects {
        hash.update(format!("{id:?} {object:?}"));
        if let Object::Stream(stream) = object {
            hash.update(&stream.content);
        }
    }
    let half: Vec<u8> = hash.finalize().iter().take(16).copied().collect();
    let id = Object::String(half, StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![id.clone(), id]);
}

fn info_date(date: NaiveDate) -> String {
    date.format("D:%Y%m%d000000Z").to_string()
}

/// The sRGB profile, dated by the pack: the library dates it by the clock.
fn profile(date: NaiveDate) -> Result<Vec<u8>, PdfError> {
    let mut bytes = ColorProfile::new_srgb().encode().map_err(|error| PdfError::ColourProfile(error.to_string()))?;
    // ICC.1, 7.2.8: year, month, day, hour, minute and second as 16-bit numbers in the header.
    let day = [date.year().unsigned_abs(), date.month(), date.day(), 0, 0, 0];
    let dated = day.iter().flat_map(|&part| (part as u16).to_be_bytes());
    for (byte, new) in bytes.iter_mut().skip(24).zip(dated) {
        *byte = new;
    }
    Ok(bytes)
}

fn xmp(pack: &Volume<'_>) -> String {
    let title = escaped(pack.title.trim());
    let date = pack.as_at.format("%Y-%m-%dT00:00:00Z");
    let author = escaped(pack.author.trim());
    let creator = if author.is_empty() {
        String::new()
    } else {
        format!("<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>\n")
    };
    format!(
        r#"<?xpacket begin="{bom}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
{creator}<dc:language><rdf:Bag><rdf:li>en-GB</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:MetadataDate>{date}</xmp:MetadataDate>
<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>
<pdf:Producer>{PRODUCER}</pdf:Producer>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
{DECLARED}</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"#,
        bom = '\u{FEFF}',
    )
}

/// PDF/A asks that a vocabulary which it does not know, here that of PDF/UA, is described.
const DECLARED: &str = r#"<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 to which the document conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"#;

/// Text as XML; hidden characters are their numbers, and two that XML cannot hold are spaces.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{FFFE}' | '\u{FFFF}' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_colour_profile_is_dated_by_the_pack() -> Result<(), PdfError> {
        let date = NaiveDate::from_ymd_opt(2007, 3, 31).unwrap_or_default();
        let bytes = profile(date)?;
        let dated = [7, 215, 0, 3, 0, 31, 0, 0, 0, 0, 0, 0];
        assert_eq!(bytes.get(24..36), Some(&dated[..]));
        Ok(())
    }

    #[test]
    fn metadata_is_xml_whatever_the_title_says() {
        assert_eq!(escaped("<a> & \"b\"\u{0}"), "&lt;a&gt; &amp; &quot;b&quot;[U+0000]");
    }
}
