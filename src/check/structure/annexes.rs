//! S09: an annex that the prose refers to and that is not there.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::Context;
use crate::finding::{Code, Findings};
use crate::pattern::pattern;

/// `见附件3`, `（附件3）`.
// A pattern of ours; a test file uses it.
#[allow(clippy::unwrap_used)]
static REFERENCE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:见|[（(])(附件(\d{1,2}))(?:[^\d]|$)").unwrap());

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let filing = context.filing;
    // What a filing has no annexes for may be sent beside it.
    if filing.annexes.is_empty() {
        return;
    }
    let count = filing.annexes.len() + usize::from(filing.annex.is_some());
    for paragraph in context.prose.iter().flat_map(|prose| &prose.paragraphs) {
        for found in REFERENCE.captures_iter(&paragraph.text) {
            let (Some(said), Some(number)) = (found.get(1), found.get(2)) else { continue };
            let is_there = number.as_str().parse().is_ok_and(|n: usize| (1..=count).contains(&n));
            let is_own = !paragraph.in_title(said.start()) && !paragraph.in_quotation(said.start());
            if is_there || !is_own {
                continue;
            }
            let message = format!("正文说到“{}”，报告只有 {count} 个附件", said.as_str());
            let finding = Code::S09.at(paragraph.span(said.range()), message);
            findings.push(finding.help("核对是哪一个附件，改正编号；漏了附件的，补在“附件”里"));
        }
    }
}
