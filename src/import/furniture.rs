//! What a page has beside its text: page numbers and the table of contents, which a report makes
//! anew.

use std::collections::BTreeSet;

use super::draft::{Lost, Rest};
use super::mark::mark;
use super::piece::Piece;

/// The pieces that are text; of the others, what was left of them.
pub(super) fn without(pieces: Vec<Piece>) -> (Vec<Piece>, Rest) {
    let mut rest = Rest::default();
    let in_contents = contents(&pieces);
    let mut kept = Vec::with_capacity(pieces.len());
    for (piece, is_of_contents) in pieces.into_iter().zip(in_contents) {
        let text = piece.text();
        if piece.is_body {
            kept.push(piece);
        } else if is_of_contents {
            rest.lost.push(Lost { kind: "目录", place: piece.place, text });
        } else if piece.is_text() && is_page_number(&text) && !is_rest_of(kept.last(), &text) {
            rest.leave(&piece);
        } else {
            kept.push(piece);
        }
    }
    (kept, rest)
}

/// Which pieces are of a table of contents: 目录 and the lines behind it, or lines of which half
/// or more stand again without their pages. A figure looks like a page, and its name stands once.
fn contents(pieces: &[Piece]) -> Vec<bool> {
    let text = |piece: &Piece| if piece.is_body { String::new() } else { piece.text() };
    let texts: Vec<String> = pieces.iter().map(text).collect();
    let standing: BTreeSet<String> = texts.iter().map(|text| solid(text)).collect();
    let stands_again = |text: &&String| standing.contains(&solid(title_of(text)));
    let mut found = vec![false; pieces.len()];
    let mut n = 0;
    while n < texts.len() {
        let is_titled = solid(&texts[n]) == "目录";
        let first = n + usize::from(is_titled);
        let is_line = if is_titled { ends_with_page } else { is_contents_line };
        let lines = texts[first..].iter().take_while(|text| is_line(text)).count();
        let again = texts[first..first + lines].iter().filter(stands_again).count();
        if is_titled || lines > 0 && again * 2 >= lines {
            found[n..first + lines].fill(true);
        }
        n = (first + lines).max(n + 1);
    }
    found
}

/// A text without its blanks.
fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether a bare number may be the rest of the line before it, which ends with one.
fn is_rest_of(before: Option<&Piece>, text: &str) -> bool {
    let is_bare = text.trim().bytes().all(|byte| byte.is_ascii_digit());
    is_bare && before.is_some_and(|piece| piece.text().ends_with(|c: char| c.is_ascii_digit()))
}

/// Whether a line may be one of a table of contents: a title with dots or a number of its own,
/// and a page.
fn is_contents_line(text: &str) -> bool {
    let Some(dotted) = without_page(text) else { return false };
    let title = title_of(text);
    let dots = dotted.trim_end().chars().count() - title.chars().count();
    let is_numbered = mark(title).is_some_and(|(_, end)| end < title.len());
    !title.is_empty() && (dots >= 2 || is_numbered)
}

/// What stands before the dots and the page.
fn title_of(text: &str) -> &str {
    let dotted = without_page(text).unwrap_or(text);
    dotted.trim_end_matches(|c: char| c.is_whitespace() || "….·．⋯".contains(c))
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

/// Whether a header or footer says only what a report makes anew: the page's number, a draft's mark.
pub(super) fn is_made_anew(text: &str) -> bool {
    is_page_number(text) || text.trim_start().starts_with("送审稿")
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
    use crate::document::Inline;
    use crate::import::piece::Place;

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
        for text in ["投诉受理热线：10086", "一、公司简介", "投诉处理99"] {
            assert!(!is_contents_line(text), "{text}");
        }
    }

    #[test]
    fn a_figure_behind_dots_is_no_page() {
        let kept = |texts: &[&str]| -> Vec<String> {
            let piece = |text: &&str| {
                Piece::paragraph(Place::Document, vec![Inline::Text((*text).to_owned())])
            };
            let (kept, rest) = without(texts.iter().map(piece).collect());
            assert_eq!(kept.len() + rest.lost.len(), texts.len());
            kept.iter().map(Piece::text).collect()
        };
        for text in ["网络接通率……99", "1.网络接通率 99"] {
            assert_eq!(kept(&[text, "一、公司简介"]), [text, "一、公司简介"]);
        }
        let contents = ["一、公司 简介…… 1", "二、服务质量 3"];
        assert_eq!(kept(&[contents[0], contents[1], "一、公司简介"]), ["一、公司简介"]);
        assert_eq!(kept(&["目　录", contents[1], "正文"]), ["正文"]);
    }
}
