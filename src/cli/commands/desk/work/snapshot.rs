//! Which files a piece of work wrote: those of its folders that are other than before.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::job::Made;

/// The files of some folders, as they were at a moment.
pub(super) struct Snapshot {
    folders: Vec<PathBuf>,
    files: BTreeMap<PathBuf, (u64, Option<SystemTime>)>,
}

impl Snapshot {
    pub(super) fn of(folders: &[&Path]) -> Self {
        let folders: Vec<PathBuf> = folders.iter().map(|folder| (*folder).to_owned()).collect();
        let files = folders.iter().flat_map(|folder| files(folder)).collect();
        Self { folders, files }
    }

    /// The files that are new or other since; those of the last folder are served.
    pub(super) fn written(&self) -> Vec<Made> {
        let mut made = Vec::new();
        for (n, folder) in self.folders.iter().enumerate() {
            for (path, about) in files(folder) {
                if self.files.get(&path) == Some(&about) {
                    continue;
                }
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let served = n + 1 == self.folders.len();
                made.push(Made { name, path: path.display().to_string(), served });
            }
        }
        made
    }
}

/// The files of a folder that are not hidden, by their paths.
fn files(folder: &Path) -> BTreeMap<PathBuf, (u64, Option<SystemTime>)> {
    let Ok(entries) = folder.read_dir() else { return BTreeMap::new() };
    let file = |path: PathBuf| {
        let hidden = path.file_name()?.to_string_lossy().starts_with('.');
        let about = fs::metadata(&path).ok().filter(|about| about.is_file() && !hidden)?;
        Some((path, (about.len(), about.modified().ok())))
    };
    entries.flatten().filter_map(|entry| file(entry.path())).collect()
}
