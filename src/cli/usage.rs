//! The call: commands and options.

mod compare;
mod signing;

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{
    ArgAction, Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum, ValueHint,
};
use clap_complete::Shell;

pub(super) use compare::{CompareOptions, ComparisonFormat};
pub(super) use signing::{SignOptions, VerdictFormat, VerifyOptions};

use super::preview::PreviewOptions;
use super::words;

/// The program's name, as it is called.
pub(super) const PROGRAM: &str = "chengbao";

/// What the exit codes mean.
pub(super) const EXIT_CODES: &str =
    "0 完成，没有错误；1 填报文件有错误；2 命令写错，或文件不能读写";

const MAIN_TEMPLATE: &str = "\
{about}

用法：{usage}

命令：
{subcommands}

选项：
{options}{after-help}";

const COMMAND_TEMPLATE: &str = "\
{about}

用法：{usage}

参数：
{positionals}

选项：
{options}{after-help}";

const BARE_TEMPLATE: &str = "\
{about}

用法：{usage}

选项：
{options}{after-help}";

/// The call.
#[derive(Debug, Parser)]
#[command(
    name = PROGRAM,
    version,
    about = "呈报：把一份填报文件做成服务质量状况报告",
    override_usage = "chengbao <命令> [选项]",
    help_template = MAIN_TEMPLATE,
    after_help = format!("退出码：{EXIT_CODES}"),
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    subcommand_required = true,
    arg_required_else_help = true
)]
pub(super) struct Call {
    #[command(subcommand)]
    pub command: Command,
    /// 显示帮助
    #[arg(short, long, action = ArgAction::Help, global = true, display_order = 99)]
    help: Option<bool>,
    /// 显示版本
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
}

/// Reads a call.
///
/// # Errors
/// It is none, or asks for help.
pub(super) fn read(words: Vec<OsString>) -> Result<Call, clap::Error> {
    let mut command = words::with_own_separators(Call::command());
    let mut matches = command.try_get_matches_from_mut(words)?;
    Call::from_arg_matches_mut(&mut matches).map_err(|error| error.format(&mut command))
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// 新建一份填报文件：照着说明填，或从上期的文件滚到下一期
    #[command(
        override_usage = "chengbao init [选项] [文件]",
        help_template = COMMAND_TEMPLATE,
        after_help = "例：chengbao init --carrier 移动 --province 山西 --period 2020h2\n\x20   \
                      chengbao init --from shanxi-mobile-2020h2.yaml"
    )]
    Init(InitOptions),
    /// 检查填报文件：所有问题一次列出，各在哪一行
    #[command(
        override_usage = "chengbao check [选项] <文件>...",
        help_template = COMMAND_TEMPLATE,
        after_help = "\
例：chengbao check data/shanxi-mobile-2020h2.yaml
    chengbao check --fix data/shanxi-mobile-2020h2.yaml"
    )]
    Check(CheckOptions),
    /// 说明一条规则：查什么、为什么、怎么改
    #[command(
        override_usage = "chengbao explain [规则]...",
        help_template = COMMAND_TEMPLATE,
        after_help = "例：chengbao explain F05；不写规则就列出全部"
    )]
    Explain(ExplainOptions),
    /// 生成报告：Markdown、HTML 和 PDF
    #[command(
        override_usage = "chengbao build [选项] <文件>...",
        help_template = COMMAND_TEMPLATE,
        after_help = "\
例：chengbao build data/shanxi-mobile-2020h2.yaml
    chengbao build -o 报告/2020h2 填报/2020h2"
    )]
    Build(BuildOptions),
    /// 边改边看：在浏览器里看页面和问题，一存盘就更新
    #[command(
        override_usage = "chengbao preview [选项] <文件>",
        help_template = COMMAND_TEMPLATE,
        after_help = "例：chengbao preview data/shanxi-mobile-2020h2.yaml"
    )]
    Preview(PreviewOptions),
    /// 看每种用途用哪款字体，填报文件里的字缺不缺
    #[command(
        override_usage = "chengbao fonts [选项] [文件]...",
        help_template = COMMAND_TEMPLATE,
        after_help = "例：chengbao fonts --font-dir D:\\公文字体 data/shanxi-mobile-2020h2.yaml"
    )]
    Fonts(FontsOptions),
    /// 给生成的 PDF 签名盖章：查过没有问题才签，另存为 …-signed.pdf
    #[command(
        override_usage = "chengbao sign [选项] --p12 <证书> <PDF>",
        help_template = COMMAND_TEMPLATE,
        after_help = "\
口令：照屏幕提示输入，或写在 --password-file 的文件里，或设环境变量 CHENGBAO_P12_PASSWORD
例：chengbao sign --p12 公司.p12 --seal 公章.png output/shanxi-mobile-2020h2.pdf"
    )]
    Sign(SignOptions),
    /// 核验签过名的 PDF：谁签的，改没改过，页面和数据是不是一回事
    #[command(
        override_usage = "chengbao verify [选项] <PDF>",
        help_template = COMMAND_TEMPLATE,
        after_help = "例：chengbao verify --trust 根证书.pem output/shanxi-mobile-2020h2-signed.pdf"
    )]
    Verify(VerifyOptions),
    /// 从生成的 PDF 里取回填报文件或数据，签了名的也可以
    #[command(
        override_usage = "chengbao extract [选项] <PDF>",
        help_template = COMMAND_TEMPLATE,
        after_help = "\
例：chengbao extract output/shanxi-mobile-2020h2.pdf > 取回.yaml
    chengbao extract --format json -o 数据.json output/shanxi-mobile-2020h2.pdf"
    )]
    Extract(ExtractOptions),
    /// 比较几份报告：一家企业的各期，或同一期的各家企业
    #[command(
        override_usage = "chengbao compare [选项] <文件> <文件>...",
        help_template = COMMAND_TEMPLATE,
        after_help = "\
例：chengbao compare shanxi-mobile-2020h1.yaml shanxi-mobile-2020h2.yaml
    chengbao compare -o 对比.html 上期-signed.pdf 本期.yaml"
    )]
    Compare(CompareOptions),
    /// 输出填报文件的 JSON Schema，供编辑器提示和检查
    #[command(
        override_usage = "chengbao schema [选项]",
        help_template = BARE_TEMPLATE,
        after_help = "例：chengbao schema > filing.schema.json\n在填报文件第一行写上：# yaml-language-server: $schema=filing.schema.json"
    )]
    Schema(SchemaOptions),
    /// 输出终端的补全脚本：按 Tab 键补全命令、选项和文件名
    #[command(
        override_usage = "chengbao completions <终端>",
        help_template = COMMAND_TEMPLATE,
        after_help = "\
例：chengbao completions bash > ~/.local/share/bash-completion/completions/chengbao
    chengbao completions fish > ~/.config/fish/completions/chengbao.fish"
    )]
    Completions(CompletionsOptions),
    /// 输出手册页，供 man 显示
    #[command(
        override_usage = "chengbao man",
        help_template = BARE_TEMPLATE,
        after_help = "\
例：chengbao man > ~/.local/share/man/man1/chengbao.1
    chengbao man | man -l -"
    )]
    Man,
}

