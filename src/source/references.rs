//! References as texts have them: `${客户投诉.投诉处理满意率}`.

use std::ops::Range;

use super::Spanned;

/// The most characters between the brackets of a reference.
const MAX_NAME: usize = 100;

/// A reference in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reference {
    /// The bytes of the text that it takes.
    pub(crate) range: Range<usize>,
    /// What stands between its brackets, without blanks; `None` where none closes it.
    pub(crate) name: Option<String>,
}

/// The references in a text. The signs of a Chinese keyboard do as well; a backslash before one
/// makes it plain text.
#[must_use]
pub(crate) fn references(text: &str) -> Vec<Reference> {
    scan(text, 1)
}

/// The places of a text's references in the file, in their order; `None` where the file writes them
/// in some other way, as by escapes.
#[must_use]
pub(crate) fn places_of_references(
    plain: &str,
    text: &Spanned<String>,
) -> Option<Vec<Range<usize>>> {
    let written = plain.get(text.span.clone())?;
    // Between double quotes a backslash is written as two.
    let found = scan(written, if written.starts_with('"') { 2 } else { 1 });
    let names = |all: &[Reference]| -> Vec<_> { all.iter().map(|one| one.name.clone()).collect() };
    let places = found.iter().map(|one| {
        let start = text.span.start;
        start + one.range.start..start + one.range.end
    });
    (names(&found) == names(&references(&text.value))).then(|| places.collect())
}

/// The references in a text in which a backslash is written as so many.
fn scan(text: &str, backslashes: usize) -> Vec<Reference> {
    let mut found = Vec::new();
    let mut from = 0;
    for (at, bracket) in text.match_indices(['{', '｛']) {
        let Some(sign) = sign_before(&text[..at]) else { continue };
        let start = at - sign.len_utf8();
        let escapes = text[..start].len() - text[..start].trim_end_matches('\\').len();
        if start < from || (escapes / backslashes) % 2 == 1 {
            continue;
        }
        let inner = at + bracket.len();
        let end = closed(&text[inner..]).map(|length| inner + length);
        let name = end.map(|end| text[inner..end].split_whitespace().collect());
        let end =
            end.map_or(inner, |end| end + text[end..].chars().next().map_or(0, char::len_utf8));
        found.push(Reference { range: start..end, name });
        from = end;
    }
    found
}

/// The sign that makes a bracket behind it that of a reference.
fn sign_before(before: &str) -> Option<char> {
    before.chars().next_back().filter(|c| "$＄￥¥".contains(*c))
}

/// Where the reference ends whose bracket stands behind so many bytes.
pub(super) fn end_of_reference(text: &str, bracket: usize) -> Option<usize> {
    sign_before(&text[..bracket])?;
    let inner = bracket + text[bracket..].chars().next().map_or(0, char::len_utf8);
    let end = inner + closed(&text[inner..])?;
    Some(end + text[end..].chars().next().map_or(0, char::len_utf8))
}

/// How far it is to the bracket that closes a reference.
fn closed(text: &str) -> Option<usize> {
    let near = text.char_indices().take(MAX_NAME + 1);
    let mut stops = near.filter(|(_, c)| "{}｛｝".contains(*c));
    stops.next().filter(|(_, c)| "}｝".contains(*c)).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        let name = |one: Reference| one.name.unwrap_or_else(|| format!("?{}", &text[one.range]));
        references(text).into_iter().map(name).collect()
    }

    #[test]
    fn references_are_found_as_a_desk_types_them() {
        assert_eq!(
            names("为${客户投诉.投诉处理满意率}，${ 障碍 修复 }。"),
            ["客户投诉.投诉处理满意率", "障碍修复"]
        );
        assert_eq!(names("为￥｛投诉处理满意率｝"), ["投诉处理满意率"]);
        assert_eq!(names("为\\${甲}，\\\\${乙}，$5，{丙}"), ["乙"]);
        assert_eq!(names("为${甲，又为${乙}"), ["?${", "乙"]);
        assert_eq!(names(&format!("${{{}}}", "长".repeat(101))), ["?${"]);
    }

    #[test]
    fn places_are_those_of_the_file() {
        for yaml in ["为${甲}，\\${乙}，${丙}", "\"为${甲}，\\\\${乙}，${丙}\""] {
            let value = "为${甲}，\\${乙}，${丙}".to_owned();
            let text = Spanned { value, span: 0..yaml.len() };
            let found = places_of_references(yaml, &text).unwrap();
            let found: Vec<&str> = found.into_iter().map(|place| &yaml[place]).collect();
            assert_eq!(found, ["${甲}", "${丙}"]);
        }
        let text = Spanned { value: "${甲}".to_owned(), span: 0..10 };
        assert_eq!(places_of_references("\"\\x24{甲}\"", &text), None);
    }
}
