//! What stands around a report's text, recognised by its form, so that plain Markdown needs no
//! marks for it: 主送 below the title, 落款, the annexes behind it, and 抄送 at the end.

use super::{Block, Inline, plain_text};

/// What 附注 begins with, behind its bracket.
pub const CONTACT: &str = "联系人：";
/// The same where no one is named.
pub const TELEPHONE: &str = "联系电话：";
/// What the 版记 begins with.
pub const COPIED_TO: &str = "抄送：";

/// Recognises 主送, 落款 with its 附注, 附件说明, the heads of annexes, and 抄送.
pub(super) fn recognise(mut blocks: Vec<Block>) -> Vec<Block> {
    addressees(&mut blocks);
    let copied_to = copied_to(&mut blocks);
    let closing = closing(&blocks);
    if let Some(Closing { at, has_note, has_annex }) = closing {
        if has_annex {
            heads(&mut blocks, at + 1 + usize::from(has_note));
            annex_note(&mut blocks, at);
        }
        let note = if has_note { paragraph_text(&blocks.remove(at + 1)) } else { None };
        if let Some(block) = blocks.get_mut(at)
            && let Some((units, date)) = sign_off(block)
        {
            *block = Block::SignOff { units, date, note: note.unwrap_or_default() };
        }
    }
    // Of a paragraph alone a 版记 is none: it stands behind 落款.
    match (copied_to, closing) {
        (Some(text), Some(_)) => blocks.push(Block::CopiedTo(text)),
        (Some(text), None) => blocks.extend([Block::Rule, Block::Paragraph(text)]),
        (None, _) => {}
    }
    blocks
}

/// A strong paragraph right below the title that ends with a colon.
fn addressees(blocks: &mut [Block]) {
    let [Block::Heading { level: 1, .. }, below, ..] = blocks else { return };
    let Block::Paragraph(text) = below else { return };
    let [Inline::Strong(text)] = text.as_mut_slice() else { return };
    if plain_text(text).ends_with('：') {
        *below = Block::Addressees(std::mem::take(text));
    }
}

/// Takes a rule and a paragraph that begins with 抄送： off the end.
fn copied_to(blocks: &mut Vec<Block>) -> Option<Vec<Inline>> {
    let [.., Block::Rule, Block::Paragraph(text)] = blocks.as_mut_slice() else { return None };
    let text = plain_text(text).starts_with(COPIED_TO).then(|| std::mem::take(text))?;
    blocks.truncate(blocks.len() - 2);
    Some(text)
}

/// Where 落款 stands.
#[derive(Clone, Copy)]
struct Closing {
    at: usize,
    /// Whether a paragraph with 附注 follows.
    has_note: bool,
    has_annex: bool,
}

/// 落款 that an annex follows, the first of them, since an annex may have one of its own; else the
/// last of the blocks.
fn closing(blocks: &[Block]) -> Option<Closing> {
    let closing = |at: usize, end: &dyn Fn(&[Block]) -> bool| {
        sign_off(blocks.get(at)?)?;
        let behind = blocks.get(at + 1..)?;
        let has_note = behind.first().is_some_and(is_note);
        let is_closing = end(behind.get(usize::from(has_note)..)?);
        is_closing.then_some(Closing { at, has_note, has_annex: false })
    };
    let before_annex = (0..blocks.len()).find_map(|at| closing(at, &begins_annex));
    let before_annex = before_annex.map(|found| Closing { has_annex: true, ..found });
    let last = || {
        let first = blocks.len().saturating_sub(2);
        (first..blocks.len()).rev().find_map(|at| closing(at, &|behind| behind.is_empty()))
    };
    before_annex.or_else(last)
}

/// `## 附件` with a title.
fn begins_annex(blocks: &[Block]) -> bool {
    let [Block::Heading { level: 2, text }, Block::Heading { level: 3, .. }, ..] = blocks else {
        return false;
    };
    let number = plain_text(text).strip_prefix("附件").map(str::to_owned);
    number.is_some_and(|rest| rest.trim().chars().all(|c| c.is_ascii_digit()))
}

/// Makes one block of each annex's two headings.
fn heads(blocks: &mut Vec<Block>, from: usize) {
    let heading = |block| match block {
        Block::Heading { text, .. } => text,
        _ => Vec::new(),
    };
    let behind = blocks.split_off(from);
    let heads: Vec<bool> = (0..behind.len()).map(|n| begins_annex(&behind[n..])).collect();
    let mut behind = behind.into_iter().zip(heads);
    while let Some((block, is_head)) = behind.next() {
        if is_head && let Some((title, _)) = behind.next() {
            blocks.push(Block::Annex { label: heading(block), title: heading(title) });
        } else {
            blocks.push(block);
        }
    }
}

/// Makes 附件说明 of the paragraph before 落款.
fn annex_note(blocks: &mut [Block], sign_off: usize) {
    if let Some(note) = sign_off.checked_sub(1).and_then(|n| blocks.get_mut(n))
        && let Block::Paragraph(text) = note
        && plain_text(text).starts_with("附件：")
    {
        let text = std::mem::take(text);
        *note = Block::AnnexNote(text);
    }
}

