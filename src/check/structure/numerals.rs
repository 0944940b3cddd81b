//! Numbers as enumerations write them: 三, 十二, 3, ③.

const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// A number up to 99, in Chinese, in figures or in a circle.
pub(in crate::check) fn number(text: &str) -> Option<u32> {
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse().ok().filter(|n| *n < 100);
    }
    let mut chars = text.chars();
    if let (Some(c @ '①'..='⑳'), None) = (chars.next(), chars.next()) {
        return Some(c as u32 - '①' as u32 + 1);
    }
    match text.split_once('十') {
        None => digit(text),
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { digit(tens)? };
            let ones = if ones.is_empty() { 0 } else { digit(ones)? };
            Some(tens * 10 + ones)
        }
    }
}

fn digit(text: &str) -> Option<u32> {
    let mut chars = text.chars();
    let (c, None) = (chars.next()?, chars.next()) else { return None };
    if c == '两' {
        return Some(2);
    }
    (1..10).zip(&DIGITS[1..]).find_map(|(n, d)| (*d == c).then_some(n))
}

/// A number below 100 in Chinese.
pub(super) fn chinese(n: u32) -> String {
    let (tens, ones) = (n / 10, n % 10);
    let mut out = String::new();
    if tens > 1 {
        out.extend(DIGITS.get(tens as usize));
    }
    if tens > 0 {
        out.push('十');
    }
    if ones > 0 || tens == 0 {
        out.extend(DIGITS.get(ones as usize));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_it_is_written() {
        for (text, n) in [
            ("一", 1),
            ("两", 2),
            ("十", 10),
            ("十二", 12),
            ("二十", 20),
            ("三十五", 35),
            ("12", 12),
            ("③", 3),
        ] {
            assert_eq!(number(text), Some(n), "{text}");
        }
        for text in ["", "百", "一二", "十十", "1一", "100"] {
            assert_eq!(number(text), None, "{text}");
        }
        for n in 1..100 {
            assert_eq!(number(&chinese(n)), Some(n));
        }
    }
}
