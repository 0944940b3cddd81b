//! Text with its markup, cut and trimmed.

use crate::document::{Inline, plain_text};

/// Cuts a text behind so many bytes of what is read of it.
pub(super) fn split_at(inlines: Vec<Inline>, at: usize) -> (Vec<Inline>, Vec<Inline>) {
    let mut before = Vec::new();
    let mut behind = Vec::new();
    let mut left = at;
    for inline in inlines {
        let length = plain_text(std::slice::from_ref(&inline)).len();
        if left == 0 && length > 0 || !behind.is_empty() {
            behind.push(inline);
        } else if length <= left {
            left -= length;
            before.push(inline);
        } else {
            let (one, other) = cut(inline, left);
            left = 0;
            before.extend(one);
            behind.extend(other);
        }
    }
    (before, behind)
}

/// Cuts one inline; what cannot be cut stays whole, behind.
fn cut(inline: Inline, at: usize) -> (Option<Inline>, Option<Inline>) {
    match inline {
        Inline::Text(text) if text.is_char_boundary(at) => {
            let (one, other) = text.split_at(at);
            (Some(Inline::Text(one.to_owned())), Some(Inline::Text(other.to_owned())))
        }
        Inline::Strong(inner) => {
            let (one, other) = split_at(inner, at);
            (Some(Inline::Strong(one)), Some(Inline::Strong(other)))
        }
        Inline::Emphasis(inner) => {
            let (one, other) = split_at(inner, at);
            (Some(Inline::Emphasis(one)), Some(Inline::Emphasis(other)))
        }
        other => (None, Some(other)),
    }
}

/// A text without blanks at its ends, and without marks around nothing.
pub(super) fn trimmed(inlines: Vec<Inline>) -> Vec<Inline> {
    let is_blank = |inline: &Inline| *inline == Inline::Break || is_blank_text(inline);
    let start = inlines.iter().take_while(|inline| is_blank(inline)).count();
    let end = inlines.iter().rev().take_while(|inline| is_blank(inline)).count();
    let kept = inlines.len().saturating_sub(end).saturating_sub(start);
    let mut inlines: Vec<Inline> = inlines.into_iter().skip(start).take(kept).collect();
    if let Some(first) = inlines.first_mut() {
        trim(first, |text| text.trim_start());
    }
    if let Some(last) = inlines.last_mut() {
        trim(last, |text| text.trim_end());
    }
    inlines.retain(|inline| !is_empty(inline));
    inlines
}

/// Trims the words of an inline; those within marks at both ends.
fn trim(inline: &mut Inline, side: fn(&str) -> &str) {
    match inline {
        Inline::Text(text) => *text = side(text).to_owned(),
        Inline::Strong(inner) | Inline::Emphasis(inner) => *inner = trimmed(std::mem::take(inner)),
        _ => {}
    }
}

fn is_blank_text(inline: &Inline) -> bool {
    match inline {
        Inline::Text(text) => text.trim().is_empty(),
        Inline::Strong(inner) | Inline::Emphasis(inner) => inner.iter().all(is_blank_text),
        _ => false,
    }
}

fn is_empty(inline: &Inline) -> bool {
    match inline {
        Inline::Text(text) => text.is_empty(),
        Inline::Strong(inner) | Inline::Emphasis(inner) => inner.iter().all(is_empty),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Inline {
        Inline::Text(text.to_owned())
    }

    #[test]
    fn a_text_is_cut_within_its_marks() {
        let whole = vec![Inline::Strong(vec![text("（一）提速。")]), text("正文")];
        let (one, other) = split_at(whole.clone(), "（一）".len());
        assert_eq!(one, [Inline::Strong(vec![text("（一）")])]);
        assert_eq!(other, [Inline::Strong(vec![text("提速。")]), text("正文")]);
        let (one, other) = split_at(whole.clone(), "（一）提速。".len());
        assert_eq!((one.len(), other), (1, vec![text("正文")]));
        assert_eq!(split_at(whole.clone(), 0), (Vec::new(), whole));
    }

    #[test]
    fn blanks_at_the_ends_go() {
        let inlines =
            vec![text("　　"), Inline::Strong(vec![text(" 一是")]), text("提速 "), Inline::Break];
        assert_eq!(trimmed(inlines), [Inline::Strong(vec![text("一是")]), text("提速")]);
        assert_eq!(trimmed(vec![Inline::Break, text(" ")]), []);
    }
}
