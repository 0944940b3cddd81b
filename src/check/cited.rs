//! What stands in quotation marks and titles: others' words, or a name. A finding may point at
//! them; no fix touches them, whatever rule offers it.

use std::ops::Range;

use super::Context;
use super::spans::TakenRanges;
use super::text::straight;
use crate::finding::Finding;

/// Opening marks and their closing ones.
const PAIRS: [(char, char); 6] =
    [('“', '”'), ('‘', '’'), ('「', '」'), ('『', '』'), ('《', '》'), ('〈', '〉')];

/// Where the file has quoted words and titles.
pub(super) struct Quotations(TakenRanges);

impl Quotations {
    /// Those of all prose.
    pub(super) fn of(context: &Context<'_>) -> Self {
        let mut spans = Vec::new();
        for prose in &context.prose {
            // A quotation may go on over paragraphs.
            let mut open = false;
            for paragraph in &prose.paragraphs {
                let (ranges, still) = ranges(&paragraph.text, open);
                spans.extend(ranges.into_iter().map(|range| paragraph.span(range)));
                open = still;
            }
        }
        Self(TakenRanges::of(spans))
    }

    /// A finding without its fix, if that would change a quoted word.
    pub(super) fn spare(&self, mut finding: Finding) -> Finding {
        if finding.fix.iter().any(|edit| self.0.meets(&edit.span)) {
            finding.fix.clear();
        }
        finding
    }
}

/// The insides of quotations and titles, the outer ones only; and whether a quotation is still
/// open at the end. `open` is whether one was at the beginning.
fn ranges(text: &str, open: bool) -> (Vec<Range<usize>>, bool) {
    let mut ranges: Vec<Range<usize>> = straight::pairs(text).iter().map(|p| p.inside()).collect();
    // Of “甲" the straight mark is the other half.
    let lone = straight::lone(text);
    let mut stack: Vec<char> = Vec::new();
    let mut start = 0;
    let first = text.find(['“', '”']).filter(|_| open);
    if first.is_some_and(|at| at == 0 || text[at..].starts_with('”')) {
        stack.push('”');
    }
    for (at, c) in text.char_indices() {
        if let Some((_, close)) = PAIRS.into_iter().find(|(one, _)| *one == c) {
            if stack.is_empty() {
                start = at + c.len_utf8();
            }
            // Each paragraph of a long quotation begins with its mark again.
            if !(at == 0 && c == '“' && !stack.is_empty()) {
                stack.push(close);
            }
        } else if let Some(depth) = depth_of(&stack, if lone == Some(at) { '”' } else { c }) {
            stack.truncate(depth);
            if stack.is_empty() {
                ranges.push(start..at);
            }
        }
    }
    if !stack.is_empty() {
        // Where it ends is not sure.
        ranges.push(start..text.len());
    }
    (ranges, stack.contains(&'”'))
}

/// How many marks are open outside of that which a mark closes.
fn depth_of(stack: &[char], c: char) -> Option<usize> {
    let closes = PAIRS.iter().any(|(_, close)| *close == c);
    // Of marks that are never closed a text may have thousands.
    let near = stack.len().saturating_sub(8);
    closes.then(|| stack[near..].iter().rposition(|open| *open == c).map(|n| near + n))?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inside(text: &str) -> Vec<&str> {
        let (mut ranges, _) = ranges(text, false);
        ranges.sort_by_key(|range| range.start);
        ranges.into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn quotations_and_titles_are_known_whole() {
        for (text, wanted) in [
            ("践行“用心 服务”，依照《甲〈乙〉丙》", vec!["用心 服务", "甲〈乙〉丙"]),
            ("“甲‘乙’丙”丁「戊」", vec!["甲‘乙’丙", "戊"]),
            ("《甲《乙》丙》丁", vec!["甲《乙》丙"]),
            ("公司\"5G \"团队", vec!["5G "]),
            ("推出“甲服务，乙", vec!["甲服务，乙"]),
            ("推出“甲\"服务", vec!["甲"]),
            ("32”电视", vec![]),
        ] {
            assert_eq!(inside(text), wanted, "{text}");
        }
    }

    #[test]
    fn a_quotation_over_paragraphs_is_one() {
        assert!(ranges("会上说：“甲，", false).1);
        let (found, still) = ranges("“乙 丙", true);
        assert!(found.len() == 1 && found[0] == (0.."“乙 丙".len()) && still);
        let (found, still) = ranges("丁 戊。”己 庚", true);
        assert!(found.len() == 1 && found[0] == (0.."丁 戊。".len()) && !still);
        // What was never closed does not reach into the next paragraph.
        assert_eq!(ranges("己 庚", true), (vec![], false));
    }
}
