//! A set of files put into place: all of them, or none.

use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};

use super::hold::Hold;
use super::left::{self, Leftover};
use super::stage::{Old, Stage};
use super::{NEW, OLD, UNTOUCHED, moves};
use crate::cli::files::opening;
use crate::cli::reason::reason;

/// Puts the files of a stage into place, one program at a time.
///
/// # Errors
/// Which file cannot be put into place and why, in Chinese; those before it are as they were.
pub(super) fn put(stage: Stage, stem: &str, names: &[OsString]) -> Result<(), String> {
    let folder = stage.folder().to_owned();
    let held = Hold::wait(&folder)?;
    let older = if held.is_some() { sets_of(&folder, stem) } else { Vec::new() };
    let set = folder.join(left::set_name(stem, stage.path()));
    let olds: Vec<Old> = names.iter().map(|name| stage.keep_old(name)).collect();
    let message = |e: io::Error| format!("不能往文件夹 {} 里写：{}", folder.display(), reason(&e));
    stage.rename(&set).map_err(message)?;
    let mut put: Vec<(&OsStr, Old)> = Vec::new();
    for (name, old) in names.iter().zip(olds) {
        let place = folder.join(name);
        if let Err(error) = moves::rename(&set.join(NEW).join(name), &place) {
            let message = in_place(&place, &error) + &put_back(&set, &folder, &put, names);
            left::remove(&set);
            return Err(message);
        }
        put.push((name, old));
    }
    // Left by runs that were killed, and overtaken now. This run's own goes last: who is killed
    // in between leaves one of which nothing is missing.
    older.iter().for_each(|set| left::remove(set));
    left::remove(&set);
    Ok(())
}

/// A filing's sets that killed runs left.
fn sets_of(folder: &Path, stem: &str) -> Vec<PathBuf> {
    let mut sets = left::in_folder(folder);
    sets.retain(|set| matches!(left::judge(set), Leftover::Set { stem: own, .. } if own == stem));
    sets
}

/// Why a file could not be put into place.
pub(super) fn in_place(path: &Path, error: &io::Error) -> String {
    let why = if opening::is_in_use(path) {
        "别的程序正打开着它，关掉再来".to_owned()
    } else {
        reason(error)
    };
    format!("写不了 {}：{why}", path.display())
}

/// Puts the files that were there before back into their places, and reports what came of it.
fn put_back(set: &Path, folder: &Path, put: &[(&OsStr, Old)], names: &[OsString]) -> String {
    let mut stayed_new = Vec::new();
    for (name, old) in put {
        let place = folder.join(name);
        let is_back = match old {
            Old::Kept => moves::rename(&set.join(OLD).join(name), &place).is_ok(),
            // Where nothing was before, nothing is to be.
            Old::None => moves::remove_file(&place).is_ok(),
            Old::Lost => false,
        };
        if !is_back {
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

fn listed(paths: &[PathBuf]) -> String {
    let names: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    names.join("、")
}
