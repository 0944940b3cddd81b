//! The faces that come with the program. Those under the OFL are compiled in; FandolFang, under
//! the GPL, is a file beside the program.

use std::path::PathBuf;
use std::sync::Arc;

use super::{Face, FaceBytes, FaceSet, Origin, Role, RoleFaces, list};

/// The file of the body face, which is found beside the program.
pub const BODY_FILE: &str = "FandolFang-Regular.otf";
/// Its PostScript name.
pub const BODY_NAME: &str = "FandolFang-Regular";

/// The vendored faces alone. `body` is the bytes of [`BODY_FILE`], where it was found: without it
/// the other faces stand in.
///
/// # Errors
/// What is wrong with the list or with a face, in Chinese.
pub fn load(body: Option<Vec<u8>>) -> Result<FaceSet, String> {
    assemble(&list()?, body.map(|bytes| (PathBuf::from(BODY_FILE), bytes)), Vec::new())
}

/// The faces of a document: each role's own from a user, where there is one, then the vendored
/// one. `body` is where [`BODY_FILE`] is and its bytes.
///
/// # Errors
/// What is wrong with a vendored face, in Chinese.
pub fn assemble(
    list: &[RoleFaces],
    body: Option<(PathBuf, Vec<u8>)>,
    own: Vec<(Role, Face)>,
) -> Result<FaceSet, String> {
    let mut body = body;
    let mut own = own;
    let mut faces = Vec::new();
    for entry in list {
        faces.extend(own.extract_if(.., |(role, _)| *role == entry.role));
        let (bytes, origin): (FaceBytes, Origin) = match compiled_in(&entry.file) {
            Some(bytes) => (Arc::new(bytes), Origin::Program),
            None => match body.take() {
                Some((path, bytes)) => (Arc::new(bytes), Origin::Beside(path)),
                None => continue,
            },
        };
        let face = Face::new(&entry.name, bytes, 0, origin)
            .ok_or_else(|| format!("字体文件 {} 已损坏，请重新安装", entry.file))?;
        faces.push((entry.role, face));
    }
    Ok(FaceSet::new(faces))
}

fn compiled_in(file: &str) -> Option<&'static [u8]> {
    match file {
        "NotoSansSC-Medium.ttf" => Some(include_bytes!("../../fonts/NotoSansSC-Medium.ttf")),
        "NotoSerifSC-Bold.ttf" => Some(include_bytes!("../../fonts/NotoSerifSC-Bold.ttf")),
        "NotoSerifSC-Regular.ttf" => Some(include_bytes!("../../fonts/NotoSerifSC-Regular.ttf")),
        "ChengbaoKai-Regular.ttf" => Some(include_bytes!("../../fonts/ChengbaoKai-Regular.ttf")),
        _ => None,
    }
}
