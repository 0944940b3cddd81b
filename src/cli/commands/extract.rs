//! `chengbao extract`: the file that a PDF was made from, or its data, out of the PDF again.

use crate::cli::Outcome;
use crate::cli::files::{input, writing};
use crate::cli::terminal::output;
use crate::cli::usage::{DataFormat, ExtractOptions};
use crate::pdf::{self, AttachmentFault};
use crate::report::{ATTACHED_DATA, ATTACHED_LAST, ATTACHED_SOURCE};

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
    let name = match options.format {
        DataFormat::Yaml => ATTACHED_SOURCE,
        DataFormat::Json => ATTACHED_DATA,
        DataFormat::Last => ATTACHED_LAST,
    };
    let file = input::pdf(&options.file)?;
    let message = |why: AttachmentFault| match (why, options.format) {
        (AttachmentFault::Absent, DataFormat::Last) => {
            format!("{} 没有附表，也就没有带上期的填报文件", options.file.display())
        }
        _ => format!("读不了 {}：{why}", options.file.display()),
    };
    pdf::attachment(&file, name).map_err(message)
}
