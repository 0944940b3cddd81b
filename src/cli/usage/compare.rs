//! Options of `compare`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::standard::ruleset_years;

/// Options of `compare`.
#[derive(Debug, Args)]
pub(in crate::cli) struct CompareOptions {
    /// 填报文件，或呈报生成的 PDF，至少两份
    #[arg(value_name = "文件", required = true)]
    pub files: Vec<PathBuf>,
    /// 结果的格式：human（给人看，默认）、md、html、csv、json；不写时照 -o 的扩展名
    #[arg(long, value_name = "格式", hide_possible_values = true)]
    pub format: Option<ComparisonFormat>,
    /// 写到这个文件，不写就输出到屏幕；不覆盖已有的文件
    #[arg(short, long, value_name = "文件")]
    pub output: Option<PathBuf>,
    #[arg(
        long,
        value_name = "年份",
        help = format!("限值按哪一年的规范：{}，默认用最新的", ruleset_years())
    )]
    pub ruleset: Option<u16>,
    /// PDF 生成时用了自己的模板，这里也写上
    #[arg(long, value_name = "文件夹")]
    pub templates: Option<PathBuf>,
}

/// How a comparison is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ComparisonFormat {
    Human,
    Md,
    Html,
    Csv,
    Json,
}
