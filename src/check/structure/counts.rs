//! S03 again: a count against what is counted.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::numerals::number;
use crate::finding::{Code, Finding, Findings};
use crate::numerals::chinese;
use crate::pattern::pattern;
use crate::prose::{Paragraph, ParagraphKind};
use crate::standard::structure::StructureWords;

/// `五个方面：` at the end of what stands before 一是: the count, and what is counted.
// Patterns of ours; tests use them.
#[allow(clippy::unwrap_used)]
static ANNOUNCED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(^|[^第一二三四五六七八九十\d.])(([二两三四五六七八九十]{1,3}|\d{1,2})([个大项点类条种]?)([一-鿿]{0,10}))([：。])\s*$",
    )
    .unwrap()
});
/// `“便捷、实惠”三大`.
#[allow(clippy::unwrap_used)]
static QUOTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"((?:“[^“”]*”(?:、|和|及)?)*“[^“”]*”)(([二两三四五六七八九十]{1,3}|\d{1,2})(大|个|项|类|种|条|方面))([一-鿿]{0,6})",
    )
    .unwrap()
});
/// `以下三项：…。`
#[allow(clippy::unwrap_used)]
static BELOW: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:以下|如下|下列|下述)(([二两三四五六七八九十]{1,3}|\d{1,2})[个大项点类条种][一-鿿]{0,6})：([^。：]+)",
    )
    .unwrap()
});

/// `（1）`, `（一）`, `①`.
#[allow(clippy::unwrap_used)]
static ITEM: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]|[①-⑳]").unwrap());

/// 二是, where it stands.
#[derive(Debug)]
pub(super) struct Mark<'p> {
    pub(super) paragraph: &'p Paragraph,
    pub(super) range: Range<usize>,
    pub(super) number: u32,
}

