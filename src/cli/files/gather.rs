//! Which filings a call means: those that it names, and those in the folders that it names.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::cli::reason::reason;

/// The stems of the blank filing that stands among others for whoever starts a new one.
const BLANKS: [&str; 2] = ["template", "模板"];

/// A file of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) struct InputFile {
    /// Its path, as it was written or below the folder that was.
    pub path: PathBuf,
    /// Whether a folder was named and not the file, so that it may be something else.
    pub of_folder: bool,
}

/// What a call means.
#[derive(Debug, Default)]
pub(in crate::cli) struct Inputs {
    /// The files, those of a folder in the order of their names.
    pub files: Vec<InputFile>,
    /// What is left out, and why, a line each.
    pub notes: Vec<String>,
    /// How many files of folders are left out.
    pub skipped: usize,
}

/// Looks for the files. A folder's filings are the `.yaml` and `.yml` files in it; those in
/// folders below it are another set, which is only named in a note.
///
/// # Errors
/// A file is named twice, or a folder has no filing; in Chinese.
pub(in crate::cli) fn gather(named: &[PathBuf]) -> Result<Inputs, String> {
    let mut gathering = Inputs::default();
    // By their real place: `a.yaml` and `./a.yaml` are one.
    let mut seen = BTreeSet::new();
    let named_files: Vec<&PathBuf> = named.iter().filter(|path| !path.is_dir()).collect();
    for path in &named_files {
        if !seen.insert(real(path)) {
            return Err(format!("{} 写了两次，留一次就够", path.display()));
        }
    }
    for path in named {
        if !path.is_dir() {
            gathering.files.push(InputFile { path: path.clone(), of_folder: false });
            continue;
        }
        let files = in_folder(path, &mut gathering)?;
        let files = files.into_iter().filter(|file| seen.insert(real(file)));
        gathering.files.extend(files.map(|path| InputFile { path, of_folder: true }));
    }
    Ok(gathering)
}

fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// The filings in a folder, by name.
fn in_folder(folder: &Path, gathering: &mut Inputs) -> Result<Vec<PathBuf>, String> {
    let message = |e: std::io::Error| format!("读不了文件夹 {}：{}", folder.display(), reason(&e));
    let entries = folder.read_dir().map_err(message)?;
    let entries: BTreeSet<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    let (yaml, others): (Vec<_>, Vec<_>) = entries.into_iter().partition(|path| is_yaml(path));
    let below = others.iter().filter(|path| has_yaml(path)).map(|path| path.display().to_string());
    let below = below.collect::<Vec<_>>().join("、");
    let (blank, files): (Vec<_>, Vec<_>) = yaml.into_iter().partition(|path| is_blank(path));
    if files.is_empty() {
        let hint = match below.as_str() {
            "" => "，要有扩展名是 .yaml 或 .yml 的文件".to_owned(),
            below => format!("；下面的文件夹里有，要写出来：{below}"),
        };
        return Err(format!("文件夹 {} 里没有填报文件{hint}", folder.display()));
    }
    for path in &blank {
        let note = format!("跳过 {}：这是空白的样本；要用它就写出文件名", path.display());
        gathering.notes.push(note);
    }
    if !below.is_empty() {
        gathering.notes.push(format!("提示: 下面的文件夹没有看，要的话写出来：{below}"));
    }
    gathering.skipped += blank.len();
    Ok(files)
}

fn is_yaml(path: &Path) -> bool {
    let ending = path
        .extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("yaml") || e.eq_ignore_ascii_case("yml"));
    let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    ending && !hidden && path.is_file()
}

fn has_yaml(folder: &Path) -> bool {
    let hidden = folder.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    let entries = (!hidden).then(|| folder.read_dir().ok()).flatten();
    entries.is_some_and(|entries| {
        entries.flatten().any(|e| is_yaml(&e.path()) && !is_blank(&e.path()))
    })
}

fn is_blank(path: &Path) -> bool {
    path.file_stem().is_some_and(|stem| BLANKS.iter().any(|blank| stem == *blank))
}

/// The name of each file's outputs, without their endings; no two files may have one, review
/// sheets among them where those are made.
///
/// # Errors
/// Two files would have the same outputs; in Chinese.
pub(in crate::cli) fn stems(files: &[InputFile], review: bool) -> Result<Vec<String>, String> {
    let mut seen: BTreeMap<String, &Path> = BTreeMap::new();
    let mut stems = Vec::new();
    for InputFile { path, .. } in files {
        let stem = path
            .file_stem()
            .ok_or_else(|| format!("{} 不是文件", path.display()))?
            .to_string_lossy()
            .into_owned();
        // Here names that differ in their case are one.
        let one = cfg!(any(windows, target_os = "macos"));
        let key = if one { stem.to_lowercase() } else { stem.clone() };
        if let Some(first) = seen.insert(key, path) {
            return Err(same_outputs(first, path));
        }
        stems.push(stem);
    }
    // 甲.review.yaml has its page where 甲.yaml has its review sheet.
    let sheets = seen.iter().filter(|_| review);
    let mut clashes =
        sheets.filter_map(|(stem, file)| Some((file, seen.get(&format!("{stem}.review"))?)));
    match clashes.next() {
        Some((file, other)) => Err(same_outputs(file, other)),
        None => Ok(stems),
    }
}

fn same_outputs(one: &Path, other: &Path) -> String {
    format!(
        "{} 和 {} 会写出同名的报告，请改一个文件名，或用 -o 分开生成",
        one.display(),
        other.display()
    )
}