/// Options of `init`.
#[derive(Debug, Args)]
pub(super) struct InitOptions {
    /// 新文件的名字，默认照省份、集团和报告期取，如 山西移动2020年下半年.yaml
    #[arg(value_name = "文件")]
    pub file: Option<PathBuf>,
    /// 集团，如 中国移动、移动、mobile
    #[arg(long, value_name = "集团", conflicts_with = "from")]
    pub carrier: Option<String>,
    /// 省份，如 山西省、山西
    #[arg(long, value_name = "省份", conflicts_with = "from")]
    pub province: Option<String>,
    /// 报告期，如 2020年下半年、2020下、2020h2
    #[arg(long, value_name = "报告期")]
    pub period: Option<String>,
    /// 经营业务，用逗号或顿号分开，如 移动电话,宽带业务
    #[arg(long, value_name = "业务", conflicts_with = "from")]
    pub services: Option<String>,
    /// 从上期的填报文件滚到下一期：数据清空，文字留着待修订
    #[arg(long, value_name = "上期文件")]
    pub from: Option<PathBuf>,
}

/// Options of `build`.
#[derive(Debug, Args)]
pub(super) struct BuildOptions {
    /// 填报文件，或它们所在的文件夹，可以有好几个
    #[arg(value_name = "文件", required = true)]
    pub files: Vec<PathBuf>,
    /// 输出到哪个文件夹
    #[arg(short, long, value_name = "文件夹", default_value = "output", hide_default_value = true, value_hint = ValueHint::DirPath)]
    pub output: PathBuf,
    /// 只要哪几种，用半角逗号分开：md、html、pdf
    #[arg(long, value_name = "格式", value_delimiter = ',', default_values = ["md", "html", "pdf"], hide_default_value = true, hide_possible_values = true)]
    pub formats: Vec<Format>,
    /// 送审稿：每页加“送审稿”字样，有错误也生成
    #[arg(long)]
    pub draft: bool,
    /// 另做一份审阅单（…review.html）：问题、豁免、指标对比、正文改动和签字栏，可打印
    #[arg(long)]
    pub review: bool,
    /// 用这个文件夹里的模板（report.md.tera、page.html.tera，缺的用自带的）
    #[arg(long, value_name = "文件夹", value_hint = ValueHint::DirPath)]
    pub templates: Option<PathBuf>,
    /// 同时做几份，默认用上电脑的全部核心
    #[arg(long, value_name = "份数")]
    pub jobs: Option<NonZeroUsize>,
    #[command(flatten)]
    pub rules: RuleOptions,
    #[command(flatten)]
    pub faces: FaceOptions,
}

