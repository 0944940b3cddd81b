//! `chengbao explain`: what a rule is for.

use super::usage::ExplainOptions;
use super::{Outcome, output};
use crate::check::{page, rule, rules};

/// Shows the pages of the rules that are named, or the list of all.
pub(super) fn execute(options: &ExplainOptions) -> Outcome {
    if options.rules.is_empty() {
        for rule in rules() {
            output::say(&format!("{} {} {}", rule.code, rule.severity.label(), rule.title));
        }
        output::say("\n看其中一条：chengbao explain F05");
        return Outcome::Done;
    }
    let mut pages = Vec::new();
    for code in &options.rules {
        match rule(code) {
            Some(rule) => pages.push(page(rule)),
            None => {
                return output::fail(&format!("没有“{code}”这条规则；看全部：chengbao explain"));
            }
        }
    }
    output::say(pages.join("\n").trim_end());
    Outcome::Done
}
