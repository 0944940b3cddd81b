//! A hidden folder beside the places where files are to go.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::hold::{Hold, HoldResult};
use super::{NEW, OLD, STAGE, left, moves};
use crate::cli::reason::reason;

/// A stage. It goes when it is dropped, with what is still in it.
#[derive(Debug)]
pub(super) struct Stage {
    folder: PathBuf,
    path: PathBuf,
    /// Let go before the stage goes.
    hold: Option<Hold>,
    /// It has another name now, under which it stays.
    renamed: bool,
}

/// What is kept of what stood at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Old {
    /// Nothing stood there.
    None,
    /// It is in the stage.
    Kept,
    /// It cannot be kept.
    Lost,
}

impl Stage {
    /// An empty stage in a folder, held for as long as it lives.
    ///
    /// # Errors
    /// Nothing can be written into the folder; in Chinese.
    pub(super) fn new(folder: &Path) -> Result<Self, String> {
        let message =
            |e: io::Error| format!("不能往文件夹 {} 里写：{}", folder.display(), reason(&e));
        // Another run may have removed the folder, if it had made it for nothing.
        fs::create_dir_all(folder).map_err(message)?;
        // While the folder is held nobody takes a stage that is not held yet for a dead one.
        let _held = Hold::wait(folder)?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(STAGE);
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777));
        let path = builder.tempdir_in(folder).map_err(message)?.keep();
        let mut stage = Self { folder: folder.to_owned(), path, hold: None, renamed: false };
        fs::create_dir(stage.path.join(NEW)).map_err(message)?;
        stage.hold = match Hold::take(&stage.path) {
            HoldResult::Held(hold) => Some(hold),
            HoldResult::Busy | HoldResult::Unknown | HoldResult::Denied => None,
        };
        Ok(stage)
    }

    /// The folder that it is in.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where it is itself.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Where a file of it stands until it is put into place.
    pub(super) fn new_file(&self, name: &OsStr) -> PathBuf {
        self.path.join(NEW).join(name)
    }

    /// Writes a file and sees that it is on the disk.
    pub(super) fn write(&self, name: &OsStr, bytes: &[u8]) -> io::Result<PathBuf> {
        let path = self.new_file(name);
        let mut file = File::create_new(&path)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        Ok(path)
    }

    /// Keeps what stands at a place now, as far as that is possible.
    pub(super) fn keep_old(&self, name: &OsStr) -> Old {
        let old = self.path.join(OLD);
        let _ = fs::create_dir(&old);
        // On Windows no link can be removed to a file that a program has open.
        keep(&self.folder.join(name), &old.join(name), !cfg!(windows))
    }

    /// Gives the stage another name, under which it stays.
    pub(super) fn rename(mut self, name: &Path) -> io::Result<()> {
        self.hold = None;
        moves::rename(&self.path, name)?;
        self.renamed = true;
        Ok(())
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.hold = None;
        if !self.renamed {
            left::remove(&self.path);
        }
    }
}

/// Keeps what stands at a place under another name, by a link or as a copy.
fn keep(place: &Path, kept: &Path, by_link: bool) -> Old {
    if place.symlink_metadata().is_err() {
        return Old::None;
    }
    if by_link && fs::hard_link(place, kept).is_ok() {
        return Old::Kept;
    }
    // Some disks know no links.
    let is_file = place.is_file() && !place.is_symlink();
    if is_file && fs::copy(place, kept).is_ok() { Old::Kept } else { Old::Lost }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_at_a_place_is_kept_whatever_becomes_of_the_place() {
        let folder = tempfile::tempdir().unwrap();
        let (place, kept) = (folder.path().join("place"), folder.path().join("kept"));
        assert_eq!(keep(&place, &kept, true), Old::None);
        for by_link in [true, false] {
            fs::write(&place, "old").unwrap();
            assert_eq!(keep(&place, &kept, by_link), Old::Kept);
            fs::remove_file(&place).unwrap();
            assert_eq!(fs::read_to_string(&kept).unwrap(), "old");
            fs::remove_file(&kept).unwrap();
        }
    }

    #[test]
    fn a_copy_is_no_link() {
        let folder = tempfile::tempdir().unwrap();
        let (place, kept) = (folder.path().join("place"), folder.path().join("kept"));
        fs::write(&place, "old").unwrap();
        assert_eq!(keep(&place, &kept, false), Old::Kept);
        fs::write(&place, "new").unwrap();
        assert_eq!(fs::read_to_string(&kept).unwrap(), "old");
    }

    #[test]
    fn what_cannot_be_kept_is_not_taken_for_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("place");
        fs::write(&place, "old").unwrap();
        assert_eq!(keep(&place, &folder.path().join("none/kept"), true), Old::Lost);
    }
}
