//! The file's form as types. They are described and never made: the reader is
//! [`crate::filing::read`], and a test holds the two together.
//!
//! `default` marks a key that may be left out. (An `Option` would let it be `null`, and an editor
//! would offer the word `null`, which a filing would print.)
//!
//! An editor puts in the example of a key that has only one; what could pass for the filer's own
//! (a name, a date) has two.
//!
//! `errorMessage` is what an editor says instead of its own words, which are clumsy or English. A
//! map of known keys has none: it would also stand for the message that names the wrong key.
#![allow(dead_code)]

use schemars::JsonSchema;

use super::catalogue::{Groups, Rules, Service};
use super::chapters::{ChapterTitles, LeftOutChapter, Quality, unless_left_out};
use super::sign_off::{OwnAnnex, Signature};
use super::values::{Line, Names, Prose};
use crate::filing::GROUPS;

/// 报告期, as [`crate::filing::Period`] reads it.
pub(super) const PERIOD: &str = "^(19(49|[5-9][0-9])|[2-9][0-9]{3})年[上下]半年$";
#[derive(JsonSchema)]
#[schemars(
    deny_unknown_fields,
    title = "服务质量状况报告填报文件",
    description = "一份文件生成一份报告。名目不要改动；数据连同单位，照印出来的样子写。",
    extend("allOf" = [unless_left_out("公司简介"), unless_left_out("主要服务指标完成情况")])
)]
pub(super) struct Filing {
    #[schemars(
        rename = "企业",
        title = "企业",
        description = "谁报送：名称、简称、集团、省份、经营业务。必填。"
    )]
    company: Company,
    #[schemars(
        rename = "报告期",
        title = "报告期",
        description = "哪一年的上半年或下半年，年份写四位。必填。",
        example = &"2020年下半年",
        example = &"2020年上半年"
    )]
    period: Period,
    #[schemars(
        rename = "标题",
        default,
        title = "报告标题",
        description = "可省略，省略时印“服务质量状况报告”。",
        example = &"电信服务质量状况报告"
    )]
    title: Line,
    #[schemars(
        rename = "上期",
        default,
        title = "上一期的填报文件",
        description = "文件名，用来比较两期数据；附表要列更早各期的，写成列表，由近到远，最多七份。可省略。",
        example = &"shanxi-mobile-2020h1.yaml",
        example = ["shanxi-mobile-2020h1.yaml", "shanxi-mobile-2019h2.yaml"]
    )]
    previous: Lasts,
    #[schemars(
        rename = "附表",
        default,
        title = "附表",
        description = "报告末尾附上什么；要先写上期。可省略。"
    )]
    annex: AnnexKind,
    #[schemars(
        rename = "主送",
        default,
        title = "主送",
        description = "报告给谁，印在标题下面；有几家的写成列表。不写末尾的冒号。可省略。",
        example = &"山西省通信管理局",
        example = ["山西省通信管理局", "山西省工业和信息化厅"]
    )]
    addressees: Names,
    #[schemars(
        rename = "导语",
        default,
        title = "导语",
        description = "标题之下、第一章之前的话，如“根据……，现将……通告如下：”。可省略。",
        extend("markdownDescription" = "标题之下、第一章之前的话，如“根据……，现将……通告如下：”。可省略。\n\n```yaml\n导语: |\n  根据……的有关规定，现将……2020年下半年服务质量情况通告如下：\n```")
    )]
    lead: Prose,
    #[schemars(
        rename = "章名",
        default,
        title = "章名",
        description = "各章的标题与通常的不同时写在这里，不写“一、”。可省略。",
        extend("markdownDescription" = "各章的标题与通常的不同时写在这里，不写“一、”。可省略。\n\n```yaml\n章名:\n  电信服务质量状况: 2020年下半年服务质量状况\n```")
    )]
    titles: ChapterTitles,
    #[schemars(
        rename = "公司简介",
        default,
        title = "一、公司简介",
        description = "经营范围、机构和人员、网络规模、社会责任等；简称在这里交代一次。必填，版式的“不列”里有公司简介的除外。",
        extend("markdownDescription" = "经营范围、机构和人员、网络规模、社会责任等；简称在这里交代一次。必填，版式的“不列”里有公司简介的除外。\n\n竖线后另起一行，行首空两格；一段写成一行，段与段之间空一行：\n\n```yaml\n公司简介: |\n  中国移动山西公司（以下简称山西移动）……\n\n  网络方面……\n```")
    )]
    profile: Prose,
    #[schemars(
        rename = "电信服务质量状况",
        title = "二、电信服务质量状况",
        description = "先写概述，再列举措；举措要分成几章的，写“分章”。必填。"
    )]
    quality: Quality,
    #[schemars(
        rename = "主要服务指标完成情况",
        default,
        title = "三、主要服务指标完成情况",
        description = "一组一组填；先后次序就是印出来的次序。经营的业务都要有对应的组，客户投诉各企业都要填。必填，版式的“不列”里有它的除外。",
        extend("markdownDescription" = "一组一组填；先后次序就是印出来的次序。经营的业务都要有对应的组，客户投诉各企业都要填。必填，版式的“不列”里有它的除外。\n\n```yaml\n主要服务指标完成情况:\n  移动电话:\n    障碍修复: { 平均: 4.01小时, 及时率: 99.99% }\n    计费差错率: ≤4×10⁻⁶\n```")
    )]
    groups: Groups,
    #[schemars(
        rename = "分工",
        default,
        title = "分工",
        description = "哪个部门填哪些组、哪些指标，chengbao sheet --by 部门 照此分表；不印进报告。可省略。",
        extend("examples" = [{ "网络部": ["移动电话", "网络质量"], "客服部": ["客户投诉"] }]),
        extend("markdownDescription" = "哪个部门填哪些组、哪些指标，chengbao sheet --by 部门 照此分表；不印进报告。可省略。\n\n```yaml\n分工:\n  网络部: [移动电话, 网络质量]\n  客服部: [客户投诉, 移动电话.恢复通话]\n```")
    )]
    duties: std::collections::BTreeMap<String, Names>,
    #[schemars(
        rename = "结语",
        default,
        title = "结语",
        description = "下一步打算写在这里。可省略。",
        extend("markdownDescription" = "下一步打算写在这里。可省略。\n\n```yaml\n结语: |\n  2021年，山西移动将……\n```")
    )]
    closing: Prose,
    #[schemars(
        rename = "声明",
        title = "声明",
        description = "文字不要改动。必填。",
        example = &"本报告内容客观、真实、准确。"
    )]
    declaration: Line,
    #[schemars(
        rename = "附件",
        default,
        title = "附件",
        description = "自己的附件，每个有标题和内容，以短横线起头；落款前列出，各从新的一页印起。与上期的对比表写在附表。可省略。",
        length(min = 1),
        extend("errorMessage" = "下面每项写“- 标题: …”和“内容: |”；用不上就删去这一行"),
        extend("markdownDescription" = "自己的附件，每个有标题和内容，以短横线起头；落款前列出，各从新的一页印起。与上期的对比表写在附表。可省略。\n\n```yaml\n附件:\n  - 标题: 各市网络建设情况\n    内容: |\n      ……\n```")
    )]
    annexes: Vec<OwnAnnex>,
    #[schemars(
        rename = "签署",
        title = "签署",
        description = "落款的单位、日期和印章，联系人和电话。必填。"
    )]
    signature: Signature,
    #[schemars(
        rename = "抄送",
        default,
        title = "抄送",
        description = "还要给谁，印在末页下边；有几家的写成列表。可省略。",
        example = &"山西省消费者协会",
        example = ["山西省消费者协会", "太原市消费者协会"]
    )]
    copied_to: Names,
    #[schemars(
        rename = "版式",
        default,
        title = "版式",
        description = "举措标题、页码和指标的样子。可省略。"
    )]
    style: Style,
    #[schemars(
        rename = "豁免",
        default,
        title = "豁免",
        description = "检查出的问题确有原因、不必改动的，在此写明理由。可省略。",
        extend("markdownDescription" = "检查出的问题确有原因、不必改动的，在此写明理由。可省略。\n\n```yaml\n豁免:\n  - { 规则: F07, 位置: 客户投诉.投诉处理及时率, 理由: 写给审阅的人看 }\n```")
    )]
    waivers: Waivers,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Company {
    #[schemars(
        rename = "名称",
        title = "企业名称",
        description = "报告标题里的企业名称。必填。",
        example = &"中国移动山西公司",
        example = &"中国联通山西省分公司"
    )]
    name: Line,
    #[schemars(
        rename = "简称",
        default,
        title = "企业简称",
        description = "正文里用的简称，在公司简介里交代一次。",
        example = &"山西移动",
        example = &"山西联通"
    )]
    short_name: Line,
    #[schemars(
        rename = "集团",
        title = "所属集团",
        description = "从几个里选一个，都不是的选“其他”。必填。"
    )]
    group: Group,
    #[schemars(
        rename = "省份",
        title = "省份",
        description = "写全称；几个省的写成 [山西省, 陕西省]，整个集团报送的写“全国”。必填。",
        example = &"山西省",
        example = &"内蒙古自治区",
        example = &"全国"
    )]
    provinces: Provinces,
    #[schemars(
        rename = "经营业务",
        title = "经营业务",
        description = "取得许可的业务。列了哪一项，“主要服务指标完成情况”下就要有哪一组。必填。",
        example = ["移动电话", "因特网业务"],
        extend("errorMessage" = "写成 [移动电话, 因特网业务]")
    )]
    services: Vec<Service>,
}

