//! The faces of a run: from the folders that the user names, the system's, and the vendored ones.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::files::font_files::{FontFiles, system_folders, user_folder};
use crate::cli::files::opening;
use crate::cli::reason::reason;
use crate::cli::terminal::output;
use crate::cli::usage::FaceOptions;
use crate::fonts::{
    self, BODY_FILE, BODY_NAME, Candidate, Face, FaceBytes, FaceSet, FontFile, Origin, Role,
    RoleFaces, Unfit,
};
use crate::pdf;
use crate::verify::AtHand;

/// `off` turns the system's faces off.
const SYSTEM_FONTS: &str = "CHENGBAO_SYSTEM_FONTS";

/// The faces, and notes about them.
#[derive(Debug)]
pub(in crate::cli) struct Faces {
    /// The roles, in the order of standing in.
    pub roles: Vec<RoleFaces>,
    pub set: FaceSet,
    /// What the user should know, a line each.
    pub notes: Vec<String>,
    /// Font files that cannot be read, and why.
    pub broken: Vec<(PathBuf, String)>,
    /// How many font files were looked at.
    pub looked_at: usize,
    pub system: bool,
}

impl Faces {
    pub(in crate::cli) fn print_notes(&self) {
        self.notes.iter().for_each(|note| output::eprint(note));
    }
}

/// Finds the faces.
///
/// # Errors
/// A folder that the user names is none, or a vendored face is damaged; in Chinese.
pub(in crate::cli) fn load(options: &FaceOptions) -> Result<Faces, String> {
    let roles = fonts::list()?;
    let off = std::env::var_os(SYSTEM_FONTS).is_some_and(|v| v.eq_ignore_ascii_case("off"));
    let system = !options.no_system_fonts && !off;
    let mut notes = Vec::new();
    let mut broken = Vec::new();
    let mut sources: Vec<Vec<FontFile>> = Vec::new();
    for folder in &options.font_dirs {
        let found = named_folder(folder)?;
        let known = |file: &FontFile| {
            file.faces.iter().any(|face| roles.iter().any(|r| r.rank(&face.names).is_some()))
        };
        if !found.files.iter().any(known) {
            notes.push(format!("警告: {} 里没有公文字体：{}", folder.display(), wanted(&roles)));
        }
        broken.extend(found.broken);
        sources.push(found.files);
    }
    if system {
        let found = FontFiles::below(&system_folders());
        broken.extend(found.broken);
        sources.push(found.files);
    }
    let own = own_faces(&roles, &sources, &mut notes);
    let body = body_file();
    if body.is_none() && !own.iter().any(|(role, _)| *role == Role::FangSong) {
        let own = user_folder().map(|folder| format!("，或 {}", folder.display()));
        notes.push(format!(
            "提示: 没有找到仿宋字体文件 {BODY_FILE}，正文暂用宋体；把它放在程序旁边的 fonts 文件夹里{}",
            own.unwrap_or_default()
        ));
    }
    let set = fonts::assemble(&roles, body, own)?;
    let looked_at = sources.iter().map(Vec::len).sum::<usize>() + broken.len();
    Ok(Faces { roles, set, notes, broken, looked_at, system })
}

/// The faces that a PDF of ours was set in, as far as they are here: the vendored ones, with the
/// body face or without, else those that a report would be set in now.
///
/// # Errors
/// As [`load`].
pub(in crate::cli) fn of_pdf(pdf: &[u8], options: &FaceOptions) -> Result<Option<FaceSet>, String> {
    // The caller reports why the file cannot be read.
    let Ok(named) = pdf::face_names(pdf) else { return Ok(None) };
    let has_all = |set: &FaceSet| AtHand::has_faces(set, &named);
    let body = body_file().filter(|_| named.values().any(|name| *name == BODY_NAME));
    let vendored = fonts::assemble(&fonts::list()?, body, Vec::new())?;
    if has_all(&vendored) {
        return Ok(Some(vendored));
    }
    Ok(Some(load(options)?.set))
}

