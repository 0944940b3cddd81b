//! S04: 声明 in the words of the reporting rules.

use crate::check::Case;
use crate::filing::is_unfilled;
use crate::finding::{Finding, Findings};
use crate::standard::structure::structure_words;

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let declaration = &case.filing.declaration;
    let standard = structure_words().declaration.as_str();
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    if is_unfilled(&declaration.value) || bare(&declaration.value) == bare(standard) {
        return;
    }
    let span = declaration.span.clone();
    let finding = Finding::error("S04", span.clone(), "声明的文字与规定的不同")
        .help(format!("照写“{standard}”，一个字也不改；“企业声明”几个字程序会印"));
    // Of a block only its lines would be replaced.
    let written = case.source.text().get(span.clone()).unwrap_or_default();
    let is_line =
        !written.is_empty() && !written.starts_with(['|', '>']) && !written.contains('\n');
    findings.push(if is_line { finding.fix(span, standard) } else { finding });
}
