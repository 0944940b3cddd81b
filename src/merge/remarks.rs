//! Comments of Word as comments of the file.

use std::collections::BTreeSet;

use crate::docx::AUTHOR;
use crate::edit::File;
use crate::finding::Edit;
use crate::import::{Remark, ShownPiece};

/// The most characters of a comment that are kept in a line.
const LONGEST: usize = 400;

/// The comments on a piece as lines of comments.
pub(super) fn lines(piece: &ShownPiece) -> Vec<String> {
    // The program's own findings come anew with each draft.
    let is_theirs = |remark: &&Remark| remark.author != AUTHOR;
    piece.remarks.iter().filter(is_theirs).map(|remark| comment(&remark.to_string())).collect()
}

/// A text as a line of comment.
pub(super) fn comment(text: &str) -> String {
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = text.chars().take(LONGEST).collect();
    let rest = if short.len() < text.len() { "……" } else { "" };
    format!("# {short}{rest}")
}

/// Lines of comments to be put above what they are about.
#[derive(Debug, Default)]
pub(super) struct Comments {
    /// The line's start, and the comment.
    all: Vec<(usize, String)>,
    known: BTreeSet<(usize, String)>,
}

impl Comments {
    /// Puts a comment above what stands at a place, unless it is there already. Says whether it
    /// was put.
    pub(super) fn put(&mut self, file: File<'_>, at: usize, comment: String) -> bool {
        let line = file.comment_line(at);
        let text = file.text();
        let mut above = line;
        while let Some(before) = above.checked_sub(1) {
            let own = file.source.lines_of(&(before..before));
            let own_text = text[own.clone()].trim();
            if own_text == comment {
                return false;
            }
            if !own_text.starts_with('#') {
                break;
            }
            above = own.start;
        }
        let is_new = self.known.insert((line, comment.clone()));
        if is_new {
            self.all.push((line, comment));
        }
        is_new
    }

    /// The edits that put them.
    pub(super) fn edits(self, file: File<'_>) -> Vec<Edit> {
        let edit = |(line, comment): (usize, String)| {
            let pad = " ".repeat(file.column(line));
            Edit { span: line..line, text: format!("{pad}{comment}\n") }
        };
        self.all.into_iter().map(edit).collect()
    }
}
