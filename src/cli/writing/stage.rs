//! A hidden folder beside the places where files are to go.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::hold::{Hold, Taken};
use super::{NEW, OLD, STAGE};
use crate::cli::input::reason;

/// A stage. It goes when it is dropped, with what is still in it.
#[derive(Debug)]
pub(super) struct Stage {
    folder: PathBuf,
    // Let go before the stage goes.
    hold: Option<Hold>,
    dir: TempDir,
}

impl Stage {
    /// An empty stage in a folder, held for as long as it lives.
    ///
    /// # Errors
    /// Nothing can be written into the folder; in Chinese.
    pub(super) fn new(folder: &Path) -> Result<Self, String> {
        let told = |e: io::Error| format!("不能往文件夹 {} 里写：{}", folder.display(), reason(&e));
        // Another run may have removed the folder, if it had made it in vain.
        fs::create_dir_all(folder).map_err(told)?;
        // While the folder is held nobody takes a stage that is not held yet for a dead one.
        let _held = Hold::wait(folder)?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(STAGE);
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777));
        let dir = builder.tempdir_in(folder).map_err(told)?;
        fs::create_dir(dir.path().join(NEW)).map_err(told)?;
        let hold = match Hold::take(dir.path()) {
            Taken::Held(hold) => Some(hold),
            Taken::Busy | Taken::Unknown => None,
        };
        Ok(Self { folder: folder.to_owned(), hold, dir })
    }

    /// The folder that it is in.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where it is itself.
    pub(super) fn path(&self) -> &Path {
        self.dir.path()
    }

    /// Where a file of it stands until it is put into place.
    pub(super) fn new_file(&self, name: &OsStr) -> PathBuf {
        self.dir.path().join(NEW).join(name)
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
    pub(super) fn keep_old(&self, name: &OsStr) {
        let old = self.dir.path().join(OLD);
        let _ = fs::create_dir(&old);
        let (place, kept) = (self.folder.join(name), old.join(name));
        // Some disks know no links.
        if fs::hard_link(&place, &kept).is_err() && place.is_file() && !place.is_symlink() {
            let _ = fs::copy(&place, &kept);
        }
    }

    /// Gives the stage another name, under which it stays.
    pub(super) fn rename(self, name: &Path) -> io::Result<()> {
        drop(self.hold);
        fs::rename(self.dir.path(), name)?;
        let _ = self.dir.keep();
        Ok(())
    }
}
