//! What a word processor leaves behind in a text: S05 finds it, and other rules leave it to S05.

use std::ops::Range;

use super::Context;
use crate::filing::{TextKey, TextKind, is_unfilled};
use crate::prose::Paragraph;
use crate::standard::structure::StructureWords;

/// The names and lines that are no prose, each as a paragraph.
pub(super) fn lines(context: &Context<'_>) -> Vec<Paragraph> {
    let texts = context.filing.texts().into_iter().filter(|text| match text.key {
        // Among the prose already.
        TextKey::InitiativeTitle(_) | TextKey::AnnexTitle(_) | TextKey::Note(..) => false,
        key => key.kind() == TextKind::Line && !is_unfilled(&text.value.value),
    });
    texts.map(|text| Paragraph::of_line(&text.value, context.source)).collect()
}

/// Where something is left behind in a text.
pub(super) fn places(text: &str, words: &StructureWords) -> Vec<Range<usize>> {
    residues(text, words).into_iter().map(|(_, range)| range).collect()
}

/// What is left behind in a text, one for each field code however many parts it has.
pub(super) fn residues<'w>(text: &str, words: &'w StructureWords) -> Vec<(&'w str, Range<usize>)> {
    let mut found = Vec::new();
    for residue in &words.residues {
        let needs = &residue.needs;
        if !needs.is_empty() && !needs.iter().any(|word| text.contains(word.as_str())) {
            continue;
        }
        let Some(pattern) = residue.regex() else { continue };
        for captures in pattern.captures_iter(text) {
            let group = captures.get(1).or_else(|| captures.get(0));
            found.extend(group.map(|m| (residue.what.as_str(), m.range())));
        }
    }
    found.sort_by_key(|(_, range)| (range.start, range.end));
    let mut kept: Vec<(&str, Range<usize>)> = Vec::new();
    let mut end = None;
    for (what, range) in found {
        let goes_on =
            end.is_some_and(|end: usize| range.start <= end || text[end..range.start].is_ascii());
        match kept.last_mut() {
            // Two patterns of one thing.
            Some((_, last)) if range.start < last.end => last.end = last.end.max(range.end),
            _ if goes_on => {}
            _ => kept.push((what, range.clone())),
        }
        end = end.max(Some(range.end));
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::Standard;

    fn found(text: &str) -> Vec<&str> {
        residues(text, Standard::newest().structure_words())
            .into_iter()
            .map(|(_, range)| &text[range])
            .collect()
    }

    #[test]
    fn every_pattern_compiles() {
        let words = Standard::newest().structure_words();
        assert!(words.residues.iter().all(|residue| residue.regex().is_some()));
    }

    #[test]
    fn what_is_left_behind_is_found_once() {
        for (text, wanted) in [
            ("PAGE", "PAGE"),
            ("PAGE 12", "PAGE 12"),
            ("贡献力量。PAGE", "PAGE"),
            ("第PAGE页", "PAGE"),
            (r"见PAGE \* MERGEFORMAT", "PAGE"),
            (r#"TOC \o "1-3" \h HYPERLINK \l "_Toc5123" PAGEREF _Toc5123"#, r"TOC \o"),
            ("见错误！未找到引用源。", "错误！未找到引用源"),
            ("错误!未定义书签。", "错误!未定义书签"),
            ("见REF _Ref5123所示", "REF _Ref5123"),
            ("网点[删除的内容]共12个", "[删除的内容]"),
            ("批注 [A1]: 请核对", "批注 [A1]"),
            ("文字<w:t>后文", "<w:t"),
            ("段落<o:p></o:p>", "<o:p"),
            ("\u{F06C}做优网络质量", "\u{F06C}"),
            ("处理_x000D_申告", "_x000D_"),
            (r"处理\u3000申告", r"\u3000"),
            (r"处理申告。\n\n新建", r"\n\n"),
            ("见[图片]所示", "[图片]"),
            ("如下：［表格］", "［表格］"),
            ("处理#数量#件", "#数量#"),
            ("处理#count#件", "#count#"),
            ("处理%d件", "%d"),
            ("率为%.2f。", "%.2f"),
            ("处理NaN件", "NaN"),
            ("共null万户", "null"),
            ("处理undefined申告", "undefined"),
            ("做优\u{FFFD}\u{FFFD}质量", "\u{FFFD}\u{FFFD}"),
        ] {
            assert_eq!(found(text), [wanted], "{text}");
        }
    }

    #[test]
    fn latin_words_are_left_alone() {
        for text in [
            "上线LANDING PAGE 3个",
            "推出HOME PAGE",
            "完成API、SDK和PAGE VIEW统计",
            "点击TOC到家服务",
            "升级IMS_REF接口",
            "错误码清零",
            "删除的内容包括过期资费",
            "用户批注功能",
            "A<B，x<w",
            "R&D投入",
            "HYPERLINK服务",
            "#优质服务#话题，[重点]工作，[图片优化]",
            "满意率99%d，5%用户，%date",
            "返回“undefined”或null值",
            r"见C:\new和\nabc",
            "IMS_x00网元",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
