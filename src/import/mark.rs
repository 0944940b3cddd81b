//! The numbers that headings begin with: 一、（一）1.（1）, as GB/T 9704-2012 7.3.3 has them, and
//! others that people type.

use crate::filing::narrow;
use crate::numerals;

/// A number before a heading or an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) kind: Kind,
    pub(super) number: u32,
}

/// How a number is written; what is written so is of one level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// 第一章, 第二部分
    Part,
    /// 第一节
    Section,
    /// 壹、
    Formal,
    /// 一、
    Chapter,
    /// Ⅰ、
    Roman,
    /// （一） or ㈠
    First,
    /// 1. or 1、
    Second,
    /// 1.1
    Pair,
    /// （1）
    Third,
    /// 1.1.1
    Triple,
}

impl Kind {
    /// All kinds, the higher level first.
    pub(super) const ALL: [Self; 10] = [
        Self::Part,
        Self::Section,
        Self::Formal,
        Self::Chapter,
        Self::Roman,
        Self::First,
        Self::Second,
        Self::Pair,
        Self::Third,
        Self::Triple,
    ];
}

/// What may stand behind the number of a chapter or an item.
const STOPS: [char; 3] = ['、', '.', '．'];

/// What may part a number from its text.
const BLANKS: [char; 3] = [' ', '\t', '\u{3000}'];

/// The number that a text begins with, and how many bytes it takes.
pub(super) fn mark(text: &str) -> Option<(Mark, usize)> {
    let readers = [in_brackets, chapter, roman, part, several, item];
    readers.iter().find_map(|read| read(text))
}

fn of(kind: Kind, number: u32, length: usize) -> Option<(Mark, usize)> {
    Some((Mark { kind, number }, length))
}

fn in_brackets(text: &str) -> Option<(Mark, usize)> {
    // ㈠ to ㈩
    let first = text.chars().next()?;
    if let Some(number) = (first as u32).checked_sub(0x3220).filter(|n| *n < 10) {
        return of(Kind::First, number + 1, first.len_utf8());
    }
    let inner = text.strip_prefix(['（', '('])?;
    let end = inner.char_indices().take(5).find(|(_, c)| ['）', ')'].contains(c));
    let (end, close) = end?;
    let number = inner[..end].trim();
    let length = text.len() - inner.len() + end + close.len_utf8();
    // （一）、
    let length = length + text[length..].strip_prefix('、').map_or(0, |_| '、'.len_utf8());
    match chinese(number) {
        Some(n) => of(Kind::First, n, length),
        None => of(Kind::Third, digits(number)?, length),
    }
}

fn chapter(text: &str) -> Option<(Mark, usize)> {
    let end = text.find(|c| !is_numeral(c))?;
    let stop = text[end..].chars().next()?;
    let is_stop = STOPS.contains(&stop) || ['，', ','].contains(&stop) || BLANKS.contains(&stop);
    let plain: String = text[..end].chars().map(plain_numeral).collect();
    let number = chinese(&plain).filter(|_| is_stop)?;
    let kind = if plain == text[..end] { Kind::Chapter } else { Kind::Formal };
    of(kind, number, end + stop.len_utf8())
}

/// Ⅰ、 to Ⅻ、
fn roman(text: &str) -> Option<(Mark, usize)> {
    let first = text.chars().next()?;
    let number = (first as u32).checked_sub(0x2160).filter(|n| *n < 12)?;
    let stop = text[first.len_utf8()..].chars().next().filter(|c| STOPS.contains(c))?;
    of(Kind::Roman, number + 1, first.len_utf8() + stop.len_utf8())
}

/// 第一章, 第2部分, 第一节.
fn part(text: &str) -> Option<(Mark, usize)> {
    let inner = text.strip_prefix('第')?;
    let end = inner.find(|c| !is_numeral(c) && !c.is_ascii_digit())?;
    let number = chinese(&inner[..end]).or_else(|| digits(&inner[..end]))?;
    let behind = &inner[end..];
    let words =
        [("部分", Kind::Part), ("章", Kind::Part), ("篇", Kind::Part), ("节", Kind::Section)];
    let (word, kind) = words.into_iter().find(|(word, _)| behind.starts_with(word))?;
    let length = '第'.len_utf8() + end + word.len();
    let is_stop = |c: &char| BLANKS.contains(c) || ['、', '：', ':'].contains(c);
    let stop = text[length..].chars().next().filter(is_stop)?;
    of(kind, number, length + stop.len_utf8())
}

/// 1.1 and 1.1.1, which a blank has to follow: 4.01小时 is none.
fn several(text: &str) -> Option<(Mark, usize)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    text[end..].starts_with(BLANKS).then_some(())?;
    let numbers: Option<Vec<u32>> = text[..end].split('.').map(digits).collect();
    match numbers?.as_slice() {
        [_, number] => of(Kind::Pair, *number, end + 1),
        [_, _, number] => of(Kind::Triple, *number, end + 1),
        _ => None,
    }
}

