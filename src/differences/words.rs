//! How a sentence was edited, character by character.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::budget::Budget;

/// A piece of an edited text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    Kept(String),
    Gone(String),
    New(String),
}

impl Piece {
    /// Its text, whichever it is.
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Kept(text) | Self::Gone(text) | Self::New(text) => text,
        }
    }
}

/// A sentence that keeps less than this share of its characters (per mille) is shown as
/// replaced: what it has in common with the other is chance.
const KEPT: usize = 250;

/// A sentence and what it was before as pieces: what stays, what is gone, what is new. What is
/// gone stands before what is new in its place.
pub(crate) fn pieces(old: &str, new: &str, budget: &mut Budget) -> Vec<Piece> {
    let (before, now) = (tokens(old), tokens(new));
    let replaced = || joined(vec![Piece::Gone(old.to_owned()), Piece::New(new.to_owned())]);
    if !budget.spend_on_difference(before.len(), now.len()) {
        return replaced();
    }
    let ops = capture_diff_slices(Algorithm::RawMyers, &before, &now);
    let mut pieces = Vec::new();
    for op in ops {
        let gone: String = before[op.old_range()].concat();
        let new: String = now[op.new_range()].concat();
        match op {
            DiffOp::Equal { .. } => pieces.push(Piece::Kept(new)),
            _ => pieces.extend([Piece::Gone(gone), Piece::New(new)]),
        }
    }
    let pieces = settled(joined(pieces));
    let kept = pieces.iter().map(|piece| match piece {
        Piece::Kept(text) => text.chars().count(),
        Piece::Gone(_) | Piece::New(_) => 0,
    });
    let longer = old.chars().count().max(new.chars().count());
    if kept.sum::<usize>() * 1000 < longer * KEPT { replaced() } else { pieces }
}

/// A text as it was and as it is, out of its pieces.
pub(crate) fn sides(pieces: &[Piece]) -> (String, String) {
    let (mut before, mut now) = (String::new(), String::new());
    for piece in pieces {
        match piece {
            Piece::Kept(text) => {
                before.push_str(text);
                now.push_str(text);
            }
            Piece::Gone(text) => before.push_str(text),
            Piece::New(text) => now.push_str(text),
        }
    }
    (before, now)
}

/// A text's characters; a number, a Latin word stays whole, so that 65% becomes 70% and not a 6
/// a 7.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let word = rest.find(|c| !is_of_word(c)).unwrap_or(rest.len());
        let (token, behind) = rest.split_at(word.max(first.len_utf8()));
        tokens.push(token);
        rest = behind;
    }
    tokens
}

fn is_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '%' | '+' | '-')
}

/// Pieces of one kind that follow each other as one: between two that stay, first all that is
/// gone, then all that is new.
fn joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let (mut gone, mut new) = (String::new(), String::new());
    let flush = |out: &mut Vec<Piece>, gone: &mut String, new: &mut String| {
        if !gone.is_empty() {
            out.push(Piece::Gone(std::mem::take(gone)));
        }
        if !new.is_empty() {
            out.push(Piece::New(std::mem::take(new)));
        }
    };
    for piece in pieces {
        match piece {
            Piece::Gone(text) => gone.push_str(&text),
            Piece::New(text) => new.push_str(&text),
            Piece::Kept(text) if text.is_empty() => {}
            Piece::Kept(text) => {
                flush(&mut out, &mut gone, &mut new);
                match out.last_mut() {
                    Some(Piece::Kept(before)) => before.push_str(&text),
                    _ => out.push(Piece::Kept(text)),
                }
            }
        }
    }
    flush(&mut out, &mut gone, &mut new);
    out
}

/// Takes out what stays only by chance: a character or two between longer changes, which makes
/// the change harder to read than it is.
fn settled(mut pieces: Vec<Piece>) -> Vec<Piece> {
    loop {
        let chance = (0..pieces.len()).find(|n| is_chance(&pieces, *n));
        let Some(n) = chance else { return pieces };
        let Piece::Kept(text) = &pieces[n] else { return pieces };
        let (gone, new) = (Piece::Gone(text.clone()), Piece::New(text.clone()));
        pieces.splice(n..=n, [gone, new]);
        pieces = joined(pieces);
    }
}

/// Whether a piece stays and is no longer than what changes on each side of it.
fn is_chance(pieces: &[Piece], n: usize) -> bool {
    let Some(Piece::Kept(text)) = pieces.get(n) else { return false };
    let changed = |pieces: &[&Piece]| {
        let longest = pieces.iter().map_while(|piece| match piece {
            Piece::Kept(_) => None,
            Piece::Gone(text) | Piece::New(text) => Some(text.chars().count()),
        });
        longest.max().unwrap_or(0)
    };
    let before: Vec<&Piece> = pieces[..n].iter().rev().take(2).collect();
    let behind: Vec<&Piece> = pieces[n + 1..].iter().take(2).collect();
    let length = text.chars().count();
    length <= changed(&before).min(changed(&behind)).min(3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(old: &str, new: &str) -> String {
        let written =
            pieces(old, new, &mut Budget::default()).into_iter().map(|piece| match piece {
                Piece::Kept(text) => text,
                Piece::Gone(text) => format!("[-{text}]"),
                Piece::New(text) => format!("[+{text}]"),
            });
        written.collect()
    }

    #[test]
    fn numbers_and_words_stay_whole() {
        assert_eq!(
            written("宽带覆盖率升至65%。", "宽带覆盖率升至70%。"),
            "宽带覆盖率升至[-65%][+70%]。"
        );
        assert_eq!(
            written("建成4G基站9万座。", "建成5G基站9万余座。"),
            "建成[-4G][+5G]基站9万[+余]座。"
        );
        assert_eq!(written("不变。", "不变。"), "不变。");
    }

    #[test]
    fn what_stays_by_chance_is_shown_as_changed() {
        let (old, new) = ("公司持续改善网络质量。", "公司全力提升服务质量。");
        assert_eq!(written(old, new), "公司[-持续改善网络][+全力提升服务]质量。");
        assert_eq!(written("甲乙丙丁戊己", "子丑丙寅卯辰"), "[-甲乙丙丁戊己][+子丑丙寅卯辰]");
        assert_eq!(written("", "新的。"), "[+新的。]");
    }

    #[test]
    fn the_pieces_give_back_both_sentences() {
        let (old, new) = ("甲，乙；丙丁99.10%，戊。", "甲、乙；丁丙99.1%，戊己。");
        let (mut before, mut now) = (String::new(), String::new());
        for piece in pieces(old, new, &mut Budget::default()) {
            match piece {
                Piece::Kept(text) => {
                    before.push_str(&text);
                    now.push_str(&text);
                }
                Piece::Gone(text) => before.push_str(&text),
                Piece::New(text) => now.push_str(&text),
            }
        }
        assert_eq!((before.as_str(), now.as_str()), (old, new));
    }
}
