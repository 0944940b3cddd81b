//! Options of `sheet` and `fill`.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};

/// Options of `sheet`.
#[derive(Debug, Args)]
pub(in crate::cli) struct SheetOptions {
    /// 填报文件，也可以是由它生成的 PDF 或 Word
    #[arg(value_name = "填报文件", value_hint = ValueHint::FilePath)]
    pub filing: PathBuf,
    /// 写到这个文件，如 指标.xlsx；--by 部门 的写成 指标-网络部.xlsx 等几个
    #[arg(short, long, value_name = "XLSX", value_hint = ValueHint::FilePath)]
    pub output: PathBuf,
    /// 怎么分：组 每组一张工作表，部门 照“分工”每个部门一个文件；不写就都在一张表里
    #[arg(long, value_name = "分法", value_enum, hide_possible_values = true)]
    pub by: Option<SheetBy>,
}

/// How a form is parted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum SheetBy {
    #[value(name = "组")]
    Group,
    #[value(name = "部门")]
    Department,
}

/// Options of `fill`.
#[derive(Debug, Args)]
pub(in crate::cli) struct FillOptions {
    /// 填报文件，数填在这里；原来的留成 .bak
    #[arg(value_name = "填报文件", value_hint = ValueHint::FilePath)]
    pub filing: PathBuf,
    /// 各部门的表：xlsx、xls、ods、csv，可以有好几个
    #[arg(value_name = "表格", required = true, value_hint = ValueHint::FilePath)]
    pub sheets: Vec<PathBuf>,
    /// 只看这张工作表
    #[arg(long, value_name = "工作表")]
    pub sheet: Option<String>,
    /// 不填这个数，如 移动电话.障碍修复.平均；可以写几次
    #[arg(long, value_name = "数")]
    pub except: Vec<String>,
    /// 表格和填报文件还是看的那样才填：写 --dry-run --format json 给的 look
    #[arg(long, value_name = "指纹")]
    pub look: Option<String>,
    /// 只看会怎么填，不写回
    #[arg(long)]
    pub dry_run: bool,
    /// 怎么列出来：human 给人看，json 给程序
    #[arg(long, value_name = "格式", value_enum, default_value_t = FillFormat::Human, hide_default_value = true, hide_possible_values = true)]
    pub format: FillFormat,
}

/// How what was filled in is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum FillFormat {
    Human,
    Json,
}
