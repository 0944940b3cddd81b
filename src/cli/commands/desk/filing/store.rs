//! What a desk keeps beside the filings, in a hidden folder: what was done to each, which texts were
//! looked over, and each as it was before a day's first change.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::looked::Looked;
use crate::cli::files::{opening, writing};
use crate::cli::reason::reason;
use crate::desk::history::History;
use crate::source::MAX_BYTES;

/// The hidden folder.
const FOLDER: &str = ".chengbao-desk";
const JOURNAL: &str = "journal.jsonl";
const LOOKED: &str = "looked.json";
/// The most bytes of a journal.
const MAX_JOURNAL: usize = 64 * 1024 * 1024;
/// The most bytes of what was looked over: a thousand hashes are a third of it.
const MAX_LOOKED: usize = 64 * 1024;
/// How many days' versions are kept.
const MAX_DAYS: usize = 400;

/// Where a filing's are.
#[derive(Debug)]
pub(super) struct Store {
    folder: PathBuf,
}

/// A version that is kept.
#[derive(Debug, Serialize)]
pub(in super::super) struct Kept {
    /// Its day, as it is asked for.
    id: String,
    /// Its day, in words.
    day: String,
    /// In bytes.
    size: u64,
}

impl Store {
    /// Of a file.
    pub(super) fn of(file: &Path) -> Self {
        let name = file.file_name().unwrap_or_default();
        Self { folder: file.with_file_name(FOLDER).join(name) }
    }

    /// What was done to the file, brought to its text as it is now.
    pub(super) fn history(&self, now: &str) -> History {
        let path = self.folder.join(JOURNAL);
        let bytes = opening::read(&path, MAX_JOURNAL).unwrap_or_default();
        if bytes.is_empty() {
            return History::new(now);
        }
        let (history, is_stale) = History::from_lines(&String::from_utf8_lossy(&bytes), now);
        if is_stale {
            // Without it only what was done before cannot be undone.
            let _ = self.begin(&history);
        }
        history
    }

    /// Sees that there is a journal that changes can be written down in, and that it is not too
    /// long.
    ///
    /// # Errors
    /// What is wrong, in Chinese.
    pub(super) fn ready(&self, history: &History) -> Result<(), String> {
        let length = fs::metadata(self.folder.join(JOURNAL)).map(|about| about.len());
        match length {
            Ok(length) if length < MAX_JOURNAL as u64 / 2 => Ok(()),
            _ => self.begin(history),
        }
    }

    /// Writes down a change, in a journal that has begun.
    ///
    /// # Errors
    /// What is wrong, in Chinese.
    pub(super) fn append(&self, line: &str) -> Result<(), String> {
        let path = self.folder.join(JOURNAL);
        let written = OpenOptions::new().append(true).open(&path).and_then(|mut file| {
            file.write_all(line.as_bytes())?;
            file.flush()
        });
        written.map_err(|e| unwritten(&path, &e))
    }

    /// Begins the journal anew.
    ///
    /// # Errors
    /// What is wrong, in Chinese.
    pub(super) fn begin(&self, history: &History) -> Result<(), String> {
        self.put(JOURNAL, history.to_lines().as_bytes())
    }

    /// Which states of texts were looked over.
    pub(super) fn looked(&self) -> Looked {
        let bytes = opening::read(&self.folder.join(LOOKED), MAX_LOOKED).unwrap_or_default();
        Looked::of(serde_json::from_slice(&bytes).unwrap_or_default())
    }

    /// Keeps which states of texts were looked over.
    ///
    /// # Errors
    /// What is wrong, in Chinese.
    pub(super) fn keep_looked(&self, looked: &Looked) -> Result<(), String> {
        self.put(LOOKED, &serde_json::to_vec(looked.states()).unwrap_or_default())
    }

    /// Keeps the file as it is before the first change of a day, which is said as 2026-12-01.
    ///
    /// # Errors
    /// What is wrong, in Chinese.
    pub(super) fn keep_day(&self, day: &str, bytes: &[u8]) -> Result<(), String> {
        let name = format!("{day}.yaml");
        if self.folder.join(&name).exists() {
            return Ok(());
        }
        self.put(&name, bytes)?;
        let days = self.days();
        for old in days.iter().take(days.len().saturating_sub(MAX_DAYS)) {
            // One that stays is one too many, and no fault.
            let _ = fs::remove_file(self.folder.join(format!("{old}.yaml")));
        }
        Ok(())
    }

    /// The versions that are kept, the newest first.
    pub(super) fn kept(&self) -> Vec<Kept> {
        let kept = |day: String| {
            let about = fs::metadata(self.folder.join(format!("{day}.yaml")));
            let size = about.map(|about| about.len()).unwrap_or_default();
            let mut parts = day.split('-').map(|part| part.trim_start_matches('0').to_owned());
            let mut part = || parts.next().unwrap_or_default();
            let words = format!("{}年{}月{}日", part(), part(), part());
            Kept { id: day, day: words, size }
        };
        self.days().into_iter().rev().map(kept).collect()
    }

    /// The bytes of a version that is kept.
    pub(super) fn version(&self, day: &str) -> Option<Vec<u8>> {
        is_day(day)
            .then(|| opening::read(&self.folder.join(format!("{day}.yaml")), MAX_BYTES).ok())?
    }

    fn days(&self) -> Vec<String> {
        let Ok(entries) = self.folder.read_dir() else { return Vec::new() };
        let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
        let days = names.filter_map(|name| name.strip_suffix(".yaml").map(str::to_owned));
        let mut days: Vec<String> = days.filter(|day| is_day(day)).collect();
        days.sort();
        days
    }

    fn put(&self, name: &str, bytes: &[u8]) -> Result<(), String> {
        let path = self.folder.join(name);
        let made = fs::create_dir_all(&self.folder);
        made.map_err(|e| unwritten(&self.folder, &e))?;
        if path.exists() {
            writing::replace(&path, bytes)
        } else {
            writing::write_new(&path, bytes)
        }
    }
}

fn unwritten(path: &Path, error: &io::Error) -> String {
    format!("写不了 {}：{}", path.display(), reason(error))
}

/// Whether a name is a day's: 2026-12-01.
fn is_day(name: &str) -> bool {
    name.len() == 10
        && name.bytes().enumerate().all(|(n, byte)| match n {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_days_first_version_is_kept_and_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::of(&folder.path().join("甲.yaml"));
        store.keep_day("2026-12-01", b"a").unwrap();
        store.keep_day("2026-12-01", b"b").unwrap();
        store.keep_day("2026-12-02", b"c").unwrap();
        let kept: Vec<String> = store.kept().into_iter().map(|kept| kept.day).collect();
        assert_eq!(kept, ["2026年12月2日", "2026年12月1日"]);
        assert_eq!(store.version("2026-12-01").unwrap(), b"a");
        for name in ["2026-12-03", "../甲", "2026-12-1", "", "2026/12/01"] {
            assert_eq!(store.version(name), None, "{name}");
        }
    }
}
