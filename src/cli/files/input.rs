//! Files that the commands read.

use crate::finding::Code;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use crate::cli::files::opening::{self, Folder};
use crate::cli::reason::reason;
use crate::filing::Filing;
use crate::illustrations::{PictureFile, picture_files};
use crate::pdf;
use crate::render::{PAGE, REPORT, Templates};
use crate::report::Reading;
use crate::source::MAX_BYTES;

/// The largest file with a key or certificates that is read.
const MAX_KEY: usize = 1024 * 1024;

/// A filing that was read, and the folder that it was read from.
#[derive(Debug)]
pub(in crate::cli) struct OpenFiling {
    /// Its bytes; of a larger file than is read, only so many that it shows.
    pub(in crate::cli) bytes: Vec<u8>,
    /// Where the files are that it names.
    pub(in crate::cli) folder: Folder,
}

/// Reads a filing.
///
/// # Errors
/// What is wrong, in Chinese.
pub(in crate::cli) fn filing(path: &Path) -> Result<OpenFiling, String> {
    let message = |error: io::Error| unread(path, "填报文件", &error);
    let folder = Folder::open(folder_of(path)).map_err(message)?;
    let bytes = match path.file_name() {
        Some(name) => folder.read(name, MAX_BYTES),
        // `..`, or a drive.
        None => opening::read(path, MAX_BYTES),
    };
    Ok(OpenFiling { bytes: bytes.map_err(message)?, folder })
}

/// The bytes of a filing or of a PDF made of one.
///
/// # Errors
/// What is wrong, in Chinese.
pub(in crate::cli) fn filing_or_pdf(path: &Path) -> Result<Vec<u8>, String> {
    bytes(path, "填报文件", pdf::MAX_BYTES)
}

/// The bytes of a document to import; `-` is what comes in at the standard input.
///
/// # Errors
/// What is wrong, in Chinese.
pub(in crate::cli) fn document(path: &Path) -> Result<Vec<u8>, String> {
    if path.as_os_str() != "-" {
        return bytes(path, "报告", pdf::MAX_BYTES);
    }
    let mut text = Vec::new();
    let limit = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    let read = io::Read::read_to_end(&mut io::Read::take(io::stdin().lock(), limit), &mut text);
    read.map_err(|error| format!("读不了标准输入：{}", reason(&error)))?;
    Ok(text)
}

/// The bytes of a spreadsheet.
///
/// # Errors
/// What is wrong, in Chinese.
pub(in crate::cli) fn spreadsheet(path: &Path) -> Result<Vec<u8>, String> {
    bytes(path, "表格", crate::sheet::MAX_BYTES)
}

/// What a file is that is no text to be read as a filing, and what to do; `None` for one that is.
pub(in crate::cli) fn not_a_filing(reading: &Reading) -> Option<String> {
    let refused = reading.findings.iter().find(|f| matches!(f.code, Code::Y12 | Code::Y13));
    let refused = refused.filter(|f| reading.filing.is_none() && f.span.is_none())?;
    let help = refused.help.as_deref().map(|help| format!("；{help}")).unwrap_or_default();
    Some(format!("{}{help}", refused.message))
}

/// A filing that is worked on, as it is read; one that cannot be read is refused.
///
/// # Errors
/// What is wrong, in Chinese.
pub(in crate::cli) fn readable(name: &str, bytes: &[u8]) -> Result<Reading, String> {
    let reading = crate::report::read(name, bytes);
    match not_a_filing(&reading) {
        Some(what) => Err(format!("{name}：{what}")),
        None if reading.filing.is_none() => Err(faulty(name)),
        None => Ok(reading),
    }
}

/// What is said of a file whose faults keep it from being read as a filing.
pub(in crate::cli) fn faulty(name: &str) -> String {
    format!("{name} 读不通，先用 chengbao check {name} 看一看")
}

/// The bytes of a PDF.
///
/// # Errors
/// What is wrong, in Chinese.
pub(in crate::cli) fn pdf(path: &Path) -> Result<Vec<u8>, String> {
    bytes(path, " PDF 文件", pdf::MAX_BYTES)
}

