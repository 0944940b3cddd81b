//! A set of files put into place: all of them, or none.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::hold::Hold;
use super::stage::Stage;
use super::{NEW, OLD, UNTOUCHED, WHOLE};
use crate::cli::input::reason;

/// Puts the files of a stage into place, one program at a time.
///
/// # Errors
/// Which file cannot be put into place and why, in Chinese; those before it are as they were.
pub(super) fn put(stage: Stage, stem: &str, names: &[OsString]) -> Result<(), String> {
    let folder = stage.folder().to_owned();
    let _held = Hold::wait(&folder)?;
    let set = folder.join(name_of(stem));
    if set.is_dir() {
        // Left by a run that was killed. What it cannot put into place is older than this set.
        let _ = complete(&set);
        let _ = fs::remove_dir_all(&set);
    }
    names.iter().for_each(|name| stage.keep_old(name));
    let told = |e: io::Error| format!("不能往文件夹 {} 里写：{}", folder.display(), reason(&e));
    stage.rename(&set).map_err(told)?;
    let mut put: Vec<&OsStr> = Vec::new();
    for name in names {
        let place = folder.join(name);
        if let Err(error) = fs::rename(set.join(NEW).join(name), &place) {
            let told = in_place(&place, &error) + &put_back(&set, &folder, &put, names);
            let _ = fs::remove_dir_all(&set);
            return Err(told);
        }
        put.push(name);
    }
    // What remains of it the next run removes.
    let _ = fs::remove_dir_all(&set);
    Ok(())
}

/// The name of a filing's whole set; short, whatever the filing is called.
fn name_of(stem: &str) -> String {
    let hash = Sha256::digest(stem.as_bytes());
    let hash: String = hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("{WHOLE}{hash}")
}

/// Why a file could not be put into place.
pub(super) fn in_place(path: &Path, error: &io::Error) -> String {
    let open = cfg!(windows) && error.kind() == io::ErrorKind::PermissionDenied;
    let open = if open { "，或者别的程序正打开着它，关掉再来" } else { "" };
    format!("写不了 {}：{}{open}", path.display(), reason(error))
}

/// Puts the files that were there before back into their places, and says how it stands.
fn put_back(set: &Path, folder: &Path, put: &[&OsStr], names: &[OsString]) -> String {
    let mut stayed_new = Vec::new();
    for name in put {
        let (place, kept) = (folder.join(name), set.join(OLD).join(name));
        // Where nothing was before, nothing is to be.
        let back = match kept.symlink_metadata() {
            Ok(_) => fs::rename(kept, &place),
            Err(_) => fs::remove_file(&place),
        };
        if back.is_err() {
            stayed_new.push(place);
        }
    }
    let was_there = names.iter().any(|name| folder.join(name).exists());
    match stayed_new.as_slice() {
        [] if was_there => UNTOUCHED.to_owned(),
        [] => String::new(),
        [..] => format!("；{} 已经是新的，别的还是旧的，要重新生成", listed(&stayed_new)),
    }
}

/// Goes on where a run was killed that was putting a set into place; which files were still to be
/// put.
pub(super) fn complete(set: &Path) -> io::Result<Vec<PathBuf>> {
    let folder = set.parent().unwrap_or(Path::new("."));
    let mut put = Vec::new();
    if let Ok(entries) = set.join(NEW).read_dir() {
        for entry in entries.flatten() {
            let place = folder.join(entry.file_name());
            fs::rename(entry.path(), &place)?;
            put.push(place);
        }
    }
    put.sort();
    Ok(put)
}

pub(super) fn listed(paths: &[PathBuf]) -> String {
    let names: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    names.join("、")
}
