//! What a page has beside its text: page numbers and the table of contents, which a report makes
//! anew.

use super::draft::{Lost, Rest};
use super::piece::Piece;

/// The pieces that are text; of the others, what was left of them.
pub(super) fn without(pieces: Vec<Piece>) -> (Vec<Piece>, Rest) {
    let mut rest = Rest::default();
    let mut in_contents = false;
    let mut kept = Vec::with_capacity(pieces.len());
    for piece in pieces {
        if piece.is_body {
            kept.push(piece);
            continue;
        }
        let text = piece.text();
        let is_title = is_contents_title(&text);
        in_contents = is_title || in_contents && ends_with_page(&text);
        if is_title || is_contents_line(&text) || in_contents {
            rest.lost.push(Lost { kind: "目录", place: piece.place, text });
        } else if piece.is_text() && is_page_number(&text) && !is_rest_of(kept.last(), &text) {
            rest.leave(&piece);
        } else {
            kept.push(piece);
        }
    }
    (kept, rest)
}

/// Whether a bare number may be the rest of the line before it, which ends with one.
fn is_rest_of(before: Option<&Piece>, text: &str) -> bool {
    let is_bare = text.trim().bytes().all(|byte| byte.is_ascii_digit());
    is_bare && before.is_some_and(|piece| piece.text().ends_with(|c: char| c.is_ascii_digit()))
}

fn is_contents_title(text: &str) -> bool {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    text == "目录"
}

/// A title, dots, and a page.
fn is_contents_line(text: &str) -> bool {
    let Some(title) = without_page(text) else { return false };
    let title = title.trim_end();
    let bare = title.trim_end_matches(['…', '.', '·', '．', '⋯', ' ']);
    title.chars().count() - bare.chars().count() >= 2
        && !bare.is_empty()
        && bare.len() < title.len()
}

/// Whether a short line ends with what may be a page.
fn ends_with_page(text: &str) -> bool {
    text.chars().count() <= 50 && !text.contains('。') && without_page(text).is_some()
}

/// A text without the number at its end.
fn without_page(text: &str) -> Option<&str> {
    let text = text.trim_end();
    let title = text.trim_end_matches(|c: char| c.is_ascii_digit());
    (1..=3).contains(&(text.len() - title.len())).then_some(title)
}

/// `- 3 -`, 第3页, 第3页 共12页, PAGE.
fn is_page_number(text: &str) -> bool {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let bare = text.trim_matches(['-', '—', '–', '―', '·', '~', '－']);
    let is_number = |text: &str| {
        (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let of_pages = bare.strip_prefix('第').and_then(|rest| {
        let (page, all) = rest.split_once('页')?;
        let all = all.trim_start_matches(['共', '/', '，']).trim_end_matches('页');
        Some(is_number(page) && (all.is_empty() || is_number(all)))
    });
    is_number(bare) || text == "PAGE" || of_pages.unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_and_contents_are_no_text() {
        for text in ["- 3 -", "— 12 —", "第3页", "第 3 页 共 12 页", "PAGE", "12"] {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["10086", "12.5小时", "第3页的内容", "一"] {
            assert!(!is_page_number(text), "{text}");
        }
        for text in ["一、公司简介………1", "二、服务质量状况 ....... 12"] {
            assert!(is_contents_line(text), "{text}");
        }
        for text in ["投诉受理热线：10086", "一、公司简介", "投诉处理……99"] {
            assert!(!is_contents_line(text) || text.contains('…'), "{text}");
        }
    }
}
