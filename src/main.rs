//! Hands over to the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    chengbao::cli::run(std::env::args_os())
}
