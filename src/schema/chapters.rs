//! The chapters of a filing as its schema has them.

#![allow(dead_code)]

use schemars::JsonSchema;
use serde_json::{Value, json};

use super::values::{Line, Prose};

/// A chapter is required unless 版式.不列 names it.
pub(super) fn unless_left_out(chapter: &str) -> Value {
    let named = json!({ "contains": { "const": chapter } });
    let style = json!({ "required": ["不列"], "properties": { "不列": named } });
    json!({
        "if": { "required": ["版式"], "properties": { "版式": style } },
        "else": { "required": [chapter] },
    })
}

#[derive(Default, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct ChapterTitles {
    #[schemars(
        rename = "公司简介",
        default,
        title = "第一章的标题",
        description = "可省略，省略时是公司简介。",
        example = &"企业概况"
    )]
    profile: Line,
    #[schemars(
        rename = "电信服务质量状况",
        default,
        title = "举措这一章的标题",
        description = "可省略，省略时是电信服务质量状况；分章时各章的标题写在“分章”里。",
        example = &"2020年下半年服务质量状况"
    )]
    quality: Line,
    #[schemars(
        rename = "主要服务指标完成情况",
        default,
        title = "指标这一章的标题",
        description = "可省略，省略时是主要服务指标完成情况。",
        example = &"2020年下半年主要服务指标"
    )]
    indicators: Line,
}

#[derive(JsonSchema)]
#[schemars(
    deny_unknown_fields,
    extend(
        "if" = { "required": ["分章"] },
        "then" = { "properties": { "概述": false, "举措": false } },
        "else" = { "required": ["举措"] }
    )
)]
pub(super) struct Quality {
    #[schemars(
        rename = "概述",
        default,
        title = "概述",
        description = "本期服务工作的总体情况，一段即可。"
    )]
    overview: Prose,
    #[schemars(
        rename = "举措",
        default,
        title = "举措",
        description = "每项有标题和内容，以短横线起头。至少一项；分成几章的写“分章”，不写这里。",
        length(min = 1),
        extend("errorMessage" = "下面每项写“- 标题: …”和“内容: |”，至少一项"),
        extend("markdownDescription" = "每项有标题和内容，以短横线起头。至少一项；分成几章的写“分章”，不写这里。\n\n```yaml\n举措:\n  - 标题: 做优做强网络质量\n    内容: |\n      2020年下半年，山西移动……\n```")
    )]
    initiatives: Vec<Initiative>,
    #[schemars(
        rename = "分章",
        default,
        title = "分章",
        description = "举措分成几章，每章有标题和举措。写了它就不写上面的概述和举措。可省略。",
        length(min = 1),
        extend("errorMessage" = "下面每章写“- 标题: …”和“举措:”，至少一章"),
        extend("markdownDescription" = "举措分成几章，每章有标题和举措。写了它就不写上面的概述和举措。可省略。\n\n```yaml\n分章:\n  - 标题: 强化作风建设\n    举措:\n      - 标题: 提升服务能力\n        内容: |\n          ……\n```")
    )]
    parts: Vec<Part>,
}

#[derive(JsonSchema)]
#[schemars(
    deny_unknown_fields,
    extend("anyOf" = [{ "required": ["举措"] }, { "required": ["概述"] }])
)]
pub(super) struct Part {
    #[schemars(
        rename = "标题",
        title = "章的标题",
        description = "末尾不加标点，也不写“一、”。必填。",
        example = &"强化作风建设"
    )]
    title: Line,
    #[schemars(
        rename = "概述",
        default,
        title = "概述",
        description = "这一章的总说。可省略；没有举措的章必填。"
    )]
    overview: Prose,
    #[schemars(
        rename = "举措",
        default,
        title = "举措",
        description = "每项有标题和内容，以短横线起头。可省略；没有概述的章必填。",
        length(min = 1),
        extend("errorMessage" = "下面每项写“- 标题: …”和“内容: |”，至少一项"),
        extend("markdownDescription" = "每项有标题和内容，以短横线起头。可省略；没有概述的章必填。\n\n```yaml\n举措:\n  - 标题: 提升服务能力\n    内容: |\n      ……\n```")
    )]
    initiatives: Vec<Initiative>,
}

#[derive(JsonSchema)]
#[schemars(
    deny_unknown_fields,
    rename = "initiative",
    extend("anyOf" = [{ "required": ["内容"] }, { "required": ["举措"] }])
)]
pub(super) struct Initiative {
    #[schemars(
        rename = "标题",
        title = "举措的标题",
        description = "末尾不加标点，也不写“（一）”。必填。",
        example = &"做优做强网络质量，确保客户使用感知",
        example = &"强化信息安全，营造健康网络环境"
    )]
    title: Line,
    #[schemars(
        rename = "内容",
        default,
        title = "举措的内容",
        description = "做了什么、结果如何。数字带单位，百分数说明以什么为总数；只写本期，时间写明年份，如“截至2020年12月底”。必填；下面另有举措的可省略。"
    )]
    body: Prose,
    #[schemars(
        rename = "举措",
        default,
        title = "下一层的举措",
        description = "编号是1.，再下一层是（1），到此为止。可省略。",
        length(min = 1),
        extend("errorMessage" = "下面每项写“- 标题: …”和“内容: |”，至少一项"),
        extend("defaultSnippets" = [{
            "label": "- 标题: …",
            "body": "\n  - 标题: ${1:【举措标题】}\n    内容: |\n      ${2:【正文】}",
            "description": "一项举措"
        }]),
        extend("markdownDescription" = "编号是1.，再下一层是（1），到此为止。可省略。\n\n```yaml\n举措:\n  - 标题: 网络提速\n    内容: |\n      ……\n```")
    )]
    initiatives: Vec<Initiative>,
}

/// What 不列 may name.
#[derive(JsonSchema)]
pub(super) enum LeftOutChapter {
    #[serde(rename = "公司简介")]
    Profile,
    #[serde(rename = "主要服务指标完成情况")]
    Indicators,
}
