//! Opens an address in the user's browser, by the system's own program for it.

use std::process::{Command, Stdio};

use crate::cli::terminal::output;

/// Opens an address. Where that fails it was printed, and can be opened by hand.
pub(in super::super) fn open(address: &str) {
    let (program, arguments): (&str, &[&str]) = if cfg!(windows) {
        ("rundll32", &["url.dll,FileProtocolHandler"])
    } else if cfg!(target_os = "macos") {
        ("open", &[])
    } else {
        ("xdg-open", &[])
    };
    let mut command = Command::new(program);
    command.args(arguments).arg(address);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    match command.spawn() {
        // It is waited for, so that no zombie process stays behind.
        Ok(mut child) => {
            std::thread::spawn(move || child.wait());
        }
        Err(_) => output::eprint("没能打开浏览器，请自己打开上面的地址"),
    }
}
