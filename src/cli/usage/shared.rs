//! Options that several commands have.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use crate::standard::ruleset_years;

/// What a filing is checked against.
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct RuleOptions {
    #[arg(
        long,
        value_name = "年份",
        help = format!("按哪一年的规范：{}，默认用最新的", ruleset_years())
    )]
    pub ruleset: Option<u16>,
    /// 与这份填报文件或 PDF 比较（上期的，或别的企业同期的），可以写几次；写本期的送审稿，审阅单就列出那一稿以后改了什么
    #[arg(long, value_name = "文件")]
    pub against: Vec<PathBuf>,
}

/// Which faces there are to choose from.
#[derive(Debug, Default, Clone, Args)]
pub(in crate::cli) struct FaceOptions {
    /// 优先用这个文件夹里的字体（仿宋_GB2312、方正小标宋、楷体_GB2312、黑体等），可以写几次
    #[arg(long = "font-dir", value_name = "文件夹", value_hint = ValueHint::DirPath)]
    pub font_dirs: Vec<PathBuf>,
    /// 不用系统里的字体，各台机器生成的 PDF 就一样；也可以设环境变量 CHENGBAO_SYSTEM_FONTS=off
    #[arg(long)]
    pub no_system_fonts: bool,
}
