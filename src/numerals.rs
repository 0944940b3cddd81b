//! Chinese numerals, read and written.

const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// Whether a character is one that items are numbered with: 一 to 十.
pub(crate) fn is_numeral(c: char) -> bool {
    c == '十' || digit(c).is_some_and(|digit| digit > 0)
}

/// The value of 〇 (or 零) to 九.
pub(crate) fn digit(c: char) -> Option<u32> {
    let c = if c == '零' { '〇' } else { c };
    (0..).zip(DIGITS).find_map(|(value, digit)| (digit == c).then_some(value))
}

/// A number below 1000: 三, 十二, 一百零五. Of a bare 百 the hundred is one.
pub(crate) fn number(text: &str) -> Option<u32> {
    let Some((hundreds, rest)) = text.split_once('百') else { return below_hundred(text) };
    let hundreds = if hundreds.is_empty() { 1 } else { one_digit(hundreds)? };
    let rest = rest.trim_start_matches(['零', '〇']);
    let rest = if rest.is_empty() { 0 } else { below_hundred(rest)? };
    Some(hundreds * 100 + rest)
}

fn below_hundred(text: &str) -> Option<u32> {
    let Some((tens, ones)) = text.split_once('十') else { return one_digit(text) };
    let tens = if tens.is_empty() { 1 } else { one_digit(tens)? };
    let ones = if ones.is_empty() { 0 } else { one_digit(ones)? };
    Some(tens * 10 + ones)
}

fn one_digit(text: &str) -> Option<u32> {
    let mut chars = text.chars();
    let value = digit(chars.next()?)?;
    chars.next().is_none().then_some(value)
}

/// A number below 100 as headings count: 一, 十二, 二十; a greater one in figures.
pub(crate) fn chinese(n: u64) -> String {
    let digit = |n: u64| usize::try_from(n).ok().and_then(|n| DIGITS.get(n)).copied();
    let ones = digit(n % 10).filter(|_| !n.is_multiple_of(10));
    match n {
        0 => DIGITS[0].to_string(),
        1..=9 => ones.into_iter().collect(),
        10..=19 => std::iter::once('十').chain(ones).collect(),
        20..=99 => digit(n / 10).into_iter().chain(['十']).chain(ones).collect(),
        _ => n.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_it_is_written() {
        for n in 0..100 {
            assert_eq!(number(&chinese(n.into())), Some(n));
        }
        for (text, n) in
            [("零", 0), ("百", 100), ("一百", 100), ("一百零五", 105), ("九百九十九", 999)]
        {
            assert_eq!(number(text), Some(n), "{text}");
        }
        for text in ["", "一二", "十十", "1一", "百百", "两", "a"] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn headings_count_in_chinese() {
        for (n, written) in
            [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五"), (100, "100")]
        {
            assert_eq!(chinese(n), written);
        }
    }
}
