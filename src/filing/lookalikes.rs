//! Letters that stand for digits: `O.85天`, `99.l0%`.

use super::unit::dimension;

/// A text with digits in place of the letters that stand within its numbers, and the first such
/// letter with its digit; `None` where there is none. Each letter is as long as its digit.
pub(super) fn with_digits(text: &str) -> Option<(String, char, char)> {
    let mut out = String::with_capacity(text.len());
    let mut first = None;
    let mut rest = text;
    let mut before = None;
    while let Some(start) = rest.find(is_numeric) {
        out.push_str(&rest[..start]);
        before = rest[..start].chars().next_back().or(before);
        let run = &rest[start..];
        let end = run.find(|c: char| !is_numeric(c)).unwrap_or(run.len());
        let (run, behind) = run.split_at(end);
        let apart = !before.is_some_and(|c: char| c.is_ascii_alphabetic()) && !in_word(behind);
        let mixed = run.contains(|c: char| c.is_ascii_digit());
        for c in run.chars() {
            let digit = digit_of(c).filter(|_| apart && mixed);
            first = first.or(digit.map(|digit| (c, digit)));
            out.push(digit.unwrap_or(c));
        }
        before = run.chars().next_back();
        rest = behind;
    }
    out.push_str(rest);
    first.map(|(letter, digit)| (out, letter, digit))
}

/// Whether a text begins within a Latin word that is no unit.
fn in_word(text: &str) -> bool {
    let end = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    end > 0 && dimension(&text[..end]).is_none()
}

fn is_numeric(c: char) -> bool {
    c.is_ascii_digit() || c == '.' || digit_of(c).is_some()
}

fn digit_of(c: char) -> Option<char> {
    match c {
        'O' | 'o' => Some('0'),
        'l' | 'I' => Some('1'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::with_digits;

    #[test]
    fn letters_within_numbers_are_digits() {
        for (text, digits) in [
            ("O.85天", "0.85天"),
            ("99.l0%", "99.10%"),
            ("城市O.84天、农村1.o4天", "城市0.84天、农村1.04天"),
            ("I2.5小时", "12.5小时"),
            ("O.5h", "0.5h"),
        ] {
            assert_eq!(with_digits(text).map(|(text, ..)| text).as_deref(), Some(digits), "{text}");
        }
        for text in ["0.85天", "OK", "O.O天", "4.01lux", "GPON10", "FTTO 3个"] {
            assert_eq!(with_digits(text), None, "{text}");
        }
    }
}
