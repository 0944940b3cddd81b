//! `chengbao explain`: what a rule is for.

use crate::check::{page, rule, rules};
use crate::cli::Outcome;
use crate::cli::terminal::output;
use crate::cli::usage::ExplainOptions;

/// Shows the pages of the rules that are named, or the list of all.
pub(super) fn execute(options: &ExplainOptions) -> Outcome {
    if options.rules.is_empty() {
        for rule in rules() {
            output::print(&format!("{} {} {}", rule.code, rule.severity.label(), rule.title));
        }
        output::print("\n看其中一条：chengbao explain F05");
        return Outcome::Done;
    }
    let mut pages = Vec::new();
    for code in &options.rules {
        match rule(code) {
            Some(rule) => pages.push(page(rule)),
            None => match kind(code) {
                Some(what) => pages.push(format!("## {code}\n\n{what}\n")),
                None => {
                    return output::fail(&format!(
                        "没有“{code}”这条规则；看全部：chengbao explain"
                    ));
                }
            },
        }
    }
    output::print(pages.join("\n").trim_end());
    Outcome::Done
}

/// What a code that is no rule's belongs to.
fn kind(code: &str) -> Option<&'static str> {
    let (family, number) = code.split_at_checked(1)?;
    if number.len() != 2 || !number.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    match family.to_ascii_uppercase().as_str() {
        "Y" => Some(
            "填报文件写法上的毛病：标点、缩进、名目、数据读不懂。照检查结果的“怎么改”改好，不能豁免。",
        ),
        "G" => Some(
            "字体和图片的问题：缺字、图片用不了、表格排不下。照检查结果的“怎么改”改好，不能豁免。",
        ),
        "M" => Some("自己的模板有误。照检查结果指出的行改模板。"),
        "W" => Some("豁免本身的问题：没有这条规则、没有写理由、没有用上。改好或删去那一条豁免。"),
        _ => None,
    }
}
