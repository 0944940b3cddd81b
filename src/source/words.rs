//! The keys that a filing has, as far as its lines can be told apart by them: which key a line
//! was meant to begin with, and how deep it belongs.

/// Where a key belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// At the line's start.
    Top,
    /// Below a key.
    Below(&'static str),
    /// In the items of a key's list.
    Item(&'static str),
}

/// What the indicators' groups stand below.
pub(super) const INDICATORS: &str = "主要服务指标完成情况";

/// The keys of a filing.
pub(crate) const TOP_KEYS: [&str; 13] = [
    "企业",
    "报告期",
    "标题",
    "上期",
    "附表",
    "公司简介",
    "电信服务质量状况",
    INDICATORS,
    "结语",
    "声明",
    "签署",
    "版式",
    "豁免",
];

const BELOW: [(&str, &[&str]); 5] = [
    ("企业", &["名称", "简称", "集团", "省份", "经营业务"]),
    ("电信服务质量状况", &["概述", "举措"]),
    ("签署", &["单位", "日期", "印章"]),
    ("版式", &["举措标题", "页码"]),
    (
        INDICATORS,
        &["固定电话", "移动电话", "宽带业务", "因特网业务", "租用电路", "网络质量", "客户投诉"],
    ),
];

const ITEMS: [(&str, &[&str]); 2] =
    [("举措", &["标题", "内容"]), ("豁免", &["规则", "位置", "理由"])];

/// Keys whose values are paragraphs.
const PROSE: [&str; 4] = ["公司简介", "概述", "内容", "结语"];

/// Keys whose values are a few words or a day, never a quotation.
const WORDS: [&str; 9] = ["名称", "简称", "集团", "省份", "报告期", "上期", "声明", "单位", "日期"];

/// Other keys whose values are texts.
const LINES: [&str; 6] = ["标题", "印章", "规则", "位置", "理由", "附表"];

/// Where a key may belong.
pub(super) fn places(key: &str) -> impl Iterator<Item = Place> {
    let items = ITEMS.iter().filter(move |(_, keys)| keys.contains(&key));
    let below = BELOW.iter().filter(move |(_, keys)| keys.contains(&key));
    let top = TOP_KEYS.contains(&key).then_some(Place::Top);
    items
        .map(|(list, _)| Place::Item(list))
        .chain(below.map(|(key, _)| Place::Below(key)))
        .chain(top)
}

/// Whether a filing has a key.
pub(super) fn is_known(key: &str) -> bool {
    places(key).next().is_some()
}

/// Whether a key's value is paragraphs.
pub(super) fn is_prose(key: &str) -> bool {
    PROSE.contains(&key)
}

/// Whether a key's value is a text, never a list or a map.
pub(super) fn is_text(key: &str) -> bool {
    PROSE.contains(&key) || WORDS.contains(&key) || LINES.contains(&key)
}

/// Whether a key's value never stands in quotation marks of its own.
pub(super) fn is_of_words(key: &str) -> bool {
    WORDS.contains(&key)
}

/// The known key that a text begins with: the longest.
pub(super) fn known_at_start(text: &str) -> Option<&'static str> {
    let below = BELOW.iter().chain(&ITEMS).flat_map(|(_, keys)| keys.iter());
    let keys = TOP_KEYS.iter().chain(below).filter(|key| text.starts_with(**key));
    keys.max_by_key(|key| key.len()).copied()
}

/// Whether the text before a colon can be a key: short, and without marks that only a sentence
/// has.
pub(super) fn is_key_like(key: &str) -> bool {
    let key = key.trim();
    !key.is_empty()
        && key.chars().nth(24).is_none()
        && !key.contains(['，', '。', '；', '“', '”', '、', '#', '"', '{', '[', '｛', '［'])
}
