//! Packs: every pack that the shipped area and the test cases make, as PDF and as a page.

mod pages;
mod printed;
pub mod structure;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use scrutiny::job::livery::Livery;
use scrutiny::model::money::Money;
use scrutiny::pipeline::Report;
use scrutiny::present::pack::{Block, ONE_PAGE, Pack, Span, Volume};
use scrutiny::publish::pdf::pdf;
use structure::{Structure, alternatives, bare, words};

use crate::support::publication::{self, Publication};
use crate::support::{copy_folder, folders, forty, load, paper, root, scrutiny, ten};
use crate::{livery, story};

/// Every area that the tests have, by name, written below a folder.
fn areas(below: &Path) -> Vec<(String, PathBuf)> {
    let mut areas = Vec::new();
    let mut add = |name: String, write: &dyn Fn(&Path)| {
        let area = below.join(&name).join("area");
        fs::create_dir_all(&area).unwrap();
        write(&area);
        areas.push((name, area));
    };
    let copies =
        [("shipped", "input"), ("case", "tests/cases"), ("finding", "tests/findings"), ("backtest", "tests/backtests")];
    for (kind, folder) in copies {
        for found in folders(&root().join(folder)) {
            let input = if kind == "shipped" { found.clone() } else { found.join("input") };
            if input.is_dir() {
                let name = found.file_name().unwrap().to_str().unwrap();
                add(format!("{kind}-{name}"), &|area| copy_folder(&input, area));
            }
        }
    }
    for (name, count) in [("eight", 8), ("forty", 40)] {
        add(name.to_owned(), &|area| {
            let made = forty::first(count);
            made.load();
            copy_folder(&made.input(), area);
        });
    }
    add("ten".to_owned(), &|area| {
        let made = ten::area();
        made.load();
        copy_folder(&made.input(), area);
    });
    for chapter in ["M04", "M09", "year-end"] {
        add(format!("story-{chapter}"), &|area| story::write(chapter, area));
    }
    areas
}

/// Publishes an area and gives its newest revision, or nothing where there is none.
fn publish(area: &Path, templates: &Path, output: &Path) -> Option<Publication> {
    let paths = [area, templates, output].map(|path| path.to_str().unwrap());
    scrutiny(&["run", "-q", "--input", paths[0], "--templates", paths[1], "--output", paths[2]]);
    publication::newest(&output.join("area"))
}

/// What a run of an area makes, and the look of the house.
fn report(area: &Path) -> Option<(Report, Livery)> {
    let (job, report) = load(area, &root().join("templates"), &area.join("never"))?;
    Some((report, job.templates.house.livery))
}

/// What a run makes of every area that is not refused, made once for all tests.
pub fn reports() -> &'static [(String, Report, Livery)] {
    static REPORTS: LazyLock<Vec<(String, Report, Livery)>> = LazyLock::new(|| {
        let folder = tempfile::tempdir().unwrap();
        let made = areas(folder.path()).into_iter().filter_map(|(name, area)| {
            let (report, livery) = report(&area)?;
            Some((name, report, livery))
        });
        made.collect()
    });
    &REPORTS
}

/// Holds what a reader of screens hears of a document against what it says.
fn read_aloud(name: &str, volume: &Volume<'_>, livery: &Livery) -> Structure {
    let bytes = pdf(volume, livery).unwrap();
    let read = Structure::of(&bytes);
    let faults: Vec<String> = read.broken.iter().cloned().chain(printed::faults(&bytes)).collect();
    assert_eq!(faults, Vec::<String>::new(), "{name}");
    let (found, expected) = (bare(&read.words), words(volume));
    if let Some(at) = found.char_indices().zip(expected.chars()).find(|((_, one), other)| one != other) {
        let from = at.0.0;
        panic!("{name}: reads `{}`", found[from..].chars().take(80).collect::<String>());
    }
    assert_eq!(found.len(), expected.len(), "{name} says less or more than its pack");
    for section in volume.sections.iter().skip(1).filter(|_| volume.sections.len() > 3) {
        // Many agreements are named as one part of the paper.
        let entry = section.part.as_ref().unwrap_or(&section.heading);
        let contents = &read.contents;
        assert!(contents.contains(&format!("{entry} ")), "{name}: no blank after `{entry}` in {contents}");
    }
    assert_eq!(read.alternatives, alternatives(volume), "{name}");
    let printed = volume.sections.iter().flat_map(|section| section.figures());
    let printed = printed.filter(|(figure, _)| figure.figure().is_some()).count();
    let blocks = || volume.sections.iter().flat_map(|section| &section.blocks);
    let sections: Vec<&str> = volume.sections.iter().map(|section| section.name.as_str()).collect();
    let is_link = |span: &&Span| match span {
        Span::Link { section, .. } => sections.contains(&section.as_str()),
        Span::Note { .. } => true,
        _ => false,
    };
    let others = blocks().flat_map(Block::paragraphs).flatten().filter(is_link).count();
    assert_eq!(read.links, printed + others, "{name}: a link for each figure, and for words that lead elsewhere");
    let numbered: Vec<String> = (1..=read.notes.len()).map(|number| format!("note-{number:05}")).collect();
    assert_eq!(read.notes, numbered, "{name}");
    read
}

