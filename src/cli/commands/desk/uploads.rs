//! Files that the page hands over: pictures, Word files, spreadsheets. None goes over another.

use std::path::{Path, PathBuf};

use super::listing::is_name;
use crate::cli::files::{opening, writing};
use crate::pictures;

/// The folder of pictures, beside the filings.
const PICTURES: &str = "图";
/// What is taken in.
const PICTURE_ENDINGS: [&str; 4] = ["png", "jpg", "jpeg", "svg"];
const DOCUMENT_ENDINGS: [&str; 9] =
    ["docx", "txt", "md", "html", "pdf", "xlsx", "xls", "ods", "csv"];
/// Root certificates.
pub(super) const CERTIFICATE_ENDINGS: [&str; 3] = ["pem", "crt", "cer"];
/// The longest name, in characters.
const LONGEST: usize = 80;
/// How many names are tried.
const TRIED: usize = 1_000;

/// Stores a picture; its name as a filing has it.
///
/// # Errors
/// What is wrong with it, in Chinese.
pub(super) fn picture(folder: &Path, name: &str, bytes: &[u8]) -> Result<String, String> {
    let ending = ending(name, &PICTURE_ENDINGS).ok_or("图片只能是 PNG、JPEG 或 SVG")?;
    if bytes.len() > pictures::MAX_BYTES {
        let most = pictures::MAX_BYTES / 1_000_000;
        return Err(format!("图片太大，最多 {most} MB；压缩一下再来"));
    }
    pictures::decode(bytes, &[]).map_err(|fault| format!("这张图片用不了：{fault}"))?;
    let place = folder.join(PICTURES);
    let stem = stem(name, "图片").replace([' ', '(', ')', '<', '>', '[', ']', '"', '\\'], "-");
    stored(&place, stem.trim_matches('-'), &ending, bytes).map(|name| format!("{PICTURES}/{name}"))
}

/// Stores a document beside the filings; its name.
///
/// # Errors
/// What is wrong with it, in Chinese.
pub(super) fn document(folder: &Path, name: &str, bytes: &[u8]) -> Result<String, String> {
    let kinds =
        "Word（.docx）、表格（.xlsx、.xls、.ods、.csv）、.txt、.md、.html、PDF 和根证书（.pem）";
    let known = [&DOCUMENT_ENDINGS[..], &CERTIFICATE_ENDINGS].concat();
    let ending = ending(name, &known).ok_or_else(|| format!("只收{kinds}"))?;
    stored(folder, &stem(name, "文件"), &ending, bytes)
}

fn ending(name: &str, known: &[&str]) -> Option<String> {
    let ending = Path::new(name).extension()?.to_string_lossy().to_ascii_lowercase();
    known.contains(&ending.as_str()).then_some(ending)
}

/// A name without its ending and without what no name may have.
fn stem(name: &str, otherwise: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = Path::new(last).file_stem().unwrap_or_default().to_string_lossy();
    let strange = |c: &char| !c.is_control() && !"/\\:*?\"<>|".contains(*c);
    let stem: String = stem.chars().filter(strange).take(LONGEST).collect();
    let stem = stem.trim_matches(['.', ' ', '-']).to_owned();
    if is_name(&stem) { stem } else { otherwise.to_owned() }
}

/// Stores a file under a name that no other has; the same file again keeps its name.
fn stored(folder: &Path, stem: &str, ending: &str, bytes: &[u8]) -> Result<String, String> {
    for n in 1..=TRIED {
        let number = if n == 1 { String::new() } else { format!("-{n}") };
        let name = format!("{stem}{number}.{ending}");
        let path: PathBuf = folder.join(&name);
        if path.symlink_metadata().is_ok() {
            if opening::read(&path, bytes.len()).is_ok_and(|there| there == bytes) {
                return Ok(name);
            }
            continue;
        }
        return writing::write_new(&path, bytes).map(|()| name);
    }
    Err("同名的文件太多了，换个名字再来".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_goes_into_the_folder_and_over_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let stored = |name: &str, bytes: &[u8]| document(folder.path(), name, bytes);
        assert_eq!(stored("甲.docx", b"1").unwrap(), "甲.docx");
        assert_eq!(stored("甲.docx", b"2").unwrap(), "甲-2.docx");
        assert_eq!(stored("甲.docx", b"2").unwrap(), "甲-2.docx");
        assert_eq!(stored("../../乙.csv", b"3").unwrap(), "乙.csv");
        assert_eq!(stored("C:\\x\\丙.XLSX", b"3").unwrap(), "丙.xlsx");
        assert!(stored("docx", b"3").unwrap_err().contains("只收"));
        assert!(stored(".\u{7}/.csv", b"3").is_err());
        assert_eq!(stored("..docx", b"3").unwrap(), "文件.docx");
        assert!(stored("甲.yaml", b"x").is_err() && stored("甲.exe", b"x").is_err());
        let names = std::fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(names, 5);
    }

    #[test]
    fn a_picture_is_one() {
        let folder = tempfile::tempdir().unwrap();
        let svg = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path d='M0 0h9v9z'/></svg>";
        assert_eq!(picture(folder.path(), "图 1(终).svg", svg).unwrap(), "图/图-1-终.svg");
        assert!(picture(folder.path(), "a.png", b"no picture").is_err());
        assert!(picture(folder.path(), "a.gif", svg).is_err());
    }
}
