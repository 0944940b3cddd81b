//! Texts as the schema has them.
#![allow(dead_code)]

use schemars::JsonSchema;

/// A line of text.
#[derive(Default, JsonSchema)]
#[schemars(extend("errorMessage" = "这里写一行文字，直接写在冒号后面；用不上就删去这一行"))]
pub(super) struct Line(String);

/// A line of text, or a list of such.
#[derive(JsonSchema)]
#[schemars(
    untagged,
    extend("errorMessage" = "这里写一行文字，有几项的写成 [甲, 乙]；用不上就删去这一行")
)]
pub(super) enum Names {
    One(String),
    Several(#[schemars(length(min = 1))] Vec<String>),
}

impl Default for Names {
    fn default() -> Self {
        Self::Several(Vec::new())
    }
}

/// Markdown.
#[derive(Default, JsonSchema)]
#[schemars(extend(
    "errorMessage" = "这里写一段正文：冒号后面写“|”，正文另起一行并缩进；用不上就删去这一行",
    "defaultSnippets" = [{ "label": "|", "body": "|\n  ${1:【第一段】}", "description": "正文从下一行写起" }]
))]
pub(super) struct Prose(String);
