//! `**“中文”**后` is emphasis to a Chinese reader; CommonMark's flanking rules (6.2) were made
//! for words between spaces and deny it. A guard character between mark and punctuation gives
//! the parser a neighbour that is no punctuation; it is taken out of the text again.

/// A noncharacter: no text can hold it (the source room refuses it), no face has it.
pub(super) const GUARD: char = '\u{FDD0}';

/// Puts guards where a run of `*` stands between a wide character and punctuation.
pub(super) fn guard(markdown: &str) -> String {
    let chars: Vec<char> = markdown.chars().collect();
    let mut out = String::with_capacity(markdown.len());
    let mut at = 0;
    while at < chars.len() {
        if chars[at] == '\\' && at + 1 < chars.len() {
            // An escaped mark is text.
            out.extend(&chars[at..at + 2]);
            at += 2;
            continue;
        }
        if chars[at] == '[' && defines_reference(&chars, at) {
            out.push('\\');
        }
        if chars[at] != '*' {
            out.push(chars[at]);
            at += 1;
            continue;
        }
        let end = (at..chars.len()).find(|i| chars[*i] != '*').unwrap_or(chars.len());
        let before = at.checked_sub(1).map(|i| chars[i]);
        let after = chars.get(end).copied();
        let alphanumeric = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if alphanumeric(before) && alphanumeric(after) {
            // 7*24: a sign between figures, never a mark.
            chars[at..end].iter().for_each(|star| out.extend(['\\', *star]));
            at = end;
            continue;
        }
        // Opens before punctuation behind a wide character, closes behind punctuation before one.
        let opens = before.is_some_and(is_wide) && after.is_some_and(is_mark);
        let closes = before.is_some_and(is_mark) && after.is_some_and(is_wide);
        if closes {
            out.push(GUARD);
        }
        out.extend(&chars[at..end]);
        if opens {
            out.push(GUARD);
        }
        at = end;
    }
    out
}

/// Whether a bracket begins a line such as `[注]: …`. CommonMark would take it for a link's
/// definition and show nothing; in a filing it is text.
fn defines_reference(chars: &[char], at: usize) -> bool {
    let mut before = chars[..at].iter().rev().take_while(|c| **c != '\n');
    if !before.all(|c| matches!(c, ' ' | '>' | '-' | '.') || c.is_ascii_digit()) {
        return false;
    }
    let mut line = chars[at..].iter().take_while(|c| **c != '\n');
    line.any(|c| *c == ']') && line.next() == Some(&':')
}

/// Takes the guards out again.
pub(super) fn unguard(text: &str) -> String {
    text.replace(GUARD, "")
}

fn is_wide(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}'
        | '\u{20000}'..='\u{3FFFF}')
        || is_chinese_mark(c)
}

fn is_mark(c: char) -> bool {
    c.is_ascii_punctuation()
        || is_chinese_mark(c)
        || matches!(c, '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}'
            | '\u{FF3B}'..='\u{FF40}' | '\u{FF5B}'..='\u{FF65}')
}

fn is_chinese_mark(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '·' | '‰')
}
