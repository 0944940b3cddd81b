//! What a quantity looks like at a text's start.

/// Words and signs behind a number that make a quantity of it; a year, a model or a telephone
/// number has others.
const UNITS: [&str; 45] = [
    "%", "％", "‰", "个", "件", "户", "座", "处", "次", "人", "万", "亿", "千", "百", "元", "天",
    "小时", "分钟", "秒", "倍", "成", "项", "家", "条", "台", "套", "起", "名", "公里", "米", "宗",
    "例", "张", "间", "站", "村", "部", "款", "笔", "位", "场", "封", "单", "篇", "份",
];

/// Whether a text begins with a number and its unit.
pub(super) fn begins_with_figure(text: &str) -> bool {
    let text = text.trim_start_matches(['=', '＝', '约', '近']).trim_start_matches(' ');
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let rest = text.trim_start_matches(|c| digit(c) || matches!(c, '.' | ',' | '．'));
    let number = text.get(..text.len() - rest.len()).unwrap_or_default();
    let behind = rest.trim_start_matches(' ');
    number.starts_with(digit) && UNITS.iter().any(|unit| behind.starts_with(unit))
}
