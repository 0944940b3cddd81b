//! What a sentence says of a name: the number behind it, where nothing stands between the two but
//! words that are known.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::filing::{Amount, dimension, parse_figure};
use crate::pattern::pattern;
use crate::standard::names::StatedWords;

/// A number with its power.
// A pattern of ours; a test uses it.
#[allow(clippy::unwrap_used)]
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^\d+(?:\.\d+)?(?:\s*×\s*10(?:\^[-−]?\d+|[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)|[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?").unwrap()
});

/// A number that a sentence gives a name.
#[derive(Debug)]
pub(super) struct Statement {
    /// Where the number stands in the sentence, with its unit and its bound: 超过90%.
    pub(super) number: Range<usize>,
    /// What it says.
    pub(super) amount: Amount,
    /// How exactly.
    pub(super) bound: Bound,
}

/// How a number is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    None,
    About,
    AtLeast,
    AtMost,
}

/// The number behind a name. `units` are those of the figures of that name.
pub(super) fn statement(
    sentence: &str,
    name: &Range<usize>,
    units: &[String],
    words: &StatedWords,
) -> Option<Statement> {
    let mut at = name.end;
    let (mut bound, mut begin) = (Bound::None, None);
    // A number right behind the name is its level; behind other words only after a link.
    let (mut is_level, mut is_start) = (true, false);
    loop {
        let rest = &sentence[at..];
        let blank = rest.len() - rest.trim_start().len();
        if blank > 0 {
            at += blank;
            continue;
        }
        if rest.starts_with(|c: char| c.is_ascii_digit()) {
            let (len, amount) = number(rest, units, words)?;
            let after = &rest[len..];
            if !is_level || is_start {
                (is_level, is_start) = (false, false);
                at += len;
                continue;
            }
            return finish(begin.unwrap_or(at)..at + len, amount, bound, after, words);
        }
        let (len, kind) = longest(rest, words)?;
        at += len;
        match kind {
            Word::Link => is_level = true,
            Word::From => is_start = true,
            Word::Filler => is_level = false,
            Word::Area => {}
            Word::Bound(found) => {
                (bound, is_level) = (found, true);
                begin = begin.or(Some(at - len));
            }
        }
    }
}

/// A number with what stands behind it.
fn finish(
    number: Range<usize>,
    amount: Amount,
    before: Bound,
    after: &str,
    words: &StatedWords,
) -> Option<Statement> {
    let begins = |list: &[String]| {
        list.iter().filter(|word| after.starts_with(word.as_str())).map(String::len).max()
    };
    if begins(&words.range_after).is_some() || is_change(&amount.unit, words) {
        return None;
    }
    let behind = [
        (&words.at_least_after, Bound::AtLeast),
        (&words.at_most_after, Bound::AtMost),
        (&words.about_after, Bound::About),
    ];
    let found = behind.into_iter().find_map(|(list, bound)| Some((begins(list)?, bound)));
    let (len, behind) = found.unwrap_or((0, Bound::None));
    let bound = if matches!(behind, Bound::None | Bound::About) && before != Bound::None {
        before
    } else {
        behind
    };
    Some(Statement { number: number.start..number.end + len, amount, bound })
}

fn is_change(unit: &str, words: &StatedWords) -> bool {
    words.change_units.iter().any(|u| u == unit)
}

/// The number that a text begins with and its unit: one of a figure's, of a change, or one that is
/// known.
fn number(text: &str, units: &[String], words: &StatedWords) -> Option<(usize, Amount)> {
    let digits = NUMBER.find(text)?.end();
    let rest = text[digits..].trim_start();
    let gap = text.len() - digits - rest.len();
    let longest = |list: &mut dyn Iterator<Item = &String>| {
        list.filter(|u| !u.is_empty() && rest.starts_with(u.as_str())).map(String::len).max()
    };
    let of_list = longest(&mut units.iter().chain(&words.change_units));
    let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8()).take(4);
    let known = ends.filter(|end| dimension(&rest[..*end]).is_some()).max();
    let unit = of_list.max(known).unwrap_or(0);
    // A bare number is a ratio only as a power.
    if unit == 0 && !text[..digits].contains(['×', '⁻']) {
        return None;
    }
    let end = digits + if unit > 0 { gap + unit } else { 0 };
    let written: String = text[..end].replace('％', "%");
    let figure = parse_figure(&written).ok()?;
    Some((end, figure.amount?))
}

/// What a word between a name and its number does.
#[derive(Debug, Clone, Copy)]
enum Word {
    Filler,
    Area,
    Link,
    From,
    Bound(Bound),
}

/// The longest known word that a text begins with.
fn longest(text: &str, words: &StatedWords) -> Option<(usize, Word)> {
    let lists: [(&[String], Word); 7] = [
        (&words.fillers, Word::Filler),
        (&words.areas, Word::Area),
        (&words.links, Word::Link),
        (&words.from, Word::From),
        (&words.at_least, Word::Bound(Bound::AtLeast)),
        (&words.at_most, Word::Bound(Bound::AtMost)),
        (&words.about, Word::Bound(Bound::About)),
    ];
    let found = lists.into_iter().flat_map(|(list, kind)| {
        let begins = list.iter().filter(|word| text.starts_with(word.as_str()));
        begins.map(move |word| (word.len(), kind))
    });
    found.max_by_key(|(len, _)| *len)
}

pub(super) fn has_any(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.contains(word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::Standard;

    #[track_caller]
    fn read(sentence: &str) -> String {
        let end = sentence.find(['率', '限']).unwrap() + '率'.len_utf8();
        let units = ["%".to_owned(), "小时".to_owned(), "人次/百万用户".to_owned()];
        statement(sentence, &(0..end), &units, &Standard::newest().names().stated)
            .map_or("-".to_owned(), |s| {
                format!("{:?} {} {}", s.bound, s.amount.value, s.amount.unit)
            })
    }

    #[test]
    fn the_number_that_is_the_level_is_read() {
        let cases = [
            ("及时率达到85.72%。", "None 85.72 %"),
            ("及时率为99％，", "None 99 %"),
            ("及时率99%", "None 99 %"),
            ("及时率：99 %", "None 99 %"),
            ("及时率由80%提高到85.72%", "None 85.72 %"),
            ("及时率从80%升至85.72%", "None 85.72 %"),
            ("及时率同比提升2.1个百分点，达到90%", "None 90 %"),
            ("及时率提升2个百分点", "-"),
            ("及时率提高90%", "-"),
            ("及时率由80%提高5个百分点", "-"),
            ("及时率超过90%", "AtLeast 90 %"),
            ("及时率保持在90%以上", "AtLeast 90 %"),
            ("及时率约90%", "About 90 %"),
            ("平均时限控制在25小时以内", "AtMost 25 小时"),
            ("平均时限缩短至25.6小时", "None 25.6 小时"),
            ("平均时限缩短25小时", "-"),
            ("平均时限为90分钟左右", "About 90 分钟"),
            ("差错率为4×10⁻⁶", "None 0.000004 "),
            ("差错率为4", "-"),
            ("及时率：城市99%、农村98%", "None 99 %"),
            ("申诉率为3.5人次/百万用户", "None 3.5 人次/百万用户"),
            ("及时率为85%至90%", "-"),
            ("及时率和满意率分别为85%和90%", "-"),
            ("及时率达标的分公司占90%", "-"),
            ("及时率的考核值为90%", "-"),
        ];
        for (sentence, expected) in cases {
            assert_eq!(read(sentence), expected, "{sentence}");
        }
    }
}
