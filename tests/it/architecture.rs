//! The floors of `docs/architecture.md` hold: a file uses what lies below it or beside it in its own
//! room, no file belongs to two floors, and no two files of a room use each other.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A room of the table: its floor, counted from the bottom, and the paths that are its.
struct Room {
    floor: usize,
    paths: Vec<String>,
}

/// A file of `src/`, as modules name each other: `["pdf", "write", "draw"]`.
type Module = Vec<String>;

#[test]
fn a_file_uses_only_what_lies_below_it() {
    let (files, rooms) = (files(), rooms());
    let homes: BTreeMap<&str, &Room> = files
        .keys()
        .filter_map(|file| home(file, &rooms).map(|room| (file.as_str(), room)))
        .collect();
    let mut faults = Vec::new();
    for (file, text) in &files {
        for used in used(file, text, &files) {
            let (Some(from), Some(to)) = (homes.get(file.as_str()), homes.get(used.as_str()))
            else {
                continue;
            };
            if !std::ptr::eq(*from, *to) && to.floor >= from.floor {
                faults.push(format!("{file} → {used}"));
            }
        }
    }
    assert!(
        faults.is_empty(),
        "these run up, or to another room of their floor:\n{}",
        faults.join("\n")
    );
}

#[test]
fn each_file_is_on_one_floor() {
    let rooms = rooms();
    for file in files().keys().filter(|file| !["main.rs", "lib.rs"].contains(&file.as_str())) {
        let count = rooms.iter().filter(|room| is_of(file, room)).count();
        assert_eq!(count, 1, "src/{file} stands in {count} rooms of docs/architecture.md");
    }
    for path in rooms.iter().flat_map(|room| &room.paths) {
        assert!(Path::new("src").join(path).exists(), "no src/{path}");
    }
}

#[test]
fn no_files_use_each_other_in_a_circle() {
    let files = files();
    let graph: BTreeMap<String, BTreeSet<String>> = files
        .iter()
        .map(|(file, text)| {
            let own = module(file);
            let others = used(file, text, &files).into_iter();
            // A module and what it holds are one thing: the parts share what the whole declares.
            let others = others.filter(|other| {
                let other = module(other);
                !own.starts_with(&other) && !other.starts_with(&own)
            });
            (file.clone(), others.collect())
        })
        .collect();
    let mut circles = Vec::new();
    for (file, others) in &graph {
        for other in others.iter().filter(|other| *other > file) {
            if reaches(&graph, other, file) {
                circles.push(format!("{file} ↔ {other}"));
            }
        }
    }
    assert!(circles.is_empty(), "{}", circles.join("\n"));
}

fn reaches(graph: &BTreeMap<String, BTreeSet<String>>, from: &str, to: &str) -> bool {
    let (mut seen, mut open) = (BTreeSet::new(), vec![from]);
    while let Some(file) = open.pop() {
        if file == to {
            return true;
        }
        if seen.insert(file) {
            open.extend(graph.get(file).into_iter().flatten().map(String::as_str));
        }
    }
    false
}

/// The table of floors, which stands in the paper from the top down.
fn rooms() -> Vec<Room> {
    let paper = fs::read_to_string("docs/architecture.md").unwrap();
    let rows: Vec<&str> = paper
        .lines()
        .skip_while(|line| !line.starts_with("| floor |"))
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .collect();
    assert!(rows.len() > 10, "no table of floors");
    let cells = rows.iter().rev().map(|row| row.split('|').map(str::trim).collect::<Vec<_>>());
    let mut rooms = Vec::new();
    for row in cells {
        let floor = row[1].parse().unwrap();
        let paths = row[2].split('`').skip(1).step_by(2);
        let paths = paths.map(|path| path.strip_prefix("src/").unwrap().to_owned()).collect();
        rooms.push(Room { floor, paths });
    }
    rooms
}

/// Whether a file is a room's: it is named, or lies in a folder that is, and no folder below is
/// another room's.
fn is_of(file: &str, room: &Room) -> bool {
    room.paths
        .iter()
        .any(|path| file == path || path.ends_with('/') && file.starts_with(path.as_str()))
}

fn home<'r>(file: &str, rooms: &'r [Room]) -> Option<&'r Room> {
    rooms.iter().find(|room| is_of(file, room))
}

