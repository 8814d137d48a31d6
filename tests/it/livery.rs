//! The look of the house: fonts and a logo of its own, on paper and on the page.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use allsorts::binary::read::ReadScope;
use allsorts::font_data::FontData;
use allsorts::subset::{CmapTarget, SubsetProfile, subset};
use lopdf::Document;

use crate::packs::structure::{Structure, bare};
use crate::support::{Area, replace};

/// Gives the settings in a folder two fonts that have the characters of English and not the shapes of ratings, and a logo.
pub fn dress(templates: &Path) {
    fs::create_dir_all(templates.join("fonts")).unwrap();
    fs::write(templates.join("fonts/regular.ttf"), plain(notosans::REGULAR_TTF)).unwrap();
    fs::write(templates.join("fonts/bold.ttf"), plain(notosans::BOLD_TTF)).unwrap();
    fs::write(templates.join("logo.png"), logo(&[0, 94, 184, 128])).unwrap();
    let house = fs::read_to_string(templates.join("house.toml")).unwrap();
    let own = "\n[fonts]\nregular = \"fonts/regular.ttf\"\nbold = \"fonts/bold.ttf\"\n\n[logo]\nfile = \"logo.png\"\n\
        alternative = \"Salford City Council\"\n";
    fs::write(templates.join("house.toml"), house + own).unwrap();
}

/// A font with the characters that a keyboard has.
fn plain(font: &[u8]) -> Vec<u8> {
    let whole = printpdf::ParsedFont::from_bytes(font, 0, &mut Vec::new()).unwrap();
    let characters = (' '..='~').chain(['£', '–', '’', '…']);
    let glyphs: BTreeSet<u16> =
        characters.filter_map(|character| whole.lookup_glyph_index(u32::from(character))).chain([0]).collect();
    let ids: Vec<u16> = glyphs.into_iter().collect();
    let provider = ReadScope::new(font).read::<FontData<'_>>().unwrap().table_provider(0).unwrap();
    subset(&provider, &ids, &SubsetProfile::Minimal, CmapTarget::Unicode).unwrap()
}

/// A picture of one colour, of which a part may be seen through.
fn logo(dot: &[u8; 4]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 320, 100);
    encoder.set_color(png::ColorType::Rgba);
    encoder.write_header().unwrap().write_image_data(&dot.repeat(320 * 100)).unwrap();
    bytes
}

/// The names of the fonts in a document, without the mark that they are cut.
fn fonts(pdf: &[u8]) -> BTreeSet<String> {
    let document = Document::load_mem(pdf).unwrap();
    let objects = document.objects.values().filter_map(|object| object.as_dict().ok());
    let named = objects.filter_map(|object| object.get(b"FontName").ok()?.as_name().ok());
    named.map(|name| String::from_utf8_lossy(name)[7..].to_owned()).collect()
}

fn dressed() -> Area {
    let area = Area::salford();
    dress(&area.templates());
    area
}

#[test]
fn a_pack_is_set_in_the_fonts_of_the_house_under_its_logo() {
    let area = dressed();
    let said = area.run();
    assert_eq!(said.code, 0, "{}", said.err);
    let made = area.newest();
    let pdf = made.bytes("pack.pdf");
    let read = Structure::of(pdf);
    assert!(read.broken.is_empty(), "{:?}", read.broken);
    assert_eq!(read.alternatives.first().unwrap(), "Salford City Council");
    assert!(bare(&read.words).contains("●Ontrack"), "a shape that the house's fonts lack");
    let own = Document::load_mem(pdf).unwrap();
    let used = own.get_page_fonts(own.get_pages()[&3]).unwrap();
    let used: Vec<_> = used.keys().map(|name| String::from_utf8_lossy(name).into_owned()).collect();
    assert_eq!(used, ["Body", "SpareBody", "SpareStrong", "Strong"], "the font that the program carries stands in");
    assert_eq!(fonts(pdf), BTreeSet::from(["NotoSans".to_owned(), "NotoSans-Bold".to_owned()]));
    let page = made.text("pack.html");
    assert!(page.contains("img-src data:;") && page.contains("--family:\"Noto Sans\""));
    assert!(page.contains("<img class=\"logo\" alt=\"Salford City Council\" width=\"320\" height=\"100\""));
    assert_eq!(made.found(), [""; 0]);
}

#[test]
fn the_same_look_gives_the_same_bytes_and_another_one_a_new_revision() {
    let one = dressed();
    let (first, other) = (one.published(), dressed().published());
    for file in ["pack.pdf", "pack.html", "run.json"] {
        assert!(first.bytes(file) == other.bytes(file), "{file}");
    }
    fs::write(one.templates().join("logo.png"), logo(&[200, 16, 46, 255])).unwrap();
    assert_eq!(one.run().code, 0);
    assert!(one.revision(2).is_dir(), "the logo is a setting like others");
}

/// What is wrong, how it came to be, and what is said of it.
type Spoilt<'a> = (&'a str, &'a dyn Fn(&Path), &'a [&'a str]);

#[test]
fn what_cannot_be_printed_in_is_refused_where_it_is_named() {
    let cases: [Spoilt<'_>; 8] = [
        (
            "no file",
            &|folder| fs::remove_file(folder.join("fonts/bold.ttf")).unwrap(),
            &[
                "| bold = \"fonts/bold.ttf\"\n   |        ^^^^^^^^^^^^^^^^",
                "fonts/bold.ttf` cannot be read",
                "put the file there, or correct its name",
            ],
        ),
        (
            "no font",
            &|folder| fs::write(folder.join("fonts/bold.ttf"), "wOF2 and so on").unwrap(),
            &[
                "| bold = \"fonts/bold.ttf\"\n   |        ^^^^^^^^^^^^^^^^",
                "the font `fonts/bold.ttf` cannot be used: it is neither a TrueType nor an OpenType font",
                "give the font's own file, a .ttf or .otf of one weight",
            ],
        ),
        (
            "outside",
            &|folder| replace(&folder.join("house.toml"), &[("fonts/bold.ttf", "../bold.ttf")]),
            &["`../bold.ttf` is not below the folder of the settings"],
        ),
        (
            "one weight",
            &|folder| replace(&folder.join("house.toml"), &[("bold = \"fonts/bold.ttf\"", "")]),
            &["missing field `bold`"],
        ),
        (
            "a key",
            &|folder| replace(&folder.join("house.toml"), &[("alternative", "alternativ")]),
            &["did you mean `alternative`?"],
        ),
        (
            "no words",
            &|folder| replace(&folder.join("house.toml"), &[("Salford City Council", " ")]),
            &["| alternative = \" \"\n   |               ^^^", "the logo has no words for those who do not see it"],
        ),
        (
            "no picture",
            &|folder| fs::write(folder.join("logo.png"), "<svg/>").unwrap(),
            &[
                "| file = \"logo.png\"\n   |        ^^^^^^^^^^",
                "the logo `logo.png` cannot be used: it is no PNG picture",
                "save the logo as PNG",
            ],
        ),
        (
            "large",
            &|folder| fs::write(folder.join("logo.png"), vec![0; 1_000_001]).unwrap(),
            &["it has 1000 kB", "save it smaller"],
        ),
    ];
    for (what, spoil, expected) in cases {
        let area = dressed();
        spoil(&area.templates());
        let said = area.run();
        assert_eq!(said.code, 2, "{what}: {}", said.err);
        for words in expected {
            assert!(said.err.contains(words), "{what}: no `{words}` in:\n{}", said.err);
        }
        assert!(!area.output().exists(), "nothing is done");
    }
}
