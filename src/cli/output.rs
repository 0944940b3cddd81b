//! What the commands say. A closed pipe ends quietly; what else keeps standard output from being
//! written is told at the end.

use std::io::{self, IsTerminal, Write};
use std::sync::OnceLock;

use super::Outcome;
use super::input::reason;
use crate::diagnostic::Style;

/// Why a line could not be written to standard output.
static LOST: OnceLock<String> = OnceLock::new();

/// Says a line on standard output.
pub(super) fn say(line: &str) {
    if let Err(error) = writeln!(io::stdout(), "{line}") {
        lost(&error);
    }
}

/// Says a line on standard error. Where even that is closed there is nobody to tell.
pub(super) fn tell(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

fn lost(error: &io::Error) {
    if error.kind() != io::ErrorKind::BrokenPipe {
        LOST.get_or_init(|| format!("写不到标准输出：{}", reason(error)));
    }
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

/// Gives bytes as they are; a closed pipe ends quietly.
///
/// # Errors
/// What is wrong, in Chinese.
pub(super) fn give(bytes: &[u8]) -> Result<(), String> {
    let mut out = io::stdout();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(format!("写不到标准输出：{}", reason(&error)))
        }
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

/// Colour for a terminal, unless `NO_COLOR` is set.
fn style_on(terminal: bool) -> Style {
    let plain = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
    if terminal && !plain { Style::Coloured } else { Style::Plain }
}
