//! S05: what a word processor leaves behind when text is pasted.

use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

use regex::Regex;

use crate::check::{Case, Paragraph};
use crate::diagnostic::{Finding, Findings};
use crate::filing::{TextKey, TextKind, is_unfilled};
use crate::pattern::pattern;
use crate::standard::structure::{Residue, structure_words};

/// A pattern, once it is compiled; a test compiles all of them.
type Compiled = OnceLock<Option<Regex>>;

/// What is looked for, each pattern compiled when a text may have it first.
static PATTERNS: LazyLock<Vec<(&'static Residue, Compiled)>> = LazyLock::new(|| {
    structure_words().residues.iter().map(|residue| (residue, OnceLock::new())).collect()
});

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for paragraph in case.prose.iter().flat_map(|prose| &prose.paragraphs) {
        in_paragraph(paragraph, case, findings);
    }
    for line in &lines(case) {
        in_paragraph(line, case, findings);
    }
    super::entities::check(case, findings);
}

/// The names and lines that are no prose, each as a paragraph.
pub(in crate::check) fn lines(case: &Case<'_>) -> Vec<Paragraph> {
    let texts = case.filing.texts().into_iter().filter(|text| match text.key {
        // Among the prose already.
        TextKey::InitiativeTitle(_) | TextKey::Note(..) => false,
        key => key.kind() == TextKind::Line && !is_unfilled(&text.value.value),
    });
    texts.map(|text| Paragraph::of_line(&text.value, case.source)).collect()
}

fn in_paragraph(paragraph: &Paragraph, case: &Case<'_>, findings: &mut Findings) {
    let mut opened = false;
    for (what, range) in residues(&paragraph.text) {
        let written = &paragraph.text[range.clone()];
        // </p> is told with the <p> before it, and what stands as &lt;p&gt; is an entity's.
        if (opened && written.starts_with("</")) || is_entity(paragraph, &range, case) {
            continue;
        }
        opened |= written.starts_with('<');
        let shown = shown(&paragraph.text[range.clone()]);
        let told = format!("{what}“{shown}”留在了正文里");
        findings.push(
            Finding::error("S05", paragraph.span(range), told)
                .help("多半是从别处粘贴带来的，删去它，成对的两头都删；该有字的地方补上原来的字"),
        );
    }
}

/// Whether the file writes what is seen with an entity of a page.
fn is_entity(paragraph: &Paragraph, range: &Range<usize>, case: &Case<'_>) -> bool {
    let verbatim = paragraph.editable(range.clone(), case.source).is_some();
    let end = range
        .end
        .min(range.start + paragraph.text[range.clone()].chars().next().map_or(0, char::len_utf8));
    !verbatim
        && paragraph.editable(range.start..end, case.source).is_none()
        && paragraph.text[range.clone()].starts_with(['<', '&', '«'])
}

/// Where something is left behind in a text.
pub(in crate::check) fn places(text: &str) -> Vec<Range<usize>> {
    residues(text).into_iter().map(|(_, range)| range).collect()
}

/// What is left behind in a text, one for each field code however many parts it has.
fn residues(text: &str) -> Vec<(&'static str, Range<usize>)> {
    let mut found = Vec::new();
    for (residue, compiled) in PATTERNS.iter() {
        let needs = &residue.needs;
        if !needs.is_empty() && !needs.iter().any(|word| text.contains(word.as_str())) {
            continue;
        }
        // Patterns of ours; a test compiles all of them.
        let Some(pattern) = compiled.get_or_init(|| pattern(&residue.pattern).ok()) else {
            continue;
        };
        for captures in pattern.captures_iter(text) {
            let group = captures.get(1).or_else(|| captures.get(0));
            found.extend(group.map(|m| (residue.what.as_str(), m.range())));
        }
    }
    found.sort_by_key(|(_, range)| (range.start, range.end));
    let mut kept: Vec<(&'static str, Range<usize>)> = Vec::new();
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

/// A residue as a message can show it: what has no shape by its number.
fn shown(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\u{FFFD}' | '\u{E000}'..='\u{F8FF}' => out.push_str(&format!("U+{:04X}", c as u32)),
            _ => out.push(c),
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        residues(text).into_iter().map(|(_, range)| &text[range]).collect()
    }

    #[test]
    fn every_pattern_compiles() {
        assert!(structure_words().residues.iter().all(|r| pattern(&r.pattern).is_ok()));
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
