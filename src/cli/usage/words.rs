//! The words of a call, before they are parsed: what no word may have, and on Windows what shells do
//! elsewhere.

use std::any::TypeId;
use std::ffi::OsString;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use clap::Command;
use clap::builder::{PathBufValueParser, TypedValueParser};

/// The first control character: a line's end in a file's name could write a line of its own into
/// a message. The texts of a signature `sign` checks itself.
pub(in crate::cli) fn control(words: &[OsString]) -> Option<char> {
    let others = words.iter().enumerate().filter(|(n, _)| !is_text(words, *n));
    others.into_iter().find_map(|(_, word)| word.to_string_lossy().chars().find(|c| c.is_control()))
}

/// Whether a word is a text that the call gives, and no name.
fn is_text(words: &[OsString], n: usize) -> bool {
    let before = n.checked_sub(1).and_then(|n| words.get(n));
    before.is_some_and(|before| before == "--reason" || before == "--location")
}

/// Puts the files that match in place of `*.yaml`, where the shell leaves that to the programs. A
/// word that nothing matches stays.
pub(in crate::cli) fn expanded(words: Vec<OsString>) -> Vec<OsString> {
    if !cfg!(windows) {
        return words;
    }
    let expand = |(n, word): (usize, &OsString)| match word.to_str() {
        // The program's own path may have anything in it.
        Some(pattern) if n > 0 && !is_text(&words, n) => matching(pattern),
        _ => Vec::new(),
    };
    let all = words.iter().enumerate().flat_map(|(n, word)| match expand((n, word)) {
        names if names.is_empty() => vec![word.clone()],
        names => names,
    });
    all.collect()
}

/// The paths that a pattern matches, in the order of their names. `*` stands for any characters,
/// `?` for one, and neither for the dot that hides a name.
fn matching(pattern: &str) -> Vec<OsString> {
    let is_wild = |text: &str| text.contains(['*', '?']);
    // `\\?\` begins a path that is to be taken as it is.
    if !is_wild(pattern) || pattern.starts_with("\\\\") || pattern.contains("://") {
        return Vec::new();
    }
    let is_separator = |c: char| c == '/' || c == MAIN_SEPARATOR;
    let mut paths = vec![String::new()];
    for part in pattern.split_inclusive(is_separator) {
        let name = part.trim_end_matches(is_separator);
        let separator = part.get(name.len()..).unwrap_or_default();
        paths = if is_wild(name) {
            paths.iter().flat_map(|path| below(path, name, separator)).collect()
        } else {
            paths.iter().map(|path| format!("{path}{part}")).collect()
        };
    }
    paths.retain(|path| Path::new(path).symlink_metadata().is_ok());
    paths.into_iter().map(OsString::from).collect()
}

/// What matches in a folder; where more of the path is to come, folders only.
fn below(folder: &str, pattern: &str, separator: &str) -> Vec<String> {
    let place = if folder.is_empty() { "." } else { folder };
    let Ok(entries) = Path::new(place).read_dir() else { return Vec::new() };
    // With or without a dot, as on Windows since its beginning.
    let pattern = if pattern == "*.*" { "*" } else { pattern };
    let pattern: Vec<char> = pattern.to_lowercase().chars().collect();
    let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| is_match(&pattern, name)).collect();
    names.sort();
    let path = |name: String| format!("{folder}{name}{separator}");
    let is_way = |path: &String| separator.is_empty() || Path::new(path).is_dir();
    names.into_iter().map(path).filter(is_way).collect()
}

/// Whether a pattern in small letters matches a name, small or large: Windows makes no difference.
fn is_match(pattern: &[char], name: &str) -> bool {
    if name.starts_with('.') && pattern.first() != Some(&'.') {
        return false;
    }
    let name: Vec<char> = name.to_lowercase().chars().collect();
    let (mut at, mut within) = (0, 0);
    // Behind the last star, and how much of the name that star has.
    let mut star: Option<(usize, usize)> = None;
    while let Some(c) = name.get(within) {
        match pattern.get(at) {
            Some('*') => {
                at += 1;
                star = Some((at, within));
            }
            Some(p) if *p == '?' || p == c => {
                at += 1;
                within += 1;
            }
            _ => match &mut star {
                Some((behind, taken)) => {
                    *taken += 1;
                    (at, within) = (*behind, *taken);
                }
                None => return false,
            },
        }
    }
    pattern.iter().skip(at).all(|p| *p == '*')
}