#[derive(Default, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Style {
    #[schemars(
        rename = "举措标题",
        default,
        title = "举措标题的样子",
        description = "可省略，省略时用独行。"
    )]
    initiative_titles: TitlePosition,
    #[schemars(
        rename = "页码",
        default,
        title = "页码的位置",
        description = "可省略，省略时在外侧。"
    )]
    page_numbers: NumberPosition,
    #[schemars(
        rename = "指标",
        default,
        title = "指标的样子",
        description = "一项一行，或一组一张表。可省略，省略时分行。"
    )]
    indicators: IndicatorLayout,
    #[schemars(
        rename = "分子分母",
        default,
        title = "印不印分子、分母",
        description = "数据旁边写的分子、分母，印在报告里或只供核对。可省略，省略时不印。"
    )]
    counts: CountsPrinted,
    #[schemars(
        rename = "不列",
        default,
        title = "不列的章",
        description = "这份报告本来就没有的章，如 [公司简介]。可省略。",
        extend("examples" = [["公司简介"], ["主要服务指标完成情况"]])
    )]
    left_out: Vec<LeftOutChapter>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Waiver {
    #[schemars(
        rename = "规则",
        title = "规则的编号",
        description = "照检查结果方括号里的编号写。必填。"
    )]
    rule: Rules,
    #[schemars(
        rename = "位置",
        default,
        title = "问题所在",
        description = "从组名到指标名，用半角句点隔开；说整份文件的问题不写位置。",
        example = &"客户投诉.投诉处理及时率"
    )]
    place: Line,
    #[schemars(
        rename = "理由",
        default,
        title = "理由",
        description = "为什么不必改，写给审阅的人看。没有理由，豁免不起作用。",
        example = &"本期投诉多因外力中断，已在正文说明原因",
        example = &"监管部门已书面认可"
    )]
    reason: Line,
}

