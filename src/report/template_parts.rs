//! What a filing asks for and a template of a user's own may leave out.

use std::ops::Range;

use crate::document::Block;
use crate::filing::Filing;
use crate::finding::{Code, Finding};

/// What a filing asks for that the report does not have, or not in the form it is recognised by.
pub(super) fn missing(filing: &Filing, blocks: &[Block]) -> Vec<Finding> {
    let has = |is: fn(&Block) -> bool| blocks.iter().any(is);
    let mut findings = Vec::new();
    let mut miss = |at: &Range<usize>, what: &str, help: &str| {
        let message = format!("自备的模板{what}");
        findings.push(
            Code::M02.at(at.clone(), message).help(format!("照程序自带的 report.md.tera，{help}")),
        );
    };
    if let Some(first) = filing.addressees.first()
        && !has(|block| matches!(block, Block::Addressees(_)))
    {
        miss(
            &first.span,
            "没有在标题下印主送",
            "在标题下加上 addressees 的一段；不印主送就删去“主送”这一行",
        );
    }
    if let Some((at, what, help)) = missing_annex(filing, blocks) {
        miss(&at, &what, help);
    }
    let sign_off = blocks.iter().find_map(|block| match block {
        Block::SignOff { units, note, .. } => Some((units.len(), note.is_empty())),
        _ => None,
    });
    let (printed, has_no_note) = sign_off.unwrap_or((0, true));
    if let [first, _, ..] = filing.signatories()
        && printed != filing.signatories().len()
    {
        let help = "落款写成 signature.units 每个单位一行，末行是日期";
        miss(&first.span, "没有把几个签署单位分行印在落款里", help);
    }
    let signature = &filing.signature;
    if let Some(note) = signature.contact.as_ref().or(signature.telephone.as_ref())
        && has_no_note
    {
        miss(
            &note.span,
            "没有在落款下印联系人和电话",
            "在落款下加上 signature.note 的一段；不印就删去“联系人”“联系电话”",
        );
    }
    if let Some(first) = filing.copied_to.first()
        && !has(|block| matches!(block, Block::CopiedTo(_)))
    {
        miss(
            &first.span,
            "没有在末尾印抄送",
            "在末尾加上横线和 copied_to 的一段；不印抄送就删去“抄送”这一行",
        );
    }
    findings
}

/// Annexes that are not printed: where, what and what to do.
fn missing_annex(
    filing: &Filing,
    blocks: &[Block],
) -> Option<(Range<usize>, String, &'static str)> {
    let printed = blocks.iter().filter(|block| matches!(block, Block::Annex { .. })).count();
    let asked = filing.annexes.len() + usize::from(filing.annex.is_some());
    if printed >= asked {
        return None;
    }
    if let Some(first) = filing.annexes.first() {
        let what = format!("没有印全附件：填报文件里有 {asked} 个，印出来的有 {printed} 个");
        let help = "在落款前后加上 annexes 的两段；不附的就从填报文件里删去";
        return Some((first.title.span.clone(), what, help));
    }
    let asked = filing.annex.as_ref()?;
    let what = "没有印附表，报告末尾不会有对比表".to_owned();
    let help = "在落款前后加上 annexes 的两段；不附对比表就删去“附表”这一行";
    Some((asked.span.clone(), what, help))
}
