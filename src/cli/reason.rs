//! Errors of the system, in Chinese.

use std::io;

/// An error of the system, in Chinese.
pub(in crate::cli) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "没有这个文件".to_owned(),
        io::ErrorKind::PermissionDenied => "没有权限".to_owned(),
        io::ErrorKind::StorageFull => "磁盘满了".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "磁盘是只读的".to_owned(),
        io::ErrorKind::NotADirectory => "路径里有一段不是文件夹".to_owned(),
        io::ErrorKind::IsADirectory => "这是文件夹".to_owned(),
        io::ErrorKind::FileTooLarge => "超过了系统允许的文件大小".to_owned(),
        io::ErrorKind::QuotaExceeded => "磁盘配额用完了".to_owned(),
        io::ErrorKind::InvalidInput => "文件名不对".to_owned(),
        io::ErrorKind::InvalidFilename => "文件名太长，或者有不能用的字".to_owned(),
        io::ErrorKind::ResourceBusy => "别的程序正占着它".to_owned(),
        // ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION
        _ if cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33)) => {
            "别的程序正打开着它，先关掉".to_owned()
        }
        io::ErrorKind::AlreadyExists => "已有同名的文件".to_owned(),
        _ => error.to_string(),
    }
}