/// The count that is announced right before 一是 is that of the items.
pub(super) fn announced(words: &StructureWords, runs: &[Vec<Mark<'_>>], findings: &mut Findings) {
    for run in runs {
        let Some(first) = run.first() else { continue };
        let whole = run.iter().zip(1..).all(|(mark, n)| mark.number == n);
        let text = &first.paragraph.text[..first.range.start];
        // All that is looked for is so short, blanks at the end apart.
        let near = text.trim_end().char_indices().rev().nth(40).map_or(0, |(at, _)| at);
        let Some(found) = ANNOUNCED.captures(&text[near..]).filter(|_| whole) else { continue };
        let (Some(count), Some(place)) = (number(&found[3]), found.get(2)) else { continue };
        let items = run.len();
        if !counts_items(words, &found[4], &found[5], &found[6], count) || count as usize == items {
            continue;
        }
        let message = format!("说的是“{}”，后面有{}项", place.as_str(), spoken(items));
        let place = near + place.start()..near + place.end();
        findings.push(finding(first.paragraph, place, message));
    }
}

/// Whether what is counted is what 一是 lists: 五个方面, 三项工作, 三项：; not 二十大精神。
fn counts_items(
    words: &StructureWords,
    classifier: &str,
    rest: &str,
    mark: &str,
    count: u32,
) -> bool {
    if classifier == "大" && count >= 10 {
        return false;
    }
    if rest.is_empty() {
        return mark == "：" && !classifier.is_empty();
    }
    let counted = words.count_nouns.iter().any(|n| rest.starts_with(n.as_str()));
    counted && (!classifier.is_empty() || rest.starts_with("方面"))
}

/// The counts of a paragraph that stand beside their items.
pub(super) fn listed(words: &StructureWords, paragraph: &Paragraph, findings: &mut Findings) {
    if paragraph.kind == ParagraphKind::Text {
        quoted(words, paragraph, findings);
        below(paragraph, findings);
    }
}

fn quoted(words: &StructureWords, paragraph: &Paragraph, findings: &mut Findings) {
    let text = &paragraph.text;
    for found in QUOTED.captures_iter(text) {
        let (Some(chain), Some(place)) = (found.get(1), found.get(2)) else { continue };
        let nouns = &words.count_nouns;
        let sure = matches!(&found[4], "大" | "方面")
            || nouns.iter().any(|noun| found[5].starts_with(noun.as_str()));
        // A chain that began before the first quotation is longer than it looks.
        let goes_on = text[..chain.start()].ends_with(['、', '和', '及', '与', '”', '》']);
        let (Some(count), Some(items)) = (number(&found[3]), items_of(chain.as_str())) else {
            continue;
        };
        if !sure || goes_on || items.contains(&(count as usize)) {
            continue;
        }
        let message = format!("说的是“{}”，前面引号里有{}项", place.as_str(), spoken(items[0]));
        findings.push(finding(paragraph, place.range(), message));
    }
}

/// How many items quotations have, the fewest first; `None` where it is not sure.
fn items_of(chain: &str) -> Option<Vec<usize>> {
    match chain.matches('“').count() {
        1 => {
            let inner = chain.trim_matches(['“', '”']);
            let least = inner.split('、').count();
            (least > 1).then(|| counted(inner, least))
        }
        // “a、b”“c” may be two or three.
        quotations => {
            let inside = chain.split('“').filter_map(|q| q.split('”').next());
            inside.into_iter().all(|q| !q.contains('、')).then_some(vec![quotations])
        }
    }
}

/// A list's items: each 和 may join two of them.
fn counted(list: &str, least: usize) -> Vec<usize> {
    let joined = list.matches(['和', '与', '及']).count();
    (least..=least + joined).collect()
}

/// `以下四项工作：（1）…（2）…（3）…`: numbered items are as many as were announced. `next` is the
/// paragraph behind, where the items may go on.
pub(super) fn numbered(paragraph: &Paragraph, next: Option<&Paragraph>, findings: &mut Findings) {
    let text = &paragraph.text;
    let mut found = BELOW.captures_iter(text).filter(|_| paragraph.kind == ParagraphKind::Text);
    let Some(first) = found.next() else { return };
    if next.is_some_and(|next| ITEM.find(&next.text).is_some_and(|item| item.start() == 0)) {
        return;
    }
    let items: Vec<(usize, Option<u32>)> =
        ITEM.find_iter(text).map(|item| (item.start(), item_number(item.as_str()))).collect();
    for found in std::iter::once(first).chain(found) {
        let (Some(place), Some(list)) = (found.get(1), found.get(3)) else { continue };
        let Some(count) = number(&found[2]) else { continue };
        let rest = &items[items.partition_point(|(at, _)| *at < list.start())..];
        let begins = rest.first().is_some_and(|(at, _)| *at == list.start());
        let mut numbers = rest.iter().filter_map(|(_, number)| *number);
        let in_order = begins && numbers.clone().zip(1..).all(|(number, n)| number == n);
        if in_order && numbers.nth(1).is_some() {
            let length = rest.iter().filter(|(_, number)| number.is_some()).count();
            if length == count as usize {
                continue;
            }
            let message = format!("说的是“{}”，后面有{}项", place.as_str(), spoken(length));
            findings.push(finding(paragraph, place.range(), message));
        }
    }
}

fn item_number(item: &str) -> Option<u32> {
    number(item.trim_matches(['（', '）', '(', ')']))
}

fn below(paragraph: &Paragraph, findings: &mut Findings) {
    for found in BELOW.captures_iter(&paragraph.text) {
        let (Some(place), Some(count)) = (found.get(1), number(&found[2])) else { continue };
        let list = found[3].trim_end_matches('；');
        if list.contains("一是") || list.contains('等') || list.contains(['①', '（', '(']) {
            continue;
        }
        let items = if list.contains('；') {
            vec![list.split('；').count()]
        } else if list.contains('、') && !list.contains('，') {
            counted(list, list.split('、').count())
        } else {
            continue;
        };
        if !items.contains(&(count as usize)) {
            let message = format!("说的是“{}”，后面有{}项", place.as_str(), spoken(items[0]));
            findings.push(finding(paragraph, place.range(), message));
        }
    }
}

fn finding(paragraph: &Paragraph, range: std::ops::Range<usize>, message: String) -> Finding {
    Code::S03.at(paragraph.span(range), message).help("数一数，改数目或补上漏掉的一项")
}

/// 两 before a classifier.
fn spoken(items: usize) -> String {
    match u64::try_from(items) {
        Ok(2) => "两".to_owned(),
        Ok(n) => chinese(n),
        Err(_) => items.to_string(),
    }
}
