//! Files opened while the folders above them are held: here a folder that is open without the
//! leave to delete it can be neither renamed nor replaced, nor can those above it.

use std::ffi::OsStr;
use std::fs::{File, OpenOptions};
use std::io;
use std::os::windows::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use super::Refusal;

const FILE_SHARE_READ: u32 = 1;
const FILE_SHARE_WRITE: u32 = 2;
const FILE_SHARE_DELETE: u32 = 4;
const FILE_FLAG_BACKUP_SEMANTICS: u32 = 0x0200_0000;
const FILE_FLAG_OPEN_REPARSE_POINT: u32 = 0x0020_0000;

/// A folder that keeps its name.
#[derive(Debug)]
pub(super) struct FolderHandle {
    /// Its whole path, without links.
    path: PathBuf,
    _folder: File,
}

/// Opens whatever stands at a path.
pub(super) fn open(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// Whether another program has a file open: then nobody can have it to himself.
pub(super) fn is_in_use(path: &Path) -> bool {
    const ERROR_SHARING_VIOLATION: i32 = 32;
    let opened = OpenOptions::new().read(true).share_mode(0).open(path);
    opened.is_err_and(|error| error.raw_os_error() == Some(ERROR_SHARING_VIOLATION))
}

pub(super) fn hold(path: &Path) -> io::Result<FolderHandle> {
    let path = path.canonicalize()?;
    let folder = folder(&path)?;
    Ok(FolderHandle { path, _folder: folder })
}

/// Opens what has this name in a folder; a link of this name is followed.
pub(super) fn open_in(folder: &FolderHandle, name: &OsStr) -> io::Result<File> {
    File::open(folder.path.join(name))
}

/// Opens what has this path below a folder, none of whose parts is a link.
pub(super) fn open_beneath(held: &FolderHandle, path: &Path) -> io::Result<File> {
    let mut at = held.path.clone();
    let mut names = path.iter();
    let last = names.next_back().unwrap_or_default();
    // Each is held until the file is open.
    let mut above = Vec::new();
    for name in names {
        at.push(name);
        above.push(folder(&at)?);
    }
    at.push(last);
    let shared = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
    let file = OpenOptions::new()
        .read(true)
        .share_mode(shared)
        .custom_flags(FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_REPARSE_POINT)
        .open(&at)?;
    no_link(file)
}

fn folder(path: &Path) -> io::Result<File> {
    let folder = OpenOptions::new()
        .read(true)
        .share_mode(FILE_SHARE_READ | FILE_SHARE_WRITE)
        .custom_flags(FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_REPARSE_POINT)
        .open(path)?;
    let folder = no_link(folder)?;
    if folder.metadata()?.is_dir() { Ok(folder) } else { Err(io::ErrorKind::NotADirectory.into()) }
}

fn no_link(file: File) -> io::Result<File> {
    if file.metadata()?.is_symlink() { Err(Refusal::Swapped.into()) } else { Ok(file) }
}
