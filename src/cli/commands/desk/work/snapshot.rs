//! Which files a piece of work wrote: those of its folders that are other than before.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::job::Made;
use crate::cli::commands::desk::outputs::DRAFTS;

/// A folder that is looked at.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) folder: PathBuf,
    /// What its files' names begin with under `made/`; `None` where they are not served there.
    pub(super) served: Option<String>,
}

impl Place {
    /// The folder of filings.
    pub(super) fn of_filings(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), served: None }
    }

    /// The folders of outputs, drafts among them.
    pub(super) fn of_outputs(outputs: &Path) -> [Self; 2] {
        let drafts = Self { folder: outputs.join(DRAFTS), served: Some(format!("{DRAFTS}/")) };
        [Self { folder: outputs.to_owned(), served: Some(String::new()) }, drafts]
    }
}

/// The files of some folders, as they were at a moment.
pub(super) struct Snapshot {
    places: Vec<Place>,
    files: BTreeMap<PathBuf, (u64, Option<SystemTime>)>,
}

impl Snapshot {
    pub(super) fn of(places: impl IntoIterator<Item = Place>) -> Self {
        let places: Vec<Place> = places.into_iter().collect();
        let files = places.iter().flat_map(|place| files(&place.folder)).collect();
        Self { places, files }
    }

    /// The files that are new or other since.
    pub(super) fn written(&self) -> Vec<Made> {
        let mut made = Vec::new();
        for Place { folder, served } in &self.places {
            for (path, about) in files(folder) {
                if self.files.get(&path) == Some(&about) {
                    continue;
                }
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                let name = format!("{}{name}", served.as_deref().unwrap_or_default());
                let served = served.is_some();
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
