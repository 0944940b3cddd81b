//! Why a reference prints nothing.

use std::ops::Range;

use crate::finding::{Code, Finding};

/// Why a reference prints nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// Whether there is a last filing is not known yet.
    Open,
    /// No bracket closes it.
    Unclosed,
    /// The file writes it by escapes.
    Escaped,
    /// It stands where only names stand.
    Misplaced { key: &'static str },
    /// No indicator is called so; the nearest that there is.
    Unknown { near: Option<String> },
    /// Several figures are called so, by their whole names.
    Ambiguous { names: Vec<String> },
    /// It asks for the last filing, and there is none.
    NoLast,
    /// The last filing has no such figure.
    NotInLast,
    /// The two figures have nothing to be said of how they moved.
    NoChange { why: &'static str },
    /// What it prints is no figure, but a long text.
    TooLong { most: usize },
    /// There are too many.
    TooMany { most: usize },
}

impl Fault {
    /// The finding at the reference's place.
    pub(super) fn finding(&self, at: Range<usize>, name: Option<&str>) -> Finding {
        let name = name.unwrap_or_default();
        let form = "写成 ${指标} 或 ${指标组.指标.平均}，名称照“主要服务指标完成情况”里的写";
        let (what, help) = match self {
            Self::Open | Self::Unclosed => {
                ("“${”后面没有“}”，看不出引用的是哪一项指标".to_owned(), form.to_owned())
            }
            Self::Escaped => (
                "这段文字里的引用用了转义的写法，看不出在哪里".to_owned(),
                "直接写“${”和“}”，不用“\\x24”一类的写法".to_owned(),
            ),
            Self::Misplaced { key } => (
                format!("“{key}”里不能引用指标“{name}”"),
                "把要印的字直接写出来；引用只用在正文、标题和备注里".to_owned(),
            ),
            Self::Unknown { near } => (
                format!("没有“{name}”这项指标，引用印不出来"),
                near.as_ref()
                    .map_or_else(|| form.to_owned(), |near| format!("是不是“${{{near}}}”？")),
            ),
            Self::Ambiguous { names } => {
                let names: Vec<String> = names.iter().map(|name| format!("${{{name}}}")).collect();
                (
                    format!("“{name}”指的不止一个数，不知道印哪一个"),
                    format!("写明是哪一个：{}", names.join("、")),
                )
            }
            Self::NoLast => (
                format!("“{name}”要用上期的数，可是没有这家企业本期以前的报告"),
                "在“上期”写上一期的填报文件或 PDF，放在这份文件旁边；没有上期的，改写这句话"
                    .to_owned(),
            ),
            Self::NotInLast => (
                format!("上期的报告里没有“{name}”的数，引用印不出来"),
                "核对上期有没有这项指标；上期没有的，改写这句话".to_owned(),
            ),
            Self::NoChange { why } => (
                format!("“{name}”的变化说不出来：{why}"),
                "把变化直接写成文字，或者改写这句话".to_owned(),
            ),
            Self::TooLong { most } => (
                format!("“{name}”不是一个数，有 {most} 个字以上，不能引用"),
                "引用只用来印指标的数；成段的文字直接写".to_owned(),
            ),
            Self::TooMany { most } => {
                (format!("引用超过 {most} 处，后面的没有印"), "看看是不是重复粘贴了".to_owned())
            }
        };
        Code::Y36.at(at, what).help(help)
    }
}
