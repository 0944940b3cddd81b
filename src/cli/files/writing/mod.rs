//! Files that the commands write, each whole or not at all, and those of one filing together.
//!
//! What is new is written and synced in a hidden folder beside its place, the stage. A set of
//! files goes to its places at once: the stage gets the name of a whole set, then its files are
//! renamed into place. A run killed before that leaves a stage, which the next run removes; one
//! killed between two files leaves the set, which is named until the next run for that filing
//! has written a whole one of its own (`left` says why it does not go on with the old one).
//! Stages of runs that live are held (`hold`) and left alone, and of all programs one at a time
//! puts a set into place, so that two sets are never mixed.

mod hold;
mod left;
mod moves;
mod place;
mod set;
mod stage;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::cli::files::input::folder_of;
use crate::cli::files::opening;
use crate::cli::reason::reason;
pub(in crate::cli) use place::Place;
use stage::Stage;

/// What a stage's name begins with.
const STAGE: &str = ".chengbao-tmp-";
/// What a whole set's name begins with.
const WHOLE: &str = ".chengbao-set-";
/// Below a stage: the files that are to be put into place.
const NEW: &str = "new";
/// Below a stage: the files that were there before.
const OLD: &str = "old";
/// Below a folder that is held, where a file is needed for that.
const HELD: &str = ".chengbao-lock";

/// Writes files of one name and several endings: all are new afterwards, or all are as they were.
///
/// # Errors
/// Which file cannot be written and why, in Chinese; what was there before is still there.
pub(in crate::cli) fn write_all(
    place: &Place,
    stem: &str,
    files: &[(PathBuf, &[u8])],
) -> Result<(), String> {
    let names = files.iter().filter_map(|(path, _)| path.file_name());
    let names: Vec<_> = names.map(ToOwned::to_owned).collect();
    debug_assert!(names.iter().all(|name| left::is_output(stem, name)), "{names:?}");
    let stage = Stage::new(place.folder())?;
    for ((path, bytes), name) in files.iter().zip(&names) {
        if path.is_dir() {
            return Err(format!("写不了 {}：那里有个同名的文件夹", path.display()));
        }
        if is_protected(path) {
            return Err(format!("写不了 {}：{READ_ONLY}{UNTOUCHED}", path.display()));
        }
        let kept = if files.iter().any(|(path, _)| path.exists()) { UNTOUCHED } else { "" };
        let message = |e: io::Error| format!("写不了 {}：{}{kept}", path.display(), reason(&e));
        stage.write(name, bytes).map_err(message)?;
    }
    set::put(stage, stem, &names)
}

/// Said where an older report was there.
const UNTOUCHED: &str = "；原来的报告没有动";
const READ_ONLY: &str = "这个文件是只读的，在它的属性里去掉“只读”再来";

/// Whether a file may not be replaced for a mark of its own. Elsewhere only its folder decides.
fn is_protected(path: &Path) -> bool {
    cfg!(windows) && fs::metadata(path).is_ok_and(|found| found.permissions().readonly())
}

/// Writes a file that is not there yet; what is there already stays.
///
/// # Errors
/// What is wrong, in Chinese.
pub(in crate::cli) fn write_new(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let message = |e: &io::Error| format!("写不了 {}：{}", path.display(), reason(e));
    let name = path.file_name().filter(|name| !opening::is_device(name));
    let name = name.ok_or_else(|| format!("{} 不是文件名", path.display()))?;
    let place = Place::open(folder_of(path))?;
    let stage = Stage::new(place.folder())?;
    let written = stage.write(name, bytes).map_err(|e| message(&e))?;
    moves::rename_new(&written, path).map_err(|e| message(&e))
}

/// Writes files that are not there yet, in their order: all of them, or none.
///
/// # Errors
/// What is wrong, in Chinese; nothing new is there, and what is there already stays.
pub(in crate::cli) fn write_all_new(files: &[(PathBuf, &[u8])]) -> Result<(), String> {
    for (n, (file, bytes)) in files.iter().enumerate() {
        write_new(file, bytes).inspect_err(|_| {
            // What cannot be removed is whole, and nothing names it.
            files[..n].iter().for_each(|(file, _)| drop(moves::remove_file(file)));
        })?;
    }
    Ok(())
}

/// The most copies of a file that are kept beside it.
const MAX_KEPT: usize = 999;

/// Rewrites a file as [`replace`] does, and keeps what it was beside it, under its name with
/// `.bak`, or `.bak2` and so on: what was kept before stays. Says where that is.
///
/// # Errors
/// What is wrong, in Chinese; the file is as it was, and nothing is beside it that was not there.
pub(in crate::cli) fn replace_keeping(
    path: &Path,
    was: &[u8],
    bytes: &[u8],
) -> Result<PathBuf, String> {
    // Before anything is kept: on Windows a copy that is read only too may not be removed again.
    replaceable(path)?;
    let (kept, is_new) = keep_beside(path, was)?;
    // An editor may have saved it meanwhile.
    if !opening::read(path, was.len()).is_ok_and(|there| there == was) {
        return Err(format!("{} 刚刚被别的程序改动过，没有写；再运行一次", path.display()));
    }
    replace(path, bytes).map(|()| kept.clone()).inspect_err(|_| {
        if is_new {
            // What cannot be removed is no more than a copy.
            let _ = moves::remove_file(&kept);
        }
    })
}

/// Keeps a file's bytes beside it; where, and whether they were not there already.
fn keep_beside(path: &Path, bytes: &[u8]) -> Result<(PathBuf, bool), String> {
    for n in 1..=MAX_KEPT {
        let mut name = path.as_os_str().to_owned();
        name.push(if n == 1 { ".bak".to_owned() } else { format!(".bak{n}") });
        let kept = PathBuf::from(name);
        if opening::read(&kept, bytes.len()).is_ok_and(|there| there == bytes) {
            return Ok((kept, false));
        }
        if kept.symlink_metadata().is_err() {
            write_new(&kept, bytes)?;
            // Who may not read the file may not read its copy.
            if let Ok(about) = fs::metadata(path) {
                let _ = fs::set_permissions(&kept, about.permissions());
            }
            return Ok((kept, true));
        }
    }
    Err(format!("{} 旁边已经有 {MAX_KEPT} 份 .bak，清理一下再来", path.display()))
}

/// Rewrites a file, whole or not at all, with the permissions it has. Where it is a symbolic
/// link, the file that it leads to is written.
///
/// # Errors
/// What is wrong, in Chinese; what was there before is still there.
pub(in crate::cli) fn replace(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let message = |e: io::Error| format!("写不了 {}：{}", path.display(), reason(&e));
    let (target, permissions) = replaceable(path)?;
    let place = Place::open(folder_of(&target))?;
    let stage = Stage::new(place.folder())?;
    let name = target.file_name().unwrap_or_default();
    let written = stage.write(name, bytes).map_err(message)?;
    fs::set_permissions(&written, permissions).map_err(message)?;
    moves::rename(&written, &target).map_err(|e| set::in_place(path, &e))
}

/// The file itself that a path leads to, and its permissions; refused where it is read only.
fn replaceable(path: &Path) -> Result<(PathBuf, fs::Permissions), String> {
    let message = |e: io::Error| format!("写不了 {}：{}", path.display(), reason(&e));
    let target =
        if path.is_symlink() { path.canonicalize().map_err(message)? } else { path.to_owned() };
    let permissions = fs::metadata(&target).map_err(message)?.permissions();
    if permissions.readonly() {
        return Err(format!("写不了 {}：{READ_ONLY}", path.display()));
    }
    Ok((target, permissions))
}
