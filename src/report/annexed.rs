//! The annex of a report: made where 附表 asks for it, and what is said where it cannot be.

use super::{Making, Reading};
use crate::compare::{self, Annex};
use crate::document::Block;
use crate::finding::{Code, sort};
use crate::render::sha256;

/// The annex that a filing asks for. Where there is nothing to compare with, that is a finding.
pub(super) fn annex(reading: &mut Reading, making: &Making<'_>) -> Option<Annex> {
    let filing = reading.filing.as_ref()?;
    // Without a half-year there is no earlier one.
    let asked = filing.annex.as_ref().filter(|_| filing.has_period)?;
    let last = making.last.map(|last| &last.filing);
    let why = match compare::annex(filing, last, making.standard, &chart_stem(making.name)) {
        Ok(annex) => return Some(annex),
        Err(why) => why,
    };
    let what = format!("“附表”要与上期对比，{why}");
    let help = "在“上期”写上一期的填报文件或 PDF，放在这份文件旁边；不附对比表就删去“附表”这一行";
    let finding = Code::Y24.at(asked.span.clone(), what).help(help);
    reading.findings.push(finding);
    sort(&mut reading.findings);
    None
}

/// A template of a user's own may leave out the annex that the filing asks for.
pub(super) fn look_for_annex(reading: &mut Reading, blocks: &[Block]) {
    let asked = reading.filing.as_ref().and_then(|filing| filing.annex.as_ref());
    let has = blocks.iter().any(|block| matches!(block, Block::Annex { .. }));
    let Some(asked) = asked.filter(|_| !has) else { return };
    let what = "自备的模板没有印附表，报告末尾不会有对比表";
    let help =
        "照程序自带的 report.md.tera，在落款前后加上 annex 的两段；不附对比表就删去“附表”这一行";
    reading.findings.push(Code::M02.at(asked.span.clone(), what).help(help));
    sort(&mut reading.findings);
}

/// What begins the charts' file names: the outputs' name, without signs that Markdown reads. Where
/// that is another name, a hash keeps it apart from those of other outputs.
#[must_use]
pub fn chart_stem(name: &str) -> String {
    let read = |c: char| (c.is_ascii_punctuation() && !"-_.".contains(c)) || c.is_control();
    let plain: String = name.chars().map(|c| if read(c) { '_' } else { c }).collect();
    match plain == name {
        true => plain,
        false => format!("{plain}-{:.4}", sha256(name.as_bytes())),
    }
}
