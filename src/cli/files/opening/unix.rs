//! Files opened by handles of folders (POSIX.1-2017 `openat`).

use std::ffi::OsStr;
use std::fs::File;
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::Path;

use rustix::fs::{CWD, Mode, OFlags, openat};
use rustix::io::{Errno, retry_on_intr};

use super::Refusal;

/// A folder that stays the same, whatever becomes of its name.
pub(super) type FolderHandle = OwnedFd;

/// Opening a pipe does not wait for its other end, and a terminal does not become the program's
/// own.
const FILE: OFlags = OFlags::RDONLY.union(OFlags::NONBLOCK).union(OFlags::NOCTTY);
/// Where folders may be passed through that may not be listed, so here.
#[cfg(any(target_os = "linux", target_os = "android"))]
const FOLDER: OFlags = OFlags::PATH.union(OFlags::DIRECTORY);
#[cfg(not(any(target_os = "linux", target_os = "android")))]
const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY);

/// Opens whatever stands at a path.
pub(super) fn open(path: &Path) -> io::Result<File> {
    Ok(at(CWD, path.as_os_str(), FILE)?.into())
}

/// Whoever has a file open here, it can be replaced.
pub(super) fn is_in_use(_path: &Path) -> bool {
    false
}

pub(super) fn hold(path: &Path) -> io::Result<FolderHandle> {
    Ok(at(CWD, path.as_os_str(), FOLDER)?)
}

/// Opens what has this name in a folder; a link of this name is followed.
pub(super) fn open_in(folder: &FolderHandle, name: &OsStr) -> io::Result<File> {
    Ok(at(folder.as_fd(), name, FILE)?.into())
}

/// Opens what has this path below a folder, none of whose parts is a link.
pub(super) fn open_beneath(folder: &FolderHandle, path: &Path) -> io::Result<File> {
    let no_link = |folder: BorrowedFd<'_>, name: &OsStr, kind: OFlags| {
        at(folder, name, kind | OFlags::NOFOLLOW).map_err(|error| match error {
            Errno::LOOP => Refusal::Swapped.into(),
            error => io::Error::from(error),
        })
    };
    let mut names = path.iter();
    // The folder itself, where there is no name.
    let last = names.next_back().unwrap_or(OsStr::new("."));
    let mut above: Option<OwnedFd> = None;
    for name in names {
        above = Some(no_link(above.as_ref().unwrap_or(folder).as_fd(), name, FOLDER)?);
    }
    Ok(no_link(above.as_ref().unwrap_or(folder).as_fd(), last, FILE)?.into())
}

fn at(folder: BorrowedFd<'_>, name: &OsStr, kind: OFlags) -> Result<OwnedFd, Errno> {
    retry_on_intr(|| openat(folder, name, kind | OFlags::CLOEXEC, Mode::empty()))
}