/// The bytes of a report that carries its filing, as a PDF or a Word file.
///
/// # Errors
/// What is wrong, in Chinese.
pub(in crate::cli) fn report(path: &Path) -> Result<Vec<u8>, String> {
    bytes(path, " PDF 或 Word 文件", pdf::MAX_BYTES)
}

/// The bytes of a key's file.
///
/// # Errors
/// What is wrong, in Chinese.
pub(in crate::cli) fn key(path: &Path) -> Result<Vec<u8>, String> {
    let bytes = bytes(path, "证书文件", MAX_KEY)?;
    if bytes.len() > MAX_KEY {
        Err(format!("读不了 {}：证书文件不会有这么大", path.display()))
    } else {
        Ok(bytes)
    }
}

/// The bytes of a picture that the call names.
///
/// # Errors
/// What is wrong, in Chinese.
pub(in crate::cli) fn picture_file(path: &Path) -> Result<Vec<u8>, String> {
    bytes(path, "图片", crate::pictures::MAX_BYTES)
}

/// A file's bytes, one more than the limit at most.
fn bytes(path: &Path, what: &str, limit: usize) -> Result<Vec<u8>, String> {
    opening::read(path, limit).map_err(|error| unread(path, what, &error))
}

fn unread(path: &Path, what: &str, error: &io::Error) -> String {
    let why = match error.kind() {
        io::ErrorKind::IsADirectory => format!("这是文件夹，要写{what}的名字"),
        io::ErrorKind::NotFound | io::ErrorKind::InvalidFilename if is_pattern(path) => {
            "没有名字相符的文件".to_owned()
        }
        _ => reason(error),
    };
    format!("读不了 {}：{why}", path.display())
}

/// Whether a name has signs that stand for others, which nothing matched.
fn is_pattern(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?'])
}

/// The templates of a folder, the program's own where it has none.
///
/// # Errors
/// What is wrong, in Chinese.
pub(in crate::cli) fn templates(folder: Option<&Path>) -> Result<Templates, String> {
    let mut templates = Templates::default();
    let Some(folder) = folder else { return Ok(templates) };
    if !folder.is_dir() {
        return Err(format!("没有 {} 这个模板文件夹", folder.display()));
    }
    let mut found = false;
    for (name, slot) in [(REPORT, &mut templates.report), (PAGE, &mut templates.page)] {
        let path = folder.join(name);
        if path.exists() {
            let bytes = bytes(&path, "模板", MAX_BYTES)?;
            let text = String::from_utf8(bytes)
                .map_err(|_| format!("模板 {} 不是 UTF-8 编码", path.display()))?;
            *slot = (path.display().to_string(), text);
            found = true;
        }
    }
    if found {
        Ok(templates)
    } else {
        Err(format!("{} 里没有 {REPORT} 也没有 {PAGE}", folder.display()))
    }
}

/// The most bytes of all pictures of a filing together.
const MAX_PICTURES: usize = 100_000_000;

/// The files of a filing's pictures: beside it or in folders below it, and nowhere else.
pub(in crate::cli) fn pictures(folder: &Folder, filing: &Filing) -> BTreeMap<String, PictureFile> {
    let mut left = MAX_PICTURES;
    let read = picture_files(filing).into_iter().map(|name| {
        let bytes = picture(folder, &name).and_then(|bytes| {
            left = left.checked_sub(bytes.len()).ok_or_else(too_large)?;
            Ok(bytes)
        });
        (name, bytes)
    });
    read.collect()
}

fn too_large() -> String {
    format!("全部图片加起来超过 {} MB，请压缩或减少图片", MAX_PICTURES / 1_000_000)
}

/// The folder that a file is in.
pub(in crate::cli) fn folder_of(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

/// The bytes of a filing, or of a PDF made of one, that a filing names.
///
/// # Errors
/// What is wrong, in Chinese.
pub(in crate::cli) fn beside(folder: &Folder, name: &str) -> Result<Vec<u8>, String> {
    folder.read_beside(name, pdf::MAX_BYTES).map_err(|error| reason(&error))
}

fn picture(folder: &Folder, name: &str) -> PictureFile {
    folder.read_beside(name, crate::pictures::MAX_BYTES).map_err(|error| reason(&error))
}
