//! Characters that look like a Chinese character and are another: radicals and compatibility
//! ideographs. Text copied from a PDF has them; no search finds them, and few faces have them.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use crate::finding::{Code, Finding, Findings};

/// The characters of CJK Radicals Supplement from U+2E80 on, as Unicode's
/// `EquivalentUnifiedIdeograph.txt` has them; their own decompositions say nothing. A point where
/// it has none that is common.
const SUPPLEMENT: &str = "\
    .厂乛乚乙亻冂.刀刂卜㔾小小兀尣尢.巳幺彑彐忄心扌攵.旡日月歺母民氵氺灬爫爫丬牛\
    犭王.目示礻.糹纟罓罒㓁冗.羊..耂肀聿肉.艹艹艹虎衤覀西见角.讠贝.车辶辶辶邑\
    钅長镸长门.阝雨青韦页风飞食.飠饣.马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟";

/// How many are shown of a run.
const SHOWN: usize = 6;
/// After so many findings no more are looked for: nobody reads so many.
const MAX_TOLD: usize = 1000;

/// The Chinese character that a radical or a compatibility ideograph stands for.
fn unified(c: char) -> Option<char> {
    let one = match c {
        // Faces of the mainland have one shape for these and 户, 青.
        '\u{2F3E}' => Some('户'),
        '\u{2FAD}' => Some('青'),
        '\u{2E80}'..='\u{2EFF}' => SUPPLEMENT.chars().nth(c as usize - 0x2E80),
        '\u{2F00}'..='\u{2FDF}' | '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}' => {
            std::iter::once(c).nfkc().next()
        }
        _ => None,
    };
    one.filter(|one| *one != c && *one != '.')
}

/// The text with each such character the one that is meant, where that is as long: places stay.
/// `None` where there is none.
pub(crate) fn plain(text: &str) -> Option<String> {
    text.contains(may_be_radical).then(|| {
        let meant = |c: char| unified(c).filter(|one| one.len_utf8() == c.len_utf8()).unwrap_or(c);
        text.chars().map(meant).collect()
    })
}

/// A quick look: nearly every text has none.
fn may_be_radical(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{2FDF}' | '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}')
}

/// A finding for each run.
pub(super) fn look(text: &str, findings: &mut Findings) {
    findings.extend(runs(text).take(MAX_TOLD).map(|run| finding(text, run)));
}

/// Runs of such characters, each as far as they stand side by side.
fn runs(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let is_radical = |c: char| may_be_radical(c) && unified(c).is_some();
        let start = from + text.get(from..)?.find(is_radical)?;
        let end = text[start..].find(|c| !is_radical(c)).map_or(text.len(), |n| start + n);
        from = end;
        Some(start..end)
    })
}

/// What is shown is what is meant: the other characters look the same, or like nothing at all.
fn finding(text: &str, run: Range<usize>) -> Finding {
    let written = &text[run.clone()];
    let meant: String = written.chars().filter_map(unified).collect();
    let cut = if written.chars().nth(SHOWN).is_some() { "……" } else { "" };
    let shown = meant.chars().take(SHOWN).collect::<String>() + cut;
    let number = written.chars().next().map_or(0, |c| c as u32);
    let more = if written.chars().nth(1).is_some() { "等" } else { "" };
    let what =
        format!("这里的“{shown}”是部首或兼容用字（U+{number:04X}{more}），样子相同，却是另外的字");
    let help = format!("改成平常的“{shown}”；多半是从 PDF 里粘贴带来的，查不到，也可能印不出");
    Code::Y25.at(run.clone(), what).help(help).fix(run, meant)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixed(text: &str) -> (usize, String) {
        let mut findings = Findings::new();
        look(text, &mut findings);
        let (found, _) = findings.into_parts();
        let mut out = text.to_owned();
        for edit in found.iter().rev().flat_map(|f| &f.fix) {
            out.replace_range(edit.span.clone(), &edit.text);
        }
        (found.len(), out)
    }

    #[test]
    fn each_stands_for_one_character() {
        assert_eq!(SUPPLEMENT.chars().count(), 0x2EF4 - 0x2E80);
        for (text, runs, wanted) in [
            ("公司⽤⼼服务⽤户", 2, "公司用心服务用户"),
            ("⼭⻄省⽤⼾⻓期使⽤", 3, "山西省用户长期使用"),
            ("⻔店、⻋站、⺠生、⻛险、⻚面", 5, "门店、车站、民生、风险、页面"),
            ("更\u{F901}\u{F9E4}", 1, "更更理"),
            ("\u{2F804}", 1, "你"),
        ] {
            assert_eq!(fixed(text), (runs, wanted.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_has_no_other_self_is_left_alone() {
        // Ideographs that stand among the compatibility ones and are none, and a mark.
        for text in ["用心服务", "\u{FA0E}\u{FA11}\u{FA29}", "\u{2E80}\u{2E9A}", "⿰亻壬", "ﬁ"]
        {
            assert_eq!(fixed(text), (0, text.to_owned()), "{text}");
            assert_eq!(plain(text).unwrap_or_else(|| text.to_owned()), text);
        }
    }

    #[test]
    fn the_plain_text_is_as_long() {
        let text = "⽤⼼\u{FA6C}\u{2F804}，a⾓";
        let plain = plain(text).unwrap();
        assert_eq!(plain.len(), text.len());
        assert!(plain.starts_with("用心") && plain.ends_with("a角"));
    }
}
