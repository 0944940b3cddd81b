//! S02 again: a list of Markdown whose typed numbers are not those that will be printed.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::numerals::number;
use crate::check::Context;
use crate::finding::{Code, Findings};
use crate::pattern::pattern;

// A pattern of ours; a test uses it.
#[allow(clippy::unwrap_used)]
static ITEM: LazyLock<Regex> = LazyLock::new(|| pattern(r"^( *)(\d{1,9})[.)](?: |$)").unwrap());

/// `1、`, `1.` without a blank, `（一）`, `①` at the beginning of a line: no list of Markdown.
#[allow(clippy::unwrap_used)]
static TYPED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^ *((\d{1,2})(?:[、．]|\.)|([一二三四五六七八九十]{1,3})、|[（(]([一二三四五六七八九十]{1,3}|\d{1,2})[）)]|([①-⑳]))[^\s\d]",
    )
    .unwrap()
});

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for narrative in context.filing.narratives() {
        let Some(at) = block_start(context.source.text(), narrative.span.start) else { continue };
        let block = context.source.text().get(at..narrative.span.end).unwrap_or_default();
        for (range, number) in joined(block) {
            let message = format!("“{number}”与上一行会印成一段");
            findings.push(
                Code::S02
                    .at(at + range.start..at + range.end, message)
                    .help("各条要分段印的，中间空一行"),
            );
        }
        for Renumbering { range, typed, printed } in renumbered(block) {
            let message = format!("列表里写的是“{typed}.”，印出来会是“{printed}.”");
            findings.push(
                Code::S02
                    .at(at + range.start..at + range.end, message)
                    .help("有序列表按第一个编号顺着编；看看是漏了一项，还是编号写错了"),
            );
        }
    }
}

/// Where the first line of a block (`|`) begins: what Markdown reads line by line. `None` where a
/// value is written otherwise.
fn block_start(source: &str, value: usize) -> Option<usize> {
    let (before, after) = (source.get(..value)?, source.get(value..)?);
    if after.starts_with('|') {
        return Some(value + after.find('\n')? + 1);
    }
    let start = before.rfind('\n').map_or(0, |n| n + 1);
    let is_indent = before[start..].trim().is_empty();
    let header = before[..start].trim_end().trim_end_matches(['-', '+', '1', '2', '4', '6', '8']);
    (is_indent && header.ends_with('|')).then_some(start)
}

/// A number that prints otherwise than it was typed.
#[derive(Debug, PartialEq, Eq)]
struct Renumbering {
    range: Range<usize>,
    typed: u64,
    printed: u64,
}

fn renumbered(block: &str) -> Vec<Renumbering> {
    let mut found = Vec::new();
    // For each depth of items in progress the indentation and the last number that is printed.
    let mut open: Vec<(usize, u64)> = Vec::new();
    let (mut at, mut fenced, mut blank, mut base) = (0, false, true, None);
    for line in block.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let text = line.trim_end_matches(['\n', '\r']);
        let bare = text.trim();
        if bare.is_empty() {
            blank = true;
            continue;
        }
        let indent = text.len() - text.trim_start_matches(' ').len();
        let base = *base.get_or_insert(indent);
        fenced ^= bare.starts_with("```") || bare.starts_with("~~~");
        let item = ITEM.captures(text).filter(|_| !fenced);
        let Some((number, typed)) = item.and_then(|i| Some((i.get(2)?, i[2].parse::<u64>().ok()?)))
        else {
            // What goes on in an item stands deeper than its number, or right behind a line of it.
            let ends = |depth: usize| indent <= depth.max(base) && blank;
            open.retain(|(depth, _)| !ends(*depth));
            blank = false;
            continue;
        };
        open.retain(|(depth, _)| *depth <= indent);
        match open.last_mut().filter(|(depth, _)| *depth == indent) {
            Some((_, last)) => {
                *last += 1;
                if typed != *last {
                    let range = start + number.start()..start + number.end();
                    found.push(Renumbering { range, typed, printed: *last });
                }
            }
            // A number within a paragraph begins a list only where it is 1.
            None if blank || typed == 1 => open.push((indent, typed)),
            None => {}
        }
        blank = false;
    }
    found
}

/// The first line of each paragraph whose number follows on that of the line before: Markdown
/// joins the two.
fn joined(block: &str) -> Vec<(Range<usize>, &str)> {
    let mut found = Vec::new();
    let (mut at, mut fenced, mut message) = (0, false, false);
    let mut last: Option<u32> = None;
    for line in block.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let bare = line.trim();
        fenced ^= bare.starts_with("```") || bare.starts_with("~~~");
        let typed = TYPED.captures(line).filter(|_| !fenced);
        let typed = typed.and_then(|t| {
            let digits = (2..=5).find_map(|n| t.get(n))?;
            Some((t.get(1)?, number(digits.as_str())?))
        });
        if bare.is_empty() {
            message = false;
        }
        if let (Some(last), Some((mark, own))) = (last, &typed)
            && *own == last + 1
            && !message
        {
            message = true;
            found.push((start + mark.start()..start + mark.end(), mark.as_str()));
        }
        last = typed.map(|(_, number)| number);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(block: &str) -> Vec<(u64, u64)> {
        renumbered(block).into_iter().map(|r| (r.typed, r.printed)).collect()
    }

    #[test]
    fn a_block_begins_below_its_header() {
        let source = "内容: |\n  1. 甲\n";
        let first = "内容: |\n".len();
        for value in ["内容: ".len(), first, first + 2] {
            assert_eq!(block_start(source, value), Some(first));
        }
        assert_eq!(block_start("内容: 甲\n", "内容: ".len()), None);
    }

    #[test]
    fn what_prints_as_typed_is_left_alone() {
        for block in [
            "  1. 甲\n  2. 乙\n  3. 丙\n",
            "  1. 甲\n\n  2. 乙\n",
            "  1. 甲\n     续\n\n     又一段\n\n  2. 乙\n",
            "  1. 甲\n     1. 子\n     2. 丑\n  2. 乙\n",
            "  1. 甲\n\n  一段话\n\n  3. 丙\n",
            "  一段话\n  2020. 年\n",
            "  ```\n  1. 甲\n  3. 乙\n  ```\n",
        ] {
            assert_eq!(numbers(block), [], "{block}");
        }
    }

    #[test]
    fn numbered_lines_that_become_one_paragraph_are_found() {
        let numbers = |block| joined(block).into_iter().map(|(_, n)| n).collect::<Vec<_>>();
        assert_eq!(numbers("  1、甲；\n  2、乙；\n  3、丙。\n"), ["2、"]);
        assert_eq!(numbers("  （一）甲\n  （二）乙\n\n  ①丙\n  ②丁\n"), ["（二）", "②"]);
        assert_eq!(numbers("  1.甲\n  2.乙\n"), ["2."]);
        for block in [
            "  1、甲\n\n  2、乙\n",
            "  1. 甲\n  2. 乙\n",
            "  1、甲\n  续\n",
            "  ```\n  1、甲\n  2、乙\n  ```\n",
            "  1.5万户\n  2.5万户\n",
        ] {
            assert_eq!(numbers(block), [""; 0], "{block}");
        }
    }

    #[test]
    fn what_would_be_renumbered_is_found() {
        assert_eq!(numbers("  1. 甲\n  3. 乙\n"), [(3, 2)]);
        assert_eq!(numbers("  1. 甲\n\n  1. 乙\n"), [(1, 2)]);
        assert_eq!(numbers("  1. 甲\n  2. 乙\n  4. 丁\n  5. 戊\n"), [(4, 3), (5, 4)]);
    }
}