fn named_folder(folder: &Path) -> Result<FontFiles, String> {
    match folder.read_dir() {
        Ok(_) => Ok(FontFiles::below(&[folder.to_owned()])),
        Err(_) if folder.is_file() => {
            Err(format!("--font-dir 后面要写字体所在的文件夹，{} 是文件", folder.display()))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Err(format!("没有 {} 这个字体文件夹", folder.display()))
        }
        Err(error) => Err(format!("读不了字体文件夹 {}：{}", folder.display(), reason(&error))),
    }
}

/// The faces that are looked for, the best of each role.
fn wanted(roles: &[RoleFaces]) -> String {
    let best: Vec<&str> = roles.iter().filter_map(|role| role.own().next()).collect();
    format!("要找的是{}等", best.join("、"))
}

/// The best usable face of a user's for each role.
fn own_faces(
    roles: &[RoleFaces],
    sources: &[Vec<FontFile>],
    notes: &mut Vec<String>,
) -> Vec<(Role, Face)> {
    // A collection may have the faces of several roles.
    let mut read: BTreeMap<&Path, FaceBytes> = BTreeMap::new();
    let mut own = Vec::new();
    for role in roles {
        for candidate in fonts::candidates(role, sources) {
            match open(&candidate, &mut read) {
                Ok(face) => {
                    own.push((role.role, face));
                    break;
                }
                Err(why) => notes.push(format!(
                    "警告: {}没有用 {}（{}）：{why}",
                    role.usage,
                    candidate.name,
                    candidate.path.display()
                )),
            }
        }
    }
    own
}

fn open<'f>(
    candidate: &Candidate<'f>,
    read: &mut BTreeMap<&'f Path, FaceBytes>,
) -> Result<Face, String> {
    if let Some(unfit) = candidate.face.unfit {
        return Err(unfit.to_string());
    }
    let bytes = match read.get(candidate.path) {
        Some(bytes) => Arc::clone(bytes),
        None => {
            let bytes = font(candidate.path)?;
            let bytes: FaceBytes = Arc::new(bytes);
            read.insert(candidate.path, Arc::clone(&bytes));
            bytes
        }
    };
    let origin = Origin::User(candidate.path.to_owned());
    let face = Face::new(candidate.name, bytes, candidate.face.index, origin)
        .ok_or_else(|| Unfit::Damaged.to_string())?;
    match fonts::unfit(&face) {
        Some(unfit) => Err(unfit.to_string()),
        None => Ok(face),
    }
}

/// The largest font file that is read: collections of CJK faces in all weights have half of it.
const MAX_FONT: usize = 1 << 30;

fn font(path: &Path) -> Result<Vec<u8>, String> {
    let bytes = opening::read(path, MAX_FONT).map_err(|error| reason(&error))?;
    if bytes.len() > MAX_FONT {
        Err("字体文件不会有这么大".to_owned())
    } else {
        Ok(bytes)
    }
}

/// The vendored body face: a file beside the program, never in it.
fn body_file() -> Option<(PathBuf, Vec<u8>)> {
    body_folders().into_iter().find_map(|folder| {
        let path = folder.join(BODY_FILE);
        font(&path).ok().map(|bytes| (path, bytes))
    })
}

/// Folders where the file may be: named by `CHENGBAO_FONTS`, beside the program, up from it (a
/// program run from its sources), the user's own, here.
fn body_folders() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = Vec::new();
    folders.extend(std::env::var_os("CHENGBAO_FONTS").map(PathBuf::from));
    if let Ok(program) = std::env::current_exe() {
        let up = program.ancestors().skip(1).take(5);
        folders.extend(up.flat_map(|dir| [dir.join("fonts"), dir.join("share/chengbao/fonts")]));
    }
    folders.extend(user_folder());
    folders.push(PathBuf::from("fonts"));
    folders
}