fn item(text: &str) -> Option<(Mark, usize)> {
    let first = text.chars().next()?;
    // ① ⑴ ⒈, to twenty.
    for (start, kind) in [(0x2460, Kind::Third), (0x2474, Kind::Third), (0x2488, Kind::Second)] {
        if let Some(number) = (first as u32).checked_sub(start).filter(|n| *n < 20) {
            return of(kind, number + 1, first.len_utf8());
        }
    }
    let end = text.find(|c: char| !narrow(c).is_ascii_digit())?;
    let stop = text[end..].chars().next()?;
    let length = end + stop.len_utf8();
    let number: String = text[..end].chars().map(narrow).collect();
    if [')', '）'].contains(&stop) {
        return of(Kind::Third, digits(&number)?, length);
    }
    if !STOPS.contains(&stop) {
        return None;
    }
    // 4.01小时
    let is_number = text[length..].starts_with(|c: char| narrow(c).is_ascii_digit());
    let number = digits(&number).filter(|_| !is_number)?;
    of(Kind::Second, number, length)
}

/// The mark of a number that Word counts: `1`, `1.1` and `（一）` alike.
pub(super) fn counted(number: &str) -> Option<Mark> {
    let number = number.trim();
    let bare = digits(number).map(|n| Mark { kind: Kind::Second, number: n });
    let dotted = || mark(&format!("{} ", number.trim_end_matches('.'))).map(|(mark, _)| mark);
    bare.or_else(|| mark(number).map(|(mark, _)| mark)).or_else(dotted)
}

const FORMAL: &str = "壹贰叁肆伍陆柒捌玖拾";
const PLAIN: &str = "一二三四五六七八九十";

fn plain_numeral(c: char) -> char {
    let at = FORMAL.chars().position(|formal| formal == c);
    at.and_then(|at| PLAIN.chars().nth(at)).unwrap_or(c)
}

fn is_numeral(c: char) -> bool {
    numerals::is_numeral(c) || "百零〇".contains(c) || FORMAL.contains(c)
}

fn chinese(text: &str) -> Option<u32> {
    numerals::number(text).filter(|n| *n > 0)
}

/// A number of two digits at most: what is longer numbers nothing here.
fn digits(text: &str) -> Option<u32> {
    let short = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    short.then(|| text.parse().ok()).flatten().filter(|_| !text.starts_with('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_type_them() {
        let cases = [
            ("一、公司简介", Some((Kind::Chapter, 1, "公司简介"))),
            ("一、\t公司简介", Some((Kind::Chapter, 1, "\t公司简介"))),
            ("十二．附则", Some((Kind::Chapter, 12, "附则"))),
            ("叁、指标", Some((Kind::Formal, 3, "指标"))),
            ("Ⅱ、指标", Some((Kind::Roman, 2, "指标"))),
            ("第二部分　指标", Some((Kind::Part, 2, "指标"))),
            ("第1章 概况", Some((Kind::Part, 1, "概况"))),
            ("第一节 网络", Some((Kind::Section, 1, "网络"))),
            ("（三）网络", Some((Kind::First, 3, "网络"))),
            ("㈡网络", Some((Kind::First, 2, "网络"))),
            ("(一)固定电话", Some((Kind::First, 1, "固定电话"))),
            ("（一）、宽带", Some((Kind::First, 1, "宽带"))),
            ("1.业务变更", Some((Kind::Second, 1, "业务变更"))),
            ("2、障碍修复", Some((Kind::Second, 2, "障碍修复"))),
            ("3.1 移动电话", Some((Kind::Pair, 1, "移动电话"))),
            ("3.1.2 计费差错率", Some((Kind::Triple, 2, "计费差错率"))),
            ("（1）乡镇", Some((Kind::Third, 1, "乡镇"))),
            ("1)乡镇", Some((Kind::Third, 1, "乡镇"))),
            ("②乡镇", Some((Kind::Third, 2, "乡镇"))),
            ("１．网络", Some((Kind::Second, 1, "网络"))),
            ("４．０１小时", None),
            ("一是推进", None),
            ("4.01小时", None),
            ("2020年", None),
            ("（不含客户自维线路）", None),
            ("2020.", None),
            ("0.85天", None),
        ];
        for (text, expected) in cases {
            let found = mark(text).map(|(mark, length)| (mark.kind, mark.number, &text[length..]));
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn what_word_counts_needs_no_blank_behind() {
        let kind = |number| counted(number).map(|mark| mark.kind);
        assert_eq!(kind("1"), Some(Kind::Second));
        assert_eq!(kind("1.1"), Some(Kind::Pair));
        assert_eq!(kind("1.1."), Some(Kind::Pair));
        assert_eq!(kind("（一）"), Some(Kind::First));
        assert_eq!(kind("●"), None);
    }
}
