//! What a filing asks for and a template of a user's own leaves out of the report (M02).

use std::ops::Range;

use crate::document::{Block, parse};
use crate::filing::{Filing, Level, TextKey, TextKind};
use crate::finding::{Code, Finding};
use crate::typeset;

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
    findings.extend(older_part(filing, blocks));
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

/// The first text of a part that templates older than the part do not know, if the report does
/// not print it: 导语, 章名, 分章, initiatives within initiatives. Of each part the first text
/// stands for all.
fn older_part(filing: &Filing, blocks: &[Block]) -> Option<Finding> {
    let printed: Vec<String> = typeset::texts(blocks).into_iter().map(|e| e.text).collect();
    let mut seen = Vec::new();
    filing.texts().into_iter().find_map(|text| {
        let part @ Part { name, field, .. } = part(text.key)?;
        if seen.contains(&part) {
            return None;
        }
        seen.push(part);
        let first = match text.key.kind() {
            TextKind::Prose => typeset::texts(&parse(&text.value.value)).into_iter().next()?.text,
            _ => text.value.value.clone(),
        };
        if printed.iter().any(|printed| printed.contains(&first)) {
            return None;
        }
        let message = format!("自备的模板没有印{name}");
        let help = format!("照程序自带的 report.md.tera，在模板里加上 {field} 的一段");
        Some(Code::M02.at(text.value.span.clone(), message).help(help))
    })
}

/// A part of a report.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Part {
    name: &'static str,
    /// The template's field for it.
    field: &'static str,
    /// Of initiatives.
    level: Option<Level>,
    is_prose: bool,
}

fn part(key: TextKey<'_>) -> Option<Part> {
    let (name, field, level) = match key {
        TextKey::Lead => ("导语", "lead", None),
        TextKey::ChapterTitle(_) => ("章名", "chapters", None),
        TextKey::InitiativeTitle(number) | TextKey::InitiativeBody(number) => {
            let level = number.level();
            let is_new = number.chapter.is_some() || level != Level::First;
            is_new.then_some(("分章或下一层的举措", "chapters", Some(level)))?
        }
        _ => return None,
    };
    Some(Part { name, field, level, is_prose: key.kind() == TextKind::Prose })
}
