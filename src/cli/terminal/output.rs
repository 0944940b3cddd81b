//! What the commands print. A closed pipe ends quietly; what else keeps standard output from being
//! written is reported at the end.

use std::io::{self, IsTerminal, Write};
use std::sync::OnceLock;

use crate::characters::{is_invisible, printable_lines};
use crate::cli::Outcome;
use crate::cli::reason::reason;
use crate::diagnostic::Style;

/// Why a line could not be written to standard output.
static LOST: OnceLock<String> = OnceLock::new();

// All that is printed goes through the following, and nothing that a file, its name or a
// certificate has put into it moves a terminal's cursor, colours its text or turns it round.

/// Prints a line on standard output.
pub(in crate::cli) fn print(line: &str) {
    print_styled(&printable_lines(line));
}

/// Prints what may have colours: [`crate::diagnostic::draw`] takes no more from a file than text.
pub(in crate::cli) fn print_styled(drawn: &str) {
    if let Err(error) = writeln!(io::stdout(), "{drawn}") {
        lost(&error);
    }
}

/// Prints a line on standard error. Where even that is closed there is no reader.
pub(in crate::cli) fn eprint(line: &str) {
    eprint_styled(&printable_lines(line));
}

/// Prints what may have colours on standard error.
pub(in crate::cli) fn eprint_styled(drawn: &str) {
    let _ = writeln!(io::stderr(), "{drawn}");
}

fn lost(error: &io::Error) {
    if !is_closed(error) {
        LOST.get_or_init(|| format!("写不到标准输出：{}", reason(error)));
    }
}

/// Whether the reader has gone, which is no fault.
fn is_closed(error: &io::Error) -> bool {
    const ERROR_PIPE_NOT_CONNECTED: i32 = 233;
    let is_left = cfg!(windows) && error.raw_os_error() == Some(ERROR_PIPE_NOT_CONNECTED);
    error.kind() == io::ErrorKind::BrokenPipe || is_left
}

/// How a run ends: failed, where not all of its standard output could be written.
pub(in crate::cli) fn ended(outcome: Outcome) -> Outcome {
    if let Err(error) = io::stdout().flush() {
        lost(&error);
    }
    match LOST.get() {
        Some(message) => fail(message),
        None => outcome,
    }
}

/// Prints JSON. Invisible characters can only stand in its texts, where an escape means the same.
pub(in crate::cli) fn print_json(json: &str) {
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
    print_styled(&out);
}

/// Writes bytes as they are; a closed pipe ends quietly. A terminal is no file: it gets what can
/// be shown.
///
/// # Errors
/// What is wrong, in Chinese.
pub(in crate::cli) fn write_bytes(bytes: &[u8]) -> Result<(), String> {
    let mut out = io::stdout();
    let written = if out.is_terminal() {
        out.write_all(printable_lines(&String::from_utf8_lossy(bytes)).as_bytes())
    } else {
        out.write_all(bytes)
    };
    match written.and_then(|()| out.flush()) {
        Err(error) if !is_closed(&error) => Err(format!("写不到标准输出：{}", reason(&error))),
        _ => Ok(()),
    }
}

/// Prints why a run fails.
pub(in crate::cli) fn fail(message: &str) -> Outcome {
    eprint(&error(message));
    Outcome::Failed
}

/// The message that something fails.
pub(in crate::cli) fn error(message: &str) -> String {
    format!("错误: {message}")
}

/// How findings look on standard error.
pub(in crate::cli) fn style() -> Style {
    style_on(io::stderr().is_terminal())
}

/// How findings look on standard output.
pub(in crate::cli) fn style_of_stdout() -> Style {
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

/// Whether standard output is a terminal.
pub(in crate::cli) fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Prints a question to be answered on the same line; false where standard error is no terminal.
pub(in crate::cli) fn ask(question: &str) -> bool {
    let mut out = io::stderr();
    if !out.is_terminal() {
        return false;
    }
    let _ = write!(out, "{}", printable_lines(question)).and_then(|()| out.flush());
    true
}
