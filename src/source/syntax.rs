//! The YAML scanner's errors as Chinese messages with help.

use granit_parser::ErrorKind;

/// What is wrong, and what to do about it.
pub(super) fn explain(kind: &ErrorKind) -> (&'static str, &'static str) {
    use ErrorKind as K;
    match kind {
        K::UnclosedQuotedScalar | K::DocumentIndicatorInQuotedScalar => {
            ("引号没有配对", "补上另一半引号；中文引号“”不用另加英文引号")
        }
        K::InvalidTrailingDoubleQuotedScalar | K::InvalidTrailingSingleQuotedScalar => {
            ("引号后面还有文字", "英文引号要把整个值括住；正文里要引号请用中文的“”")
        }
        K::UnclosedFlowCollection { .. }
        | K::UnexpectedEofFlowMapping
        | K::UnexpectedEofFlowSequence
        | K::UnexpectedEofImplicitFlowMapping => ("花括号或方括号没有收尾", "补上 } 或 ]"),
        K::ExpectedFlowMappingSeparator | K::ExpectedFlowSequenceSeparator => (
            "括号里的两项之间缺少半角逗号",
            "写成 { 平均: 4.01小时, 及时率: 99.99% }，逗号是半角的",
        ),
        K::MisplacedFlowCollectionEnd | K::MismatchedFlowCollectionEnd { .. } => {
            ("括号不配对", "花括号 { 用 } 收，方括号 [ 用 ] 收")
        }
        K::MappingValueNotAllowed | K::InvalidColonPlacement => {
            ("这里不该再有冒号", "值里要有半角冒号时，用英文双引号把整个值括住；也看看上一行的缩进")
        }
        K::SimpleKeyExpected | K::InvalidSimpleKey => {
            ("这一行不像“键: 值”", "键后面要有半角冒号和一个空格；是上一行的续文就把它缩进去")
        }
        K::ExpectedBlockMappingKey | K::InvalidIndentation | K::UnexpectedEofBlockMapping => {
            ("缩进对不上", "同一层的各行左边空格数要一样，每深一层多两个空格")
        }
        K::ExpectedBlockSequenceEntry
        | K::BlockSequenceEntryNotAllowed
        | K::InvalidBlockEntryWhitespace
        | K::BlockEntryInFlowCollection => {
            ("列表的短横“- ”位置不对", "每项以“- ”开头，各项的短横对齐")
        }
        K::UnexpectedCharacter { .. } | K::PlainScalarStartsWithDashFlowIndicator => {
            ("值不能以这个符号开头", "用英文双引号把整个值括住")
        }
        K::InvalidBlockScalarHeader | K::ZeroBlockScalarIndent | K::InvalidBlockScalarIndent => {
            ("“|”后面的写法不对", "“|”单独放在冒号后面，正文另起一行并缩进")
        }
        K::UnknownQuotedScalarEscape
        | K::InvalidQuotedScalarHexEscape
        | K::InvalidUnicodeEscape
        | K::InvalidLowSurrogateHexEscape
        | K::InvalidLowSurrogate
        | K::MissingLowSurrogate
        | K::UnpairedLowSurrogate => {
            ("双引号里的反斜杠写法不对", "要反斜杠本身时写两个 \\\\，或去掉引号")
        }
        K::CommentNotSeparated | K::CommentInterceptedScalar => {
            ("注释的位置不对", "# 前面要有空格；正文里要 # 时用英文双引号把整个值括住")
        }
        K::DirectiveDisallowed
        | K::MissingDirectiveName
        | K::InvalidDirectiveName
        | K::InvalidDirectiveTerminator
        | K::ExpectedDocumentStart => ("行首的 % 不能用", "删去这一行，或用英文双引号括住值"),
        K::InvalidQuotedScalarIndent | K::InvalidFlowScalarIndent => {
            ("续行没有缩进", "续行要比键多缩进两个空格")
        }
        K::TabNotAllowed
        | K::TabInBlockIndentation
        | K::TabInIndentation
        | K::TabInPlainScalar
        | K::TabAtBlockScalarStart => ("这里不能用制表符（Tab）", "改成空格"),
        K::RecursionLimitExceeded => ("层次太深", "一份填报文件用不到这么多层，看看缩进和括号"),
        _ => ("写法不合 YAML 的规则", "对照 chengbao init 生成的文件看看这一行和上一行"),
    }
}
