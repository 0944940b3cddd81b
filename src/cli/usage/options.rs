//! Options of the commands that have few.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum, ValueHint};
use clap_complete::Shell;

use super::{FaceOptions, RuleOptions};
use crate::report::Format;
use crate::word::Tracked;

/// Options of `init`.
#[derive(Debug, Args)]
pub(in crate::cli) struct InitOptions {
    /// 新文件的名字，默认照省份、集团和报告期取，如 山西移动2020年下半年.yaml
    #[arg(value_name = "文件")]
    pub file: Option<PathBuf>,
    /// 集团，如 中国移动、移动、mobile
    #[arg(long, value_name = "集团", conflicts_with = "from")]
    pub carrier: Option<String>,
    /// 省份，如 山西省、山西；几个省用逗号或顿号分开，整个集团报送的写 全国
    #[arg(long, value_name = "省份", conflicts_with = "from")]
    pub province: Option<String>,
    /// 报告期，如 2020年下半年、2020下、2020h2
    #[arg(long, value_name = "报告期")]
    pub period: Option<String>,
    /// 经营业务，用逗号或顿号分开，如 移动电话,宽带业务
    #[arg(long, value_name = "业务", conflicts_with = "from")]
    pub services: Option<String>,
    /// 另加哪些组的指标，用逗号或顿号分开，如 携号转网,申诉
    #[arg(long, value_name = "组", conflicts_with = "from")]
    pub groups: Option<String>,
    /// 另要哪些不常用的部分，用逗号或顿号分开：主送、导语、章名、分章、附件、联系人、抄送
    #[arg(long, value_name = "部分", conflicts_with = "from")]
    pub with: Option<String>,
    /// 从上期的填报文件滚到下一期：数据清空，文字留着待修订
    #[arg(long, value_name = "上期文件")]
    pub from: Option<PathBuf>,
}

/// Options of `import`.
#[derive(Debug, Args)]
pub(in crate::cli) struct ImportOptions {
    /// 报告：.docx、.txt、.md、.html，或呈报生成的 .pdf；写 - 就读粘贴进来的文字
    #[arg(value_name = "文件")]
    pub file: PathBuf,
    /// 填报文件写到哪里，默认在报告旁边，同名的 .yaml
    #[arg(short, long, value_name = "文件")]
    pub output: Option<PathBuf>,
    /// 另写一份清单（JSON）：每一段放到了哪里，剩下哪些
    #[arg(long, value_name = "文件")]
    pub report: Option<PathBuf>,
    /// Word 里的修订：accept 全部接受，reject 全部拒绝
    #[arg(long, value_name = "做法", value_enum, default_value_t = TrackedChanges::Accept, hide_default_value = true, hide_possible_values = true)]
    pub tracked: TrackedChanges,
}

/// What becomes of changes that Word keeps track of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum TrackedChanges {
    /// They are taken.
    Accept,
    /// They are not.
    Reject,
}

impl From<TrackedChanges> for Tracked {
    fn from(changes: TrackedChanges) -> Self {
        match changes {
            TrackedChanges::Accept => Self::Accept,
            TrackedChanges::Reject => Self::Reject,
        }
    }
}

impl TrackedChanges {
    /// What became of a Word file's changes, and how to have it otherwise.
    pub(in crate::cli) fn message(self) -> &'static str {
        match self {
            Self::Accept => "Word 里有修订，已全部接受；要修订以前的，加 --tracked reject",
            Self::Reject => "Word 里有修订，已全部拒绝；要修订以后的，加 --tracked accept",
        }
    }
}

