//! Where a file is not in the form that every reader agrees on, and how.

use std::fmt;

/// Where and how a file leaves the strict form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormFault {
    /// The byte, from 0, at which it was seen.
    pub at: usize,
    /// How.
    pub kind: FormFaultKind,
}

/// How a file leaves the strict form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FormFaultKind {
    /// Another program rewrote the whole file.
    Rewritten,
    /// It does not begin with its version and the one line of bytes that says it is binary.
    Header,
    /// A comment.
    Comment,
    /// White space other than blanks and line feeds, or where none may be.
    Space,
    /// An object is not written as objects are.
    Object,
    /// A number is written in a way that readers take differently.
    Number,
    /// A name is.
    Name,
    /// A string is.
    Text,
    /// A dictionary has a key twice.
    Key,
    /// An object is larger, or deeper nested, than is looked at.
    Large,
    /// A generation that is not 0.
    Generation,
    /// A stream is not as long as it says, or its bytes stand elsewhere.
    Stream,
    /// What leads to objects is packed in a way, or has parameters, that is not known.
    Packing,
    /// A cross-reference table is not written as the standard has it.
    Table,
    /// A cross-reference stream is not.
    Places,
    /// An entry leads to no such object of its revision.
    Entry,
    /// An object that no entry leads to.
    Unlisted,
    /// An object's number twice in a revision.
    Twice,
    /// An object is freed.
    Freed,
    /// `/Size` is not one more than the highest number.
    Size,
    /// `/Prev` is not where the revision before has its entries.
    Previous,
    /// A trailer says something that it should not, or leaves out what it should say.
    Trailer,
    /// A file with tables and streams at once.
    Mixed,
    /// A stream of objects is not what it and the entries say.
    Container,
    /// A reference leads to no object.
    Dangling,
    /// Something that a reader who searches the file takes for an object or an end.
    Hidden,
    /// `startxref` and `%%EOF` do not stand as they should.
    End,
    /// Bytes follow the file's end that are no update.
    Trailing,
    /// There are more revisions than are looked at.
    Many,
}

impl FormFault {
    /// What it is, for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self.kind {
            FormFaultKind::Rewritten => "rewritten",
            FormFaultKind::Header => "form_header",
            FormFaultKind::Comment => "form_comment",
            FormFaultKind::Space => "form_white_space",
            FormFaultKind::Object => "form_object",
            FormFaultKind::Number => "form_number",
            FormFaultKind::Name => "form_name",
            FormFaultKind::Text => "form_string",
            FormFaultKind::Key => "form_duplicate_key",
            FormFaultKind::Large => "form_too_large",
            FormFaultKind::Generation => "form_generation",
            FormFaultKind::Stream => "form_stream",
            FormFaultKind::Packing => "form_packing",
            FormFaultKind::Table => "form_table",
            FormFaultKind::Places => "form_cross_references",
            FormFaultKind::Entry => "form_entry",
            FormFaultKind::Unlisted => "form_unlisted_object",
            FormFaultKind::Twice => "form_object_twice",
            FormFaultKind::Freed => "form_object_freed",
            FormFaultKind::Size => "form_size",
            FormFaultKind::Previous => "form_previous",
            FormFaultKind::Trailer => "form_trailer",
            FormFaultKind::Mixed => "form_mixed",
            FormFaultKind::Container => "form_object_stream",
            FormFaultKind::Dangling => "form_dangling_reference",
            FormFaultKind::Hidden => "form_hidden_object",
            FormFaultKind::End => "form_end",
            FormFaultKind::Trailing => "bytes_appended",
            FormFaultKind::Many => "form_too_many_revisions",
        }
    }
}

impl fmt::Display for FormFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            FormFaultKind::Rewritten => {
                return f
                    .write_str("文件经别的软件（如 qpdf）改写过，不是原来的文件；请用原来的文件");
            }
            FormFaultKind::Trailing => {
                return f.write_str("文件末尾多出了不属于文件的内容；请用原来的文件");
            }
            FormFaultKind::Header => "开头不是版本号和一行标记",
            FormFaultKind::Comment => "有注释",
            FormFaultKind::Space => "有不该有的空白字符",
            FormFaultKind::Object => "对象的写法不对",
            FormFaultKind::Number => "数字的写法有歧义",
            FormFaultKind::Name => "名称的写法有歧义",
            FormFaultKind::Text => "字符串的写法有歧义",
            FormFaultKind::Key => "一个字典里同一个键写了两次",
            FormFaultKind::Large => "对象过大或者嵌套过深",
            FormFaultKind::Generation => "对象的代号不是 0",
            FormFaultKind::Stream => "数据流的长短和写明的不一样",
            FormFaultKind::Packing => "对象或交叉引用的压缩方式不认识",
            FormFaultKind::Table => "交叉引用表的写法不合标准",
            FormFaultKind::Places => "交叉引用流的写法不合标准",
            FormFaultKind::Entry => "交叉引用指的地方没有那个对象",
            FormFaultKind::Unlisted => "有交叉引用里没有的对象",
            FormFaultKind::Twice => "同一个编号的对象有两个",
            FormFaultKind::Freed => "有对象被删除",
            FormFaultKind::Size => "写明的对象个数不对",
            FormFaultKind::Previous => "没有正确指向前一个版本",
            FormFaultKind::Trailer => "文件尾的内容不对",
            FormFaultKind::Mixed => "交叉引用表和交叉引用流混用",
            FormFaultKind::Container => "对象流的内容和目录不一致",
            FormFaultKind::Dangling => "引用了没有的对象",
            FormFaultKind::Hidden => "数据里夹着像是对象或文件尾的内容",
            FormFaultKind::End => "结尾（startxref、%%EOF）的写法不对",
            FormFaultKind::Many => "版本过多",
        };
        write!(
            f,
            "文件的写法不规范，各种软件可能看到不同的内容：第 {} 字节处{what}；请用原来的文件",
            self.at.saturating_add(1)
        )
    }
}

/// A step of the strict reading.
pub(super) type Read<T> = Result<T, FormFault>;

/// A fault of a kind at a byte.
pub(super) fn fault<T>(kind: FormFaultKind, at: usize) -> Read<T> {
    Err(FormFault { at, kind })
}
