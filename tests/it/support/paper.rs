//! The text of a PDF, as a program that reads it takes it out.

use lopdf::Document;

/// The text of all pages.
pub fn text(pdf: &[u8]) -> String {
    let document = Document::load_mem(pdf).unwrap();
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    document.extract_text(&pages).unwrap()
}

/// The text of one page, from 1.
pub fn page(pdf: &[u8], number: u32) -> String {
    Document::load_mem(pdf).unwrap().extract_text(&[number]).unwrap()
}

/// The words of all pages, each after one space.
pub fn words(pdf: &[u8]) -> String {
    text(pdf).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text without white, in which a paper's lines do not matter.
pub fn characters(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}
