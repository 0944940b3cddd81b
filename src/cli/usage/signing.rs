//! Options of `sign` and `verify`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::FaceOptions;

/// Options of `sign`.
#[derive(Debug, Args)]
pub(in crate::cli) struct SignOptions {
    /// 呈报生成的 PDF
    #[arg(value_name = "PDF")]
    pub file: PathBuf,
    /// 签名用的证书和私钥，PKCS#12 文件（.p12、.pfx）
    #[arg(long, value_name = "证书")]
    pub p12: PathBuf,
    /// 口令写在这个文件的第一行
    #[arg(long, value_name = "文件")]
    pub password_file: Option<PathBuf>,
    /// 向这个时间戳服务要时间戳，如 http://时间戳服务/tsa
    #[arg(long, value_name = "地址")]
    pub tsa: Option<String>,
    /// 签名的事由，如 报送2020年下半年服务质量状况报告
    #[arg(long, value_name = "文字")]
    pub reason: Option<String>,
    /// 签名的地点，如 太原
    #[arg(long, value_name = "文字")]
    pub location: Option<String>,
    /// 印章图片（PNG），盖在落款上；不写就只有电子签名，页面上看不见
    #[arg(long, value_name = "图片")]
    pub seal: Option<PathBuf>,
    /// 已经签过名的，再加一个签名，前一个仍然有效
    #[arg(long)]
    pub again: bool,
    /// 生成报告时用了自己的模板，这里也写上
    #[arg(long, value_name = "文件夹")]
    pub templates: Option<PathBuf>,
    #[command(flatten)]
    pub faces: FaceOptions,
    /// 签好的存为这个文件，默认是原名加 -signed；不覆盖已有的文件
    #[arg(short, long, value_name = "文件")]
    pub output: Option<PathBuf>,
}

/// Options of `verify`.
#[derive(Debug, Args)]
pub(in crate::cli) struct VerifyOptions {
    /// 签过名的 PDF
    #[arg(value_name = "PDF")]
    pub file: PathBuf,
    /// 可信的根证书（PEM），可以写几次；不写就只说出证书是谁的
    #[arg(long, value_name = "证书")]
    pub trust: Vec<PathBuf>,
    /// 应当由谁签名：证书上的单位或姓名，要写全，可以写几次；不写就是报告的企业
    #[arg(long = "signer", value_name = "名称")]
    pub signers: Vec<String>,
    /// 生成报告时用了自己的模板，这里也写上
    #[arg(long, value_name = "文件夹")]
    pub templates: Option<PathBuf>,
    #[command(flatten)]
    pub faces: FaceOptions,
    /// 结果的格式：human（给人看，默认）、json
    #[arg(
        long,
        value_name = "格式",
        default_value = "human",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub format: VerdictFormat,
}

/// How a verdict is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum VerdictFormat {
    Human,
    Json,
}