/// Takes paths with the system's own separator, so that none is shown with two kinds of them.
pub(in crate::cli) fn with_own_separators(command: Command) -> Command {
    if !cfg!(windows) {
        return command;
    }
    command.mut_subcommands(|command| {
        command.mut_args(|arg| {
            if arg.get_value_parser().type_id() == TypeId::of::<PathBuf>() {
                arg.value_parser(PathBufValueParser::new().map(|path| separated(path, '\\')))
            } else {
                arg
            }
        })
    })
}

fn separated(path: PathBuf, separator: char) -> PathBuf {
    match path.to_str() {
        Some(text) => text.replace('/', &separator.to_string()).into(),
        None => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(pattern: &str, name: &str) -> bool {
        is_match(&pattern.chars().collect::<Vec<_>>(), name)
    }

    #[test]
    fn a_pattern_matches_whole_names() {
        let same = [
            ("*.yaml", "甲.yaml"),
            ("*.yaml", "甲.YAML"),
            ("*", "甲"),
            ("?.yaml", "甲.yaml"),
            ("*2020*.yaml", "山西2020h2.yaml"),
            ("a*b*c", "aXbXbXc"),
            ("**", "a"),
            (".*", ".a"),
        ];
        for (pattern, name) in same {
            assert!(is(pattern, name), "{pattern} {name}");
        }
        let others = [
            ("*.yaml", "甲.yml"),
            ("*.yaml", ".草稿.yaml"),
            ("?.yaml", "甲乙.yaml"),
            ("a*b", "ab c"),
        ];
        for (pattern, name) in others {
            assert!(!is(pattern, name), "{pattern} {name}");
        }
    }

    #[test]
    fn the_files_that_match_come_in_the_order_of_their_names() {
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str| format!("{}/{name}", folder.path().display());
        for name in ["上/乙.yaml", "上/甲.yaml", "下/甲.yaml", "下/甲.md", "丙.yaml"] {
            std::fs::create_dir_all(Path::new(&place(name)).parent().unwrap()).unwrap();
            std::fs::write(place(name), "").unwrap();
        }
        let text = |path: OsString| path.into_string().unwrap();
        let all = |pattern: &str| -> Vec<String> {
            matching(&place(pattern)).into_iter().map(text).collect()
        };
        assert_eq!(all("上/*.yaml"), [place("上/乙.yaml"), place("上/甲.yaml")]);
        assert_eq!(all("*/甲.yaml"), [place("上/甲.yaml"), place("下/甲.yaml")]);
        assert_eq!(all("下/*.*"), [place("下/甲.md"), place("下/甲.yaml")]);
        assert_eq!(all("*.yaml"), [place("丙.yaml")]);
        for nothing in ["*.pdf", "无/*.yaml", "*/*/甲.yaml", "丙.yaml"] {
            assert_eq!(all(nothing), [""; 0], "{nothing}");
        }
    }

    #[test]
    fn texts_and_addresses_are_no_patterns() {
        assert!(matching("http://localhost/?a=*").is_empty());
        let words: Vec<OsString> = ["chengbao", "--reason", "*", "--x"].map(Into::into).into();
        assert!(is_text(&words, 2) && !is_text(&words, 1) && !is_text(&words, 0));
        assert_eq!(expanded(words.clone()), words);
    }

    #[test]
    fn a_path_has_one_kind_of_separator() {
        assert_eq!(separated("报告/2020h2\\甲".into(), '\\'), Path::new("报告\\2020h2\\甲"));
    }
}
