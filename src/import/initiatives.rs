//! A chapter of initiatives: its text up to the first, and each with its title, its text and those
//! within it.

use std::collections::BTreeSet;

use super::draft::{Chapter, Initiative, Line, Rest, Texts, title};
use super::inlines::{split_at, trimmed};
use super::mark::Kind;
use super::piece::Piece;
use crate::document::{Block, Inline, plain_text};
use crate::filing::MAX_INITIATIVE_LEVELS;

/// The most characters of a title on a line of its own, of one that ends as a sentence does, and
/// of one within an initiative.
const LONGEST: usize = 60;
const LONGEST_SENTENCE: usize = 30;
const LONGEST_INNER: usize = 30;

/// The most characters of a title that its text follows: behind a full stop, and behind a colon.
const LONGEST_RUN_IN: usize = 45;
const LONGEST_BEFORE_COLON: usize = 20;

/// A chapter, and how its titles stand.
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

/// What makes a piece the title of an initiative.
#[derive(Clone, Copy)]
enum Sign {
    /// A number of this kind.
    Number(Kind),
    /// A heading of this level.
    Outline(u8),
}

/// Reads the pieces behind a chapter's heading. `kind` is how chapters are numbered, `below` the
/// outline level of headings right below theirs.
pub(super) fn read(
    heading: Line,
    pieces: Vec<Piece>,
    kind: Option<Kind>,
    below: Option<u8>,
) -> Read {
    let mut read = Read {
        chapter: Chapter { title: heading, ..Chapter::default() },
        run_in: 0,
        own_line: 0,
        rest: Rest::default(),
    };
    let sign = sign(&pieces, kind, below);
    let mut bodies: Vec<Vec<Piece>> = Vec::new();
    for piece in pieces {
        match sign.and_then(|sign| starts(&piece, sign)) {
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
    let kind = match sign {
        Some(Sign::Number(kind)) => kind,
        _ => Kind::First,
    };
    for (initiative, body) in read.chapter.initiatives.iter_mut().zip(bodies) {
        let (text, inner) = divide(body, kind, 2, &mut read.rest);
        (initiative.body, initiative.initiatives) = (text, inner);
    }
    read
}

/// What makes titles of the pieces of a chapter: （一）, or headings, or the highest number below
/// the chapters' own whose lines all look like titles.
fn sign(pieces: &[Piece], chapters: Option<Kind>, below: Option<u8>) -> Option<Sign> {
    let has = |sign: &Sign| pieces.iter().any(|piece| starts(piece, *sign).is_some());
    let lower = || Kind::ALL.into_iter().filter(|kind| Some(*kind) > chapters);
    let chinese = || lower().filter(|kind| *kind <= Kind::First).map(Sign::Number).find(&has);
    let outlined = || below.map(Sign::Outline).filter(&has);
    let other = || {
        let mut others = lower().filter(|kind| *kind > Kind::First);
        others.find(|kind| !heads(pieces, *kind).is_empty()).map(Sign::Number)
    };
    chinese().or_else(outlined).or_else(other)
}

fn starts(piece: &Piece, sign: Sign) -> Option<Stand> {
    let fits = match sign {
        Sign::Number(kind) => piece.mark().is_some_and(|(mark, _)| mark.kind == kind),
        Sign::Outline(level) => piece.outline == Some(level),
    };
    stand(piece).filter(|_| fits)
}

/// How a piece stands that may be an initiative's title.
fn stand(piece: &Piece) -> Option<Stand> {
    if !piece.is_text() {
        return None;
    }
    let text = piece.unnumbered();
    let text = text.trim_end();
    if run_in(piece).is_some() {
        return Some(Stand::RunIn);
    }
    let length = text.chars().count();
    let longest = if text.ends_with(['。', '.']) { LONGEST_SENTENCE } else { LONGEST };
    let goes_on = text.trim_end_matches('。').contains('。');
    let is_open = goes_on || text.ends_with(['；', '，', ';', ',']);
    (length > 0 && length <= longest && !is_open).then_some(Stand::OwnLine)
}

/// Where the title ends in a paragraph that goes on, in its text without number, and how long the
/// mark behind it is: its first full stop, or a colon early on.
fn run_in(piece: &Piece) -> Option<(usize, usize)> {
    let text = piece.unnumbered();
    let stop = text.find(['。', '：', ':']).or_else(|| full_stop(&text))?;
    let mark = text[stop..].chars().next()?;
    let longest = if ['：', ':'].contains(&mark) { LONGEST_BEFORE_COLON } else { LONGEST_RUN_IN };
    let title = &text[..stop];
    let behind = text[stop + mark.len_utf8()..].trim();
    // A colon ends a title only where sentences follow.
    let goes_on = !behind.is_empty() && (longest == LONGEST_RUN_IN || behind.contains('。'));
    let is_title = !title.is_empty() && title.chars().count() <= longest && !title.contains('；');
    (is_title && goes_on).then_some((stop, mark.len_utf8()))
}

/// A half-width full stop between Chinese characters.
fn full_stop(text: &str) -> Option<usize> {
    let is_word = |c: Option<char>| c.is_some_and(|c| !c.is_ascii());
    let mut stops = text.match_indices('.').map(|(at, _)| at);
    stops.find(|at| {
        is_word(text[..*at].chars().next_back()) && is_word(text[at + 1..].chars().next())
    })
}

/// An initiative's title, and the rest of its paragraph.
fn begin(piece: Piece, stand: Stand, rest: &mut Rest) -> (Line, Option<Piece>) {
    let text = piece.unnumbered();
    let Some((end, mark)) = run_in(&piece).filter(|_| stand == Stand::RunIn) else {
        return (title(&piece, &text, rest), None);
    };
    let line = Line::of(&piece, &text[..end]);
    if !text[end..].starts_with('。') {
        rest.reword(piece.place, &text[end..end + mark]);
    }
    // The text ends with what is typed, so its place there is counted from the end.
    let behind = plain_text(piece.inlines()).len() - (text.len() - end) + mark;
    let Piece { place, block, .. } = piece;
    let inlines = match block {
        Block::Paragraph(text) | Block::Heading { text, .. } => text,
        _ => Vec::new(),
    };
    let (_, body) = split_at(inlines, behind);
    (line, Some(Piece::paragraph(place, trimmed(unmarked(body)))))
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

/// The pieces with numbers of a kind, where they are headings and not items of a list: each is
/// short, ends with no mark and has text below, or at least one is and the others have their text
/// in the same paragraph.
fn heads(pieces: &[Piece], kind: Kind) -> BTreeSet<usize> {
    let is_of_kind = |piece: &Piece| piece.mark().is_some_and(|(mark, _)| mark.kind == kind);
    let found: BTreeSet<usize> = (0..pieces.len()).filter(|n| is_of_kind(&pieces[*n])).collect();
    let has_text = |n: &usize| pieces.get(n + 1).is_some_and(|next| !is_of_kind(next));
    let own_line = |n: &usize| has_text(n) && is_inner_title(&pieces[*n]);
    let all = found.iter().all(|n| own_line(n) || run_in(&pieces[*n]).is_some());
    if all && found.iter().any(own_line) { found } else { BTreeSet::new() }
}

/// The text of an initiative and those within it. `above` is how its own title is numbered.
fn divide(
    pieces: Vec<Piece>,
    above: Kind,
    level: usize,
    rest: &mut Rest,
) -> (Texts, Vec<Initiative>) {
    let lower = Kind::ALL.into_iter().filter(|kind| *kind > above);
    let found = lower.map(|kind| (kind, heads(&pieces, kind))).find(|(_, heads)| !heads.is_empty());
    let Some((kind, heads)) = found.filter(|_| level <= MAX_INITIATIVE_LEVELS) else {
        return (Texts::of(pieces), Vec::new());
    };
    let mut text = Vec::new();
    let mut inner: Vec<(Line, Vec<Piece>)> = Vec::new();
    for (n, piece) in pieces.into_iter().enumerate() {
        if heads.contains(&n) {
            let stand = if run_in(&piece).is_some() { Stand::RunIn } else { Stand::OwnLine };
            let (line, body) = begin(piece, stand, rest);
            inner.push((line, body.into_iter().collect()));
        } else {
            inner.last_mut().map_or(&mut text, |(_, body)| body).push(piece);
        }
    }
    let initiatives = inner.into_iter().map(|(title, body)| {
        let (body, initiatives) = divide(body, kind, level + 1, rest);
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
