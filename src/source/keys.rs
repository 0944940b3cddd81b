//! The keys of a filing: where each belongs and what its value is. The survey tells lines apart by
//! them, and the reader takes its known keys from the same list.

use Kind::{Line, List, Map, Names, Prose, Words};

/// What a key belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Parent {
    File,
    Key(&'static str),
    /// The items of a key's list.
    Items(&'static str),
}

/// What a key's value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Paragraphs.
    Prose,
    /// A few words or a day, never a quotation.
    Words,
    /// Another text of one line.
    Line,
    /// Words, or a list of such.
    Names,
    Map,
    List,
}

/// What the groups of indicators belong to.
pub(super) const INDICATORS: &str = "主要服务指标完成情况";

pub(crate) type Keys = &'static [(&'static str, Kind)];

const KEYS: [(Parent, Keys); 11] = [
    (
        Parent::File,
        &[
            ("企业", Map),
            ("报告期", Words),
            ("标题", Line),
            ("上期", Names),
            ("附表", Line),
            ("主送", Names),
            ("导语", Prose),
            ("章名", Map),
            ("公司简介", Prose),
            ("电信服务质量状况", Map),
            (INDICATORS, Map),
            ("分工", Map),
            ("结语", Prose),
            ("声明", Words),
            ("附件", List),
            ("签署", Map),
            ("抄送", Names),
            ("版式", Map),
            ("豁免", List),
        ],
    ),
    (
        Parent::Key("企业"),
        &[("名称", Words), ("简称", Words), ("集团", Words), ("省份", Names), ("经营业务", List)],
    ),
    (Parent::Key("电信服务质量状况"), &[("概述", Prose), ("举措", List), ("分章", List)]),
    (Parent::Key("章名"), &[("公司简介", Line), ("电信服务质量状况", Line), (INDICATORS, Line)]),
    (
        Parent::Key("签署"),
        &[
            ("单位", Names),
            ("日期", Words),
            ("盖章", Line),
            ("印章", Names),
            ("联系人", Words),
            ("联系电话", Words),
        ],
    ),
    (
        Parent::Key("版式"),
        &[("举措标题", Line), ("页码", Line), ("指标", Line), ("分子分母", Line), ("不列", List)],
    ),
    // A filing may have other groups.
    (
        Parent::Key(INDICATORS),
        &[
            ("固定电话", Map),
            ("移动电话", Map),
            ("宽带业务", Map),
            ("因特网业务", Map),
            ("租用电路", Map),
            ("网络质量", Map),
            ("客户服务", Map),
            ("客户投诉", Map),
            ("携号转网", Map),
            ("申诉", Map),
            ("客户满意度", Map),
            ("移动网络覆盖", Map),
            ("移动上网", Map),
        ],
    ),
    (Parent::Items("附件"), &[("标题", Line), ("内容", Prose)]),
    (Parent::Items("分章"), &[("标题", Line), ("概述", Prose), ("举措", List)]),
    (Parent::Items("举措"), &[("标题", Line), ("内容", Prose), ("举措", List)]),
    (Parent::Items("豁免"), &[("规则", Line), ("位置", Line), ("理由", Line)]),
];

/// The keys that belong to something.
pub(crate) fn keys_of(parent: Parent) -> Keys {
    KEYS.iter().find(|(of, _)| *of == parent).map_or(&[], |(_, keys)| keys)
}

/// The keys of the map that others lead to; `None` stands for an item of the list before it.
pub(crate) fn keys_at(path: &[Option<&str>]) -> Keys {
    let is_meant = |parent: &Parent| match (path, parent) {
        ([], Parent::File) => true,
        ([.., Some(list), None], Parent::Items(own)) => own == list,
        ([only], Parent::Key(own)) => *only == Some(*own),
        _ => false,
    };
    KEYS.iter().find(|(of, _)| is_meant(of)).map_or(&[], |(_, keys)| keys)
}

/// What a key may belong to, the deepest first.
pub(super) fn parents(key: &str) -> impl Iterator<Item = Parent> {
    let with = KEYS.iter().rev().filter(move |(_, keys)| keys.iter().any(|(name, _)| *name == key));
    with.map(|(parent, _)| *parent)
}

/// The kinds that a key's value has; a key of several parents may have several.
fn kinds(key: &str) -> impl Iterator<Item = Kind> {
    let all = KEYS.iter().flat_map(|(_, keys)| *keys);
    all.filter(move |(name, _)| *name == key).map(|(_, kind)| *kind)
}

/// Whether a filing has a key.
pub(super) fn is_known(key: &str) -> bool {
    parents(key).next().is_some()
}

/// Whether a filing has a key, and not only as a group's: an indicator may be called as a group is.
pub(super) fn is_fixed(key: &str) -> bool {
    parents(key).any(|parent| parent != Parent::Key(INDICATORS))
}

/// Whether a key's value is paragraphs.
pub(super) fn is_prose(key: &str) -> bool {
    kinds(key).any(|kind| kind == Prose)
}

/// Whether a key's value is a text, never a list or a map.
pub(super) fn is_text(key: &str) -> bool {
    kinds(key).any(|kind| matches!(kind, Prose | Words | Line))
}

/// Whether a key's value never stands in quotation marks of its own.
pub(super) fn is_of_words(key: &str) -> bool {
    kinds(key).any(|kind| matches!(kind, Words | Names))
}

/// The known key that a text begins with: the longest.
pub(super) fn known_at_start(text: &str) -> Option<&'static str> {
    let names = KEYS.iter().flat_map(|(_, keys)| *keys).map(|(name, _)| *name);
    names.filter(|name| text.starts_with(name)).max_by_key(|name| name.len())
}

/// Whether the text before a colon can be a key: short, and without marks that only a sentence
/// has.
pub(super) fn is_key_like(key: &str) -> bool {
    let key = key.trim();
    !key.is_empty()
        && key.chars().nth(24).is_none()
        && !key.contains(['，', '。', '；', '“', '”', '、', '#', '"', '{', '[', '｛', '［'])
}
