//! A folder that files are written into.

use std::fs;
use std::path::{Path, PathBuf};

use super::hold::{Hold, Taken};
use super::stage::{Stage, is_ours};
use super::{STAGE, WHOLE, set};
use crate::cli::input::reason;
use crate::cli::output;

/// A folder that is there, in which no killed run's work is left.
#[derive(Debug)]
pub(in crate::cli) struct Place {
    folder: PathBuf,
    /// The folders that were made for it, the outermost first.
    made: Vec<PathBuf>,
}

impl Place {
    /// Makes the folder where it is missing, and finishes or removes what runs left there that
    /// were killed.
    ///
    /// # Errors
    /// The folder cannot be made, or another program does not let go of it; in Chinese.
    pub(in crate::cli) fn open(folder: &Path) -> Result<Self, String> {
        let missing = folder.ancestors().take_while(|f| !f.as_os_str().is_empty() && !f.exists());
        let mut made: Vec<PathBuf> = missing.map(Path::to_owned).collect();
        made.reverse();
        fs::create_dir_all(folder)
            .map_err(|e| format!("建不了文件夹 {}：{}", folder.display(), reason(&e)))?;
        let place = Self { folder: folder.to_owned(), made };
        place.tidy()?;
        Ok(place)
    }

    /// The folder.
    pub(in crate::cli) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Whether anything can be written here, before the work for it is done.
    ///
    /// # Errors
    /// Why not, in Chinese.
    pub(in crate::cli) fn try_out(&self) -> Result<(), String> {
        Stage::new(&self.folder).map(drop)
    }

    fn tidy(&self) -> Result<(), String> {
        let left = self.left();
        if left.is_empty() {
            return Ok(());
        }
        // Where a folder cannot be held nobody knows whose they are.
        let Some(_held) = Hold::wait(&self.folder)? else { return Ok(()) };
        for left in left.iter().filter(|left| is_ours(left)) {
            match is_called(left, WHOLE) {
                true => self.complete(left),
                false => remove_dead(left),
            }
        }
        Ok(())
    }

    /// What may be left of other runs.
    fn left(&self) -> Vec<PathBuf> {
        let Ok(entries) = self.folder.read_dir() else { return Vec::new() };
        let paths = entries.flatten().map(|entry| entry.path());
        let mut left: Vec<PathBuf> =
            paths.filter(|path| is_called(path, STAGE) || is_called(path, WHOLE)).collect();
        left.sort();
        left
    }

    /// Puts into place what a killed run had ready. A set is put into place while the folder is
    /// held, so that no other run is at it now.
    fn complete(&self, set: &Path) {
        match set::complete(set) {
            Ok(put) => {
                let _ = fs::remove_dir_all(set);
                if !put.is_empty() {
                    let put = set::listed(&put);
                    output::tell(&format!("提示: 上次写到一半中断了，已接着写好 {put}"));
                }
            }
            Err(error) => output::tell(&format!(
                "警告: 上次往 {} 里写到一半中断了，这次也没能接着写好：{}；请重新生成那一份",
                self.folder.display(),
                reason(&error)
            )),
        }
    }
}

impl Drop for Place {
    /// A folder that was made in vain does not stay.
    fn drop(&mut self) {
        for made in self.made.iter().rev() {
            let _ = fs::remove_dir(made);
        }
    }
}

fn is_called(path: &Path, beginning: &str) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(beginning))
}

/// Removes a stage that nobody holds any more.
fn remove_dead(stage: &Path) {
    if let Taken::Held(hold) = Hold::take(stage) {
        drop(hold);
        let _ = fs::remove_dir_all(stage);
    }
}
