//! The outputs of a filing, written together.

use std::path::PathBuf;

use crate::cli::files::writing::{self, Place};
use crate::cli::terminal::messages::Messages;
use crate::report::OutputFile;

/// Writes what was made, and lists it.
///
/// # Errors
/// What cannot be written and why, in Chinese; then all that was there before still is.
pub(super) fn deliver(
    outputs: &[OutputFile<'_>],
    stem: &str,
    place: &Place,
    messages: &mut Messages,
) -> Result<(), String> {
    let path = |file: &OutputFile<'_>| place.folder().join(&file.name);
    let files: Vec<(PathBuf, &[u8])> =
        outputs.iter().map(|file| (path(file), file.bytes)).collect();
    writing::write_all(place, stem, &files)?;
    for ((path, _), file) in files.iter().zip(outputs) {
        let pages = file.pages.map(|pages| format!("（{pages}页）")).unwrap_or_default();
        messages.print(format!("已生成 {}{pages}", path.display()));
    }
    Ok(())
}
