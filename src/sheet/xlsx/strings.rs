//! Texts: those that cells share, and those in cells.

use crate::package::xml::{Node, Space, is, text_of};
use crate::sheet::refusal::Refusal;

/// The texts that cells share (18.4.9).
#[derive(Debug, Default)]
pub(super) struct Strings(Vec<String>);

impl Strings {
    pub(super) fn read(root: Node<'_>) -> Result<Self, Refusal> {
        let items = root.children().filter(|node| is(*node, Space::Sheet, "si"));
        Ok(Self(items.map(text_of_runs).collect()))
    }

    /// The text of an index, as a cell writes it.
    pub(super) fn get(&self, index: &str) -> Option<&str> {
        self.0.get(index.trim().parse::<usize>().ok()?).map(String::as_str)
    }
}

/// The text of an item: its own, or that of its runs. How it is pronounced (`rPh`) is none of it.
pub(super) fn text_of_runs(item: Node<'_>) -> String {
    let mut text = String::new();
    for node in item.children() {
        if is(node, Space::Sheet, "t") {
            text += &text_of(node);
        } else if is(node, Space::Sheet, "r") {
            let texts = node.children().filter(|child| is(*child, Space::Sheet, "t"));
            texts.for_each(|child| text += &text_of(child));
        }
    }
    unescape(&text)
}

/// A text without the escapes of characters that XML has no place for, `_x000D_` (22.9.2.19), and
/// with ends of lines as one character.
pub(super) fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, escape) = rest.split_at(at);
        plain.push_str(before);
        match escaped(escape) {
            Some(c) => {
                plain.push(c);
                rest = &escape[7..];
            }
            None => {
                plain.push_str("_x");
                rest = &escape[2..];
            }
        }
    }
    plain.push_str(rest);
    if plain.contains('\r') { plain.replace("\r\n", "\n").replace('\r', "\n") } else { plain }
}

fn escaped(text: &str) -> Option<char> {
    let code = text.get(2..6).filter(|_| text.as_bytes().get(6) == Some(&b'_'))?;
    let is_hexadecimal = code.bytes().all(|byte| byte.is_ascii_hexdigit());
    char::from_u32(u32::from_str_radix(code, 16).ok().filter(|_| is_hexadecimal)?)
}
