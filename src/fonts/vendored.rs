//! The faces that come with the program. Those under the OFL are compiled in; the Fandol faces,
//! under the GPL, are files beside the program.

use std::path::PathBuf;
use std::sync::Arc;

use super::{Face, FaceBytes, FaceSet, Origin, Role, RoleFaces, list};

/// The files that are found beside the program, each with the PostScript name of its face.
pub const BESIDE: [(&str, &str); 2] = [
    ("FandolFang-Regular.otf", "FandolFang-Regular"),
    ("FandolKai-Regular.otf", "FandolKai-Regular"),
];

/// A vendored file that was found beside the program.
#[derive(Clone)]
pub struct BesideFile {
    /// Its name, one of [`BESIDE`].
    pub file: &'static str,
    /// Where it is.
    pub path: PathBuf,
    /// Its bytes.
    pub bytes: FaceBytes,
}

/// The vendored faces alone. `beside` gives the bytes of a file of [`BESIDE`], where it was found:
/// without it other faces stand in.
///
/// # Errors
/// What is wrong with the list or with a face, in Chinese.
pub fn load(beside: impl Fn(&str) -> Option<Vec<u8>>) -> Result<FaceSet, String> {
    let found = BESIDE.iter().filter_map(|(file, _)| {
        let bytes: FaceBytes = Arc::new(beside(file)?);
        Some(BesideFile { file, path: PathBuf::from(file), bytes })
    });
    assemble(&list()?, &found.collect::<Vec<_>>(), Vec::new())
}

/// The faces of a document: each role's own from a user, where there is one, then the vendored
/// ones, of which some are files beside the program.
///
/// # Errors
/// What is wrong with a vendored face, in Chinese.
pub fn assemble(
    list: &[RoleFaces],
    beside: &[BesideFile],
    own: Vec<(Role, Face)>,
) -> Result<FaceSet, String> {
    let mut own = own;
    let mut faces = Vec::new();
    for entry in list {
        faces.extend(own.extract_if(.., |(role, _)| *role == entry.role));
        for vendored in &entry.vendored {
            let (bytes, origin): (FaceBytes, Origin) = match compiled_in(&vendored.file) {
                Some(bytes) => (Arc::new(bytes), Origin::Program),
                None => match beside.iter().find(|found| found.file == vendored.file) {
                    Some(found) => (Arc::clone(&found.bytes), Origin::Beside(found.path.clone())),
                    None => continue,
                },
            };
            let face = Face::new(&vendored.name, bytes, 0, origin)
                .ok_or_else(|| format!("字体文件 {} 已损坏，请重新安装", vendored.file))?;
            faces.push((entry.role, face));
        }
    }
    Ok(FaceSet::new(faces))
}

fn compiled_in(file: &str) -> Option<&'static [u8]> {
    match file {
        "NotoSansSC-Medium.ttf" => Some(include_bytes!("../../fonts/NotoSansSC-Medium.ttf")),
        "NotoSerifSC-Bold.ttf" => Some(include_bytes!("../../fonts/NotoSerifSC-Bold.ttf")),
        "NotoSerifSC-Regular.ttf" => Some(include_bytes!("../../fonts/NotoSerifSC-Regular.ttf")),
        "ChengbaoKai-Regular.ttf" => Some(include_bytes!("../../fonts/ChengbaoKai-Regular.ttf")),
        "ChengbaoNumerals-Regular.ttf" => {
            Some(include_bytes!("../../fonts/ChengbaoNumerals-Regular.ttf"))
        }
        "Tinos-Regular.ttf" => Some(include_bytes!("../../fonts/Tinos-Regular.ttf")),
        _ => None,
    }
}
