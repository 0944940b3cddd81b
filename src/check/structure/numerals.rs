//! Numbers as enumerations write them: 三, 十二, 3, ③.

use crate::numerals;

/// A number up to 99, in Chinese, in figures or in a circle.
pub(in crate::check) fn number(text: &str) -> Option<u32> {
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse().ok().filter(|n| *n < 100);
    }
    let mut chars = text.chars();
    if let (Some(c @ '①'..='⑳'), None) = (chars.next(), chars.next()) {
        return Some(c as u32 - '①' as u32 + 1);
    }
    if text == "两" {
        return Some(2);
    }
    numerals::number(text).filter(|n| (1..100).contains(n))
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
    }
}
