//! The faces that come with the program. Those under the OFL are compiled in; FandolFang, under
//! the GPL, is a file beside the program.

use std::sync::Arc;

use serde::Deserialize;

use super::{Face, FaceBytes, FaceSet, Role};

/// The file of the body face, which is found beside the program.
pub const BODY_FILE: &str = "FandolFang-Regular.otf";

#[derive(Deserialize)]
struct Entry {
    role: Role,
    name: String,
    file: String,
}

/// The vendored faces by role. `body` is the bytes of [`BODY_FILE`], where it was found: without
/// it the other faces stand in.
///
/// # Errors
/// What is wrong with the list or with a face, in Chinese.
pub fn load(body: Option<Vec<u8>>) -> Result<FaceSet, String> {
    let list: Vec<Entry> = serde_yaml::from_str(include_str!("../../fonts/faces.yaml"))
        .map_err(|error| format!("字体清单读不出来：{error}"))?;
    let mut body = body;
    let mut faces = Vec::new();
    for entry in list {
        let bytes: FaceBytes = match compiled_in(&entry.file) {
            Some(bytes) => Arc::new(bytes),
            None => match body.take() {
                Some(bytes) => Arc::new(bytes),
                None => continue,
            },
        };
        let face = Face::new(&entry.name, bytes, 0)
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
