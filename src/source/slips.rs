//! Findings of the most frequent slips between YAML's signs.

use std::ops::Range;

use super::blanks;
use crate::finding::{Code, Finding};

/// `：` where a colon is meant; `after` is what stands behind it.
pub(super) fn wide_colon(span: Range<usize>, after: &str) -> Finding {
    let spaced = after.is_empty() || after.starts_with(blanks::is_any);
    Code::Y06
        .at(span.clone(), "键后面用了全角冒号“：”")
        .help("改成半角冒号和一个空格“: ”")
        .fix(span, if spaced { ":" } else { ": " })
}

/// Another sign where a colon is meant.
pub(super) fn no_colon(span: Range<usize>, sign: char, after: &str) -> Finding {
    let mut finding = wide_colon(span, after);
    finding.message = format!("键后面用了“{sign}”，要用冒号");
    finding
}

/// The number with commas in it that a value in braces begins with, where nothing else can be
/// meant: how long it is, and it without them.
pub(super) fn grouped_number(value: &str) -> Option<(usize, String)> {
    let is_part = |c: char| c.is_ascii_digit() || c == ',';
    let end = value.find(|c| !is_part(c)).unwrap_or(value.len());
    let number = value[..end].trim_end_matches(',');
    let mut groups = number.split(',');
    let first = groups.next()?;
    let (mut others, mut count) = (groups, 0);
    let are_groups = others.all(|group| {
        count += 1;
        group.len() == 3
    });
    if !(1..=3).contains(&first.len()) || count == 0 || !are_groups {
        return None;
    }
    // 100: behind a comma is a key.
    let rest = &value[number.len()..];
    let behind = &rest[..rest.find([',', '}', '｝', ']']).unwrap_or(rest.len())];
    (!behind.contains([':', '：'])).then(|| (number.len(), number.replace(',', "")))
}

/// A number with commas in it, in braces, where a comma begins another entry.
pub(super) fn grouped(span: Range<usize>, written: &str, number: &str) -> Finding {
    Code::Y01
        .at(span.clone(), format!("数字 {written} 里有逗号，在括号里会拆成几项"))
        .help(format!("去掉千分位的逗号：{number}"))
        .fix(span, number)
}

/// A colon without its space.
pub(super) fn glued_colon(span: Range<usize>, key: &str) -> Finding {
    let behind = span.end..span.end;
    Code::Y16
        .at(span, "冒号后面缺少一个空格")
        .help(format!("写成“{}: …”，冒号后空一格", key.trim()))
        .fix(behind, " ")
}

/// A blank between signs that YAML takes for text.
pub(super) fn strange_blank(span: Range<usize>, c: char, text: &str) -> Finding {
    Code::Y07
        .at(span.clone(), format!("这里是{}，要用空格", blanks::name(c)))
        .help("换成一个空格")
        .fix(span, text)
}

/// The full-width signs of one collection, reported together.
#[derive(Debug, Default)]
pub(super) struct Wide {
    signs: String,
    finding: Option<Finding>,
}

impl Wide {
    /// Another sign, and what is meant by it.
    pub(super) fn add(&mut self, span: Range<usize>, sign: char, meant: &str) {
        self.signs.push(sign);
        self.finding = Some(match self.finding.take() {
            Some(finding) => finding.fix(span, meant),
            None => one(span, sign, meant),
        });
    }

    pub(super) fn finding(self) -> Option<Finding> {
        let mut finding = self.finding?;
        if finding.fix.len() == 1 {
            return Some(finding);
        }
        let mut signs: Vec<char> = Vec::new();
        for sign in self.signs.chars().take(1000) {
            if !signs.contains(&sign) {
                signs.push(sign);
            }
        }
        if let [_] = signs.as_slice() {
            return Some(finding);
        }
        let shown: Vec<String> = signs
            .iter()
            .map(|c| if blanks::is_strange(*c) { blanks::name(*c) } else { c.to_string() })
            .collect();
        finding.message = format!("这里的“{}”要用半角的 {{ }}、冒号、逗号和空格", shown.join(""));
        Some(finding.help("写成 { 平均: 4.01小时, 及时率: 99.99% }，冒号和逗号后面各空一格"))
    }
}

fn one(span: Range<usize>, sign: char, meant: &str) -> Finding {
    let comma = "改成半角逗号和一个空格“, ”";
    let (what, help) = match sign {
        '：' => return wide_colon(span, if meant.ends_with(' ') { "x" } else { "" }),
        '，' if meant.starts_with(',') => {
            ("两项之间用了全角逗号“，”".to_owned(), comma.to_owned())
        }
        c if meant.starts_with(',') => (format!("两项之间用了“{c}”"), comma.to_owned()),
        c if blanks::is_strange(c) => return strange_blank(span, c, meant),
        c => (format!("用了“{c}”，要用半角的“{meant}”"), format!("改成“{meant}”")),
    };
    Code::Y06.at(span.clone(), what).help(help).fix(span, meant)
}
