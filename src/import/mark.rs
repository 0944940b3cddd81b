//! The numbers that headings begin with: 一、（一）1.（1）, as GB/T 9704-2012 7.3.3 has them and as
//! people type them.

use crate::numerals;

/// A number before a heading or an item, by the level that it is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// 一、
    Chapter(u32),
    /// （一）
    First(u32),
    /// 1.
    Second(u32),
    /// （1）
    Third(u32),
}

/// What may stand behind the number of a chapter or an item.
const STOPS: [char; 4] = ['、', '.', '．', '，'];

/// The number that a text begins with, and how many bytes it takes.
pub(super) fn mark(text: &str) -> Option<(Mark, usize)> {
    in_brackets(text).or_else(|| chapter(text)).or_else(|| part(text)).or_else(|| item(text))
}

fn in_brackets(text: &str) -> Option<(Mark, usize)> {
    let inner = text.strip_prefix(['（', '('])?;
    let (number, _) = inner.split_once(['）', ')'])?;
    let open = text.len() - inner.len();
    let close = inner[number.len()..].chars().next().map_or(0, char::len_utf8);
    let end = open + number.len() + close;
    // （一）、
    let end = end + text[end..].strip_prefix('、').map_or(0, |_| '、'.len_utf8());
    let number = number.trim();
    if let Some(n) = chinese(number) {
        return Some((Mark::First(n), end));
    }
    Some((Mark::Third(digits(number)?), end))
}

fn chapter(text: &str) -> Option<(Mark, usize)> {
    let end = text.find(|c| !is_numeral(c))?;
    let stop = text[end..].chars().next().filter(|c| STOPS.contains(c))?;
    Some((Mark::Chapter(chinese(&text[..end])?), end + stop.len_utf8()))
}

/// 第一章, 第二部分.
fn part(text: &str) -> Option<(Mark, usize)> {
    let inner = text.strip_prefix('第')?;
    let end = inner.find(|c| !is_numeral(c))?;
    let number = chinese(&inner[..end])?;
    let behind = &inner[end..];
    let word = ["部分", "章"].iter().find(|word| behind.starts_with(**word))?;
    let length = '第'.len_utf8() + end + word.len();
    let stop = text[length..].chars().next().filter(|c| "、：: 　".contains(*c))?;
    Some((Mark::Chapter(number), length + stop.len_utf8()))
}

fn item(text: &str) -> Option<(Mark, usize)> {
    let end = text.find(|c: char| !c.is_ascii_digit())?;
    let stop = text[end..].chars().next().filter(|c| STOPS.contains(c) && *c != '，')?;
    let length = end + stop.len_utf8();
    // 4.01小时
    let is_number = text[length..].starts_with(|c: char| c.is_ascii_digit());
    (!is_number).then_some((Mark::Second(digits(&text[..end])?), length))
}

fn is_numeral(c: char) -> bool {
    numerals::is_numeral(c) || c == '百' || c == '零' || c == '〇'
}

fn chinese(text: &str) -> Option<u32> {
    numerals::number(text).filter(|n| *n > 0)
}

/// A number of two digits at most: what is longer numbers nothing here.
fn digits(text: &str) -> Option<u32> {
    let short = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    short.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_type_them() {
        let cases = [
            ("一、公司简介", Some((Mark::Chapter(1), "公司简介"))),
            ("十二．附则", Some((Mark::Chapter(12), "附则"))),
            ("第二部分　指标", Some((Mark::Chapter(2), "指标"))),
            ("（三）网络", Some((Mark::First(3), "网络"))),
            ("(一)固定电话", Some((Mark::First(1), "固定电话"))),
            ("（一）、宽带", Some((Mark::First(1), "宽带"))),
            ("1.业务变更", Some((Mark::Second(1), "业务变更"))),
            ("2、障碍修复", Some((Mark::Second(2), "障碍修复"))),
            ("（1）乡镇", Some((Mark::Third(1), "乡镇"))),
            ("一是推进", None),
            ("4.01小时", None),
            ("2020年", None),
            ("（不含客户自维线路）", None),
            ("2020.", None),
        ];
        for (text, expected) in cases {
            let found = mark(text).map(|(mark, length)| (mark, &text[length..]));
            assert_eq!(found, expected, "{text}");
        }
    }
}