/// Options of `check`.
#[derive(Debug, Args)]
pub(super) struct CheckOptions {
    /// 填报文件，或它们所在的文件夹，可以有好几个
    #[arg(value_name = "文件", required = true)]
    pub files: Vec<PathBuf>,
    /// 把有把握的改好，写回文件，其余照样列出；原来的文件留在旁边（.bak）
    #[arg(long)]
    pub fix: bool,
    /// 只看 --fix 会改哪些地方，不写回文件
    #[arg(long, requires = "fix")]
    pub dry_run: bool,
    /// 结果的格式：human（给人看，默认）、json、sarif
    #[arg(
        long,
        value_name = "格式",
        default_value = "human",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub format: FindingFormat,
    /// 同时做几份，默认用上电脑的全部核心
    #[arg(long, value_name = "份数")]
    pub jobs: Option<NonZeroUsize>,
    #[command(flatten)]
    pub rules: RuleOptions,
    #[command(flatten)]
    pub faces: FaceOptions,
}

/// Options of `extract`.
#[derive(Debug, Args)]
pub(super) struct ExtractOptions {
    /// 呈报生成的 PDF
    #[arg(value_name = "PDF")]
    pub file: PathBuf,
    /// 取回哪一种：yaml（填报文件，默认）、json（数据）、last（附表所用的上期填报文件）
    #[arg(
        long,
        value_name = "格式",
        default_value = "yaml",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub format: DataFormat,
    /// 写到这个文件，不写就输出到屏幕；不覆盖已有的文件
    #[arg(short, long, value_name = "文件")]
    pub output: Option<PathBuf>,
}

/// What a PDF carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum DataFormat {
    Yaml,
    Json,
    Last,
}

/// Options of `schema`.
#[derive(Debug, Args)]
pub(super) struct SchemaOptions {
    /// 改为输出数据（PDF 和网页里的 JSON）的 Schema
    #[arg(long)]
    pub data: bool,
}

/// Options of `completions`.
#[derive(Debug, Args)]
pub(super) struct CompletionsOptions {
    /// 哪一种终端：bash、zsh、fish、powershell、elvish
    #[arg(value_name = "终端", hide_possible_values = true)]
    pub shell: Shell,
}

/// Options of `explain`.
#[derive(Debug, Args)]
pub(super) struct ExplainOptions {
    /// 规则的编号，可以有好几个
    #[arg(value_name = "规则")]
    pub rules: Vec<String>,
}

/// What a filing is checked against.
#[derive(Debug, Args)]
pub(super) struct RuleOptions {
    /// 按哪一年的规范：2005、2009、2013、2016，默认用最新的
    #[arg(long, value_name = "年份")]
    pub ruleset: Option<u16>,
    /// 与这份填报文件或 PDF 比较（上期的，或别的企业同期的），可以写几次
    #[arg(long, value_name = "文件")]
    pub against: Vec<PathBuf>,
}

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FindingFormat {
    Human,
    Json,
    Sarif,
}

/// Options of `fonts`.
#[derive(Debug, Args)]
pub(super) struct FontsOptions {
    /// 填报文件，可以有好几份，也可以不写
    #[arg(value_name = "文件")]
    pub files: Vec<PathBuf>,
    /// 用这个文件夹里的模板（report.md.tera、page.html.tera，缺的用自带的）
    #[arg(long, value_name = "文件夹", value_hint = ValueHint::DirPath)]
    pub templates: Option<PathBuf>,
    #[command(flatten)]
    pub faces: FaceOptions,
}

/// Which faces there are to choose from.
#[derive(Debug, Default, Args)]
pub(super) struct FaceOptions {
    /// 优先用这个文件夹里的字体（仿宋_GB2312、方正小标宋、楷体_GB2312、黑体等），可以写几次
    #[arg(long = "font-dir", value_name = "文件夹", value_hint = ValueHint::DirPath)]
    pub font_dirs: Vec<PathBuf>,
    /// 不用系统里的字体，各台机器生成的 PDF 就一样；也可以设环境变量 CHENGBAO_SYSTEM_FONTS=off
    #[arg(long)]
    pub no_system_fonts: bool,
}

/// An output's format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Md,
    Html,
    Pdf,
}
