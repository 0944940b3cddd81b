//! The call: commands and options.

mod compare;
mod desk;
mod forms;
pub(super) mod misuse;
mod options;
mod shared;
mod signing;
pub(super) mod words;

use std::ffi::OsString;

use clap::{ArgAction, CommandFactory, FromArgMatches, Parser, Subcommand};

pub(super) use compare::{CompareOptions, ComparisonFormat};
pub(super) use desk::{DeskOptions, DeskRun, PreviewOptions};
pub(super) use forms::{FillFormat, FillOptions, SheetBy, SheetOptions};
pub(super) use options::{
    BuildOptions, CheckOptions, CompletionsOptions, DataFormat, ExplainOptions, ExtractOptions,
    FindingFormat, FontsOptions, ImportOptions, InitOptions, MergeFormat, MergeOptions,
    SchemaOptions, TrackedChanges,
};
pub(super) use shared::{FaceOptions, RuleOptions};
pub(super) use signing::{SignOptions, VerdictFormat, VerifyOptions};

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
    /// 把写好的报告变成填报文件：Word 文件、粘贴的文字，或呈报自己生成的报告
    #[command(
        override_usage = "chengbao import [选项] <文件>",
        help_template = COMMAND_TEMPLATE,
        after_help = "\
退出码：0 全部放进去了；1 有找不到位置的文字，留在文件末尾的注释里；2 读不了，没有写文件
例：chengbao import 2020年下半年报告.docx
    chengbao import -o shanxi-mobile-2020h2.yaml --report 导入.json 报告.docx"
    )]
    Import(ImportOptions),
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
    /// 把 Word 里改过的合并回填报文件：领导、法务改过的稿子，修订和直接改的都行
    #[command(
        override_usage = "chengbao merge [选项] <填报文件> <改过的Word>",
        help_template = COMMAND_TEMPLATE,
        after_help = "\
退出码：0 全部合并了；1 有两边都改了的，或没有地方放的；2 读不了，没有改动文件
例：chengbao build --draft --formats docx shanxi-mobile-2020h2.yaml
    chengbao merge --dry-run shanxi-mobile-2020h2.yaml 返回.docx
    chengbao merge shanxi-mobile-2020h2.yaml 返回.docx"
    )]
    Merge(MergeOptions),
    /// 把要填的指标做成表格，分发给各部门填
    #[command(
        override_usage = "chengbao sheet [选项] -o <XLSX> <填报文件>",
        help_template = COMMAND_TEMPLATE,
        after_help = "\
只有要填的格子能改；填好的表用 chengbao fill 填回来。
例：chengbao sheet 2020年下半年.yaml -o 指标.xlsx
    chengbao sheet --by 部门 2020年下半年.yaml -o 指标.xlsx"
    )]
    Sheet(SheetOptions),
    /// 把各部门表格里的数填进填报文件：单元格里显示什么就填什么
    #[command(
        override_usage = "chengbao fill [选项] <填报文件> <表格>...",
        help_template = COMMAND_TEMPLATE,
        after_help = "\
chengbao sheet 发出去的表，各部门自己的表都可以；看不准的数不填，列出来。
退出码：0 都填好了；1 有没取的、没对上的或还缺的；2 命令写错，或文件不能读写
例：chengbao fill --dry-run 2020年下半年.yaml 网络部.xlsx 客服部.xlsx
    chengbao fill 2020年下半年.yaml 网络部.xlsx 客服部.xlsx 其他.csv"
    )]
    Fill(FillOptions),
    /// 在浏览器里填报：填表、看页面、改问题、送审、生成、签名，不用懂填报文件的写法
    #[command(
        override_usage = "chengbao desk [选项] [文件夹]",
        help_template = COMMAND_TEMPLATE,
        after_help = "例：chengbao desk 填报"
    )]
    Desk(DeskOptions),
    /// 在浏览器里打开一份填报文件：边填边看页面和问题，别的编辑器里一存盘也跟着更新
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
    /// 从生成的 PDF 或 Word 文件里取回填报文件或数据，签了名、另存过的也可以
    #[command(
        override_usage = "chengbao extract [选项] <PDF 或 DOCX>",
        help_template = COMMAND_TEMPLATE,
        after_help = "\
例：chengbao extract output/shanxi-mobile-2020h2.pdf > 取回.yaml
    chengbao extract --format json -o 数据.json output/shanxi-mobile-2020h2.pdf"
    )]
    Extract(ExtractOptions),
    /// 比较几份报告：一家企业的各期，同一期的各家企业，或一份报告的前后两稿
    #[command(
        override_usage = "chengbao compare [选项] <文件> <文件>...",
        help_template = COMMAND_TEMPLATE,
        after_help = "\
例：chengbao compare shanxi-mobile-2020h1.yaml shanxi-mobile-2020h2.yaml
    chengbao compare -o 对比.html 上期-signed.pdf 本期.yaml
    chengbao compare output/本期.pdf 本期.yaml"
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
