//! The commands: the only place with files, terminal and environment.

// What is printed goes through `terminal`, which keeps a terminal whole.
#![warn(clippy::print_stdout, clippy::print_stderr)]

mod batch;
mod clock;
mod commands;
mod drafts;
mod examine;
mod files;
mod reason;
mod terminal;
mod usage;

use std::ffi::OsString;
use std::process::ExitCode;

use terminal::output;
use usage::{misuse, words};

/// How a run ended: its exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Done, no error found.
    Done,
    /// Findings of severity error.
    Findings,
    /// The call or a file could not be read or written.
    Failed,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Done => Self::SUCCESS,
            Outcome::Findings => Self::from(1),
            Outcome::Failed => Self::from(2),
        }
    }
}

/// Runs the program with its arguments.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    if let Some(c) = words::control(&arguments) {
        let number = c as u32;
        return output::fail(&format!(
            "命令里有看不见的字符 U+{number:04X}，请删去；文件名里有的，先改文件名"
        ))
        .into();
    }
    let call = match usage::read(words::expanded(arguments)) {
        Ok(call) => call,
        Err(error) => return misuse::explain(&error).into(),
    };
    output::ended(commands::execute(&call.command)).into()
}
