//! `chengbao completions`: commands and options completed by Tab, as a shell reads it.

use clap::CommandFactory;
use clap_complete::Shell;

use crate::cli::Outcome;
use crate::cli::terminal::output;
use crate::cli::usage::{Call, CompletionsOptions, PROGRAM};

/// Without it Windows PowerShell takes a script for one in the system's old encoding.
const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// Gives the script for a shell.
pub(super) fn execute(options: &CompletionsOptions) -> Outcome {
    let mut script = match options.shell {
        Shell::PowerShell if !output::is_terminal() => BYTE_ORDER_MARK.as_bytes().to_owned(),
        _ => Vec::new(),
    };
    clap_complete::generate(options.shell, &mut Call::command(), PROGRAM, &mut script);
    match output::write_bytes(&script) {
        Ok(()) => Outcome::Done,
        Err(message) => output::fail(&message),
    }
}
