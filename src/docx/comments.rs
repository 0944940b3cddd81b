//! `comments.xml`: what was found, at its words (ECMA-376 Part 1 17.13.4).

use std::fmt::Write as _;

use super::styles::{COMMENT_MARK, COMMENT_TEXT};
use super::text::Anchor;
use super::xml::{PROLOGUE, escape, namespaces};

/// Who says it.
pub(crate) const AUTHOR: &str = "呈报";

/// A comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Comment {
    /// Where it stands.
    pub(crate) anchor: Anchor,
    /// What it says, a paragraph for each line.
    pub(crate) text: String,
}

/// `comments.xml`. Comments have no date: the program knows none.
pub(super) fn part(comments: &[Comment]) -> String {
    let mut out = format!("{PROLOGUE}<w:comments {}>", namespaces());
    for (n, comment) in comments.iter().enumerate() {
        let _ = write!(out, r#"<w:comment w:id="{n}" w:author="{AUTHOR}" w:initials="{AUTHOR}">"#);
        let mut mark = format!(
            r#"<w:r><w:rPr><w:rStyle w:val="{COMMENT_MARK}"/></w:rPr><w:annotationRef/></w:r>"#
        );
        for line in comment.text.lines() {
            let _ = write!(
                out,
                r#"<w:p><w:pPr><w:pStyle w:val="{COMMENT_TEXT}"/></w:pPr>{}<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r></w:p>"#,
                std::mem::take(&mut mark),
                escape(line)
            );
        }
        out.push_str("</w:comment>");
    }
    out.push_str("</w:comments>");
    out
}
