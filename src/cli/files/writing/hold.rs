//! A folder held, so that of all programs that write there only one does what takes a moment.
//!
//! The system lets go of it when the program ends, however it ends; nothing is left behind.

use std::fs::File;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

#[cfg(unix)]
use crate::cli::files::opening;

/// How long to wait for another program to let go. What folders are held for takes less than a
/// thousandth of that.
const PATIENCE: Duration = Duration::from_secs(10);
const PAUSE: Duration = Duration::from_millis(5);
/// How often a lock may be denied before it is nobody's: to let go takes no second.
const MOST_DENIED: u32 = 200;

/// A folder that is held until this is dropped.
#[derive(Debug)]
pub(super) struct Hold {
    _file: File,
}

/// What came of trying to hold a folder.
#[derive(Debug)]
pub(super) enum HoldResult {
    Held(Hold),
    Busy,
    /// It cannot be held: some network drives know no locks.
    Unknown,
    /// The lock's file cannot be opened: another program is just letting go of it, or nobody may
    /// write here.
    #[cfg_attr(not(windows), allow(dead_code))]
    Denied,
}

impl Hold {
    /// Holds a folder, if nobody else does.
    pub(super) fn take(folder: &Path) -> HoldResult {
        take(folder)
    }

    /// Waits until a folder can be held; `None` where folders cannot be held at all.
    ///
    /// # Errors
    /// Another program does not let go of it; in Chinese.
    pub(super) fn wait(folder: &Path) -> Result<Option<Self>, String> {
        waited(|| take(folder)).map_err(|()| {
            format!(
                "另一个 chengbao 占着文件夹 {}，等了{}秒还没有放开；看看它是不是停住了，结束它再来",
                folder.display(),
                PATIENCE.as_secs()
            )
        })
    }
}

/// Tries until the folder is held, or cannot be; fails where it is always busy.
fn waited(mut take: impl FnMut() -> HoldResult) -> Result<Option<Hold>, ()> {
    let mut denied = 0;
    for _ in 0..PATIENCE.as_millis() / PAUSE.as_millis() {
        match take() {
            HoldResult::Held(hold) => return Ok(Some(hold)),
            HoldResult::Unknown => return Ok(None),
            HoldResult::Denied if denied == MOST_DENIED => return Ok(None),
            HoldResult::Denied => denied += 1,
            HoldResult::Busy => {}
        }
        sleep(PAUSE);
    }
    Err(())
}

#[cfg(unix)]
fn take(folder: &Path) -> HoldResult {
    use std::fs::TryLockError;
    use std::io::ErrorKind;

    // Here a folder itself can be locked. A pipe that took its name is not waited for.
    let Ok(file) = opening::folder(folder) else { return HoldResult::Unknown };
    loop {
        return match file.try_lock() {
            Ok(()) => HoldResult::Held(Hold { _file: file }),
            Err(TryLockError::WouldBlock) => HoldResult::Busy,
            Err(TryLockError::Error(e)) if e.kind() == ErrorKind::Interrupted => continue,
            Err(TryLockError::Error(_)) => HoldResult::Unknown,
        };
    }
}

/// A file that nobody else may open, and that goes when it is closed.
#[cfg(windows)]
fn take(folder: &Path) -> HoldResult {
    use std::os::windows::fs::OpenOptionsExt;

    const FILE_FLAG_DELETE_ON_CLOSE: u32 = 0x0400_0000;
    const ERROR_ACCESS_DENIED: i32 = 5;
    const ERROR_SHARING_VIOLATION: i32 = 32;
    const ERROR_DELETE_PENDING: i32 = 303;
    let mut options = File::options();
    options.write(true).create(true).share_mode(0).custom_flags(FILE_FLAG_DELETE_ON_CLOSE);
    match options.open(folder.join(super::HELD)) {
        Ok(file) => HoldResult::Held(Hold { _file: file }),
        Err(error) => match error.raw_os_error() {
            Some(ERROR_SHARING_VIOLATION | ERROR_DELETE_PENDING) => HoldResult::Busy,
            // This is the error for files too that are about to go (STATUS_DELETE_PENDING).
            Some(ERROR_ACCESS_DENIED) => HoldResult::Denied,
            _ => HoldResult::Unknown,
        },
    }
}

#[cfg(not(any(unix, windows)))]
fn take(_folder: &Path) -> HoldResult {
    HoldResult::Unknown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_that_is_being_let_go_is_waited_for() {
        let mut tries = 0;
        let take = || {
            tries += 1;
            match tries {
                1..4 => HoldResult::Denied,
                4..8 => HoldResult::Busy,
                _ => HoldResult::Held(Hold { _file: tempfile::tempfile().unwrap() }),
            }
        };
        assert!(matches!(waited(take), Ok(Some(_))));
        assert_eq!(tries, 8);
    }

    #[test]
    fn a_lock_that_is_always_denied_is_none() {
        let mut tries = 0;
        let take = || {
            tries += 1;
            HoldResult::Denied
        };
        assert!(matches!(waited(take), Ok(None)));
        assert_eq!(tries, MOST_DENIED + 1);
    }
}