/// A paragraph of several lines, the last a day.
fn sign_off(block: &Block) -> Option<(Vec<String>, String)> {
    let Block::Paragraph(text) = block else { return None };
    let lines = text.split(|inline| *inline == Inline::Break).map(|line| match line {
        [Inline::Text(text)] => Some(text.clone()),
        _ => None,
    });
    let mut lines: Vec<String> = lines.collect::<Option<_>>()?;
    let date = lines.pop().filter(|date| is_day(date))?;
    (!lines.is_empty()).then_some((lines, date))
}

/// `（联系人：张三；联系电话：0351-8888888）`.
fn is_note(block: &Block) -> bool {
    paragraph_text(block).is_some_and(|text| {
        let inner = text.strip_prefix('（').and_then(|rest| rest.strip_suffix('）'));
        inner.is_some_and(|inner| inner.starts_with(CONTACT) || inner.starts_with(TELEPHONE))
    })
}

/// The text of a paragraph of nothing but text.
fn paragraph_text(block: &Block) -> Option<String> {
    match block {
        Block::Paragraph(text) => match text.as_slice() {
            [Inline::Text(text)] => Some(text.clone()),
            _ => None,
        },
        _ => None,
    }
}

/// The place of a day that is yet to be written, as wide as one.
pub const BLANK_DAY: &str = "　　年　月　日";

/// `2021年1月12日`, or the place of one.
fn is_day(text: &str) -> bool {
    if text == BLANK_DAY {
        return true;
    }
    let digits = |t: &str, most: usize| {
        (1..=most).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_digit())
    };
    text.strip_suffix('日').and_then(|t| t.split_once('年')).is_some_and(|(year, rest)| {
        rest.split_once('月')
            .is_some_and(|(month, day)| digits(year, 4) && digits(month, 2) && digits(day, 2))
    })
}

#[cfg(test)]
mod tests {
    use crate::document::{BLANK_DAY, Block, parse, to_markdown};

    const REPORT: &str = "企业声明：真实。\n\n附件：对比表\n\n某公司  \n2021年1月12日\n\n\
        ## 附件\n\n### 对比表\n\n正文";

    #[test]
    fn an_annex_follows_the_sign_off() {
        let blocks = parse(REPORT);
        let [_, Block::AnnexNote(_), Block::SignOff { units, .. }, Block::Annex { .. }, _] =
            blocks.as_slice()
        else {
            panic!("{blocks:?}")
        };
        assert_eq!(*units, ["某公司"]);
        assert_eq!(to_markdown(&blocks, 2), REPORT);
    }

    #[test]
    fn all_that_stands_around_a_report_is_read_as_it_is_written() {
        let report = "# 甲公司报告\n\n**乙局、丙厅：**\n\n## 一、公司简介\n\n正文\n\n\
            附件：1.对比表  \n2.情况表\n\n甲公司  \n丁公司  \n2021年1月12日\n\n\
            （联系人：张三；联系电话：0351-8888888）\n\n## 附件1\n\n### 对比表\n\n正文\n\n\
            戊公司  \n2021年1月1日\n\n## 附件2\n\n### 情况表\n\n正文\n\n---\n\n抄送：己、庚。";
        let blocks = parse(report);
        let [
            _,
            Block::Addressees(_),
            _,
            _,
            Block::AnnexNote(_),
            Block::SignOff { units, note, .. },
            Block::Annex { .. },
            _,
            Block::Paragraph(_),
            Block::Annex { .. },
            _,
            Block::CopiedTo(_),
        ] = blocks.as_slice()
        else {
            panic!("{blocks:?}")
        };
        assert_eq!(*units, ["甲公司", "丁公司"]);
        assert_eq!(note, "（联系人：张三；联系电话：0351-8888888）");
        assert_eq!(to_markdown(&blocks, 1), report);
    }

    #[test]
    fn what_only_looks_like_what_stands_around_a_report_stays_what_it_is() {
        for text in [
            "# 题\n\n现报告如下：\n\n正文",
            "# 题\n\n**要紧：**看这里",
            "正文\n\n---\n\n抄送：甲。",
            "正文\n\n（联系人：张三）",
            "甲  \n乙\n\n2021年1月12日",
        ] {
            let blocks = parse(text);
            let is_plain = |block: &Block| {
                matches!(block, Block::Heading { .. } | Block::Paragraph(_) | Block::Rule)
            };
            assert!(blocks.iter().all(is_plain), "{text}: {blocks:?}");
        }
    }

    #[test]
    fn a_day_may_be_blank() {
        let blocks = parse(&format!("声明\n\n某公司  \n{BLANK_DAY}"));
        let [_, Block::SignOff { date, .. }] = blocks.as_slice() else { panic!("{blocks:?}") };
        assert_eq!(date, BLANK_DAY);
    }

    #[test]
    fn what_only_looks_like_an_annex_stays_what_it_is() {
        for (from, to) in
            [("## 附件", "## 附件清单"), ("2021年1月12日", "某日"), ("### 对比表", "对比表")]
        {
            let blocks = parse(&REPORT.replace(from, to));
            let annex =
                blocks.iter().any(|b| matches!(b, Block::Annex { .. } | Block::AnnexNote(_)));
            assert!(!annex, "{to}: {blocks:?}");
        }
    }

    #[test]
    fn a_narrative_has_no_annex_beyond_its_field() {
        let written = to_markdown(&parse(REPORT), 4);
        assert!(written.contains("\n\n#### 附件\n\n##### 对比表\n\n"), "{written}");
    }
}
