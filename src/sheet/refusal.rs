//! Why a spreadsheet cannot be read, and what to do about it.

use crate::package::Fault;

/// Why a file cannot be read: what it is, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A file that a password locks.
    #[error(
        "文件加了密码，请用 Excel 或 WPS 打开，在“文件—信息—保护工作簿—用密码进行加密”里把密码删空，另存为 .xlsx，再用这个文件"
    )]
    Encrypted,
    /// A file of another program, or of a format of Excel's that is not read.
    #[error("这是{what}，{help}")]
    Other {
        /// What it is.
        what: &'static str,
        /// What to do.
        help: &'static str,
    },
    /// A file that is not whole, or that two readers could see differently.
    #[error(
        "文件不完整或已损坏（{reason}），请用 Excel 或 WPS 打开，选择修复，另存为新的 .xlsx；打不开的，请重新取得这个文件"
    )]
    Damaged {
        /// What is wrong.
        reason: String,
    },
    /// A part that is no XML.
    #[error(
        "文件里的 {part} 读不通（{reason}），请用 Excel 或 WPS 打开，另存为新的 .xlsx，再用这个文件"
    )]
    Malformed {
        /// The part.
        part: String,
        /// What is wrong.
        reason: String,
    },
    /// A part with a document type.
    #[error(
        "文件里的 {part} 带有 DTD 或实体声明，Excel 不会写这样的内容，为安全起见不读；请用 Excel 或 WPS 打开，另存为新的 .xlsx，再用这个文件"
    )]
    Dtd {
        /// The part.
        part: String,
    },
    /// More than we read.
    #[error(
        "文件太大：{what}超过 {most}，请把要用的表复制到新的工作簿，删去多余的行、列和图片，另存为 .xlsx，再用这个文件"
    )]
    TooBig {
        /// What there is too much of.
        what: String,
        /// The most that is read.
        most: String,
    },
    /// Elements too deep within each other.
    #[error(
        "文件里的 {part} 层次太多（超过 {most} 层），请用 Excel 或 WPS 打开，另存为新的 .xlsx，再用这个文件"
    )]
    TooDeep {
        /// The part.
        part: String,
        /// The most that is read.
        most: usize,
    },
    /// A text in no encoding that is read.
    #[error(
        "文件既不是 UTF-8 也不是 GB18030 编码的文本，不能读入；请用 Excel 打开，另存为 .xlsx，再用这个文件"
    )]
    Encoding,
    /// A text with a quotation mark that leaves open where a value ends.
    #[error(
        "第 {line} 行的引号不成对，看不出一格到哪里为止；请用 Excel 打开，改好这一行，另存为 .xlsx，再用这个文件"
    )]
    Quote {
        /// The line that the value begins on, counted from 1.
        line: usize,
    },
    /// A text whose values could be parted in two ways.
    #[error(
        "看不出各列是用{first}还是用{second}隔开的；请用 Excel 打开，看清各列分得对，另存为 .xlsx，再用这个文件"
    )]
    Separator {
        /// One sign.
        first: &'static str,
        /// Another.
        second: &'static str,
    },
    /// A file without a cell that holds something.
    #[error("文件里一格内容也没有，请看看是不是选错了文件")]
    Empty,
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
