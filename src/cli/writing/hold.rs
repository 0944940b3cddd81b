//! A folder held, so that of all programs that write there only one does what takes a moment.
//!
//! The system lets go of it when the program ends, however it ends; nothing is left behind.

use std::fs::File;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

#[cfg(unix)]
use crate::cli::opening;

/// How long is waited for another program to let go. What folders are held for takes less than a
/// thousandth of that.
const PATIENCE: Duration = Duration::from_secs(10);
const PAUSE: Duration = Duration::from_millis(5);

/// A folder that is held until this is dropped.
#[derive(Debug)]
pub(super) struct Hold {
    _file: File,
}

/// What came of trying to hold a folder.
#[derive(Debug)]
pub(super) enum Taken {
    /// It is held.
    Held(Hold),
    /// Another program holds it.
    Busy,
    /// It cannot be held: some network drives know no locks.
    Unknown,
}

impl Hold {
    /// Holds a folder, if nobody else does.
    pub(super) fn take(folder: &Path) -> Taken {
        take(folder)
    }

    /// Waits until a folder can be held; `None` where folders cannot be held at all.
    ///
    /// # Errors
    /// Another program does not let go of it; in Chinese.
    pub(super) fn wait(folder: &Path) -> Result<Option<Self>, String> {
        for _ in 0..PATIENCE.as_millis() / PAUSE.as_millis() {
            match take(folder) {
                Taken::Held(hold) => return Ok(Some(hold)),
                Taken::Unknown => return Ok(None),
                Taken::Busy => sleep(PAUSE),
            }
        }
        Err(format!(
            "另一个 chengbao 占着文件夹 {}，等了{}秒还没有放开；看看它是不是停住了，结束它再来",
            folder.display(),
            PATIENCE.as_secs()
        ))
    }
}

#[cfg(unix)]
fn take(folder: &Path) -> Taken {
    use std::fs::TryLockError;
    use std::io::ErrorKind;

    // Here a folder itself can be locked. A pipe that took its name is not waited for.
    let Ok(file) = opening::folder(folder) else { return Taken::Unknown };
    loop {
        return match file.try_lock() {
            Ok(()) => Taken::Held(Hold { _file: file }),
            Err(TryLockError::WouldBlock) => Taken::Busy,
            Err(TryLockError::Error(e)) if e.kind() == ErrorKind::Interrupted => continue,
            Err(TryLockError::Error(_)) => Taken::Unknown,
        };
    }
}

/// A file that nobody else may open, and that goes when it is closed.
#[cfg(windows)]
fn take(folder: &Path) -> Taken {
    use std::os::windows::fs::OpenOptionsExt;

    const FILE_FLAG_DELETE_ON_CLOSE: u32 = 0x0400_0000;
    const ERROR_SHARING_VIOLATION: i32 = 32;
    const ERROR_DELETE_PENDING: i32 = 303;
    let mut options = File::options();
    options.write(true).create(true).share_mode(0).custom_flags(FILE_FLAG_DELETE_ON_CLOSE);
    match options.open(folder.join(super::HELD)) {
        Ok(file) => Taken::Held(Hold { _file: file }),
        Err(error) => match error.raw_os_error() {
            Some(ERROR_SHARING_VIOLATION | ERROR_DELETE_PENDING) => Taken::Busy,
            _ => Taken::Unknown,
        },
    }
}

#[cfg(not(any(unix, windows)))]
fn take(_folder: &Path) -> Taken {
    Taken::Unknown
}
