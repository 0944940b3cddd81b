//! `chengbao explain`: what a code in the findings means.

use crate::cli::Outcome;
use crate::cli::terminal::output;
use crate::cli::usage::ExplainOptions;
use crate::finding::{Code, FAMILIES};

/// Shows the pages of the codes that are named, or the list of all.
pub(super) fn execute(options: &ExplainOptions) -> Outcome {
    if options.rules.is_empty() {
        list();
        return Outcome::Done;
    }
    let mut pages = Vec::new();
    for name in &options.rules {
        match Code::of(name) {
            Some(code) => pages.push(code.page()),
            None => {
                return output::fail(&format!("没有“{name}”这条规则；看全部：chengbao explain"));
            }
        }
    }
    output::print(pages.join("\n").trim_end());
    Outcome::Done
}

fn list() {
    for family in FAMILIES {
        output::print(&format!("{} {}", family.letter, family.title));
        for code in family.codes() {
            output::print(&format!("{code} {} {}", code.severity().label(), code.title()));
        }
        output::print("");
    }
    output::print("看其中一条：chengbao explain F05");
}
