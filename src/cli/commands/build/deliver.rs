//! The outputs of a filing, written together.

use std::path::PathBuf;

use crate::cli::files::writing::{self, Place};
use crate::cli::terminal::messages::Told;
use crate::report::Outputs;

/// Writes what was made and says so; how many pages the PDF has, if there is one.
///
/// # Errors
/// What cannot be written and why, in Chinese; then all that was there before still is.
pub(super) fn deliver(
    outputs: &Outputs,
    sheet: Option<String>,
    (stem, place): (&str, &Place),
    told: &mut Told,
) -> Result<Option<usize>, String> {
    let made = [
        ("md", outputs.markdown.as_deref().map(str::as_bytes)),
        ("html", outputs.html.as_deref().map(str::as_bytes)),
        ("pdf", outputs.pdf.as_deref()),
        ("review.html", sheet.as_deref().map(str::as_bytes)),
    ];
    let charts = outputs.charts.iter().map(|(name, svg)| (name.clone(), svg.as_bytes()));
    let files: Vec<(PathBuf, &[u8])> = made
        .into_iter()
        .filter_map(|(ending, bytes)| Some((format!("{stem}.{ending}"), bytes?)))
        .chain(charts)
        .map(|(name, bytes)| (place.folder().join(name), bytes))
        .collect();
    writing::write_all(place, stem, &files)?;
    for (path, _) in &files {
        let pages = match path.extension().is_some_and(|e| e == "pdf") {
            true => format!("（{}页）", outputs.pages),
            false => String::new(),
        };
        told.say(format!("已生成 {}{pages}", path.display()));
    }
    Ok(outputs.pdf.is_some().then_some(outputs.pages))
}
