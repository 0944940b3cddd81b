//! What the columns of a table of figures are called, in a report and in a spreadsheet alike.

/// What a column of a table of figures has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Head {
    /// Numbers of rows.
    Number,
    Group,
    Name,
    /// The area or measure.
    Label,
    Figure,
    /// What a filing has beside a figure, by its key.
    Beside(&'static str),
    /// What a filing has no place for: 标准值.
    Other,
    Unit,
    Note,
}

const NUMBERS: [&str; 3] = ["序号", "编号", "项次"];
const GROUPS: [&str; 8] =
    ["类别", "业务", "业务类别", "分类", "业务类型", "组", "指标组", "指标类别"];
const NAMES: [&str; 9] = [
    "指标",
    "指标名称",
    "项目",
    "服务指标",
    "名称",
    "主要指标",
    "指标项",
    "指标项目",
    "服务指标名称",
];
const LABELS: [&str; 4] = ["地区", "区域", "分项", "城乡"];
const FIGURES: [&str; 16] = [
    "数据",
    "数值",
    "完成值",
    "完成情况",
    "指标值",
    "本期",
    "实际值",
    "结果",
    "值",
    "本期数据",
    "本期值",
    "本期完成值",
    "填报值",
    "填报数据",
    "实际完成值",
    "完成数",
];
const BESIDE: [&str; 5] = ["分子", "分母", "上期", "同比", "环比"];
const OTHERS: [&str; 18] = [
    "标准值",
    "目标值",
    "限值",
    "标准",
    "目标",
    "考核值",
    "规定值",
    "标准要求",
    "是否达标",
    "达标情况",
    "完成率",
    "达标",
    "标准限值",
    "责任部门",
    "部门",
    "填报人",
    "责任人",
    "填报部门",
];
const UNITS: [&str; 2] = ["单位", "计量单位"];
const NOTES: [&str; 3] = ["备注", "说明", "注"];

/// What a column has that is called so.
pub(crate) fn head(name: &str) -> Option<Head> {
    Some(match name {
        _ if NUMBERS.contains(&name) => Head::Number,
        _ if GROUPS.contains(&name) => Head::Group,
        _ if NAMES.contains(&name) => Head::Name,
        _ if LABELS.contains(&name) => Head::Label,
        _ if FIGURES.contains(&name) => Head::Figure,
        _ if OTHERS.contains(&name) => Head::Other,
        _ if UNITS.contains(&name) => Head::Unit,
        _ if NOTES.contains(&name) => Head::Note,
        _ => Head::Beside(BESIDE.into_iter().find(|key| *key == name)?),
    })
}
