//! Circles: modules of one parent that use each other, also through what is in them, or by way of others.

use std::collections::{BTreeMap, BTreeSet};

use super::source::Source;

/// A module, as the names that lead to it.
type Module = Vec<String>;

/// Which children of a module use which, and an example of each.
type Uses = BTreeMap<String, BTreeMap<String, String>>;

/// Every circle, as the parent's path (empty for the crate) and a line that names all that is in it.
pub fn circles(sources: &[Source]) -> Vec<(String, String)> {
    let modules: BTreeSet<Module> = sources.iter().map(Source::module).filter(|module| !module.is_empty()).collect();
    let mut by_parent: BTreeMap<String, Uses> = BTreeMap::new();
    for source in sources {
        let module = source.module();
        for used in source.paths.iter().filter_map(|path| resolved(path, &module, &modules)) {
            let common = module.iter().zip(&used).take_while(|(one, other)| one == other).count();
            if let (Some(one), Some(other)) = (module.get(common), used.get(common)) {
                let uses = by_parent.entry(module[..common].join("/")).or_default().entry(one.clone()).or_default();
                let said = format!("{} uses {}", module.join("/"), used.join("/"));
                uses.entry(other.clone()).or_insert(said);
            }
        }
    }
    by_parent.into_iter().filter_map(|(parent, uses)| Some((parent, circle(&uses)?))).collect()
}

/// The module that a path leads to; `None` where it leads out of the crate, or to an item of the module itself.
fn resolved(path: &[String], module: &[String], modules: &BTreeSet<Module>) -> Option<Module> {
    let (start, rest) = match path.first()?.as_str() {
        "crate" => (&[][..], &path[1..]),
        "self" => (module, &path[1..]),
        "super" => {
            let up = path.iter().take_while(|part| *part == "super").count();
            (&module[..module.len().checked_sub(up)?], &path[up..])
        }
        _ => (module, path),
    };
    let mut found = start.to_vec();
    for part in rest {
        found.push(part.clone());
        if !modules.contains(&found) {
            found.pop();
            break;
        }
    }
    (found != module).then_some(found)
}

/// All that leads back to where it began, if something does.
fn circle(uses: &Uses) -> Option<String> {
    let reaches = |from: &String, goal: &String| {
        let mut seen: BTreeSet<&String> = BTreeSet::new();
        let mut next = vec![from];
        while let Some(at) = next.pop() {
            if seen.insert(at) {
                next.extend(uses.get(at).into_iter().flat_map(BTreeMap::keys));
            }
        }
        seen.contains(goal)
    };
    let mut tied = Vec::new();
    for (one, others) in uses {
        tied.extend(others.iter().filter(|(other, _)| reaches(other, one)).map(|(_, said)| said.as_str()));
    }
    (!tied.is_empty()).then(|| tied.join("; "))
}
