//! What runs left in a folder that were killed: known by its form, and never put anywhere.
//!
//! A set that is found on the disk may have come in an archive, or over a shared drive. Whatever
//! it has in it and however well it is made, nothing proves that a run of ours wrote it; so its
//! files go to no place. The next run for the same filing writes a whole set of its own. Only
//! what has exactly our form is removed, and no link is followed for it.

use std::ffi::OsStr;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::{HELD, NEW, OLD, STAGE, WHOLE, moves};
use crate::report;

/// The random part of a stage's name, which its set's name ends with.
const RANDOM: usize = 6;
/// The part of a set's name that says whose it is.
const HASH: usize = 16;

/// What stands under a name that only we give.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Left {
    /// A stage; whether its run lives, only its lock tells.
    Stage,
    /// A whole set of a filing, and which of its files are still to come to their places.
    Set { stem: String, missing: Vec<String> },
    /// Not of our form.
    Foreign,
    /// Gone meanwhile, or none of these names.
    None,
}

/// What is left in a folder, in the order of its names.
pub(super) fn in_folder(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = folder.read_dir() else { return Vec::new() };
    let ours = entries.flatten().filter(|entry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        name.starts_with(STAGE) || name.starts_with(WHOLE)
    });
    let mut left: Vec<PathBuf> = ours.map(|entry| entry.path()).collect();
    left.sort();
    left
}

/// Whether a name is that of a whole set.
pub(super) fn is_set(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(WHOLE))
}

/// Judges what stands at a path, without following a link.
pub(super) fn judge(path: &Path) -> Left {
    let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
    let inside = match inside(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Left::None,
        Err(_) | Ok(None) => return Left::Foreign,
        Ok(Some(inside)) => inside,
    };
    if let Some(random) = name.strip_prefix(STAGE) {
        return if is_random(random) { Left::Stage } else { Left::Foreign };
    }
    set(name, inside).unwrap_or(Left::Foreign)
}

/// The name of a filing's whole set: short, whatever the filing is called, and never one that
/// is there already.
pub(super) fn set_name(stem: &str, stage: &Path) -> String {
    let random = stage.file_name().and_then(OsStr::to_str).unwrap_or_default();
    let random = random.strip_prefix(STAGE).unwrap_or_default();
    format!("{WHOLE}{}-{random}", hash(stem))
}

/// Whether a file's name is one of those that a filing's outputs have.
pub(super) fn is_output(stem: &str, name: &OsStr) -> bool {
    // Charts go by a name that Markdown can have.
    let charts = report::chart_stem(stem);
    name.to_str().is_some_and(|name| {
        stems(name).any(|own| own == stem) || chart(name).is_some_and(|own| own == charts)
    })
}

/// What a stage or a set has in it.
#[derive(Default)]
struct Inside {
    new: Vec<String>,
    old: Vec<String>,
}

/// What is in a folder of ours; `None` where anything is in it that we do not make.
fn inside(path: &Path) -> io::Result<Option<Inside>> {
    let mut inside = Inside::default();
    if !path.symlink_metadata()?.is_dir() {
        return Ok(None);
    }
    for entry in path.read_dir()? {
        let entry = entry?;
        let (name, kind) = (entry.file_name(), entry.file_type()?);
        let names = match name.to_str() {
            Some(NEW) if kind.is_dir() => files(&entry.path())?.map(|names| inside.new = names),
            Some(OLD) if kind.is_dir() => files(&entry.path())?.map(|names| inside.old = names),
            Some(HELD) if kind.is_file() => Some(()),
            _ => None,
        };
        if names.is_none() {
            return Ok(None);
        }
    }
    Ok(Some(inside))
}

/// The names of a folder's files; `None` where it has anything but files.
fn files(folder: &Path) -> io::Result<Option<Vec<String>>> {
    let mut names = Vec::new();
    for entry in folder.read_dir()? {
        let entry = entry?;
        let name = entry.file_name().into_string().ok();
        match name {
            Some(name) if entry.file_type()?.is_file() => names.push(name),
            _ => return Ok(None),
        }
    }
    names.sort();
    Ok(Some(names))
}

/// A whole set: its name says whose it is, and each of its files is one of that filing's.
fn set(name: &str, inside: Inside) -> Option<Left> {
    let (own, random) = name.strip_prefix(WHOLE)?.split_once('-')?;
    if own.len() != HASH || !is_random(random) {
        return None;
    }
    let names = || inside.new.iter().chain(&inside.old);
    // With nothing in it, it is nobody's any more.
    let Some(_) = names().next() else {
        return Some(Left::Set { stem: String::new(), missing: inside.new });
    };
    let stem = names().flat_map(|name| stems(name)).find(|stem| hash(stem) == own)?.to_owned();
    let own = names().all(|name| is_output(&stem, OsStr::new(name)));
    own.then_some(Left::Set { stem, missing: inside.new })
}

/// The stems that a file's name can have as an output of `build`.
fn stems(name: &str) -> impl Iterator<Item = &str> {
    const ENDINGS: [&str; 4] = [".md", ".html", ".pdf", ".review.html"];
    let others = ENDINGS.iter().filter_map(|ending| name.strip_suffix(ending));
    others.chain(chart(name)).filter(|stem| !stem.is_empty() && !name.starts_with('.'))
}

/// What a chart's file name begins with.
fn chart(name: &str) -> Option<&str> {
    let (stem, number) = name.strip_suffix(".svg")?.rsplit_once("-附图")?;
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && !name.starts_with('.')).then_some(stem)
}

fn hash(stem: &str) -> String {
    let hash = Sha256::digest(stem.as_bytes());
    base16ct::lower::encode_string(&hash[..HASH / 2])
}

fn is_random(text: &str) -> bool {
    text.len() == RANDOM && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Removes what was judged to be ours. Links in it, if any came into it meanwhile, go themselves
/// and not what they lead to.
pub(super) fn remove(path: &Path) {
    // What cannot be removed the next run finds.
    let _ = moves::remove_folder(path);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_an_output_of_its_stem_only() {
        let outputs =
            ["甲.md", "甲.html", "甲.pdf", "甲.review.html", "甲-附图1.svg", "甲-附图12.svg"];
        for name in outputs {
            assert!(is_output("甲", OsStr::new(name)), "{name}");
        }
        let others =
            ["甲-signed.pdf", "甲.yaml", "甲.svg", "甲-附图.svg", "甲-附图1a.svg", "乙.md", ".md"];
        for name in others {
            assert!(!is_output("甲", OsStr::new(name)), "{name}");
        }
        assert!(!is_output(".bashrc", OsStr::new(".bashrc.md")));
    }

    #[test]
    fn a_sets_name_says_whose_it_is() {
        let name = set_name("甲", Path::new("out/.chengbao-tmp-aB3dEf"));
        assert_eq!(name, format!("{WHOLE}{}-aB3dEf", hash("甲")));
        let of = |names: &[&str]| {
            let new = names.iter().map(|&name| name.to_owned()).collect();
            set(&name, Inside { new, old: Vec::new() })
        };
        let missing = vec!["甲.md".to_owned()];
        assert_eq!(of(&["甲.md"]), Some(Left::Set { stem: "甲".to_owned(), missing }));
        assert_eq!(of(&["甲.md", "甲-signed.pdf"]), None);
        assert_eq!(of(&[".bashrc"]), None);
        assert_eq!(of(&["乙.md"]), None);
    }
}