/// The files of `src/` by their paths in it, without comments and tests.
fn files() -> BTreeMap<String, String> {
    let (mut files, mut folders) = (BTreeMap::new(), vec![Path::new("src").to_path_buf()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix("src").unwrap().to_string_lossy().replace('\\', "/");
            if path.is_dir() {
                folders.push(path);
            } else if name.ends_with(".rs")
                && !name.ends_with("tests.rs")
                && !name.contains("/tests/")
            {
                files.insert(name, code(&fs::read_to_string(path).unwrap()));
            }
        }
    }
    files
}

/// The code of a file: up to its tests, without what stands behind `//`.
fn code(text: &str) -> String {
    let lines = text.lines().take_while(|line| *line != "#[cfg(test)]");
    lines.map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

fn module(file: &str) -> Module {
    let path = file.strip_suffix(".rs").unwrap();
    let path = path.strip_suffix("/mod").unwrap_or(path);
    path.split('/').filter(|part| *part != "lib").map(str::to_owned).collect()
}

/// The files that a file's `use` lines and paths name.
fn used(file: &str, text: &str, files: &BTreeMap<String, String>) -> BTreeSet<String> {
    let modules: BTreeMap<Module, &String> =
        files.keys().map(|file| (module(file), file)).collect();
    let own = module(file);
    let mut used = BTreeSet::new();
    for path in paths(text) {
        let mut base = own.clone();
        let mut parts = path.iter().map(String::as_str).peekable();
        match parts.next() {
            Some("crate") => base.clear(),
            Some("super") => {
                base.pop();
            }
            Some("self") => {}
            // A module of its own, which a `use` may name without `self`.
            Some(first)
                if modules.contains_key(&[own.as_slice(), &[first.to_owned()]].concat()) =>
            {
                base.push(first.to_owned());
            }
            _ => continue,
        }
        while parts.next_if(|part| *part == "super").is_some() {
            base.pop();
        }
        base.extend(parts.map(str::to_owned));
        while !base.is_empty() && !modules.contains_key(&base) {
            base.pop();
        }
        if let Some(other) = modules.get(&base).filter(|other| **other != file) {
            used.insert((*other).clone());
        }
    }
    used
}

/// The paths in a text that begin with a module: those of `use`, its braces spread out, and those
/// that stand among the code.
fn paths(text: &str) -> Vec<Vec<String>> {
    let mut paths = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("use ") {
        let starts_word = rest[..at].ends_with([' ', '\n', ')']) || at == 0;
        rest = &rest[at + 4..];
        let Some(end) = rest.find(';').filter(|_| starts_word) else { continue };
        spread(&rest[..end], &[], &mut paths);
    }
    for begin in ["crate::", "super::"] {
        for (at, _) in text.match_indices(begin) {
            let before = &text[..at];
            // Of a longer path, or of `pub(in …)`, which uses nothing.
            let is_part = before.ends_with(|c: char| c.is_alphanumeric() || "_:".contains(c))
                || before.ends_with("(in ");
            let end = text[at..].find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'));
            let path = &text[at..end.map_or(text.len(), |end| at + end)];
            if !is_part {
                paths.push(path.split("::").filter(|p| !p.is_empty()).map(str::to_owned).collect());
            }
        }
    }
    paths
}

/// The paths of a `use`: `a::{b, c::{d, e}}` is `a::b`, `a::c::d` and `a::c::e`.
fn spread(tree: &str, before: &[String], paths: &mut Vec<Vec<String>>) {
    let tree = tree.trim();
    let Some((head, inner)) = tree.split_once('{') else {
        let name = tree.split(" as ").next().unwrap_or_default();
        let parts = name.split("::").map(|part| part.trim().to_owned());
        let parts = parts
            .filter(|part| !part.is_empty() && part != "*" && part != "self" || before.is_empty());
        paths.push(before.iter().cloned().chain(parts).collect());
        return;
    };
    let head = head.split("::").map(|part| part.trim().to_owned()).filter(|part| !part.is_empty());
    let before: Vec<String> = before.iter().cloned().chain(head).collect();
    let inner = inner.trim_end().strip_suffix('}').unwrap_or(inner);
    let (mut depth, mut start) = (0_usize, 0);
    for (at, c) in inner.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                spread(&inner[start..at], &before, paths);
                start = at + 1;
            }
            _ => {}
        }
    }
    if !inner[start..].trim().is_empty() {
        spread(&inner[start..], &before, paths);
    }
}
