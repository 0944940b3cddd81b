//! Text with its slips mended, and what is said of the most frequent of them.

use std::ops::Range;

use crate::diagnostic::Finding;

/// A piece of a file's text, mended: where bytes were added is remembered, so that places in it
/// lead back to the file.
#[derive(Debug, Default)]
pub(super) struct Mended {
    /// The mended text.
    pub(super) text: String,
    /// The places behind each added byte.
    pub(super) grown: Vec<usize>,
}

impl From<&str> for Mended {
    fn from(text: &str) -> Self {
        Self { text: text.to_owned(), grown: Vec::new() }
    }
}

impl Mended {
    /// Adds what the file has, or a mend as long as what it replaces.
    pub(super) fn push(&mut self, c: char) {
        self.text.push(c);
    }

    /// The same for more than a character.
    pub(super) fn push_str(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Adds an ASCII character that the file lacks.
    pub(super) fn insert(&mut self, c: char) {
        self.text.push(c);
        self.grown.push(self.text.len());
    }

    /// Adds a further piece.
    pub(super) fn append(&mut self, other: Self) {
        let at = self.text.len();
        self.grown.extend(other.grown.iter().map(|place| place + at));
        self.text.push_str(&other.text);
    }
}

/// `：` where a colon is meant; `after` is what stands behind it.
pub(super) fn wide_colon(span: Range<usize>, after: &str) -> Finding {
    Finding::error("Y06", span.clone(), "键后面用了全角冒号“：”")
        .help("改成半角冒号和一个空格“: ”")
        .fix(span, spaced(":", after))
}

/// A mark of YAML with the space that has to follow it.
pub(super) fn spaced(mark: &str, after: &str) -> String {
    let spaced = after.is_empty() || after.starts_with(is_blank);
    if spaced { mark.to_owned() } else { format!("{mark} ") }
}

/// What YAML takes for a blank within a line.
pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t')
}

/// A colon without its space.
pub(super) fn glued_colon(span: Range<usize>, key: &str) -> Finding {
    let behind = span.end..span.end;
    Finding::error("Y16", span, "冒号后面缺少一个空格")
        .help(format!("写成“{}: …”，冒号后空一格", key.trim()))
        .fix(behind, " ")
}

/// Whether the text before a colon can be a key: short, and without marks that only a sentence
/// has.
pub(super) fn is_key_like(key: &str) -> bool {
    let key = key.trim();
    !key.is_empty()
        && key.chars().count() <= 24
        && !key.contains(['，', '。', '；', '“', '”', '、', '#', '"', '{', '['])
}
