//! Renames and removals, tried again for a while.
//!
//! On Windows neither succeeds while another program has the file open, or one in the folder:
//! a virus scanner, an indexer, another run that merely looks. These are soon done; a reader that
//! shows a report in a window is not.

#[cfg(windows)]
use std::ffi::OsString;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use tempfile::TempPath;

const TRIES: u32 = 100;
const PAUSE: Duration = Duration::from_millis(10);

/// Renames a file or a folder; a file that has the new name is replaced.
pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    patiently(may_pass, || fs::rename(from, to))
}

/// Renames a file; where another has the new name already it stays.
pub(super) fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    let mut file = Some(TempPath::try_from_path(whole(from))?);
    let to = whole(to);
    patiently(may_pass, || match file.take().map(|file| file.persist_noclobber(&to)) {
        Some(Err(failed)) => {
            file = Some(failed.path);
            Err(failed.error)
        }
        Some(Ok(())) | None => Ok(()),
    })
}

/// A path in the form that may be longer than 260 characters, which `std` takes care of and the
/// crate does not.
#[cfg(windows)]
fn whole(path: &Path) -> PathBuf {
    use std::path::{Component, Prefix};

    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    match path.components().next() {
        Some(Component::Prefix(prefix)) if matches!(prefix.kind(), Prefix::Disk(_)) => {
            let mut whole = OsString::from(r"\\?\");
            whole.push(path);
            whole.into()
        }
        _ => path,
    }
}

#[cfg(not(windows))]
fn whole(path: &Path) -> PathBuf {
    path.to_owned()
}

pub(super) fn remove_file(path: &Path) -> io::Result<()> {
    patiently(may_pass, || fs::remove_file(path))
}

/// Removes a folder with what is in it.
pub(super) fn remove_folder(path: &Path) -> io::Result<()> {
    patiently(may_pass, || fs::remove_dir_all(path))
}

/// Whether a failure may be over in a moment. Elsewhere missing rights stay missing.
fn may_pass(error: &io::Error) -> bool {
    const ERROR_SHARING_VIOLATION: i32 = 32;
    const ERROR_LOCK_VIOLATION: i32 = 33;
    let code = error.raw_os_error();
    cfg!(windows)
        && (matches!(code, Some(ERROR_SHARING_VIOLATION | ERROR_LOCK_VIOLATION))
            // Removed files stay in their folder until nobody has them open.
            || matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::DirectoryNotEmpty))
}

/// Tries until it is done, or fails for good, or has failed long enough.
fn patiently(
    may_pass: impl Fn(&io::Error) -> bool,
    mut attempt: impl FnMut() -> io::Result<()>,
) -> io::Result<()> {
    for _ in 1..TRIES {
        match attempt() {
            Err(error) if may_pass(&error) => sleep(PAUSE),
            done => return done,
        }
    }
    attempt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn denied() -> io::Error {
        ErrorKind::PermissionDenied.into()
    }

    #[test]
    fn what_fails_for_a_moment_is_tried_again() {
        let mut tries = 0;
        let attempt = || {
            tries += 1;
            if tries < 4 { Err(denied()) } else { Ok(()) }
        };
        assert!(patiently(|_| true, attempt).is_ok());
        assert_eq!(tries, 4);
    }

    #[test]
    fn what_goes_on_failing_fails() {
        let mut tries = 0;
        let attempt = || {
            tries += 1;
            Err(denied())
        };
        let failed = patiently(|_| true, attempt).unwrap_err();
        assert_eq!((failed.kind(), tries), (ErrorKind::PermissionDenied, TRIES));
    }

    #[test]
    fn what_fails_for_good_is_not_waited_for() {
        let mut tries = 0;
        let attempt = || {
            tries += 1;
            Err(denied())
        };
        assert!(patiently(|_| false, attempt).is_err());
        assert_eq!(tries, 1);
        assert!(!may_pass(&ErrorKind::NotFound.into()));
        assert_eq!(may_pass(&denied()), cfg!(windows));
    }

    #[test]
    fn a_name_that_is_taken_stays_whose_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let (new, place) = (folder.path().join("new"), folder.path().join("place"));
        for (before, expected) in [(None, "new"), (Some("old"), "old")] {
            fs::write(&new, "new").unwrap();
            let _ = fs::remove_file(&place);
            if let Some(text) = before {
                fs::write(&place, text).unwrap();
            }
            assert_eq!(rename_new(&new, &place).is_ok(), before.is_none());
            assert_eq!(fs::read_to_string(&place).unwrap(), expected);
            assert!(!new.exists());
        }
    }
}
