//! Figures of spreadsheets, filled into a filing that was read.

use std::collections::BTreeMap;

use super::reading::{Reading, read};
use crate::edit::{self, Edited};
use crate::filing::Filing;
use crate::fill::{self, Choice, Filled, Given, Side};
use crate::finding::Code;
use crate::standard::Standard;

/// What came of it.
#[derive(Debug)]
pub(crate) struct Filling {
    /// The file as it is now.
    pub(crate) bytes: Vec<u8>,
    pub(crate) filled: Filled,
    /// The places of the file that were changed.
    pub(crate) changes: Vec<edit::Change>,
}

const UNREAD: &str = "填报文件本身读不通，先用 chengbao check 看一看";

/// Fills figures in.
///
/// # Errors
/// Why nothing can be filled in, in Chinese.
pub(crate) fn fill(
    ours: &Reading,
    given: &[Given],
    choice: Choice<'_>,
    last: Option<&Filing>,
    standard: &Standard,
) -> Result<Filling, String> {
    let (filing, tree) = ours.filing.as_ref().zip(ours.tree.as_ref()).ok_or(UNREAD)?;
    let side = Side { filing, source: &ours.source, tree, last, standard };
    let filled = fill::fill(side, given, choice);
    if choice.look.is_some_and(|look| look != filled.look) {
        return Err("表格或填报文件和刚才看的不一样了，请再看一遍；没有改动文件".to_owned());
    }
    if let Some(key) = filled.unknown.first() {
        return Err(format!(
            "表格里没有“{key}”可填，谈不上不填它；没有改动文件，请先看一遍能填哪些"
        ));
    }
    let Edited { bytes, changes, left_out } =
        edit::edited(ours.bytes(), &ours.source, &filled.edits);
    if !left_out.is_empty() || !is_as_meant(ours, &bytes, &filled, standard) {
        return Err("填报文件的写法少见，没有把握只改这些数，没有改动它；请自己填".to_owned());
    }
    Ok(Filling { bytes, filled, changes })
}

/// Whether the file has what was taken, and else the figures and faults that it had.
fn is_as_meant(ours: &Reading, bytes: &[u8], filled: &Filled, standard: &Standard) -> bool {
    let again = read(ours.source.name(), bytes);
    let (Some(before), Some(now)) = (&ours.filing, &again.filing) else { return false };
    let faults = |reading: &Reading| {
        let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
        let syntax = [Code::Y01, Code::Y02, Code::Y04, Code::Y05, Code::Y06, Code::Y07, Code::Y16];
        for finding in reading.findings.iter().filter(|finding| syntax.contains(&finding.code)) {
            *codes.entry(finding.code.id()).or_default() += 1;
        }
        codes
    };
    let mut wanted = figures(before, standard);
    for taken in &filled.taken {
        if let Some(figure) = wanted.iter_mut().find(|(key, _)| *key == taken.key) {
            figure.1.clone_from(&taken.after);
        }
    }
    faults(ours) == faults(&again) && figures(now, standard) == wanted
}

/// The figures of a filing, by their key paths.
fn figures(filing: &Filing, standard: &Standard) -> Vec<(String, String)> {
    let figures = standard.figures(filing);
    figures.iter().map(|figure| (figure.key_path(), figure.written().to_owned())).collect()
}
