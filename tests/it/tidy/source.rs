//! The source files of the library, and what of them is code: no comments, no words in quotes, no tests.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::support::root;

/// What stands before an item that is compiled for tests alone.
const TEST: &str = "#[cfg(test)]";

/// A source file.
pub struct Source {
    /// Its path below `src/`.
    pub path: String,
    pub text: String,
    /// The text with quotes emptied and without comments and items of tests; it has as many lines.
    code: String,
    /// Every path that the code names, as its parts: `use a::{b, c::d}` names two.
    pub paths: Vec<Vec<String>>,
    /// The files that only tests have, as the file declares them.
    test_files: Vec<String>,
}

impl Source {
    pub fn new(path: &str, text: &str) -> Self {
        let (code, tests) = without_tests(&bare(text));
        let base = path.strip_suffix(".rs").unwrap();
        let base = if base == "lib" { String::new() } else { format!("{base}/") };
        let test_files = tests.iter().map(|name| format!("{base}{name}.rs")).collect();
        let paths = paths(&code);
        Self { path: path.to_owned(), text: text.to_owned(), code, paths, test_files }
    }

    /// The code without its comments and its tests.
    pub fn code(&self) -> impl Iterator<Item = &str> {
        self.code.lines()
    }

    /// The stage or room that the file belongs to.
    pub fn room(&self) -> &str {
        self.path.split(['/', '.']).next().unwrap()
    }

    /// The module that the file is, as the names that lead to it; none for the crate itself and for `main`.
    pub fn module(&self) -> Vec<String> {
        let path = self.path.strip_suffix(".rs").unwrap();
        if ["lib", "main"].contains(&path) { Vec::new() } else { path.split('/').map(str::to_owned).collect() }
    }

    /// The rooms that the code names, its own among them.
    pub fn rooms(&self) -> BTreeSet<&str> {
        let depth = self.module().len();
        let mut rooms = BTreeSet::new();
        for path in &self.paths {
            let up = path.iter().take_while(|part| *part == "super").count();
            let at = if path[0] == "crate" { 1 } else { up };
            if at > 0 && (up == 0 || up == depth) {
                rooms.extend(path.get(at).map(String::as_str));
            }
        }
        rooms
    }
}

