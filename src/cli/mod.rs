//! The commands: the only place with files, terminal and environment.

// What is said goes through `output`, which keeps a terminal whole.
#![warn(clippy::print_stdout, clippy::print_stderr)]

mod batch;
mod blanks;
mod build;
mod check;
mod clock;
mod compare;
mod completions;
mod examine;
mod explain;
mod extract;
mod faces;
mod findings;
mod font_files;
mod fonts;
mod gather;
mod init;
mod input;
mod man;
mod misuse;
mod opening;
mod output;
mod password;
mod preview;
mod progress;
mod schema;
mod seal;
mod sign;
mod stamps;
mod table;
mod told;
mod usage;
mod verify;
mod words;
mod writing;

use std::ffi::OsString;
use std::process::ExitCode;

/// How a run ended, as the exit code says it.
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
    let outcome = match call.command {
        usage::Command::Build(options) => build::execute(&options),
        usage::Command::Check(options) => check::execute(&options),
        usage::Command::Compare(options) => compare::execute(&options),
        usage::Command::Explain(options) => explain::execute(&options),
        usage::Command::Fonts(options) => fonts::execute(&options),
        usage::Command::Extract(options) => extract::execute(&options),
        usage::Command::Schema(options) => schema::execute(&options),
        usage::Command::Preview(options) => preview::execute(&options),
        usage::Command::Sign(options) => sign::execute(&options),
        usage::Command::Verify(options) => verify::execute(&options),
        usage::Command::Init(options) => init::execute(&options),
        usage::Command::Completions(options) => completions::execute(&options),
        usage::Command::Man => man::execute(),
    };
    output::ended(outcome).into()
}
