//! A filing damaged anywhere: the program says what is wrong and where, and never falls over.

use std::panic::catch_unwind;

use chengbao::diagnostic::{Style, draw_all};
use chengbao::report::read;

use crate::support::filing::FILING;

/// What slips into a file, or is pasted into it.
const PIECES: [&str; 28] = [
    "", "：", "，", ":", ": ", ",", "\"", "'", "{", "}", "[", "]", "\t", "\n", "\r\n", "- ", "#",
    "|", "&a ", "*a", "!", "%", "---\n", "【】", "\u{202E}", "\u{FEFF}", "😀", "\\",
];

/// Reads a text as the program does and draws what it found; returns what is wrong with that.
fn fault_of(text: &str) -> Option<String> {
    let outcome = catch_unwind(|| {
        let reading = read("甲.yaml", text.as_bytes());
        let drawn = draw_all(&reading.findings, &reading.source, Style::Plain);
        let text = reading.source.text();
        let spans = reading.findings.iter().filter_map(|finding| finding.span.clone());
        let inside = |at| at <= text.len() && text.is_char_boundary(at);
        let bad = spans.into_iter().find(|s| s.start > s.end || !inside(s.start) || !inside(s.end));
        let silent = reading.filing.is_none() && !drawn.contains("错误[");
        bad.map(|span| format!("a place inside a character: {span:?}"))
            .or(silent.then(|| "nothing is read and nothing is said".to_owned()))
    });
    outcome.unwrap_or_else(|_| Some("panicked".to_owned()))
}

#[track_caller]
fn assert_sound(texts: impl Iterator<Item = (String, String)>) {
    let mut faults: Vec<String> = Vec::new();
    for (what, text) in texts {
        faults.extend(fault_of(&text).map(|fault| format!("{what}\n    {fault}")));
    }
    let some = faults.iter().take(12).cloned().collect::<Vec<_>>().join("\n");
    assert!(faults.is_empty(), "{} faults\n{some}", faults.len());
}

/// The text with a piece in place of so many characters at a place.
fn damaged(at: usize, taken: usize, piece: &str) -> (String, String) {
    let (before, after) = FILING.split_at(at);
    let rest: String = after.chars().skip(taken).collect();
    let near: String = before.chars().rev().take(8).collect::<Vec<_>>().into_iter().rev().collect();
    (format!("{piece:?} for {taken} behind {near:?}"), format!("{before}{piece}{rest}"))
}

fn places() -> impl Iterator<Item = usize> {
    FILING.char_indices().map(|(at, _)| at)
}

#[test]
fn a_piece_put_in_anywhere() {
    let places = places();
    assert_sound(places.flat_map(|at| PIECES.map(|piece| damaged(at, 0, piece))));
}

#[test]
fn a_character_replaced_anywhere() {
    assert_sound(places().flat_map(|at| PIECES.map(|piece| damaged(at, 1, piece))));
}

#[test]
fn a_file_cut_off_anywhere() {
    assert_sound(places().map(|at| (format!("cut at {at}"), FILING[..at].to_owned())));
}

#[test]
fn a_line_left_out_or_moved_in_or_out() {
    let lines: Vec<&str> = FILING.split_inclusive('\n').collect();
    let changed = (0..lines.len()).flat_map(|n| {
        let indented = format!("  {}", lines[n]);
        let moved = lines[n].trim_start();
        let doubled = lines[n].repeat(2);
        [String::new(), indented, moved.to_owned(), doubled].map(|line| {
            let text: String = lines[..n].concat() + &line + &lines[n + 1..].concat();
            (format!("{line:?} for line {}", n + 1), text)
        })
    });
    assert_sound(changed);
}

#[test]
fn any_value_for_a_figure() {
    let values = [
        "1，234次",
        "1, 234次",
        "4×10^--6",
        "4×10^",
        "4×10",
        "×10⁻⁶",
        "10⁻",
        "^",
        "≤",
        "≤≥4",
        "约",
        "--4",
        "+4",
        "−4",
        ".5",
        "5.",
        "4．01小时",
        "４",
        "％",
        "4％",
        "4‰",
        "1e400",
        "1E5",
        "0x10",
        "99999999999999999999999999999999",
        "4×10⁹⁹",
        "4×10^-99",
        "4×10^999999999999",
        "10-",
        "-",
        "4小时，",
        "4小时5",
        "\u{3000}4小时",
        "4\u{A0}小时",
        "①",
        "²",
        "4²",
        "½",
        "4∶5",
        "～",
    ];
    let filled =
        values.map(|value| (value.to_owned(), FILING.replace("≤4×10⁻⁶", &format!("'{value}'"))));
    assert_sound(filled.into_iter());
}
