//! What stands at a report's end, recognised by its form, so that plain Markdown needs no marks
//! for it: 落款, and an annex behind it.

use super::{Block, Inline, plain_text};

/// Recognises 落款, 附件说明 and the head of an annex.
pub(super) fn recognise(mut blocks: Vec<Block>) -> Vec<Block> {
    let annex = (1..blocks.len()).rev().find(|n| is_annex(blocks.get(n - 1..).unwrap_or(&[])));
    let end = annex.unwrap_or(blocks.len());
    let Some(last) = end.checked_sub(1).and_then(|last| blocks.get_mut(last)) else {
        return blocks;
    };
    if let Some((unit, date)) = sign_off(last) {
        *last = Block::SignOff { unit, date };
    }
    if annex.is_some() {
        head(&mut blocks, end);
    }
    blocks
}

/// 落款, and behind it `## 附件` with a title.
fn is_annex(blocks: &[Block]) -> bool {
    let [before, Block::Heading { level: 2, text }, Block::Heading { level: 3, .. }, ..] = blocks
    else {
        return false;
    };
    let number = plain_text(text).strip_prefix("附件").map(str::to_owned);
    let numbered = number.is_some_and(|rest| rest.trim().chars().all(|c| c.is_ascii_digit()));
    numbered && sign_off(before).is_some()
}

/// Makes one block of an annex's two headings, and 附件说明 of the paragraph before 落款.
fn head(blocks: &mut Vec<Block>, at: usize) {
    let heading = |block| match block {
        Block::Heading { text, .. } => text,
        _ => Vec::new(),
    };
    let (title, label) = (heading(blocks.remove(at + 1)), heading(blocks.remove(at)));
    blocks.insert(at, Block::Annex { label, title });
    if let Some(note) = at.checked_sub(2).and_then(|n| blocks.get_mut(n))
        && let Block::Paragraph(text) = note
        && plain_text(text).starts_with("附件：")
    {
        let text = std::mem::take(text);
        *note = Block::AnnexNote(text);
    }
}

/// A paragraph of two lines, the second a day.
fn sign_off(block: &Block) -> Option<(String, String)> {
    let Block::Paragraph(text) = block else { return None };
    match text.as_slice() {
        [Inline::Text(unit), Inline::Break, Inline::Text(date)] if is_day(date) => {
            Some((unit.clone(), date.clone()))
        }
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
        let [_, Block::AnnexNote(_), Block::SignOff { unit, .. }, Block::Annex { .. }, _] =
            blocks.as_slice()
        else {
            panic!("{blocks:?}")
        };
        assert_eq!(unit, "某公司");
        assert_eq!(to_markdown(&blocks, 2), REPORT);
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
