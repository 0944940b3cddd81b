//! What a filing has to have, and what stands there until it is written.

use super::super::path::Step;
use super::fresh::Fresh;
use super::plain::Plain;
use crate::source::{Kind, keys_at};

/// What stands where a text is wanted.
const TEXT: &str = "【正文】";

/// Whether a path leads to paragraphs.
pub(super) fn is_prose(path: &[Step]) -> bool {
    kind(path) == Some(Kind::Prose)
}

/// Whether a path leads to what is always a list of texts.
pub(super) fn is_list(path: &[Step]) -> bool {
    kind(path) == Some(Kind::List)
}

/// Whether a path leads to one text or several.
pub(super) fn is_names(path: &[Step]) -> bool {
    matches!(kind(path), Some(Kind::Names | Kind::List))
}

fn kind(path: &[Step]) -> Option<Kind> {
    let (Step::Key(last), above) = path.split_last()? else { return None };
    keys_at(&parents(above)).iter().find(|(key, _)| key == last).map(|(_, kind)| *kind)
}

/// The keys of a path; an item's number is none.
pub(super) fn parents(path: &[Step]) -> Vec<Option<&str>> {
    path.iter()
        .map(|step| match step {
            Step::Key(key) => Some(key.as_str()),
            Step::Item(_) => None,
        })
        .collect()
}

/// Whether a filing has a key at some place; groups, indicators and duties go by any name.
pub(super) fn may_have(holder: &[Step], key: &str) -> bool {
    is_of_indicators(holder)
        || holder.first() == Some(&Step::from("分工"))
        || keys_at(&parents(holder)).iter().any(|(own, _)| *own == key)
}

/// Whether a path leads into the groups of indicators.
pub(super) fn is_of_indicators(path: &[Step]) -> bool {
    path.first() == Some(&Step::from("主要服务指标完成情况"))
}

/// What stands in place of a text that a filing has to have; `None` where it need not be there.
pub(super) fn prompt(path: &[Step], file: &Plain) -> Option<Fresh> {
    let keys = parents(path);
    let line = |text: &str| Some(Fresh::line(text));
    match keys.as_slice() {
        [Some("企业"), Some("名称")] => line("【企业名称】"),
        [Some("企业"), Some("集团")] => line("【集团】"),
        [Some("企业"), Some("省份")] => line("【省份，写全称】"),
        [Some("企业"), Some("经营业务")] => {
            Some(Fresh::Names(vec!["【取得许可的业务】".to_owned()]))
        }
        [Some("报告期")] => line("【哪一年的上半年或下半年】"),
        [Some("声明")] => line("【本报告内容客观、真实、准确。】"),
        [Some("签署"), Some("日期")] => line("【签署的日期】"),
        [Some("公司简介")] => Some(Fresh::Prose(TEXT.to_owned())),
        [Some("附件"), None, Some("标题")] => line("【附件标题】"),
        [Some("附件"), None, Some("内容")] => Some(Fresh::Prose("【附件正文】".to_owned())),
        [Some("豁免"), None, Some("规则")] => line("【规则的编号】"),
        [Some("豁免"), None, Some("理由")] => line("【写明原因】"),
        [.., Some("分章"), None, Some("标题")] => line("【章的标题】"),
        [.., Some("举措"), None, Some("标题")] => line("【举措标题】"),
        [.., Some("举措"), None, Some("内容")] => {
            let inner = path.split_last().and_then(|(_, item)| file.at(item)?.at(&["举措".into()]));
            inner.is_none().then(|| Fresh::Prose(TEXT.to_owned()))
        }
        _ => None,
    }
}

/// What stands in a list that has to have something; `None` where its key goes with its last item.
pub(super) fn item(list: &[Step], file: &Plain) -> Option<Fresh> {
    let keys = parents(list);
    let is_needed = match keys.as_slice() {
        [Some("电信服务质量状况"), Some("举措")] => true,
        // A chapter may be a text alone.
        [.., Some("分章"), None, Some("举措")] => {
            let chapter = list.split_last().and_then(|(_, chapter)| file.at(chapter));
            chapter.is_some_and(|chapter| chapter.at(&["概述".into()]).is_none())
        }
        _ => false,
    };
    is_needed.then(|| {
        Fresh::Map(vec![
            ("标题".to_owned(), Fresh::line("【举措标题】")),
            ("内容".to_owned(), Fresh::Prose(TEXT.to_owned())),
        ])
    })
}
