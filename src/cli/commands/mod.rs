//! The commands, one room each.

mod build;
mod check;
mod compare;
mod completions;
mod desk;
mod explain;
mod extract;
mod fill;
mod fonts;
mod import;
mod init;
mod man;
mod merge;
mod schema;
mod sheet;
mod sign;
mod verify;

use super::Outcome;
use super::usage::Command;

pub(super) fn execute(command: &Command) -> Outcome {
    match command {
        Command::Build(options) => build::execute(options),
        Command::Check(options) => check::execute(options),
        Command::Compare(options) => compare::execute(options),
        Command::Explain(options) => explain::execute(options),
        Command::Fonts(options) => fonts::execute(options),
        Command::Extract(options) => extract::execute(options),
        Command::Schema(options) => schema::execute(options),
        Command::Desk(options) => desk::execute(options),
        Command::Preview(options) => desk::preview(options),
        Command::Sign(options) => sign::execute(options),
        Command::Verify(options) => verify::execute(options),
        Command::Import(options) => import::execute(options),
        Command::Merge(options) => merge::execute(options),
        Command::Sheet(options) => sheet::execute(options),
        Command::Fill(options) => fill::execute(options),
        Command::Init(options) => init::execute(options),
        Command::Completions(options) => completions::execute(options),
        Command::Man => man::execute(),
    }
}