#[test]
fn packs_are_read_aloud_in_their_order_and_every_figure_leads_to_its_line() {
    for (name, report, livery) in reports() {
        let pack = &report.pack;
        let paper = read_aloud(name, &pack.paper(), livery).elsewhere;
        let Some(evidence) = pack.evidence() else { panic!("{name} has no evidence") };
        assert!(read_aloud(name, &evidence, livery).elsewhere.is_empty(), "{name}");
        let there = structure::destinations(&pdf(&evidence, livery).unwrap());
        assert!(paper.iter().all(|line| there.contains(line)), "{name}: {paper:?}");
    }
    assert!(reports().len() > 60, "only {} packs were made", reports().len());
}

#[test]
fn page_three_says_what_is_not_on_track_how_much_it_is_and_who_bears_it() {
    let folder = tempfile::tempdir().unwrap();
    let areas = areas(folder.path());
    for wanted in ["shipped-salford", "case-pool-with-trouble", "eight", "ten", "story-M09", "forty"] {
        let (_, area) = areas.iter().find(|(name, _)| name == wanted).unwrap();
        let made = publish(area, &root().join("templates"), &area.join("never")).unwrap();
        let page = paper::characters(&paper::page(made.bytes("pack.pdf"), 3));
        let says = |text: &str| assert!(page.contains(&paper::characters(text)), "{wanted}: no `{text}` in {page}");
        says("The position");
        let (_, report, _) = reports().iter().find(|(name, ..)| name == wanted).unwrap();
        let not_on_track = agreements_of(&report.pack).filter(|(_, rating)| !rating.contains("On track"));
        let count = not_on_track.map(|(title, rating)| says(&format!("{} {title}:", &rating[..3]))).count();
        assert!(count > 0, "{wanted}");
        let figures = made.figures();
        let known = |figure: &serde_json::Value| -> Option<Money> {
            Money::from_plain(figure["value"].as_str()?).filter(|amount| *amount != Money::ZERO)
        };
        for (agreement, _) in ratings_of(&made).filter(|(_, rating)| rating != "on-track") {
            let of =
                |id| [("id", Some(id)), ("agreement", Some(agreement.as_str())), ("class", None), ("scheme", None)];
            let over = figures.having(&of("variance")).find_map(known).filter(|amount| *amount > Money::ZERO);
            let Some(over) = over else { continue };
            says(&over.whole());
            for share in figures.having(&of("risk-share")) {
                if let (Some(amount), Some(partner)) = (known(share), share["partner"].as_str()) {
                    says(&format!("{partner} {}", amount.abs().whole()));
                }
            }
        }
    }
}

/// The agreements of a paper's one page, each with its rating in words.
fn agreements_of(pack: &Pack) -> impl Iterator<Item = (&str, &str)> {
    let page = pack.sections.iter().find(|section| section.name == ONE_PAGE).unwrap();
    let tables = page.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let rows = tables.flat_map(|table| table.rows.iter().filter(|row| !row.total));
    rows.map(|row| (row.cells[0].text.as_str(), row.cells[1].text.as_str()))
}

/// The agreements of a publication with their ratings.
fn ratings_of(made: &Publication) -> impl Iterator<Item = (String, String)> {
    let ratings = made.json("run.json")["ratings"].as_object().unwrap().clone();
    ratings.into_iter().map(|(agreement, rated)| (agreement, rated["rating"].as_str().unwrap().to_owned()))
}

/// Writes every pack as `<name>.pdf` and `<name>.html` into the folder `SCRUTINY_PACKS`, with the letters to partners in
/// `feedback/<name>/`, to be looked at or held against the standards.
#[test]
#[ignore = "writes files: SCRUTINY_PACKS says where"]
fn every_pack_is_written_out() {
    let target = PathBuf::from(std::env::var_os("SCRUTINY_PACKS").unwrap());
    fs::create_dir_all(&target).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let shipped = root().join("templates");
    let dressed = folder.path().join("templates");
    copy_folder(&shipped, &dressed);
    livery::dress(&dressed);
    let mut count = 0;
    let mut all: Vec<_> = areas(folder.path()).into_iter().map(|(name, area)| (name, area, &shipped)).collect();
    let last = all.last().unwrap().1.clone();
    all.push(("dressed".to_owned(), last, &dressed));
    for (name, area, templates) in all {
        if let Some(made) = publish(&area, templates, &folder.path().join(&name).join("output")) {
            let revision = made.folder();
            for kind in ["pdf", "html"] {
                fs::copy(revision.join(format!("pack.{kind}")), target.join(format!("{name}.{kind}"))).unwrap();
            }
            if revision.join("feedback").is_dir() {
                copy_folder(&revision.join("feedback"), &target.join("feedback").join(&name));
            }
            count += 1;
        }
    }
    let (both, output) = (folder.path().join("both"), folder.path().join("rolled-up"));
    for area in ["east", "west"] {
        copy_folder(&root().join("input/salford"), &both.join(area));
    }
    publish(&both, &shipped, &output);
    for kind in ["pdf", "html"] {
        let pack = output.join(format!("roll-up/2006-07/r1/pack.{kind}"));
        fs::copy(pack, target.join(format!("roll-up.{kind}"))).unwrap();
    }
    assert!(count > 60, "only {count} packs were made");
}

#[test]
#[ignore = "writes the area of every pack into the folder SCRUTINY_AREAS, to be run and looked at"]
fn every_area_is_written_out() {
    let folder = PathBuf::from(std::env::var_os("SCRUTINY_AREAS").unwrap());
    assert!(!areas(&folder).is_empty());
}
