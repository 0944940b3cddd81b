//! The files of a folder, by their names.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use crate::cli::files::opening;

/// The most files that are looked at.
const MAX_FILES: usize = 2_000;

/// What a change of a file shows in.
pub(super) type Signature = (u64, Option<SystemTime>);

/// Whether a name is one of a file in the folder, and of nothing elsewhere.
pub(super) fn is_name(name: &str) -> bool {
    let is_plain = !name.is_empty() && !name.starts_with('.') && name.len() <= 255;
    let strange = |c: char| c.is_control() || matches!(c, '/' | '\\' | ':');
    is_plain && !name.contains(strange) && !opening::is_device(name.as_ref())
}

/// The ending of a name, in small letters.
pub(super) fn ending(name: &str) -> String {
    let ending = Path::new(name).extension().unwrap_or_default();
    ending.to_string_lossy().to_ascii_lowercase()
}

pub(super) fn stem(name: &str) -> String {
    Path::new(name).file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// The files of a folder that are not hidden, by their names.
pub(super) fn files(folder: &Path) -> BTreeMap<String, Signature> {
    let Ok(entries) = folder.read_dir() else { return BTreeMap::new() };
    let file = |entry: fs::DirEntry| {
        let name = entry.file_name().into_string().ok().filter(|name| is_name(name))?;
        let about = fs::metadata(entry.path()).ok().filter(fs::Metadata::is_file)?;
        Some((name, (about.len(), about.modified().ok())))
    };
    entries.flatten().take(MAX_FILES).filter_map(file).collect()
}
