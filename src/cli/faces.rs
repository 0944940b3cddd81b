//! Where the body face is found: it is a file beside the program, never in it.

use std::path::PathBuf;

use crate::fonts::{self, BODY_FILE, FaceSet};

/// The faces, with the body face where it is found; else the others stand in, and it is said.
///
/// # Errors
/// What is wrong with a face, in Chinese.
pub(super) fn load() -> Result<FaceSet, String> {
    let body = folders().into_iter().find_map(|folder| std::fs::read(folder.join(BODY_FILE)).ok());
    if body.is_none() {
        eprintln!(
            "提示: 没有找到仿宋字体文件 {BODY_FILE}，正文暂用宋体；把它放在程序旁边的 fonts 文件夹里"
        );
    }
    fonts::load(body)
}

/// Folders where the file may be: named by `CHENGBAO_FONTS`, beside the program, up from it (a
/// program run from its sources), here.
fn folders() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = Vec::new();
    folders.extend(std::env::var_os("CHENGBAO_FONTS").map(PathBuf::from));
    if let Ok(program) = std::env::current_exe() {
        let up = program.ancestors().skip(1).take(5);
        folders.extend(up.flat_map(|dir| [dir.join("fonts"), dir.join("share/chengbao/fonts")]));
    }
    folders.push(PathBuf::from("fonts"));
    folders
}
