//! Files that the commands read.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::render::{PAGE, REPORT, Templates};
use crate::source::MAX_BYTES;

/// A file's bytes; of a larger file than is read, only so many that it shows.
///
/// # Errors
/// What is wrong, in Chinese.
pub(super) fn file(path: &Path) -> Result<Vec<u8>, String> {
    let told = |error: io::Error| format!("读不了 {}：{}", path.display(), reason(&error));
    if path.is_dir() {
        return Err(format!("读不了 {}：这是文件夹，要写填报文件的名字", path.display()));
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(told)?;
    file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(told)?;
    Ok(bytes)
}

/// The templates of a folder, the program's own where it has none.
///
/// # Errors
/// What is wrong, in Chinese.
pub(super) fn templates(folder: Option<&Path>) -> Result<Templates, String> {
    let mut templates = Templates::default();
    let Some(folder) = folder else { return Ok(templates) };
    if !folder.is_dir() {
        return Err(format!("没有 {} 这个模板文件夹", folder.display()));
    }
    let mut found = false;
    for (name, slot) in [(REPORT, &mut templates.report), (PAGE, &mut templates.page)] {
        let path = folder.join(name);
        if path.exists() {
            let bytes = file(&path)?;
            let text = String::from_utf8(bytes)
                .map_err(|_| format!("模板 {} 不是 UTF-8 编码", path.display()))?;
            *slot = (path.display().to_string(), text);
            found = true;
        }
    }
    match found {
        true => Ok(templates),
        false => Err(format!("{} 里没有 {REPORT} 也没有 {PAGE}", folder.display())),
    }
}

/// An error of the system, in Chinese.
pub(super) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "没有这个文件".to_owned(),
        io::ErrorKind::PermissionDenied => "没有权限".to_owned(),
        io::ErrorKind::StorageFull => "磁盘满了".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "磁盘是只读的".to_owned(),
        io::ErrorKind::NotADirectory => "路径里有一段不是文件夹".to_owned(),
        io::ErrorKind::IsADirectory => "这是文件夹".to_owned(),
        io::ErrorKind::AlreadyExists => "已有同名的文件".to_owned(),
        _ => error.to_string(),
    }
}
