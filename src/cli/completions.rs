//! `chengbao completions`: commands and options completed by Tab, as a shell reads it.

use clap::CommandFactory;

use super::usage::{Call, CompletionsOptions, PROGRAM};
use super::{Outcome, output};

/// Gives the script for a shell.
pub(super) fn execute(options: &CompletionsOptions) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut Call::command(), PROGRAM, &mut script);
    match output::give(&script) {
        Ok(()) => Outcome::Done,
        Err(message) => output::fail(&message),
    }
}