/// Every file of the library that not only tests have.
pub fn sources() -> Vec<Source> {
    fn walk(folder: &Path, base: &Path, sources: &mut Vec<Source>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, base, sources);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let below = path.strip_prefix(base).unwrap().to_str().unwrap().replace('\\', "/");
                sources.push(Source::new(&below, &fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let base = root().join("src");
    let mut sources = Vec::new();
    walk(&base, &base, &mut sources);
    assert!(sources.len() > 50, "where is the code?");
    let of_tests: BTreeSet<String> = sources.iter().flat_map(|source| source.test_files.iter().cloned()).collect();
    for source in &mut sources {
        if of_tests.contains(&source.path) {
            source.code.clear();
            source.paths.clear();
        }
    }
    sources
}

/// A text without comments, and with nothing between quotes; it keeps its lines.
fn bare(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let lines = |part: &[char]| "\n".repeat(part.iter().filter(|character| **character == '\n').count());
    let mut code = String::new();
    let mut at = 0;
    while let Some(character) = characters.get(at) {
        let rest = &characters[at..];
        let end = match character {
            '/' if rest.starts_with(&['/', '/']) => rest.iter().position(|next| *next == '\n').unwrap_or(rest.len()),
            '"' => quoted(rest),
            'r' if !code.ends_with(|before: char| before.is_alphanumeric() || before == '_') => raw(rest),
            '\'' => length_of_character(rest),
            _ => 0,
        };
        if end == 0 {
            code.push(*character);
            at += 1;
        } else {
            code.push_str(&lines(&rest[..end]));
            at += end;
        }
    }
    code
}

/// Where a text in quotes ends.
fn quoted(rest: &[char]) -> usize {
    let mut at = 1;
    while at < rest.len() && rest[at] != '"' {
        at += if rest[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

/// Where a raw text ends; 0 where there is none.
fn raw(rest: &[char]) -> usize {
    let hashes = rest[1..].iter().take_while(|character| **character == '#').count();
    if rest.get(1 + hashes) != Some(&'"') {
        return 0;
    }
    let closing: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
    let within = &rest[hashes + 2..];
    let end = (0..within.len()).find(|at| within[*at..].starts_with(&closing)).unwrap();
    hashes + 2 + end + closing.len()
}

/// Where a character ends; 0 where a lifetime stands.
fn length_of_character(rest: &[char]) -> usize {
    match rest {
        [_, '\\', _, more @ ..] => 4 + more.iter().position(|character| *character == '\'').unwrap(),
        [_, _, '\'', ..] => 3,
        _ => 0,
    }
}

/// Code without the items that only tests have, and the names of the modules among them that are files of their own.
fn without_tests(code: &str) -> (String, Vec<String>) {
    let (mut kept, mut files) = (String::new(), Vec::new());
    let mut rest = code;
    while let Some(start) = rest.find(TEST) {
        let (before, item) = rest.split_at(start);
        let item = &item[..item_end(item)];
        let is_file = item.trim_end().ends_with(';');
        let module = item.trim_end_matches(';').trim().rsplit_once("mod ").filter(|_| is_file);
        files.extend(module.map(|(_, name)| name.to_owned()));
        kept.push_str(before);
        kept.push_str(&"\n".repeat(item.matches('\n').count()));
        rest = &rest[start + item.len()..];
    }
    kept.push_str(rest);
    (kept, files)
}

/// Where an item with attributes ends: at its last brace, or at the semicolon of one that has none.
fn item_end(item: &str) -> usize {
    let mut open = 0;
    for (at, character) in item.char_indices() {
        match character {
            '{' | '[' | '(' => open += 1,
            '}' | ']' | ')' => open -= 1,
            _ => {}
        }
        if open == 0 && (character == '}' || character == ';') {
            return at + 1;
        }
    }
    item.len()
}

/// Code as names, `::` and single signs.
fn tokens(code: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut rest = code.trim_start();
    while let Some(first) = rest.chars().next() {
        let end = if first.is_alphanumeric() || first == '_' {
            rest.find(|character: char| !character.is_alphanumeric() && character != '_').unwrap_or(rest.len())
        } else if rest.starts_with("::") {
            2
        } else {
            first.len_utf8()
        };
        tokens.push(rest[..end].to_owned());
        rest = rest[end..].trim_start();
    }
    tokens
}

/// Every path in code.
fn paths(code: &str) -> Vec<Vec<String>> {
    let tokens = tokens(code);
    let mut paths = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at] == "use" {
            at = used(&tokens, at + 1, &[], &mut paths);
        } else if is_name(&tokens[at]) {
            let mut path = vec![tokens[at].clone()];
            while tokens.get(at + 1).is_some_and(|token| token == "::")
                && tokens.get(at + 2).is_some_and(|token| is_name(token))
            {
                at += 2;
                path.push(tokens[at].clone());
            }
            if path.len() > 1 {
                paths.push(path);
            }
        }
        at += 1;
    }
    paths
}

fn is_name(token: &str) -> bool {
    token.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

/// Adds the paths of one `use`, or of a part of it; gives the place of the sign after it.
fn used(tokens: &[String], mut at: usize, before: &[String], paths: &mut Vec<Vec<String>>) -> usize {
    let mut path = before.to_vec();
    while let Some(token) = tokens.get(at) {
        match token.as_str() {
            "::" | "*" => {}
            "as" => at += 1,
            "{" => loop {
                at = used(tokens, at + 1, &path, paths);
                if tokens.get(at).is_none_or(|token| token != ",") {
                    return at + 1;
                }
            },
            name if is_name(name) => path.push(name.to_owned()),
            _ => break,
        }
        at += 1;
    }
    if path.len() > before.len() {
        paths.push(path);
    }
    at
}