#[derive(Default, JsonSchema)]
#[schemars(extend("errorMessage" = "下面每项写“- { 规则: F07, 位置: …, 理由: … }”；用不上就删去这一行"))]
struct Waivers(Vec<Waiver>);

#[derive(JsonSchema)]
#[schemars(extend("pattern" = PERIOD, "errorMessage" = "写成 2020年上半年 或 2020年下半年"))]
struct Period(String);

/// One of 省份, or a list of them.
#[derive(JsonSchema)]
#[schemars(
    untagged,
    extend("errorMessage" = "写省份的全称，如 山西省；几个省的写成 [山西省, 陕西省]；整个集团报送的写 全国")
)]
enum Provinces {
    One(Line),
    Several(#[schemars(length(min = 1))] Vec<Line>),
}

/// The last filing, or several.
#[derive(JsonSchema)]
#[schemars(
    untagged,
    extend("errorMessage" = "写上期的文件名；几期的由近到远写成 [上期.yaml, 更早.yaml]，最多七份")
)]
enum Lasts {
    One(Line),
    Several(#[schemars(length(min = 1, max = 7))] Vec<Line>),
}

impl Default for Lasts {
    fn default() -> Self {
        Self::One(Line::default())
    }
}

#[derive(JsonSchema)]
#[schemars(extend("enum" = GROUPS))]
struct Group(String);

#[derive(Default, JsonSchema)]
#[schemars(extend(
    "enum" = crate::filing::AnnexKind::NAMES,
    "enumDescriptions" = ["各项指标与上期（或更早各期）对比的表", "对比的表，再加各期的趋势图；连同本期要有三期以上"]
))]
struct AnnexKind(String);

#[derive(Default, JsonSchema)]
#[schemars(extend(
    "enum" = ["独行", "接排"],
    "enumDescriptions" = ["举措标题单独成行", "正文接在标题后面"],
    "default" = "独行"
))]
struct TitlePosition(String);

#[derive(Default, JsonSchema)]
#[schemars(extend(
    "enum" = ["外侧", "居中"],
    "enumDescriptions" = ["单页居右、双页居左，公文格式的标准这样规定", "页码在下边正中"],
    "default" = "外侧"
))]
struct NumberPosition(String);

#[derive(Default, JsonSchema)]
#[schemars(extend(
    "enum" = ["分行", "表格"],
    "enumDescriptions" = ["每项指标一行", "每组指标一张表"],
    "default" = "分行"
))]
struct IndicatorLayout(String);

#[derive(Default, JsonSchema)]
#[schemars(extend(
    "enum" = ["不印", "印出"],
    "enumDescriptions" = ["只供核对，不印在报告里", "印在数据后面，如 99.64%（9964/10000）"],
    "default" = "不印"
))]
struct CountsPrinted(String);
