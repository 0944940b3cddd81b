//! Options of `desk` and `preview`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueHint};

use super::{FaceOptions, RuleOptions};

/// Options of `desk`.
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct DeskOptions {
    /// 填报文件所在的文件夹，默认是当前文件夹
    #[arg(value_name = "文件夹", value_hint = ValueHint::DirPath)]
    pub folder: Option<PathBuf>,
    #[command(flatten)]
    pub run: DeskRun,
}

/// Options of `preview`.
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct PreviewOptions {
    /// 填报文件
    #[arg(value_name = "文件")]
    pub file: PathBuf,
    #[command(flatten)]
    pub run: DeskRun,
}

/// How a desk is run.
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct DeskRun {
    /// 用这个端口；不写时每个文件夹有自己固定的端口，被占了就换一个
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

impl DeskRun {
    /// The same with paths from the root, so that they lead there from any folder.
    pub(in crate::cli) fn absolute(mut self) -> Self {
        let root = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        self.templates = self.templates.as_deref().map(root);
        for path in self.rules.against.iter_mut().chain(&mut self.faces.font_dirs) {
            *path = root(path);
        }
        self
    }
}
