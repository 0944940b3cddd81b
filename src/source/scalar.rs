//! A text as a YAML scalar: bare where that is safe, else in double quotes.

/// Writes a one-line text so that YAML reads it back.
pub(crate) fn scalar(text: &str) -> String {
    let unsafe_start =
        text.starts_with(|c: char| c.is_whitespace() || "-?:,[]{}#&*!|>'\"%@`~".contains(c));
    let unsafe_inside = text.contains([',', '[', ']', '{', '}', '"', '\'', '\\', '#']);
    // A full-width colon reads as one that was mistyped.
    let unsafe_colon = text.contains(": ") || text.contains('：') || text.ends_with([':', ' ']);
    if !text.is_empty() && !unsafe_start && !unsafe_inside && !unsafe_colon && text != "null" {
        return text.to_owned();
    }
    quoted(text)
}

/// The same within braces or brackets, where a full-width mark reads as a mistyped one too.
pub(crate) fn scalar_in_flow(text: &str) -> String {
    if text.contains(['，', '；', '、', '｛', '｝', '［', '］', ':']) {
        return quoted(text);
    }
    scalar(text)
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_needs_quotes_gets_them() {
        for text in ["【】小时", "≤【】", "shanxi-mobile-2020h2.yaml", "【】%", "2020下.yaml"]
        {
            assert_eq!(scalar(text), text);
        }
        assert_eq!(scalar(">【】%"), "\">【】%\"");
        assert_eq!(scalar("#1 \"甲\".yaml"), "\"#1 \\\"甲\\\".yaml\"");
    }
}
