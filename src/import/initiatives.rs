//! A chapter of initiatives: its text up to the first, and each with its title, its text and those
//! within it.

use std::collections::BTreeSet;

use super::draft::{Chapter, Initiative, Line, Rest, Texts, title};
use super::inlines::{split_at, trimmed};
use super::mark::Mark;
use super::piece::Piece;
use crate::document::{Block, Inline, plain_text};

/// The most characters of a title on a line of its own, of one that its text follows, and of one
/// within an initiative.
const LONGEST: usize = 60;
const LONGEST_RUN_IN: usize = 45;
const LONGEST_INNER: usize = 30;

/// A chapter, and whether its titles stand in one paragraph with their text.
pub(super) struct Read {
    pub(super) chapter: Chapter,
    pub(super) run_in: usize,
    pub(super) own_line: usize,
    pub(super) rest: Rest,
}

/// How a title stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stand {
    OwnLine,
    RunIn,
}

/// Reads the pieces behind a chapter's heading. `below` is the outline level of headings right
/// below chapters' own.
pub(super) fn read(heading: Line, pieces: Vec<Piece>, below: Option<u8>) -> Read {
    let mut read = Read {
        chapter: Chapter { title: heading, ..Chapter::default() },
        run_in: 0,
        own_line: 0,
        rest: Rest::default(),
    };
    let is_numbered = |piece: &Piece| matches!(piece.mark(), Some((Mark::First(_), _)));
    let numbered = pieces.iter().any(|piece| is_numbered(piece) && stand(piece).is_some());
    let starts = |piece: &Piece| match numbered {
        true => stand(piece).filter(|_| is_numbered(piece)),
        false => stand(piece).filter(|_| piece.outline.is_some() && piece.outline == below),
    };
    let mut bodies: Vec<Vec<Piece>> = Vec::new();
    for piece in pieces {
        match starts(&piece) {
            Some(stand) => {
                match stand {
                    Stand::OwnLine => read.own_line += 1,
                    Stand::RunIn => read.run_in += 1,
                }
                let (title, body) = begin(piece, stand, &mut read.rest);
                read.chapter.initiatives.push(Initiative { title, ..Initiative::default() });
                bodies.push(body.into_iter().collect());
            }
            None => match bodies.last_mut() {
                Some(body) => body.push(piece),
                None => read.chapter.overview.push(piece),
            },
        }
    }
    for (initiative, body) in read.chapter.initiatives.iter_mut().zip(bodies) {
        let (text, inner) = divide(body, Level::Second, &mut read.rest);
        (initiative.body, initiative.initiatives) = (text, inner);
    }
    read
}

/// How a piece stands that may be an initiative's title.
fn stand(piece: &Piece) -> Option<Stand> {
    if !piece.is_text() {
        return None;
    }
    let text = piece.unnumbered();
    if let Some(end) = run_in_end(piece) {
        let length = text[..end].chars().count();
        return (length <= LONGEST_RUN_IN).then_some(Stand::RunIn);
    }
    let is_open = text.trim_end().ends_with(['；', '，', '：', ';', ',']);
    let is_title = !text.is_empty() && text.chars().count() <= LONGEST && !is_open;
    is_title.then_some(Stand::OwnLine)
}

/// Where the title ends in a paragraph that goes on: behind its strong beginning, or before its
/// first full stop, in the text without number.
fn run_in_end(piece: &Piece) -> Option<usize> {
    let text = piece.unnumbered();
    let end = text.find('。')?;
    let goes_on = !text[end + '。'.len_utf8()..].trim().is_empty();
    goes_on.then_some(end)
}

/// An initiative's title, and the rest of its paragraph.
fn begin(piece: Piece, stand: Stand, rest: &mut Rest) -> (Line, Option<Piece>) {
    let text = piece.unnumbered();
    if stand == Stand::OwnLine {
        return (title(&piece, &text, rest), None);
    }
    let end = run_in_end(&piece).unwrap_or(text.len());
    let line = Line::of(&piece, &text[..end]);
    let typed = plain_text(piece.inlines());
    // The text ends with what is typed, so its place there is counted from the end.
    let behind = typed.len() - (text.len() - end) + '。'.len_utf8();
    let Piece { place, block, .. } = piece;
    let inlines = match block {
        Block::Paragraph(text) | Block::Heading { text, .. } => text,
        _ => Vec::new(),
    };
    let (_, body) = split_at(inlines, behind);
    let body = trimmed(unmarked(body));
    (line, Some(Piece::paragraph(place, body)))
}

/// A text whose first mark began in the title.
fn unmarked(mut inlines: Vec<Inline>) -> Vec<Inline> {
    if let [Inline::Strong(inner), ..] = inlines.as_mut_slice()
        && plain_text(inner).trim().is_empty()
    {
        inlines.remove(0);
    }
    inlines
}

/// A level within an initiative.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Second,
    Third,
}

/// The text of an initiative and those within it, where its numbered lines are headings and not
/// items of a list: each is short, ends with no mark, and has text below.
fn divide(pieces: Vec<Piece>, level: Level, rest: &mut Rest) -> (Texts, Vec<Initiative>) {
    let is_of_level = |piece: &Piece| match level {
        Level::Second => matches!(piece.mark(), Some((Mark::Second(_), _))),
        Level::Third => matches!(piece.mark(), Some((Mark::Third(_), _))),
    };
    let heads: BTreeSet<usize> = (0..pieces.len()).filter(|n| is_of_level(&pieces[*n])).collect();
    let is_head = |n: &usize| {
        let has_text = pieces.get(n + 1).is_some_and(|next| !is_of_level(next));
        has_text && is_inner_title(&pieces[*n])
    };
    if heads.is_empty() || !heads.iter().all(is_head) {
        return (Texts::of(pieces), Vec::new());
    }
    let mut text = Vec::new();
    let mut inner: Vec<(Line, Vec<Piece>)> = Vec::new();
    for (n, piece) in pieces.into_iter().enumerate() {
        if heads.contains(&n) {
            let line = title(&piece, &piece.unnumbered(), rest);
            inner.push((line, Vec::new()));
        } else {
            inner.last_mut().map_or(&mut text, |(_, body)| body).push(piece);
        }
    }
    let initiatives = inner.into_iter().map(|(title, body)| {
        let (body, initiatives) = match level {
            Level::Second => divide(body, Level::Third, rest),
            Level::Third => (Texts::of(body), Vec::new()),
        };
        Initiative { title, body, initiatives }
    });
    let initiatives = initiatives.collect();
    (Texts::of(text), initiatives)
}

fn is_inner_title(piece: &Piece) -> bool {
    let text = piece.unnumbered();
    let is_plain = !text.contains('。') && !text.trim_end().ends_with(['；', '，', '：', ';', ',']);
    let is_short = text.chars().count() <= LONGEST_INNER || piece.outline.is_some();
    piece.is_text() && is_plain && is_short && !text.trim().is_empty()
}
