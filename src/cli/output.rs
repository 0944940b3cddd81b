//! Files that the commands write, whole or not at all, and what they say.

use std::fs::{self, Permissions};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::Outcome;
use super::input::reason;
use crate::diagnostic::Style;
use crate::source::{is_invisible, printable_lines};

/// Writes files into a folder: each beside its place first, then all are renamed.
///
/// # Errors
/// What is wrong, in Chinese; what was there before is still there.
pub(super) fn write_all(folder: &Path, files: &[(PathBuf, &[u8])]) -> Result<(), String> {
    fs::create_dir_all(folder)
        .map_err(|e| format!("建不了文件夹 {}：{}", folder.display(), reason(&e)))?;
    let mut written = Vec::new();
    for (path, bytes) in files {
        let told = |e: io::Error| format!("写不了 {}：{}", path.display(), reason(&e));
        if path.is_dir() {
            return Err(format!("写不了 {}：那里有个同名的文件夹", path.display()));
        }
        let mut file = beside(folder).map_err(told)?;
        file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(told)?;
        written.push((path, file));
    }
    for (path, file) in written {
        file.persist(path)
            .map_err(|e| format!("写不了 {}：{}", path.display(), reason(&e.error)))?;
    }
    Ok(())
}

/// Writes a file that is not there yet; what is there already stays.
///
/// # Errors
/// What is wrong, in Chinese.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let folder = super::input::folder_of(path);
    fs::create_dir_all(folder)
        .map_err(|e| format!("建不了文件夹 {}：{}", folder.display(), reason(&e)))?;
    let told = |e: &io::Error| format!("写不了 {}：{}", path.display(), reason(e));
    let mut file = beside(folder).map_err(|e| told(&e))?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(|e| told(&e))?;
    file.persist_noclobber(path).map_err(|e| told(&e.error))?;
    Ok(())
}

fn beside(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".chengbao-");
    #[cfg(unix)]
    let readable = <Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o666);
    #[cfg(unix)]
    builder.permissions(readable);
    builder.tempfile_in(folder)
}

/// Writes a file anew, whole or not at all, with the permissions it has. Where it is a symbolic
/// link, the file that it leads to is written.
///
/// # Errors
/// What is wrong, in Chinese; what was there before is still there.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let told = |e: io::Error| format!("写不了 {}：{}", path.display(), reason(&e));
    let target = path.canonicalize().map_err(told)?;
    let permissions = fs::metadata(&target).map_err(told)?.permissions();
    if permissions.readonly() {
        return Err(format!("写不了 {}：这个文件是只读的", path.display()));
    }
    let folder = target.parent().unwrap_or(Path::new("."));
    let mut file = beside(folder).map_err(told)?;
    let written = file.write_all(bytes).and_then(|()| file.as_file().set_permissions(permissions));
    written.and_then(|()| file.as_file().sync_all()).map_err(told)?;
    file.persist(&target).map_err(|e| told(e.error))?;
    Ok(())
}

// All that is said goes through the following, and nothing that a file, its name or a certificate
// has put into it moves a terminal's cursor, colours its text or turns it round.

/// Says a line; a closed pipe ends quietly.
pub(super) fn say(line: &str) {
    say_drawn(&printable_lines(line));
}

/// Says what was drawn with colours: [`crate::diagnostic::draw`] takes no more from a file than
/// text.
pub(super) fn say_drawn(drawn: &str) {
    let _ = writeln!(io::stdout(), "{drawn}");
}

/// Says a line beside what was asked for.
pub(super) fn note(line: &str) {
    note_drawn(&printable_lines(line));
}

/// Says what was drawn with colours beside what was asked for.
pub(super) fn note_drawn(drawn: &str) {
    let _ = writeln!(io::stderr(), "{drawn}");
}

/// Says JSON. What nobody sees can only stand in its texts, where its number means the same.
pub(super) fn say_json(json: &str) {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if !is_invisible(c) || c == '\n' {
            out.push(c);
            continue;
        }
        let mut units = [0; 2];
        for unit in c.encode_utf16(&mut units) {
            out.push_str(&format!("\\u{unit:04x}"));
        }
    }
    say_drawn(&out);
}

/// Gives bytes as they are; a closed pipe ends quietly. A terminal is no file: it is given what
/// can be shown.
///
/// # Errors
/// What is wrong, in Chinese.
pub(super) fn give(bytes: &[u8]) -> Result<(), String> {
    let mut out = io::stdout();
    let written = match out.is_terminal() {
        true => out.write_all(printable_lines(&String::from_utf8_lossy(bytes)).as_bytes()),
        false => out.write_all(bytes),
    };
    match written.and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(format!("写不到标准输出：{}", reason(&error)))
        }
        _ => Ok(()),
    }
}

/// Says why a run fails.
pub(super) fn fail(message: &str) -> Outcome {
    note(&format!("错误: {message}"));
    Outcome::Failed
}

/// How findings look on standard error.
pub(super) fn style() -> Style {
    style_on(io::stderr().is_terminal())
}

/// How findings look on standard output.
pub(super) fn style_of_stdout() -> Style {
    style_on(io::stdout().is_terminal())
}

/// Colour for a terminal, unless `NO_COLOR` is set.
fn style_on(terminal: bool) -> Style {
    let plain = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
    if terminal && !plain { Style::Coloured } else { Style::Plain }
}
