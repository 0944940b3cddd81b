//! Blanks at a line's start and between YAML's signs: those that YAML knows, and those that only
//! look like them.

use crate::characters::is_invisible;

/// What YAML takes for a blank within a line.
pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t')
}

/// A blank that YAML takes for text.
pub(super) fn is_strange(c: char) -> bool {
    matches!(
        c,
        '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}'
    )
}

/// A blank of any kind.
pub(super) fn is_any(c: char) -> bool {
    is_blank(c) || is_strange(c)
}

/// What a blank is called that is no space.
pub(super) fn name(c: char) -> String {
    match c {
        '\t' => "制表符（Tab）".to_owned(),
        '\u{3000}' => "全角空格（U+3000）".to_owned(),
        '\u{A0}' => "不间断空格（U+00A0）".to_owned(),
        c => format!("特殊空格（U+{:04X}）", c as u32),
    }
}

/// The blanks that a line begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Lead {
    /// How many bytes they are.
    pub(super) bytes: usize,
    /// How many spaces stand before anything else.
    pub(super) spaces: usize,
    /// How wide they look, a tab as two spaces.
    pub(super) width: usize,
    pub(super) tabs: usize,
    /// The first that is no space, and its position.
    pub(super) strange: Option<(usize, char)>,
}

impl Lead {
    /// The blanks of a line as it is in the file.
    pub(super) fn of(line: &str) -> Self {
        let mut lead = Self { bytes: 0, spaces: 0, width: 0, tabs: 0, strange: None };
        let mut only_spaces = true;
        for c in line.chars() {
            match c {
                ' ' => lead.width += 1,
                '\t' => {
                    lead.width += 2;
                    lead.tabs += 1;
                }
                '\u{3000}' => lead.width += 2,
                c if is_strange(c) => lead.width += 1,
                // Invisible and reported already; it makes no line deeper.
                c if is_invisible(c) && !matches!(c, '\r' | '\n') => {}
                _ => break,
            }
            if is_any(c) && c != ' ' {
                lead.strange = lead.strange.or(Some((lead.bytes, c)));
            }
            only_spaces &= c == ' ';
            lead.spaces += usize::from(only_spaces);
            lead.bytes += c.len_utf8();
        }
        lead
    }

    /// Whether there is nothing but spaces.
    pub(super) fn is_plain(self) -> bool {
        self.spaces == self.bytes
    }
}
