//! Files opened once, and judged by what was opened: what stands under a name may be another thing
//! a moment later.

#[cfg_attr(unix, path = "unix.rs")]
#[cfg_attr(windows, path = "windows.rs")]
#[cfg_attr(not(any(unix, windows)), path = "other.rs")]
mod system;

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::{Component, Path, PathBuf};

use thiserror::Error;

/// Why what stands under a name is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(in crate::cli) enum Refusal {
    /// Who reads a pipe may wait for ever, and some devices have no end.
    #[error("这是管道或设备，不是文件")]
    NoFile,
    /// A filing names files in its own folder only.
    #[error("只能用填报文件旁边或它下面文件夹里的文件")]
    NotBeside,
    /// A symbolic link leads elsewhere.
    #[error("它在填报文件的文件夹之外")]
    Outside,
    /// It was one thing when it was looked for and another when it was opened.
    #[error("正要读的时候它被换掉了，再来一次")]
    Swapped,
}

impl From<Refusal> for io::Error {
    fn from(refusal: Refusal) -> Self {
        Self::other(refusal)
    }
}

/// Opens a file that the call names. Its streams (`/dev/stdin`, and what a shell puts in place
/// of `<(…)`) are read as they come; anything else has to be a file.
///
/// # Errors
/// It cannot be opened, or is none.
pub(in crate::cli) fn named(path: &Path) -> io::Result<File> {
    if is_stream(path) {
        File::open(path).and_then(no_folder)
    } else {
        refuse_device(path.file_name())?;
        system::open(path).or_else(|error| folder_or(path, error)).and_then(regular)
    }
}

/// Reads a file that the call names, up to a limit and a byte beyond, by which it shows.
///
/// # Errors
/// It cannot be opened or read, or is none.
pub(in crate::cli) fn read(path: &Path, limit: usize) -> io::Result<Vec<u8>> {
    read_up_to(named(path)?, limit)
}

fn read_up_to(file: File, limit: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take((limit as u64).saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Opens a folder itself, where that can be done.
///
/// # Errors
/// It cannot be opened, or is none.
#[cfg(unix)]
pub(in crate::cli) fn folder(path: &Path) -> io::Result<File> {
    let folder = system::open(path)?;
    if folder.metadata()?.is_dir() { Ok(folder) } else { Err(ErrorKind::NotADirectory.into()) }
}

/// Whether a path is one of the system's own, which a shell or a user means as a stream. What
/// users put under `/dev/shm` is not.
fn is_stream(path: &Path) -> bool {
    let own = path.starts_with("/dev") || path.starts_with("/proc");
    cfg!(unix) && own && !path.starts_with("/dev/shm")
}

/// Whether another program has a file open, so that nobody may replace it now.
pub(in crate::cli) fn is_in_use(path: &Path) -> bool {
    system::is_in_use(path)
}

/// Whether a name is a device's in every folder, where the system has such names. Some devices
/// wait for ever.
pub(in crate::cli) fn is_device(name: &OsStr) -> bool {
    cfg!(windows) && is_dos_device(&name.to_string_lossy())
}

fn refuse_device(name: Option<&OsStr>) -> io::Result<()> {
    if name.is_some_and(is_device) { Err(Refusal::NoFile.into()) } else { Ok(()) }
}

/// The names that DOS gave its devices, which Windows keeps (Naming Files, Paths, and Namespaces):
/// older versions with any ending too.
fn is_dos_device(name: &str) -> bool {
    let stem = name.split(['.', ':']).next().unwrap_or_default();
    let stem = stem.trim_end().to_ascii_uppercase();
    if matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$") {
        return true;
    }
    let port = stem.strip_prefix("COM").or_else(|| stem.strip_prefix("LPT"));
    let mut number = port.unwrap_or_default().chars();
    let is_number = number.next().is_some_and(|c| matches!(c, '1'..='9' | '¹' | '²' | '³'));
    is_number && number.next().is_none()
}

fn no_folder(file: File) -> io::Result<File> {
    if file.metadata()?.is_dir() { Err(ErrorKind::IsADirectory.into()) } else { Ok(file) }
}

fn regular(file: File) -> io::Result<File> {
    let file = no_folder(file)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(Refusal::NoFile.into()) }
}

/// Some systems say of a folder only that it may not be opened.
fn folder_or(path: &Path, error: io::Error) -> io::Result<File> {
    if path.is_dir() { Err(ErrorKind::IsADirectory.into()) } else { Err(error) }
}

/// The folder that a filing is in, held from before the filing is read until what it names is:
/// another folder that takes its name meanwhile is not looked into.
#[derive(Debug)]
pub(in crate::cli) struct Folder {
    path: PathBuf,
    held: system::FolderHandle,
}

impl Folder {
    /// Opens a folder.
    ///
    /// # Errors
    /// It cannot be opened, or is none.
    pub(in crate::cli) fn open(path: &Path) -> io::Result<Self> {
        Ok(Self { path: path.to_owned(), held: system::hold(path)? })
    }

    /// Reads a file of this name in the folder, wherever a link leads, as the call named it.
    ///
    /// # Errors
    /// It cannot be opened or read, or is none.
    pub(in crate::cli) fn read(&self, name: &OsStr, limit: usize) -> io::Result<Vec<u8>> {
        let path = self.path.join(name);
        if is_stream(&path) {
            return read(&path, limit);
        }
        refuse_device(Some(name))?;
        let file = system::open_in(&self.held, name).or_else(|error| folder_or(&path, error));
        read_up_to(file.and_then(regular)?, limit)
    }

    /// Reads a file that the filing names: in the folder or below, and nowhere else, whatever
    /// the name says and wherever a link leads.
    ///
    /// # Errors
    /// It cannot be opened or read, is none, or is elsewhere.
    pub(in crate::cli) fn read_beside(&self, name: &str, limit: usize) -> io::Result<Vec<u8>> {
        let relative = Path::new(name);
        let is_beside = relative.components().all(|c| matches!(c, Component::Normal(_)));
        if !is_beside || name.contains('\\') {
            return Err(Refusal::NotBeside.into());
        }
        // Links are resolved here and none is followed below.
        let real = self.path.join(relative).canonicalize()?;
        let root = self.path.canonicalize()?;
        let inside = real.strip_prefix(root).map_err(|_| Refusal::Outside)?;
        refuse_device(inside.file_name())?;
        let file = system::open_beneath(&self.held, inside).map_err(|error| match error.kind() {
            // A file that is gone since is reported as one that was never there.
            ErrorKind::NotADirectory => Refusal::Swapped.into(),
            _ => error,
        });
        read_up_to(regular(file?)?, limit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_devices_are_known_and_others_are_not() {
        for name in ["COM1", "com9", "nul", "CON.yaml", "aux.a.b", "LPT¹", "CONIN$", "prn ", "NUL:"]
        {
            assert!(is_dos_device(name), "{name}");
        }
        for name in ["COM", "COM0", "COM10", "COM1x", "CONSOLE.yaml", "甲.con", "", ".nul", "LPTA"]
        {
            assert!(!is_dos_device(name), "{name}");
        }
        assert_eq!(is_device(OsStr::new("COM1")), cfg!(windows));
    }
}
