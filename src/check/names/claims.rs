//! N03: 最, 第一, 领先, 唯一 without a source.

use std::ops::Range;

use super::carrier::{ends_with_any, has_any, is_plain, places, starts_with_any};
use crate::check::Context;
use crate::check::spans::{TakenRanges, Words};
use crate::finding::{Code, Findings};
use crate::prose::{Paragraph, ProsePlace};
use crate::standard::names::ClaimWords;

/// The one word that is a claim only where it is a rank.
const FIRST: &str = "第一";

/// The words of claims that a filing has, the longest first.
pub(super) struct Claims {
    words: Vec<&'static str>,
    lists: &'static ClaimWords,
}

impl Claims {
    pub(super) fn of(context: &Context<'_>) -> Self {
        let lists = &context.standard.names().claims;
        Self::new(context.standing(&lists.words), lists)
    }

    fn new(mut words: Vec<&'static str>, lists: &'static ClaimWords) -> Self {
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        Self { words, lists }
    }

    /// The claims of a sentence that names no source, those of a clause as one finding.
    pub(super) fn unsourced(
        &self,
        paragraph: &Paragraph,
        sentence: &Range<usize>,
        place: ProsePlace,
        findings: &mut Findings,
    ) {
        let text = &paragraph.text;
        let words = &text[sentence.clone()];
        if !self.words.iter().any(|word| words.contains(word)) {
            return;
        }
        let ahead = place == ProsePlace::Closing && has_any(words, &self.lists.ahead);
        if ahead || has_source(words, self.lists) {
            return;
        }
        let is_of_company = has_any(words, &self.lists.about);
        for clause in paragraph.clauses_of(sentence) {
            let claims = self.found(&text[clause.clone()]).into_iter();
            let claims: Vec<Range<usize>> = claims
                .map(|claim| clause.start + claim.start..clause.start + claim.end)
                .filter(|claim| is_plain(paragraph, claim.start))
                .filter(|claim| !text[claim.start..].starts_with('最') || is_of_company)
                .collect();
            let (Some(first), Some(last)) = (claims.first(), claims.last()) else { continue };
            let named: String = claims.iter().map(|c| format!("“{}”", &text[c.clone()])).collect();
            let span = paragraph.span(first.start..last.end);
            findings.push(
                Code::N03
                    .at(span, format!("{named}没有说明依据"))
                    .help("写明出处，如“据工业和信息化部……通告”；没有依据的，改成具体的数据或删去"),
            );
        }
    }

    /// Where a clause claims something, in its order.
    fn found(&self, clause: &str) -> Vec<Range<usize>> {
        let words = self.lists;
        let mut taken =
            TakenRanges::of(words.exceptions.iter().flat_map(|word| places(clause, word)));
        let mut before = Before::of(words);
        let mut found: Vec<Range<usize>> = Vec::new();
        for word in &self.words {
            for range in places(clause, word) {
                if !taken.meets(&range) && is_claim(clause, &range, words, &mut before) {
                    taken.take(&range);
                    found.push(range);
                }
            }
        }
        found.sort_by_key(|range| range.start);
        found
    }
}

fn has_source(sentence: &str, words: &ClaimWords) -> bool {
    let mut sources = places(sentence, &words.source).peekable();
    let alone = sources.peek().is_some() && {
        let longer =
            TakenRanges::of(words.not_source.iter().flat_map(|word| places(sentence, word)));
        sources.any(|at| !longer.meets(&at))
    };
    alone || has_any(sentence, &words.sources)
}

fn is_claim(
    clause: &str,
    range: &Range<usize>,
    words: &ClaimWords,
    ahead: &mut Before<'_>,
) -> bool {
    let (before, after) = (&clause[..range.start], &clause[range.end..]);
    let word = &clause[range.clone()];
    // 第一，回访。第二，复盘。
    if word == FIRST && before.trim().is_empty() && (after.is_empty() || after.starts_with('，')) {
        return false;
    }
    if word == FIRST && !is_rank(before, after, words) {
        return false;
    }
    let is_limit = word.starts_with('最')
        && (starts_with_any(after, &words.limit_after)
            || after.trim_start().starts_with(|c: char| c.is_ascii_digit()));
    !is_limit
        && !starts_with_any(after, &words.plain_after)
        && !praises_nobody(before, words)
        && !ahead.is_own(clause, range.start)
        && !ahead.is_aim(clause, range.start)
}

