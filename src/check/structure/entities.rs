//! S05: characters written as a web page writes them, &nbsp; and &#160;. Markdown prints what they
//! stand for, so they are looked for in the file.

use std::ops::Range;
use std::sync::OnceLock;

use regex::Regex;

use crate::check::Context;
use crate::finding::{Code, Findings};
use crate::pattern::pattern;

/// The names that text pasted from a page has, and numbers.
const ENTITY: &str = "&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|nbsp|ensp|emsp|thinsp|zwnj|zwj|shy|lt|gt|amp|quot|apos\
    |ldquo|rdquo|lsquo|rsquo|laquo|raquo|mdash|ndash|hellip|middot|bull|times|divide|plusmn|deg|permil|le|ge\
    |ne|asymp|copy|reg|trade|yen|sup[123]|frac12|sect|para|rarr|larr|alpha|beta|mu|micro|ohm|omega);";

fn entity() -> Option<&'static Regex> {
    static COMPILED: OnceLock<Option<Regex>> = OnceLock::new();
    // A pattern of ours; a test compiles it.
    COMPILED.get_or_init(|| pattern(ENTITY).ok()).as_ref()
}

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for text in context.filing.narratives() {
        let written = context.source.text().get(text.span.clone()).unwrap_or_default();
        for range in places(written) {
            let (start, end) = (text.span.start + range.start, text.span.start + range.end);
            let what = format!("网页的标记“{}”留在了正文里", &written[range]);
            findings.push(
                Code::S05
                    .at(start..end, what)
                    .help("多半是从网页粘贴带来的：是空格的删去，是别的字的直接打出那个字"),
            );
        }
    }
}

/// Where entities stand outside of code, those side by side as one.
fn places(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    if !text.contains('&') {
        return found;
    }
    let Some(entity) = entity() else { return found };
    let (mut start, mut fenced) = (0, false);
    for line in text.split_inclusive('\n') {
        fenced ^= line.trim_start().starts_with("```");
        let mut code = CodeSpans::of(line);
        for place in entity.find_iter(line).filter(|_| !fenced) {
            if code.hold(place.start()) {
                continue;
            }
            let range = start + place.start()..start + place.end();
            match found.last_mut() {
                Some(last) if is_one(&text[last.end..range.start]) => last.end = range.end,
                _ => found.push(range),
            }
        }
        start += line.len();
    }
    found
}

/// Whether what stands between two is part of them: &lt;br&gt;.
fn is_one(between: &str) -> bool {
    between.len() <= 12 && between.trim().chars().all(|c| c.is_ascii_alphanumeric() || c == '/')
}

/// Whether places of a line, asked for in their order, stand between backticks.
struct CodeSpans<'t> {
    line: &'t str,
    at: usize,
    open: bool,
    closed: usize,
}

impl<'t> CodeSpans<'t> {
    fn of(line: &'t str) -> Self {
        Self { line, at: 0, open: false, closed: line.rfind('`').unwrap_or(0) }
    }

    fn hold(&mut self, place: usize) -> bool {
        let passed = self.line[self.at..place].matches('`').count();
        self.open ^= passed % 2 == 1;
        self.at = place;
        self.open && place < self.closed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        places(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn entities_are_found_outside_of_code() {
        assert!(entity().is_some());
        for (text, wanted) in [
            ("新建&nbsp;&nbsp;12座&#160;共", vec!["&nbsp;&nbsp;", "&#160;"]),
            ("不足&lt;5%，&lt;br&gt;，&#x3C;", vec!["&lt;", "&lt;br&gt;", "&#x3C;"]),
            ("命令`a&lt;b`之后&gt;", vec!["&gt;"]),
            ("A&B；R&D;C，a&b; &company;", vec![]),
            ("```\n&nbsp;\n```\n", vec![]),
        ] {
            assert_eq!(found(text), wanted, "{text}");
        }
    }
}
