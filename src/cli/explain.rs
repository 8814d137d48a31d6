//! `explain`: what a finding, a rule, a measure or an agreement type means.

use std::io;
use std::path::Path;

use super::{DONE, REFUSED, Screen, accepted, with_vocabulary};
use crate::finding::explain::page;
use crate::job::measure::{Measure, Term};
use crate::job::{self, Templates};
use crate::model::rules::{self, Family, RuleWords};
use crate::model::words::{nearest, slug};

/// Prints one page, or the list of all names.
pub fn explain(name: Option<&str>, templates: &Path, screen: &mut Screen<'_>) -> io::Result<u8> {
    let name = name.map(slug);
    let name = name.as_deref();
    if let Some(about) = crate::findings().find(|about| Some(about.name) == name) {
        write!(screen.out, "{}", page(about))?;
        return Ok(DONE);
    }
    if let Some((family, words)) = all_rules().find(|(_, words)| Some(words.name) == name) {
        write!(screen.out, "{}", page_of_rule(family, words))?;
        return Ok(DONE);
    }
    let loaded = with_vocabulary(|vocabulary| job::load_templates(templates, vocabulary));
    let Some(templates) = accepted(loaded, screen)? else { return Ok(REFUSED) };
    let Some(name) = name else {
        list(&templates, screen)?;
        return Ok(DONE);
    };
    if let Some(measure) = templates.measures.get(name) {
        let terms = |terms: &[Term]| terms.iter().map(|term| format!("  {}\n", term.label)).collect::<String>();
        write!(
            screen.out,
            "{name}: {}\n\nCounted as joint:\n{}\nAs a part of:\n{}\n{}Definition: {}.\n",
            measure.title,
            terms(&measure.numerator),
            terms(&measure.denominator),
            more(measure),
            measure.source,
        )?;
        return Ok(DONE);
    }
    if let Some(of) = templates.types.get(name) {
        let checks: Vec<&str> = of.checks.iter().map(|check| check.get_ref().as_str()).collect();
        write!(
            screen.out,
            "{name}: {}\n\nLegal basis: {}\n\n{}\n\nChecks: {}\n",
            of.title,
            of.legal_basis,
            of.note,
            checks.join(", "),
        )?;
        return Ok(DONE);
    }
    let known = names(&templates);
    match nearest(name, known.iter().map(String::as_str)) {
        Some(near) => writeln!(
            screen.err,
            "error: `{name}` is no finding, rule, measure or agreement type: did you mean `{near}`?"
        )?,
        None => writeln!(
            screen.err,
            "error: `{name}` is no finding, rule, measure or agreement type; `scrutiny explain` lists them"
        )?,
    }
    Ok(REFUSED)
}

/// What a measure leaves out, where its series breaks, and beside what it stands; a line each.
fn more(measure: &Measure) -> String {
    let mut lines: Vec<String> = measure.exclusions.iter().map(|text| format!("Leaves out: {text}.")).collect();
    lines
        .extend(measure.series_breaks.iter().map(|one| format!("Series break: from {} {}.", one.from.year(), one.why)));
    lines.extend(measure.beside.iter().map(|other| format!("Printed only beside: {}.", other.get_ref())));
    lines.iter().map(|line| format!("{line}\n")).collect()
}

fn all_rules() -> impl Iterator<Item = (&'static Family, &'static RuleWords)> {
    rules::FAMILIES.iter().flat_map(|family| family.words().into_iter().map(move |words| (family, words)))
}

fn page_of_rule(family: &Family, words: &RuleWords) -> String {
    let others =
        words.entries.in_words().map(|entries| format!("; any entry {entries} is read so")).unwrap_or_default();
    format!(
        "{name}: a rule of {of}\n\nIn the register: `{such_as}` under `{heading}` on the sheet `{sheet}`{others}.\n\n\
         What it means: {means}\n\nAn example: {example}\n",
        name = words.name,
        of = family.of,
        such_as = words.such_as,
        heading = family.heading,
        sheet = family.sheet,
        means = words.means,
        example = words.example,
    )
}

fn names(templates: &Templates) -> Vec<String> {
    let findings = crate::findings().map(|about| about.name.to_owned());
    let rules = all_rules().map(|(_, words)| words.name.to_owned());
    findings.chain(rules).chain(templates.measures.keys().cloned()).chain(templates.types.keys().cloned()).collect()
}

fn list(templates: &Templates, screen: &mut Screen<'_>) -> io::Result<()> {
    writeln!(screen.out, "Findings")?;
    let mut findings: Vec<_> = crate::findings().collect();
    findings.sort_by_key(|about| about.name);
    for about in findings {
        writeln!(screen.out, "  {:<20} {:<8} {}", about.name, about.level.to_string(), first_sentence(about.finds))?;
    }
    writeln!(screen.out, "\nRules of the register")?;
    for (_, words) in all_rules() {
        writeln!(screen.out, "  {:<28} {}", words.name, first_sentence(words.means))?;
    }
    writeln!(screen.out, "\nMeasures")?;
    for (name, measure) in &templates.measures {
        writeln!(screen.out, "  {name:<28} {}", measure.title)?;
    }
    writeln!(screen.out, "\nAgreement types")?;
    for (name, of) in &templates.types {
        writeln!(screen.out, "  {name:<28} {}", of.title)?;
    }
    Ok(())
}

/// The first of several sentences, without its full stop; a dot within a name ends none.
fn first_sentence(text: &str) -> &str {
    text.split(". ").next().map_or("", |first| first.trim_end_matches('.'))
}
