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
    self, BESIDE, BesideFile, Candidate, Face, FaceBytes, FaceSet, FontFile, Origin, Role,
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
    let mut notes = Vec::new();
    let Sources { files: sources, broken, system } = sources(options, &roles, &mut notes)?;
    let own = own_faces(&roles, &sources, &mut notes);
    let beside = beside_files();
    notes.extend(missed(&beside, &own));
    let set = fonts::assemble(&roles, &beside, own)?;
    let looked_at = sources.iter().map(Vec::len).sum::<usize>() + broken.len();
    Ok(Faces { roles, set, notes, broken, looked_at, system })
}

/// Where a user's faces may be found.
struct Sources {
    /// The font files of each folder that the user names, then of the system.
    files: Vec<Vec<FontFile>>,
    broken: Vec<(PathBuf, String)>,
    system: bool,
}

fn sources(
    options: &FaceOptions,
    roles: &[RoleFaces],
    notes: &mut Vec<String>,
) -> Result<Sources, String> {
    let off = std::env::var_os(SYSTEM_FONTS).is_some_and(|v| v.eq_ignore_ascii_case("off"));
    let system = !options.no_system_fonts && !off;
    let mut broken = Vec::new();
    let mut files: Vec<Vec<FontFile>> = Vec::new();
    for folder in &options.font_dirs {
        let found = named_folder(folder)?;
        let known = |file: &FontFile| {
            file.faces.iter().any(|face| roles.iter().any(|r| r.rank(&face.names).is_some()))
        };
        if !found.files.iter().any(known) {
            notes.push(format!("警告: {} 里没有公文字体：{}", folder.display(), wanted(roles)));
        }
        broken.extend(found.broken);
        files.push(found.files);
    }
    if system {
        let found = FontFiles::below(&system_folders());
        broken.extend(found.broken);
        files.push(found.files);
    }
    Ok(Sources { files, broken, system })
}

/// What is said where a file beside the program is missed.
struct Missed {
    file: &'static str,
    role: Role,
    /// What it is, and what is done without it.
    what: &'static str,
    without: &'static str,
}

const MISSED: [Missed; 2] = [
    Missed {
        file: BESIDE[0].0, role: Role::FangSong, what: "仿宋", without: "正文暂用宋体"
    },
    Missed {
        file: BESIDE[1].0,
        role: Role::Kai,
        what: "楷体",
        without: "（一）标题暂用另一款楷体",
    },
];

/// The note about files of which neither they nor a face of the user's in their place are there.
fn missed(beside: &[BesideFile], own: &[(Role, Face)]) -> Option<String> {
    let is_here = |missed: &&Missed| {
        beside.iter().any(|found| found.file == missed.file)
            || own.iter().any(|(of, _)| *of == missed.role)
    };
    let missed: Vec<&Missed> = MISSED.iter().filter(|missed| !is_here(missed)).collect();
    let each = |say: fn(&Missed) -> String, between: &str| {
        missed.iter().map(|missed| say(missed)).collect::<Vec<_>>().join(between)
    };
    let files = each(|missed| format!("{}字体文件 {}", missed.what, missed.file), " 和");
    let without = each(|missed| missed.without.to_owned(), "，");
    let them = if missed.len() > 1 { "它们" } else { "它" };
    let own = user_folder().map(|folder| format!("，或 {}", folder.display()));
    let own = own.unwrap_or_default();
    (!missed.is_empty()).then(|| {
        format!("提示: 没有找到{files}，{without}；把{them}放在程序旁边的 fonts 文件夹里{own}")
    })
}

/// The faces that a PDF of ours was set in, as far as they are here: the vendored ones, today's or
/// those of earlier versions, with the files beside the program or without, else those that a
/// report would be set in now.
///
/// # Errors
/// As [`load`].
pub(in crate::cli) fn of_pdf(pdf: &[u8], options: &FaceOptions) -> Result<Option<FaceSet>, String> {
    // The caller reports why the file cannot be read.
    let Ok(named) = pdf::face_names(pdf) else { return Ok(None) };
    let has_all = |set: &FaceSet| AtHand::has_faces(set, &named);
    let found = beside_files();
    let roles = fonts::list()?;
    let earlier = fonts::before_companions(&roles);
    // A file of the set is not named where nothing is set in it; its place counts all the same.
    for list in [&roles, &earlier] {
        for kept in (0..1_usize << found.len()).rev() {
            let files = found.iter().enumerate().filter(|(n, _)| kept >> n & 1 == 1);
            let files: Vec<BesideFile> = files.map(|(_, file)| file.clone()).collect();
            let vendored = fonts::assemble(list, &files, Vec::new())?;
            if has_all(&vendored) {
                return Ok(Some(vendored));
            }
        }
    }
    let today = load(options)?;
    if has_all(&today.set) {
        return Ok(Some(today.set));
    }
    let found_own = sources(options, &earlier, &mut Vec::new())?;
    let own = own_faces(&earlier, &found_own.files, &mut Vec::new());
    let then = fonts::assemble(&earlier, &found, own)?;
    Ok(Some(if has_all(&then) { then } else { today.set }))
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
            match open(&candidate, role.role, &mut read) {
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
    role: Role,
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
    match fonts::unfit(&face, role) {
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

/// The vendored faces that are files beside the program, never in it, as far as they are there.
fn beside_files() -> Vec<BesideFile> {
    let folders = beside_folders();
    let find = |file: &'static str| {
        folders.iter().find_map(|folder| {
            let path = folder.join(file);
            let bytes = font(&path).ok()?;
            Some(BesideFile { file, path, bytes: Arc::new(bytes) })
        })
    };
    BESIDE.iter().filter_map(|(file, _)| find(file)).collect()
}

/// Folders where the files may be: named by `CHENGBAO_FONTS`, beside the program, up from it (a
/// program run from its sources), the user's own, here.
fn beside_folders() -> Vec<PathBuf> {
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
