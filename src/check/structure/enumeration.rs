//! S03: 一是…二是… one behind the other, and as many as were announced.

use std::sync::LazyLock;

use regex::Regex;

use super::counts::{self, Mark};
use super::numerals::number;
use crate::check::Context;
use crate::finding::{Code, Finding, Findings};
use crate::numerals::chinese;
use crate::pattern::pattern;
use crate::prose::{Paragraph, ParagraphKind, Prose};

// A pattern of ours; a test uses it.
#[allow(clippy::unwrap_used)]
static MARK: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(第|其)?([一二三四五六七八九十]{1,3})(是|，)").unwrap());

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for prose in context.prose.iter().filter(|prose| prose.place.is_narrative()) {
        for manner in [Manner::Is, Manner::Nth, Manner::Among] {
            let runs = runs(prose, manner);
            order(&runs, manner, findings);
            if manner == Manner::Is {
                counts::announced(context.standard.structure_words(), &runs, findings);
            }
        }
        for (n, paragraph) in prose.paragraphs.iter().enumerate() {
            counts::listed(context.standard.structure_words(), paragraph, findings);
            counts::numbered(paragraph, prose.paragraphs.get(n + 1), findings);
        }
    }
}

/// How items are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// 一是.
    Is,
    /// 第一，.
    Nth,
    /// 其一，.
    Among,
}

impl Manner {
    fn of(prefix: Option<&str>, end: &str) -> Option<Self> {
        match (prefix, end) {
            (None, "是") => Some(Self::Is),
            (Some("第"), "，") => Some(Self::Nth),
            (Some("其"), "，") => Some(Self::Among),
            _ => None,
        }
    }

    fn written(self, n: u32) -> String {
        match self {
            Self::Is => format!("{}是", chinese(n.into())),
            Self::Nth => format!("第{}", chinese(n.into())),
            Self::Among => format!("其{}", chinese(n.into())),
        }
    }
}

impl Mark<'_> {
    /// Whether the number before stands inside a clause, as in 原因一是…，二是….
    fn follows(&self, manner: Manner, from: usize) -> bool {
        let before = &self.paragraph.text[from..self.range.start];
        before.contains(&manner.written(self.number.saturating_sub(1)))
    }
}

/// The marks of one enumeration after the other: each 一是 begins one. One that goes on at the
/// beginning of a later paragraph is the same; otherwise what a paragraph has is its own.
fn runs(prose: &Prose, manner: Manner) -> Vec<Vec<Mark<'_>>> {
    let mut runs: Vec<Vec<Mark<'_>>> = Vec::new();
    for paragraph in prose.paragraphs.iter().filter(|p| p.kind == ParagraphKind::Text) {
        for (n, mark) in marks(paragraph, manner).into_iter().enumerate() {
            let is_inside = n > 0 || mark.range.start == 0;
            match runs.last_mut() {
                Some(run) if is_inside && mark.number != 1 => run.push(mark),
                _ => runs.push(vec![mark]),
            }
        }
    }
    runs
}

fn marks(paragraph: &Paragraph, manner: Manner) -> Vec<Mark<'_>> {
    let text = &paragraph.text;
    let mut marks = Vec::new();
    for found in MARK.captures_iter(text) {
        let Some(whole) = found.get(0) else { continue };
        let before = text[..whole.start()].trim_end();
        let begins_clause = !before.ends_with(char::is_alphanumeric);
        let own = Manner::of(found.get(1).map(|m| m.as_str()), &found[3]) == Some(manner);
        // 一是一，二是二 is a saying.
        let says_itself = text[whole.end()..].starts_with(&found[2]);
        let quoted = paragraph.in_quotation(whole.start()) || paragraph.in_title(whole.start());
        let Some(number) = number(&found[2]).filter(|_| begins_clause && own) else { continue };
        if !says_itself && !quoted {
            let end = if &found[3] == "，" { whole.end() - "，".len() } else { whole.end() };
            marks.push(Mark { paragraph, range: whole.start()..end, number });
        }
    }
    marks
}

