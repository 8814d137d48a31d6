//! Turns a pack, or a letter to a partner, into one self-contained page of HTML: nothing is fetched, and text is only ever text.

mod bar;
mod blocks;
mod chart;
mod dataset;
mod letter;
mod lines;
mod names;
mod page;
mod table;
#[cfg(test)]
mod tests;

use maud::html;

use crate::job::livery::Livery;
use crate::present::pack::Pack;
use blocks::Writer;
use lines::FigureRows;
use page::Page;

pub use letter::letter;

/// The paper of a pack as a page: the same words, tables and charts as `pack.pdf`, in the same order. Figures in sentences lead to
/// their lines, and so does the first one of a row; the lines stand in the evidence, unless the paper has them itself.
#[must_use]
pub fn pack<F>(pack: &Pack<F>, livery: &Livery) -> Vec<u8> {
    let names = pack.sections.iter().skip(1).map(|section| section.name.clone());
    let mut writer = Writer::new(FigureRows::of(pack), names.collect());
    let (cover, others) = match pack.sections.split_first() {
        Some((cover, others)) => (Some(cover), others),
        None => (None, &[][..]),
    };
    let cover = writer.cover(pack, cover);
    let mut contents = Vec::new();
    let mut sections = Vec::new();
    for section in others {
        sections.push(writer.section(section, pack.draft, &mut contents));
    }
    // Machines are told of what the public may read.
    let dataset = pack.is_public.then(|| dataset::dataset(pack)).flatten();
    let page = Page {
        title: &pack.title,
        author: &pack.author,
        about: &[&pack.committee, &pack.area, &pack.period],
        draft: pack.draft,
        contents: &contents,
        dataset: dataset.as_deref(),
        main: html! { (cover) @for section in sections { (section) } },
    };
    page.bytes(livery)
}
