//! What stands at a report's end, as the schema has it.
#![allow(dead_code)]

use schemars::JsonSchema;

use super::values::{Line, Names, Prose};

/// 日期, as [`crate::filing::Date`] reads it; that a month has such a day is left to it.
pub(super) const DATE: &str =
    "^(19(49|[5-9][0-9])|[2-9][0-9]{3})[年./-](0?[1-9]|1[0-2])[月./-](0?[1-9]|[12][0-9]|3[01])日?$";

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct OwnAnnex {
    #[schemars(
        rename = "标题",
        title = "附件的标题",
        description = "末尾不加标点，也不写“附件1”。必填。",
        example = &"各市网络建设情况",
        example = &"客户投诉处理流程"
    )]
    title: Line,
    #[schemars(
        rename = "内容",
        title = "附件的内容",
        description = "正文，可以有表格和图片。必填。"
    )]
    body: Prose,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Signature {
    #[schemars(
        rename = "单位",
        default,
        title = "落款的单位",
        description = "企业全称；有几个单位的写成列表，共用一个日期。可省略，省略时用企业的名称。",
        example = &"中国移动通信集团山西有限公司",
        example = &"中国联合网络通信有限公司山西省分公司"
    )]
    units: Names,
    #[schemars(
        rename = "日期",
        title = "落款的日期",
        description = "年份写四位，月日前不加零。必填。",
        example = &"2021年1月12日",
        example = &"2020年7月10日"
    )]
    date: Date,
    #[schemars(
        rename = "盖章",
        default,
        title = "盖不盖章",
        description = "印出来盖章的，日期右空四字，单位在日期上面居中；不盖章的，单位右空二字，日期比单位缩进二字。可省略，省略时是盖章。"
    )]
    sealing: Sealing,
    #[schemars(
        rename = "印章",
        default,
        title = "印章的图片",
        description = "文件名，图片与本文件放在一起；印在落款之上，只供查看，不是电子签章。有几个单位的写成列表，次序与单位相同。可省略。",
        example = &"seal.png"
    )]
    seals: Names,
    #[schemars(
        rename = "联系人",
        default,
        title = "联系人",
        description = "印在落款下面的括号里。可省略。",
        example = &"张三",
        example = &"李四"
    )]
    contact: Line,
    #[schemars(
        rename = "联系电话",
        default,
        title = "联系电话",
        description = "印在落款下面的括号里；固定电话带区号。可省略。",
        example = &"0351-8888888",
        example = &"13900000000"
    )]
    telephone: Line,
}

#[derive(Default, JsonSchema)]
#[schemars(extend(
    "enum" = ["是", "否"],
    "enumDescriptions" = ["留出盖章的地方", "不盖章"],
    "default" = "是"
))]
struct Sealing(String);

#[derive(JsonSchema)]
#[schemars(extend("pattern" = DATE, "errorMessage" = "照这个样子写：2021年1月12日"))]
struct Date(String);
