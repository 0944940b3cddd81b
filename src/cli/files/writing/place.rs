//! A folder that files are written into.

use std::fs;
use std::path::{Path, PathBuf};

use super::hold::{Hold, HoldResult};
use super::left::{self, Leftover};
use super::stage::Stage;
use crate::characters::printable;
use crate::cli::reason::reason;
use crate::cli::terminal::output;

/// A folder that is there, in which no killed run's work is left.
#[derive(Debug)]
pub(in crate::cli) struct Place {
    folder: PathBuf,
    /// The folders that were made for it, the outermost first.
    made: Vec<PathBuf>,
}

impl Place {
    /// Makes the folder where it is missing, and removes what runs left there that were
    /// killed.
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

    /// Removes what killed runs left that nobody needs any more, and names what is not ours.
    fn tidy(&self) -> Result<(), String> {
        let left = left::in_folder(&self.folder);
        if left.is_empty() {
            return Ok(());
        }
        // Where a folder cannot be held nobody knows whose they are.
        let Some(_held) = Hold::wait(&self.folder)? else { return Ok(()) };
        for path in &left {
            match left::judge(path) {
                Leftover::Stage => remove_dead(path),
                Leftover::Set { missing, .. } if missing.is_empty() => left::remove(path),
                Leftover::Foreign => output::eprint(&format!(
                    "提示: {} 不是呈报留下的，没有动它",
                    printable(&path.display().to_string())
                )),
                Leftover::Set { .. } | Leftover::None => {}
            }
        }
        Ok(())
    }

    /// Names the filings whose outputs a killed run left half new. What this run rewrote is
    /// no longer among them.
    fn report_unfinished(&self) {
        // Nobody looks into the stages of living runs: on Windows that keeps them from being
        // renamed.
        let mut left = left::in_folder(&self.folder);
        left.retain(|path| left::is_set(path));
        // A set that a living run is putting into place is none that was left.
        if left.is_empty() || !matches!(Hold::wait(&self.folder), Ok(Some(_))) {
            return;
        }
        for path in left {
            let Leftover::Set { stem, missing } = left::judge(&path) else { continue };
            if !missing.is_empty() {
                output::eprint(&format!(
                    "警告: 上次写“{}”的报告写到一半中断了，{} 可能还是旧的；请重新生成这一份，\
                     不要了就删去文件夹 {}",
                    printable(&stem),
                    printable(&missing.join("、")),
                    path.display()
                ));
            }
        }
    }
}

impl Drop for Place {
    /// However the run went: what is still half new is reported, and a folder that was made for
    /// nothing does not stay.
    fn drop(&mut self) {
        self.report_unfinished();
        for made in self.made.iter().rev() {
            let _ = fs::remove_dir(made);
        }
    }
}

/// Removes a stage that nobody holds any more.
fn remove_dead(stage: &Path) {
    if let HoldResult::Held(hold) = Hold::take(stage) {
        drop(hold);
        left::remove(stage);
    }
}
