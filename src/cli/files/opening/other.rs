//! Files opened by their paths, where no more is known of the system.

use std::ffi::OsStr;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// A folder's path, without links.
pub(super) type FolderHandle = PathBuf;

/// Opens whatever stands at a path.
pub(super) fn open(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// Whoever has a file open here, it can be replaced.
pub(super) fn is_in_use(_path: &Path) -> bool {
    false
}

/// Knows a folder.
pub(super) fn hold(path: &Path) -> io::Result<FolderHandle> {
    path.canonicalize()
}

/// Opens what has this name in a folder; a link of this name is followed.
pub(super) fn open_in(folder: &FolderHandle, name: &OsStr) -> io::Result<File> {
    File::open(folder.join(name))
}

/// Opens what has this path below a folder.
pub(super) fn open_beneath(folder: &FolderHandle, path: &Path) -> io::Result<File> {
    File::open(folder.join(path))
}
