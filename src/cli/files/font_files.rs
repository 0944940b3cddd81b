//! Font files on the disk: which folders hold them, and what their headers say.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::cli::files::opening;
use crate::cli::reason::reason;
use crate::fonts::{FontFile, HeaderFault, headers};

/// The font files of a folder and of those below it.
#[derive(Debug, Default)]
pub(in crate::cli) struct FontFiles {
    /// In the order of their paths.
    pub files: Vec<FontFile>,
    /// Those that cannot be read, and why.
    pub broken: Vec<(PathBuf, String)>,
}

impl FontFiles {
    /// Reads the headers of the font files below folders; a folder that is not there has none.
    pub(in crate::cli) fn below(folders: &[PathBuf]) -> Self {
        let mut found = Self::default();
        for path in paths(folders) {
            let faces = opening::named(&path)
                .map_err(HeaderFault::from)
                .and_then(|mut file| headers(&mut file));
            match faces {
                Ok(faces) => found.files.push(FontFile { path, faces }),
                Err(HeaderFault::Io(error)) => found.broken.push((path, reason(&error))),
                Err(fault) => found.broken.push((path, fault.to_string())),
            }
        }
        found
    }
}

/// The paths of font files below folders, sorted: a folder's own order differs by machine.
fn paths(folders: &[PathBuf]) -> BTreeSet<PathBuf> {
    let mut paths = BTreeSet::new();
    let mut open: Vec<PathBuf> = folders.to_vec();
    // By their real place, so that a link to a folder above ends here.
    let mut seen = BTreeSet::new();
    while let Some(folder) = open.pop() {
        let Ok(real) = folder.canonicalize() else { continue };
        let Ok(entries) = folder.read_dir() else { continue };
        if !seen.insert(real) {
            continue;
        }
        // Which of two links to a folder is followed must not depend on the folder's own order.
        let inside: BTreeSet<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        let (folders, files): (Vec<_>, Vec<_>) = inside.into_iter().partition(|path| path.is_dir());
        open.extend(folders.into_iter().rev());
        paths.extend(files.into_iter().filter(|path| is_font(path) && path.is_file()));
    }
    paths
}

fn is_font(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    ending.is_some_and(|ending| matches!(ending.as_str(), "ttf" | "otf" | "ttc" | "otc"))
}

/// The user's own folder for the program's faces: a program without an installer has no other.
pub(in crate::cli) fn user_folder() -> Option<PathBuf> {
    let from = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let data = if cfg!(windows) {
        from("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        from("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        // A path that is not whole is none (XDG Base Directory Specification).
        let data = from("XDG_DATA_HOME").filter(|path| path.is_absolute());
        data.or_else(|| from("HOME").map(|home| home.join(".local/share")))
    };
    data.map(|data| data.join("chengbao").join("fonts"))
}

/// The system's font folders and the user's.
pub(in crate::cli) fn system_folders() -> Vec<PathBuf> {
    let from =
        |name: &str, below: &str| std::env::var_os(name).map(|v| PathBuf::from(v).join(below));
    let folders: Vec<Option<PathBuf>> = if cfg!(windows) {
        vec![from("WINDIR", "Fonts"), from("LOCALAPPDATA", "Microsoft\\Windows\\Fonts")]
    } else if cfg!(target_os = "macos") {
        vec![
            Some("/System/Library/Fonts".into()),
            Some("/Library/Fonts".into()),
            from("HOME", "Library/Fonts"),
        ]
    } else {
        vec![
            Some("/usr/share/fonts".into()),
            Some("/usr/local/share/fonts".into()),
            from("XDG_DATA_HOME", "fonts"),
            from("HOME", ".local/share/fonts"),
            from("HOME", ".fonts"),
        ]
    };
    folders.into_iter().flatten().collect()
}
