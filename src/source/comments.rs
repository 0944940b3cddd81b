//! What stands in a file and is no value: its comments.

use granit_parser::{Event, Parser};

use super::survey::survey;
use super::{Source, Spanned};

/// The comments of a source, each with its place and without its `#`, in the order of the file.
/// Behind a fault of syntax none is seen.
#[must_use]
pub(crate) fn comments(source: &Source) -> Vec<Spanned<String>> {
    let survey = survey(source.plain());
    let options = granit_parser::options! {
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
        emit_comments: true,
        // A file has a few megabytes.
        max_buffered_comment_events: 1_000_000,
        flow_nesting_limit: 250,
        block_nesting_limit: 250,
    };
    let mut events = Parser::new_from_str_with_options(&survey.text, options);
    let mut comments = Vec::new();
    while let Some(Ok((event, span))) = events.next_event() {
        if let Event::Comment(text, _) = event {
            let place = span.byte_range().unwrap_or(0..0);
            let span = survey.original(place.start)..survey.original(place.end);
            comments.push(Spanned { value: text.trim().to_owned(), span });
        }
    }
    comments
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Encoding;

    #[test]
    fn comments_are_told_from_texts_that_look_like_them() {
        let text = "# 一\n甲: 乙 # 二\n丙: |\n  # 不是注释\n  丁#戊\n# 三\n己: \"# 也不是\"\n";
        let found = comments(&Source::new("a", text, Encoding::Utf8));
        let found: Vec<(&str, &str)> =
            found.iter().map(|c| (c.value.as_str(), &text[c.span.clone()])).collect();
        assert_eq!(found, [("一", "# 一"), ("二", "# 二"), ("三", "# 三")]);
    }
}
