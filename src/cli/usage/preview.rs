//! Options of `preview`.

use std::path::PathBuf;

use clap::Args;

use super::{FaceOptions, RuleOptions};

/// Options of `preview`.
#[derive(Debug, Args)]
pub(in crate::cli) struct PreviewOptions {
    /// 填报文件
    #[arg(value_name = "文件")]
    pub file: PathBuf,
    /// 用这个端口；不写时每份文件有自己固定的端口，被占了就换一个
    #[arg(long, value_name = "端口")]
    pub port: Option<u16>,
    /// 不打开浏览器，只说出地址
    #[arg(long)]
    pub no_open: bool,
    /// 用这个文件夹里的模板（report.md.tera、page.html.tera，缺的用自带的）
    #[arg(long, value_name = "文件夹")]
    pub templates: Option<PathBuf>,
    #[command(flatten)]
    pub rules: RuleOptions,
    #[command(flatten)]
    pub faces: FaceOptions,
}