fn order(runs: &[Vec<Mark<'_>>], manner: Manner, findings: &mut Findings) {
    for run in runs {
        // A lone 第二，… may be about anything.
        if let Some(first) = run.first().filter(|first| first.number != 1)
            && (run.len() > 1 || manner == Manner::Is)
            && !first.follows(manner, 0)
        {
            let message = format!(
                "列举从“{}”开始，没有“{}”",
                manner.written(first.number),
                manner.written(1)
            );
            findings.push(finding(first, message));
        }
        for pair in run.windows(2) {
            let [before, mark] = pair else { continue };
            let same = std::ptr::eq(before.paragraph, mark.paragraph);
            let from = if same { before.range.end } else { 0 };
            if mark.number != before.number + 1 && !mark.follows(manner, from) {
                let message = format!(
                    "“{}”后面是“{}”，应是“{}”",
                    manner.written(before.number),
                    manner.written(mark.number),
                    manner.written(before.number + 1)
                );
                let place = before.paragraph.span(before.range.clone());
                findings.push(finding(mark, message).related(place, "前一项"));
            }
        }
    }
}

fn finding(mark: &Mark<'_>, message: String) -> Finding {
    Code::S03
        .at(mark.paragraph.span(mark.range.clone()), message)
        .help("看看是漏了一项，还是序数写错了")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::ProsePlace;
    use crate::source::{Encoding, Source, Spanned};
    use crate::standard::Standard;

    fn messages(paragraphs: &[&str]) -> Vec<String> {
        let line = |text: &&str| {
            let source = Source::new("a.yaml", *text, Encoding::Utf8);
            let text = Spanned { value: (*text).to_owned(), span: 0..text.len() };
            Paragraph::of_line(&text, &source)
        };
        let prose = Prose {
            place: ProsePlace::Overview,
            paragraphs: paragraphs.iter().map(line).collect(),
        };
        let mut findings = Findings::new();
        for manner in [Manner::Is, Manner::Nth, Manner::Among] {
            let runs = runs(&prose, manner);
            order(&runs, manner, &mut findings);
            counts::announced(Standard::newest().structure_words(), &runs, &mut findings);
        }
        for (n, paragraph) in prose.paragraphs.iter().enumerate() {
            counts::listed(Standard::newest().structure_words(), paragraph, &mut findings);
            counts::numbered(paragraph, prose.paragraphs.get(n + 1), &mut findings);
        }
        findings.into_iter().map(|f| f.message).collect()
    }

    #[test]
    fn what_is_in_order_is_left_alone() {
        for paragraphs in [
            &["一是甲；二是乙；三是丙。"][..],
            &["一是甲。二是乙。随后，一是丙。二是丁。"],
            &["一是甲。", "说明。", "二是乙。"],
            &["有三个方面：一是甲；二是乙；三是丙。"],
            &["有三个方面工作。一是甲。", "二是乙。", "三是丙。"],
            &["说一是一，说二是二。"],
            &["这项工作统一是由省公司负责，第二是分公司"],
            &["第二，说明。"],
            &["主要原因一是甲，二是乙。"],
            &["一是甲，同时二是乙，三是丙。"],
            &["甲（一是乙,二是丙）。"],
            &["第一，甲。第二，乙。"],
            &["贯彻党的二十大精神。一是甲。二是乙。"],
            &["第三个方面：一是甲。二是乙。"],
            &["统一部署：一是甲。二是乙。"],
            &["围绕“便捷、实惠、可靠”三大核心诉求"],
            &["围绕“便捷、实惠和可靠”三大诉求"],
            &["发挥“点、线、面”11个地市的作用"],
            &["打造“快递卡”“成长卡”两类产品"],
            &["以下三项：查询、办理和投诉。"],
            &["以下三项：查询等。"],
            &["做好以下三项工作：（1）甲；（2）乙；（3）丙。"],
            &["做好以下三项工作：（1）甲；（2）乙。", "（3）丙。"],
            &["做好以下三项工作：①甲，见（2）；②乙。"],
        ] {
            assert_eq!(messages(paragraphs), [""; 0], "{paragraphs:?}");
        }
    }

    #[test]
    fn what_is_out_of_order_or_number_is_found() {
        for (paragraphs, wanted) in [
            (&["一是甲；三是丙。"][..], "“一是”后面是“三是”，应是“二是”"),
            (&["一是甲；二是乙；二是丙。"], "“二是”后面是“二是”，应是“三是”"),
            (&["二是乙；三是丙。"], "列举从“二是”开始，没有“一是”"),
            (&["第一，甲。第三，乙。"], "“第一”后面是“第三”，应是“第二”"),
            (&["有五个方面：一是甲；二是乙；三是丙；四是丁。"], "说的是“五个方面”，后面有四项"),
            (&["做好三项工作。一是甲。二是乙。"], "说的是“三项工作”，后面有两项"),
            (&["围绕“便捷、实惠”三大诉求"], "说的是“三大”，前面引号里有两项"),
            (&["开办“甲卡”“乙卡”“丙卡”四类服务"], "说的是“四类”，前面引号里有三项"),
            (&["以下四项工作：（1）甲；（2）乙。（3）丙。"], "说的是“四项工作”，后面有三项"),
            (&["开通以下三项：查询；办理。"], "说的是“三项”，后面有两项"),
        ] {
            assert_eq!(messages(paragraphs), [wanted], "{paragraphs:?}");
        }
    }
}
