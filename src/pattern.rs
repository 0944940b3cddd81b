//! Regular expressions of ours: the `regex` crate's, where `\d`, `\s` and `\S` mean ASCII as they
//! do in a filing's syntax; a full-width ５ is another fault. So none of its Unicode tables is
//! built in.

use regex::Regex;

/// Compiles a pattern.
///
/// # Errors
/// It is no regular expression.
pub(crate) fn pattern(pattern: &str) -> Result<Regex, regex::Error> {
    let mut ascii = String::with_capacity(pattern.len());
    let mut characters = pattern.chars();
    while let Some(c) = characters.next() {
        match (c, if c == '\\' { characters.next() } else { None }) {
            ('\\', Some('d')) => ascii.push_str("[0-9]"),
            ('\\', Some('s')) => ascii.push_str(r"[\t\n\x0B\x0C\r ]"),
            ('\\', Some('S')) => ascii.push_str(r"[^\t\n\x0B\x0C\r ]"),
            (c, escaped) => {
                ascii.push(c);
                ascii.extend(escaped);
            }
        }
    }
    Regex::new(&ascii)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_ascii() {
        for (text, found) in [("12", true), ("１２", false), (r"\d", false)] {
            assert_eq!(pattern(r"^\d+$").unwrap().is_match(text), found, "{text}");
        }
        assert!(pattern(r"^[^\d\s]\S\s$").unwrap().is_match("甲乙 "));
        assert!(!pattern(r"^\s$").unwrap().is_match("\u{3000}"));
        // An escaped backslash is no class's.
        assert!(pattern(r"^\\d$").unwrap().is_match(r"\d"));
    }
}