/// Options of `build`.
#[derive(Debug, Args)]
pub(in crate::cli) struct BuildOptions {
    /// 填报文件，或它们所在的文件夹，可以有好几个
    #[arg(value_name = "文件", required = true)]
    pub files: Vec<PathBuf>,
    /// 输出到哪个文件夹
    #[arg(short, long, value_name = "文件夹", default_value = "output", hide_default_value = true, value_hint = ValueHint::DirPath)]
    pub output: PathBuf,
    #[arg(
        long,
        value_name = "格式",
        value_delimiter = ',',
        value_enum,
        default_values_t = Format::USUAL.to_vec(),
        hide_default_value = true,
        hide_possible_values = true,
        help = format!(
            "要哪几种，用半角逗号分开：{}；不写就是 {}",
            names(Format::REPORT),
            names(&Format::USUAL)
        )
    )]
    pub formats: Vec<Format>,
    /// 送审稿：每页标明“送审稿”、第几稿和文件的指纹，有错误也生成；第几稿看输出文件夹里的上一稿，文件没改就还是那一稿，也可以写 --draft=3
    #[arg(
        long,
        value_name = "第几稿",
        num_args = 0..=1,
        require_equals = true,
        value_parser = clap::value_parser!(u32).range(1..=9999)
    )]
    pub draft: Option<Option<u32>>,
    /// 另做一份审阅单（…review.html）：问题、豁免、指标对比、正文改动和签字栏，可打印；与 --against 上一稿.pdf 一起用，逐处列出改了什么
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
pub(in crate::cli) struct CheckOptions {
    /// 填报文件，或它们所在的文件夹，可以有好几个
    #[arg(value_name = "文件", required = true)]
    pub files: Vec<PathBuf>,
    /// 把有把握的改好，写回文件，其余照样列出；原来的文件留在旁边（.bak）
    #[arg(long)]
    pub fix: bool,
    /// 只看 --fix 会改哪些地方，不写回文件
    #[arg(long, requires = "fix")]
    pub dry_run: bool,
    /// 正文里又写了一遍的指标的数也列出来；与 --fix 一起用，就改成引用（${指标}）
    #[arg(long)]
    pub refer: bool,
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
pub(in crate::cli) struct ExtractOptions {
    /// 呈报生成的 PDF 或 Word 文件
    #[arg(value_name = "PDF|DOCX")]
    pub file: PathBuf,
    /// 取回哪一种：yaml（填报文件，默认）、json（数据）、last（附表所用的上期填报文件；更早各期是 last-2、last-3……）
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
pub(in crate::cli) enum DataFormat {
    Yaml,
    Json,
    Last,
    #[value(name = "last-2")]
    Last2,
    #[value(name = "last-3")]
    Last3,
    #[value(name = "last-4")]
    Last4,
    #[value(name = "last-5")]
    Last5,
    #[value(name = "last-6")]
    Last6,
    #[value(name = "last-7")]
    Last7,
}

impl DataFormat {
    /// Of a last filing which one it is: 0 is the newest.
    pub(in crate::cli) fn last(self) -> Option<usize> {
        match self {
            Self::Yaml | Self::Json => None,
            Self::Last => Some(0),
            Self::Last2 => Some(1),
            Self::Last3 => Some(2),
            Self::Last4 => Some(3),
            Self::Last5 => Some(4),
            Self::Last6 => Some(5),
            Self::Last7 => Some(6),
        }
    }
}

/// Options of `schema`.
#[derive(Debug, Args)]
pub(in crate::cli) struct SchemaOptions {
    /// 改为输出数据（PDF 和网页里的 JSON）的 Schema
    #[arg(long)]
    pub data: bool,
}

/// Options of `completions`.
#[derive(Debug, Args)]
pub(in crate::cli) struct CompletionsOptions {
    /// 哪一种终端：bash、zsh、fish、powershell、elvish
    #[arg(value_name = "终端", hide_possible_values = true)]
    pub shell: Shell,
}

/// Options of `explain`.
#[derive(Debug, Args)]
pub(in crate::cli) struct ExplainOptions {
    /// 规则的编号，可以有好几个
    #[arg(value_name = "规则")]
    pub rules: Vec<String>,
}

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum FindingFormat {
    Human,
    Json,
    Sarif,
}

/// Options of `merge`.
#[derive(Debug, Args)]
pub(in crate::cli) struct MergeOptions {
    /// 填报文件，改在这里；原来的留成 .bak
    #[arg(value_name = "填报文件")]
    pub filing: PathBuf,
    /// 返回的 Word 文件，由 build --formats docx 生成后改过的
    #[arg(value_name = "改过的Word")]
    pub returned: PathBuf,
    /// 只看会怎么改，不写回
    #[arg(long)]
    pub dry_run: bool,
    /// 不要这一处修改，写 --dry-run 列出的编号；可以写几次
    #[arg(long, value_name = "编号")]
    pub except: Vec<String>,
    /// 两边都改了的这一处照 Word 的，写 --dry-run 列出的编号；可以写几次
    #[arg(long, value_name = "编号")]
    pub take_word: Vec<String>,
    /// Word 和填报文件还是看的那样才合并：写 --dry-run --format json 给的 look
    #[arg(long, value_name = "指纹")]
    pub look: Option<String>,
    /// 两边都改了的、放不进去的，在填报文件里写成“# 冲突”“# 没有合并”注释
    #[arg(long)]
    pub conflicts: bool,
    /// 不是由这份填报文件生成的 Word 也合并
    #[arg(long)]
    pub force: bool,
    /// Word 里的修订：accept 全部接受，reject 全部拒绝
    #[arg(long, value_name = "做法", value_enum, default_value_t = TrackedChanges::Accept, hide_default_value = true, hide_possible_values = true)]
    pub tracked: TrackedChanges,
    /// 怎么列出改动：human 给人看，json 给程序
    #[arg(long, value_name = "格式", value_enum, default_value_t = MergeFormat::Human, hide_default_value = true, hide_possible_values = true)]
    pub format: MergeFormat,
    /// 生成 Word 时用的模板文件夹
    #[arg(long, value_name = "文件夹", value_hint = ValueHint::DirPath)]
    pub templates: Option<PathBuf>,
}

/// How what was merged is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum MergeFormat {
    Human,
    Json,
}

/// Options of `fonts`.
#[derive(Debug, Args)]
pub(in crate::cli) struct FontsOptions {
    /// 填报文件，可以有好几份，也可以不写
    #[arg(value_name = "文件")]
    pub files: Vec<PathBuf>,
    /// 用这个文件夹里的模板（report.md.tera、page.html.tera，缺的用自带的）
    #[arg(long, value_name = "文件夹", value_hint = ValueHint::DirPath)]
    pub templates: Option<PathBuf>,
    #[command(flatten)]
    pub faces: FaceOptions,
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        Self::REPORT
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}

fn names(formats: &[Format]) -> String {
    formats.iter().map(|format| format.name()).collect::<Vec<_>>().join("、")
}
