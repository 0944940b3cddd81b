//! What the commands say. A closed pipe ends quietly; what else keeps standard output from being
//! written is told at the end.

use std::io::{self, IsTerminal, Write};
use std::sync::OnceLock;

use super::Outcome;
use super::input::reason;
use crate::characters::{is_invisible, printable_lines};
use crate::diagnostic::Style;

/// Why a line could not be written to standard output.
static LOST: OnceLock<String> = OnceLock::new();

// All that is said goes through the following, and nothing that a file, its name or a certificate
// has put into it moves a terminal's cursor, colours its text or turns it round.

/// Says a line on standard output.
pub(super) fn say(line: &str) {
    say_drawn(&printable_lines(line));
}

/// Says what was drawn with colours: [`crate::diagnostic::draw`] takes no more from a file than
/// text.
pub(super) fn say_drawn(drawn: &str) {
    if let Err(error) = writeln!(io::stdout(), "{drawn}") {
        lost(&error);
    }
}

/// Says a line on standard error. Where even that is closed there is nobody to tell.
pub(super) fn tell(line: &str) {
    tell_drawn(&printable_lines(line));
}

/// Says what was drawn with colours on standard error.
pub(super) fn tell_drawn(drawn: &str) {
    let _ = writeln!(io::stderr(), "{drawn}");
}

fn lost(error: &io::Error) {
    if !is_closed(error) {
        LOST.get_or_init(|| format!("写不到标准输出：{}", reason(error)));
    }
}

/// Whether nobody reads any more, which is no fault.
fn is_closed(error: &io::Error) -> bool {
    const ERROR_PIPE_NOT_CONNECTED: i32 = 233;
    let is_left = cfg!(windows) && error.raw_os_error() == Some(ERROR_PIPE_NOT_CONNECTED);
    error.kind() == io::ErrorKind::BrokenPipe || is_left
}

/// How a run ends: failed, where not all of what it said on standard output could be written.
pub(super) fn ended(outcome: Outcome) -> Outcome {
    if let Err(error) = io::stdout().flush() {
        lost(&error);
    }
    match LOST.get() {
        Some(message) => fail(message),
        None => outcome,
    }
}

/// Says JSON. What nobody sees can only stand in its texts, where its number means the same.
pub(super) fn say_json(json: &str) {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if !is_invisible(c) || c == '\n' {
            out.push(c);
            continue;
        }
        let mut units = [0; 2];
        for unit in c.encode_utf16(&mut units) {
            out.push_str(&format!("\\u{unit:04x}"));
        }
    }
    say_drawn(&out);
}

/// Gives bytes as they are; a closed pipe ends quietly. A terminal is no file: it is given what
/// can be shown.
///
/// # Errors
/// What is wrong, in Chinese.
pub(super) fn give(bytes: &[u8]) -> Result<(), String> {
    let mut out = io::stdout();
    let written = match out.is_terminal() {
        true => out.write_all(printable_lines(&String::from_utf8_lossy(bytes)).as_bytes()),
        false => out.write_all(bytes),
    };
    match written.and_then(|()| out.flush()) {
        Err(error) if !is_closed(&error) => Err(format!("写不到标准输出：{}", reason(&error))),
        _ => Ok(()),
    }
}

/// Says why a run fails.
pub(super) fn fail(message: &str) -> Outcome {
    tell(&error(message));
    Outcome::Failed
}

/// How it is said that something fails.
pub(super) fn error(message: &str) -> String {
    format!("错误: {message}")
}

/// How findings look on standard error.
pub(super) fn style() -> Style {
    style_on(io::stderr().is_terminal())
}

/// How findings look on standard output.
pub(super) fn style_of_stdout() -> Style {
    style_on(io::stdout().is_terminal())
}

/// Colour for a terminal that takes it, unless `NO_COLOR` is set.
fn style_on(terminal: bool) -> Style {
    let plain = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
    if terminal && !plain && takes_colours() { Style::Coloured } else { Style::Plain }
}

/// A console of Windows takes the signs for colours only after it was asked to, and older ones
/// not at all.
#[cfg(windows)]
fn takes_colours() -> bool {
    anstyle_query::windows::enable_ansi_colors().unwrap_or(false)
}

#[cfg(not(windows))]
fn takes_colours() -> bool {
    true
}

/// Whether somebody sees what is said on standard output.
pub(super) fn is_seen() -> bool {
    io::stdout().is_terminal()
}

/// Says what is to be answered on the same line; false where nobody sees standard error.
pub(super) fn ask(question: &str) -> bool {
    let mut out = io::stderr();
    if !out.is_terminal() {
        return false;
    }
    let _ = write!(out, "{}", printable_lines(question)).and_then(|()| out.flush());
    true
}
