//! Bytes to text: UTF-8 with or without a byte order mark, GB18030 as Windows editors save it.

use encoding_rs::GB18030;

use super::{Source, foreign};
use crate::finding::{Code, Finding};

/// The largest file that is read.
pub const MAX_BYTES: usize = 4 * 1024 * 1024;

/// How a file's bytes were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// GB18030 (GBK and GB 2312 are parts of it).
    Gb18030,
}

/// Words of which a filing has at least one; bytes that give none of them in GB18030 are
/// something else (GB18030 gives a meaning to almost any bytes).
const SIGNS_OF_A_FILING: [&str; 4] = ["企业", "报告期", "声明", "主要服务指标完成情况"];

/// Reads a file's bytes as text.
///
/// # Errors
/// A finding that says why the file was refused: too large, or in no encoding that is read.
pub fn decode(name: &str, bytes: &[u8]) -> Result<(Source, Vec<Finding>), Box<Finding>> {
    let refuse = |finding| Err(Box::new(finding));
    if let Some(kind) = foreign::kind(bytes) {
        let space = if kind.name.starts_with(|c: char| c.is_ascii()) { " " } else { "" };
        let message = format!("这是{space}{}，不是填报文件，不能读入", kind.name);
        return refuse(Code::Y13.of_file(message).help(kind.help));
    }
    if bytes.len() > MAX_BYTES {
        return refuse(
            Code::Y12
                .of_file("文件超过 4 MiB，一份填报文件不会这么大")
                .help("看看是不是选错了文件；图片请放在旁边的文件里，不要贴进来"),
        );
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return refuse(
            Code::Y13
                .of_file("文件是 UTF-16 编码（记事本里叫 Unicode），不能读入")
                .help("用编辑器打开，“另存为”时把编码选成 UTF-8"),
        );
    }
    let body = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(body) {
        return Ok((Source::new(name, text, Encoding::Utf8), Vec::new()));
    }
    if let Some(text) = GB18030.decode_without_bom_handling_and_without_replacement(bytes)
        && SIGNS_OF_A_FILING.iter().any(|word| text.contains(word))
    {
        let finding = Code::Y14
            .of_file("文件是 GB18030（GBK）编码，已按此读入")
            .help("建议“另存为” UTF-8，免得在别的电脑上变成乱码");
        return Ok((Source::new(name, text, Encoding::Gb18030), vec![finding]));
    }
    refuse(
        Code::Y13
            .of_file("文件既不是 UTF-8 也不是 GB18030 编码的文本，不能读入")
            .help("看看是不是选错了文件（比如 Word 文档）；是文本的话，“另存为” UTF-8 再来"),
    )
}
