//! Why a file cannot be read, and what to do about it.

use crate::package::Fault;

/// Why a file cannot be read: what it is, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refusal {
    /// A binary file of Word or WPS.
    #[error(
        "这是旧格式的文件（.doc 或 .wps），请用 Word 或 WPS 打开，另存为 .docx 格式，再导入 .docx 文件"
    )]
    Binary,
    /// A file that a password locks.
    #[error(
        "文件加了密码，请用 Word 或 WPS 打开，在“文件—信息—保护文档—用密码进行加密”里把密码删空，另存为 .docx，再导入"
    )]
    Encrypted,
    /// A file of another program.
    #[error("这是{what}，不是 Word 文件，请把报告另存为 .docx 格式，再导入")]
    Other {
        /// What it is.
        what: &'static str,
    },
    /// A zip that cannot be read.
    #[error(
        "文件不完整或已损坏（{reason}），请用 Word 或 WPS 打开，选择修复，另存为新的 .docx；打不开的，请重新取得这个文件"
    )]
    Damaged {
        /// What is wrong.
        reason: String,
    },
    /// A part that is no XML.
    #[error("文件里的 {part} 读不通（{reason}），请用 Word 或 WPS 打开，另存为新的 .docx，再导入")]
    Malformed {
        /// The part.
        part: String,
        /// What is wrong.
        reason: String,
    },
    /// A part with a document type.
    #[error(
        "文件里的 {part} 带有 DTD 或实体声明，Word 不会写这样的内容，为安全起见不读；请用 Word 或 WPS 打开，另存为新的 .docx，再导入"
    )]
    Dtd {
        /// The part.
        part: String,
    },
    /// More than we read.
    #[error(
        "文件太大：{what}超过 {most}，请删去多余的图片和内容，或分成几个文件，另存为 .docx，再导入"
    )]
    TooBig {
        /// What there is too much of.
        what: String,
        /// The most that is read.
        most: String,
    },
    /// Elements too deep within each other.
    #[error(
        "文件里的 {part} 层次太多（超过 {most} 层），请把一层套一层的表格、文本框、控件拆开，另存为 .docx，再导入"
    )]
    TooDeep {
        /// The part.
        part: String,
        /// The most that is read.
        most: usize,
    },
    /// A document without a body.
    #[error(
        "文件里没有正文，请用 Word 或 WPS 打开，把全文复制到新的空白文档，另存为 .docx，再导入"
    )]
    NoBody,
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Encrypted => Self::Encrypted,
            Fault::Damaged { reason } => Self::Damaged { reason },
            Fault::Malformed { part, reason } => Self::Malformed { part, reason },
            Fault::Dtd { part } => Self::Dtd { part },
            Fault::TooBig { what, most } => Self::TooBig { what, most },
            Fault::TooDeep { part, most } => Self::TooDeep { part, most },
        }
    }
}
