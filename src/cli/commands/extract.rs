//! `chengbao extract`: the file that a PDF or Word file was made from, or its data, out of it again.

use std::path::Path;

use crate::cli::Outcome;
use crate::cli::files::{input, writing};
use crate::cli::terminal::output;
use crate::cli::usage::{DataFormat, ExtractOptions};
use crate::docx;
use crate::pdf::{self, AttachmentFault};
use crate::report::{ATTACHED_DATA, ATTACHED_LASTS, ATTACHED_SOURCE};
use crate::word;

/// Gives an attachment back byte for byte. A file that is there already stays: it may hold the
/// work since.
pub(super) fn execute(options: &ExtractOptions) -> Outcome {
    let given = extracted(options).and_then(|bytes| match &options.output {
        Some(path) => {
            writing::write_new(path, &bytes)?;
            output::print(&format!("已取出 {}", path.display()));
            Ok(())
        }
        None => output::write_bytes(&bytes),
    });
    match given {
        Ok(()) => Outcome::Done,
        Err(message) => output::fail(&message),
    }
}

fn extracted(options: &ExtractOptions) -> Result<Vec<u8>, String> {
    let name = match (options.format, options.format.last()) {
        (DataFormat::Json, _) => ATTACHED_DATA,
        (_, Some(n)) => ATTACHED_LASTS.get(n).copied().unwrap_or_default(),
        _ => ATTACHED_SOURCE,
    };
    let file = input::report(&options.file)?;
    if word::is_word(&file) {
        return from_word(options, &file, name);
    }
    let message = |why: AttachmentFault| match (why, options.format.last()) {
        (AttachmentFault::Absent, Some(n)) => no_last(&options.file, n),
        _ => format!("读不了 {}：{why}", options.file.display()),
    };
    pdf::attachment(&file, name).map_err(message)
}

/// What a Word file of ours carries, also once another program saved it.
fn from_word(options: &ExtractOptions, file: &[u8], name: &str) -> Result<Vec<u8>, String> {
    let path = options.file.display();
    let carried = docx::carried(file, name).map_err(|why| format!("读不了 {path}：{why}"))?;
    carried.ok_or_else(|| match options.format.last() {
        Some(n) => no_last(&options.file, n),
        None => format!("读不了 {path}：这个 Word 文件里没有填报数据：不是呈报生成的，或者经别的软件另存时丢掉了；要由它的文字做填报文件，用 chengbao import"),
    })
}

/// What is said where a report carries no such last filing.
fn no_last(file: &Path, n: usize) -> String {
    let file = file.display();
    match n {
        0 => format!("{file} 没有附表，也就没有带上期的填报文件"),
        n => format!("{file} 没有带第 {} 份更早的填报文件：附表没有用到那么多期", n + 1),
    }
}
