//! A command of the program, run by itself: what it says goes to the page.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use super::call::Call;
use super::job::{End, Job};
use super::output_lines;
use super::snapshot::{Place, Snapshot};
use crate::cli::commands::desk::folder::Folder;
use crate::cli::reason::reason;

/// How often it is looked whether a run is over.
const GLANCE: Duration = Duration::from_millis(20);

/// Runs a call in a folder to its end.
pub(super) fn run(call: &Call, folder: &Path, outputs: &Path, job: &Arc<Job>) {
    let outputs = Place::of_outputs(outputs);
    let before = Snapshot::of([Place::of_filings(folder)].into_iter().chain(outputs));
    let mut end = match spoken(call, folder, job) {
        Ok((code, data)) => End { code, data, ..End::default() },
        Err(why) => {
            job.say(&why);
            End { code: 2, ..End::default() }
        }
    };
    end.files = before.written();
    if call.makes_filing {
        let filing = end.files.iter().find(|made| !made.served && Folder::is_filing(&made.name));
        end.filing = filing.map(|made| made.name.clone());
    }
    job.end(end);
}

/// Its exit code, and what it found, where it says that in JSON.
fn spoken(call: &Call, folder: &Path, job: &Arc<Job>) -> Result<(i32, Option<String>), String> {
    let program = std::env::current_exe().map_err(|e| format!("找不到程序自己：{}", reason(&e)))?;
    let mut command = Command::new(program);
    command.args(&call.words).current_dir(folder);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    hide_console(&mut command);
    let mut child = command.spawn().map_err(|e| format!("没能开始：{}", reason(&e)))?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    job.runs(child);
    let said = Arc::clone(job);
    let errors = stderr
        .map(|stream| thread::spawn(move || output_lines::each(stream, |line| said.say(line))));
    let data = stdout.and_then(|stream| {
        if call.gives_json {
            return Some(output_lines::whole(stream));
        }
        output_lines::each(stream, |line| job.say(line));
        None
    });
    if let Some(errors) = errors {
        // A reader that failed has said what it could.
        let _ = errors.join();
    }
    let code = loop {
        match job.over() {
            Some(code) => break code,
            None => thread::sleep(GLANCE),
        }
    };
    Ok((code, data.filter(|data| !data.trim().is_empty())))
}

/// A program with a console would open a window of its own.
#[cfg(windows)]
fn hide_console(command: &mut Command) {
    use std::os::windows::process::CommandExt;
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;
    command.creation_flags(CREATE_NO_WINDOW);
}

#[cfg(not(windows))]
fn hide_console(_: &mut Command) {}
