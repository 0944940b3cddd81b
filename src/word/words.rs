//! The bare words of an element, for comments and for what is told as lost.

use super::limits;
use super::view::{Step, Tracked, step};
use super::xml::{Node, Space, name, text_of};

/// The words that are seen within an element; paragraphs are parted by `\n`.
pub(crate) fn words(node: Node<'_>, tracked: Tracked) -> String {
    let mut words = String::new();
    add(node, tracked, &mut words);
    words.trim_matches('\n').to_owned()
}

fn add(node: Node<'_>, tracked: Tracked, words: &mut String) {
    for child in node.children() {
        match step(child, tracked) {
            Step::Skip => {}
            Step::Into(inner) => add(inner, tracked, words),
            Step::Take(child) => match name(child) {
                (Space::Word, "t") | (Space::Math | Space::Drawing, "t") => {
                    words.push_str(&text_of(child));
                }
                (Space::Word, "delText") if tracked.shows_deleted() => {
                    words.push_str(&text_of(child));
                }
                (Space::Word, "tab") => words.push('\t'),
                (Space::Word, "br" | "cr") => words.push('\n'),
                (Space::Word, "noBreakHyphen") => words.push('-'),
                (Space::Word, "rPr" | "pPr" | "rt" | "instrText") => {}
                (Space::Word, "p") => {
                    add(child, tracked, words);
                    words.push('\n');
                }
                _ => add(child, tracked, words),
            },
        }
    }
}

/// The words of a drawing's part, a chart's or a diagram's: its texts and what it writes beside its
/// axes, parted by blanks.
pub(crate) fn words_of_drawing(root: Node<'_>) -> String {
    let mut words = String::new();
    for node in root.descendants() {
        let is_text = matches!(name(node), (Space::Drawing, "t") | (Space::Chart, "v"));
        if !is_text || words.len() > 4 * limits::WORDS {
            continue;
        }
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(&text_of(node));
    }
    limits::cut(&words).to_owned()
}