/// 投诉量最多, 反映问题最多: a word of trouble within a few characters.
fn praises_nobody(before: &str, words: &ClaimWords) -> bool {
    const NEAR: usize = 6;
    let near = before.char_indices().rev().nth(NEAR - 1).map_or(0, |(at, _)| at);
    let near = &before[near..];
    let near = near.rfind(['，', '、', '。']).map_or(near, |at| &near[at..]);
    has_any(near, &words.plain_before)
}

fn is_rank(before: &str, after: &str, words: &ClaimWords) -> bool {
    let ends =
        after.is_empty() || after.starts_with(|c: char| !c.is_alphanumeric() && !c.is_whitespace());
    ends || ends_with_any(before, &words.rank_before) || starts_with_any(after, &words.rank_after)
}

/// So many aims before a claim are looked at.
const NEAREST: usize = 8;

/// What a clause has before its claims, looked for once.
struct Before<'w> {
    words: &'w ClaimWords,
    own: Words<'w>,
    /// Where each word of an aim ends, once they are asked for.
    aims: Option<Vec<usize>>,
}

impl<'w> Before<'w> {
    fn of(words: &'w ClaimWords) -> Self {
        Self { words, own: Words::new(&words.own_before), aims: None }
    }

    fn is_own(&mut self, clause: &str, at: usize) -> bool {
        self.own.before(clause, &(0..clause.len()), at)
    }

    /// 力争成为全省最大的…: but 打造了全省最大的… is done.
    fn is_aim(&mut self, clause: &str, at: usize) -> bool {
        let words = self.words;
        let aims = self.aims.get_or_insert_with(|| {
            // One that is never done decides for all that comes behind it.
            let places = words.aims.iter().flat_map(|word| places(clause, word));
            let mut ends: Vec<usize> = places.map(|range| range.end).collect();
            ends.sort_unstable();
            let open = ends.iter().position(|end| !starts_with_any(&clause[*end..], &words.done));
            ends.truncate(open.map_or(ends.len(), |n| n + 1));
            ends
        });
        // What says that it is done stands right behind the aim, and before the claim: only the
        // nearest aims, and one that is never done, can be open.
        let ahead = aims.partition_point(|end| *end <= at);
        let mut nearest = aims[..ahead].iter().rev().take(NEAREST);
        nearest.any(|end| !starts_with_any(&clause[*end..at], &words.done))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::Standard;

    #[track_caller]
    fn said(sentence: &str) -> String {
        let lists = &Standard::newest().names().claims;
        if has_source(sentence, lists) {
            return String::new();
        }
        let claims = Claims::new(lists.words.iter().map(String::as_str).collect(), lists);
        let clauses = sentence.split_inclusive(['，', '：']);
        let found =
            clauses.flat_map(|c| claims.found(c).into_iter().map(|r| &c[r]).collect::<Vec<_>>());
        found.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_claim_is_found() {
        let cases = [
            ("公司网络规模最大、客户最多、口碑领先。", "最大 最多 领先"),
            ("保持网络质量领先优势。", "领先"),
            ("建有全省最先进的机房。", "最先进"),
            ("服务口碑位居全省第一。", "第一"),
            ("满意度第一，口碑好。", "第一"),
            ("成绩排名第一且稳定。", "第一"),
            ("建成省内首家体验厅。", "首家"),
            ("规模居全省首位。", "首位"),
            ("是省内唯一的国际出口。", "唯一"),
            ("打造了省内最快的网络。", "最快"),
            ("推出最优惠的套餐。", "最优惠"),
            ("建成大数据平台，规模最大。", "最大"),
        ];
        for (sentence, expected) in cases {
            assert_eq!(said(sentence), expected, "{sentence}");
        }
    }

    #[test]
    fn what_only_looks_like_a_claim_is_none() {
        let sentences = [
            "最终建成，最近开通，打通最后一公里，不低于最低承诺。",
            "这是网络的最强大脑。",
            "拿出最实措施，最大限度方便客户。",
            "第一时间处理，第一批、第一季度、第一步、第一阶段、第一届均已完成。",
            "坚持安全第一、客户第一。",
            "推动第一书记工作。",
            "把安全放在首位。",
            "为每个客户编制唯一标识。",
            "这里有省内海拔最高的网络基站。",
            "用户听到最多的一句话是请放心。",
            "网络进入全省最大的县。",
            "下载速率最高可达1000Mbps，最多5个终端。",
            "对投诉量最多的问题逐项整改。",
            "投诉处理用时为历史最好水平。",
            "努力成为全省最好的企业。",
            "据省通信管理局通告，网络质量全省第一。",
            "经第三方测评，网络质量全省领先。",
        ];
        for sentence in sentences {
            assert_eq!(said(sentence), "", "{sentence}");
        }
    }
}
